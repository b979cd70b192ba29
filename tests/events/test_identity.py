"""Which reports are one event, which are two; what the event then knows. Mentions are built by hand: no extraction."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from reported import (
    AMERICA,
    BERLIN,
    BERN,
    BIDEN,
    CNN,
    FRANCE,
    GENEVA,
    GERMANY,
    LAVROV,
    LISBON,
    MACRON,
    MERZ,
    MOSCOW_POWER,
    OFFICIALS,
    PUTIN,
    RUSSIA,
    SWITZERLAND,
    TRUMP,
    US,
    WHO,
    outright,
    reports,
    say,
)

from kg.events.identity.compatible import same_event
from kg.events.identity.coreference import refused, renew, resolve
from kg.events.identity.corroboration import conflicts, originator_groups
from kg.events.identity.facts import CROWD, LAUNCH, block_keys, facts, window
from kg.events.identity.joining import ENOUGH, OBSTACLES, TESTS, obstacle, score
from kg.events.identity.matters import MATTER
from kg.model import Actor, ActorKind, EventType, Evidence, Place, Span, Status

HALF = say("half", BIDEN, when="2021-01/2021-06").time
OFFICIAL = Actor("person/jane-doe", ActorKind.PERSON, "Jane Doe", AMERICA.key)


def groups(*mentions):
    """Documents of each event, sorted."""
    documents = {m.key: m.document for m in mentions}
    return sorted(sorted(documents[key] for key in event.mentions) for event in resolve(mentions))


def untold(mention):
    """A report whose words give no day: that of its issue stands in."""
    return replace(mention, evidence=(Evidence("trigger", "talks", 0, 4),))


def about(matter, mention):
    """A report that names what the accord or the talks are about."""
    return replace(mention, evidence=(*mention.evidence, Evidence(MATTER, f"{matter}: word", 0, 4)))


def launch(mention):
    """A report of talks that are still to begin."""
    return replace(mention, evidence=(*mention.evidence, Evidence(LAUNCH, "beginning: <start>", 0, 4)))


MACRON_S = Actor(FRANCE, ActorKind.STATE, "France", FRANCE)
PRECISE = say("precise", BIDEN, PUTIN, when="2021-06-16", place=GENEVA, kind=EventType.SUMMIT)


def test_a_vague_report_joins_the_precise_one():
    vague = say("vague", BIDEN, PUTIN, when="2021", place=GENEVA, on="2025-08-07", kind=EventType.SUMMIT)
    assert groups(PRECISE, vague) == [["precise", "vague"]]


def test_the_country_is_no_other_place_than_its_town():
    other = say("other", BIDEN, PUTIN, when="2021-06-16", place=SWITZERLAND)
    assert groups(PRECISE, other) == [["other", "precise"]]


def test_states_stand_for_those_who_represent_them():
    states = say("states", AMERICA, MOSCOW_POWER, when="2021-06-16", place=GENEVA)
    assert groups(PRECISE, states) == [["precise", "states"]]


def test_meetings_days_apart_stay_two():
    later = say("later", BIDEN, PUTIN, when="2021-06-20", place=GENEVA, on="2021-06-21")
    assert groups(PRECISE, later) == [["later"], ["precise"]]


def test_another_person_of_the_same_state_is_another_meeting():
    minister = say("minister", BIDEN, LAVROV, when="2021-06-16")
    assert groups(PRECISE, minister) == [["minister"], ["precise"]]


def test_a_vague_report_that_fits_two_events_joins_neither():
    second = say("second", BIDEN, PUTIN, when="2021-12-07", on="2021-12-08", place=GENEVA, kind=EventType.SUMMIT)
    vague = say("vague", BIDEN, PUTIN, when="2021", place=GENEVA, on="2025-08-07", kind=EventType.SUMMIT)
    assert groups(PRECISE, second, vague) == [["precise"], ["second"], ["vague"]]


def test_an_undated_report_means_the_event_nearest_to_it():
    first = say("first", BIDEN, PUTIN, when="2021-06-05", on="2021-06-06")
    undated = say("undated", BIDEN, PUTIN, on="2021-06-17")
    assert groups(first, PRECISE, undated) == [["first"], ["precise", "undated"]]


def test_a_plan_and_what_came_of_it_are_one_event_with_a_history():
    plan = say("plan", BIDEN, PUTIN, when="2021-06-16", place=GENEVA, on="2021-05-25", status=Status.PLANNED)
    (event,) = resolve([PRECISE, plan])
    assert event.status is Status.HELD
    assert [(c.status, str(c.as_of)) for c in event.history] == [
        (Status.PLANNED, "2021-05-25"),
        (Status.HELD, "2021-06-17"),
    ]


def test_a_plan_without_news_of_it_stays_a_plan():
    (event,) = resolve([say("plan", BIDEN, PUTIN, when="2021-06-16", on="2021-05-25", status=Status.PLANNED)])
    assert event.status is Status.PLANNED


def test_a_postponed_meeting_is_the_planned_one_and_the_one_held_later():
    plan = say("plan", MACRON, MERZ, when="2025-03-10", on="2025-03-01", status=Status.PLANNED, place=BERLIN)
    moved = say("moved", MACRON, MERZ, when="2025-05-20", on="2025-03-08", status=Status.POSTPONED, place=BERLIN)
    held = say("held", MACRON, MERZ, when="2025-05-20", on="2025-05-21", place=BERLIN)
    (event,) = resolve([held, plan, moved])
    assert [c.status for c in event.history] == [Status.PLANNED, Status.POSTPONED, Status.HELD]
    assert [c.time.edtf for c in event.history] == ["2025-03-10", "2025-05-20", "2025-05-20"]
    assert event.time.edtf == "2025-05-20"
    assert groups(plan, held) == [["held"], ["plan"]]  # without word of it nobody can know


def test_a_plan_that_changes_its_town_is_one_event_with_a_change():
    first = say("first", MACRON, MERZ, when="2025-03-10", on="2025-03-01", status=Status.PLANNED, place=BERLIN)
    second = say("second", MACRON, MERZ, when="2025-03-10", on="2025-03-08", status=Status.PLANNED, place=LISBON)
    held = say("held", MACRON, MERZ, when="2025-03-10", on="2025-03-11", place=LISBON)
    (event,) = resolve([first, second, held])
    assert [c.place.name for c in event.history] == ["Berlin", "Lisbon", "Lisbon"]
    assert event.place.name == "Lisbon"


def test_what_is_denied_is_not_what_was_held():
    denied = say("denied", BIDEN, PUTIN, when="2021-06-16", status=Status.DENIED)
    assert groups(PRECISE, denied) == [["denied"], ["precise"]]
    beforehand = replace(denied, published=date(2021, 6, 1))  # "the meeting set for 16 June will not take place"
    assert groups(PRECISE, beforehand) == [["denied", "precise"]]


def test_what_was_called_off_on_the_day_is_not_what_was_held_on_it():
    lunch = say("lunch", BIDEN, PUTIN, when="2021-06-16", place=GENEVA, status=Status.CANCELLED, on="2021-06-17")
    assert groups(PRECISE, lunch) == [["lunch"], ["precise"]]
    called_off = replace(lunch, published=date(2021, 6, 1))  # said before: it was held after all
    assert groups(PRECISE, called_off) == [["lunch", "precise"]]


def test_a_delegation_of_the_same_states_makes_no_other_meeting():
    many = say("many", BIDEN, PUTIN, LAVROV, OFFICIAL, when="2021-06-16", place=GENEVA)
    assert groups(PRECISE, many) == [["many", "precise"]]
    others = say("others", BIDEN, PUTIN, MACRON, MERZ, when="2021-06-16", place=GENEVA)
    assert groups(PRECISE, others) == [["others"], ["precise"]]


def test_whoever_is_met_on_one_day_in_one_town_is_another_meeting():
    other = say("other", BIDEN, MACRON, when="2021-06-16", place=GENEVA, kind=EventType.SUMMIT)
    assert groups(PRECISE, other) == [["other"], ["precise"]]


def test_before_the_talks_of_three_two_of_them_may_have_met():
    three = say("three", BIDEN, PUTIN, MACRON, when="2021-06-16", kind=EventType.SUMMIT)
    two = say("two", BIDEN, PUTIN, when="2021-06-16", kind=EventType.SUMMIT)
    assert groups(three, two) == [["three"], ["two"]]
    assert groups(replace(three, place=GENEVA), replace(two, place=GENEVA)) == [["three", "two"]]


def test_calls_on_two_days_are_two_while_talks_may_last_into_the_next():
    days = [
        say(f"{kind}{day}", BIDEN, PUTIN, when=f"2021-06-{day}", kind=kind)
        for kind in (EventType.PHONE_CALL, EventType.NEGOTIATION)
        for day in (16, 17)
    ]
    assert groups(*days) == [["Negotiation16", "Negotiation17"], ["PhoneCall16"], ["PhoneCall17"]]
    for kind, joined in ((EventType.PHONE_CALL, [["a"], ["b"]]), (EventType.NEGOTIATION, [["a", "b"]])):
        undated = [say(n, BIDEN, PUTIN, kind=kind, on=on) for n, on in (("a", "2021-06-17"), ("b", "2021-06-19"))]
        assert groups(*undated) == joined


def test_without_persons_and_without_a_time_nobody_knows_which_talks_are_meant():
    dated = say("dated", AMERICA, MOSCOW_POWER, when="2021-06-10")
    undated = say("undated", AMERICA, MOSCOW_POWER, on="2021-06-17")
    assert groups(dated, undated) == [["dated"], ["undated"]]
    assert groups(*(replace(m, place=GENEVA) for m in (dated, undated))) == [["dated", "undated"]]
    persons = [replace(m, participants=PRECISE.participants) for m in (dated, undated)]
    assert groups(*persons) == [["dated", "undated"]]


def test_attacks_of_two_days_are_not_one_where_no_day_is_given():
    for kind, joined in ((EventType.MEETING, [["a", "b"]]), (EventType.CONFLICT, [["a"], ["b"]])):
        days = [say(n, AMERICA, MOSCOW_POWER, kind=kind, on=on) for n, on in (("a", "2021-06-17"), ("b", "2021-06-18"))]
        assert groups(*days) == joined


def test_one_document_may_tell_of_one_event_twice_but_not_of_two_as_one():
    month = say("month", BIDEN, PUTIN, when="2021-06", place=GENEVA)
    assert groups(month, replace(month, trigger=Span(40, 50), type=EventType.NEGOTIATION)) == [["month", "month"]]
    again = replace(PRECISE, trigger=Span(40, 50), type=EventType.MEETING)
    assert groups(PRECISE, again, say("other", BIDEN, PUTIN, when="2021-06-16")) == [["other", "precise", "precise"]]
    wish = say("wish", BIDEN, PUTIN, status=Status.PROPOSED, on="2021-05-01")
    assert groups(wish, replace(wish, trigger=Span(40, 50), place=GENEVA)) == [["wish", "wish"]]
    undated = say("undated", BIDEN, PUTIN, on="2021-06-17")
    assert groups(undated, replace(undated, trigger=Span(40, 50), place=GENEVA)) == [["undated"], ["undated"]]


def test_a_meeting_on_the_sidelines_is_not_the_gathering_but_points_to_it():
    whole = say("whole", AMERICA, kind=EventType.CONFERENCE, when="2019-06-28/2019-06-29", gathering="gathering/g20")
    aside = say("aside", TRUMP, PUTIN, when="2019-06-28", gathering="gathering/g20")
    events = {e.type: e for e in resolve([whole, aside])}
    assert set(events) == {EventType.CONFERENCE, EventType.MEETING}
    assert events[EventType.MEETING].gathering == "gathering/g20"


def test_annual_gatherings_are_separate_events():
    years = [say(str(y), AMERICA, kind=EventType.CONFERENCE, gathering=f"gathering/g7-{y}") for y in (2021, 2022)]
    assert groups(*years) == [["2021"], ["2022"]]


def test_a_meeting_of_some_on_the_margins_is_not_the_summit_of_the_organisation():
    nato = Actor("Q7184", ActorKind.ORGANISATION, "NATO")
    summit = say("summit", MACRON, nato, when="2022-06-29", place=LISBON, kind=EventType.SUMMIT)
    aside = say(
        "aside",
        AMERICA,
        Actor(GERMANY, ActorKind.STATE, "Germany", GERMANY),
        nato,
        when="2022-06-29",
        place=LISBON,
        kind=EventType.SUMMIT,
    )
    assert groups(summit, aside) == [["aside"], ["summit"]]
    again = replace(summit, document="again", type=EventType.MEETING)
    assert groups(summit, again) == [["again", "summit"]]


def test_the_same_sides_in_their_own_name_and_by_those_who_stand_for_them():
    persons = say("persons", BIDEN, PUTIN, when="2021-06-16")
    states = say("states", AMERICA, MOSCOW_POWER, when="2021-06-16")
    assert groups(persons, states) == [["persons", "states"]]
    calls = [replace(m, type=EventType.PHONE_CALL) for m in (persons, states)]
    assert groups(*calls) == [["persons"], ["states"]]  # anybody of a state may be on the line
    undated = replace(states, time=None, published=date(2021, 6, 17))
    assert groups(persons, undated) == [["persons"], ["states"]]


def test_the_same_parties_but_for_one_that_is_no_person():
    france, germany = (Actor(k, ActorKind.STATE, k, k) for k in (FRANCE, GERMANY))
    four = say("four", AMERICA, MOSCOW_POWER, france, germany, when="2021-06-16")
    by_one = say("by-one", OFFICIAL, MOSCOW_POWER, france, germany, when="2021-06-16")
    three = say("three", MOSCOW_POWER, france, germany, when="2021-06-16")
    two = say("two", MOSCOW_POWER, france, when="2021-06-16")
    assert groups(four, by_one) == [["by-one", "four"]]
    assert groups(four, three) == [["four", "three"]]
    assert groups(four, two) == [["four"], ["two"]]  # the talks of two beside those of four


def test_whom_two_of_one_side_meet_must_be_the_same():
    """Two ministers of one state see one minister of another, then a second."""
    first = say("first", TRUMP, OFFICIAL, MACRON, when="2021-06-16", place=GENEVA)
    second = say("second", TRUMP, OFFICIAL, MERZ, when="2021-06-16", place=GENEVA)
    assert groups(first, second) == [["first"], ["second"]]


def test_a_visit_lasts_into_the_next_day_and_leads_to_several_towns():
    russia = Place(RUSSIA, "Russia", RUSSIA)
    first = say("first", MACRON, MOSCOW_POWER, when="2021-06-16", kind=EventType.VISIT, place=russia)
    second = say("second", MACRON, MOSCOW_POWER, when="2021-06-17", kind=EventType.VISIT, place=russia)
    assert groups(first, second) == [["first", "second"]]
    moscow, kazan = Place("Q649", "Moscow", RUSSIA, 55.75, 37.6), Place("place/kazan", "Kazan", RUSSIA, 55.8, 49.1)
    there, thence = (replace(m, time=first.time, place=p) for m, p in ((first, moscow), (second, kazan)))
    assert groups(there, thence) == [["first", "second"]]
    week = say("week", MACRON, MOSCOW_POWER, when="2021-06-23", kind=EventType.VISIT, place=russia)
    assert groups(first, week) == [["first"], ["week"]]


# ------------------------------------------------------------------ who first said it, and conflicts


def test_ten_outlets_that_relay_one_are_one_originator():
    first = say("cnn", TRUMP, PUTIN, status=Status.PROPOSED, on="2025-08-06", by=[OFFICIALS], outlet="CNN")
    relays = [
        say(f"r{n}", TRUMP, PUTIN, status=Status.PROPOSED, on="2025-08-07", via=[CNN], by=[OFFICIALS] if n % 2 else [])
        for n in range(9)
    ]
    (event,) = resolve([first, *relays])
    assert (event.documents, event.outlets, event.originators) == (10, 10, 1)


def test_outlets_that_speak_for_themselves_are_counted_each():
    (event,) = resolve([PRECISE, say("other", BIDEN, PUTIN, when="2021-06-16", quote="Biden and Putin sat down.")])
    assert event.originators == 2


def test_near_copies_of_one_text_are_one_originator():
    text = "US President Joe Biden met Vladimir Putin in a villa by the lake of Geneva for more than three hours."
    near = text.replace("more than three", "over three")
    one = say("one", BIDEN, PUTIN, when="2021-06-16", quote=text)
    other = say("other", BIDEN, PUTIN, when="2021-06-16", quote=near)
    (event,) = resolve([one, other])
    assert event.originators == 1


def test_originators_that_contradict_each_other_are_flagged_with_their_reports():
    one = say("one", BIDEN, PUTIN, when="2021-06-16", place=BERN)
    (event,) = resolve([PRECISE, one])
    (conflict,) = event.conflicts
    assert conflict.summary == "place: Bern / Geneva"
    assert [claim.mentions for claim in conflict.claims] == [(one.key,), (PRECISE.key,)]


def test_who_only_speaks_of_a_meeting_is_no_rival_of_who_takes_part():
    leader = say("leader", MACRON, BIDEN, when="2021-06-16")
    for speakers, aspects in (([], ["participants"]), ([OFFICIAL], [])):
        cluster = [leader, say("deputy", MACRON, OFFICIAL, when="2021-06-16", by=speakers)]
        assert [c.aspect for c in conflicts(cluster, originator_groups(cluster, ()))] == aspects


def test_a_region_and_its_town_a_villa_and_its_city_do_not_contradict_each_other():
    anchorage = Place("Q39450", "Anchorage", US, 61.2, -149.9)
    fairbanks = Place("place/fairbanks", "Fairbanks", US, 64.8, -147.7)
    base = Place("place/base", "A base", US, 61.25, -149.8)
    alaska = Place("place/alaska", "Alaska", US, 64.0, -150.0)
    for other, count in ((alaska, 0), (base, 0), (fairbanks, 1)):
        told = [say(p.name, TRUMP, PUTIN, when="2025-08-15", place=p) for p in (anchorage, other)]
        (event,) = resolve(told)
        assert len(event.conflicts) == count


def test_one_originator_does_not_contradict_himself():
    one = say("one", BIDEN, PUTIN, when="2021-06-16", place=BERN, by=[OFFICIALS])
    other = replace(PRECISE, originators=(OFFICIALS,))
    (event,) = resolve([one, other])
    assert event.conflicts == ()


def test_a_denial_of_a_plan_is_a_conflict_of_status():
    plan = say("plan", TRUMP, PUTIN, when="2025-08-15", on="2025-08-10", status=Status.PLANNED)
    denial = say("denial", TRUMP, PUTIN, when="2025-08-15", on="2025-08-11", status=Status.DENIED, by=[PUTIN])
    (event,) = resolve([plan, denial])
    assert [c.aspect for c in event.conflicts] == ["status"]
    assert {claim.value for claim in event.conflicts[0].claims} == {"planned", "denied"}


def test_a_claim_that_the_gazetteer_contradicts_is_a_conflict():
    one = say("one", TRUMP, PUTIN, when="2025-08-15")
    one = replace(one, evidence=(Evidence("contradiction", "former president | president since 2025-01-20", 0, 9),))
    (event,) = resolve([one])
    assert [claim.value for claim in event.conflicts[0].claims] == [
        "former president",
        "gazetteer: president since 2025-01-20",
    ]


# ------------------------------------------------------------------ what is too vague to be joined


def test_a_wish_to_meet_weeks_before_is_not_the_plan_of_the_meeting():
    for days, joined in ((3, 1), (14, 1), (15, 2), (40, 2)):
        wish = say("wish", BIDEN, PUTIN, on=str(date(2021, 6, 16) - timedelta(days)), status=Status.PROPOSED)
        assert len(groups(PRECISE, wish)) == joined


def test_undated_plans_are_joined_by_the_meeting_only_when_it_followed_soon():
    held = say("held", BIDEN, PUTIN, when="2021-06-16", on="2021-06-17")
    soon = [
        say(f"d{n}", BIDEN, PUTIN, on=day, status=Status.PROPOSED) for n, day in enumerate(["2021-06-04", "2021-06-14"])
    ]
    assert groups(held, *soon) == [["d0", "d1", "held"]]
    early = say("early", BIDEN, PUTIN, on="2021-05-10", status=Status.PROPOSED)
    assert groups(held, *soon, early) == [["d0", "d1", "held"], ["early"]]


@pytest.mark.parametrize(("kind", "when"), [(EventType.VISIT, "2021-07-16"), (EventType.PHONE_CALL, "2021-07-16")])
def test_a_visit_and_a_call_may_be_announced_weeks_ahead(kind, when):
    plan = say("plan", BIDEN, MOSCOW_POWER, on="2021-06-17", status=Status.PLANNED, kind=kind)
    held = say("held", BIDEN, MOSCOW_POWER, when=when, on=when, kind=kind)
    if kind is EventType.PHONE_CALL:
        plan, held = (replace(m, participants=PRECISE.participants, blocks=PRECISE.blocks) for m in (plan, held))
    assert groups(plan, held) == [["held", "plan"]]


def test_talks_of_two_states_without_a_day_are_joined_only_as_news_of_the_day():
    talks = say("talks", AMERICA, MOSCOW_POWER, when="2021-06-16", kind=EventType.NEGOTIATION)
    next_day = say("next-day", AMERICA, MOSCOW_POWER, on="2021-06-17", kind=EventType.NEGOTIATION)
    later = say("later", AMERICA, MOSCOW_POWER, on="2021-06-24", kind=EventType.NEGOTIATION)
    assert groups(talks, next_day) == [["next-day", "talks"]]
    assert groups(talks, later) == [["later"], ["talks"]]
    there = (replace(m, place=GENEVA) for m in (talks, later))
    assert groups(*there) == [["later", "talks"]]


def test_a_month_of_talks_of_two_states_is_no_day_of_them():
    talks = say("talks", AMERICA, MOSCOW_POWER, when="2021-06-16", kind=EventType.NEGOTIATION)
    month = say("month", AMERICA, MOSCOW_POWER, when="2021-06", kind=EventType.NEGOTIATION)
    assert groups(talks, month) == [["month"], ["talks"]]
    assert groups(month, replace(month, document="copy")) == [["copy", "month"]]
    summit = [replace(m, type=EventType.SUMMIT) for m in (talks, month)]
    assert groups(*summit) == [["month", "talks"]]  # a summit is told by its month


def test_undated_meetings_of_two_states_are_news_for_a_day():
    """Talks that two states hold for months are not: each report may speak of another round."""
    for kind, days, joined in (
        (EventType.MEETING, 1, [["first", "second"]]),
        (EventType.MEETING, 2, [["first"], ["second"]]),
        (EventType.NEGOTIATION, 1, [["first"], ["second"]]),
    ):
        told = [
            say(name, AMERICA, MOSCOW_POWER, on=str(date(2021, 6, 16) + timedelta(gap)), kind=kind)
            for name, gap in (("first", 0), ("second", days))
        ]
        assert groups(*told) == joined


def test_talks_that_go_on_or_are_to_come_are_talked_about_every_day():
    for status in (Status.ONGOING, Status.PROPOSED, Status.PLANNED):
        told = [
            say(on, AMERICA, MOSCOW_POWER, on=on, status=status, kind=EventType.NEGOTIATION)
            for on in ("2021-06-16", "2021-06-17")
        ]
        assert len(resolve(told)) == 2
        assert len(resolve([told[0], replace(told[1], published=told[0].published)])) == 1


def test_a_year_tells_no_war_from_the_next_and_half_a_year_no_accord():
    wars = [say(n, AMERICA, MOSCOW_POWER, when="2021", kind=EventType.CONFLICT, quote=n) for n in ("one", "other")]
    assert groups(*wars) == [["one"], ["other"]]
    accord = say("accord", AMERICA, MOSCOW_POWER, when="2021-06", kind=EventType.AGREEMENT)
    assert groups(accord, replace(accord, document="half", time=HALF)) == [["accord"], ["half"]]
    assert groups(accord, say("day", AMERICA, MOSCOW_POWER, when="2021-06-16", kind=EventType.AGREEMENT)) == [
        ["accord", "day"]
    ]


def test_a_call_told_days_later_without_a_day_is_another_one():
    call = say("call", BIDEN, PUTIN, when="2021-06-16", on="2021-06-16", kind=EventType.PHONE_CALL)
    for on, joined in (("2021-06-17", 1), ("2021-06-18", 2), ("2021-06-24", 2)):
        report = say("report", BIDEN, PUTIN, on=on, kind=EventType.PHONE_CALL)
        assert len(resolve([call, report])) == joined


def test_two_calls_without_a_day_in_texts_of_one_day_may_be_two():
    """The day of issue stands in for a day not told; who calls, or signs, may do so again on that day."""
    for kind, who in ((EventType.PHONE_CALL, (BIDEN, PUTIN)), (EventType.AGREEMENT, (AMERICA, MOSCOW_POWER))):
        told = [say(n, *who, when="2021-06-17", kind=kind, quote=n) for n in ("one", "other")]
        assert groups(*told) == [["one", "other"]]
        assert groups(*map(untold, told)) == [["one"], ["other"]]
        assert groups(untold(told[0]), told[1]) == [["one", "other"]]  # one text tells the day
    meetings = [untold(say(n, BIDEN, PUTIN, when="2021-06-17", quote=n)) for n in ("one", "other")]
    assert groups(*meetings) == [["one", "other"]]  # two persons meet once a day
    states = [untold(say(n, AMERICA, MOSCOW_POWER, when="2021-06-17", quote=n)) for n in ("one", "other")]
    assert groups(*states) == [["one"], ["other"]]
    assert groups(*(replace(m, place=GENEVA) for m in states)) == [["one", "other"]]


def test_an_outlet_that_opens_a_text_with_a_call_on_two_days_tells_of_two():
    def call(day, outlet="Palace", start=0):
        told = say(
            f"{outlet}-{day}", BIDEN, PUTIN, on=f"2021-06-{day}", kind=EventType.PHONE_CALL, outlet=outlet, start=start
        )
        return outright(told)

    assert groups(call(16), call(17)) == [["Palace-16"], ["Palace-17"]]
    assert groups(call(16), call(17, outlet="Herald")) == [["Herald-17", "Palace-16"]]  # who reports it a day later
    assert groups(call(16), call(17, start=900)) == [["Palace-16", "Palace-17"]]  # who comes back to it
    looked_back = say("back", BIDEN, PUTIN, on="2021-06-17", kind=EventType.PHONE_CALL, outlet="Palace")
    assert groups(call(16), looked_back) == [["Palace-16", "back"]]


def test_a_person_who_meets_some_of_a_state_twice_in_three_days_meets_others():
    first, same, after = (say(f"on{day}", BIDEN, MOSCOW_POWER, on=f"2021-06-{day}") for day in (14, 15, 16))
    assert groups(first, same) == [["on14", "on15"]]
    assert groups(first, after) == [["on14"], ["on16"]]


def test_a_summit_of_many_is_not_the_talks_of_two_who_go_there():
    summit = say("summit", BIDEN, MACRON, kind=EventType.SUMMIT, gathering="gathering/democracy-2021", on="2021-12-10")
    talks = say("talks", BIDEN, MACRON, kind=EventType.NEGOTIATION, on="2021-12-10")
    assert groups(summit, talks) == [["summit"], ["talks"]]
    both = say("both", BIDEN, PUTIN, kind=EventType.SUMMIT, gathering="gathering/us-russia-2021", on="2021-06-16")
    assert groups(both, say("met", BIDEN, PUTIN, on="2021-06-16")) == [["both", "met"]]


def test_of_the_meetings_at_one_gathering_two_are_one_only_with_the_same_parties():
    g20 = {"gathering": "gathering/g20-2021", "when": "2021-10-30/2021-10-31", "place": BERLIN, "on": "2021-10-31"}
    summit = say("summit", BIDEN, kind=EventType.SUMMIT, **g20)
    two, again = (say(name, BIDEN, MACRON, **g20) for name in ("two", "again"))
    other = say("other", BIDEN, PUTIN, kind=EventType.NEGOTIATION, **g20)
    assert groups(summit, two, again, other) == [["again", "two"], ["other"], ["summit"]]


def test_a_text_that_names_one_encounter_by_two_words_tells_of_one():
    met = say("mine", BIDEN, PUTIN, place=GENEVA)
    talks = say("mine", BIDEN, PUTIN, kind=EventType.NEGOTIATION, start=400)
    (event,) = resolve([met, talks, PRECISE])
    assert len(event.mentions) == 3


def test_what_will_be_demanded_in_these_days_is_not_the_demand_of_one_of_them():
    will = say(
        "will", BIDEN, MOSCOW_POWER, when="2021-06-16/2021-06-22", status=Status.PLANNED, kind=EventType.STATEMENT
    )
    did = say("did", BIDEN, MOSCOW_POWER, when="2021-06-17", kind=EventType.STATEMENT)
    assert groups(will, did) == [["did"], ["will"]]
    assert groups(did, replace(did, document="again")) == [["again", "did"]]


def test_which_of_several_another_report_tells_nobody_knows():
    several = replace(say("several", BIDEN, PUTIN, on="2021-06-16"), evidence=(Evidence("number", "", 0, 1),))
    one = say("one", BIDEN, PUTIN, when="2021-06-16", on="2021-06-16")
    assert groups(several, one) == [["one"], ["several"]]
    assert groups(replace(several, evidence=()), one) == [["one", "several"]]
    told = replace(say("told", BIDEN, PUTIN, when="2021-06-16", on="2021-06-20"), evidence=several.evidence)
    assert groups(told, one) == [["one", "told"]]  # on a day: it is one of them


def test_a_plan_of_the_talks_is_not_the_farewell_after_their_news_conference():
    after = replace(say("after", BIDEN, PUTIN, when="2021-06-17"), evidence=(Evidence("order", "", 0, 1),))
    plan = say("plan", BIDEN, PUTIN, on="2021-06-16", status=Status.PLANNED)
    assert groups(after, plan) == [["after"], ["plan"]]


def test_states_stand_for_persons_on_days_told_not_in_a_window():
    """The next meeting of two governments "in two weeks" need not be that of their leaders."""
    leaders = say("leaders", BIDEN, PUTIN, when="2021-06-16", on="2021-06-15", status=Status.PLANNED, place=GENEVA)
    window = say("window", AMERICA, MOSCOW_POWER, when="2021-06-14/2021-06-20", on="2021-06-01", place=GENEVA)
    window = replace(window, status=Status.PLANNED)
    assert groups(leaders, window) == [["leaders"], ["window"]]
    assert groups(leaders, replace(window, time=leaders.time)) == [["leaders", "window"]]
    past = [replace(m, published=date(2022, 6, 1), status=Status.HELD) for m in (leaders, window)]
    assert groups(*past) == [["leaders", "window"]]  # both look back on one in one town
    assert groups(past[0], replace(past[1], place=None)) == [["leaders"], ["window"]]


def test_talks_told_weeks_later_by_another_word_are_not_the_meeting_before():
    meeting = say("meeting", BIDEN, PUTIN, when="2021-12-27", on="2021-12-27", place=GENEVA)
    talks = say("talks", BIDEN, PUTIN, on="2022-01-10", kind=EventType.NEGOTIATION)
    assert groups(meeting, talks) == [["meeting"], ["talks"]]
    assert groups(meeting, replace(talks, place=GENEVA)) == [["meeting", "talks"]]
    assert groups(meeting, replace(talks, published=date(2021, 12, 28))) == [["meeting", "talks"]]


def test_since_a_day_tells_no_day():
    """ "Already the second visit since February" is not the first one."""
    russia = Place(RUSSIA, "Russia", RUSSIA)
    first = say("first", MACRON, MOSCOW_POWER, when="2021-06-16", kind=EventType.VISIT, place=russia)
    since = say(
        "since", MACRON, MOSCOW_POWER, when="2021-06-01/..", on="2021-07-09", kind=EventType.VISIT, place=russia
    )
    assert groups(first, since) == [["first"], ["since"]]
    assert groups(since, replace(since, document="copy")) == [["copy", "since"]]


def test_the_next_day_is_the_second_of_talks_only_where_both_tell_the_place_or_neither():
    first = say("first", BIDEN, PUTIN, when="2021-06-16", place=GENEVA)
    second = say("second", BIDEN, PUTIN, when="2021-06-17")
    assert groups(first, second) == [["first"], ["second"]]
    assert groups(first, replace(second, place=GENEVA)) == [["first", "second"]]
    assert groups(replace(first, place=None), second) == [["first", "second"]]


def test_attacks_without_a_day_are_not_the_one_of_last_week():
    attack = say("attack", MOSCOW_POWER, AMERICA, when="2021-06-10", on="2021-06-10", kind=EventType.CONFLICT)
    other = say("other", MOSCOW_POWER, AMERICA, on="2021-06-17", kind=EventType.CONFLICT)
    assert groups(attack, other) == [["attack"], ["other"]]


def test_a_war_that_goes_on_is_not_the_attack_of_a_day():
    told = {"when": "2021-06-16", "kind": EventType.CONFLICT, "place": GENEVA}
    attack = say("attack", MOSCOW_POWER, AMERICA, **told)
    again = say("again", MOSCOW_POWER, AMERICA, **told)
    war = say("war", MOSCOW_POWER, AMERICA, status=Status.ONGOING, **told)
    assert groups(attack, again, war) == [["again", "attack"], ["war"]]


def test_talks_that_go_on_for_months_are_one_only_as_such_or_on_days_told():
    talks = {"kind": EventType.NEGOTIATION}
    one = say("one", AMERICA, MOSCOW_POWER, **talks)
    two = say("two", AMERICA, MOSCOW_POWER, on="2021-06-16", **talks)
    here = say("here", AMERICA, MOSCOW_POWER, place=SWITZERLAND, **talks)
    assert groups(one, two) == [["one"], ["two"]]
    for status, joined in ((Status.PROPOSED, [["here"], ["one"]]), (Status.ONGOING, [["here", "one"]])):
        assert groups(replace(one, status=status), replace(here, status=status)) == joined
    assert groups(replace(one, place=GENEVA), replace(two, place=GENEVA)) == [["one", "two"]]
    assert groups(say("a", BIDEN, PUTIN, **talks), say("b", BIDEN, PUTIN, **talks)) == [["a", "b"]]


def test_what_is_only_a_condition_is_no_plan_of_the_week_before():
    plan = say("plan", BIDEN, PUTIN, on="2021-06-01", status=Status.PROPOSED)
    condition = {"when": "2021-06-10", "status": Status.HYPOTHETICAL}
    assert groups(plan, say("if", BIDEN, PUTIN, on="2021-06-10", **condition)) == [["if"], ["plan"]]
    near = replace(plan, published=date(2021, 6, 8))
    assert groups(near, say("if", BIDEN, PUTIN, on="2021-06-10", **condition)) == [["if", "plan"]]


def test_at_a_summit_three_meet_and_two_of_them_by_themselves():
    three = say("three", BIDEN, PUTIN, MACRON, when="2021-06-16", place=GENEVA)
    two = say("two", BIDEN, PUTIN, when="2021-06-16")
    plan = say("plan", BIDEN, PUTIN, when="2021-06-16", on="2021-06-10", place=GENEVA, status=Status.PLANNED)
    assert groups(three, two, plan) == [["plan", "two"], ["three"]]
    assert groups(three, replace(two, place=GENEVA)) == [["three", "two"]]


def test_a_gathering_of_a_name_is_one_though_no_report_gives_its_days():
    before = say(
        "before", BIDEN, kind=EventType.SUMMIT, gathering="gathering/a", on="2021-05-01", status=Status.PLANNED
    )
    after = say("after", BIDEN, kind=EventType.SUMMIT, gathering="gathering/a", on="2021-12-01", place=GENEVA)
    assert groups(before, after) == [["after", "before"]]


def test_beside_a_gathering_two_of_three_meet_by_themselves_in_its_town_too():
    three = say("three", BIDEN, PUTIN, MACRON, on="2022-06-29", place=LISBON)
    two = say("two", BIDEN, PUTIN, when="2022-06-29", on="2022-06-29", place=LISBON)
    assert groups(three, two) == [["three", "two"]]
    assert groups(three, replace(two, gathering="gathering/nato-2022-madrid")) == [["three"], ["two"]]


def test_whom_a_person_meets_of_a_state_must_be_told_or_the_day():
    held = say("held", BIDEN, MOSCOW_POWER, when="2021-06-16", on="2021-06-16")
    plan = say("plan", BIDEN, MOSCOW_POWER, on="2021-06-08", status=Status.PROPOSED)
    assert groups(held, plan) == [["held"], ["plan"]]
    named = (replace(m, participants=PRECISE.participants) for m in (held, plan))
    assert groups(*named) == [["held", "plan"]]


def test_what_is_said_of_no_single_event_joins_none():
    """ "We have regular conversations": neither when nor whether."""
    call = say("call", BIDEN, PUTIN, when="2021-06-16", on="2021-06-16", kind=EventType.PHONE_CALL)
    regular = say("regular", BIDEN, PUTIN, on="2021-06-25", status=None, kind=EventType.PHONE_CALL)
    assert groups(call, regular) == [["call"], ["regular"]]
    assert groups(call, replace(regular, published=date(2021, 6, 16))) == [["call", "regular"]]


def test_a_plan_for_some_time_in_the_year_is_not_what_took_place_in_it_unless_the_town_says_so():
    held = say("held", BIDEN, PUTIN, when="2021-06-16", on="2021-06-17")
    plan = say("plan", BIDEN, PUTIN, when="2021", on="2020-12-20", status=Status.PROPOSED)
    assert groups(held, plan) == [["held"], ["plan"]]
    assert groups(*(replace(m, place=GENEVA) for m in (held, plan))) == [["held", "plan"]]
    assert groups(plan, replace(plan, document="again")) == [["again", "plan"]]


def test_a_plan_told_after_the_meeting_is_of_the_next_one():
    held = say("held", BIDEN, PUTIN, when="2021-06-16", on="2021-06-16")
    later = say("later", BIDEN, PUTIN, on="2021-06-18", status=Status.PLANNED)
    assert groups(held, later) == [["held"], ["later"]]
    assert groups(held, replace(later, published=date(2021, 6, 15))) == [["held", "later"]]
    assert groups(held, replace(later, status=Status.REJECTED)) == [["held"], ["later"]]  # nor is the next one refused


def test_a_year_holds_a_day_of_it_only_in_the_same_town():
    held = say("held", BIDEN, PUTIN, when="2021-06-16", on="2021-06-17", kind=EventType.NEGOTIATION)
    year = say("year", BIDEN, PUTIN, when="2021", on="2022-03-01")
    assert groups(held, year) == [["held"], ["year"]]
    assert groups(*(replace(m, place=GENEVA) for m in (held, year))) == [["held", "year"]]
    assert groups(year, replace(year, document="copy")) == [["copy", "year"]]


def test_an_unsaid_dialogue_of_two_states_is_not_the_talks_of_the_day_before():
    talks = say("talks", AMERICA, MOSCOW_POWER, when="2021-06-16", kind=EventType.NEGOTIATION)
    unsaid = say("unsaid", AMERICA, MOSCOW_POWER, on="2021-06-17", status=None, kind=EventType.NEGOTIATION)
    assert groups(talks, unsaid) == [["talks"], ["unsaid"]]
    assert groups(unsaid, replace(unsaid, document="copy")) == [["copy", "unsaid"]]


def test_accords_about_other_matters_are_two_and_about_a_part_of_one_are_one():
    deals = [say(n, AMERICA, MOSCOW_POWER, kind=EventType.AGREEMENT, when="2021-06-16") for n in "abc"]
    for matters, joined in (
        (("grain", "visas", ""), [["a"], ["b"], ["c"]]),
        (("grain", "", ""), [["a", "b", "c"]]),
        (("settlement", "settlement/ceasefire", ""), [["a", "b", "c"]]),
        (("settlement/prisoners", "settlement/ceasefire", "settlement"), [["a"], ["b"], ["c"]]),
    ):
        assert groups(*(about(m, deal) if m else deal for m, deal in zip(matters, deals, strict=True))) == joined
    both = about("visas", about("grain", deals[0]))
    assert groups(both, about("visas", deals[1])) == [["a", "b"]]


def test_states_talk_about_one_thing_in_one_room_and_about_another_in_the_next_persons_about_all():
    for who, joined in (((AMERICA, MOSCOW_POWER), [["a"], ["b"]]), ((BIDEN, PUTIN), [["a", "b"]])):
        talks = [say(n, *who, kind=EventType.NEGOTIATION, when="2021-06-16") for n in "ab"]
        assert groups(about("nuclear", talks[0]), about("trade", talks[1])) == joined
        assert groups(about("nuclear", talks[0]), about("nuclear", talks[1])) == [["a", "b"]]


def test_the_ministers_of_a_state_may_have_travelled_another_time_than_its_president():
    russia, moscow = Place(RUSSIA, "Russia", RUSSIA), Place("Q649", "Moscow", RUSSIA, 55.75, 37.6)
    for place, joined in ((russia, [["he"], ["they"]]), (moscow, [["he", "they"]])):
        he = say("he", MACRON, MOSCOW_POWER, kind=EventType.VISIT, when="2021-06-16", place=place)
        they = say("they", MACRON_S, MOSCOW_POWER, kind=EventType.VISIT, when="2021-06-16", place=place)
        assert groups(he, they) == joined


def test_talks_yet_to_begin_are_not_those_at_which_this_was_agreed():
    begin = launch(say("begin", BIDEN, PUTIN, kind=EventType.NEGOTIATION, status=Status.PLANNED, on="2021-06-16"))
    for status in (Status.HELD, Status.PLANNED):
        day = say("day", BIDEN, PUTIN, kind=EventType.NEGOTIATION, status=status, on="2021-06-16")
        assert groups(begin, day) == [["begin"], ["day"]]
    later = say("later", BIDEN, PUTIN, kind=EventType.NEGOTIATION, when="2021-06-20", on="2021-06-21")
    assert groups(begin, later) == [["begin", "later"]]
    again = replace(begin, document="again")
    assert groups(begin, again) == [["again", "begin"]]


# ------------------------------------------------------------------ explanations and blocks


def test_each_mention_knows_the_tests_that_joined_it_and_the_best_rival_says_why_not():
    other = say("other", BIDEN, PUTIN, when="2021-06-16")
    later = say("later", BIDEN, PUTIN, when="2021-06-20", place=GENEVA, on="2021-06-21")
    (event,) = [e for e in resolve([PRECISE, other, later]) if PRECISE.key in e.mentions]
    assert all("the same participants" in join.reasons for join in event.joins)
    found = refused([PRECISE, other], [PRECISE, other, later])
    assert found[PRECISE.key].rival == later
    assert found[PRECISE.key].against == "on other days"
    assert "the same place" in found[PRECISE.key].why


@pytest.mark.parametrize("test", TESTS, ids=lambda t: t.name)
def test_every_rule_can_hold_and_can_fail(test):
    """A rule that no pair of reports meets, or every pair, is no rule."""
    pairs = [(facts(a), facts(b)) for a in VARIED for b in VARIED if a.key != b.key]
    assert len({test.holds(a, b) for a, b in pairs}) == 2
    assert all(test.holds(a, b) == test.holds(b, a) for a, b in pairs)


@pytest.mark.parametrize("rule", OBSTACLES, ids=lambda o: o.name)
def test_every_obstacle_can_stand_and_be_absent(rule):
    pairs = [(facts(a), facts(b)) for a in VARIED for b in VARIED if a.key != b.key]
    assert len({rule.holds(a, b) for a, b in pairs}) == 2
    assert all(rule.holds(a, b) == rule.holds(b, a) for a, b in pairs)


VARIED = [
    say(f"v{n}", *who, when=when, status=status, place=place, kind=kind, gathering=g)
    for n, (who, when, status, place, kind, g) in enumerate(
        [
            (WHO[0], "2021-06-16", Status.HELD, GENEVA, EventType.MEETING, None),
            (WHO[0], "2021-06-17", Status.HELD, GENEVA, EventType.SUMMIT, "gathering/a"),
            (WHO[1], "2021-06-16", Status.HELD, SWITZERLAND, EventType.MEETING, "gathering/a"),
            (WHO[1], None, Status.DENIED, BERLIN, EventType.MEETING, "gathering/b"),
            (WHO[2], "2021", Status.PLANNED, None, EventType.MEETING, None),
            (WHO[3], "2021-06", Status.PLANNED, BERLIN, EventType.CONFERENCE, "gathering/a"),
            (WHO[4], None, Status.HELD, None, EventType.VISIT, None),
            (WHO[5], None, Status.HELD, None, EventType.MEETING, None),
        ]
    )
]  # fmt: skip
VARIED.append(say("never", *WHO[1], when="2021", status=Status.DENIED))
VARIED.append(say("late", *WHO[1], on="2021-07-30", status=Status.DENIED, place=BERLIN))
VARIED.append(say("missed", *WHO[0], when="2021-06-16", on="2021-06-17", status=Status.CANCELLED, place=GENEVA))
VARIED.append(say("early", *WHO[0], on="2021-05-16", status=Status.PLANNED))
VARIED.append(say("again", *WHO[0], on="2021-06-20", status=Status.PLANNED))
VARIED.append(say("retold", *WHO[0], on="2021-06-24", kind=EventType.NEGOTIATION))
VARIED.append(say("habit", *WHO[0], on="2021-06-26", status=None))
VARIED.append(say("call", *WHO[0], when="2021-06-16", kind=EventType.PHONE_CALL))
VARIED.append(say("recall", *WHO[0], on="2021-06-24", kind=EventType.PHONE_CALL))
VARIED.append(say("open", *WHO[0], when="2021-06-01/..", on="2021-06-24"))
VARIED.append(say("more", *WHO[0], AMERICA, when="2021-06-16", place=GENEVA))
VARIED += [say(f"act{n}", AMERICA, MOSCOW_POWER, kind=EventType.CONFLICT, place=SWITZERLAND) for n in range(2)]
VARIED.append(say("if", *WHO[0], on="2021-07-05", status=Status.HYPOTHETICAL))
VARIED.append(say("three", *WHO[0], MERZ, when="2021-06-16"))
VARIED.append(say("war", AMERICA, MOSCOW_POWER, status=Status.ONGOING, kind=EventType.CONFLICT))
VARIED.append(replace(say("later", *WHO[0], when="2021-06-16"), evidence=(Evidence("order", "", 0, 1),)))
VARIED.append(replace(say("several", *WHO[0], on="2021-06-16"), evidence=(Evidence("number", "", 0, 1),)))
VARIED.append(say("declined", *WHO[0], on="2021-06-14", status=Status.REJECTED))
VARIED += [outright(say(f"own{d}", *WHO[0], on=f"2021-06-{d}", outlet="Herald")) for d in (16, 17)]
VARIED += [untold(say(f"untold{n}", AMERICA, MOSCOW_POWER, when="2021-06-17")) for n in range(2)]
VARIED += [about(m, say(m, *WHO[0], kind=EventType.AGREEMENT, when="2021-06-16")) for m in ("grain", "visas")]
VARIED.append(say("journey", MACRON, MOSCOW_POWER, kind=EventType.VISIT, place=Place(RUSSIA, "Russia", RUSSIA)))
VARIED.append(say("sent", MACRON_S, MOSCOW_POWER, kind=EventType.VISIT, place=Place(RUSSIA, "Russia", RUSSIA)))
VARIED.append(launch(say("launch", *WHO[0], kind=EventType.NEGOTIATION, status=Status.PLANNED)))


@given(st.lists(reports(), max_size=14, unique_by=lambda m: m.key), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_no_order_no_repetition_changes_the_events(mentions, chance):
    shuffled = [*mentions, *mentions[: len(mentions) // 2]]
    chance.shuffle(shuffled)
    assert resolve(shuffled) == resolve(mentions)


@given(st.lists(reports(), max_size=14, unique_by=lambda m: m.key), st.data())
@settings(max_examples=60, deadline=None)
def test_only_the_component_of_a_new_mention_changes(mentions, data):
    """What `renew` leaves out keeps its event: the ground of incremental adding."""
    if not mentions:
        return
    new = data.draw(st.sampled_from(mentions))
    before = resolve([m for m in mentions if m is not new])
    home = {key: event.mentions for event in before for key in event.mentions}
    by_key = {m.key: m for m in mentions}
    events, touched = renew(
        [new],
        lambda blocks: [m for m in mentions if not set(blocks).isdisjoint(m.blocks)],
        lambda some: [by_key[key] for m in some for key in home.get(m.key, ())],
    )
    kept = [e for e in before if touched.keys().isdisjoint(e.mentions)]
    assert sorted([*kept, *events], key=lambda e: e.key) == resolve(mentions)


@given(reports(), reports())
@settings(max_examples=60, deadline=None)
def test_two_mentions_that_would_join_share_a_block(one, other):
    """Blocks lose nothing that the rules would join, as long as the reports say when."""
    first, second = facts(one), facts(other)
    would = one.key != other.key and obstacle(first, second) is None and score(first, second)[0] >= ENOUGH
    if would and len(one.participants) > 1 and len(other.participants) > 1:
        assert set(block_keys(one)) & set(block_keys(other))


def test_a_visit_that_names_its_country_shares_a_block_with_one_that_does_not():
    away, home = (say(n, MACRON, kind=EventType.VISIT, place=place) for n, place in (("away", BERLIN), ("home", None)))
    assert set(block_keys(away)) & set(block_keys(home))


def test_a_crowd_is_filed_under_each_of_its_parties_only():
    crowd = [Actor(f"Q{n}", ActorKind.STATE, f"State {n}", f"Q{n}") for n in range(1, CROWD + 3)]
    keys = block_keys(say("crowd", *crowd, when="2021-06-16"))
    assert len(keys) == len(crowd)


def test_the_window_of_an_undated_report_follows_from_its_status():
    held = window(say("held", BIDEN, PUTIN, on="2021-06-17"))
    planned = window(say("planned", BIDEN, PUTIN, on="2021-06-17", status=Status.PLANNED))
    assert held[1] == date(2021, 6, 17) > held[0]
    assert planned[0] < date(2021, 6, 17) < planned[1]
    assert window(say("nothing", BIDEN, PUTIN, on=None)) is None


def test_what_never_was_in_a_period_is_no_denial_of_a_plan_in_it():
    plan = say("plan", TRUMP, PUTIN, when="2021-06-16", on="2021-06-01", status=Status.CANCELLED)
    never = say("never", TRUMP, PUTIN, when="2021-05/2021-07", on="2021-07-02", status=Status.DENIED)
    assert groups(plan, never) == [["never"], ["plan"]]
    again = say("again", TRUMP, PUTIN, when="2021-05/2021-07", on="2021-07-02", status=Status.DENIED)
    assert groups(never, again) == [["again", "never"]]


def test_they_have_not_met_since_is_no_denial_of_the_plan_beside_it():
    """On nobody's word, without a day: it tells of what was before. Whoever denies a plan is named."""
    plan = say("plan", TRUMP, PUTIN, on="2021-06-01", status=Status.PROPOSED)
    since = say("since", TRUMP, PUTIN, on="2021-06-01", status=Status.DENIED)
    assert groups(plan, since) == [["plan"], ["since"]]
    denied = replace(since, originators=(OFFICIALS,))
    assert groups(plan, denied) == [["plan", "since"]]


def test_what_is_denied_at_a_summit_denies_no_summit():
    """ "Our army does not meet the allies, he said at the summit": within one document, too."""
    summit = say("one", BIDEN, status=None, kind=EventType.SUMMIT, gathering="gathering/a")
    denied = replace(say("one", BIDEN, status=Status.DENIED), trigger=Span(40, 50))
    assert not same_event([summit], denied)
    assert same_event([summit], replace(denied, gathering=summit.gathering))
    assert same_event([summit], replace(denied, status=Status.HELD))
