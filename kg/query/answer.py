"""Answers as text: a table for the eye, flat JSON, the W3C result formats, and RDF for graphs."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.errors import QueryError
from kg.graph import vocabulary as v
from kg.query.ask import Answer

Solutions = Iterator[Sequence[Any]]
"""Rows of terms, in the order of the columns; None where a variable is unbound."""

_GRAPHS = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}
WIDTH = 160
"""Columns of a table when the terminal's are not known."""

_XSD = v.PREFIXES["xsd"]
_INTEGERS = frozenset(_XSD + name for name in ("integer", "int", "long", "nonNegativeInteger"))
_FLOATS = frozenset(_XSD + name for name in ("decimal", "double", "float"))


def serialise(answer: Answer, form: str, *, limit: int | None = None, width: int = WIDTH) -> str:
    """Write an answer, at most `limit` rows or triples of it, in one of `FORMATS`.

    Raises `QueryError` when the format does not fit the form of the query.
    """
    if form not in FORMATS:
        raise QueryError(f"no format '{form}' (have: {', '.join(FORMATS)})")
    results = answer.results
    if isinstance(results, ox.QueryTriples):
        return _graph(_counted(answer, islice(results, limit)), "ttl" if form == "table" else form)
    if form in _GRAPHS:
        raise QueryError(f"format '{form}' is for CONSTRUCT and DESCRIBE queries")
    if isinstance(results, ox.QueryBoolean):
        return _boolean(bool(results), form)
    return _TABLES[form](answer.columns, islice(solutions(answer), limit), width)


def rows(answer: Answer) -> Iterator[dict[str, Any]]:
    """Rows of a SELECT as flat dicts: IRIs and strings as str, numbers and booleans as such, nothing as ``""``."""
    for solution in solutions(answer):
        yield dict(zip(answer.columns, map(value, solution), strict=True))


def value(term: object) -> str | int | float | bool:
    """Give a term as a plain value; None becomes the empty string."""
    if term is None:
        return ""
    if not isinstance(term, ox.Literal):
        return str(term.value) if isinstance(term, ox.NamedNode | ox.BlankNode) else str(term)
    datatype = term.datatype.value
    if datatype in _INTEGERS:
        return int(term.value)
    if datatype in _FLOATS:
        return number if math.isfinite(number := float(term.value)) else term.value
    if datatype == _XSD + "boolean":
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


def solutions(answer: Answer) -> Solutions:
    """Rows of terms of a SELECT, counted as they are read; raises `QueryError` for another query."""
    if not isinstance(answer.results, ox.QuerySolutions):
        raise QueryError("only a SELECT query has rows")
    count = len(answer.columns)
    for solution in answer.results:
        answer.count += 1
        yield [solution[index] for index in range(count)]


def more(answer: Answer) -> bool:
    """Say whether an answer has a row that was not read yet."""
    return isinstance(answer.results, ox.QuerySolutions) and next(iter(answer.results), None) is not None


def empty(answer: Answer) -> bool:
    """Say whether an answer that was written is a table without a row."""
    return isinstance(answer.results, ox.QuerySolutions) and answer.count == 0


def _counted(answer: Answer, triples: Iterator[ox.Triple]) -> Iterator[ox.Triple]:
    for triple in triples:
        answer.count += 1
        yield triple


def _graph(triples: Iterator[ox.Triple], form: str) -> str:
    if form not in _GRAPHS:
        raise QueryError(f"format '{form}' is for SELECT queries; a graph is written as {', '.join(_GRAPHS)}")
    data = ox.serialize(triples, format=_GRAPHS[form], prefixes=v.PREFIXES)
    return (data or b"").decode("utf-8")


def _boolean(answer: bool, form: str) -> str:
    word = "true" if answer else "false"
    if form == "srj":
        return json.dumps({"head": {}, "boolean": answer}) + "\n"
    return _XML.format(head="<head/>", body=f"<boolean>{word}</boolean>") if form == "xml" else word + "\n"


def _json(columns: Sequence[str], solutions: Solutions, _width: int) -> str:
    lines = (json.dumps(dict(zip(columns, map(value, s), strict=True)), ensure_ascii=False) for s in solutions)
    return "[" + ",\n ".join(lines) + "]\n"


def _table(columns: Sequence[str], solutions: Solutions, width: int) -> str:
    table = Table(*columns)
    for solution in solutions:
        table.add_row(*(Text(short(str(value(term)))) for term in solution))
    out = io.StringIO()
    Console(file=out, width=width, no_color=True).print(table)
    return out.getvalue()


def _csv(columns: Sequence[str], solutions: Solutions, _width: int) -> str:
    """SPARQL 1.1 CSV: plain values."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows(["" if term is None else getattr(term, "value", term) for term in s] for s in solutions)
    return out.getvalue()


def _tsv(columns: Sequence[str], solutions: Solutions, _width: int) -> str:
    """SPARQL 1.1 TSV: terms as Turtle writes them."""
    lines = ["\t".join(f"?{name}" for name in columns)]
    # N-Triples escapes line breaks but not tabs.
    lines += ["\t".join("" if term is None else str(term).replace("\t", "\\t") for term in s) for s in solutions]
    return "\n".join(lines) + "\n"


def _srj(columns: Sequence[str], solutions: Solutions, _width: int) -> str:
    """SPARQL 1.1 Query Results JSON."""
    bindings = [
        {name: _binding(term) for name, term in zip(columns, s, strict=True) if term is not None} for s in solutions
    ]
    found = {"head": {"vars": list(columns)}, "results": {"bindings": bindings}}
    return json.dumps(found, ensure_ascii=False) + "\n"


def _binding(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != _XSD + "string":
        found["datatype"] = term.datatype.value
    return found


_XML = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n{head}\n{body}\n</sparql>\n'


def _xml(columns: Sequence[str], solutions: Solutions, _width: int) -> str:
    """SPARQL Query Results XML."""
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in columns)
    body = []
    for solution in solutions:
        cells = (_xml_cell(name, term) for name, term in zip(columns, solution, strict=True) if term is not None)
        body.append(f"<result>{''.join(cells)}</result>")
    lines = "\n".join(body)
    return _XML.format(head=f"<head>{head}</head>", body=f"<results>\n{lines}\n</results>")


def _xml_cell(name: str, term: ox.NamedNode | ox.BlankNode | ox.Literal) -> str:
    binding = _binding(term)
    kind = binding["type"]
    marks = "".join(f" {key}={quoteattr(binding[key])}" for key in ("xml:lang", "datatype") if key in binding)
    # A carriage return as such would be read back as a line feed.
    text = escape(binding["value"], {"\r": "&#13;"})
    return f"<binding name={quoteattr(name)}><{kind}{marks}>{text}</{kind}></binding>"


_TABLES: dict[str, Callable[[Sequence[str], Solutions, int], str]] = {
    "table": _table,
    "json": _json,
    "csv": _csv,
    "tsv": _tsv,
    "srj": _srj,
    "xml": _xml,
}
FORMATS = (*_TABLES, *_GRAPHS)
"""``json`` is a flat list of objects, ``srj`` SPARQL 1.1 results JSON; ``ttl``, ``nt``, ``jsonld`` are for graphs."""
