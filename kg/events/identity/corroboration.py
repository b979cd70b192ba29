"""What the reports of one event are worth: who first said it, and where independent originators contradict one another.

Ten outlets that copy one are one originator. Reports are grouped by who first said it: the originator named, else the
outlet relayed, else the outlet itself; a relayed outlet whose own report is at hand stands for the originators it
names; and near-copies of one text stand for one report.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

from kg.events.identity.nested import apart
from kg.model import ActorKind, Claim, Conflict, EventMention, Granularity, Status

#: Share of common word triples from which two quotes of one language are copies of one text (measured on our own
#: dispatches, where independent reports of one event reach 0.3).
COPY = 0.6
#: Words below which a quote is too short to tell a copy.
SHORT = 8
_WORD = re.compile(r"\w+")
_NOT = {Status.DENIED, Status.CANCELLED, Status.REJECTED}
_YES = {Status.HELD, Status.ONGOING, Status.PLANNED}


Copies = Sequence[tuple[str, str]]
"""Pairs of mentions, by key, whose words are near-copies of one text."""


def originator_groups(cluster: Sequence[EventMention], copies: Copies) -> dict[str, str]:
    """For each mention, by key, the name of the group of originators it rests on.

    `copies` may name mentions of no concern.
    """
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    def unite(names: Sequence[str]) -> None:
        first, *rest = sorted(root(name) for name in names)
        parent.update(dict.fromkeys(rest, first))

    first_said = {}
    for mention in sorted(cluster, key=lambda m: m.key):
        speakers = _speakers(mention)
        unite(speakers)
        first_said[mention.key] = speakers[0]
    for one, other in copies:
        if one in first_said and other in first_said:
            unite((first_said[one], first_said[other]))
    return {key: root(name) for key, name in first_said.items()}


def _speakers(mention: EventMention) -> list[str]:
    """Everybody in the chain of one report that stands for one word: originators, or else who passed it on.

    With an originator named, the relaying outlet stands for him: what another takes from it is his word, too. The
    outlet of the document itself joins in only where it names nobody.
    """
    originators = [f"actor {a.key}" for a in mention.originators]
    relayers = [_outlet(a.name) for a in mention.relayers]
    return originators + relayers or [_outlet(mention.outlet or f"document {mention.document}")]


def _outlet(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "outlet " + " ".join(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def near_copies(cluster: Sequence[EventMention]) -> list[tuple[str, str]]:
    """Find the pairs of mentions, by key, that stand for one report."""
    found = []
    triples = {m.key: _triples(m.quote) for m in cluster}
    by_lang: dict[str, list[EventMention]] = defaultdict(list)
    for mention in sorted(cluster, key=lambda m: m.key):
        if len(triples[mention.key]) >= SHORT - 2:
            by_lang[mention.lang].append(mention)
    for group in by_lang.values():
        for one, other in combinations(group, 2):
            first, second = triples[one.key], triples[other.key]
            if len(first & second) >= COPY * min(len(first), len(second)):
                found.append((one.key, other.key))
    return found


def _triples(quote: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(quote.casefold())
    return frozenset(zip(words, words[1:], words[2:], strict=False))


# ------------------------------------------------------------------ conflicts


def conflicts(cluster: Sequence[EventMention], groups: Mapping[str, str]) -> tuple[Conflict, ...]:
    """Where reports of independent originators (`originator_groups`) cannot all be right, with those of each side."""
    ordered = sorted(cluster, key=lambda m: m.key)
    found = [
        _conflict("place", _elsewhere(_told([m for m in ordered if m.status in _YES], _town), ordered), groups),
        _conflict("date", _told([m for m in ordered if m.status in _YES], _day), groups),
        _conflict("participants", _rivals(ordered), groups),
        _conflict("status", _verdicts(ordered), groups),
        *_offices(ordered),
    ]
    return tuple(conflict for conflict in found if conflict is not None)


def _conflict(aspect: str, sides: Mapping[str, list[str]], groups: Mapping[str, str]) -> Conflict | None:
    """A conflict needs two claims of different originators; the sides are sorted by claim."""
    speakers = [{groups[key] for key in keys} for keys in sides.values()]
    if not any(one != other for one, other in combinations(speakers, 2)):
        return None
    return Conflict(aspect, tuple(Claim(value, tuple(sorted(keys))) for value, keys in sorted(sides.items())))


def _told(mentions: Sequence[EventMention], say: Callable[[EventMention], str | None]) -> dict[str, list[str]]:
    """Reports by what they say; a plan that was moved is a change, so only reports of one standing are compared."""
    standing = Status.HELD if any(m.status is Status.HELD for m in mentions) else Status.PLANNED
    sides: dict[str, list[str]] = defaultdict(list)
    for mention in mentions:
        value = say(mention)
        if value is not None and (mention.status is standing or standing is not Status.HELD):
            sides[value].append(mention.key)
    return sides


def _town(mention: EventMention) -> str | None:
    return mention.place.name if mention.place is not None and mention.place.key != mention.place.country else None


def _elsewhere(sides: Mapping[str, list[str]], mentions: Sequence[EventMention]) -> dict[str, list[str]]:
    """Of the places told those that another rules out: not a region and its town, nor a villa and its city."""
    places = {m.place.name: m.place for m in mentions if m.place is not None}
    return {name: keys for name, keys in sides.items() if any(apart(places[name], places[other]) for other in sides)}


def _day(mention: EventMention) -> str | None:
    return mention.time.edtf if mention.time is not None and mention.time.granularity is Granularity.DAY else None


def _rivals(mentions: Sequence[EventMention]) -> dict[str, list[str]]:
    """Reports that name another single person for one state; who only speaks of it is none."""
    by_state: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for mention in mentions:
        persons: dict[str, list[str]] = defaultdict(list)
        speakers = {a.key for a in mention.originators}
        for part in mention.participants:
            if part.actor.kind is ActorKind.PERSON and part.actor.state and part.actor.key not in speakers:
                persons[part.actor.state].append(part.actor.name)
        for state, names in persons.items():
            if len(names) == 1 and mention.status in _YES:
                by_state[state][names[0]].append(mention.key)
    sides = next((by_state[state] for state in sorted(by_state) if len(by_state[state]) > 1), {})
    return dict(sides)


def _verdicts(mentions: Sequence[EventMention]) -> dict[str, list[str]]:
    """Reports that say it was or will be, and reports, no older, that say it was not or will not."""
    yes = [m for m in mentions if m.status in _YES]
    no = [m for m in mentions if m.status in _NOT]
    sides: dict[str, list[str]] = defaultdict(list)
    for one in yes:
        for other in no:
            final = one.status is Status.HELD or other.status is Status.DENIED
            close = one.published is None or other.published is None or abs((one.published - other.published).days) <= 3
            if final and close:
                sides[str(one.status)].append(one.key)
                sides[str(other.status)].append(other.key)
    return {value: sorted(set(keys)) for value, keys in sides.items()}


def _offices(mentions: Sequence[EventMention]) -> Iterable[Conflict]:
    """Claims about an office that the gazetteer's dates contradict ("the former president" of somebody in office)."""
    for mention in mentions:
        for piece in mention.evidence:
            if piece.aspect == "contradiction":
                words, _, known = piece.entry.partition(" | ")
                yield Conflict("office", (Claim(words, (mention.key,)), Claim(f"gazetteer: {known}", ())))
