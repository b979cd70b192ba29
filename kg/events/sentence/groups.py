"""Coordinated noun phrases of a sentence: which stand together, and what governs them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from kg.events.sentence.clauses import Clauses
from kg.events.sentence.coordination import Coordination
from kg.events.sentence.government import Government
from kg.events.sentence.whose import explained, introduced
from kg.events.sentence.words import SKIP, Words
from kg.model import ActorKind, ActorMention


class Group(Struct, frozen=True):
    """Coordinated noun phrases: "Putin, Xi and Modi", with the preposition category before the first."""

    mentions: tuple[ActorMention, ...]
    marks: frozenset[str] = frozenset()
    """Categories of the function word before it; empty for a bare noun phrase, several where a word is ambiguous."""

    @property
    def bare(self) -> bool:
        """Whether no preposition governs it (an agent's "by" aside): it can be a subject."""
        return not self.marks or "by" in self.marks

    @property
    def oblique(self) -> bool:
        """Whether its case shows that it is no subject."""
        return self.mentions[0].oblique

    @property
    def adjectival(self) -> bool:
        """Whether it is but an adjective: "Russian-American"."""
        return all(m.via == "adjective" for m in self.mentions)

    @property
    def people(self) -> bool:
        """Whether it names persons alone."""
        return all(m.actor.kind is ActorKind.PERSON for m in self.mentions)

    @property
    def states(self) -> bool:
        """Whether it names states alone."""
        return all(m.actor.kind is ActorKind.STATE for m in self.mentions)

    @property
    def silent(self) -> bool:
        """Whether it is an unnamed source, or the press: these take no part, unless nobody else does."""
        return all(m.via in ("group", "press") and m.acts_for is None for m in self.mentions)

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


def upright(groups: Sequence[Group]) -> list[Group]:
    """Noun phrases that can be a subject; all of them where every case is another, or none shows."""
    return [g for g in groups if not g.oblique] or list(groups)


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


def groups_of(words: Words, clauses: Clauses) -> tuple[Group, ...]:
    """The coordinated noun phrases of a sentence that name actors, in order."""
    return tuple(_rejoined(words, clauses, list(_Grouping(words, clauses).read())))


def _rejoined(words: Words, clauses: Clauses, groups: list[Group]) -> list[Group]:
    """Two subjects with what is said of the first between them are one: "X, who is on a visit, and Y met"."""
    joined = list(groups)
    for at, one in enumerate(groups):
        other = next((g for g in groups[at + 1 :] if _goes_on(words, clauses, one, g)), None)
        if other is not None:  # the first stays by itself as well, whom the clause behind it tells of
            joined[groups.index(other)] = replace(other, mentions=(*one.mentions, *other.mentions))
    return joined


def _goes_on(words: Words, clauses: Clauses, one: Group, other: Group) -> bool:
    """Whether a subject is joined by "and" to one before, which a relative clause follows."""
    home, begin = clauses.owner[one.first], one.last + 1
    if one.marks or other.marks or one.adjectival or other.adjectival or clauses.owner[other.first] != home:
        return False
    at = words.back(other.first, "article")
    joined = at - 2 > begin and words.is_word(at - 1, "and") and words.tokens[at - 2].text == ","
    if not joined or words.tokens[one.last].text != ",":
        return False
    below = clauses.of(begin)
    own = {below.number, *(c.number for c in clauses.clauses if below in clauses.chain(c))}
    told = below.kind == "relative" and below.parent == home
    told = told and all(clauses.owner[i] in own for i in range(begin, at - 2))
    return told and not any(clauses.owner[i] == home and words.is_verb(i) for i in range(one.first))


class _Grouping:
    def __init__(self, words: Words, clauses: Clauses) -> None:
        self.words = words
        self.annotated = words.annotated
        self.tokens = words.tokens
        self.heads: dict[int, int] = {}
        """First token of a person → that of the office before the comma, or of the state before him, which is his."""
        self.coordination = Coordination(words, clauses, self.heads)
        self.government = Government(words)

    def read(self) -> Iterator[Group]:
        run: list[ActorMention] = []
        for at, (mention, following) in enumerate(pairwise((*self.annotated.actors, None))):
            if mention is None or self._possessive(mention, following) or self._introduces(mention, at):
                continue
            press = bool(run) and (run[-1].via == "press") != (mention.via == "press")  # "X and Y, Reuters reported"
            if run and (press or not self.coordination.coordinated(run[-1], mention)):
                yield from map(self._group, self.coordination.split(run))
                run = []
            run.append(mention)
        if run:
            yield from map(self._group, self.coordination.split(run))

    def _possessive(self, mention: ActorMention, following: ActorMention | None) -> bool:
        """Whether it only owns the next noun phrase: a pronoun ("seinem Kollegen"), a state ("Canada's Freeland")."""
        if following is not None and self._of_a_person(mention, following):
            self.heads[following.first] = mention.first
            return True
        if mention.via == "pair" and self._owns_thing(mention):
            return True
        if mention.via != "pronoun" or following is None or not self.words.is_word(mention.first, "article"):
            return False
        if mention.last - mention.first > 1:
            return False  # "der Diplomat"
        gap = range(mention.last, following.first)
        return len(gap) <= SKIP and all(self.tokens[i].text.isalpha() and self.words.is_plain(i) for i in gap)

    def _introduces(self, mention: ActorMention, at: int) -> bool:
        """Whether it only tells whose the person behind it is, or behind the word for what he is to the other.

        So does who stands behind the word for what the person before him is to him.
        """
        if any(explained(self.words, mention, m) for m in self.annotated.actors[:at] if m.via != "group"):
            return True
        behind = self.annotated.actors[at + 1 : at + 3]
        person = next((m for m in behind if m.via != "group"), None)
        head = introduced(self.words, mention, person) if person is not None else None
        if person is not None and self._apposed(mention, person):
            head = self.heads.get(mention.first, mention.first)  # "his Chinese counterpart, foreign minister X"
        if person is not None and head is not None:
            self.heads[person.first] = head
        return head is not None

    def _apposed(self, mention: ActorMention, person: ActorMention) -> bool:
        """Whether the same person is named again right behind a comma, articles aside."""
        if mention.actor.key != person.actor.key or mention.via in ("name", "surname", "pronoun"):
            return False
        between = range(mention.last + 1, person.first)
        comma = mention.last < person.first and self.tokens[mention.last].text == ","
        return comma and all(self.words.is_word(i, "article") for i in between)

    def _owns_thing(self, mention: ActorMention) -> bool:
        """Whether "their" owns what is no event: "the US and their allies"."""
        if mention.last - mention.first > 1 or not self.words.is_word(mention.first, "article"):
            return False
        near = range(mention.last, min(mention.last + SKIP, len(self.tokens)))
        thing = bool(near) and self.tokens[near[0]].text.islower() and self.words.is_plain(near[0])
        return thing and self.words.events.isdisjoint(near)

    def _of_a_person(self, mention: ActorMention, following: ActorMention) -> bool:
        """Whether a state's name only says whose the person right behind it is."""
        state = mention.actor.kind is ActorKind.STATE and mention.via in ("name", "capital")
        person = following.actor.kind is ActorKind.PERSON and following.actor.state in (None, mention.actor.key)
        between = self.tokens[mention.last : following.first]
        owned = bool(between) and self.words.is_clitic(mention.last)
        plain = all(not self.words.kinds.get(i) for i in range(mention.last + 1, following.first))
        return state and person and owned and plain

    def _group(self, run: Sequence[ActorMention]) -> Group:
        first = self.heads.get(run[0].first, run[0].first)
        return Group(tuple(run), self.government.marks_of(run, first))
