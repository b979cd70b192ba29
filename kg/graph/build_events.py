"""Events as resources of the events graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import vocabulary as v
from kg.graph.alignments import codes
from kg.graph.build import Writer
from kg.graph.derived import data_hash
from kg.graph.encounters import pairs, parties
from kg.graph.identifiers import Identifiers, digest, part
from kg.graph.labels import event_labels
from kg.graph.sync import Resource
from kg.model import Event, EventType


def event_resources(ids: Identifiers, events: Iterable[Event], mentions: Mapping[str, NamedNode]) -> Iterator[Resource]:
    """Yield a resource per event; `mentions` gives the IRI of every mention the events name."""
    for event in events:
        node = ids.event(event.key)
        links = [mentions[key].value for key in event.mentions]
        yield Resource(node, digest(repr((data_hash(), event, links))), _Later(ids, event, node, mentions))


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
        _beliefs(out, self.node, self.event, self.mentions)
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
    for key in sorted(parties(event)):
        out.add(node, v.PARTY, out.ids.thing(key))
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


def _beliefs(out: Writer, node: NamedNode, event: Event, mentions: Mapping[str, NamedNode]) -> None:
    """What was told before; a participation or place that the event still has stands once."""
    out.day(node, v.KNOWN_SINCE, event.known_since)
    for number, belief in enumerate(event.beliefs):
        then, told = part(node, "belief", number), belief.told
        out.add(node, v.BELIEF, then)
        out.add(then, v.TYPE, v.BELIEF_CLASS)
        out.day(then, v.KNOWN_SINCE, belief.since)
        out.day(then, v.KNOWN_UNTIL, belief.until)
        out.add(then, v.EVENT_TYPE, v.TYPES[told.type])
        if told.status is not None:
            out.add(then, v.STATUS, v.STATUSES[told.status])
        out.time(then, told.time)
        out.names(then, v.PARTICIPANT_NAMES, (one.actor for one in told.participants))
        for serial, one in enumerate(told.participants):
            if one in event.participants:
                out.add(then, v.PARTICIPATION, part(node, "participant", event.participants.index(one)))
            else:
                out.participation(then, part(then, "participant", serial), one)
        if told.place is not None and told.place == event.place:
            out.add(then, v.LOCATION, part(node, "place", 0))
        elif told.place is not None:
            out.placed(then, part(then, "place", 0), told.place)
        _counts(out, then, told)
        _conflicts(out, then, told, mentions)


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
