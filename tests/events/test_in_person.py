"""A word for a call tells of a meeting where a place or a gathering goes with it."""

from datetime import date

import pytest

from kg.model import Document, EventType
from kg.pipeline import extract

CALL, MEETING = EventType.PHONE_CALL, EventType.MEETING


def kinds(lang, text):
    """The types of what a text of 6 December 2023 tells of two persons, gatherings aside."""
    found = extract(Document("d", text, lang, date(2023, 12, 6)))
    return [m.type for m in found if m.type in (CALL, MEETING)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Olaf Scholz talked to Recep Tayyip Erdogan at the NATO summit."),
        ("en", "Olaf Scholz travelled to Ankara, where he spoke with Recep Tayyip Erdogan."),
        ("es", "Olaf Scholz habló con Recep Tayyip Erdogan al margen de la cumbre del G20."),
        ("es", "Olaf Scholz viajó a Ankara, donde mantuvo una larga conversación con Recep Tayyip Erdogan."),
        ("it", "Olaf Scholz ha parlato con Recep Tayyip Erdogan a margine del vertice Nato."),
        ("uk", "Олаф Шольц поспілкувався з Реджепом Тайїпом Ердоганом на полях саміту НАТО."),
        ("uk", "Олаф Шольц на маргінесі саміту НАТО мав окрему розмову з Реджепом Тайїпом Ердоганом."),
    ],
)
def test_there_and_at_a_gathering_people_meet(lang, text):
    assert kinds(lang, text) == [MEETING]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Olaf Scholz spoke with Recep Tayyip Erdogan about the war in Gaza."),
        ("en", "Olaf Scholz spoke with Recep Tayyip Erdogan about hostages held in Gaza."),
        ("en", "In Washington, Joe Biden spoke with Recep Tayyip Erdogan on Tuesday."),
        ("en", "Joe Biden spoke with Xi Jinping ahead of the G20 summit."),
        ("en", "Olaf Scholz spoke by phone with Recep Tayyip Erdogan at the NATO summit."),
        ("es", "Olaf Scholz habló con Recep Tayyip Erdogan de la guerra en Gaza."),
        ("it", "Olaf Scholz ha parlato con Recep Tayyip Erdogan della guerra a Gaza."),
        ("uk", "Олаф Шольц поспілкувався з Реджепом Тайїпом Ердоганом про ситуацію в Газі."),
    ],
)
def test_what_is_spoken_of_and_where_the_caller_is_make_no_meeting(lang, text):
    assert kinds(lang, text) == [CALL]


def test_who_spoke_to_others_by_video_met_in_person():
    text = "Olaf Scholz met Recep Tayyip Erdogan on Monday and addressed the Bundestag by video link."
    assert kinds("en", text) == [MEETING]
    assert kinds("en", "Olaf Scholz met Recep Tayyip Erdogan on Monday by video link.") == [CALL]
