"""Who is thanked for a visit made it, who is thanked for a meeting was there: "thanked X for his visit"."""

from __future__ import annotations

from kg.events.parties.around import Around, other_event
from kg.events.sentence.groups import Group
from kg.events.status.verdict import Verdict
from kg.model import ActorKind, ActorMention, Match, Status

#: Tokens from a word of thanking to whom it thanks, and from him to the visit.
NEAR = 6
#: The same for a meeting: to whom it thanks, and from him to it.
_THANKED, _FOR = 3, 5


def thanked(around: Around, verdict: Verdict) -> ActorMention | None:
    """The person thanked right before a visit that has taken place."""
    scene, trigger = around.scene, around.trigger
    words = _thanking(around)
    if around.frame != "visit" or not words or verdict.status not in (Status.HELD, Status.ONGOING, None):
        return None
    after = words[-1].last
    found = [
        m
        for g in scene.groups
        for m in g.mentions
        if after <= m.first <= after + NEAR and m.last <= trigger.first <= m.last + NEAR
    ]
    return found[0] if found and found[0].actor.kind is ActorKind.PERSON and found[0].via != "pronoun" else None


def thanked_for(around: Around) -> list[Group]:
    """Who is thanked for the event: he took part in it."""
    scene, trigger = around.scene, around.trigger
    words = _thanking(around)
    if not words or around.frame not in ("mutual", "call"):
        return []
    near = [g for g in around.left if 0 <= g.first - words[-1].last <= _THANKED and g.marks <= {"to", "of", "in"}]
    near = [g for g in near if trigger.first - g.last <= _FOR and not g.adjectival]
    return near[:1] if not any(other_event(scene, g, trigger, around.rivals) for g in near) else []


def _thanking(around: Around) -> list[Match]:
    """The words of thanking before the event."""
    return [m for m in around.scene.matches("thanks") if m.last <= around.trigger.first]
