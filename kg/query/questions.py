"""The shipped questions: ``data/queries/*.rq``, each with a head in comments that is also its documentation.

The first line is the title; then come ``Question:`` (may go on in further lines), ``Parameters:`` with a line each,
``name (type, default x, example y): what it is for``, and ``Columns:``; a blank line ends a field, the rest is remarks.
Titles, questions and parameters in the other languages of labels stand in ``labels.yaml`` beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import msgspec

from kg.errors import DataError
from kg.resources import data_dir, load_yaml

TYPES = ("iri", "actor", "place", "state", "date", "string", "integer", "status", "type")
_PARAMETER = re.compile(
    r"(?P<name>[a-z]\w*) \((?P<type>[a-z]+)(?:, default (?P<default>[^,)]+))?"
    r"(?:, example (?P<example>[^)]+))?\): (?P<text>.+)"
)


_FIELDS = frozenset({"Question", "Group", "Parameters", "Columns", "Answer"})
GROUPS = ("people", "events", "plans", "sources", "conflicts", "networks", "states")
ANY = "any"
"""Default, and value, of a parameter that may be left open."""
VALUES = re.compile(r"VALUES\s+\?(?P<name>\w+)\s*\{[^}]*\}")
"""The block in a query that holds a parameter's value."""
PAGE = re.compile(r"LIMIT\s+\d+\s+# page")
"""Where a query cuts its rows before it looks up what they show. They stand there in their order, one a row."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question."""

    name: str
    type: str
    description: str
    default: str | None = None
    """Value taken when none is given; None: it must be given."""
    example: str | None = None
    """A value to try; the default where the head gives no other."""


@dataclass(frozen=True, slots=True)
class Question:
    """A shipped query with what its head says of it."""

    name: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    remarks: str
    text: str
    group: str = ""
    """One of `GROUPS`; empty only in a query of the user's own."""
    answer: str = ""
    """A row it may give, cells separated by ``|``."""


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What heads say, in one language."""

    groups: dict[str, str]
    """Headings."""
    questions: dict[str, tuple[str, str]]
    """Title and question by name."""
    parameters: dict[str, str]
    """By the English text."""


@cache
def _translations() -> Mapping[str, Said]:
    path = data_dir() / "queries" / "labels.yaml"
    try:
        return msgspec.convert(load_yaml(path), dict[str, Said])
    except msgspec.ValidationError as error:
        raise DataError(f"{path}: {error}") from error


def spoken(question: Question, lang: str) -> Question:
    """A shipped question with its title, question and parameters in a language of labels; what lacks stays English."""
    said = _translations().get(lang)
    if said is None:
        return question
    title, asked = said.questions.get(question.name, (question.title, question.question))
    parameters = tuple(
        replace(p, description=said.parameters.get(p.description, p.description)) for p in question.parameters
    )
    return replace(question, title=title, question=asked, parameters=parameters)


def heading(group: str, lang: str) -> str:
    """What a group of questions is called in a language of labels."""
    return _translations()[lang].groups[group]


def labelled(question: Question, lang: str) -> str:
    """Query of a question, without its head, that asks for labels in a language."""
    lines = question.text.splitlines(keepends=True)
    text = "".join(lines[sum(1 for _ in _head(question.text)) :]).lstrip()
    return VALUES.sub(lambda m: f'VALUES ?lang {{ "{lang}" }}' if m["name"] == "lang" else m[0], text)


@cache
def queries() -> tuple[Question, ...]:
    """Give every shipped question, in order of names; raises `DataError` for a head that cannot be read."""
    paths = sorted((data_dir() / "queries").glob("*.rq"))
    return tuple(parse(path.read_text(encoding="utf-8"), path) for path in paths)


def parse(text: str, path: Path) -> Question:
    """Read a question; `path` names it, in errors too. Raises `DataError` for a head that cannot be read."""
    head = [line[1:].rstrip() for line in _head(text)]
    if not head or not head[0].strip():
        raise DataError(f"{path}: the first line must be '# Title'")
    fields = _fields(head[1:])
    missing = [name for name in ("Question", "Columns") if not fields.get(name)]
    if missing:
        raise DataError(f"{path}: the head has no '{missing[0]}:'")
    parameters = tuple(_parameter(path, line) for line in fields.get("Parameters", ()))
    blocks = {match["name"] for match in VALUES.finditer(text)}
    for parameter in parameters:
        if parameter.name not in blocks:
            raise DataError(f"{path}: no 'VALUES ?{parameter.name} {{ ... }}' for parameter '{parameter.name}'")
    return Question(
        name=path.stem,
        title=head[0].strip(),
        question=" ".join(fields["Question"]),
        parameters=parameters,
        columns=tuple(name.strip() for name in " ".join(fields["Columns"]).split(",")),
        remarks=" ".join(fields.get("", ())),
        text=text,
        group=" ".join(fields.get("Group", ())),
        answer=" ".join(fields.get("Answer", ())),
    )


def _head(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.startswith("#"):
            return
        yield line


def _fields(lines: list[str]) -> dict[str, list[str]]:
    """Lines of the head by field; a blank line ends a field, what follows is remarks (field ``""``)."""
    found: dict[str, list[str]] = {}
    field = ""
    for line in lines:
        name, colon, rest = line.strip().partition(":")
        if colon and name in _FIELDS:
            field, line = name, rest
        elif not line.strip():
            field = ""
        if line.strip():
            found.setdefault(field, []).append(line.strip())
    return found


def _parameter(path: Path, line: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if match is None or match["type"] not in TYPES:
        raise DataError(f"{path}: cannot read parameter '{line}' (name (type, default x, example y): text)")
    return Parameter(
        match["name"], match["type"], match["text"], match["default"], match["example"] or match["default"]
    )
