"""What takes place during another event takes from it the days and the place that are not told again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from msgspec.structs import replace

from kg import edtf
from kg.events.identity.compatible import REAL, compatible_times
from kg.events.sentence.places import GATHERINGS
from kg.events.sentence.scene import Scene
from kg.events.time.stays import behind, length
from kg.model import EventMention, EventType, Granularity, Match, Role, Status, TimeInterval

_AT_VISITS = (EventType.MEETING, EventType.SUMMIT, EventType.NEGOTIATION)
#: Events at which others are agreed.
_GATHERED = (*_AT_VISITS, EventType.CONFERENCE)
#: Events that have room for others.
_ROOMY = (*_GATHERED, EventType.VISIT)
#: Events of one day: what is done right after them is done on it.
_BRIEF = (EventType.MEETING, EventType.PHONE_CALL, EventType.SUMMIT)
#: What is mediated, and between how many at least.
_SERVED = (EventType.AGREEMENT, EventType.NEGOTIATION, EventType.MEETING)
BETWEEN = 2
#: Tokens from an event noun to the word for three beside it: "incontro trilaterale".
_BESIDE = 2
#: Tokens between the word that opens a clause and the event noun in it: "after a nearly four-hour meeting".
OPENED = 8
#: Days of a stay, or of a gathering, at most.
_STAY = 10


def within(scene: Scene, told: Sequence[tuple[Match, EventMention]]) -> list[EventMention]:
    """Events of a sentence; one without a date or place has those of the event during which it takes place.

    "The agreements reached during the visit of 20 and 21 January", "on the sidelines of Monday's summit he met X".
    """
    found = [_within(scene, trigger, _just_before(scene, trigger, mention, told), told) for trigger, mention in told]
    found = [_of_three(scene, trigger, mention, found) for (trigger, _), mention in zip(told, found, strict=True)]
    found = [_setting(scene, trigger, mention, told) for (trigger, _), mention in zip(told, found, strict=True)]
    found = [_aiming(trigger, mention, told) for (trigger, _), mention in zip(told, found, strict=True)]
    return [
        _mediated(scene, at, one, list(zip(told, found, strict=True))) for (at, _), one in zip(told, found, strict=True)
    ]


def _aiming(trigger: Match, mention: EventMention, told: Sequence[tuple[Match, EventMention]]) -> EventMention:
    """Talks that name nobody are between those of the accord that is their aim: "talks to reach a truce of A and B"."""
    if mention.type is not EventType.NEGOTIATION or mention.participants:
        return mention
    others = [other for at, other in told if at is not trigger]
    aims = [o for o in others if o.type is EventType.AGREEMENT and o.status in (Status.PLANNED, Status.PROPOSED)]
    if len(others) != 1 or len(aims) != 1 or aims[0].trigger.start < mention.trigger.start:
        return mention
    parts = tuple(replace(p, role=Role.PARTICIPANT) for p in aims[0].participants)
    return replace(mention, participants=parts) if len(parts) >= BETWEEN else mention


def _of_three(scene: Scene, trigger: Match, mention: EventMention, told: Sequence[EventMention]) -> EventMention:
    """A gathering of three has the two who are to meet before it: "a meeting with X, then a three-way one with Y"."""
    around = range(trigger.first - 1, trigger.last + _BESIDE)
    three = any(m.first in around or trigger.first <= m.first < trigger.last for m in scene.matches("trilateral"))
    own = {p.actor.key for p in mention.participants}
    if not three or len(own) != BETWEEN:
        return mention
    before = [one for one in told if one.trigger.start < mention.trigger.start and len(one.participants) == BETWEEN]
    third = [p for one in before[-1:] for p in one.participants if p.actor.key not in own]
    parts = (*mention.participants, *(replace(p, role=Role.PARTICIPANT) for p in third))
    return replace(mention, participants=parts) if len(third) == 1 else mention


def _mediated(
    scene: Scene,
    trigger: Match,
    mention: EventMention,
    told: Sequence[tuple[tuple[Match, EventMention], EventMention]],
) -> EventMention:
    """Who mediates alone does so between those who met or agreed: "under Qatari mediation A and B agreed"."""
    roles = {p.role for p in mention.participants}
    if mention.type is not EventType.MEDIATION or roles != {Role.MEDIATOR} or scene.verbal(trigger):
        return mention
    owner, own = scene.clauses.owner, {p.actor.key for p in mention.participants}
    served = [
        other
        for (at, _), other in told
        if other.type in _SERVED and owner[at.first] == owner[trigger.first] and other.status is mention.status
    ]
    others = [p for p in served[0].participants if p.actor.key not in own] if len(served) == 1 else []
    if len(others) < BETWEEN:
        return mention
    parts = (*mention.participants, *(replace(p, role=Role.PARTICIPANT) for p in others))
    time, place = mention.time or served[0].time, mention.place or served[0].place
    return replace(mention, participants=parts, time=time, place=place)


def _setting(
    scene: Scene, trigger: Match, mention: EventMention, told: Sequence[tuple[Match, EventMention]]
) -> EventMention:
    """A gathering at which something was done has its day: "approved the deal on Sunday at a summit in Brussels"."""
    clause = scene.clauses.of(trigger.first)
    if mention.time is None and (found := _dated_by(scene, trigger, mention, told)) is not None:
        return replace(mention, time=found)
    bare = mention.time is None and mention.gathering is None and mention.status in REAL and mention.type in _GATHERED
    if not bare or not (clause.kind == "during" or "in" in scene.preposition(trigger.first)):
        return mention
    homes = {clause.number, clause.parent if clause.kind == "during" else clause.number}
    days = {
        other.time
        for at, other in told
        if at is not trigger and scene.clauses.owner[at.first] in homes and other.status in REAL
    }
    (day, *more) = days or {None}
    return mention if more or day is None or not _short(day) else replace(mention, time=day)


def _dated_by(
    scene: Scene, trigger: Match, mention: EventMention, told: Sequence[tuple[Match, EventMention]]
) -> TimeInterval | None:
    """The time of what an event of the same clause was done at, goes to, or serves.

    "Agreed on the text at a meeting on 14 May"; "will be in Beijing in April for the conference" (a day would be
    that of the journey); "under the mediation of X they signed on Friday".
    """
    owner, governs = scene.clauses.owner, scene.preposition(trigger.first)
    here = [(at, m) for at, m in told if at is not trigger and owner[at.first] == owner[trigger.first]]
    same = [(at, m) for at, m in here if m.status is mention.status and m.time is not None]
    times: set[TimeInterval | None] = set()
    if mention.type is EventType.AGREEMENT and mention.status in REAL:
        at_one = (m for at, m in same if m.type in _GATHERED and "in" in scene.preposition(at.first))
        times = {m.time for m in at_one if _short(m.time)}
    elif mention.type is EventType.MEDIATION and mention.status in REAL and not scene.verbal(trigger):
        times = {m.time for _, m in same if m.type in _SERVED}
    elif mention.type in GATHERINGS and governs & {"for", "to", "in"}:
        trips = [m.time for _, m in same if m.type is EventType.VISIT and mention.gathering is None]
        times = {t for t in trips if t is not None and t.granularity is Granularity.MONTH}
    return next(iter(times)) if len(times) == 1 else None


def _just_before(
    scene: Scene, trigger: Match, mention: EventMention, told: Sequence[tuple[Match, EventMention]]
) -> EventMention:
    """What was done or said right after a meeting dates it: "signed on Tuesday after a meeting of X and Y".

    Talks that lasted are over on that day: "after three days of talks they initialled an accord on Tuesday".
    """
    met = mention.type in (*_GATHERED, *_BRIEF) and mention.status is Status.HELD and not scene.verbal(trigger)
    if mention.time is not None or not met or not behind(scene, trigger, mention.evidence):
        return mention
    clause = scene.clauses.of(trigger.first)
    opened = clause.kind == "after"
    far = opened and trigger.first - clause.first > OPENED
    days = length(scene, trigger)
    one_day = mention.type in _BRIEF and not scene.several(trigger)
    if far or (days is None and not one_day):
        return mention
    home = clause.parent if opened else clause.number
    owner = scene.clauses.owner
    journey = any(owner[at.first] == home and other.type is EventType.VISIT for at, other in told)
    dates = [t.past for t in scene.annotated.times if owner[t.first] == home]
    past = any(v.tense == "past" for v in scene.verbs if owner[v.first] == home)
    day = dates[0] if len(dates) == 1 and past and not journey else None
    if day is None or day.start is None or day.granularity is not Granularity.DAY:
        return mention
    signed = (o.place for at, o in told if owner[at.first] == home and o.type is EventType.AGREEMENT)
    place = mention.place or next(signed, None)  # "signed in Rome after a meeting of X and Y"
    return replace(mention, time=edtf.days(day.start - timedelta(days=(days or 1) - 1), day.start), place=place)


def _within(
    scene: Scene, trigger: Match, mention: EventMention, told: Sequence[tuple[Match, EventMention]]
) -> EventMention:
    for other, whole in told:
        clause = scene.clauses.of(other.first)
        during = clause.kind == "during" and clause.parent == scene.clauses.owner[trigger.first]
        if not during or whole.type not in _ROOMY or not _one_stay(mention, whole):
            continue
        met_there = mention.type is EventType.MEETING and whole.type in GATHERINGS
        made_there = mention.type is EventType.AGREEMENT and whole.type is EventType.VISIT
        span = whole.time.granularity if whole.time is not None else None
        month = mention.type is EventType.AGREEMENT and span is Granularity.MONTH
        if mention.time is None and (_short(whole.time) or met_there or month):
            mention = replace(mention, time=whole.time)
        if mention.place is None and (mention.type in _AT_VISITS or made_there):
            mention = replace(mention, place=whole.place)
    return mention


def at_visits(mentions: Sequence[EventMention]) -> list[EventMention]:
    """Who meets his host during a visit meets him where the visit goes and when, unless the text says otherwise."""
    meetings = [m for m in mentions if m.type in _AT_VISITS and m.time is not None]
    mentions = [_on_the_day(m, meetings) if m.type is EventType.VISIT and m.time is None else m for m in mentions]
    visits = [m for m in mentions if m.type is EventType.VISIT]
    bare = (m.type in _AT_VISITS and (m.place is None or m.time is None) for m in mentions)
    return [_at_visit(m, visits) if lacks else m for m, lacks in zip(mentions, bare, strict=True)]


def _on_the_day(visit: EventMention, meetings: Sequence[EventMention]) -> EventMention:
    """A visit without a day is of the day on which the host met the visitor: "thanked X for his visit to Kyiv".

    One to come is so where one sentence tells of both: "on 3 May he receives X, who is to visit Rome".
    """
    met = [m for m in meetings if _one_stay(m, visit) and _host_met(m, visit)]
    days = {m.time for m in met if _short(m.time)}
    together = all(m.start == visit.start and m.status is visit.status for m in met)
    if not (visit.status is Status.HELD or together) or len(days) != 1:
        return visit
    towns = {m.place.key: m.place for m in met if m.place is not None and m.place.key != m.place.country}
    stated = visit.place is not None and visit.place.key != visit.place.country
    place = visit.place if stated or len(towns) != 1 else next(iter(towns.values()))
    return replace(visit, time=next(iter(days)), place=place)


def _at_visit(mention: EventMention, visits: Sequence[EventMention]) -> EventMention:
    hosted = [v for v in visits if _host_met(mention, v) and not _recalled(mention, v)]
    stays = [v for v in hosted if _one_stay(mention, v)]
    if mention.place is None:
        found = {v.place.key: v.place for v in stays or _under_way(mention, hosted) if v.place is not None}
        places = [p for p in found.values() if len(found) == 1 or p.key != p.country]
        if len(places) == 1:
            mention = replace(mention, place=places[0])
    if mention.time is None and len({v.time for v in stays}) == 1 and _short(stays[0].time):
        mention = replace(mention, time=stays[0].time)
    return mention


def _under_way(mention: EventMention, visits: Sequence[EventMention]) -> list[EventMention]:
    """The visits that go on while a meeting with the host is to come: "he has arrived in Rome and will meet X"."""
    coming = mention.status is Status.PLANNED
    return [v for v in visits if coming and v.status is Status.ONGOING]


def _recalled(mention: EventMention, visit: EventMention) -> bool:
    """Whether a visit is told only after a meeting, and was long ago: "X met Y. He had last been there in 2018"."""
    days, day = visit.time, mention.published
    past = days is not None and days.end is not None and day is not None and (day - days.end).days > _STAY
    return past and visit.trigger.start > mention.trigger.start


def _host_met(mention: EventMention, visit: EventMention) -> bool:
    """Whether a visitor meets somebody of the state visited, and nowhere else."""
    parties = {p.actor.key: p.actor.state for p in mention.participants}
    guests = {p.actor.key for p in visit.participants if p.role is Role.VISITOR} & parties.keys()
    there = visit.place.country if visit.place is not None else None
    hosts = [key for key, state in parties.items() if there and state == there and key not in guests]
    return bool(guests and hosts) and (mention.place is None or mention.place.country == there)


def _one_stay(mention: EventMention, whole: EventMention) -> bool:
    """Whether both have taken place or both are to come, at times that may be one."""
    return (mention.status in REAL) == (whole.status in REAL) and compatible_times(mention.time, whole.time)


def _short(time: TimeInterval | None) -> bool:
    """Whether an interval is that of one stay."""
    if time is None or time.start is None or time.end is None:
        return False
    return (time.end - time.start).days <= _STAY
