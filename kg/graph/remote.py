"""A graph in another program: any SPARQL 1.1 endpoint, asked as the store's own engine is.

The one module that speaks to another machine, and only to the address it was given. What reads a store through queries
and patterns works the same on an endpoint; what would hold everything in memory is asked for graph by graph.
"""

from __future__ import annotations

import http.client
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, cast
from urllib.parse import unquote, urlencode, urlsplit

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg.errors import StoreError
from kg.files import cause
from kg.graph import vocabulary as v
from kg.graph.identifiers import Identifiers
from kg.graph.store import Store

FORM = "application/x-www-form-urlencoded"
TIMEOUT = 300.0
_ROWS = "application/sparql-results+json, application/n-triples;q=0.9"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of another program."""

    status: int
    media: str
    body: bytes


class Http:
    """Requests to one address, over one connection as long as it lasts."""

    def __init__(self, address: str) -> None:
        try:
            parts = urlsplit(address)
            self._port = parts.port
        except ValueError as error:
            raise StoreError(f"{address}: not an address: {error}") from error
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise StoreError(f"{address}: not an http address")
        self.address = address
        self._parts = parts
        self._open: http.client.HTTPConnection | None = None

    def send(self, method: str, query: Mapping[str, str], body: bytes | None, headers: Mapping[str, str]) -> Reply:
        """Send a request; raises `StoreError` when nobody answers."""
        given = "&".join(part for part in (self._parts.query, urlencode(query)) if part)
        target = (self._parts.path or "/") + (f"?{given}" if given else "")
        try:
            return self._once(method, target, body, headers)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self.close()  # a connection kept too long; a new one may do
        except (OSError, http.client.HTTPException) as error:
            raise StoreError(f"{self.address}: does not answer: {cause(error)}") from error
        try:
            return self._once(method, target, body, headers)
        except (OSError, http.client.HTTPException) as error:
            raise StoreError(f"{self.address}: does not answer: {cause(error)}") from error

    def close(self) -> None:
        """Close the connection."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _once(self, method: str, target: str, body: bytes | None, headers: Mapping[str, str]) -> Reply:
        if self._open is None:
            secure = self._parts.scheme == "https"
            kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
            self._open = kind(self._parts.hostname or "", self._port, timeout=TIMEOUT)
        self._open.request(method, target, body=body, headers={**self._credentials(), **headers})
        got = self._open.getresponse()
        return Reply(got.status, (got.getheader("Content-Type") or "").partition(";")[0].strip(), got.read())

    def _credentials(self) -> dict[str, str]:
        if self._parts.username is None:
            return {}
        pair = f"{unquote(self._parts.username)}:{unquote(self._parts.password or '')}"
        return {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}


class Endpoint:
    """What a `Store` asks of its engine, over the SPARQL protocol. Only to read."""

    def __init__(self, address: str) -> None:
        self._http = Http(address)

    def query(
        self,
        query: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        use_default_graph_as_union: bool = False,
        substitutions: Mapping[ox.Variable, Any] | None = None,
        **_unused: Any,
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Ask; raises SyntaxError, ValueError or RuntimeError as the engine does, `StoreError` when nobody answers."""
        if substitutions:
            raise ValueError("an endpoint takes no substitutions; write VALUES")
        head = "".join(f"PREFIX {name}: <{base}>\n" for name, base in (prefixes or {}).items())
        # Oxigraph's server takes the union on request; elsewhere the union is the rule, or this is ignored.
        union = {"union-default-graph": "true"} if use_default_graph_as_union else {}
        body = urlencode({"query": head + query}).encode()
        reply = self._http.send("POST", union, body, {"Content-Type": FORM, "Accept": _ROWS})
        if reply.status != 200:
            _refuse(reply, head.count("\n"))
        if "json" in reply.media:
            return ox.parse_query_results(reply.body, ox.QueryResultsFormat.JSON)
        # Through a store of its own, so that triples come as the engine gives them.
        found = ox.Store()
        found.load(reply.body, ox.RdfFormat.N_TRIPLES if "n-triples" in reply.media else ox.RdfFormat.TURTLE)
        return found.query("CONSTRUCT WHERE { ?s ?p ?o }")

    def quads_for_pattern(self, subject: Any, predicate: Any, object_: Any, graph: Any = None) -> Iterator[Quad]:
        """Quads that fit; None fits anything."""
        terms = {"s": subject, "p": predicate, "o": object_, "g": graph}
        text = {name: f"?{name}" if term is None else str(term) for name, term in terms.items()}
        rows = self.query(f"SELECT * {{ GRAPH {text['g']} {{ {text['s']} {text['p']} {text['o']} }} }}")
        assert isinstance(rows, ox.QuerySolutions)
        for row in rows:
            found = {name: row[name] if term is None else term for name, term in terms.items()}
            yield Quad(found["s"], found["p"], found["o"], found["g"])

    def named_graphs(self) -> Iterator[NamedNode]:
        """Names of all graphs."""
        rows = self.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        assert isinstance(rows, ox.QuerySolutions)
        return (row["g"] for row in rows)

    def contains_named_graph(self, graph: NamedNode) -> bool:
        """Whether there is such a graph."""
        return bool(self.query(f"ASK {{ GRAPH {graph} {{ ?s ?p ?o }} }}"))

    def __contains__(self, quad: Quad) -> bool:
        return bool(self.query(f"ASK {{ GRAPH {quad.graph_name} {{ {quad.triple} }} }}"))

    def __len__(self) -> int:
        rows = self.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
        assert isinstance(rows, ox.QuerySolutions)
        return int(v.lexical(next(rows)["n"]))

    def __iter__(self) -> Iterator[Quad]:
        for graph in list(self.named_graphs()):
            yield from self.quads_for_pattern(None, None, None, graph)

    def dump(self, output: BinaryIO, format: ox.RdfFormat, *, prefixes: Any = None, **_unused: Any) -> None:
        """Write all quads, graph by graph."""
        ox.serialize(iter(self), output, format, prefixes=prefixes)

    def close(self) -> None:
        """Close the connection."""
        self._http.close()


class RemoteStore(Store):
    """The graph of an endpoint, to be read as a store is."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        super().__init__(cast(ox.Store, endpoint), Identifiers(base_of(endpoint)), read_only=True)

    def close(self) -> None:
        """Close the connection."""
        super().close()
        self._endpoint.close()


def connect(address: str) -> RemoteStore:
    """Open the graph of an endpoint to read it; raises `StoreError` when it does not answer or hides its graphs."""
    endpoint = Endpoint(address)
    try:
        return RemoteStore(endpoint)
    except (StoreError, SyntaxError, RuntimeError) as error:
        endpoint.close()
        raise error if isinstance(error, StoreError) else StoreError(f"{address}: {error}") from error


def base_of(endpoint: Endpoint) -> str:
    """Base IRI of the graph an endpoint holds; raises `StoreError` when it holds none, or hides it."""
    rows = endpoint.query(f"SELECT ?g {{ GRAPH ?g {{ ?e <{v.KEY.value}> ?k }} }} LIMIT 1")
    assert isinstance(rows, ox.QuerySolutions)
    graph = next((row["g"].value for row in rows), None)
    if graph is None:
        return v.BASE
    if not bool(endpoint.query(f"ASK {{ ?e <{v.KEY.value}> ?k }}", use_default_graph_as_union=True)):
        raise StoreError("the endpoint's default graph is not the union of its graphs; start it so that it is")
    return str(graph).removesuffix("graph/events")


def _refuse(reply: Reply, lines: int) -> None:
    """Raise what the engine would; `lines` of prefixes stand before the user's text."""
    said = " ".join(reply.body.decode("utf-8", "replace").split())[:300]
    if reply.status == 400:
        raise SyntaxError(f"{said} (lines counted from {lines + 1})" if " line " in said else said)
    raise RuntimeError(f"the endpoint answers {reply.status}: {said}")
