"""Wires the stages: the only module that imports them all. Paths in, a graph out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg import edtf
from kg.errors import KgError, SkipDocument, UnknownLanguage
from kg.events.coreference import resolve
from kg.events.extract import extract as extract_events
from kg.mentions.annotate import annotate
from kg.mentions.dates import find_date
from kg.model import Document, EventMention, Span
from kg.patterns import tokenize
from kg.resources import languages, lexicon
from kg.sources.records import Record, read
from kg.text.head import read_head
from kg.text.language import check_script, detect
from kg.text.sentences import clitics_of, sentences


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with what was read from it."""

    document: Document
    mentions: tuple[EventMention, ...]
    notes: tuple[str, ...] = ()
    """What the user should know: no date found, for instance."""


def documents(paths: list[Path]) -> Iterator[Reading | KgError]:
    """Read and extract every document under `paths`, one at a time; what cannot be read comes as its error."""
    for record in read(paths):
        if isinstance(record, KgError):
            yield record
            continue
        try:
            yield read_record(record)
        except SkipDocument as error:
            yield type(error)(f"{record.origin}: {error}")


def read_record(record: Record) -> Reading:
    """Settle language and date of a record and extract its event mentions; raises `SkipDocument`."""
    lang = record.lang.lower().split("-")[0] if record.lang else detect(record.text)
    if lang not in languages():
        raise UnknownLanguage(f"no lexicon for language '{record.lang}' (have: {', '.join(languages())})")
    check_script(record.text, lang, lexicon(lang).script)
    head = read_head(record.text, lang, title=record.title, find_date=_date_in)
    notes = []
    published = head.published if record.date is None else parse_day(record.date)
    if record.date is not None and published is None:
        notes.append(f"{record.origin}: date '{record.date}' is not a date")
        published = head.published
    if published is None:
        notes.append(f"{record.origin}: no date given or found; relative dates stay unresolved")
    title = record.title
    if title is None and head.title is not None:
        title = record.text[head.title.start : head.title.end].strip()
    document = Document(record.identifier, record.text, lang, published, title, record.outlet, record.url)
    return Reading(document, tuple(_extract(document, head.title, head.body)), tuple(notes))


def extract(document: Document) -> list[EventMention]:
    """Event mentions of a document: the seam where another extractor would stand. Pure."""
    head = read_head(document.text, document.lang, title=document.title, find_date=_date_in)
    return _extract(document, head.title, head.body)


def _extract(document: Document, title: Span | None, body: tuple[Span, ...]) -> list[EventMention]:
    cut = sentences(document.text, document.lang, body, title)
    return extract_events(document, annotate(document, cut))


def parse_day(text: str) -> date | None:
    """First day of a date as records give it: ISO date or timestamp, month, year, approximate; None if it is none."""
    try:
        return edtf.parse(text.strip()[:10].rstrip("~Tt ")).start
    except ValueError:
        return None


def _date_in(text: str, lang: str) -> date | None:
    return find_date(tokenize(text, clitics=clitics_of(lang)), lang)


__all__ = ["Reading", "documents", "extract", "parse_day", "read_record", "resolve"]
