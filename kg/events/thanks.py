"""Who is thanked for a visit made it: "thanked X for his visit", "grateful to X for coming"."""

from __future__ import annotations

from kg.events.around import Around
from kg.events.status import Verdict
from kg.model import ActorKind, ActorMention, Status

#: Tokens from a word of thanking to whom it thanks, and from him to the visit.
NEAR = 6


def thanked(around: Around, verdict: Verdict) -> ActorMention | None:
    """The person thanked right before a visit that has taken place."""
    scene, trigger = around.scene, around.trigger
    words = [m for m in scene.matches("thanks") if m.last <= trigger.first]
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
