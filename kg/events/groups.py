"""Coordinated noun phrases of a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import ActorMention


@dataclass(frozen=True, slots=True)
class Group:
    """Coordinated noun phrases: "Putin, Xi and Modi", with the preposition category before the first."""

    mentions: tuple[ActorMention, ...]
    marks: frozenset[str] = frozenset()
    """Categories of the function word before it; empty for a bare noun phrase, several where a word is ambiguous."""

    @property
    def bare(self) -> bool:
        """Whether no preposition governs it (an agent's "by" aside): it can be a subject."""
        return not self.marks or "by" in self.marks

    @property
    def adjectival(self) -> bool:
        """Whether it is but an adjective: "Russian-American"."""
        return all(m.via == "adjective" for m in self.mentions)

    @property
    def silent(self) -> bool:
        """Whether it is an unnamed source: these take no part, unless nobody else does."""
        return all(m.via == "group" and m.acts_for is None for m in self.mentions)

    @property
    def closed(self) -> bool:
        """Whether it is one closed format, read as its members: "the Normandy Four"."""
        return len(self.mentions) > 1 and all(m.via == "collective" and m.first == self.first for m in self.mentions)

    @property
    def first(self) -> int:
        """Index of the first token."""
        return self.mentions[0].first

    @property
    def last(self) -> int:
        """Index after the last token."""
        return self.mentions[-1].last


def flat(groups: Iterable[Group]) -> list[ActorMention]:
    """The noun phrases of several groups, each actor once; in a group with named ones the unnamed count for nothing."""
    found: list[ActorMention] = []
    for group in groups:
        for mention in group.mentions:
            if mention.via == "group" and mention.acts_for is None and any(m.via != "group" for m in group.mentions):
                continue
            if all(mention.actor.key != known.actor.key for known in found):
                found.append(mention)
    return found
