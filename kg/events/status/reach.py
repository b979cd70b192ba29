"""What the words around a trigger say of its event: the cues that reach it, the condition it stands in."""

from __future__ import annotations

from collections.abc import Sequence

from kg.events.identity.compatible import REAL
from kg.events.sentence.clauses import Clause
from kg.events.sentence.scene import Scene
from kg.events.status.cues import COORDINATED, applies, done_there
from kg.events.status.negation import spared
from kg.events.status.verdict import AHEAD, TENSE_STATUS, Verdict, evidence_of, token_evidence
from kg.model import Evidence, Granularity, Match, Status


def told_by(scene: Scene, cues: Sequence[Match]) -> tuple[list[tuple[Status, Evidence]], set[int]]:
    """What cues tell; of what is not called off, that it is planned. And the words that take such a cue back."""
    kept = {cue: spared(scene, cue) for cue in cues}
    freed = {i for negation in kept.values() if negation is not None for i in range(negation.first, negation.last)}
    told = [
        (
            cue.payload[0] if negation is None else Status.PLANNED,
            evidence_of(scene, cue, f"cues.{cue.payload[0]}: {cue.entry}"),
        )
        for cue, negation in kept.items()
        if negation is not None or freed.isdisjoint(range(cue.first, cue.last))
    ]
    return told, freed


def reaching(scene: Scene, trigger: Match, verbal: bool, clause: Clause, rivals: Sequence[Match]) -> list[Match]:
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
    course = None if verbal else by_course(scene, trigger, clause)
    if course is not None and course.status is Status.PLANNED:  # "arrived in Oslo, first leg of a trip that will lead"
        cues = [cue for cue in cues if cue.payload[0] not in REAL]
    if not verbal and any(_said_to_go_on(scene, cue, trigger) for cue in cues):
        cues = [cue for cue in cues if cue.last > trigger.first or cue.payload[0] not in AHEAD]
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


def is_there(cues: Sequence[Match], status: Status) -> bool:
    """Whether a present tense tells that something goes on: "they are gathered until Friday" is a coming Friday."""
    told = [cue.classes for cue in cues if cue.payload[0] is status is Status.ONGOING]
    return bool(told) and all(classes == {"present"} for classes in told)


def when_told(scene: Scene, trigger: Match, clause: Clause) -> Verdict | None:
    """What is to come in a clause whose word of condition only tells when: "wenn sie sich am Freitag treffen"."""
    if clause.kind != "conditional" or scene.tokens[clause.first].lower not in scene.lex.clauses.whenever:
        return None
    owner, around = scene.clauses.owner, range(trigger.first, trigger.last)
    told = {v.tense for v in scene.verbs if owner[v.first] == clause.number or v.first in around}
    ahead = (t.future for t in scene.annotated.times if owner[t.first] == clause.number)
    dated = any(t is not None and t.granularity in (Granularity.DAY, Granularity.WEEK) for t in ahead)
    if not dated or not told & {"present", "future"} or told & {"past", "conditional"}:
        return None
    evidence = token_evidence(scene, clause.first, "clauses.whenever")
    return Verdict(Status.PLANNED, (evidence,), present=True)


def condition_of(scene: Scene, clause: Clause) -> Clause | None:
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


def by_course(scene: Scene, trigger: Match, clause: Clause) -> Verdict | None:
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
    return Verdict(TENSE_STATUS[told[0].tense], (evidence_of(scene, told[0], f"tense: {told[0].tense}"),))
