"""Networks of actors and events, and a few measures of them.

Only held events join actors: a planned meeting is no contact yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from kg.errors import UsageError
from kg.graph.events import EventRow, event_rows
from kg.graph.names import gazetteer
from kg.graph.store import Store

CONTACTS = frozenset({"Meeting", "Summit", "PhoneCall", "Visit", "Negotiation", "Mediation"})
"""Types of events by which actors are in contact; at a conference they may be, but nobody says so."""
MEASURES = ("betweenness", "degree", "strength", "pagerank")


@dataclass(frozen=True, slots=True)
class Score:
    """A measure of an actor."""

    iri: str
    name: str
    value: float


def actor_network(rows: Iterable[EventRow], *, states: bool = False) -> nx.Graph[str]:
    """Join actors by the held events they share: ``weight`` counts the events, ``distance`` is its inverse.

    With `states`, the nodes are states, which take part themselves or through whom represents them.
    """
    graph: nx.Graph[str] = nx.Graph()
    for row in rows:
        if row.status != "held" or row.type not in CONTACTS:
            continue
        members = _states(row) if states else {part.iri: (part.name, part.kind) for part in row.participants}
        for iri, (name, kind) in members.items():
            if not graph.has_node(iri) or graph.nodes[iri]["name"] > name:
                graph.add_node(iri, name=name, kind=kind)
        for first, second in combinations(sorted(members), 2):
            _count(graph, first, second)
    return graph


def event_network(rows: Iterable[EventRow]) -> nx.DiGraph[str]:
    """Join events of every status to their participants (by role) and places; the graph that is exported."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for row in rows:
        graph.add_node(
            row.iri,
            label=row.label,
            kind="Event",
            type=row.type,
            status=row.status,
            date=row.edtf,
            documents=row.documents,
            originators=row.originators,
        )
        for part in row.participants:
            graph.add_node(part.iri, label=part.name, kind=part.kind)
            graph.add_edge(row.iri, part.iri, relation=part.role)
        if row.place_iri:
            if row.place_iri not in graph:
                graph.add_node(row.place_iri, label=row.place, kind="Place")
            graph.add_edge(row.iri, row.place_iri, relation="place")
    return graph


def measure(graph: nx.Graph[str], name: str, *, top: int | None = None) -> list[Score]:
    """Score every actor of a network by one of `MEASURES`, highest first.

    ``betweenness`` (who stands between the others: brokers) takes often meeting as being near; ``degree`` counts
    partners, ``strength`` shared events, ``pagerank`` weighs partners by their own rank. Raises `UsageError` for
    another name.
    """
    if name not in MEASURES:
        raise UsageError(f"no measure '{name}' (have: {', '.join(MEASURES)})")
    if name == "betweenness":
        values = dict(nx.betweenness_centrality(graph, weight="distance"))
    elif name == "degree":
        values = {iri: float(degree) for iri, degree in graph.degree()}
    elif name == "strength":
        values = {iri: float(degree) for iri, degree in graph.degree(weight="weight")}
    else:
        values = _pagerank(graph)
    scores = [Score(iri, graph.nodes[iri]["name"], value) for iri, value in values.items()]
    return sorted(scores, key=lambda score: (-round(score.value, 12), score.name, score.iri))[:top]


def brokers(store: Store, *, top: int = 20) -> list[Score]:
    """Give the actors that stand between the others most often, by betweenness."""
    return measure(actor_network(event_rows(store)), "betweenness", top=top)


def communities(graph: nx.Graph[str]) -> list[list[str]]:
    """Group actors that meet more among themselves than with others (greedy modularity), largest group first."""
    if graph.number_of_edges() == 0:
        return [[iri] for iri in sorted(graph)]
    found = nx.community.greedy_modularity_communities(graph, weight="weight")
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))


def _count(graph: nx.Graph[str], first: str, second: str) -> None:
    weight = graph[first][second]["weight"] + 1 if graph.has_edge(first, second) else 1
    graph.add_edge(first, second, weight=weight, distance=1 / weight)


def _state_name(iri: str) -> str:
    """Name of a state that only its representatives bring in: its English name, else the last part of its IRI."""
    key = iri.rpartition("/")[2]
    known = gazetteer().get(key)
    return known.labels.get("en", key) if known else key


def _states(row: EventRow) -> dict[str, tuple[str, str]]:
    own = {part.iri: (part.name, "Country") for part in row.participants if part.kind == "Country"}
    represented = {part.state: ("", "Country") for part in row.participants if part.state is not None}
    return {iri: own.get(iri) or (_state_name(iri), "Country") for iri in {**represented, **own}}


def _pagerank(graph: nx.Graph[str], *, damping: float = 0.85, rounds: int = 100) -> dict[str, float]:
    """PageRank by power iteration; networkx's own needs SciPy."""
    if len(graph) == 0:
        return {}
    rank = dict.fromkeys(graph, 1 / len(graph))
    strength = dict(graph.degree(weight="weight"))
    for _ in range(rounds):
        loose = sum(rank[iri] for iri in graph if strength[iri] == 0) / len(graph)
        base = (1 - damping) / len(graph) + damping * loose
        rank = {
            iri: base + damping * sum(rank[n] * graph[n][iri]["weight"] / strength[n] for n in graph[iri])
            for iri in graph
        }
    return rank
