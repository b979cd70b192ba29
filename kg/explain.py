"""Why an event or a mention is believed: its quotes, the rules and cues behind them, joins and refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import UsageError
from kg.graph import vocabulary as v
from kg.graph.store import Store
from kg.model import EventMention, Evidence, Refused

Rivals = Callable[[Sequence[EventMention]], Mapping[str, Refused]]
"""Gives, for the mentions of one event, the best rival of each by the mention's key."""


def explain(store: Store, what: str, *, rivals: Rivals = lambda _: {}) -> Iterator[str]:
    """Yield lines that explain an event or a mention, named by IRI, prefixed name or the end of either.

    Raises `UsageError` when nothing in the store is called so.
    """
    wanted = what.strip().strip("<>").removeprefix("id:")
    node = _node(store, wanted)
    if "#char=" in node.value:
        yield from _one_mention(store, node)
        return
    event = current(store, node)
    if event is None:
        raise UsageError(f"'{wanted}' is neither an event nor a mention of this store (kg query events lists them)")
    if event != node:
        yield f"{node.value} was replaced by"
    yield from _overview(store, event)
    yield from _history(store, event)
    yield from _conflicts(store, event)
    yield from _members(store, event, rivals)


def current(store: Store, node: NamedNode) -> NamedNode | None:
    """The event of an IRI, or the one that took its place; None when there is neither."""
    seen: set[NamedNode] = set()
    while node not in seen:
        if Quad(node, v.TYPE, v.SEM_EVENT, store.ids.events_graph) in store.native:
            return node
        seen.add(node)
        found = _objects(store, node, v.REPLACED_BY, store.ids.replaced_graph)
        if not found:
            return None
        node = NamedNode(found[0])
    return None


def _node(store: Store, wanted: str) -> NamedNode:
    """The IRI that a user means: whole, or without the part that all IRIs of the store share."""
    if "#char=" in wanted and not wanted.startswith(store.ids.base):
        wanted = f"document/{wanted.removeprefix('document/')}"
    elif not wanted.startswith(store.ids.base):
        wanted = f"event/{wanted.removeprefix('event/')}"
    try:
        return NamedNode(wanted if wanted.startswith(store.ids.base) else store.ids.base + wanted)
    except ValueError as error:
        raise UsageError(f"'{wanted}' is no name of an event or a mention") from error


def _one_mention(store: Store, node: NamedNode) -> Iterator[str]:
    document = store.ids.document_id(NamedNode(node.value.partition("#")[0]))
    mention = _by_iri(store, document).get(node)
    if mention is None:
        raise UsageError(f"'{node.value}' is no mention of this store (kg query event-mentions lists them)")
    yield from _mention(node, mention)
    for owner in _objects(store, node, v.MENTION_OF, store.ids.events_graph):
        yield f"It is a report of {owner}"


def _by_iri(store: Store, document: str) -> dict[NamedNode, EventMention]:
    mentions = {m.key: m for m in store.document_mentions(document)}
    return {iri: mentions[key] for key, iri in store.ids.mentions(mentions.values()).items()}


def _objects(store: Store, subject: NamedNode, predicate: NamedNode, graph: NamedNode) -> list[str]:
    return sorted(v.lexical(q.object) for q in store.native.quads_for_pattern(subject, predicate, None, graph))


class _Reader:
    """Values of the nodes of the events graph as text."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def text(self, subject: NamedNode, predicate: NamedNode) -> str:
        return next(iter(self.all(subject, predicate)), "")

    def all(self, subject: NamedNode, predicate: NamedNode) -> list[str]:
        return _objects(self._store, subject, predicate, self._store.ids.events_graph)

    def steps(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        """Numbered parts in order."""
        return sorted(map(NamedNode, self.all(subject, predicate)), key=lambda node: int(node.value.rpartition("=")[2]))


def _overview(store: Store, event: NamedNode) -> Iterator[str]:
    read = _Reader(store)
    labels = store.native.quads_for_pattern(event, v.LABEL, None, store.ids.events_graph)
    yield next((q.object.value for q in labels if isinstance(q.object, Literal) and q.object.language == "en"), "")
    yield f"  {event.value}"
    status = read.text(event, v.STATUS).rpartition("#")[2] or "not stated"
    yield f"  status {status}; time {read.text(event, v.EDTF) or 'unknown'}"
    counts = (read.text(event, p) for p in (v.DOCUMENT_COUNT, v.OUTLET_COUNT, v.LANGUAGE_COUNT, v.ORIGINATOR_COUNT))
    yield "  {} documents, {} outlets, {} languages, {} independent originators".format(*counts)


def _history(store: Store, event: NamedNode) -> Iterator[str]:
    read = _Reader(store)
    for step in read.steps(event, v.HISTORY):
        status = read.text(step, v.STATUS).rpartition("#")[2]
        where = " ".join(part for part in (read.text(step, v.EDTF), read.text(step, v.NAME)) if part)
        told = f" ({where})" if where else ""
        day = read.text(step, v.AS_OF) or "undated"
        yield f"    {day:<10}  {status}{told}, says <{read.text(step, v.REPORTED_BY)}>"


def _conflicts(store: Store, event: NamedNode) -> Iterator[str]:
    for conflict in _Reader(store).all(event, v.CONFLICT):
        yield f"  conflict of {conflict}"


def _members(store: Store, event: NamedNode, rivals: Rivals) -> Iterator[str]:
    read = _Reader(store)
    reasons = {read.text(join, v.REPORTED_BY): read.all(join, v.REASON) for join in read.steps(event, v.JOIN)}
    nodes = [NamedNode(iri) for iri in read.all(event, v.DENOTED_BY)]
    known: dict[NamedNode, EventMention] = {}
    for document in sorted({store.ids.document_id(NamedNode(n.value.partition("#")[0])) for n in nodes}):
        known |= _by_iri(store, document)
    nearest = rivals([known[node] for node in nodes])
    for node in sorted(nodes, key=lambda n: (str(known[n].published), n.value)):
        yield ""
        yield from _mention(node, known[node])
        if reasons.get(node.value):
            yield f"    joined because: {'; '.join(reasons[node.value])}"
        if (rival := nearest.get(known[node].key)) is not None:
            yield from _refused(rival)


def _refused(refused: Refused) -> Iterator[str]:
    other = refused.rival
    words = " ".join(other.quote.split())
    shown = words if len(words) <= 90 else words[:89] + "\N{HORIZONTAL ELLIPSIS}"
    yield f'    nearest that is another event: {other.document} ({other.published or "undated"}) "{shown}"'
    yield f"      for it: {'; '.join(refused.why) or 'nothing'} (weight {refused.weight:g})"
    yield f"      against it: {refused.against}"


def _mention(iri: NamedNode, mention: EventMention) -> Iterator[str]:
    outlet = f", {mention.outlet}" if mention.outlet else ""
    yield f"  {mention.document} ({mention.lang}{outlet}, {mention.published or 'undated'})"
    yield f"    <{iri.value}>"
    yield f'    "{" ".join(mention.quote.split())}"'
    who = ", ".join(f"{p.actor.name} ({p.role})" for p in mention.participants)
    where = f"; in {mention.place.name}" if mention.place is not None else ""
    when = f"; {mention.time.edtf}" if mention.time is not None else ""
    yield f"    {mention.type} {mention.status or 'without status'}: {who}{where}{when}"
    for evidence in mention.evidence:
        yield f"    {evidence.aspect:<12} {_words(mention, evidence)} by {evidence.entry}"


def _words(mention: EventMention, evidence: Evidence) -> str:
    """What an entry matched; a store has no words outside the quotes, only where they stand in the text."""
    if mention.start <= evidence.start <= evidence.end <= mention.end:
        return f'"{" ".join(mention.quote[evidence.start - mention.start : evidence.end - mention.start].split())}"'
    return f"(characters {evidence.start} to {evidence.end} of the text)"
