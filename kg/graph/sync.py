"""Writes a derived graph so that what did not change costs nothing.

Every resource of such a graph carries a digest. A resource is rewritten whole, in one transaction, when its digest
differs, and removed when nothing yields it any more; its parts are the nodes whose IRI begins with its own and ``#``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import vocabulary as v

CHUNK = 20_000
"""Quads per transaction: a killed transaction of this size is replayed in well under a second."""
LOAD = 200_000
"""Quads per bulk load: the engine holds and sorts all of a load in memory."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A node of a derived graph: its digest tells whether it must be written again, `build` makes its quads."""

    node: NamedNode
    digest: str
    build: Callable[[], list[Quad]]


@dataclass(frozen=True, slots=True)
class Synced:
    """How many resources a run wrote, removed and left alone."""

    written: int
    removed: int
    unchanged: int

    def __add__(self, other: Synced) -> Synced:
        return Synced(self.written + other.written, self.removed + other.removed, self.unchanged + other.unchanged)


@dataclass(slots=True)
class Change:
    """Quads to delete and to insert in the next transaction."""

    old: list[Quad] = field(default_factory=list)
    new: list[Quad] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.old) + len(self.new)


def sync(store: ox.Store, graph: NamedNode, resources: Iterable[Resource]) -> Synced:
    """Make `graph` hold exactly these resources.

    Into an empty graph quads are loaded in bulk, else in transactions; neither ever cuts a resource.
    """
    stored = _stored_digests(store, graph)
    if not stored:
        return _fill(store, graph, resources)
    written = unchanged = 0
    change = Change()
    for resource in resources:
        digest = stored.pop(resource.node.value, None)
        if digest == resource.digest:
            unchanged += 1
            continue
        written += 1
        if digest is not None:
            change.old += owned(store, graph, resource.node)
        change.new += quads_of(graph, resource)
        change = _flush_full(store, change)
    for value in stored:
        change.old += owned(store, graph, NamedNode(value))
        change = _flush_full(store, change)
    apply(store, change)
    return Synced(written, len(stored), unchanged)


def _fill(store: ox.Store, graph: NamedNode, resources: Iterable[Resource]) -> Synced:
    written = 0
    quads: list[Quad] = []
    for resource in resources:
        written += 1
        quads += quads_of(graph, resource)
        if len(quads) >= LOAD:
            store.bulk_extend(quads)
            quads.clear()
    store.bulk_extend(quads)
    return Synced(written, 0, 0)


def quads_of(graph: NamedNode, resource: Resource) -> list[Quad]:
    """Quads of a resource with its digest."""
    return [*resource.build(), Quad(resource.node, v.DIGEST, Literal(resource.digest), graph)]


def stored_digest(store: ox.Store, graph: NamedNode, node: NamedNode) -> str | None:
    """Digest of a resource as it is stored; None when it is not."""
    found = next(store.quads_for_pattern(node, v.DIGEST, None, graph), None)
    return None if found is None else v.lexical(found.object)


def _stored_digests(store: ox.Store, graph: NamedNode) -> dict[str, str]:
    found = store.quads_for_pattern(None, v.DIGEST, None, graph)
    return {v.lexical(q.subject): v.lexical(q.object) for q in found}


def owned(store: ox.Store, graph: NamedNode, node: NamedNode) -> list[Quad]:
    """Quads of a resource, of its parts, and the links of mentions to it."""
    prefix = node.value + "#"
    found = list(store.quads_for_pattern(None, v.MENTION_OF, node, graph))
    # An office points at its person, not the other way round.
    waiting = [node, *(NamedNode(v.lexical(q.subject)) for q in store.quads_for_pattern(None, v.MEMBER, node, graph))]
    seen = set(waiting)
    while waiting:
        own = list(store.quads_for_pattern(waiting.pop(), None, None, graph))
        parts = {q.object for q in own if isinstance(q.object, NamedNode) and q.object.value.startswith(prefix)} - seen
        found += own
        seen |= parts
        waiting += parts
    return found


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


def _flush_full(store: ox.Store, change: Change) -> Change:
    if len(change) < CHUNK:
        return change
    apply(store, change)
    return Change()


def apply(store: ox.Store, change: Change) -> None:
    """Make the change in one transaction."""
    if change.old:
        store.update(f"DELETE DATA {{ {block(change.old)} }} ; INSERT DATA {{ {block(change.new)} }}")
    elif change.new:
        store.extend(change.new)


def block(quads: Iterable[Quad]) -> str:
    """Quads as the inside of an INSERT DATA or DELETE DATA."""
    return " ".join(f"GRAPH {q.graph_name} {{ {q.triple} }}" for q in quads)
