"""Ministries and palaces as speakers: whose they are where no state is named, and what is said there by nobody."""

import pytest
from making import annotated, reports

from kg.model import Status


def said(text, lang):
    found = [a for s in annotated(text, lang) for a in s.attributions]
    return {a.actor.name for a in found}


@pytest.mark.parametrize(
    ("lang", "text", "ministry"),
    [
        ("en", "Chancellor Olaf Scholz met Donald Tusk, the foreign ministry said.", "German Foreign Office"),
        ("en", "Emmanuel Macron will visit Japan, a spokesman for the foreign ministry said.",
         "Ministry of Foreign Affairs of France"),
        ("en", "Emmanuel Macron will visit Japan, the defence ministry said.", "Ministry of Defence of France"),
        ("fr", "Olaf Scholz a rencontré Donald Tusk, a indiqué le ministère des Affaires étrangères.",
         "German Foreign Office"),
        ("fr", "Olaf Scholz a rencontré Donald Tusk, selon un porte-parole du ministère des Affaires étrangères.",
         "German Foreign Office"),
        ("es", "El presidente de Guatemala, Bernardo Arévalo, viajará a Japón, confirmó la Cancillería.",
         "Ministry of Foreign Affairs of Guatemala"),
        ("es", "Israel y Egipto negocian con ayuda de Noruega, confirmó la cancillería de ese país.",
         "Ministry of Foreign Affairs of Norway"),
        ("de", "Olaf Scholz traf Donald Tusk, teilte das Außenministerium mit.", "German Foreign Office"),
        ("uk", "Дмитро Кулеба зустрівся з послом Японії, повідомила пресслужба МЗС.",
         "Ministry of Foreign Affairs of Ukraine"),
        ("uk", "Дмитро Кулеба зустрівся з Дональдом Туском, повідомило міністерство закордонних справ.",
         "Ministry of Foreign Affairs of Ukraine"),
    ],
)  # fmt: skip
def test_an_organ_without_a_state_is_that_of_the_state_at_home_in_the_text(lang, text, ministry):
    assert said(text, lang) == {ministry}


def test_an_organ_named_with_its_state_is_meant_again():
    text = (
        "La Cancillería peruana expresó su malestar. Emmanuel Macron visitará Chile el lunes, anunció la Cancillería."
    )
    assert "Ministry of Foreign Affairs of Peru" in said(text, "es")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Olaf Scholz met Donald Tusk at the foreign ministry."),
        ("fr", "Olaf Scholz a rencontré Donald Tusk au ministère des Affaires étrangères."),
        ("uk", "Олаф Шольц зустрівся з Дональдом Туском у міністерстві закордонних справ."),
    ],
)
def test_a_ministry_that_says_nothing_is_nobody(lang, text):
    (meeting,) = reports(text, lang)
    assert {p.actor.name for p in meeting.participants} == {"Olaf Scholz", "Donald Tusk"}
    assert meeting.originators == ()
    assert meeting.status is Status.HELD


def test_an_organ_may_only_say_whose_spokesman_it_is():
    assert said("Olaf Scholz met Donald Tusk, said government spokesman Steffen Hebestreit.", "en") == {
        "Steffen Hebestreit"
    }
