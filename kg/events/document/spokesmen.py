"""Whom a spokesman speaks for: he tells of what others held, and was at none of it."""

from __future__ import annotations

from msgspec.structs import replace

from kg.events.arguments import Arguments
from kg.events.sentence.scene import Scene
from kg.events.status.vouching import heard
from kg.model import Actor, ActorKind, Attribution, EventType, Match, Participation, Role

#: Tokens between the word for a spokesman and his name: "of the Kremlin", "of the Chancellor of Germany".
_NAMED = 3
#: What an organ of a state announces of its own state, and the role in which that takes part.
_ANNOUNCED = {
    EventType.MEETING: Role.PARTICIPANT,
    EventType.PHONE_CALL: Role.PARTICIPANT,
    EventType.NEGOTIATION: Role.PARTICIPANT,
    EventType.AGREEMENT: Role.SIGNATORY,
}


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


def announced(found: Arguments, scene: Scene, trigger: Match) -> Arguments:
    """ "No meeting with X is planned, the Kremlin said": where none but a partner is named, the other side speaks."""
    role, parts = _ANNOUNCED.get(trigger.payload[0]), found.participants
    if role is None or not parts:
        return found
    sides = {side.key: side for a in heard(scene, trigger) if (side := _speaks_for(scene, a)) is not None}
    homes = {p.actor.state or p.actor.key for p in parts}
    if len(sides) != 1 or not homes.isdisjoint(sides) or not _only_partners(found, scene, trigger):
        return found
    return replace(found, participants=(*(Participation(side, role) for side in sides.values()), *parts))


def _speaks_for(scene: Scene, said: Attribution) -> Actor | None:
    """The state for which an organ or spokesman speaks."""
    if spokesman(scene, said):
        return dict(scene.annotated.bodies).get(said.actor.key)
    if said.actor.kind is not ActorKind.ORGANISATION or said.actor.state is None:
        return None
    return next((m.acts_for for m in scene.annotated.actors if m.actor == said.actor and m.acts_for), None)


def _only_partners(found: Arguments, scene: Scene, trigger: Match) -> bool:
    """Whether a clause names nobody but with whom something is, and who says so."""
    owner, sayings = scene.clauses.owner, [a.speaker for a in heard(scene, trigger)]
    keys = {p.actor.key for p in found.participants}
    partners: set[str] = set()
    for group in scene.groups:
        if owner[group.first] != owner[trigger.first] or any(s.start <= group.first < s.end for s in sayings):
            continue
        if "with" not in group.marks and not group.marks & {"in", "to"}:
            return False
        partners.update(m.party.key for m in group.mentions if "with" in group.marks)
    return keys <= partners


def spokesman(scene: Scene, said: Attribution) -> bool:
    """Whether who speaks is called a spokesman here, or is known as one."""
    if said.actor.kind is not ActorKind.PERSON:
        return False
    called = (m for m in scene.matches("office") if m.payload == "spokesperson")
    near = any(m.first - said.speaker.start >= -_NAMED and m.first - said.speaker.end < _NAMED for m in called)
    return near or said.actor.key in scene.annotated.spokesmen


def _by_name(found: Arguments, scene: Scene, said: Attribution) -> bool:
    """Whether he is a party as who speaks, not as "he" or by a name told again in what he says."""
    if said.speaker.start == said.speaker.end:
        return False  # told before this sentence
    start, end = scene.tokens[said.speaker.start].start, scene.tokens[said.speaker.end - 1].end
    own = {p.actor.key for p in found.participants}
    spans = [s for s in found.spans if start <= s[0] < end and not s[2].startswith("pronoun")]
    return said.actor.key in own and bool(spans)
