"""The store: Oxigraph on disk with a named graph per document, and the graphs of events and actors made from them.

A directory holds ``store.json`` (format version, base IRI), ``quads/`` (Oxigraph) and ``mentions.cache`` (see
`kg.graph.cache`). One process writes at a time; readers see the state at which they opened.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from kg.errors import QueryError, StoreError
from kg.files import one_line
from kg.graph import vocabulary as v
from kg.graph.build import document_quads
from kg.graph.build_actors import Actors, things
from kg.graph.build_events import event_resources
from kg.graph.cache import MentionCache
from kg.graph.derived import data_hash
from kg.graph.directory import (
    VERSION,
    Mark,
    is_new,
    open_to_read,
    open_to_write,
    read_mark,
    write_mark,
    writing,
)
from kg.graph.encounters import encounter_resources
from kg.graph.filing import Filing
from kg.graph.identifiers import Identifiers, mentions_hash
from kg.graph.migrate import migrate
from kg.graph.pending import Pending, is_empty, marks
from kg.graph.pending import read as read_marks
from kg.graph.read import GraphReader, text_order
from kg.graph.sync import CHUNK, Resource, Synced, block, sync
from kg.graph.update import Touched, replacements, update
from kg.model import Document, Event, EventMention
from kg.resources import data_dir

if TYPE_CHECKING:
    import rdflib

BULK_DOCUMENTS = 500
"""Documents per bulk load: each load is all or nothing, and holds its quads in memory."""
CACHE = "mentions.cache"
"""File of `kg.graph.cache` in the directory of a store."""

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Store:
    """Documents, their event mentions, and the events made from them."""

    def __init__(
        self, native: ox.Store, ids: Identifiers, *, read_only: bool = False, path: Path | None = None
    ) -> None:
        self.native = native
        """The Oxigraph store itself."""
        self.ids = ids
        self.read_only = read_only
        self.path = path
        self._cache = MentionCache(path / CACHE if path is not None else None, read_only=read_only)
        if not read_only:
            self._load_ontology()

    @classmethod
    def open(
        cls, path: Path, *, read_only: bool = False, create: bool = True, base: str | None = None, wait: float = 0.0
    ) -> Self:
        """Open the store of a directory, making it when it does not exist; an older one is brought up to date.

        Another writer is waited for, `wait` seconds at most. Raises `StoreError` when the path is not a store, cannot
        be written, stays locked or has a version that this program does not read, and when `base` differs from its own.
        """
        if is_new(path):
            if read_only or not create:
                raise StoreError(f"{path}: no store here")
            write_mark(path, Mark(VERSION, base or v.BASE))
        mark = read_mark(path)
        if base is not None and base != mark.base:
            raise StoreError(f"{path}: the store has base IRI {mark.base}, not {base}")
        if read_only:
            return cls(open_to_read(path), Identifiers(mark.base), read_only=True, path=path)
        native = open_to_write(path, wait)
        with writing(path):
            mark = read_mark(path)  # again: now nobody else can change it
            if mark.version < VERSION:
                migrate(native, mark.version)
                write_mark(path, Mark(VERSION, mark.base))
            return cls(native, Identifiers(mark.base), path=path)

    @classmethod
    def memory(cls, base: str = v.BASE) -> Self:
        """Make an empty store that lives in memory only."""
        return cls(ox.Store(), Identifiers(base))

    def close(self) -> None:
        """Write what is buffered and let go of the directory; the store cannot be used afterwards."""
        try:
            if not self.read_only and self.path is not None:
                with writing(self.path):
                    self.native.flush()
        finally:
            self._cache.close()
            del self.native

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # What went wrong first is what is told: after a failed write flushing fails as well, and nothing is lost.
        with contextlib.suppress(StoreError) if error is not None else contextlib.nullcontext():
            self.close()

    # Documents.

    def documents(self) -> dict[str, str]:
        """Hash (`identifiers.document_hash`) of every document by its id."""
        return self._hashes(v.TEXT_HASH)

    def document_read(self, document_id: str, reader: str) -> str | None:
        """Hash of a document whose mentions this reader (`resources.reader`) found; None of any other."""
        node = self.ids.document(document_id)
        if Quad(node, v.READER, Literal(reader), node) not in self.native:
            return None
        return next((v.lexical(q.object) for q in self.native.quads_for_pattern(node, v.TEXT_HASH, None, node)), None)

    def has_document(self, document_id: str) -> bool:
        """Say whether the store holds a document."""
        return self.native.contains_named_graph(self.ids.document(document_id))

    def document_source(self, document_id: str) -> tuple[str | None, str | None]:
        """Outlet and address of a document."""
        node = self.ids.document(document_id)
        outlet, url = (
            next((v.lexical(q.object) for q in self.native.quads_for_pattern(node, what, None, node)), None)
            for what in (v.OUTLET, v.URL)
        )
        return outlet, url

    def find_documents(self, name: str) -> list[str]:
        """Ids of the documents of this id, IRI or address (URL), in order; several may share an address."""
        nodes: set[object] = set()
        with contextlib.suppress(ValueError):  # no IRI; or, named as a file may be, no text at all
            nodes.add(self.ids.document(name))
            nodes |= {q.subject for q in self._pattern(None, v.URL, Literal(name, datatype=v.XSD_ANY_URI))}
            nodes.add(NamedNode(name))
        own = [n for n in nodes if isinstance(n, NamedNode)]
        quads = (q for n in own for q in self.native.quads_for_pattern(n, v.IDENTIFIER, None, n))
        return sorted({v.lexical(q.object) for q in quads})

    def put_document(self, document: Document, mentions: Sequence[EventMention]) -> None:
        """Write a document with its mentions in place of what the store had of it, in one transaction."""
        graph = self.ids.document(document.id)
        quads = [*document_quads(self.ids, document, mentions), *marks(self.native, self.ids, graph)]
        with writing(self.path):
            if self.native.contains_named_graph(graph):
                self.native.update(f"DROP SILENT GRAPH {graph} ; INSERT DATA {{ {block(quads)} }}")
            else:
                self.native.extend(quads)
        self._cache.put([(document.id, mentions)])

    def remove_document(self, document_id: str) -> bool:
        """Remove a document and its mentions; say whether it was there."""
        graph = self.ids.document(document_id)
        if not self.native.contains_named_graph(graph):
            return False
        left = marks(self.native, self.ids, graph)
        with writing(self.path):
            self.native.update(f"DROP SILENT GRAPH {graph} ; INSERT DATA {{ {block(left)} }}")
        self._cache.remove(document_id)
        return True

    def bulk(self, documents: Iterable[tuple[Document, Sequence[EventMention]]]) -> int:
        """Write many documents quickly, a few thousand at a time, each batch whole or not at all; return how many."""
        count = 0
        batch: list[tuple[Document, Sequence[EventMention]]] = []
        for pair in documents:
            batch.append(pair)
            if len(batch) == BULK_DOCUMENTS:
                count += self._bulk(batch)
                batch = []
        return count + self._bulk(batch)

    def _bulk(self, batch: Sequence[tuple[Document, Sequence[EventMention]]]) -> int:
        last = {document.id: (document, mentions) for document, mentions in batch}
        quads: list[Quad] = []
        for document, mentions in last.values():
            if self.native.contains_named_graph(self.ids.document(document.id)):
                self.put_document(document, mentions)
            else:
                quads += document_quads(self.ids, document, mentions)
                quads += marks(self.native, self.ids, self.ids.document(document.id))
        with writing(self.path):
            # Loading in bulk writes files of its own; for a few quads a transaction is quicker.
            (self.native.extend if len(quads) < CHUNK else self.native.bulk_extend)(quads)
        self._cache.put((document.id, mentions) for document, mentions in last.values())
        return len(last)

    def refile(self, document_id: str, mentions: Sequence[EventMention]) -> None:
        """File the mentions of a document under other blocks; nothing else of them may have changed."""
        graph = self.ids.document(document_id)
        iris = self.ids.mentions(mentions)
        old = [*self.native.quads_for_pattern(None, v.BLOCK, None, graph), *self._of(graph, v.MENTIONS_HASH)]
        new = [Quad(iris[m.key], v.BLOCK, Literal(key), graph) for m in mentions for key in m.blocks]
        new.append(Quad(graph, v.MENTIONS_HASH, Literal(mentions_hash(mentions)), graph))
        with writing(self.path):
            self.native.update(f"DELETE DATA {{ {block(old)} }} ; INSERT DATA {{ {block(new)} }}")
        self._cache.put([(document_id, mentions)])

    # Mentions.

    def mentions(self) -> Iterator[EventMention]:
        """Read every event mention back, in the order of document ids and of the text."""
        for document_id, mentions in self._cache.get(self._hashes(v.MENTIONS_HASH)):
            yield from self.document_mentions(document_id) if mentions is None else sorted(mentions, key=text_order)

    def document_mentions(self, document_id: str) -> Iterable[EventMention]:
        """Read the event mentions of one document back, in the order of the text."""
        graph = self.ids.document(document_id)
        found = next(self._of(graph, v.MENTIONS_HASH), None)
        mentions = self._cache.one(document_id, v.lexical(found.object)) if found is not None else None
        if mentions is not None:
            return sorted(mentions, key=text_order)
        return GraphReader(self.ids, self.native.quads_for_pattern(None, None, None, graph)).mentions()

    # Events.

    def events_current(self) -> bool:
        """Say whether the events graph was made, to its end, from the mentions that the store holds now."""
        return self.events_built() and is_empty(self.native, self.ids)

    def events_built(self) -> bool:
        """Say whether the events graph was once made whole by this program, whatever changed since."""
        return self._built_mark() in self.native

    def _built_mark(self) -> Quad:
        return Quad(self.ids.events_graph, v.BUILT_FROM, Literal(data_hash()), self.ids.events_graph)

    def _unmark(self) -> None:
        """Say that the events are not whole, before they are made anew."""
        for mark in list(self._pattern(self.ids.events_graph, v.BUILT_FROM)):
            self.native.remove(mark)

    def pending(self, limit: int | None = None) -> Pending:
        """What changed since the events were made: marks of the first `limit` changed documents, or of all."""
        return read_marks(self.native, self.ids, limit)

    def filing(self) -> Filing:
        """Find mentions by block and by event, as the store is now."""
        return Filing(self.native, self.ids, self.document_mentions)

    def update_events(self, touched: Touched) -> Synced:
        """Put events made anew in place of what the touched mentions belonged to, in one transaction."""
        with writing(self.path):
            return update(self.native, self.ids, touched)

    def replace_events(self, events: Iterable[Event], mentions: Mapping[str, EventMention]) -> Synced:
        """Make the graphs of events and actors hold exactly these events; what did not change is not written.

        `mentions` are all mentions of the store by key. Should the process die midway, `events_current` says False.
        """
        every = list(events)
        iris = self.ids.mentions(mentions.values())
        graph = self.ids.events_graph
        keys = sorted({key for mention in mentions.values() for key in things(mention)})
        old = {q.subject for q in self._pattern(None, v.TYPE, v.SEM_EVENT) if isinstance(q.subject, NamedNode)}
        with writing(self.path):
            self._unmark()
            self.native.extend(replacements(self.native, self.ids, old, every, iris))
            sync(self.native, self.ids.actors_graph, Actors(self.native, self.ids).resources(keys))
            synced = sync(self.native, graph, self._derived(every, iris))
            self.native.remove_graph(self.ids.pending_graph)
            self.native.add(self._built_mark())
        return synced

    def forget_events(self) -> None:
        """Drop the graphs of events and actors, so that they are made anew from the mentions alone."""
        with writing(self.path):
            self._unmark()
            for graph in (self.ids.events_graph, self.ids.actors_graph):
                self.native.remove_graph(graph)

    def _derived(self, events: Sequence[Event], iris: Mapping[str, NamedNode]) -> Iterator[Resource]:
        yield from event_resources(self.ids, events, iris)
        yield from encounter_resources(self.ids, events)

    # Asking.

    def query(self, sparql: str, *, union: bool = True, substitutions: Mapping[str, Any] | None = None) -> Results:
        """Run a query; the default graph is the union of all graphs unless told otherwise.

        `substitutions` are terms by variable name. Raises `QueryError` with line and column when it is malformed.
        """
        terms = {ox.Variable(name): term for name, term in (substitutions or {}).items()}
        try:
            return self.native.query(
                sparql, prefixes=v.PREFIXES, use_default_graph_as_union=union, substitutions=terms or None
            )
        except SyntaxError as error:
            raise QueryError(_syntax(error, sparql)) from error
        except (ValueError, RuntimeError, OSError) as error:
            raise QueryError(f"query failed: {one_line(error)}") from error

    def dataset(self) -> rdflib.Dataset:
        """Give an rdflib dataset over the same store, union default graph, through oxrdflib."""
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self.native), default_union=True)

    def optimize(self) -> None:
        """Compact the files: queries grow quicker and the store smaller; worth it after a bulk load."""
        with writing(self.path):
            self.native.optimize()

    def copy_cache(self, target: Path) -> None:
        """Copy the cache of mentions, for a copy of the store."""
        self._cache.copy(target)

    def count_events(self) -> int:
        """Count the events."""
        return sum(1 for _ in self.native.quads_for_pattern(None, v.TYPE, v.SEM_EVENT, self.ids.events_graph))

    def count_mentions(self) -> int:
        """Count the event mentions."""
        return sum(1 for _ in self._pattern(None, v.TYPE, v.EVENT_MENTION))

    def __len__(self) -> int:
        """Count the quads."""
        return len(self.native)

    def _of(self, node: NamedNode, predicate: NamedNode) -> Iterator[Quad]:
        """What a document's own graph says of it."""
        return self.native.quads_for_pattern(node, predicate, None, node)

    def _pattern(
        self, subject: NamedNode | None, predicate: NamedNode, value: NamedNode | Literal | None = None
    ) -> Iterator[Quad]:
        return self.native.quads_for_pattern(subject, predicate, value, None)

    def _hashes(self, predicate: NamedNode) -> dict[str, str]:
        ids = {q.subject: v.lexical(q.object) for q in self._pattern(None, v.IDENTIFIER)}
        return {ids[q.subject]: v.lexical(q.object) for q in self._pattern(None, predicate)}

    def _load_ontology(self) -> None:
        graph = self.ids.ontology_graph
        mark = Quad(graph, v.DIGEST, Literal(data_hash()), graph)
        if mark in self.native:
            return
        quads = [mark]
        for name in ("kg.ttl", "alignments.ttl"):
            path = data_dir() / "ontology" / name
            found = ox.parse(path=path, format=RdfFormat.TURTLE)
            quads += [Quad(q.subject, q.predicate, q.object, graph) for q in found]
        self.native.remove_graph(graph)
        self.native.extend(quads)


def _syntax(error: SyntaxError, sparql: str) -> str:
    """One line with line and column; Oxigraph says ``error at 2:11: expected`` and all that might stand there."""
    match = re.match(r"error at (\d+):(\d+): (.*)", str(error), re.DOTALL)
    if match is None:
        return f"malformed query: {one_line(error)}"
    line, column = int(match[1]), int(match[2])
    text = (sparql.splitlines() or [""])[min(line, len(sparql.splitlines()) or 1) - 1]
    if "Prefix not found" in match[3]:
        names = re.findall(r"([\w.-]*):", text[: column - 1])
        what = f"unknown prefix '{names[-1]}:'" if names else "unknown prefix"
    else:
        rest = text[column - 1 :].strip()
        what = f"unexpected '{rest[:30]}'" if rest else "unexpected end"
    return f"malformed query: line {line}, column {column}: {what}"
