"""Finds event mentions by the blocks they are filed in and by the events they belong to, reading each document once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode

from kg.graph import vocabulary as v
from kg.graph.identifiers import Identifiers
from kg.model import EventMention


class Filing:
    """The mentions of a store as it is now; made anew after every change."""

    def __init__(self, store: ox.Store, ids: Identifiers, read: Callable[[str], Iterable[EventMention]]) -> None:
        """`read` gives the mentions of a document by its id."""
        self._store = store
        self._ids = ids
        self._read = read
        self._documents: dict[str, dict[NamedNode, EventMention]] = {}

    def document(self, name: str) -> Mapping[NamedNode, EventMention]:
        """Mentions of a document by their IRI."""
        if name not in self._documents:
            mentions = {m.key: m for m in self._read(name)}
            self._documents[name] = {iri: mentions[key] for key, iri in self._ids.mentions(mentions.values()).items()}
        return self._documents[name]

    def filed(self, blocks: Iterable[str]) -> Iterator[EventMention]:
        """Mentions filed in any of some blocks (`EventMention.blocks`)."""
        found = (
            q.subject
            for block in sorted(set(blocks))
            for q in self._store.quads_for_pattern(None, v.BLOCK, Literal(block), None)
        )
        yield from self._mentions(node for node in found if isinstance(node, NamedNode))

    def together(self, mentions: Iterable[EventMention]) -> Iterator[EventMention]:
        """Mentions that belong, as the events stand, to the same events as some."""
        graph = self._ids.events_graph
        keys = {m.key: m.document for m in mentions}
        mine = [iri for name in sorted(set(keys.values())) for iri, m in self.document(name).items() if m.key in keys]
        events = {q.object for iri in mine for q in self._store.quads_for_pattern(iri, v.MENTION_OF, None, graph)}
        yield from self._mentions(
            q.object
            for event in events
            if isinstance(event, NamedNode)
            for q in self._store.quads_for_pattern(event, v.DENOTED_BY, None, graph)
            if isinstance(q.object, NamedNode)
        )

    def _mentions(self, nodes: Iterable[NamedNode]) -> Iterator[EventMention]:
        for node in sorted(set(nodes), key=lambda n: n.value):
            held = self.document(self._ids.document_id(NamedNode(node.value.partition("#")[0])))
            if node in held:  # an event may still name a mention that is gone
                yield held[node]
