"""Worker processes: each answers one job at a time and is killed, and replaced, when a job takes too long.

Short questions overtake long ones (`line`), and the same question is not worked out twice (`answers`).
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections import Counter
from math import inf
from pathlib import Path
from time import monotonic
from typing import Any

import msgspec

from kg.errors import StoreError
from kg.serve.answers import Answers
from kg.serve.jobs import Any_, Done, kind, steady
from kg.serve.limits import Limits
from kg.serve.line import Costs, Line
from kg.serve.worker import LENGTH, Order, stamp

START = 30.0
"""Seconds a worker may take to open the store."""
STALE, MOST_STALE = 2.0, 60.0
"""Least and most seconds before the store is looked at again: a new snapshot begins with nothing in memory."""
PATIENCE = 50.0
"""While a writer is at work, opening snapshots takes at most one part in so many of a worker's time."""
WAIT = 2.0
"""Times as long as it may run a job may wait for a worker."""
QUEUE = 256
"""Jobs that may wait; more are told to come again."""

ALLOCATOR = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "131072", "MALLOC_TRIM_THRESHOLD_": "131072"}
"""For glibc: few arenas, since the bound on memory counts address space; and what a large query or an old snapshot held
goes back to the system at once (set, these thresholds do not grow): else a worker keeps the most it ever needed."""


class Busy(Exception):
    """Too many jobs wait, or this one waited too long."""


class _Process:
    """One worker."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.process = process
        self._to = process.stdin
        self._from = process.stdout

    @classmethod
    async def start(cls, path: Path, limits: Limits) -> _Process:
        """Start a worker and wait until it has the store open; raises `StoreError` when it cannot."""
        command = (sys.executable, "-m", "kg.serve.worker", str(path), msgspec.json.encode(limits).decode())
        env = {**os.environ, **ALLOCATOR}
        pipe = asyncio.subprocess.PIPE
        try:
            process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, env=env, limit=1 << 20)
        except OSError as error:
            raise StoreError(f"{path}: a query worker cannot be started: {error.strerror or error}") from error
        found = cls(process)
        try:
            done = await asyncio.wait_for(found.receive(), START)
        except (TimeoutError, asyncio.IncompleteReadError) as error:
            await found.kill()
            raise StoreError(f"{path}: a query worker did not start") from error
        except asyncio.CancelledError:
            process.kill()
            raise
        if done.outcome != "ready":
            await found.kill()
            raise StoreError(done.note)
        return found

    @property
    def alive(self) -> bool:
        """Whether it can take a job."""
        return self.process.returncode is None and not self._from.at_eof()

    async def ask(self, order: Order) -> tuple[Done, bytes]:
        """Send a job and wait for its answer."""
        data = msgspec.msgpack.encode(order)
        self._to.write(LENGTH.pack(len(data)) + data)
        await self._to.drain()
        done = await self.receive()
        return done, await self._from.readexactly(done.size)

    async def receive(self) -> Done:
        """Read the head of an answer."""
        (length,) = LENGTH.unpack(await self._from.readexactly(LENGTH.size))
        return msgspec.msgpack.decode(await self._from.readexactly(length), type=Done)

    async def kill(self) -> None:
        """End it, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()


class Pool:
    """Several workers on one store."""

    def __init__(self, path: Path, limits: Limits, workers: int, *, kept: int = 64) -> None:
        """Take up to `kept` megabytes for answers that were just given."""
        self.path = path
        self.limits = limits
        self.workers = workers
        self.waiting = 0
        self.running = 0
        self.counts: Counter[str] = Counter()
        """Outcomes so far, and ``restarted`` workers."""
        self._answers = Answers(kept)
        self._costs = Costs()
        self._idle: Line[_Process | None] = Line(monotonic)
        self._all: set[_Process] = set()
        self._closed = False
        self._stamp = ""
        self._looked = -inf
        self._opening = 0.0
        self._written = False
        """Whether what is there now was written by this service, so that the next answer must know it."""

    async def start(self) -> None:
        """Start all workers; raises `StoreError` when the store cannot be read."""
        for process in await asyncio.gather(*(_Process.start(self.path, self.limits) for _ in range(self.workers))):
            self._all.add(process)
            self._idle.put(process)

    async def close(self) -> None:
        """End all workers."""
        self._closed = True
        await asyncio.gather(*(process.kill() for process in self._all))

    @property
    def pids(self) -> list[int]:
        """Process ids of the workers."""
        return [process.process.pid for process in self._all if process.alive]

    def stamp(self) -> str:
        """State of the store's files as of a moment ago."""
        now = monotonic()
        if now - self._looked > min(MOST_STALE, max(STALE, PATIENCE * self._opening)):
            found = stamp(self.path)
            self._written &= found == self._stamp
            self._stamp, self._looked = found, now
        return self._stamp

    def changed(self) -> None:
        """Have the next question see what was just written."""
        self._looked = -inf
        self.stamp()
        self._written = True

    async def ask(self, job: Any_, seconds: float | None = None, *, gzip: bool = False) -> tuple[Done, bytes]:
        """Have a job done; an outcome ``time`` or ``memory`` means that the worker was ended for it.

        Raises `Busy` when no worker becomes free in time. When nobody waits any more the worker is ended, too.
        """
        allowed = min(seconds or self.limits.seconds, self.limits.seconds)
        if not steady(job):
            return await self._work(job, allowed, gzip)
        asked = msgspec.msgpack.encode((job, allowed, gzip))
        return await self._answers.get((self.stamp(), asked), lambda: self._work(job, allowed, gzip))

    async def _work(self, job: Any_, allowed: float, gzip: bool) -> tuple[Done, bytes]:
        what = kind(job)
        process = await self._take(self._costs.of(what))
        self.running += 1
        spent: _Process | None = process
        try:
            done, data = await asyncio.wait_for(
                process.ask(Order(job, allowed, self.stamp(), gzip, self._written)), allowed
            )
            spent = process if done.last else None
            self._opening = done.opening
        except TimeoutError:
            done, data = Done("time", note=f"stopped after {allowed:g} seconds", seconds=allowed), b""
        except (asyncio.IncompleteReadError, ConnectionError):
            done, data = await self._died(process), b""
        finally:
            self.running -= 1
            # Without waiting: whoever cancelled this call must not be kept, and the next one finds its worker ready.
            self._give_back(process, broken=spent is not None)
        self._costs.learn(what, done.seconds)
        self.counts[done.outcome] += 1
        return done, data

    async def _take(self, expected: float) -> _Process:
        if self.waiting >= QUEUE:
            self.counts["busy"] += 1
            raise Busy("too many queries wait; try again in a moment")
        self.waiting += 1
        try:
            while True:
                process = await self._idle.take(expected, WAIT * self.limits.seconds)
                if process is None:  # a replacement failed; try once more, the store may be back
                    process = await self._tried_again()
                if process.alive:
                    return process
                self._all.discard(process)
                self._replace()
        except TimeoutError as error:
            self.counts["busy"] += 1
            raise Busy("all workers are taken; try again in a moment") from error
        finally:
            self.waiting -= 1

    def _give_back(self, process: _Process, *, broken: bool) -> None:
        if not broken and process.alive:
            self._idle.put(process)
            return
        with contextlib.suppress(ProcessLookupError):
            process.process.kill()
        self._all.discard(process)
        self._replace()

    def _replace(self) -> None:
        if not self._closed:
            self.counts["restarted"] += 1
            task = asyncio.get_running_loop().create_task(self._refill())
            _TASKS.add(task)
            task.add_done_callback(_TASKS.discard)

    async def _refill(self) -> None:
        try:
            process: _Process | None = await self._replacement()
        except StoreError:
            process = None
        self._idle.put(process)

    async def _tried_again(self) -> _Process:
        """Replace a worker where that failed before; if it fails again, or nobody waits, the next who asks tries."""
        process: _Process | None = None
        try:
            process = await self._replacement()
        finally:
            if process is None:
                self._idle.put(None)
        return process

    async def _replacement(self) -> _Process:
        try:
            process = await _Process.start(self.path, self.limits)
        except StoreError:
            if not self._closed:
                await asyncio.sleep(0.2)
            raise
        self._all.add(process)
        if self._closed:
            await process.kill()
        return process

    async def _died(self, process: _Process) -> Done:
        """Say why a worker ended by itself."""
        code = await process.process.wait()
        if code == -signal.SIGABRT or code == -signal.SIGKILL or code == -signal.SIGSEGV:
            return Done("memory", note=f"the query needs more than {self.limits.megabytes} MB of memory")
        return Done("failed", note="the query ended its worker")


_TASKS: set[asyncio.Task[None]] = set()
"""Replacements under way, so that they are not collected as garbage."""


def plain(data: bytes) -> Any:
    """Plain data of a job's answer."""
    return msgspec.msgpack.decode(data)
