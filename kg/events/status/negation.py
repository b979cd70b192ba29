"""Which negation denies an event, and the verb that governs an event noun."""

from __future__ import annotations

from collections.abc import Sequence

from kg.events.sentence.clauses import TENSED, Clause
from kg.events.sentence.scene import Scene
from kg.events.sentence.verbs import Verb
from kg.events.status.absence import stays_away
from kg.model import EventType, Match, Status

#: Tokens between a negation and the verb or event noun it negates.
NEGATION_REACH = 5
#: Tokens of its clause within which a verb governs an event noun.
GOVERN_REACH = 12

#: Frames of what is done all the same where it bears no fruit: "the mission could not sway him".
_DONE = ("sign", "mediate")
#: What a negation takes back: what is not called off or put off is still to come.
_PUT_OFF = frozenset({Status.CANCELLED, Status.POSTPONED})
#: Tokens between a negation and the word that would call something off: its auxiliaries ("has not been cancelled").
_HELPED = 3


def spared(scene: Scene, cue: Match) -> Match | None:
    """The negation by which something is not called off: "the visit has not been cancelled"."""
    if cue.payload[0] not in _PUT_OFF:
        return None
    helping = {i for m in scene.matches("auxiliary") for i in range(m.first, m.last)}
    helping.update(i for v in scene.verbs if v.support for i in range(v.first, v.last))
    owner = scene.clauses.owner
    for negation in scene.matches("negation"):
        if owner[negation.first] != owner[cue.first]:
            continue
        gap = range(negation.last, cue.first)
        before = negation.last <= cue.first and len(gap) <= _HELPED and helping.issuperset(gap)
        if before or negation.first in cue.holes:
            return negation
    return None


def negated(scene: Scene, trigger: Match, verbal: bool, clause: Clause) -> Match | None:
    """The negation that denies the event of a trigger; not one that only says who stays away from it."""
    if stays_away(scene, trigger):
        return None
    hidden = {
        i
        for m in scene.annotated.matches
        if m.section in ("cue", "neutral") or m.section.startswith("clause.")
        for i in range(m.first, m.last)
        if not (i in trigger.holes and _tells_held(m))  # "kamen nicht zusammen"
    }
    for negation in scene.matches("negation"):
        if negation.first in hidden or scene.clauses.owner[negation.first] != clause.number:
            continue
        if trigger.first <= negation.first and negation.last < trigger.last:
            return negation  # a pattern with the negation in it: "not visit"
        if verbal and (negation.first in trigger.holes or negation.first < trigger.first < negation.last):
            return negation  # "will das Abkommen nicht unterzeichnen"; a negation of two words takes the verb between
        gap = trigger.first - negation.last
        if not verbal and any(m.first - negation.last <= 2 and negation.first < m.last for m in _ways(scene, trigger)):
            return negation  # "did not go to the meeting"
        if not verbal and gap != 0 and scene.preposition(trigger.first):
            continue  # "have not met since the summit": the summit is not denied
        if 0 <= gap <= (NEGATION_REACH if verbal else 3):
            return negation
        if verbal and 0 <= negation.first - trigger.last <= 2 and scene.tokens[negation.first - 1].text != ",":
            return negation  # not "verhandelten, ohne dass"
        verb = governor(scene, trigger, clause)
        governs = verb is not None and not verbal and (verb.support or abs(trigger.first - verb.last) <= 4)
        if (
            verb is not None
            and (verb.support and not _only_failed(scene, trigger, verb) if trigger.payload[1] in _DONE else governs)
            and (-3 <= negation.first - verb.last <= 2 or 0 <= verb.first - negation.last <= 2)
        ):
            return negation
    return None


def _only_failed(scene: Scene, trigger: Match, verb: Verb) -> bool:
    """Whether a mediation is the subject of what did not succeed: "the mission led by X did not manage to"."""
    subject = trigger.payload[1] == "mediate" and trigger.last <= verb.first and not verb.passive
    return subject and verb.name not in scene.lex.tenses.happening


def _tells_held(match: Match) -> bool:
    """Whether a match is a cue that an event was held: it takes no negation between its words for itself."""
    return match.section == "cue" and match.payload[0] is Status.HELD


def _ways(scene: Scene, trigger: Match) -> list[Match]:
    """Verbs of motion whose goal an event noun is: "went to the meeting"."""
    verbs = (m for m in scene.annotated.matches if m.section.startswith("trigger") and scene.journey(m))
    return [m for m in verbs if 0 <= trigger.first - m.last <= 1 and scene.is_word(m.last - 1, "to")]


def governor(scene: Scene, trigger: Match, clause: Clause) -> Verb | None:
    """The verb that governs an event noun: a support verb of its clause, else the nearest finite one."""
    set_in = "in" in scene.preposition(trigger.first)  # "said at the meeting": what was said there dates it
    saying = set() if set_in else {m.first for m in scene.matches("attribution.said", "attribution.told")}
    near = [
        v
        for v in scene.verbs
        if v.first not in saying
        and scene.clauses.owner[v.first] == clause.number
        and not trigger.first <= v.first < trigger.last
        and v.tense is not None
        and (set_in or _apart(scene, v, trigger, clause) <= GOVERN_REACH or scene.lex.nouns_capitalised)
    ]
    near = [v for v in near if not _aim_behind(scene, v, trigger, near)]
    if not near:
        return None
    finite = [v for v in near if v.tense not in ("infinitive", "gerund", "subjunctive", "participle")]
    return min(finite or near, key=lambda v: (not v.support, abs(v.first - trigger.first)))


def _aim_behind(scene: Scene, verb: Verb, trigger: Match, others: Sequence[Verb]) -> bool:
    """Whether an infinitive right behind an event noun only tells its aim: "talks to end the war are taking place"."""
    marked = any(
        m.first == trigger.last and m.payload.with_ == "infinitive" and m.last == verb.first
        for m in scene.matches("auxiliary")
    )
    return marked and any(v.first >= verb.last and v.tense in TENSED for v in others)


def _apart(scene: Scene, verb: Verb, trigger: Match, clause: Clause) -> int:
    """Tokens of the clause between a verb and an event noun; names, and a clause set in between, do not count."""
    first, last = sorted((verb.first, trigger.first))
    named = {i for a in scene.annotated.actors for i in range(a.first + 1, a.last)}
    own = (i for i in range(first, last) if scene.clauses.owner[i] == clause.number)
    return sum(i not in named and scene.tokens[i].text != "," for i in own)


def weighed(scene: Scene, trigger: Match, verb: Verb) -> bool:
    """Whether negotiations only bear on what is told: "the risk that the talks bring could grow" while they go on."""
    if verb.support or trigger.payload[0] is not EventType.NEGOTIATION:
        return False
    told_of = scene.preposition(trigger.first) - {"to", "in"}  # "will send him to the talks"
    return bool(told_of) and verb.tense in ("present", "future", "conditional", "participle")
