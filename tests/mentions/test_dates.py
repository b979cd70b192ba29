"""Time expressions: one test a row; every operation of the grammar; a day is never invented."""

import json

import pytest
from making import dates

from kg import edtf
from kg.mentions.dates import grammar
from kg.patterns import tokenize
from kg.resources import data_dir, languages, lexicon
from kg.text.sentences import clitics_of

#: Reported, not repaired yet; passes as soon as it is.
KNOWN = pytest.mark.xfail(strict=False, reason="known")
#: All in documents of Thursday 7 August 2025: expression, direction (past, coming, nearest), EDTF.
ENGLISH = [
    ("on 15 August 2025", None, "2025-08-15"),
    ("on August 15", True, "2025-08-15"),
    ("on 2025-08-15", None, "2025-08-15"),
    ("from 14 to 16 November 2022", None, "2022-11-14/2022-11-16"),
    ("in June 2021", None, "2021-06"),
    ("in 2021", None, "2021"),
    ("in the summer of 2018", None, "2018-22"),
    pytest.param("in the 1990s", None, "199X", marks=KNOWN),
    ("today", None, "2025-08-07"),
    ("yesterday", None, "2025-08-06"),
    ("tomorrow", None, "2025-08-08"),
    ("next week", True, "2025-08-11/2025-08-17"),
    ("last week", False, "2025-07-28/2025-08-03"),
    ("next month", True, "2025-09"),
    ("last year", False, "2024"),
    ("last June", False, "2025-06"),
    ("next June", True, "2026-06"),
    ("on Tuesday", False, "2025-08-05"),
    ("on Tuesday", True, "2025-08-12"),
    ("last Friday", False, "2025-08-01"),
    ("within two weeks", True, "2025-08-07/2025-08-21"),
    pytest.param("next week or within two weeks", True, "2025-08-11/2025-08-21", marks=KNOWN),
    ("three days ago", False, "2025-08-04"),
]


@pytest.mark.parametrize(("words", "future", "wanted"), ENGLISH)
def test_an_expression_reads_as_its_words_say(words, future, wanted):
    assert dates(f"They met {words} in Rome.", future=future) == [wanted]


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("de", "Sie treffen sich nächste Woche.", "2025-08-11/2025-08-17"),
        ("fr", "Ils se verront la semaine prochaine.", "2025-08-11/2025-08-17"),
        ("es", "Se verán la próxima semana.", "2025-08-11/2025-08-17"),
        ("it", "Si vedranno la prossima settimana.", "2025-08-11/2025-08-17"),
        ("uk", "Вони зустрінуться наступного тижня.", "2025-08-11/2025-08-17"),
        ("fr", "Ils se verront la semaine prochaine ou dans les deux semaines.", "2025-08-11/2025-08-21"),
        ("fr", "Ils se verront dès la semaine prochaine ou dans les deux semaines à venir.", "2025-08-11/2025-08-21"),
    ],
)
def test_a_week_is_seven_days_in_every_language(lang, text, wanted):
    assert dates(text, lang, future=True) == [wanted]


@pytest.mark.parametrize("lang", languages())
def test_without_a_date_of_its_own_a_document_dates_nothing_relative(lang):
    first = {"de": "gestern", "en": "yesterday", "es": "ayer", "fr": "hier", "it": "ieri", "uk": "вчора"}[lang]
    assert dates(f"{first} 2021.", lang, day=None) in ([], ["2021"])


@pytest.mark.parametrize("text", ["on 31 June", "on 31 June 2025", "on February 30, 2025"])
def test_a_day_that_is_none_is_not_made_one(text):
    assert [found for found in dates(f"They met {text}.") if len(found) == 10] == []


def test_may_is_a_verb_too():
    assert dates("They may meet in Rome.") == []


@pytest.mark.parametrize("lang", languages())
def test_each_rule_of_a_grammar_has_an_operation(lang):
    known = {
        "date", "range", "month", "year", "season", "decade", "shift", "month_shift", "weekday", "weekend", "ago",
        "ahead", "within", "past_window", "anaphoric", "holiday", "future", "past",
    }  # fmt: skip
    assert {rule.op for rule in lexicon(lang).time.patterns} <= known


GOLD = [
    pytest.param(row, id=f"{path.stem}-{n}")
    for path in sorted((data_dir() / "gold").glob("dates.*.jsonl"))
    for n, row in enumerate(map(json.loads, path.read_text(encoding="utf-8").splitlines()), 1)
]


@pytest.mark.parametrize("row", GOLD)
def test_the_annotated_expressions_have_an_edtf_we_can_read(row):
    assert row["expression"] in row["text"]
    assert row["expected"] is None or edtf.parse(row["expected"])
    for found in grammar(row["lang"]).find(tokenize(row["text"], clitics=clitics_of(row["lang"]))):
        assert row["text"][found.span.start : found.span.end].strip()
