"""Who takes part where the subject does not stand before its verb: gerunds, infinitives, participles, fronted nouns."""

import pytest
from making import names, reports

from kg.model import EventType

M, C, N, A = EventType.MEETING, EventType.PHONE_CALL, EventType.NEGOTIATION, EventType.AGREEMENT
UNSC = "United Nations Security Council"
MACRON, MELONI, MERZ = "Emmanuel Macron", "Giorgia Meloni", "Friedrich Merz"

#: Document of Thursday 7 August 2025.
ROWS = [
    ("it", "Macron, dopo aver incontrato Meloni a Roma, ha parlato di commercio.", M, {MACRON, MELONI}),
    ("it", "Dopo aver incontrato Meloni, Macron ha lasciato Roma.", M, {MACRON, MELONI}),
    ("fr", "Après avoir rencontré Meloni, Macron a quitté Rome.", M, {MACRON, MELONI}),
    ("es", "Tras haberse reunido con Meloni, Macron abandonó Roma.", M, {MACRON, MELONI}),
    ("en", "After meeting Meloni, Macron left Rome.", M, {MACRON, MELONI}),
    ("it", "Ricevendo a Palazzo Chigi il cancelliere Merz, Meloni ha promesso aiuti.", M, {MELONI, MERZ}),
    ("it", "Macron, ricevuto da Meloni a Roma, ha parlato di commercio.", M, {MACRON, MELONI}),
    ("en", "Macron, received by Meloni in Rome, praised the wine.", M, {MACRON, MELONI}),
    ("it", "In una telefonata con Merz, Macron ha parlato della Siria.", C, {MACRON, MERZ}),
    ("en", "In a phone call with Merz, Macron spoke of the future of Syria.", C, {MACRON, MERZ}),
    ("it", "Macron è arrivato a Ginevra per i colloqui con Merz.", N, {MACRON, MERZ}),
    ("it", "Non ci sarà nessun incontro tra Macron e Merz, ha fatto sapere il Cremlino.", M, {MACRON, MERZ}),
    ("en", "France asked for a meeting of the Security Council of the United Nations.", M, {"France", UNSC}),
    ("it", "La Francia e Israele hanno raggiunto un accordo per una tregua di 72 ore.", A, {"France", "Israel"}),
    (
        "it",
        "Gli accordi di Oslo furono firmati a Washington il 13 settembre 1993 da Yitzhak Rabin e Yasser Arafat.",
        A,
        {"Yitzhak Rabin", "Yasser Arafat"},
    ),
]


@pytest.mark.parametrize(("lang", "text", "kind", "people"), ROWS)
def test_the_subject_is_found_where_it_stands(lang, text, kind, people):
    found = [m for m in reports(text, lang) if m.type is kind]
    assert [names(m) for m in found] == [people]


def test_a_treaty_with_day_and_place_needs_no_parties():
    (found,) = reports("Il trattato firmato a Roma nell'ottobre del 2004 costituisce una base solida.", "it")
    assert (found.type, found.time.edtf, found.place.name) == (A, "2004-10", "Rome")
    assert not reports("Il trattato costituisce una base solida.", "it")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The Colombian government and the rebels signed a ceasefire in Havana."),
        ("fr", "Le gouvernement colombien et les rebelles ont signé un accord à La Havane."),
        ("de", "Die kolumbianische Regierung und die Rebellen haben in Havanna ein Abkommen unterzeichnet."),
        ("es", "El gobierno colombiano y los rebeldes firmaron un acuerdo en La Habana."),
        ("it", "Il governo colombiano e i ribelli hanno firmato un accordo all'Avana."),
        ("uk", "Уряд Колумбії та повстанці підписали мирну угоду в Гавані."),
        ("pt", "O governo colombiano e os rebeldes assinaram um acordo em Havana."),
    ],
)
def test_rebels_are_a_party_of_their_own(lang, text):
    (found,) = reports(text, lang)
    assert names(found) == {"Colombia", "rebels"}


def test_rebels_of_two_wars_are_not_one():
    (one,) = reports("The Colombian government and the rebels signed a truce in Havana.", "en")
    (other,) = reports("The Syrian government and the rebels signed a truce in Ankara.", "en")
    assert not {p.actor.key for p in one.participants} & {p.actor.key for p in other.participants}
