"""Several met with one verb: whose the day is that stands before the subject."""

import pytest
from making import names, reports


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "On Monday Scholz met Macron and on Tuesday Tusk."),
        ("de", "Am Montag traf Scholz Macron und am Dienstag Tusk."),
    ],
)
def test_the_day_before_the_subject_is_that_of_the_first(lang, text):
    found = {m.time and m.time.edtf: names(m) for m in reports(text, lang, "2023-12-07")}
    assert found == {
        "2023-12-04": {"Olaf Scholz", "Emmanuel Macron"},
        "2023-12-05": {"Olaf Scholz", "Donald Tusk"},
    }
