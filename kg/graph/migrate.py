"""Brings the graph of an older store up to date, one version after the other.

A step is a SPARQL update that may run twice with the same result, for a process may die between the step and the new
mark. Events and actors are derived: what changed in them alone needs no step, only another `BUILT_FROM`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pyoxigraph as ox

from kg.graph import vocabulary as v
from kg.graph.directory import VERSION

_JOINED = """INSERT {{ GRAPH ?document {{ ?mention kg:{0} ?names }} }} WHERE {{
  SELECT ?document ?mention (GROUP_CONCAT(?name; separator=" | ") AS ?names) {{
    {{ SELECT DISTINCT ?document ?mention ?name {{
        GRAPH ?document {{ ?mention a kg:EventMention . {1} . ?one kg:name ?name }} }} ORDER BY ?name }}
  }} GROUP BY ?document ?mention }}"""
#: By the version that a step starts from. 1: documents did not say who read them, so that nobody could tell which
#: to read again after the lexicon had learnt something. 2: names and counts that every list shows were joined and
#: counted by each question.
STEPS: Mapping[int, str] = MappingProxyType(
    {
        1: """INSERT { GRAPH ?document { ?document kg:reader "store-1" } }
              WHERE { GRAPH ?document {
                ?document a schema:NewsArticle . FILTER NOT EXISTS { ?document kg:reader [] } } }""",
        2: " ; ".join(
            (
                """INSERT { GRAPH ?document { ?document kg:mentionCount ?count } } WHERE { SELECT ?document
                (COUNT(?mention) AS ?count) { GRAPH ?document { ?document a schema:NewsArticle .
                OPTIONAL { ?mention nif:referenceContext ?document } } } GROUP BY ?document }""",
                _JOINED.format("participantNames", "?mention kg:participation ?one"),
                _JOINED.format("originatorNames", "?mention kg:attribution ?one . ?one a kg:Origination"),
                _JOINED.format("relayerNames", "?mention kg:attribution ?one . ?one a kg:Relay"),
            )
        ),
    }
)


def migrate(store: ox.Store, version: int) -> None:
    """Take a graph from `version` to the present one."""
    for step in range(version, VERSION):
        store.update(STEPS[step], prefixes=v.PREFIXES)
