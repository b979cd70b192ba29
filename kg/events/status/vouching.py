"""On whose word an event mention rests: the speakers of its sentence who assert what its trigger announces."""

from __future__ import annotations

from kg.events.sentence.scene import Scene
from kg.events.status.bygone import bygone
from kg.events.status.verdict import Verdict
from kg.model import Actor, Attribution, EventType, Evidence, Match, Relation, Span, Status


def speakers(
    scene: Scene, trigger: Match, verdict: Verdict
) -> tuple[tuple[Actor, ...], tuple[Actor, ...], list[Evidence]]:
    """Originators and relayers of what the trigger announces; who asks vouches for nothing held, who refuses never."""
    saying = (a for a in scene.annotated.attributions if not a.refuses)
    found = [a for a in saying if any(_vouches(scene, s, trigger, verdict) for s in a.said)]
    told = [a for a in found if not a.asks]
    if told or verdict.status in (Status.HELD, Status.ONGOING, None):
        found = told
    originators = dict.fromkeys(a.actor for a in found if a.relation is Relation.ORIGINATOR)
    relayers = dict.fromkeys(a.actor for a in found if a.relation is Relation.RELAYER)
    sources = [Evidence(a.relation.value, a.entry, a.start, a.end) for a in found]
    voice = scene.annotated.voice
    if not originators and voice is not None and trigger.payload[1] == "host" and verdict.status is Status.PROPOSED:
        originators = {voice: None}  # "invited to visit our state", in his own text
    return tuple(originators), tuple(relayers), sources


def heard(scene: Scene, trigger: Match) -> list[Attribution]:
    """Who is named in a sentence as having first said what covers a trigger."""
    own = (a for a in scene.annotated.attributions if a.relation is Relation.ORIGINATOR and not a.previous)
    return [a for a in own if any(s.start <= trigger.first < s.end for s in a.said)]


def _vouches(scene: Scene, said: Span, trigger: Match, verdict: Verdict) -> bool:
    """Whether what is said asserts the event; what a relative or temporal clause recalls as held is a given."""
    if not said.start <= trigger.first < said.end or bygone(scene, trigger, verdict.evidence):
        return False
    if verdict.status not in (Status.HELD, Status.ONGOING, None):
        return True
    clause = scene.clauses.of(trigger.first)
    if _where_said(scene, said, trigger):
        return False
    told = _done(scene)
    aside = clause.kind == "after" and scene.tokens[clause.first - 1].text == ","  # "he left, after talks with X"
    within = clause.kind in ("during", "after") and not aside
    if within and any(said.start <= first < clause.first for first in told):
        triggers = (m for m in scene.annotated.matches if m.section.startswith("trigger") and m is not trigger)
        others = (m.first for m in triggers if m.payload[0] is not EventType.STATEMENT)
        if all(scene.clauses.owner[i] == clause.number for i in others):
            return True  # "they discussed trade in a call, the Kremlin said": of nothing else is told
    return clause.kind not in ("relative", "during", "after", "before") or clause.first <= said.start


def _where_said(scene: Scene, said: Span, trigger: Match) -> bool:
    """Whether an event only tells when or where somebody spoke: "..., said X at (after) a meeting with Y"."""
    if scene.verbal(trigger) or not scene.preposition(trigger.first) & {"behind", "in"}:
        return False
    home, owner = scene.clauses.owner[trigger.first], scene.clauses.owner
    inside = (i for i in _done(scene) if said.start <= i < said.end)
    return not any(owner[i] == home or i < trigger.first for i in inside)


def _done(scene: Scene) -> list[int]:
    """First tokens of the verbs that tell what somebody did, not that he said it."""
    sayings = {m.first for m in scene.annotated.matches if m.section.startswith("attribution.")}
    return [v.first for v in scene.verbs if v.first not in sayings]
