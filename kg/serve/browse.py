"""The pages: reads the request, asks a worker, and has the page written."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from kg.errors import QueryError
from kg.graph import vocabulary as v
from kg.graph.names import LANGUAGES
from kg.query import find
from kg.query.questions import Question as Shipped
from kg.query.questions import spoken
from kg.serve import pages
from kg.serve.formats import GRAPHS, HTML, ROWS, choose
from kg.serve.guard import EDITOR
from kg.serve.jobs import About, Any_, Describe, Done, Look, Question, Rows, Search
from kg.serve.pool import Pool, plain
from kg.serve.protocol import Pairs, Problem, pairs
from kg.serve.words import Words, preferred, words

YASQE = "yasqe-4.6.2"
SHOWN = 500
"""Rows of an answer that a page shows."""
_KINDS = {"Person": "person", "Country": "state", "Organization": "organisation", "Group": "group"}
FIRST = """SELECT ?event ?label WHERE {{
  ?event a sem:Event ; rdfs:label ?label .
  FILTER(LANG(?label) = "{lang}")
}}
LIMIT 20
"""


class Browse:
    """Handlers of pages."""

    def __init__(self, pool: Pool, base: str) -> None:
        self._pool = pool
        self._base = base

    async def home(self, request: Request) -> Response:
        """The questions by group."""
        return self._page(request, "home", library=pages.library(self.lang(request)))

    async def editor(self, request: Request) -> Response:
        """The editor, with a question or a query in it."""
        given = _first(request)
        chosen = given.get("question", "")
        lang = self.lang(request)
        first = pages.in_editor(_shipped(chosen), lang) if chosen else FIRST.format(lang=lang)
        text = given.get("query", "") or pages.with_prefixes(first)
        more = {"chosen": chosen, "text": text, "yasqe": YASQE, "spoken": _spoken(words(lang))}
        page = self._page(request, "query", library=pages.library(lang), **more)
        page.headers["content-security-policy"] = EDITOR
        return page

    def question_job(self, request: Request) -> Any_ | None:
        """What to have done when a question is asked for data; None when a page is wanted."""
        given = _first(request)
        shipped = _shipped(request.path_params["name"])
        accept = request.headers.get("accept", "")
        if not given.get("format") and choose(accept or "text/html", (HTML, *ROWS)) is HTML:
            return None
        params = self._params(given, shipped)
        limit, offset = _number(given, "limit"), _number(given, "offset") or 0
        return Question(shipped.name, params, self.lang(request), accept, given.get("format", ""), limit, offset)

    async def question(self, request: Request) -> Response:
        """A question's form, and its answer when it was asked."""
        given = _first(request)
        shipped = _shipped(request.path_params["name"])
        params = self._params(given, shipped)
        lang = self.lang(request)
        answer, trouble, status = None, "", 200
        offset = _number(given, "offset") or 0
        if "ask" in given or params or not shipped.parameters:
            done, data = await self._pool.ask(Rows(shipped.name, params, lang, first=SHOWN, offset=offset))
            if done.outcome == "ok":
                answer = {**plain(data), "seconds": f"{done.seconds:.2f}"}
                answer["rows"] = pages.table(answer["columns"], answer["rows"], self._links(request), words(lang))
            else:
                trouble, status = done.note, 400 if done.outcome == "bad" else _status(done)

        def at(row: int) -> str:
            """Address of the same answer from another row on."""
            more = {**params, "ask": "1", **({"offset": str(row)} if row > 0 else {})}
            return self._links(request).to(f"/questions/{shipped.name}", **more)

        return self._page(
            request, "question", status, q=spoken(shipped, lang), given=given, offset=offset, shown=SHOWN, at=at,
            answer=answer, trouble=trouble, choices=pages.choices,
            downloads=pages.downloads(shipped.name, params, lang),
        )  # fmt: skip

    async def search(self, request: Request) -> Response:
        """Things and events by a few letters, as a page or as JSON."""
        text = _first(request).get("q", "")[:200]
        done, data = await self._pool.ask(Search(text, self.lang(request)))
        _check(done)
        if _as_json(request.headers.get("accept", "")) == "json":
            from starlette.responses import JSONResponse

            return JSONResponse(plain(data), headers={"vary": "Accept"})
        return self._page(request, "search", found=plain(data), asked=text)

    def look_job(self, request: Request) -> Look:
        """What to have done for the page to look at, or for the part of the graph that such a page asks for."""
        given = _first(request)
        form = given.get("format", "") or _as_json(request.headers.get("accept", ""))
        # The model is the same in all languages, and so is its ETag.
        lang = "" if form == "json" else self.lang(request)
        return Look(given.get("actor", "")[:500], given.get("event", "")[:2000], lang, form[:20])

    def thing_job(self, request: Request) -> Any_ | None:
        """What to have done when a thing is asked for as data; None when a page is wanted."""
        accept = request.headers.get("accept", "")
        form = _first(request).get("format", "")
        # Whoever says nothing, or anything, gets data; a browser says that it wants a page.
        if not form and choose(accept or "*/*", (GRAPHS[0], HTML, *GRAPHS[1:])) is HTML:
            return None
        return Describe(self._iri(request), accept, form)

    async def thing(self, request: Request) -> Response:
        """The page of an event, a document, or whatever else has an IRI."""
        iri = self._iri(request)
        done, data = await self._pool.ask(About(iri, self.lang(request)))
        _check(done)
        model = plain(data)
        links = self._links(request)
        more = {"m": model, "data": pages.as_data(model["iri"], links)}
        if model["is"] != "thing":
            return self._page(request, model["is"], **more)
        wikidata = iri if iri.startswith(v.WIKIDATA) else ""
        return self._page(request, "thing", kind=_KINDS.get(model["kind"], ""), wikidata=wikidata, **more)

    def problem(self, request: Request, problem: Problem) -> Response:
        """Say what went wrong: a page for a browser, a line for a program."""
        if "text/html" in request.headers.get("accept", ""):
            page = self._page(request, "problem", problem.status, text=problem.text, status=problem.status)
            page.headers.update(problem.headers)
            return page
        return PlainTextResponse(f"{problem.text}\n", problem.status, headers=problem.headers)

    def lang(self, request: Request) -> str:
        """Language of a request: what its address says, else what the browser prefers."""
        given = self._given_lang(request)
        return given or preferred(request.headers.get("accept-language", ""))

    def _given_lang(self, request: Request) -> str | None:
        try:
            given = _first(request).get("lang", "")
        except Problem:
            return None
        return given if given in LANGUAGES else None

    def _links(self, request: Request) -> pages.Links:
        return pages.Links(self._base, self._given_lang(request))

    def _page(self, request: Request, name: str, code: int = 200, /, **more: object) -> HTMLResponse:
        text = pages.render(
            name, lang=self.lang(request), links=self._links(request), address=_address(request), **more
        )
        headers = {"vary": "Accept, Accept-Language"}
        return HTMLResponse(text.encode("utf-8", "replace"), code, headers=headers)

    def _iri(self, request: Request) -> str:
        raw = request.scope.get("raw_path", b"").decode("ascii", "replace").partition("?")[0]
        return self._links(request).iri(raw.removeprefix("/id/"))

    def _params(self, given: dict[str, str], shipped: Shipped) -> dict[str, str]:
        """Parameters of the question that were filled in."""
        return {p.name: given[p.name] for p in shipped.parameters if given.get(p.name, "").strip()}


def _spoken(said: Words) -> str:
    """What the editor's script says, as JSON."""
    found = {"seconds": said("seconds", n="{n}"), "none": said("no_rows"), "loading": said("loading")}
    return json.dumps({**found, "rows": said.forms("rows_n"), "prefixes": v.PREFIXES})


def _first(request: Request) -> dict[str, str]:
    found: Pairs = pairs(request.scope["query_string"], "URL")
    return dict(reversed(found))


def _as_json(accept: str) -> str:
    """What a client that may have a page or its data is given."""
    return "json" if "json" in accept and "html" not in accept else "html"


def _number(given: dict[str, str], name: str) -> int | None:
    """A whole number of the address; raises `Problem` for anything else."""
    text = given.get(name, "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Problem(400, f"parameter {name} must be a whole number")
    return int(text) if text else None


def _shipped(name: str) -> Shipped:
    try:
        return find(name)
    except QueryError as error:
        raise Problem(404, f"there is no question '{name[:80]}'") from error


def _address(request: Request) -> str:
    """Path and query of the page without its language."""
    try:
        kept = [(name, value) for name, value in pairs(request.scope["query_string"], "URL") if name != "lang"]
    except Problem:
        kept = []
    path = request.scope.get("raw_path", b"/").decode("ascii", "replace").partition("?")[0]
    # Two slashes at the front would name another host.
    path = "/" + path.lstrip("/\\")
    return f"{path}?{urlencode(kept)}" if kept else path


def _status(done: Done) -> int:
    return {"missing": 404, "refused": 403, "large": 413, "time": 504, "memory": 507}.get(done.outcome, 500)


def _check(done: Done) -> None:
    if done.outcome != "ok":
        raise Problem(400 if done.outcome == "bad" else _status(done), done.note)
