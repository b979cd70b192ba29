"""Which cues reach a trigger: those of its clause, of a clause that governs it, of a relative clause behind it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.events.identity.compatible import REAL
from kg.events.sentence.clauses import TENSED, TIMES, Clause
from kg.events.sentence.scene import Scene
from kg.model import EventType, Match, Status
from kg.resources import lexicon

#: Tokens between "and" and the second of two coordinated event nouns.
COORDINATED = 4
#: Acts of relations: what their own words tell is done, not what becomes of a meeting.
ACTS = frozenset({EventType.RUPTURE, EventType.RECALL, EventType.SUMMONS, EventType.EXPULSION, EventType.RECOGNITION})
_PAST = ("past", "participle")
#: Tokens between an event noun and a participle that says when it is due.
NEAR = 3
#: Tokens between an infinitive and the accord that is to be reached: "to secure a lasting ceasefire".
_AIM = 4
_UNDONE = frozenset({Status.REJECTED, Status.CANCELLED, Status.POSTPONED})


def called_off(scene: Scene, clause: Clause) -> Match | None:
    """What became of the trip on which it was to be: "put off his visit to Rome, where he was to meet X"."""
    if clause.kind != "relative":
        return None
    owner = scene.clauses.owner
    if any(owner[v.first] == clause.number and v.tense in ("present", "future") for v in scene.verbs):
        return None
    upper = (m for m in scene.matches("cue") if owner[m.first] == clause.parent and m.last <= clause.first)
    return next((m for m in upper if m.payload[0] in (Status.CANCELLED, Status.POSTPONED)), None)


def then_called_off(scene: Scene, trigger: Match, rivals: Sequence[Match]) -> Match | None:
    """How it came that something was not held: "the meeting did not take place: Putin had called it off"."""
    owner = scene.clauses.owner
    behind = (m for m in scene.matches("cue") if m.first >= trigger.last)
    off = next((m for m in behind if m.payload[0] in (Status.CANCELLED, Status.POSTPONED)), None)
    if off is None:
        return None
    others = (r for r in rivals if r.first >= trigger.last)
    own = any(r.first < off.last or owner[r.first] == owner[off.first] for r in others)
    return None if own else off


def then_refused(scene: Scene, clause: Clause, rivals: Sequence[Match]) -> Match | None:
    """What a "but" right behind says of what was to come: "he wanted to meet X, but the Kremlin refused"."""
    homes = {None, *(c.number for c in scene.clauses.chain(clause))}
    answers = [c for c in scene.clauses.clauses if c.kind == "but" and c.first > clause.first and c.parent in homes]
    if not answers:
        return None
    owner, number = scene.clauses.owner, answers[0].number
    said = (m for m in scene.matches("cue") if owner[m.first] == number and m.payload[0] in _UNDONE)
    found = next(said, None)
    if found is None or any(owner[r.first] == number for r in rivals):
        return None
    more = (v for v in scene.verbs if owner[v.first] == number and v.first >= found.last)
    return None if any(v.tense == "infinitive" for v in more) else found


def done_there(scene: Scene, cue: Match, event: int) -> bool:
    """Whether a cue is what was done at the event: "proposed a truce at the summit" leaves the summit as it was.

    A cue that holds the event noun itself ("invited to talks") is not.
    """
    if cue.payload[0] in REAL or cue.first <= event < cue.last:
        return False
    if cue.last <= event and not any(scene.is_word(i, "in") for i in range(cue.last, event)):
        return False  # "renounced (at) his visit": the preposition is the cue's own
    if any(cue.last <= m.first and m.first < event <= m.last + 1 for m in scene.matches("attend")):
        return False  # "refused to take part in the summit"
    wished = (m.first for m in scene.matches("auxiliary") if m.payload.gives == "future")
    owner = scene.clauses.owner
    meant = any(v.tense == "future" and owner[v.first] == owner[event] for v in scene.verbs)
    if meant and any(cue.first <= i < cue.last for i in wished):
        return True  # "will auf dem Gipfel X treffen": the wish is for what he means to do there
    done = ("past", "present", "infinitive")
    return any(v.tense in done and not v.support for v in scene.verbs if cue.first <= v.first < cue.last)


def applies(scene: Scene, cue: Match, trigger: Match, clause: Clause, rivals: Sequence[Match]) -> bool:
    """Whether a cue says something of the event that a trigger announces; `rivals` are the other ones."""
    status, scope = cue.payload
    if status is Status.HELD and (_tells_when(scene, cue, trigger, clause) or _of_those_who(scene, cue, trigger)):
        return False
    if status is Status.PLANNED and (_plans_another(scene, cue, trigger) or _of_another_noun(scene, cue, trigger)):
        return False
    if status in _UNDONE and not trigger.classes and _of_a_topic(scene, trigger) and cue.last < trigger.first - NEAR:
        return False  # "because of the talks he put off his trip"
    if status is Status.DENIED and _failed_there(scene, cue, trigger):
        return False  # "at their last meeting they reached no agreement": they met
    if status is Status.PROPOSED and _after_which(scene, cue, trigger):
        return False  # "after the talks they want to face the press", the words of time no clause of their own
    keeps = status is Status.HELD and trigger.payload[0] is EventType.AGREEMENT and cue.first < trigger.first < cue.last
    if status in REAL and not keeps and _future_form(scene, cue, trigger):
        return False  # "talks to resume on Monday", unlike "the need to observe the agreements"
    if status is Status.DENIED and not trigger.classes and _of_a_verb(scene, cue, trigger, rivals):
        return False  # "since the summit they have not met": the verb is denied, not the noun
    if status is Status.ONGOING and trigger.payload[1] != "visit" and _of_a_visit(cue, trigger, rivals):
        return False  # "received X, on a visit to Rome": the visit goes on, not the meeting
    home = scene.clauses.of(cue.first)
    if cue.first < trigger.first < cue.last and not trigger.classes and _setting(scene, cue, trigger):
        return False
    if trigger.holes.issuperset(range(cue.first, cue.last)):
        return False  # "discussed future talks with X": of what was discussed
    inside = trigger.first < cue.first < trigger.last
    told = trigger.payload[1] == "visit" and trigger.last <= cue.first
    told = told and (cue.first - trigger.last <= 1 or _was_done(scene, trigger) or _will_be_done(scene, trigger))
    if status is Status.ONGOING and trigger.classes and (inside or told) and not cue.classes:
        return False  # "will receive X on a visit", "travelled to Rome on a visit": the verb tells when
    if cue.first < trigger.last and trigger.first < cue.last:
        return _of_its_words(cue, trigger)
    same = home.number == clause.number
    before = cue.last <= trigger.first
    if status is Status.HELD and before and _of_its_noun(scene, cue):
        return False  # "the implementation of the Minsk agreements and the summit": the agreements were made
    if same or _attached(scene, home, clause, trigger):
        if (scope == "right" and not before) or (scope == "left" and before):
            return False
        return not _taken(scene, cue, trigger, _without_topics(scene, status, trigger, rivals))
    if before and scope != "left" and home.number != clause.number and scene.clauses.governs(home, clause):
        if status is Status.DENIED:  # "it is not true that they agreed to meet": nothing of it is
            rivals = [r for r in rivals if scene.clauses.owner[r.first] != clause.number]
        return not _taken(scene, cue, trigger, rivals)
    return before and scope == "right" and _opens(cue, clause)


def _tells_when(scene: Scene, cue: Match, trigger: Match, clause: Clause) -> bool:
    """Whether a cue for what was held is but the time of what is to come, or a form that tells of nothing past."""
    behind = clause.parent is not None and cue.first == clause.first + 1  # "za | pidsumkamy samitu"
    if (behind or _opens(cue, clause)) and to_come(scene, clause):
        return True  # "he will call X after talking to Y"
    if _heads(scene, cue, trigger, clause):
        return True  # "after the talks both will sign", the words of time no clause of their own
    return bool(cue.classes) and cue.classes.isdisjoint(_PAST)


def _of_those_who(scene: Scene, cue: Match, trigger: Match) -> bool:
    """Whether a cue says what became of talks, not of the accord that is their aim: "talks to reach a truce ended"."""
    if trigger.payload[0] is not EventType.AGREEMENT or cue.first < trigger.last:
        return False
    mark, owner = scene.lex.clauses.infinitive_mark, scene.clauses.owner
    near = [v for v in scene.verbs if v.first in range(trigger.first - _AIM, trigger.last)]
    aims = [v for v in near if v.tense == "infinitive" or (v.first and scene.tokens[v.first - 1].lower in mark)]
    ahead = (v for v in scene.verbs if aims and v.first < aims[-1].first and owner[v.first] == owner[cue.first])
    return bool(aims) and not any(v.tense in TENSED and v.name in scene.lex.verbs for v in ahead)


def _plans_another(scene: Scene, cue: Match, trigger: Match) -> bool:
    """Whether a cue for what is planned says so of what was agreed on, or what was done before."""
    edge = cue.first == trigger.first or cue.last == trigger.last  # in German the verb comes last
    if edge and trigger.payload[1] == "sign" and trigger.classes:
        return True  # "they agreed to meet": the meeting is planned, the agreement made
    if cue.payload[1] == "left" and trigger.payload[1] == "visit" and trigger.last <= cue.first:
        return _was_done(scene, trigger)  # "left for Rome to attend events to be held on Friday"
    ahead = cue.payload[1] == "right" and not cue.classes and cue.last <= trigger.first
    return ahead and _was_done(scene, trigger)  # "on the eve of the summit he met X": the summit is to come


def _of_another_noun(scene: Scene, cue: Match, trigger: Match) -> bool:
    """Whether a participle for what is planned follows a noun of its own: "a call ahead of the conference due on"."""
    at = cue.first - 1
    if cue.first - trigger.last <= NEAR or any(m.first <= cue.first <= m.last for m in scene.matches("auxiliary")):
        return False
    known = scene.named | scene.placed | scene.dated
    plain = scene.tokens[at].text.isalpha() and not scene.kinds.get(at) and at not in known and not scene.is_verb(at)
    linked = scene.is_word(at - 1, "of") or scene.is_word(at - 1, "article")
    return plain and linked


def _of_its_words(cue: Match, trigger: Match) -> bool:
    """Whether a cue that shares words with a trigger tells what becomes of its event."""
    if trigger.payload[0] is EventType.AGREEMENT:
        if cue.payload[0] is Status.PLANNED and cue.first == trigger.first:
            return False  # "agreed to withdraw": what was agreed is to come, the agreement is made
        if "infinitive" in cue.classes and cue.first > trigger.first:
            return False  # "agreed to work for peace", where the verb of the cue is what was agreed
    return trigger.payload[0] not in ACTS or cue.first < trigger.first  # "broke off relations" cancels nothing


def to_come(scene: Scene, clause: Clause) -> bool:
    """Whether what is told beside an "after" is to come: "after the talks they will sign a treaty".

    Where no comma ends the words of time, the verb stands among them.
    """
    if clause.kind != "after":
        return False
    owner = scene.clauses.owner
    told = [v for v in scene.verbs if owner[v.first] == clause.parent and v.tense in TENSED]
    owned = any(scene.is_word(i, "article") for i in range(clause.first, clause.first + 3))
    if not told and owned and _wished(scene, clause.parent):  # not "after years of talks"
        return True  # "it is planned that he face the press after his meeting with Y"
    told = told or [v for v in scene.verbs if owner[v.first] == clause.number and v.tense in TENSED]
    done = any(v.tense == "past" and scene.is_verb(v.first) for v in told)  # not a word that only ends like one
    return bool(told) and told[0].tense in ("future", "conditional") and not done


def _wished(scene: Scene, number: int | None) -> bool:
    """Whether a complement tells in the subjunctive what is to be done."""
    if number is None or scene.clauses.clauses[number].kind != "complement":
        return False
    return any(v.tense == "subjunctive" for v in scene.verbs if scene.clauses.owner[v.first] == number)


def _heads(scene: Scene, cue: Match, trigger: Match, clause: Clause) -> bool:
    """Whether a preposition ("after") opens a clause that speaks of what is to come, and the event is but its time."""
    time = clause.kind == "after" or scene.kinds.get(cue.first)
    if cue.first - clause.first > 1 or cue.last > trigger.last or not time:
        return False
    verbs = [v.tense for v in scene.verbs if scene.clauses.owner[v.first] == clause.number and v.tense in TENSED]
    ahead = {"future", "conditional"}
    if scene.lex.tenses.present_ahead and _happens(scene, clause):
        ahead.add("present")
    return not trigger.classes and not ahead.isdisjoint(verbs[:1]) and "past" not in verbs


def _happens(scene: Scene, clause: Clause) -> bool:
    """Whether the finite verb of a clause is itself an event: "zum Abschluss der Reise besucht er am Mittwoch Rom"."""
    told = [v for v in scene.verbs if scene.clauses.owner[v.first] == clause.number and v.tense in TENSED]
    verbal = (m for m in scene.matches("trigger", "trigger.verbal") if m.classes)
    return bool(told) and any(m.first == told[0].first for m in verbal)


def _failed_there(scene: Scene, cue: Match, trigger: Match) -> bool:
    """Whether a cue without a verb says what was not reached at an event, or after it."""
    apart = trigger.last <= cue.first and not cue.classes and not trigger.classes
    return apart and bool(scene.preposition(trigger.first) & {"in", "behind"})


def _after_which(scene: Scene, cue: Match, trigger: Match) -> bool:
    """Whether what is wished for is to follow an event noun: not what the cue itself holds ("want talks")."""
    held = cue.first <= trigger.first < cue.last
    return not trigger.classes and not held and "behind" in scene.preposition(trigger.first)


def _of_a_verb(scene: Scene, cue: Match, trigger: Match, rivals: Sequence[Match]) -> bool:
    """Whether a cue holds another trigger, a verb, and the event noun, at a preposition, only tells when or where."""
    apart = trigger.last <= cue.first or cue.last <= trigger.first
    held = any(r.first < cue.last and cue.first < r.last and scene.verbal(r) for r in rivals)
    return apart and held and bool(scene.preposition(trigger.first) or scene.clauses.of(trigger.first).kind in TIMES)


def _was_done(scene: Scene, trigger: Match) -> bool:
    """Whether a trigger is a verb that tells of what is past."""
    verb = scene.verb_in(trigger) if scene.verbal(trigger) else None
    return verb is not None and verb.tense == "past"


def _will_be_done(scene: Scene, trigger: Match) -> bool:
    """Whether a trigger is a verb that tells of what is to come: "will travel to Rome on an official visit"."""
    verb = scene.verb_in(trigger) if scene.verbal(trigger) else None
    return verb is not None and verb.tense in ("future", "conditional")


def _of_a_visit(cue: Match, trigger: Match, rivals: Sequence[Match]) -> bool:
    """Whether a cue holds the words of a visit and not those of the event."""
    apart = trigger.last <= cue.first or cue.last <= trigger.first
    visits = (r for r in rivals if r.payload[1] == "visit")
    return apart and any(r.first < cue.last and cue.first < r.last for r in visits)


def _setting(scene: Scene, cue: Match, trigger: Match) -> bool:
    """Whether a noun in the gap of a cue is where or after what it was done: "sagte bei einem Treffen Hilfe zu"."""
    inside = "..." in cue.entry and trigger.last < cue.last
    return inside and bool(scene.preposition(trigger.first) & {"in", "behind"})


def _future_form(scene: Scene, cue: Match, trigger: Match) -> bool:
    """Whether a verb of the cue speaks of what is to come; an event noun spelt like a verb is none.

    What is to be done with an accord does not put it off: "will keep the agreement".
    """
    if trigger.payload[1] == "sign" and not scene.verbal(trigger) and cue.last == trigger.last:
        return False
    noun = {i for m in scene.matches("trigger") for i in range(m.first, m.last)}  # "is on a state visit"
    if not scene.verbal(trigger):
        noun.update(range(trigger.first, trigger.last))
    return any(
        v.tense in ("future", "conditional", "infinitive")
        for v in scene.verbs
        if cue.first <= v.first < cue.last and v.first not in noun
    )


def _of_its_noun(scene: Scene, cue: Match) -> bool:
    """Whether a cue ends with a noun for an accord, of which alone it tells."""
    at = cue.last - 1
    return not scene.kinds.get(at) and scene.tokens[at].lower in _accords(scene.lex.language)


@cache
def _accords(lang: str) -> frozenset[str]:
    """The nouns by which a language names accords, in the forms that its triggers spell out."""
    patterns = (p for t in lexicon(lang).triggers if t.type == EventType.AGREEMENT for p in t.patterns if "<" not in p)
    words = (word.strip("=?").lower() for p in patterns for item in p.split() for word in item.split("|"))
    return frozenset(word for word in words if word.isalpha())


def _opens(cue: Match, clause: Clause) -> bool:
    """Whether a cue is also the word that opens the trigger's clause ("after", "ahead of"); none opens a main one."""
    return clause.parent is not None and cue.first <= clause.first < cue.last


def _attached(scene: Scene, home: Clause, clause: Clause, trigger: Match) -> bool:
    """Whether the cue stands in a relative clause that follows the event noun ("the meeting, which was put off")."""
    noun = not scene.verbal(trigger)
    return noun and home.kind == "relative" and home.parent == clause.number and 0 <= home.first - trigger.last <= 10


def _taken(scene: Scene, cue: Match, trigger: Match, rivals: Sequence[Match]) -> bool:
    """Whether another trigger stands between cue and trigger and is not coordinated with it."""
    low, high = sorted((cue.first, trigger.first))
    between = [r for r in rivals if low < r.first < high and not _aside(scene, r, trigger)]
    if cue.payload[0] is Status.ONGOING:  # "are gathered for a summit": the verb is the cue's own
        between = [r for r in between if not cue.first <= r.first < cue.last]
    if not between:
        return False
    nearest = max(between, key=lambda r: r.first) if cue.first < trigger.first else min(between, key=lambda r: r.first)
    first, last = sorted((nearest.first, trigger.first))
    joined = range(max(first, last - COORDINATED), last)
    return not any(scene.is_word(i, "and") for i in joined) or any(
        first < v.first < last and v.tense in ("past", "present", "future") for v in scene.verbs
    )


def _without_topics(scene: Scene, status: Status, trigger: Match, rivals: Sequence[Match]) -> Sequence[Match]:
    """The rivals without what only tells why an event was undone: "put off, because of the talks, his trip"."""
    if status not in _UNDONE or _of_a_topic(scene, trigger):
        return rivals
    return [r for r in rivals if r.classes or not _of_a_topic(scene, r)]


def _of_a_topic(scene: Scene, noun: Match) -> bool:
    """Whether an event noun stands behind "about" or "because of", with nothing but its adjectives between."""
    near = range(max(0, noun.first - NEAR), noun.first)
    at = next((i for i in reversed(near) if scene.is_word(i, "about")), None)
    return at is not None and all(scene.tokens[i].text[:1].islower() for i in range(at + 1, noun.first))


def _aside(scene: Scene, rival: Match, trigger: Match) -> bool:
    """Whether a rival only says when: "denied that after the session X would come"."""
    home, owner = scene.clauses.of(rival.first), scene.clauses.owner[trigger.first]
    return home.kind in TIMES and home.parent == owner
