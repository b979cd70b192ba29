"""A town told by its adjective is the same place as the town by its name."""

from datetime import date

from kg.model import Document
from kg.pipeline import extract


def place(text: str):
    (mention,) = extract(Document("d", text, "uk", date(2023, 12, 6)))
    return mention.place


def test_a_town_by_its_adjective_is_the_town_by_its_name() -> None:
    by_adjective = place("Женевські переговори України та Росії почалися в понеділок.")
    by_name = place("Переговори України та Росії почалися в понеділок у Женеві.")
    assert by_adjective is not None
    assert by_adjective == by_name
    assert by_adjective.lat is not None
