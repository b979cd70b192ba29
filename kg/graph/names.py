"""What the gazetteer knows of a key: labels in six languages, other names, coordinates, seat and dates.

Kept from run to run, unpacked entry by entry; a key the gazetteer does not know simply has no entry.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

import msgspec

from kg.cache import kept
from kg.resources import data_dir, fingerprint, table, values

LANGUAGES = ("en", "es", "de", "fr", "it", "uk")
_TABLES = ("states", "people", "organisations", "places", "outlets", "gatherings", "groups")
_SLUG = re.compile(r"[\W_]+")
_LATIN_MARKS = re.compile(r"([a-z])[\u0300-\u036f]+")


@dataclass(frozen=True, slots=True)
class Office:
    """An office a person held: its code, the state or body it belongs to, its bounds as EDTF (empty: open)."""

    code: str
    of: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Known:
    """An entry of the gazetteer."""

    key: str
    table: str
    labels: Mapping[str, str]
    """Label by language."""
    aliases: tuple[tuple[str, str | None], ...] = ()
    """Other names with their language, where the table tells it."""
    country: str | None = None
    """Key of the state it lies in, belongs to or speaks for."""
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    start: str = ""
    end: str = ""
    series: str = ""
    offices: tuple[Office, ...] = field(default=())


class _Entries(Mapping[str, Known]):
    """An entry is unpacked when it is asked for: an article names a few of ten thousand."""

    def __init__(self) -> None:
        self._packed = kept("entries", dict[str, msgspec.Raw], _packed, of=fingerprint())
        self._read = msgspec.msgpack.Decoder(Known).decode
        self._known: dict[str, Known] = {}

    def __getitem__(self, key: str) -> Known:
        if key not in self._known:
            self._known[key] = self._read(self._packed[key])
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


@cache
def gazetteer() -> Mapping[str, Known]:
    """Every entry by key; where two tables share a key the earlier of states, people, ... wins."""
    return _Entries()


def _packed() -> dict[str, msgspec.Raw]:
    offices = _offices()
    found: dict[str, msgspec.Raw] = {}
    for name in _TABLES:
        for row in _rows(name):
            key = row["key"]
            if key not in found:
                found[key] = msgspec.Raw(msgspec.msgpack.encode(_known(name, row, offices.get(key, ()))))
    return found


@cache
def _outlet_names() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for row in _rows("outlets"):
        for name in (row["name"], *values(row.get("aliases", ""))):
            found.setdefault(name.casefold(), row["key"])
    return found


def outlet_key(name: str) -> str:
    """Key of an outlet by any of its names, else one made from the name."""
    return _outlet_names().get(name.casefold()) or f"outlet/{slug(name)}"


def slug(name: str) -> str:
    """Lower-case letters and digits of a name joined by hyphens, Latin ones without diacritics.

    >>> slug("Le Monde (Paris)")
    'le-monde-paris'
    """
    bare = _LATIN_MARKS.sub(r"\1", unicodedata.normalize("NFKD", name.casefold()))
    return _SLUG.sub("-", unicodedata.normalize("NFC", bare)).strip("-") or "unnamed"


def _rows(name: str) -> Iterator[dict[str, str]]:
    if (data_dir() / "gazetteer" / f"{name}.csv").is_file():
        yield from table(name)


def _offices() -> dict[str, tuple[Office, ...]]:
    found: dict[str, tuple[Office, ...]] = {}
    for row in _rows("offices"):
        office = Office(row["office"], row["of"], row["start"], row["end"])
        found[row["person"]] = (*found.get(row["person"], ()), office)
    return found


def _known(name: str, row: Mapping[str, str], offices: tuple[Office, ...]) -> Known:
    labels, aliases = _labels(row)
    country = row["key"] if name == "states" else row.get("state") or row.get("acts_for") or None
    return Known(
        key=row["key"],
        table=name,
        labels=labels,
        aliases=aliases,
        country=country,
        place=row.get("place") or row.get("capital") or None,
        lat=_float(row.get("lat")),
        lon=_float(row.get("lon")),
        start=row.get("start") or "",
        end=row.get("end") or "",
        series=row.get("series") or "",
        offices=offices,
    )


def _labels(row: Mapping[str, str]) -> tuple[dict[str, str], tuple[tuple[str, str | None], ...]]:
    """First name by language, and all others; a name cell may hold several."""
    labels: dict[str, str] = {}
    others: dict[tuple[str, str | None], None] = {}
    if row.get("name"):
        labels["en"] = row["name"]
    for lang in LANGUAGES:
        first, *rest = values(row.get(f"name_{lang}") or "") or [""]
        if first:
            labels[lang] = first
        for name in (*rest, *values(row.get(f"aliases_{lang}") or "")):
            others[name, lang] = None
    for name in (*values(row.get("aliases") or ""), *values(row.get("known_by") or "")):
        others[name, None] = None
    known = {(name, lang) for lang, name in labels.items()}
    return labels, tuple(pair for pair in others if pair not in known)


def _float(cell: str | None) -> float | None:
    return float(cell) if cell else None
