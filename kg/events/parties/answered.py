"""Who answers an offer, and whose it is: "Iran rejected a US offer of talks", "Kyiv accepted China's to mediate"."""

from __future__ import annotations

from kg.events.parties.around import PARTNER, Around
from kg.events.parties.invited import OWNS, behind
from kg.events.sentence.groups import Group
from kg.events.sentence.scene import Scene
from kg.model import Match, Status

#: Tokens from an offer to what is offered, and from who answers it to the answer.
_NEAR, _REACH = 5, 3
#: What an answer makes of what was offered.
_ANSWERS = (Status.REJECTED, Status.PLANNED)


def answered(around: Around) -> tuple[Group, Group] | None:
    """Whose the offer of an event is, and who answers it; None where another party is named."""
    scene, trigger = around.scene, around.trigger
    nouns = [m for m in scene.matches("offer") if 0 <= trigger.first - m.first <= _NEAR + m.last - m.first]
    if not nouns or any(g.marks & PARTNER for g in (*around.right, *around.within)):
        return None
    noun = nouns[-1]
    owner = next((g for g in scene.groups if _owns(scene, g, noun)), None)
    answer = [m for m in scene.matches("cue") if m.payload[0] in _ANSWERS and m.first < noun.first]
    answer = [m for m in answer if scene.clauses.owner[m.first] == scene.clauses.owner[noun.first]]
    if owner is None or not answer:
        return None
    at = answer[0].first
    before = [g for g in scene.groups if g.bare and not g.adjectival and 0 <= at - g.last <= _REACH and g is not owner]
    return (owner, before[-1]) if before else None


def _owns(scene: Scene, group: Group, noun: Match) -> bool:
    """Whether an offer is that of a noun phrase: "a US offer", "Washington's offer", "an offer from Washington"."""
    if noun.last <= group.first:
        return bool(group.marks & OWNS) and behind(scene, group, [noun])
    between = range(group.last, noun.first)
    owned = group.adjectival or len(between) == 0 or scene.is_clitic(group.last)
    return group.last <= noun.first and len(between) <= 2 and owned and not any(scene.is_verb(i) for i in between)
