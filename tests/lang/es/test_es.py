from datetime import date

import cases
import pytest

from kg.model import Document, Status
from kg.pipeline import extract


@pytest.mark.parametrize("row", cases.ids("negatives", "es"))
def test_a_negative_prints_nothing(row):
    cases.negative(row)


@pytest.mark.parametrize("row", cases.ids("cases", "es"))
def test_a_case_keeps_its_quotes(row):
    cases.case(row)


def test_the_cases_reach_their_floors():
    cases.floors("es")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Bolivia rompió relaciones diplomáticas con Israel.", "Rupture"),
        ("Colombia llamó a consultas a su embajador en Israel.", "Recall"),
        ("El Gobierno español convocó a la embajadora de Israel.", "Summons"),
    ],
)
def test_what_an_act_of_relations_tells_is_done(text, kind):
    document = Document(id="act", text=text, lang="es", published=date(2024, 5, 15))
    (found,) = [m for m in extract(document) if m.type.value == kind]
    assert found.status is Status.HELD
    assert len(found.participants) == 2
