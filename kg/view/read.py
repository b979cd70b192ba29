"""Reads from a store what the page shows: events, reports, documents, actors and places, as plain records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from kg import edtf
from kg.graph import vocabulary as v
from kg.graph.store import Store
from kg.model import EventMention
from kg.view.things import Things

Column = dict[str, list[str]]
"""Values of a property by subject, in order."""
Time = tuple[str, str, str | None, str | None]
"""EDTF, granularity, first and last day."""
Side = tuple[str, list[str], int]
"""What is claimed, the IRIs of the mentions that claim it (none where the gazetteer says so), and its number."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step in the history of an event: what was believed of it then."""

    status: str
    day: str | None
    report: str
    """IRI of the mention that says so."""
    time: Time | None = None
    place: str | None = None
    number: int = 0
    """Of the step in the event, from 0, as in its IRI."""


@dataclass(slots=True, kw_only=True)
class Told:
    """What some documents tell of an event; everything by IRI."""

    type: str
    status: str | None
    time: Time | None
    place: str | None
    counts: tuple[int, int, int, int]
    since: str | None
    """Day on which the last of them was issued."""
    people: list[tuple[str, str, str | None]] = field(default_factory=list)
    conflicts: list[tuple[str, list[Side]]] = field(default_factory=list)
    """Aspect and the sides of each."""


@dataclass(slots=True, kw_only=True)
class Belief(Told):
    """What the documents issued by a day told."""

    until: str | None
    """Day on which another was issued."""


@dataclass(slots=True, kw_only=True)
class EventRecord(Told):
    """An event as the graph has it."""

    iri: str
    codes: tuple[str, str]
    history: list[Step] = field(default_factory=list)
    beliefs: list[Belief] = field(default_factory=list)
    """In order."""
    gathering: str | None = None
    beside: bool = False
    """On the sidelines of its gathering, not the gathering itself."""
    mentions: list[str] = field(default_factory=list)


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


def read(store: Store, only: Collection[str] | None = None) -> Graph:
    """Read a store's events, or only those with these IRIs, with all that belongs to them."""
    columns = _Columns(store, store.ids.events_graph) if only is None else _Part(store, only)
    mentions = _mentions(store) if only is None else _mentions_of(store, columns)
    state = _State(columns)
    events = {record.iri: record for record in _events(columns, state)}
    told = _told(columns, state, events)
    _add_people(columns, told)
    _add_history(columns, events)
    _add_conflicts(columns, told)
    return Graph(
        events=events,
        mentions=mentions,
        why=_reasons(columns),
        things=Things(store),
        documents=_documents(store, mentions),
    )


class _Columns:
    """Reads a graph property by property: each is one run along an index, where a query would look up every value."""

    def __init__(self, store: Store, graph: ox.NamedNode | None) -> None:
        self._store = store
        self._graph = graph
        self._columns: dict[str, Column] = {}

    def many(self, predicate: ox.NamedNode) -> Column:
        """Give all values by subject; what was read once is kept."""
        column = self._columns.get(predicate.value)
        if column is None:
            column = self._columns[predicate.value] = self._column(predicate)
        return column

    def _column(self, predicate: ox.NamedNode) -> Column:
        found: Column = {}
        for quad in self._store.native.quads_for_pattern(None, predicate, None, self._graph):
            subject, value = v.lexical(quad.subject), v.lexical(quad.object)
            if subject in found:
                found[subject].append(value)
            else:
                found[subject] = [value]
        for values in found.values():
            if len(values) > 1:
                values.sort()
        return found

    def one(self, predicate: ox.NamedNode) -> dict[str, str]:
        """Give the value by subject, the first in order where there are several."""
        return {subject: values[0] for subject, values in self.many(predicate).items()}


class _Part(_Columns):
    """The same of some events: each is read with its parts, whatever else the graph holds."""

    _PARTS = frozenset({v.PARTICIPATION, v.HISTORY, v.JOIN, v.CLAIM, v.BELIEF, v.LOCATION})

    def __init__(self, store: Store, events: Iterable[str]) -> None:
        super().__init__(store, store.ids.events_graph)
        self._found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for iri in events:
            self._take(ox.NamedNode(iri), set())

    def _take(self, node: ox.NamedNode, seen: set[ox.NamedNode]) -> None:
        seen.add(node)
        for quad in self._store.native.quads_for_pattern(node, None, None, self._graph):
            self._found[quad.predicate.value][node.value].append(v.lexical(quad.object))
            if quad.predicate in self._PARTS and isinstance(quad.object, ox.NamedNode) and quad.object not in seen:
                self._take(quad.object, seen)

    def _column(self, predicate: ox.NamedNode) -> Column:
        return {subject: sorted(values) for subject, values in self._found[predicate.value].items()}


def _events(columns: _Columns, state: _State) -> Iterator[EventRecord]:
    cameo, plover = columns.one(v.CAMEO), columns.one(v.PLOVER)
    gatherings, beside = columns.one(v.GATHERING), columns.one(v.SUB_EVENT_OF)
    mentions = columns.many(v.DENOTED_BY)
    for iri in sorted(columns.one(v.KEY)):
        yield EventRecord(
            **state(iri),
            iri=iri,
            codes=(cameo.get(iri, ""), plover.get(iri, "")),
            mentions=mentions.get(iri, []),
            gathering=gatherings.get(iri),
            beside=iri in beside,
        )


def _told(columns: _Columns, state: _State, events: Mapping[str, EventRecord]) -> dict[str, Told]:
    """The events and what was believed of them before, which is put into their records, by IRI."""
    until = columns.one(v.KNOWN_UNTIL)
    found: dict[str, Told] = dict(events)
    for iri, nodes in columns.many(v.BELIEF).items():
        for node in sorted(nodes, key=_number):
            found[node] = belief = Belief(**state(node), until=until.get(node))
            events[iri].beliefs.append(belief)
    return found


class _State:
    """Gives what is told of an event, or was, by its IRI."""

    def __init__(self, columns: _Columns) -> None:
        self._types, self._statuses = columns.one(v.EVENT_TYPE), columns.one(v.STATUS)
        self._locations, self._places = columns.one(v.LOCATION), columns.one(v.LOCATED_AT)
        counts = (v.DOCUMENT_COUNT, v.OUTLET_COUNT, v.LANGUAGE_COUNT, v.ORIGINATOR_COUNT)
        self._counts = [columns.one(count) for count in counts]
        self._times, self._since = _times(columns), columns.one(v.KNOWN_SINCE)

    def __call__(self, iri: str) -> dict[str, Any]:
        documents, outlets, languages, originators = (int(count.get(iri, 0)) for count in self._counts)
        return {
            "type": _local(self._types[iri]),
            "status": _local(self._statuses[iri]) if iri in self._statuses else None,
            "time": self._times.get(iri),
            "place": self._places.get(self._locations.get(iri, "")),
            "counts": (documents, outlets, languages, originators),
            "since": self._since.get(iri),
        }


def _number(part: str) -> int:
    return int(part.rpartition("=")[2])


def _times(columns: _Columns) -> dict[str, Time]:
    granularity, start, end = columns.one(v.GRANULARITY), columns.one(v.EARLIEST), columns.one(v.LATEST)
    return {
        iri: (edtf, granularity.get(iri, "interval"), start.get(iri), end.get(iri))
        for iri, edtf in columns.one(v.EDTF).items()
    }


def _add_people(columns: _Columns, told: Mapping[str, Told]) -> None:
    actors, roles, states = columns.one(v.ACTOR), columns.one(v.ROLE), columns.one(v.REPRESENTS)
    for iri, parts in columns.many(v.PARTICIPATION).items():
        # In the order of their numbers, as in the labels.
        numbered = sorted(parts, key=_number)
        told[iri].people = [(actors[part], _local(roles[part]), states.get(part)) for part in numbered]


def _add_history(columns: _Columns, events: dict[str, EventRecord]) -> None:
    position, status = columns.one(v.POSITION), columns.one(v.STATUS)
    days, reports = columns.one(v.AS_OF), columns.one(v.REPORTED_BY)
    times, places = columns.one(v.EDTF), columns.one(v.LOCATED_AT)
    for iri, steps in columns.many(v.HISTORY).items():
        events[iri].history = [
            Step(_local(status[s]), days.get(s), reports[s], _then(times.get(s)), places.get(s), number)
            for number, s in enumerate(sorted(steps, key=lambda step: int(position[step])))
        ]


def _then(text: str | None) -> Time | None:
    """A date that a step bears alone, without the bounds that an event's own has beside it."""
    if text is None:
        return None
    try:
        found = edtf.parse(text)
    except ValueError:
        return None
    start, end = (day.isoformat() if day else None for day in (found.start, found.end))
    return found.edtf, found.granularity.value, start, end


def _add_conflicts(columns: _Columns, told: Mapping[str, Told]) -> None:
    position, aspect, claims = columns.one(v.POSITION), columns.one(v.ASPECT), columns.one(v.CLAIMS)
    reports = columns.many(v.REPORTED_BY)
    for iri, nodes in columns.many(v.CLAIM).items():
        found: dict[int, tuple[str, list[Side]]] = {}
        # The sides of one conflict bear its number.
        for node in sorted(nodes, key=lambda node: (int(position[node]), claims[node])):
            sides = found.setdefault(int(position[node]), (aspect[node], []))[1]
            sides.append((claims[node], reports.get(node, []), int(node.rpartition("=")[2])))
        told[iri].conflicts = list(found.values())


def _reasons(columns: _Columns) -> dict[str, list[str]]:
    """Why each mention was joined to its event."""
    reports = columns.one(v.REPORTED_BY)
    return {reports[join]: reasons for join, reasons in columns.many(v.REASON).items()}


def _documents(store: Store, mentions: Mapping[str, EventMention]) -> dict[str, tuple[str, str]]:
    """Title and URL by its id of each document that has mentions."""
    found: dict[str, tuple[str, str]] = {}
    for name in {mention.document for mention in mentions.values()}:
        node = store.ids.document(name)
        texts = [store.native.quads_for_pattern(node, what, None, node) for what in (v.TITLE, v.URL)]
        title, url = (min((v.lexical(quad.object) for quad in quads), default="") for quads in texts)
        found[name] = title, url
    return found


def _mentions_of(store: Store, columns: _Columns) -> dict[str, EventMention]:
    """Mentions of the events read, by IRI; those of a document have their numbers together."""
    wanted = {iri for iris in columns.many(v.DENOTED_BY).values() for iri in iris}
    found: dict[str, EventMention] = {}
    for document in sorted({iri.partition("#")[0] for iri in wanted}):
        node = ox.NamedNode(document)
        name = next((quad.object for quad in store.native.quads_for_pattern(node, v.IDENTIFIER, None, node)), None)
        mentions = {m.key: m for m in store.document_mentions(v.lexical(name))} if name is not None else {}
        iris = store.ids.mentions(mentions.values())
        found.update((iri.value, mentions[key]) for key, iri in iris.items() if iri.value in wanted)
    return found


def _mentions(store: Store) -> dict[str, EventMention]:
    mentions = {mention.key: mention for mention in store.mentions()}
    return {node.value: mentions[key] for key, node in store.ids.mentions(mentions.values()).items()}


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]
