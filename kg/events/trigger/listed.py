"""Several events told in one by a list of their days: "the agreements of 9 November and 11 January"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from kg.events.sentence.scene import Scene
from kg.model import (
    ActorKind,
    EventMention,
    EventType,
    Granularity,
    Participation,
    Place,
    PlaceMention,
    Role,
    TimeInterval,
    TimeMention,
)

#: How a time may be read: as past, as coming, as the nearest.
_READINGS = (False, True, None)
#: Times that tell one event from another.
_FINE = (Granularity.DAY, Granularity.MONTH, Granularity.YEAR)
#: Function words between a preposition and what it governs, and the comma or "and" before it.
_GAP = 4
#: What is added to `EventMention.serial` for each further event of a list.
_SECOND = 40


def _goes_on(scene: Scene, chain: Sequence[TimeMention | PlaceMention]) -> bool:
    """Whether a comma before "and" opens what was done on the next date: "in Rome in May, and in June he met X"."""
    gaps = (range(one.last, other.first) for one, other in pairwise(chain))
    return any(scene.tokens[i].text == "," and scene.is_word(i + 1, "and") for gap in gaps for i in gap)


def by_days(scene: Scene, mention: EventMention) -> list[EventMention]:
    """A mention, and one more for each further day (and town) that its sentence lists with the mention's own.

    "Meetings in Istanbul in April and Baghdad in May".
    """
    if mention.time is None or mention.time.granularity not in _FINE or mention.gathering is not None:
        return [mention]
    for reading in _READINGS:
        for chain in _chains(scene):
            days = [t for t in chain if isinstance(t, TimeMention)]
            times = [t.read(reading) for t in days]
            if mention.time in times and len(set(times)) == len(times) > 1 and _alike(times):
                alone = isinstance(chain[0], PlaceMention) and not _goes_on(scene, chain)
                return list(_each(mention, chain, times, alone=alone))
    return [mention]


def _each(
    mention: EventMention,
    chain: Sequence[TimeMention | PlaceMention],
    times: Sequence[TimeInterval | None],
    *,
    alone: bool,
) -> Iterator[EventMention]:
    """A mention for each time of a list; where towns stand in it, only if each has its time, or one alone opens it."""
    towns = [p.place for p in chain if isinstance(p, PlaceMention)]
    paired = len(towns) == len(times) and all(
        isinstance(one, TimeMention) != isinstance(other, TimeMention)
        for one, other in zip(chain[::2], chain[1::2], strict=True)
    )
    if towns and not paired and (len(towns) > 1 or not alone):
        yield mention
        return
    for number, time in enumerate(times):
        place = towns[number] if paired else mention.place
        serial = mention.serial + _SECOND * number
        yield replace(mention, time=time, place=place, participants=_there(mention, place), serial=serial)


def _there(mention: EventMention, place: Place | None) -> tuple[Participation, ...]:
    """The parties without the state of another of the towns: "visited Rome in May and Paris in June"."""
    if mention.type is not EventType.VISIT or place is None:
        return mention.participants
    return tuple(
        p
        for p in mention.participants
        if p.role is not Role.HOST or p.actor.kind is not ActorKind.STATE or p.actor.key == place.country
    )


def _alike(times: Sequence[TimeInterval | None]) -> bool:
    """Whether all are days, all are months, or all are years."""
    return len({t.granularity if t is not None else None for t in times}) == 1


def _chains(scene: Scene) -> Iterator[list[TimeMention | PlaceMention]]:
    """The lists of times, and of towns with their times, of a sentence."""
    times, places = scene.annotated.times, scene.annotated.places
    towns = (p for p in places if p.place.key != p.place.country)
    items: list[TimeMention | PlaceMention] = sorted([*times, *towns], key=lambda item: item.first)
    chain: list[TimeMention | PlaceMention] = []
    for item in items:
        if chain and not _listed(scene, range(chain[-1].last, item.first)):
            yield _whole(scene, chain)
            chain = []
        chain.append(item)
    yield _whole(scene, chain)


def _whole(scene: Scene, chain: list[TimeMention | PlaceMention]) -> list[TimeMention | PlaceMention]:
    """A list that is one, with an "and" in it: "on Wednesday, the day after" is one day."""
    gaps = (range(one.last, other.first) for one, other in pairwise(chain))
    return chain if any(scene.is_word(i, "and") for gap in gaps for i in gap) else []


def _listed(scene: Scene, gap: range) -> bool:
    """Whether nothing but commas and function words stands between two items of a list."""
    return len(gap) <= _GAP and all(
        scene.tokens[i].text == "," or (scene.kinds.get(i) and not scene.is_verb(i)) for i in gap
    )
