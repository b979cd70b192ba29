"""Writes a store in other formats: RDF, tables, networks, calendars and maps.

Everything but RDF is made from events; a format that cannot say that an event has not taken place says so in words.
"""

from __future__ import annotations

import contextlib
import csv
import gzip
import io
import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, BinaryIO, cast

import networkx as nx
import pyoxigraph as ox

from kg.analysis import event_network
from kg.errors import UsageError
from kg.files import written
from kg.graph import vocabulary as v
from kg.graph.events import EventRow, event_rows
from kg.graph.store import Store

_JOIN = " | "
_ENDINGS = {"json-ld": "jsonld", "nquads": "nq", "ntriples": "nt", "turtle": "ttl", "ical": "ics"}
_ICS_STATUS = {"planned": "CONFIRMED", "ongoing": "CONFIRMED", "proposed": "TENTATIVE", "postponed": "TENTATIVE"}
"""Statuses a calendar shows; cancelled events are shown as such, so that subscribers lose them."""
COLUMNS = (
    "event",
    "type",
    "status",
    "label",
    "date",
    "earliest",
    "latest",
    "participants",
    "participant_iris",
    "roles",
    "place",
    "place_iri",
    "latitude",
    "longitude",
    "mentions",
    "documents",
    "outlets",
    "languages",
    "originators",
    "cameo",
    "plover",
    "conflicts",
    "as_of",
)
"""Columns of the CSV and Parquet tables; ``date`` is EDTF."""


def export(store: Store, path: Path, form: str | None = None, *, lang: str = "en") -> None:
    """Write a store to a file, whole or not at all; without `form` the ending of its name decides (``.gz`` packs it).

    Raises `UsageError` when the format is unknown, its library is not installed or the file cannot be written.
    """
    packed = path.suffix.lower() == ".gz"
    form = form or Path(path.stem if packed else path.name).suffix.removeprefix(".").lower()
    with written(path) as file, _packing(file) if packed else contextlib.nullcontext(file) as target:
        write(store, target, form, lang=lang)


def _packing(file: BinaryIO) -> BinaryIO:
    """A gzip file that says neither when it was made nor under which name: the same store gives the same bytes."""
    return cast("BinaryIO", gzip.GzipFile("", "wb", fileobj=file, mtime=0))


def write(store: Store, target: BinaryIO, form: str, *, lang: str = "en") -> None:
    """Write a store to a binary file in one of `FORMATS`; labels are in `lang`. Raises as `export` does."""
    writer = FORMATS.get(_ENDINGS.get(form, form))
    if writer is None:
        raise UsageError(f"no format '{form}' (have: {', '.join(FORMATS)})")
    writer(store, target, lang)


def _merged(form: ox.RdfFormat) -> Callable[[Store, BinaryIO, str], None]:
    """All graphs as one: triples that stand in two graphs are written once or twice, which is the same graph."""

    def write(store: Store, target: BinaryIO, _lang: str) -> None:
        prefixes = None if form == ox.RdfFormat.N_TRIPLES else v.PREFIXES
        ox.serialize((q.triple for q in store.native), target, form, prefixes=prefixes)

    return write


def _dump(form: ox.RdfFormat) -> Callable[[Store, BinaryIO, str], None]:
    def write(store: Store, target: BinaryIO, _lang: str) -> None:
        prefixes = None if form == ox.RdfFormat.N_QUADS else v.PREFIXES
        store.native.dump(target, form, prefixes=prefixes)

    return write


def _graphml(store: Store, target: BinaryIO, lang: str) -> None:
    nx.write_graphml_xml(event_network(event_rows(store, lang=lang)), target)


def _gexf(store: Store, target: BinaryIO, lang: str) -> None:
    graph = event_network(event_rows(store, lang=lang))
    # networkx stamps the file with today's date; a function of the store alone must not.
    lines = (line for line in nx.generate_gexf(graph) if "<meta lastmodifieddate" not in line)
    text = "\n".join(lines)
    start, end = text.find("<creator>"), text.find("</meta>")
    if -1 < start < end:
        text = text[:start] + text[end + len("</meta>") :]
    target.write(text.encode("utf-8"))


def table_row(row: EventRow) -> dict[str, Any]:
    """Give an event as one row of the table, in the order of `COLUMNS`; several values are lists."""
    parts = row.participants
    values = (
        row.iri,
        row.type,
        row.status,
        row.label,
        row.edtf,
        row.earliest,
        row.latest,
        [part.name for part in parts],
        [part.iri for part in parts],
        [part.role for part in parts],
        row.place,
        row.place_iri,
        row.latitude,
        row.longitude,
        row.mentions,
        row.documents,
        row.outlets,
        row.languages,
        row.originators,
        row.cameo,
        row.plover,
        list(row.conflicts),
        row.as_of,
    )
    return dict(zip(COLUMNS, values, strict=True))


def _csv(store: Store, target: BinaryIO, lang: str) -> None:
    text = io.TextIOWrapper(target, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in event_rows(store, lang=lang):
        writer.writerow(_cell(value) for value in table_row(row).values())
    text.detach()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return _JOIN.join(value) if isinstance(value, list) else str(value)


def _parquet(store: Store, target: BinaryIO, lang: str) -> None:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow: pip install pyarrow") from error
    days, texts, numbers = ("earliest", "latest", "as_of"), pa.list_(pa.string()), ("latitude", "longitude")
    counts = ("mentions", "documents", "outlets", "languages", "originators")
    kinds = {name: pa.string() for name in COLUMNS}
    kinds |= dict.fromkeys(days, pa.date32()) | dict.fromkeys(numbers, pa.float64())
    kinds |= dict.fromkeys(("participants", "participant_iris", "roles", "conflicts"), texts)
    kinds |= dict.fromkeys(counts, pa.int64())
    schema = pa.schema(list(kinds.items()))
    with pq.ParquetWriter(target, schema) as writer:
        for batch in _batches(event_rows(store, lang=lang), 10_000):
            writer.write_table(pa.Table.from_pylist([table_row(row) for row in batch], schema=schema))


def _batches(rows: Iterable[EventRow], size: int) -> Iterable[list[EventRow]]:
    batch: list[EventRow] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _calendar(store: Store, target: BinaryIO, lang: str) -> None:
    """Write what lies ahead as all-day events over the days that may be meant; open windows fit in no calendar."""
    try:
        import icalendar
    except ImportError as error:
        raise UsageError("iCalendar needs icalendar: pip install icalendar") from error
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Summitry//EN")
    calendar.add("version", "2.0")
    for row in event_rows(store, lang=lang):
        status = "CANCELLED" if row.status == "cancelled" else _ICS_STATUS.get(row.status)
        if status is None or row.earliest is None or row.latest is None:
            continue
        event = icalendar.Event()
        for name, value in _ics_fields(row, status, row.earliest, row.latest).items():
            event.add(name, value)
        calendar.add_component(event)
    target.write(calendar.to_ical())


def _ics_fields(row: EventRow, status: str, first: date, last: date) -> dict[str, Any]:
    told = row.as_of or first
    fields: dict[str, Any] = {
        "uid": row.iri,
        # The information was last revised on the day of the last report; the clock stays out of it.
        "dtstamp": datetime.combine(told, time(), UTC),
        "sequence": max(row.revisions - 1, 0),
        "summary": row.label,
        "status": status,
        "dtstart": first,
        "dtend": last + timedelta(days=1),
        "transp": "TRANSPARENT",
        "description": f"{row.status}; {row.edtf}; originators: {row.originators}; documents: {row.documents}",
        "url": row.iri,
    }
    if row.place:
        fields["location"] = row.place
    if row.latitude is not None and row.longitude is not None:
        fields["geo"] = (row.latitude, row.longitude)
    return fields


def _geojson(store: Store, target: BinaryIO, lang: str) -> None:
    """Events whose place has coordinates, as a FeatureCollection (RFC 7946: longitude first)."""
    target.write(b'{"type": "FeatureCollection", "features": [')
    separator = b"\n"
    for row in event_rows(store, lang=lang):
        if row.latitude is None or row.longitude is None:
            continue
        target.write(separator + json.dumps(_feature(row), ensure_ascii=False).encode("utf-8"))
        separator = b",\n"
    target.write(b"\n]}\n")


def _feature(row: EventRow) -> dict[str, Any]:
    hidden = {"latitude", "longitude", "event"}
    plain = {name: value for name, value in table_row(row).items() if name not in hidden}
    properties = {name: value.isoformat() if isinstance(value, date) else value for name, value in plain.items()}
    point = {"type": "Point", "coordinates": [row.longitude, row.latitude]}
    return {"type": "Feature", "id": row.iri, "geometry": point, "properties": properties}


FORMATS: dict[str, Callable[[Store, BinaryIO, str], None]] = {
    "ttl": _merged(ox.RdfFormat.TURTLE),
    "nt": _merged(ox.RdfFormat.N_TRIPLES),
    "trig": _dump(ox.RdfFormat.TRIG),
    "nq": _dump(ox.RdfFormat.N_QUADS),
    "jsonld": _dump(ox.RdfFormat.JSON_LD),
    "graphml": _graphml,
    "gexf": _gexf,
    "csv": _csv,
    "parquet": _parquet,
    "ics": _calendar,
    "geojson": _geojson,
}
"""Writer of each format by its name, which is also the usual file ending."""
