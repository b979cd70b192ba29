"""What the service says of itself to programs that make clients and tests: OpenAPI 3.1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kg import __version__
from kg.graph.names import LANGUAGES
from kg.query.questions import Question, queries, spoken
from kg.serve.formats import GRAPHS, HTML, ROWS, Format
from kg.serve.protocol import LEAST_SECONDS

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_LINE = {"text/plain": {"schema": _TEXT}}
_FORM, _QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
_PROBLEMS = {
    "400": "The request cannot be understood; a line says why.",
    "403": "Refused: an update without leave, or a call to another endpoint.",
    "404": "There is nothing of that name.",
    "406": "None of the media types asked for can be given.",
    "413": "The request, or the answer, is larger than it may be.",
    "415": "The body is of a type that is not understood.",
    "421": "This host name is not served here.",
    "500": "The query could not be worked out.",
    "503": "Too many wait; come again.",
    "504": "Stopped at the limit of time.",
    "507": "Stopped at the limit of memory.",
}
_PAGE_PROBLEMS = ("400", "404", "413", "421", "503", "504", "507")
_ALL_PROBLEMS = ("400", "403", "404", "406", "413", "415", "421", "500", "503", "504", "507")


def openapi(root: str, lang: str = "en") -> Schema:
    """Describe every address; `root` is that of the service without the last slash."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Summitry",
            "version": __version__,
            "description": "A SPARQL 1.1 endpoint, shipped questions, and what the graph says of each thing.",
        },
        "servers": [{"url": root or "/"}],
        "paths": {
            "/sparql": {"get": _asking(), "post": _posting()},
            "/questions/{name}": {"get": _any_question()},
            **{f"/questions/{q.name}": {"get": _question(spoken(q, lang))} for q in queries()},
            "/store": {"get": _graph_store()},
            "/id/{thing}": {"get": _thing()},
            "/search": {"get": _search()},
            "/void": {"get": _operation("The dataset and the service, described in RDF", _graphs())},
            "/health": {"get": _operation("Whether it answers", _json({"type": "object", "required": ["status"]}))},
            "/metrics": {"get": _operation("Figures for Prometheus", _LINE)},
            "/openapi.json": {"get": _operation("This description", _json({"type": "object"}))},
        },
    }


def _asking() -> Schema:
    return _operation(
        "Ask a SPARQL query; without one, the service describes itself",
        {**_rows(), **_graphs()},
        [_parameter("query", "SPARQL 1.1"), *_protocol()],
        problems=_ALL_PROBLEMS,
        also={"303": "A browser is shown the editor.", "304": "The client has this answer."},
    )


def _posting() -> Schema:
    fields = {"query": _TEXT, **{p["name"]: p["schema"] for p in _protocol()}}
    form = {"type": "object", "required": ["query"], "properties": fields}
    found = _operation(
        "Ask a SPARQL query", {**_rows(), **_graphs()}, _protocol(), problems=_ALL_PROBLEMS,
        also={"304": "The client has this answer."},
    )  # fmt: skip
    content = {_FORM: {"schema": form}, _QUERY: {"schema": _TEXT}}
    return {**found, "requestBody": {"required": True, "content": content}}


def _protocol() -> list[Schema]:
    graphs = {"type": "array", "items": {"type": "string"}}
    return [
        _parameter("default-graph-uri", "Graphs that make the default graph", graphs),
        _parameter("named-graph-uri", "Graphs that GRAPH finds", graphs),
        _parameter("format", "Name of a format, in place of Accept", _one_of((*ROWS, *GRAPHS))),
        _parameter("timeout", "Seconds, below the service's own limit", {"type": "number", "minimum": LEAST_SECONDS}),
    ]


def _any_question() -> Schema:
    name = {"name": "name", "in": "path", "required": True, "schema": _TEXT, "description": "Name of a question"}
    return _asked("Ask a question by its name", [name])


def _question(question: Question) -> Schema:
    parameters = [
        _parameter(p.name, p.description, {"type": "string", **({"default": p.default} if p.default else {})})
        for p in question.parameters
    ]
    return {**_asked(question.title, parameters), "description": question.question, "tags": [question.group]}


def _asked(summary: str, parameters: list[Schema]) -> Schema:
    number = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
    more = [
        _parameter("lang", "Language of labels", {"enum": list(LANGUAGES)}),
        _parameter("format", "Name of a format, in place of Accept", _one_of(ROWS)),
        _parameter("limit", "At most so many rows; by default all", number),
        _parameter("offset", "Leave out so many rows first", number),
    ]
    return _operation(
        summary, {**_rows(), **_page()}, [*parameters, *more], problems=_ALL_PROBLEMS,
        also={"304": "The client has this answer."},
    )  # fmt: skip


def _graph_store() -> Schema:
    given = [
        _parameter("graph", "IRI of a named graph"),
        _parameter("default", "The union of all graphs, when no graph is named", {"const": ""}),
        _parameter("format", "Name of a format, in place of Accept", _one_of(GRAPHS)),
    ]
    return _operation(
        "Read a graph (Graph Store Protocol)", _graphs(), given, problems=_ALL_PROBLEMS,
        also={"304": "The client has this answer."},
    )  # fmt: skip


def _thing() -> Schema:
    given = [
        {"name": "thing", "in": "path", "required": True, "schema": _TEXT,
         "description": "QID, or what follows the base of the graph's IRIs"},
        _parameter("format", "Name of a format, in place of Accept", _one_of(GRAPHS)),
        _parameter("lang", "Language of the page", {"enum": list(LANGUAGES)}),
    ]  # fmt: skip
    return _operation(
        "What is known of an event, actor, place or document", {**_page(), **_graphs()}, given,
        problems=_ALL_PROBLEMS, also={"304": "The client has this answer."},
    )  # fmt: skip


def _search() -> Schema:
    rows = {"type": "array", "items": {"type": "object", "additionalProperties": _TEXT}}
    found = {"type": "object", "required": ["things", "events"], "properties": {"things": rows, "events": rows}}
    given = [_parameter("q", "A few letters of a name"), _parameter("lang", "Language", {"enum": list(LANGUAGES)})]
    return _operation("Things and events by a few letters", {**_json(found), **_page()}, given)


def _operation(
    summary: str,
    content: Schema,
    parameters: Sequence[Schema] = (),
    *,
    problems: Iterable[str] = _PAGE_PROBLEMS,
    also: dict[str, str] | None = None,
) -> Schema:
    failing = {**_LINE, **_page()}
    responses: Schema = {"200": {"description": "The answer.", "content": content}}
    responses |= {code: {"description": text} for code, text in (also or {}).items()}
    responses |= {code: {"description": _PROBLEMS[code], "content": failing} for code in problems}
    return {"summary": summary, "parameters": list(parameters), "responses": responses}


def _parameter(name: str, description: str, schema: Schema | None = None) -> Schema:
    return {"name": name, "in": "query", "description": description, "schema": schema or _TEXT}


def _one_of(forms: Iterable[Format]) -> Schema:
    return {"enum": sorted({form.name for form in forms})}


def _rows() -> Schema:
    return dict(_contents(ROWS))


def _graphs() -> Schema:
    return dict(_contents(GRAPHS))


def _contents(forms: Iterable[Format]) -> Iterator[tuple[str, Schema]]:
    for form in forms:
        yield form.media, {"schema": {} if "json" in form.media else _TEXT}


def _page() -> Schema:
    return {HTML.media: {"schema": _TEXT}}


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}
