"""Around every request: who may ask (Host, Origin), the headers that keep a browser safe, and the counting."""

from __future__ import annotations

import ipaddress
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{style}; img-src 'self' data:; font-src 'self'{font}; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
STRICT = POLICY.format(style="", font="")
EDITOR = POLICY.format(style=" 'unsafe-inline'", font="")
"""For the page with the editor alone: it sets styles from its script. Scripts stay as strict."""
_SAFE = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper bounds, in seconds, of the histogram of response times."""
EXPOSED = "ETag, X-Query-Seconds"


@dataclass(slots=True)
class Figures:
    """What the metrics tell of requests."""

    by_status: Counter[tuple[str, int]] = field(default_factory=Counter)
    buckets: Counter[float] = field(default_factory=Counter)
    seconds: float = 0.0
    count: int = 0

    def add(self, route: str, status: int, seconds: float) -> None:
        """Count a response."""
        self.by_status[route, status] += 1
        self.seconds += seconds
        self.count += 1
        for bound in BUCKETS:
            if seconds <= bound:
                self.buckets[bound] += 1


class Guard:
    """Middleware; the clock is given."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Sequence[str],
        origins: Sequence[str],
        figures: Figures,
        clock: Callable[[], float],
    ) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._origins = frozenset(origins)
        self._figures = figures
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = self._clock()
        headers = Headers(scope=scope)
        allowed = self._allowed(headers.get("origin"))

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._figures.add(_route(scope["path"]), message["status"], self._clock() - began)
                _protect(MutableHeaders(scope=message), allowed, varies="*" not in self._origins)
            await send(message)

        if self._hosts and host_of(headers.get("host", "")) not in self._hosts:
            await _say(guarded, 421, "this host name is not served here (kg serve --allow-host)")
        elif scope["method"] == "OPTIONS":
            await _say(guarded, 204, "", [(b"allow", b"GET, HEAD, POST, OPTIONS")])
        else:
            await self._app(scope, receive, guarded)

    def _allowed(self, origin: str | None) -> str | None:
        """Origin to name in the answer, if pages of it may read."""
        if origin is None:
            return None
        if "*" in self._origins:
            return "*"
        local = "loopback" in self._origins and is_loopback(host_of(origin.partition("://")[2]))
        return origin if local or origin in self._origins else None


def host_of(netloc: str) -> str:
    """Host name of ``host:port``, in lower case, IPv6 addresses without brackets."""
    if netloc.startswith("["):
        return netloc[1:].partition("]")[0].lower()
    return netloc.partition(":")[0].lower()


def is_loopback(host: str) -> bool:
    """Whether a host is this machine and nobody else's."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _protect(headers: MutableHeaders, origin: str | None, *, varies: bool) -> None:
    for name, value in _SAFE.items():
        headers.setdefault(name, value)
    headers.setdefault("content-security-policy", STRICT)
    headers.setdefault("cache-control", "no-cache")
    if origin is not None:
        headers["access-control-allow-origin"] = origin
        headers["access-control-allow-methods"] = "GET, HEAD, POST, OPTIONS"
        headers["access-control-allow-headers"] = "Accept, Authorization, Content-Type, If-None-Match"
        headers["access-control-expose-headers"] = EXPOSED
        headers["access-control-max-age"] = "3600"
    else:
        headers["cross-origin-resource-policy"] = "same-origin"
    if varies:
        headers.add_vary_header("Origin")


def _route(path: str) -> str:
    """First part of a known path; never what a stranger typed."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in _ROUTES else "other"


_ROUTES = frozenset(
    {
        "",
        "sparql",
        "store",
        "query",
        "questions",
        "id",
        "search",
        "view",
        "static",
        "health",
        "openapi.json",
        "metrics",
        "void",
        ".well-known",
    }
)


async def _say(send: Send, status: int, text: str, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    data = f"{text}\n".encode() if text else b""
    found = [(b"content-type", b"text/plain; charset=utf-8")] if text else []
    if status != 204:
        found.append((b"content-length", str(len(data)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": [*found, *(headers or [])]})
    await send({"type": "http.response.body", "body": data})
