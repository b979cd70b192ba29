"""What accords and talks are about keeps them apart, in every language; what two texts say of one accord stays one."""

import pytest
from making import reports

from kg.events.identity.coreference import resolve
from kg.events.identity.matters import matters
from kg.model import EventType

#: One accord on grain, one on prisoners, and one of which nothing is said, of one pair of states on one day.
ACCORDS = {
    "en": (
        "Russia and Turkey signed an agreement on grain exports on Monday.",
        "Russia and Turkey signed an agreement about prisoners of war on Monday.",
        "Russia and Turkey signed an agreement on Monday.",
    ),
    "es": (
        "Rusia y Turquía firmaron el lunes un acuerdo sobre la exportación de cereales.",
        "Rusia y Turquía firmaron el lunes un acuerdo de intercambio de prisioneros.",
        "Rusia y Turquía firmaron el lunes un acuerdo.",
    ),
    "de": (
        "Russland und die Türkei unterzeichneten am Montag ein Getreideabkommen.",
        "Russland und die Türkei unterzeichneten am Montag ein Abkommen über den Austausch von Gefangenen.",
        "Russland und die Türkei unterzeichneten am Montag ein Abkommen.",
    ),
    "fr": (
        "La Russie et la Turquie ont signé lundi un accord sur l'exportation de céréales.",
        "La Russie et la Turquie ont signé lundi un accord sur un échange de prisonniers.",
        "La Russie et la Turquie ont signé lundi un accord.",
    ),
    "it": (
        "La Russia e la Turchia hanno firmato lunedì un accordo sull'esportazione di cereali.",
        "La Russia e la Turchia hanno firmato lunedì un accordo per lo scambio di prigionieri.",
        "La Russia e la Turchia hanno firmato lunedì un accordo.",
    ),
    "uk": (
        "Росія і Туреччина підписали в понеділок угоду про експорт зерна.",
        "Росія і Туреччина підписали в понеділок угоду про обмін полоненими.",
        "Росія і Туреччина підписали в понеділок угоду.",
    ),
}
DAY = "2023-12-06"


def told(lang, text, name, day=DAY):
    """The accords and talks of a text."""
    return [m for m in reports(text, lang, day, id=name, outlet=name) if m.type in _ABOUT]


_ABOUT = (EventType.AGREEMENT, EventType.NEGOTIATION)


@pytest.mark.parametrize("lang", ACCORDS)
def test_the_matter_of_an_accord_is_read(lang):
    read = [matters(m) for n, text in enumerate(ACCORDS[lang]) for m in told(lang, text, f"d{n}")]
    assert read == [{"grain"}, {"settlement/prisoners"}, set()]


@pytest.mark.parametrize("lang", ACCORDS)
def test_two_accords_of_one_day_about_other_matters_are_two(lang):
    grain, prisoners, unsaid = (told(lang, text, f"d{n}") for n, text in enumerate(ACCORDS[lang]))
    assert len(resolve([*grain, *prisoners])) == 2
    assert len(resolve([*grain, *unsaid])) == len(resolve([*prisoners, *unsaid])) == 1


def test_one_accord_told_in_six_languages_is_one():
    for number in range(2):
        every = [m for lang in ACCORDS for m in told(lang, ACCORDS[lang][number], lang)]
        (event,) = resolve(every)
        assert event.languages == len(ACCORDS)
        assert all("about other matters" not in join.reasons for join in event.joins)


def test_one_text_tells_of_two_accords():
    text = "Russia and Turkey signed a grain deal on Monday. They also signed an agreement on visa-free travel."
    assert [matters(m) for m in told("en", text, "d")] in ([{"grain"}, {"visas"}], [{"grain"}])


def test_who_holds_an_office_tells_no_matter():
    (accord,) = told("en", "The defence minister of France signed an agreement with Germany on Monday.", "d")
    assert matters(accord) == set()


@pytest.mark.parametrize(
    ("lang", "nuclear", "trade"),
    [
        ("en", "Iran and the United States held nuclear talks on Monday.",
         "Iran and the United States held talks on trade on Monday."),
        ("de", "Der Iran und die USA führten am Montag Atomgespräche.",
         "Der Iran und die USA führten am Montag Handelsgespräche."),
        ("fr", "L'Iran et les États-Unis ont mené lundi des négociations commerciales.",
         "L'Iran et les États-Unis ont mené lundi des négociations nucléaires."),
    ],
)  # fmt: skip
def test_talks_of_two_states_about_other_matters_are_two(lang, nuclear, trade):
    one, other = told(lang, nuclear, "one"), told(lang, trade, "other")
    assert len(one) == len(other) == 1
    assert len(resolve([*one, *other])) == 2
    assert len(resolve([*one, *told(lang, nuclear, "third")])) == 1


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Boris Johnson met Volodymyr Zelensky in Kyiv. The two leaders agreed to start negotiations on trade."),
        ("uk", "Борис Джонсон зустрівся у Києві з Володимиром Зеленським. Лідери домовилися розпочати переговори."),
    ],
)
def test_talks_that_are_to_begin_are_not_those_of_the_day(lang, text):
    begin = [m for m in told(lang, text, "begin", "2022-02-01") if m.type is EventType.NEGOTIATION]
    assert len(begin) == 1
    day = told("en", "Boris Johnson and Volodymyr Zelensky held talks.", "day", "2022-02-01")
    assert len(resolve([*begin, *day])) == 2
