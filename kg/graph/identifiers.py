"""Deterministic IRIs: the same thing gets the same IRI in every run, whatever the order of documents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from urllib.parse import quote, unquote

from pyoxigraph import NamedNode

from kg.graph.vocabulary import BASE, WIKIDATA
from kg.model import Document, EventMention

QID = re.compile(r"Q[1-9][0-9]*")
_PLAIN = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(frozen=True)
class Identifiers:
    """Mints IRIs below a base and reads keys back from them."""

    base: str = BASE

    @cached_property
    def events_graph(self) -> NamedNode:
        """Named graph that holds events and encounters."""
        return NamedNode(f"{self.base}graph/events")

    @cached_property
    def actors_graph(self) -> NamedNode:
        """Named graph that holds actors, places, outlets, gatherings and offices."""
        return NamedNode(f"{self.base}graph/actors")

    @cached_property
    def pending_graph(self) -> NamedNode:
        """Named graph that holds what the events do not reflect yet."""
        return NamedNode(f"{self.base}graph/pending")

    @cached_property
    def replaced_graph(self) -> NamedNode:
        """Named graph that says by which event one that is no more was replaced."""
        return NamedNode(f"{self.base}graph/replaced")

    @cached_property
    def ontology_graph(self) -> NamedNode:
        """Named graph that holds the ontology and its alignments."""
        return NamedNode(f"{self.base}graph/ontology")

    def document(self, document_id: str) -> NamedNode:
        """IRI of a document, which is also the name of its graph."""
        return NamedNode(f"{self.base}document/{quote(document_id, safe='')}")

    def document_id(self, node: NamedNode) -> str:
        """Id that `document` was called with."""
        return unquote(node.value.removeprefix(f"{self.base}document/"))

    def thing(self, key: str) -> NamedNode:
        """IRI of an actor, place, outlet or gathering: its Wikidata IRI when the key is a QID."""
        if QID.fullmatch(key):
            return NamedNode(WIKIDATA + key)
        return NamedNode(self.base + quote(key, safe="/"))

    def key(self, node: NamedNode) -> str:
        """Key that `thing` was called with."""
        value = node.value
        if value.startswith(WIKIDATA):
            return value[len(WIKIDATA) :]
        return unquote(value[len(self.base) :])

    def event(self, key: str) -> NamedNode:
        """IRI of an event: its key where that is short and plain, else a hash of it."""
        local = key.removeprefix("event/")
        return NamedNode(f"{self.base}event/{local if _PLAIN.fullmatch(local) else digest(key)}")

    def encounter(self, kind: str, first: str, second: str) -> NamedNode:
        """IRI of what is known of a pair of actors (``kind`` is ``encounter`` or ``states``), keys in order."""
        pair = "+".join(quote(key, safe="") for key in sorted((first, second)))
        return NamedNode(f"{self.base}{kind}/{pair}")

    def mentions(self, mentions: Iterable[EventMention]) -> dict[str, NamedNode]:
        """IRIs of event mentions by `EventMention.key`; give all mentions of each document at once.

        Mentions of one document that share a span are told apart by a counter in the order of trigger and type.
        """
        taken: dict[tuple[str, int, int], int] = {}
        found: dict[str, NamedNode] = {}
        for mention in sorted(mentions, key=_order):
            span = (mention.document, mention.start, mention.end)
            taken[span] = taken.get(span, 0) + 1
            found[mention.key] = self._mention(mention, taken[span])
        return found

    def _mention(self, mention: EventMention, number: int) -> NamedNode:
        counter = f";n={number}" if number > 1 else ""
        document = f"{self.base}document/{quote(mention.document, safe='')}"
        return NamedNode(f"{document}#char={mention.start},{mention.end}{counter}")


def part(whole: NamedNode, name: str, number: int) -> NamedNode:
    """IRI of a numbered node that belongs to `whole` (a mention or an event) and lives and dies with it."""
    joint = ";" if "#" in whole.value else "#"
    return NamedNode(f"{whole.value}{joint}{name}={number}")


def digest(text: str) -> str:
    """Sixteen hexadecimal digits that stand for `text`."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def document_hash(document: Document) -> str:
    """Hash of everything a document says of itself; equal hashes mean that nothing need be read again."""
    fields = (document.lang, document.published, document.title, document.outlet, document.url, document.text)
    return blake2b(repr(fields).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def mentions_hash(mentions: Iterable[EventMention]) -> str:
    """Hash of a document's mentions, whatever their order."""
    lines = sorted(repr(mention) for mention in mentions)
    return digest("\n".join(lines))


def _order(mention: EventMention) -> tuple[str, int, int, int, int, str, int]:
    trigger = mention.trigger
    place = (mention.document, mention.start, mention.end, trigger.start, trigger.end)
    return (*place, mention.type.value, mention.serial)
