"""What accords and talks are about: two that name other matters are two, whoever made them and when."""

from __future__ import annotations

from collections.abc import Set

from kg.model import EventMention

MATTER = "matter"
"""`Evidence.aspect` of the words that tell what an accord or talks are about."""


def matters(mention: EventMention) -> frozenset[str]:
    """The matters that a report names: keys of the lexicons, `wide/narrow` where one is a part of another."""
    return frozenset(e.entry.partition(": ")[0] for e in mention.evidence if e.aspect == MATTER)


def differ(one: Set[str], other: Set[str]) -> bool:
    """Whether both name matters and none of one is, holds or is a part of one of the other."""
    return bool(one) and bool(other) and not any(_alike(a, b) for a in one for b in other)


def _alike(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")
