"""Relative clauses with a partner at their head: "X, with whom Y held talks", "X, con cui parlava"."""

from __future__ import annotations

from kg.events.around import Around
from kg.events.groups import Group, upright
from kg.model import ActorKind

#: Tokens between a name and the clause that speaks of it: a comma, a day.
_BESIDE = 4


def with_whom(around: Around) -> tuple[list[Group], list[Group]] | None:
    """Who does what a relative clause tells, and with whom: the one before it; None where it is no such clause.

    Who does it stands in the clause, or is left out where a language may, and then is the subject of the clause above.
    """
    scene, clause = around.scene, around.clause
    head = range(clause.first - 1, clause.first + 2)  # the comma before it may be the clause's
    if clause.kind != "relative" or not any(i >= 0 and scene.is_word(i, "with") for i in head):
        return None
    owner = scene.clauses.owner
    above = [g for g in around.groups if g.last <= clause.first and owner[g.first] == clause.parent]
    if not above or clause.first - above[-1].last > _BESIDE or above[-1].adjectival:
        return None
    partner = Group(above[-1].mentions[-1:])
    own = upright([g for g in around.left if g.bare and not g.adjectival and g.first > clause.first])
    if not own and scene.lex.subject_dropped:
        own = upright([g for g in above[:-1] if g.bare and not g.adjectival])[:1]
    people = [g for g in own if all(m.actor.kind is not ActorKind.GROUP for m in g.mentions)]
    return (people[-1:], [partner]) if people else None
