"""A weekday that opens a sentence is no first name of the person whose surname follows."""

from datetime import date

import pytest

from kg.model import Document
from kg.pipeline import extract


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "Parla il presidente ivoriano Laurent Gbagbo. Martedì Gbagbo ha incontrato Jacques Chirac a Lione."),
        ("fr", "Le président ivoirien Laurent Gbagbo parle. Mardi Gbagbo a rencontré Jacques Chirac à Lyon."),
    ],
)
def test_the_surname_is_known(lang, text):
    (meeting,) = extract(Document("d", text, lang, date(2003, 1, 25)))
    assert {p.actor.name for p in meeting.participants} == {"Laurent Gbagbo", "Jacques Chirac"}
