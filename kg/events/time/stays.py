"""First and last day of what lasts: both ("began on Thursday, ends on Sunday"), or one and a length ("two-day")."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from kg import edtf
from kg.events.identity.compatible import REAL
from kg.events.sentence.clauses import Clause
from kg.events.sentence.places import says_more
from kg.events.sentence.scene import Scene
from kg.events.sentence.words import gap
from kg.events.status.status import BEGUN, LASTING
from kg.events.status.verdict import Verdict
from kg.model import Evidence, Granularity, Match, Status, TimeInterval, TimeMention

#: Tokens between a date and the verb of beginning or ending whose it is.
NEAR = 5
#: Tokens between an event noun and the words that tell how long it lasts; the same for a journey.
BESIDE, FOR = 3, 14
#: Days before the issue of the text since which what began goes on, if nothing else is told.
LATELY = 3
#: Days that an event lasts at most, where both its edges are told.
LONG = 31
#: Tokens from an event noun to a relative clause that tells its days.
ATTACHED = 14
#: Sections of the lexicon's words of beginning and ending.
_EDGES = ("beginning", "ending", "over")
_OPEN = (Status.HELD, Status.PLANNED, Status.ONGOING, None)


class Stay(NamedTuple):
    """The days of an event, and whether the text tells that it has begun and not that it is over."""

    time: TimeInterval
    begun: bool = False
    over: bool = False
    """Whether it is told to have ended, though it be on the day of issue."""


def stay(
    scene: Scene,
    trigger: Match,
    time: TimeInterval | None,
    verdict: Verdict,
    rivals: Sequence[Match],
    published: date | None,
) -> Stay | None:
    """First and last day of an event that lasts; None where the text does not tell both."""
    if trigger.payload[0] not in BEGUN:
        return None
    whole = _both_edges(scene, trigger, published) or _by_length(scene, trigger, time, verdict, rivals, published)
    whole = whole or _on_its_last_day(scene, trigger, time, verdict, published)
    return whole or _just_begun(scene, trigger, time, verdict, published)


def going_on(verdict: Verdict, found: Stay, published: date | None) -> Verdict:
    """What has begun and is not over on the day of issue goes on."""
    time = found.time
    if published is None or time.start is None or verdict.status not in _OPEN:
        return verdict
    if found.over:
        return Verdict(Status.HELD, verdict.evidence, explicit=True)
    under_way = found.begun and time.start <= published and (time.end is None or published <= time.end)
    return Verdict(Status.ONGOING, verdict.evidence, explicit=True) if under_way else verdict


def arrived(
    scene: Scene,
    trigger: Match,
    rivals: Sequence[Match],
    verdict: Verdict,
    time: TimeInterval | None,
    published: date | None,
) -> Verdict:
    """Who arrived or set out on the day of issue is still on the way or there, unless told to have gone on."""
    today = time is not None and time.start == time.end == published is not None
    if not today or verdict.explicit or verdict.status is not Status.HELD or not scene.journey(trigger):
        return verdict
    later = (r for r in rivals if scene.journey(r) and r.first >= trigger.last)
    gone = any(v.tense == "past" for r in later for v in [scene.verb_in(r)] if v is not None)
    come = any(m.first < trigger.last and trigger.first < m.last for m in scene.matches("arriving"))
    return replace(verdict, status=Status.ONGOING) if come and not gone else verdict


def of_another(
    scene: Scene, trigger: Match, when: TimeMention, verdict: Verdict, time: TimeInterval | None, published: date | None
) -> bool:
    """Whether a past day is not that of a visit said to go on: "received on Monday X, who is on a visit to Rome"."""
    goes_on = trigger.payload[1] == "visit" and verdict.explicit and verdict.status is Status.ONGOING
    behind_us = time is not None and time.end is not None and published is not None and time.end < published
    low, high = sorted((when.first, trigger.first))
    return goes_on and behind_us and any(scene.tokens[i].text == "," for i in range(low, high))


def _both_edges(scene: Scene, trigger: Match, published: date | None) -> Stay | None:
    """ "The visit, begun on Thursday, will end on Sunday"."""
    if scene.verbal(trigger):
        return None
    edges: dict[str, tuple[TimeMention, Match]] = {}
    for mention in scene.annotated.times:
        found = _edge_of(scene, mention) if _of_the_event(scene, trigger, mention.first) else None
        if found is not None:
            edges.setdefault("first" if found.section == "beginning" else "last", (mention, found))
    if len(edges) < 2:
        return None
    first, last = (_day(scene, *edges[name]) for name in ("first", "last"))
    if first is None or last is None or not 0 <= (last - first).days <= LONG:
        return None
    over = published is not None and last <= published and _told_past(scene, edges["last"][1])
    return Stay(edtf.days(first, last), begun=published is None or first <= published, over=over)


def _of_the_event(scene: Scene, trigger: Match, at: int) -> bool:
    """Whether a word stands in the event's clause, or in a relative one that says more of it."""
    home, own = scene.clauses.of(at), scene.clauses.of(trigger.first)
    if home.number == own.number:
        return True
    joined = home.kind == "coordinate" and home.parent == own.number
    if joined or (home.kind == "but" and home.number == own.number + 1):
        return _same_subject(scene, home)
    more = home.kind == "relative" and home.parent == own.number and 0 <= home.first - trigger.last <= ATTACHED
    return more and says_more(scene, home)


def _same_subject(scene: Scene, clause: Clause) -> bool:
    """Whether a clause goes on with the subject of the one before: "began on Monday and ended on Tuesday"."""
    verbs = [v for v in scene.verbs if scene.clauses.owner[v.first] == clause.number]
    others = [a.first for a in scene.annotated.actors] + [m.first for m in scene.matches("trigger")]
    return bool(verbs) and not any(clause.first <= at < verbs[0].first for at in others)


def _edge_of(scene: Scene, mention: TimeMention) -> Match | None:
    """The verb of beginning or ending at which a date stands."""
    owner = scene.clauses.owner
    known = scene.matches(*_EDGES)
    near = [(gap(mention, m), m.first, m) for m in known if owner[m.first] == owner[mention.first]]
    return min(near)[2] if near and min(near)[0] <= NEAR else None


def _day(scene: Scene, mention: TimeMention, match: Match) -> date | None:
    """The day a verb of beginning or ending gives, in the direction of its tense."""
    found = mention.past if _told_past(scene, match) else mention.future
    return found.start if found is not None and found.granularity is Granularity.DAY else None


def _told_past(scene: Scene, match: Match) -> bool:
    """Whether a verb of beginning or ending tells it as done."""
    owner = scene.clauses.owner
    verbs = [v for v in scene.verbs if match.first <= v.first < match.last]
    verbs = verbs or [v for v in scene.verbs if owner[v.first] == owner[match.first]]
    return any(v.tense in ("past", "participle") for v in verbs)


def _by_length(
    scene: Scene,
    trigger: Match,
    time: TimeInterval | None,
    verdict: Verdict,
    rivals: Sequence[Match],
    published: date | None,
) -> Stay | None:
    """ "Began on Monday a two-day visit", "ended on Friday his trip of three days"."""
    days = length(scene, trigger)
    if time is None or days is None or days < 2:
        return None
    edges = {m.section for m in scene.matches(*_EDGES) if _of_the_event(scene, trigger, m.first)}
    more = timedelta(days=days - 1)
    day = time.end  # also of what is only said to have ended then
    if day is None and time.start is not None:
        return _since(verdict, edtf.days(time.start, time.start + more), published)
    if day is None or time.start not in (None, day):
        return None
    if edges & {"ending", "over"} or behind(scene, trigger, verdict.evidence):
        return Stay(edtf.days(day - more, day)) if "beginning" not in edges else None
    if time.start is None:
        return None
    arrived_there = _arrives(scene, trigger, rivals) or _gathered(scene, trigger, rivals)
    begun = "beginning" in edges or (verdict.status in REAL and arrived_there)
    if begun or verdict.status is Status.PLANNED:
        return Stay(edtf.days(day, day + more), begun=begun)
    return None


def _just_begun(
    scene: Scene, trigger: Match, time: TimeInterval | None, verdict: Verdict, published: date | None
) -> Stay | None:
    """What began in the days before the issue of the text and is not told to be over goes on: "opened on Monday".

    On the day itself it has that day; of before it the last day is not known.
    """
    day = time.start if time is not None and time.granularity is Granularity.DAY else None
    if day is None or published is None or not 0 <= (published - day).days <= LATELY:
        return None
    if verdict.status not in REAL or trigger.payload[0] not in LASTING:
        return None
    edges = [m for m in scene.matches(*_EDGES) if _of_the_event(scene, trigger, m.first)]
    begun = {i for m in edges for i in range(m.first, m.last)}
    past = any(v.tense in ("past", "participle") and v.first in begun for v in scene.verbs)
    told = {i for e in verdict.evidence[:1] for i in begun if e.start <= scene.tokens[i].start < e.end}
    told_over = verdict.status is Status.HELD and verdict.explicit and not told
    if not past or told_over or any(m.section != "beginning" for m in edges) or _gone_on(scene, trigger):
        return None
    return Stay(edtf.day(day) if day == published else edtf.since(day), begun=True)


def _since(verdict: Verdict, whole: TimeInterval, published: date | None) -> Stay | None:
    """ "Has been in China since Wednesday on a three-day visit", "will be in China from Wednesday"."""
    if published is None or whole.start is None or whole.end is None or verdict.status not in _OPEN:
        return None
    return Stay(whole, begun=whole.start <= published) if published <= whole.end else None


def _on_its_last_day(
    scene: Scene, trigger: Match, time: TimeInterval | None, verdict: Verdict, published: date | None
) -> Stay | None:
    """ "On the last day of his visit": it ends on the day told, or on that of the text where none is told."""
    last = next((m for m in scene.matches("last_day") if 0 <= trigger.first - m.last <= BESIDE), None)
    if last is None or (time is None and verdict.status not in REAL):
        return None
    day = published if time is None else time.end if time.granularity is Granularity.DAY else None
    return Stay(edtf.until(day)) if day is not None else None


def behind(scene: Scene, trigger: Match, evidence: Sequence[Evidence]) -> bool:
    """Whether a preposition of the event noun tells that it was before something else: "after 21 days of talks"."""
    if scene.clauses.of(trigger.first).kind == "after":
        return True
    at = scene.tokens[trigger.first].start
    return any(e.entry.startswith(f"cues.{Status.HELD}") and e.start < at < e.end for e in evidence)


def length(scene: Scene, trigger: Match) -> int | None:
    """Days that the words at an event noun, or behind a journey, tell."""
    reach = FOR if scene.verbal(trigger) else BESIDE
    for span in scene.annotated.durations:
        within = trigger.first < span.last and span.first < trigger.last  # "21 Verhandlungstage"
        before = within or (span.last <= trigger.first and trigger.first - span.last <= BESIDE)
        behind = 0 <= span.first - trigger.last <= reach
        low, high = (span.last, trigger.first) if before else (trigger.last, span.first)
        if (before or behind) and not any(scene.tokens[i].text in ";:.()" for i in range(low, high)):
            same = scene.clauses.owner[span.first] == scene.clauses.owner[trigger.first]
            return span.days if same else None
    return None


def _arrives(scene: Scene, trigger: Match, rivals: Sequence[Match]) -> bool:
    """Whether a visit is told by a journey, whose day is named: "arrived in Rome on Monday for a three-day visit"."""
    owner = scene.clauses.owner
    trips = (t for t in (trigger, *rivals) if scene.journey(t))
    last = bool(scene.lex.clauses.final_verb)
    return any(owner[t.first] == owner[trigger.first] and (last or t.first <= trigger.first) for t in trips)


def _gone_on(scene: Scene, trigger: Match) -> bool:
    """Whether a clause tells what came of an event on a later day: "began on Monday and failed on Tuesday"."""
    owner = scene.clauses.owner
    dated = {owner[t.first] for t in scene.annotated.times if t.past is not None}
    later = (c for c in scene.clauses.clauses if c.first > trigger.first and c.kind in ("coordinate", "but"))
    past = {owner[v.first] for v in scene.verbs if v.tense in ("past", "participle")}
    return any(c.number in past & dated and _of_the_event(scene, trigger, c.first) for c in later)


def _gathered(scene: Scene, trigger: Match, rivals: Sequence[Match]) -> bool:
    """Whether who met came together for what lasts: "the leaders gathered on Tuesday for a two-day summit"."""
    met = [t for t in (trigger, *rivals) if t.payload[1] == "mutual" and scene.verbal(t)]
    if trigger in met:
        nouns = [r for r in rivals if not scene.verbal(r) and trigger.last <= r.first]
        return all(scene.preposition(r.first) & {"for", "to", "in"} for r in nouns[:1])
    owner, purpose = scene.clauses.owner, scene.preposition(trigger.first) & {"for", "to", "in"}
    last = bool(scene.lex.clauses.final_verb)
    return bool(purpose) and any(
        owner[t.first] == owner[trigger.first] and (last or t.first < trigger.first) for t in met
    )


def _aim(scene: Scene, trigger: Match, at: int) -> bool:
    """Whether what is to be ended is something else, of which a verb tells: "discussed efforts to end the war"."""
    return scene.verbal(trigger) and scene.tokens[at - 1].lower in scene.lex.clauses.infinitive_mark


def last_day(scene: Scene, trigger: Match, time: TimeInterval) -> TimeInterval:
    """The last day of what ended then: "the visit ended on Friday" is no one-day visit."""
    if (
        trigger.payload[0] not in LASTING
        or time.granularity is not Granularity.DAY
        or time.end is None
        or time.start is None
    ):
        return time
    if length(scene, trigger) == 1:
        return time  # "nearly three hours of talks ended on Friday"
    clause = scene.clauses.owner[trigger.first]
    ends = [v.first for v in scene.verbs if v.name in scene.lex.tenses.ending and not _aim(scene, trigger, v.first)]
    ends += [m.first for m in scene.matches("over") if m.first > trigger.first]
    if any(scene.clauses.owner[i] == clause and abs(i - trigger.first) <= ATTACHED for i in ends):
        return edtf.until(time.end)
    return time
