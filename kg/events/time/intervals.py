"""How the date of an event is to be read: as past, coming or nearest, as its status calls for."""

from __future__ import annotations

from datetime import date

from kg import edtf
from kg.events.sentence.scene import Scene
from kg.events.status.verdict import Verdict
from kg.events.time.owned import BESIDE, set_at_first
from kg.events.time.stays import last_day
from kg.events.time.times import UNDONE, WEEK, act_of, of_the_aim
from kg.model import Match, Status, TimeInterval, TimeMention

#: Tokens between a verb and the event noun it carries: "held a second informal summit".
SKIPPED = 4
#: Days before the day of issue from which on something may be under way, where "from" may be "since", too.
BEGUN = 3
#: Days within which a date that the tense calls past is nevertheless the one to come, where the past one lies further.
NEAR = 60


def read(
    scene: Scene, trigger: Match, when: TimeMention, verdict: Verdict, published: date | None
) -> TimeInterval | None:
    """The interval in the direction that the event's status calls for."""
    if _of_its_model(scene, when, trigger, verdict, published):
        return None
    if verdict.gone and of_the_aim(scene, when, trigger):
        return _after_setting_out(scene, when)
    near = range(max(0, trigger.first - SKIPPED), trigger.last)
    ends = {scene.tokens[i].end for i in near}
    told = any(e.entry == "tense: past" and e.end in ends for e in verdict.evidence)  # "met in April": not next April
    at_first = set_at_first(scene, when) and not _of_the_week(when)
    found = when.read(None) if at_first else _directed(when, verdict, published, told=told)
    if found is None:
        return None
    if verdict.status is Status.HELD and found.end is None and not verdict.present:
        return _ever_since(scene, trigger, when, published)
    if verdict.status is Status.HELD and _not_over(found, published):
        return None  # "at the meeting he proposed a transition until the end of 2026"
    begun = found.end is None and found.start is not None and published is not None and found.start < published
    if begun and verdict.status in (*UNDONE, Status.PLANNED, Status.HYPOTHETICAL):
        return None  # "they will meet for the first time since March"
    return last_day(scene, trigger, found)


def _not_over(time: TimeInterval, published: date | None) -> bool:
    """Whether a time with no beginning ends only after the day of issue: nothing that was held is dated by it."""
    return time.start is None and time.end is not None and published is not None and time.end > published


def _after_setting_out(scene: Scene, when: TimeMention) -> TimeInterval | None:
    """The day of what somebody travelled for, the first from that of the journey on: "came on Monday to meet X on"."""
    before = [t.past for t in scene.annotated.times if t.last <= when.first and t.past is not None]
    start = before[-1].start if before else None
    past = when.past
    told = past is not None and past.start is not None and start is not None and past.start >= start
    return past if told else when.future


def _directed(
    when: TimeMention, verdict: Verdict, published: date | None, *, told: bool = False
) -> TimeInterval | None:
    """The reading that tense and day of issue call for; `told` where a past tense at the trigger gave the status."""
    coming = when.future
    if verdict.status is Status.ONGOING and coming is not None and coming.end is None:
        return when.past  # "mediates since October": of something that goes on
    if verdict.status is Status.ONGOING and coming is not None and coming.start is None:
        return coming  # "are gathered until Friday"
    ahead = (coming.start - published).days if coming is not None and coming.start and published else None
    begun = when.since.end if when.since is not None else None
    if verdict.present and begun is not None and published is not None and 0 <= (published - begun).days <= BEGUN:
        return when.past  # "since Wednesday he is in Rome", said on Thursday: not from next Wednesday
    if verdict.present and ahead is not None and 0 <= ahead <= WEEK and when.past != coming:
        return coming
    gone = (published - when.past.end).days if when.past is not None and when.past.end and published else None
    if verdict.status is Status.HELD and not verdict.explicit and ahead is not None and gone is not None:
        return coming if 0 < ahead <= NEAR < gone and not told else when.read(False)
    if verdict.status is Status.CANCELLED and gone == 1 and _of_the_week(when):
        return when.past  # "the talks planned for Saturday, called off on Thursday", said on Sunday
    if verdict.status in UNDONE:
        found = coming if ahead is not None and ahead <= 2 * WEEK else when.read(None)
        behind = found is not None and found.end is not None and published is not None and found.end < published
        return None if behind and verdict.status is Status.PROPOSED else found
    return when.read(verdict.future)


def _ever_since(scene: Scene, trigger: Match, when: TimeMention, published: date | None) -> TimeInterval | None:
    """ "Since 2021 they had negotiated several times": between then and now; not "their first talks since March"."""
    heads = when.last <= trigger.first and when.first - scene.clauses.of(trigger.first).first <= 1
    here = scene.clauses.owner[when.first] == scene.clauses.owner[trigger.first]
    since = when.since if heads and here else None
    if since is None or since.start is None or published is None or since.start > published:
        return None
    return edtf.span(since, edtf.unit_of(published, since.granularity.value))


def _of_the_week(when: TimeMention) -> bool:
    """Whether a date is a weekday, whose week is not told."""
    past, coming = when.past, when.future
    if past is None or coming is None or past.start is None or coming.start is None:
        return False
    return (coming.start - past.start).days == WEEK


def _of_its_model(scene: Scene, mention: TimeMention, trigger: Match, verdict: Verdict, published: date | None) -> bool:
    """Whether a past date behind another verb cannot be that of what is still open.

    "They put off the conference that was to follow up a gathering last year".
    """
    latest = mention.future.end if mention.future is not None else None
    behind = latest is not None and published is not None and latest < published
    if not behind or verdict.status not in (*UNDONE, Status.PLANNED) or mention.first < trigger.last:
        return False
    act = act_of(scene, verdict)
    return "for" not in scene.preposition(mention.first) and any(
        trigger.last <= v.first < mention.first or mention.last <= v.first <= mention.last + BESIDE
        for v in scene.verbs
        if v is not act
    )
