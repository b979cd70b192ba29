"""Who invites takes part; at whose request somebody only speaks of an event does not."""

from datetime import date

import pytest

from kg.model import Document
from kg.pipeline import extract

TOLD = {
    "en": "At the request of Aleksandar Vucic, Vladimir Putin gave an update on the talks between Russia and Ukraine.",
    "es": "A petición de Aleksandar Vucic, Vladimir Putin informó de las conversaciones entre Rusia y Ucrania.",
    "fr": "À la demande d'Aleksandar Vucic, Vladimir Poutine a parlé des pourparlers entre la Russie et l'Ukraine.",
    "it": "Su richiesta di Aleksandar Vucic, Vladimir Putin ha parlato dei negoziati tra la Russia e l'Ucraina.",
}


def parties(lang, text):
    found = extract(Document("x", text, lang, date(2022, 4, 6), None, None))
    return [{p.actor.name for p in m.participants} for m in found]


@pytest.mark.parametrize("lang", TOLD)
def test_who_asks_to_be_told_of_talks_is_no_party_to_them(lang):
    assert parties(lang, TOLD[lang]) == [{"Russia", "Ukraine"}]


def test_the_son_of_somebody_is_invited_not_his_father():
    [found] = parties("en", "Vladimir Putin invited the son of Aleksandar Vucic to talks with Emmanuel Macron.")
    assert "Aleksandar Vučić" not in found


def test_an_invitation_is_of_who_sent_it():
    assert parties("en", "Vladimir Putin accepted the invitation of Emmanuel Macron to a meeting.") == [
        {"Vladimir Putin", "Emmanuel Macron"}
    ]
