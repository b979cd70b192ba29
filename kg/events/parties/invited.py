"""Who invites where no subject names him: a further party of an event noun.

"X was invited by Y to talks", "X accepted an invitation of Y to a summit".
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.events.parties.around import Around, other_event
from kg.events.sentence.groups import Group
from kg.events.sentence.scene import Scene
from kg.model import Match

#: What marks whose an invitation is.
_OWNS = frozenset({"by", "from", "of", "genitive"})


def inviting(around: Around) -> list[Group]:
    """Who invites, or is invited: whose the invitation is, whom a preposition marks, the agent of a passive."""
    scene, trigger, clause, owner = around.scene, around.trigger, around.clause, around.scene.clauses.owner
    homes = clause.homes
    before = [g for g in scene.groups if g.last <= trigger.first and not (g.adjectival or g.silent)]
    before = [g for g in before if owner[g.first] in homes and not other_event(scene, g, trigger, around.rivals)]
    nouns = [m for m in scene.matches("invitation") if owner[m.first] in homes]
    asks = scene.matches("attribution.asked")
    invited = [m for m in asks if "to" in scene.preposition(trigger.first) and owner[m.first] == clause.number]
    return (
        [g for g in before if g.marks & _OWNS and _behind(scene, g, nouns)]
        or [g for g in before if "to" in g.marks and _behind(scene, g, invited)]
        or _agents(around, before)
    )


def _behind(scene: Scene, group: Group, heads: Sequence[Match]) -> bool:
    """Whether nothing but function words stands between one of some words and a noun phrase."""
    return any(
        head.last <= group.first and all(scene.kinds.get(i) for i in range(head.last, group.first)) for head in heads
    )


def _agents(around: Around, before: Sequence[Group]) -> list[Group]:
    """Who is marked as the doer of a verb of asking: of a passive, or right behind a participle."""
    scene, number = around.scene, around.clause.number
    asks = scene.matches("attribution.asked")
    asked = {m.first for m in asks}
    passive = any(v.passive and v.first in asked and scene.clauses.owner[v.first] == number for v in scene.verbs)
    return [g for g in before if "by" in g.marks and (passive or _behind(scene, g, asks))][-1:]
