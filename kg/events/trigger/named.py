"""Accords that have a name, by the town where they were made or in the gazetteer ("the Minsk accords", NAFTA).

Such a name is an event only where a date or a verb of making goes with it. What else a text says of the accord (it is
kept, broken, deplored) is about what was agreed, not about its making.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.events.sentence.scene import Scene
from kg.events.sentence.verbs import Verb
from kg.model import (
    AccordMention,
    Actor,
    EventType,
    Granularity,
    Match,
    Participation,
    Place,
    Role,
    TimeInterval,
    TimeMention,
)
from kg.schema import NAMED

#: Tokens between an event noun and the accord's name that belongs to it ("the talks on a new NAFTA").
NEAR = 3
#: Prepositions between talks and the accord they are about.
_OBJECT = frozenset({"of", "about", "for", "to"})
#: What is done to an accord: of which types its parties are those of the accord.
_ROLES = {EventType.AGREEMENT: Role.SIGNATORY, EventType.NEGOTIATION: Role.PARTICIPANT}
#: Tokens between the name and the date that belongs to it ("of", an article).
BETWEEN = 2


def date_of_name(scene: Scene, trigger: Match) -> TimeMention | None:
    """The date that belongs to the name: "of 5 September 2014", "the 2015 accords"; not "rejected them on Monday"."""
    for mention in scene.annotated.times:
        gap = range(trigger.last, mention.first)
        if mention.until is not None:
            continue  # by when it is to be in force
        year = mention.nearest is not None and mention.nearest.granularity is Granularity.YEAR
        if mention.last == trigger.first and year:
            return mention
        before = scene.preposition(mention.first)
        linked = before & {"of", "from"} or (year and "in" in before)
        if mention.first >= trigger.last and len(gap) <= BETWEEN and (linked or not gap):
            return mention
    return None


def making(scene: Scene, trigger: Match) -> Verb | None:
    """The verb by which it was signed or prolonged: "the Oslo accords, which ..., were signed in 1993"."""
    own = scene.clauses.owner[trigger.first]
    more = (c for c in scene.clauses.clauses if c.kind == "relative" and c.parent == own)
    homes = {own, *(c.number for c in more if 0 <= c.first - trigger.last <= BETWEEN)}
    verbs = (v for v in scene.verbs if v.first >= trigger.last and scene.clauses.owner[v.first] in homes)
    verbs = (v for v in verbs if v.passive or (v.tense == "participle" and v.first - trigger.last <= BETWEEN))
    return next((v for v in verbs if v.support), None)


def town_of_name(scene: Scene, trigger: Match) -> Place | None:
    """The town in the name."""
    inside = (p for p in scene.annotated.places if trigger.first <= p.first and p.last <= trigger.last)
    return next((p.place for p in inside), None)


def accord_of(scene: Scene, trigger: Match) -> AccordMention | None:
    """The accord of the gazetteer that a trigger names or has as its object: "signed the Dayton accords"."""
    if trigger.payload[0] not in _ROLES:
        return None
    owner = scene.clauses.owner
    for mention in scene.annotated.accords:
        if mention.first < trigger.last and trigger.first < mention.last:
            return mention
        near = 0 <= mention.first - trigger.last <= NEAR and owner[mention.first] == owner[trigger.first]
        if near and not scene.preposition(mention.first) - _OBJECT:
            return mention
    return None


def is_name(scene: Scene, trigger: Match) -> bool:
    """Whether a trigger is no more than (part of) an accord's name."""
    if trigger.payload[1] == NAMED:
        return True
    inside = (m.first <= trigger.first and trigger.last <= m.last for m in scene.annotated.accords)
    return trigger.payload[0] is EventType.AGREEMENT and not trigger.classes and any(inside)


def town_of(mention: AccordMention, told: TimeInterval | None) -> Place | None:
    """Where an accord was made, of which a report gives the time: of its renewal it would be another."""
    made = [a for a in mention.accords if told is not None and a.time is not None and _holds(told, a.time)]
    return made[0].place if len(made) == 1 else None


def _holds(wide: TimeInterval, day: TimeInterval) -> bool:
    """Whether a day lies in an interval."""
    if wide.start is None or wide.end is None or day.start is None:
        return False
    return wide.start <= day.start <= wide.end


def with_parties(mention: AccordMention, kind: EventType, told: Sequence[Participation]) -> tuple[Participation, ...]:
    """The parties of an accord where the text names but one of them or none."""
    parties = mention.accords[0].parties
    if len(told) > 1 or any(a.parties != parties for a in mention.accords):
        return tuple(told)
    sides = {_side(actor) for actor in parties}
    mine = {_side(p.actor) for p in told}
    if not mine <= sides:
        return tuple(told)
    return (*told, *(Participation(actor, _ROLES[kind]) for actor in parties if _side(actor) not in mine))


def _side(actor: Actor) -> str:
    """The state an actor stands for, else the actor."""
    return actor.state or actor.key
