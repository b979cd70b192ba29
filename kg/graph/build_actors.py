"""Actors, places, outlets and gatherings as resources of the actors graph: labels, other names, offices, seats.

What the gazetteer knows is told as the gazetteer tells it. Of anything else the graph knows what the documents' own
graphs say: the names they use for it, its kind, the states it speaks for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import vocabulary as v
from kg.graph.build import Writer
from kg.graph.identifiers import Identifiers, digest, part
from kg.graph.names import Known, Office, gazetteer, outlet_key
from kg.graph.sync import Resource
from kg.model import Actor, EventMention

_CLASSES = {
    "states": v.COUNTRY,
    "people": v.PERSON,
    "organisations": v.ORGANIZATION,
    "places": v.PLACE,
    "outlets": v.NEWS_MEDIA,
    "gatherings": v.GATHERING_CLASS,
    "groups": v.GROUP,
}
REFERENCES = (v.ACTOR, v.LOCATED_AT, v.PUBLISHER, v.GATHERING, v.REPRESENTS, v.IN_COUNTRY)
"""Properties by which a document's graph speaks of a thing."""


def things(mention: EventMention) -> Iterator[str]:
    """Yield the key of everything a mention speaks of, some more than once."""
    for actor in (*(p.actor for p in mention.participants), *mention.originators, *mention.relayers):
        yield from _actor(actor)
    if mention.place is not None:
        yield mention.place.key
        if mention.place.country is not None:
            yield mention.place.country
    if mention.gathering is not None:
        yield mention.gathering
    if mention.outlet is not None:
        yield outlet_key(mention.outlet)


def _actor(actor: Actor) -> Iterator[str]:
    yield actor.key
    if actor.state is not None:
        yield actor.state


@dataclass(slots=True)
class Told:
    """What documents say of something that is in no table."""

    classes: set[NamedNode] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    places: set[tuple[str, str, str]] = field(default_factory=set)
    """Country, latitude and longitude as written; empty where unknown."""

    @property
    def name(self) -> str | None:
        """The longest name, the first in order among equals: a surname alone says less than the whole name."""
        return min(self.names, key=lambda name: (-len(name), name), default=None)


def told_by(mentions: Iterable[EventMention]) -> dict[str, Told]:
    """What some mentions tell of each thing they speak of."""
    found: dict[str, Told] = defaultdict(Told)
    for mention in mentions:
        for actor in (*(p.actor for p in mention.participants), *mention.originators, *mention.relayers):
            found[actor.key].classes.add(v.KINDS[actor.kind])
            found[actor.key].names.add(actor.name)
            found[actor.key].states |= {actor.state} if actor.state is not None else set()
        if mention.place is not None:
            found[mention.place.key].names.add(mention.place.name)
            found[mention.place.key].classes.add(v.PLACE)
            found[mention.place.key].places.add((mention.place.country or "", str(mention.place.lat or ""), ""))
        if mention.outlet is not None:
            found[outlet_key(mention.outlet)].classes.add(v.NEWS_MEDIA)
            found[outlet_key(mention.outlet)].names.add(mention.outlet)
        for key in things(mention):
            found.setdefault(key, Told(classes={v.COUNTRY}))
    return found


class Actors:
    """Makes the resources of the actors graph from the gazetteer and the documents of a store."""

    def __init__(self, store: ox.Store, ids: Identifiers) -> None:
        self._store = store
        self._ids = ids
        self._derived = {ids.events_graph, ids.actors_graph}

    def resources(self, keys: Iterable[str]) -> Iterator[Resource]:
        """Yield a resource for every key that some document speaks of."""
        for key in keys:
            found = self.resource(key)
            if found is not None:
                yield found

    def resource(self, key: str) -> Resource | None:
        """Make the resource of a key; None when no document speaks of it."""
        node = self._ids.thing(key)
        known = gazetteer().get(key)
        if known is not None:
            if not self._spoken_of(node):
                return None
            return Resource(node, digest(repr(known)), _Later(self._ids, key, Told(), known))
        told = self._told(node)
        if not told.classes:
            return None
        seen = (sorted(map(str, told.classes)), sorted(told.names), sorted(told.states), sorted(told.places))
        return Resource(node, digest(repr((key, *seen))), _Later(self._ids, key, told, None))

    def tells(self, key: str, told: Told) -> bool:
        """Whether the stored resource of something in no table says already what a document tells of it."""
        if gazetteer().get(key) is not None or len(told.places) > 1 or any(lat for _, lat, _ in told.places):
            return False
        node, graph = self._ids.thing(key), self._ids.actors_graph
        stored: dict[NamedNode, set[str]] = {}
        for quad in self._store.quads_for_pattern(node, None, None, graph):
            if isinstance(quad.object, NamedNode | Literal):
                stored.setdefault(quad.predicate, set()).add(quad.object.value)
        names = stored.get(v.NAME, set()) | stored.get(v.ALT_LABEL, set())
        states = {self._ids.thing(state).value for state in told.states}
        countries = {self._ids.thing(country).value for country, _, _ in told.places if country}
        kinds = {kind.value for kind in told.classes}
        return (
            told.names <= names
            and states <= stored.get(v.REPRESENTS, set())
            and kinds <= stored.get(v.TYPE, set())
            and countries <= stored.get(v.IN_COUNTRY, set())
        )

    def _spoken_of(self, node: NamedNode) -> bool:
        return any(True for predicate in REFERENCES for _ in self._references(node, predicate))

    def _references(self, node: NamedNode, predicate: NamedNode) -> Iterator[Quad]:
        found = self._store.quads_for_pattern(None, predicate, node, None)
        return (quad for quad in found if quad.graph_name not in self._derived)

    def _told(self, node: NamedNode) -> Told:
        told = Told()
        for quad in self._references(node, v.ACTOR):
            self._add(told.classes, quad, v.KIND)
            told.names |= self._texts(quad, v.NAME)
            told.states |= {self._ids.key(NamedNode(iri)) for iri in self._texts(quad, v.REPRESENTS)}
        for quad in self._references(node, v.LOCATED_AT):
            told.names |= self._texts(quad, v.NAME)
            told.places.add(tuple(min(self._texts(quad, p), default="") for p in _WHERE))  # type: ignore[arg-type]
            told.classes.add(v.PLACE)
        for quad in self._references(node, v.PUBLISHER):
            told.names |= self._texts(quad, v.OUTLET)
            told.classes.add(v.NEWS_MEDIA)
        for predicate, kind in ((v.GATHERING, v.GATHERING_CLASS), (v.REPRESENTS, v.COUNTRY), (v.IN_COUNTRY, v.COUNTRY)):
            if not told.classes and any(True for _ in self._references(node, predicate)):
                told.classes.add(kind)
        return told

    def _texts(self, quad: Quad, predicate: NamedNode) -> set[str]:
        """Values that the node of a reference has for a property."""
        found = self._store.quads_for_pattern(quad.subject, predicate, None, quad.graph_name)
        return {v.lexical(q.object) for q in found}

    def _add(self, classes: set[NamedNode], quad: Quad, predicate: NamedNode) -> None:
        classes |= {NamedNode(iri) for iri in self._texts(quad, predicate)}


_WHERE = (v.IN_COUNTRY, v.LATITUDE, v.LONGITUDE)


@dataclass(frozen=True, slots=True)
class _Later:
    ids: Identifiers
    key: str
    told: Told
    known: Known | None

    def __call__(self) -> list[Quad]:
        out = Writer(self.ids, self.ids.actors_graph)
        node = self.ids.thing(self.key)
        if self.known is None:
            _unknown(out, node, self.key, self.told)
        else:
            _gazetted(out, node, self.known)
        return out.quads


def _unknown(out: Writer, node: NamedNode, key: str, told: Told) -> None:
    for kind in sorted(told.classes, key=lambda term: term.value):
        out.add(node, v.TYPE, kind)
    name = told.name or key
    out.add(node, v.NAME, Literal(name))
    out.text(node, v.LABEL, name)
    for other in sorted(told.names - {name}):
        out.text(node, v.ALT_LABEL, other)
    for state in sorted(told.states):
        out.add(node, v.REPRESENTS, out.ids.thing(state))
    country, lat, lon = max(told.places, key=lambda place: (place[1] != "", place), default=("", "", ""))
    if country:
        out.add(node, v.IN_COUNTRY, NamedNode(country))
    for predicate, degrees in ((v.LATITUDE, lat), (v.LONGITUDE, lon)):
        if degrees:
            out.add(node, predicate, Literal(degrees, datatype=v.XSD_DECIMAL))


def _gazetted(out: Writer, node: NamedNode, known: Known) -> None:
    out.add(node, v.TYPE, _CLASSES[known.table])
    out.add(node, v.NAME, Literal(known.labels.get("en") or known.key))
    for lang, label in known.labels.items():
        out.text(node, v.LABEL, label, lang)
    if not known.labels:
        out.text(node, v.LABEL, known.key)
    for alias, tongue in known.aliases:
        out.text(node, v.ALT_LABEL, alias, tongue)
    for state in sorted({o.of for o in known.offices if _is_state(o.of)}):
        out.add(node, v.REPRESENTS, out.ids.thing(state))
    if known.country is not None:
        out.add(node, v.IN_COUNTRY, out.ids.thing(known.country))
    out.degrees(node, v.LATITUDE, known.lat)
    out.degrees(node, v.LONGITUDE, known.lon)
    _dates(out, node, known)
    for number, office in enumerate(known.offices):
        _office(out, node, number, office)


def _is_state(key: str) -> bool:
    known = gazetteer().get(key)
    return known is not None and known.table == "states"


def _dates(out: Writer, node: NamedNode, known: Known) -> None:
    if known.table != "gatherings":
        return
    for predicate, day in ((v.START_DATE, known.start), (v.END_DATE, known.end)):
        if day:
            out.add(node, predicate, Literal(day, datatype=v.EDTF_TYPE))
    if known.place:
        out.add(node, v.HAS_PLACE, out.ids.thing(known.place))
    if known.series:
        out.add(node, v.SUPER_EVENT, out.ids.thing(f"series/{known.series}"))


def _office(out: Writer, person: NamedNode, number: int, office: Office) -> None:
    node = part(person, "office", number)
    out.add(node, v.TYPE, v.TENURE)
    out.add(node, v.MEMBER, person)
    out.add(node, v.OFFICE, Literal(office.code))
    if office.of:
        out.add(node, v.ORG_OF, out.ids.thing(office.of))
    for predicate, day in ((v.SINCE, office.start), (v.UNTIL, office.end)):
        if day:
            out.add(node, predicate, Literal(day, datatype=v.EDTF_TYPE))
