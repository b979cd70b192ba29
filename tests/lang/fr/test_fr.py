from datetime import date

import cases
import pytest

from kg.model import Document
from kg.pipeline import extract


@pytest.mark.parametrize("row", cases.ids("negatives", "fr"))
def test_a_negative_prints_nothing(row):
    cases.negative(row)


@pytest.mark.parametrize("row", cases.ids("cases", "fr"))
def test_a_case_keeps_its_quotes(row):
    cases.case(row)


def test_the_cases_reach_their_floors():
    cases.floors("fr")


def test_a_first_name_is_no_holiday():
    text = "Jean-Noël Barrot a rencontré Marco Rubio mardi à Washington."
    (mention,) = extract(Document("d", text, "fr", date(2025, 4, 9)))
    assert mention.time.edtf == "2025-04-08"
