"""The store on disk: opening, replacing, killing, and events that follow the mentions."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from msgspec.structs import replace
from world import ALASKA, BBC, DOCUMENTS, EVENTS, LE_MONDE, MENTIONS, PLANNED, REUTERS, UNDATED, event, fill

from kg.errors import QueryError, StoreError
from kg.graph import vocabulary as v
from kg.graph.identifiers import document_hash
from kg.graph.store import Store
from kg.model import Status

TESTS = Path(__file__).parents[1]


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "store") as store:
        yield fill(store)


def quads(store):
    return {quad for quad in store.native if isinstance(quad.subject, ox.NamedNode)}


def test_what_is_put_is_there_after_reopening(tmp_path):
    with Store.open(tmp_path / "s") as store:
        fill(store)
        before = quads(store)
    with Store.open(tmp_path / "s", read_only=True) as store:
        assert quads(store) == before
        assert store.documents() == {document.id: document_hash(document) for document in DOCUMENTS}
        assert {mention.key: mention for mention in store.mentions()} == MENTIONS
        assert store.events_current()


def test_mentions_are_the_same_without_the_cache(tmp_path):
    with Store.open(tmp_path / "s") as store:
        fill(store)
        cached = list(store.mentions())
    for file in (tmp_path / "s").glob("mentions.cache*"):
        file.unlink()
    with Store.open(tmp_path / "s", read_only=True) as store:
        assert list(store.mentions()) == cached


def test_a_broken_cache_does_no_harm(tmp_path):
    with Store.open(tmp_path / "s") as store:
        fill(store)
    for file in (tmp_path / "s").glob("mentions.cache*"):
        file.write_bytes(b"not a database at all" * 1000)
    for read_only in (True, False):
        with Store.open(tmp_path / "s", read_only=read_only) as store:
            assert {mention.key: mention for mention in store.mentions()} == MENTIONS


def test_a_stale_cache_is_not_believed(store):
    """As after kill -9 between the graph and the cache: the hash in the graph decides."""
    store._cache.put([(BBC.id, DOCUMENTS[REUTERS])])
    assert {mention.key: mention for mention in store.mentions()} == MENTIONS


def test_replacing_a_document_leaves_nothing_of_the_old_one(store):
    store.put_document(REUTERS, [])
    assert list(store.document_mentions(REUTERS.id)) == []
    store.put_document(REUTERS, DOCUMENTS[REUTERS])
    assert set(store.document_mentions(REUTERS.id)) == set(DOCUMENTS[REUTERS])


def test_adding_twice_changes_nothing(store):
    before = quads(store)
    fill(store)
    assert quads(store) == before


def test_the_order_of_documents_does_not_matter(store):
    other = Store.memory()
    shuffled = list(DOCUMENTS.items())
    random.Random(7).shuffle(shuffled)
    for document, mentions in shuffled:
        other.put_document(document, mentions[::-1])
    other.replace_events(EVENTS[::-1], dict(reversed(MENTIONS.items())))
    assert quads(other) == quads(store)


def test_bulk_gives_the_same_graph(store):
    other = Store.memory()
    assert other.bulk(DOCUMENTS.items()) == len(DOCUMENTS)
    assert other.bulk(DOCUMENTS.items()) == len(DOCUMENTS)  # now each replaces itself
    other.replace_events(EVENTS, MENTIONS)
    assert quads(other) == quads(store)


def test_removing_a_document(store):
    assert store.remove_document(BBC.id)
    assert not store.remove_document(BBC.id)
    assert BBC.id not in store.documents()
    assert not store.events_current()


def test_unchanged_events_are_not_written(store):
    again = store.replace_events(EVENTS, MENTIONS)
    assert (again.written, again.removed) == (0, 0)


def test_a_changed_event_is_rewritten_whole(store):
    changed = replace(ALASKA, status=Status.CANCELLED, conflicts=())
    events = [changed, *EVENTS[1:]]
    synced = store.replace_events(events, MENTIONS)
    assert (synced.written, synced.removed) == (2, 1)  # event and pair of states; the pair of actors met but there
    fresh = fill(Store.memory())
    fresh.replace_events([], {})
    fresh.replace_events(events, MENTIONS)
    assert quads(store) == quads(fresh)


def test_events_that_are_gone_leave_nothing(store):
    store.replace_events([], MENTIONS)
    left = list(store.native.quads_for_pattern(None, None, None, store.ids.events_graph))
    assert [quad.predicate for quad in left] == [v.BUILT_FROM]


def test_events_are_stale_until_they_are_built(store):
    assert store.events_current()
    store.put_document(UNDATED, [])
    assert not store.events_current()
    store.put_document(UNDATED, DOCUMENTS[UNDATED])
    assert not store.events_current()
    assert store.replace_events(EVENTS, MENTIONS).written == 0
    assert store.events_current()


def test_reading_and_adding_nothing_leave_events_current(store):
    store.bulk([])
    assert not store.remove_document("none")
    assert store.events_current()


def test_events_of_other_labels_are_not_current(store, monkeypatch):
    monkeypatch.setattr("kg.graph.store.data_hash", lambda: "other")
    assert not store.events_current()


def test_failing_while_events_are_made_touches_nothing(store):
    def fail():
        yield ALASKA
        raise KeyboardInterrupt

    before = quads(store)
    with pytest.raises(KeyboardInterrupt):
        store.replace_events(fail(), MENTIONS)
    assert quads(store) == before


def test_dying_while_events_are_written_leaves_them_stale(store, monkeypatch):
    """The marker goes first and comes last."""

    def die(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.graph.sync.apply", die)
    with pytest.raises(KeyboardInterrupt):
        store.replace_events([replace(ALASKA, outlets=2)], MENTIONS)
    assert not store.events_current()
    monkeypatch.undo()
    store.replace_events(EVENTS, MENTIONS)
    assert quads(store) == quads(fill(Store.memory()))


def test_a_second_writer_is_refused(store):
    script = (
        "from pathlib import Path\nfrom kg.graph.store import Store\n"
        f"try:\n    Store.open(Path({str(store.path)!r}))\nexcept Exception as error:\n    print(error)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=TESTS.parent, check=True)
    assert done.stdout == f"{store.path}: locked by another writer\n"
    with pytest.raises(StoreError, match="locked by another writer"):
        Store.open(store.path)


def test_readers_open_beside_a_busy_writer(store):
    for number in range(30):
        store.put_document(replace(BBC, id=f"more-{number}"), [])
        if number % 5 == 0:
            store.native.flush()
            with Store.open(store.path, read_only=True) as reader:
                assert set(reader.documents()) == set(store.documents())


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path.write_text("x"), "not a store but a file"),
        (lambda path: (path.mkdir(), (path / "x").write_text("x")), "not a store"),
        (lambda path: (path.mkdir(), (path / "store.json").write_text("{")), "not the mark of a store"),
        (
            lambda path: (path.mkdir(), (path / "store.json").write_text('{"version": 99, "base": "x:"}')),
            "written by a newer version",
        ),
    ],
    ids=["file", "folder", "broken", "newer"],
)
def test_what_is_no_store_is_refused_in_one_line(tmp_path, make, says):
    make(tmp_path / "s")
    with pytest.raises(StoreError, match=says) as caught:
        Store.open(tmp_path / "s")
    assert str(caught.value).startswith(str(tmp_path / "s"))
    assert "\n" not in str(caught.value)


def test_a_missing_store_is_made_only_when_asked(tmp_path):
    for options in ({"create": False}, {"read_only": True}):
        with pytest.raises(StoreError, match="no store here"):
            Store.open(tmp_path / "s", **options)
    assert not (tmp_path / "s").exists()


def test_a_place_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be"):
        Store.open(tmp_path / "file" / "s")


def test_reading_only_writes_nothing(store):
    store.native.flush()
    with Store.open(store.path, read_only=True) as reader, pytest.raises(StoreError, match="cannot write"):
        reader.put_document(BBC, [])


def test_the_base_iri_is_kept(tmp_path):
    with Store.open(tmp_path / "s", base="https://example.org/g/") as store:
        fill(store)
        assert store.ids.event("e-alaska").value == "https://example.org/g/event/e-alaska"
        assert {mention.key: mention for mention in store.mentions()} == MENTIONS
    assert json.loads((tmp_path / "s" / "store.json").read_text())["base"] == "https://example.org/g/"
    with Store.open(tmp_path / "s", read_only=True) as store:
        assert store.ids.base == "https://example.org/g/"
    with pytest.raises(StoreError, match="has base IRI"):
        Store.open(tmp_path / "s", base="https://example.org/other/")


def test_optimize_keeps_everything(store):
    before = quads(store)
    store.optimize()
    assert quads(store) == before


def test_the_default_graph_is_the_union(store):
    ask = f"ASK {{ <{event('e-alaska')}> a sem:Event }}"
    assert bool(store.query(ask))
    assert not bool(store.query(ask, union=False))
    assert bool(store.query(f"ASK {{ GRAPH id:graph\\/events {{ <{event('e-alaska')}> a sem:Event }} }}", union=False))


@pytest.mark.parametrize(
    ("sparql", "says"),
    [
        ("SELECT * WHERE { ?s ?p }", r"line 1, column \d+"),
        ("SELECT *\nWHERE { ?s ?p ?o } }", "line 2, column"),
        ("SELECT * WHERE { ?s nope:x ?o }", "unknown prefix 'nope:'"),
        ("", "malformed query"),
    ],
)
def test_malformed_sparql_is_one_line(store, sparql, says):
    with pytest.raises(QueryError, match=says) as caught:
        store.query(sparql)
    assert "\n" not in str(caught.value)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_rdflib_sees_the_same_store(store):
    from rdflib import URIRef
    from rdflib.namespace import RDF

    dataset = store.dataset()
    kinds = set(dataset.objects(URIRef(event("e-alaska")), RDF.type))
    assert URIRef("https://w3id.org/summitry/ns#Meeting") in kinds
    assert dataset.query("ASK { ?e <https://w3id.org/summitry/ns#key> 'e-alaska' }").askAnswer


def test_the_mention_names_its_event(store):
    iri = store.ids.mentions(DOCUMENTS[REUTERS])[PLANNED.key]
    assert [q.object.value for q in store.native.quads_for_pattern(iri, v.MENTION_OF, None)] == [event("e-alaska")]


def test_labels_of_actors_come_in_six_languages(store):
    labels = {q.object.language: q.object.value for q in store.native.quads_for_pattern(
        ox.NamedNode(v.WIKIDATA + "Q7747"), v.LABEL, None, store.ids.actors_graph)}  # fmt: skip
    assert labels["fr"] == "Vladimir Poutine"
    assert labels["uk"] == "Володимир Путін"
    assert set(labels) == {"en", "es", "de", "fr", "it", "uk"}


def test_le_monde_is_known_to_the_gazetteer(store):
    graph = store.ids.document(LE_MONDE.id)
    publishers = [q.object.value for q in store.native.quads_for_pattern(graph, v.PUBLISHER, None, graph)]
    assert publishers == [store.ids.thing("org/outlet-le-monde").value]


def test_a_store_of_the_second_version_gets_the_names_and_counts_of_the_third(tmp_path):
    with Store.open(tmp_path / "s") as store:
        fill(store)
        before = quads(store)
        store.native.update(
            "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { "
            "VALUES ?p { kg:mentionCount kg:participantNames kg:originatorNames kg:relayerNames } "
            "GRAPH ?g { ?g a schema:NewsArticle . ?s ?p ?o } }",
            prefixes=v.PREFIXES,
        )
        assert len(quads(store)) < len(before) - 10
    mark = tmp_path / "s" / "store.json"
    mark.write_text(json.dumps({**json.loads(mark.read_text()), "version": 2}))
    with Store.open(tmp_path / "s") as store:
        assert quads(store) == before
