"""The pages as HTML: everything that comes from the graph or from a request is escaped by the templates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg.graph import vocabulary as v
from kg.graph.identifiers import QID
from kg.graph.names import LANGUAGES
from kg.model import EventType, Status
from kg.query.questions import GROUPS, Question, heading, labelled, queries, spoken
from kg.serve.formats import GRAPHS, ROWS
from kg.serve.words import Words, words

HERE = Path(__file__).parent
_WEB = frozenset({"http", "https"})
_STATUSES = frozenset({"status", "statusThen", "statusNow", "from", "to"})
_DATES = frozenset({"date", "published", "asOf", "told", "month", "firstDate", "lastDate", "firstDay", "lastDay"})
_LONG = frozenset({"label", "quote", "participants"})
"""Columns of running text, which want room."""
CLASSES = frozenset(status.value for status in Status)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["outside"] = outside
    return environment


class Links:
    """Addresses on this service for IRIs of the graph, which stand below `base`."""

    def __init__(self, base: str, lang: str | None = None) -> None:
        self.base = base
        self._suffix = f"?lang={lang}" if lang else ""

    def __call__(self, iri: str) -> str:
        """Address of the page of an IRI; empty where there is none."""
        if iri.startswith(v.WIKIDATA) and QID.fullmatch(iri.removeprefix(v.WIKIDATA)):
            return f"/id/{iri.removeprefix(v.WIKIDATA)}{self._suffix}"
        if not iri.startswith(self.base):
            return ""
        path, mark, fragment = iri.removeprefix(self.base).partition("#")
        return f"/id/{path}{self._suffix}{mark}{fragment}"

    def to(self, path: str, **query: str) -> str:
        """Address of a page of ours."""
        lang = self._suffix.removeprefix("?lang=")
        given = urlencode({**query, **({"lang": lang} if lang else {})}, quote_via=quote)
        return f"{path}?{given}" if given else path

    def iri(self, path: str) -> str:
        """IRI that the page below ``/id/`` is about."""
        return v.WIKIDATA + path if QID.fullmatch(path) else self.base + path


def outside(url: str) -> str:
    """A web address as it is; anything else, such as a script, becomes empty."""
    try:
        return url if urlsplit(url).scheme.lower() in _WEB else ""
    except ValueError:
        return ""


def render(name: str, *, lang: str, links: Links, address: str, **more: Any) -> str:
    """Write a page; `address` is its own, without the language."""
    template = _environment().get_template(f"{name}.html.j2")
    return template.render(
        w=words(lang),
        lang=lang,
        languages={code: words(code)("name") for code in LANGUAGES},
        link=links,
        address=address,
        join_lang=_join_lang,
        **more,
    )


def _join_lang(address: str, lang: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}lang={lang}"


def library(lang: str) -> list[tuple[str, list[Question]]]:
    """Headings with their questions, in a language."""
    found = [(heading(group, lang), [spoken(q, lang) for q in queries() if q.group == group]) for group in GROUPS]
    return [(group, members) for group, members in found if members]


def choices(kind: str, spoken: Words) -> list[tuple[str, str]]:
    """Values and labels of a parameter that has a fixed list."""
    if kind == "status":
        return [("any", spoken("any")), *((s.value, spoken.term(s.value)) for s in Status)]
    if kind == "type":
        return [("any", spoken("any")), *((t.value, spoken.term(t.value)) for t in EventType)]
    return []


def with_prefixes(text: str) -> str:
    """A query with the prefixes that it uses declared, so that other programs read it, too."""
    used = [name for name in sorted(v.PREFIXES) if re.search(rf"(?<![\w?$:]){name}:", text)]
    return "".join(f"PREFIX {name}: <{v.PREFIXES[name]}>\n" for name in used) + text


def in_editor(question: Question, lang: str) -> str:
    """A question's text to be changed: without its long head, with labels in the reader's language."""
    said = spoken(question, lang)
    return f"# {said.title}: {said.question}\n{labelled(question, lang)}"


def downloads(name: str, params: Mapping[str, str], lang: str) -> list[tuple[str, str]]:
    """Names and addresses of an answer in every format."""
    return [
        (f.name, f"/questions/{name}?{urlencode({**params, 'lang': lang, 'format': f.name}, quote_via=quote)}")
        for f in ROWS
    ]


def as_data(iri: str, links: Links) -> list[tuple[str, str]]:
    """Names and addresses of a thing in every RDF format."""
    plain = Links(links.base)(iri).partition("#")[0]
    return [(f.name, f"{plain}?format={f.name}") for f in GRAPHS if f.name in {"ttl", "jsonld", "nt", "rdf"}]


def table(
    columns: Sequence[str], rows: Sequence[Sequence[Sequence[str]]], links: Links, spoken: Words
) -> list[list[dict[str, str]]]:
    """Cells with text, language and link; statuses and types are named in the reader's language."""
    return [[_cell(column, cell, links, spoken) for column, cell in zip(columns, row, strict=True)] for row in rows]


def _cell(column: str, cell: Sequence[str], links: Links, spoken: Words) -> dict[str, str]:
    if not cell:
        return {"text": "", "href": "", "lang": "", "class": ""}
    if cell[0] == "iri":
        return {"text": shortened(cell[1]), "href": links(cell[1]), "lang": "", "class": "iri"}
    language = cell[2] if len(cell) > 2 and "/" not in cell[2] else ""
    numeric = len(cell) > 2 and cell[2].startswith(v.PREFIXES["xsd"]) and cell[2].endswith(("integer", "decimal"))
    if column in _STATUSES and cell[1] in CLASSES:
        return {"text": spoken.term(cell[1]), "href": "", "lang": "", "class": f"status {cell[1]}"}
    if column == "type":
        return {"text": spoken.term(cell[1]), "href": "", "lang": "", "class": "word"}
    style = "number" if numeric else "date" if column in _DATES else "label" if column in _LONG else ""
    return {"text": cell[1], "href": "", "lang": language, "class": style}


def shortened(iri: str) -> str:
    """An IRI with a known prefix."""
    for prefix, base in v.PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri
