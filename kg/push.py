"""Loads a store into any SPARQL 1.1 endpoint, graph by graph; a run that was stopped goes on where it stopped."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, serialize

from kg.errors import StoreError
from kg.graph.remote import Http, Reply
from kg.graph.store import Store

BATCH = 4_000
"""Quads in a request; a graph is never cut unless it alone is larger."""
METHODS = ("update", "graph-store")


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a run did."""

    graphs: int
    quads: int
    unchanged: int
    removed: int


class _Journal:
    """What an endpoint has: a line per graph, written when the endpoint has confirmed it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.known: dict[str, str] = {}
        self._torn = ""
        if path.exists():
            text = path.read_text(encoding="utf-8")
            self._torn = "\n" if text and not text.endswith("\n") else ""
            for line in text.splitlines():
                try:
                    row = json.loads(line)
                    self.known[row["graph"]] = row["digest"]
                except (ValueError, KeyError):
                    continue  # the line a stopped run did not finish
        self.known = {graph: digest for graph, digest in self.known.items() if digest}

    def note(self, done: Iterable[tuple[str, str]]) -> None:
        """Remember graphs with their digests; an empty digest is a graph that was removed."""
        try:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(self._torn)
                self._torn = ""
                file.writelines(json.dumps({"graph": graph, "digest": digest}) + "\n" for graph, digest in done)
        except OSError as error:
            raise StoreError(f"{self._path}: cannot be written: {error.strerror}") from error
        self.known.update(done)


class _Target:
    """An endpoint that takes graphs."""

    def __init__(self, address: str, method: str, token: str | None) -> None:
        self._http = Http(address)
        self._method = method
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def put(self, batch: list[tuple[NamedNode, list[Quad]]]) -> None:
        """Make the endpoint's graphs exactly these."""
        if self._method == "graph-store":
            for graph, quads in batch:
                self._put_graph(graph, quads)
            return
        drops = [f"DROP SILENT GRAPH {graph}" for graph, _ in batch]
        if len(batch) > 1:
            bodies = " ".join(_body(graph, quads) for graph, quads in batch)
            self._update(" ;\n".join([*drops, f"INSERT DATA {{ {bodies} }}"]))
            return
        ((graph, quads),) = batch
        for number, piece in enumerate(_pieces(quads)):
            self._update(" ;\n".join([*(drops if not number else ()), f"INSERT DATA {{ {_body(graph, piece)} }}"]))

    def drop(self, graph: NamedNode) -> None:
        """Remove a graph."""
        if self._method == "graph-store":
            self._check(self._http.send("DELETE", {"graph": graph.value}, None, self._headers), missing=True)
        else:
            self._update(f"DROP SILENT GRAPH {graph}")

    def _put_graph(self, graph: NamedNode, quads: list[Quad]) -> None:
        method = "PUT"
        for piece in _pieces(quads):
            data = serialize((quad.triple for quad in piece), format=RdfFormat.N_TRIPLES) or b""
            headers = {**self._headers, "Content-Type": "application/n-triples"}
            self._check(self._http.send(method, {"graph": graph.value}, data, headers))
            method = "POST"

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def _update(self, text: str) -> None:
        headers = {**self._headers, "Content-Type": "application/sparql-update"}
        self._check(self._http.send("POST", {}, text.encode(), headers))

    def _check(self, reply: Reply, *, missing: bool = False) -> None:
        if reply.status not in {200, 201, 202, 204} and not (missing and reply.status == 404):
            said = " ".join(reply.body.decode("utf-8", "replace").split())[:200]
            raise StoreError(f"{self._http.address}: answers {reply.status}: {said}")


def push(
    store: Store,
    address: str,
    journal: Path,
    *,
    method: str = METHODS[0],
    token: str | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Pushed:
    """Make an endpoint hold what the store holds; graphs it has by the journal are left alone.

    Raises `StoreError` when the endpoint does not answer or refuses; what it has confirmed is in the journal.
    """
    known = _Journal(journal)
    target = _Target(address, method, token)
    try:
        return _run(store, known, target, progress)
    finally:
        target.close()


def _run(store: Store, known: _Journal, target: _Target, progress: Callable[[int], None]) -> Pushed:
    graphs = quads = unchanged = 0
    wanted: set[str] = set()
    for batch in _batches(store, known, wanted):
        if batch[0][1] is None:
            unchanged += 1
            continue
        target.put([(graph, found) for graph, found, _ in batch if found is not None])
        known.note([(graph.value, digest) for graph, _, digest in batch])
        graphs += len(batch)
        quads += sum(len(found or ()) for _, found, _ in batch)
        progress(quads)
    gone = sorted(set(known.known) - wanted)
    for iri in gone:
        target.drop(NamedNode(iri))
        known.note([(iri, "")])
    return Pushed(graphs, quads, unchanged, len(gone))


def _batches(
    store: Store, known: _Journal, wanted: set[str]
) -> Iterator[list[tuple[NamedNode, list[Quad] | None, str]]]:
    """Graphs to be written, several small ones together, large ones alone; one without quads is there already."""
    batch: list[tuple[NamedNode, list[Quad] | None, str]] = []
    size = 0
    for graph, found, digest in _graphs(store):
        wanted.add(graph.value)
        if known.known.get(graph.value) == digest:
            yield [(graph, None, digest)]
            continue
        if batch and size + len(found) > BATCH:
            yield batch
            batch, size = [], 0
        batch.append((graph, found, digest))
        size += len(found)
    if batch:
        yield batch


def _graphs(store: Store) -> Iterator[tuple[NamedNode, list[Quad], str]]:
    """Every graph with its quads, in order, and what they hash to."""
    names = sorted((g for g in store.native.named_graphs() if isinstance(g, NamedNode)), key=lambda g: g.value)
    for graph in names:
        found = (_named(store, quad) for quad in store.native.quads_for_pattern(None, None, None, graph))
        quads = sorted(found, key=str)
        digest = blake2b("\n".join(map(str, quads)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        yield graph, quads, digest


def _body(graph: NamedNode, quads: list[Quad]) -> str:
    return f"GRAPH {graph} {{ {' '.join(f'{quad.triple} .' for quad in quads)} }}"


def _pieces(quads: list[Quad]) -> list[list[Quad]]:
    """A graph in requests of bearable size."""
    return [quads[start : start + BATCH] for start in range(0, len(quads), BATCH)]


def _named(store: Store, quad: Quad) -> Quad:
    """The quad with IRIs for blank nodes (RDF 1.1, 3.5): some engines take none, and none keeps them."""

    def named(term: Any) -> Any:
        return NamedNode(f"{store.ids.base}.well-known/genid/{term.value}") if isinstance(term, BlankNode) else term

    return Quad(named(quad.subject), quad.predicate, named(quad.object), quad.graph_name)


def journal_for(folder: Path, address: str) -> Path:
    """Where a store remembers what an endpoint has."""
    return folder / f"pushed-{blake2b(address.encode(), digest_size=6).hexdigest()}.jsonl"
