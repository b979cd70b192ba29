"""Relative clauses whose head takes part: "X, with whom Y held talks", "X, whom Y met", "X, che incontrera a Roma"."""

from __future__ import annotations

from kg.events.parties.around import Around
from kg.events.sentence.groups import Group, upright
from kg.events.trigger.asked import THERE
from kg.model import ActorKind

#: Tokens between a name and the clause that speaks of it: a comma, a day.
_BESIDE = 4
#: Tokens between a name and the relative pronoun that speaks of it: a comma and a preposition.
_HEAD = 2


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


def whom(around: Around) -> list[Group]:
    """Whom a relative clause with a subject of its own speaks of: "Abbas, whom Obama received last week".

    Where the pronoun is also a conjunction the comma tells: "Erdogan, qu'il a rencontre".
    """
    clause = around.clause
    parted = clause.kind == "complement" and around.scene.tokens[clause.first - 1].text == ","
    if not (clause.kind == "relative" or parted) or not any(g.bare and not g.adjectival for g in around.left):
        return []
    return _spoken_of(around)


def _spoken_of(around: Around) -> list[Group]:
    """The person right before a relative clause."""
    scene, clause = around.scene, around.clause
    before = [g for g in around.groups if g.last <= clause.first and scene.clauses.owner[g.first] == clause.parent]
    near = [g for g in before[-1:] if clause.first - g.last <= _HEAD and not g.adjectival] or _who_is(around, before)
    return [Group((m,)) for g in near if (m := g.mentions[-1]).actor.kind is ActorKind.PERSON]


def _who_is(around: Around, above: list[Group]) -> list[Group]:
    """Of whom a word for "is" tells what a relative clause goes on with: "X was the first president who met Y"."""
    scene, clause = around.scene, around.clause
    copulas = [m for m in scene.matches(THERE) if scene.clauses.owner[m.first] == clause.parent]
    if len(copulas) != 1 or any(g.first >= copulas[0].last for g in above):
        return []
    return [g for g in above if g.bare and not g.adjectival][-1:]


def who_above(around: Around, subjects: list[Group]) -> list[Group]:
    """Who does what a relative clause tells of whom it speaks, and is left out: "Putin elogia X, che incontrera".

    No object follows the verb there, as where the pronoun is the subject: "X, che ha incontrato la stampa".
    """
    scene, clause, trigger = around.scene, around.clause, around.trigger
    if clause.kind != "relative" or not scene.lex.subject_dropped or len(subjects) != 1:
        return []
    head = _spoken_of(around)
    if not head or [m.actor for m in head[0].mentions] != [m.actor for m in subjects[0].mentions]:
        return []
    at = trigger.last
    ended = at >= len(scene.tokens) or not scene.tokens[at].text.isalpha() or at in scene.dated
    if not (ended or scene.kinds.get(at, set()) & {"in", "to"}):
        return []
    owner = scene.clauses.owner
    above = [g for g in around.groups if g.last <= head[0].first and owner[g.first] == clause.parent]
    doers = upright([g for g in above if g.bare and not g.adjectival])[:1]
    return [g for g in doers if g.people]
