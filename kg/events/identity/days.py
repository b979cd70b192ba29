"""Days of two tellings: whether both may speak of one day, and whether that says anything."""

from __future__ import annotations

from kg.events.identity.companies import half_named, same_gathering, same_participants
from kg.events.identity.compatible import REAL
from kg.events.identity.facts import PENDING, Facts
from kg.events.identity.nested import same_town
from kg.model import EventType, Status

#: Days between a report and the event within which it is news.
NEWS = 2
#: The same for calls, which the same persons may make every other day, and for what states do among them.
CALLS = 1
#: Days over which undated reports of what has not come about speak of one plan.
TALKED_OF = 7
#: Days by which an undated plan of the same persons is still about the next event that is known of them.
SOON = 14
#: Days of a month at most.
MONTH = 31
#: Days from which the time of a plan is a season or a year: whoever meets often has other plans in it.
SEASON = 45
#: What the same parties do again and again.
RECURRING = frozenset({EventType.CONFLICT, EventType.STATEMENT, EventType.SANCTION})


def same_words(one: Facts, other: Facts) -> bool:
    """Whether both give one and the same time, however wide."""
    return one.dated and other.dated and (one.first, one.last) == (other.first, other.last)


def same_days(one: Facts, other: Facts) -> bool:
    """Whether both give days, and one in common."""
    return one.precise and other.precise and one.overlaps(other)


def by_issue(one: Facts, other: Facts) -> bool:
    """Both are dated by their day of issue alone, and of what may be twice a day: calls, accords, talks of states.

    Two persons who meet do so once a day as a rule.
    """
    if not (one.by_issue and other.by_issue) or one.family == "visit":
        return False
    return one.family in ("call", "agreement") or len(one.persons & other.persons) < 2


def holds_days(one: Facts, other: Facts) -> bool:
    """Whether the days of one lie in the time of the other; a year holds a day of it in one town only."""
    if not (one.dated and other.dated and one.overlaps(other)) or same_days(one, other):
        return False
    wide = any(f.last - f.first > SEASON for f in (one, other))
    return not (wide and (one.precise or other.precise)) or same_town(one.place, other.place)


def fresh(one: Facts, other: Facts) -> bool:
    """One is undated, and what it may speak of overlaps the other."""
    return not (one.dated and other.dated) and one.overlaps(other)


def both_timed(one: Facts, other: Facts) -> bool:
    """Whether both say when it was: a season is no time of what states do, nor a month of the talks of two.

    Unless both give the same, and of a season or a year by the same name, too; a summit is told by its month.
    """
    if not (one.dated and other.dated):
        return False
    if one.precise and other.precise:
        return True
    talks = one.family == "encounter" and min(len(one.actors), len(other.actors)) <= 2
    summit = EventType.SUMMIT in (one.type, other.type)
    if talks and one.type != other.type and max(one.last - one.first, other.last - other.first) > SEASON:
        return False
    return (within_month(one, other) and (summit or not talks)) or same_words(one, other)


def within_month(one: Facts, other: Facts) -> bool:
    """Whether neither gives more than a month."""
    return max(f.last - f.first for f in (one, other)) <= MONTH


def news(one: Facts, other: Facts) -> bool:
    """An undated report from within days of the event, or of another such report of the same status."""
    if one.dated and other.dated:
        return False
    often = one.family in ("encounter", "call") or one.type in RECURRING
    days = CALLS if often and not (one.persons or other.persons) else NEWS
    if one.dated == other.dated:
        days = CALLS if half_named(one, other) else days  # whom of a state he meets today, he does not the day after
        return abs(one.issued - other.issued) <= days and one.status == other.status
    dated, undated = (one, other) if one.dated else (other, one)
    return dated.precise and 0 <= undated.issued - dated.last <= days


def of_one_day(one: Facts, other: Facts) -> bool:
    """Whether undated reports are of one day, or one of the day that the other gives."""
    return (one.last if one.dated else one.issued) == (other.last if other.dated else other.issued)


def long_before(one: Facts, other: Facts) -> bool:
    """An undated report of a plan to meet, and a meeting weeks after it: leaders who want to meet say so all the time.

    A visit is agreed on weeks ahead, and a call that is announced is made once.
    """
    if one.dated == other.dated or not (one.family == other.family == "encounter"):
        return False
    event, plan = (one, other) if one.dated else (other, one)
    return plan.status is not Status.POSTPONED and event.first - plan.issued > SOON


def notional(one: Facts, other: Facts) -> bool:
    """One is only a condition, told more than a week from the other: "if we met" is no report of a plan to meet."""
    condition = Status.HYPOTHETICAL in (one.status, other.status)
    days = [f.first if f.dated else f.issued for f in (one, other)]
    return condition and not (one.dated and other.dated) and abs(days[0] - days[1]) > TALKED_OF


def stale_call(one: Facts, other: Facts) -> bool:
    """A call without a day, told days after the other one: leaders who call each other do so every week."""
    if one.dated == other.dated or not (one.family == other.family == "call"):
        return False
    event, report = (one, other) if one.dated else (other, one)
    return report.status not in PENDING and event.precise and report.issued - event.last > CALLS


def retold(one: Facts, other: Facts) -> bool:
    """A meeting without a day, told days after the other one and by another word: it may be a later one.

    Who looks back on the talks of last week calls them by the same word, or says where they were.
    """
    if one.dated == other.dated or not (one.family == other.family == "encounter") or one.type is other.type:
        return False
    event, report = (one, other) if one.dated else (other, one)
    late = event.precise and report.issued - event.last > NEWS
    return late and report.status in REAL and not same_town(one.place, other.place)


def since(one: Facts, other: Facts) -> bool:
    """One says from when on, not when ("the second visit since February"); a war is told by the day it began."""
    if EventType.CONFLICT in (one.type, other.type):
        return False
    return any(f.open and f.status not in PENDING and g.precise for f, g in ((one, other), (other, one)))


def planned_anew(one: Facts, other: Facts) -> bool:
    """One took place, and the other, told no earlier and without a day, is still to come or refused: the next one."""
    if other.status in REAL:
        one, other = other, one
    if one.status not in REAL or other.status not in PENDING or other.dated:
        return False
    return one.known_days and (other.issued > one.last if one.dated else other.issued >= one.issued)


def refused(one: Facts, other: Facts) -> bool:
    """One is refused, the other took place, and they do not name the same day: what was declined is not what was held.

    Who refuses on Monday to come on Friday may come all the same.
    """
    statuses = {one.status, other.status}
    return Status.REJECTED in statuses and bool(statuses & REAL) and not same_days(one, other)


def wishes(one: Facts, other: Facts) -> bool:
    """Neither has come about, neither has a day, and they are told days apart: leaders always wish to meet."""
    pending = one.status in PENDING and other.status in PENDING
    told = one.family == other.family == "encounter" and not one.dated and not other.dated
    return told and pending and abs(one.issued - other.issued) > NEWS


def some_time(one: Facts, other: Facts) -> bool:
    """One is a plan for a season or a year, and the other is not that plan told again."""
    plans = [f for f in (one, other) if f.status in PENDING and f.dated and f.last - f.first > SEASON]
    return len(plans) == 1


def unsaid(one: Facts, other: Facts) -> bool:
    """One says neither when nor whether it was, and is no news of the event: perhaps it speaks of no single one."""
    return any(f.status is None and not f.dated for f in (one, other)) and not news(one, other)


def next_day(one: Facts, other: Facts) -> bool:
    """Days that touch: a night flight, another clock, or the second day of talks or of a visit; calls are daily."""
    if not (one.precise and other.precise) or one.overlaps(other) or one.family == "call":
        return False
    gap = max(one.first - other.last, other.first - one.last)
    both = (one.place is None) == (other.place is None)
    there = (one.family == "visit" and bool(one.persons)) or same_town(one.place, other.place)
    same = (both and len(one.persons & other.persons) >= 2) or (there and same_participants(one, other))
    return gap == 1 and {one.status, other.status} <= REAL and same


def other_days(one: Facts, other: Facts) -> bool:
    """Whether no day is common to them, and neither is the next day of the other; a gathering's name tells its days."""
    if same_gathering(one, other) and not (one.dated and other.dated):
        return False
    return one.known_days and other.known_days and not one.overlaps(other) and not next_day(one, other)


def old_news(one: Facts, other: Facts) -> bool:
    """Two undated reports from different days: each speaks of what is news on its own day."""
    pending = one.status in PENDING and other.status in PENDING
    days = TALKED_OF if pending else CALLS if "call" in (one.family, other.family) else NEWS
    told = not (one.dated or other.dated or same_gathering(one, other))
    return told and abs(one.issued - other.issued) > days


def announced_anew(one: Facts, other: Facts) -> bool:
    """One outlet says outright on two days that it took place, and gives no day: each is the news of its own day."""
    told = one.announcer is not None and one.announcer == other.announcer
    return told and one.issued != other.issued
