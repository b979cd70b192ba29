"""What a query may cost before it is stopped."""

from __future__ import annotations

import msgspec

MEGABYTE = 1 << 20


class Limits(msgspec.Struct, frozen=True):
    """Bounds of one query; whatever passes one is stopped, and its worker freed."""

    seconds: float = 30.0
    """Time from the moment a worker begins."""
    rows: int = 100_000
    """Rows or triples of an answer: more are refused, never cut off silently."""
    megabytes: int = 1024
    """Memory a worker may take beyond what it needs when idle."""
    answer_megabytes: int = 128
    """Size of an answer."""
    query_kilobytes: int = 256
    """Size of a query text or of a request's body."""
    update_megabytes: int = 16
    """Size of an update that comes with the token."""


class TooLarge(Exception):
    """An answer passed a limit; the text says which."""
