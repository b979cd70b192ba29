"""A delegation and the person at its head both take part; what is travelled for is as far off as the journey."""

from datetime import date

import pytest

from kg.model import Document, Status
from kg.pipeline import extract


def mentions(lang, text):
    return extract(Document("doc", text, lang, date(2024, 5, 14), None, None))


def parties(mention):
    return {p.actor.name for p in mention.participants}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "A US delegation led by Steve Witkoff met Russian officials in Riyadh."),
        ("fr", "Une délégation américaine, conduite par Steve Witkoff, a rencontré des responsables russes à Riyad."),
        ("de", "Eine US-Delegation unter Leitung von Steve Witkoff traf am Montag in Riad russische Vertreter."),
        ("es", "Una delegación estadounidense encabezada por Steve Witkoff se reunió en Riad con funcionarios rusos."),
        ("it", "Una delegazione statunitense guidata da Steve Witkoff ha incontrato a Riad funzionari russi."),
        ("uk", "Американська делегація на чолі зі Стівом Віткоффом зустрілася в Ер-Ріяді з російською делегацією."),
    ],
)
def test_who_leads_a_delegation_takes_part_with_it(lang, text):
    (meeting,) = mentions(lang, text)
    assert parties(meeting) == {"Steve Witkoff", "United States", "Russia"}


def test_somebody_named_after_an_agent_of_another_verb_leads_nothing():
    text = "La délégation américaine reçue par Emmanuel Macron a rencontré des responsables russes."
    assert {"United States", "Russia"} in [parties(m) for m in mentions("fr", text)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Marco Rubio est attendu lundi à Riyad pour des pourparlers avec Sergueï Lavrov."),
        ("fr", "Marco Rubio doit se rendre à Riyad pour des entretiens avec Sergueï Lavrov."),
        ("en", "Marco Rubio is expected in Riyadh on Monday for talks with Sergei Lavrov."),
    ],
)
def test_talks_are_not_held_before_the_journey_to_them(lang, text):
    (talks,) = (m for m in mentions(lang, text) if "Sergey Lavrov" in parties(m))
    assert talks.status is Status.PLANNED
