"""The store: Oxigraph on disk with a named graph per document, and the graphs of events and actors made from them.

A directory holds ``store.json`` (format version, base IRI), ``quads/`` (Oxigraph) and ``mentions.cache`` (see
`kg.graph.cache`). One process writes at a time; readers see the state at which they opened.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from time import sleep
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from kg.errors import QueryError, StoreError
from kg.graph import vocabulary as v
from kg.graph.build import document_quads
from kg.graph.build_actors import actor_resources
from kg.graph.build_events import Resource, encounter_resources, event_resources
from kg.graph.cache import MentionCache
from kg.graph.identifiers import Identifiers
from kg.graph.read import GraphReader, text_order
from kg.graph.sync import CHUNK, Synced, sync
from kg.model import Document, Event, EventMention
from kg.resources import data_dir

if TYPE_CHECKING:
    import rdflib

VERSION = 1
"""Of the layout of the directory and of the graph; a store of a newer version is refused."""
BULK_DOCUMENTS = 500
"""Documents per bulk load: each load is all or nothing, and holds its quads in memory."""
_MARK = "store.json"
_QUADS = "quads"
_CACHE = "mentions.cache"

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
        self._cache = MentionCache(path / _CACHE if path is not None else None, read_only=read_only)
        if not read_only:
            self._load_ontology()

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, create: bool = True, base: str | None = None) -> Self:
        """Open the store of a directory, making it when it does not exist.

        Raises `StoreError` when the path is not a store, cannot be written, is locked by another writer or was
        written by a newer version, and when `base` differs from that of the store.
        """
        if _is_new(path):
            if read_only or not create:
                raise StoreError(f"{path}: no store here")
            _initialise(path, base or v.BASE)
        found = _read_mark(path)
        if base is not None and base != found:
            raise StoreError(f"{path}: the store has base IRI {found}, not {base}")
        return cls(_open_quads(path, read_only=read_only), Identifiers(found), read_only=read_only, path=path)

    @classmethod
    def memory(cls, base: str = v.BASE) -> Self:
        """Make an empty store that lives in memory only."""
        return cls(ox.Store(), Identifiers(base))

    def close(self) -> None:
        """Write what is buffered and let go of the directory; the store cannot be used afterwards."""
        if not self.read_only and self.path is not None:
            self.native.flush()
        self._cache.close()
        del self.native

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Documents.

    def documents(self) -> dict[str, str]:
        """Hash (`identifiers.document_hash`) of every document by its id."""
        return self._hashes(v.TEXT_HASH)

    def put_document(self, document: Document, mentions: Sequence[EventMention]) -> None:
        """Write a document with its mentions in place of what the store had of it, in one transaction."""
        quads = document_quads(self.ids, document, mentions)
        graph = self.ids.document(document.id)
        with _writing(self.path):
            if self.native.contains_named_graph(graph):
                body = " ".join(str(quad.triple) + " ." for quad in quads)
                self.native.update(f"DROP SILENT GRAPH {graph} ; INSERT DATA {{ GRAPH {graph} {{ {body} }} }}")
            else:
                self.native.extend(quads)
        self._cache.put([(document.id, mentions)])

    def remove_document(self, document_id: str) -> bool:
        """Remove a document and its mentions; say whether it was there."""
        graph = self.ids.document(document_id)
        if not self.native.contains_named_graph(graph):
            return False
        with _writing(self.path):
            self.native.remove_graph(graph)
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
        with _writing(self.path):
            # Loading in bulk writes files of its own; for a few quads a transaction is quicker.
            (self.native.extend if len(quads) < CHUNK else self.native.bulk_extend)(quads)
        self._cache.put((document.id, mentions) for document, mentions in last.values())
        return len(last)

    # Mentions.

    def mentions(self) -> Iterator[EventMention]:
        """Read every event mention back, in the order of document ids and of the text."""
        for document_id, mentions in self._cache.get(self._hashes(v.MENTIONS_HASH)):
            yield from self.document_mentions(document_id) if mentions is None else sorted(mentions, key=text_order)

    def document_mentions(self, document_id: str) -> Iterator[EventMention]:
        """Read the event mentions of one document back."""
        graph = self.ids.document(document_id)
        return GraphReader(self.ids, self.native.quads_for_pattern(None, None, None, graph)).mentions()

    # Events.

    def signature(self) -> str:
        """Hash of the set of mentions, the ontology and the labels from which the events graph should be made."""
        pairs = sorted(f"{name} {value}" for name, value in self._hashes(v.MENTIONS_HASH).items())
        return blake2b("\n".join((_data_hash(), *pairs)).encode(), digest_size=16).hexdigest()

    def events_current(self) -> bool:
        """Say whether the events graph was made, to its end, from the mentions that the store holds now."""
        mark = Quad(self.ids.events_graph, v.BUILT_FROM, Literal(self.signature()), self.ids.events_graph)
        return mark in self.native

    def replace_events(self, events: Iterable[Event], mentions: Mapping[str, EventMention]) -> Synced:
        """Make the graphs of events and actors hold exactly these events; what did not change is not written.

        `mentions` are all mentions of the store by key. Should the process die midway, `events_current` says False.
        """
        every = list(events)
        iris = self.ids.mentions(mentions.values())
        graph = self.ids.events_graph
        with _writing(self.path):
            for mark in list(self._pattern(graph, v.BUILT_FROM)):
                self.native.remove(mark)
            sync(self.native, self.ids.actors_graph, actor_resources(self.ids, every, mentions.values()))
            synced = sync(self.native, graph, self._derived(every, iris))
            self.native.add(Quad(graph, v.BUILT_FROM, Literal(self.signature()), graph))
        return synced

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
            raise QueryError(f"query failed: {_one_line(error)}") from error

    def dataset(self) -> rdflib.Dataset:
        """Give an rdflib dataset over the same store, union default graph, through oxrdflib."""
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self.native), default_union=True)

    def optimize(self) -> None:
        """Compact the files: queries grow quicker and the store smaller; worth it after a bulk load."""
        with _writing(self.path):
            self.native.optimize()

    def count_events(self) -> int:
        """Count the events."""
        return sum(1 for _ in self.native.quads_for_pattern(None, v.TYPE, v.SEM_EVENT, self.ids.events_graph))

    def __len__(self) -> int:
        """Count the quads."""
        return len(self.native)

    def _pattern(self, subject: NamedNode | None, predicate: NamedNode) -> Iterator[Quad]:
        return self.native.quads_for_pattern(subject, predicate, None, None)

    def _hashes(self, predicate: NamedNode) -> dict[str, str]:
        ids = {q.subject: v.lexical(q.object) for q in self._pattern(None, v.IDENTIFIER)}
        return {ids[q.subject]: v.lexical(q.object) for q in self._pattern(None, predicate)}

    def _load_ontology(self) -> None:
        graph = self.ids.ontology_graph
        mark = Quad(graph, v.DIGEST, Literal(_data_hash()), graph)
        if mark in self.native:
            return
        quads = [mark]
        for name in ("kg.ttl", "alignments.ttl"):
            path = data_dir() / "ontology" / name
            found = ox.parse(path=path, format=RdfFormat.TURTLE)
            quads += [Quad(q.subject, q.predicate, q.object, graph) for q in found]
        self.native.remove_graph(graph)
        self.native.extend(quads)


class _writing:  # noqa: N801 - used as a statement
    """Turns what Oxigraph raises while writing into a `StoreError`."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, OSError | RuntimeError):
            raise StoreError(f"{self._path or 'memory'}: cannot write: {_one_line(error)}") from error


def _is_new(path: Path) -> bool:
    try:
        if not path.exists():
            return True
        if not path.is_dir():
            raise StoreError(f"{path}: not a store but a file")
        names = {entry.name for entry in path.iterdir()}
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}") from error
    if _MARK in names:
        return False
    if names - {_MARK + ".part"}:
        raise StoreError(f"{path}: not a store (there are files but no {_MARK})")
    return True


def _initialise(path: Path, base: str) -> None:
    """Make the directory with its mark; the mark appears whole or not at all."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        part = path / (_MARK + ".part")
        part.write_text(json.dumps({"version": VERSION, "base": base}) + "\n", encoding="utf-8")
        part.replace(path / _MARK)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror}") from error


def _read_mark(path: Path) -> str:
    """Read the base IRI of a store from its mark."""
    try:
        mark = json.loads((path / _MARK).read_text(encoding="utf-8"))
        version, base = int(mark["version"]), str(mark["base"])
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path}/{_MARK}: not the mark of a store") from error
    if version > VERSION:
        raise StoreError(f"{path}: written by a newer version (store {version}, this program reads up to {VERSION})")
    return base


def _open_quads(path: Path, *, read_only: bool) -> ox.Store:
    quads = path / _QUADS
    try:
        if read_only:
            return _open_to_read(quads) if quads.exists() else ox.Store()
        return ox.Store(str(quads))
    except (OSError, RuntimeError) as error:
        message = str(error)
        if "lock" in message.lower():
            raise StoreError(f"{path}: locked by another writer") from error
        raise StoreError(f"{path}: cannot be opened: {_one_line(error)}") from error


def _open_to_read(quads: Path) -> ox.Store:
    """Open a snapshot; a live writer may merge files away while they are being opened, so try again."""
    for wait in (0.01, 0.03, 0.1, 0.3, 1.0):
        try:
            return ox.Store.read_only(str(quads))
        except (OSError, RuntimeError):
            sleep(wait)
    return ox.Store.read_only(str(quads))


def _data_hash() -> str:
    """Hash of the files that shape derived graphs."""
    found = blake2b(digest_size=8)
    for name in ("kg.ttl", "alignments.ttl", "labels.yaml"):
        found.update((data_dir() / "ontology" / name).read_bytes())
    return found.hexdigest()


def _syntax(error: SyntaxError, sparql: str) -> str:
    """One line with line and column; Oxigraph says ``error at 2:11: expected`` and all that might stand there."""
    match = re.match(r"error at (\d+):(\d+): (.*)", str(error), re.DOTALL)
    if match is None:
        return f"malformed query: {_one_line(error)}"
    line, column = int(match[1]), int(match[2])
    text = (sparql.splitlines() or [""])[min(line, len(sparql.splitlines()) or 1) - 1]
    if "Prefix not found" in match[3]:
        names = re.findall(r"([\w.-]*):", text[: column - 1])
        what = f"unknown prefix '{names[-1]}:'" if names else "unknown prefix"
    else:
        rest = text[column - 1 :].strip()
        what = f"unexpected '{rest[:30]}'" if rest else "unexpected end"
    return f"malformed query: line {line}, column {column}: {what}"


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())
