"""To whom somebody puts a wish: "urged A and B to negotiate", "offered (to) Israel direct talks"."""

from __future__ import annotations

from kg.events.parties.around import PARTNER, Around
from kg.events.sentence.groups import Group, flat
from kg.events.sentence.wishes import put_to
from kg.model import EventType

#: Tokens between whom one asks and the infinitive ("to", a reflexive pronoun), and between the verb and him.
_NEAR, _BEHIND = 3, 6
#: Function words before whom one asks: "instó a Israel", "called on Israel".
_TOWARD = frozenset({"to", "about"})


def asked(around: Around) -> list[Group]:
    """Whom somebody asks to do what an infinitive tells, or a noun behind "to": "called on Israel to negotiate"."""
    scene, trigger, clause, owner = around.scene, around.trigger, around.clause, around.scene.clauses.owner
    homes = clause.homes
    asks = [m for m in scene.matches("attribution.asked") if m.first < trigger.first and owner[m.first] in homes]
    if not asks:
        return []
    verb = asks[-1]
    found = [
        g
        for g in around.groups
        if verb.first < g.first and g.last <= trigger.first and owner[g.first] in homes
        if not g.adjectival and not g.marks & PARTNER
    ]
    others = any(g.marks - _TOWARD and not put_to(scene, g.first, g.last) for g in found)
    if not found or others or found[0].first - verb.first > _BEHIND:
        return []
    noun = not scene.verbal(trigger)
    between = [v for v in scene.verbs if verb.last <= v.first < trigger.first and not verb.first <= v.first < verb.last]
    if any(not noun or v.tense not in ("infinitive", "future") for v in between):
        return []  # "urged Israel to stop and promised to meet"; but "to return to the talks"
    apart = owner[found[-1].first] != clause.number
    goal = between[0].first if between else trigger.first
    return found if apart or goal - found[-1].last <= _NEAR else []


def asked_for(around: Around) -> list[Group]:
    """Those whom somebody urges to talk, where they are two sides, or the other side is named: he is none of them.

    Who invites them to talks is.
    """
    scene, trigger = around.scene, around.trigger
    urged = any(r.payload[0] is EventType.STATEMENT and r.first < trigger.first for r in around.rivals)
    carried = any(v.support and v.tense == "infinitive" and 0 <= trigger.first - v.last <= _NEAR for v in scene.verbs)
    if not carried and not (urged and "to" in scene.preposition(trigger.first)):
        return []
    found = asked(around)
    partnered = any(g.marks & PARTNER for g in around.right)
    return found if partnered or len(flat(found)) > 1 else []


def offered(around: Around) -> list[Group]:
    """The other side, to whom an event is offered: "proposed to Israel talks"."""
    return [g for g in around.left if put_to(around.scene, g.first, g.last)]
