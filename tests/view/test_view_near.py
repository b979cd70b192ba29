"""What the service shows is read in part; it must not differ from the same part of the whole."""

from __future__ import annotations

import pytest
from viewworld import disputed

from kg.errors import QueryError, UsageError
from kg.graph.store import Store
from kg.view import near as module
from kg.view.model import view_model
from kg.view.near import near
from kg.view.select import Selection


@pytest.mark.parametrize("actor", ["Q7747", "Меркель", "Ukraine"])
def test_an_actor_is_shown_as_in_a_page_of_all_its_events(store: Store, actor: str) -> None:
    assert near(store, actor=actor) == view_model(store, Selection(actors=[actor]))


def test_an_event_is_shown_with_conflicts_history_and_gathering_as_in_a_page_of_it() -> None:
    iri = "https://w3id.org/summitry/id/event/moved"
    with disputed().store() as found:
        assert near(found, event=iri) == view_model(found, Selection(events=[iri]))


def test_the_overview_of_a_small_store_is_all_of_it(store: Store) -> None:
    assert near(store) == view_model(store)


def test_the_overview_of_a_large_store_has_what_pairs_did_and_does_not_claim_to_be_all(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 7)
    model = near(store)
    assert {event["id"] for event in model["events"]} == {
        f"id:event/{key}" for key in ("geneva", "proposed", "call", "visit", "talks")
    }
    assert model["whole"] is False


def test_the_overview_has_a_bound(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    assert len(near(store)["events"]) == 2


def test_what_is_not_there_is_said(store: Store) -> None:
    with pytest.raises(UsageError, match="is not an IRI"):
        near(store, event="nope")
    with pytest.raises(UsageError, match="no event 'urn:none'"):
        near(store, event="urn:none")
    with pytest.raises(QueryError, match="no actor called"):
        near(store, actor="Nobody At All")
