"""Reads from a store what the page shows: events, reports, documents, actors and places, as plain records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.graph import vocabulary as v
from kg.graph.names import gazetteer
from kg.graph.store import Store
from kg.model import ActorKind, EventMention

_EVENTS = """
SELECT ?event ?type ?status ?edtf ?granularity ?start ?end ?place ?documents ?outlets ?languages ?originators ?cameo ?plover WHERE {
  ?event a sem:Event ; kg:type ?type ; kg:documentCount ?documents ; kg:outletCount ?outlets ;
         kg:languageCount ?languages ; kg:originatorCount ?originators .
  OPTIONAL { ?event kg:status ?status }
  OPTIONAL { ?event kg:edtf ?edtf ; kg:granularity ?granularity }
  OPTIONAL { ?event sem:hasEarliestBeginTimeStamp ?start }
  OPTIONAL { ?event sem:hasLatestEndTimeStamp ?end }
  OPTIONAL { ?event sem:hasPlace ?place }
  OPTIONAL { ?event kg:cameo ?cameo }
  OPTIONAL { ?event kg:plover ?plover }
} ORDER BY ?event"""
_PEOPLE = """
SELECT ?event ?actor ?role ?state WHERE {
  ?event a sem:Event ; kg:participation ?part . ?part kg:actor ?actor ; kg:role ?role .
  OPTIONAL { ?part kg:represents ?state }
} ORDER BY ?event ?role ?actor"""
_HISTORY = """
SELECT ?event ?position ?status ?day ?mention WHERE {
  ?event a sem:Event ; kg:history ?step . ?step schema:position ?position ; kg:status ?status ; kg:reportedBy ?mention .
  OPTIONAL { ?step kg:asOf ?day }
} ORDER BY ?event ?position"""
_JOINS = """
SELECT ?mention ?reason WHERE {
  ?event a sem:Event ; kg:join ?join . ?join kg:reportedBy ?mention ; kg:reason ?reason } ORDER BY ?mention ?reason"""
_CONFLICTS = "SELECT ?event ?text WHERE { ?event a sem:Event ; kg:conflict ?text } ORDER BY ?event ?text"
_LINKS = "SELECT ?mention ?event WHERE { ?mention kg:mentionOf ?event } ORDER BY ?event ?mention"
_DOCUMENTS = """
SELECT ?id ?title ?url WHERE {
  ?document a schema:NewsArticle ; dcterms:identifier ?id .
  OPTIONAL { ?document dcterms:title ?title }
  OPTIONAL { ?document schema:url ?url }
}"""

Row = dict[str, str]
Time = tuple[str, str, str | None, str | None]
"""EDTF, granularity, first and last day."""


@dataclass(slots=True)
class EventRecord:
    """An event as the graph has it; everything by IRI."""

    iri: str
    type: str
    status: str | None
    time: Time | None
    place: str | None
    counts: tuple[int, int, int, int]
    codes: tuple[str, str]
    people: list[tuple[str, str, str | None]] = field(default_factory=list)
    history: list[tuple[str, str | None, str]] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ThingRecord:
    """An actor or a place as the graph has it."""

    iri: str
    kind: ActorKind
    names: dict[str, str] = field(default_factory=dict)
    other: list[str] = field(default_factory=list)
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    offices: list[tuple[str, str | None, str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Graph:
    """Everything the page may show, read once."""

    events: dict[str, EventRecord]
    mentions: dict[str, EventMention]
    """By IRI."""
    why: dict[str, list[str]]
    """Reasons for joining, by mention IRI."""
    things: Things
    documents: dict[str, tuple[str, str]]
    """Title and URL by document id."""


def read(store: Store) -> Graph:
    """Read a store's events with all that belongs to them."""
    events = {record.iri: record for record in _events(store)}
    for row in _rows(store, _PEOPLE):
        events[row["event"]].people.append((row["actor"], _local(row["role"]), row.get("state")))
    for row in _rows(store, _HISTORY):
        events[row["event"]].history.append((_local(row["status"]), row.get("day"), row["mention"]))
    for row in _rows(store, _CONFLICTS):
        events[row["event"]].conflicts.append(row["text"])
    for row in _rows(store, _LINKS):
        if row["event"] in events:
            events[row["event"]].mentions.append(row["mention"])
    why: defaultdict[str, list[str]] = defaultdict(list)
    for row in _rows(store, _JOINS):
        why[row["mention"]].append(row["reason"])
    return Graph(
        events=events,
        mentions=_mentions(store),
        why=dict(why),
        things=Things(store),
        documents={row["id"]: (row.get("title", ""), row.get("url", "")) for row in _rows(store, _DOCUMENTS)},
    )


def _events(store: Store) -> Iterator[EventRecord]:
    seen: set[str] = set()
    for row in _rows(store, _EVENTS):
        if row["event"] in seen:
            continue
        seen.add(row["event"])
        documents, outlets, languages, originators = (
            int(row[name]) for name in ("documents", "outlets", "languages", "originators")
        )
        yield EventRecord(
            iri=row["event"],
            type=_local(row["type"]),
            status=_local(row["status"]) if "status" in row else None,
            time=(row["edtf"], row["granularity"], row.get("start"), row.get("end")) if "edtf" in row else None,
            place=row.get("place"),
            counts=(documents, outlets, languages, originators),
            codes=(row.get("cameo", ""), row.get("plover", "")),
        )


def _mentions(store: Store) -> dict[str, EventMention]:
    mentions = {mention.key: mention for mention in store.mentions()}
    return {node.value: mentions[key] for key, node in store.ids.mentions(mentions.values()).items()}


class Things:
    """Looks actors, places, states and outlets up in the actors graph, each once."""

    _KINDS = tuple(v.KINDS.items())

    def __init__(self, store: Store) -> None:
        self._store = store
        self._graph = store.ids.actors_graph
        self._found: dict[str, ThingRecord] = {}

    def get(self, iri: str) -> ThingRecord:
        """Give what is known of an IRI; a thing the graph does not describe is called by its key."""
        if iri not in self._found:
            self._found[iri] = self._read(iri)
        return self._found[iri]

    def iri(self, key: str) -> str:
        """IRI of an actor by its key."""
        return self._store.ids.thing(key).value

    def capital(self, iri: str) -> tuple[float, float] | None:
        """Latitude and longitude of a state's capital, from the gazetteer."""
        known = gazetteer().get(self._store.ids.key(ox.NamedNode(iri)))
        seat = gazetteer().get(known.place) if known and known.place else None
        return (seat.lat, seat.lon) if seat and seat.lat is not None and seat.lon is not None else None

    def _read(self, iri: str) -> ThingRecord:
        node = ox.NamedNode(iri)
        values: defaultdict[str, list[ox.Literal | ox.NamedNode]] = defaultdict(list)
        for quad in self._store.native.quads_for_pattern(node, None, None, self._graph):
            if isinstance(quad.object, ox.Literal | ox.NamedNode):
                values[quad.predicate.value].append(quad.object)
        thing = ThingRecord(iri, self._kind(values))
        self._names(thing, values)
        thing.country = next((o.value for o in values[v.IN_COUNTRY.value]), None)
        thing.lat = next((float(o.value) for o in values[v.LATITUDE.value]), None)
        thing.lon = next((float(o.value) for o in values[v.LONGITUDE.value]), None)
        thing.offices = sorted(self._offices(node), key=lambda office: (office[2], office[0]))
        return thing

    def _kind(self, values: Mapping[str, Iterable[ox.Literal | ox.NamedNode]]) -> ActorKind:
        classes = {term.value for term in values.get(v.TYPE.value, ())}
        return next((kind for kind, node in self._KINDS if node.value in classes), ActorKind.ORGANISATION)

    def _names(self, thing: ThingRecord, values: Mapping[str, Iterable[ox.Literal | ox.NamedNode]]) -> None:
        plain = sorted(term.value for term in values.get(v.NAME.value, ()))
        for term in sorted(values.get(v.LABEL.value, ()), key=str):
            if isinstance(term, ox.Literal):
                thing.names[term.language or "en"] = term.value
        if not thing.names:
            thing.names["en"] = plain[0] if plain else self._store.ids.key(ox.NamedNode(thing.iri))
        known = set(thing.names.values())
        thing.other = sorted({term.value for term in values.get(v.ALT_LABEL.value, ())} - known)

    def _offices(self, person: ox.NamedNode) -> Iterator[tuple[str, str | None, str, str]]:
        for quad in self._store.native.quads_for_pattern(None, v.MEMBER, person, self._graph):
            if not isinstance(quad.subject, ox.NamedNode):
                continue
            found = {
                q.predicate.value: v.lexical(q.object)
                for q in self._store.native.quads_for_pattern(quad.subject, None, None, self._graph)
            }
            bounds = found.get(v.SINCE.value, ""), found.get(v.UNTIL.value, "")
            yield found.get(v.OFFICE.value, ""), found.get(v.ORG_OF.value), *bounds


def _rows(store: Store, sparql: str) -> Iterator[Row]:
    results = store.query(sparql)
    if not isinstance(results, ox.QuerySolutions):
        raise TypeError("not a SELECT query")
    names = [variable.value for variable in results.variables]
    for solution in results:
        yield {name: v.lexical(term) for name in names if (term := solution[name]) is not None}


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]
