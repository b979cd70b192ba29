"""Files that a user names: read as text, written whole or not at all, and what a system's refusals are called."""

from __future__ import annotations

import contextlib
import errno
import gzip
import os
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.errors import UsageError

#: A file that is read in one (a query, a saved run) is refused when it has more bytes; it may be a device without end.
LARGEST = 200_000_000
#: What opening, unpacking and reading a file raises.
UNREADABLE = (OSError, EOFError, zlib.error)
#: What libraries say of a full disk and the like, by number or in words, and how we say it.
_CAUSES = (
    (errno.ENOSPC, "the disk is full"),
    (errno.EDQUOT, "the disk quota is used up"),
    (errno.EFBIG, "a file may not grow that large here"),
    (errno.EROFS, "the file system is read-only"),
    (errno.EACCES, "permission denied"),
)
#: What the system itself says of a file, by number alone: a library's words may be about a file of its own.
_REFUSALS = {
    errno.ENOENT: "no such file or folder",
    errno.ENOTDIR: "no such file or folder",
    errno.EISDIR: "a folder, not a file",
    errno.ELOOP: "symbolic links that lead round in circles",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ENXIO: "no file that can be read",
    errno.EIO: "the device gives an error",
}


def cause(error: BaseException) -> str:
    """Why an operation failed, in one line of plain words where the reason is a common one."""
    if isinstance(error, EOFError):
        return "truncated gzip file"
    if isinstance(error, gzip.BadGzipFile):
        return "not a gzip file"
    if isinstance(error, zlib.error):
        return "damaged gzip file"
    text = one_line(error)
    number = error.errno if isinstance(error, OSError) else None
    for code, words in _CAUSES:
        if number == code or os.strerror(code) in text:
            return words
    if number in _REFUSALS:
        return _REFUSALS[number]
    said = getattr(error, "strerror", None)
    return str(said).lower() if said else text or type(error).__name__


def one_line(error: BaseException) -> str:
    """The message of an error without line breaks."""
    return " ".join(str(error).split())


def is_folder(path: Path) -> bool:
    """Whether it is a folder; `Path.is_dir` raises where the name is too long."""
    return os.path.isdir(path)  # noqa: PTH112


def text_of(path: Path) -> str:
    """The text of a file that is read in one; raises `UsageError` when it cannot be read or is not UTF-8."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {cause(error)}") from error
    if len(data) > LARGEST:
        raise UsageError(f"{path}: cannot be read: larger than {LARGEST:,} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: cannot be read: not UTF-8 (at byte {error.start})") from error


def _is_plain(path: Path) -> bool:
    """Whether another file may be put in its place: /dev/stdout may lead to a file, or to a pipe that has no name."""
    return path.is_file() and not path.absolute().is_relative_to("/dev")


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """Write a file, which is there whole or not at all; what is no plain file (a pipe, a device) is written into.

    Raises `UsageError` when it cannot be written.
    """
    try:
        target = Path(os.path.realpath(path))  # what a link leads to is written, the link stays
        there = path.exists()
        if there and not (_is_plain(path) and os.access(target.parent, os.W_OK)):
            with path.open("wb") as file:
                yield file
            return
        if target.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        if there and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        part = target.with_name(f"{target.name}.part")
        try:
            with part.open("wb") as file:
                yield file
            if there:
                shutil.copymode(target, part)
            part.replace(target)
        finally:
            with contextlib.suppress(OSError):
                part.unlink()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {cause(error)}") from error
