"""The derived graphs are a function of the set of documents: however it was reached, they hold the same quads."""

from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from reported import BERLIN, BIDEN, GENEVA, MACRON, PUTIN, STRANGER, document, reports, say

from kg.explain import current
from kg.graph import encounters, sync
from kg.graph import vocabulary as v
from kg.graph.store import Store
from kg.graph.validate import check
from kg.model import Status
from kg.pipeline import join


def by_document(mentions):
    """Lists of mentions by document; a document was issued on one day."""
    found = defaultdict(dict)
    for mention in mentions:
        first = next(iter(found[mention.document].values()), mention)
        if (mention.published, mention.outlet) == (first.published, first.outlet):
            found[mention.document][mention.key] = mention
    return {name: list(held.values()) for name, held in found.items()}


def derived(store):
    """Quads of the graphs made from the documents, without the counter of how."""
    graphs = (store.ids.events_graph, store.ids.actors_graph)
    return {str(q) for graph in graphs for q in store.native.quads_for_pattern(None, None, None, graph)}


def whole(documents):
    """What a store has that was filled in one go."""
    store = Store.memory()
    store.bulk((document(mentions), mentions) for mentions in documents.values())
    join(store)
    return derived(store)


ways = st.lists(st.lists(reports(), min_size=1, max_size=4), min_size=1, max_size=6)


@pytest.mark.parametrize("few", [encounters.FEW, 0])
@given(parts=ways)
@settings(max_examples=25, deadline=None)
def test_in_any_partition_the_graph_is_the_same(few, parts):
    """Also where the next meeting of a pair is looked for in the calendar, as of pairs that meet often (`few`)."""
    documents = {}
    with (
        patch.object(encounters, "FEW", few),
        TemporaryDirectory() as folder,
        Store.open(Path(folder) / "store") as store,
    ):
        join(store)
        for part in parts:
            new = {name: found for name, found in by_document(part).items() if name not in documents}
            documents |= new
            store.bulk((document(mentions), mentions) for mentions in new.values())
            join(store)
            assert store.events_current()
        assert derived(store) == whole(documents)


@pytest.mark.parametrize("few", [encounters.FEW, 0])
@given(parts=ways, data=st.data())
@settings(max_examples=25, deadline=None)
def test_replacing_and_removing_leave_what_the_rest_would_give(few, parts, data):
    with patch.object(encounters, "FEW", few):
        replace_and_remove(parts, data)


def replace_and_remove(parts, data):
    store, documents = Store.memory(), {}
    for part in parts:
        for name, mentions in by_document(part).items():
            store.put_document(document(mentions), mentions)
            documents[name] = mentions
        join(store)
    for name in data.draw(st.lists(st.sampled_from(sorted(documents)), unique=True)):
        store.remove_document(name)
        del documents[name]
        if data.draw(st.booleans()):
            join(store)
    join(store)
    assert derived(store) == whole(documents)


def test_adding_again_writes_nothing():
    store = Store.memory()
    mentions = [say("a", BIDEN, PUTIN, when="2021-06-16")]
    store.put_document(document(mentions), mentions)
    assert join(store).written
    store.put_document(document(mentions), mentions)
    assert not store.events_current()
    again = join(store)
    assert (again.written, again.removed) == (0, 0)


def test_a_change_far_away_is_not_looked_at(monkeypatch):
    store = Store.memory()
    near = [say("near", BIDEN, PUTIN, when="2021-06-16")]
    far = [say("far", MACRON, STRANGER, when="2021-06-16")]
    for mentions in (near, far):
        store.put_document(document(mentions), mentions)
    join(store)
    asked = []
    read = store.document_mentions
    monkeypatch.setattr(store, "document_mentions", lambda name: asked.append(name) or read(name))
    new = [say("new", BIDEN, PUTIN, when="2021-06-16", place=GENEVA)]
    store.put_document(document(new), new)
    join(store)
    assert "near" in asked
    assert "far" not in asked


def test_an_event_that_is_no_more_names_the_one_in_its_place():
    store = Store.memory()
    later = [say("later", BIDEN, PUTIN, when="2021-06-16", on="2021-06-20")]
    store.put_document(document(later), later)
    join(store)
    graph = store.ids.events_graph
    (old,) = {q.subject for q in store.native.quads_for_pattern(None, v.TYPE, v.SEM_EVENT, graph)}
    sooner = [say("sooner", BIDEN, PUTIN, when="2021-06-16", on="2021-05-30", status=Status.PLANNED)]
    store.put_document(document(sooner), sooner)
    join(store)
    new = current(store, old)
    assert new not in (None, old)
    store.remove_document("sooner")
    join(store)
    assert current(store, old) == old
    assert current(store, new) == old


def test_the_updated_graph_keeps_its_shapes():
    store = Store.memory()
    for mentions in (
        [say("a", BIDEN, PUTIN, when="2021-06-16", place=GENEVA, gathering="gathering/g20-2022")],
        [say("b", BIDEN, PUTIN, when="2021-06-16", place=BERLIN, status=Status.PLANNED, on="2021-06-01")],
        [say("c", BIDEN, PUTIN, when="2021-06-16", status=Status.DENIED, on="2021-06-02")],
    ):
        store.put_document(document(mentions), mentions)
        join(store)
    assert list(check(store)) == []


def test_a_store_filed_by_another_program_is_filed_anew():
    store = Store.memory()
    first, second = (say(name, BIDEN, PUTIN, when="2021-06-16") for name in ("first", "second"))
    for mention in (first, second):
        store.put_document(document([mention]), [replace(mention, blocks=())])
    join(store)
    assert set(store.mentions()) == {first, second}
    third = say("third", BIDEN, PUTIN, when="2021-06-16", place=GENEVA)
    store.put_document(document([third]), [third])
    join(store)
    assert store.count_events() == 1


class Counting:
    """Stands before an engine and counts the quads it gives out."""

    def __init__(self, native):
        self._native, self.given = native, 0

    def quads_for_pattern(self, *pattern):
        for quad in self._native.quads_for_pattern(*pattern):
            self.given += 1
            yield quad

    def __contains__(self, quad):
        return quad in self._native

    def __getattr__(self, name):
        return getattr(self._native, name)


class Failing(Counting):
    """Loads twice, then dies."""

    loads = 0

    def bulk_extend(self, quads):
        self.loads += 1
        if self.loads > 2:
            raise MemoryError
        self._native.bulk_extend(quads)


def test_a_load_of_events_that_was_cut_short_is_completed(monkeypatch):
    documents = {f"d{n}": [say(f"d{n}", BIDEN, PUTIN, when=f"2021-06-{n:02}", on="2021-07-01")] for n in range(1, 9)}
    store = Store.memory()
    store.bulk((document(mentions), mentions) for mentions in documents.values())
    monkeypatch.setattr(sync, "LOAD", 1)
    native, store.native = store.native, Failing(store.native)
    with pytest.raises(MemoryError):
        join(store)
    store.native = native
    assert not store.events_current()
    join(store)
    assert derived(store) == whole(documents)


def looked_at(meetings):
    """Quads read to add one more report to a store in which a pair met so many times, a month apart."""
    store = Store.memory()
    days = [f"{2000 + number // 12}-{number % 12 + 1:02}-16" for number in range(meetings + 1)]
    *past, last = ([say(f"met-{day}", BIDEN, PUTIN, when=day, on=day)] for day in days)
    store.bulk((document(mentions), mentions) for mentions in past)
    join(store)
    store.native = Counting(store.native)
    store.put_document(document(last), last)
    join(store)
    given = store.native.given
    assert store.count_events() == meetings + 1
    return given


def test_what_a_report_costs_does_not_grow_with_how_often_a_pair_met():
    assert looked_at(120) <= looked_at(12) * 1.1
