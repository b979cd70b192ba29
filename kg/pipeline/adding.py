"""Paths in, a graph out: documents added, replaced and removed, and the events that rest on them made anew."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from kg.errors import KgError, UsageError
from kg.graph.identifiers import document_hash
from kg.graph.store import Store
from kg.model import Document, EventMention
from kg.pipeline.reading import Reading, read_record, readings
from kg.pipeline.renewing import join
from kg.resources import reader
from kg.sources.records import read
from kg.sources.state_visits import read_visits

#: Documents written in one go to a store; each such batch is in it whole or not at all.
BATCH = 500
FORMS = ("documents", "state-visits")
"""What `ingest` reads: texts in files, folders and JSON Lines, or tables whose rows are reports."""


@dataclass(slots=True)
class Report:
    """What a run of `ingest` did; counts."""

    added: int = 0
    replaced: int = 0
    """How many of those added took the place of an older text, or of an older reading, of the same document."""
    unchanged: int = 0
    skipped: int = 0
    removed: int = 0
    mentions: int = 0
    """Event mentions read in the documents added."""
    events: int = 0
    """Events new or changed."""


def ingest(
    store: Store,
    paths: list[Path],
    *,
    note: Callable[[str], None],
    remark: Callable[[str], None] | None = None,
    progress: Callable[[int], None] = lambda _: None,
    jobs: int = 1,
    form: str = FORMS[0],
    as_of: date | None = None,
) -> Report:
    """Add the documents under `paths` to a store, then make its events anew where mentions changed.

    `form` is one of `FORMS`; `as_of` the day on which a table was written, by default that of its file.

    `note` gets one line for each thing skipped, `remark` (else `note`) one for what is worth knowing of what is read,
    `progress` the number of documents read so far; `jobs` is the number of processes that read. What the store holds
    unchanged, read with this lexicon, costs little; the same id with another text replaces the old one. The result does
    not depend on `jobs`.
    """
    report = Report()
    batch: dict[str, tuple[Document, list[EventMention]]] = {}
    records = read(paths) if form == FORMS[0] else read_visits(paths, as_of)
    for item in readings(records, lambda name: store.document_read(name, reader()), jobs):
        if isinstance(item, KgError):
            report.skipped += 1
            note(str(item))
        else:
            _take(store, item, batch, report, remark or note)
        if len(batch) >= BATCH:
            store.bulk(batch.values())
            batch.clear()
        progress(report.added + report.unchanged + report.skipped)
    store.bulk(batch.values())
    return _finish(store, report)


def _take(
    store: Store,
    item: Reading,
    batch: dict[str, tuple[Document, list[EventMention]]],
    report: Report,
    note: Callable[[str], None],
) -> None:
    """Put a reading into the batch, unless the batch or the store has just that."""
    name = item.document.id
    held = document_hash(batch[name][0]) if name in batch else store.document_read(name, reader())
    if held == document_hash(item.document):
        report.unchanged += 1
        return
    # The store held it unchanged, but the run has put another text under its id since then.
    again = read_record(item.record) if item.mentions is None else item
    if isinstance(again, KgError) or again.mentions is None:
        raise AssertionError("what was read before is read again")
    for line in item.notes:
        note(line)
    report.added += 1
    report.mentions += len(again.mentions)
    report.replaced += name in batch or store.has_document(name)
    batch[name] = (item.document, again.mentions)


def _finish(store: Store, report: Report) -> Report:
    report.events = join(store).written
    return report


def remove(store: Store, names: Iterable[str], *, note: Callable[[str], None]) -> Report:
    """Remove documents, named by id, IRI, address or the file that holds them, and make the events anew."""
    report = Report()
    for name in names:
        found = store.find_documents(name) or _held(store, Path(name))
        if not found:
            report.skipped += 1
            note(f"{name}: no such document in the store")
        report.removed += sum(store.remove_document(one) for one in found)
    return _finish(store, report)


def _held(store: Store, path: Path) -> list[str]:
    """Documents of the store that a file or folder holds: a bare text is known by its content, which nobody types."""
    if path == Path() or not os.path.exists(path):  # noqa: PTH110 - Path.exists raises where the name is too long
        return []
    records = (record for record in read([path]) if not isinstance(record, KgError))
    return [name for record in records for name in store.find_documents(record.identifier)]


def replace_document(store: Store, name: str, path: Path, *, note: Callable[[str], None]) -> Report:
    """Put the one document of a file in place of the document `name` (id, IRI or address), which keeps its id.

    Outlet and address stay where the file gives none. Raises `UsageError` when there is no such document or several,
    and when the file holds more than one or cannot be read.
    """
    found = store.find_documents(name)
    if len(found) != 1:
        raise UsageError(f"{name}: {'several documents have' if found else 'no document in the store has'} this name")
    records = list(islice(read([path]), 2))
    if isinstance(records[0], KgError):
        raise UsageError(str(records[0])) from records[0]
    if len(records) > 1:
        raise UsageError(f"{path}: holds more than one document")
    outlet, url = store.document_source(found[0])
    record = records[0]
    record = replace(record, id=found[0], outlet=record.outlet or outlet, url=record.url or url)
    report = Report()
    reading = read_record(record, store.document_read(found[0], reader()))
    if isinstance(reading, KgError):
        raise UsageError(str(reading)) from reading
    batch: dict[str, tuple[Document, list[EventMention]]] = {}
    _take(store, reading, batch, report, note)
    store.bulk(batch.values())
    return _finish(store, report)


def rebuild(store: Store) -> Report:
    """Make events and actors anew from the mentions alone, as the documents' graphs have them."""
    store.forget_events()
    return _finish(store, Report(mentions=store.count_mentions()))
