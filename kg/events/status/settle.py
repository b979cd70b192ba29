"""The calendar's say in the status of an event: what lies ahead of the document is not held."""

from __future__ import annotations

from datetime import date

from kg.events.sentence.scene import Scene
from kg.events.status.verdict import Verdict
from kg.model import EventType, Granularity, Match, Status, TimeInterval

#: Calendar units in which a day still open is that of a journey told in the present.
_PERIODS = frozenset({Granularity.WEEK, Granularity.MONTH})
#: What somebody does on a day, so that a present tense may look ahead to it.
_DONE = frozenset({EventType.VISIT, EventType.MEETING, EventType.SUMMIT, EventType.PHONE_CALL})


def told_ahead(scene: Scene, trigger: Match, verdict: Verdict) -> bool:
    """Whether the present tense looks ahead: at the verb that tells an event, or of the journey a visit goes with."""
    if not scene.lex.tenses.present_ahead or scene.annotated.sentence.is_title or trigger.payload[0] not in _DONE:
        return False
    owner = scene.clauses.owner
    wont = any(owner[m.first] == owner[trigger.first] for m in scene.matches("not_ahead"))
    if wont or scene.clauses.of(trigger.first).kind == "conditional":
        return False
    if scene.verbal(trigger):
        return True
    at = {evidence.start for evidence in verdict.evidence}
    going = (m for m in scene.matches("trigger", "trigger.verbal") if scene.journey(m))
    return trigger.payload[1] == "visit" and any(scene.tokens[m.first].start in at for m in going)


def settle(
    verdict: Verdict,
    time: TimeInterval | None,
    published: date | None,
    *,
    under_way: bool = False,
    acts: bool = False,
    coming: bool = False,
) -> Verdict:
    """Let the calendar correct tense: what lies ahead of the document is not held.

    `under_way` is a noun in the words of one who takes part: "today's meeting is about trade", he says there;
    `acts` a verb that itself tells the event, `coming` one whose present tense looks ahead where no day is told.
    """
    if coming and time is None and verdict.present and verdict.status is None:
        return Verdict(Status.PLANNED, verdict.evidence)
    if published is None or time is None:
        return verdict
    ahead = time.start is not None and time.start > published
    behind = time.end is not None and time.end < published
    today = time.start == time.end == published
    if verdict.present and verdict.status is None and today:
        status = Status.ONGOING if under_way else Status.PLANNED  # "they meet on Thursday", written on that day
        return Verdict(status, verdict.evidence)
    open_yet = verdict.present and verdict.status in (Status.HELD, None)
    if acts and open_yet and time.granularity in _PERIODS and not ahead and not behind:
        return Verdict(Status.PLANNED, verdict.evidence)  # "travels to Israel this week"
    lasts = time.end is None and time.start is not None and time.start <= published
    if lasts and open_yet:
        return Verdict(Status.ONGOING, verdict.evidence, verdict.explicit)  # "they have been talking since Monday"
    begins = time.start == published and time.end is not None and time.end > published
    if begins and open_yet:
        return Verdict(Status.ONGOING, verdict.evidence, verdict.explicit)  # "they meet today and tomorrow"
    if today and verdict.present and verdict.status is Status.HELD:
        status = Status.ONGOING if under_way else Status.PLANNED  # "X meets Y today"
        return Verdict(status, verdict.evidence, verdict.explicit)
    window = begins and time.granularity is Granularity.INTERVAL and not under_way
    if window and verdict.status is Status.HELD and not verdict.explicit:
        return Verdict(Status.PLANNED, verdict.evidence)  # "they spoke of a summit within the next weeks"
    if ahead and verdict.status in (Status.HELD, Status.ONGOING, None):
        return Verdict(Status.PLANNED, verdict.evidence, verdict.explicit)
    if behind and verdict.status in (None, Status.ONGOING):
        return Verdict(Status.HELD, verdict.evidence, verdict.explicit)
    if behind and verdict.status is Status.PLANNED and not verdict.explicit:
        return Verdict(Status.HELD, verdict.evidence, verdict.explicit)
    return verdict
