"""Whom "they" means: two persons named right before, not those of a page ago, nor whoever speaks."""

import pytest
from making import annotated

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
