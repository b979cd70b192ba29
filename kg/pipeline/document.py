"""One record to its document and event mentions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from kg import edtf
from kg.compiled import clitics_of
from kg.errors import UnknownLanguage
from kg.events.document.verbless import headline_alone
from kg.events.extract import AHEAD, goes_on, joined, promising, told
from kg.events.extract import extract as extract_events
from kg.events.identity.facts import block_keys
from kg.events.trace import trace
from kg.events.trigger.triggers import announced
from kg.mentions.annotate import Annotator, annotate
from kg.mentions.time.dates import find_date
from kg.model import Document, EventMention, Granularity, Sentence, Trace
from kg.resources import languages, lexicon
from kg.sources.records import Record
from kg.text.head import Head, read_head
from kg.text.language import check_script, detect
from kg.text.sentences import sentences
from kg.tokens import tokenize


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record with language, date and head settled, before anything is extracted."""

    document: Document
    head: Head
    notes: tuple[str, ...] = ()
    """What the user should know: no date found, for instance."""


def prepare(record: Record) -> Prepared:
    """Settle language, date and head of a record; raises `SkipDocument`."""
    lang = record.lang.lower().split("-")[0] if record.lang else detect(record.text)
    if lang not in languages():
        raise UnknownLanguage(f"no lexicon for language '{record.lang}' (have: {', '.join(languages())})")
    check_script(record.text, lang, lexicon(lang).script)
    head = read_head(record.text, lang, title=record.title, find_date=date_in)
    published, around, inferred, notes = _dated(record, head)
    title = record.title
    if title is None and head.title is not None:
        title = record.text[head.title.start : head.title.end].strip()
    document = Document(
        record.identifier, record.text, lang, published, title, record.outlet, record.url, inferred, around
    )
    return Prepared(document, head, notes)


def _dated(record: Record, head: Head) -> tuple[date | None, date | None, bool, tuple[str, ...]]:
    """The day of issue, else the middle of its month or year; whether it is approximate; what there is to say."""
    notes = []
    published = parse_day(record.date) if record.date else None
    inferred = published is not None and is_inferred(record.date or "")
    around = middle_of(record.date) if record.date and published is None else None
    if record.date and published is None and around is None:
        notes.append(f"{record.origin}: '{record.date[:40]}' is not a date")
    published = published or head.published
    if published is None and around is not None:
        notes.append(f"{record.origin}: dated by month or year only; relative dates stay unresolved")
    elif published is None:
        notes.append(f"{record.origin}: no date given or found; relative dates stay unresolved")
    return published, around if published is None else None, inferred, tuple(notes)


def extract(document: Document, head: Head | None = None) -> list[EventMention]:
    """Event mentions of a document: the seam where another extractor would stand. Pure.

    No more is read than needed: of a text without triggers, as most news are, the headline at most, and what stands
    behind the last trigger only where something was told before.
    """
    cut = _sentences(document, head)
    number = announced(cut, document.lang)
    if not number:
        cut = headline_alone(document, cut)
        return filed(extract_events(document, annotate(document, cut))) if cut else []
    annotator = Annotator(document, cut)
    annotated = annotator.read(number + AHEAD)
    reports = told(document, annotated)
    near, last = len(annotated), cut[number - 1]
    if near < len(cut):
        if not goes_on(reports, last, ()) and not promising(document, annotated, reports):
            return []
        annotated = annotator.read(len(cut))
        reports = told(document, annotated) if goes_on(reports, last, annotated[near:]) else reports
    return filed(joined(document, annotated, reports))


def traced(document: Document) -> Trace:
    """What became of each trigger of a document, for whoever asks why an event was not printed."""
    return trace(document, annotate(document, _sentences(document, None)))


def _sentences(document: Document, head: Head | None) -> list[Sentence]:
    found = head or read_head(document.text, document.lang, title=document.title, find_date=date_in)
    return sentences(document.text, document.lang, found.body, found.title)


def parse_day(text: str) -> date | None:
    """The day of a date as records give it: ISO date or timestamp, approximate or not; None if it names no day."""
    try:
        found = edtf.parse(text.strip()[:10].rstrip("~?%Tt "))
    except ValueError:
        return None
    return found.start if found.granularity is Granularity.DAY else None


def middle_of(text: str) -> date | None:
    """The middle of the month, season or year that a record gives for its date; None if it gives none."""
    try:
        found = edtf.parse(text.strip())
    except ValueError:
        return None
    coarse = found.granularity in (Granularity.MONTH, Granularity.SEASON, Granularity.YEAR)
    return found.start + (found.end - found.start) / 2 if coarse and found.start and found.end else None


def is_inferred(text: str) -> bool:
    """Whether a date is given as approximate or uncertain (EDTF)."""
    return text.strip().endswith(("~", "?", "%"))


def date_in(text: str, lang: str) -> date | None:
    """The first full date in a text, by the grammar of its language."""
    return find_date(tokenize(text, clitics=clitics_of(lang)), lang)


def filed(mentions: Iterable[EventMention]) -> list[EventMention]:
    """The mentions with the blocks in which coreference looks for their like."""
    return [replace(mention, blocks=block_keys(mention)) for mention in mentions]
