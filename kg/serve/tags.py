"""ETags: what an answer depends on, so that whoever has it need not be sent it again."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

from kg import __version__
from kg.resources import data_dir
from kg.serve.jobs import Any_

SHAPING = ("ontology", "queries", "serve", "view")
"""Folders of data that shape an answer besides the store."""


def tag(stamp: str, job: Any_, *, packed: bool) -> str:
    """Weak ETag of an answer: of the program, the state of the store and everything the answer depends on."""
    text = repr((_program(), stamp, job, packed))
    return f'W/"{blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()}"'


@cache
def _program() -> str:
    """Mark of what gives the answers: a browser that keeps the page of another release must not be told it is right."""
    found = blake2b(__version__.encode(), digest_size=12)
    for folder in (Path(__file__).parent.parent, *(data_dir() / name for name in SHAPING)):
        for path in sorted(folder.rglob("*")):
            if path.suffix != ".pyc" and path.is_file():
                state = path.stat()
                found.update(f"{path.relative_to(folder)}\0{state.st_size}\0{state.st_mtime_ns}\0".encode())
    return found.hexdigest()
