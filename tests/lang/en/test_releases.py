"""The language of presidential releases and addresses: whom an office means there, what only looks like an event."""

from datetime import date

import pytest
from making import names, reports

from kg.model import Document, EventType, Status
from kg.pipeline import extract

KREMLIN = "Kremlin press service (en.kremlin.ru)"


def told(text, outlet=KREMLIN):
    return extract(Document("d", text, "en", date(2023, 12, 6), None, outlet))


@pytest.mark.parametrize(
    "office",
    [
        "Federal Minister for Foreign Affairs of Germany",
        "Executive Vice President of Venezuela",
        "First Deputy Chairperson of the Council of Ministers of Bosnia and Herzegovina",
        "Speaker of the House of Representatives of the United States Congress",
        "Chairman of the Foreign Affairs Committee of the German Bundestag",
        "Head of the OSCE Mission to Moldova",
    ],
)
def test_a_long_title_belongs_to_the_name_behind_it(office):
    (meeting,) = reports(f"President Emmanuel Macron had a meeting with {office} Karen Testova.")
    assert names(meeting) == {"Emmanuel Macron", "Karen Testova"}


def test_the_president_is_whose_release_it_is():
    text = "Vladimir Putin met with President of Belarus Alexander Lukashenko. The President then met with Xi Jinping."
    first, second = told(text)
    assert names(first) == {"Vladimir Putin", "Alexander Lukashenko"}
    assert names(second) == {"Vladimir Putin", "Xi Jinping"}


@pytest.mark.parametrize(
    "text",
    [
        "The President held a meeting, via videoconference, with permanent members of the Security Council.",
        "The President had a meeting with the permanent members of the Security Council.",
        "Vladimir Putin held a meeting on the situation in the village of Testovka.",
        "Ukraine has been fighting one-on-one with the powerful army of Russia for more than a month.",
    ],
)
def test_what_a_state_does_alone_is_no_meeting(text):
    assert [m for m in told(text) if m.type is not EventType.CONFLICT] == []


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Emmanuel Macron talked with Olaf Scholz about further steps to force Russia to seek peace.", 2),
        ("France and Germany agreed to work together against crimes committed by the Russian military.", 2),
    ],
)
def test_who_is_only_acted_upon_or_did_something_else_takes_no_part(text, parties):
    (event,) = reports(text)
    assert len(event.participants) == parties


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Noting the implementation of the Minsk agreements, Macron and Scholz hope that a summit of France and "
         "Germany will be held soon.", Status.PROPOSED),
        ("I am grateful to Xi Jinping for agreeing to come to Moscow today.", Status.HELD),
        ("Emmanuel Macron praised the signing of the treaty between Iran and Iraq.", Status.HELD),
        ("The successful visit to Ukraine of Antony Blinken was noted.", None),
    ],
)  # fmt: skip
def test_what_tells_a_status_tells_it_of_its_own_event(text, status):
    assert [m.status for m in told(text)][-1] == status


@pytest.mark.parametrize(
    "words",
    [
        "the trilateral agreements of the leaders of Armenia, Azerbaijan and Russia of November 9, 2020",
        "the trilateral statement by the leaders of Armenia, Azerbaijan and Russia of November 9, 2020",
    ],
)
def test_accords_of_leaders_are_theirs_and_nobodys_word(words):
    (accord,) = told(f"They discussed the implementation of {words}.")
    assert names(accord) == {"Vladimir Putin", "Nikol Pashinyan", "Ilham Aliyev"}
    assert (accord.time.edtf, accord.originators) == ("2020-11-09", ())


def test_the_security_council_of_a_release_is_that_of_its_state():
    text = "Vladimir Putin said that the matter was discussed at a Security Council meeting yesterday."
    assert told(text) == []
    assert [m.type for m in reports(text)] == [EventType.MEETING]


def test_talks_told_of_after_them_are_with_the_guest():
    text = (
        "Vladimir Putin and Viktor Orban discussed energy. This was announced by the President of Russia at a briefing "
        "following the talks in Moscow."
    )
    (talks,) = [m for m in told(text) if m.type is EventType.NEGOTIATION]
    assert names(talks) == {"Vladimir Putin", "Viktor Orbán"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("This was the first visit of Mark Rutte to Ukraine in the last 17 years.", Status.HELD),
        ("It is already the second visit of Mark Rutte to Kyiv.", Status.ONGOING),
        ("This will be the second visit of Mark Rutte to Kyiv.", Status.PLANNED),
        ("He noted the importance of the recent meeting of Emmanuel Macron with Olaf Scholz.", Status.HELD),
    ],
)
def test_visits_and_meetings_that_are_counted_or_weighed(text, status):
    (event,) = reports(text)
    assert (event.status, event.time) == (status, None)


def test_an_accord_made_during_a_visit_has_its_month_and_place():
    found = reports("They recalled the agreements reached during the visit of Emmanuel Macron to Qatar in April 2021.")
    accord = next(m for m in found if m.type is EventType.AGREEMENT)
    assert (accord.time.edtf, accord.place.name) == ("2021-04", "Qatar")


def test_a_day_is_nothing_that_somebody_is_told_of():
    (talks,) = reports("Emmanuel Macron told Vladimir Putin on Tuesday the talks between Iran and Iraq were over.")
    assert {a.name for a in talks.originators} == {"Emmanuel Macron"}


def test_in_a_transcript_of_two_we_are_both():
    text = (
        "Vladimir Putin: Mr President, good to see you. We had a meeting in Sochi in May.\n"
        "Emmanuel Macron: Thank you. We are going to meet again in Lyon. We met with Xi Jinping last week."
    )
    found = [(m.place and m.place.name, names(m)) for m in told(text)]
    both = {"Vladimir Putin", "Emmanuel Macron"}
    assert found == [("Sochi", both), ("Lyon", both), (None, {"Emmanuel Macron", "Xi Jinping"})]


def test_whom_the_press_asks_is_whose_transcript_it_is():
    text = "Vladimir Putin: Good afternoon.\nAnna Testova: When will you meet with Joe Biden?\nVladimir Putin: Soon."
    (meeting,) = told(text)
    assert names(meeting) == {"Vladimir Putin", "Joe Biden"}
