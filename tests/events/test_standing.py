"""Bare "the talks" and "the accord" take the two sides a whole text is about; nothing where a third side is as near."""

import pytest
from making import doc

from kg.model import EventType
from kg.pipeline import extract

TWO = {
    "en": "Bolivia wants access to the sea. Chile refuses it. A lawyer of Bolivia spoke to judges. Chile smiled. {}",
    "de": "Bolivien will Zugang zum Meer. Chile lehnt das ab. Bolivien hofft auf die Richter. Chile schweigt. {}",
    "fr": "La Bolivie veut un accès à la mer. Le Chili refuse. La Bolivie espère. Le Chili se tait. {}",
}
THIRD = "Peru is watching. Peru has ships. Peru has ports. "


def negotiations(text, lang):
    found = [m for m in extract(doc(text, lang)) if m.type is EventType.NEGOTIATION]
    return [sorted(p.actor.name for p in m.participants) for m in found]


@pytest.mark.parametrize(
    ("lang", "bare"),
    [
        ("en", "The negotiations began on Sunday."),
        ("de", "Die Verhandlungen begannen am Sonntag."),
        ("fr", "Les négociations ont commencé dimanche."),
    ],
)
def test_bare_talks_are_those_of_the_two_sides_of_the_text(lang, bare):
    assert negotiations(TWO[lang].format(bare), lang) == [["Bolivia", "Chile"]]


def test_a_third_side_named_as_often_leaves_bare_talks_open():
    assert negotiations(THIRD + TWO["en"].format("The negotiations began on Sunday."), "en") == []


@pytest.mark.parametrize(
    ("lang", "theirs"),
    [
        ("en", "Consultations are being held with partners."),
        ("en", "The negotiations with our partners began on Sunday."),
        ("de", "Die Verhandlungen mit unseren Partnern begannen am Sonntag."),
        ("fr", "Les négociations avec nos partenaires ont commencé dimanche."),
    ],
)
def test_talks_with_others_who_have_no_name_are_not_those_of_the_two_sides(lang, theirs):
    assert negotiations(TWO[lang].format(theirs), lang) == []


def test_a_sentence_about_another_side_is_not_completed():
    assert negotiations(TWO["en"].format("The negotiations began on Sunday, Brazil reported."), "en") == []


def test_talks_of_nobody_that_must_merely_be_somehow_are_no_event():
    assert negotiations(TWO["en"].format("Negotiations must be fair."), "en") == []


def test_bare_talks_that_repeat_those_told_are_no_further_event():
    text = "Bolivia and Chile began negotiations on Monday. " + TWO["en"].format("The negotiations are about a port.")
    assert negotiations(text, "en") == [["Bolivia", "Chile"]]


def test_a_meeting_with_others_who_have_no_name_takes_no_parties_from_the_one_told_before():
    text = "Merkel met Macron in Paris on Monday. Meetings of Merkel with the ambassadors of her country followed."
    (told, *rest) = extract(doc(text, "en", "2018-06-05"))
    assert len(told.participants) == 2
    assert all(len(m.participants) < 2 for m in rest)


@pytest.mark.parametrize(
    ("lang", "with_a_third"),
    [
        ("en", "Today Brazil received an envoy. The negotiations were fruitful."),
        ("de", "Heute empfing Brasilien einen Gesandten. Die Verhandlungen waren fruchtbar."),
        ("fr", "Le Brésil a reçu un émissaire. Les négociations ont été fructueuses."),
    ],
)
def test_bare_talks_right_after_a_third_side_are_not_those_of_the_two(lang, with_a_third):
    assert negotiations(TWO[lang].format(with_a_third), lang) == []


def test_bare_talks_with_a_day_of_their_own_stand_by_themselves():
    text = TWO["en"].format("Brazil received an envoy. The negotiations began on Sunday.")
    assert negotiations(text, "en") == [["Bolivia", "Chile"]]
