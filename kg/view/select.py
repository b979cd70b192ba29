"""Which events a page shows: by actor, event, period, status, or whatever a query returns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pyoxigraph as ox

from kg import edtf
from kg.errors import UsageError
from kg.graph.store import Store
from kg.model import Status
from kg.query import run, thing
from kg.view.read import EventRecord, Graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What the caller asked to see; empty fields ask for nothing in particular."""

    actors: Sequence[str] = ()
    """Names, QIDs or IRIs; an event must have them all."""
    events: Sequence[str] = ()
    """IRIs."""
    since: date | None = None
    until: date | None = None
    statuses: Sequence[str] = ()
    query: str | None = None
    """Name of a shipped question, or SPARQL text."""
    params: Mapping[str, str] = field(default_factory=dict)
    as_of: date | None = None
    """Leave out what was reported after this day."""


def selection(
    *, since: str | None = None, until: str | None = None, as_of: str | None = None, **wanted: Any
) -> Selection:
    """Make a selection of what a user wrote; of a month or year its first day counts, and its last for the ends."""
    first, last = _day(since, last=False), _day(until, last=True)
    if first is not None and last is not None and first > last:
        raise UsageError(f"no day lies between {since} and {until}: the first comes after the last")
    return Selection(since=first, until=last, as_of=_day(as_of, last=True), **wanted)


def _day(text: str | None, *, last: bool) -> date | None:
    if text is None:
        return None
    try:
        found = edtf.parse(text.strip())
    except ValueError as error:
        raise UsageError(f"'{text}' is not a date (YYYY-MM-DD, YYYY-MM or YYYY)") from error
    return found.end if last else found.start


def select(store: Store, graph: Graph, wanted: Selection) -> list[EventRecord]:
    """Events that fit, in order of their IRIs; raises `UsageError` or `QueryError` for what cannot be asked."""
    unknown = [status for status in wanted.statuses if status not in set(Status)]
    if unknown:
        raise UsageError(f"no status '{unknown[0]}' (have: {', '.join(Status)})")
    actors = {thing(store, "actor", name).value for name in wanted.actors}
    found = [_as_of(graph, event, wanted.as_of) for event in graph.events.values()]
    fits = [
        event
        for event in found
        if event is not None
        and actors <= {actor for actor, _, _ in event.people}
        and (not wanted.statuses or event.status in wanted.statuses)
        and _between(graph, event, wanted.since, wanted.until)
    ]
    if wanted.events:
        fits = _named(fits, graph, wanted.events)
    if wanted.query is not None:
        fits = _returned(fits, _iris(store, wanted.query, wanted.params))
    return fits


def _named(events: list[EventRecord], graph: Graph, iris: Sequence[str]) -> list[EventRecord]:
    unknown = [iri for iri in iris if iri not in graph.events]
    if unknown:
        raise UsageError(f"no event '{unknown[0]}' in the store")
    return [event for event in events if event.iri in set(iris)]


def _as_of(graph: Graph, event: EventRecord, day: date | None) -> EventRecord | None:
    """Give the event as the documents issued by `day` tell it; None when there was none (undated ones do not count)."""
    if day is None or (event.since is not None and event.since <= day.isoformat()):
        return event
    until = day.isoformat()
    known = [belief for belief in event.beliefs if belief.since is not None and belief.since <= until]
    if not known:
        return None
    then = known[-1]
    mentions = [iri for iri in event.mentions if (m := graph.mentions[iri]).published and m.published <= day]
    return replace(
        event,
        type=then.type,
        status=then.status,
        time=then.time,
        place=then.place,
        counts=then.counts,
        since=then.since,
        people=then.people,
        conflicts=then.conflicts,
        beliefs=known[:-1],
        history=[step for step in event.history if step.report in mentions],
        codes=event.codes if (then.type, then.status) == (event.type, event.status) else ("", ""),
        mentions=mentions,
    )


def _between(graph: Graph, event: EventRecord, since: date | None, until: date | None) -> bool:
    """Whether the event may lie in the period; an undated one counts by the days on which it was reported."""
    start, end = event.time[2:] if event.time else _reported(graph, event)
    return (since is None or end is None or end >= since.isoformat()) and (
        until is None or start is None or start <= until.isoformat()
    )


def _reported(graph: Graph, event: EventRecord) -> tuple[str | None, str | None]:
    days = sorted(m.published.isoformat() for iri in event.mentions if (m := graph.mentions[iri]).published)
    return (days[0], days[-1]) if days else (None, None)


def _iris(store: Store, query: str, params: Mapping[str, str]) -> set[str]:
    """Every IRI that a query returns, in whatever column or position."""
    results = run(store, query, params).results
    if isinstance(results, ox.QueryBoolean):
        raise UsageError("an ASK query returns nothing to show")
    rows: Iterable[Iterable[object]] = (
        ((triple.subject, triple.object) for triple in results)
        if isinstance(results, ox.QueryTriples)
        else (tuple(solution) for solution in results)
    )
    return {term.value for row in rows for term in row if isinstance(term, ox.NamedNode)}


def _returned(events: list[EventRecord], iris: set[str]) -> list[EventRecord]:
    """Events that the answer names, itself or by a mention; else those between the actors it names."""
    named = [event for event in events if event.iri in iris or not iris.isdisjoint(event.mentions)]
    if named:
        return named
    parties = [(event, len({actor for actor, _, _ in event.people} & iris)) for event in events]
    least = min(2, max((count for _, count in parties), default=0))
    return [event for event, count in parties if least and count >= least]
