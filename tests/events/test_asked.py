"""Verbs too common to announce an event alone do where what they ask for stands behind them."""

from datetime import date

import pytest
from making import as_dict

from kg.model import Document
from kg.pipeline import extract

#: Another event, since no text is read for the sake of such verbs alone.
BESIDE = {
    "en": "Xi Jinping met Joko Widodo in Bali.",
    "de": "Xi Jinping traf Joko Widodo auf Bali.",
    "fr": "Xi Jinping a rencontré Joko Widodo à Bali.",
    "es": "Xi Jinping se reunió con Joko Widodo en Bali.",
    "it": "Xi Jinping ha incontrato Joko Widodo a Bali.",
    "uk": "Сі Цзіньпін зустрівся з Джоко Відодо на Балі.",
}


def told(lang, text):
    """What a text of 6 December 2023 tells but for the event beside."""
    found = [as_dict(m) for m in extract(Document("d", f"{text} {BESIDE[lang]}", lang, date(2023, 12, 6)))]
    return [e for e in found if "Joko Widodo" not in e["participants"]]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Antony Blinken was in Beirut on Monday to press for a truce."),
        ("en", "On Monday Antony Blinken was in Beirut."),
        ("en", "The talks with Antony Blinken, who was in Beirut on Monday, went well."),
        ("de", "Am Montag war Antony Blinken in Beirut."),
        ("de", "Antony Blinken, der am Montag in Beirut war, schwieg."),
        ("it", "Lunedì Antony Blinken era a Beirut."),
        ("uk", "У понеділок Ентоні Блінкен був у Бейруті."),
        ("en", "Antony Blinken stopped in Beirut on Monday on his way home."),
        ("en", "Antony Blinken spent Monday in Beirut."),
        ("uk", "Ентоні Блінкен зупинився в понеділок у Бейруті."),
    ],
)
def test_who_was_in_a_town_abroad_on_a_day_visited(lang, text):
    event = next(e for e in told(lang, text) if e["type"] == "Visit")
    assert (event["status"], event["date"], event["place"]) == ("held", "2023-12-04", "Beirut")
    assert set(event["participants"]) == {"Antony Blinken", "Lebanon"}


@pytest.mark.parametrize(
    ("lang", "text", "status"),
    [
        ("en", "Emmanuel Macron will be in Cairo next week.", "planned"),
        ("en", "Emmanuel Macron is in Cairo for a summit of the region.", "ongoing"),
        ("de", "Emmanuel Macron ist seit Montag in Kairo.", "ongoing"),
        ("de", "Emmanuel Macron ist am Freitag in Kairo.", "planned"),
        ("it", "Emmanuel Macron sarà al Cairo la settimana prossima.", "planned"),
        ("uk", "Еммануель Макрон буде в Каїрі наступного тижня.", "planned"),
    ],
)
def test_who_is_there_stays_and_who_will_be_is_to_come(lang, text, status):
    event = next(e for e in told(lang, text) if e["type"] == "Visit")
    assert event["status"] == status and set(event["participants"]) == {"Emmanuel Macron", "Egypt"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Emmanuel Macron saw Vladimir Putin on Monday."),
        ("de", "Emmanuel Macron sah am Montag Wladimir Putin."),
        ("es", "Emmanuel Macron vio el lunes a Vladímir Putin."),
        ("fr", "Emmanuel Macron a vu Vladimir Poutine lundi."),
        ("it", "Emmanuel Macron ha visto lunedì Vladimir Putin."),
        ("en", "Emmanuel Macron welcomed Vladimir Putin on Monday."),
        ("de", "Emmanuel Macron begrüßte Wladimir Putin am Montag im Kanzleramt."),
        ("fr", "Emmanuel Macron a retrouvé lundi Vladimir Poutine à Rome."),
    ],
)
def test_who_saw_another_on_a_day_met_him(lang, text):
    (event,) = told(lang, text)
    assert (event["type"], event["status"], event["date"]) == ("Meeting", "held", "2023-12-04")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Messi was in Miami on Tuesday."),
        ("en", "Joe Biden was in Wisconsin on Tuesday."),
        ("en", "Vladimir Putin was in power in Russia in 2001."),
        ("en", "Emmanuel Macron was in trouble in Africa on Tuesday."),
        ("en", "Emmanuel Macron was popular in Germany in 2017."),
        ("en", "Vladimir Putin was arrested in Dresden in 1989."),
        ("en", "Emmanuel Macron's plane was in Berlin on Tuesday."),
        ("en", "Joe Biden saw Vladimir Putin's speech on Tuesday."),
        ("en", "Olaf Scholz stopped short of criticism in Ankara on Tuesday."),
        ("en", "Olaf Scholz was stopped in Ankara on Tuesday."),
        ("en", "Olaf Scholz spent millions in Ankara on Tuesday."),
        ("en", "Olaf Scholz welcomed Recep Tayyip Erdogan's decision on Tuesday."),
        ("de", "Olaf Scholz begrüßte am Dienstag die Entscheidung von Recep Tayyip Erdogan."),
        ("fr", "Olaf Scholz a retrouvé mardi le sourire à Ankara."),
        ("uk", "Потяг зупинився у вівторок у Варшаві."),
        ("en", "Joe Biden saw Vladimir Putin win on Monday."),
        ("en", "Emmanuel Macron saw Kylian Mbappe on Tuesday."),
        ("de", "Emmanuel Macron ist der beliebteste Politiker in Deutschland."),
        ("de", "Emmanuel Macron ist seit Montag in Deutschland umstritten."),
        ("de", "Emmanuel Macron war am Montag in Berlin festgenommen worden."),
        ("de", "Die Frau von Emmanuel Macron war am Dienstag in Berlin."),
        ("de", "Joe Biden sah am Montag Wladimir Putin im Fernsehen."),
        ("it", "Emmanuel Macron era nel 2017 popolare in Germania."),
        ("it", "Giorgia Meloni era martedì a Bari."),
        ("uk", "Зеленський був у понеділок у Харкові."),
        ("es", "Pedro Sánchez vio el lunes a Feijóo."),
        ("fr", "Emmanuel Macron a vu lundi les maires."),
    ],
)
def test_home_figures_of_speech_and_whom_one_only_sees_tell_of_nothing(lang, text):
    assert told(lang, text) == []
