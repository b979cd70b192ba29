"""Whose the schedule is in which a meeting stands: "the president's agenda includes a meeting with X"."""

from __future__ import annotations

from kg.events.parties.around import PARTNER, Around
from kg.events.parties.subjects import implied
from kg.events.sentence.groups import Group

#: Tokens between a noun for a schedule and whose it is.
BESIDE = 3


def scheduled(around: Around) -> list[Group]:
    """Whose schedule is the subject of the noun's clause; where nobody is named as its owner, who was spoken of."""
    scene, trigger, owner = around.scene, around.trigger, around.scene.clauses.owner
    partnered = any(g.marks & PARTNER for g in around.right)
    nouns = [m for m in scene.matches("programme") if owner[m.first] == around.clause.number]
    noun = next((m for m in nouns if m.last <= trigger.first), None)
    if noun is None or not partnered or not any(noun.last <= v.first < trigger.first for v in scene.verbs):
        return []
    behind = [g for g in scene.groups if g.marks & {"of", "genitive"} and 0 <= g.first - noun.last <= BESIDE]
    if scene.preposition(noun.first) and not behind:
        return []  # "in the programme": no subject
    before = [g for g in scene.groups if g.last <= noun.first <= g.last + 1 and not g.marks & PARTNER]
    if behind or before:
        return [g for g in (behind or before) if g.people][:1]
    subject = scene.annotated.subject
    return [implied(scene, trigger, subject)] if subject is not None else []
