"""Asks a store: the shipped questions of ``data/queries/*.rq`` by name, or any SPARQL query that only reads.

A question's file is plain SPARQL that runs as it is: each parameter stands in a ``VALUES ?name { example }`` block, and
a given value replaces what is between the braces, serialised as a term and never pasted. Where it says ``# page`` a
page is cut, or nothing, when all rows are wanted. Its head is prose that `questions.py` reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TextIO

import pyoxigraph as ox

from kg.errors import DataError, QueryError, UsageError
from kg.files import text_of
from kg.graph.names import LANGUAGES
from kg.graph.store import Results, Store
from kg.query.questions import ANY, PAGE, VALUES, Question, parse, queries
from kg.query.syntax import check_reads, names_dataset
from kg.query.terms import term_of

_NAME = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Page:
    """Which rows of an answer are wanted."""

    limit: int | None = None
    """None: all."""
    offset: int = 0

    def __post_init__(self) -> None:
        for name, number in (("limit", self.limit), ("offset", self.offset)):
            if number is not None and (not isinstance(number, int) or number < 0):
                raise QueryError(f"{name}: {number!r} is not a number of rows")

    def __str__(self) -> str:
        words = () if self.limit is None else (f"LIMIT {self.limit}",)
        return " ".join((*words, *((f"OFFSET {self.offset}",) if self.offset else ())))


@dataclass(slots=True)
class Answer:
    """What a query gave: exactly one of the three kinds of result."""

    columns: tuple[str, ...]
    """Variables of a SELECT; empty for the other forms."""
    results: Results
    count: int = 0
    """Rows or triples read so far."""


WHOLE = Page()


def run(
    store: Store,
    name_or_text: str,
    params: Mapping[str, str] | None = None,
    lang: str = "en",
    page: Page = WHOLE,
) -> Answer:
    """Ask a shipped question by name, or run a query text; a text with a head like theirs may take parameters.

    `lang` is the language of labels where a question offers them, `page` the rows of a question that are wanted (a
    text of one's own says so itself). Raises `QueryError` with one line for an unknown question, a bad parameter, a
    malformed query, an update or a SERVICE call.
    """
    sparql = bound_text(store, name_or_text, params or {}, lang, page)
    check_reads(sparql)
    results = store.query(sparql, union=not names_dataset(sparql))
    columns = tuple(v.value for v in results.variables) if isinstance(results, ox.QuerySolutions) else ()
    return Answer(columns, results)


def bound_text(store: Store, name_or_text: str, given: Mapping[str, str], lang: str = "en", page: Page = WHOLE) -> str:
    """SPARQL of a question with its parameters written in; raises `QueryError` for what cannot be bound."""
    question = question_of(name_or_text, given)
    return name_or_text if question is None else bind(store, question, given, lang=lang, page=page)


def question_of(name_or_text: str, given: Mapping[str, str]) -> Question | None:
    """Question that a name stands for, or a text with a head and parameters for it; None for mere SPARQL."""
    text = name_or_text.strip()
    if _NAME.fullmatch(text):
        return find(text)
    return _own_question(name_or_text) if given else None


def find(name: str) -> Question:
    """Shipped question of that name; raises `QueryError` when there is none."""
    found = {question.name: question for question in queries()}
    if name not in found:
        near = get_close_matches(name, found, n=1)
        meant = f"did you mean {near[0]}? " if near else ""
        raise QueryError(f"no question '{name}' ({meant}have: {', '.join(found)})")
    return found[name]


def source(name: str, stdin: TextIO) -> str:
    """Give what `run` takes for a word of the command line: ``-`` is standard input, ``x.rq`` a file, else a name."""
    if name == "-":
        try:
            return stdin.read()
        except UnicodeDecodeError as error:
            raise QueryError(f"standard input: not UTF-8 (at byte {error.start})") from error
    if not name.endswith((".rq", ".sparql")):
        return name
    try:
        return text_of(Path(name))
    except UsageError as error:
        raise QueryError(str(error)) from error


def parameters(given: Iterable[str]) -> dict[str, str]:
    """Split ``NAME=VALUE`` words; raises `QueryError` for one that is not."""
    found: dict[str, str] = {}
    for word in given:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise QueryError(f"parameter '{word}' is not NAME=VALUE")
        found[name.strip()] = value
    return found


def _own_question(text: str) -> Question:
    try:
        return parse(text, Path("query.rq"))
    except DataError as error:
        raise QueryError(f"parameters need a head in the query that declares them: {error}") from error


def bind(store: Store, question: Question, given: Mapping[str, str], *, lang: str = "en", page: Page = WHOLE) -> str:
    """Write parameter values into a question's text, and which rows are wanted."""
    unknown = sorted(set(given) - {parameter.name for parameter in question.parameters})
    if unknown:
        have = ", ".join(parameter.name for parameter in question.parameters) or "none"
        raise QueryError(f"{question.name} has no parameter '{unknown[0]}' (have: {have})")
    if lang not in LANGUAGES:
        raise QueryError(f"no labels in language '{lang}' (have: {', '.join(LANGUAGES)})")
    terms = {"lang": str(ox.Literal(lang))}
    for parameter in question.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is None:
            raise QueryError(f"{question.name} needs parameter '{parameter.name}': {parameter.description}")
        terms[parameter.name] = "UNDEF" if value == ANY else str(term_of(store, parameter, value))
    # One pass, so that no value is ever read as part of the query's text.
    paged, places = PAGE.subn(str(page), question.text)
    text = VALUES.sub(lambda match: _block(match, terms), paged)
    # A query of the user's own, which has no group, says itself how much it wants.
    return text if places or not question.group else f"{text.rstrip()}\n{page}\n"


def _block(match: re.Match[str], terms: Mapping[str, str]) -> str:
    name = match["name"]
    return f"VALUES ?{name} {{ {terms[name]} }}" if name in terms else match[0]
