"""Scores computed by hand on a few made-up reports; every measure says what it says."""

import gzip
import json

import pytest

from kg import edtf
from kg.errors import UsageError
from kg.evaluate import MEASURES, Report, Tally, align, load, load_all, macro_f1, measure, score

TEXT = "Macron met Meloni in Rome. Merz will see Tusk next week. Starmer called Trump."


def r(quote, kind="meeting", status="held", who=("a", "b"), *, day=None, place=None, country=None, by=()):
    start = TEXT.index(quote)
    return Report(
        "d", "en", kind, status, frozenset(who), place, country, edtf.parse(day) if day else None, frozenset(by),
        quote, start, start + len(quote),
    )  # fmt: skip


MET, SEE, CALL = "Macron met Meloni in Rome.", "Merz will see Tusk next week.", "Starmer called Trump."


def values(gold, ours):
    tally = score(gold, ours, TEXT)
    return {name: formula(tally) for name, formula in MEASURES.items()}


def test_all_right():
    gold = [r(MET, day="2025-06-14", place="rome"), r(SEE, status="planned", who=("c", "d"))]
    found = values(gold, gold)
    assert found["detection F1"] == found["status right"] == found["participant F1"] == found["strict tuple F1"] == 1
    assert found["date right"] == found["place right"] == found["quote validity"] == 1
    assert found["false-held"] == 0


def test_one_missed_and_one_too_many():
    gold = [r(MET), r(SEE, status="planned", who=("c", "d"))]
    ours = [r(MET), r(CALL, "phone_call", who=("e", "f"))]
    found = values(gold, ours)
    assert found["detection precision"] == found["detection recall"] == found["detection F1"] == 0.5


def test_a_planned_meeting_printed_as_held_is_false_held():
    gold = [r(MET), r(SEE, status="planned", who=("c", "d"))]
    ours = [r(MET), r(SEE, status="held", who=("c", "d"))]
    found = values(gold, ours)
    assert found["false-held"] == 1  # one of one that is not held
    assert found["status right"] == 0.5
    assert found["strict tuple F1"] == 0.5


def test_participants_are_counted_over_aligned_events():
    found = values([r(MET, who=("a", "b"))], [r(MET, who=("a", "c", "d"))])
    assert found["participant F1"] == pytest.approx(2 * 1 / (3 + 2))


def test_a_week_read_as_a_day_is_false_precision_and_a_month_is_lenient():
    week = [r(SEE, status="planned", day="2025-06-16/2025-06-22")]
    day = values(week, [r(SEE, status="planned", day="2025-06-16")])
    month = values(week, [r(SEE, status="planned", day="2025-06")])
    assert (day["date right"], day["false precision"], day["date lenient, dated"]) == (0, 1, 0)
    assert (month["date right"], month["false precision"], month["date lenient, dated"]) == (0, 0, 1)


def test_a_date_that_gold_does_not_know_is_invented():
    found = values([r(MET)], [r(MET, day="2025-06-14")])
    assert found["date right"] == 0
    assert found["false precision"] == 1


def test_the_state_of_a_town_is_right_where_gold_names_the_state():
    assert values([r(MET, place="italy")], [r(MET, place="rome", country="italy")])["place right"] == 1
    assert values([r(MET, place="paris")], [r(MET, place="rome", country="italy")])["place right"] == 0


def test_another_place_of_the_same_state_is_right_for_the_place_but_not_for_the_tuple(tmp_path):
    event = {"type": "meeting", "participants": ["A"], "status": "held", "place": "Lyon", "quote": MET}
    row = {"id": "d", "lang": "en", "date": "2025-06-15", "text": TEXT, "events": [event]}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    gold = load(path)[0].events
    assert gold[0].country == "france"  # by the gazetteer
    state = values(gold, [r(MET, who=("a",), place="france", country="france")])
    town = values(gold, [r(MET, who=("a",), place="lyon", country="france")])
    abroad = values(gold, [r(MET, who=("a",), place="rome", country="italy")])
    assert [found["place right"] for found in (town, state, abroad)] == [1, 1, 0]
    assert [found["place exact"] for found in (town, state, abroad)] == [1, 0, 0]
    assert [found["strict tuple F1"] for found in (town, state, abroad)] == [1, 0, 0]


def test_what_annotators_marked_besides_is_neither_asked_nor_counted():
    found = values([r(MET, "other")], [r(MET)])
    assert found["detection F1"] is None


def test_each_event_is_aligned_once():
    gold = [r(MET), r(SEE, who=("c", "d"))]
    assert align(gold, [r(MET), r(MET)]) in ([(0, 0)], [(0, 1)])
    assert align(gold, [r(SEE, who=("c", "d")), r(MET)]) == [(0, 1), (1, 0)]


def test_a_quote_that_is_not_in_the_text_is_found_out():
    wrong = r(MET)
    moved = Report(**{**{f: getattr(wrong, f) for f in Report.__slots__}, "start": 1, "end": 1 + len(MET)})
    assert values([r(MET)], [moved])["quote validity"] == 0


def test_macro_f1_is_the_mean_over_gold_statuses():
    confusion = {("held", "held"): 3, ("planned", "held"): 1, ("planned", "planned"): 1}
    assert macro_f1(confusion) == pytest.approx((2 * 3 / (3 + 4) + 2 * 1 / (2 + 1)) / 2)


def test_intervals_hold_the_value_and_are_the_same_every_time():
    tallies = [score([r(MET)], [r(MET)] * (n % 2), TEXT) for n in range(10)]
    found = measure(tallies)["detection recall"]
    assert found.value == 0.5
    assert found.low <= 0.5 <= found.high
    assert measure(tallies)["detection recall"] == found


def test_tallies_add_up():
    whole = Tally()
    whole += score([r(MET)], [r(MET)], TEXT)
    whole += score([r(MET)], [], TEXT)
    assert whole.counts["gold"] == 2
    assert whole.counts["aligned"] == 1


def test_a_text_that_may_not_be_copied_is_annotated_by_offsets(tmp_path):
    text = "Biden met Putin in Geneva."
    with gzip.open(tmp_path / "corpus.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"id": "x", "text": text, "title": "A summit"}) + "\n\n")
    event = {"type": "meeting", "status": "held", "participants": ["Joe Biden", "Vladimir Putin"], "span": [0, 15]}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "x", "lang": "en", "file": "corpus.jsonl.gz", "events": [event]}) + "\n")
    (document,) = load(path)
    assert (document.row["title"], document.text) == ("A summit", text)
    assert (document.events[0].quote, document.events[0].end) == ("Biden met Putin", 15)


def test_a_truncated_file_of_texts_is_named(tmp_path):
    whole = gzip.compress(json.dumps({"id": "x", "text": "a" * 500}).encode())
    (tmp_path / "corpus.jsonl.gz").write_bytes(whole[:-9])
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "x", "lang": "en", "file": "corpus.jsonl.gz", "events": []}))
    with pytest.raises(UsageError, match=f"{path}:1: "):
        load(path)


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("{", "not JSON"),
        (json.dumps({"id": "x", "lang": "en", "text": "a"}), "no field 'events'"),
        ("[]", "a JSON object is expected"),
        (
            json.dumps({"id": "x", "lang": "en", "text": "a", "events": [{"span": [0, 2]}]}),
            "the span 0-2 is not in the text",
        ),
        (
            json.dumps({"id": "x", "lang": "en", "text": "a", "events": [{"quote": "b"}]}),
            "the quote is not in the text",
        ),
        (json.dumps({"id": "x", "lang": "en", "file": "none.txt", "events": []}), "none.txt"),
    ],
)
def test_a_gold_file_that_cannot_be_used_is_named_with_its_line(tmp_path, line, cause):
    path = tmp_path / "gold.jsonl"
    path.write_text(line + "\n")
    with pytest.raises(UsageError, match=f"{path}:1: ") as caught:
        load(path)
    assert cause in str(caught.value)


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        ({"id": 7}, "Expected `str`, got `int` - at `$.id`"),
        ({"lang": "xx"}, "no lexicon for language 'xx'"),
        ({"events": {}}, "Expected `array`, got `object` - at `$.events`"),
        ({"events": [{"quote": "a", "type": "visit", "status": "held", "participants": [None]}]}, "Expected `str`"),
        ({"events": [{"span": ["a", "b"]}]}, "Expected `int`, got `str` - at `$.events[0].span[0]`"),
        (
            {"events": [{"quote": "a", "type": "visit", "status": "held", "participants": [], "date": "2024-13"}]},
            "2024-13",
        ),
        (
            {"events": [{"quote": "a", "type": "visit", "status": "plnned", "participants": []}]},
            "'plnned' is no status",
        ),
        ({"text": "", "file": "../texts.jsonl"}, "texts.jsonl has no document 'x'"),
    ],
)
def test_a_field_of_gold_that_holds_something_else_is_named(tmp_path, row, cause):
    (tmp_path / "texts.jsonl").write_text('{"id": "y", "text": "a"}\n')
    folder = tmp_path / "gold"
    folder.mkdir()
    path = folder / "gold.jsonl"
    path.write_text("\n" + json.dumps({"id": "x", "lang": "en", "text": "a", "events": [], **row}) + "\n")
    with pytest.raises(UsageError) as caught:
        load(path)
    assert str(caught.value).startswith(f"{path}:2: ")
    assert cause in str(caught.value)


def test_of_a_folder_the_files_of_gold_are_read(tmp_path):
    row = {"id": "x", "lang": "en", "text": "a", "events": []}
    for name, rows in {
        "a.jsonl": [row],
        "deep/b.jsonl": [{**row, "id": "y", "lang": "de"}],
        "c.jsonl": [{"text": "a"}],
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("".join(json.dumps(r) + "\n" for r in rows))
    said = []
    assert [g.row["id"] for g in load_all([tmp_path], said.append)] == ["x", "y"]
    assert said == [f"{tmp_path / 'c.jsonl'}: no gold: its first record has no field 'events'"]
    assert [g.row["id"] for g in load_all([tmp_path], said.append, ["de"])] == ["y"]
    with pytest.raises(UsageError, match="no gold document in these languages"):
        load_all([tmp_path], said.append, ["uk"])
    (tmp_path / "d.jsonl").write_text(json.dumps({**row, "text": "another"}) + "\n")
    with pytest.raises(UsageError, match="the id 'x' has another text in"):
        load_all([tmp_path], said.append)
