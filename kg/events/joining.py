"""The joining rules: a table of tests for or against two tellings being of one event, and one of what forbids it.

Identity comes from participants, type, overlapping time and place, never from word overlap.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.events.compatible import same_parties
from kg.events.facts import PENDING, Facts
from kg.model import EventType, Status

#: Sum of weights from which two mentions are taken for one event. Chosen on the clusters of data/gold: that the same
#: parties met is not enough, a day, a place or a fresh report must agree.
ENOUGH = 4.0
#: Days between a report and the event within which it is news.
NEWS = 2
#: The same for calls, which the same persons may make every other day.
CALLS = 1
#: Days over which undated reports of what has not come about speak of one plan.
TALKED_OF = 7
#: Days by which an undated plan of the same persons is still about the next event that is known of them.
SOON = 14
#: Days from which the time of a plan is a season or a year: whoever meets often has other plans in it.
SEASON = 45
#: What the same parties do again and again.
_RECURRING = frozenset({EventType.CONFLICT, EventType.STATEMENT, EventType.SANCTION})
_UNREAL = frozenset({Status.DENIED, Status.HYPOTHETICAL})
_REAL = frozenset({Status.HELD, Status.ONGOING})


@dataclass(frozen=True, slots=True)
class Test:
    """One reason for or against joining two mentions: its weight and a sentence that explains it."""

    name: str
    weight: float
    sentence: str
    holds: Callable[[Facts, Facts], bool]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that forbids joining two mentions, whatever speaks for it."""

    name: str
    sentence: str
    holds: Callable[[Facts, Facts], bool]


def score(one: Facts, other: Facts) -> tuple[float, tuple[str, ...]]:
    """Sum of the weights of the tests that hold, and their sentences."""
    passed = [test for test in TESTS if test.holds(one, other)]
    return sum(test.weight for test in passed), tuple(test.sentence for test in passed)


def obstacle(one: Facts, other: Facts) -> Obstacle | None:
    """The first thing that forbids joining two mentions."""
    return next((found for found in OBSTACLES if found.holds(one, other)), None)


def told_twice(one: Facts, other: Facts) -> bool:
    """Whether one document may tell of one event in both: the same parties on the same days, or one plan of theirs."""
    if not _same_participants(one, other) or places_differ(one, other):
        return False
    pending = one.status in PENDING and other.status in PENDING
    return _same_days(one, other) or (pending and one.overlaps(other) and not _states_only(one, other))


# ------------------------------------------------------------------ parties


def _same_participants(one: Facts, other: Facts) -> bool:
    return len(one.actors) >= 2 and one.actors.keys() == other.actors.keys()


def _shared_pair(one: Facts, other: Facts) -> bool:
    return len(one.actors.keys() & other.actors.keys()) >= 2


def _shared_persons(one: Facts, other: Facts) -> bool:
    return len(one.persons & other.persons) >= 2


def _stand_in(one: Facts, other: Facts) -> bool:
    return same_parties(dict(one.actors), dict(other.actors))


def _strangers(one: Facts, other: Facts) -> bool:
    """Each names a person whom the other does not, and no two are shared: he met one first, then another."""
    shared = one.persons & other.persons
    return len(shared) < 2 and bool(one.persons - shared) and bool(other.persons - shared)


def _larger_company(one: Facts, other: Facts) -> bool:
    """One names two persons more than the other, who names two himself: talks of two are not the summit of many.

    Who comes with them of their own states is their delegation.
    """
    small, large = sorted((one, other), key=lambda f: len(f.persons))
    if len(small.persons) < 2 or len(large.persons) < len(small.persons) + 2:
        return False
    return not (small.persons <= large.persons and large.states <= small.states)


def _third_party(one: Facts, other: Facts) -> bool:
    """The same two persons, and one names a person of a third state: before the talks of three two may have met."""
    small, large = sorted((one, other), key=lambda f: len(f.persons))
    return len(small.persons) >= 2 and small.persons < large.persons and not large.states <= small.states


def _states_only(one: Facts, other: Facts) -> bool:
    """No person is named, and one gives no time: two states talk of many things in many rooms."""
    return not (one.persons or other.persons or (one.dated and other.dated))


def _half_named(one: Facts, other: Facts) -> bool:
    """One person and a state, and one gives no time: he may meet anybody of it; whoever travels meets all of it."""
    if one.family == "visit" or (one.dated and other.dated):
        return False
    return len(one.persons) <= 1 and len(other.persons) <= 1 and bool(one.persons or other.persons)


def _recurring(one: Facts, other: Facts) -> bool:
    """Attacks, statements and sanctions follow each other: without a time nobody knows which is meant."""
    return one.type in _RECURRING and one.type == other.type and not (one.dated and other.dated)


def _any_of_many(one: Facts, other: Facts) -> bool:
    """What states do among them, or what is done again and again, told without a time and not as news of the day."""
    if not (_states_only(one, other) or _recurring(one, other)):
        return False
    news = _news(one, other) and one.status == other.status
    return not (news or _same_place(one, other) or _same_gathering(one, other))


def _lone(one: Facts, other: Facts) -> bool:
    """One names a single party: too little to tell events of one week apart."""
    small, large = sorted((len(one.actors), len(other.actors)))
    return small <= 1 < large and one.family == other.family in ("encounter", "call")


# ------------------------------------------------------------------ days


def _same_days(one: Facts, other: Facts) -> bool:
    return one.precise and other.precise and one.overlaps(other)


def _holds_days(one: Facts, other: Facts) -> bool:
    if not (one.dated and other.dated and one.overlaps(other)) or _same_days(one, other):
        return False
    wide = any(f.last - f.first > SEASON for f in (one, other))
    return not (wide and (one.precise or other.precise)) or _same_place(one, other)


def _fresh(one: Facts, other: Facts) -> bool:
    """One is undated, and what it may speak of overlaps the other."""
    return not (one.dated and other.dated) and one.overlaps(other)


def _news(one: Facts, other: Facts) -> bool:
    """An undated report from within days of the event, or of another such report of the same status."""
    if one.dated and other.dated:
        return False
    if one.dated == other.dated:
        return abs(one.issued - other.issued) <= NEWS and one.status == other.status
    dated, undated = (one, other) if one.dated else (other, one)
    return dated.precise and 0 <= undated.issued - dated.last <= NEWS


def long_before(one: Facts, other: Facts) -> bool:
    """An undated report of a plan to meet, and a meeting weeks after it: leaders who want to meet say so all the time.

    A visit is agreed on weeks ahead, and a call that is announced is made once.
    """
    if one.dated == other.dated or one.family != "encounter":
        return False
    event, plan = (one, other) if one.dated else (other, one)
    return plan.status is not Status.POSTPONED and event.first - plan.issued > SOON


def _planned_anew(one: Facts, other: Facts) -> bool:
    """One took place, and the other, told no earlier and without a day, is still to come: they will meet again."""
    if other.status in _REAL:
        one, other = other, one
    if one.status not in _REAL or other.status not in (Status.PLANNED, Status.PROPOSED) or other.dated:
        return False
    return one.known_days and (other.issued > one.last if one.dated else other.issued >= one.issued)


def _some_time(one: Facts, other: Facts) -> bool:
    """One is a plan for a season or a year, and the other is not that plan told again."""
    plans = [f for f in (one, other) if f.status in PENDING and f.dated and f.last - f.first > SEASON]
    return len(plans) == 1


def _unsaid(one: Facts, other: Facts) -> bool:
    """One says neither when nor whether it was, and is no news of the event: perhaps it speaks of no single one."""
    return any(f.status is None and not f.dated for f in (one, other)) and not _news(one, other)


def _next_day(one: Facts, other: Facts) -> bool:
    """Days that touch: a night flight, another clock, or the second day of talks; calls are made every day."""
    if not (one.precise and other.precise) or one.overlaps(other) or one.family == "call":
        return False
    gap = max(one.first - other.last, other.first - one.last)
    return gap == 1 and {one.status, other.status} <= _REAL and len(one.persons & other.persons) >= 2


def _other_days(one: Facts, other: Facts) -> bool:
    return one.known_days and other.known_days and not one.overlaps(other) and not _next_day(one, other)


def _old_news(one: Facts, other: Facts) -> bool:
    """Two undated reports from different days: each speaks of what is news on its own day."""
    pending = one.status in PENDING and other.status in PENDING
    days = TALKED_OF if pending else CALLS if one.family == "call" else NEWS
    return not one.dated and not other.dated and abs(one.issued - other.issued) > days


# ------------------------------------------------------------------ places


def _same_place(one: Facts, other: Facts) -> bool:
    mine, theirs = one.place, other.place
    return mine is not None and theirs is not None and mine.key == theirs.key and mine.key != mine.country


def _same_country(one: Facts, other: Facts) -> bool:
    """Both name the state only, which says less than a town."""
    mine, theirs = one.place, other.place
    return mine is not None and theirs is not None and mine.key == theirs.key == mine.country


def _place_in(one: Facts, other: Facts) -> bool:
    """A town and its country, or a person's visit and the state that receives him."""
    mine, theirs = one.place, other.place
    if mine is None or theirs is None or mine.key == theirs.key:
        return False
    return mine.country is not None and mine.country == theirs.country and mine.country in (mine.key, theirs.key)


def places_differ(one: Facts, other: Facts) -> bool:
    """Whether two places cannot be one: not a town and its state, nor a region and its town."""
    mine, theirs = one.place, other.place
    if mine is None or theirs is None or mine.key == theirs.key:
        return False
    if mine.country is not None and mine.country == theirs.country:
        return False  # Alaska and Anchorage: a region and its town are not told apart by the gazetteer
    return mine.key != theirs.country and theirs.key != mine.country


def _moved_place(one: Facts, other: Facts) -> bool:
    """Planned in one place, held or planned later in another: the same people, the same days."""
    pending = PENDING & {one.status, other.status}
    return bool(pending) and _same_participants(one, other) and _same_days(one, other) and len(one.persons) >= 2


def _elsewhere(one: Facts, other: Facts) -> bool:
    return places_differ(one, other) and one.dated and other.dated and not _moved_place(one, other)


# ------------------------------------------------------------------ the rest


def _same_gathering(one: Facts, other: Facts) -> bool:
    return one.gathering is not None and one.gathering == other.gathering


def _of_and_at(one: Facts, other: Facts) -> bool:
    """One is a gathering, the other a meeting of some people at it."""
    conference = [f.type is EventType.CONFERENCE for f in (one, other)]
    lesser = other if conference[0] else one
    return sum(conference) == 1 and len(lesser.persons) >= 2


def _other_gathering(one: Facts, other: Facts) -> bool:
    mine, theirs = one.gathering, other.gathering
    return mine is not None and theirs is not None and mine != theirs


def _denied_and_real(one: Facts, other: Facts) -> bool:
    """One took place, of the other it was said that it did not; what was said before the day may have changed."""
    first, second = one.status, other.status
    beforehand = any(f.status is Status.DENIED and f.precise and not f.missed for f in (one, other))
    return (first in _UNREAL) != (second in _UNREAL) and Status.HELD in (first, second) and not beforehand


def _missed(one: Facts, other: Facts) -> bool:
    """Told afterwards: one took place, the other was called off, as the luncheon of a summit is."""
    return (one.missed and other.status in _REAL) or (other.missed and one.status in _REAL)


def _never(one: Facts, other: Facts) -> bool:
    """ "They have not met since 2022" denies no single event: it speaks of a period, not of what was planned in it."""
    periods = [f.status is Status.DENIED and f.dated and not f.precise for f in (one, other)]
    return any(periods) and {one.status, other.status} != {Status.DENIED}


def _no_party(one: Facts, other: Facts) -> bool:
    return not (one.actors.keys() & other.actors.keys()) and not _stand_in(one, other) and not one.states & other.states


#: The joining rules. Two mentions are one event when the weights of the tests that hold reach `ENOUGH`.
TESTS = (
    Test("same-participants", 2.0, "the same participants", _same_participants),
    Test("shared-pair", 0.5, "two participants in common", _shared_pair),
    Test("shared-persons", 0.5, "two persons in common", _shared_persons),
    Test("stand-in", 0.5, "the parties agree, a state standing for its representative", _stand_in),
    Test("strangers", -3.0, "different persons", _strangers),
    Test("larger-company", -2.0, "one company is much larger", _larger_company),
    Test("third-party", -0.5, "a person of a third state takes part in one", _third_party),
    Test("states-only", -1.0, "no person is named, and one gives no time", _states_only),
    Test("half-named", -1.0, "one side is a state, and one gives no time", _half_named),
    Test("recurring", -1.0, "what happens often, and one gives no time", _recurring),
    Test("lone", -1.0, "one names a single party", _lone),
    Test("same-days", 2.0, "the same days", _same_days),
    Test("within", 1.0, "one time lies within the other", _holds_days),
    Test("fresh", 1.0, "an undated report from the days of the event", _fresh),
    Test("news", 0.5, "reported within two days", _news),
    Test("long-before", -1.5, "planned without a day, more than two weeks before", long_before),
    Test("planned-anew", -2.0, "planned, without a day, after the other took place", _planned_anew),
    Test("some-time", -1.5, "planned for a season or a year", _some_time),
    Test("unsaid", -1.5, "one says neither when nor whether it was", _unsaid),
    Test("same-place", 1.5, "the same place", _same_place),
    Test("same-country", 1.0, "the same country", _same_country),
    Test("place-in", 0.5, "one place lies in the other", _place_in),
    Test("different-place", -2.0, "different places", places_differ),
    Test("same-gathering", 3.0, "the same named gathering", _same_gathering),
    Test("of-and-at", -3.0, "one is the gathering, the other a meeting at it", _of_and_at),
    Test("same-type", 0.5, "the same type", lambda a, b: a.type == b.type),
)

#: What forbids joining, whatever the tests say.
OBSTACLES = (
    Obstacle("other-family", "events of another kind", lambda a, b: a.family != b.family),
    Obstacle("other-days", "on other days", _other_days),
    Obstacle("old-news", "undated reports from different days", _old_news),
    Obstacle("other-gathering", "another gathering", _other_gathering),
    Obstacle("denied", "one is held, the other denied or only a condition", _denied_and_real),
    Obstacle("missed", "one was held, the other called off on that day", _missed),
    Obstacle("never", "one says that it never was in a whole period", _never),
    Obstacle("any-of-many", "one of many such, and one gives no time", _any_of_many),
    Obstacle("elsewhere", "at another place", _elsewhere),
    Obstacle("no-party", "no party in common", _no_party),
)
