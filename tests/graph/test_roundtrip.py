"""Mentions come back from RDF as they went in."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import fields, replace
from world import (
    BALI_G20,
    DOCUMENTS,
    LE_MONDE,
    MENTIONS,
    PROPOSED,
    TRUMP,
    UNDATED,
    UNDECIDED,
    m,
    p,
)

from kg.graph.build import document_quads
from kg.graph.identifiers import Identifiers
from kg.graph.read import GraphReader
from kg.graph.store import Store
from kg.model import (
    Actor,
    ActorKind,
    EventMention,
    EventType,
    Evidence,
    Granularity,
    Participation,
    Place,
    Role,
    Span,
    Status,
    TimeInterval,
)

IDS = Identifiers()


def back(document, mentions):
    return list(GraphReader(IDS, document_quads(IDS, document, mentions)).mentions())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.id)
def test_documents_come_back(document):
    assert sorted(back(document, DOCUMENTS[document]), key=repr) == sorted(DOCUMENTS[document], key=repr)


def test_the_world_fills_every_field():
    """A new field of EventMention that nobody stores would be lost silently; the world must use each."""
    full = replace(
        PROPOSED,
        start=1,
        place=Place("place/x", "X", "Q30", 1.5, -2.25),
        gathering="gathering/g20-2022",
        serial=2,
        blocks=("encounter|Q159+Q30|12123",),
    )
    for field in fields(EventMention):
        assert getattr(full, field.name), field.name
    assert back(LE_MONDE, [full]) == [full]


def test_mentions_of_one_span_are_told_apart():
    iris = IDS.mentions([BALI_G20, UNDECIDED])
    assert {iri.value.rpartition("#")[2] for iri in iris.values()} == {"char=0,40", "char=0,40;n=2"}
    assert iris == IDS.mentions([UNDECIDED, BALI_G20])


def test_events_of_one_trigger_are_told_apart():
    first, second = (m(UNDATED, 0, EventType.PHONE_CALL, Status.HELD, p(TRUMP), serial=n) for n in (0, 1))
    assert len(set(IDS.mentions([first, second]).values())) == 2
    assert back(UNDATED, [first, second]) == [first, second]


def test_two_mentions_with_one_key_are_refused():
    with pytest.raises(ValueError, match="share the key"):
        document_quads(IDS, UNDATED, [UNDECIDED, replace(UNDECIDED, status=Status.HELD)])


def test_a_mention_of_another_document_is_refused():
    with pytest.raises(ValueError, match="is not of document"):
        document_quads(IDS, LE_MONDE, [UNDECIDED])


def test_no_order_of_mentions_changes_the_quads():
    mentions = DOCUMENTS[LE_MONDE]
    assert set(document_quads(IDS, LE_MONDE, mentions)) == set(document_quads(IDS, LE_MONDE, mentions[::-1]))


def test_no_quad_has_a_blank_node():
    import pyoxigraph as ox

    for document, mentions in DOCUMENTS.items():
        for quad in document_quads(IDS, document, mentions):
            assert not isinstance(quad.subject, ox.BlankNode)
            assert not isinstance(quad.object, ox.BlankNode)


texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
names = texts.filter(bool)
keys = st.one_of(st.from_regex(r"Q[1-9][0-9]{0,6}", fullmatch=True), names.map(lambda name: f"person/{name}"))
days = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))
actors = st.builds(Actor, keys, st.sampled_from(ActorKind), texts, st.none() | keys)
degrees = st.none() | st.floats(-90, 90)
mentions = st.builds(
    EventMention,
    document=st.just(UNDATED.id),
    lang=st.just(UNDATED.lang),
    published=st.none(),
    outlet=st.none(),
    start=st.integers(0, 10**6),
    end=st.integers(0, 10**6),
    quote=texts,
    trigger=st.builds(Span, st.integers(0, 10**6), st.integers(0, 10**6)),
    type=st.sampled_from(EventType),
    status=st.none() | st.sampled_from(Status),
    participants=st.lists(st.builds(Participation, actors, st.sampled_from(Role)), max_size=12).map(tuple),
    place=st.none() | st.builds(Place, keys, texts, st.none() | keys, degrees, degrees),
    time=st.none() | st.builds(TimeInterval, texts, days, days, st.sampled_from(Granularity)),
    originators=st.lists(actors, max_size=3).map(tuple),
    relayers=st.lists(actors, max_size=3).map(tuple),
    gathering=st.none() | keys,
    rule=texts,
    serial=st.integers(0, 9),
    evidence=st.lists(st.builds(Evidence, texts, texts, st.integers(0, 99), st.integers(0, 99)), max_size=12).map(
        tuple
    ),
)


@settings(max_examples=60, deadline=None)
@given(mentions)
def test_any_mention_comes_back(mention):
    store = Store.memory()
    for _ in range(2):  # put in place, and put in place of what was there
        store.put_document(UNDATED, [mention])
        assert list(store.document_mentions(UNDATED.id)) == [mention]


def test_the_world_has_ten_mentions():
    assert len(MENTIONS) == 10
