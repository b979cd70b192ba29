"""Answers that were just given: the same question on the same state of the store is not worked out twice."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from functools import partial

from kg.serve.jobs import Done
from kg.serve.limits import MEGABYTE

Given = tuple[Done, bytes]
Key = tuple[str, bytes]
"""State of the store, and all that the answer depends on besides."""
LARGEST = 8
"""One part in so many of all that is kept may be one answer."""


class Answers:
    """Keeps answers up to so many bytes, those asked for longest ago go first; equal questions share one worker.

    Answers on another state of the store than the one last asked about are let go: nobody will be given them again, and
    while a writer is at work they would only take room.
    """

    def __init__(self, megabytes: int) -> None:
        self._most = megabytes * MEGABYTE
        self._state = ""
        self._kept: OrderedDict[bytes, Given] = OrderedDict()
        self._size = 0
        self._flights: dict[Key, _Flight] = {}

    async def get(self, key: Key, work: Callable[[], Awaitable[Given]]) -> Given:
        """Answer of a key: one that is kept, one that is being worked out, or a new one."""
        state, asked = key
        if state != self._state:
            self._state, self._size = state, 0
            self._kept.clear()
        kept = self._kept.get(asked)
        if kept is not None:
            self._kept.move_to_end(asked)
            return kept
        return await self._shared(key, work)

    async def _shared(self, key: Key, work: Callable[[], Awaitable[Given]]) -> Given:
        flight = self._flights.get(key)
        if flight is None:
            flight = self._flights[key] = _Flight(asyncio.ensure_future(self._worked_out(key, work)))
            flight.task.add_done_callback(partial(self._landed, key))
        flight.waiting += 1
        try:
            return await asyncio.shield(flight.task)
        finally:
            flight.waiting -= 1
            if not flight.waiting and not flight.task.done():
                # Whoever asked has gone: the worker must not go on for nobody.
                self._flights.pop(key, None)
                flight.task.cancel()

    async def _worked_out(self, key: Key, work: Callable[[], Awaitable[Given]]) -> Given:
        given = await work()
        self._keep(key[1], given)
        return given

    def _landed(self, key: Key, task: asyncio.Task[Given]) -> None:
        """Forget a question that is done, or given up; by then another of the same key may be under way."""
        flight = self._flights.get(key)
        if flight is not None and flight.task is task:
            del self._flights[key]

    def _keep(self, asked: bytes, given: Given) -> None:
        done, data = given
        if done.outcome != "ok" or done.stamp != self._state or len(data) + len(asked) > self._most // LARGEST:
            return
        self._forget(asked)
        self._kept[asked] = given
        self._size += len(data) + len(asked)
        while self._size > self._most:
            self._forget(next(iter(self._kept)))

    def _forget(self, asked: bytes) -> None:
        found = self._kept.pop(asked, None)
        if found is not None:
            self._size -= len(found[1]) + len(asked)


class _Flight:
    """A question that is being worked out, and how many wait for it."""

    def __init__(self, task: asyncio.Task[Given]) -> None:
        self.task = task
        self.waiting = 0
