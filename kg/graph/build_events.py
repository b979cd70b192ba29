"""Events, and what pairs of actors did together, as resources of the events graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import vocabulary as v
from kg.graph.alignments import codes
from kg.graph.build import Writer
from kg.graph.identifiers import Identifiers, digest, part
from kg.graph.labels import event_labels
from kg.model import Actor, ActorKind, Event, EventType, Status

IN_PERSON = frozenset(
    {EventType.MEETING, EventType.SUMMIT, EventType.VISIT, EventType.NEGOTIATION, EventType.MEDIATION}
)
"""Types by which actors meet; at a conference they may, but nobody says so."""
PENDING = frozenset({Status.PLANNED, Status.PROPOSED, Status.POSTPONED, Status.ONGOING})


@dataclass(frozen=True, slots=True)
class Resource:
    """A node of a derived graph: its digest tells whether it must be written again, `build` makes its quads."""

    node: NamedNode
    digest: str
    build: Callable[[], list[Quad]]


def event_resources(ids: Identifiers, events: Iterable[Event], mentions: Mapping[str, NamedNode]) -> Iterator[Resource]:
    """Yield a resource per event; `mentions` gives the IRI of every mention the events name."""
    for event in events:
        node = ids.event(event.key)
        links = [mentions[key].value for key in event.mentions]
        yield Resource(node, digest(repr((event, links))), _Later(ids, event, node, mentions))


@dataclass(frozen=True, slots=True)
class _Later:
    ids: Identifiers
    event: Event
    node: NamedNode
    mentions: Mapping[str, NamedNode]

    def __call__(self) -> list[Quad]:
        out = Writer(self.ids, self.ids.events_graph)
        _event(out, self.node, self.event)
        _history(out, self.node, self.event, self.mentions)
        _joins(out, self.node, self.event, self.mentions)
        _conflicts(out, self.node, self.event, self.mentions)
        return out.quads


def _event(out: Writer, node: NamedNode, event: Event) -> None:
    out.add(node, v.TYPE, v.SEM_EVENT)
    out.add(node, v.TYPE, v.TYPES[event.type])
    if event.type in v.BROADER:
        out.add(node, v.TYPE, v.TYPES[v.BROADER[event.type]])
    out.add(node, v.EVENT_TYPE, v.TYPES[event.type])
    out.add(node, v.KEY, Literal(event.key))
    if event.status is not None:
        out.add(node, v.STATUS, v.STATUSES[event.status])
    for lang, label in event_labels(event):
        out.text(node, v.LABEL, label, lang)
    out.time(node, event.time)
    out.participations(node, event.participants)
    out.location(node, event.place)
    _counts(out, node, event)
    if event.gathering is not None:
        out.add(node, v.GATHERING, out.ids.thing(event.gathering))
        if event.type is not EventType.CONFERENCE:
            out.add(node, v.SUB_EVENT_OF, out.ids.thing(event.gathering))
    for kind, first, second in pairs(event):
        out.add(node, v.BETWEEN, out.ids.encounter(kind, first, second))
    cameo, plover = codes(event.type, event.status)
    out.text(node, v.CAMEO, cameo)
    out.text(node, v.PLOVER, plover)


def _counts(out: Writer, node: NamedNode, event: Event) -> None:
    out.number(node, v.MENTION_COUNT, len(event.mentions))
    out.number(node, v.DOCUMENT_COUNT, event.documents)
    out.number(node, v.OUTLET_COUNT, event.outlets)
    out.number(node, v.LANGUAGE_COUNT, event.languages)
    out.number(node, v.ORIGINATOR_COUNT, event.originators)


def _history(out: Writer, node: NamedNode, event: Event, mentions: Mapping[str, NamedNode]) -> None:
    for number, change in enumerate(event.history):
        step = part(node, "status", number)
        out.add(node, v.HISTORY, step)
        out.add(step, v.TYPE, v.STATUS_CHANGE)
        out.number(step, v.POSITION, number + 1)
        out.add(step, v.STATUS, v.STATUSES[change.status])
        if number:
            out.add(step, v.PREVIOUS_STATUS, v.STATUSES[event.history[number - 1].status])
        out.day(step, v.AS_OF, change.as_of)
        out.add(step, v.REPORTED_BY, mentions[change.mention])
        if change.time is not None:
            out.add(step, v.EDTF, Literal(change.time.edtf, datatype=v.EDTF_TYPE))
        if change.place is not None:
            out.add(step, v.LOCATED_AT, out.ids.thing(change.place.key))
            out.add(step, v.NAME, Literal(change.place.name))


def _joins(out: Writer, node: NamedNode, event: Event, mentions: Mapping[str, NamedNode]) -> None:
    for key in event.mentions:
        out.add(mentions[key], v.MENTION_OF, node)
        out.add(node, v.DENOTED_BY, mentions[key])
    for number, join in enumerate(event.joins):
        step = part(node, "join", number)
        out.add(node, v.JOIN, step)
        out.add(step, v.TYPE, v.JOIN_CLASS)
        out.add(step, v.REPORTED_BY, mentions[join.mention])
        for reason in join.reasons:
            out.text(step, v.REASON, reason)


def _conflicts(out: Writer, node: NamedNode, event: Event, mentions: Mapping[str, NamedNode]) -> None:
    claims = [(number, c.aspect, claim) for number, c in enumerate(event.conflicts, 1) for claim in c.claims]
    for conflict in event.conflicts:
        out.text(node, v.CONFLICT, conflict.summary)
    for serial, (number, aspect, claim) in enumerate(claims):
        side = part(node, "claim", serial)
        out.add(node, v.CLAIM, side)
        out.add(side, v.TYPE, v.CLAIM_CLASS)
        out.number(side, v.POSITION, number)
        out.text(side, v.ASPECT, aspect)
        out.text(side, v.CLAIMS, claim.value)
        for key in claim.mentions:
            out.add(side, v.REPORTED_BY, mentions[key])


@dataclass(frozen=True, slots=True)
class Counted:
    """What an event adds to what is known of a pair."""

    iri: str
    type: EventType
    status: Status | None
    first: date | None
    """First and last day on which it may have taken place, if it was held (`bounds`)."""
    last: date | None


@dataclass(slots=True)
class Tally:
    """What is known of a pair so far."""

    held: int = 0
    calls: int = 0
    pending: int = 0
    first: tuple[date, str] | None = None
    """Earliest day, and IRI, of the first held event that has one."""
    last: tuple[date, str] | None = None
    """Latest day (`date.min` where none is known), and IRI, of the last held event."""

    def add(self, event: Counted) -> None:
        """Count an event of the pair."""
        if event.status in PENDING:
            self.pending += 1
        elif event.status is Status.HELD and event.type is EventType.PHONE_CALL:
            self.calls += 1
        elif event.status is Status.HELD:
            self.held += 1
            self._bounds(event)

    def _bounds(self, event: Counted) -> None:
        if event.first is not None and (self.first is None or (event.first, event.iri) < self.first):
            self.first = (event.first, event.iri)
        if self.last is None or (event.last or date.min, event.iri) > self.last:
            self.last = (event.last or date.min, event.iri)


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
