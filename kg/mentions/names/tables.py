"""The tables of the gazetteer as one value, kept from run to run: most of what their cells say is not asked for."""

from __future__ import annotations

from collections import defaultdict

import msgspec

from kg.mentions.names.entities import Entity, Row, Tenure, between, rows, tenures
from kg.model import TimeInterval
from kg.resources import values


class Dated(msgspec.Struct, frozen=True, array_like=True):
    """A gathering or an accord."""

    number: int
    """Of its entity."""
    place: str
    members: tuple[str, ...]
    """Keys of who took part."""
    time: TimeInterval | None


class Tables(msgspec.Struct, frozen=True):
    """What the tables say of whom, and how it is found; numbers are those of `entities`."""

    entities: list[Entity]
    """A row each, always in the same order."""
    tenures: list[Tenure]
    capitals: dict[str, list[str]]
    """By the key of a town those of the states whose capital it is."""
    named: dict[str, int]
    """By the key of a town the organisation that it stands for."""
    organisations: dict[str, str]
    """Keys of organisations by their English names in small letters."""
    hosts: dict[str, list[int]]
    """Outlets by the host names at which they publish."""
    gatherings: list[Dated]
    accords: list[Dated]


def read_tables() -> Tables:
    """Read the tables; raises `DataError` on a broken one."""
    capitals: dict[str, list[str]] = defaultdict(list)
    hosts: dict[str, list[int]] = defaultdict(list)
    found = Tables([], list(tenures()), capitals, {}, {}, hosts, [], [])
    for number, (name, entity, row) in enumerate(rows()):
        found.entities.append(entity)
        if name == "states" and row["capital"]:
            capitals[row["capital"]].append(entity.key)
        if name == "organisations":
            if row["named_by"]:
                found.named[row["named_by"]] = number
            for alias in (row["name_en"], *values(row["aliases_en"])):
                found.organisations.setdefault(alias.casefold(), entity.key)
        for host in values(row["domains"]) if name == "outlets" else ():
            hosts[host.lower()].append(number)
        if name == "gatherings":
            found.gatherings.append(_gathering(number, row))
        if name == "accords":
            found.accords.append(Dated(number, entity.place or "", entity.members, between(row["date"], "")))
    return found


def _gathering(number: int, row: Row) -> Dated:
    return Dated(number, row["place"], tuple(values(row["members"])), between(row["start"], row["end"]))
