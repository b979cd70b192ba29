"""Which place belongs to which event: text in several languages, the event's type, its place."""

import pytest
from making import names, reports

from kg.model import EventType

M, C, V, N = EventType.MEETING, EventType.PHONE_CALL, EventType.VISIT, EventType.NEGOTIATION

#: Document of Thursday 7 August 2025.
ROWS = [
    # the scene is set before: the clause after a place tells what happens there
    ("it", "Macron è arrivato a Lisbona, dove incontrerà Meloni.", M, "Lisbon"),
    ("es", "Macron llegó a Lisboa, donde se reunirá con Meloni.", M, "Lisbon"),
    ("en", "Macron flew to Lisbon, where he will meet Meloni.", M, "Lisbon"),
    # a relative clause says more of the event
    ("fr", "Macron a annoncé une rencontre avec Meloni, qui était prévue pour le 12 juin à Genève.", M, "Geneva"),
    ("de", "Macron plant ein Treffen mit Meloni, das am Montag in Brüssel stattfindet.", M, "Brussels"),
    # where somebody spoke of it, what was talked about, what another verb says
    ("it", "Macron e Meloni si sono incontrati, ha detto un portavoce ai giornalisti a Bruxelles.", M, None),
    ("en", "Macron met Meloni to discuss the situation in Ukraine.", M, None),
    ("it", "Macron ha incontrato Meloni per discutere la situazione in Ucraina.", M, None),
    ("de", "Die Verhandlungen der EU mit Kroatien stoßen in Österreich auf Skepsis.", N, None),
    # where a caller is does not place the call
    ("es", "Macron, que se encuentra en Lisboa, conversó por teléfono con Meloni.", C, None),
    ("it", "Macron ha telefonato a Meloni da Lisbona, dove si trova in visita.", C, None),
    # a visitor goes to the state he visits
    ("en", "Macron will visit Italy next week.", V, "Italy"),
    ("it", "Macron visiterà l'Italia la prossima settimana.", V, "Italy"),
    ("uk", "Макрон відвідає Італію наступного тижня.", V, "Italy"),
    ("it", "Macron visiterà l'Italia la prossima settimana e incontrerà Meloni a Milano.", M, "Milan"),
    ("it", "Macron visiterà Milano la prossima settimana.", V, "Milan"),
    ("en", "Macron visited Milan on Monday.", V, "Milan"),
    # a gathering that bears the name of its town
    ("it", "Meloni ha lodato l'esito del vertice di Parigi tra Macron e Merz.", EventType.SUMMIT, "Paris"),
    # a noun between the preposition and the town
    ("de", "Macron traf Meloni in der italienischen Hauptstadt Rom.", M, "Rome"),
    ("it", "Macron ha incontrato Meloni nella capitale Roma.", M, "Rome"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "kind", "place"), ROWS)
def test_an_event_takes_place_where_its_own_words_say(lang, text, kind, place):
    found = [m for m in reports(text, lang) if m.type is kind]
    assert found, "nothing printed"
    assert (found[0].place.name if found[0].place else None) == place


OUR_COUNTRY = [
    ("en", "Donald Tusk arrived in our country on a visit.", "president.gov.ua"),
    ("uk", "Дональд Туск прибув з візитом у нашу державу.", "president.gov.ua"),
]


@pytest.mark.parametrize(("lang", "text", "site"), OUR_COUNTRY)
def test_our_country_is_that_of_whose_text_it_is(lang, text, site):
    found = [m for m in reports(text, lang, url=f"https://www.{site}/news/1") if m.type is V]
    assert [m.place.name for m in found] == ["Ukraine"]
    assert names(found[0]) == {"Donald Tusk", "Ukraine"}


def test_who_meets_his_host_on_a_visit_meets_him_there():
    text = "Emmanuel Macron arrived in Milan on Monday. He met Giorgia Meloni. He will also meet Keir Starmer."
    found = {frozenset(names(m)): m for m in reports(text) if m.type is not V}
    assert found[frozenset({"Emmanuel Macron", "Giorgia Meloni"})].place.name == "Milan"
    assert found[frozenset({"Emmanuel Macron", "Keir Starmer"})].place is None  # neither at home there nor held


def test_two_verbs_share_their_subject():
    found = [m for m in reports("Macron visiterà l'Italia e incontrerà Meloni a Milano.", "it") if m.type is M]
    assert [names(m) for m in found] == [{"Emmanuel Macron", "Giorgia Meloni"}]
