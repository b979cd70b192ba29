"""The adjective of a state with an article and no noun is the person of it who was named before."""

from datetime import date

import pytest

from kg.model import Document
from kg.pipeline import extract

MET = {"Andrzej Duda", "Emmanuel Macron"}


def meetings(lang, text):
    document = Document(id="compatriot", text=text, lang=lang, published=date(2023, 12, 6))
    return [{p.actor.name for p in m.participants} for m in extract(document) if m.type.value == "Meeting"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Emmanuel Macron visitó Varsovia. El francés se reunió el martes con Andrzej Duda."),
        ("fr", "Emmanuel Macron a visité Varsovie. Le Français a rencontré mardi Andrzej Duda."),
        ("it", "Emmanuel Macron ha visitato Varsavia. Il francese ha incontrato martedì Andrzej Duda."),
        ("pt", "Emmanuel Macron visitou Varsóvia. O francês reuniu-se na terça-feira com Andrzej Duda."),
    ],
)
def test_an_adjective_alone_is_the_person_named_before(lang, text):
    assert meetings(lang, text) == [MET]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Emmanuel Macron visitó Varsovia. Los franceses se reunieron el martes con Andrzej Duda."),
        ("es", "Emmanuel Macron visitó Varsovia. El francés medio nunca habló con Andrzej Duda."),
        ("fr", "Emmanuel Macron a visité Varsovie. Les Français ont rencontré mardi Andrzej Duda."),
    ],
)
def test_a_people_is_not_its_leader(lang, text):
    assert MET not in meetings(lang, text)
