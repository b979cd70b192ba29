"""Who says so: originator and relayer."""

import pytest
from making import annotated, reports

from kg.model import Relation

#: Officials said it, CNN passed it on.
CNN = {("relayer", "CNN"), ("originator", "White House officials")}


def said(text, lang="en", **fields):
    found = [a for s in annotated(text, lang, **fields) for a in s.attributions]
    return {(a.relation, a.actor.name) for a in found}


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "CNN, citing White House officials, reported that Putin proposed a meeting.", CNN),
        ("fr", "CNN, citant des responsables de haut rang au sein de la Maison-Blanche, dit que Poutine viendra.", CNN),
        ("en", "Putin met Biden, according to the Kremlin.", {("originator", "Kremlin")}),
        ("de", "Laut Reuters traf Putin Biden.", {("relayer", "Reuters")}),
        ("es", "Según Reuters, Putin se reunió con Biden.", {("relayer", "Reuters")}),
        ("it", "Secondo Reuters, Putin ha incontrato Biden.", {("relayer", "Reuters")}),
        ("uk", "За даними Reuters, Путін зустрівся з Байденом.", {("relayer", "Reuters")}),
    ],
)  # fmt: skip
def test_the_speaker_is_named_and_an_outlet_relays(lang, text, wanted):
    assert {(Relation(relation), name) for relation, name in wanted} <= said(text, lang)


def test_nobody_says_what_is_simply_told():
    assert said("Putin met Biden in Geneva on Wednesday.") == set()


def sources(text, lang="en", **fields):
    """Speakers of the event each sentence tells: {(relation, name)} of all its mentions."""
    found = reports(text, lang, **fields)
    assert found, "nothing printed"
    first = {("originator", a.name) for m in found for a in m.originators}
    return first | {("relayer", a.name) for m in found for a in m.relayers}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Dmitry Peskov spoke on Monday. “It is over. Putin met Macron in Sochi on Sunday,” Peskov said."),
        ("fr", "Dmitri Peskov a parlé. « C'est fini. Poutine a rencontré Macron à Sotchi », a dit M. Peskov."),
        ("de", "Dmitri Peskow sprach. „Es ist vorbei. Putin traf Macron am Sonntag in Sotschi“, sagte Dmitri Peskow."),
        ("de", "Das sagte Dmitri Peskow am Montag. Putin habe Macron am Sonntag in Sotschi getroffen."),
        ("es", "Dmitri Peskov habló. «Todo acabó. Putin se reunió con Macron en Sochi», dijo Dmitri Peskov."),
        ("es", "Dmitri Peskov dijo que todo había acabado. Agregó que Putin se reunió con Macron en Sochi el domingo."),
        ("it", "Dmitrij Peskov ha detto che tutto è finito. Ha aggiunto che Putin ha incontrato Macron a Soči."),
        ("uk", "Дмитро Пєсков заявив, що все скінчилося. Додав, що Путін зустрівся з Макроном у Сочі в неділю."),
    ],
)  # fmt: skip
def test_speech_goes_on_from_sentence_to_sentence(lang, text):
    assert sources(text, lang) == {("originator", "Dmitry Peskov")}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Putin met Macron in Sochi on Sunday. This was reported by Reuters."),
        ("de", "Putin traf Macron am Sonntag in Sotschi. Das berichtet Reuters."),
        ("es", "Putin se reunió con Macron en Sochi el domingo. Así lo informó Reuters."),
        ("fr", "Poutine a rencontré Macron à Sotchi dimanche. C'est ce que rapporte Reuters."),
        ("it", "Putin ha incontrato Macron a Soči domenica. Lo riferisce Reuters."),
        ("uk", "Путін зустрівся з Макроном у Сочі в неділю. Про це повідомляє Reuters."),
    ],
)
def test_this_is_the_sentence_before(lang, text):
    assert sources(text, lang) == {("relayer", "Reuters")}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Reuters had the story first. According to the agency, Putin met Macron in Sochi on Sunday."),
        ("de", "Reuters meldete es zuerst. Laut der Agentur traf sich Putin am Sonntag mit Macron in Sotschi."),
        ("es", "Reuters dio la noticia. Según la agencia, Putin se reunió con Macron en Sochi el domingo."),
        ("fr", "Reuters l'a su d'abord. Selon l'agence, Poutine a rencontré Macron à Sotchi dimanche."),
        ("it", "Reuters ha dato la notizia. Secondo l'agenzia, Putin ha incontrato Macron a Soči domenica."),
        ("uk", "Першим був Reuters. За даними агентства, Путін зустрівся з Макроном у Сочі в неділю."),
    ],
)
def test_the_agency_is_the_outlet_named_last(lang, text):
    assert sources(text, lang) == {("relayer", "Reuters")}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The Ukrainian government asked for an urgent meeting with the United Nations Security Council."),
        ("de", "Die ukrainische Regierung forderte ein Treffen mit dem UN-Sicherheitsrat."),
        ("es", "El gobierno ucraniano pidió una reunión urgente con el Consejo de Seguridad de la ONU."),
        ("fr", "Le gouvernement ukrainien a demandé une réunion urgente avec le Conseil de sécurité de l'ONU."),
        ("it", "Il governo ucraino ha chiesto una riunione urgente con il Consiglio di sicurezza dell'ONU."),
        ("uk", "Український уряд запропонував зустріч із Радою Безпеки ООН."),
    ],
)
def test_who_asks_is_the_word_it_rests_on(lang, text):
    assert sources(text, lang) == {("originator", "Government of Ukraine")}
    assert {"Ukraine"} <= {p.actor.name for m in reports(text, lang) for p in m.participants}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "After meeting Putin in Sochi on Sunday, Macron said that the economy was growing."),
        ("en", "Putin met Macron, who announced a new tax, in Sochi on Sunday."),
        ("en", "The Kremlin has not confirmed that Putin met Macron in Sochi on Sunday."),
        ("en", "Macron will announce a new tax after meeting Putin in Sochi on Sunday."),
        ("en", "Peskov said that Russia, which held talks with France in Sochi on Sunday, wanted peace."),
        ("fr", "Après la rencontre entre Poutine et Macron à Sotchi, Macron a déclaré que l'économie croissait."),
        ("fr", "Paris a annoncé une nouvelle taxe lors d'une rencontre entre Poutine et Macron à Sotchi dimanche."),
        ("de", "Nach dem Treffen zwischen Putin und Macron in Sotschi sagte Macron, die Wirtschaft wachse."),
        ("es", "Tras la reunión entre Putin y Macron en Sochi, Macron dijo que la economía crecía."),
        ("it", "Dopo l'incontro tra Putin e Macron a Soči, Macron ha detto che l'economia cresceva."),
        ("uk", "Після зустрічі з Путіним у Сочі в неділю Макрон заявив, що економіка зростає."),
    ],
)
def test_who_speaks_of_something_else_does_not_say_that_they_met(lang, text):
    assert sources(text, lang) == set()


def test_a_spokesman_speaks_for_his_house():
    said = sources("Ein Sprecher des Weißen Hauses erklärte, Trump werde Macron am Freitag treffen.", "de")
    assert said == {("originator", "White House")}


def test_a_minister_is_known_by_the_name_after_his_field():
    said = sources("Putin traf Macron am Sonntag, sagte der Minister für Europafragen Hans Muster.", "de")
    assert said == {("originator", "Hans Muster")}


def test_who_is_quoted_and_unknown_is_not_the_one_who_spoke_before():
    text = "Dmitry Peskov said on Monday that all was well. “The talks went on. Putin met Macron in Sochi,” said Smith."
    assert ("originator", "Dmitry Peskov") not in sources(text)
