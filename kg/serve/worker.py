"""A process that answers one job at a time from a snapshot of the store, and that may be killed at any moment.

Reads jobs from standard input and writes answers to standard output: frames of four bytes of length and MessagePack.
Its memory is bounded by the system, and an alarm ends it should its parent be gone and a query never end.
"""

from __future__ import annotations

import contextlib
import gzip
import os
import signal
import struct
import sys
from pathlib import Path
from threading import Thread
from time import perf_counter
from typing import BinaryIO

import msgspec
import pyoxigraph as ox

from kg.errors import KgError
from kg.graph.directory import open_to_read
from kg.graph.store import Store
from kg.serve.jobs import Any_, Done
from kg.serve.limits import MEGABYTE, Limits
from kg.serve.perform import Snapshot, perform

LENGTH = struct.Struct(">I")
WORTH_PACKING = 1000
"""Bytes from which an answer is compressed for who takes it so."""
GRACE = 5.0
"""Seconds beyond the time limit before the worker ends itself; its parent kills it first."""


class Order(msgspec.Struct, frozen=True):
    """What the parent sends: a job, how much time it has, and the state of the store that it should see."""

    job: Any_
    seconds: float
    stamp: str = ""
    gzip: bool = False
    at_once: bool = False
    """Whether that state must be seen; else a snapshot that is being opened need not be waited for."""


def stamp(path: Path) -> str:
    """Mark of the state of a store's files, which every write changes."""
    quads = path / "quads"
    found = []
    with contextlib.suppress(OSError):
        found.append(f"{quads.stat().st_ino}")
        with os.scandir(quads) as entries:
            for entry in entries:
                # Reading keeps a log of its own that says nothing of the data.
                if not entry.name.startswith(("LOG", "OPTIONS", "LOCK")):
                    with contextlib.suppress(OSError):
                        state = entry.stat()
                        found.append(f"{entry.name}:{state.st_size}:{state.st_mtime_ns}")
    return "|".join(sorted(found))


class Worker:
    """The loop and what it remembers."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self._stamp = stamp(path)
        self._opening = 0.0
        self._snapshot = Snapshot(Store.open(path, read_only=True, create=False))
        self._next: _Opening | None = None
        self._idle = _resident()

    def run(self, source: BinaryIO, target: BinaryIO) -> None:
        """Answer until the input ends, or until so much memory is held that a new process is better."""
        decoder = msgspec.msgpack.Decoder(Order)
        _send(target, msgspec.msgpack.encode(Done("ready")))
        while (head := source.read(LENGTH.size)) and len(head) == LENGTH.size:
            order = decoder.decode(source.read(LENGTH.unpack(head)[0]))
            signal.setitimer(signal.ITIMER_REAL, order.seconds + GRACE)
            began = perf_counter()
            self._refresh(order.stamp, at_once=order.at_once)
            done, data = perform(self._snapshot, order.job, self._limits)
            packed = order.gzip and len(data) > WORTH_PACKING
            if packed:
                data = gzip.compress(data, compresslevel=3, mtime=0)
            last = _resident() - self._idle > self._limits.megabytes * MEGABYTE // 2
            seconds = round(perf_counter() - began, 6)
            done = msgspec.structs.replace(
                done, opening=self._opening, size=len(data), stamp=self._stamp, seconds=seconds, gzip=packed, last=last
            )
            _send(target, msgspec.msgpack.encode(done), data)
            signal.setitimer(signal.ITIMER_REAL, 0)
            if last:
                return

    def _refresh(self, wanted: str, *, at_once: bool) -> None:
        """Take a new snapshot when the parent has seen the store change; the old one serves until it is open."""
        if self._next is None and wanted not in {"", self._stamp}:
            self._next = _Opening(self._path, wanted)
            self._next.start()
        if self._next is None:
            return
        if at_once:
            self._next.join()
        if self._next.is_alive():
            return
        opened, self._next = self._next, None
        self._opening = opened.seconds
        if opened.native is not None:
            old, self._stamp = self._snapshot, opened.stamp
            store = old.store
            self._snapshot = Snapshot(Store(opened.native, store.ids, read_only=True, path=self._path))
            store.close()
            if at_once and wanted != self._stamp:
                self._refresh(wanted, at_once=True)


class _Opening(Thread):
    """Opens a snapshot while questions are answered from the one before."""

    def __init__(self, path: Path, stamp: str) -> None:
        super().__init__(daemon=True)
        self.stamp = stamp
        self.native: ox.Store | None = None
        """None, also, when the store is just being swapped; then the old snapshot is still right."""
        self.seconds = 0.0
        self._path = path

    def run(self) -> None:
        """Open it."""
        began = perf_counter()
        with contextlib.suppress(KgError):
            self.native = open_to_read(self._path)
        self.seconds = perf_counter() - began


def _send(target: BinaryIO, *parts: bytes) -> None:
    target.write(LENGTH.pack(len(parts[0])))
    for part in parts:
        target.write(part)
    target.flush()


def _resident() -> int:
    """Bytes this process holds; 0 where the system does not tell."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    return 0


def bound_memory(megabytes: int) -> None:
    """Let the process take so much beyond what it has now; no bound where the system knows none."""
    with contextlib.suppress(ImportError, OSError, ValueError, IndexError):
        import resource

        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
        most = int(pages) * os.sysconf("SC_PAGE_SIZE") + megabytes * MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def main(path: str, limits: str) -> int:
    """Run a worker on a store; the limits are JSON."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    known = msgspec.json.decode(limits, type=Limits)
    target = os.fdopen(os.dup(1), "wb", buffering=1 << 16)
    os.dup2(2, 1)  # whatever prints must not spoil the frames
    try:
        worker = Worker(Path(path), known)
    except KgError as error:
        _send(target, msgspec.msgpack.encode(Done("failed", note=str(error))))
        return 2
    bound_memory(known.megabytes)
    with contextlib.suppress(BrokenPipeError):  # the service has ended
        worker.run(sys.stdin.buffer, target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
