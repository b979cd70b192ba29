"""Gold files, and what is printed in their terms."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg import edtf
from kg.errors import KgError, UsageError
from kg.evaluate.bodies import fold, source
from kg.model import EventMention, TimeInterval
from kg.resources import table, values
from kg.sources.records import raw_lines

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
#: Gold statuses under another name.
_STATUS = {"requested": "proposed"}


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


def load(path: Path) -> list[GoldDocument]:
    """Read a gold file; raises `UsageError` with file and line when it cannot be used."""
    if not path.exists():
        raise UsageError(f"{path}: no such file")
    found = []
    records: dict[Path, dict[str, Mapping[str, Any]]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = _with_text(json.loads(line), path, records)
            found.append(GoldDocument(row, str(row["text"]), tuple(_gold(row, str(row["text"])))))
        except json.JSONDecodeError as error:
            raise UsageError(f"{path}:{number}: not JSON ({error.msg})") from error
        except KeyError as error:
            raise UsageError(f"{path}:{number}: no field {error} (the files in data/gold show the format)") from error
        except (ValueError, OSError, EOFError) as error:
            raise UsageError(f"{path}:{number}: {error}") from error
    return found


def _with_text(
    row: Mapping[str, Any], path: Path, records: dict[Path, dict[str, Mapping[str, Any]]]
) -> Mapping[str, Any]:
    """The row with its own text, that of the file it names, or what a named file of JSON Lines has of its id."""
    if not isinstance(row, dict):
        raise ValueError("a JSON object is expected")
    if row.get("text"):
        return row
    file = path.parent / row["file"]
    if not {".jsonl", ".gz"} & {file.suffix}:
        return {**row, "text": file.read_text(encoding="utf-8")}
    if file not in records:
        lines = (line for _, line in raw_lines(file) if not isinstance(line, KgError))
        records[file] = {record["id"]: record for record in map(json.loads, lines)}
    return {**records[file][row["id"]], **row}


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
            time=edtf.parse(event["date"]) if event.get("date") else None,
            sources=frozenset(source(name) for name in event.get("attributed_to") or ()),
            quote=text[start:end],
            start=start,
            end=end,
        )


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
