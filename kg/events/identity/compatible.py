"""Whether two reports may be of one event, inside a document and beyond: kinds, parties, status, times, places."""

from __future__ import annotations

from collections.abc import Sequence

from kg.events.identity.matters import differ, matters
from kg.model import Actor, ActorKind, EventMention, EventType, Participation, Status, TimeInterval

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
#: What finally became of an event; it wins over what was said of it before.
FINAL = (Status.CANCELLED, Status.POSTPONED, Status.REJECTED)
#: Statuses of what has come about.
REAL = frozenset({Status.HELD, Status.ONGOING})
_PENDING = (Status.PLANNED, Status.PROPOSED, None)
#: `Evidence.entry` of an event that a clause names only to say what comes after it.
AFTER = "clauses.after"
#: `Evidence.aspect` of an event noun that tells after what its own event took place.
IN_TURN = "after"
#: What people do who talk, by whatever name: a text that told of a call may go on with "during the talks".
_TALKS = (EventType.MEETING, EventType.NEGOTIATION, EventType.PHONE_CALL)


def same_event(cluster: Sequence[EventMention], mention: EventMention) -> bool:
    """Whether a mention reports the event that the mentions of a cluster report, all of one document."""
    first = cluster[0]
    if FAMILY.get(first.type, first.type) != FAMILY.get(mention.type, mention.type):
        return False
    if not fits(cluster, mention):
        return False
    if any(m.trigger == mention.trigger or _refused_else(m, mention) for m in cluster) or _at_not_of(first, mention):
        return False
    if mention.type is EventType.AGREEMENT and any(differ(matters(m), matters(mention)) for m in cluster):
        return False
    if any(_only_setting(m, mention) or _in_turn(m, mention) or _in_turn(mention, m) for m in cluster):
        return False
    mine = {p.actor.key: p.actor for p in mention.participants}
    if not mine:
        return True
    return all(same_company(m, mention) for m in cluster)


def same_talks(cluster: Sequence[EventMention], mention: EventMention) -> bool:
    """Whether talks are told again by another name: the same persons, or their states, on the same day.

    Where one of them has no day, a meeting and talks are one, a call is not.
    """
    first = cluster[0]
    kinds = {first.type, mention.type}
    if _to_end(cluster, mention):
        return True
    if len(kinds) < 2 or not kinds <= set(_TALKS) or not fits(cluster, mention):
        return False
    if kinds == {EventType.MEETING, EventType.PHONE_CALL}:
        return False  # who met on Friday may have called each other as well
    dated = mention.time is not None and any(m.time == mention.time for m in cluster)
    mine = {p.actor.key: p.actor for p in mention.participants}
    people = _persons(mention)
    if len(people) < 2 or not any(_persons(m) == people for m in cluster):
        plan = {m.status for m in (*cluster, mention)} == {Status.PLANNED} and EventType.PHONE_CALL not in kinds
        again = dated or (plan and mention.time is None)  # "after the talks they will sign": those announced before
        return again and any(_covered(mine, {p.actor.key: p.actor for p in m.participants}) for m in cluster)
    days = {m.time for m in (*cluster, mention) if m.time is not None}
    return dated or (len(days) < 2 and EventType.PHONE_CALL not in kinds)


def _to_end(cluster: Sequence[EventMention], mention: EventMention) -> bool:
    """Whether talks still to end are those that have begun: "began a meeting. After the talks they will speak"."""
    setting = any(e.aspect == "status" and e.entry == AFTER for e in mention.evidence)
    begun = {m.status for m in cluster} == {Status.ONGOING} and FAMILY[EventType.MEETING] == FAMILY.get(cluster[0].type)
    people = _persons(mention)
    coming = setting and mention.type in _TALKS and mention.status is Status.PLANNED and mention.time is None
    return coming and begun and len(people) >= 2 and _persons(cluster[0]) == people


def echoes(cluster: Sequence[EventMention], mention: EventMention) -> bool:
    """Whether "the talks", which name no side or but sides of it, are an encounter or call told before."""
    kinds = {cluster[0].type, mention.type}
    if not kinds <= set(_TALKS) or mention.status is Status.ONGOING or not fits(cluster, mention):
        return False
    known = max((m.participants for m in cluster), key=len)
    sides = {key for p in known for key in (p.actor.key, p.actor.state) if key}
    before = min(m.trigger for m in cluster) < mention.trigger
    return before and len(known) > 1 and all(p.actor.key in sides for p in mention.participants)


def fits(cluster: Sequence[EventMention], mention: EventMention) -> bool:
    """Whether nothing but names and kinds can tell a mention from a cluster."""
    return all(
        _compatible_status(m.status, mention.status)
        and compatible_times(m.time, mention.time)
        and _compatible_places(m, mention)
        and _one_word(m, mention)
        for m in cluster
    )


def _persons(mention: EventMention) -> set[str]:
    return {p.actor.key for p in mention.participants if p.actor.kind is ActorKind.PERSON}


def _one_word(one: EventMention, other: EventMention) -> bool:
    """Whether two reports of something not yet held may rest on one word: who said it agrees or is left open."""
    if one.status in REAL or other.status in REAL:
        return True
    first = {a.key for a in (*one.originators, *one.relayers)}
    second = {a.key for a in (*other.originators, *other.relayers)}
    return not first or not second or bool(first & second)


def _only_setting(one: EventMention, other: EventMention) -> bool:
    """Whether what is denied is merely told at a gathering ("allies did not meet the need, he said at the summit")."""
    at = (one.gathering is None) != (other.gathering is None)
    return at and {one.status, other.status} == {None, Status.DENIED}


def _in_turn(one: EventMention, other: EventMention) -> bool:
    """Whether one took place after the other: "after the summit she met X"."""
    return any(e.aspect == IN_TURN and e.start == other.trigger.start for e in one.evidence)


def _refused_else(one: EventMention, other: EventMention) -> bool:
    """Whether one is refused, with nobody named, and the other is planned: an accord is called off."""
    lonely = min(len(one.participants), len(other.participants)) < 2
    return lonely and {one.status, other.status} == {Status.REJECTED, Status.PLANNED}


def _at_not_of(one: EventMention, other: EventMention) -> bool:
    """Whether one is a gathering and the other a meeting of two at it: Xi and Biden on the sidelines of the G20."""
    kinds = {one.type, other.type}
    if kinds == {EventType.MEETING, EventType.SUMMIT}:
        meeting, summit = (one, other) if one.type is EventType.MEETING else (other, one)
        return _of_a_body(summit) and len(meeting.participants) >= 2 and all(_single(p) for p in meeting.participants)
    return EventType.CONFERENCE in kinds and len(kinds) > 1 and min(len(one.participants), len(other.participants)) >= 2


def _of_a_body(summit: EventMention) -> bool:
    """Whether a summit is that of an organisation: of the G20, of NATO."""
    return any(p.actor.is_body for p in summit.participants)


def _single(part: Participation) -> bool:
    """Whether a party is a person or a state, no body of several."""
    return part.actor.kind in (ActorKind.PERSON, ActorKind.STATE)


def same_company(one: EventMention, other: EventMention) -> bool:
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
    if {one, other} == {Status.CANCELLED, Status.PROPOSED}:
        return False  # only what was agreed can be called off; what was asked for is refused
    if one in FINAL or other in FINAL:
        return one in (*_PENDING, *FINAL) and other in (*_PENDING, *FINAL)
    return {one, other} <= REAL


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
    if _of_a_region(one) or _of_a_region(other):
        return True
    return other.place.country in (one.place.key,) or one.place.country in (other.place.key,)


def _of_a_region(visit: EventMention) -> bool:
    """Whether a visit is spoken of in passing by the region alone ("his first visit to Europe"): it is one told of."""
    passing = visit.type is EventType.VISIT and visit.status is None and visit.time is None
    return passing and visit.place is not None and visit.place.country is None
