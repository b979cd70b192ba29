"""Mentions: who, where, when and who-says, found in the sentences of one document."""
