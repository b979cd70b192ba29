"""Small sentences, each in several languages: type, status, who, where, when."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import names, reports

from kg.model import EventType, Status
from kg.resources import languages

M, S, C, V = EventType.MEETING, EventType.SUMMIT, EventType.PHONE_CALL, EventType.VISIT
MACRON, MELONI, MERZ = "Emmanuel Macron", "Giorgia Meloni", "Friedrich Merz"

#: Document of Thursday 7 August 2025: language, text, type, status, participants.
ROWS = [
    ("en", "Emmanuel Macron met Giorgia Meloni in Rome on Monday.", M, "held", {MACRON, MELONI}),
    ("de", "Emmanuel Macron traf am Montag in Rom Giorgia Meloni.", M, "held", {MACRON, MELONI}),
    ("fr", "Emmanuel Macron a rencontré lundi à Rome Giorgia Meloni.", M, "held", {MACRON, MELONI}),
    ("es", "Emmanuel Macron se reunió el lunes en Roma con Giorgia Meloni.", M, "held", {MACRON, MELONI}),
    ("it", "Emmanuel Macron ha incontrato lunedì a Roma Giorgia Meloni.", M, "held", {MACRON, MELONI}),
    ("uk", "Емманюель Макрон зустрівся в понеділок у Римі з Джорджею Мелоні.", M, "held", {MACRON, MELONI}),
    ("en", "Emmanuel Macron will meet Giorgia Meloni in Rome next week.", M, "planned", {MACRON, MELONI}),
    ("de", "Emmanuel Macron wird nächste Woche in Rom Giorgia Meloni treffen.", M, "planned", {MACRON, MELONI}),
    ("fr", "Emmanuel Macron rencontrera Giorgia Meloni à Rome la semaine prochaine.", M, "planned", {MACRON, MELONI}),
    ("es", "Emmanuel Macron se reunirá con Giorgia Meloni en Roma la próxima semana.", M, "planned", {MACRON, MELONI}),
    ("it", "Emmanuel Macron incontrerà Giorgia Meloni a Roma la prossima settimana.", M, "planned", {MACRON, MELONI}),
    ("uk", "Емманюель Макрон зустрінеться з Джорджею Мелоні в Римі наступного тижня.", M, "planned", {MACRON, MELONI}),
    ("en", "Emmanuel Macron wants to meet Giorgia Meloni.", M, "proposed", {MACRON, MELONI}),
    ("fr", "Emmanuel Macron souhaite rencontrer Giorgia Meloni.", M, "proposed", {MACRON, MELONI}),
    ("de", "Emmanuel Macron möchte Giorgia Meloni treffen.", M, "proposed", {MACRON, MELONI}),
    ("es", "Emmanuel Macron quiere reunirse con Giorgia Meloni.", M, "proposed", {MACRON, MELONI}),
    ("it", "Emmanuel Macron vuole incontrare Giorgia Meloni.", M, "proposed", {MACRON, MELONI}),
    ("uk", "Емманюель Макрон хоче зустрітися з Джорджею Мелоні.", M, "proposed", {MACRON, MELONI}),
    ("en", "The meeting between Emmanuel Macron and Giorgia Meloni was cancelled.", M, "cancelled", {MACRON, MELONI}),
    ("fr", "La rencontre entre Emmanuel Macron et Giorgia Meloni a été annulée.", M, "cancelled", {MACRON, MELONI}),
    ("en", "The meeting between Emmanuel Macron and Giorgia Meloni was postponed.", M, "postponed", {MACRON, MELONI}),
    ("en", "Emmanuel Macron refused to meet Giorgia Meloni.", M, "rejected", {MACRON, MELONI}),
    ("en", "Emmanuel Macron did not meet Giorgia Meloni.", M, "denied", {MACRON, MELONI}),
    ("uk", "Емманюель Макрон не зустрічався з Джорджею Мелоні.", M, "denied", {MACRON, MELONI}),
    ("en", "Emmanuel Macron spoke by phone with Giorgia Meloni on Monday.", C, "held", {MACRON, MELONI}),
    ("fr", "Emmanuel Macron s'est entretenu par téléphone avec Giorgia Meloni lundi.", C, "held", {MACRON, MELONI}),
    ("de", "Emmanuel Macron telefonierte am Montag mit Giorgia Meloni.", C, "held", {MACRON, MELONI}),
    ("en", "Emmanuel Macron arrived in Rome on Monday for a visit to Italy.", V, "held", {MACRON}),
    ("fr", "Emmanuel Macron s'est rendu lundi à Rome.", V, "held", {MACRON}),
]


@pytest.mark.parametrize(("lang", "text", "kind", "status", "people"), ROWS)
def test_a_sentence_gives_its_event(lang, text, kind, status, people):
    found = reports(text, lang)
    assert found, "nothing printed"
    mention = next((m for m in found if m.type is kind), found[0])
    assert mention.type is kind
    assert mention.status == Status(status)
    assert people <= names(mention)


@pytest.mark.parametrize(("lang", "text", "kind", "status", "people"), ROWS)
def test_the_quote_is_exact_and_holds_trigger_and_cue(lang, text, kind, status, people):
    for mention in reports(text, lang):
        assert text[mention.start : mention.end] == mention.quote
        assert mention.start <= mention.trigger.start < mention.trigger.end <= mention.end
        for evidence in mention.evidence:
            assert text[evidence.start : evidence.end].strip()
            if evidence.aspect == "status":
                assert mention.start <= evidence.start <= evidence.end <= mention.end


PASSIVES = [
    ("de", "Giorgia Meloni wurde am Montag in Paris von Emmanuel Macron empfangen.", {"host": MACRON, "guest": MELONI}),
    ("de", "Giorgia Meloni wurde am Montag in Paris empfangen.", {"guest": MELONI}),
    ("en", "Giorgia Meloni was received in Paris on Monday by Emmanuel Macron.", {"host": MACRON, "guest": MELONI}),
]


@pytest.mark.parametrize(("lang", "text", "roles"), PASSIVES)
def test_in_the_passive_the_subject_is_the_guest(lang, text, roles):
    (found,) = reports(text, lang)
    assert {p.role.value: p.actor.name for p in found.participants} == roles


def test_what_lies_ahead_is_never_held():
    for mention in reports("Macron and Meloni met on 15 September 2025 in Rome.", day="2025-08-07"):
        assert mention.status is not Status.HELD


def test_a_condition_makes_it_hypothetical():
    found = reports("If Macron meets Meloni in Rome, they will talk about migration.")
    assert {m.status for m in found if m.type is M} == {Status.HYPOTHETICAL}


def test_a_week_stays_a_week():
    (mention,) = reports("Emmanuel Macron will meet Giorgia Meloni in Rome next week.")
    assert mention.time.edtf == "2025-08-11/2025-08-17"
    assert mention.place.name == "Rome"


def test_a_call_to_three_is_three_calls():
    found = [m for m in reports("Zelensky phoned Macron, Merz and Meloni on Monday.") if m.type is C]
    assert {frozenset(names(m)) for m in found} == {
        frozenset({"Volodymyr Zelenskyy", other}) for other in (MACRON, MERZ, MELONI)
    }


def test_a_semicolon_divides_a_list_of_names_or_two_statements():
    listed = "Macron met the presidents of Chile, Gabriel Boric; Poland, Andrzej Duda; and of Kenya, William Ruto."
    (one,) = reports(listed, "en", "2023-05-01")
    assert names(one) == {MACRON, "Gabriel Boric", "Andrzej Duda", "William Ruto"}
    (two,) = reports("Emmanuel Macron met Giorgia Meloni; Joe Biden stayed at home.", "en", "2023-05-01")
    assert names(two) == {MACRON, MELONI}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "A summit between Spain and Morocco was postponed. A similar meeting was held in 2015 in Madrid."),
        ("es", "Se aplazó la cumbre entre España y Marruecos. La última se celebró en 2015 en Madrid."),
    ],
)
def test_another_event_of_the_kind_takes_the_parties_told_before(lang, text):
    planned, other = sorted(reports(text, lang, "2020-12-10"), key=lambda m: m.trigger)
    assert planned.status is Status.POSTPONED and planned.time is None
    assert other.status is Status.HELD and other.time.edtf == "2015"
    assert names(other) == names(planned) == {"Spain", "Morocco"}


@pytest.mark.parametrize(
    "more",
    [
        "The meeting between Macron and Meloni went well.",
        "The meeting between Macron and Meloni lasted two hours.",
    ],
)
def test_one_event_told_twice_in_a_document_is_one_mention(more):
    assert len([m for m in reports(f"Macron met Meloni in Rome on Monday. {more}") if m.type is M]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The cabinet met in Paris.",
        "They waited in the meeting room.",
        "Climbers reached the summit of Everest.",
        "Real Madrid met Barcelona in the final.",
        "Results met expectations in Germany and France.",
    ],
)
def test_what_is_no_event_prints_nothing(text):
    assert reports(text) == []


VOCABULARY = """
Macron Putin the a met not will if meet talks in Rome on Monday said that and with who Kremlin CNN citing президент
зустріч з у Poutine rencontre avec Treffen mit 2025 7 August . , : « » ( ) " \u2028 \u0301
"""
WORDS = st.sampled_from(VOCABULARY.replace("\n", " ").split(" "))


@given(st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=200), st.sampled_from(languages()))
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_the_extractor_and_every_quote_is_exact(text, lang):
    for mention in reports(text, lang):
        assert text[mention.start : mention.end] == mention.quote
        assert len({p.actor.key for p in mention.participants}) == len(mention.participants)


def test_an_agreement_is_that_of_the_talks_told_before():
    text = "Emmanuel Macron met Giorgia Meloni in Rome on Monday. They signed a cooperation agreement."
    met, agreed = reports(text)
    assert (met.type, agreed.type) == (M, EventType.AGREEMENT)
    assert names(agreed) == {MACRON, MELONI}
    assert agreed.place is not None
    assert agreed.place.name == "Rome"


def test_a_trip_to_another_town_is_another_visit():
    text = (
        "Emmanuel Macron is visiting Italy. He met Giorgia Meloni in Rome on Monday. "
        "Macron then travelled to Milan to see the new station."
    )
    places = {m.place.name for m in reports(text) if m.type is V}
    assert places == {"Italy", "Milan"}
    one = "Emmanuel Macron is visiting Italy. Macron arrived in Rome on Monday."
    assert [m.place.name for m in reports(one) if m.type is V] == ["Rome"]


def test_officials_of_an_organisation_stand_for_it():
    found = reports("EU officials met Giorgia Meloni in Rome on Monday.")
    assert [names(m) for m in found] == [{"European Union", MELONI}]


def test_in_the_report_of_a_visit_the_other_party_is_the_visitor():
    text = "Emmanuel Macron arrived in Rome on Monday. Then came a meeting with Giorgia Meloni."
    visit, meeting = reports(text)
    assert (visit.type, names(meeting)) == (V, {MACRON, MELONI})
    assert meeting.place == visit.place
    assert len(reports("Emmanuel Macron arrived in Rome on Monday. Then came a meeting with Friedrich Merz.")) == 1


WITHOUT = [
    ("it", "Il vertice tra Macron e Meloni si è concluso senza un accordo."),
    ("en", "The summit between Macron and Meloni ended without an agreement between France and Italy."),
    ("fr", "Le sommet entre Macron et Meloni s'est terminé sans accord entre la France et l'Italie."),
]


@pytest.mark.parametrize(("lang", "text"), WITHOUT)
def test_without_an_agreement_there_is_none(lang, text):
    found = reports(text, lang)
    assert [m.type for m in found] == [S]


def test_a_meeting_elsewhere_is_not_one_of_the_visit():
    text = "Emmanuel Macron arrived in Rome on Monday. Giorgia Meloni took part in a meeting in Berlin."
    assert all(MACRON not in names(m) for m in reports(text) if m.type is not V)


def test_what_is_called_off_is_not_what_was_only_proposed():
    found = reports(
        "Putin proposed a meeting with Merkel in Moscow. "
        "A meeting of Putin and Merkel planned for Friday was cancelled."
    )
    assert {m.status.value for m in found if m.type is EventType.MEETING} == {"proposed", "cancelled"}


def test_states_that_nobody_receives_are_no_guests():
    assert reports("The data received will help Ukraine and Poland.") == []
    (meeting,) = reports("Jonas Gahr Støre received Volodymyr Zelenskyy in Oslo.")
    assert len(meeting.participants) == 2


def test_calls_to_two_people_on_two_days_or_put_off_together_have_a_key_each():
    held = reports("Emmanuel Macron called Giorgia Meloni and Friedrich Merz on 3 August and 5 August.")
    assert len({m.key for m in held}) == len(held) == 4
    moved = reports("Emmanuel Macron's call with Giorgia Meloni and Friedrich Merz was postponed until 12 August.")
    assert len({m.key for m in moved}) == len(moved) == 4
