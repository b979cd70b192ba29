"""Time expressions: one test a row; every operation of the grammar; a day is never invented."""

import json

import pytest
from making import dates

from kg import edtf
from kg.compiled import clitics_of
from kg.mentions.time.dates import grammar
from kg.mentions.time.readings import OPERATIONS
from kg.resources import data_dir, languages, lexicon
from kg.tokens import tokenize

#: All in documents of Thursday 7 August 2025: expression, direction (past, coming, nearest), EDTF.
ENGLISH = [
    ("on 15 August 2025", None, "2025-08-15"),
    ("on August 15", True, "2025-08-15"),
    ("on 2025-08-15", None, "2025-08-15"),
    ("from 14 to 16 November 2022", None, "2022-11-14/2022-11-16"),
    ("in June 2021", None, "2021-06"),
    ("in 2021", None, "2021"),
    ("in the summer of 2018", None, "2018-22"),
    ("in the 1990s", None, "199X"),
    ("in the first week of June", False, "2025-06-02/2025-06-08"),
    ("on the last Friday of July", False, "2025-07-25"),
    ("in the third quarter of 2024", None, "2024-07/2024-09"),
    ("in the first half of July", False, "2025-07-01/2025-07-15"),
    ("in the second half of next year", True, "2026-07/2026-12"),
    ("on the 20th of next month", True, "2025-09-20"),
    ("on Friday of next week", True, "2025-08-15"),
    ("in March of last year", False, "2024-03"),
    ("from Monday until Wednesday", False, "2025-08-04/2025-08-06"),
    ("from Monday to Wednesday", True, "2025-08-11/2025-08-13"),
    ("between May 2015 and June 2018", None, "2015-05/2018-06"),
    ("on Monday and Tuesday", True, "2025-08-11/2025-08-12"),
    ("two days before Christmas", True, "2025-12-23"),
    ("on the eve of 15 August", True, "2025-08-14"),
    ("in the week of 15 August", True, "2025-08-11/2025-08-17"),
    ("in the rest of the month", True, "2025-08-07/2025-08-31"),
    ("at Easter", False, "2025-04-20"),
    ("last summer", False, "2024-22"),
    ("this summer", True, "2025-22"),
    ("early next year", True, "2026"),
    ("late in July", False, "2025-07"),
    ("in mid-July", False, "2025-07-15~"),
    ("by the end of the year", True, "../2025-12-31"),
    ("by Friday", True, "../2025-08-08"),
    ("since Monday", False, "2025-08-04/.."),
    ("a few days ago", False, "2025-07-31/2025-08-07"),
    ("more than three days ago", False, "2025-08-04~"),
    ("in the coming weeks", True, "2025-08-07/2025-09-04"),
    ("within five years", True, "2025/2030"),
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
    ("next week or within two weeks", True, "2025-08-11/2025-08-21"),
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
    first = {
        "de": "gestern",
        "en": "yesterday",
        "es": "ayer",
        "fr": "hier",
        "it": "ieri",
        "pt": "ontem",
        "uk": "вчора",
    }[lang]
    assert dates(f"{first} 2021.", lang, day=None) in ([], ["2021"])


@pytest.mark.parametrize("text", ["on 31 June", "on 31 June 2025", "on February 30, 2025"])
def test_a_day_that_is_none_is_not_made_one(text):
    assert [found for found in dates(f"They met {text}.") if len(found) == 10] == []


@pytest.mark.parametrize("text", ["soon", "recently", "in the near future", "on Friday, last year"])
def test_words_that_name_no_date_make_no_range_of_days(text):
    assert not [found for found in dates(f"They met {text}.") if "/" in found]


@pytest.mark.parametrize(
    ("year", "western", "orthodox"), [(2022, "2022-04-17", "2022-04-24"), (2025, "2025-04-20", "2025-04-20")]
)
def test_easter_is_computed_for_both_churches(year, western, orthodox):
    assert (edtf.easter(year).isoformat(), edtf.easter(year, orthodox=True).isoformat()) == (western, orthodox)


def test_may_is_a_verb_too():
    assert dates("They may meet in Rome.") == []


@pytest.mark.parametrize("lang", languages())
def test_each_rule_of_a_grammar_has_an_operation(lang):
    rules = lexicon(lang).time
    assert {rule.op for rule in (*rules.patterns, *rules.over)} <= OPERATIONS


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
