"""A document and its event mentions as quads of the document's own named graph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import vocabulary as v
from kg.graph.identifiers import Identifiers, document_hash, mentions_hash, part
from kg.graph.names import outlet_key
from kg.model import Actor, Document, EventMention, Evidence, Participation, Place, TimeInterval
from kg.resources import reader

Term = NamedNode | Literal
BETWEEN_NAMES = " | "


class Writer:
    """Collects quads of one named graph; shared by all builders."""

    def __init__(self, ids: Identifiers, graph: NamedNode) -> None:
        self.ids = ids
        self.graph = graph
        self.quads: list[Quad] = []

    def add(self, subject: NamedNode, predicate: NamedNode, value: Term) -> None:
        """Add one quad."""
        self.quads.append(Quad(subject, predicate, value, self.graph))

    def day(self, subject: NamedNode, predicate: NamedNode, value: date | None) -> None:
        """Add an xsd:date, or nothing for None."""
        if value is not None:
            self.add(subject, predicate, Literal(value.isoformat(), datatype=v.XSD_DATE))

    def text(self, subject: NamedNode, predicate: NamedNode, value: str | None, lang: str | None = None) -> None:
        """Add a string, language-tagged where a language is given, or nothing for None or an empty one."""
        if value:
            self.add(subject, predicate, Literal(value, language=lang) if lang else Literal(value))

    def number(self, subject: NamedNode, predicate: NamedNode, value: int) -> None:
        """Add an xsd:integer."""
        self.add(subject, predicate, Literal(value))

    def degrees(self, subject: NamedNode, predicate: NamedNode, value: float | None) -> None:
        """Add a coordinate in degrees as xsd:decimal, or nothing for None."""
        if value is not None:
            self.add(subject, predicate, Literal(f"{Decimal(repr(value)):f}", datatype=v.XSD_DECIMAL))

    def time(self, subject: NamedNode, time: TimeInterval | None) -> None:
        """Add an interval: its EDTF, its granularity and its bounds where they are closed."""
        if time is None:
            return
        self.add(subject, v.EDTF, Literal(time.edtf, datatype=v.EDTF_TYPE))
        self.add(subject, v.GRANULARITY, Literal(time.granularity.value))
        self.day(subject, v.EARLIEST, time.start)
        self.day(subject, v.LATEST, time.end)

    def actor(self, node: NamedNode, actor: Actor) -> None:
        """Add what a participation or an attribution says of its actor."""
        self.add(node, v.ACTOR, self.ids.thing(actor.key))
        self.add(node, v.NAME, Literal(actor.name))
        self.add(node, v.KIND, v.KINDS[actor.kind])
        if actor.state is not None:
            self.add(node, v.REPRESENTS, self.ids.thing(actor.state))

    def names(self, subject: NamedNode, predicate: NamedNode, actors: Iterable[Actor]) -> None:
        """Add the names of actors in one string, as lists of events and mentions show them; nothing for nobody."""
        self.text(subject, predicate, BETWEEN_NAMES.join(sorted({actor.name for actor in actors})))

    def participations(self, subject: NamedNode, participations: Sequence[Participation]) -> None:
        """Add the flat ``sem:hasActor`` links, their names, and a node per participation."""
        self.names(subject, v.PARTICIPANT_NAMES, (participation.actor for participation in participations))
        for number, participation in enumerate(participations):
            self.add(subject, v.HAS_ACTOR, self.ids.thing(participation.actor.key))
            self.participation(subject, part(subject, "participant", number), participation)

    def participation(self, subject: NamedNode, node: NamedNode, participation: Participation) -> None:
        """Add the node of a participation."""
        self.add(subject, v.PARTICIPATION, node)
        self.add(node, v.TYPE, v.PARTICIPATION_CLASS)
        self.add(node, v.ROLE, v.ROLES[participation.role])
        self.actor(node, participation.actor)

    def location(self, subject: NamedNode, place: Place | None) -> None:
        """Add the flat ``sem:hasPlace`` link and the node with what is known of the place."""
        if place is None:
            return
        self.add(subject, v.HAS_PLACE, self.ids.thing(place.key))
        self.placed(subject, part(subject, "place", 0), place)

    def placed(self, subject: NamedNode, node: NamedNode, place: Place) -> None:
        """Add the node with what is known of a place."""
        self.add(subject, v.LOCATION, node)
        self.add(node, v.TYPE, v.LOCATION_CLASS)
        self.add(node, v.LOCATED_AT, self.ids.thing(place.key))
        self.add(node, v.NAME, Literal(place.name))
        if place.country is not None:
            self.add(node, v.IN_COUNTRY, self.ids.thing(place.country))
        self.degrees(node, v.LATITUDE, place.lat)
        self.degrees(node, v.LONGITUDE, place.lon)


def document_quads(ids: Identifiers, document: Document, mentions: Sequence[EventMention]) -> list[Quad]:
    """Build the whole named graph of a document.

    Raises ValueError when a mention belongs to another document or two mentions share a key.
    """
    _check(document, mentions)
    node = ids.document(document.id)
    out = Writer(ids, node)
    _document(out, node, document, mentions)
    iris = ids.mentions(mentions)
    for mention in mentions:
        _mention(out, iris[mention.key], node, mention)
    return out.quads


def _check(document: Document, mentions: Iterable[EventMention]) -> None:
    keys: set[str] = set()
    for mention in mentions:
        if mention.document != document.id:
            raise ValueError(f"mention {mention.key} is not of document {document.id}")
        if mention.key in keys:
            raise ValueError(f"two mentions share the key {mention.key}")
        keys.add(mention.key)


def _document(out: Writer, node: NamedNode, document: Document, mentions: Sequence[EventMention]) -> None:
    out.add(node, v.TYPE, v.NEWS_ARTICLE)
    out.add(node, v.IDENTIFIER, Literal(document.id))
    out.add(node, v.LANGUAGE, Literal(document.lang))
    out.add(node, v.TEXT_HASH, Literal(document_hash(document)))
    out.add(node, v.MENTIONS_HASH, Literal(mentions_hash(mentions)))
    out.add(node, v.READER, Literal(reader()))
    out.number(node, v.MENTION_COUNT, len(mentions))
    out.text(node, v.TITLE, document.title)
    out.day(node, v.ISSUED, document.published)
    if document.outlet is not None:
        out.add(node, v.OUTLET, Literal(document.outlet))
        out.add(node, v.PUBLISHER, out.ids.thing(outlet_key(document.outlet)))
    if document.url:
        out.add(node, v.URL, Literal(document.url, datatype=v.XSD_ANY_URI))


def _mention(out: Writer, node: NamedNode, document: NamedNode, mention: EventMention) -> None:
    out.add(node, v.TYPE, v.EVENT_MENTION)
    out.add(node, v.REFERENCE_CONTEXT, document)
    out.add(node, v.ANCHOR_OF, Literal(mention.quote))
    out.number(node, v.BEGIN_INDEX, mention.start)
    out.number(node, v.END_INDEX, mention.end)
    out.number(node, v.TRIGGER_BEGIN, mention.trigger.start)
    out.number(node, v.TRIGGER_END, mention.trigger.end)
    out.add(node, v.EVENT_TYPE, v.TYPES[mention.type])
    if mention.status is not None:
        out.add(node, v.STATUS, v.STATUSES[mention.status])
    if mention.gathering is not None:
        out.add(node, v.GATHERING, out.ids.thing(mention.gathering))
    out.text(node, v.RULE, mention.rule)
    for block in mention.blocks:
        out.text(node, v.BLOCK, block)
    if mention.serial:
        out.number(node, v.SERIAL, mention.serial)
    out.time(node, mention.time)
    out.participations(node, mention.participants)
    out.location(node, mention.place)
    _attributions(out, node, v.ORIGINATOR, mention.originators)
    _attributions(out, node, v.RELAYER, mention.relayers)
    _evidence(out, node, mention.evidence)


def _attributions(out: Writer, mention: NamedNode, link: NamedNode, actors: Sequence[Actor]) -> None:
    kind, names = (v.ORIGINATION, v.ORIGINATOR_NAMES) if link == v.ORIGINATOR else (v.RELAY, v.RELAYER_NAMES)
    out.names(mention, names, actors)
    for number, actor in enumerate(actors):
        node = part(mention, v.local_name(link), number)
        out.add(mention, link, out.ids.thing(actor.key))
        out.add(mention, v.ATTRIBUTION, node)
        out.add(node, v.TYPE, kind)
        out.actor(node, actor)


def _evidence(out: Writer, mention: NamedNode, evidence: Iterable[Evidence]) -> None:
    for number, piece in enumerate(evidence):
        node = part(mention, "evidence", number)
        out.add(mention, v.EVIDENCE, node)
        out.add(node, v.TYPE, v.EVIDENCE_CLASS)
        out.add(node, v.ASPECT, Literal(piece.aspect))
        out.add(node, v.ENTRY, Literal(piece.entry))
        out.number(node, v.BEGIN_INDEX, piece.start)
        out.number(node, v.END_INDEX, piece.end)
