"""Answers as text: a table for the eye, CSV, TSV, flat JSON, the W3C result formats, and RDF for graphs."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.errors import QueryError
from kg.graph import vocabulary as v
from kg.query.ask import Answer

_RESULTS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
    "srj": ox.QueryResultsFormat.JSON,
}
_GRAPHS = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}
FORMATS = ("table", "json", *_RESULTS, *_GRAPHS)
"""``json`` is a flat list of objects; ``srj`` is SPARQL 1.1 results JSON; the last three are for graphs."""
WIDTH = 160
"""Columns of a table when the terminal's are not known."""

_NUMBERS = {v.PREFIXES["xsd"] + name: int for name in ("integer", "int", "long", "nonNegativeInteger")}


def serialise(answer: Answer, form: str, *, width: int = WIDTH) -> str:
    """Write an answer in one of `FORMATS`; raises `QueryError` when the format does not fit the form of the query."""
    if form not in FORMATS:
        raise QueryError(f"no format '{form}' (have: {', '.join(FORMATS)})")
    results = answer.results
    if isinstance(results, ox.QueryTriples):
        return _graph(results, "ttl" if form == "table" else form)
    if form in _GRAPHS:
        raise QueryError(f"format '{form}' is for CONSTRUCT and DESCRIBE queries")
    if form in _RESULTS:
        if isinstance(results, ox.QueryBoolean) and form in {"csv", "tsv"}:
            return ("true" if results else "false") + "\n"
        return _text(results.serialize(format=_RESULTS[form]))
    if isinstance(results, ox.QueryBoolean):
        return ("true" if results else "false") + "\n"
    return _json(answer) if form == "json" else _table(answer, width)


def rows(answer: Answer) -> Iterator[dict[str, Any]]:
    """Rows of a SELECT as flat dicts: IRIs and strings as str, numbers and booleans as such, nothing as ``""``."""
    if not isinstance(answer.results, ox.QuerySolutions):
        raise QueryError("only a SELECT query has rows")
    for solution in answer.results:
        yield {name: value(solution[index]) for index, name in enumerate(answer.columns)}


def value(term: object) -> str | int | float | bool:
    """Give a term as a plain value; None becomes the empty string."""
    if term is None:
        return ""
    if not isinstance(term, ox.Literal):
        return str(term.value) if isinstance(term, ox.NamedNode | ox.BlankNode) else str(term)
    datatype = term.datatype.value
    if datatype in _NUMBERS:
        return _NUMBERS[datatype](term.value)
    if datatype in {v.PREFIXES["xsd"] + name for name in ("decimal", "double", "float")}:
        return float(term.value)
    if datatype == v.PREFIXES["xsd"] + "boolean":
        return term.value in {"true", "1"}
    return term.value


def short(text: str) -> str:
    """Shorten an IRI of a known prefix; other text stays as it is.

    >>> short("http://www.wikidata.org/entity/Q7747")
    'wd:Q7747'
    """
    for prefix, base in v.PREFIXES.items():
        if text.startswith(base):
            return f"{prefix}:{text[len(base) :]}"
    return text


def _graph(triples: ox.QueryTriples, form: str) -> str:
    if form not in _GRAPHS:
        raise QueryError(f"format '{form}' is for SELECT queries; a graph is written as {', '.join(_GRAPHS)}")
    return _text(ox.serialize(triples, format=_GRAPHS[form], prefixes=v.PREFIXES))


def _json(answer: Answer) -> str:
    lines = [json.dumps(row, ensure_ascii=False) for row in rows(answer)]
    return "[" + ",\n ".join(lines) + "]\n"


def _table(answer: Answer, width: int) -> str:
    table = Table(*answer.columns)
    for row in rows(answer):
        table.add_row(*(Text(short(str(cell))) for cell in row.values()))
    out = io.StringIO()
    Console(file=out, width=width, no_color=True).print(table)
    return out.getvalue()


def _text(data: bytes | None) -> str:
    return (data or b"").decode("utf-8")
