"""Talks an office holder tells of in his own text: whose they are, and of which day."""

from datetime import date

import pytest
from making import as_dict

from kg.model import Document, EventType
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
