"""Quality does not fall silently: floors per language, tied to the corpus they were measured on."""

import json
import sys
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import update
from measure import BASELINE, bounds, corpus_hash, figures, sets, worse

from kg.resources import languages

HERE = sets()
BASE = json.loads(BASELINE.read_text(encoding="utf-8"))
SETS = ["ours", "parallel", "press", pytest.param("shared", marks=pytest.mark.shared)]


@cache
def measured(name):
    return figures(HERE[name])


@pytest.fixture
def gold(request):
    name = request.param
    if name not in HERE:
        pytest.skip("../shared/gold is not here")
    return name


@pytest.mark.parametrize("gold", SETS, indirect=True)
def test_the_floors_were_measured_on_this_corpus(gold):
    wanted = BASE[gold]["corpus"]
    assert corpus_hash(HERE[gold]) == wanted, "gold or its texts changed: run `python tests/gate/update.py`"


@pytest.mark.slow
@pytest.mark.parametrize("gold", SETS, indirect=True)
def test_no_measure_fell_below_its_floor(gold):
    values = measured(gold)
    broken = [
        f"{lang} {name}: {values[lang].get(name)} against {bound}"
        for lang, floors in BASE[gold]["floors"].items()
        for name, bound in floors.items()
        if name in values[lang] and worse(name, values[lang][name], bound)
    ]
    assert broken == []


@pytest.mark.slow
@pytest.mark.parametrize("gold", SETS, indirect=True)
def test_every_quote_is_in_its_text(gold):
    assert {lang: values["quote validity"] for lang, values in measured(gold).items()} == dict.fromkeys(
        measured(gold), 1
    )


def test_every_language_has_floors():
    assert set(BASE["ours"]["floors"]) == {"all", *languages()}


def test_the_readme_shows_what_was_measured():
    assert update.tables(BASE) in update.README.read_text(encoding="utf-8")


def test_a_lowered_floor_has_its_reason():
    assert all(entry["reason"].strip() and entry["bounds"] for entry in BASE["lowered"])


@pytest.mark.parametrize("arguments", [[], ["--reason", "the corpus was cleaned"]])
def test_lowering_needs_a_reason(arguments, monkeypatch, tmp_path, capsys):
    path = tmp_path / "baseline.json"
    path.write_text(json.dumps({"ours": {"corpus": "x", "floors": {"en": {"detection F1": 0.9, "false-held": 0.0}}}}))
    monkeypatch.setattr(update, "BASELINE", path)
    monkeypatch.setattr(update, "write_readme", lambda _: None)
    monkeypatch.setattr(update, "sets", lambda: {"ours": []})
    monkeypatch.setattr(update, "figures", lambda _: {"en": {"detection F1": 0.8, "false-held": 0.1}})
    code = update.main(arguments)
    found = json.loads(path.read_text())
    assert "detection F1: 0.9 -> 0.78" in capsys.readouterr().out
    if arguments:
        assert code == 0
        assert found["ours"]["floors"]["en"] == bounds({"detection F1": 0.8, "false-held": 0.1})
        assert found["lowered"][0]["reason"] == "the corpus was cleaned"
    else:
        assert code == 1
        assert found["ours"]["corpus"] == "x"
