"""Rows of a table of state visits: who travelled where and when, with a sentence about what was done there.

Tab-separated, one visit a line; ``data/sources/README.md`` names the columns. The text of a row's document is the row
as it stands, so that a quote is what the table says. To be read it is put into sentences (`Telling`), and what is found
there is brought back to the row's own words.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from kg.errors import BadRecord, KgError, SkipDocument, UnreadableFile
from kg.files import UNREADABLE, cause
from kg.model import Span
from kg.resources import lexicon
from kg.schema import VisitWords
from kg.sources.records import decode, raw_lines

COLUMNS = ("kind", "id", "role", "person", "start", "end", "country", "country_id", "place", "text", "src")
#: Cells that make the first line of a row's text, the sentence is the second.
_HEAD = ("kind", "role", "person", "start", "end", "country", "place")
_JOINT = " | "
_ASIDE = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit, as the table has it."""

    origin: str
    cells: tuple[tuple[str, str], ...]
    """Column and cell, in the order of `COLUMNS`."""
    first: date
    last: date
    as_of: date
    """Day on which the table was written: what lies ahead of it has not happened."""

    def __getitem__(self, column: str) -> str:
        return dict(self.cells)[column]

    @property
    def identifier(self) -> str:
        """The table's own id, else one from the row's content."""
        own = self["id"] or hashlib.sha256(repr(self.cells).encode()).hexdigest()[:16]
        return f"state-visits-{self['kind']}-{own}"

    @property
    def head(self) -> str:
        """First line of the text: all cells but the sentence."""
        return _JOINT.join(self[name] for name in _HEAD if self[name])

    @property
    def text(self) -> str:
        """The row as it stands."""
        return f"{self.head}\n{self['text']}".rstrip()

    def cell(self, column: str) -> Span:
        """Place of a cell of the head in the text; empty, at the end of the head, where the cell is."""
        start = 0
        for name in _HEAD:
            if name == column and self[name]:
                return Span(start, start + len(self[name]))
            start += len(self[name]) + len(_JOINT) if self[name] else 0
        return Span(len(self.head), len(self.head))


@dataclass(frozen=True, slots=True)
class Telling:
    """A row in sentences of its language, and the way back to the row's text."""

    text: str
    pieces: tuple[tuple[Span, Span], ...]
    """Places in the sentences and in the row that hold the same words, or stand for the same thing; in order."""
    who: Span
    """Where the first sentence names the traveller."""
    country: Span
    place: Span

    def back(self, span: Span) -> Span | None:
        """Place of these words in the row: that of the row's own words which make most of them; None where none do."""
        most, place = 0, None
        for told, own in self.pieces:
            start, end = max(span.start, told.start), min(span.end, told.end)
            if end - start > most:
                same = told.end - told.start == own.end - own.start  # else another form of a name
                most = end - start
                place = Span(own.start + start - told.start, own.start + end - told.start) if same else own
        return place


def read_visits(paths: Iterable[Path], as_of: date | None = None) -> Iterator[VisitRow | KgError]:
    """Yield the rows of tables; what cannot be read is yielded as its error.

    `as_of` is the day on which the tables were written; by default that of the file.
    """
    for path in paths:
        try:
            written = as_of or datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
            yield from _rows(path, written)
        except SkipDocument as error:
            yield error
        except UNREADABLE as error:
            yield UnreadableFile(f"{path}: {cause(error)}")


def _rows(path: Path, as_of: date) -> Iterator[VisitRow | KgError]:
    head: tuple[str, ...] | None = None
    for origin, raw in raw_lines(path):
        if isinstance(raw, KgError):
            yield raw
            continue
        try:
            cells = tuple(cell.strip() for cell in decode(raw, origin).rstrip("\r\n").split("\t"))
            if head is None:
                head = cells
                _check(path, head)
            else:
                yield _row(origin, dict(zip(head, cells, strict=False)), len(cells) - len(head), as_of)
        except BadRecord as error:
            yield error


def _check(path: Path, head: tuple[str, ...]) -> None:
    missing = [name for name in COLUMNS if name not in head]
    if missing:
        raise UnreadableFile(f"{path}: not a table of state visits (no column '{missing[0]}')")


def _row(origin: str, cells: dict[str, str], surplus: int, as_of: date) -> VisitRow:
    if surplus:
        raise BadRecord(f"{origin}: {abs(surplus)} cells too {'many' if surplus > 0 else 'few'}")
    for name in ("kind", "person", "start", "country"):
        if not cells[name]:
            raise BadRecord(f"{origin}: column '{name}' is empty")
    try:
        first = date.fromisoformat(cells["start"])
        last = date.fromisoformat(cells["end"] or cells["start"])
    except ValueError as error:
        raise BadRecord(f"{origin}: not a date ({error})") from error
    if last < first:
        raise BadRecord(f"{origin}: ends before it begins")
    return VisitRow(origin, tuple((name, cells[name]) for name in COLUMNS), first, last, as_of)


def tell(row: VisitRow, words: VisitWords, sentences: Iterable[Span]) -> Telling:
    """Put a row into sentences; `sentences` are those of its text cell, as places in the row's text.

    Raises `BadRecord` when the table has a kind or role that `words` do not know.
    """
    out = _Teller()
    who = words.people.get(row["person"]) or _ASIDE.sub("", row["person"])
    spans = {}
    country = words.states.get(row["country"]) or _ASIDE.sub("", row["country"])
    place = "" if row["place"] in words.unsaid else row["place"]
    there = words.there if place else "{country}"
    try:
        template = words.visit[row["kind"]].replace("{there}", there)
        role = words.roles[row["role"]] if row["role"] else ""
    except KeyError as error:
        raise BadRecord(f"{row.origin}: unknown kind or role {error}") from error
    filled = {"who": who, "country": country, "place": place, "role": role}
    columns = {"who": "person", "country": "country", "place": "place", "role": "role"}
    for literal, name in _parts(template):
        out.add(literal)
        if name:
            spans[name] = out.add(filled[name], row.cell(columns[name]))
    for own in sentences:
        out.add("\n")
        rest = row.text[own.start : own.end]
        verbal = _begins_with_a_verb(rest, words.lang)
        for literal, name in _parts(words.goes_on if verbal else words.is_of):
            out.add(literal)
            if name == "who":
                out.add(who, row.cell("person"))
            elif name == "rest":
                out.add(rest[0].lower() + rest[1:], own)
    who_at, country_at, place_at = (spans.get(name, Span(0, 0)) for name in ("who", "country", "place"))
    return Telling("".join(out.text), tuple(out.pieces), who_at, country_at, place_at)


class _Teller:
    """Collects the sentences, and which pieces of them are the row's own."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.pieces: list[tuple[Span, Span]] = []
        self._length = 0

    def add(self, words: str, own: Span | None = None) -> Span:
        start = self._length
        self.text.append(words)
        self._length += len(words)
        told = Span(start, self._length)
        if own is not None and words:
            self.pieces.append((told, own))
        return told


def _parts(template: str) -> Iterator[tuple[str, str]]:
    """Literal text and the name that follows it, of ``literal {name} literal``."""
    pieces = re.split(r"\{(\w+)\}", template)
    yield from zip(pieces[::2], [*pieces[1::2], ""], strict=True)


def _begins_with_a_verb(sentence: str, lang: str) -> bool:
    """Whether a sentence without subject begins with its verb, by the verbs and endings of the lexicon."""
    rules = lexicon(lang)
    word = (re.findall(r"\w+", sentence.lower()) or [""])[0]
    listed = any(word in forms.get("past", "").split() for forms in rules.verbs.values())
    return listed or any(word.endswith(ending) for ending in rules.tenses.suffixes.get("past", "").split())
