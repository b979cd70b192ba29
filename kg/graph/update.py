"""Brings the derived graphs up to date where mentions changed, and nowhere else, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg.graph import vocabulary as v
from kg.graph.build_actors import Actors, told_by
from kg.graph.build_events import event_resources
from kg.graph.encounters import recount
from kg.graph.identifiers import Identifiers
from kg.graph.pending import Pending
from kg.graph.sync import Change, Resource, Synced, apply, owned, quads_of, replace_resource, stored_digest
from kg.model import Event, EventMention


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
    recount(store, ids, old, touched.events, change)
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
