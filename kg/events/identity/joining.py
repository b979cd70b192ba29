"""The joining rules: a table of tests for or against two tellings being of one event, and one of what forbids it.

Identity comes from participants, type, overlapping time and place, never from word overlap.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from msgspec import Struct

from kg.events.identity.companies import (
    delegation,
    half_named,
    larger_company,
    lone,
    nearly_same,
    no_party,
    one_in_common,
    same_gathering,
    same_participants,
    same_sides,
    shared_pair,
    shared_persons,
    stand_in,
    strangers,
    third_party,
)
from kg.events.identity.compatible import REAL
from kg.events.identity.days import (
    RECURRING,
    announced_anew,
    both_timed,
    by_issue,
    fresh,
    holds_days,
    long_before,
    news,
    notional,
    of_one_day,
    old_news,
    other_days,
    planned_anew,
    refused,
    retold,
    same_days,
    same_words,
    since,
    some_time,
    stale_call,
    unsaid,
    wishes,
    within_month,
)
from kg.events.identity.facts import PENDING, Facts
from kg.events.identity.matters import differ
from kg.events.identity.nested import apart, holds, same_town
from kg.model import EventType, Status
from kg.resources import table, values

#: Sum of weights from which two mentions are taken for one event. Chosen on the clusters of data/gold: that the same
#: parties met is not enough, a day, a place or a fresh report must agree.
ENOUGH = 4.0
#: States of a gathering whose leaders may be the whole of it: of the Normandy Four.
FEW = 4
#: What some hold at a gathering.
_AT_IT = frozenset({EventType.MEETING, EventType.NEGOTIATION})
_UNREAL = frozenset({Status.DENIED, Status.HYPOTHETICAL})


class Test(Struct, frozen=True):
    """One reason for or against joining two mentions: its weight and a sentence that explains it."""

    name: str
    weight: float
    sentence: str
    holds: Callable[[Facts, Facts], bool]


class Obstacle(Struct, frozen=True):
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
    if not same_participants(one, other) or _places_differ(one, other):
        return False
    pending = one.status in PENDING and other.status in PENDING
    month = same_words(one, other) and same_town(one.place, other.place)
    wish = pending and one.overlaps(other) and not _states_only(one, other)
    return same_days(one, other) or month or wish or _talked(one, other)


def _talked(one: Facts, other: Facts) -> bool:
    """Two persons met and held talks: told of in one text without a day, it is one encounter by two names."""
    names = one.type is not other.type and not (one.dated and other.dated)
    held = one.status is other.status is Status.HELD and names
    return held and one.family == other.family == "encounter" and len(one.persons) >= 2 and one.overlaps(other)


# ------------------------------------------------------------------ one of many


def _states_only(one: Facts, other: Facts) -> bool:
    """No person is named, and one gives no time of its own: two states talk of many things in many rooms."""
    return not (one.persons or other.persons or both_timed(one, other))


def _recurring(one: Facts, other: Facts) -> bool:
    """Attacks, statements and sanctions follow each other: by no day and no month nobody knows which is meant.

    What is said or demanded "in these days" may be said on each of them.
    """
    told = one.dated and other.dated and within_month(one, other)
    if one.type is not EventType.CONFLICT:
        told = told and (same_days(one, other) or same_words(one, other))
    return one.type in RECURRING and one.type == other.type and not told


def _any_of_many(one: Facts, other: Facts) -> bool:
    """What states do among them, or what is done again and again, told without a time and not as news of the day.

    What is still to come, or goes on, is talked about every day.
    """
    if not (_states_only(one, other) or _recurring(one, other)):
        return False
    told = news(one, other) and one.status == other.status
    held = one.status is Status.HELD and (one.dated != other.dated or not _process(one, other))
    return not (
        (told and (held or (of_one_day(one, other) and _spoken_of_as_one(one, other))))
        or (same_town(one.place, other.place) and not (one.type in RECURRING and one.dated != other.dated))
        or same_gathering(one, other)
    )


def _process(one: Facts, other: Facts) -> bool:
    """Talks that two states hold for months, in rounds and about many things."""
    return one.type is other.type is EventType.NEGOTIATION


def _spoken_of_as_one(one: Facts, other: Facts) -> bool:
    """Of talks that go on for months only this is news as such: that they go on."""
    return not _process(one, other) or one.status is Status.ONGOING


def _war_and_attack(one: Facts, other: Facts) -> bool:
    """A war that goes on is not the attack that was made on a day of it."""
    return one.type is other.type is EventType.CONFLICT and {one.status, other.status} == REAL


# ------------------------------------------------------------------ places


def _same_country(one: Facts, other: Facts) -> bool:
    """Both name the state only, which says less than a town."""
    mine, theirs = one.place, other.place
    return mine is not None and theirs is not None and mine.key == theirs.key == mine.country


def _place_in(one: Facts, other: Facts) -> bool:
    """A town and its country or region, or a palace and its town."""
    return holds(one.place, other.place)


def _places_differ(one: Facts, other: Facts) -> bool:
    """Whether they were in two places; who visits a state goes to several towns of it."""
    if one.family == "visit" and one.place and other.place and one.place.country == other.place.country:
        return False
    return apart(one.place, other.place)


def _moved_place(one: Facts, other: Facts) -> bool:
    """Planned in one place, held or planned later in another: the same people, the same days."""
    pending = PENDING & {one.status, other.status}
    return bool(pending) and same_participants(one, other) and same_days(one, other) and len(one.persons) >= 2


def _disputed_town(one: Facts, other: Facts) -> bool:
    """The same people met in one country on one day: reports that name two towns of it contradict each other."""
    mine, theirs = one.place, other.place
    same = mine is not None and theirs is not None and mine.country == theirs.country
    return same and same_participants(one, other) and same_days(one, other) and len(one.persons) >= 2


def _elsewhere_told(one: Facts, other: Facts) -> bool:
    return _places_differ(one, other) and not _disputed_town(one, other)


def _elsewhere(one: Facts, other: Facts) -> bool:
    if not (_places_differ(one, other) and one.dated and other.dated):
        return False
    return not (_moved_place(one, other) or _disputed_town(one, other))


# ------------------------------------------------------------------ the rest


def _of_two_and_of_three(one: Facts, other: Facts) -> bool:
    """Both took place on days told, and one names a person of a third state: where no town says that it is one, two.

    At a summit three meet, and two of them by themselves: where one is told to be beside a gathering, no town says it.
    """
    if not (one.status in REAL and other.status in REAL and third_party(one, other)):
        return False
    if _beside(one) != _beside(other) and one.type in _AT_IT and other.type in _AT_IT:
        return of_one_day(one, other)
    return one.precise and other.precise and not same_town(one.place, other.place)


def _beside(telling: Facts) -> bool:
    return telling.gathering in _of_many()


def _of_and_at(one: Facts, other: Facts) -> bool:
    """One is a conference or the summit of a body, the other a meeting of some people at it."""
    whole = [f.type is EventType.CONFERENCE or _of_a_body(f) for f in (one, other)]
    lesser = other if whole[0] else one
    return sum(whole) == 1 and _of_some(lesser) and lesser.type is not EventType.SUMMIT


def _of_some(telling: Facts) -> bool:
    """Whether two persons meet, or at a gathering of a name a few states."""
    few = telling.gathering is not None and 2 <= len(telling.actors) <= FEW
    return len(telling.persons) >= 2 or (few and not any(a.is_body for a in telling.actors.values()))


def _of_a_body(telling: Facts) -> bool:
    """Whether a telling is of the summit of an organisation, or of another to which many go: of NATO, for Democracy."""
    body = any(actor.is_body for actor in telling.actors.values())
    return telling.type is EventType.SUMMIT and (body or telling.gathering in _of_many())


@cache
def _of_many() -> frozenset[str]:
    """Named gatherings that are not of a few told by name: who meets there is not the whole."""
    return frozenset(row["key"] for row in table("gatherings") if not 0 < len(values(row["members"])) <= FEW)


def _gathered(one: Facts, other: Facts) -> bool:
    """Both are of one gathering; a meeting at it is not the whole, and another unless two parties are the same."""
    meetings = one.type in _AT_IT and other.type in _AT_IT
    told_apart = _of_and_at(one, other) or (meetings and not shared_pair(one, other))
    return same_gathering(one, other) and not told_apart


def _other_gathering(one: Facts, other: Facts) -> bool:
    mine, theirs = one.gathering, other.gathering
    return mine is not None and theirs is not None and mine != theirs


def _denied_and_real(one: Facts, other: Facts) -> bool:
    """One took place, of the other it was said that it did not; what was said before the day may have changed."""
    first, second = one.status, other.status
    beforehand = any(f.status is Status.DENIED and f.precise and not f.missed for f in (one, other))
    return (first in _UNREAL) != (second in _UNREAL) and Status.HELD in (first, second) and not beforehand


def _afterwards(one: Facts, other: Facts) -> bool:
    """One came after a news conference, the other is told without: the talks on which that was held, or their plan."""
    return one.later != other.later


def _several(one: Facts, other: Facts) -> bool:
    """One tells of several such and of no day: which of them the other tells of, nobody knows."""
    return one.several or other.several


def _missed(one: Facts, other: Facts) -> bool:
    """Told afterwards: one took place, the other was called off, as the luncheon of a summit is."""
    return (one.missed and other.status in REAL) or (other.missed and one.status in REAL)


def _never(one: Facts, other: Facts) -> bool:
    """ "They have not met since (2022)" denies no single event: it speaks of a period, not of what was planned in it.

    Who denies a plan is named.
    """
    periods = [f.never or (f.status is Status.DENIED and f.dated and not f.precise) for f in (one, other)]
    return any(periods) and {one.status, other.status} != {Status.DENIED}


def _launched(one: Facts, other: Facts) -> bool:
    """One is of talks to begin some time, the other an encounter of the same persons: they agreed there to begin."""
    if one.launched == other.launched or len(one.persons & other.persons) < 2:
        return False
    talks, encounter = (one, other) if one.launched else (other, one)
    return (encounter.last if encounter.dated else encounter.issued) <= talks.issued


def _other_matter(one: Facts, other: Facts) -> bool:
    """Both name what they are about, and not the same: an accord on grain, one on prisoners.

    Two persons who talk on a day do so about many things; accords of one day are as many as their matters.
    """
    if not differ(one.matters, other.matters):
        return False
    agreed = one.type is other.type is EventType.AGREEMENT
    talks = EventType.NEGOTIATION in (one.type, other.type) and one.family == other.family
    return agreed or (talks and not len(one.persons & other.persons) >= 2)


#: The joining rules. Two mentions are one event when the weights of the tests that hold reach `ENOUGH`.
TESTS = (
    Test("same-participants", 2.0, "the same participants", same_participants),
    Test("shared-pair", 0.5, "two participants in common", shared_pair),
    Test("shared-persons", 0.5, "two persons in common", shared_persons),
    Test("stand-in", 0.5, "the parties agree, a state standing for its representative", stand_in),
    Test("same-sides", 1.0, "the same sides, by their representatives or in their own name", same_sides),
    Test("nearly-same", 0.5, "the same parties but for one, on days told", nearly_same),
    Test("delegation", -1.5, "a delegation in one, in the other a person of its state", delegation),
    Test("strangers", -3.0, "different persons", strangers),
    Test("larger-company", -2.0, "one company is much larger", larger_company),
    Test("one-in-common", -1.0, "one party in common, and others in each", one_in_common),
    Test("third-party", -0.5, "a person of a third state takes part in one", third_party),
    Test("states-only", -1.0, "no person is named, and one gives no time", _states_only),
    Test("half-named", -1.0, "one side is a state, and one gives no time", half_named),
    Test("recurring", -1.0, "what happens often, and one gives no time", _recurring),
    Test("lone", -1.0, "one names a single party", lone),
    Test("same-days", 2.0, "the same days", same_days),
    Test("by-issue", -2.5, "no word tells the day of either, and it may be twice a day", by_issue),
    Test("within", 1.0, "one time lies within the other", holds_days),
    Test("fresh", 1.0, "an undated report from the days of the event", fresh),
    Test("news", 0.5, "reported within two days", news),
    Test("long-before", -1.5, "planned without a day, more than two weeks before", long_before),
    Test("notional", -1.5, "only a condition, told more than a week apart", notional),
    Test("since", -2.0, "one says since when, not when", since),
    Test("stale-call", -2.0, "a call without a day, told days after the other", stale_call),
    Test("retold", -1.0, "without a day, told days after the other and by another word", retold),
    Test("planned-anew", -2.0, "to come or refused, without a day, after the other took place", planned_anew),
    Test("wishes", -1.5, "two wishes without a day, told days apart", wishes),
    Test("some-time", -1.5, "planned for a season or a year", some_time),
    Test("several", -2.0, "one tells of several such, and not when", _several),
    Test("unsaid", -1.5, "one says neither when nor whether it was", unsaid),
    Test("same-place", 1.5, "the same place", lambda a, b: same_town(a.place, b.place)),
    Test("same-country", 1.0, "the same country", _same_country),
    Test("place-in", 0.5, "one place lies in the other", _place_in),
    Test("different-place", -2.0, "different places", _elsewhere_told),
    Test("same-gathering", 4.0, "the same named gathering", _gathered),
    Test("of-and-at", -3.0, "one is the gathering, the other a meeting at it", _of_and_at),
    Test("same-type", 0.5, "the same type", lambda a, b: a.type == b.type),
)

#: What forbids joining, whatever the tests say.
OBSTACLES = (
    Obstacle("other-family", "events of another kind", lambda a, b: a.family != b.family),
    Obstacle("other-days", "on other days", other_days),
    Obstacle("old-news", "undated reports from different days", old_news),
    Obstacle("announced-anew", "told outright by one outlet on two days, and no day given", announced_anew),
    Obstacle("other-gathering", "another gathering", _other_gathering),
    Obstacle("denied", "one is held, the other denied or only a condition", _denied_and_real),
    Obstacle("missed", "one was held, the other called off on that day", _missed),
    Obstacle("refused", "one was held, the other refused", refused),
    Obstacle("launched", "one is of talks yet to begin, the other an encounter of those who agreed on it", _launched),
    Obstacle("other-matter", "about other matters", _other_matter),
    Obstacle("afterwards", "one came after a news conference, the other is not said to", _afterwards),
    Obstacle("never", "one says that it never was in a whole period", _never),
    Obstacle("any-of-many", "one of many such, and one gives no time", _any_of_many),
    Obstacle("two-and-three", "of two, and of three, on one day", _of_two_and_of_three),
    Obstacle("war-and-attack", "a war that goes on, and an attack in it", _war_and_attack),
    Obstacle("elsewhere", "at another place", _elsewhere),
    Obstacle("no-party", "no party in common", no_party),
)
