"""The events of a store as flat rows, for tables, calendars, maps and networks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode

from kg.graph import vocabulary as v
from kg.graph.store import Store


@dataclass(frozen=True, slots=True)
class Part:
    """An actor's part in an event."""

    iri: str
    name: str
    role: str
    kind: str
    """Local name of the actor's class, such as ``Person``."""
    state: str | None = None
    """IRI of the state it represented."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as the store has it."""

    iri: str
    type: str
    status: str
    """Empty where nothing tells."""
    label: str
    edtf: str
    earliest: date | None
    latest: date | None
    participants: tuple[Part, ...]
    place: str
    place_iri: str
    latitude: float | None
    longitude: float | None
    mentions: int
    documents: int
    outlets: int
    languages: int
    originators: int
    cameo: str
    plover: str
    conflicts: tuple[str, ...]
    as_of: date | None
    """Day of the last report that set its status."""
    revisions: int
    """Steps of its status history."""


_Values = dict[str, list[Literal | NamedNode]]


def event_rows(store: Store, *, lang: str = "en") -> Iterator[EventRow]:
    """Yield every event, in order of its IRI; labels are in `lang`."""
    graph = store.ids.events_graph
    nodes = [v.lexical(q.subject) for q in store.native.quads_for_pattern(None, v.KEY, None, graph)]
    for iri in sorted(nodes):
        yield _row(store, NamedNode(iri), lang)


def _row(store: Store, node: NamedNode, lang: str) -> EventRow:
    own = _values(store, node)
    places = [_values(store, part) for part in _nodes(own, v.LOCATION)]
    where = places[0] if places else {}
    history = [_values(store, step) for step in _nodes(own, v.HISTORY)]
    return EventRow(
        iri=node.value,
        type=_local(own, v.EVENT_TYPE),
        status=_local(own, v.STATUS),
        label=_label(own, lang),
        edtf=_text(own, v.EDTF),
        earliest=_day(own, v.EARLIEST),
        latest=_day(own, v.LATEST),
        participants=tuple(_part(_values(store, part)) for part in _nodes(own, v.PARTICIPATION)),
        place=_text(where, v.NAME),
        place_iri=_text(where, v.LOCATED_AT),
        latitude=_float(where, v.LATITUDE),
        longitude=_float(where, v.LONGITUDE),
        mentions=_count(own, v.MENTION_COUNT),
        documents=_count(own, v.DOCUMENT_COUNT),
        outlets=_count(own, v.OUTLET_COUNT),
        languages=_count(own, v.LANGUAGE_COUNT),
        originators=_count(own, v.ORIGINATOR_COUNT),
        cameo=_text(own, v.CAMEO),
        plover=_text(own, v.PLOVER),
        conflicts=tuple(sorted(term.value for term in own.get(v.CONFLICT.value, ()))),
        as_of=max((day for step in history if (day := _day(step, v.AS_OF)) is not None), default=None),
        revisions=len(history),
    )


def _values(store: Store, node: NamedNode) -> _Values:
    found: _Values = defaultdict(list)
    for quad in store.native.quads_for_pattern(node, None, None, store.ids.events_graph):
        if isinstance(quad.object, Literal | NamedNode):
            found[quad.predicate.value].append(quad.object)
    return found


def _nodes(values: _Values, predicate: NamedNode) -> list[NamedNode]:
    """Numbered parts in the order of their numbers."""
    nodes = [term for term in values.get(predicate.value, ()) if isinstance(term, NamedNode)]
    return sorted(nodes, key=lambda node: int(node.value.rpartition("=")[2]))


def _part(values: _Values) -> Part:
    kind = _text(values, v.KIND).rpartition("#")[2].rpartition("/")[2]
    return Part(
        iri=_text(values, v.ACTOR),
        name=_text(values, v.NAME),
        role=_local(values, v.ROLE),
        kind=kind,
        state=_text(values, v.REPRESENTS) or None,
    )


def _label(values: _Values, lang: str) -> str:
    labels = [term for term in values.get(v.LABEL.value, ()) if isinstance(term, Literal)]
    return next((label.value for label in labels if label.language == lang), "")


def _text(values: _Values, predicate: NamedNode) -> str:
    found = values.get(predicate.value)
    return found[0].value if found else ""


def _local(values: _Values, predicate: NamedNode) -> str:
    return _text(values, predicate).rpartition("#")[2]


def _count(values: _Values, predicate: NamedNode) -> int:
    return int(_text(values, predicate) or 0)


def _day(values: _Values, predicate: NamedNode) -> date | None:
    text = _text(values, predicate)
    return date.fromisoformat(text) if text else None


def _float(values: _Values, predicate: NamedNode) -> float | None:
    text = _text(values, predicate)
    return float(text) if text else None
