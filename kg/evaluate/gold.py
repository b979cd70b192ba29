"""Gold events as event mentions, and ours beside them: what `kg evaluate` compares clusterings over.

Over gold mentions joining is measured alone; over extracted ones, aligned to gold, with what extraction got wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache

from kg.evaluate.annotations import GOLD_TYPES, GoldDocument, Report, printed
from kg.evaluate.bodies import fold
from kg.evaluate.coreference import Clustering, Mention, restricted
from kg.evaluate.measures import align
from kg.mentions.names.entities import Entity
from kg.mentions.names.gazetteer import gazetteer
from kg.mentions.names.spelling import slug
from kg.model import (
    UNLISTED,
    Actor,
    ActorKind,
    Document,
    EventMention,
    EventType,
    Participation,
    Place,
    Role,
    Span,
    Status,
    TimeInterval,
    Trace,
)
from kg.pipeline import extract, is_inferred, join_mentions, middle_of, parse_day, traced

#: What a name in gold may stand for, the likeliest first.
_PARTIES = ("state", "person", "organisation", "group", "gathering", "outlet", "place")
_TYPES = {gold: EventType(ours) for ours, gold in GOLD_TYPES.items()}
_PLACES = ("place", "state", "organisation")


def read(rows: Iterable[GoldDocument]) -> dict[str, list[EventMention]]:
    """What the extractor finds in each gold document, by id."""
    return {gold.row["id"]: extract(document(gold)) for gold in rows}


def traces(rows: Iterable[GoldDocument]) -> dict[str, Trace]:
    """What became of each trigger of the gold documents, by id."""
    return {gold.row["id"]: traced(document(gold)) for gold in rows}


def document(gold: GoldDocument) -> Document:
    """A gold row as the document that the extractor reads."""
    row = gold.row
    given, day = row.get("date") or "", issued(gold)
    return Document(
        row["id"],
        gold.text,
        row["lang"],
        day,
        row.get("title"),
        row.get("outlet"),
        inferred=is_inferred(given),
        around=middle_of(given) if day is None else None,
    )


def issued(gold: GoldDocument) -> date | None:
    """The day of a gold document."""
    return parse_day(gold.row["date"]) if gold.row.get("date") else None


def reports(mentions: Mapping[str, Sequence[EventMention]]) -> dict[str, list[Report]]:
    """Our mentions in the terms of the gold format, by document."""
    names = {key: entity.name for key, entity in gazetteer().entities.items()}
    return {
        name: [printed(m, names.get(m.place.country) if m.place and m.place.country else None) for m in found]
        for name, found in mentions.items()
    }


def over_gold(rows: Iterable[GoldDocument], judged: Iterable[Mention]) -> Clustering:
    """The joining rules' clusters of the gold events that are `judged`, as (document id, index)."""
    mentions = {m.key: (m.document, m.serial) for gold in rows for m in gold_mentions(gold)}
    events = join_mentions([m for gold in rows for m in gold_mentions(gold)])
    return restricted([{mentions[key] for key in event.mentions} for event in events], judged)


def over_extracted(
    rows: Iterable[GoldDocument], ours: Mapping[str, Sequence[EventMention]], judged: Iterable[Mention]
) -> Clustering:
    """The events made of all that was extracted, as those gold events to which a mention was aligned."""
    told = reports(ours)
    meant: dict[str, Mention] = {}
    for gold in rows:
        name = gold.row["id"]
        meant |= {ours[name][j].key: (name, i) for i, j in align(gold.events, told[name])}
    events = join_mentions(m for found in ours.values() for m in found)
    return restricted([{meant[key] for key in event.mentions if key in meant} for event in events], judged)


# ------------------------------------------------------------------ gold events as mentions


def gold_mentions(gold: GoldDocument) -> list[EventMention]:
    """The gold events of a document, of the classes that we have, as event mentions; `serial` is the event's index."""
    return [m for i in range(len(gold.events)) if (m := _mention(gold, i)) is not None]


def _mention(gold: GoldDocument, index: int) -> EventMention | None:
    report, event, when = gold.events[index], gold.row["events"][index], issued(gold)
    kind = _TYPES.get(report.type)
    if kind is None:
        return None
    place = event.get("place")
    return EventMention(
        document=report.document,
        lang=report.lang,
        published=when,
        outlet=gold.row.get("outlet"),
        start=report.start,
        end=report.end,
        quote=report.quote,
        trigger=Span(report.start, report.end),
        type=kind,
        status=Status(report.status) if report.status else None,
        participants=_participants(kind, event["participants"], when),
        place=_place(str(place)) if place else None,
        time=report.time,
        originators=tuple(_actor(name, when) for name in event.get("attributed_to") or ()),
        gathering=_gathering(kind, event["participants"], report.time),
        rule="gold",
        serial=index,
    )


def _participants(kind: EventType, names: Iterable[str], when: date | None) -> tuple[Participation, ...]:
    actors = [_actor(name, when) for name in names]
    if kind is not EventType.VISIT:
        return tuple(Participation(a) for a in actors)
    return tuple(Participation(a, Role.HOST if a.kind is ActorKind.STATE else Role.VISITOR) for a in actors)


def _actor(name: str, when: date | None) -> Actor:
    """Whom a name in gold means; one in no table is a person, as the extractor would make of it."""
    entity = _entity(name, _PARTIES)
    if entity is None:
        return Actor(f"person/{slug(name)}", ActorKind.PERSON, name)
    return gazetteer().actor(entity, when)


def _place(name: str) -> Place:
    """The place a name in gold means; a seat of government is its town."""
    gaz = gazetteer()
    entity = _entity(name, _PLACES)
    if entity is not None and entity.kind == "organisation":
        entity = gaz.entities.get(entity.place or "")
    return gaz.place(entity) if entity is not None else Place(f"{UNLISTED}{slug(name)}", name)


def _gathering(kind: EventType, names: Iterable[str], time: TimeInterval | None) -> str | None:
    """The named gathering a summit or conference of a body is: the only one that it held then."""
    if kind not in (EventType.SUMMIT, EventType.CONFERENCE) or time is None:
        return None
    gaz = gazetteer()
    bodies = {e.key for name in names if (e := _entity(name, _PARTIES)) is not None and e.kind == "organisation"}
    found = [
        key
        for key, gathering in gaz.gatherings.items()
        if gathering.time is not None
        and _meet(gathering.time, time)
        and (convenor := gaz.convenor(gaz.entities[key])) is not None
        and convenor.key in bodies
    ]
    return found[0] if len(found) == 1 else None


def _meet(one: TimeInterval, other: TimeInterval) -> bool:
    bounds = (one.start, one.end, other.start, other.end)
    return None not in bounds and one.start <= other.end and other.start <= one.end  # type: ignore[operator]


def _entity(name: str, kinds: Sequence[str]) -> Entity | None:
    """What has this English name, else what English texts call so."""
    found = [e for e in _named().get(fold(name), ()) if e.kind in kinds]
    if not found:
        whole = [n for n in gazetteer().find(name, "en") if (n.start, n.end) == (0, len(name))]
        found = [e for n in whole for e in n.entities if e.kind in kinds]
    return min(found, key=lambda e: (kinds.index(e.kind), -e.prominence, e.key), default=None)


@cache
def _named() -> Mapping[str, list[Entity]]:
    found: dict[str, list[Entity]] = {}
    for entity in gazetteer().entities.values():
        found.setdefault(fold(entity.name), []).append(entity)
    return found
