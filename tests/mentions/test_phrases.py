"""The time grammar holds its floor on our phrases and, where at hand, on Microsoft's (``tests/bench/dates.py``)."""

import importlib.util
from pathlib import Path

import pytest

from kg.resources import data_dir

_SPEC = importlib.util.spec_from_file_location("phrases", Path(__file__).parents[1] / "bench" / "dates.py")
bench = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(bench)

OWN = [row for path in sorted((data_dir() / "gold").glob("dates.*.jsonl")) for row in bench.phrases(path)]


@pytest.mark.parametrize("lang", sorted({row["lang"] for row in OWN}))
def test_our_phrases_are_read(lang):
    rows = [row for row in OWN if row["lang"] == lang and row["expected"]]
    share, number = bench.accuracy(bench.measure(rows, bench.judge_own)[lang])
    assert number >= 40
    assert share >= 0.95, [row["expression"] for row in rows if bench.judge_own(row) != "right"]


@pytest.mark.shared
@pytest.mark.skipif(not bench.PHRASES.exists(), reason="../shared/gold/dates is not here")
@pytest.mark.parametrize("lang", ["de", "en", "es", "fr", "it"])
def test_microsofts_phrases_are_read_but_for_named_differences(lang):
    rows = [row for row in bench.phrases(bench.PHRASES) if row["lang"] == lang]
    share, number = bench.accuracy(bench.measure(rows, bench.judge)[lang])
    assert number >= 20
    assert share >= bench.FLOOR[lang], [row["expression"] for row in rows if bench.judge(row) in ("wrong", "missed")]


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ({"text": "on 3 May 2024", "timex": "2024-05-03", "past": {"date": "2024-05-04"}}, "wrong"),
        ({"text": "on a fine day", "timex": "2024-05-03", "past": {"date": "2024-05-03"}}, "missed"),
        ({"text": "on 3 May 2024", "timex": "2024-05-03", "past": {"date": "2024-05-03"}}, "right"),
    ],
)
def test_the_judge_is_not_easily_pleased(row, verdict):
    whole = {
        "lang": "en",
        "reference": "2024-05-01",
        "expression": row["text"],
        "start": 0,
        "future": row["past"],
        **row,
    }
    assert bench.judge(whole) == verdict
