"""Shared by the tests of each language: what the extractor makes of its cases and its negatives."""

from functools import cache

import pytest

from kg.cli import predictions
from kg.evaluate import MEASURES, Tally, load, score
from kg.resources import data_dir

#: A schematic sentence is easier than news; a language that reads fewer than these is not taught yet.
DETECTION, STATUS, PARTICIPANTS = 0.75, 0.75, 0.7


@cache
def read(kind, lang):
    """Gold documents of a file and what is printed for each."""
    rows = load(data_dir() / "gold" / f"{kind}.{lang}.jsonl")
    return rows, predictions(rows)


def ids(kind, lang):
    """Test parameters: one document each."""
    return [pytest.param(row, id=row.row["id"]) for row in load(data_dir() / "gold" / f"{kind}.{lang}.jsonl")]


def negative(row):
    """Nothing diplomatic may be printed; another act of states (a sanction) is no encounter."""
    _, printed = read("negatives", row.row["lang"])
    found = printed[row.row["id"]]
    assert not found, f"{row.text}\n -> {found[0].type} {found[0].status} {sorted(found[0].participants)}"


def case(row):
    """What one schematic text must keep whatever else: real quotes, and nothing held that gold says is not."""
    _, printed = read("cases", row.row["lang"])
    tally = score(row.events, printed[row.row["id"]], row.text)
    assert tally.counts["valid quotes"] == tally.counts["quotes"]


def floors(lang):
    """All cases together."""
    rows, printed = read("cases", lang)
    whole = Tally()
    for row in rows:
        whole += score(row.events, printed[row.row["id"]], row.text)
    values = {name: MEASURES[name](whole) for name in ("detection F1", "status right", "participant F1", "false-held")}
    assert values["detection F1"] >= DETECTION, values
    assert values["status right"] >= STATUS, values
    assert values["participant F1"] >= PARTICIPANTS, values
    assert values["false-held"] <= 0.12, values
