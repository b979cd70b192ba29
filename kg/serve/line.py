"""The line before the workers: who is served next, and how long a question is thought to take."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from heapq import heappop, heappush
from itertools import count
from typing import Generic, TypeVar

T = TypeVar("T")
WEIGHT = 30.0
"""A question that takes a second is overtaken by short ones that come in the next so many seconds, and by no others.

More makes the median shorter and the longest wait longer: with 64 clients at twice what two workers can do 10 gave a
median of 8 s and 25 s at most, 30 gives 6 and 50, 100 gives 1 and 77, beyond what a job may wait."""
UNKNOWN = 0.05
"""Seconds that a question of an unknown kind is thought to take."""
KINDS = 2048
_VALUE = re.compile(r'"[^"]*"|<[^<>]*>|\d+|#[^\n]*')
"""Each alternative ends at the first letter that cannot be its own: a text of brackets alone is read in one pass."""


class Line(Generic[T]):
    """Workers that are free, or else those who wait for one: short questions first, and nobody for ever."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._free: list[T] = []
        self._waiting: list[tuple[float, int, asyncio.Future[T]]] = []
        self._number = count()

    def put(self, worker: T) -> None:
        """Give a free worker to whoever is next."""
        while self._waiting:
            future = heappop(self._waiting)[2]
            if not future.done():
                future.set_result(worker)
                return
        self._free.append(worker)

    async def take(self, expected: float, patience: float) -> T:
        """Wait for a worker; raises `TimeoutError` when `patience` seconds were not enough."""
        if self._free:
            return self._free.pop()
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (self._clock() + WEIGHT * expected, next(self._number), future))
        async with asyncio.timeout(patience):
            try:
                return await future
            except asyncio.CancelledError:
                if not future.cancelled():
                    self.put(future.result())  # it came in the very moment in which nobody wanted it any more
                raise


class Costs:
    """How long questions took, by their kind: the next of a kind is thought to take as long."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, float] = OrderedDict()

    def of(self, kind: str) -> float:
        """Seconds that a question of that kind is thought to take."""
        return self._known.get(kind, UNKNOWN)

    def learn(self, kind: str, seconds: float) -> None:
        """Remember how long one took."""
        self._known[kind] = (self._known.get(kind, seconds) + seconds) / 2
        self._known.move_to_end(kind)
        if len(self._known) > KINDS:
            self._known.popitem(last=False)


def kind_of(text: str) -> str:
    """A query without its values, hashed: those that differ in them alone are of one kind, and none takes much room."""
    return blake2b(_VALUE.sub("", text).encode("utf-8", "replace"), digest_size=12).hexdigest()
