"""Inside one document: several sentences about one event become one event mention with all its arguments.

An event mention is *one document's report of an event* (design.md section 4). The sentence that says most carries the
quote; later sentences ("the meeting lasted three hours") add a place or a date, and a later status where it is final.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from kg.model import (
    Actor,
    ActorKind,
    EventMention,
    EventType,
    Granularity,
    Participation,
    Role,
    Span,
    Status,
    TimeInterval,
)

#: Types that may be two names of one event.
FAMILY = {
    EventType.MEETING: "encounter",
    EventType.SUMMIT: "encounter",
    EventType.CONFERENCE: "encounter",
    EventType.NEGOTIATION: "negotiation",
    EventType.MEDIATION: "negotiation",
    EventType.PHONE_CALL: "call",
    EventType.VISIT: "visit",
    EventType.AGREEMENT: "agreement",
}
#: Families whose events need two parties.
_MUTUAL = ("encounter", "call", "negotiation")
#: What finally became of an event; it wins over what was said of it before.
FINAL = (Status.CANCELLED, Status.POSTPONED, Status.REJECTED)
#: Characters between an agreement and the talks that led to it, where it names one party of them, and where none.
NEAR, NEXT = 800, 300
_PENDING = (Status.PLANNED, Status.PROPOSED, None)


def consolidate(
    mentions: Sequence[EventMention], titles: frozenset[int] = frozenset(), again: Set[Span] = frozenset()
) -> list[EventMention]:
    """Join the mentions of one document that report the same event; order of the text is kept.

    `titles` holds the start offsets of headlines: the body's words are the better evidence. `again` holds the triggers
    that speak of another event of the kind ("the last one was held in Madrid"): its parties are those told before.
    """
    clusters: list[list[EventMention]] = []
    stays = _stays(mentions)
    nobody = []
    for said in mentions:
        found = _with_visitor(said, clusters)
        mention = _completed(found, clusters) if _names_somebody(found) or found.type is EventType.AGREEMENT else found
        if found.trigger in again and len(found.participants) < 2 and found.gathering is None:
            mention = _of_the_same(found, clusters)
        if not _names_somebody(mention):
            nobody.append(mention)
            continue
        home = next((c for c in reversed(clusters) if _same(c, mention) and not _onward(c, mention, stays)), None)
        if home is not None:
            home.append(mention)
        elif _passing(found, mention):
            continue  # a passing word about an event told elsewhere
        else:
            clusters.append([mention])
    for mention in nobody:
        near = [c for c in clusters if _same(c, mention)]
        if near:
            min(near, key=lambda c: _distance(c, mention)).append(mention)
    return sorted((_joined(c, titles) for c in clusters), key=lambda m: (m.trigger, m.type))


def _stays(mentions: Sequence[EventMention]) -> dict[tuple[str, str], set[str]]:
    """Person and state → the towns of it where the document places him."""
    found: dict[tuple[str, str], set[str]] = {}
    for mention in mentions:
        place = mention.place
        if place is not None and place.country is not None and place.key != place.country:
            for part in mention.participants:
                found.setdefault((part.actor.key, place.country), set()).add(place.key)
    return found


def _onward(cluster: Sequence[EventMention], mention: EventMention, stays: Mapping[tuple[str, str], set[str]]) -> bool:
    """Whether a visit to a town is a trip of its own within that of a state: the visitor was in another town, too."""
    if mention.type is not EventType.VISIT or mention.place is None or mention.place.country is None:
        return False
    visitors = {p.actor.key for p in mention.participants if p.role is Role.VISITOR}
    towns = set().union(*(stays.get((key, mention.place.country), set()) for key in visitors))
    here = {m.place.key for m in cluster if m.place is not None}
    return len(towns) > 1 and mention.place.key not in here and (mention.place.key in towns or bool(here & towns))


def _passing(found: EventMention, completed: EventMention) -> bool:
    """A word about an event told elsewhere: it took its parties from there, and adds neither date nor source."""
    if completed is found or found.type is EventType.AGREEMENT:
        return False
    return found.time is None and not (found.originators or found.relayers)


def _names_somebody(mention: EventMention) -> bool:
    return bool(mention.participants) or mention.gathering is not None or dated_treaty(mention)


def dated_treaty(mention: EventMention) -> bool:
    """Whether an agreement has a time and a place: "the treaty signed in Rome in 2004" needs no parties."""
    return mention.type is EventType.AGREEMENT and mention.time is not None and mention.place is not None


def _distance(cluster: Sequence[EventMention], mention: EventMention) -> tuple[bool, int]:
    """How far a mention without parties stands from a report of the event; reports before it come first."""
    gaps = [(m.start > mention.start, abs(m.trigger.start - mention.trigger.start)) for m in cluster]
    return min(gaps)


def _completed(mention: EventMention, clusters: Sequence[Sequence[EventMention]]) -> EventMention:
    """ "Such meetings", "the talks": an encounter that names one party or none takes those of the one told before."""
    family = FAMILY.get(mention.type)
    if mention.type is EventType.AGREEMENT:
        return _agreed(mention, clusters)
    if family not in _MUTUAL or len(mention.participants) > 1 or mention.gathering is not None:
        return mention
    mine = {p.actor.key for p in mention.participants}
    for cluster in reversed(clusters):
        known = max((m.participants for m in cluster), key=len)
        same = FAMILY.get(cluster[0].type) == family and mine and mine <= {p.actor.key for p in known}
        if same and all(compatible_times(m.time, mention.time) for m in cluster):
            return replace(mention, participants=known)
    return mention


def _with_visitor(mention: EventMention, clusters: Sequence[Sequence[EventMention]]) -> EventMention:
    """ "Then came the meeting with Renzi": in the report of a visit to his state, the other party is the visitor."""
    if mention.type is not EventType.MEETING or len(mention.participants) != 1:
        return mention
    (party,) = mention.participants
    done = (Status.HELD, Status.ONGOING)
    for cluster in reversed(clusters):
        for visit in cluster if cluster[0].type is EventType.VISIT else ():
            to = {visit.place.country if visit.place else None} | {
                p.actor.state for p in visit.participants if p.role is Role.HOST
            }
            guests = [p for p in visit.participants if p.role is Role.VISITOR and p.actor.state not in to]
            host = party.actor.kind is ActorKind.PERSON and party.actor.state in to - {None}
            host = host and (mention.place is None or mention.place.country in to)
            alike = (visit.status in done) == (mention.status in done) and compatible_times(visit.time, mention.time)
            if host and guests and alike and 0 <= mention.trigger.start - visit.trigger.start <= 2 * NEAR:
                return replace(mention, participants=(*(replace(g, role=Role.PARTICIPANT) for g in guests), party))
    return mention


def _of_the_same(mention: EventMention, clusters: Sequence[Sequence[EventMention]]) -> EventMention:
    """Another event of a kind, with the parties of the one told right before: "the last one was held in Madrid"."""
    mine = {p.actor.key for p in mention.participants}
    for cluster in reversed(clusters):
        told = max(cluster, key=lambda m: len(m.participants))
        gap = min(abs(mention.trigger.start - m.trigger.start) for m in cluster)
        known = {p.actor.key for p in told.participants}
        alike = FAMILY.get(told.type) == FAMILY.get(mention.type) and len(known) > 1 and mine <= known
        if alike and gap <= NEAR:
            kind = told.type if told.type is EventType.SUMMIT else mention.type
            return replace(mention, type=kind, participants=told.participants)
    return mention


def _agreed(mention: EventMention, clusters: Sequence[Sequence[EventMention]]) -> EventMention:
    """ "They agreed on aid": an agreement is that of the talks told right before, there and then."""
    mine = {p.actor.key: p.actor for p in mention.participants}
    done = (Status.HELD, Status.ONGOING)
    if mention.status not in done:
        return mention
    for cluster in reversed(clusters):
        talks = max(cluster, key=lambda m: len(m.participants))
        known = {p.actor.key: p.actor for p in talks.participants}
        if FAMILY.get(talks.type) not in _MUTUAL or len(known) < 2 or not any(m.status in done for m in cluster):
            continue
        same = same_parties(mine, known) if len(mine) > 1 else not mine or bool(_stands_for(mine) & _stands_for(known))
        gap = min(mention.trigger.start - m.trigger.start for m in cluster)
        if same and gap <= (NEAR if len(mine) == 1 else NEXT) and compatible_times(mention.time, talks.time):
            parties = mention.participants
            if len(mine) < 2:
                parties = tuple(replace(p, role=Role.SIGNATORY) for p in talks.participants)
            place, time = mention.place or talks.place, mention.time or talks.time
            return replace(mention, participants=parties, place=place, time=time)
    return mention


def _stands_for(actors: Mapping[str, Actor]) -> set[str]:
    return {k for a in actors.values() for k in (a.key, a.state) if k}


def _one_word(one: EventMention, other: EventMention) -> bool:
    """Whether two reports of something not yet held may rest on one word: who said it agrees or is left open."""
    if one.status in (Status.HELD, Status.ONGOING) or other.status in (Status.HELD, Status.ONGOING):
        return True
    first = {a.key for a in (*one.originators, *one.relayers)}
    second = {a.key for a in (*other.originators, *other.relayers)}
    return not first or not second or bool(first & second)


def _same(cluster: Sequence[EventMention], mention: EventMention) -> bool:
    first = cluster[0]
    if FAMILY.get(first.type, first.type) != FAMILY.get(mention.type, mention.type):
        return False
    if not all(_compatible_status(m.status, mention.status) for m in cluster):
        return False
    if not all(compatible_times(m.time, mention.time) for m in cluster):
        return False
    if not all(_compatible_places(m, mention) and _one_word(m, mention) for m in cluster):
        return False
    if any(m.trigger == mention.trigger for m in cluster) or _at_not_of(first, mention):
        return False
    mine = {p.actor.key: p.actor for p in mention.participants}
    if not mine:
        return True
    return all(_same_company(m, mention) for m in cluster)


def _at_not_of(one: EventMention, other: EventMention) -> bool:
    """Whether one is a gathering and the other a meeting of two at it."""
    kinds = {one.type, other.type}
    return EventType.CONFERENCE in kinds and len(kinds) > 1 and min(len(one.participants), len(other.participants)) >= 2


def _same_company(one: EventMention, other: EventMention) -> bool:
    """The same parties; a smaller company is a part of the larger one only where time and place say so, too."""
    first = {p.actor.key: p.actor for p in one.participants}
    second = {p.actor.key: p.actor for p in other.participants}
    if not first or not second:
        return True
    if not same_parties(first, second):
        return False
    if len(first) == len(second) or min(len(first), len(second)) == 1:
        return True
    persons = [{k for k, a in side.items() if a.kind is ActorKind.PERSON} for side in (first, second)]
    if not (persons[0] and persons[1]) or persons[0] == persons[1]:
        return True
    return one.time is not None and one.time == other.time


def same_parties(one: dict[str, Actor], other: dict[str, Actor]) -> bool:
    """Whether two sets of participants may be one: one holds the other, a person standing for his state."""
    if not one or not other:
        return False
    shared = one.keys() & other.keys()
    if shared and (shared == one.keys() or shared == other.keys()):
        return True
    if len(shared) >= 2:
        return True
    return _covered(one, other) or _covered(other, one)


def _covered(small: dict[str, Actor], large: dict[str, Actor]) -> bool:
    states = {a.state for a in large.values() if a.state}
    return len(small) >= 2 and all(
        key in large or (actor.kind is ActorKind.STATE and key in states) for key, actor in small.items()
    )


def _compatible_status(one: Status | None, other: Status | None) -> bool:
    if one == other or one is None or other is None:
        return True
    if {one, other} == {Status.POSTPONED, Status.PLANNED}:
        return False  # what was put off and its new date are told apart; identity joins them
    if one in FINAL or other in FINAL:
        return one in (*_PENDING, *FINAL) and other in (*_PENDING, *FINAL)
    return {one, other} <= {Status.HELD, Status.ONGOING}


def compatible_times(one: TimeInterval | None, other: TimeInterval | None) -> bool:
    """Whether two intervals may hold the same day; unknown is compatible with all."""
    if one is None or other is None:
        return True
    if one.start and other.end and one.start > other.end:
        return False
    return not (other.start and one.end and other.start > one.end)


def _compatible_places(one: EventMention, other: EventMention) -> bool:
    if one.place is None or other.place is None or one.place.key == other.place.key:
        return True
    return other.place.country in (one.place.key,) or one.place.country in (other.place.key,)


def _coarseness(time: TimeInterval) -> tuple[int, int]:
    """Days first, then closed intervals by length, open ones last."""
    if time.granularity is Granularity.DAY:
        return 0, 0
    if time.start is None or time.end is None:
        return 2, 0
    return 1, (time.end - time.start).days


def _joined(cluster: Sequence[EventMention], titles: frozenset[int]) -> EventMention:
    best = max(cluster, key=lambda m: (_weight(m) - 2 * (m.start in titles), -m.start))
    participants = _participants([best, *(m for m in cluster if m is not best)])
    times = [m.time for m in cluster if m.time is not None]
    time = min(times, key=_coarseness) if times else None
    if best.time is not None and time is not None and _coarseness(best.time)[:1] == _coarseness(time)[:1]:
        time = best.time
    status = next((m.status for m in reversed(cluster) if m.status in FINAL), best.status)
    status = status or next((m.status for m in cluster if m.status is not None), None)
    places = [m.place for m in cluster if m.place is not None]
    finest = next((p for p in places if p.key != p.country), places[0] if places else None)
    return replace(
        best,
        type=_type(cluster),
        status=status,
        participants=participants,
        time=time,
        place=finest if best.place is None or best.place.key == best.place.country else best.place,
        originators=_actors(m.originators for m in cluster),
        relayers=_actors(m.relayers for m in cluster),
        gathering=best.gathering or next((m.gathering for m in cluster if m.gathering), None),
        evidence=tuple(dict.fromkeys(e for m in (best, *cluster) for e in m.evidence)),
    )


def _weight(mention: EventMention) -> float:
    """How much a sentence says of its event."""
    named = min(len(mention.participants), 3)
    return (
        named
        + (mention.time is not None)
        + 0.5 * (mention.place is not None)
        + 1.0 * (mention.status is not None)
        + 0.3 * bool(mention.originators)
    )


def _type(cluster: Sequence[EventMention]) -> EventType:
    kinds = [m.type for m in cluster]
    return EventType.SUMMIT if EventType.SUMMIT in kinds and EventType.CONFERENCE not in kinds else kinds[0]


def _participants(mentions: Sequence[EventMention]) -> tuple[Participation, ...]:
    """All participants; a state gives way to the person who represents it, except as host of a visit."""
    parts: dict[str, Participation] = {}
    for mention in mentions:
        for part in mention.participants:
            parts.setdefault(part.actor.key, part)
    represented = {
        p.actor.state for p in parts.values() if p.actor.kind is ActorKind.PERSON and p.actor.state is not None
    }
    return tuple(
        p
        for p in parts.values()
        if p.actor.kind is not ActorKind.STATE or p.actor.key not in represented or p.role is Role.HOST
    )


def _actors(groups: Iterable[Sequence[Actor]]) -> tuple[Actor, ...]:
    found: dict[str, Actor] = {}
    for group in groups:
        for actor in group:
            found.setdefault(actor.key, actor)
    return tuple(found.values())
