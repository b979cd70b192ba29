"""A part of the graph around what somebody looks at, for the service: read without going through the whole store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

import pyoxigraph as ox

from kg.errors import UsageError
from kg.graph import vocabulary as v
from kg.graph.store import Store
from kg.query import thing
from kg.view.model import view_model
from kg.view.schema import ViewModel
from kg.view.select import Selection

MOST = 1500
"""Events of the overview, which of a store no larger are all; those of an actor are always all, because the page says
when two last met."""


def near(store: Store, *, actor: str = "", event: str = "") -> ViewModel:
    """Give the view model of an actor's events, of one event, or else of those who deal with each other the most.

    Raises `QueryError` or `UsageError` for an actor or event that the store does not know.
    """
    if event:
        try:
            ox.NamedNode(event)
        except ValueError as error:
            raise UsageError(f"'{event}' is not an IRI") from error
        return view_model(store, Selection(events=[event]), only=[event])
    if actor:
        iri = thing(store, "actor", actor)
        graph = store.ids.events_graph
        taking_part = store.native.quads_for_pattern(None, v.HAS_ACTOR, iri, graph)
        return view_model(store, Selection(actors=[actor]), only=sorted({v.lexical(q.subject) for q in taking_part}))
    known = store.native.quads_for_pattern(None, v.KEY, None, store.ids.events_graph)
    if sum(1 for _ in islice(known, MOST + 1)) <= MOST:
        return view_model(store)
    return view_model(store, only=list(_between_most(store)))


def _between_most(store: Store) -> Iterator[str]:
    """Events between those pairs that have the most."""
    graph = store.ids.events_graph
    numbers: Counter[str] = Counter()
    for count in (v.HELD_COUNT, v.CALL_COUNT, v.PENDING_COUNT):
        for quad in store.native.quads_for_pattern(None, count, None, graph):
            numbers[v.lexical(quad.subject)] += int(v.lexical(quad.object))
    given: set[str] = set()
    for pair in sorted(numbers, key=lambda pair: (-numbers[pair], pair)):
        found = store.native.quads_for_pattern(None, v.BETWEEN, ox.NamedNode(pair), graph)
        events = {v.lexical(quad.subject) for quad in found} - given
        if len(given) + len(events) > MOST:
            return
        given |= events
        yield from sorted(events)
