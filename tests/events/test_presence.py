"""Who is added to an encounter told before: only who is said to be there as the encounter itself is told."""

from datetime import date

import pytest

from kg.model import Document
from kg.pipeline import extract

HELD = {
    "en": "Macron and Scholz met in Paris on Monday.",
    "de": "Macron und Scholz trafen sich am Montag in Paris.",
    "fr": "Macron et Scholz se sont rencontrés lundi à Paris.",
    "es": "Macron y Scholz se reunieron el lunes en París.",
    "it": "Macron e Scholz si sono incontrati lunedì a Parigi.",
}
TWO = {"Emmanuel Macron", "Olaf Scholz"}


def company(lang, text):
    (found,) = extract(Document("doc", text, lang, date(2023, 12, 6), None, None))
    return {p.actor.name for p in found.participants}


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("en", "Rishi Sunak also took part.", "Rishi Sunak"),
        ("en", '"Rishi Sunak took part," Cameron claimed.', "Rishi Sunak"),
        ("es", "También asistieron el ministro José Manuel Albares.", "José Manuel Albares"),
        ("de", "Auch Rishi Sunak nahm teil.", "Rishi Sunak"),
        ("it", "Era presente anche Giorgia Meloni.", "Giorgia Meloni"),
    ],
)
def test_who_took_part_is_added(lang, text, name):
    assert company(lang, f"{HELD[lang]} {text}") == {*TWO, name}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Rishi Sunak was expected to take part."),
        ("en", "Rishi Sunak was invited to take part but declined."),
        ("en", "Rishi Sunak hopes to take part next year."),
        ("en", "Rishi Sunak will take part next time."),
        ("en", "Did Rishi Sunak take part in the meeting?"),
        ("en", "If the meeting were attended by Rishi Sunak, it would fail."),
        ("en", "Rishi Sunak also attended the wedding."),
        ("de", "Auch Rishi Sunak wollte teilnehmen."),
        ("fr", "Rishi Sunak devait également y participer."),
        ("es", "Pedro Sánchez quería participar."),
        ("it", "Avrebbe dovuto partecipare anche Giorgia Meloni."),
    ],
)
def test_who_was_but_to_take_part_is_not(lang, text):
    assert company(lang, f"{HELD[lang]} {text}") == TWO


def test_each_of_several_meetings_that_name_nobody_has_those_who_took_part():
    text = "The meetings took place on Monday in Geneva and on Tuesday in Vienna. Russia and Germany took part."
    told = extract(Document("doc", text, "en", date(2023, 12, 7), None, None))
    found = {(m.place.name, m.time.edtf, tuple(sorted(p.actor.name for p in m.participants))) for m in told}
    sides = ("Germany", "Russia")
    assert found == {("Geneva", "2023-12-04", sides), ("Vienna", "2023-12-05", sides)}


def test_a_question_gives_no_new_day():
    put_off = "Macron and Scholz have postponed their summit."
    assert len(extract(Document("doc", f"{put_off} Is it now set for May?", "en", date(2023, 12, 6), None, None))) == 1
    asked = f"{put_off} Is the summit now set for May?"
    assert len(extract(Document("doc", asked, "en", date(2023, 12, 6), None, None))) == 1
