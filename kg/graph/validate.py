"""Checks a store against ``data/ontology/shapes.ttl`` in slices: document by document, then the derived graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

import pyoxigraph as ox
import pyshacl
import rdflib
from pyoxigraph import NamedNode, Quad
from rdflib.namespace import RDF, SH

from kg.errors import DataError
from kg.graph import vocabulary as v
from kg.graph.store import Store
from kg.graph.sync import owned
from kg.resources import data_dir

SLICE = 50
"""Resources of a derived graph, or documents, checked at once: bounds the memory, and spreads what a run costs."""


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a shape."""

    graph: str
    node: str
    path: str
    """Property that breaks it; empty when it is the node as a whole."""
    message: str
    value: str = ""

    def __str__(self) -> str:
        """One line for a user."""
        where = f" ({_short(self.path)})" if self.path else ""
        value = f": {_short(self.value)}" if self.value else ""
        return f"{_short(self.node)}{where}: {self.message}{value}"


def check(store: Store) -> list[Violation]:
    """Give every violation in a store, in order; an empty list means that the store is well formed."""
    return sorted(violation for part in slices(store) for violation in check_quads(part))


def check_quads(quads: Iterable[Quad]) -> list[Violation]:
    """Give the violations among some quads, taken as one graph."""
    found = list(quads)
    graph = rdflib.Graph()
    graph.parse(data=ox.serialize((q.triple for q in found), format=ox.RdfFormat.N_TRIPLES), format="nt")
    conforms, report, _text = pyshacl.validate(graph, shacl_graph=_shapes(), advanced=False, inference="none")
    if conforms:
        return []
    if not isinstance(report, rdflib.Graph):
        raise DataError(f"{data_dir() / 'ontology' / 'shapes.ttl'}: {report}")
    graphs = {str(q.subject): str(q.graph_name).strip("<>") for q in found}
    return sorted(_violation(report, node, graphs) for node in report.subjects(RDF.type, SH.ValidationResult))


def slices(store: Store) -> Iterator[list[Quad]]:
    """Quads of a store in parts that can be checked alone: no shape looks beyond a part."""
    native = store.native
    derived = {store.ids.events_graph, store.ids.actors_graph}
    documents = (g for g in native.named_graphs() if isinstance(g, NamedNode) and g not in derived)
    for batch in _batches(documents):
        yield [q for graph in batch for q in native.quads_for_pattern(None, None, None, graph)]
    for graph in (store.ids.actors_graph, store.ids.events_graph):
        nodes = (NamedNode(v.lexical(q.subject)) for q in native.quads_for_pattern(None, v.DIGEST, None, graph))
        for nodes_batch in _batches(nodes):
            yield [q for node in nodes_batch for q in owned(native, graph, node)]


def _batches(items: Iterable[NamedNode]) -> Iterator[list[NamedNode]]:
    iterator = iter(items)
    while batch := list(islice(iterator, SLICE)):
        yield batch


@cache
def _shapes() -> rdflib.Graph:
    path = data_dir() / "ontology" / "shapes.ttl"
    try:
        return rdflib.Graph().parse(path, format="turtle")
    except (rdflib.exceptions.ParserError, SyntaxError, OSError) as error:
        raise DataError(f"{path}: {' '.join(str(error).split())}") from error


def _violation(report: rdflib.Graph, result: rdflib.term.Node, graphs: dict[str, str]) -> Violation:
    node = report.value(result, SH.focusNode)
    path = report.value(result, SH.resultPath)
    value = report.value(result, SH.value)
    return Violation(
        graph=graphs.get(f"<{node}>", ""),
        node=str(node),
        path="" if path is None else str(path),
        message=str(report.value(result, SH.resultMessage)),
        value="" if value is None else str(value),
    )


def _short(text: str) -> str:
    for prefix, base in v.PREFIXES.items():
        if text.startswith(base):
            return f"{prefix}:{text[len(base) :]}"
    return text
