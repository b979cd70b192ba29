"""Derived CAMEO and PLOVER codes by event type and status, read from ``data/ontology/alignments.ttl``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.errors import DataError
from kg.graph import vocabulary as v
from kg.model import EventType, Status
from kg.resources import data_dir

Codes = tuple[str | None, str | None]


def codes(kind: EventType, status: Status | None) -> Codes:
    """CAMEO and PLOVER code of an event of this type in this status; None where the scheme has none."""
    return _table().get((kind, status), (None, None))


@cache
def _table() -> Mapping[tuple[EventType, Status | None], Codes]:
    rows: dict[str, dict[str, str]] = {}
    path = data_dir() / "ontology" / "alignments.ttl"
    try:
        quads = list(parse(path=path, format=RdfFormat.TURTLE))
    except (SyntaxError, OSError) as error:
        raise DataError(f"{path}: {' '.join(str(error).split())}") from error
    for quad in quads:
        if isinstance(quad.object, NamedNode | Literal):
            rows.setdefault(str(quad.subject), {})[quad.predicate.value] = quad.object.value
    return {_place(row): _codes(row) for row in rows.values() if row.get(v.TYPE.value) == v.DERIVED_CODE.value}


def _place(row: Mapping[str, str]) -> tuple[EventType, Status | None]:
    status = row.get(v.STATUS.value)
    return v.TYPE_OF[row[v.EVENT_TYPE.value]], None if status is None else v.STATUS_OF[status]


def _codes(row: Mapping[str, str]) -> Codes:
    return row.get(v.CAMEO.value), row.get(v.PLOVER.value)
