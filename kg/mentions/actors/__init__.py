"""Actors and places of a sentence: names, offices, bodies, towns, second mentions."""
