"""What a user writes for a parameter, as the term it means: names are looked up among the labels of the store."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.graph import vocabulary as v
from kg.graph.identifiers import QID
from kg.graph.names import LANGUAGES
from kg.graph.store import Store
from kg.model import EventType, Status
from kg.query.questions import Parameter
from kg.query.search import Index, fold

Term = NamedNode | Literal

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|^`\\]+", re.IGNORECASE)
_CLASSES = {
    "actor": (v.PERSON, v.COUNTRY, v.ORGANIZATION, v.GROUP, v.NEWS_MEDIA),
    "place": (v.PLACE, v.COUNTRY),
    "state": (v.COUNTRY,),
}
SHOWN = 8
"""Candidates an error message lists."""


def term_of(store: Store, parameter: Parameter, value: str) -> Term:
    """Term for a value; raises `QueryError` when the value does not fit the parameter's type."""
    value = _text(value.strip())
    match parameter.type:
        case "actor" | "place" | "state":
            return thing(store, parameter.type, value)
        case "iri":
            return _iri(parameter, value)
        case "date":
            return Literal(_day(parameter, value).isoformat(), datatype=v.XSD_DATE)
        case "integer":
            return Literal(_integer(parameter, value))
        case "status":
            return NamedNode(v.NS + _one_of(parameter, value.lower(), [status.value for status in Status]))
        case "type":
            return NamedNode(v.NS + _one_of(parameter, value, [kind.value for kind in EventType]))
        case _:
            return Literal(value)


def thing(store: Store, kind: str, value: str) -> NamedNode:
    """IRI of an actor, place or state given as QID, IRI, key or name in any of the six languages.

    Raises `QueryError` for a name that nothing, or more than one thing, bears.
    """
    if QID.fullmatch(_text(value)):
        return NamedNode(v.WIKIDATA + value)
    if value.startswith("wd:") and QID.fullmatch(value[3:]):
        return NamedNode(v.WIKIDATA + value[3:])
    if "://" in value and _IRI.fullmatch(value):
        return _named_node(value)
    for predicate in (v.LABEL, v.NAME, v.ALT_LABEL):
        found = _named(store, kind, _exact(store, predicate, value))
        if found:
            return _single(store, kind, value, found)
    folded = fold(value)
    for predicates in ((v.LABEL, v.NAME), (v.ALT_LABEL,)):
        found = _named(store, kind, _folded(store, predicates, folded))
        if found:
            return _single(store, kind, value, found)
    key = store.ids.thing(value)
    if "/" in value and _known(store, key):
        return key
    raise QueryError(f"no {kind} called '{value}' in the store{_like(store, kind, value)}")


def _text(value: str) -> str:
    """The value; raises `QueryError` for what no text in UTF-8 can hold: halves of letters, bytes of a shell's word."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise QueryError(f"'{value}' is not text that UTF-8 can hold") from error
    return value


def name_of(store: Store, term: Term) -> str:
    """English name of an actor or place; empty for anything else."""
    return _name(store, term) if isinstance(term, NamedNode) and _known(store, term) else ""


def _like(store: Store, kind: str, value: str) -> str:
    """Things whose names are like it, for a message."""
    near = [NamedNode(row["iri"]) for row in Index(store).find(value)]
    listed = [f"{_name(store, node)} ({store.ids.key(node)})" for node in _named(store, kind, near)[:SHOWN]]
    return f"; like it: {', '.join(listed)}" if listed else ""


def _exact(store: Store, predicate: NamedNode, name: str) -> Iterable[NamedNode]:
    for literal in (Literal(name), *(Literal(name, language=lang) for lang in LANGUAGES)):
        for quad in store.native.quads_for_pattern(None, predicate, literal, store.ids.actors_graph):
            yield _node(quad.subject)


def _folded(store: Store, predicates: Iterable[NamedNode], folded: str) -> Iterable[NamedNode]:
    for predicate in predicates:
        for quad in store.native.quads_for_pattern(None, predicate, None, store.ids.actors_graph):
            if isinstance(quad.object, Literal) and fold(quad.object.value) == folded:
                yield _node(quad.subject)


def _named(store: Store, kind: str, nodes: Iterable[NamedNode]) -> list[NamedNode]:
    graph = store.ids.actors_graph
    fits = {n for n in nodes if any(ox.Quad(n, v.TYPE, c, graph) in store.native for c in _CLASSES[kind])}
    return sorted(fits, key=lambda node: node.value)


def _single(store: Store, kind: str, value: str, found: list[NamedNode]) -> NamedNode:
    if len(found) == 1:
        return found[0]
    listed = ", ".join(f"{_name(store, node)} ({store.ids.key(node)})" for node in found[:SHOWN])
    raise QueryError(f"'{value}' may be any of {len(found)} {kind}s; give one of: {listed}")


def _known(store: Store, node: NamedNode) -> bool:
    return any(store.native.quads_for_pattern(node, v.NAME, None, store.ids.actors_graph))


def _name(store: Store, node: NamedNode) -> str:
    names = store.native.quads_for_pattern(node, v.NAME, None, store.ids.actors_graph)
    return next((q.object.value for q in names if isinstance(q.object, Literal)), store.ids.key(node))


def _node(subject: object) -> NamedNode:
    if not isinstance(subject, NamedNode):
        raise TypeError(f"not an IRI: {subject}")
    return subject


def _iri(parameter: Parameter, value: str) -> NamedNode:
    prefix, _, local = value.partition(":")
    if prefix in v.PREFIXES and not local.startswith("//"):
        value = v.PREFIXES[prefix] + local
    if not _IRI.fullmatch(value):
        raise QueryError(f"parameter '{parameter.name}': '{value}' is not an absolute IRI")
    return _named_node(value)


def _named_node(value: str) -> NamedNode:
    try:
        return NamedNode(value)
    except ValueError as error:
        raise QueryError(f"'{value}' is not an absolute IRI") from error


def _day(parameter: Parameter, value: str) -> date:
    """Read a day; of a month or a year the first, or the last for a parameter named ``until``."""
    match = _DATE.fullmatch(value)
    try:
        if match is None:
            raise ValueError(value)
        year, month, day = (int(part) if part else None for part in match.groups())
        last = parameter.name == "until"
        month = month or (12 if last else 1)
        return date(year or 0, month, day or (monthrange(year or 0, month)[1] if last else 1))
    except ValueError as error:
        raise QueryError(f"parameter '{parameter.name}': '{value}' is not a date (YYYY-MM-DD)") from error


def _integer(parameter: Parameter, value: str) -> int:
    try:
        return int(value)
    except ValueError as error:
        raise QueryError(f"parameter '{parameter.name}': '{value}' is not a whole number") from error


def _one_of(parameter: Parameter, value: str, allowed: list[str]) -> str:
    if value not in allowed:
        raise QueryError(f"parameter '{parameter.name}': '{value}' is none of {', '.join(allowed)}")
    return value
