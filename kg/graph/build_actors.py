"""Actors, places, outlets and gatherings as resources of the actors graph: labels, other names, offices, seats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import vocabulary as v
from kg.graph.build import Writer
from kg.graph.build_events import Resource
from kg.graph.identifiers import Identifiers, digest, part
from kg.graph.names import Known, Office, gazetteer, outlet_key
from kg.model import Actor, Event, EventMention, Place

_CLASSES = {
    "states": v.COUNTRY,
    "people": v.PERSON,
    "organisations": v.ORGANIZATION,
    "places": v.PLACE,
    "outlets": v.NEWS_MEDIA,
    "gatherings": v.GATHERING_CLASS,
    "groups": v.GROUP,
}


@dataclass(slots=True)
class _Seen:
    """What documents say of a key."""

    classes: set[NamedNode] = field(default_factory=set)
    names: Counter[str] = field(default_factory=Counter)
    states: set[str] = field(default_factory=set)
    place: Place | None = None

    def name(self) -> str | None:
        """Commonest name, the first in order among equals."""
        return min(self.names, key=lambda name: (-self.names[name], name), default=None)


class _Census:
    """Everything named in a store, by key."""

    def __init__(self) -> None:
        self.seen: dict[str, _Seen] = {}

    def mention(self, mention: EventMention) -> None:
        for participation in mention.participants:
            self._actor(participation.actor)
        for actor in (*mention.originators, *mention.relayers):
            self._actor(actor)
        self._place(mention.place)
        if mention.gathering is not None:
            self._key(mention.gathering).classes.add(v.GATHERING_CLASS)
        if mention.outlet is not None:
            outlet = self._key(outlet_key(mention.outlet))
            outlet.classes.add(v.NEWS_MEDIA)
            outlet.names[mention.outlet] += 1

    def event(self, event: Event) -> None:
        for participation in event.participants:
            self._actor(participation.actor)
        self._place(event.place)

    def _key(self, key: str) -> _Seen:
        seen = self.seen.get(key)
        if seen is None:
            seen = self.seen[key] = _Seen()
        return seen

    def _actor(self, actor: Actor) -> None:
        seen = self._key(actor.key)
        seen.classes.add(v.KINDS[actor.kind])
        seen.names[actor.name] += 1
        if actor.state is not None:
            seen.states.add(actor.state)
            self._key(actor.state).classes.add(v.COUNTRY)

    def _place(self, place: Place | None) -> None:
        if place is None:
            return
        seen = self._key(place.key)
        seen.classes.add(v.COUNTRY if place.country == place.key else v.PLACE)
        seen.names[place.name] += 1
        # The one with coordinates, and the smallest among several, so that the order of documents does not matter.
        seen.place = min((p for p in (seen.place, place) if p is not None), key=_place_order)
        if place.country is not None:
            self._key(place.country).classes.add(v.COUNTRY)


def actor_resources(ids: Identifiers, events: Iterable[Event], mentions: Iterable[EventMention]) -> Iterator[Resource]:
    """Yield a resource for every actor, place, outlet and gathering that events or mentions name."""
    census = _Census()
    for mention in mentions:
        census.mention(mention)
    for event in events:
        census.event(event)
    for key, seen in census.seen.items():
        known = gazetteer().get(key)
        fingerprint = repr((key, sorted(map(str, seen.classes)), seen.name(), sorted(seen.states), seen.place, known))
        yield Resource(ids.thing(key), digest(fingerprint), _Later(ids, key, seen, known))


@dataclass(frozen=True, slots=True)
class _Later:
    ids: Identifiers
    key: str
    seen: _Seen
    known: Known | None

    def __call__(self) -> list[Quad]:
        out = Writer(self.ids, self.ids.actors_graph)
        node = self.ids.thing(self.key)
        _classes(out, node, self.seen, self.known)
        _names(out, node, self.key, self.seen, self.known)
        for state in sorted(self.seen.states):
            out.add(node, v.REPRESENTS, self.ids.thing(state))
        _whereabouts(out, node, self.seen, self.known)
        if self.known is not None:
            _dates(out, node, self.known)
            for number, office in enumerate(self.known.offices):
                _office(out, node, number, office)
        return out.quads


def _classes(out: Writer, node: NamedNode, seen: _Seen, known: Known | None) -> None:
    # What the gazetteer says wins: a capital may also act as an organisation, a state may also be a place.
    classes = {_CLASSES[known.table]} if known else set()
    for kind in sorted(seen.classes | classes, key=lambda term: term.value):
        out.add(node, v.TYPE, kind)


def _names(out: Writer, node: NamedNode, key: str, seen: _Seen, known: Known | None) -> None:
    labels = dict(known.labels) if known else {}
    out.add(node, v.NAME, Literal(labels.get("en") or seen.name() or key))
    for lang, label in labels.items():
        out.text(node, v.LABEL, label, lang)
    if not labels:
        out.text(node, v.LABEL, seen.name() or key)
    for alias, tongue in known.aliases if known else ():
        out.text(node, v.ALT_LABEL, alias, tongue)
    for written in sorted(set(seen.names).difference(labels.values() or [seen.name() or ""])):
        out.text(node, v.ALT_LABEL, written)


def _whereabouts(out: Writer, node: NamedNode, seen: _Seen, known: Known | None) -> None:
    country = (known.country if known else None) or (seen.place.country if seen.place else None)
    if country is not None:
        out.add(node, v.IN_COUNTRY, out.ids.thing(country))
    lat, lon = (seen.place.lat, seen.place.lon) if seen.place else (None, None)
    if known is not None and known.lat is not None:
        lat, lon = known.lat, known.lon
    out.degrees(node, v.LATITUDE, lat)
    out.degrees(node, v.LONGITUDE, lon)


def _dates(out: Writer, node: NamedNode, known: Known) -> None:
    if known.table != "gatherings":
        return
    for predicate, day in ((v.START_DATE, known.start), (v.END_DATE, known.end)):
        if day:
            out.add(node, predicate, Literal(day, datatype=v.EDTF_TYPE))
    if known.place:
        out.add(node, v.HAS_PLACE, out.ids.thing(known.place))


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


def _place_order(place: Place) -> tuple[bool, str]:
    return place.lat is None, repr(place)
