"""Rows of a table of visits, written by us in the columns of the public one: what is read, and what it says."""

import gzip
import os
from datetime import date

import pytest
from click.testing import CliRunner
from making import dispatch, jsonl

from kg.cli import main
from kg.errors import BadRecord, UnreadableFile
from kg.graph.store import Store
from kg.model import EventType, Role, Span, Status
from kg.pipeline import ingest
from kg.pipeline.reading import read_visit
from kg.resources import visit_words
from kg.sources.state_visits import COLUMNS, VisitRow, read_visits, tell

DAY = date(2026, 1, 1)
GENEVA = ("outgoing", "9001", "president", "Joseph R. Biden", "2021-06-15", "2021-06-16", "Switzerland", "switzerland",
          "Geneva", "Met with President Guy Parmelin. Attended a summit meeting with Russian President Vladimir Putin.",
          "ours")  # fmt: skip
HELSINKI = ("outgoing", "9002", "president", "Donald J. Trump", "2018-07-15", "2018-07-16", "Finland", "finland",
            "Helsinki", "Met with President Niinisto. Bilateral meeting with Russian President Vladimir Putin.",
            "ours")  # fmt: skip
CAMP_DAVID = ("incoming", "", "", "Prime Minister Tony Blair", "2001-02-22", "2001-02-24", "United Kingdom",
              "united-kingdom", "Washington D.C. (default; see text)",
              "Working visit. Met with President Bush at Camp David on February 23.", "ours")  # fmt: skip
NOBODY = ("incoming", "", "", "???", "2001-02-22", "2001-02-24", "France", "france", "", "Private visit.", "ours")


def table(path, *rows, head=COLUMNS):
    path.write_text("".join("\t".join(row) + "\n" for row in (head, *rows)), encoding="utf-8")
    return path


def changed(row, **cells):
    return tuple(cells.get(name, cell) for name, cell in zip(COLUMNS, row, strict=True))


@pytest.fixture
def mentions_of(tmp_path):
    """Event mentions of one row; each quotes the row."""

    def read(row, as_of=DAY):
        (found,) = read_visits([table(tmp_path / "t.tsv", row)], as_of)
        reading = read_visit(found)
        assert not isinstance(reading, Exception), reading
        text = reading.document.text
        for mention in reading.mentions:
            assert text[mention.start : mention.end] == mention.quote
            assert mention.start <= mention.trigger.start < mention.trigger.end <= mention.end
            for piece in mention.evidence:
                assert 0 <= piece.start < piece.end <= len(text)
        return reading.mentions

    return read


def of(mentions, kind):
    (found,) = [mention for mention in mentions if mention.type is kind]
    return found


def parties(mention):
    return {p.actor.name for p in mention.participants}


def test_the_columns_are_the_visit(mentions_of):
    visit = of(mentions_of(GENEVA), EventType.VISIT)
    assert [(p.actor.key, p.role) for p in visit.participants] == [("Q6279", Role.VISITOR), ("Q39", Role.HOST)]
    assert (visit.place.name, visit.time.edtf, visit.status) == ("Geneva", "2021-06-15/2021-06-16", Status.HELD)
    assert visit.quote == "outgoing | president | Joseph R. Biden | 2021-06-15 | 2021-06-16 | Switzerland | Geneva"
    assert visit.rule == "state-visits: outgoing"
    text = visit.quote
    said = {piece.entry: text[piece.start : piece.end] for piece in visit.evidence}
    assert said["state-visits: person"] == "Joseph R. Biden"
    assert said["state-visits: place"] == "Geneva"


def test_the_sentence_tells_whom_he_met_in_its_own_words(mentions_of):
    found = mentions_of(GENEVA)
    summit, meeting = of(found, EventType.SUMMIT), of(found, EventType.MEETING)
    assert parties(summit) == {"Joe Biden", "Vladimir Putin"}
    assert parties(meeting) == {"Joe Biden", "Guy Parmelin"}
    assert summit.quote == "Attended a summit meeting with Russian President Vladimir Putin."
    assert meeting.quote == "Met with President Guy Parmelin."
    for mention in (summit, meeting):
        assert (mention.place.name, mention.time.edtf, mention.status) == (
            "Geneva",
            "2021-06-15/2021-06-16",
            Status.HELD,
        )


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Discussed plans for a pipeline with President Parmelin.", EventType.NEGOTIATION, Status.HELD),
        ("Also met with Israeli Prime Minister Begin.", EventType.MEETING, Status.HELD),  # a name, not a verb
        ("Discussed future negotiations with Russian President Vladimir Putin.", EventType.NEGOTIATION, Status.PLANNED),
    ],
)
def test_what_a_sentence_opens_with_was_done_and_nothing_goes_on(mentions_of, text, kind, status):
    assert {m.status for m in mentions_of(changed(GENEVA, text=text)) if m.type is kind} == {status}


def test_who_comes_is_received_by_the_home_state_and_no_town_is_invented(mentions_of):
    found = mentions_of(CAMP_DAVID)
    visit = of(found, EventType.VISIT)
    assert [(p.actor.key, p.role) for p in visit.participants] == [("Q9545", Role.VISITOR), ("Q30", Role.HOST)]
    assert visit.place.key == "Q30"
    meeting = of(found, EventType.MEETING)
    assert parties(meeting) == {"Tony Blair", "George W. Bush"}
    assert meeting.time.edtf == "2001-02-23"


def test_several_towns_are_no_town(mentions_of):
    for towns in ("Geneva, Bern", "Geneva, Nowhereville"):
        assert of(mentions_of(changed(GENEVA, place=towns)), EventType.VISIT).place.key == "Q39"


@pytest.mark.parametrize(
    ("as_of", "status", "issued"),
    [
        (date(2021, 6, 1), Status.PLANNED, date(2021, 6, 1)),
        (date(2021, 6, 15), Status.ONGOING, date(2021, 6, 15)),
        (date(2021, 6, 16), Status.HELD, date(2021, 6, 16)),
        (DAY, Status.HELD, date(2021, 6, 16)),
    ],
)
def test_what_lies_ahead_of_the_table_is_not_held(mentions_of, as_of, status, issued):
    found = mentions_of(GENEVA, as_of)
    visit = of(found, EventType.VISIT)
    assert (visit.status, visit.published) == (status, issued)
    assert (len(found) > 1) is (status is Status.HELD)  # nor is its sentence believed


def test_the_day_of_a_table_is_that_of_its_file(tmp_path):
    path = table(tmp_path / "t.tsv", GENEVA)
    os.utime(path, (1_600_000_000, 1_600_000_000))
    (row,) = read_visits([path])
    assert row.as_of == date(2020, 9, 13)


def test_a_row_keeps_its_id_and_one_without_is_known_by_its_content(tmp_path):
    path = table(tmp_path / "t.tsv", GENEVA, CAMP_DAVID, changed(CAMP_DAVID, text="Working visit."))
    ids = [row.identifier for row in read_visits([path], DAY)]
    assert ids[0] == "state-visits-outgoing-9001"
    assert len(set(ids)) == 3
    assert ids == [row.identifier for row in read_visits([path], date(2030, 1, 1))]


def test_every_cell_is_found_in_the_text(tmp_path):
    (row,) = read_visits([table(tmp_path / "t.tsv", GENEVA)], DAY)
    for name in ("kind", "role", "person", "start", "end", "country", "place"):
        span = row.cell(name)
        assert row.text[span.start : span.end] == row[name]


def test_sentences_lead_back_to_the_row(tmp_path):
    (row,) = read_visits([table(tmp_path / "t.tsv", GENEVA)], DAY)
    start = row.text.index("Attended")
    telling = tell(row, visit_words(), [Span(start, len(row.text))])
    assert telling.text.endswith("Joe Biden attended a summit meeting with Russian President Vladimir Putin.")
    at = telling.text.index("summit meeting")
    back = telling.back(Span(at, at + len("summit meeting")))
    assert row.text[back.start : back.end] == "summit meeting"
    who = telling.back(telling.who)
    assert row.text[who.start : who.end] == "Joseph R. Biden"
    whole = telling.back(Span(telling.text.rindex("Joe Biden"), len(telling.text)))
    assert row.text[whole.start : whole.end] == row.text[start:]
    assert telling.back(Span(telling.text.index(" visited "), telling.text.index(" visited ") + 9)) is None


def test_a_nominal_sentence_is_told_of_its_visitor_too(mentions_of):
    found = mentions_of(HELSINKI)
    assert any(parties(m) == {"Donald Trump", "Vladimir Putin"} for m in found)
    assert any(parties(m) == {"Donald Trump", "Sauli Niinistö"} for m in found)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (GENEVA[:5], "6 cells too few"),
        ((*GENEVA, "more"), "1 cells too many"),
        (changed(GENEVA, start="15 June"), "not a date"),
        (changed(GENEVA, end="2021-06-31"), "not a date"),
        (changed(GENEVA, end="2021-06-01"), "ends before it begins"),
        (changed(GENEVA, person=""), "column 'person' is empty"),
    ],
)
def test_a_broken_row_is_one_line_and_its_neighbours_are_read(tmp_path, row, says):
    first, second = read_visits([table(tmp_path / "t.tsv", row, HELSINKI)], DAY)
    assert isinstance(first, BadRecord)
    assert str(first).startswith(f"{tmp_path / 't.tsv'}:2: ")
    assert says in str(first)
    assert isinstance(second, VisitRow)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (NOBODY, "'???' is not understood as the name of a person"),
        (changed(GENEVA, country="Atlantis"), "'Atlantis' is no state of the gazetteer"),
        (changed(GENEVA, kind="sideways"), "unknown kind or role 'sideways'"),
        (changed(GENEVA, role="gardener"), "unknown kind or role 'gardener'"),
    ],
)
def test_a_row_that_names_nobody_known_is_skipped(tmp_path, row, says):
    (found,) = read_visits([table(tmp_path / "t.tsv", row)], DAY)
    error = read_visit(found)
    assert isinstance(error, BadRecord)
    assert str(error).endswith(says)


def test_what_is_no_such_table(tmp_path):
    (tmp_path / "empty.tsv").write_bytes(b"")
    (tmp_path / "cut.tsv.gz").write_bytes(gzip.compress(b"\t".join([b"kind"] * 99) * 99)[:-9])
    (tmp_path / "other.tsv").write_text("a\tb\n1\t2\n")
    (tmp_path / "binary.tsv").write_bytes(b"\x00\x01\x02" * 99)
    for name in ("empty.tsv", "cut.tsv.gz", "other.tsv", "binary.tsv", "none.tsv"):
        (error,) = read_visits([tmp_path / name], DAY)
        assert isinstance(error, (UnreadableFile, BadRecord))
        assert str(error).startswith(str(tmp_path / name))
        assert "\n" not in str(error)
    assert "not a table of state visits (no column 'kind')" in str(next(read_visits([tmp_path / "other.tsv"], DAY)))


# As a user adds it.


def test_visits_join_what_texts_say(tmp_path):
    """Geneva 2021 and Helsinki 2018 are in our dispatches too: one event each, with the row among its documents."""
    texts = jsonl(tmp_path / "texts.jsonl", dispatch("fr-05"), dispatch("de-03"))
    visits = table(tmp_path / "visits.tsv", GENEVA, HELSINKI)
    with Store.open(tmp_path / "s") as store:
        ingest(store, [texts], note=print)
        report = ingest(store, [visits], note=print, form="state-visits", as_of=DAY)
        assert (report.added, report.skipped) == (2, 0)
        for who, lang, row in (("Q6279", "fr-05", "9001"), ("Q22686", "de-03", "9002")):
            rows = store.query(
                f"SELECT DISTINCT ?id {{ ?e sem:hasActor wd:{who}, wd:Q7747 ; a sem:Event ; kg:status kg:held . "
                "?m kg:mentionOf ?e ; nif:referenceContext [ dcterms:identifier ?id ] }"
            )
            assert {f"sample-{lang}", f"state-visits-outgoing-{row}"} <= {r["id"].value for r in rows}
        again = ingest(store, [visits], note=print, form="state-visits", as_of=DAY)
        assert (again.added, again.unchanged) == (0, 2)


def test_the_command_reads_a_table_and_names_what_it_skips(tmp_path):
    path = table(tmp_path / "t.tsv", GENEVA, NOBODY)
    words = ["add", "--format", "state-visits", "--as-of", "2021-06-01", str(path), "--store", str(tmp_path / "s")]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 1, done.output
    assert done.stdout.startswith("1 documents added, 0 unchanged, 1 skipped; 1 event mentions, 1 events")
    assert done.stderr == f"kg: {path}:3: '???' is not understood as the name of a person\n"
    with Store.open(tmp_path / "s", read_only=True) as store:
        (mention,) = store.mentions()
    assert mention.status is Status.PLANNED
