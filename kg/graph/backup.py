"""Copies of a store: whole, of one moment, and never half there."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from time import sleep

import pyoxigraph as ox

from kg.errors import StoreError
from kg.files import cause
from kg.graph.directory import QUADS, is_new, read_mark, write_mark
from kg.graph.store import CACHE, Store

#: Seconds before the next try, while a writer merges files away under the copy.
_AGAIN = (0.05, 0.1, 0.2, 0.5, 1.0)


def copy_store(source: Path, target: Path) -> int:
    """Copy the store at `source` to the new directory `target`; return the number of documents in the copy.

    It is the state of one moment, though a writer may be at work; on one file system the copy shares the files that
    never change again. Raises `StoreError` when something is at `target` already.
    """
    _must_be_free(target)
    with Store.open(source, read_only=True, create=False):
        pass  # a store that can be read, or the user hears why not
    return _appear(target, source)


def _must_be_free(target: Path) -> None:
    if target.exists() and not is_new(target):
        raise StoreError(f"{target}: there is a store already; it is not overwritten")


def _appear(target: Path, source: Path) -> int:
    """Fill a directory beside `target`, check that it opens, and give it its name: it is there whole or not at all."""
    part = target.with_name(f"{target.name}.part-{os.getpid()}")
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        write_mark(part, read_mark(source))
        _copy_quads(source, part)
        with Store.open(part, create=False) as copy:
            count = len(copy.documents())
        if target.exists():
            target.rmdir()  # an empty one; anything else was refused
        part.rename(target)
    except OSError as error:
        raise StoreError(f"{target}: cannot be written: {cause(error)}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return count


def _copy_quads(path: Path, part: Path) -> None:
    """Link or copy the files of a snapshot; where a writer is too quick for that, write its quads out."""
    for pause in _AGAIN:
        with Store.open(path, read_only=True, create=False) as snapshot, contextlib.suppress(OSError, RuntimeError):
            snapshot.native.backup(str(part / QUADS))
            snapshot.copy_cache(part / CACHE)
            return
        for half in (QUADS, QUADS + ".tmp"):
            shutil.rmtree(part / half, ignore_errors=True)
        sleep(pause)
    with Store.open(path, read_only=True, create=False) as snapshot:
        ox.Store(str(part / QUADS)).bulk_extend(snapshot.native)
