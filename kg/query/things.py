"""Everything the graph says of one thing, ready to be shown: an event, a document, an actor, place or gathering."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox
from pyoxigraph import NamedNode

from kg.errors import QueryError
from kg.graph import vocabulary as v
from kg.graph.names import gazetteer
from kg.graph.store import Store

Row = dict[str, str]
Model = dict[str, Any]
_LABELLED = {"stateName": "stateLabel", "ofName": "ofLabel", "placeName": "placeLabel"}
SHOWN = 200
"""Events, partners or mentions a page lists."""

_NAMED = 'OPTIONAL {{ {node} rdfs:label {label} FILTER(LANG({label}) = "{lang}") }}'
_EVENT = """SELECT ?label ?type ?status ?date ?place ?placeName ?placeLabel ?mentions ?documents ?outlets ?languages
  ?originators
WHERE {{
  {event} a sem:Event ; kg:type ?type .
  {named}
  OPTIONAL {{ {event} kg:status ?status }}
  OPTIONAL {{ {event} kg:edtf ?date }}
  OPTIONAL {{ {event} kg:location ?where . ?where kg:place ?place ; kg:name ?placeName
    OPTIONAL {{ ?place rdfs:label ?placeLabel FILTER(LANG(?placeLabel) = "{lang}") }} }}
  OPTIONAL {{ {event} kg:mentionCount ?mentions }}
  OPTIONAL {{ {event} kg:documentCount ?documents }}
  OPTIONAL {{ {event} kg:outletCount ?outlets }}
  OPTIONAL {{ {event} kg:languageCount ?languages }}
  OPTIONAL {{ {event} kg:originatorCount ?originators }}
}}"""
_PARTICIPANTS = """SELECT ?actor ?name ?label ?role ?state ?stateName ?stateLabel WHERE {{
  {event} kg:participation ?part . ?part kg:actor ?actor ; kg:name ?name ; kg:role ?role .
  {named}
  OPTIONAL {{ ?part kg:represents ?state . ?state kg:name ?stateName FILTER(?state != ?actor)
    OPTIONAL {{ ?state rdfs:label ?stateLabel FILTER(LANG(?stateLabel) = "{lang}") }} }}
}} ORDER BY ?part"""
_HISTORY = """SELECT ?step ?status ?asOf ?mention ?document WHERE {{
  {event} kg:history ?change . ?change schema:position ?step ; kg:status ?status ; kg:reportedBy ?mention .
  ?mention nif:referenceContext ?doc . ?doc dcterms:identifier ?document .
  OPTIONAL {{ ?change kg:asOf ?asOf }}
}} ORDER BY ?step"""
_CLAIMS = """SELECT ?number ?aspect ?claim ?mention ?outlet WHERE {{
  {event} kg:claim ?side . ?side kg:aspect ?aspect ; kg:claims ?claim ; schema:position ?number .
  OPTIONAL {{ ?side kg:reportedBy ?mention . ?mention nif:referenceContext ?doc . ?doc dcterms:identifier ?document
    OPTIONAL {{ ?doc kg:outlet ?named }} BIND(COALESCE(?named, ?document) AS ?outlet) }}
}} ORDER BY ?number ?claim ?mention"""
_MENTIONS = """SELECT ?mention ?event ?type ?status ?date ?quote ?start ?end ?doc ?document ?title ?outlet ?lang
  ?published ?url
WHERE {{
  {which}
  ?mention kg:type ?type ; nif:referenceContext ?doc ; nif:anchorOf ?quote ; nif:beginIndex ?start ; nif:endIndex ?end .
  ?doc dcterms:identifier ?document ; dcterms:language ?lang .
  OPTIONAL {{ ?mention kg:status ?status }}
  OPTIONAL {{ ?mention kg:edtf ?date }}
  OPTIONAL {{ ?mention kg:mentionOf ?event }}
  OPTIONAL {{ ?doc dcterms:title ?title }}
  OPTIONAL {{ ?doc dcterms:issued ?published }}
  OPTIONAL {{ ?doc kg:outlet ?outlet }}
  OPTIONAL {{ ?doc schema:url ?url }}
}} ORDER BY ?published ?document ?start LIMIT {shown}"""
_SPEAKERS = """SELECT ?mention ?kind ?actor ?name ?label WHERE {{
  {which}
  ?mention kg:attribution ?by . ?by a ?kind ; kg:actor ?actor ; kg:name ?name .
  VALUES ?kind {{ kg:Origination kg:Relay }}
  {named}
}} ORDER BY ?by"""
_TIMELINE = """SELECT ?event ?label ?type ?status ?date WHERE {{
  {{
    SELECT DISTINCT ?event ?from ?date WHERE {{
      {which}
      ?event a sem:Event .
      OPTIONAL {{ ?event kg:edtf ?date }}
      OPTIONAL {{ ?event sem:hasEarliestBeginTimeStamp ?from }}
    }} ORDER BY DESC(?from) ?event LIMIT {shown}
  }}
  ?event kg:type ?type .
  {named}
  OPTIONAL {{ ?event kg:status ?status }}
}} ORDER BY DESC(?from) ?event"""
_OF_ACTOR = "{{ ?one kg:actor {node} }} UNION {{ ?one kg:represents {node} }} ?event kg:participation ?one ."
_AT_PLACE = "{{ ?one kg:place {node} }} UNION {{ ?one kg:country {node} }} ?event kg:location ?one ."
_AT_GATHERING = "?mention kg:gathering {node} ; kg:mentionOf ?event ."
_WITH_BOTH = """SELECT ?event WHERE {{ {event} sem:hasActor ?actor . ?event sem:hasActor ?actor ; a sem:Event .
  FILTER(?event != {event}) }} GROUP BY ?event HAVING(COUNT(DISTINCT ?actor) > 1) ORDER BY ?event LIMIT 30"""
_PARTNERS = """SELECT ?other ?name ?label ?held ?calls ?pending ?kind WHERE {{
  {{
    SELECT ?other ?held ?calls ?pending ?kind WHERE {{
      {{ ?pair kg:first {node} ; kg:second ?other }} UNION {{ ?pair kg:second {node} ; kg:first ?other }}
      ?pair a ?kind ; kg:heldCount ?held ; kg:callCount ?calls ; kg:pendingCount ?pending .
      VALUES ?kind {{ kg:Encounter kg:StateEncounter }}
    }} ORDER BY DESC(?held) DESC(?calls) ?other LIMIT {shown}
  }}
  ?other kg:name ?name .
  {named}
}} ORDER BY DESC(?held) DESC(?calls) ?name"""
_ABOUT = """SELECT ?class ?name ?label ?state ?stateName ?stateLabel ?latitude ?longitude ?began ?ended WHERE {{
  {node} a ?class ; kg:name ?name .
  {named}
  OPTIONAL {{ {node} kg:represents|kg:country ?state . ?state kg:name ?stateName FILTER(?state != {node})
    OPTIONAL {{ ?state rdfs:label ?stateLabel FILTER(LANG(?stateLabel) = "{lang}") }} }}
  OPTIONAL {{ {node} schema:latitude ?latitude ; schema:longitude ?longitude }}
  OPTIONAL {{ {node} schema:startDate ?began }}
  OPTIONAL {{ {node} schema:endDate ?ended }}
}} ORDER BY ?class ?state LIMIT 1"""
_NAMES = """SELECT DISTINCT ?name WHERE {{
  {node} rdfs:label|skos:altLabel ?text BIND(STR(?text) AS ?name) }} ORDER BY LCASE(?name) ?name"""
_OFFICES = """SELECT ?office ?of ?ofName ?ofLabel ?since ?until WHERE {{
  ?tenure org:member {node} ; kg:office ?office .
  OPTIONAL {{ ?tenure org:organization ?of . OPTIONAL {{ ?of kg:name ?ofName }}
    OPTIONAL {{ ?of rdfs:label ?ofLabel FILTER(LANG(?ofLabel) = "{lang}") }} }}
  OPTIONAL {{ ?tenure kg:since ?since }}
  OPTIONAL {{ ?tenure kg:until ?until }}
}} ORDER BY DESC(?since)"""
_DOCUMENT = """SELECT ?document ?title ?published ?lang ?outlet ?publisher ?url WHERE {{
  {node} a schema:NewsArticle ; dcterms:identifier ?document ; dcterms:language ?lang .
  OPTIONAL {{ {node} dcterms:title ?title }}
  OPTIONAL {{ {node} dcterms:issued ?published }}
  OPTIONAL {{ {node} kg:outlet ?outlet }}
  OPTIONAL {{ {node} dcterms:publisher ?publisher }}
  OPTIONAL {{ {node} schema:url ?url }}
}}"""


def about(store: Store, node: NamedNode, lang: str = "en") -> Model | None:
    """Model of whatever the node is, with its ``is``: event, mention, document or thing; None for an unknown one."""
    fragment = node.value.partition("#")
    if fragment[1] and fragment[0]:
        return about(store, NamedNode(fragment[0]), lang)
    return _event(store, node, lang) or _document(store, node, lang) or _thing(store, node, lang)


def triples(store: Store, node: NamedNode) -> Iterator[ox.Triple]:
    """What the graph says of a node and its parts, and which nodes point at it by a link of the event model."""
    pending, seen = [node], {node.value}
    while pending:
        subject = pending.pop()
        for quad in store.native.quads_for_pattern(subject, None, None, None):
            yield quad.triple
            found = quad.object
            own = isinstance(found, NamedNode) and found.value.startswith((f"{node.value}#", f"{node.value};"))
            if isinstance(found, NamedNode) and (own or quad.predicate == v.DENOTED_BY) and found.value not in seen:
                seen.add(found.value)
                pending.append(found)


def select(store: Store, sparql: str) -> list[Row]:
    """Rows of a SELECT as strings; an unbound variable is left out."""
    results = store.query(sparql)
    if not isinstance(results, ox.QuerySolutions):
        raise QueryError("not a SELECT query")
    names = [variable.value for variable in results.variables]
    return [{n: v.lexical(row[n]) for n in names if row[n] is not None} for row in results]


def _event(store: Store, node: NamedNode, lang: str) -> Model | None:
    event = str(node)
    found = select(store, _EVENT.format(event=event, lang=lang, named=_named(event, "?label", lang)))
    if not found:
        return None
    which = f"{event} gaf:denotedBy ?mention ."
    return {
        "is": "event",
        "iri": node.value,
        **_plain(found[0]),
        "participants": _parts(store, event, lang),
        "history": [_plain(row) for row in select(store, _HISTORY.format(event=event))],
        "claims": select(store, _CLAIMS.format(event=event)),
        "quotes": _quotes(store, which, lang),
        "neighbours": _neighbours(store, event, lang),
    }


def _parts(store: Store, event: str, lang: str) -> list[Row]:
    query = _PARTICIPANTS.format(event=event, lang=lang, named=_named("?actor", "?label", lang))
    return [_plain(row) for row in select(store, query)]


def _neighbours(store: Store, event: str, lang: str) -> list[Row]:
    """Other events with at least two of the same participants."""
    near = [row["event"] for row in select(store, _WITH_BOTH.format(event=event))]
    if not near:
        return []
    listed = " ".join(str(NamedNode(iri)) for iri in near)
    return _timeline(store, f"VALUES ?event {{ {listed} }}", lang)


def _timeline(store: Store, which: str, lang: str) -> list[Row]:
    query = _TIMELINE.format(which=which, named=_named("?event", "?label", lang), shown=SHOWN)
    return [_plain(row) for row in select(store, query)]


def _quotes(store: Store, which: str, lang: str) -> list[Model]:
    """Mentions in the order of time with who says so."""
    speakers: dict[str, dict[str, list[Row]]] = {}
    query = _SPEAKERS.format(which=which, named=_named("?actor", "?label", lang))
    for row in select(store, query):
        kind = "originators" if row["kind"].endswith("Origination") else "relayers"
        said = speakers.setdefault(row["mention"], {}).setdefault(kind, [])
        said.append({"actor": row["actor"], "label": row.get("label") or row["name"]})
    found = select(store, _MENTIONS.format(which=which, shown=SHOWN))
    return [
        {"originators": [], "relayers": [], **_plain(row), **speakers.get(row["mention"], {})}
        for row in {row["mention"]: row for row in found}.values()
    ]


def _document(store: Store, node: NamedNode, lang: str) -> Model | None:
    found = select(store, _DOCUMENT.format(node=node))
    if not found:
        return None
    which = f"GRAPH {node} {{ ?mention a kg:EventMention }}"
    label = found[0].get("title") or found[0]["document"]
    return {"is": "document", "iri": node.value, "label": label, **found[0], "quotes": _quotes(store, which, lang)}


def _thing(store: Store, node: NamedNode, lang: str) -> Model | None:
    found = select(store, _ABOUT.format(node=node, lang=lang, named=_named(str(node), "?label", lang)))
    if not found:
        return None
    kind = found[0]["class"].rpartition("#")[2].rpartition("/")[2]
    which = {"Place": _AT_PLACE, "Gathering": _AT_GATHERING}.get(kind, _OF_ACTOR).format(node=node)
    partners = _PARTNERS.format(node=node, named=_named("?other", "?label", lang), shown=SHOWN)
    return {
        "is": "thing",
        "iri": node.value,
        **_plain(found[0]),
        "kind": kind,
        "names": [row["name"] for row in select(store, _NAMES.format(node=node))],
        "offices": [_office(store, row, lang) for row in select(store, _OFFICES.format(node=node, lang=lang))],
        "partners": [_plain(row) for row in select(store, partners)],
        "events": _timeline(store, which, lang),
        "places": _timeline(store, _AT_PLACE.format(node=node), lang) if kind == "Country" else [],
    }


def _office(store: Store, row: Row, lang: str) -> Row:
    """An office; a state or body that no report speaks of has its name from the gazetteer."""
    plain = _plain(row)
    known = gazetteer().get(store.ids.key(NamedNode(row["of"]))) if "of" in row and "ofName" not in plain else None
    if known is not None:
        plain["ofName"] = known.labels.get(lang) or known.labels.get("en") or known.key
    return plain


def _named(node: str, label: str, lang: str) -> str:
    return _NAMED.format(node=node, label=label, lang=lang)


def _plain(row: Row) -> Row:
    """Concepts of ours by their local names, and a name where there is no label."""
    found = {n: t.removeprefix(v.NS) if n in {"type", "status", "role", "kind"} else t for n, t in row.items()}
    for name, label in _LABELLED.items():
        if name in found:
            found[name] = found.pop(label, found[name])
    if "name" in found:
        found.setdefault("label", found["name"])
    return found
