"""Who made an agreement that a bare participle tells to have been signed."""

from __future__ import annotations

from collections.abc import Sequence

from kg.events.parties.around import CLOSE, Around, look_around
from kg.events.parties.complements import beyond, complements
from kg.events.parties.subjects import implied
from kg.events.sentence.groups import Group, flat
from kg.events.sentence.scene import Scene
from kg.model import Actor, ActorKind, ActorMention


def signatories(around: Around, agents: Sequence[Group]) -> list[ActorMention]:
    """Who made such an agreement: "hopes to implement the accord signed by X" has signed nothing.

    Where nobody is named, the parties of the event at which it was made: "reached during X's visit to Y".
    """
    scene, trigger = around.scene, around.trigger
    nouns = (r for r in around.rivals if not scene.verbal(r))
    occasion = next((r for r in nouns if 0 < r.first - trigger.last <= CLOSE), None)
    own, other = complements(around)
    near = [g for g in (*agents, *own, *other) if occasion is None or g.first < occasion.first]
    signed = [g for g in near if not beyond(scene, trigger, g)]
    signed = list(dict.fromkeys([*signed, *both_sides(around), *around.within]))
    if signed or occasion is None:
        return flat([*_whose_state(around, signed), *signed])
    there = look_around(scene, occasion, occasion.payload[1], [r for r in around.rivals if r is not occasion])
    first, second = complements(there)
    return flat([*first, *second])


def _whose_state(around: Around, signed: Sequence[Group]) -> list[Group]:
    """The other side of what was signed "with" somebody: the state of who is told to do something about it."""
    before = [g for g in around.groups if g.last <= around.trigger.first and g.bare and not (g.marks or g.adjectival)]
    together = bool(signed) and all("with" in g.marks for g in signed)
    if not before or len(before[0].mentions) != 1 or not together:
        return []
    state = _side(around.scene, before[0].mentions[0].party)
    if state is None or any(m.party.state == state.key for g in signed for m in g.mentions):
        return []
    return [implied(around.scene, around.trigger, state)]


def _side(scene: Scene, actor: Actor) -> Actor | None:
    """The state or body for which somebody acts; what is none of a person acts for itself."""
    return dict(scene.annotated.bodies).get(actor.key) if actor.kind is ActorKind.PERSON else actor


def both_sides(around: Around) -> list[Group]:
    """Both states in the adjective of an agreement that is signed: "the Franco-German treaty was signed"."""
    near = [g for g in around.left if g.adjectival and len(g.mentions) > 1 and g.last == around.trigger.first]
    return near if around.frame == "sign" else []
