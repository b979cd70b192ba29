"""Accords called by the town where they were made ("the Minsk accords"): an event only where a date goes with the name.

What else a text says of such an accord (it is kept, broken, deplored) is about what was agreed, not about its making.
"""

from __future__ import annotations

from kg.events.scene import Scene
from kg.events.verbs import Verb
from kg.model import Granularity, Match, Place, TimeMention

#: The frame of these triggers.
NAMED = "named"
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
    clause = scene.clauses.owner[trigger.first]
    verbs = (v for v in scene.verbs if v.first >= trigger.last and scene.clauses.owner[v.first] == clause)
    verbs = (v for v in verbs if v.passive or (v.tense == "participle" and v.first - trigger.last <= BETWEEN))
    return next((v for v in verbs if v.support), None)


def town_of_name(scene: Scene, trigger: Match) -> Place | None:
    """The town in the name."""
    inside = (p for p in scene.annotated.places if trigger.first <= p.first and p.last <= trigger.last)
    return next((p.place for p in inside), None)
