"""Event mentions of a structured report of a visit: what its columns say, and what was found in its sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from kg import edtf
from kg.model import (
    Actor,
    Document,
    EventMention,
    EventType,
    Evidence,
    Participation,
    Place,
    Role,
    Span,
    Status,
    TimeInterval,
)

#: What the sentence may add. The visit itself is in the columns, and what lies beyond it belongs to other rows.
_AT_A_VISIT = frozenset(
    {
        EventType.MEETING,
        EventType.SUMMIT,
        EventType.NEGOTIATION,
        EventType.MEDIATION,
        EventType.AGREEMENT,
        EventType.CONFERENCE,
    }
)


class VisitReport(Struct, frozen=True):
    """What the columns of a row say, resolved."""

    document: Document
    head: Span
    """The cells, which are the quote."""
    trigger: Span
    visitor: Actor
    host: Actor
    place: Place
    """A town, or the state where none is named or several are."""
    first: date
    last: date
    status: Status
    rule: str
    evidence: tuple[Evidence, ...]

    @property
    def time(self) -> TimeInterval:
        """The days of the visit."""
        return edtf.days(self.first, self.last)


def visit_mentions(
    report: VisitReport, found: Sequence[EventMention], back: Callable[[Span], Span | None]
) -> list[EventMention]:
    """The visit, and the events its sentences tell of; `back` brings a place in those sentences to the document.

    A meeting during a visit took place on its days and, unless the sentence says otherwise, where it led.
    """
    visit = _mention(report)
    rest = [mention for mention in _during(report, found, back) if not _covers(visit, mention)]
    return [visit, *rest]


def status_on(first: date, last: date, day: date) -> Status:
    """Status of something that lasts from `first` to `last`, as seen on a day."""
    return Status.PLANNED if first > day else Status.ONGOING if last > day else Status.HELD


def _mention(report: VisitReport) -> EventMention:
    document, quote = report.document, report.head
    return EventMention(
        document=document.id,
        lang=document.lang,
        published=document.published,
        outlet=document.outlet,
        start=quote.start,
        end=quote.end,
        quote=document.text[quote.start : quote.end],
        trigger=report.trigger,
        type=EventType.VISIT,
        status=report.status,
        participants=(Participation(report.visitor, Role.VISITOR), Participation(report.host, Role.HOST)),
        place=report.place,
        time=report.time,
        rule=report.rule,
        evidence=report.evidence,
    )


def _during(
    report: VisitReport, found: Sequence[EventMention], back: Callable[[Span], Span | None]
) -> Iterator[EventMention]:
    for mention in found:
        trigger, quote = back(mention.trigger), back(Span(mention.start, mention.end))
        if mention.type not in _AT_A_VISIT or trigger is None or quote is None:
            continue
        if not quote.covers(trigger) or report.head.covers(quote):
            continue
        if all(p.actor.key != report.visitor.key for p in mention.participants):
            continue
        evidence = (replace(e, start=own.start, end=own.end) for e in mention.evidence
                    if (own := back(Span(e.start, e.end))) is not None)  # fmt: skip
        yield replace(
            mention,
            document=report.document.id,
            start=quote.start,
            end=quote.end,
            quote=report.document.text[quote.start : quote.end],
            trigger=trigger,
            status=_status(report, mention, opens=trigger.start == quote.start),
            time=_time(report, mention.time),
            place=mention.place or report.place,
            evidence=tuple(evidence),
        )


def _status(report: VisitReport, mention: EventMention, *, opens: bool) -> Status:
    """What a sentence about a visit that is over says it was: nothing goes on, and what it opens with was done."""
    if mention.status is None or mention.status is Status.ONGOING or opens:
        return report.status
    return mention.status


def _time(report: VisitReport, said: TimeInterval | None) -> TimeInterval:
    """What the sentence says, where that lies within the visit; a sentence may name other dates for other things."""
    if said is None or said.start is None or said.end is None:
        return report.time
    return said if report.first <= said.start and said.end <= report.last else report.time


def _covers(visit: EventMention, mention: EventMention) -> bool:
    """Whether a mention tells nothing that the columns do not: the visitor with the state alone."""
    return {p.actor.key for p in mention.participants} <= {p.actor.key for p in visit.participants}
