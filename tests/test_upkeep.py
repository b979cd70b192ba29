"""The commands that look after a store, as a user types them."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from making import ROOT, jsonl

from kg.cli import main
from kg.graph import vocabulary as v
from kg.graph.identifiers import mentions_hash
from kg.graph.store import Store
from kg.resources import data_dir

EN = {"id": "en-1", "lang": "en", "date": "2025-06-16", "outlet": "Demo Gazette", "url": "https://example.org/1",
      "text": "Emmanuel Macron met Giorgia Meloni in Rome on Monday."}  # fmt: skip
UK = {"id": "uk-1", "lang": "uk", "date": "2025-06-17", "text": "Макрон зустрівся з Мелоні в Римі в понеділок."}
DE = {"id": "de-1", "lang": "de", "date": "2025-06-18", "text": "Merz wird am Freitag Tusk in Berlin empfangen."}


@pytest.fixture
def kg(tmp_path, monkeypatch):
    """Run a command in a folder whose store holds three documents."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_STORE", raising=False)

    def run(*words, code=0):
        result = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result

    run("add", jsonl(tmp_path / "news.jsonl", EN, UK, DE))
    return run


def said(result):
    """Lines on standard error."""
    assert all(line.startswith("kg: ") for line in result.stderr.splitlines()), result.stderr
    return [line.removeprefix("kg: ") for line in result.stderr.splitlines()]


def graph(path="kg-store"):
    """Every quad of a store."""
    with Store.open(Path(path), read_only=True) as store:
        return {str(quad) for quad in store.native if "_:" not in str(quad)}


def rows(kg, name="event-mentions", *words):
    return json.loads(kg("query", name, "-f", "json", *words).stdout)


# Removing and replacing.


def test_removing_leaves_what_a_store_without_the_document_has(kg, tmp_path):
    kg("add", jsonl(tmp_path / "less.jsonl", EN, DE), "--store", "less")
    done = kg("remove", "uk-1")
    assert done.stdout == "1 documents removed; 1 events changed in kg-store\n"
    assert graph() == graph("less")


@pytest.mark.parametrize("name", ["en-1", "https://example.org/1", "https://w3id.org/summitry/id/document/en-1"])
def test_a_document_is_removed_by_its_id_its_address_or_its_iri(kg, name):
    kg("remove", name)
    assert {row["document"] for row in rows(kg)} == {"uk-1", "de-1"}


def test_a_bare_text_is_removed_by_its_file(kg, tmp_path):
    before = graph()
    (tmp_path / "note.txt").write_text("Paris, 3 May 2021\nEmmanuel Macron met Angela Merkel in Paris on Monday.")
    kg("add", "note.txt")
    assert graph() != before
    assert kg("remove", "note.txt").stdout.startswith("1 documents removed")
    assert graph() == before
    assert said(kg("remove", "note.txt", "x" * 5000, code=2))[0] == "note.txt: no such document in the store"


def test_what_is_not_there_is_named_and_the_rest_removed(kg):
    assert said(kg("remove", "none", "en-1", code=1)) == ["none: no such document in the store"]
    assert said(kg("remove", "en-1", code=2)) == ["en-1: no such document in the store"]
    assert said(kg("remove", "id:graph/events", code=2))
    assert {row["document"] for row in rows(kg)} == {"uk-1", "de-1"}


def test_no_store_is_made_by_looking_after_one(kg, tmp_path):
    for words in (("remove", "x"), ("replace", "x", "y"), ("rebuild",), ("compact",), ("stats",), ("backup", "b")):
        assert said(kg(*words, "--store", "none", code=2))[0].startswith("none: no store here")
    assert {path.name for path in tmp_path.iterdir()} == {"kg-store", "news.jsonl"}


def test_a_text_is_put_in_place_of_another_and_keeps_id_outlet_and_address(kg, tmp_path):
    (tmp_path / "new.txt").write_text(
        "Rome, 18 June 2025\nGiorgia Meloni spoke by phone with Emmanuel Macron on Monday."
    )
    assert kg("replace", "https://example.org/1", "new.txt").stdout.startswith("https://example.org/1: replaced; ")
    found = {row["document"]: row for row in rows(kg)}
    assert found["en-1"]["type"] == "PhoneCall"
    assert found["en-1"]["published"] == "2025-06-18"
    with Store.open(tmp_path / "kg-store", read_only=True) as store:
        assert store.document_source("en-1") == ("Demo Gazette", "https://example.org/1")
    assert "unchanged" in kg("replace", "en-1", "new.txt").stdout


def test_what_cannot_be_put_in_place(kg, tmp_path):
    before = graph()
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "finnish.txt").write_text("x")
    assert said(kg("replace", "none", "news.jsonl", code=2)) == ["none: no document in the store has this name"]
    assert said(kg("replace", "en-1", "news.jsonl", code=2)) == ["news.jsonl: holds more than one document"]
    assert said(kg("replace", "en-1", "empty.txt", code=2)) == ["empty.txt: the file is empty"]
    assert said(kg("replace", "en-1", "none.txt", code=2)) == ["none.txt: no such file or folder"]
    assert graph() == before


def test_the_same_address_with_a_new_text_is_the_same_document(kg, tmp_path):
    page = {"lang": "en", "date": "2025-06-16", "url": "https://example.org/2"}
    kg("add", jsonl(tmp_path / "a.jsonl", {**page, "text": "Emmanuel Macron met Friedrich Merz in Paris on Monday."}))
    text = "Emmanuel Macron met Friedrich Merz in Berlin on Monday."
    done = kg("add", jsonl(tmp_path / "b.jsonl", {**page, "text": text}))
    assert done.stdout.startswith("1 documents added (1 of them anew), 0 unchanged")
    (row,) = [row for row in rows(kg) if row["document"] == "https://example.org/2"]
    assert row["place"] == "Berlin"


def test_the_last_of_several_texts_under_one_id_counts(kg, tmp_path):
    """Also where the last is what the store held before the run."""
    other = {**EN, "text": "Emmanuel Macron met Giorgia Meloni in Paris on Monday."}
    before = graph()
    kg("add", jsonl(tmp_path / "both.jsonl", other, EN))
    assert graph() == before
    kg("add", jsonl(tmp_path / "both.jsonl", EN, other))
    assert {row["place"] for row in rows(kg) if row["document"] == "en-1"} == {"Paris"}


def test_a_document_read_by_an_older_lexicon_is_read_again(kg, monkeypatch):
    assert kg("add", "news.jsonl").stdout.startswith("0 documents added, 3 unchanged")
    before = graph()
    for module in ("kg.pipeline.adding", "kg.graph.build"):
        monkeypatch.setattr(f"{module}.reader", lambda: "0.9+learnt")
    assert kg("add", "news.jsonl").stdout.startswith("3 documents added (3 of them anew), 0 unchanged")
    assert kg("add", "news.jsonl").stdout.startswith("0 documents added, 3 unchanged")
    assert len(graph() - before) == 3


# Events follow.


def test_rebuilding_gives_the_same_graph(kg, tmp_path):
    before = graph()
    assert kg("rebuild").stdout == "2 events made from 3 event mentions in kg-store\n"
    assert graph() == before


def test_rebuilding_mends_events_that_somebody_broke(kg, tmp_path):
    before = graph()
    with Store.open(tmp_path / "kg-store") as store:
        for quad in list(store.native.quads_for_pattern(None, v.STATUS, None, store.ids.events_graph)):
            store.native.remove(quad)
    assert graph() != before
    kg("rebuild")
    assert graph() == before


def test_a_question_brings_stale_events_up_to_date_first(kg, tmp_path):
    """As after a process that died between documents and events."""
    before = graph()
    with Store.open(tmp_path / "kg-store") as store:
        store.remove_document("uk-1")
    kg("query", "events")
    with Store.open(tmp_path / "kg-store", read_only=True) as store:
        assert store.events_current()
    kg("add", "news.jsonl")
    assert graph() == before


def test_a_question_says_so_when_events_are_stale_and_a_writer_is_at_work(kg, tmp_path):
    with Store.open(tmp_path / "kg-store") as store:
        store.remove_document("uk-1")
        store.native.flush()
        result = kg("query", "events", "-f", "json")
        (line,) = said(result)
        assert "the events may be older than the documents" in line
        assert "locked by another writer" in line
        assert len(json.loads(result.stdout)) == 2


# Looking.


def test_stats_count(kg):
    found = json.loads(kg("stats", "-f", "json").stdout)
    assert found["version"] == 3
    assert found["documents"] == 3
    assert found["documents_by_language"] == {"de": 1, "en": 1, "uk": 1}
    assert found["documents_by_outlet"] == {"(none)": 2, "Demo Gazette": 1}
    assert found["mentions"] == 3
    assert found["mentions_by_type_and_status"] == {"Meeting": {"held": 2, "planned": 1}}
    assert found["mentions_by_status"] == {"held": 2, "planned": 1}
    assert found["events_by_status"] == {"held": 1, "planned": 1}
    assert found["events_current"] is True
    assert found["actors"]["Person"] == 4
    assert found["quads"] > 100
    assert found["size"] > 1000
    shown = kg("stats").stdout
    for wanted in ("documents   3", "de 1, en 1, uk 1", "mentions    3", "events      2", "Person 4", "version 3"):
        assert wanted in shown


def test_stats_of_an_empty_store(kg, tmp_path):
    kg("remove", "en-1", "uk-1", "de-1")
    found = json.loads(kg("stats", "-f", "json").stdout)
    assert (found["documents"], found["mentions"], found["events"], found["actors"]) == (0, 0, 0, {})
    assert "documents   0" in kg("stats").stdout


def test_compacting_keeps_everything(kg):
    before = graph()
    assert " MB before, " in kg("compact").stdout
    assert graph() == before


# Copies.


def test_a_backup_comes_back_whole_whatever_happened_to_the_store(kg, tmp_path):
    before = graph()
    assert kg("backup", "copies/monday").stdout == "copies/monday: backup of 3 documents\n"
    kg("remove", "en-1", "uk-1")
    kg("compact")
    assert kg("restore", "copies/monday", "--store", "again").stdout == "again: 3 documents restored\n"
    assert graph("again") == before
    assert kg("add", "news.jsonl", "--store", "again").stdout.startswith("0 documents added, 3 unchanged")
    kg("remove", "de-1", "--store", "again")
    assert graph("copies/monday") == before
    assert {path.name for path in (tmp_path / "copies").iterdir()} == {"monday"}


def test_a_copy_overwrites_nothing(kg, tmp_path):
    kg("backup", "b")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("mine")
    (tmp_path / "empty").mkdir()
    assert said(kg("backup", "b", code=2)) == ["b: there is a store already; it is not overwritten"]
    assert said(kg("restore", "b", code=2)) == ["kg-store: there is a store already; it is not overwritten"]
    assert "not a store" in said(kg("backup", "full", code=2))[0]
    assert "not a store but a file" in said(kg("backup", "news.jsonl", code=2))[0]
    assert said(kg("restore", "none", "--store", "new", code=2)) == ["none: no store here"]
    kg("backup", "empty")
    assert graph("empty") == graph()
    assert not (tmp_path / "new").exists()


def test_an_older_backup_is_brought_up_to_date_when_it_is_restored(kg, tmp_path):
    kg("backup", "b")
    before = graph()
    age(tmp_path / "b")
    kg("restore", "b", "--store", "again")
    assert json.loads((tmp_path / "again" / "store.json").read_text())["version"] == 3
    assert kg("add", "news.jsonl", "--store", "again").stdout.startswith("3 documents added (3 of them anew)")
    assert graph("again") == before


# Versions.


def age(path):
    """Make a store what version 1 of the program wrote: documents did not name their reader."""
    with Store.open(path) as store:
        for quad in list(store.native.quads_for_pattern(None, v.READER, None)):
            store.native.remove(quad)
    mark = json.loads((path / "store.json").read_text())
    (path / "store.json").write_text(json.dumps({**mark, "version": 1}))


def test_a_store_of_version_1_answers_and_is_brought_up_to_date_by_a_writer(kg, tmp_path):
    before, answers = graph(), rows(kg)
    age(tmp_path / "kg-store")
    assert rows(kg) == answers
    assert json.loads(kg("stats", "-f", "json").stdout)["version"] == 1
    assert kg("rebuild").exit_code == 0
    assert json.loads(kg("stats", "-f", "json").stdout)["readers"] == {"store-1": 3}
    assert kg("check").stdout == "kg-store: conforms\n"
    assert kg("add", "news.jsonl").stdout.startswith("3 documents added (3 of them anew), 0 unchanged")
    assert graph() == before


@pytest.mark.parametrize(("version", "says"), [(99, "written by a newer version"), (0, "written by an older version")])
def test_a_version_that_is_not_known_is_refused_and_left_alone(kg, tmp_path, version, says):
    mark = tmp_path / "kg-store" / "store.json"
    mark.write_text(json.dumps({**json.loads(mark.read_text()), "version": version}))
    for words in (("add", "news.jsonl"), ("query", "events"), ("backup", "b"), ("compact",)):
        (line,) = said(kg(*words, code=2))
        assert says in line
    assert json.loads(mark.read_text())["version"] == version
    assert not (tmp_path / "b").exists()


# As real processes: a writer at work.

HOLD = """
import sys, time
from pathlib import Path
from kg.graph.store import Store
with Store.open(Path(sys.argv[1])) as store:
    print("open", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def hold(path, seconds):
    writer = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), str(seconds)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert writer.stdout.readline() == "open\n"
    return writer


def test_a_second_writer_waits_for_the_first(kg, tmp_path):
    with hold(tmp_path / "kg-store", 1.0) as writer:
        assert kg("remove", "uk-1", "--wait", "30").exit_code == 0
        assert writer.wait(10) == 0
    assert {row["document"] for row in rows(kg)} == {"en-1", "de-1"}


def test_a_second_writer_gives_up_in_one_line_when_its_patience_ends(kg, tmp_path):
    before = graph()
    with hold(tmp_path / "kg-store", 60) as writer:
        for words in (("add", "news.jsonl"), ("rebuild",), ("compact",)):
            began = time.monotonic()
            line = said(kg(*words, "--wait", "0.3", code=2))
            assert line == ["kg-store: locked by another writer (waited 0.3 s)"]
            assert 0.3 <= time.monotonic() - began < 10
        assert kg("backup", "b").stdout == "b: backup of 3 documents\n"
        writer.send_signal(signal.SIGKILL)
    assert graph() == graph("b") == before


@pytest.mark.slow
def test_questions_and_backups_while_kg_add_runs(kg, tmp_path):
    """Every answer and every copy has whole documents only."""
    copies = []
    for number in range(2):
        for path in sorted((data_dir() / "sample").glob("*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                copies.append({**row, "id": f"{row['id']}-{number}"})
    jsonl(tmp_path / "many.jsonl", *copies)
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "kg", "add", "many.jsonl", "--jobs", "1", "--quiet"]
    asked = 0
    with subprocess.Popen(command, cwd=tmp_path, env=env, stderr=subprocess.PIPE, text=True) as writer:
        while writer.poll() is None:
            with Store.open(tmp_path / "kg-store", read_only=True) as store:
                assert {"en-1", "uk-1", "de-1"} <= set(store.documents())
                whole(store)
            kg("query", "who-met-whom", "-f", "json")
            kg("backup", f"b{asked}")
            with Store.open(tmp_path / f"b{asked}", read_only=True) as store:
                whole(store)
            asked += 1
            time.sleep(0.2)
        assert writer.stderr.read() == ""
        assert writer.returncode == 0
    assert asked > 1
    assert json.loads(kg("stats", "-f", "json").stdout)["documents"] == 3 + len(copies)


def whole(store):
    """Every document has the mentions of which it keeps the hash; read from the graph, not from the cache."""
    for name, found in store._hashes(v.MENTIONS_HASH).items():
        assert mentions_hash(store.document_mentions(name)) == found, name


def test_the_empty_name_is_that_of_no_document(kg):
    before = graph()
    assert "no such document" in kg("remove", "", code=2).stderr
    assert graph() == before
