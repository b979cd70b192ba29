"""Labels of events in six languages, from the templates of ``data/ontology/labels.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

import msgspec

from kg.errors import DataError
from kg.graph.names import LANGUAGES, gazetteer
from kg.model import Event, EventType, Granularity, Participation, Role, TimeInterval
from kg.resources import data_dir, load_yaml

SHOWN = 4
"""Participants a label names before it counts the others."""
#: Who goes, calls or comes is named first, who receives him last: "Visit: Macron and Germany".
_LEAD = (Role.CALLER, Role.VISITOR, Role.GUEST, Role.SIGNATORY, Role.PARTICIPANT, Role.CALLEE, Role.HOST, Role.MEDIATOR)


class Dates(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns of dates of one language."""

    day: str
    month: str
    year: str
    span: str
    since: str
    until: str
    circa: str


class Templates(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"and_": "and"}):
    """One language's section of the file."""

    pattern: str
    with_detail: str
    nobody: str
    and_: str
    more: str
    types: dict[str, tuple[str, str]]
    status: dict[str, str | dict[str, str]]
    months: list[str]
    months_alone: list[str]
    dates: Dates


@cache
def templates() -> Mapping[str, Templates]:
    """Templates by language; raises `DataError` when the file breaks its schema."""
    path = data_dir() / "ontology" / "labels.yaml"
    try:
        return msgspec.convert(load_yaml(path), dict[str, Templates])
    except msgspec.ValidationError as error:
        raise DataError(f"{path}: {error}") from error


def event_labels(event: Event) -> Iterator[tuple[str, str]]:
    """Language and label of an event, for every language."""
    for lang in LANGUAGES:
        yield lang, _label(templates()[lang], lang, event)


def _label(words: Templates, lang: str, event: Event) -> str:
    what = _what(words, event)
    who = _who(words, lang, event)
    where = _name(event.place.key, event.place.name, lang) if event.place else ""
    when = date_label(words, event.time) if event.time else ""
    detail = ", ".join(part for part in (where, when) if part)
    if not who:
        label = words.nobody.format(what=what) + (f" ({detail})" if detail else "")
    elif detail:
        label = words.with_detail.format(what=what, who=who, detail=detail)
    else:
        label = words.pattern.format(what=what, who=who)
    return label[:1].upper() + label[1:]


def _what(words: Templates, event: Event) -> str:
    noun, gender = words.types[event.type.value]
    if event.status is None:
        return noun
    pattern = words.status[event.status.value]
    return (pattern if isinstance(pattern, str) else pattern[gender]).format(noun=noun)


def _who(words: Templates, lang: str, event: Event) -> str:
    ordered = sorted(event.participants, key=lambda part: _rank(event.type, part))
    names = [_name(part.actor.key, part.actor.name, lang) for part in ordered]
    names = list(dict.fromkeys(names))
    if len(names) > SHOWN:
        names = [*names[: SHOWN - 1], words.more.format(n=len(names) - SHOWN + 1)]
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {words.and_} {names[-1]}"


def _rank(kind: EventType, part: Participation) -> int:
    """Place of a participant in the label; of a mediation the mediator is who acts."""
    return -1 if kind is EventType.MEDIATION and part.role is Role.MEDIATOR else _LEAD.index(part.role)


def _name(key: str, name: str, lang: str) -> str:
    known = gazetteer().get(key)
    return known.labels.get(lang, name) if known else name


def date_label(words: Templates, time: TimeInterval) -> str:
    """Write an interval no more precisely than its granularity allows; empty when nothing is known."""
    shape = _shape(words, time)
    return words.dates.circa.format(a=shape) if shape and "~" in time.edtf else shape


def _shape(words: Templates, time: TimeInterval) -> str:
    start, end, dates = time.start, time.end, words.dates
    if start is None and end is None:
        return ""
    if end is None:
        return dates.since.format(a=_unit(words, start, time.granularity))
    if start is None:
        return dates.until.format(b=_unit(words, end, time.granularity))
    first, last = _unit(words, start, time.granularity), _unit(words, end, time.granularity)
    return first if first == last else dates.span.format(a=first, b=last)


def _unit(words: Templates, day: date | None, granularity: Granularity) -> str:
    if day is None:
        return ""
    match granularity:
        case Granularity.YEAR | Granularity.DECADE:
            return words.dates.year.format(y=day.year)
        case Granularity.MONTH | Granularity.SEASON:
            names = words.months_alone or words.months
            return words.dates.month.format(m=names[day.month - 1], y=day.year)
        case _:
            return words.dates.day.format(d=day.day, m=words.months[day.month - 1], y=day.year)
