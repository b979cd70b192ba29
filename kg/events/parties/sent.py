"""Who travels where somebody is sent: whom the verb names, else people of the state that sends them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.events.parties.around import CLOSE, Around
from kg.model import ActorKind, ActorMention


def sent(around: Around, senders: Sequence[ActorMention], objects: Sequence[ActorMention]) -> list[ActorMention]:
    """Whom a verb of sending sends: "dispatched Blinken to Kyiv"; of "dispatched an envoy" the sender's people."""
    home = {m.party.state or m.party.key for m in senders}
    people = [m for m in objects if m.actor.kind is ActorKind.PERSON or m.via in ("body", "group", "office")]
    named = [m for m in people if not home or m.actor.state in home] or people[:1]
    return named or _unnamed(around, senders)


def _unnamed(around: Around, senders: Sequence[ActorMention]) -> list[ActorMention]:
    """The state that sends somebody who is only called an envoy or a delegation; nobody where it sends things."""
    scene, trigger = around.scene, around.trigger
    after = range(trigger.first, trigger.last + CLOSE)
    bodies = (m for m in scene.matches("body") if m.first in after)
    body = next((m for m in bodies if scene.clauses.owner[m.first] == around.clause.number), None)
    home = dict(scene.annotated.bodies)  # "the president sent a delegation": of his state
    own = [replace(m, actor=home[m.actor.key]) if m.actor.key in home else m for m in senders]
    states = [m for m in own if m.party.kind in (ActorKind.STATE, ActorKind.ORGANISATION)]
    return [replace(m, via="body", entry=f"body: {body.entry}") for m in states] if body is not None else []
