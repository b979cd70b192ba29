"""What is costly to make of ``data/``, kept in the user's cache folder, so that the next run has it at once.

A file holds MessagePack that must fit its schema, never code. Its name tells what it was made of, so another release or
an edited lexicon makes another file (`kg.resources.fingerprint`). It is written whole or not at all; where the folder
cannot be written, where others could have written there, or a file is broken, everything is made anew and nobody is
bothered.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from stat import S_IWGRP, S_IWOTH
from tempfile import mkstemp
from typing import TypeVar

import msgspec

T = TypeVar("T")
#: Bytes before the content by which it is known to be what was written.
SEAL = 16
#: Files of one name that stay when a new one is written: of other releases, or of lexicons edited to and fro.
KEPT = 3


def folder() -> Path | None:
    """Where things are kept: ``$KG_CACHE`` (empty: nowhere), else ``summitry`` in the user's cache folder."""
    named = os.environ.get("KG_CACHE")
    if named is not None:
        return Path(named) if named else None
    base = Path(os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or "")
    with suppress(RuntimeError):  # a user without a home
        # A relative one is to be ignored (XDG): it would be another folder wherever one stands.
        return (base if base.is_absolute() else Path.home() / ".cache") / "summitry"
    return None


def kept(name: str, kind: type[T], make: Callable[[], T], *, of: str) -> T:
    """What `make` gives, from the cache folder where it was made before of the same.

    `of` tells of what, as part of a file's name: a hash of data and program, or a library and its version.
    """
    where = folder()
    path = where / f"{name}.{of}.msgpack" if where is not None else None
    if path is not None:
        with suppress(OSError, msgspec.MsgspecError):
            content = _read(path)
            if content is not None:
                return msgspec.msgpack.decode(content, type=kind)
    encoded = msgspec.msgpack.encode(make())
    if path is not None:
        with suppress(OSError):
            _write(path, encoded)
            _prune(path.parent, name)
    return msgspec.msgpack.decode(encoded, type=kind)


def made_by(library: str, version: str, module: str) -> str:
    """Of what something is that `module`, a file, made from a library: another layout is another file, too."""
    return f"{library}-{version}-{blake2b(Path(module).read_bytes(), digest_size=6).hexdigest()}"


def _read(path: Path) -> bytes | None:
    """Content of a file that is whole; None where it is not, or where others than this user could have written it."""
    if not (_ours(path.parent) and _ours(path) and path.is_file()):
        return None
    found = path.read_bytes()
    seal, content = found[:SEAL], found[SEAL:]
    # Parts are unpacked when they are needed: by then nothing may be wrong with them.
    return content if seal == _seal(content) else None


def _seal(content: bytes) -> bytes:
    return blake2b(content, digest_size=SEAL).digest()


def _ours(path: Path) -> bool:
    """Whether nobody but this user, and the system's own, may write; where there are no such users, all is ours."""
    if not hasattr(os, "geteuid"):
        return True
    found = path.stat()
    return found.st_uid in (0, os.geteuid()) and not found.st_mode & (S_IWGRP | S_IWOTH)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}")
    os.close(handle)
    written = Path(name)
    try:
        written.write_bytes(_seal(content) + content)
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)  # a full disk, or one who interrupts, must not fill it further, run by run


def _prune(where: Path, name: str) -> None:
    found = sorted(where.glob(f"{name}.*.msgpack"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in found[KEPT:]:
        path.unlink(missing_ok=True)
