"""What the tense of a verb says of an event, and where it says nothing of it."""

from __future__ import annotations

from kg.events.sentence.clauses import TENSED, Clause
from kg.events.sentence.scene import Scene
from kg.events.sentence.verbs import Verb, accord_verbs
from kg.events.status.cues import COORDINATED, to_come
from kg.events.status.negation import GOVERN_REACH
from kg.events.status.verdict import TENSE_STATUS
from kg.events.trigger.asked import THERE
from kg.model import EventType, Granularity, Match, Status


def in_present(scene: Scene, trigger: Match, verb: Verb, verbal: bool) -> Status | None:
    """The status of what is told in the present tense; None where it does not tell."""
    if trigger.section == THERE:
        return Status.ONGOING  # "is in Rome"
    if trigger.payload[0] in (EventType.NEGOTIATION, EventType.MEDIATION):
        return Status.ONGOING  # what two sides are said to negotiate, they still do
    return Status.HELD if verbal and (scene.annotated.sentence.is_title or not verb.support) else None


def adjoined(scene: Scene, trigger: Match) -> bool:
    """Whether a participle right behind an event noun only says whose event it is: "will skip a summit hosted by X"."""
    if not trigger.classes >= {"past", "participle"}:
        return False
    noun = any(m.last == trigger.first and not scene.verbal(m) for m in scene.matches("trigger"))
    by = (g for g in scene.groups if "by" in g.marks and 0 <= g.first - trigger.last <= GOVERN_REACH // 2)
    return noun and any(scene.clauses.owner[g.first] == scene.clauses.owner[trigger.first] for g in by)


def would_do(scene: Scene, trigger: Match, clause: Clause) -> bool:
    """Whether a gerund is the subject of what would or will follow from it: "reaching a deal would help"."""
    own = [i for i, number in enumerate(scene.clauses.owner) if number == clause.number]
    helping = (m for m in scene.matches("auxiliary") if m.first in own and m.payload.gives in ("conditional", "future"))
    told = any(v.last <= trigger.first and v.tense in TENSED for v in scene.verbs if v.first in own)
    marks = scene.lex.clauses.infinitive_mark  # "after arriving he discussed ways | to strengthen ties"
    return not told and any(m.first >= trigger.last and scene.tokens[m.first].lower not in marks for m in helping)


def day_beside(scene: Scene, trigger: Match, clause: Clause) -> bool:
    """Whether a day for which something is called stands beside it: "called a summit for Monday"."""
    days = (Granularity.DAY, Granularity.WEEK)
    ahead = (t for t in scene.annotated.times if t.future is not None and t.future.granularity in days)
    near = (t for t in ahead if scene.clauses.owner[t.first] == clause.number and "for" in scene.preposition(t.first))
    return any(min(abs(t.first - trigger.last), abs(trigger.first - t.last)) <= GOVERN_REACH // 2 for t in near)


def begins(scene: Scene, verb: Verb) -> bool:
    """Whether a verb is one of beginning."""
    return any(m.first < verb.last and verb.first < m.last for m in scene.matches("beginning"))


def will_of(scene: Scene, clause: Clause) -> Match | None:
    """The auxiliary of the future, where the clause's verb is in no list: "will greet guests to a conference"."""
    here = (m for m in scene.matches("auxiliary") if scene.clauses.owner[m.first] == clause.number)
    marks = frozenset(scene.lex.clauses.infinitive_mark)
    coming = (m for m in here if m.payload.gives == "future" and scene.tokens[m.first].lower not in marks)
    return next(coming, None)


def was_aim(scene: Scene, clause: Clause) -> bool:
    """Whether an infinitive tells what something was done for that is over: "after a stop in London to meet X"."""
    over = next((c for c in scene.clauses.chain(clause) if c.kind == "after"), None)
    return over is not None and not to_come(scene, over)


def told_of_own(scene: Scene, trigger: Match, clause: Clause) -> bool:
    """Whether somebody told another of what he had done: "informed him about his talks with Xi"."""
    if "about" not in scene.preposition(trigger.first):
        return False
    own = any(a.via == "pronoun" and 0 < trigger.first - a.first <= COORDINATED for a in scene.annotated.actors)
    told = _sayings(scene)
    verbs = (v for v in scene.verbs if scene.clauses.owner[v.first] == clause.number and v.first < trigger.first)
    return own and any(v.first in told and v.tense == "past" for v in verbs)


def tenses_around(scene: Scene, clause: Clause) -> list[str]:
    """The tenses of what is told around words of time, what is said of it left out where there is more.

    "During the meeting they will discuss it, she said": where no comma ends the words of time, the verb is among them.
    """
    around = [v for v in scene.verbs if v.tense in TENSE_STATUS and scene.clauses.owner[v.first] == clause.parent]
    saying = _sayings(scene)
    spoken = max((v.first for v in around if v.first in saying), default=0)  # "she stressed the need to go on" is past
    told = [v for v in around if v.first not in saying and v.first < spoken]
    inside = [v for v in scene.verbs if v.tense in TENSED and scene.clauses.owner[v.first] == clause.number]
    return [str(v.tense) for v in told or inside or around]


def told_then(scene: Scene, clause: Clause, upper: Match) -> bool:
    """Whether what is to come was asked for, agreed on or told then: "during the meeting he invited X to visit Y".

    What is told is told of in the infinitive: "during talks he confirmed that he means to meet X".
    """
    owner, accords = scene.clauses.owner, accord_verbs(scene.lex.language)
    words = {i for m in scene.matches("attribution.asked") for i in range(m.first, m.last)}
    if "infinitive" in upper.classes:
        words |= _sayings(scene)
    spoken = (v for v in scene.verbs if v.first in words or v.name in accords)
    return any(
        v.tense == "past" and not v.passive and v.first < upper.first and owner[v.first] == clause.parent
        for v in spoken
    )


def is_adverb(scene: Scene, trigger: Match, clause: Clause) -> bool:
    """Whether "before" is an adverb of the only clause there is: "before that, X and Y had held talks"."""
    owner = scene.clauses.owner
    if any(owner[v.first] == clause.parent for v in scene.verbs):
        return False
    return any(v.tense == "past" and owner[v.first] == clause.number and v.last <= trigger.first for v in scene.verbs)


def came_for(scene: Scene, trigger: Match, clause: Clause) -> bool:
    """Whether an infinitive of purpose carries an event noun: "flew to Rome to take part today in the summit"."""
    before = [v for v in scene.verbs if v.first < trigger.first and scene.clauses.owner[v.first] == clause.number]
    aim = before[-1] if before else None
    purpose = aim is not None and aim.support and aim.tense == "infinitive"
    return purpose and aim is not None and scene.is_word(aim.first - 1, "for")


def _sayings(scene: Scene) -> set[int]:
    """Where a verb of saying or telling begins."""
    return {m.first for m in scene.matches("attribution.said", "attribution.told")}
