"""Agreements that a bare participle tells to have been made: "the accord signed by X", "the treaty, signed with Y"."""

from __future__ import annotations

from kg.events.sentence.scene import Scene
from kg.events.sentence.verbs import Verb, accord_verbs
from kg.model import EventType, Match, Status

#: Tokens of the accord's name, and a comma, between its noun and the participle: "the START II treaty, signed".
_NAME = 5


def signing(scene: Scene, trigger: Match) -> Verb | None:
    """The bare participle in, or right behind, the words for an agreement that tells it to have been made."""
    if trigger.payload[0] is not EventType.AGREEMENT or _wished_for(scene, trigger):
        return None
    accords = accord_verbs(scene.lex.language)
    inside = [v for v in scene.verbs if trigger.first <= v.first < trigger.last]
    inside = [v for v in inside if v.name in accords]  # "trattato" is a participle, too
    if inside and trigger.payload[1] == "sign":
        verb = inside[-1]
        alone = verb.first == trigger.first
        found = _apposed(scene, trigger) if alone else not _doer_between(scene, trigger.first, verb.first)
        if found and _bare(scene, verb, participle="participle" in trigger.classes):
            return verb
    return _behind(scene, trigger)


def _wished_for(scene: Scene, trigger: Match) -> bool:
    """Whether any such accord would do, and one is wanted: "hopes for a deal signed with Libya"."""
    one = scene.lex.time.numbers.get(1, "").split()
    open_yet = (m for m in scene.matches("cue") if m.payload[0] in (Status.PROPOSED, Status.PLANNED))
    any_one = scene.tokens[max(trigger.first - 1, 0)].lower in one
    when = next((t for t in scene.annotated.times if t.first >= trigger.first), None)
    due = when is not None and when.until is not None  # "wants to see the deal signed by January"
    return (any_one or due) and any(m.first < trigger.first for m in open_yet)


def _doer_between(scene: Scene, first: int, last: int) -> bool:
    """Whether somebody unmarked stands between, who does it: "the accord Macron signed"."""
    return any(first < g.first < last and not g.marks for g in scene.groups)


def _bare(scene: Scene, verb: Verb, *, participle: bool) -> bool:
    """Whether a verb is a participle without auxiliary; `participle` where its form may be one or a past."""
    if verb.passive or not (verb.tense == "participle" or (verb.tense == "past" and participle)):
        return False
    if any(v.last == verb.first and v.tense != "participle" for v in scene.verbs):
        return False  # "the truce may be prolonged", where to be is a verb of the lexicon
    last = bool(scene.lex.clauses.final_verb)  # where its verb ends a clause the auxiliary stands far before it
    owner = scene.clauses.owner
    return not any(
        verb.first in (m.last, m.first - 1) or (last and owner[m.first] == owner[verb.first])
        for m in scene.matches("auxiliary")
    )


def _apposed(scene: Scene, trigger: Match) -> bool:
    """Whether a participle stands behind a comma as what is said of a noun: "the START treaty, signed with X"."""
    at = trigger.first - 1
    if at < 1 or scene.tokens[at].text != ",":
        return False
    said_of = scene.clauses.of(at)
    if said_of.kind == "relative" and said_of.parent == scene.clauses.owner[trigger.first]:
        return False  # "X and Y, who is also Z, signed a treaty": the comma closes what is said of Y
    verbs = [v for v in scene.verbs if v.first < at and scene.clauses.owner[v.first] == scene.clauses.owner[at]]
    return bool(verbs) and at - verbs[-1].last >= 1


def _behind(scene: Scene, trigger: Match) -> Verb | None:
    """The participle right behind the noun, or behind its name and a comma."""
    verb = next((v for v in scene.verbs if v.first >= trigger.last), None)
    if verb is None or verb.name not in accord_verbs(scene.lex.language) or verb.first - trigger.last > _NAME:
        return None
    between = scene.tokens[trigger.last : verb.first]
    named = all(t.text == "," or t.text[:1].isupper() or t.text.isdigit() for t in between)
    classes = {c for m in scene.matches("verb") if m.first == verb.first for c in m.classes}
    comma = bool(between) and between[-1].text == ","
    glued = not between and not scene.lex.clauses.final_verb  # there a verb ends the clause right behind its object
    fits = named and (comma or glued) and _bare(scene, verb, participle="participle" in classes)
    return verb if fits and not _doer_between(scene, trigger.last, verb.first) else None
