"""The rows of the gazetteer as values: who and what there is, and who held which office when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from kg import edtf
from kg.model import TimeInterval
from kg.resources import languages, table, values

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Tenure(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A person's time in an office."""

    person: str
    office: str
    of: str
    start: date | None
    end: date | None

    def holds(self, when: date) -> bool:
        """Whether the office was held on a day."""
        return (self.start is None or self.start <= when) and (self.end is None or when <= self.end)


class Entity(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A row of the gazetteer."""

    key: str
    kind: str
    """``person``, ``state``, ``place``, ``organisation``, ``outlet``, ``gathering``, ``accord`` or ``group``."""
    name: str
    state: str | None = None
    gender: str = ""
    prominence: int = 0
    lat: float | None = None
    lon: float | None = None
    sort: str = ""
    """Second kind: ``capital``, ``city``, ``body``, ``international`` ..."""
    voice: str = ""
    head: str = ""
    """Office of who leads a seat or ministry: the Pentagon's is a defence minister."""
    place: str | None = None
    """Where an organisation has its seat, and in which town a building stands."""
    acts_for: str = ""
    """The organisation in whose name a group meets: "the EU foreign ministers" are the EU; ``members``: they are it."""
    members: tuple[str, ...] = ()
    """Keys of the members of a closed group."""
    family_first: bool = False
    """Whether the name begins with the family name, as Chinese and Korean names do."""


Row = dict[str, str]


def rows() -> Iterator[tuple[str, Entity, Row]]:
    """Every row of the tables of names, always in the same order: table, entity, cells."""
    for name, read in _READERS.items():
        for row in table(name):
            yield name, read(row), row


def tenures() -> Iterator[Tenure]:
    """Every row of the table of offices."""
    for row in table("offices"):
        yield Tenure(row["person"], row["office"], row["of"], _first(row["start"]), _last(row["end"]))


def _first(text: str) -> date | None:
    return _day(text) or (edtf.parse(text).start if text else None)


def _last(text: str) -> date | None:
    return _day(text) or (edtf.parse(text).end if text else None)


def _day(text: str) -> date | None:
    """The one day most cells name, read the short way."""
    return date.fromisoformat(text) if _DAY.fullmatch(text) else None


def between(start: str, end: str) -> TimeInterval | None:
    """The days from the beginning of one cell to the end of another."""
    first, last = _first(start), _last(end or start)
    return edtf.days(first, last) if first and last else None


def _person(row: dict[str, str]) -> Entity:
    name, known = row["name_en"], set(values(row["known_by"]))
    written = [row[f"name_{lang}"].split(" ") for lang in languages() if row.get(f"name_{lang}")]
    return Entity(
        row["key"],
        "person",
        name,
        row["state"] or None,
        row["gender"],
        int(row["prominence"] or 0),
        family_first=any(len(w) > 1 and w[0] in known and w[-1] not in known for w in written),
    )


def _state(row: dict[str, str]) -> Entity:
    return Entity(row["key"], "state", row["name_en"], row["key"])


def _place(row: dict[str, str]) -> Entity:
    lat, lon = (float(row[c]) if row[c] else None for c in ("lat", "lon"))
    state, town = row["state"] or None, row["town"] or None
    return Entity(row["key"], "place", row["name_en"], state, lat=lat, lon=lon, sort=row["kind"], place=town)


def _organisation(row: dict[str, str]) -> Entity:
    return Entity(
        row["key"],
        "organisation",
        row["name_en"],
        row["acts_for"] or None,
        sort=row["kind"],
        place=row["place"] or None,
        head=row.get("head") or "",
    )


def _outlet(row: dict[str, str]) -> Entity:
    return Entity(row["key"], "outlet", row["name"], row["state"] or None, voice=row["voice"])


def _gathering(row: dict[str, str]) -> Entity:
    return Entity(row["key"], "gathering", row["name_en"], sort=row["series"])


def _accord(row: dict[str, str]) -> Entity:
    return Entity(
        row["key"], "accord", row["name_en"], place=row["place"] or None, members=tuple(values(row["parties"]))
    )


def _group(row: dict[str, str]) -> Entity:
    members = tuple(values(row["members"]))
    return Entity(row["key"], "group", row["name_en"], acts_for=row["acts_for"], members=members)


_READERS = {
    "people": _person,
    "states": _state,
    "places": _place,
    "organisations": _organisation,
    "outlets": _outlet,
    "gatherings": _gathering,
    "accords": _accord,
    "groups": _group,
}
