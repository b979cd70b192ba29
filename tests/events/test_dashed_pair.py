"""Two persons joined by a long dash without blanks take part in the event named right before or behind them."""

from datetime import date

import pytest
from making import as_dict

from kg.model import Document
from kg.pipeline import extract


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The Trump–Putin talks in Alaska lasted three hours."),
        ("en", "The Trump–Putin summit in Alaska lasted three hours."),
        ("de", "Der Trump–Putin-Gipfel in Alaska dauerte drei Stunden."),
        ("it", "Il vertice Trump–Putin in Alaska è durato tre ore."),
        ("es", "La cumbre Trump–Putin en Alaska duró tres horas."),
        ("fr", "Le sommet Trump–Poutine en Alaska a duré trois heures."),
        ("uk", "Зустріч Трамп–Путін в Алясці тривала три години."),
    ],
)
def test_both_take_part(lang, text):
    (event,) = [as_dict(m) for m in extract(Document("d", text, lang, date(2025, 8, 20)))]
    assert set(event["participants"]) == {"Donald Trump", "Vladimir Putin"}
