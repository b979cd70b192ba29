"""Who invites where no subject names him: a further party of an event noun.

"X was invited by Y to talks", "X accepted an invitation of Y to a summit".
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.events.parties.around import Around, other_event
from kg.events.sentence.groups import Group
from kg.events.sentence.scene import Scene
from kg.model import ActorMention, Match

#: Tokens from an invitation to the visit, and from a word of thanks to the invitation.
_TOWARD, _THANKED = 6, 10
#: What marks whose an invitation is.
OWNS = frozenset({"by", "from", "of", "genitive"})


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
        [g for g in before if g.marks & OWNS and behind(scene, g, nouns)]
        or [g for g in before if "to" in g.marks and behind(scene, g, invited)]
        or _agents(around, before)
    )


def bidden(around: Around) -> ActorMention | None:
    """Who has an invitation to a visit goes: whom it is sent to, who gives thanks for it, or takes up that of another.

    "An invitation to X to visit Paris", "X thanked Y for his invitation to visit Paris", "X accepted Y's invitation".
    """
    scene, trigger = around.scene, around.trigger
    noun = _invitation(scene, trigger) if around.frame == "visit" else None
    if noun is None:
        return None
    sent = [g for g in scene.groups if g.people and "to" in g.marks and behind(scene, g, [noun])]
    if sent and sent[0].last <= trigger.first:
        return sent[0].mentions[0]
    thanks = [m for m in scene.matches("thanks") if 0 <= noun.first - m.last <= _THANKED]
    owners = [g for g in scene.groups if _owns(scene, g, noun)]
    if not thanks and all(m.via == "pronoun" for g in owners for m in g.mentions):
        return None  # "X repeated his invitation to visit Paris"
    head = thanks[-1].first if thanks else noun.first
    doing = [g for g in scene.groups if g.bare and not g.adjectival and g.last <= head and g not in owners]
    return doing[-1].mentions[0] if doing and doing[-1].people else None


def _invitation(scene: Scene, trigger: Match) -> Match | None:
    """The invitation right before a visit."""
    near = (m for m in reversed(scene.matches("invitation")) if 0 <= trigger.first - m.last <= _TOWARD)
    noun = next(near, None)
    parted = noun is not None and any(t.text in ",;:" for t in scene.tokens[noun.last : trigger.first])
    return None if parted else noun


def _owns(scene: Scene, group: Group, noun: Match) -> bool:
    """Whether an invitation is that of a noun phrase: "Macron's invitation", "the invitation of Macron"."""
    before = group.last <= noun.first and noun.first - group.last <= 1 and not group.adjectival
    before = before and (group.last == noun.first or scene.is_clitic(group.last))
    return before or bool(group.marks & OWNS and behind(scene, group, [noun]))


def behind(scene: Scene, group: Group, heads: Sequence[Match]) -> bool:
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
    return [g for g in before if "by" in g.marks and (passive or behind(scene, g, asks))][-1:]
