"""One row of a table of visits to its document and event mentions."""

from __future__ import annotations

from msgspec.structs import replace

from kg.errors import BadRecord
from kg.events.extract import extract as extract_events
from kg.events.visits import VisitReport, status_on, visit_mentions
from kg.mentions.annotate import annotate
from kg.mentions.names.gazetteer import gazetteer
from kg.model import (
    ActorKind,
    ActorMention,
    AnnotatedSentence,
    Document,
    EventMention,
    Evidence,
    PlaceMention,
    Span,
    Status,
)
from kg.pipeline.document import filed
from kg.resources import visit_words
from kg.sources.state_visits import Telling, VisitRow, tell
from kg.text.sentences import sentences


def extract_visit(row: VisitRow, document: Document) -> list[EventMention]:
    """Event mentions of one row; raises `BadRecord` when nobody knows who travelled, or where to."""
    words = visit_words()
    cell = Span(len(row.head), len(row.text))
    telling = tell(row, words, [Span(s.start, s.end) for s in sentences(row.text, words.lang, (cell,))])
    told = Document(document.id, telling.text, words.lang, document.published, None, document.outlet)
    annotated = annotate(told, sentences(telling.text, words.lang, (Span(0, len(telling.text)),)))
    report = _visit_report(row, document, telling, annotated[0])
    found = extract_events(told, annotated) if report.status is Status.HELD else []
    return filed(visit_mentions(report, found, telling.back))


def _visit_report(row: VisitRow, document: Document, telling: Telling, first: AnnotatedSentence) -> VisitReport:
    """The cells of a row as what they name; `first` is the sentence made of them."""
    words, gaz = visit_words(), gazetteer()
    people = [a for a in first.actors if a.actor.kind is ActorKind.PERSON and _touches(a, telling.who)]
    if not people:
        raise BadRecord(f"{row.origin}: '{row['person']}' is not understood as the name of a person")
    states = [p.place for p in first.places if _touches(p, telling.country) and p.place.country == p.place.key]
    if not states:
        raise BadRecord(f"{row.origin}: '{row['country']}' is no state of the gazetteer")
    received = row["kind"] == words.received
    own, host = gaz.entities[states[0].key], gaz.entities[words.home]
    if not received:
        own, host = host, own
    towns = [p.place for p in first.places if _touches(p, telling.place)]
    one_town = len(towns) == 1 and not received and "," not in row["place"]
    visitor = max(people, key=lambda a: (a.actor.state == own.key, a.end - a.start)).actor
    return VisitReport(
        document=document,
        head=Span(0, len(row.head)),
        trigger=row.cell("kind"),
        visitor=visitor if visitor.state else replace(visitor, state=own.key),
        host=gaz.actor(host, row.first),
        place=towns[0] if one_town else gaz.place(host),
        first=row.first,
        last=row.last,
        status=status_on(row.first, row.last, row.as_of),
        rule=f"state-visits: {row['kind']}",
        evidence=tuple(
            Evidence(aspect, f"state-visits: {name}", row.cell(name).start, row.cell(name).end)
            for aspect, name in _VISIT_CELLS
            if row[name]
        ),
    )


_VISIT_CELLS = (
    ("trigger", "kind"), ("participant", "person"), ("participant", "country"), ("time", "start"), ("time", "end"),
    ("place", "place"),
)  # fmt: skip


def _touches(mention: ActorMention | PlaceMention, span: Span) -> bool:
    return mention.start < span.end and span.start < mention.end
