"""Gatherings and talks whose parties a text leaves unnamed."""

from datetime import date

from kg.model import Document, EventType, Status
from kg.pipeline import extract

DAY = date(2023, 12, 6)
BESIDE = "Emmanuel Macron met Olaf Scholz in Berlin on Monday."


def told(text):
    return [m for m in extract(Document("d", text, "en", DAY)) if not m.participants]


def test_a_gathering_with_a_place_is_told_beside_other_diplomacy():
    (found,) = told(f"{BESIDE} A donor conference will be held in Warsaw next week.")
    assert (found.type, found.status, found.place.name) == (EventType.CONFERENCE, Status.PLANNED, "Warsaw")


def test_alone_it_may_be_of_astronomers():
    assert told("A conference on Venus was held in Oxford on Monday.") == []


def test_talks_need_a_day_as_well_as_a_place():
    (found,) = told(f"{BESIDE} The third round of negotiations took place in Istanbul on Tuesday.")
    assert (found.type, found.place.name, found.time.edtf) == (EventType.NEGOTIATION, "Istanbul", "2023-12-05")
    assert told(f"{BESIDE} The negotiations in Istanbul were difficult.") == []


def test_what_is_denied_or_supposed_names_no_gathering():
    assert told(f"{BESIDE} There will be no conference in Warsaw.") == []
    assert told(f"{BESIDE} If there were a conference in Warsaw, many would come.") == []
