"""Several meetings that share a verb: "met Scholz in Berlin on Monday and Tusk in Warsaw on Tuesday"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from kg.events.sentence.scene import Scene
from kg.events.trigger.triggers import TALKS
from kg.model import (
    ActorMention,
    EventMention,
    Granularity,
    Match,
    Participation,
    Place,
    Status,
    TimeInterval,
    TimeMention,
)

#: Tokens between two partners, their days and towns among them.
_REACH = 12
#: Kinds of the prepositions with which a verb has its partner.
_PARTNERS = frozenset({"with", "to", "by"})
#: What is added to `EventMention.serial` for each further partner.
_NEXT = 60


class _Partner(Struct, frozen=True):
    """Those of a row who were met together, with the day and town told beside them."""

    mentions: tuple[ActorMention, ...]
    time: TimeMention | None = None
    place: Place | None = None

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(m.party.key for m in self.mentions)


def gapped(scene: Scene, trigger: Match, mention: EventMention) -> list[EventMention]:
    """A mention as one for each partner who has a day or town of his own; the mention itself where none has."""
    if mention.type not in TALKS:
        return [mention]
    parties, owner = {p.actor.key for p in mention.participants}, scene.clauses.owner
    for row in _rows(scene, trigger):
        met = frozenset(key for partner in row for key in partner.keys)
        if owner[row[0].mentions[0].first] != owner[trigger.first] and not parties <= met:
            continue  # "thanked X on Monday and Y on Tuesday after meeting Z"; but "both meetings were cancelled"
        shared = tuple(p for p in mention.participants if p.actor.key not in met) or _subject(scene, row[0])
        own = all(partner.time is not None or partner.place is not None for partner in row[1:])
        if shared and own and row[0].keys <= parties:
            return [_one(mention, shared, row, number) for number in range(len(row))]
    return [mention]


def _subject(scene: Scene, first: _Partner) -> tuple[Participation, ...]:
    """The subject before a row of objects at the end of a clause: "X wird am Freitag Y und am Samstag Z treffen"."""
    at, owner = first.mentions[0].first, scene.clauses.owner
    before = [unit for unit in _units(scene) if unit[-1].last <= at and owner[unit[0].first] == owner[at]]
    bare = before and not scene.preposition(before[-1][0].first)
    return tuple(Participation(m.party) for m in before[-1]) if bare else ()


def _one(
    mention: EventMention, shared: tuple[Participation, ...], row: Sequence[_Partner], number: int
) -> EventMention:
    """The meeting with the partner of that number in a row; a day or town that only the first has is not of all.

    The first may have his before the subject: "On Monday X met Y and on Tuesday Z".
    """
    partner, first = row[number], row[0]
    role = next(p.role for p in mention.participants if p.actor.key in first.keys)
    parts = (*shared, *(Participation(m.party, role) for m in partner.mentions))
    times = _shared([_read(mention, row, one.time) for one in row])
    places = [one.place for one in row]
    of_all = not any(times) or (partner is first and mention.time not in times)
    time = times[number] or (mention.time if of_all else None)
    of_all = not any(places) or (partner is first and mention.place not in places)
    place = partner.place or (mention.place if of_all else None)
    serial = mention.serial + (_NEXT + number if number else 0)
    return replace(mention, participants=parts, time=time, place=place, serial=serial)


def _read(mention: EventMention, row: Sequence[_Partner], own: TimeMention | None) -> TimeInterval | None:
    """The interval of one's own day, read as the day that the mention has: past, or coming.

    "Next week" is read one way only, and tells nothing of the "January" behind it.
    """
    if own is None:
        return None
    open_ = [one.time for one in row if one.time is not None and one.time.past != one.time.future]
    readings = (r for r in (False, True, None) for time in open_ if time.read(r) == mention.time)
    return own.read(next(readings, mention.status is not Status.HELD))


def _shared(times: Sequence[TimeInterval | None]) -> Sequence[TimeInterval | None]:
    """A week or longer told behind the last is that of all: "met X in Berlin and Y in Paris last week"."""
    last = times[-1]
    long = last is not None and last.granularity is not Granularity.DAY and not any(times[:-1])
    return [last] * len(times) if long else times


def _rows(scene: Scene, trigger: Match) -> Iterator[list[_Partner]]:
    """The rows of noun phrases in a sentence with a day or town between each two and "and" before the last."""
    units = list(_units(scene))
    row = units[:1]
    for one, other in pairwise(units):
        if not _joined(scene, one, other):
            yield from _whole(scene, trigger, row)
            row = []
        row.append(other)
    yield from _whole(scene, trigger, row)


def _units(scene: Scene) -> Iterator[tuple[ActorMention, ...]]:
    """The noun phrases that name parties, parted where a day or town stands between two."""
    known = scene.dated | scene.placed
    for group in scene.groups:
        parties = [m for m in group.mentions if m.first not in scene.placed]  # no capital that tells where
        if not parties or group.silent:
            continue
        unit = parties[:1]
        for one, other in pairwise(parties):
            if any(i in known for i in range(one.last, other.first)):
                yield tuple(unit)
                unit = []
            unit.append(other)
        yield tuple(unit)


def _joined(scene: Scene, one: tuple[ActorMention, ...], other: tuple[ActorMention, ...]) -> bool:
    """Whether "and" or a comma joins two, and but days, towns and small words stand between."""
    between = range(one[-1].last, other[0].first)
    known = scene.dated | scene.placed
    joins = [i for i in between if _joins(scene, i)]
    small = all(i in known or i in joins or _small(scene, i) for i in between)
    return small and bool(joins) and len(between) <= _REACH and any(i in known for i in between)


def _joins(scene: Scene, index: int) -> bool:
    return _adds(scene, index) or scene.tokens[index].text in ",;"


def _adds(scene: Scene, index: int) -> bool:
    return scene.is_word(index, "and") or scene.tokens[index].lower in scene.lex.words.contrast


def _small(scene: Scene, index: int) -> bool:
    """Whether a token is a mark or a small word, though it be the preposition of a verb: "sprach am Montag mit"."""
    mark, kinds = not scene.tokens[index].text.isalnum(), scene.kinds.get(index, set())
    return mark or bool(kinds & _PARTNERS) or (bool(kinds) and not scene.is_verb(index))


def _whole(scene: Scene, trigger: Match, row: Sequence[tuple[ActorMention, ...]]) -> Iterator[list[_Partner]]:
    """A row of two or more, each with what is told beside him; not with the subject of what follows.

    "Met X on Monday and on Tuesday Y said" has none.
    """
    gaps = [range(one[-1].last, other[0].first) for one, other in pairwise(row)]
    if not gaps or not any(_adds(scene, i) for i in gaps[-1]):
        return
    end = _end(scene, row[-1][-1].last)
    if _goes_on(scene, trigger, row[-1][-1].last, end):
        return
    ends = [*(gap.stop for gap in gaps), end]
    opened = [_begin(scene, row[0][0].first), *(max(i for i in gap if _joins(scene, i)) + 1 for gap in gaps)]
    partners = []
    for unit, stop, begin in zip(row, ends, opened, strict=True):
        time, place = _told(scene, unit[-1].last, stop)
        ahead = _told(scene, begin, unit[0].first)
        partners.append(_Partner(unit, ahead[0] or time, ahead[1] or place))
    yield partners


def _goes_on(scene: Scene, trigger: Match, last: int, end: int) -> bool:
    """Whether the last of a row is the subject of what follows him or his day: "and on Tuesday Y resigned"."""
    if end >= len(scene.tokens) or trigger.first <= end < trigger.last:
        return False
    bare = not any(i in scene.dated | scene.placed for i in range(last, end)) and scene.tokens[end].text.isalnum()
    return scene.is_verb(end) or bare


def _begin(scene: Scene, at: int) -> int:
    """Where the days and towns before the first of a row begin."""
    known = scene.dated | scene.placed
    while at > 0 and (at - 1 in known or (_small(scene, at - 1) and not _joins(scene, at - 1))):
        at -= 1
    return at


def _end(scene: Scene, at: int) -> int:
    """Where the days and towns behind the last of a row end."""
    known = scene.dated | scene.placed
    while at < len(scene.tokens) and (at in known or (_small(scene, at) and not _joins(scene, at))):
        at += 1
    return at


def _told(scene: Scene, first: int, end: int) -> tuple[TimeMention | None, Place | None]:
    """The first day and town between two tokens, up to an "and" or comma."""
    stop = next((i for i in range(first, end) if _joins(scene, i)), end)
    time = next((t for t in scene.annotated.times if first <= t.first < stop), None)
    place = next((p.place for p in scene.annotated.places if first <= p.first < stop), None)
    return time, place
