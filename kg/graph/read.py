"""The quads of a document's graph as event mentions again: the exact inverse of `build.document_quads`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import vocabulary as v
from kg.graph.identifiers import Identifiers
from kg.model import (
    Actor,
    EventMention,
    Evidence,
    Granularity,
    Participation,
    Place,
    Span,
    TimeInterval,
)

Node = dict[str, list[str]]
"""Values of a subject by predicate, all as plain strings."""


class GraphReader:
    """One document graph, grouped by subject."""

    def __init__(self, ids: Identifiers, quads: Iterable[Quad]) -> None:
        self._ids = ids
        self._nodes: defaultdict[str, Node] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                self._nodes[quad.subject.value][quad.predicate.value].append(quad.object.value)

    def mentions(self) -> Iterator[EventMention]:
        """Event mentions in the order of their place in the text."""
        found = [self._mention(node) for node in self._nodes.values() if _is_mention(node)]
        yield from sorted(found, key=text_order)

    def _mention(self, node: Node) -> EventMention:
        document = self._nodes[_one(node, v.REFERENCE_CONTEXT)]
        status = _maybe(node, v.STATUS)
        gathering = _maybe(node, v.GATHERING)
        return EventMention(
            document=_one(document, v.IDENTIFIER),
            lang=_one(document, v.LANGUAGE),
            published=_day(document, v.ISSUED),
            outlet=_maybe(document, v.OUTLET),
            start=int(_one(node, v.BEGIN_INDEX)),
            end=int(_one(node, v.END_INDEX)),
            quote=_one(node, v.ANCHOR_OF),
            trigger=Span(int(_one(node, v.TRIGGER_BEGIN)), int(_one(node, v.TRIGGER_END))),
            type=v.TYPE_OF[_one(node, v.EVENT_TYPE)],
            status=None if status is None else v.STATUS_OF[status],
            participants=tuple(self._participation(part) for part in self._parts(node, v.PARTICIPATION)),
            place=next((self._place(part) for part in self._parts(node, v.LOCATION)), None),
            time=_time(node),
            originators=tuple(self._attributed(node, v.ORIGINATION)),
            relayers=tuple(self._attributed(node, v.RELAY)),
            gathering=None if gathering is None else self._key(gathering),
            rule=_maybe(node, v.RULE) or "",
            blocks=tuple(sorted(node.get(v.BLOCK.value, ()))),
            serial=int(_maybe(node, v.SERIAL) or 0),
            evidence=tuple(_evidence(part) for part in self._parts(node, v.EVIDENCE)),
        )

    def _parts(self, node: Node, link: NamedNode) -> list[Node]:
        """Numbered nodes that belong to a mention, in the order of their numbers."""
        return [self._nodes[iri] for iri in sorted(node.get(link.value, ()), key=_number)]

    def _attributed(self, node: Node, kind: NamedNode) -> Iterator[Actor]:
        for part in self._parts(node, v.ATTRIBUTION):
            if _one(part, v.TYPE) == kind.value:
                yield self._actor(part)

    def _participation(self, node: Node) -> Participation:
        return Participation(self._actor(node), v.ROLE_OF[_one(node, v.ROLE)])

    def _actor(self, node: Node) -> Actor:
        state = _maybe(node, v.REPRESENTS)
        return Actor(
            key=self._key(_one(node, v.ACTOR)),
            kind=v.KIND_OF[_one(node, v.KIND)],
            name=_one(node, v.NAME),
            state=None if state is None else self._key(state),
        )

    def _place(self, node: Node) -> Place:
        country = _maybe(node, v.IN_COUNTRY)
        return Place(
            key=self._key(_one(node, v.LOCATED_AT)),
            name=_one(node, v.NAME),
            country=None if country is None else self._key(country),
            lat=_float(node, v.LATITUDE),
            lon=_float(node, v.LONGITUDE),
        )

    def _key(self, iri: str) -> str:
        return self._ids.key(NamedNode(iri))


def text_order(mention: EventMention) -> tuple[int, int, int, str, int]:
    """Sort key: mentions of a document in the order of its text."""
    return mention.trigger.start, mention.trigger.end, mention.start, mention.type.value, mention.serial


def _is_mention(node: Node) -> bool:
    return v.EVENT_MENTION.value in node.get(v.TYPE.value, ())


def _time(node: Node) -> TimeInterval | None:
    edtf = _maybe(node, v.EDTF)
    if edtf is None:
        return None
    return TimeInterval(edtf, _day(node, v.EARLIEST), _day(node, v.LATEST), Granularity(_one(node, v.GRANULARITY)))


def _evidence(node: Node) -> Evidence:
    return Evidence(
        aspect=_one(node, v.ASPECT),
        entry=_one(node, v.ENTRY),
        start=int(_one(node, v.BEGIN_INDEX)),
        end=int(_one(node, v.END_INDEX)),
    )


def _number(iri: str) -> int:
    return int(iri.rpartition("=")[2])


def _one(node: Node, predicate: NamedNode) -> str:
    return node[predicate.value][0]


def _maybe(node: Node, predicate: NamedNode) -> str | None:
    found = node.get(predicate.value)
    return found[0] if found else None


def _day(node: Node, predicate: NamedNode) -> date | None:
    found = _maybe(node, predicate)
    return None if found is None else date.fromisoformat(found)


def _float(node: Node, predicate: NamedNode) -> float | None:
    found = _maybe(node, predicate)
    return None if found is None else float(found)
