"""What a text only looks back on has neither its day nor its word; what would come of a deal is no deal."""

from datetime import date

import pytest
from making import reports

from kg.model import Document, EventType, Status
from kg.pipeline import extract

RELEASE = "Kremlin press service (en.kremlin.ru)"


def told(text):
    return extract(Document("d", text, "en", date(2023, 12, 6), None, RELEASE))


@pytest.mark.parametrize(
    "text",
    [
        "They discussed the implementation of the trilateral agreements between the leaders of Russia, Armenia and "
        "Azerbaijan.",
        "They confirmed the need to observe the agreements between the leaders of Russia, Armenia and Azerbaijan.",
    ],
)
def test_an_accord_that_is_kept_or_remembered_is_of_no_day_and_on_no_word(text):
    (accord,) = [m for m in told(text) if m.type is EventType.AGREEMENT]
    assert (accord.status, accord.time, accord.originators) == (Status.HELD, None, ())


def test_an_accord_that_is_remembered_after_years_is_of_its_year():
    text = "It is 20 years since the signing of the treaty between Russia and Armenia."
    (accord,) = [m for m in told(text) if m.type is EventType.AGREEMENT]
    assert (accord.status, accord.time.edtf, accord.originators) == (Status.HELD, "2003~", ())


@pytest.mark.parametrize("name", ["SPIEF-2022", "the SPIEF 2022"])
def test_a_year_in_the_name_of_a_forum_dates_no_meeting_beside_it(name):
    (meeting,) = told(f"Vladimir Putin met with Xi Jinping on the sidelines of {name}.")
    assert meeting.time.edtf == "2023-12-06"


@pytest.mark.parametrize(
    "text",
    [
        "Reaching an agreement between Iran and Iraq would contribute to stability.",
        "Signing a treaty between Armenia and Azerbaijan would open the border.",
    ],
)
def test_what_would_come_of_a_deal_does_not_make_it(text):
    assert [m.status for m in reports(text)] == [Status.PROPOSED]
