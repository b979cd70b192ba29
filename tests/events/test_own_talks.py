"""Talks an office holder tells of in his own text: whose they are, and of which day."""

from datetime import date

import pytest
from making import as_dict

from kg.model import Document, EventType, Status
from kg.pipeline import extract

FOR_ME = {
    "en": "Ukraine wants peace with Russia. Russia is in Ukraine. It is a busy day of negotiations for me.",
    "de": "Die Ukraine will Frieden mit Russland. Russland ist dort. Für mich ist es ein Tag der Verhandlungen.",
    "fr": "L'Ukraine veut la paix avec la Russie. La Russie est là. Pour moi, c'est une journée de négociations.",
    "it": "L'Ucraina vuole la pace con la Russia. La Russia è in Ucraina. Per me è una giornata di negoziati.",
    "uk": "Україна хоче миру з Росією. Росія в Україні. Сьогодні для мене насичений день переговорів.",
}


def told(text, lang, outlet="president.gov.ua"):
    return [as_dict(m) for m in extract(Document("d", text, lang, date(2022, 3, 18), None, outlet))]


@pytest.mark.parametrize("lang", FOR_ME)
def test_a_day_of_talks_for_me_are_not_those_of_the_two_states_the_text_is_about(lang):
    for outlet in ("president.gov.ua", None):  # where no table knows who speaks, too
        assert all(len(event["participants"]) < 2 for event in told(FOR_ME[lang], lang, outlet))


def test_the_results_of_a_numbered_summit_are_those_of_one_told_before():
    (summit,) = told("This is shown by the results of the 23rd EU-Ukraine Summit.", "en")
    assert (summit["status"], summit["date"]) == ("held", None)


AFTER = {
    "en": "Angela Merkel and Viktor Orban had a brief meeting following their joint news conference.",
    "de": "Angela Merkel und Viktor Orban hatten nach ihrer gemeinsamen Pressekonferenz ein kurzes Treffen.",
    "es": "Angela Merkel y Viktor Orban mantuvieron una breve reunión tras su rueda de prensa conjunta.",
    "fr": "Angela Merkel et Viktor Orban ont eu une brève rencontre après leur conférence de presse commune.",
    "it": "Angela Merkel e Viktor Orban hanno avuto un breve incontro dopo la conferenza stampa congiunta.",
    "uk": "Ангела Меркель і Віктор Орбан провели коротку зустріч після спільної пресконференції.",
}


@pytest.mark.parametrize("lang", AFTER)
def test_the_words_that_place_a_meeting_after_a_news_conference_are_kept(lang):
    (meeting,) = extract(Document("d", AFTER[lang], lang, date(2021, 3, 18)))
    assert meeting.type is EventType.MEETING
    assert [e.entry.partition(":")[0] for e in meeting.evidence if e.aspect == "order"] == ["news_conference"]


#: Several, and one of them.
SEVERAL = {
    "de": (
        "Bei den Besuchen in Berlin sprach Emmanuel Macron über Energie.",
        "Während des Besuchs in Berlin sprach Emmanuel Macron über Energie.",
    ),
    "en": (
        "At his meetings with Angela Merkel Emmanuel Macron spoke of energy.",
        "At his meeting with Angela Merkel Emmanuel Macron spoke of energy.",
    ),
    "es": (
        "En sus reuniones con Angela Merkel Emmanuel Macron habló de energía.",
        "En su reunión con Angela Merkel Emmanuel Macron habló de energía.",
    ),
    "fr": (
        "Lors de ses rencontres avec Angela Merkel, Emmanuel Macron a parlé d'énergie.",
        "Lors de sa rencontre avec Angela Merkel, Emmanuel Macron a parlé d'énergie.",
    ),
    "it": (
        "Durante le visite di Angela Merkel in Italia si è parlato di energia.",
        "Durante la visita di Angela Merkel in Italia si è parlato di energia.",
    ),
    "uk": (
        "Під час зустрічей з Ангелою Меркель Еммануель Макрон говорив про енергетику.",
        "Під час зустрічі з Ангелою Меркель Еммануель Макрон говорив про енергетику.",
    ),
}


@pytest.mark.parametrize("lang", SEVERAL)
def test_a_plural_tells_that_there_were_several(lang):
    told = [extract(Document("d", text, lang, date(2021, 3, 18))) for text in SEVERAL[lang]]
    assert [[e.aspect for e in m.evidence if e.aspect == "number"] for (m,) in told] == [["number"], []]


AGAIN_AND_AGAIN = {
    "en": "Emmanuel Macron spoke by phone several times with Vladimir Putin.",
    "de": "Emmanuel Macron telefonierte mehrmals mit Wladimir Putin.",
    "fr": "Emmanuel Macron s'est entretenu à plusieurs reprises avec Vladimir Poutine.",
    "es": "Emmanuel Macron habló por teléfono varias veces con el presidente Vladímir Putin.",
    "it": "Emmanuel Macron ha parlato più volte al telefono con il presidente Vladimir Putin.",
    "uk": "Емманюель Макрон кілька разів розмовляв телефоном з Володимиром Путіним.",
}


@pytest.mark.parametrize("lang", AGAIN_AND_AGAIN)
def test_what_a_verb_says_was_done_several_times_is_no_single_event(lang):
    (told,) = extract(Document("d", AGAIN_AND_AGAIN[lang], lang, date(2021, 3, 18)))
    assert "number" in [e.aspect for e in told.evidence]


def test_talks_after_which_something_is_to_come_are_those_that_have_begun():
    text = (
        "President Emmanuel Macron began a meeting with Chancellor Angela Merkel in Paris. "
        "After the talks, the President of France and the Chancellor of Germany will meet the press."
    )
    (met,) = [m for m in extract(Document("d", text, "en", date(2021, 3, 18))) if len(m.participants) == 2]
    assert met.status is Status.ONGOING


def test_what_is_considered_positive_is_not_proposed():
    text = "Emmanuel Macron considers positive the conversation between Joe Biden and Vladimir Putin."
    (call,) = extract(Document("d", text, "en", date(2021, 12, 8)))
    assert call.status is not Status.PROPOSED


def test_the_town_attacked_is_where_it_was():
    text = "Two people died on Monday as a result of the Russian shelling of the Kherson region of Ukraine."
    (attack,) = extract(Document("d", text, "en", date(2022, 5, 30)))
    assert attack.place is not None
    assert attack.place.name == "Kherson"


def test_a_gathering_is_known_with_a_capital_and_its_body_where_it_is_of_another_time():
    (summit,) = extract(Document("d", "Macron took part in the NATO Summit in Madrid.", "en", date(2022, 6, 29)))
    assert summit.gathering == "gathering/nato-2022-madrid"
