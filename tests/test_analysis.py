"""Networks of a few events, with measures worked out by hand."""

import networkx as nx
import pytest
from msgspec.structs import replace
from world import ALASKA, BIDEN, ERDOGAN, EVENTS, MENTIONS, PUTIN, SCHOLZ, TRUMP, UKRAINE, event, fill, p

from kg.analysis import MEASURES, actor_network, brokers, communities, event_network, measure
from kg.errors import UsageError
from kg.graph.events import event_rows
from kg.graph.store import Store
from kg.model import EventType, Status

WD = "http://www.wikidata.org/entity/"


def store_of(*events):
    store = fill(Store.memory())
    store.replace_events(events, MENTIONS)
    return store


def meeting(key, *actors, status=Status.HELD, kind=EventType.MEETING):
    return replace(ALASKA, key=key, participants=p(*actors), status=status, type=kind)


CHAIN = (
    meeting("a", BIDEN, PUTIN),
    meeting("b", BIDEN, PUTIN),
    meeting("c", PUTIN, ERDOGAN),
    meeting("d", ERDOGAN, SCHOLZ),
    meeting("e", TRUMP, SCHOLZ, status=Status.PLANNED),
    meeting("f", TRUMP, BIDEN, kind=EventType.CONFERENCE),
)
"""Biden =2= Putin - Erdogan - Scholz; Trump has met nobody."""


@pytest.fixture(scope="module")
def network():
    return actor_network(event_rows(store_of(*CHAIN)))


def test_only_held_contacts_join(network):
    assert {network.nodes[iri]["name"] for iri in network} == {
        "Joe Biden", "Vladimir Putin", "Recep Tayyip Erdogan", "Olaf Scholz",
    }  # fmt: skip
    assert network.number_of_edges() == 3
    assert network.edges[f"{WD}Q6279", f"{WD}Q7747"] == {"weight": 2, "distance": 0.5}


def test_measures(network):
    values = {name: {s.name: round(s.value, 3) for s in measure(network, name)} for name in MEASURES}
    assert values["degree"] == {"Vladimir Putin": 2, "Recep Tayyip Erdogan": 2, "Joe Biden": 1, "Olaf Scholz": 1}
    assert values["strength"]["Vladimir Putin"] == 3
    # In a chain of four each inner one lies on 2 of the 3 paths between others.
    assert values["betweenness"] == {
        "Recep Tayyip Erdogan": 0.667, "Vladimir Putin": 0.667, "Joe Biden": 0.0, "Olaf Scholz": 0.0,
    }  # fmt: skip
    assert sum(values["pagerank"].values()) == pytest.approx(1, abs=0.01)


def test_pagerank_is_that_of_networkx(network):
    numpy_pagerank = pytest.importorskip("networkx.algorithms.link_analysis.pagerank_alg")._pagerank_numpy
    expected = numpy_pagerank(network, weight="weight")
    for score in measure(network, "pagerank"):
        assert score.value == pytest.approx(expected[score.iri], abs=1e-4)


def test_measures_come_highest_first_and_cut(network):
    assert [score.name for score in measure(network, "strength", top=2)] == ["Vladimir Putin", "Joe Biden"]
    with pytest.raises(UsageError, match="no measure 'charm'"):
        measure(network, "charm")


def test_brokers():
    assert [score.name for score in brokers(store_of(*CHAIN), top=2)] == ["Recep Tayyip Erdogan", "Vladimir Putin"]


def test_states_meet_through_those_who_represent_them():
    store = store_of(*CHAIN, meeting("g", SCHOLZ, UKRAINE))
    network = actor_network(event_rows(store), states=True)
    assert network.edges[f"{WD}Q30", f"{WD}Q159"]["weight"] == 2
    assert network.has_edge(f"{WD}Q183", f"{WD}Q212")
    assert network.nodes[f"{WD}Q212"]["name"] == "Ukraine"
    assert network.nodes[f"{WD}Q30"]["name"] == "United States"


def test_communities(network):
    assert communities(network)[0]
    assert sorted(iri for group in communities(network) for iri in group) == sorted(network)
    assert communities(nx.Graph()) == []


def test_an_empty_store_has_no_network():
    network = actor_network(event_rows(Store.memory()))
    assert len(network) == 0
    for name in MEASURES:
        assert measure(network, name) == []


def test_the_event_network_has_every_status():
    graph = event_network(event_rows(store_of(*EVENTS)))
    assert graph.nodes[event("e-visit")]["status"] == "cancelled"
    assert graph.edges[event("e-mediation"), f"{WD}Q39259"]["relation"] == "mediator"
    assert graph.edges[event("e-alaska"), f"{WD}Q39450"] == {"relation": "place"}
