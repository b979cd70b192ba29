"""The directory of a store: its mark, its lock, and how it is opened.

``store.json`` is the mark (format version, base IRI) and ``quads/`` belongs to Oxigraph, whose lock lets one process
write at a time.
"""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import NamedTuple

import msgspec
import pyoxigraph as ox

from kg.errors import StoreError
from kg.files import cause, one_line

VERSION = 3
"""Of the layout of the directory and of the graph; a store of a newer version is refused."""
OLDEST = 1
"""First version that can be read, and brought up to date when it is opened for writing."""
MARK = "store.json"
QUADS = "quads"
#: What a store holds that was made a moment ago and has no quads yet.
_BEFORE_QUADS = {MARK, MARK + ".part"}
#: Seconds between two tries to get the lock of a store.
_PAUSE = 0.1
#: Seconds before the next try to open a snapshot from which a live writer has just merged files away.
_AGAIN = (0.01, 0.03, 0.1, 0.3, 1.0, 1.0)
#: What Oxigraph says of a store that another process, or this one, writes.
_LOCKED = (os.strerror(errno.EAGAIN), os.strerror(errno.ENOLCK), "lock hold")


class Mark(NamedTuple):
    """What ``store.json`` says."""

    version: int
    base: str


class _Written(msgspec.Struct):
    """The fields of ``store.json`` that count."""

    version: int
    base: str


def is_new(path: Path) -> bool:
    """Say whether a store can be made at `path`; raises `StoreError` where something else is there."""
    try:
        if not path.exists():
            return True
        if not path.is_dir():
            raise StoreError(f"{path}: not a store but a file")
        names = {entry.name for entry in path.iterdir()}
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {cause(error)}") from error
    if MARK in names:
        return False
    if names - {MARK + ".part"}:
        raise StoreError(f"{path}: not a store (there are files but no {MARK})")
    return True


def write_mark(path: Path, mark: Mark) -> None:
    """Write the mark, making the directory where it is missing; the mark appears whole or not at all."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        part = path / (MARK + ".part")
        with part.open("w", encoding="utf-8") as file:
            file.write(json.dumps(mark._asdict()) + "\n")
            file.flush()
            os.fsync(file.fileno())
        part.replace(path / MARK)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {cause(error)}") from error


def read_mark(path: Path) -> Mark:
    """Read the mark of a store; raises `StoreError` when there is none or this program cannot read such a store."""
    try:
        found = msgspec.json.decode((path / MARK).read_bytes(), type=_Written)
        mark = Mark(found.version, found.base)
        ox.NamedNode(mark.base)
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {cause(error)}") from error
    except (ValueError, RecursionError) as error:
        raise StoreError(f"{path}/{MARK}: not the mark of a store ({one_line(error)})") from error
    if mark.version > VERSION:
        raise StoreError(
            f"{path}: written by a newer version (store {mark.version}, this program reads up to {VERSION})"
        )
    if mark.version < OLDEST:
        raise StoreError(
            f"{path}: written by an older version (store {mark.version}, this program reads {OLDEST} to {VERSION}); "
            "add the documents to a new store"
        )
    return mark


def open_to_write(path: Path, wait: float = 0.0) -> ox.Store:
    """Open the quads of a store for writing; another writer is waited for, `wait` seconds at most."""
    _check_whole(path)
    deadline = monotonic() + wait
    while True:
        try:
            # Resolved, because inside one process the lock knows a directory by its name alone.
            return ox.Store(str((path / QUADS).resolve()))
        except (OSError, RuntimeError) as error:
            if not any(words in str(error) for words in _LOCKED):
                raise StoreError(f"{path}: cannot be opened: {cause(error)}") from error
            left = deadline - monotonic()
            if left <= 0:
                waited = f" (waited {wait:g} s)" if wait else ""
                raise StoreError(f"{path}: locked by another writer{waited}") from error
            sleep(min(_PAUSE, left))


def _check_whole(path: Path) -> None:
    """Raise `StoreError` where quads were and are no more, or lie without their index: the engine would begin anew."""
    quads = path / QUADS
    try:
        if not (quads / "CURRENT").exists() and any(quads.glob("*.sst")):
            raise StoreError(f"{path}: damaged: {QUADS}/CURRENT is missing; take the store from a backup")
        if not quads.exists() and {entry.name for entry in path.iterdir()} - _BEFORE_QUADS:
            raise StoreError(f"{path}: damaged: {QUADS}/ is missing; take the store from a backup")
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {cause(error)}") from error


def open_to_read(path: Path) -> ox.Store:
    """Open a snapshot of the quads of a store: what they are now, whatever a writer does later."""
    quads = path / QUADS
    _check_whole(path)
    if not quads.exists():
        return ox.Store()
    for pause in (*_AGAIN, None):
        try:
            return ox.Store.read_only(str(quads))
        except (OSError, RuntimeError) as error:
            if pause is None:
                raise StoreError(f"{path}: cannot be opened: {cause(error)}") from error
            sleep(pause)
    raise AssertionError("the last try returns or raises")


class writing:  # noqa: N801 - used as a statement
    """Turns what is raised while something is written into a `StoreError`."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, OSError | RuntimeError):
            raise StoreError(f"{self._path or 'memory'}: cannot write: {cause(error)}") from error


def size(path: Path) -> int:
    """Bytes that the files of a directory take; a file that a writer merges away meanwhile counts nothing."""
    total = 0
    for file in path.rglob("*"):
        try:
            total += file.stat().st_size if file.is_file() else 0
        except OSError:
            continue
    return total
