"""Brings the derived graphs up to date where mentions changed, and nowhere else, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg.graph import vocabulary as v
from kg.graph.build_actors import Actors, told_by
from kg.graph.build_events import (
    Counted,
    Resource,
    Tally,
    bounded,
    counted,
    encounter_resource,
    event_resources,
    pairs,
)
from kg.graph.identifiers import Identifiers
from kg.graph.pending import Pending
from kg.graph.sync import Change, Synced, apply, owned, quads_of, stored_digest
from kg.model import Event, EventMention, EventType, Status

_TYPES: dict[str, EventType] = {node.value: kind for kind, node in v.TYPES.items()}
_STATUSES: dict[str, Status] = {node.value: status for status, node in v.STATUSES.items()}


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change of some documents reaches: every event that may be another now, made anew."""

    events: Sequence[Event]
    mentions: Mapping[str, EventMention]
    """All mentions of the documents that the events rest on, by key."""
    pending: Pending


def update(store: ox.Store, ids: Identifiers, touched: Touched) -> Synced:
    """Write the touched events in place of what they were; pairs and things follow; the marks go.

    Whoever is asked for by an IRI that is no more is told which event took its place.
    """
    iris = ids.mentions(touched.mentions.values())
    graph = ids.events_graph
    old = _old_events(store, ids, touched, iris)
    change = Change()
    synced = _exchange(store, graph, old, list(event_resources(ids, touched.events, iris)), change)
    _pairs(store, ids, old, touched.events, change)
    _things(store, ids, touched, change)
    change.new += replacements(store, ids, old, touched.events, iris)
    change.old += [q for e in touched.events for q in _revived(store, ids, ids.event(e.key))]
    change.old += touched.pending.marks
    apply(store, change)
    return synced


def _old_events(
    store: ox.Store, ids: Identifiers, touched: Touched, iris: Mapping[str, NamedNode]
) -> dict[NamedNode, str]:
    """Events of the touched mentions as they are stored, with their digests."""
    nodes = set(touched.pending.events)
    for event in touched.events:
        for key in event.mentions:
            nodes |= {
                q.object
                for q in store.quads_for_pattern(iris[key], v.MENTION_OF, None, ids.events_graph)
                if isinstance(q.object, NamedNode)
            }
    digests = {node: stored_digest(store, ids.events_graph, node) for node in nodes}
    return {node: found for node, found in digests.items() if found is not None}


def _exchange(
    store: ox.Store, graph: NamedNode, old: Mapping[NamedNode, str], new: Sequence[Resource], change: Change
) -> Synced:
    kept = {resource.node for resource in new if old.get(resource.node) == resource.digest}
    gone = [node for node in old if node not in kept]
    for node in sorted(gone, key=lambda n: n.value):
        change.old += owned(store, graph, node)
    written = [resource for resource in new if resource.node not in kept]
    for resource in written:
        change.new += quads_of(graph, resource)
    removed = len(set(gone).difference(resource.node for resource in written))
    return Synced(len(written), removed, len(kept))


# ------------------------------------------------------------------ pairs


def _pairs(
    store: ox.Store, ids: Identifiers, old: Mapping[NamedNode, str], events: Sequence[Event], change: Change
) -> None:
    """Count anew the pairs of the old events and of the new ones."""
    graph = ids.events_graph
    mine: dict[NamedNode, tuple[tuple[str, str, str], list[Counted]]] = {}
    for node in old:
        for quad in store.quads_for_pattern(node, v.BETWEEN, None, graph):
            if isinstance(quad.object, NamedNode) and (pair := _pair_of(store, ids, quad.object)) is not None:
                mine.setdefault(quad.object, (pair, []))
    for event in events:
        for pair in pairs(event):
            mine.setdefault(ids.encounter(*pair), (pair, []))[1].append(counted(ids, event))
    for node, (pair, added) in mine.items():
        others = [q.subject for q in store.quads_for_pattern(None, v.BETWEEN, node, graph) if q.subject not in old]
        tally = Tally()
        for adds in (*(_counted(store, graph, o) for o in others if isinstance(o, NamedNode)), *added):
            tally.add(adds)
        resource = encounter_resource(ids, *pair, tally) if others or added else None
        replace_resource(store, graph, node, resource, change)


def _pair_of(store: ox.Store, ids: Identifiers, node: NamedNode) -> tuple[str, str, str] | None:
    graph = ids.events_graph
    ends = [
        next((q.object for q in store.quads_for_pattern(node, end, None, graph)), None) for end in (v.FIRST, v.SECOND)
    ]
    first, second = ends
    if not isinstance(first, NamedNode) or not isinstance(second, NamedNode):
        return None
    actors = Quad(node, v.TYPE, v.ENCOUNTER, graph) in store
    return "encounter" if actors else "states", ids.key(first), ids.key(second)


def _counted(store: ox.Store, graph: NamedNode, node: NamedNode) -> Counted:
    """What a stored event adds to its pairs."""

    def one(subject: NamedNode, predicate: NamedNode) -> str | None:
        found = next(store.quads_for_pattern(subject, predicate, None, graph), None)
        return None if found is None else v.lexical(found.object)

    reports = []
    for quad in store.quads_for_pattern(node, v.HISTORY, None, graph):
        step = quad.object
        assert isinstance(step, NamedNode)
        day = one(step, v.AS_OF)
        if day is not None and one(step, v.STATUS) == v.STATUSES[Status.HELD].value:
            reports.append(date.fromisoformat(day))
    status, first, last = one(node, v.STATUS), one(node, v.EARLIEST), one(node, v.LATEST)
    return Counted(
        iri=node.value,
        type=_TYPES[one(node, v.EVENT_TYPE) or ""],
        status=_STATUSES[status] if status else None,
        first=date.fromisoformat(first) if first else None,
        last=bounded(date.fromisoformat(last) if last else None, reports),
    )


# ------------------------------------------------------------------ things


def _things(store: ox.Store, ids: Identifiers, touched: Touched, change: Change) -> None:
    """Make the things anew that the touched mentions speak of, or that the changed documents spoke of before."""
    actors = Actors(store, ids)
    graph = ids.actors_graph
    changed = {ids.document_id(node) for node in touched.pending.documents}
    told = told_by(m for m in touched.mentions.values() if m.document in changed)
    nodes = {ids.thing(key): key for key in told if not actors.tells(key, told[key])}
    nodes |= {node: ids.key(node) for node in touched.pending.things}
    for node, key in sorted(nodes.items(), key=lambda item: item[1]):
        replace_resource(store, graph, node, actors.resource(key), change)


def replace_resource(
    store: ox.Store, graph: NamedNode, node: NamedNode, resource: Resource | None, change: Change
) -> None:
    """Put a resource in place of what is stored of it; None removes it."""
    digest = stored_digest(store, graph, node)
    if resource is not None and digest == resource.digest:
        return
    if digest is not None:
        change.old += owned(store, graph, node)
    if resource is not None:
        change.new += quads_of(graph, resource)


# ------------------------------------------------------------------ names of events that are no more


def _revived(store: ox.Store, ids: Identifiers, node: NamedNode) -> Iterator[Quad]:
    """An event that is there again has no successor."""
    yield from store.quads_for_pattern(node, v.REPLACED_BY, None, ids.replaced_graph)


def replacements(
    store: ox.Store, ids: Identifiers, old: Iterable[NamedNode], events: Iterable[Event], iris: Mapping[str, NamedNode]
) -> Iterator[Quad]:
    """Quads that say which event took the place of one that is gone: the one that has most of its mentions."""
    graph = ids.events_graph
    home = {iris[key]: ids.event(event.key) for event in events for key in event.mentions}
    current = set(home.values())
    for node in old:
        if node in current:
            continue  # the same event with other contents
        mentions = [q.subject for q in store.quads_for_pattern(None, v.MENTION_OF, node, graph)]
        found = [home[m] for m in mentions if isinstance(m, NamedNode) and m in home]
        if found:
            successor = max(sorted(set(found), key=lambda n: n.value), key=found.count)
            yield Quad(node, v.REPLACED_BY, successor, ids.replaced_graph)
