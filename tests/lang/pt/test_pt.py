import cases
import pytest

from kg.text.language import detect


@pytest.mark.parametrize("row", cases.ids("negatives", "pt"))
def test_a_negative_prints_nothing(row):
    cases.negative(row)


@pytest.mark.parametrize("row", cases.ids("cases", "pt"))
def test_a_case_keeps_its_quotes(row):
    cases.case(row)


@pytest.mark.parametrize("row", cases.ids("cases", "pt"))
def test_a_case_is_taken_for_portuguese(row):
    assert detect(row.text) == "pt"


def test_the_cases_reach_their_floors():
    cases.floors("pt")
