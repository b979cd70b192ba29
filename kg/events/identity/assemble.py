"""A cluster of event mentions as one event: its type, parties, place, time, history and what its reports are worth.

What was believed of it on a day is the same of the reports issued by then, and nothing of the later ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from kg.events.identity.corroboration import Copies, conflicts, near_copies, originator_groups
from kg.events.identity.history import history, now
from kg.model import (
    ActorKind,
    Belief,
    Event,
    EventMention,
    EventType,
    Granularity,
    Join,
    Participation,
    Place,
    TimeInterval,
)

#: Granularities from the finest to the coarsest.
_ORDER = {granularity: number for number, granularity in enumerate(Granularity)}


def assemble(mentions: Sequence[EventMention], reasons: Mapping[str, set[str]]) -> Event:
    """Make the event of a cluster; `reasons` are the sentences of the tests that joined each mention, by its key."""
    cluster = sorted(mentions, key=lambda m: (m.published or date.max, m.key))
    copies = near_copies(cluster)
    since, beliefs = _beliefs(cluster, copies)
    event = _told(cluster, copies)
    joins = tuple(Join(key, tuple(sorted(reasons.get(key, ())))) for key in event.mentions)
    return replace(event, joins=joins, known_since=since, beliefs=beliefs)


def _beliefs(cluster: Sequence[EventMention], copies: Copies) -> tuple[date | None, tuple[Belief, ...]]:
    """From when on the documents tell all they tell, and what they told before; those without a date never count."""
    days = sorted({m.published for m in cluster if m.published is not None})
    whole = all(m.published is not None for m in cluster)
    until = [*days[1:], None][: len(days)]
    before = [
        Belief(day, end, _told([m for m in cluster if m.published is not None and m.published <= day], copies))
        for day, end in zip(days, until, strict=True)
        if end is not None or not whole
    ]
    return days[-1] if whole else None, tuple(before)


def _told(cluster: Sequence[EventMention], copies: Copies) -> Event:
    """What some reports in the order of their days tell of one event."""
    groups = originator_groups(cluster, copies)
    return Event(
        key=f"event/{hashlib.sha256(cluster[0].key.encode()).hexdigest()[:16]}",
        type=_type(cluster),
        status=now(cluster),
        participants=_participants(cluster),
        place=_place(cluster),
        time=_time(cluster),
        mentions=tuple(sorted(m.key for m in cluster)),
        history=history(cluster),
        joins=(),
        documents=len({m.document for m in cluster}),
        outlets=len({m.outlet for m in cluster if m.outlet}),
        languages=len({m.lang for m in cluster}),
        originators=len(set(groups.values())),
        conflicts=conflicts(cluster, groups),
        gathering=min((m.gathering for m in cluster if m.gathering is not None), default=None),
    )


def _type(cluster: Sequence[EventMention]) -> EventType:
    kinds = [m.type for m in cluster]
    for kind in (EventType.SUMMIT, EventType.CONFERENCE):
        if kind in kinds:
            return kind
    return max(sorted(set(kinds)), key=kinds.count)


def _participants(cluster: Sequence[EventMention]) -> tuple[Participation, ...]:
    parts: dict[str, Participation] = {}
    for mention in cluster:
        for part in mention.participants:
            parts.setdefault(part.actor.key, part)
    for key in _stray(cluster, parts):
        del parts[key]
    represented = {p.actor.state for p in parts.values() if p.actor.kind is ActorKind.PERSON}
    kept = [
        p
        for p in parts.values()
        if p.actor.kind is not ActorKind.STATE or p.actor.key not in represented or p.role.value == "host"
    ]
    return tuple(sorted(kept, key=lambda p: (p.role, p.actor.key)))


def _stray(cluster: Sequence[EventMention], parts: Mapping[str, Participation]) -> list[str]:
    """Persons a minority names in place of another of the same state, whom they never name beside him."""
    persons = [{p.actor.key for p in m.participants if p.actor.kind is ActorKind.PERSON} for m in cluster]
    named = {key: [company for company in persons if key in company] for key in parts}
    stray = []
    for key, part in parts.items():
        rivals = [
            k
            for k, p in parts.items()
            if k != key and p.actor.kind is ActorKind.PERSON and p.actor.state == part.actor.state is not None
        ]
        if part.actor.kind is ActorKind.PERSON and any(
            len(named[k]) > len(named[key]) and not any(k in together for together in named[key]) for k in rivals
        ):
            stray.append(key)
    return stray


def _place(cluster: Sequence[EventMention]) -> Place | None:
    """The place named most often, towns before states; of a moved event where it was held or last planned."""
    places = [m.place for m in _latest(cluster) if m.place is not None] or [m.place for m in cluster if m.place]
    if not places:
        return None
    fine = [p for p in places if p.key != p.country] or places
    keys = [p.key for p in fine]
    return max(fine, key=lambda p: (keys.count(p.key), p.key, repr(p)))


def _time(cluster: Sequence[EventMention]) -> TimeInterval | None:
    """The finest time among the reports that know best; among equals the one said most often, then the earliest."""
    times = [m.time for m in _latest(cluster) if m.time is not None] or [m.time for m in cluster if m.time]
    if not times:
        return None
    spelt = [t.edtf for t in times]

    def rank(time: TimeInterval) -> tuple[int, int, int, str]:
        length = (time.end - time.start).days if time.start and time.end else 99_999
        fine = 0 if time.granularity is Granularity.DAY else 1
        return fine, length, -spelt.count(time.edtf), f"{_ORDER[time.granularity]}{time.edtf}"

    return min(times, key=rank)


def _latest(cluster: Sequence[EventMention]) -> list[EventMention]:
    """The reports whose word on date and place counts: those of its status now, for a plan may have moved."""
    status = now(cluster)
    return [m for m in cluster if m.status is status]
