"""Who is called a former holder of the office he holds that day; who rightly is."""

import pytest
from making import annotated, reports

CALLED = "The former president of the United States, Donald Trump, met Emmanuel Macron in Paris on Monday."


def disputes(text, lang="en", day="2025-08-07"):
    return [a.disputed for s in annotated(text, lang, day) for a in s.actors if a.disputed]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", CALLED),
        ("fr", "L'ancien président des États-Unis, Donald Trump, a rencontré Emmanuel Macron à Paris."),
        ("es", "El antiguo presidente de Estados Unidos, Donald Trump, se reunió con Emmanuel Macron en París."),
        ("it", "L'ex presidente degli Stati Uniti, Donald Trump, ha incontrato Emmanuel Macron a Parigi."),
        ("de", "Der frühere US-Präsident Donald Trump traf Emmanuel Macron in Paris."),
        ("uk", "Колишній президент США Дональд Трамп зустрівся в Парижі з Емманюелем Макроном."),
    ],
)
def test_the_president_is_no_former_president(lang, text):
    (found,) = disputes(text, lang)
    assert found.startswith("president of United States since 2025-01")
    assert not disputes(text, lang, "2023-08-07")


def test_somebody_else_beside_the_former_president_is_not_meant():
    assert not disputes("The former president of Brazil, Jair Bolsonaro, met Donald Trump in Washington.")


def test_the_event_carries_the_claim_and_what_stands_against_it():
    (mention,) = reports(CALLED)
    (found,) = (e for e in mention.evidence if e.aspect == "contradiction")
    words, _, known = found.entry.partition(" | ")
    assert words == "former president of the United States, Donald Trump"
    assert known.startswith("president of United States since 2025-01")


def test_a_word_for_former_before_a_comma_belongs_to_no_office_behind_it():
    told = "The president of the United States, Donald Trump, met Emmanuel Macron in Paris on Monday."
    assert not disputes("Two days later, " + told[0].lower() + told[1:])
    assert not disputes("It was agreed by then, " + told[0].lower() + told[1:])
