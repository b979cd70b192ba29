"""Whose war it is that talks are to end, where they name nobody: "talks to end the Syrian conflict"."""

from __future__ import annotations

from msgspec.structs import replace

from kg.events.parties.around import Around
from kg.model import STRIFE, ActorKind, ActorMention, EventType

#: What those who fight each other at home do to end it.
_ENDING = (EventType.NEGOTIATION, EventType.MEDIATION, EventType.AGREEMENT)
#: Tokens between talks and the conflict that they are to end.
_FAR = 20
#: Tokens between the word for a conflict and the name of the state behind it.
_OWN = 2


def at_strife(around: Around) -> list[ActorMention]:
    """The states whose conflict talks are about, in their clause or in what that is for."""
    scene, trigger, owner = around.scene, around.trigger, around.scene.clauses.owner
    if trigger.payload[0] not in _ENDING:
        return []
    near = range(trigger.first - 1, trigger.last + _FAR)
    homes = {c.number for c in scene.clauses.clauses if around.clause in scene.clauses.chain(c)}
    words = [m for m in scene.matches(STRIFE) if m.first in near and owner[m.first] in homes]
    found = {m.party.key: m for word in words for m in scene.annotated.actors if _whose(m, word.first, word.last)}
    return [replace(m, via=STRIFE, acts_for=None, actor=m.party) for m in found.values()]


def _whose(mention: ActorMention, first: int, last: int) -> bool:
    """Whether a state stands beside the word for a conflict: "Syrian conflict", "conflit syrien", "war in Sudan"."""
    beside = 0 <= mention.first - last <= _OWN or (mention.via == "adjective" and mention.last == first)
    return beside and mention.party.kind is ActorKind.STATE
