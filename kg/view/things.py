"""Actors, places and gatherings as the page wants them: names, offices, coordinates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.graph import vocabulary as v
from kg.graph.names import gazetteer
from kg.graph.store import Store
from kg.model import ActorKind


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


class Things:
    """Looks actors, places, states and outlets up in the actors graph, each once."""

    _KINDS = tuple(v.KINDS.items())

    def __init__(self, store: Store) -> None:
        self._store = store
        self._graph = store.ids.actors_graph
        self._found: dict[str, ThingRecord] = {}
        self._iris: dict[str, str] = {}

    def get(self, iri: str) -> ThingRecord:
        """Give what is known of an IRI; a thing the graph does not describe is called by its key."""
        if iri not in self._found:
            self._found[iri] = self._read(iri)
        return self._found[iri]

    def iri(self, key: str) -> str:
        """IRI of an actor by its key."""
        if key not in self._iris:
            self._iris[key] = self._store.ids.thing(key).value
        return self._iris[key]

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
        known_as = gazetteer().get(self._store.ids.key(ox.NamedNode(thing.iri)))
        if not thing.names and not plain and known_as is not None:
            thing.names |= known_as.labels  # no report speaks of it, somebody's office does
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
