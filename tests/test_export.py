"""Every export is read back and says what the store says."""

import csv
import gzip
import io
import json
import sys
from datetime import date

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic
from world import EVENTS, MENTIONS, event, fill

from kg.errors import UsageError
from kg.export import COLUMNS, FORMATS, export, write
from kg.graph.store import Store
from kg.model import Status


@pytest.fixture(scope="module")
def store():
    return fill(Store.memory())


def written(store, form, **options):
    target = io.BytesIO()
    write(store, target, form, **options)
    return target.getvalue()


def named(quads):
    return {quad for quad in quads if isinstance(quad.subject, ox.NamedNode)}


@pytest.mark.parametrize(
    ("form", "kind"),
    [("trig", ox.RdfFormat.TRIG), ("nq", ox.RdfFormat.N_QUADS), ("jsonld", ox.RdfFormat.JSON_LD)],
)
def test_quads_come_back(store, form, kind):
    back = list(ox.parse(written(store, form), kind))
    assert named(back) == named(store.native)
    assert len(back) == len(store)


@pytest.mark.parametrize(("form", "parser"), [("ttl", "turtle"), ("nt", "nt")])
def test_triples_are_the_union(store, form, parser):
    ours = rdflib.Graph().parse(written(store, form), format=parser)
    triples = {quad.triple for quad in store.native}
    theirs = rdflib.Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    assert isomorphic(ours, theirs)


def test_a_store_can_be_made_from_its_export(store):
    other = Store.memory()
    other.native.clear()
    other.native.load(written(store, "nq"), ox.RdfFormat.N_QUADS)
    assert {mention.key: mention for mention in other.mentions()} == MENTIONS
    assert other.events_current()


def test_csv(store):
    found = list(csv.DictReader(io.StringIO(written(store, "csv").decode())))
    assert tuple(found[0]) == COLUMNS
    assert len(found) == len(EVENTS)
    alaska = next(row for row in found if row["event"] == event("e-alaska"))
    assert alaska["participants"] == "Donald Trump | Vladimir Putin"
    assert alaska["roles"] == "participant | participant"
    assert (alaska["status"], alaska["date"], alaska["earliest"]) == ("held", "2025-08-15", "2025-08-15")
    assert (alaska["originators"], alaska["documents"], alaska["cameo"]) == ("3", "4", "040")
    assert (alaska["as_of"], alaska["conflicts"]) == ("2025-08-16", "place: Anchorage / Juneau")


def test_parquet(store):
    parquet = pytest.importorskip("pyarrow.parquet")
    found = parquet.read_table(io.BytesIO(written(store, "parquet", lang="de"))).to_pylist()
    assert len(found) == len(EVENTS)
    visit = next(row for row in found if row["event"] == event("e-visit"))
    assert visit["participants"] == ["Olaf Scholz", "Ukraine"]
    assert visit["earliest"] == date(2025, 8, 1)
    assert visit["latitude"] == 50.45
    assert visit["label"].startswith("Abgesagter Besuch: Olaf Scholz")


def test_parquet_without_pyarrow_says_what_to_do(store, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match="Parquet needs pyarrow: pip install"):
        written(store, "parquet")


def test_the_calendar_holds_what_lies_ahead_and_what_was_cancelled():
    icalendar = pytest.importorskip("icalendar")
    from msgspec.structs import replace
    from world import ALASKA, between

    store = fill(Store.memory())
    plan = replace(ALASKA, key="e-plan", status=Status.PLANNED)
    talks = replace(ALASKA, key="e-talks", status=Status.PROPOSED, time=between("2025-08-11", "2025-08-17"))
    store.replace_events([*EVENTS, plan, talks], MENTIONS)
    calendar = icalendar.Calendar.from_ical(written(store, "ics"))
    found = {str(entry["uid"]): entry for entry in calendar.walk("VEVENT")}
    assert {key: str(entry["status"]) for key, entry in found.items()} == {
        event("e-plan"): "CONFIRMED",
        event("e-talks"): "TENTATIVE",
        event("e-visit"): "CANCELLED",
    }
    plan_entry, talks_entry = found[event("e-plan")], found[event("e-talks")]
    assert (plan_entry["dtstart"].dt, plan_entry["dtend"].dt) == (date(2025, 8, 15), date(2025, 8, 16))
    assert (talks_entry["dtstart"].dt, talks_entry["dtend"].dt) == (date(2025, 8, 11), date(2025, 8, 18))
    assert str(plan_entry["summary"]).startswith("Planned summit")
    assert str(plan_entry["location"]) == "Anchorage"
    assert plan_entry["dtstamp"].dt.date() == date(2025, 8, 16)


def test_geojson(store):
    found = json.loads(written(store, "geojson"))
    assert found["type"] == "FeatureCollection"
    features = {feature["id"]: feature for feature in found["features"]}
    assert set(features) == {event("e-alaska"), event("e-geneva"), event("e-visit")}
    assert features[event("e-geneva")]["geometry"] == {"type": "Point", "coordinates": [6.15, 46.2]}
    assert features[event("e-visit")]["properties"]["status"] == "cancelled"
    assert features[event("e-alaska")]["properties"]["earliest"] == "2025-08-15"


def test_an_empty_store_is_an_empty_map():
    assert json.loads(written(Store.memory(), "geojson"))["features"] == []


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks(store, form, read):
    graph = read(io.BytesIO(written(store, form)))
    alaska, putin = event("e-alaska"), "http://www.wikidata.org/entity/Q7747"
    assert graph.nodes[alaska]["status"] == "held"
    assert graph.nodes[putin]["label"] == "Vladimir Putin"
    assert graph.edges[alaska, putin]["relation"] == "participant"
    assert graph.edges[event("e-visit"), "http://www.wikidata.org/entity/Q212"]["relation"] == "host"


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "parquet"])
def test_writing_twice_gives_the_same_bytes(store, form):
    assert written(store, form) == written(store, form)


def test_to_a_file_by_its_ending(store, tmp_path):
    export(store, tmp_path / "g.NQ")
    assert named(ox.parse(path=tmp_path / "g.NQ", format=ox.RdfFormat.N_QUADS)) == named(store.native)
    export(store, tmp_path / "events", "csv")
    assert (tmp_path / "events").read_text().startswith("event,type")
    export(store, tmp_path / "g.ttl.gz")
    assert gzip.decompress((tmp_path / "g.ttl.gz").read_bytes()) == written(store, "ttl")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events", "g.NQ", "g.ttl.gz"]


def test_what_cannot_be_written_is_one_line(store, tmp_path):
    with pytest.raises(UsageError, match="no format 'doc'"):
        export(store, tmp_path / "x.doc")
    with pytest.raises(UsageError, match="cannot be written: no such file or folder"):
        export(store, tmp_path / "none" / "x.csv")
    assert list(tmp_path.iterdir()) == []
