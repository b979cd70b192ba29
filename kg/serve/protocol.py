"""The SPARQL 1.1 Protocol: what a request asks for, or why it cannot be answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from kg.serve.limits import Limits

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"


LEAST_SECONDS = 0.05
"""What a client may ask for: a query that is stopped costs a worker, so nobody may have each stopped at once."""


class Problem(Exception):
    """A request that is answered with an error status and one line of text."""

    def __init__(self, status: int, text: str, **headers: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


@dataclass(frozen=True, slots=True)
class Operation:
    """A query or an update."""

    text: str | None
    """None: neither; the service is asked to describe itself."""
    update: bool = False
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    form: str = ""
    """Wanted format, where a parameter names one."""
    seconds: float | None = None


Pairs = list[tuple[str, str]]


async def operation(request: Request, limits: Limits, authorise: Callable[[], None]) -> Operation:
    """Read a request to the endpoint; raises `Problem`. An update is authorised before its body is read."""
    given = pairs(request.scope["query_string"], "URL")
    if request.method in {"GET", "HEAD"}:
        if _values(given, "update"):
            raise Problem(400, "an update must be sent by POST")
        return _operation(given, given, "query")
    media, _, parameters = request.headers.get("content-type", "").partition(";")
    media = media.strip().lower()
    charset = parameters.lower().replace('"', "").partition("charset=")[2].partition(";")[0].strip()
    if charset not in {"", "utf-8", "utf8"}:
        raise Problem(415, f"charset {charset[:40]} is not understood; send UTF-8")
    if media not in {FORM, QUERY, UPDATE}:
        raise Problem(415, f"send {FORM}, {QUERY} or {UPDATE}", Accept_Post=f"{FORM}, {QUERY}, {UPDATE}")
    if media == UPDATE:
        authorise()
    data = await body(request, limits.update_megabytes << 20 if media == UPDATE else limits.query_kilobytes << 10)
    if media == FORM:
        inside = pairs(data, "form")
        if _values(given, "query") or _values(given, "update"):
            raise Problem(400, "the query stands in the URL of a request whose body should hold it")
        kinds = [kind for kind in ("query", "update") if _values(inside, kind)]
        if len(kinds) != 1:
            raise Problem(400, "a form needs one field: query or update")
        return _operation(inside, [*given, *inside], kinds[0])
    if _values(given, "query") or _values(given, "update"):
        raise Problem(400, "the query stands both in the URL and in the body")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, "the body is not UTF-8") from error
    kind = "query" if media == QUERY else "update"
    return _operation([(kind, text)], [*given, (kind, text)], kind)


FAR = 4 << 20
"""Bytes beyond the most that a body may have, of which not one is waited for."""


async def body(request: Request, most: int) -> bytes:
    """Body of a request; raises `Problem` once it has more bytes than it may, or says that it will have far more.

    What is little too long is read as far as it may be: who is refused while he sends does not hear why.
    """
    too_long = Problem(413, f"a request may have {most >> 10} kB", Connection="close")
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said[:20]) > most + FAR:
        raise too_long
    data = bytearray()
    try:
        async for chunk in request.stream():
            data += chunk
            if len(data) > most:
                raise too_long
    except ClientDisconnect as error:
        raise Problem(400, "the request was cut off") from error
    return bytes(data)


def pairs(data: bytes, where: str) -> Pairs:
    """Names and values of a query string or a form; raises `Problem` when they are not UTF-8."""
    try:
        return parse_qsl(data.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except (UnicodeDecodeError, ValueError) as error:
        raise Problem(400, f"the {where} cannot be read: parameters must be percent-encoded UTF-8") from error


def _operation(source: Pairs, all_pairs: Pairs, kind: str) -> Operation:
    texts = _values(source, kind)
    if len(texts) > 1:
        raise Problem(400, f"there are {len(texts)} parameters '{kind}'; one is allowed")
    prefix = "using-" if kind == "update" else ""
    return Operation(
        text=texts[0] if texts else None,
        update=kind == "update",
        default=_values(all_pairs, f"{prefix}{'graph-uri' if prefix else 'default-graph-uri'}"),
        named=_values(all_pairs, f"{prefix}named-graph-uri"),
        form=next(iter(_values(all_pairs, "format")), ""),
        seconds=_seconds(all_pairs),
    )


def _values(given: Pairs, name: str) -> tuple[str, ...]:
    return tuple(value for key, value in given if key == name)


def _seconds(given: Pairs) -> float | None:
    """A client may ask for less time than the limit."""
    text = next(iter(_values(given, "timeout")), "")
    try:
        seconds = float(text) if text else None
    except ValueError as error:
        raise Problem(400, "parameter timeout must be seconds") from error
    if seconds is not None and not LEAST_SECONDS <= seconds < float("inf"):
        raise Problem(400, f"parameter timeout must be seconds, {LEAST_SECONDS:g} or more")
    return seconds
