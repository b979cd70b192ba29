"""What changes of documents touch and the events do not reflect yet.

The marks are written in the same transaction as the change, in a graph of their own: the document, the blocks its
earlier mentions were filed in, the events those belonged to, and the things they spoke of. So a run that dies at any
moment leaves behind what the next one must look at, and nothing else need be read.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import vocabulary as v
from kg.graph.build import Term
from kg.graph.build_actors import REFERENCES
from kg.graph.identifiers import Identifiers

Subject = NamedNode | ox.BlankNode | ox.Triple


@dataclass(frozen=True, slots=True)
class Pending:
    """The marks of some documents."""

    documents: tuple[NamedNode, ...]
    """Documents written, replaced or removed, in order of their IRIs."""
    changed: int
    """How many there are in all; `documents` may be the first of them."""
    blocks: frozenset[str]
    events: frozenset[NamedNode]
    things: frozenset[NamedNode]
    marks: tuple[Quad, ...]
    """The quads that say so, to be removed when the events reflect the changes."""


def marks(store: ox.Store, ids: Identifiers, document: NamedNode) -> list[Quad]:
    """Quads to write together with a change of a document, made before the change."""
    touched: set[Term] = {document}
    mentions = [q.subject for q in store.quads_for_pattern(None, v.TYPE, v.EVENT_MENTION, document)]
    for mention in mentions:
        touched |= _objects(store, mention, v.BLOCK, document)
        touched |= _objects(store, mention, v.MENTION_OF, ids.events_graph)
    for predicate in REFERENCES:
        touched |= _objects(store, None, predicate, document)
    return [Quad(document, v.PENDING, term, ids.pending_graph) for term in touched]


def _objects(store: ox.Store, subject: Subject | None, predicate: NamedNode, graph: NamedNode) -> set[Term]:
    found = store.quads_for_pattern(subject, predicate, None, graph)
    return {q.object for q in found if isinstance(q.object, NamedNode | Literal)}


def read(store: ox.Store, ids: Identifiers, limit: int | None = None) -> Pending:
    """Marks of the first `limit` changed documents, or of all."""
    graph = ids.pending_graph
    changed = sorted(
        {q.subject for q in store.quads_for_pattern(None, v.PENDING, None, graph) if isinstance(q.subject, NamedNode)},
        key=lambda node: node.value,
    )
    documents = tuple(changed[:limit])
    found = tuple(q for node in documents for q in store.quads_for_pattern(node, v.PENDING, None, graph))
    nodes = {q.object for q in found if isinstance(q.object, NamedNode)}.difference(documents)
    events = {node for node in nodes if node.value.startswith(f"{ids.base}event/")}
    return Pending(
        documents=documents,
        changed=len(changed),
        blocks=frozenset(q.object.value for q in found if isinstance(q.object, Literal)),
        events=frozenset(events),
        things=frozenset(nodes - events),
        marks=found,
    )


def is_empty(store: ox.Store, ids: Identifiers) -> bool:
    """Whether the events reflect every document."""
    return next(store.quads_for_pattern(None, None, None, ids.pending_graph), None) is None
