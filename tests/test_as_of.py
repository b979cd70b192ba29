"""What was believed on a day is what a store would tell that holds the documents issued by then, and no others."""

import random
from collections import defaultdict
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from reported import BIDEN, GENEVA, MACRON, PUTIN, SWITZERLAND, document, reports, say

from kg.graph.store import Store
from kg.model import Status
from kg.pipeline import join, readings
from kg.query import answer, run
from kg.resources import data_dir
from kg.sources.records import read
from kg.view.model import view_model
from kg.view.select import Selection

_REPORTS = """SELECT ?event ?mention ?issued {
  ?event gaf:denotedBy ?mention . ?mention nif:referenceContext ?document . ?document dcterms:issued ?issued }"""


def filled(documents):
    """A store of some documents, by name: their mentions."""
    store = Store.memory()
    store.bulk((document(mentions), mentions) for mentions in documents)
    join(store)
    return store


def believed(store, day):
    """Rows of `kg query as-of` without what came later, by the reports that they rest on."""
    reported = defaultdict(set)
    for row in store.query(_REPORTS):
        if row["issued"].value <= str(day):
            reported[row["event"].value].add(row["mention"].value)
    found = {}
    for row in answer.rows(run(store, "as-of", {"until": str(day)})):
        event, _ = row.pop("event"), row.pop("statusNow")
        found[frozenset(reported[event])] = row
    assert set(found) == {frozenset(mentions) for mentions in reported.values()}
    return found


def agree(store, documents, day):
    """Hold what a store believed against one that has the documents of that day; give shared and all events."""
    then, fresh = believed(store, day), believed(filled(documents), day)
    shared = then.keys() & fresh.keys()
    assert {key: then[key] for key in shared} == {key: fresh[key] for key in shared}
    return len(shared), len(fresh)


@given(st.lists(reports(), max_size=14, unique_by=lambda m: m.document), st.integers(0, 45))
@settings(max_examples=60, deadline=None)
def test_later_documents_change_nothing_of_what_was_believed(mentions, days):
    day = date(2021, 6, 10) + timedelta(days)
    agree(filled([m] for m in mentions), [[m] for m in mentions if m.published <= day], day)


def test_on_every_day_of_the_sample_as_if_no_later_document_were_there():
    """Which reports are of one event is today's knowledge: of 200 events one, at most, was joined otherwise then."""
    records = read([data_dir() / "sample"])
    documents = [r.mentions for r in readings(records, lambda _: None) if r.mentions]
    store = filled(documents)
    days = sorted({d[0].published for d in documents})
    alike = [agree(store, [d for d in documents if d[0].published <= day], day) for day in [*days[::4], days[-1]]]
    assert sum(shared for shared, _ in alike) >= 0.995 * sum(every for _, every in alike)


def test_random_halves_of_the_sample_believed_the_same():
    records = read([data_dir() / "sample" / f"{lang}.jsonl" for lang in ("en", "uk")])
    documents = [r.mentions for r in readings(records, lambda _: None) if r.mentions]
    chance = random.Random(7)
    for _ in range(3):
        some = chance.sample(documents, len(documents) // 2)
        day = chance.choice(some)[0].published
        shared, every = agree(filled(some), [d for d in some if d[0].published <= day], day)
        assert shared >= every - 1


HELD = say("held", BIDEN, PUTIN, MACRON, when="2021-06-16", on="2021-06-17", place=GENEVA)
MOVED = say("moved", BIDEN, PUTIN, when="2021-06-16", on="2021-06-05", status=Status.PLANNED, place=GENEVA)


def test_a_plan_names_neither_the_guest_nor_the_town_of_what_came_of_it():
    plan = say(
        "plan", BIDEN, PUTIN, when="2021-06-14/2021-06-17", on="2021-06-01", status=Status.PLANNED, place=SWITZERLAND
    )
    store = filled([[plan], [HELD]])
    assert store.count_events() == 1
    (then,), (now,) = (believed(store, day).values() for day in ("2021-06-16", "2021-06-17"))
    assert (then["statusThen"], then["date"], then["place"]) == ("planned", "2021-06-14/2021-06-17", "Switzerland")
    assert then["participants"] == "Joe Biden | Vladimir Putin"
    assert (now["statusThen"], now["date"], now["place"], now["documents"]) == ("held", "2021-06-16", "Geneva", 2)
    assert "Emmanuel Macron" in now["participants"]
    assert believed(store, "2021-05-31") == {}


def test_what_is_held_stays_so_whoever_repeats_the_plan():
    late = say("late", BIDEN, PUTIN, when="2021-06-16", on="2021-06-18", status=Status.PLANNED, place=GENEVA)
    met = say("met", BIDEN, PUTIN, when="2021-06-16", on="2021-06-17", place=GENEVA)
    after = say("after", BIDEN, PUTIN, when="2021-06-16", on="2021-06-20", place=GENEVA)
    store = filled([[MOVED], [met], [late], [after]])
    for day, status in (("2021-06-16", "planned"), ("2021-06-17", "held"), ("2021-06-19", "held")):
        assert [row["statusThen"] for row in believed(store, day).values()] == [status]


def test_an_undated_document_is_known_on_no_day():
    undated = say("undated", BIDEN, PUTIN, when="2021-06-16", on=None, place=GENEVA)
    store = filled([[MOVED], [undated]])
    assert store.count_events() == 1
    assert [row["statusThen"] for row in believed(store, "2030-01-01").values()] == ["planned"]
    assert believed(filled([[undated]]), "2030-01-01") == {}


def test_the_viewer_believes_what_the_question_answers():
    store = filled([[MOVED], [HELD], [say("call", BIDEN, PUTIN, when="2021-06-03", on="2021-06-03")]])
    for day in (date(2021, 6, 4), date(2021, 6, 16), date(2021, 6, 17)):
        model = view_model(store, Selection(as_of=day))
        shown = {(e["status"] or "", e["counts"][0], e["counts"][3], len(e["people"])) for e in model["events"]}
        rows = believed(store, day).values()
        assert shown == {
            (r["statusThen"], r["documents"], r["originators"], len(r["participants"].split(" | "))) for r in rows
        }
