"""Runs the service with uvicorn."""

from __future__ import annotations

import asyncio
import os
import socket

import uvicorn

from kg.errors import UsageError
from kg.serve.app import Service, Settings
from kg.serve.guard import is_loopback

KEEP_ALIVE = 15
"""Seconds a connection may be silent."""
BACKLOG = 512


def listen(host: str, port: int) -> tuple[socket.socket, str]:
    """Take the port, so that whoever reads the address may connect at once; give it with how to write it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol named, else asyncio does not send at once what is small, and every answer waits 40 ms for the client.
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(BACKLOG)
    except OSError as error:
        found.close()
        raise UsageError(f"cannot listen on {host}:{port}: {error.strerror or error}") from error
    shown = f"[{host}]" if ":" in host else host
    return found, f"{shown}:{found.getsockname()[1]}"


def run(settings: Settings, listening: socket.socket, *, log_level: str = "warning") -> None:
    """Answer until the process is told to stop; raises `StoreError` when no worker can be started."""
    service = Service(settings)
    config = uvicorn.Config(
        service.app(),
        log_level=log_level,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=3,
        # h11 bounds the head of a request; a query may stand in the URL, percent-encoded.
        http="h11",
        h11_max_incomplete_event_size=(settings.limits.query_kilobytes << 10) * 3 // 2,
        limit_concurrency=1000,
        lifespan="on",
        ws="none",
    )

    async def answer() -> None:
        # Not in the server's own start, which would tell of a failure by its stack.
        await service.pool.start()
        await uvicorn.Server(config).serve(sockets=[listening])

    asyncio.run(answer())


def default_workers() -> int:
    """One a core, at least two: a heavy query must not keep the light ones waiting."""
    return max(2, min(8, os.cpu_count() or 2))


def hosts_for(host: str, extra: tuple[str, ...]) -> tuple[str, ...]:
    """Names a service on that address answers to.

    On loopback these alone: else a page elsewhere whose name is made to resolve to this machine could read the graph.
    """
    return ("localhost", "127.0.0.1", "::1", host, *extra) if is_loopback(host) else extra


def origins_for(host: str, given: tuple[str, ...]) -> tuple[str, ...]:
    """Origins whose pages may read: those named; else pages of this machine on loopback, and any elsewhere."""
    return given or (("loopback",) if is_loopback(host) else ("*",))
