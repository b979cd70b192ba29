"""Who met whom: what is known of each pair of actors, and of the states they act for, as resources of the events graph.

What a pair did is counted, and its first and last event are noted. A change of some events is booked against what is
stored, so that it costs the same however often the pair has met.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import vocabulary as v
from kg.graph.build import Writer
from kg.graph.identifiers import Identifiers, digest
from kg.graph.sync import Change, Resource, replace_resource
from kg.model import Actor, ActorKind, Event, EventType, Status

IN_PERSON = frozenset(
    {EventType.MEETING, EventType.SUMMIT, EventType.VISIT, EventType.NEGOTIATION, EventType.MEDIATION}
)
"""Types by which actors meet; at a conference they may, but nobody says so."""
#: A pair that met no oftener is counted through.
FEW = 200
#: Days for which the next meeting of another is looked for in the calendar.
FAR = 400
_DAY = timedelta(days=1)
PENDING = frozenset({Status.PLANNED, Status.PROPOSED, Status.POSTPONED, Status.ONGOING})


Moment = tuple[date, str]
"""A day, and the IRI of the event on it."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What an event adds to what is known of a pair."""

    iri: str
    type: EventType
    status: Status | None
    first: date | None
    """First and last day on which it may have taken place, if it was held (`bounded`)."""
    last: date | None

    @property
    def met(self) -> bool:
        """Whether the pair met in it."""
        return self.status is Status.HELD and self.type is not EventType.PHONE_CALL


@dataclass(slots=True)
class Tally:
    """What is known of a pair so far."""

    held: int = 0
    calls: int = 0
    pending: int = 0
    first: Moment | None = None
    """Earliest day, and IRI, of the first held event that has one."""
    last: Moment | None = None
    """Latest day (`date.min` where none is known), and IRI, of the last held event."""

    def add(self, event: Counted) -> None:
        """Count an event of the pair."""
        self.count(event, 1)
        self.widen([event])

    def count(self, event: Counted, by: int) -> None:
        """Count an event in (1) or out (-1)."""
        if event.status in PENDING:
            self.pending += by
        elif event.type is EventType.PHONE_CALL:
            self.calls += by
        else:
            self.held += by

    def widen(self, events: Iterable[Counted]) -> None:
        """Let the first and the last be those of some events where they reach further."""
        met = [event for event in events if event.met]
        begun = [(event.first, event.iri) for event in met if event.first is not None]
        ended = [(event.last or date.min, event.iri) for event in met]
        self.first = min([*begun, *([self.first] if self.first else [])], default=None)
        self.last = max([*ended, *([self.last] if self.last else [])], default=None)


def counted(ids: Identifiers, event: Event) -> Counted:
    """What an event adds to the pairs that take part in it."""
    reports = [change.as_of for change in event.history if change.status is Status.HELD and change.as_of is not None]
    time = event.time
    last = bounded(time.end if time else None, reports)
    return Counted(ids.event(event.key).value, event.type, event.status, time.start if time else None, last)


def bounded(end: date | None, reports: Iterable[date]) -> date | None:
    """Last day on which a held event may have taken place: no later than the first report of it as held."""
    return min((day for day in (end, min(reports, default=None)) if day is not None), default=None)


def tallies(ids: Identifiers, events: Iterable[Event]) -> dict[tuple[str, str, str], Tally]:
    """What the events say of each pair."""
    found: dict[tuple[str, str, str], Tally] = {}
    for event in events:
        adds = counted(ids, event)
        for pair in pairs(event):
            found.setdefault(pair, Tally()).add(adds)
    return found


def encounter_resources(ids: Identifiers, events: Iterable[Event]) -> Iterator[Resource]:
    """Yield who met whom: a resource per pair of actors and per pair of states they represented."""
    for (kind, first, second), tally in tallies(ids, events).items():
        yield encounter_resource(ids, kind, first, second, tally)


def pairs(event: Event) -> Iterator[tuple[str, str, str]]:
    """Pairs that an event counts for, as ``encounter`` of actors or of ``states``, with their keys in order."""
    counted = event.type in IN_PERSON or event.type is EventType.PHONE_CALL
    if not counted or (event.status is not Status.HELD and event.status not in PENDING):
        return
    actors = {part.actor.key: part.actor for part in event.participants}
    for first, second in combinations(sorted(actors), 2):
        yield "encounter", first, second
    states = {state for actor in actors.values() if (state := _state(actor)) is not None}
    for first, second in combinations(sorted(states), 2):
        yield "states", first, second


def parties(event: Event) -> frozenset[str]:
    """Keys of who takes part, itself or through whom represents it: the actors and their states and bodies."""
    actors = {part.actor for part in event.participants}
    return frozenset({actor.key for actor in actors} | {actor.state for actor in actors if actor.state is not None})


def _state(actor: Actor) -> str | None:
    return actor.key if actor.kind is ActorKind.STATE else actor.state


def encounter_resource(ids: Identifiers, kind: str, first: str, second: str, tally: Tally) -> Resource:
    """Make the resource of a pair."""
    node = ids.encounter(kind, first, second)

    def build() -> list[Quad]:
        out = Writer(ids, ids.events_graph)
        out.add(node, v.TYPE, v.ENCOUNTER if kind == "encounter" else v.STATE_ENCOUNTER)
        out.add(node, v.FIRST, ids.thing(first))
        out.add(node, v.SECOND, ids.thing(second))
        out.number(node, v.HELD_COUNT, tally.held)
        out.number(node, v.CALL_COUNT, tally.calls)
        out.number(node, v.PENDING_COUNT, tally.pending)
        if tally.first is not None:
            out.day(node, v.FIRST_DATE, tally.first[0])
            out.add(node, v.FIRST_EVENT, NamedNode(tally.first[1]))
        if tally.last is not None:
            out.day(node, v.LAST_DATE, tally.last[0] if tally.last[0] > date.min else None)
            out.add(node, v.LAST_EVENT, NamedNode(tally.last[1]))
        return out.quads

    return Resource(node, digest(repr((first, second, tally))), build)


# ------------------------------------------------------------------ a change of some events


@dataclass(slots=True)
class _Booking:
    """What a change takes from a pair and gives to it."""

    pair: tuple[str, str, str] | None = None
    """Where no new event is of the pair, nobody need know who they are unless something is left."""
    gone: list[Counted] = field(default_factory=list)
    new: list[Counted] = field(default_factory=list)


def recount(
    store: ox.Store, ids: Identifiers, old: Iterable[NamedNode], events: Iterable[Event], change: Change
) -> None:
    """Book the old events out of their pairs, and the new ones in."""
    graph = ids.events_graph
    books: dict[NamedNode, _Booking] = defaultdict(_Booking)
    for node in old:
        pairs_of = [q.object for q in store.quads_for_pattern(node, v.BETWEEN, None, graph)]
        gone = _stored_event(store, graph, node) if pairs_of else None
        for pair in pairs_of:
            if isinstance(pair, NamedNode) and gone is not None:
                books[pair].gone.append(gone)
    for event in events:
        adds = counted(ids, event)
        for of in pairs(event):
            book = books[ids.encounter(*of)]
            book.pair = of
            book.new.append(adds)
    for node, book in books.items():
        tally = _booked(store, graph, node, book)
        who = book.pair or _pair_of(store, ids, node)
        left = encounter_resource(ids, *who, tally) if who is not None and tally != Tally() else None
        replace_resource(store, graph, node, left, change)


def _booked(store: ox.Store, graph: NamedNode, node: NamedNode, book: _Booking) -> Tally:
    """What is known of a pair after a change: the others are looked at only where the first or last may be another."""
    tally = _stored_tally(store, graph, node)
    first, last, gone = tally.first, tally.last, {event.iri for event in book.gone}
    for event in book.gone:
        tally.count(event, -1)
    for event in book.new:
        tally.count(event, 1)
    tally.first = first if first and first[1] not in gone else None
    tally.last = last if last and last[1] not in gone else None
    tally.widen(book.new)
    if first is not None and (tally.first is None or tally.first > first):
        tally.widen(_beyond(store, graph, node, tally, gone, first[0], tally.first, _DAY))
    if last is not None and (tally.last is None or tally.last < last):
        tally.widen(_beyond(store, graph, node, tally, gone, last[0], tally.last, -_DAY))
    return tally


def _beyond(
    store: ox.Store,
    graph: NamedNode,
    node: NamedNode,
    tally: Tally,
    gone: Collection[str],
    day: date,
    end: Moment | None,
    step: timedelta,
) -> list[Counted]:
    """The events, not gone, that may be the first or last of a pair, now that the one of `day` no longer is.

    Of a pair that met often the calendar is looked through, day by day, up to the best one known (`end`); of others,
    and where it is long empty, all events are.
    """
    whole = tally.held <= FEW
    for _ in range(0 if whole else FAR):
        if day in (date.min, date.max):
            break
        met = [event for event in _met_on(store, graph, node, day) if event.iri not in gone]
        found = [event for event in met if day == (event.first if step > timedelta() else event.last)]
        if found or (end is not None and day == end[0]):
            return found
        day += step
    return [event for event in _met(store, graph, node) if event.iri not in gone]


def _met_on(store: ox.Store, graph: NamedNode, pair: NamedNode, day: date) -> Iterator[Counted]:
    """Stored events in which a pair met whose first or last day may be this one."""
    literal = Literal(day.isoformat(), datatype=v.XSD_DATE)
    nodes = {
        NamedNode(v.lexical(quad.subject).partition("#")[0])
        for dated in (v.EARLIEST, v.LATEST, v.AS_OF)
        for quad in store.quads_for_pattern(None, dated, literal, graph)
    }
    for node in sorted(nodes, key=lambda n: n.value):
        if Quad(node, v.BETWEEN, pair, graph) in store and (event := _stored_event(store, graph, node)).met:
            yield event


def _stored_tally(store: ox.Store, graph: NamedNode, node: NamedNode) -> Tally:
    found = {q.predicate: v.lexical(q.object) for q in store.quads_for_pattern(node, None, None, graph)}

    def moment(event: NamedNode, day: NamedNode) -> Moment | None:
        known = date.fromisoformat(found[day]) if day in found else date.min
        return (known, found[event]) if event in found else None

    held, calls, pending = (int(found.get(count, 0)) for count in (v.HELD_COUNT, v.CALL_COUNT, v.PENDING_COUNT))
    return Tally(held, calls, pending, moment(v.FIRST_EVENT, v.FIRST_DATE), moment(v.LAST_EVENT, v.LAST_DATE))


def _stored_event(store: ox.Store, graph: NamedNode, node: NamedNode) -> Counted:
    """What a stored event adds to its pairs."""

    def one(subject: NamedNode, predicate: NamedNode) -> str | None:
        found = next(store.quads_for_pattern(subject, predicate, None, graph), None)
        return None if found is None else v.lexical(found.object)

    steps = [q.object for q in store.quads_for_pattern(node, v.HISTORY, None, graph)]
    held = [s for s in steps if isinstance(s, NamedNode) and one(s, v.STATUS) == v.STATUSES[Status.HELD].value]
    told = min((day for step in held if (day := one(step, v.AS_OF)) is not None), default=None)
    status = one(node, v.STATUS)
    return Counted(
        iri=node.value,
        type=v.TYPE_OF[one(node, v.EVENT_TYPE) or ""],
        status=v.STATUS_OF[status] if status else None,
        first=_day(one(node, v.EARLIEST)),
        last=bounded(_day(one(node, v.LATEST)), [] if told is None else [date.fromisoformat(told)]),
    )


def _met(store: ox.Store, graph: NamedNode, node: NamedNode) -> Iterator[Counted]:
    """All stored events in which a pair met."""
    found = store.query(_MET.format(graph=graph, pair=node), prefixes=v.PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    for row in found:
        first, last, told = (_day(v.lexical(row[name])) if row[name] else None for name in ("first", "last", "told"))
        kind = v.TYPE_OF[v.lexical(row["type"])]
        yield Counted(v.lexical(row["event"]), kind, Status.HELD, first, bounded(last, [told] if told else []))


_MET = """
SELECT ?event ?type ?first ?last (MIN(?day) AS ?told) WHERE {{ GRAPH {graph} {{
  ?event kg:between {pair} ; kg:status kg:held ; kg:type ?type .
  OPTIONAL {{ ?event sem:hasEarliestBeginTimeStamp ?first }}
  OPTIONAL {{ ?event sem:hasLatestEndTimeStamp ?last }}
  OPTIONAL {{ ?event kg:history ?step . ?step kg:status kg:held ; kg:asOf ?day }}
}} }} GROUP BY ?event ?type ?first ?last
"""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _pair_of(store: ox.Store, ids: Identifiers, node: NamedNode) -> tuple[str, str, str] | None:
    graph = ids.events_graph
    first, second = (
        next((q.object for q in store.quads_for_pattern(node, end, None, graph)), None) for end in (v.FIRST, v.SECOND)
    )
    if not isinstance(first, NamedNode) or not isinstance(second, NamedNode):
        return None
    actors = Quad(node, v.TYPE, v.ENCOUNTER, graph) in store
    return "encounter" if actors else "states", ids.key(first), ids.key(second)
