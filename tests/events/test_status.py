"""Status from verb forms and scopes that are easily mistaken: auxiliaries with two readings, participles, "before"."""

import pytest
from making import names, reports

from kg.model import EventType, Status

#: Document of Thursday 7 August 2025.
ROWS = [
    ("en", "Macron is arriving in Kyiv today.", EventType.VISIT, Status.ONGOING),
    ("en", "Macron was arriving in Kyiv when the sirens went off.", EventType.VISIT, Status.HELD),
    ("en", "Macron will be received by Meloni in Rome.", EventType.MEETING, Status.PLANNED),
    ("en", "Before meeting Meloni in Rome, Macron visited Kyiv.", EventType.VISIT, Status.HELD),
    ("en", "Macron hopes to revive the accord signed by Armenia and Azerbaijan.", EventType.AGREEMENT, Status.HELD),
    ("en", "Macron hopes an accord will be signed by Armenia and Azerbaijan.", EventType.AGREEMENT, Status.PROPOSED),
    ("en", "The treaty signed by Japan and India in Delhi was not respected.", EventType.AGREEMENT, Status.HELD),
    ("en", "The meeting of Macron with Meloni, who is in Paris on a visit, was short.", EventType.MEETING, Status.HELD),
    ("en", "The meeting of Macron with Meloni has begun.", EventType.MEETING, Status.ONGOING),
    ("de", "Macron wollte am Freitag in Rom Meloni treffen.", EventType.MEETING, Status.PROPOSED),
    ("de", "Am Vorabend des Gipfels hat Macron am Montag in Rom Meloni getroffen.", EventType.MEETING, Status.HELD),
    ("de", "Macron wird von Meloni in Rom empfangen werden.", EventType.MEETING, Status.PLANNED),
    (
        "fr",
        "Steve Witkoff s'est rendu à Kiev et a tenu des pourparlers avec Zelensky.",
        EventType.NEGOTIATION,
        Status.HELD,
    ),
]


@pytest.mark.parametrize(("lang", "text", "kind", "status"), ROWS)
def test_a_status_is_read_off_the_whole_verb(lang, text, kind, status):
    assert [m.status for m in reports(text, lang) if m.type is kind] == [status]


def test_who_hopes_for_an_accord_has_not_signed_it():
    (found,) = reports("Macron hopes to revive the accord signed by Armenia and Azerbaijan.")
    assert names(found) == {"Armenia", "Azerbaijan"}


def test_what_was_agreed_on_a_visit_is_its_parties():
    found = reports("Polish officials praised the agreements reached during the visit of Emmanuel Macron to Poland.")
    assert [names(m) for m in found if m.type is EventType.AGREEMENT] == [{"Emmanuel Macron", "Poland"}]


@pytest.mark.parametrize(
    "text",
    [
        "Macron spoke of the crimes of mercenaries who arrived in Ukraine.",
        "It matters that you came to support Ukraine, Macron said.",
        "Macron held a meeting with his ministers on families that fled the war with Russia.",
    ],
)
def test_what_others_do_is_no_event_of_those_who_speak_of_it(text):
    assert not reports(text)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Never before had a US president met a North Korean leader."),
        ("de", "Noch nie zuvor hatte ein amerikanischer Präsident den nordkoreanischen Machthaber getroffen."),
        ("fr", "Jamais auparavant un président américain n'avait rencontré un dirigeant nord-coréen."),
        ("es", "Nunca antes un presidente estadounidense se había reunido con un gobernante de Corea del Norte."),
        ("it", "Mai prima d'ora un presidente americano in carica aveva incontrato un leader nordcoreano."),
        ("uk", "Ніколи раніше президент США не зустрічався з лідером КНДР."),
        ("pt", "Nunca antes um presidente americano se tinha reunido com um líder norte-coreano."),
    ],
)
def test_what_never_was_is_no_event(lang, text):
    assert not reports(text, lang, "2018-06-12")


def test_the_last_summit_is_not_the_one_spoken_of():
    found = reports(
        "Kishida met Kim Jong Un on Monday. The last summit between the two countries was held in May 2004."
    )
    assert sorted(m.time.edtf for m in found) == ["2004-05", "2025-08-04"]


def test_a_refusal_with_nobody_named_is_not_of_the_meeting_planned_with_another():
    text = "Donald Trump rejected talks. Today Mark Rutte will hold talks with Donald Trump in Washington."
    (found,) = [m for m in reports(text) if len(m.participants) > 1]
    assert found.status is Status.PLANNED
