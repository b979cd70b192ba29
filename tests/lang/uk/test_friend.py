"""A partner told by office, as a friend and by name is one partner, no subject behind him."""

from datetime import date

from kg.model import Document
from kg.pipeline import extract


def test_a_partner_in_three_steps_is_no_subject() -> None:
    outlet = "Address by President Zelenskyy (Office of the President of Ukraine), transcript"
    text = "Говорив з Президентом Латвії та другом нашої країни Егілсом Левітсом."
    (call,) = extract(Document("d", text, "uk", date(2022, 4, 18), None, outlet))
    assert [p.actor.name for p in call.participants] == ["Volodymyr Zelenskyy", "Egils Levits"]
