"""Where a worker writes an answer: counts rows while the engine writes, and stops it at a limit.

The engine serialises in bulk, ten times quicker than a loop over rows here would; what it writes tells rows apart by
marks that cannot stand inside a value.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.serve.formats import Format
from kg.serve.limits import Limits, TooLarge

_BETWEEN = {"json": b'},{"', "xml": b"<result>", "tsv": b"\n"}
"""Bytes that stand between rows only: in a JSON string a quotation mark is escaped, in XML ``<``, in TSV a line break.

JSON rows without any value are not counted: three bytes each, they run into the limit of size."""


class Sink(io.RawIOBase):
    """A file in memory that knows how many rows it holds."""

    def __init__(self, form: Format, limits: Limits) -> None:
        super().__init__()
        self.data = bytearray()
        self._form = form
        self._limits = limits
        self._counted = 0
        self._marks = 0
        self._quoted = False

    def writable(self) -> bool:
        """It is there to be written."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Take bytes; raises `TooLarge` once there are too many of them or of rows."""
        self.data += data
        if len(self.data) > self._limits.answer_megabytes << 20:
            raise TooLarge(f"the answer is larger than {self._limits.answer_megabytes} MB; ask for less of it")
        if self._form.rows is not None and self._count() > self._limits.rows:
            raise TooLarge(too_many(self._limits))
        return len(data)

    def _count(self) -> int:
        name = self._form.name
        if name == "csv":
            return self._count_lines()
        mark = _BETWEEN[name]
        # A mark may lie across two writes.
        self._marks += self.data.count(mark, max(0, self._counted - len(mark) + 1))
        self._counted = len(self.data)
        # Of JSON the first row has no mark before it, of TSV the head has one.
        return self._marks + {"json": self._marks > 0, "xml": 0, "tsv": -1}[name]

    def _count_lines(self) -> int:
        """CSV: line ends outside quotation marks."""
        for number, piece in enumerate(bytes(self.data[self._counted :]).split(b'"')):
            self._quoted ^= number > 0
            if not self._quoted:
                self._marks += piece.count(b"\n")
        self._counted = len(self.data)
        return self._marks - 1


def too_many(limits: Limits) -> str:
    """What is said of an answer with too many rows."""
    return f"the answer has more than {limits.rows} rows; add LIMIT, or ask for less"


def serialise(results: ox.QuerySolutions | ox.QueryBoolean, form: Format, limits: Limits) -> bytes:
    """Write rows or a truth value; raises `TooLarge` at a limit."""
    sink = Sink(form, limits)
    results.serialize(sink, format=form.rows)  # type: ignore[arg-type]
    return bytes(sink.data)


def serialise_graph(
    triples: Iterable[ox.Triple] | Iterable[ox.Quad], form: Format, limits: Limits, prefixes: dict[str, str] | None
) -> tuple[bytes, int]:
    """Write triples and say how many; raises `TooLarge` at a limit."""
    sink = Sink(form, limits)
    count = 0

    def counted() -> Iterator[ox.Triple | ox.Quad]:
        nonlocal count
        for triple in triples:
            count += 1
            if count > limits.rows:
                raise TooLarge(too_many(limits))
            yield triple

    ox.serialize(counted(), sink, format=form.graph, prefixes=prefixes)  # type: ignore[arg-type]
    return bytes(sink.data), count
