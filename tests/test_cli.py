"""The commands as a user types them: what they print, where, and with which exit code."""

import gzip
import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner
from making import jsonl

from kg.cli import main

EN = {"id": "en-1", "lang": "en", "date": "2025-06-16", "text": "Emmanuel Macron met Giorgia Meloni in Rome on Monday."}
UK = {"id": "uk-1", "lang": "uk", "date": "2025-06-17", "text": "Макрон зустрівся з Мелоні в Римі в понеділок."}


@pytest.fixture
def kg(tmp_path, monkeypatch):
    """Run a command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_STORE", raising=False)

    def run(*words, code=0, text=None):
        result = CliRunner().invoke(main, [str(word) for word in words], input=text, catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result

    run.folder = tmp_path
    return run


def lines(result):
    """Lines on standard error; each is one whole message."""
    found = result.stderr.splitlines()
    assert all(line.startswith("kg: ") and len(line) < 700 for line in found), found
    return [line.removeprefix("kg: ") for line in found]


@pytest.fixture
def filled(kg):
    kg("add", jsonl(kg.folder / "news.jsonl", EN, UK))
    return kg


def test_documents_go_in_once(filled):
    again = filled("add", "news.jsonl")
    assert (
        again.stdout
        == "0 documents added, 2 unchanged, 0 skipped; 0 event mentions, 0 events new or changed in kg-store\n"
    )


def test_another_text_under_an_id_replaces_the_first(filled):
    changed = {**EN, "text": "Emmanuel Macron spoke by phone with Giorgia Meloni on Monday."}
    filled("add", jsonl(filled.folder / "b.jsonl", changed))
    rows = json.loads(filled("query", "event-mentions", "-f", "json").stdout)
    assert sorted(row["type"] for row in rows) == ["Meeting", "PhoneCall"]


def test_bad_input_is_named_line_by_line_and_the_rest_is_read(kg):
    folder = kg.folder
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress(json.dumps(UK).encode() * 9)[:-9])
    jsonl(
        folder / "mixed.jsonl",
        EN,
        '{"text": "cut',
        {"lang": "fi", "text": "Orpo tapasi"},
        {**EN, "id": "x", "lang": "uk"},
    )
    (folder / "win.txt").write_bytes("20 травня 2025 року\nМакрон зустрівся з Мелоні в Римі.".encode("cp1251"))
    (folder / "wide.txt").write_bytes("20 травня 2025 року\nМакрон зустрівся з Туском у Варшаві.".encode("utf-16"))
    names = ("none.txt", "empty.txt", "picture.txt", "cut.jsonl.gz", "mixed.jsonl", "win.txt", "wide.txt")
    result = kg("add", *names, code=1)
    assert result.stdout.startswith("3 documents added, 0 unchanged, 7 skipped; 3 event mentions")
    said = lines(result)
    for wanted in (
        "none.txt: no such file or folder",
        "empty.txt: the file is empty",
        "picture.txt: binary, not text",
        "cut.jsonl.gz: truncated gzip file",
        "mixed.jsonl:2: not JSON",
        "mixed.jsonl:3: no lexicon for language 'fi'",
        "mixed.jsonl:4: the text is not in the script of 'uk'",
    ):
        assert sum(line.startswith(wanted) for line in said) == 1, (wanted, said)


def test_nothing_read_is_exit_code_two(kg):
    assert lines(kg("add", "none.txt", code=2)) == ["none.txt: no such file or folder"]


def test_of_many_texts_without_date_the_first_are_named_and_the_rest_counted(kg):
    jsonl(kg.folder / "news.jsonl", *({"id": str(n), "text": f"Macron met Meloni {n} times."} for n in range(8)))
    said = lines(kg("add", "news.jsonl"))
    assert [line.split(": ")[0] for line in said[:5]] == [f"news.jsonl:{n}" for n in range(1, 6)]
    assert said[5:] == ["3 more: no date given or found; relative dates stay unresolved"]


def test_a_text_without_date_is_added_and_said_to_be(kg):
    (kg.folder / "a.txt").write_text("Emmanuel Macron met Giorgia Meloni in Rome yesterday.")
    result = kg("add", "a.txt")
    assert lines(result) == ["a.txt: no date given or found; relative dates stay unresolved"]
    (row,) = json.loads(kg("query", "event-mentions", "-f", "json").stdout)
    assert row["date"] == ""


@pytest.mark.parametrize(
    ("words", "text", "cause"),
    [
        (("nosuch",), None, "no question 'nosuch'"),
        (("timline-of",), None, "no question 'timline-of' (did you mean timeline-of?"),
        (("-",), "SELECT * {", "malformed query: line "),
        (("-",), "", "malformed query"),
        (("-",), "DELETE WHERE { ?a ?b ?c }", "updates are refused"),
        (("-",), "SELECT * { SERVICE <http://127.0.0.1/> { ?a ?b ?c } }", "SERVICE is refused"),
        (("none.rq",), None, "none.rq: cannot be read"),
        (("events", "-p", "foo=1"), None, "events has no parameter 'foo'"),
        (("events", "-p", "since=soon"), None, "'soon' is not a date"),
        (("events", "-p", "since"), None, "'since' is not NAME=VALUE"),
        (("meetings-between", "-p", "a=Q7747"), None, "needs parameter 'b'"),
        (("events", "--lang", "xx"), None, "no labels in language 'xx'"),
    ],
)
def test_a_question_that_cannot_be_asked_is_one_line_and_exit_code_two(filled, words, text, cause):
    (line,) = lines(filled("query", *words, code=2, text=text))
    assert cause in line


def test_a_store_that_is_none(kg):
    (kg.folder / "file").write_text("x")
    jsonl(kg.folder / "news.jsonl", EN)
    hint = "'kg add' makes one; --store or KG_STORE names another"
    assert lines(kg("query", "events", code=2)) == [f"kg-store: no store here ({hint})"]
    assert lines(kg("add", "news.jsonl", "--store", "file", code=2)) == ["file: not a store but a file"]
    (line,) = lines(kg("add", "news.jsonl", "--store", "/proc/none/kg", code=2))
    assert "cannot be written" in line


def test_a_store_of_a_newer_version_is_left_alone(filled):
    mark = filled.folder / "kg-store" / "store.json"
    newer = {**json.loads(mark.read_text()), "version": 99}
    mark.write_text(json.dumps(newer))
    (line,) = lines(filled("add", "news.jsonl", code=2))
    assert "written by a newer version" in line
    assert json.loads(mark.read_text()) == newer


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "srj", "xml"])
def test_every_format_prints(filled, form):
    assert "Macron" in filled("query", "events", "-f", form).stdout


def test_a_construct_is_turtle(filled):
    text = "CONSTRUCT { ?e kg:status ?s } WHERE { ?e a sem:Event ; kg:status ?s }"
    assert "kg:status" in filled("query", "-", "-f", "ttl", text=text).stdout


def test_queries_lists_every_question(kg):
    from kg.query import queries

    shown = kg("queries").stdout
    assert all(question.name in shown for question in queries())


def test_rows_and_time_on_request(filled):
    assert lines(filled("query", "events", "--time"))[0].startswith("1 rows in 0.")
    assert lines(filled("query", "events")) == []


def test_parquet_goes_to_a_file(filled):
    filled("query", "events", "-f", "parquet", "-o", "events.parquet")
    assert (filled.folder / "events.parquet").read_bytes().startswith(b"PAR1")
    assert lines(filled("query", "events", "-o", "/nowhere/at/all", code=2))


def test_explain_shows_what_is_asked(filled):
    shown = filled("query", "timeline-of", "-p", "who=Meloni", "--explain").stdout
    assert "(Giorgia Meloni)" in shown
    assert "SelectQuery" in shown


@pytest.mark.slow
def test_timeout_really_stops_the_query(filled):
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
    assert lines(filled("query", "-", "--timeout", "2", text=endless, code=2)) == [
        "stopped after 2 seconds (--timeout)"
    ]
    found = filled("query", "events", "--timeout", "60", "-f", "json", "--time")
    assert json.loads(found.stdout)[0]["place"] == "Rome"
    assert "no question" in lines(filled("query", "nosuch", "--timeout", "60", code=2))[0]


def test_explain_says_why(filled):
    (row,) = json.loads(filled("query", "events", "-f", "json").stdout)
    shown = filled("explain", row["event"]).stdout
    assert EN["text"].rstrip(".") in shown
    assert "triggers." in shown
    assert "joined because" in shown
    assert "; in Rome; " in shown
    assert lines(filled("explain", "nothing", code=2))


def test_evidence_outside_the_quote_is_told_by_its_place(kg):
    text = (
        "Minister calls off trip to Turkey\n\nANKARA, 3 March 2025 - Jean-Noël Barrot has called off a visit to Turkey."
    )
    (kg.folder / "a.txt").write_text(text, encoding="utf-8")
    kg("add", "a.txt")
    (row,) = json.loads(kg("query", "events", "-f", "json").stdout)
    start = text.index("trip to")
    assert f"trigger      (characters {start} to {start + 7} of the text)" in kg("explain", row["event"]).stdout


def test_a_table_without_a_row_says_so(filled):
    assert lines(filled("query", "brokers")) == ["no row"]
    assert lines(filled("query", "events", "--offset", "900")) == ["no row after the first 900"]
    assert lines(filled("query", "brokers", "-f", "csv")) == []


def test_parameters_that_may_be_left_out_are_in_brackets(kg):
    shown = kg("queries").stdout
    assert "-p who=Q7747 [-p since=0001-01-01] [-p until=9999-12-31]" in shown


def test_check_view_and_export(filled):
    assert filled("check").stdout == "kg-store: conforms\n"
    filled("view", "-o", "graph.html")
    assert "Macron" in (filled.folder / "graph.html").read_text(encoding="utf-8")
    filled("export", "graph.ttl")
    assert "kg:Meeting" in (filled.folder / "graph.ttl").read_text(encoding="utf-8")
    assert lines(filled("export", "graph.none", code=2))


def test_evaluate_prints_a_table_and_json(kg):
    gold = {**EN, "events": [{
        "type": "meeting", "status": "held", "participants": ["Emmanuel Macron", "Giorgia Meloni"],
        "date": "2025-06-16", "place": "Rome", "quote": EN["text"],
    }]}  # fmt: skip
    jsonl(kg.folder / "gold.jsonl", gold)
    assert "strict tuple F1" in kg("evaluate", "gold.jsonl").stdout
    found = json.loads(kg("evaluate", "gold.jsonl", "--json").stdout)
    assert found["en"]["strict tuple F1"] == 1
    assert "==" not in kg("evaluate", "gold.jsonl", "--errors").stdout
    assert lines(kg("evaluate", "none.jsonl", code=2)) == ["none.jsonl: no such file or folder"]


def test_evaluate_scores_which_reports_are_joined(kg):
    event = {
        "type": "meeting", "status": "held", "participants": ["Emmanuel Macron", "Giorgia Meloni"],
        "date": "2025-06-16", "place": "Rome", "quote": EN["text"], "cluster": "rome",
    }  # fmt: skip
    jsonl(kg.folder / "gold.jsonl", *({**EN, "id": name, "events": [event]} for name in ("one", "two")))
    found = json.loads(kg("evaluate", "gold.jsonl", "--clusters", "--json").stdout)
    assert {side: (values["mentions"], values["CoNLL F1"]) for side, values in found.items()} == {
        "gold mentions": (2, 1),
        "extracted mentions": (2, 1),
    }
    (kg.folder / "names.json").write_text('{"one": ["rome"], "two": ["elsewhere"]}', encoding="utf-8")
    shown = kg("evaluate", "gold.jsonl", "--clusters", "names.json", "--errors").stdout
    assert "JOINED elsewhere + rome" in shown
    assert lines(kg("evaluate", "gold.jsonl", "--clusters", "none.json", code=2))


def test_every_command_has_help(kg):
    for name in main.commands:
        assert kg(name, "--help").stdout.startswith("Usage:")


# As real processes.


def process(*words, cwd, **more):
    env = {**os.environ, "PYTHONUTF8": "1", **more}
    return subprocess.run(
        [sys.executable, "-m", "kg", *words],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.slow
def test_the_program_runs_where_it_stands_and_takes_its_store_from_the_environment(tmp_path):
    jsonl(tmp_path / "news.jsonl", EN)
    done = process("add", "news.jsonl", "none.txt", cwd=tmp_path, KG_STORE="elsewhere")
    assert done.returncode == 1
    assert done.stderr == "kg: none.txt: no such file or folder\n"
    assert (tmp_path / "elsewhere" / "store.json").exists()
    shown = process("query", "events", "-f", "csv", cwd=tmp_path, KG_STORE="elsewhere")
    assert shown.returncode == 0
    assert "Rome" in shown.stdout


@pytest.mark.slow
def test_help_is_there_at_once(tmp_path):
    """Nothing heavy is imported before it is needed."""
    heavy = ("simplemma", "networkx", "rdflib", "pyoxigraph", "igraph")
    code = f"import sys, kg.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, cwd=tmp_path)
    assert done.stdout == "[]\n"


def test_a_run_is_saved_and_the_next_one_compared_with_it(kg):
    event = {
        "type": "meeting", "status": "planned", "participants": ["Emmanuel Macron", "Giorgia Meloni"],
        "date": "2025-06-16", "place": "Rome", "quote": EN["text"],
    }  # fmt: skip
    jsonl(kg.folder / "gold.jsonl", {**EN, "events": [event]})
    shown = kg("evaluate", "gold.jsonl", "--errors", "--save", "run.json").stdout
    assert "== wrong status (1)" in shown
    assert "status planned -> held" in shown
    same = kg("evaluate", "gold.jsonl", "--compare", "run.json").stdout
    assert "== worse (0 documents)" in same
    assert "== better (0 documents)" in same
    jsonl(kg.folder / "gold.jsonl", {**EN, "events": [{**event, "status": "held"}]})
    mended = kg("evaluate", "gold.jsonl", "--compare", "run.json").stdout
    assert "== better (1 documents)" in mended
    assert f"{EN['id']} 1 meeting: wrong status -> right" in mended
    assert "status right         0.000 -> 1.000  +1.000" in mended
    jsonl(kg.folder / "none.json", {"a": 1})
    assert lines(kg("evaluate", "gold.jsonl", "--compare", "none.json", code=2)) == [
        "none.json: no run saved by 'kg evaluate --save'"
    ]
    assert lines(kg("evaluate", "gold.jsonl", "--save", "no/folder.json", code=2))
