"""Expressions of the Spanish and Latin American press; sentences are ours, all of 6 December 2023."""

from datetime import date

import pytest

from kg.model import Document
from kg.pipeline import extract

MACRON, LULA, SCHOLZ, PETRO, BORIC = (
    "Emmanuel Macron",
    "Luiz Inácio Lula da Silva",
    "Olaf Scholz",
    "Gustavo Petro",
    "Gabriel Boric",
)

MEETINGS = [
    "Emmanuel Macron y Olaf Scholz se abrazaron ayer en Berlín.",
    "Emmanuel Macron se fundió en un largo abrazo con Olaf Scholz.",
    "Emmanuel Macron y Olaf Scholz se dieron la mano en Berlín.",
    "Emmanuel Macron despachó ayer con Olaf Scholz.",
    "Emmanuel Macron intercambió impresiones con Olaf Scholz.",
    "Emmanuel Macron y Olaf Scholz se reencontraron el lunes en Berlín.",
    "Emmanuel Macron paseó por el jardín con Olaf Scholz.",
    "Emmanuel Macron y Olaf Scholz volvieron a verse las caras anoche en Berlín.",
    "Emmanuel Macron ofreció un almuerzo a Olaf Scholz.",
    "Olaf Scholz fue agasajado en París por Emmanuel Macron.",
    "Emmanuel Macron recibió ayer por la tarde a Olaf Scholz.",
]
VISITS = [
    ("Gustavo Petro pisó ayer suelo chileno.", None),
    ("Gustavo Petro puso rumbo a Chile.", "held"),
    ("Gustavo Petro parte mañana hacia Chile.", "planned"),
    ("Gustavo Petro irá en enero a Chile.", "planned"),
    ("Gustavo Petro fue a Chile en octubre.", "held"),
    ("Gustavo Petro vino a Chile en octubre.", "held"),
    ("Gustavo Petro regresó ayer de Chile.", "held"),
    ("Gustavo Petro declinó ir a Chile.", "rejected"),
    ("Gustavo Petro regresará el lunes a Chile.", "planned"),
    ("Gustavo Petro canceló el viaje que tenía programado para enero a Chile.", "cancelled"),
    ("Gustavo Petro suspendió su encuentro con la prensa y su posterior visita a Chile.", "cancelled"),
    ("Gustavo Petro viajará a Santiago para abordar la crisis en Siria.", "planned"),
    ("La visita que hará el lunes a Chile el presidente Gustavo Petro será la primera.", "planned"),
    ("Gustavo Petro ha organizado un viaje para este viernes a Santiago.", "planned"),
    ("Este viernes, Gustavo Petro estará en Santiago.", "planned"),
    ("Gustavo Petro aterrizó en Santiago sabiendo por el propio ministro que no habría acuerdo.", "held"),
]
CALLS = [
    "Gustavo Petro recibió ayer un llamado de Gabriel Boric.",
    "Gustavo Petro habló el lunes en dos ocasiones con su homólogo Gabriel Boric.",
    "Gustavo Petro conversó ayer por vía telefónica con Gabriel Boric.",
    "Gustavo Petro mantuvo una larga comunicación con Gabriel Boric.",
    "Gustavo Petro habló por teléfono durante una hora con su homólogo chileno, Gabriel Boric.",
    "Gustavo Petro y Gabriel Boric hablaron ayer de Venezuela.",
]
ACCORDS = [
    "Francia y Alemania se avinieron a un alto el fuego.",
    "Francia y Alemania llegaron ayer a un acuerdo.",
    "Francia y Alemania renovaron ayer el acuerdo pesquero.",
    "Francia y Alemania canjearon ayer una decena de prisioneros.",
    "Francia y Alemania rubricaron ayer el arreglo.",
    "Francia y Alemania hicieron las paces.",
]
NOTHING_HELD = [
    "Emmanuel Macron desmintió que haya mantenido una entrevista con Olaf Scholz.",
    "Emmanuel Macron se excusó de viajar a Alemania.",
    "La reunión entre Emmanuel Macron y Olaf Scholz quedó aplazada sine die.",
    "El viaje de Emmanuel Macron a Alemania jamás estuvo sobre la mesa.",
]
DOMESTIC = [
    "El ministro despachó ayer con sus asesores.",
    "El presidente se abrazó con los jugadores de la selección.",
    "La solución pasa por Bruselas.",
    "El delantero puso rumbo a Italia.",
    "Volver a París sería un error.",
    "Gustavo Petro participó ayer en la cumbre empresarial hispano-alemana.",
    "El presidente colombiano regresó el martes a Bogotá.",
    "Los sindicatos y la patronal llegaron ayer a un acuerdo.",
]


def told(text):
    document = Document(id="press", text=text, lang="es", published=date(2023, 12, 6))
    return [
        (m.type.value, m.status and m.status.value, {p.actor.name for p in m.participants}) for m in extract(document)
    ]


@pytest.mark.parametrize("text", MEETINGS)
def test_they_met(text):
    assert told(text) == [("Meeting", "held", {MACRON, SCHOLZ})]


@pytest.mark.parametrize(("text", "status"), VISITS)
def test_a_journey(text, status):
    assert told(text) == [("Visit", status or "held", {PETRO, "Chile"})]


@pytest.mark.parametrize("text", CALLS)
def test_they_talked_by_telephone(text):
    assert told(text) == [("PhoneCall", "held", {PETRO, BORIC})]


@pytest.mark.parametrize("text", ACCORDS)
def test_they_agreed(text):
    assert told(text) == [("Agreement", "held", {"France", "Germany"})]


@pytest.mark.parametrize("text", NOTHING_HELD)
def test_what_did_not_take_place_is_not_held(text):
    (event,) = told(text)
    assert event[1] in ("denied", "cancelled", "rejected", "postponed")


@pytest.mark.parametrize("text", DOMESTIC)
def test_what_is_no_diplomacy_prints_nothing(text):
    assert told(text) == []


def test_a_verb_in_the_plural_takes_the_two_named_before():
    text = "Emmanuel Macron y Olaf Scholz clausuraron el foro de Berlín. Después conversaron a solas."
    assert told(text) == [("Meeting", "held", {MACRON, SCHOLZ})]


@pytest.mark.parametrize(
    "text",
    [
        "Emmanuel Macron desmintió ayer en Viena que haya mantenido una entrevista con Olaf Scholz.",
        "Emmanuel Macron negó el lunes en París que se haya reunido con Olaf Scholz.",
    ],
)
def test_what_is_denied_behind_a_place_is_denied(text):
    (event,) = told(text)
    assert event[1] == "denied"


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Los presidentes Gustavo Petro, de Colombia, y Gabriel Boric, de Chile, se reunieron el lunes en Lima.",
            ("Meeting", "held", {PETRO, BORIC}),
        ),
        (
            "Ayer se entrevistó con Emmanuel Macron el canciller alemán, Olaf Scholz.",
            ("Meeting", "held", {MACRON, SCHOLZ}),
        ),
        (
            "Emmanuel Macron y Olaf Scholz mantendrán el lunes su segunda reunión desde las elecciones.",
            ("Meeting", "planned", {MACRON, SCHOLZ}),
        ),
        (
            "Emmanuel Macron y Olaf Scholz se reúnen hoy y mañana en Lima.",
            ("Meeting", "ongoing", {MACRON, SCHOLZ}),
        ),
        (
            "Los jefes de Estado y de Gobierno de la OTAN se reunieron el lunes en Madrid.",
            ("Meeting", "held", {"NATO"}),
        ),
    ],
)
def test_what_the_press_puts_in_another_order(text, event):
    assert told(text) == [event]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Gustavo Petro abordó ayer con Gabriel Boric la crisis.", ("Meeting", "held", {PETRO, BORIC})),
        ("Gustavo Petro tiene cita el viernes con Gabriel Boric.", ("Meeting", "planned", {PETRO, BORIC})),
        ("Gustavo Petro habló la noche del lunes con Gabriel Boric.", ("PhoneCall", "held", {PETRO, BORIC})),
        ("Gustavo Petro le expresó por teléfono a Gabriel Boric su apoyo.", ("PhoneCall", "held", {PETRO, BORIC})),
        ("Francia y Alemania alcanzaron ayer un principio de acuerdo.", ("Agreement", "held", {"France", "Germany"})),
    ],
)
def test_what_is_said_in_fewer_words(text, event):
    assert told(text) == [event]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (  # the article is that of the event noun: nobody is named before the verb
            "Gustavo Petro llegó el lunes a Santiago. Allí mantendrá un encuentro con Gabriel Boric.",
            ("Meeting", "planned", {PETRO, BORIC}),
        ),
        (  # the state of who was met
            "Gustavo Petro se reunió ayer con Gabriel Boric. Petro viajará en mayo al país vecino.",
            ("Visit", "planned", {PETRO, "Chile"}),
        ),
        (
            "El presidente de la República Bolivariana de Venezuela, Nicolás Maduro, dejó Chile tras una visita.",
            ("Visit", "held", {"Nicolás Maduro", "Chile"}),
        ),
        (  # who speaks of it was not there
            "Emmanuel Macron guardó silencio durante la visita de Gabriel Boric a Berlín.",
            ("Visit", "held", {BORIC, "Germany"}),
        ),
        (  # the agenda is his
            "Gustavo Petro llegó el lunes a Santiago. Su agenda incluye una cena con Gabriel Boric.",
            ("Meeting", "planned", {PETRO, BORIC}),
        ),
        (  # named side by side, whatever third state is spoken of
            "Irán y Estados Unidos se reunieron en Omán, dijo Italia. Los dos países firmarán mañana un acuerdo.",
            ("Agreement", "planned", {"Iran", "United States"}),
        ),
        (  # what follows a meeting that is to be
            "Está previsto que Gustavo Petro ofrezca una rueda de prensa tras su reunión con Gabriel Boric.",
            ("Meeting", "planned", {PETRO, BORIC}),
        ),
        (
            "Las delegaciones del Gobierno de Colombia y de la guerrilla del ELN iniciaron ayer una ronda de diálogos.",
            ("Negotiation", "ongoing", {"Colombia", "National Liberation Army (Colombia)"}),
        ),
        (
            "El Gobierno de México firmó ayer con los de Francia y Alemania un acuerdo comercial.",
            ("Agreement", "held", {"Mexico", "France", "Germany"}),
        ),
        (
            "Gustavo Petro se reunió el lunes con el presidente de Chile, Gabriel Boric; con el de Francia, "
            "Emmanuel Macron; y con el de Brasil, Luiz Inácio Lula da Silva.",
            ("Meeting", "held", {PETRO, BORIC, MACRON, LULA}),
        ),
        (
            "Los cancilleres de Chile y Perú, Juan Soto Gómez y Carlos Ruiz Vera, se reunieron ayer en Arica.",
            ("Meeting", "held", {"Juan Soto Gómez", "Carlos Ruiz Vera"}),
        ),
    ],
)
def test_who_takes_part_though_other_words_stand_between(text, event):
    assert event in told(text)


def test_who_are_called_otherwise_are_not_those_of_that_surname():
    (event,) = told("La embajadora mexicana, María Paulina Espinosa, se reunió ayer con Gabriel Boric.")
    assert event[2] == {"María Paulina Espinosa", BORIC}


def test_who_agrees_and_what_is_only_drafted_are_no_accords():
    assert told("Francia y Alemania están de acuerdo en todo.") == []
    assert told("Francia y Alemania estudian el borrador de acuerdo.") == []
