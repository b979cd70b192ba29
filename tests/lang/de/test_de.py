import cases
import pytest


@pytest.mark.parametrize("row", cases.ids("negatives", "de"))
def test_a_negative_prints_nothing(row):
    cases.negative(row)


@pytest.mark.parametrize("row", cases.ids("cases", "de"))
def test_a_case_keeps_its_quotes(row):
    cases.case(row)


def test_the_cases_reach_their_floors():
    cases.floors("de")
