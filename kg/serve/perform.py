"""How a worker does its jobs: every one reads one snapshot of the store."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import msgspec
import pyoxigraph as ox
from pyoxigraph import NamedNode

from kg.errors import QueryError, UsageError
from kg.graph import vocabulary as v
from kg.graph.store import Store
from kg.query import Page, bind, find
from kg.query.search import Index, events
from kg.query.syntax import check_reads, names_dataset
from kg.query.things import Row, about, select, triples
from kg.serve.formats import GRAPHS, HTML, ROWS, Format, choose, named
from kg.serve.jobs import About, Any_, Describe, Done, Facts, Graph, Job, Look, Question, Rows, Search, Sparql
from kg.serve.limits import MEGABYTE, Limits, TooLarge
from kg.serve.sink import serialise, serialise_graph


class Snapshot:
    """A store as it was at some moment, with what was made from it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.index = Index(store)


def perform(snapshot: Snapshot, job: Any_, limits: Limits) -> tuple[Done, bytes]:
    """Do a job; whatever goes wrong becomes an outcome."""
    try:
        return _DOERS[type(job)](snapshot, job, limits)
    except QueryError as error:
        refused = "refused" in str(error)
        return Done("refused" if refused else "bad", note=str(error)), b""
    except TooLarge as error:
        return Done("large", note=str(error)), b""
    except MemoryError:
        return Done("memory", note="the query needs more memory than it may have"), b""
    except (OSError, RuntimeError, ValueError) as error:
        return Done("failed", note=" ".join(str(error).split())[:300]), b""


def _sparql(snapshot: Snapshot, job: Sparql, limits: Limits) -> tuple[Done, bytes]:
    check_reads(job.text)
    return _written(_results(snapshot.store, job), job.accept, job.form, limits)


def _results(store: Store, job: Sparql) -> Any:
    if job.default is None and job.named is None:
        return store.query(job.text, union=not names_dataset(job.text))
    # The protocol's dataset takes the place of the query's own; what it does not name is empty.
    dataset: dict[str, Any] = {
        "default_graph": [_node(iri) for iri in job.default or ()],
        "named_graphs": [_node(iri) for iri in job.named or ()],
    }
    try:
        return store.native.query(job.text, prefixes=v.PREFIXES, **dataset)
    except SyntaxError:
        return store.query(job.text)  # says in our words what is wrong


def _question(snapshot: Snapshot, job: Question, limits: Limits) -> tuple[Done, bytes]:
    page = Page(job.limit, job.offset)
    text = bind(snapshot.store, find(job.name), job.params, lang=job.lang, page=page)
    return _written(snapshot.store.query(text), job.accept, job.form, limits)


def _written(results: Any, accept: str, wanted: str, limits: Limits) -> tuple[Done, bytes]:
    is_graph = isinstance(results, ox.QueryTriples)
    form = _format(accept, wanted, GRAPHS if is_graph else ROWS)
    if form is None:
        offered = ", ".join(f.media for f in (GRAPHS if is_graph else ROWS))
        return Done("unacceptable", note=f"the answer can be had as {offered}"), b""
    try:
        if is_graph:
            data, _ = serialise_graph(results, form, limits, v.PREFIXES)
        else:
            data = serialise(results, form, limits)
    except SyntaxError as error:
        raise QueryError(str(error)) from error
    return Done("ok", form.content_type), data


def _format(accept: str, wanted: str, offered: tuple[Format, ...]) -> Format | None:
    return named(wanted, offered) if wanted else choose(accept, offered)


def _rows(snapshot: Snapshot, job: Rows, limits: Limits) -> tuple[Done, bytes]:
    store = snapshot.store
    first = min(job.first, limits.rows)
    if job.name:
        # One row more tells whether there are more.
        page = Page(first + 1, job.offset)
        text = bind(store, find(job.name), job.params, lang=job.lang, page=page)
    else:
        text = job.text
        check_reads(text)
    results = store.query(text, union=not names_dataset(text))
    if isinstance(results, ox.QueryBoolean):
        return _plain({"columns": ["answer"], "rows": [[_cell(ox.Literal(bool(results)))]], "more": False})
    if isinstance(results, ox.QueryTriples):
        columns = ["subject", "predicate", "object"]
        found: Iterator[Any] = ((t.subject, t.predicate, t.object) for t in results)
    else:
        columns = [variable.value for variable in results.variables]
        found = ([row[i] for i in range(len(columns))] for row in results)
    rows = [[_cell(term) for term in row] for row in islice(found, first)]
    return _plain({"columns": columns, "rows": rows, "more": next(found, None) is not None, "query": text})


def _cell(term: Any) -> list[str]:
    """Kind, value and language or datatype of a term; empty for none."""
    if term is None:
        return []
    if isinstance(term, NamedNode):
        return ["iri", term.value]
    if isinstance(term, ox.Literal):
        return ["literal", term.value, term.language or term.datatype.value]
    return ["other", str(term)]


def _about(snapshot: Snapshot, job: About, limits: Limits) -> tuple[Done, bytes]:
    model = about(snapshot.store, _node(job.iri), job.lang)
    return _nothing(job.iri) if model is None else _plain(model)


def _describe(snapshot: Snapshot, job: Describe, limits: Limits) -> tuple[Done, bytes]:
    node = _node(job.iri)
    form = _format(job.accept, job.form, GRAPHS)
    if form is None:
        return Done("unacceptable", note=f"it can be had as {', '.join(f.media for f in (HTML, *GRAPHS))}"), b""
    data, count = serialise_graph(triples(snapshot.store, node), form, limits, v.PREFIXES)
    return (Done("ok", form.content_type), data) if count else _nothing(job.iri)


def _search(snapshot: Snapshot, job: Search, limits: Limits) -> tuple[Done, bytes]:
    first = min(job.first, 100)
    found: dict[str, list[Row]] = {"things": [], "events": []}
    if job.which != "events":
        found["things"] = snapshot.index.find(job.text, job.lang, first)
    if job.which != "things":
        found["events"] = events(snapshot.store, job.text, job.lang, first)
    return _plain(found)


def _look(snapshot: Snapshot, job: Look, limits: Limits) -> tuple[Done, bytes]:
    if job.form not in {"html", "json"}:
        return Done("unacceptable", note="the viewer can be had as text/html, its data as application/json"), b""
    # What draws graphs is slow to load, and most workers never do.
    from kg.view.near import near
    from kg.view.page import render
    from kg.view.words import words

    try:
        model = near(snapshot.store, actor=job.actor, event=job.event)
    except UsageError as error:
        return Done("missing", note=str(error)), b""
    if job.form == "json":
        return _sized(Done("ok", "application/json"), json.dumps(model, ensure_ascii=False), limits)
    return _sized(Done("ok", HTML.content_type), render(model, words(snapshot.store, job.lang), live="/view"), limits)


def _sized(done: Done, text: str, limits: Limits) -> tuple[Done, bytes]:
    """Give an answer unless it is larger than one may be; half a letter of a damaged text is no reason to fail."""
    data = text.encode("utf-8", "replace")
    if len(data) > limits.answer_megabytes * MEGABYTE:
        raise TooLarge(f"the answer is larger than {limits.answer_megabytes} MB")
    return done, data


def _graph(snapshot: Snapshot, job: Graph, limits: Limits) -> tuple[Done, bytes]:
    native = snapshot.store.native
    form = _format(job.accept, job.form, GRAPHS)
    if form is None:
        return Done("unacceptable", note=f"a graph can be had as {', '.join(f.media for f in GRAPHS)}"), b""
    if job.iri is None:
        quads = native.quads_for_pattern(None, None, None, None)
    else:
        graph = _node(job.iri)
        if not native.contains_named_graph(graph):
            return _nothing(job.iri)
        quads = native.quads_for_pattern(None, None, None, graph)
    data, _ = serialise_graph((quad.triple for quad in quads), form, limits, v.PREFIXES)
    return Done("ok", form.content_type), data


def _facts(snapshot: Snapshot, job: Facts, limits: Limits) -> tuple[Done, bytes]:
    store = snapshot.store
    counted = (
        "SELECT ?class (COUNT(?x) AS ?n) { VALUES ?class { sem:Event kg:EventMention schema:NewsArticle schema:Person "
        "schema:Country schema:Organization schema:Place } ?x a ?class } GROUP BY ?class"
    )
    classes = {row["class"]: int(row["n"]) for row in select(store, counted)}
    graphs = sum(1 for _ in store.native.named_graphs())
    return _plain({"classes": classes, "graphs": graphs, "base": store.ids.base})


def _plain(data: object) -> tuple[Done, bytes]:
    return Done("ok"), msgspec.msgpack.encode(data)


def _nothing(iri: str) -> tuple[Done, bytes]:
    return Done("missing", note=f"nothing is known of <{iri}>"), b""


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"'{iri[:200]}' is not an IRI") from error


_DOERS: dict[type[Job], Callable[[Snapshot, Any, Limits], tuple[Done, bytes]]] = {
    Sparql: _sparql,
    Question: _question,
    Rows: _rows,
    About: _about,
    Describe: _describe,
    Search: _search,
    Look: _look,
    Graph: _graph,
    Facts: _facts,
}
