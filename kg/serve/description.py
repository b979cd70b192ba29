"""What the service says of itself in RDF: SPARQL 1.1 Service Description and VoID."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg import __version__
from kg.graph import vocabulary as v
from kg.serve.formats import GRAPHS, ROWS, Format

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
PREFIXES = {**v.PREFIXES, "sd": _SD, "void": _VOID, "formats": _FORMATS}
_NAMES = {
    "json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV", "ttl": "Turtle", "nt": "N-Triples", "jsonld": "JSON-LD", "rdf": "RDF_XML",
    "n3": "N3", "trig": "TriG", "nq": "N-Quads",
}  # fmt: skip


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)


def _void(name: str) -> NamedNode:
    return NamedNode(_VOID + name)


def describe(root: str, facts: Mapping[str, Any], form: Format, *, writable: bool) -> bytes:
    """Write both descriptions; `root` is the address of the service without the last slash."""
    triples = [*_service(root, writable=writable), *_dataset(root, facts)]
    return ox.serialize(triples, format=form.graph, prefixes=PREFIXES) or b""


def _service(root: str, *, writable: bool) -> Iterator[Triple]:
    service = NamedNode(f"{root}/sparql")
    yield Triple(service, v.TYPE, _sd("Service"))
    yield Triple(service, _sd("endpoint"), service)
    for name in ("SPARQL11Query", "SPARQL10Query", *(("SPARQL11Update",) if writable else ())):
        yield Triple(service, _sd("supportedLanguage"), _sd(name))
    yield Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    for form in (*ROWS, *GRAPHS):
        yield Triple(service, _sd("resultFormat"), NamedNode(_FORMATS + _NAMES[form.name]))
    dataset, default = BlankNode("dataset"), BlankNode("default")
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield Triple(dataset, v.TYPE, _sd("Dataset"))
    yield Triple(dataset, _sd("defaultGraph"), default)
    yield Triple(default, v.TYPE, _sd("Graph"))


def _dataset(root: str, facts: Mapping[str, Any]) -> Iterator[Triple]:
    dataset = NamedNode(f"{root}/void#dataset")
    yield Triple(dataset, v.TYPE, _void("Dataset"))
    yield Triple(dataset, v.TITLE, Literal("Summitry", language="en"))
    yield Triple(dataset, v.term("dcterms:description"), Literal(_TELLS, language="en"))
    yield Triple(dataset, v.term("schema:softwareVersion"), Literal(__version__))
    yield Triple(dataset, _void("sparqlEndpoint"), NamedNode(f"{root}/sparql"))
    yield Triple(dataset, _void("uriSpace"), Literal(facts["base"]))
    yield Triple(dataset, _void("uriLookupEndpoint"), NamedNode(f"{root}/search"))
    yield Triple(dataset, v.term("schema:numberOfItems"), Literal(facts["graphs"]))
    for form in GRAPHS:
        yield Triple(dataset, _void("feature"), NamedNode(_FORMATS + _NAMES[form.name]))
    for prefix in ("kg", "sem", "nif", "schema", "dcterms", "skos", "prov", "gaf", "org"):
        yield Triple(dataset, _void("vocabulary"), NamedNode(v.PREFIXES[prefix]))
    for number, (name, count) in enumerate(sorted(facts["classes"].items())):
        part = BlankNode(f"class{number}")
        yield Triple(dataset, _void("classPartition"), part)
        yield Triple(part, _void("class"), NamedNode(name))
        yield Triple(part, _void("entities"), Literal(count))


_TELLS = "Who met, called, visited or negotiated with whom, when, where, with what status, on whose word, as news says"
