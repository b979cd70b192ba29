"""Finding actors, places and events by a few letters of any of their names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from pyoxigraph import Literal, NamedNode

from kg.graph import vocabulary as v
from kg.graph.store import Store
from kg.query.things import Row, select

LIMIT = 20
_CLASSES = {
    v.PERSON.value: "Person",
    v.COUNTRY.value: "Country",
    v.ORGANIZATION.value: "Organization",
    v.GROUP.value: "Group",
    v.PLACE.value: "Place",
    v.GATHERING_CLASS.value: "Gathering",
    v.NEWS_MEDIA.value: "NewsMediaOrganization",
}


@dataclass(slots=True)
class Index:
    """Names of all things of a snapshot of a store, folded; built on first use and kept as long as the snapshot."""

    store: Store
    _names: list[tuple[str, str]] = field(default_factory=list)
    """Folded name and IRI."""

    def find(self, text: str, lang: str = "en", limit: int = LIMIT) -> list[Row]:
        """Things one of whose names begins with the text, or has a word that does; those that act most come first."""
        wanted = fold(text)
        if not wanted:
            return []
        if not self._names:
            self._names = sorted(self._collect())
        ranks: dict[str, int] = {}
        for name, iri in self._names:
            if wanted in name:
                rank = 0 if name == wanted else 1 if name.startswith(wanted) else 2 if f" {wanted}" in name else 3
                ranks[iri] = min(rank, ranks.get(iri, rank))
        best = sorted(ranks, key=lambda iri: (ranks[iri], -self._weight(iri), iri))[:limit]
        return [row for iri in best if (row := self._row(iri, lang))]

    def _collect(self) -> Iterator[tuple[str, str]]:
        for predicate in (v.LABEL, v.ALT_LABEL, v.NAME):
            for quad in self.store.native.quads_for_pattern(None, predicate, None, self.store.ids.actors_graph):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                    yield fold(quad.object.value), quad.subject.value

    def _weight(self, iri: str) -> int:
        """Number of events it takes part in or that lie there, up to a hundred."""
        node, graph = NamedNode(iri), self.store.ids.events_graph
        found = (
            quad
            for predicate in (v.HAS_ACTOR, v.HAS_PLACE)
            for quad in self.store.native.quads_for_pattern(None, predicate, node, graph)
        )
        return sum(1 for _ in islice(found, 100))

    def _row(self, iri: str, lang: str) -> Row | None:
        node = NamedNode(iri)
        labels: dict[str, str] = {}
        kinds = []
        for quad in self.store.native.quads_for_pattern(node, None, None, self.store.ids.actors_graph):
            if isinstance(quad.object, Literal) and quad.predicate == v.LABEL:
                labels[quad.object.language or ""] = quad.object.value
            elif isinstance(quad.object, Literal) and quad.predicate == v.NAME:
                labels.setdefault("", quad.object.value)
            elif isinstance(quad.object, NamedNode) and quad.predicate == v.TYPE:
                kinds.append(_CLASSES.get(quad.object.value, ""))
        if not labels:
            return None
        return {
            "iri": iri,
            "label": labels.get(lang) or labels.get("") or min(labels.values()),
            "kind": min(kinds, default=""),
        }


def events(store: Store, text: str, lang: str = "en", limit: int = LIMIT) -> list[Row]:
    """Events whose label in `lang` holds every word of the text, latest first."""
    words = fold(text).split()
    if not words:
        return []
    tests = " && ".join(f"CONTAINS(LCASE(?label), {Literal(word)})" for word in words)
    return select(
        store,
        f"""SELECT ?event ?label ?date ?status WHERE {{
          ?event a sem:Event ; rdfs:label ?label . FILTER(LANG(?label) = {Literal(lang)} && {tests})
          OPTIONAL {{ ?event kg:edtf ?date }}
          OPTIONAL {{ ?event sem:hasEarliestBeginTimeStamp ?from }}
          OPTIONAL {{ ?event kg:status ?state BIND(STRAFTER(STR(?state), "#") AS ?status) }}
        }} ORDER BY DESC(?from) ?event LIMIT {limit}""",
    )


def fold(text: str) -> str:
    """Lower case without the marks on Latin letters, so that "Erdogan" finds the name as Turks write it.

    >>> fold("  Macron's CAFE" + chr(0x301))
    "macron's cafe"
    """
    bare = unicodedata.normalize("NFKD", text.casefold())
    kept = (c for i, c in enumerate(bare) if not (unicodedata.combining(c) and i and "a" <= _base(bare, i) <= "z"))
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def _base(text: str, index: int) -> str:
    """Letter that a mark belongs to."""
    while index and unicodedata.combining(text[index]):
        index -= 1
    return text[index]
