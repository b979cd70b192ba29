"""Counts of what a store holds. Each is one pass in the engine, so that a large store answers quickly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph import vocabulary as v
from kg.graph.directory import read_mark, size
from kg.graph.store import Store

Counts = dict[str, int]
"""By name, most first."""

_DOCUMENTS = "SELECT ?k (COUNT(*) AS ?n) {{ ?d a schema:NewsArticle OPTIONAL {{ ?d {property} ?k }} }} GROUP BY ?k"
_MENTIONS = """SELECT ?k ?status (COUNT(*) AS ?n)
  { ?m a kg:EventMention ; kg:type ?k OPTIONAL { ?m kg:status ?status } } GROUP BY ?k ?status"""
_EVENTS = (
    "SELECT ?k (COUNT(*) AS ?n) {{ GRAPH {graph} {{ ?e a sem:Event OPTIONAL {{ ?e kg:status ?k }} }} }} GROUP BY ?k"
)
_CLASSES = "SELECT ?k (COUNT(*) AS ?n) {{ GRAPH {graph} {{ ?a a ?k }} }} GROUP BY ?k"
#: Classes of the actors graph that take part in events; the others are places, outlets, offices and the like.
_ACTORS = frozenset({v.PERSON.value, v.COUNTRY.value, v.ORGANIZATION.value, v.GROUP.value})
#: Shown for what has no status: the texts do not say.
NONE = "(none)"


@dataclass(frozen=True, slots=True)
class Statistics:
    """What a store holds."""

    store: str
    version: int | None
    """None of an endpoint, which does not tell."""
    size: int | None
    """Bytes on disk; None of an endpoint."""
    quads: int
    documents: int
    documents_by_language: Counts
    documents_by_outlet: Counts
    mentions: int
    mentions_by_type: Counts
    mentions_by_status: Counts
    mentions_by_type_and_status: dict[str, Counts]
    events: int
    events_by_status: Counts
    events_current: bool
    """False while the events lag behind the documents."""
    actors: Counts
    """By class."""
    readers: Counts
    """Documents by who read them: those of another reader than this program's are read again when added again."""


def statistics(store: Store, where: str) -> Statistics:
    """Count what a store holds: one on disk, or that of an endpoint."""
    mentions: dict[str, Counts] = {}
    for row in _solutions(store, _MENTIONS):
        mentions.setdefault(_name(row["k"]), {})[_name(row["status"])] = _number(row)
    events = _count(store, _EVENTS.format(graph=store.ids.events_graph))
    readers = _count(store, _DOCUMENTS.format(property="kg:reader"))
    return Statistics(
        store=where,
        version=None if store.path is None else read_mark(store.path).version,
        size=None if store.path is None else size(store.path),
        quads=len(store),
        documents=sum(readers.values()),
        documents_by_language=_count(store, _DOCUMENTS.format(property="dcterms:language")),
        documents_by_outlet=_count(store, _DOCUMENTS.format(property="kg:outlet")),
        mentions=sum(n for by in mentions.values() for n in by.values()),
        mentions_by_type=_most_first({kind: sum(by.values()) for kind, by in mentions.items()}),
        mentions_by_status=_most_first(sum(map(Counter, mentions.values()), Counter())),
        mentions_by_type_and_status={kind: _most_first(mentions[kind]) for kind in sorted(mentions)},
        events=sum(events.values()),
        events_by_status=events,
        events_current=store.events_current(),
        actors=_count_classes(store),
        readers=readers,
    )


def _count_classes(store: Store) -> Counts:
    rows = _solutions(store, _CLASSES.format(graph=store.ids.actors_graph))
    return _most_first({_name(row["k"]): _number(row) for row in rows if v.lexical(row["k"]) in _ACTORS})


def _count(store: Store, sparql: str) -> Counts:
    return _most_first({_name(row["k"]): _number(row) for row in _solutions(store, sparql)})


def _solutions(store: Store, sparql: str) -> Iterator[ox.QuerySolution]:
    answer = store.query(sparql)
    assert isinstance(answer, ox.QuerySolutions)
    return answer


def _most_first(counts: Mapping[str, int]) -> Counts:
    return {name: counts[name] for name in sorted(counts, key=lambda name: (-counts[name], name))}


def _number(row: ox.QuerySolution) -> int:
    return int(v.lexical(row["n"]))


def _name(node: object) -> str:
    """Local name of a type, status or class; the text of a literal."""
    if node is None:
        return NONE
    value = v.lexical(node)
    return re.split(r"[#/]", value)[-1] if isinstance(node, ox.NamedNode) else value
