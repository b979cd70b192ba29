"""Event mentions to events: which reports, in whatever language, speak of the same meeting.

Identity comes from participants, type, overlapping time and place, never from word overlap. Mentions are compared
inside *blocks* only (a pair of parties and a family of types), in a fixed order, so the result is a function of the
set of mentions: order and repetition of adding change nothing.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from kg.events.history import history, now
from kg.events.merge import FAMILY, compatible_times, same_parties
from kg.model import (
    Actor,
    ActorKind,
    Event,
    EventMention,
    EventType,
    Granularity,
    Join,
    Participation,
    Place,
    Status,
    TimeInterval,
)

#: An undated report of a held event speaks of the days before it, of a coming one of the weeks after it.
BEHIND, AHEAD = 14, 45
#: Sum of weights from which a mention joins an event. Chosen on the sample: shared parties alone are not enough.
ENOUGH = 4.0
_PRECISE = (Granularity.DAY, Granularity.INTERVAL, Granularity.WEEK)


@dataclass(frozen=True, slots=True)
class Test:
    """One reason for or against joining two mentions: its weight and a sentence that explains it."""

    name: str
    weight: float
    sentence: str
    holds: Callable[[EventMention, EventMention], bool]


def block_keys(mention: EventMention) -> set[str]:
    """Blocks a mention is compared in: each pair of parties (persons by their states), or its gathering."""
    family = _family(mention)
    parties = sorted({p.actor.state or p.actor.key for p in mention.participants})
    keys = {f"{family}|{one}|{other}" for one, other in combinations(parties, 2)}
    if len(parties) == 1:
        keys.add(f"{family}|{parties[0]}")
    if mention.gathering is not None:
        keys.add(f"gathering|{mention.gathering}")
    return keys


def resolve(mentions: Iterable[EventMention]) -> list[Event]:
    """Join event mentions into events, sorted by key."""
    ordered = sorted({m.key: m for m in mentions}.values(), key=_order)
    blocks: dict[str, list[EventMention]] = defaultdict(list)
    for mention in ordered:
        for key in block_keys(mention):
            blocks[key].append(mention)
    parent = {m.key: m.key for m in ordered}
    reasons: dict[str, set[str]] = defaultdict(set)
    by_key = {m.key: m for m in ordered}
    members: dict[str, list[EventMention]] = {m.key: [m] for m in ordered}
    for key in sorted(blocks):
        for one, other, why in _links(blocks[key]):
            first, second = _root(parent, one), _root(parent, other)
            if first == second:
                reasons[other].update(why)
                continue
            if not all(_may_join(a, b) for a in members[first] for b in members[second]):
                continue
            low, high = sorted((first, second))
            parent[high] = low
            members[low].extend(members.pop(high))
            reasons[other].update(why)
    return (
        sorted((_event(sorted(c, key=_order), reasons) for c in members.values()), key=lambda e: e.key)
        if by_key
        else []
    )


def _root(parent: dict[str, str], key: str) -> str:
    while parent[key] != key:
        parent[key] = parent[parent[key]]
        key = parent[key]
    return key


def _family(mention: EventMention) -> str:
    family = FAMILY.get(mention.type, str(mention.type))
    return "encounter" if family == "negotiation" else family


def _order(mention: EventMention) -> tuple[int, str, str, str]:
    """Precisely dated mentions first, so that vague ones find their event waiting."""
    precise = 0 if mention.time is not None and mention.time.granularity in _PRECISE else 1
    start = mention.time.start.isoformat() if mention.time is not None and mention.time.start else ""
    return precise, start, mention.published.isoformat() if mention.published else "", mention.key


def _links(block: Sequence[EventMention]) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    """In a block, join each mention to the best fitting cluster before it."""
    clusters: list[list[EventMention]] = []
    for mention in block:
        best: tuple[float, int, EventMention, tuple[str, ...]] | None = None
        for number, cluster in enumerate(clusters):
            if not all(_may_join(m, mention) for m in cluster):
                continue
            other = max(cluster, key=lambda m: (_score(m, mention)[0], m.key))
            score, why = _score(other, mention)
            if score >= ENOUGH and (best is None or score > best[0]):
                best = (score, number, other, why)
        if best is None:
            clusters.append([mention])
        else:
            clusters[best[1]].append(mention)
            yield best[2].key, mention.key, best[3]


def _may_join(one: EventMention, other: EventMention) -> bool:
    """Whether nothing speaks against the two being one event."""
    if one.document == other.document or _family(one) != _family(other):
        return False
    if not compatible_times(window(one), window(other)):
        return False
    if one.gathering and other.gathering and one.gathering != other.gathering:
        return False
    denied = {Status.DENIED, Status.HYPOTHETICAL}
    if (one.status in denied) != (other.status in denied) and Status.HELD in (one.status, other.status):
        return False
    return not (_places_differ(one, other) and one.time is not None and other.time is not None)


def window(mention: EventMention) -> TimeInterval | None:
    """The days a mention may speak of: its time, else what its status and the document's date leave open."""
    if mention.time is not None:
        return mention.time
    if mention.published is None:
        return None
    back, forth = (BEHIND, 0) if mention.status in (Status.HELD, Status.ONGOING, None) else (3, AHEAD)
    start = _shifted(mention.published, -back)
    return TimeInterval("", start, _shifted(mention.published, forth), Granularity.INTERVAL)


def _shifted(day: date, by: int) -> date:
    return day + timedelta(days=by)


def _actors(mention: EventMention) -> dict[str, Actor]:
    return {p.actor.key: p.actor for p in mention.participants}


def _persons(mention: EventMention) -> set[str]:
    return {p.actor.key for p in mention.participants if p.actor.kind is ActorKind.PERSON}


def _same_participants(one: EventMention, other: EventMention) -> bool:
    return len(_actors(one)) >= 2 and _actors(one).keys() == _actors(other).keys()


def _shared_pair(one: EventMention, other: EventMention) -> bool:
    return len(_actors(one).keys() & _actors(other).keys()) >= 2


def _stand_in(one: EventMention, other: EventMention) -> bool:
    return same_parties(_actors(one), _actors(other))


def _strangers(one: EventMention, other: EventMention) -> bool:
    """Persons on both sides, of one state, and none shared."""
    mine, theirs = _persons(one), _persons(other)
    return bool(mine) and bool(theirs) and not mine & theirs


def _same_days(one: EventMention, other: EventMention) -> bool:
    if one.time is None or other.time is None:
        return False
    precise = one.time.granularity in _PRECISE and other.time.granularity in _PRECISE
    return precise and compatible_times(one.time, other.time)


def _holds_days(one: EventMention, other: EventMention) -> bool:
    if one.time is None or other.time is None or _same_days(one, other):
        return False
    return compatible_times(one.time, other.time)


def _fresh(one: EventMention, other: EventMention) -> bool:
    """One is undated, and what it may speak of overlaps the other."""
    if one.time is not None and other.time is not None:
        return False
    first, second = window(one), window(other)
    return first is not None and second is not None and compatible_times(first, second)


def _same_place(one: EventMention, other: EventMention) -> bool:
    return one.place is not None and other.place is not None and one.place.key == other.place.key


def _places_differ(one: EventMention, other: EventMention) -> bool:
    if one.place is None or other.place is None or one.place.key == other.place.key:
        return False
    if one.place.country is not None and one.place.country == other.place.country:
        return False  # Alaska and Anchorage: a region and its town are not told apart by the gazetteer
    return one.place.key != other.place.country and other.place.key != one.place.country


def _same_gathering(one: EventMention, other: EventMention) -> bool:
    return one.gathering is not None and one.gathering == other.gathering


#: The joining rules. A mention joins when the weights of the tests that hold reach `ENOUGH`.
TESTS = (
    Test("same-participants", 2.0, "the same participants", _same_participants),
    Test("shared-pair", 0.5, "two participants in common", _shared_pair),
    Test("stand-in", 0.5, "the parties agree, a state standing for its representative", _stand_in),
    Test("strangers", -3.0, "different persons on both sides", _strangers),
    Test("same-days", 2.0, "the same days", _same_days),
    Test("within", 1.0, "one time lies within the other", _holds_days),
    Test("fresh", 1.0, "an undated report from the days of the event", _fresh),
    Test("same-place", 1.5, "the same place", _same_place),
    Test("different-place", -2.0, "different places", _places_differ),
    Test("same-gathering", 3.0, "the same named gathering", _same_gathering),
    Test("same-type", 0.5, "the same type", lambda a, b: a.type == b.type),
)


def _score(one: EventMention, other: EventMention) -> tuple[float, tuple[str, ...]]:
    passed = [test for test in TESTS if test.holds(one, other)]
    return sum(test.weight for test in passed), tuple(test.sentence for test in passed)


# ------------------------------------------------------------------ the event


def _event(cluster: Sequence[EventMention], reasons: dict[str, set[str]]) -> Event:
    keys = sorted(m.key for m in cluster)
    founder = min(cluster, key=lambda m: (m.published or date.max, m.key))
    return Event(
        key=f"event/{hashlib.sha256(founder.key.encode()).hexdigest()[:16]}",
        type=_type(cluster),
        status=now(cluster),
        participants=_participants(cluster),
        place=_place(cluster),
        time=_time(cluster),
        mentions=tuple(keys),
        history=history(cluster),
        joins=tuple(Join(key, tuple(sorted(reasons.get(key, ())))) for key in keys),
        documents=len({m.document for m in cluster}),
        outlets=len({m.outlet for m in cluster if m.outlet}),
        languages=len({m.lang for m in cluster}),
        originators=len({speaker for m in cluster for speaker in _said_by(m)}),
        conflicts=_conflicts(cluster),
    )


def _said_by(mention: EventMention) -> list[str]:
    """Who first said it: the originators, else the relayed outlet, else the outlet itself."""
    speakers = mention.originators or mention.relayers
    return [a.key for a in speakers] or [f"outlet:{mention.outlet or mention.document}"]


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


def _stray(cluster: Sequence[EventMention], parts: dict[str, Participation]) -> list[str]:
    """Persons a minority names in place of another of the same state, whom they never name beside him."""
    named = {key: [_persons(m) for m in cluster if key in _persons(m)] for key in parts}
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
    places = [m.place for m in cluster if m.place is not None]
    if not places:
        return None
    fine = [p for p in places if p.key != p.country] or places
    keys = [p.key for p in fine]
    return max(fine, key=lambda p: (keys.count(p.key), p.key))


def _time(cluster: Sequence[EventMention]) -> TimeInterval | None:
    """The finest time; among equals the one said most often, then the earliest."""
    times = [m.time for m in cluster if m.time is not None]
    if not times:
        return None
    order = list(Granularity)
    spelt = [t.edtf for t in times]

    def rank(time: TimeInterval) -> tuple[int, int, int, str]:
        length = (time.end - time.start).days if time.start and time.end else 99_999
        fine = 0 if time.granularity is Granularity.DAY else 1
        return fine, length, -spelt.count(time.edtf), f"{order.index(time.granularity)}{time.edtf}"

    return min(times, key=rank)


def _conflicts(cluster: Sequence[EventMention]) -> tuple[str, ...]:
    found = []
    places = {m.place.key: m.place.name for m in cluster if m.place is not None and m.place.key != m.place.country}
    if len(places) > 1:
        found.append("place: " + " / ".join(sorted(places.values())))
    days = {m.time.edtf for m in cluster if m.time is not None and m.time.granularity is Granularity.DAY}
    if len(days) > 1:
        found.append("date: " + " / ".join(sorted(days)))
    return tuple(found)
