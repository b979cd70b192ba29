"""Status of an event mention: explicit cues in scope, then negation and conditions, then tense.

Then the date corrects it (`settle`).

The order of `STRENGTH` settles contests: a meeting that was planned, then cancelled in one sentence is cancelled. When
nothing decides, the mention keeps no status. A future date never leaves an event held.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.events.identity.compatible import REAL
from kg.events.sentence.clauses import TIMES, Clause
from kg.events.sentence.scene import Scene
from kg.events.sentence.signed import signing
from kg.events.status.cues import called_off, then_called_off, then_refused, to_come
from kg.events.status.negation import NEGATION_REACH, governor, negated, weighed
from kg.events.status.reach import by_course, condition_of, is_there, reaching, told_by, when_told
from kg.events.status.tenses import (
    adjoined,
    begins,
    came_for,
    day_beside,
    in_present,
    is_adverb,
    tenses_around,
    told_of_own,
    told_then,
    was_aim,
    will_of,
    would_do,
)
from kg.events.status.verdict import AHEAD, STRENGTH, TENSE_STATUS, Verdict, evidence_of, token_evidence
from kg.events.trigger.asked import cleft
from kg.events.trigger.named import date_of_name, making
from kg.model import EventType, Match, Status
from kg.schema import NAMED

#: Events that last, so that a verb of ending or beginning dates only one edge of them.
LASTING = frozenset(
    {EventType.VISIT, EventType.NEGOTIATION, EventType.MEDIATION, EventType.CONFERENCE, EventType.SUMMIT}
)
#: Events that are under way when they are told to have begun.
BEGUN = LASTING | {EventType.MEETING}
#: What is mediated.
_SERVED = frozenset({EventType.NEGOTIATION, EventType.MEETING, EventType.SUMMIT, EventType.AGREEMENT})


def judge(scene: Scene, trigger: Match, verbal: bool, rivals: Sequence[Match]) -> Verdict:
    """Status of the event a trigger announces; `rivals` are the sentence's other triggers."""
    clause = scene.clauses.of(trigger.first)
    if trigger.payload[1] == NAMED:
        return _made(scene, trigger)
    if (journey := _journey(scene, trigger, verbal, rivals)) is not None:
        return judge(scene, journey, True, [])
    if (coming := when_told(scene, trigger, clause)) is not None:
        return coming
    cues = reaching(scene, trigger, verbal, clause, rivals)
    found, freed = told_by(scene, cues)
    condition = condition_of(scene, clause)
    if condition is not None:
        found.append((Status.HYPOTHETICAL, token_evidence(scene, condition.first, "clauses.conditional")))
    negation = negated(scene, trigger, verbal, clause)
    if negation is not None and negation.first in freed:
        negation = None  # "the visit was not called off": it is to come
    signed = signing(scene, trigger)
    if signed is not None and negation is not None and negation.first >= trigger.last:
        negation = None  # "the accord signed in Rome was not kept"
    if negation is not None:
        found.append((Status.DENIED, evidence_of(scene, negation, f"negation: {negation.entry}")))
    if signed is not None and negation is None:  # what was signed is signed, whatever is to become of it
        found = [(status, why) for status, why in found if status in (Status.CANCELLED, Status.DENIED)]
    if found:
        status, evidence = max(found, key=lambda item: (STRENGTH[item[0]], -item[1].start))
        verdict = Verdict(status, (evidence,), explicit=True, present=is_there(cues, status))
    elif signed is not None:
        verdict = Verdict(Status.HELD, (evidence_of(scene, signed, f"tense: {signed.tense}"),))
    else:
        verdict = _by_tense(scene, trigger, verbal, clause, rivals)
    off = called_off(scene, clause) if verdict.status is Status.PLANNED else None
    if verdict.status is Status.DENIED:
        off = then_called_off(scene, trigger, rivals)
    if verdict.status is Status.PROPOSED or freed:
        off = then_refused(scene, clause, rivals)
    if off is None:
        return verdict
    return Verdict(off.payload[0], (evidence_of(scene, off, f"cues.{off.payload[0]}: {off.entry}"),), explicit=True)


def _made(scene: Scene, trigger: Match) -> Verdict:
    """Of an accord called by its town: what was refused or broken later was made all the same, when its date tells."""
    verb = making(scene, trigger)
    if verb is None or date_of_name(scene, trigger) is not None:
        return Verdict(None, ())
    return Verdict(TENSE_STATUS.get(verb.tense or ""), (evidence_of(scene, verb, f"tense: {verb.tense}"),))


def _journey(scene: Scene, trigger: Match, verbal: bool, rivals: Sequence[Match]) -> Match | None:
    """The verb of arriving that a visit goes with: "landed in Rome to begin an official visit" tells of one."""
    if verbal or trigger.payload[1] != "visit":
        return None
    going = [r for r in rivals if scene.journey(r) and r.first < trigger.first and trigger.first - r.last <= 1]
    if going and ("in" in scene.preposition(trigger.first) or scene.is_word(trigger.first, "in")):
        return going[-1]  # "will travel tonight on a mission to Moscow"
    begun = [v.first for v in scene.verbs if v.tense == "infinitive" and v.support and v.last <= trigger.first]
    found = [r for r in rivals if scene.journey(r) and any(r.last <= i for i in begun[-1:])]
    return found[-1] if found and trigger.first - begun[-1] <= NEGATION_REACH else None


def _by_tense(scene: Scene, trigger: Match, verbal: bool, clause: Clause, rivals: Sequence[Match]) -> Verdict:
    verb = scene.verb_in(trigger) if verbal else None
    if not verbal:
        by_clause = _by_clause(scene, trigger, clause, rivals) or _by_journey(scene, trigger, clause, rivals)
        by_clause = by_clause or _by_means(scene, trigger, rivals) or by_course(scene, trigger, clause)
        if by_clause is not None:
            return by_clause
        verb = governor(scene, trigger, clause)
        if trigger.payload[1] == "sign" and (talks := _aim_of(scene, trigger, clause, rivals)) is not None:
            return Verdict(Status.PROPOSED, (evidence_of(scene, talks, "aim"),))
        if trigger.payload[1] == "sign" and verb is not None and not verb.support:
            made = "behind" in scene.preposition(trigger.first)  # "nach dem Abkommen"
            return Verdict(Status.HELD if made else None, ())  # "will respect the accord" says not when it was made
        if verb is not None and weighed(scene, trigger, verb):
            return Verdict(Status.ONGOING, (evidence_of(scene, verb, f"tense: {verb.tense}"),), present=True)
    if verb is None:
        parent = scene.clauses.clauses[clause.parent] if clause.parent is not None else None
        verb = governor(scene, trigger, parent) if parent is not None and not verbal else verb
    if verbal and (copula := cleft(scene, trigger)) is not None:
        verb = next((v for v in scene.verbs if copula.first <= v.first <= copula.last), verb)
    if verbal and verb is not None and adjoined(scene, trigger):
        return Verdict(None, ())
    if verb is None and (will := will_of(scene, clause)) is not None:
        return Verdict(Status.PLANNED, (evidence_of(scene, will, "tense: future"),))
    if verb is None:
        return Verdict(Status.HELD if not verbal and told_of_own(scene, trigger, clause) else None, ())
    aim = clause.kind == "infinitive" and verbal and "infinitive" in trigger.classes
    tense = "infinitive" if aim and verb.tense == "present" else verb.tense  # "um ihn zu treffen"
    status = in_present(scene, trigger, verb, verbal) if tense == "present" else TENSE_STATUS.get(tense or "")
    if not verbal and tense == "past" and trigger.payload[0] in BEGUN and begins(scene, verb):
        status = Status.ONGOING  # "a summit opened in Rome": it is not over, unless the calendar says so
    if status is None and (tense == "infinitive" or (tense == "subjunctive" and clause.kind == "during")):
        status = Status.PLANNED  # a subjunctive where the words tell when: "cuando se reúnan"
    gone = verbal and status is Status.PLANNED and (_set_out(scene, trigger, clause, rivals) or was_aim(scene, clause))
    if status is None and tense == "gerund":
        status = Status.PROPOSED if would_do(scene, trigger, clause) else Status.HELD
    if status is Status.HELD and not verbal and day_beside(scene, trigger, clause):
        status = Status.PLANNED
    evidence = evidence_of(scene, verb, f"tense: {tense}")
    return Verdict(status, (evidence,), present=tense in ("present", "progressive"), gone=gone)


def _aim_of(scene: Scene, trigger: Match, clause: Clause, rivals: Sequence[Match]) -> Match | None:
    """The talks whose aim an agreement is: "resumed talks with Hamas for a ceasefire"."""
    if "for" not in scene.preposition(trigger.first):
        return None
    owner = scene.clauses.owner
    before = (r for r in rivals if r.last <= trigger.first and owner[r.first] == clause.number)
    return next((r for r in before if r.payload[0] in (*_SERVED - {EventType.AGREEMENT}, EventType.MEDIATION)), None)


def _by_means(scene: Scene, trigger: Match, rivals: Sequence[Match]) -> Verdict | None:
    """Mediation goes with what it serves: "after talks between X and Y, held with the mediation of Z"."""
    if trigger.payload[0] is not EventType.MEDIATION or "with" not in scene.preposition(trigger.first):
        return None
    served = [r for r in rivals if r.last <= trigger.first and r.payload[0] in _SERVED]
    if not served or any(r.last > served[-1].last and r.first < trigger.first for r in rivals if r is not served[-1]):
        return None
    verdict = judge(scene, served[-1], scene.verbal(served[-1]), ())
    return verdict if verdict.status in (Status.HELD, Status.PLANNED) else None


def _set_out(scene: Scene, trigger: Match, clause: Clause, rivals: Sequence[Match]) -> bool:
    """Whether somebody has travelled for what an infinitive tells: "flew to Rome on Monday to meet the Pope"."""
    if "infinitive" not in trigger.classes:
        return False
    homes = clause.homes
    journeys = (r for r in rivals if scene.journey(r))
    there = [r for r in journeys if r.last <= trigger.first and scene.clauses.owner[r.first] in homes]
    between = any(r.last <= v.first < trigger.first for v in scene.verbs for r in there[-1:])
    verdicts = (judge(scene, r, True, ()) for r in there[-1:])
    return not between and any(v.status is Status.HELD and not v.present for v in verdicts)


def _by_clause(scene: Scene, trigger: Match, clause: Clause, rivals: Sequence[Match]) -> Verdict | None:
    """What the preposition or conjunction that opens the clause tells: after a meeting, it was held."""
    if clause.kind not in TIMES:
        return None
    evidence = token_evidence(scene, clause.first, f"clauses.{clause.kind}")
    if clause.kind == "after":
        return Verdict(Status.PLANNED if to_come(scene, clause) else Status.HELD, (evidence,))
    if clause.kind == "before":
        return None if is_adverb(scene, trigger, clause) else Verdict(Status.PLANNED, (evidence,))
    if any(v.tense == "past" for v in scene.verbs if scene.clauses.owner[v.first] == clause.number):
        return Verdict(Status.HELD, (evidence,))  # "since March, when they held a summit"
    upper = next(
        (
            r
            for r in rivals
            if scene.clauses.owner[r.first] == clause.parent and scene.verbal(r)
            if r.payload[0] is not EventType.STATEMENT  # "urged restraint during a call": what is urged is to come
        ),
        None,
    )
    if upper is not None:
        governing = judge(scene, upper, True, ()).status
        if governing in AHEAD and told_then(scene, clause, upper):
            return Verdict(Status.HELD, (evidence,))
        if governing not in (None, Status.DENIED):
            return Verdict(Status.HELD if governing in REAL else Status.PLANNED, (evidence,))
    own = [v for v in scene.verbs if scene.clauses.owner[v.first] == clause.parent]
    if any(v.tense == "participle" and v.last == clause.first for v in own):
        return Verdict(Status.HELD, (evidence,))  # "the pact, sealed during the visit of X, will allow"
    tenses = tenses_around(scene, clause)
    if "past" in tenses:
        return Verdict(Status.HELD, (evidence,))
    if any(t in ("future", "conditional") for t in tenses):
        return Verdict(Status.PLANNED, (evidence,))
    return Verdict(Status.HELD, (evidence,)) if tenses else None


def _by_journey(scene: Scene, trigger: Match, clause: Clause, rivals: Sequence[Match]) -> Verdict | None:
    """What somebody travels for is as far off as the journey: "is expected in Cairo for talks" has held none."""
    if not (scene.preposition(trigger.first) & {"for", "to"} or came_for(scene, trigger, clause)):
        return None
    journeys = [r for r in rivals if r.payload[1] == "visit" and r.last <= trigger.first]
    journeys = [r for r in journeys if scene.clauses.owner[r.first] == clause.number]
    if not journeys:
        return None
    journey = journeys[-1]
    verbal = scene.verbal(journey)
    verdict = judge(scene, journey, verbal, ())
    way = range(journey.last, trigger.first)
    named = (m.first for found in (scene.annotated.actors, scene.annotated.places) for m in found)
    goal = any(first in way for first in named)
    goal = goal or any(journey.first < p.first < journey.last for p in scene.annotated.places)
    if verbal and goal and verdict.status in REAL:
        # "left for Cairo on Monday for talks": they are to come; who "is flying to Cairo on Monday" will be there
        return Verdict(Status.PLANNED, verdict.evidence, gone=not verdict.present)
    attended = not scene.preposition(trigger.first) & {"for", "to"}
    if attended and verdict.status in (Status.CANCELLED, Status.POSTPONED):
        return Verdict(Status.PLANNED, verdict.evidence)  # who calls off a trip to it calls off no summit
    settled = verdict.status in (Status.HELD, Status.ONGOING, None)
    return None if settled or (attended and verdict.status is not Status.PLANNED) else verdict
