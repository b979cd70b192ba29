"""A sentence as its triggers see it: words, clauses, noun phrases, verbs, places."""
