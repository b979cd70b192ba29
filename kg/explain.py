"""Why an event or a mention is believed: its quotes, the rules and cues behind them, and why they were joined."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyoxigraph import NamedNode, QuerySolutions

from kg.errors import UsageError
from kg.graph.store import Store
from kg.model import EventMention

_EVENT = """
SELECT ?event ?label ?status ?edtf ?documents ?outlets ?languages ?originators WHERE {
  ?event a sem:Event ; rdfs:label ?label ; kg:documentCount ?documents ; kg:outletCount ?outlets ;
         kg:languageCount ?languages ; kg:originatorCount ?originators .
  OPTIONAL { ?event kg:status ?status }
  OPTIONAL { ?event kg:edtf ?edtf }
  FILTER(LANG(?label) = "en")
}"""
_CHANGES = """
SELECT ?status ?day ?mention WHERE {
  ?event kg:statusChange ?change . ?change kg:position ?position ; kg:status ?status ; kg:reportedBy ?mention .
  OPTIONAL { ?change kg:asOf ?day }
} ORDER BY ?position"""
_REASONS = """
SELECT ?mention ?reason WHERE {
  ?event kg:join ?join . ?join kg:reportedBy ?mention . OPTIONAL { ?join kg:reason ?reason }
}
ORDER BY ?mention ?reason"""
_MEMBERS = "SELECT ?mention WHERE { ?mention kg:mentionOf ?event }"
_OWNER = "SELECT ?event WHERE { ?mention kg:mentionOf ?event }"


def explain(store: Store, what: str) -> Iterator[str]:
    """Yield lines that explain an event or a mention, named by IRI, prefixed name or the end of either.

    Raises `UsageError` when nothing in the store is called so.
    """
    mentions = {iri.value: m for m, iri in _iris(store)}
    wanted = what.strip().strip("<>").removeprefix("id:")
    hit = next((iri for iri in mentions if iri == wanted or iri.endswith(f"/{wanted}")), None)
    if hit is not None:
        yield from _mention(hit, mentions[hit])
        owner = next(iter(_rows(store, _OWNER, mention=NamedNode(hit))), None)
        if owner is not None:
            yield f"It is a report of {owner['event'].value}"
        return
    event = _event(store, wanted)
    yield from _overview(event)
    yield from _history(store, event["event"])
    yield from _members(store, event["event"], mentions)


def _iris(store: Store) -> Iterator[tuple[EventMention, NamedNode]]:
    every = list(store.mentions())
    iris = store.ids.mentions(every)
    return ((m, iris[m.key]) for m in every)


def _rows(store: Store, sparql: str, **bound: NamedNode) -> Iterator[dict[str, Any]]:
    """Solutions as dicts; `bound` names variables that are given."""
    text = sparql
    for name, node in bound.items():
        text = text.replace(f"?{name} ", f"{node} ").replace(f"?{name}}}", f"{node}}}") if name else text
    results = store.query(text)
    assert isinstance(results, QuerySolutions)
    names = [v.value for v in results.variables]
    for solution in results:
        yield {name: solution[name] for name in names}


def _event(store: Store, wanted: str) -> dict[str, Any]:
    for row in _rows(store, _EVENT):
        iri = row["event"].value
        if iri == wanted or iri.endswith(f"/{wanted}"):
            return row
    raise UsageError(f"'{wanted}' is neither an event nor a mention of this store (kg query events lists them)")


def _overview(event: dict[str, Any]) -> Iterator[str]:
    yield event["label"].value
    yield f"  {event['event'].value}"
    when = event["edtf"].value if event["edtf"] is not None else "unknown"
    status = event["status"].value.rsplit("#", 1)[-1] if event["status"] is not None else "not stated"
    yield f"  status {status}; time {when}"
    yield (
        f"  {event['documents'].value} documents, {event['outlets'].value} outlets, "
        f"{event['languages'].value} languages, "
        f"{event['originators'].value} independent originators"
    )


def _history(store: Store, event: NamedNode) -> Iterator[str]:
    changes = list(_rows(store, _CHANGES, event=event))
    if changes:
        steps = (
            f"{c['status'].value.rsplit('#', 1)[-1]} ({c['day'].value if c['day'] is not None else 'undated'})"
            for c in changes
        )
        yield "  history: " + " -> ".join(steps)


def _members(store: Store, event: NamedNode, mentions: dict[str, EventMention]) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for row in _rows(store, _REASONS, event=event):
        found = reasons.setdefault(row["mention"].value, [])
        if row["reason"] is not None:
            found.append(row["reason"].value)
    members = [row["mention"].value for row in _rows(store, _MEMBERS, event=event)]
    for iri in sorted(members, key=lambda i: (str(mentions[i].published), i)):
        yield ""
        yield from _mention(iri, mentions[iri])
        if reasons.get(iri):
            yield f"    joined because: {'; '.join(reasons[iri])}"


def _mention(iri: str, mention: EventMention) -> Iterator[str]:
    outlet = f", {mention.outlet}" if mention.outlet else ""
    yield f"  {mention.document} ({mention.lang}{outlet}, {mention.published or 'undated'})"
    yield f"    <{iri}>"
    yield f'    "{" ".join(mention.quote.split())}"'
    who = ", ".join(f"{p.actor.name} ({p.role})" for p in mention.participants)
    yield f"    {mention.type} {mention.status or 'without status'}: {who}"
    for evidence in mention.evidence:
        words = mention.quote[evidence.start - mention.start : evidence.end - mention.start]
        shown = f' "{" ".join(words.split())}"' if words and evidence.start >= mention.start else ""
        yield f"    {evidence.aspect:<12}{shown} by {evidence.entry}"
