"""Whom "they" means: two persons named right before, not those of a page ago, nor whoever speaks."""

import pytest
from making import annotated, names, reports

from kg.model import EventType

OWN = "https://www.president.gov.ua/news/1"


def they(text, word, lang="en", **fields):
    """Whom a word stands for, by name, in the last sentence of a text."""
    (*_, last) = annotated(text, lang, **fields)
    return sorted(m.actor.name for m in last.actors if text[m.start : m.end].lower() == word)


def test_they_are_two_named_right_before():
    assert they("Macron met Scholz in Paris. They spoke of trade.", "they") == ["Emmanuel Macron", "Olaf Scholz"]
    far = "Macron met Scholz in Paris. Trade is down. Steel is dear. Wheat is cheap. They spoke of trade."
    assert they(far, "they") == []


@pytest.mark.parametrize(
    ("lang", "text", "word"),
    [
        ("en", "Macron met Scholz. If the Russian government does not stop, they will pay.", "they"),
        ("fr", "Macron a rencontré Scholz. Si le gouvernement russe et ses alliés continuent, ils paieront.", "ils"),
        ("it", "Macron ha incontrato Scholz. Se il governo russo continua, essi pagheranno.", "essi"),
        ("uk", "Макрон зустрів Шольца. Якщо російський уряд не зупиниться, вони заплатять.", "вони"),
    ],
)
def test_they_are_not_two_persons_where_the_sentence_names_a_body(lang, text, word):
    assert they(text, word, lang) == []


def test_whom_a_speaker_calls_they_he_is_none_of():
    told = "President Volodymyr Zelenskyy met Emmanuel Macron in Kyiv. They spoke of trade."
    assert they(told, "they", url=OWN) == ["Emmanuel Macron", "Volodymyr Zelenskyy"]
    said = "Volodymyr Zelenskyy called Vladimir Putin. I defend our land. They do not want peace."
    assert they(said, "they", url=OWN) == []


@pytest.mark.parametrize(
    ("lang", "text", "parties"),
    [
        ("en", "Biden met Putin on Monday. Their delegations will hold talks in Geneva.", {"United States", "Russia"}),
        ("en", "Biden and Putin agreed that their foreign ministers would hold talks.",
         {"Antony Blinken", "Sergey Lavrov"}),
        ("fr", "Biden et Poutine se sont rencontrés mardi. Leurs délégations tiendront des négociations à Genève.",
         {"United States", "Russia"}),
        ("uk", "Байден і Путін зустрілися у вівторок. Їхні представники проведуть переговори в Женеві.",
         {"United States", "Russia"}),
    ],
)  # fmt: skip
def test_their_delegations_are_those_of_their_states(lang, text, parties):
    talks = [m for m in reports(text, lang, "2021-12-07") if m.type is EventType.NEGOTIATION]
    assert [names(m) for m in talks] == [parties]


def test_they_are_the_mission_named_since_not_the_two_before():
    text = "Putin met Fernandez in Moscow on Monday. A big Russian business mission visited Argentina. They held talks."
    assert all(names(m) != {"Vladimir Putin", "Alberto Fernández"} for m in reports(text, "en", "2022-02-03")[1:])
