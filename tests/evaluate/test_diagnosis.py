"""Why gold and print differ: each cause on a text that has it, and two runs compared."""

import json

import pytest

from kg.cli import predictions
from kg.evaluate import diagnosis, load
from kg.evaluate.gold import traces
from kg.model import Status

MEETING = {"type": "meeting", "status": "held", "date": None, "place": None, "attributed_to": []}


def found(tmp_path, text, *events, lang="en"):
    gold = [
        {**MEETING, "quote": text, "participants": ["Emmanuel Macron", "Giorgia Meloni"], **event} for event in events
    ]
    row = {"id": "d", "lang": lang, "date": "2025-06-16", "text": text, "events": gold}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    rows = load(path)
    return list(diagnosis.findings(rows, predictions(rows), traces(rows)))


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Macron and Meloni had a cup of coffee.", "missed: no trigger in the quote"),
        ("Macron and Meloni left the meeting room.", "missed: trigger vetoed"),
        ("Macron met his ministers on Monday.", "missed: parties missing"),
    ],
)
def test_a_miss_has_the_cause_that_lost_it(tmp_path, text, cause):
    (miss,) = found(tmp_path, text, {})
    assert miss.causes == (cause,)


def test_a_veto_is_named(tmp_path):
    (miss,) = found(tmp_path, "Macron and Meloni left the meeting room.", {})
    assert "meeting" in miss.details[0].split("by ")[1]


def test_an_event_told_as_another_is_no_missing_trigger(tmp_path):
    right, miss = found(tmp_path, "Macron met Meloni in Rome.", {}, {"participants": ["Olaf Scholz", "Donald Tusk"]})
    assert right.causes in ((), ("wrong place",))
    assert miss.causes == ("missed: read as another event",)
    assert "emmanuel macron" in miss.details[0]


def test_what_is_printed_without_gold_is_extra(tmp_path):
    (extra,) = found(tmp_path, "Macron met Meloni in Rome.")
    assert extra.causes == ("extra: in a text without events",)


def test_wrong_values_are_named_one_by_one(tmp_path):
    (event,) = found(tmp_path, "Macron met Meloni in Rome.", {"status": str(Status.PLANNED), "place": "Paris"})
    assert event.causes == ("wrong status", "wrong place")
    lines = list(diagnosis.grouped([event]))
    assert [line for line in lines if line.startswith("==")] == ["== wrong place (1)", "== wrong status (1)"]


def test_a_trace_ends_with_what_is_printed(tmp_path):
    from kg.model import Document
    from kg.pipeline import extract, parse_day, traced

    text = "Macron met Meloni in Rome on Monday. They will meet again in Paris. Merz called off his visit to Kyiv."
    document = Document("d", text, "en", parse_day("2025-06-16"), None, None)
    assert [m.key for m in traced(document).printed] == [m.key for m in extract(document)]


def run(**documents):
    return {"figures": {"en": {"detection F1": 0.5}}, "documents": documents}


def test_two_runs_compared():
    before = run(a={"1 meeting": ["missed: no trigger in the quote"]}, b={"1 visit": []}, c={"1 visit": ["wrong date"]})
    now = run(a={"1 meeting": ["wrong date"]}, b={"1 visit": ["wrong status"]}, c={"1 visit": ["wrong place"]}, e={})
    now["figures"]["en"]["detection F1"] = 0.75
    assert list(diagnosis.compared(before, now)) == [
        "en   detection F1         0.500 -> 0.750  +0.250",
        "== worse (1 documents)",
        "  b 1 visit: right -> wrong status",
        "== better (1 documents)",
        "  a 1 meeting: missed: no trigger in the quote -> wrong date",
        "== other faults than before (1 documents)",
        "  c 1 visit: wrong date -> wrong place",
        "== in one run only: 0 before, 1 now",
    ]
