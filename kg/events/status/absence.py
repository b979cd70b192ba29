"""Who stays away from a gathering takes no part in it, and the gathering is not thereby denied."""

from __future__ import annotations

from kg.events.sentence.places import ENCOUNTERS
from kg.events.sentence.scene import Scene
from kg.model import Match

#: Tokens between a negation and the verb of attending that it negates.
_REACH = 6


def stays_away(scene: Scene, trigger: Match) -> bool:
    """Whether a clause tells that somebody does not attend: "will not take part in the summit", "skipped the talks"."""
    if trigger.payload[0] not in ENCOUNTERS or scene.verbal(trigger):
        return False
    owner = scene.clauses.owner
    here = owner[trigger.first]
    if any(owner[m.first] == here for m in scene.matches("absent")):
        return True
    negations = [n for n in scene.matches("negation") if owner[n.first] == here]
    return any(
        owner[attending.first] == here and min(abs(n.first - attending.last), abs(attending.first - n.last)) <= _REACH
        for attending in scene.matches("attend")
        for n in negations
    )


def attends(scene: Scene, trigger: Match) -> bool:
    """Whether a clause tells that somebody takes part in a gathering, or opens or leads it: "will attend the talks"."""
    owner = scene.clauses.owner
    here = owner[trigger.first]
    said = any(owner[m.first] == here for m in scene.matches("attend", "leading"))
    return said and not stays_away(scene, trigger)
