"""The application: which address gives what. It reads nothing itself; every question goes to a worker."""

from __future__ import annotations

import hmac
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Match, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from kg.errors import StoreError
from kg.serve import description
from kg.serve.browse import Browse
from kg.serve.formats import GRAPHS, HTML, choose
from kg.serve.guard import Figures, Guard
from kg.serve.jobs import Any_, Done, Facts, Graph, Sparql, steady
from kg.serve.limits import Limits
from kg.serve.metrics import exposition
from kg.serve.openapi import openapi
from kg.serve.pool import Busy, Pool, plain
from kg.serve.protocol import Operation, Problem, operation, pairs
from kg.serve.tags import tag as tag_of
from kg.serve.writer import Locked, apply

STATUS = {
    "bad": 400,
    "refused": 403,
    "missing": 404,
    "unacceptable": 406,
    "large": 413,
    "memory": 507,
    "time": 504,
    "failed": 500,
}
"""HTTP status of an outcome. A query that was stopped never looks like an answer."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a service is run."""

    path: Path
    base: str
    limits: Limits = field(default_factory=Limits)
    workers: int = 2
    kept: int = 64
    """Megabytes of answers that are kept until the store changes."""
    token: str | None = None
    """Whoever sends it may update; None: nobody may."""
    hosts: tuple[str, ...] = ()
    """Names the service answers to; empty: any."""
    origins: tuple[str, ...] = ("loopback",)
    """Origins whose pages may read: ``*``, ``loopback``, or such as ``https://example.org``."""


Handler = Callable[[Request], Awaitable[Response]]


class Below(Route):
    """Everything below a path, whatever letters it has: a pattern's dot stops at a line break."""

    def __init__(self, path: str, endpoint: Handler) -> None:
        super().__init__(path, endpoint, methods=["GET"])

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match by the beginning of the path."""
        if scope["type"] != "http" or not scope["path"].startswith(self.path):
            return Match.NONE, {}
        found = {"endpoint": self.endpoint, "path_params": {}}
        return (Match.FULL if scope["method"] in (self.methods or ()) else Match.PARTIAL), found


class Service:
    """Handlers with what they need."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = monotonic) -> None:
        self.settings = settings
        self.pool = Pool(settings.path, settings.limits, settings.workers, kept=settings.kept)
        self.figures = Figures()
        self._clock = clock
        self._browse = Browse(self.pool, settings.base)

    def app(self) -> ASGIApp:
        """The application with everything around it."""
        browse = self._browse
        routes = [
            Route("/sparql", self._safe(self._sparql), methods=["GET", "POST"]),
            Route("/store", self._safe(self._store), methods=["GET"]),
            Route("/void", self._safe(self._void), methods=["GET"]),
            Route("/.well-known/void", self._safe(self._well_known), methods=["GET"]),
            Route("/openapi.json", self._safe(self._openapi), methods=["GET"]),
            Route("/health", self._safe(self._health), methods=["GET"]),
            Route("/metrics", self._safe(self._metrics), methods=["GET"]),
            Route("/", self._safe(browse.home), methods=["GET"]),
            Route("/query", self._safe(browse.editor), methods=["GET"]),
            Route("/questions", self._safe(browse.home), methods=["GET"]),
            Route("/questions/{name}", self._safe(self._question), methods=["GET"]),
            Route("/search", self._safe(browse.search), methods=["GET"]),
            Route("/view", self._safe(self._look), methods=["GET"]),
            Below("/id/", self._safe(self._thing)),
            Mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static"),
        ]
        app = Starlette(
            routes=routes,
            lifespan=self._lifespan,
            exception_handlers={404: self._not_here, 405: self._not_so, 500: self._broken},
        )
        guard = partial(Guard, hosts=self.settings.hosts, origins=self.settings.origins)
        return guard(app, figures=self.figures, clock=self._clock)

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await self.pool.close()

    def _safe(self, handler: Handler) -> Handler:
        """Turn what a handler raises on purpose into a response."""

        async def handle(request: Request) -> Response:
            try:
                return await handler(request)
            except Problem as problem:
                return self._browse.problem(request, problem)
            except Busy as busy:
                return self._browse.problem(request, Problem(503, str(busy), Retry_After="2"))
            except StoreError as error:
                return self._browse.problem(request, Problem(503, str(error), Retry_After="10"))

        return handle

    # The SPARQL protocol.

    async def _sparql(self, request: Request) -> Response:
        wanted = await operation(request, self.settings.limits, lambda: self._authorise(request))
        if wanted.update:
            return await self._update(request, wanted)
        if wanted.text is None:
            return await self._describe_itself(request)
        accept = request.headers.get("accept", "")
        if request.method == "GET" and not wanted.form and prefers_page(accept):
            return RedirectResponse(f"/query?{request.url.query}", 303, headers={"vary": "Accept"})
        default = list(wanted.default) if wanted.default or wanted.named else None
        job = Sparql(wanted.text, accept, wanted.form, default, list(wanted.named) if default is not None else None)
        return await self._answer(request, job, seconds=wanted.seconds)

    def _authorise(self, request: Request) -> None:
        """Raise `Problem` unless the request may change the graph."""
        if self.settings.token is None:
            raise Problem(403, "this service is read-only", Connection="close")
        given = request.headers.get("authorization", "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, f"Bearer {self.settings.token}".encode()):
            headers = {"WWW_Authenticate": "Bearer", "Connection": "close"}
            raise Problem(401, "an update needs the token of this service", **headers)

    async def _update(self, request: Request, wanted: Operation) -> Response:
        self._authorise(request)
        if wanted.default or wanted.named:
            raise Problem(400, "using-graph-uri is not supported; write USING in the update")
        try:
            done = await apply(self.settings.path, wanted.text or "", self.settings.limits)
        except Locked as error:
            raise Problem(503, str(error), Retry_After="5") from error
        self.pool.changed()
        if done.outcome != "ok":
            raise Problem(STATUS[done.outcome], done.note)
        return Response(status_code=204)

    async def _describe_itself(self, request: Request) -> Response:
        if prefers_page(_accept(request)):
            return RedirectResponse("/query", 303, headers={"vary": "Accept"})
        return await self._described(request, _accept(request))

    async def _described(self, request: Request, accept: str) -> Response:
        form = choose(accept, GRAPHS)
        if form is None:
            raise Problem(406, f"the description can be had as {', '.join(f.media for f in GRAPHS)}")
        done, data = await self.pool.ask(Facts())
        self._check(done)
        root = str(request.base_url).rstrip("/")
        text = description.describe(root, plain(data), form, writable=self.settings.token is not None)
        return Response(text, media_type=form.content_type, headers={"vary": "Accept"})

    async def _store(self, request: Request) -> Response:
        """Graph Store Protocol, reading."""
        given = pairs(request.scope["query_string"], "URL")
        graphs = [value for name, value in given if name == "graph"]
        default = any(name == "default" for name, _ in given)
        if len(graphs) + default != 1:
            raise Problem(400, "name one graph: ?default or ?graph=IRI")
        form = next((value for name, value in given if name == "format"), "")
        return await self._answer(request, Graph(graphs[0] if graphs else None, _accept(request), form))

    # What it is and how it does.

    async def _void(self, request: Request) -> Response:
        # A browser, too, is given Turtle: there is no page of it.
        return await self._described(request, "" if prefers_page(_accept(request)) else _accept(request))

    async def _well_known(self, request: Request) -> Response:
        return RedirectResponse("/void", 302)

    async def _openapi(self, request: Request) -> Response:
        return JSONResponse(openapi(str(request.base_url).rstrip("/"), self._browse.lang(request)))

    async def _health(self, request: Request) -> Response:
        alive = len(self.pool.pids)
        found = {"status": "ok" if alive else "starting", "workers": alive, "running": self.pool.running}
        return JSONResponse({**found, "waiting": self.pool.waiting}, 200 if alive else 503)

    async def _metrics(self, request: Request) -> Response:
        return PlainTextResponse(
            exposition(self.figures, self.pool), headers={"content-type": "text/plain; version=0.0.4; charset=utf-8"}
        )

    # Pages that may also be data.

    async def _question(self, request: Request) -> Response:
        job = self._browse.question_job(request)
        return await self._browse.question(request) if job is None else await self._answer(request, job)

    async def _thing(self, request: Request) -> Response:
        job = self._browse.thing_job(request)
        return await self._browse.thing(request) if job is None else await self._answer(request, job)

    async def _look(self, request: Request) -> Response:
        """The viewer around a thing, or the data that it shows.

        The page's own policy allows its scripts, which stand in it, and no others, and asking this service for more.
        """
        from kg.view.page import policy

        job = self._browse.look_job(request)
        page = await self._answer(request, job)
        if job.form != "json":
            page.headers["content-security-policy"] = f"{policy(live=True)}; frame-ancestors 'none'"
        page.headers["vary"] = "Accept, Accept-Encoding, Accept-Language"
        return page

    # Answers.

    async def _answer(self, request: Request, job: Any_, *, seconds: float | None = None) -> Response:
        """Have a job done and send what it gives; a client that has it already is told so."""
        packed = "gzip" in request.headers.get("accept-encoding", "").lower()
        known = request.headers.get("if-none-match", "") if steady(job) else ""
        headers = {"vary": "Accept, Accept-Encoding"}
        tag = tag_of(self.pool.stamp(), job, packed=packed)
        if known and tag in known:
            return Response(status_code=304, headers={**headers, "etag": tag})
        done, data = await self.pool.ask(job, seconds, gzip=packed)
        self._check(done)
        headers["x-query-seconds"] = f"{done.seconds:.4f}"
        if steady(job):
            headers["etag"] = tag = tag_of(done.stamp, job, packed=packed)
            if known and tag in known:
                return Response(status_code=304, headers=headers)
        if done.gzip:
            headers["content-encoding"] = "gzip"
        headers["content-type"] = done.media
        return Response(data, headers=headers)

    def _check(self, done: Done) -> None:
        if done.outcome != "ok":
            raise Problem(STATUS[done.outcome], done.note)

    async def _not_here(self, request: Request, _error: Exception) -> Response:
        return self._browse.problem(request, Problem(404, "there is nothing at this address"))

    async def _not_so(self, request: Request, error: Exception) -> Response:
        allow = getattr(error, "headers", None) or {}
        return self._browse.problem(request, Problem(405, "this method is not answered here", **allow))

    async def _broken(self, request: Request, _error: Exception) -> Response:
        return self._browse.problem(request, Problem(500, "an error of the service; its log tells more"))


def prefers_page(accept: str) -> bool:
    """Whether whoever asks is a browser that shows pages."""
    return "text/html" in accept and choose(accept, (GRAPHS[0], HTML)) is HTML


def _accept(request: Request) -> str:
    return request.headers.get("accept", "")
