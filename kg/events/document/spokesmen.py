"""Whom a spokesman speaks for: he tells of what others held, and was at none of it."""

from __future__ import annotations

from msgspec.structs import replace

from kg.events.arguments import Arguments
from kg.events.sentence.scene import Scene
from kg.events.status.vouching import heard
from kg.model import ActorKind, Attribution, EventType, Match

#: Tokens between the word for a spokesman and his name: "of the Kremlin", "of the Chancellor of Germany".
_NAMED = 3


def spoken_for(found: Arguments, scene: Scene, trigger: Match) -> Arguments:
    """ "Spokesman X said that a conversation with Y took place" is one of his state with Y, not of his own."""
    if trigger.payload[0] is EventType.STATEMENT or len(found.participants) < 2:
        return found
    bodies = dict(scene.annotated.bodies)
    states = {
        a.actor.key: bodies.get(a.actor.key)
        for a in heard(scene, trigger)
        if spokesman(scene, a) and _by_name(found, scene, a)
    }
    parties = {p.actor.key for p in found.participants}
    states = {k: state for k, state in states.items() if state is not None and state.key not in parties}
    announced = trigger.payload[0] is EventType.SUMMIT or trigger.payload[1] == "host"  # to which he need not be asked
    parts = (p for p in found.participants if not (announced and p.actor.key in states))
    parts = (replace(p, actor=states.get(p.actor.key) or p.actor) for p in parts)
    return replace(found, participants=tuple(parts)) if states else found


def spokesman(scene: Scene, said: Attribution) -> bool:
    """Whether who speaks is called a spokesman here, or is known as one."""
    if said.actor.kind is not ActorKind.PERSON:
        return False
    called = (m for m in scene.matches("office") if m.payload == "spokesperson")
    near = any(-_NAMED <= m.first - said.speaker.start <= _NAMED for m in called)
    return near or said.actor.key in scene.annotated.spokesmen


def _by_name(found: Arguments, scene: Scene, said: Attribution) -> bool:
    """Whether he is a party as who speaks, not as "he" or by a name told again in what he says."""
    if said.speaker.start == said.speaker.end:
        return False  # told before this sentence
    start, end = scene.tokens[said.speaker.start].start, scene.tokens[said.speaker.end - 1].end
    own = {p.actor.key for p in found.participants}
    spans = [s for s in found.spans if start <= s[0] < end and not s[2].startswith("pronoun")]
    return said.actor.key in own and bool(spans)
