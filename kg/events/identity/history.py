"""Status history of an event: what was believed when, on whose report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kg.events.identity.compatible import compatible_times
from kg.events.identity.facts import PENDING
from kg.events.identity.nested import apart
from kg.model import EventMention, Status, StatusChange

#: Later knowledge about the same days: what happened outranks what was planned, an end outranks a plan.
_RANK = {
    Status.HELD: 8,
    Status.CANCELLED: 7,
    Status.REJECTED: 6,
    Status.DENIED: 5,
    Status.POSTPONED: 4,
    Status.ONGOING: 3,
    Status.PLANNED: 2,
    Status.PROPOSED: 1,
    Status.HYPOTHETICAL: 0,
}


def history(cluster: Sequence[EventMention]) -> tuple[StatusChange, ...]:
    """Each change of status, or of a plan's days or place, in the order in which the documents were issued."""
    changes: list[StatusChange] = []
    for mention in sorted(cluster, key=_issued):
        if mention.status is None:
            continue
        last = changes[-1] if changes else None
        if last is None or last.status is not mention.status or (mention.status in PENDING and _moved(last, mention)):
            time = mention.time or (last.time if last else None)
            place = mention.place or (last.place if last else None)
            changes.append(StatusChange(mention.status, mention.published, mention.key, time, place))
    return tuple(changes)


def _moved(last: StatusChange, mention: EventMention) -> bool:
    """Whether a report gives a plan other days, or another town."""
    if last.time is not None and mention.time is not None and not compatible_times(last.time, mention.time):
        return True
    return apart(last.place, mention.place)


def now(cluster: Sequence[EventMention]) -> Status | None:
    """The status of the latest report; among reports of one day the one that knows most."""
    stated = [m for m in cluster if m.status is not None]
    if not stated:
        return None
    held = [m for m in stated if m.status is Status.HELD]
    if held:
        return Status.HELD  # what took place stays so, whatever a later text repeats of the plans before it
    return max(stated, key=lambda m: (m.published or date.min, _RANK[m.status or Status.HYPOTHETICAL], m.key)).status


def _issued(mention: EventMention) -> tuple[date, int, str]:
    rank = _RANK[mention.status] if mention.status is not None else -1
    return mention.published or date.min, rank, mention.key
