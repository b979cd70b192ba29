"""Wires the stages: the only module that imports them all. Paths in, a graph out."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, groupby, islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread

from kg import edtf
from kg.errors import BadRecord, KgError, SkipDocument, StopRun, UnknownLanguage, UsageError
from kg.events.coreference import refused, renew, resolve
from kg.events.extract import extract as extract_events
from kg.events.facts import block_keys
from kg.events.trace import trace
from kg.events.triggers import announced
from kg.events.visits import VisitReport, status_on, visit_mentions
from kg.graph.identifiers import document_hash
from kg.graph.pending import Pending
from kg.graph.store import Store
from kg.graph.sync import Synced
from kg.graph.update import Touched
from kg.mentions.annotate import annotate
from kg.mentions.dates import find_date
from kg.mentions.gazetteer import gazetteer
from kg.model import (
    ActorKind,
    ActorMention,
    AnnotatedSentence,
    Document,
    Event,
    EventMention,
    Evidence,
    Granularity,
    PlaceMention,
    Refused,
    Sentence,
    Span,
    Status,
    Trace,
)
from kg.resources import languages, lexicon, reader, visit_words
from kg.sources.records import Record, read
from kg.sources.state_visits import Telling, VisitRow, read_visits, tell
from kg.text.head import Head, read_head
from kg.text.language import check_script, detect
from kg.text.sentences import clitics_of, sentences
from kg.tokens import tokenize

#: Documents written in one go to a store; each such batch is in it whole or not at all.
BATCH = 500
#: Changed documents whose events are made anew in one transaction.
PORTION = 200
#: Share of a store's documents from which all events are made anew.
MOST = 0.3
#: Documents a process is given at a time.
CHUNK = 12


Raw = Record | VisitRow
"""What the sources give: a text, or a row of a table."""
FORMS = ("documents", "state-visits")
"""What `ingest` reads: texts in files, folders and JSON Lines, or tables whose rows are reports."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record with language, date and head settled, before anything is extracted."""

    document: Document
    head: Head
    notes: tuple[str, ...] = ()
    """What the user should know: no date found, for instance."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with what was read from it."""

    document: Document
    mentions: list[EventMention] | None
    """None when the store held it unchanged as its turn came."""
    record: Raw
    notes: tuple[str, ...] = ()


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
    progress: Callable[[int], None] = lambda _: None,
    jobs: int = 1,
    form: str = FORMS[0],
    as_of: date | None = None,
) -> Report:
    """Add the documents under `paths` to a store, then make its events anew where mentions changed.

    `form` is one of `FORMS`; `as_of` the day on which a table was written, by default that of its file.

    `note` gets one line for each thing skipped or worth knowing, `progress` the number of documents read so far; `jobs`
    is the number of processes that read. Documents that the store holds unchanged, read with this lexicon, cost little;
    the same id with another text replaces the old one. The result does not depend on `jobs`.
    """
    report = Report()
    batch: dict[str, tuple[Document, list[EventMention]]] = {}
    records = read(paths) if form == FORMS[0] else read_visits(paths, as_of)
    for item in readings(records, lambda name: store.document_read(name, reader()), jobs):
        if isinstance(item, KgError):
            report.skipped += 1
            note(str(item))
        else:
            _take(store, item, batch, report, note)
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
    """Remove documents, named by id, IRI or address, and make the events anew."""
    report = Report()
    for name in names:
        found = store.find_documents(name)
        if not found:
            report.skipped += 1
            note(f"{name}: no such document in the store")
        report.removed += sum(store.remove_document(one) for one in found)
    return _finish(store, report)


def replace_document(store: Store, name: str, path: Path, *, note: Callable[[str], None]) -> Report:
    """Put the one document of a file in place of the document `name` (id, IRI or address), which keeps its id.

    Outlet and address stay where the file gives none. Raises `UsageError` when there is no such document or several,
    or when the file holds more than one, and `SkipDocument` when it cannot be read.
    """
    found = store.find_documents(name)
    if len(found) != 1:
        raise UsageError(f"{name}: {'several documents have' if found else 'no document in the store has'} this name")
    records = list(islice(read([path]), 2))
    if isinstance(records[0], KgError):
        raise records[0]
    if len(records) > 1:
        raise UsageError(f"{path}: holds more than one document")
    outlet, url = store.document_source(found[0])
    record = records[0]
    record = replace(record, id=found[0], outlet=record.outlet or outlet, url=record.url or url)
    report = Report()
    reading = read_record(record, store.document_read(found[0], reader()))
    if isinstance(reading, KgError):
        raise reading
    batch: dict[str, tuple[Document, list[EventMention]]] = {}
    _take(store, reading, batch, report, note)
    store.bulk(batch.values())
    return _finish(store, report)


def rebuild(store: Store) -> Report:
    """Make events and actors anew from the mentions alone, as the documents' graphs have them."""
    store.forget_events()
    return _finish(store, Report(mentions=store.count_mentions()))


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
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_end_with_parent) as pool:
        try:
            waiting = deque(pool.submit(_read_chunk, chunk) for chunk in (first, second))
            for chunk in chunks:
                waiting.append(pool.submit(_read_chunk, chunk))
                if len(waiting) > 2 * jobs:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise StopRun(
                "a process that read was ended from outside (no memory left?); what was added is kept"
            ) from error


def _end_with_parent() -> None:
    """A reading process whose parent was killed would wait for work for ever, with its lexicons in memory."""
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    Thread(target=watch, daemon=True).start()


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


def extract_visit(row: VisitRow, document: Document) -> list[EventMention]:
    """Event mentions of one row; raises `BadRecord` when nobody knows who travelled, or where to."""
    words = visit_words()
    cell = Span(len(row.head), len(row.text))
    telling = tell(row, words, [Span(s.start, s.end) for s in sentences(row.text, words.lang, (cell,))])
    told = Document(document.id, telling.text, words.lang, document.published, None, document.outlet)
    annotated = annotate(told, sentences(telling.text, words.lang, (Span(0, len(telling.text)),)))
    report = _visit_report(row, document, telling, annotated[0])
    found = extract_events(told, annotated) if report.status is Status.HELD else []
    return _filed(visit_mentions(report, found, telling.back))


def _visit_report(row: VisitRow, document: Document, telling: Telling, first: AnnotatedSentence) -> VisitReport:
    """The cells of a row as what they name; `first` is the sentence made of them."""
    words, gaz = visit_words(), gazetteer()
    people = [a for a in first.actors if a.actor.kind is ActorKind.PERSON and _touches(a, telling.who)]
    if not people:
        raise BadRecord(f"{row.origin}: '{row['person']}' is not understood as the name of a person")
    states = [p.place for p in first.places if _touches(p, telling.country) and p.place.country == p.place.key]
    if not states:
        raise BadRecord(f"{row.origin}: '{row['country']}' is no state of the gazetteer")
    received = row["kind"] == words.received
    own, host = gaz.entities[states[0].key], gaz.entities[words.home]
    if not received:
        own, host = host, own
    towns = [p.place for p in first.places if _touches(p, telling.place)]
    one_town = len(towns) == 1 and not received and "," not in row["place"]
    visitor = max(people, key=lambda a: (a.actor.state == own.key, a.end - a.start)).actor
    return VisitReport(
        document=document,
        head=Span(0, len(row.head)),
        trigger=row.cell("kind"),
        visitor=visitor if visitor.state else replace(visitor, state=own.key),
        host=gaz.actor(host, row.first),
        place=towns[0] if one_town else gaz.place(host),
        first=row.first,
        last=row.last,
        status=status_on(row.first, row.last, row.as_of),
        rule=f"state-visits: {row['kind']}",
        evidence=tuple(
            Evidence(aspect, f"state-visits: {name}", row.cell(name).start, row.cell(name).end)
            for aspect, name in _VISIT_CELLS
            if row[name]
        ),
    )


_VISIT_CELLS = (
    ("trigger", "kind"), ("participant", "person"), ("participant", "country"), ("time", "start"), ("time", "end"),
    ("place", "place"),
)  # fmt: skip


def _touches(mention: ActorMention | PlaceMention, span: Span) -> bool:
    return mention.start < span.end and span.start < mention.end


def join(store: Store) -> Synced:
    """Bring the events of a store up to date with its mentions; return what was written.

    Only what the changed documents reach is made anew, `PORTION` documents at a time, unless most of the store
    changed or its events were never made.
    """
    total = Synced(0, 0, 0)
    while store.events_built():
        pending = store.pending(PORTION)
        if not pending.documents:
            return total
        if len(pending.documents) == PORTION and _mostly(store):
            break
        total += store.update_events(_touched(store, pending))
    mentions = {mention.key: mention for mention in _filed_anew(store)}
    events = resolve(mentions.values())
    store.replace_events(events, mentions)
    return total + Synced(len(events), 0, 0)


def _filed_anew(store: Store) -> Iterator[EventMention]:
    """Yield every mention, filed as this program files them: another version may have had other blocks."""
    for name, group in groupby(store.mentions(), key=lambda m: m.document):
        held = list(group)
        filed = _filed(held)
        if filed != held:
            store.refile(name, filed)
        yield from filed


def _mostly(store: Store) -> bool:
    """Whether so many documents changed that making all events anew is the shorter way."""
    return len(store.pending().documents) > MOST * len(store.documents())


def _touched(store: Store, pending: Pending) -> Touched:
    """The events that changes of documents may have made others, made anew."""
    filing = store.filing()
    names = [store.ids.document_id(node) for node in pending.documents]
    changed = [mention for name in names for mention in filing.document(name).values()]
    events, reached = renew((*changed, *filing.filed(pending.blocks)), filing.filed, filing.together)
    documents = sorted({m.document for m in reached.values()})
    every = {m.key: m for name in documents for m in filing.document(name).values()}
    return Touched(events, every, pending)


def join_mentions(mentions: Iterable[EventMention]) -> list[Event]:
    """The events of some mentions that are in no store, sorted by key. Pure."""
    return resolve(mentions)


def rivals(store: Store, mentions: Sequence[EventMention]) -> dict[str, Refused]:
    """For each mention of an event the report that came nearest to belonging to it and does not."""
    return refused(mentions, store.filing().filed({block for m in mentions for block in m.blocks}))


def prepare(record: Record) -> Prepared:
    """Settle language, date and head of a record; raises `SkipDocument`."""
    lang = record.lang.lower().split("-")[0] if record.lang else detect(record.text)
    if lang not in languages():
        raise UnknownLanguage(f"no lexicon for language '{record.lang}' (have: {', '.join(languages())})")
    check_script(record.text, lang, lexicon(lang).script)
    head = read_head(record.text, lang, title=record.title, find_date=_date_in)
    published, notes = _published(record, head)
    title = record.title
    if title is None and head.title is not None:
        title = record.text[head.title.start : head.title.end].strip()
    document = Document(record.identifier, record.text, lang, published, title, record.outlet, record.url)
    return Prepared(document, head, notes)


def _published(record: Record, head: Head) -> tuple[date | None, tuple[str, ...]]:
    notes = []
    published = parse_day(record.date) if record.date else None
    if record.date and published is None:
        notes.append(f"{record.origin}: '{record.date[:40]}' is not a date")
    published = published or head.published
    if published is None:
        notes.append(f"{record.origin}: no date given or found; relative dates stay unresolved")
    return published, tuple(notes)


def extract(document: Document, head: Head | None = None) -> list[EventMention]:
    """Event mentions of a document: the seam where another extractor would stand. Pure."""
    cut = _sentences(document, head)
    if not announced(cut, document.lang):  # as in most news: nothing else need be read
        return []
    return _filed(extract_events(document, annotate(document, cut)))


def traced(document: Document) -> Trace:
    """What became of each trigger of a document, for whoever asks why an event was not printed."""
    return trace(document, annotate(document, _sentences(document, None)))


def _sentences(document: Document, head: Head | None) -> list[Sentence]:
    found = head or read_head(document.text, document.lang, title=document.title, find_date=_date_in)
    return sentences(document.text, document.lang, found.body, found.title)


def _filed(mentions: Iterable[EventMention]) -> list[EventMention]:
    """The mentions with the blocks in which coreference looks for their like."""
    return [replace(mention, blocks=block_keys(mention)) for mention in mentions]


def parse_day(text: str) -> date | None:
    """The day of a date as records give it: ISO date or timestamp, approximate or not; None if it names no day."""
    try:
        found = edtf.parse(text.strip()[:10].rstrip("~Tt "))
    except ValueError:
        return None
    return found.start if found.granularity is Granularity.DAY else None


def _date_in(text: str, lang: str) -> date | None:
    return find_date(tokenize(text, clitics=clitics_of(lang)), lang)
