"""Headlines without a verb: who is where, with whom or on his way; and what only looks like it."""

from datetime import date

import pytest
from making import as_dict

from kg.model import Document
from kg.pipeline import extract

#: A body that tells of nothing, so that the first line is a title.
BODIES = {
    "en": "It rained all week long.",
    "de": "Es regnete die ganze Woche.",
    "fr": "Il a plu toute la semaine.",
    "es": "Llovió toda la semana.",
    "it": "Ha piovuto tutta la settimana.",
    "uk": "Цілий тиждень дощило.",
}


def told(lang, title):
    """The events of a text of 6 December 2023 with a title."""
    return [as_dict(m) for m in extract(Document("d", f"{title}\n\n{BODIES[lang]}", lang, date(2023, 12, 6)))]


THERE = [
    ("en", "Macron back in Rome"),
    ("en", "Macron in Rome: a tricky dinner"),
    ("en", "Libya, Macron in Rome"),
    ("de", "Macron in Rom"),
    ("fr", "Libye : Macron à Rome pour parler d'énergie"),
    ("es", "Macron, otra vez en Roma"),
    ("it", "Libia, Macron a Roma"),
    ("uk", "Макрон знову в Римі"),
]


@pytest.mark.parametrize(("lang", "title"), THERE)
def test_who_is_in_another_capital_visits_its_state_and_nothing_tells_the_status(lang, title):
    (event,) = told(lang, title)
    assert (event["type"], event["status"], event["date"]) == ("Visit", None, None)
    assert set(event["participants"]) == {"Emmanuel Macron", "Italy"} and event["place"] == "Rome"


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("en", "Scholz off to Kyiv for talks"),
        ("de", "Scholz auf dem Weg nach Kiew"),
        ("fr", "Scholz en route pour Kiev"),
        ("es", "Scholz, rumbo a Kiev"),
        ("it", "Scholz verso Kiev"),
        ("uk", "Шольц на шляху до Києва"),
    ],
)
def test_who_is_on_his_way_has_yet_to_come(lang, title):
    (event,) = [e for e in told(lang, title) if e["type"] == "Visit"]
    assert event["status"] == "planned" and set(event["participants"]) == {"Olaf Scholz", "Ukraine"}


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("de", "Orban am Freitag bei Putin"),
        ("fr", "Orban chez Poutine vendredi"),
        ("es", "Orbán, el viernes en casa de Putin"),
        ("it", "Orban venerdì da Putin"),
        ("uk", "Орбан у п'ятницю в гостях у Путіна"),
    ],
)
def test_who_is_with_somebody_visits_him(lang, title):
    (event,) = told(lang, title)
    assert (event["type"], event["status"], event["date"]) == ("Visit", "planned", "2023-12-08")
    assert set(event["participants"]) == {"Viktor Orbán", "Vladimir Putin"}


def test_with_somebody_at_home_it_is_a_meeting():
    (event,) = told("en", "Scholz and Macron in Paris")
    assert event["type"] == "Meeting" and set(event["participants"]) == {"Olaf Scholz", "Emmanuel Macron"}


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("en", "Messi in Paris"),
        ("en", "Macron in trouble"),
        ("en", "Putin in numbers"),
        ("en", "Putin in Ukraine war: what he wants"),
        ("en", "Biden in Wisconsin"),
        ("en", "Macron in Moscow?"),
        ("en", "Lavrov: Macron in Moscow out of his depth"),
        ("en", "Protest against Macron in Berlin"),
        ("en", "Why Macron in Beijing matters"),
        ("de", "Merkel in Rente"),
        ("de", "Scholz in Bayern"),
        ("de", "Scholz bei Merkel"),
        ("de", "Trump in Israel-Frage gespalten"),
        ("de", "Erdogan-Anhänger in Köln"),
        ("fr", "Macron à Marseille"),
        ("fr", "Macron chez les paysans"),
        ("fr", "La lettre de Poutine à Paris"),
        ("es", "Sánchez en Sevilla"),
        ("es", "Milei, en caída libre"),
        ("it", "Meloni da record"),
        ("it", "Renzi contro Meloni a Roma"),
        ("uk", "Зеленський у Харкові"),
        ("uk", "Путін у паніці"),
    ],
)
def test_home_sport_and_figures_of_speech_tell_of_no_visit(lang, title):
    assert told(lang, title) == []


def test_only_headlines_speak_so():
    text = "It rained all week long.\nMacron in Rome, that was the talk of the town."
    assert extract(Document("d", text, "en", date(2023, 12, 6))) == []
