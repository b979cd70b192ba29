"""Records to readings, in as many processes as are wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from kg.errors import KgError, SkipDocument
from kg.graph.identifiers import document_hash
from kg.model import Document, EventMention
from kg.pipeline.document import extract, prepare
from kg.pipeline.visits import extract_visit
from kg.resources import visit_words
from kg.sources.records import Record
from kg.sources.state_visits import VisitRow

#: Documents a process is given at a time.
CHUNK = 12
Raw = Record | VisitRow
"""What the sources give: a text, or a row of a table."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with what was read from it."""

    document: Document
    mentions: list[EventMention] | None
    """None when the store held it unchanged as its turn came."""
    record: Raw
    notes: tuple[str, ...] = ()


Known = Callable[[str], str | None]
"""Gives the hash of a document, by its id, that need not be read again when its hash is still that."""


def readings(records: Iterable[Raw | KgError], known: Known, jobs: int = 1) -> Iterator[Reading | KgError]:
    """Read and extract every record, in order; what cannot be read comes as its error.

    What is `known` is not extracted again. With `jobs` above one, and more than one
    chunk of work, chunks go to that many processes; never more are under way than keep them busy.
    """
    chunks = _chunks(records, known)
    first, second = next(chunks, []), next(chunks, None)
    if jobs < 2 or second is None:
        for chunk in chain([first, second or []], chunks):
            yield from _read_chunk(chunk)
        return
    from kg.pipeline.processes import in_order  # what runs processes takes longer to import than a text to read

    yield from in_order(_read_chunk, chain((first, second), chunks), jobs)


_Task = tuple[Raw | KgError, str | None]


def _chunks(records: Iterable[Raw | KgError], known: Known) -> Iterator[list[_Task]]:
    """Work in portions: each record with the hash of what the store holds under its id."""
    chunk: list[_Task] = []
    for record in records:
        chunk.append((record, None if isinstance(record, KgError) else known(record.identifier)))
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _read_chunk(chunk: Sequence[_Task]) -> list[Reading | KgError]:
    return [item if isinstance(item, KgError) else read_record(item, known) for item, known in chunk]


def read_record(record: Raw, known: str | None = None) -> Reading | KgError:
    """Read and extract one record; without mentions when its hash is `known`."""
    if isinstance(record, VisitRow):
        return read_visit(record, known)
    try:
        prepared = prepare(record)
        if known == document_hash(prepared.document):
            return Reading(prepared.document, None, record)
        return Reading(prepared.document, extract(prepared.document, prepared.head), record, prepared.notes)
    except SkipDocument as error:
        return type(error)(f"{record.origin}: {error}")


def read_visit(row: VisitRow, known: str | None = None) -> Reading | KgError:
    """Read one row of a table of visits: the visit from its columns, what was done there from its sentence.

    The sentence has no subject, so the extractor reads the row put into sentences, and what it finds is brought back to
    the row's own words. What lies ahead of the table's day is planned, and its sentence is not believed.
    """
    words = visit_words()
    issued = min(row.last, row.as_of)
    document = Document(row.identifier, row.text, words.lang, issued, None, words.outlet)
    if known == document_hash(document):
        return Reading(document, None, row)
    try:
        mentions = extract_visit(row, document)
    except SkipDocument as error:
        return error
    return Reading(document, mentions, row)
