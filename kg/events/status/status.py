"""Status of an event mention: explicit cues in scope, then negation and conditions, then tense.

Then the date corrects it (`settle`).

The order of `STRENGTH` settles contests: a meeting that was planned, then cancelled in one sentence is cancelled. When
nothing decides, the mention keeps no status. A future date never leaves an event held.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kg.events.identity.compatible import REAL
from kg.events.sentence.clauses import TENSED, TIMES, Clause
from kg.events.sentence.scene import Scene
from kg.events.sentence.signed import signing
from kg.events.sentence.verbs import Verb, accord_verbs
from kg.events.status.cues import COORDINATED, applies, called_off, done_there, then_called_off, then_refused, to_come
from kg.events.status.negation import GOVERN_REACH, NEGATION_REACH, governor, negated, spared, weighed
from kg.events.trigger.asked import THERE, cleft
from kg.events.trigger.named import date_of_name, making
from kg.model import EventType, Evidence, Granularity, Match, Status
from kg.schema import NAMED

#: Which of several cues in scope prevails; the higher, the stronger.
STRENGTH = {
    Status.DENIED: 9,
    Status.HYPOTHETICAL: 8,
    Status.CANCELLED: 7,
    Status.REJECTED: 6,
    Status.POSTPONED: 5,
    Status.PROPOSED: 3,
    Status.HELD: 4,
    Status.PLANNED: 2,
    Status.ONGOING: 1,
}
_TENSE_STATUS = {
    "past": Status.HELD,
    "participle": Status.HELD,
    "future": Status.PLANNED,
    "conditional": Status.PLANNED,
    "progressive": Status.ONGOING,
}
#: Events that last, so that a verb of ending or beginning dates only one edge of them.
LASTING = frozenset(
    {EventType.VISIT, EventType.NEGOTIATION, EventType.MEDIATION, EventType.CONFERENCE, EventType.SUMMIT}
)
#: Events that are under way when they are told to have begun.
BEGUN = LASTING | {EventType.MEETING}
#: What is mediated.
_SERVED = frozenset({EventType.NEGOTIATION, EventType.MEETING, EventType.SUMMIT, EventType.AGREEMENT})
_COMING = frozenset({Status.PLANNED, Status.HYPOTHETICAL})
#: What was asked for or agreed on.
_AHEAD = frozenset({Status.PLANNED, Status.PROPOSED})


class Verdict(Struct, frozen=True):
    """A status with what decided it; `explicit` when a cue did, not tense or date."""

    status: Status | None
    evidence: tuple[Evidence, ...]
    explicit: bool = False
    present: bool = False
    """Whether a present tense decided: "meets on Friday" is a coming Friday."""
    gone: bool = False
    """Whether its day is that of what was done for it: "flew to Rome on Monday for talks"."""

    @property
    def future(self) -> bool | None:
        """The direction in which an undated expression is to be read."""
        if self.status in _COMING:
            return not self.gone
        begun = self.status is Status.ONGOING and self.explicit and not self.present
        return False if self.status is Status.HELD or begun else None


def judge(scene: Scene, trigger: Match, verbal: bool, rivals: Sequence[Match]) -> Verdict:
    """Status of the event a trigger announces; `rivals` are the sentence's other triggers."""
    clause = scene.clauses.of(trigger.first)
    if trigger.payload[1] == NAMED:
        return _made(scene, trigger)
    if (journey := _journey(scene, trigger, verbal, rivals)) is not None:
        return judge(scene, journey, True, [])
    if (coming := _when(scene, trigger, clause)) is not None:
        return coming
    cues = _reaching(scene, trigger, verbal, clause, rivals)
    found, freed = _told(scene, cues)
    condition = _condition(scene, clause)
    if condition is not None:
        found.append((Status.HYPOTHETICAL, _token_evidence(scene, condition.first, "clauses.conditional")))
    negation = negated(scene, trigger, verbal, clause)
    if negation is not None and negation.first in freed:
        negation = None  # "the visit was not called off": it is to come
    signed = signing(scene, trigger)
    if signed is not None and negation is not None and negation.first >= trigger.last:
        negation = None  # "the accord signed in Rome was not kept"
    if negation is not None:
        found.append((Status.DENIED, _evidence(scene, negation, f"negation: {negation.entry}")))
    if signed is not None and negation is None:  # what was signed is signed, whatever is to become of it
        found = [(status, why) for status, why in found if status in (Status.CANCELLED, Status.DENIED)]
    if found:
        status, evidence = max(found, key=lambda item: (STRENGTH[item[0]], -item[1].start))
        verdict = Verdict(status, (evidence,), explicit=True, present=_is_there(cues, status))
    elif signed is not None:
        verdict = Verdict(Status.HELD, (_evidence(scene, signed, f"tense: {signed.tense}"),))
    else:
        verdict = _by_tense(scene, trigger, verbal, clause, rivals)
    off = called_off(scene, clause) if verdict.status is Status.PLANNED else None
    if verdict.status is Status.DENIED:
        off = then_called_off(scene, trigger, rivals)
    if verdict.status is Status.PROPOSED or freed:
        off = then_refused(scene, clause, rivals)
    if off is None:
        return verdict
    return Verdict(off.payload[0], (_evidence(scene, off, f"cues.{off.payload[0]}: {off.entry}"),), explicit=True)


def _told(scene: Scene, cues: Sequence[Match]) -> tuple[list[tuple[Status, Evidence]], set[int]]:
    """What cues tell; of what is not called off, that it is planned. And the words that take such a cue back."""
    kept = {cue: spared(scene, cue) for cue in cues}
    freed = {i for negation in kept.values() if negation is not None for i in range(negation.first, negation.last)}
    told = [
        (
            cue.payload[0] if negation is None else Status.PLANNED,
            _evidence(scene, cue, f"cues.{cue.payload[0]}: {cue.entry}"),
        )
        for cue, negation in kept.items()
        if negation is not None or freed.isdisjoint(range(cue.first, cue.last))
    ]
    return told, freed


def _reaching(scene: Scene, trigger: Match, verbal: bool, clause: Clause, rivals: Sequence[Match]) -> list[Match]:
    """The cues that say something of a trigger's event."""
    hidden = {i for m in scene.matches("neutral") for i in range(m.first, m.last)}
    cues = [
        cue
        for cue in scene.matches("cue")
        if hidden.isdisjoint(range(cue.first, cue.last)) and applies(scene, cue, trigger, clause, rivals)
    ]
    if not verbal and scene.preposition(trigger.first) & {"for", "to"}:  # "left for Cairo for talks"
        trips = [r for r in rivals if r.payload[1] == "visit" and r.last <= trigger.first]
        cues = [c for c in cues if not any(r.first <= c.first < r.last for r in trips)]
    if not verbal and "in" in scene.preposition(trigger.first):
        cues = [cue for cue in cues if not done_there(scene, cue, trigger.first)]
    if not verbal:
        cues = _without_outer(cues, trigger)
    course = None if verbal else _by_course(scene, trigger, clause)
    if course is not None and course.status is Status.PLANNED:  # "arrived in Oslo, first leg of a trip that will lead"
        cues = [cue for cue in cues if cue.payload[0] not in REAL]
    if not verbal and any(_said_to_go_on(scene, cue, trigger) for cue in cues):
        cues = [cue for cue in cues if cue.last > trigger.first or cue.payload[0] not in _AHEAD]
    return cues


def _without_outer(cues: Sequence[Match], trigger: Match) -> list[Match]:
    """Cues without those ahead of an adjective that only thinks of an event: "it was held on a possible meeting"."""
    thought = (c for c in cues if c.payload[0] is Status.PROPOSED and not c.classes)
    at = next((c.first for c in thought if c.first < trigger.first <= c.last), None)
    return [c for c in cues if at is None or c.payload[0] is not Status.HELD or c.first >= at]


def _said_to_go_on(scene: Scene, cue: Match, trigger: Match) -> bool:
    """Whether a relative clause tells that an event goes on: "works on the talks, which continue every day"."""
    inside = scene.clauses.of(cue.first).kind == "relative" and cue.first >= trigger.last
    return inside and cue.payload[0] is Status.ONGOING


def _is_there(cues: Sequence[Match], status: Status) -> bool:
    """Whether a present tense tells that something goes on: "they are gathered until Friday" is a coming Friday."""
    told = [cue.classes for cue in cues if cue.payload[0] is status is Status.ONGOING]
    return bool(told) and all(classes == {"present"} for classes in told)


def _made(scene: Scene, trigger: Match) -> Verdict:
    """Of an accord called by its town: what was refused or broken later was made all the same, when its date tells."""
    verb = making(scene, trigger)
    if verb is None or date_of_name(scene, trigger) is not None:
        return Verdict(None, ())
    return Verdict(_TENSE_STATUS.get(verb.tense or ""), (_evidence(scene, verb, f"tense: {verb.tense}"),))


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


def _when(scene: Scene, trigger: Match, clause: Clause) -> Verdict | None:
    """What is to come in a clause whose word of condition only tells when: "wenn sie sich am Freitag treffen"."""
    if clause.kind != "conditional" or scene.tokens[clause.first].lower not in scene.lex.clauses.whenever:
        return None
    owner, around = scene.clauses.owner, range(trigger.first, trigger.last)
    told = {v.tense for v in scene.verbs if owner[v.first] == clause.number or v.first in around}
    ahead = (t.future for t in scene.annotated.times if owner[t.first] == clause.number)
    dated = any(t is not None and t.granularity in (Granularity.DAY, Granularity.WEEK) for t in ahead)
    if not dated or not told & {"present", "future"} or told & {"past", "conditional"}:
        return None
    evidence = _token_evidence(scene, clause.first, "clauses.whenever")
    return Verdict(Status.PLANNED, (evidence,), present=True)


def _condition(scene: Scene, clause: Clause) -> Clause | None:
    """The condition an event stands in, or on which its coming depends ("if he comes, they will meet")."""
    inside = next((c for c in scene.clauses.chain(clause) if c.kind == "conditional"), None)
    if inside is not None:
        upper = {v.tense for v in scene.verbs if scene.clauses.owner[v.first] == inside.parent}
        own = {v.tense for v in scene.verbs if scene.clauses.owner[v.first] == inside.number}
        told = "past" in own and upper == {"past"}  # "If he won support there, he drew criticism here": both are facts
        return None if told else inside
    tenses = {v.tense for v in scene.verbs if scene.clauses.owner[v.first] == clause.number}
    coming = bool(tenses & {"future", "conditional"})
    conditions = [c for c in scene.clauses.clauses if c.kind == "conditional" and c.parent == clause.number]
    fronted = "past" not in tenses and "present" in tenses  # "If he agrees, they meet"; elsewhere it may ask whether
    return next((c for c in conditions if coming or (fronted and c.first == 0)), None)


def _by_tense(scene: Scene, trigger: Match, verbal: bool, clause: Clause, rivals: Sequence[Match]) -> Verdict:
    verb = scene.verb_in(trigger) if verbal else None
    if not verbal:
        by_clause = _by_clause(scene, trigger, clause, rivals) or _by_journey(scene, trigger, clause, rivals)
        by_clause = by_clause or _by_means(scene, trigger, rivals) or _by_course(scene, trigger, clause)
        if by_clause is not None:
            return by_clause
        verb = governor(scene, trigger, clause)
        if trigger.payload[1] == "sign" and (talks := _aim_of(scene, trigger, clause, rivals)) is not None:
            return Verdict(Status.PROPOSED, (_evidence(scene, talks, "aim"),))
        if trigger.payload[1] == "sign" and verb is not None and not verb.support:
            made = "behind" in scene.preposition(trigger.first)  # "nach dem Abkommen"
            return Verdict(Status.HELD if made else None, ())  # "will respect the accord" says not when it was made
        if verb is not None and weighed(scene, trigger, verb):
            return Verdict(Status.ONGOING, (_evidence(scene, verb, f"tense: {verb.tense}"),), present=True)
    if verb is None:
        parent = scene.clauses.clauses[clause.parent] if clause.parent is not None else None
        verb = governor(scene, trigger, parent) if parent is not None and not verbal else verb
    if verbal and (copula := cleft(scene, trigger)) is not None:
        verb = next((v for v in scene.verbs if copula.first <= v.first <= copula.last), verb)
    if verbal and verb is not None and _adjoined(scene, trigger):
        return Verdict(None, ())
    if verb is None and (will := _will(scene, clause)) is not None:
        return Verdict(Status.PLANNED, (_evidence(scene, will, "tense: future"),))
    if verb is None:
        return Verdict(Status.HELD if not verbal and _told_of_own(scene, trigger, clause) else None, ())
    aim = clause.kind == "infinitive" and verbal and "infinitive" in trigger.classes
    tense = "infinitive" if aim and verb.tense == "present" else verb.tense  # "um ihn zu treffen"
    status = _in_present(scene, trigger, verb, verbal) if tense == "present" else _TENSE_STATUS.get(tense or "")
    if not verbal and tense == "past" and trigger.payload[0] in BEGUN and _begins(scene, verb):
        status = Status.ONGOING  # "a summit opened in Rome": it is not over, unless the calendar says so
    if status is None and (tense == "infinitive" or (tense == "subjunctive" and clause.kind == "during")):
        status = Status.PLANNED  # a subjunctive where the words tell when: "cuando se reúnan"
    gone = verbal and status is Status.PLANNED and (_set_out(scene, trigger, clause, rivals) or _was_aim(scene, clause))
    if status is None and tense == "gerund":
        status = Status.PROPOSED if _would_do(scene, trigger, clause) else Status.HELD
    if status is Status.HELD and not verbal and _set_for(scene, trigger, clause):
        status = Status.PLANNED
    evidence = _evidence(scene, verb, f"tense: {tense}")
    return Verdict(status, (evidence,), present=tense in ("present", "progressive"), gone=gone)


def _in_present(scene: Scene, trigger: Match, verb: Verb, verbal: bool) -> Status | None:
    """The status of what is told in the present tense; None where it does not tell."""
    if trigger.section == THERE:
        return Status.ONGOING  # "is in Rome"
    if trigger.payload[0] in (EventType.NEGOTIATION, EventType.MEDIATION):
        return Status.ONGOING  # what two sides are said to negotiate, they still do
    return Status.HELD if verbal and (scene.annotated.sentence.is_title or not verb.support) else None


def _adjoined(scene: Scene, trigger: Match) -> bool:
    """Whether a participle right behind an event noun only says whose event it is: "will skip a summit hosted by X"."""
    if not trigger.classes >= {"past", "participle"}:
        return False
    noun = any(m.last == trigger.first and not scene.verbal(m) for m in scene.matches("trigger"))
    by = (g for g in scene.groups if "by" in g.marks and 0 <= g.first - trigger.last <= GOVERN_REACH // 2)
    return noun and any(scene.clauses.owner[g.first] == scene.clauses.owner[trigger.first] for g in by)


def _aim_of(scene: Scene, trigger: Match, clause: Clause, rivals: Sequence[Match]) -> Match | None:
    """The talks whose aim an agreement is: "resumed talks with Hamas for a ceasefire"."""
    if "for" not in scene.preposition(trigger.first):
        return None
    owner = scene.clauses.owner
    before = (r for r in rivals if r.last <= trigger.first and owner[r.first] == clause.number)
    return next((r for r in before if r.payload[0] in (*_SERVED - {EventType.AGREEMENT}, EventType.MEDIATION)), None)


def _would_do(scene: Scene, trigger: Match, clause: Clause) -> bool:
    """Whether a gerund is the subject of what would or will follow from it: "reaching a deal would help"."""
    own = [i for i, number in enumerate(scene.clauses.owner) if number == clause.number]
    helping = (m for m in scene.matches("auxiliary") if m.first in own and m.payload.gives in ("conditional", "future"))
    told = any(v.last <= trigger.first and v.tense in TENSED for v in scene.verbs if v.first in own)
    marks = scene.lex.clauses.infinitive_mark  # "after arriving he discussed ways | to strengthen ties"
    return not told and any(m.first >= trigger.last and scene.tokens[m.first].lower not in marks for m in helping)


def _set_for(scene: Scene, trigger: Match, clause: Clause) -> bool:
    """Whether a day for which something is called stands beside it: "called a summit for Monday"."""
    days = (Granularity.DAY, Granularity.WEEK)
    ahead = (t for t in scene.annotated.times if t.future is not None and t.future.granularity in days)
    near = (t for t in ahead if scene.clauses.owner[t.first] == clause.number and "for" in scene.preposition(t.first))
    return any(min(abs(t.first - trigger.last), abs(trigger.first - t.last)) <= GOVERN_REACH // 2 for t in near)


def _by_course(scene: Scene, trigger: Match, clause: Clause) -> Verdict | None:
    """What a relative clause tells of where a journey leads: "ended a tour that took him to Chile"."""
    if trigger.payload[1] != "visit":
        return None
    below = [c for c in scene.clauses.clauses if c.kind == "relative" and c.parent == clause.number]
    near = {c.number for c in below if trigger.first < c.first and c.first - trigger.last <= COORDINATED}
    goals = [p.first for p in scene.annotated.places]
    told = [
        v
        for v in scene.verbs
        if scene.clauses.owner[v.first] in near
        and (v.support or any(scene.clauses.owner[v.first] == scene.clauses.owner[i] and v.last <= i for i in goals))
    ]
    if not told or told[0].tense not in ("past", "future"):
        return None
    return Verdict(_TENSE_STATUS[told[0].tense], (_evidence(scene, told[0], f"tense: {told[0].tense}"),))


def _begins(scene: Scene, verb: Verb) -> bool:
    """Whether a verb is one of beginning."""
    begun = (m for m in scene.annotated.matches if m.section == "beginning")
    return any(m.first < verb.last and verb.first < m.last for m in begun)


def _by_means(scene: Scene, trigger: Match, rivals: Sequence[Match]) -> Verdict | None:
    """Mediation goes with what it serves: "after talks between X and Y, held with the mediation of Z"."""
    if trigger.payload[0] is not EventType.MEDIATION or "with" not in scene.preposition(trigger.first):
        return None
    served = [r for r in rivals if r.last <= trigger.first and r.payload[0] in _SERVED]
    if not served or any(r.last > served[-1].last and r.first < trigger.first for r in rivals if r is not served[-1]):
        return None
    verdict = judge(scene, served[-1], scene.verbal(served[-1]), ())
    return verdict if verdict.status in (Status.HELD, Status.PLANNED) else None


def _will(scene: Scene, clause: Clause) -> Match | None:
    """The auxiliary of the future, where the clause's verb is in no list: "will greet guests to a conference"."""
    here = (m for m in scene.matches("auxiliary") if scene.clauses.owner[m.first] == clause.number)
    marks = frozenset(scene.lex.clauses.infinitive_mark)
    coming = (m for m in here if m.payload.gives == "future" and scene.tokens[m.first].lower not in marks)
    return next(coming, None)


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


def _was_aim(scene: Scene, clause: Clause) -> bool:
    """Whether an infinitive tells what something was done for that is over: "after a stop in London to meet X"."""
    over = next((c for c in scene.clauses.chain(clause) if c.kind == "after"), None)
    return over is not None and not to_come(scene, over)


def _told_of_own(scene: Scene, trigger: Match, clause: Clause) -> bool:
    """Whether somebody told another of what he had done: "informed him about his talks with Xi"."""
    if "about" not in scene.preposition(trigger.first):
        return False
    own = any(a.via == "pronoun" and 0 < trigger.first - a.first <= COORDINATED for a in scene.annotated.actors)
    told = {m.first for m in scene.matches("attribution.said", "attribution.told")}
    verbs = (v for v in scene.verbs if scene.clauses.owner[v.first] == clause.number and v.first < trigger.first)
    return own and any(v.first in told and v.tense == "past" for v in verbs)


def _by_clause(scene: Scene, trigger: Match, clause: Clause, rivals: Sequence[Match]) -> Verdict | None:
    """What the preposition or conjunction that opens the clause tells: after a meeting, it was held."""
    if clause.kind not in TIMES:
        return None
    evidence = _token_evidence(scene, clause.first, f"clauses.{clause.kind}")
    if clause.kind == "after":
        return Verdict(Status.PLANNED if to_come(scene, clause) else Status.HELD, (evidence,))
    if clause.kind == "before":
        return None if _adverb(scene, trigger, clause) else Verdict(Status.PLANNED, (evidence,))
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
        if governing in _AHEAD and _said_there(scene, clause, upper):
            return Verdict(Status.HELD, (evidence,))
        if governing not in (None, Status.DENIED):
            return Verdict(Status.HELD if governing in REAL else Status.PLANNED, (evidence,))
    own = [v for v in scene.verbs if scene.clauses.owner[v.first] == clause.parent]
    if any(v.tense == "participle" and v.last == clause.first for v in own):
        return Verdict(Status.HELD, (evidence,))  # "the pact, sealed during the visit of X, will allow"
    tenses = _tenses_around(scene, clause)
    if "past" in tenses:
        return Verdict(Status.HELD, (evidence,))
    if any(t in ("future", "conditional") for t in tenses):
        return Verdict(Status.PLANNED, (evidence,))
    return Verdict(Status.HELD, (evidence,)) if tenses else None


def _tenses_around(scene: Scene, clause: Clause) -> list[str]:
    """The tenses of what is told around words of time, what is said of it left out where there is more.

    "During the meeting they will discuss it, she said": where no comma ends the words of time, the verb is among them.
    """
    around = [v for v in scene.verbs if v.tense in _TENSE_STATUS and scene.clauses.owner[v.first] == clause.parent]
    saying = {m.first for m in scene.matches("attribution.said", "attribution.told")}
    spoken = max((v.first for v in around if v.first in saying), default=0)  # "she stressed the need to go on" is past
    told = [v for v in around if v.first not in saying and v.first < spoken]
    inside = [v for v in scene.verbs if v.tense in TENSED and scene.clauses.owner[v.first] == clause.number]
    return [str(v.tense) for v in told or inside or around]


def _said_there(scene: Scene, clause: Clause, upper: Match) -> bool:
    """Whether what is to come was asked for, agreed on or told then: "during the meeting he invited X to visit Y".

    What is told is told of in the infinitive: "during talks he confirmed that he means to meet X".
    """
    owner, accords = scene.clauses.owner, accord_verbs(scene.lex.language)
    words = {i for m in scene.matches("attribution.asked") for i in range(m.first, m.last)}
    if "infinitive" in upper.classes:
        words.update(m.first for m in scene.matches("attribution.said", "attribution.told"))
    spoken = (v for v in scene.verbs if v.first in words or v.name in accords)
    return any(
        v.tense == "past" and not v.passive and v.first < upper.first and owner[v.first] == clause.parent
        for v in spoken
    )


def _adverb(scene: Scene, trigger: Match, clause: Clause) -> bool:
    """Whether "before" is an adverb of the only clause there is: "before that, X and Y had held talks"."""
    owner = scene.clauses.owner
    if any(owner[v.first] == clause.parent for v in scene.verbs):
        return False
    return any(v.tense == "past" and owner[v.first] == clause.number and v.last <= trigger.first for v in scene.verbs)


def _by_journey(scene: Scene, trigger: Match, clause: Clause, rivals: Sequence[Match]) -> Verdict | None:
    """What somebody travels for is as far off as the journey: "is expected in Cairo for talks" has held none."""
    if not (scene.preposition(trigger.first) & {"for", "to"} or _attends(scene, trigger, clause)):
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


def _attends(scene: Scene, trigger: Match, clause: Clause) -> bool:
    """Whether an infinitive of purpose carries an event noun: "flew to Rome to take part today in the summit"."""
    before = [v for v in scene.verbs if v.first < trigger.first and scene.clauses.owner[v.first] == clause.number]
    aim = before[-1] if before else None
    purpose = aim is not None and aim.support and aim.tense == "infinitive"
    return purpose and aim is not None and scene.is_word(aim.first - 1, "for")


def _evidence(scene: Scene, match: Match | Verb, entry: str) -> Evidence:
    return Evidence("status", entry, scene.tokens[match.first].start, scene.tokens[match.last - 1].end)


def _token_evidence(scene: Scene, token: int, entry: str) -> Evidence:
    return Evidence("status", entry, scene.tokens[token].start, scene.tokens[token].end)
