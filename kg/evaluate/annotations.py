"""Gold files, and what is printed in their terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from kg import edtf
from kg.errors import KgError, SkipDocument, UsageError
from kg.evaluate.bodies import fold, source
from kg.files import UNREADABLE, cause, is_folder, one_line, text_of
from kg.model import EventMention, Status, TimeInterval
from kg.resources import languages, table, values
from kg.sources.records import files_in, objects

#: Gold type to family; types of one family count as the same for the strict tuple.
FAMILIES = {
    "meeting": "encounter",
    "summit": "encounter",
    "conference": "encounter",
    "negotiation": "negotiation",
    "mediation": "negotiation",
    "phone_call": "call",
    "visit": "visit",
    "agreement": "agreement",
}
#: Our type to gold's.
GOLD_TYPES = {
    "Meeting": "meeting",
    "Summit": "summit",
    "Conference": "conference",
    "Negotiation": "negotiation",
    "Mediation": "mediation",
    "PhoneCall": "phone_call",
    "Visit": "visit",
    "Agreement": "agreement",
}
#: How files of gold end in a folder.
_GOLD = (".jsonl", ".jsonl.gz")
#: Gold statuses under another name.
_STATUS = {"requested": "proposed"}
_STATUSES = frozenset(str(status) for status in Status) | _STATUS.keys()


@dataclass(frozen=True, slots=True)
class Report:
    """An event as gold or as printed by us, in the terms of the gold format."""

    document: str
    lang: str
    type: str
    status: str | None
    participants: frozenset[str]
    place: str | None
    country: str | None
    time: TimeInterval | None
    sources: frozenset[str]
    quote: str
    start: int
    end: int

    @property
    def family(self) -> str:
        """Type family."""
        return FAMILIES.get(self.type, self.type)


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A text with its gold events."""

    row: Mapping[str, Any]
    text: str
    events: tuple[Report, ...]


class _Event(msgspec.Struct):
    """What the fields of a gold event may hold."""

    type: str = ""
    status: str | None = None
    participants: list[str] = []
    date: str | None = None
    place: str | None = None
    attributed_to: list[str] | None = None
    quote: str = ""
    span: tuple[int, int] = (0, 0)
    cluster: str | None = None


class _Row(msgspec.Struct):
    """What the fields of a gold document may hold; others are nobody's business."""

    id: str
    lang: str
    events: list[_Event]
    date: str | None = None
    title: str | None = None
    outlet: str | None = None
    file: str | None = None


def load_all(paths: Iterable[Path], note: Callable[[str], None], langs: Container[str] = ()) -> list[GoldDocument]:
    """Read gold files, and those that folders hold, in some languages or in all.

    `note` gets a line for each file of a folder that holds no gold. Raises `UsageError` as `load` does, when a folder
    holds none at all, and when one id stands for two texts.
    """
    found: dict[str, tuple[Path, GoldDocument]] = {}
    every = []
    for path in chain.from_iterable(_gold_files(given, note) for given in paths):
        for row in load(path):
            other, known = found.setdefault(row.row["id"], (path, row))
            if known.text != row.text:
                raise UsageError(f"{path}: the id '{row.row['id']}' has another text in {other}")
            if not langs or row.row["lang"] in langs:
                every.append(row)
    if not every:
        raise UsageError(f"no gold document{' in these languages' if found else ''}")
    return every


def _gold_files(path: Path, note: Callable[[str], None]) -> Iterator[Path]:
    if not is_folder(path):
        yield path
        return
    some = False
    for file in files_in(path, lambda file: file.name.endswith(_GOLD)):
        if isinstance(file, KgError):
            note(str(file))
        elif not _is_gold(file):
            note(f"{file}: no gold: its first record has no field 'events'")
        else:
            some = True
            yield file
    if not some:
        raise UsageError(f"{path}: the folder holds no gold (.jsonl whose records have a field 'events')")


def _is_gold(path: Path) -> bool:
    """Whether the first record has events; of what cannot be read `load` says why."""
    try:
        _, row = next(objects(path), ("", {"events": ()}))
    except (SkipDocument, *UNREADABLE):
        return True
    return isinstance(row, KgError) or "events" in row


def load(path: Path) -> list[GoldDocument]:
    """Read a gold file; raises `UsageError` with file and line when it cannot be used."""
    records: dict[Path, dict[str, Mapping[str, Any]]] = {}
    try:
        return [_document(origin, row, path.parent, records) for origin, row in objects(path)]
    except SkipDocument as error:
        raise UsageError(str(error)) from error
    except UNREADABLE as error:
        raise UsageError(f"{path}: {cause(error)}") from error


def _document(
    origin: str, row: dict[str, Any] | KgError, folder: Path, records: dict[Path, dict[str, Mapping[str, Any]]]
) -> GoldDocument:
    if isinstance(row, KgError):
        raise row
    try:
        whole = _with_text(row, folder, records)
        _check(whole)
        text = str(whole["text"])
        return GoldDocument(whole, text, tuple(_gold(whole, text)))
    except KeyError as error:
        raise UsageError(f"{origin}: no field {error} (the files in data/gold show the format)") from error
    except (KgError, ValueError) as error:
        raise UsageError(f"{origin}: {one_line(error)}") from error


def _check(row: Mapping[str, Any]) -> None:
    """Raise KeyError for what is missing, ValueError for what is of another kind than it should be."""
    for name in ("id", "lang", "events"):
        row[name]
    events = msgspec.convert(row, _Row).events
    wrong = next((event.status for event in events if event.status and event.status not in _STATUSES), None)
    if wrong is not None:
        raise ValueError(f"'{wrong}' is no status (have: {', '.join(sorted(_STATUSES))})")
    if row["lang"] not in languages():
        raise ValueError(f"no lexicon for language '{row['lang']}' (have: {', '.join(languages())})")


def _with_text(
    row: Mapping[str, Any], folder: Path, records: dict[Path, dict[str, Mapping[str, Any]]]
) -> Mapping[str, Any]:
    """The row with its own text, that of the file it names, or what a named file of JSON Lines has of its id."""
    if row.get("text"):
        return row
    file = folder / str(row["file"])
    if not {".jsonl", ".gz"} & {file.suffix}:
        return {**row, "text": text_of(file)}
    if file not in records:
        records[file] = _texts(file)
    if row["id"] not in records[file]:
        raise ValueError(f"{file} has no document '{row['id']}'")
    return {**records[file][row["id"]], **row}


def _texts(path: Path) -> dict[str, Mapping[str, Any]]:
    """The records of a file by id, lines that are none left out."""
    try:
        return {str(row.get("id")): row for _, row in objects(path) if not isinstance(row, KgError)}
    except UNREADABLE as error:
        raise UsageError(f"{path}: {cause(error)}") from error


def _gold(row: Mapping[str, Any], text: str) -> Iterator[Report]:
    for event in row["events"]:
        start, end = _span(event, row["id"], text)
        yield Report(
            document=row["id"],
            lang=row["lang"],
            type=event["type"],
            status=_STATUS.get(event["status"], event["status"]),
            participants=frozenset(fold(name) for name in event["participants"]),
            place=fold(event["place"]) if event.get("place") else None,
            country=_state_of(fold(event["place"])) if event.get("place") else None,
            time=_time(event["date"]) if event.get("date") else None,
            sources=frozenset(source(name) for name in event.get("attributed_to") or ()),
            quote=text[start:end],
            start=start,
            end=end,
        )


def _time(text: str) -> TimeInterval:
    try:
        return edtf.parse(text)
    except ValueError as error:
        raise ValueError(f"'{text}' is not a date in EDTF ({error})") from error


def _span(event: Mapping[str, Any], document: str, text: str) -> tuple[int, int]:
    """Where the event's quote stands; texts that may not be copied are annotated by offsets (``span``) alone."""
    if "span" in event:
        start, end = event["span"]
        if not 0 <= start < end <= len(text):
            raise ValueError(f"{document}: the span {start}-{end} is not in the text")
        return start, end
    quote = str(event["quote"])
    start = text.find(quote)
    if start < 0:
        raise ValueError(f"{document}: the quote is not in the text: {quote[:60]!r}")
    return start, start + len(quote)


def printed(mention: EventMention, country: str | None = None) -> Report:
    """One of our event mentions in the terms of the gold format."""
    return Report(
        document=mention.document,
        lang=mention.lang,
        type=GOLD_TYPES.get(mention.type, "other"),
        status=mention.status.value if mention.status else None,
        participants=frozenset(fold(p.actor.name) for p in mention.participants),
        place=fold(mention.place.name) if mention.place else None,
        country=fold(country) if country else None,
        time=mention.time,
        sources=frozenset(source(a.name) for a in (*mention.originators, *mention.relayers)),
        quote=mention.quote,
        start=mention.start,
        end=mention.end,
    )


@cache
def _states() -> Mapping[str, str]:
    """Folded names of places and states → folded name of the state; names that several states share are left out."""
    names = {row["key"]: row["name_en"] for row in table("states")}
    found: dict[str, set[str]] = defaultdict(set)
    for row in table("places"):
        if row["state"] in names:
            for name in (row["name_en"], *values(row["aliases"])):
                found[fold(name)].add(fold(names[row["state"]]))
    for row in table("states"):
        for name in (row["name_en"], *values(row["aliases_en"])):
            found[fold(name)] = {fold(row["name_en"])}
    return {name: states.pop() for name, states in found.items() if len(states) == 1}


def _state_of(place: str) -> str | None:
    return _states().get(place)
