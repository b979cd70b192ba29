import cases
import pytest
from making import reports

from kg.model import EventType


@pytest.mark.parametrize("row", cases.ids("negatives", "en"))
def test_a_negative_prints_nothing(row):
    cases.negative(row)


@pytest.mark.parametrize("row", cases.ids("cases", "en"))
def test_a_case_keeps_its_quotes(row):
    cases.case(row)


def test_the_cases_reach_their_floors():
    cases.floors("en")


@pytest.mark.parametrize(
    "text",
    [
        "Norway and Germany agreed to meet all the priority needs of the region.",
        "Norway meets over 30 percent of Germany's demand for gas.",
        "The army of Sweden does not meet NATO standards.",
    ],
)
def test_needs_that_are_met_are_no_meeting(text):
    assert reports(text) == []


def test_a_meeting_about_needs_is_one():
    assert [m.type for m in reports("Scholz met Macron to discuss the needs of Ukraine.")] == [EventType.MEETING]


def test_who_fights_one_on_one_holds_no_meeting_and_what_is_bilateral_need_be_none():
    fought = reports("Ukraine has been fighting one-on-one with Russia for a month.")
    assert all(m.type is not EventType.MEETING for m in fought)
    assert [m.type for m in reports("Estonia signed a bilateral statement with Ukraine.")] == [EventType.AGREEMENT]
    for text in (
        "Biden held a one-on-one with Putin in Geneva on Monday.",
        "Biden's one-on-one with Putin in Geneva lasted two hours.",
        "Sunak had a bilateral with Meloni on Monday.",
        "Macron and Scholz will hold a bilateral.",
    ):
        assert [m.type for m in reports(text)] == [EventType.MEETING], text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Vladimir Putin and Alexander Lukashenko met with cosmodrome staff on Monday.", 0),
        ("Olaf Scholz and Emmanuel Macron held talks with trade unionists in Berlin on Monday.", 0),
        ("Olaf Scholz and Emmanuel Macron held talks with the participation of their delegations.", 1),
        ("Olaf Scholz met with Emmanuel Macron and with students.", 1),
        ("Olaf Scholz and Emmanuel Macron agreed to promote cultural contacts between our citizens.", 0),
        ("Olaf Scholz and Emmanuel Macron held talks with businessman Kim Musterov in Berlin.", 1),
    ],
)
def test_two_who_met_with_others_did_not_meet_each_other(text, count):
    assert len(reports(text)) == count
