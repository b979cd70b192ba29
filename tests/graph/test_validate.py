"""The shapes accept the world and refuse an example of each kind of damage."""

import pyoxigraph as ox
import pytest
from world import ALASKA, BASE, DOCUMENTS, EVENTS, HELD_EN, LE_MONDE, event, fill

from kg.graph import vocabulary as v
from kg.graph.store import Store
from kg.graph.validate import check, check_quads, slices

KG = "https://w3id.org/summitry/ns#"


@pytest.fixture(scope="module")
def store():
    return fill(Store.memory())


@pytest.fixture(scope="module")
def all_quads(store):
    return [quad for part in slices(store) for quad in part]


def test_the_world_is_well_formed(store):
    assert check(store) == []


def test_slices_cover_every_class(all_quads):
    found = {quad.object.value.removeprefix(KG) for quad in all_quads if quad.predicate == v.TYPE}
    ours = {
        "EventMention", "Participation", "Origination", "Relay", "Location", "Evidence", "StatusChange", "Join",
        "Encounter", "StateEncounter", "Group", "Gathering", "Tenure", "DerivedCode", "EventType", "Status", "Role",
    }  # fmt: skip
    assert ours <= found


def test_slices_hold_every_quad_once_but_links(store, all_quads):
    assert {quad for quad in store.native if quad.predicate != v.BUILT_FROM} == set(all_quads)


MENTION = f"{BASE}document/en-2#char=0,40"
EVENT = event("e-alaska")
ACTOR = "http://www.wikidata.org/entity/Q7747"
PAIR = f"{BASE}encounter/Q22686+Q7747"

DAMAGE = [
    (MENTION, "nif:anchorOf", None, "no statement without its words"),
    (MENTION, "nif:referenceContext", None, "exactly one nif:referenceContext"),
    (MENTION, "nif:endIndex", ox.Literal(0), "before nif:endIndex"),
    (MENTION, "nif:beginIndex", ox.Literal("many"), "nif:beginIndex"),
    (MENTION, "kg:type", ox.NamedNode(KG + "Party"), "one of the event types"),
    (MENTION, "kg:status", ox.NamedNode(KG + "done"), "one of the nine"),
    (MENTION, "kg:edtf", ox.Literal("yesterday", datatype=v.EDTF_TYPE), "in EDTF"),
    (MENTION, "kg:granularity", ox.Literal("hour"), "kg:granularity"),
    (MENTION, "sem:hasEarliestBeginTimeStamp", ox.Literal("2026-01-01", datatype=v.XSD_DATE), "not after the latest"),
    (MENTION, "kg:triggerEnd", None, "kg:triggerEnd"),
    (MENTION + ";participant=0", "kg:role", ox.NamedNode(KG + "king"), "exactly one kg:role"),
    (MENTION + ";participant=0", "kg:actor", None, "exactly one kg:actor"),
    (MENTION + ";originator=0", "kg:name", None, "exactly one kg:name"),
    (MENTION + ";place=0", "schema:latitude", ox.Literal("123.0", datatype=v.XSD_DECIMAL), "between -90 and 90"),
    (MENTION + ";place=0", "kg:place", None, "exactly one kg:place"),
    (MENTION + ";evidence=0", "kg:aspect", None, "exactly one kg:aspect"),
    (f"{BASE}document/en-2", "dcterms:identifier", None, "exactly one dcterms:identifier"),
    (f"{BASE}document/en-2", "dcterms:language", ox.Literal("English"), "a code such as en"),
    (f"{BASE}document/en-2", "dcterms:issued", ox.Literal("2025"), "an xsd:date"),
    (EVENT, "kg:mentionCount", ox.Literal(0), "at least one mention"),
    (EVENT, "kg:documentCount", ox.Literal(9), "no more than mentions"),
    (EVENT, "gaf:denotedBy", None, "at least one event mention"),
    (EVENT, "rdfs:label", None, "needs a label"),
    (EVENT, "kg:cameo", ox.Literal("meet"), "CAMEO"),
    (EVENT, "kg:plover", ox.Literal("consult"), "PLOVER"),
    (EVENT + "#status=1", "kg:status", None, "needs its kg:status"),
    (EVENT + "#status=1", "kg:reportedBy", None, "the mention that says so"),
    (EVENT + "#join=0", "kg:reportedBy", None, "a join needs its mention"),
    (PAIR, "kg:heldCount", ox.Literal(-1), "counts held events"),
    (PAIR, "kg:second", ox.NamedNode(v.WIKIDATA + "Q22686"), "two different actors"),
    (ACTOR, "kg:name", None, "exactly one kg:name"),
    (ACTOR + "#office=0", "kg:office", None, "needs its office"),
    (KG + "held", "rdfs:label", None, "needs a label"),
]  # fmt: skip


@pytest.mark.parametrize(("node", "curie", "value", "says"), DAMAGE, ids=[f"{d[1]} {d[3]}" for d in DAMAGE])
def test_damage_is_found(all_quads, node, curie, value, says):
    """Take a property away, or put another value in its place."""
    subject, predicate = ox.NamedNode(node), v.term(curie)
    near = [quad for quad in all_quads if str(quad.subject)[1:].startswith(node.partition("#")[0])]
    hit = [quad for quad in near if (quad.subject, quad.predicate) == (subject, predicate)]
    assert hit, "nothing to damage"
    damaged = [quad for quad in near if quad not in hit]
    if value is not None:
        damaged.append(ox.Quad(subject, predicate, value, hit[0].graph_name))
    found = [violation for violation in check_quads(damaged) if violation.node == node]
    assert any(says in violation.message for violation in found), found
    assert all("\n" not in str(violation) for violation in found)


def test_a_violation_names_its_graph_and_reads_well(store):
    graph = store.ids.document(LE_MONDE.id)
    quads = [q for q in store.native.quads_for_pattern(None, None, None, graph) if q.predicate != v.TITLE]
    quads.append(ox.Quad(graph, v.LANGUAGE, ox.Literal("de"), graph))
    (violation,) = check_quads(quads)
    assert violation.graph == graph.value
    assert (
        str(violation)
        == "id:document/fr-1 (dcterms:language): a document needs exactly one dcterms:language, a code such as en"
    )


def test_a_damaged_store_is_reported(store):
    other = fill(Store.memory())
    node = other.ids.mentions(DOCUMENTS[next(d for d in DOCUMENTS if d.id == "en-2")])[HELD_EN.key]
    for quad in list(other.native.quads_for_pattern(node, v.ANCHOR_OF, None)):
        other.native.remove(quad)
    assert [violation.node for violation in check(other)] == [node.value]
    assert ALASKA in EVENTS
