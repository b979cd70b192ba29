"""Which of a sentence's dates is the event's: all in documents of Wednesday 15 December 2021."""

import pytest
from making import reports

from kg.model import EventType

DAY = "2021-12-15"


def times(text, kind, lang="en"):
    return [m.time.edtf if m.time else None for m in reports(text, lang, DAY) if m.type is EventType(kind)]


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("Macron met Merkel in Berlin on Monday.", "Meeting", "2021-12-13"),
        ("Lavrov said on Monday that he would meet Blinken on Friday.", "Meeting", "2021-12-17"),
        ("Putin agreed on Monday to meet Xi in June.", "Meeting", "2022-06"),
        (
            "Macron will meet Merkel in Berlin on Friday after returning from Moscow on Tuesday.",
            "Meeting",
            "2021-12-17",
        ),
        ("On 20 December Zelenskyy will travel to Brussels to attend the EU-Ukraine summit.", "Summit", "2021-12-20"),
        ("On 20 December Macron will travel to Brussels to meet Merkel.", "Meeting", "2021-12-20"),
        ("The EU cancelled a summit with Russia planned for 19 January.", "Summit", "2022-01-19"),
        ("Putin ended his visit to China on Monday.", "Visit", "../2021-12-13"),
    ],
)
def test_an_event_has_its_own_date(text, kind, wanted):
    assert wanted in times(text, kind)


def test_what_is_put_off_is_planned_anew():
    found = reports("The summit between Putin and Xi planned for Friday was postponed to January.", "en", DAY)
    assert [(m.status.value, m.time.edtf) for m in found] == [("postponed", "2021-12-17"), ("planned", "2022-01")]
    assert len({m.key for m in found}) == 2


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("en", "On 19 October the EU cancelled a summit with Russia.", "Summit"),
        ("en", "Trump on Saturday cancelled a trip to Pakistan.", "Visit"),
        ("en", "Putin on Monday invited Xi to visit Moscow.", "Visit"),
        ("en", "Putin yesterday proposed talks with Ukraine.", "Negotiation"),
        ("en", "The winner of Sunday's elections, Macron, met Merkel in Berlin.", "Meeting"),
        ("de", "Am 19. Oktober sagte die EU einen Gipfel mit Russland ab.", "Summit"),
        ("fr", "Le 19 octobre, l'UE a annulé un sommet avec la Russie.", "Summit"),
        ("uk", "19 жовтня Євросоюз скасував саміт із Росією.", "Summit"),
        ("es", "El ganador de las elecciones del domingo, Macron, se reunió con Merkel en Berlín.", "Meeting"),
        ("en", "Putin and Xi met recently in Moscow.", "Meeting"),
        ("it", "Martedì il Cremlino ha detto che Putin incontrerà Xi.", "Meeting"),
        ("en", "On Tuesday a spokesman for the French president said that Macron would meet Merkel.", "Meeting"),
    ],
)
def test_the_date_of_something_else_is_not_the_events(lang, text, kind):
    assert times(text, kind, lang) == [None]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ukraine held talks with Poland.", "2022-05-06"),
        ("Volodymyr Zelenskyy is holding talks with Emmanuel Macron.", "2022-05-06"),
        ("Ukraine is holding talks with Poland.", None),  # for weeks
        ("Today Ukraine is holding talks with Poland.", "2022-05-06"),
        ("Russia attacked Ukraine without a reason.", None),  # told again every day
        ("He spoke of progress in talks between Ukraine and Poland.", None),  # of those that go on
    ],
)
def test_an_own_outlet_dates_what_was_done_that_day_and_not_what_lasts(text, day):
    (found,) = reports(text, day="2022-05-06", url="https://www.president.gov.ua/news/1")
    assert (found.time.edtf if found.time else None) == day


def test_a_date_of_the_time_of_saying_is_not_that_of_what_was_said():
    text = "Macron said before he returned to Paris in January that he intended to meet Xi."
    assert times(text, "Meeting") == [None]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Under the mediation of Turkey, Russia and Ukraine signed an agreement in Istanbul on Tuesday."),
        ("de", "Unter Vermittlung der Türkei unterzeichneten Russland und die Ukraine am Dienstag ein Abkommen."),
        ("es", "Con la mediación de Turquía, Rusia y Ucrania firmaron el martes en Estambul un acuerdo."),
        ("fr", "Sous la médiation de la Turquie, la Russie et l'Ukraine ont signé mardi à Istanbul un accord."),
        ("it", "Con la mediazione della Turchia Russia e Ucraina hanno firmato martedì a Istanbul un accordo."),
        ("uk", "За посередництва Туреччини Росія та Україна підписали у вівторок у Стамбулі угоду."),
    ],
)
def test_a_mediation_is_of_the_day_of_what_it_serves(lang, text):
    assert times(text, "Mediation", lang) == ["2021-12-14"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Macron met Merkel in Berlin on Monday. The then president Hollande met Putin.", None),
        ("Macron met Merkel in Berlin on Monday. Then he met Putin in Rome.", "2021-12-13"),
        ("Macron met Merkel in Berlin on Monday. Then he will meet Putin in Rome.", None),
        ("Macron met Merkel in Berlin on 3 March. He then met Putin in Rome.", None),
    ],
)
def test_what_came_then_is_of_the_day_of_the_news(text, wanted):
    assert times(text, "Meeting")[-1] == wanted


def test_what_was_agreed_at_a_summit_of_a_month_is_of_that_month():
    text = (
        "Macron met Merkel in Berlin today. He expected, in accordance with the agreements reached during the Paris "
        "Summit in December 2019, that they would be able to hold the next talks of the four."
    )
    assert times(text, "Agreement") == ["2019-12"]
