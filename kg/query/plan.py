"""What a question asks, laid open: its parameters as they were understood, the bound query, its algebra."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Mapping

from kg.errors import QueryError
from kg.graph import vocabulary as v
from kg.graph.store import Store
from kg.query.ask import bound_text, question_of
from kg.query.questions import ANY, VALUES, Question, spoken
from kg.query.syntax import check_reads
from kg.query.terms import name_of, term_of


def explanation(store: Store, name_or_text: str, given: Mapping[str, str], lang: str) -> str:
    """Write everything about a question but its answer; raises `QueryError` as asking it would."""
    question = question_of(name_or_text, given)
    sparql = bound_text(store, name_or_text, given, lang)
    check_reads(sparql)
    lines = [] if question is None else list(_head(store, question, given, lang))
    body = sparql if question is None else sparql[_end_of_head(sparql) :]
    return "\n".join([*lines, body.strip(), "", "algebra:", _algebra(sparql)])


def _head(store: Store, question: Question, given: Mapping[str, str], lang: str) -> Iterator[str]:
    said = spoken(question, lang)
    yield f"{said.title}: {said.question}"
    if question.remarks:
        yield question.remarks
    for parameter in question.parameters:
        value = given.get(parameter.name, parameter.default) or ""
        if value == ANY:
            yield f"  {parameter.name} = any"
            continue
        term = term_of(store, parameter, value)
        known = name_of(store, term)
        yield f"  {parameter.name} = {term}{f' ({known})' if known else ''}"
    if any(match["name"] == "lang" for match in VALUES.finditer(question.text)):
        yield f"  labels in {lang}"
    yield ""


def _end_of_head(sparql: str) -> int:
    end = 0
    for line in sparql.splitlines(keepends=True):
        if not line.startswith("#"):
            break
        end += len(line)
    return end


def _algebra(sparql: str) -> str:
    """Algebra of the query as SPARQL defines it (rdflib writes it); the engine may go its own way."""
    from rdflib.plugins.sparql import prepareQuery
    from rdflib.plugins.sparql.algebra import pprintAlgebra

    out = io.StringIO()
    try:
        prepared = prepareQuery(sparql, initNs=v.PREFIXES)
    except Exception as error:
        raise QueryError(f"malformed query: {' '.join(str(error).split())[:200]}") from error
    with contextlib.redirect_stdout(out):
        pprintAlgebra(prepared)
    return out.getvalue().strip()
