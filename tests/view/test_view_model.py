from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import get_type_hints

import pytest
from pyoxigraph import NamedNode
from viewworld import BIDEN, PUTIN, Corpus, disputed, one_report, people, small

from kg.errors import QueryError, UsageError
from kg.graph.store import Store
from kg.model import EventType, Status
from kg.query.things import about
from kg.view import schema
from kg.view.model import view_model
from kg.view.select import Selection, selection


def event(model: schema.ViewModel, key: str) -> schema.EventModel:
    return next(e for e in model["events"] if e["id"] == f"id:event/{key}")


def mentions(model: schema.ViewModel, key: str) -> list[schema.MentionModel]:
    return model["details"][model["events"].index(event(model, key))]


def keys(model: schema.ViewModel) -> set[str]:
    return {e["id"].removeprefix("id:event/") for e in model["events"]}


def test_the_model_has_the_documented_keys(store: Store) -> None:
    model = view_model(store)
    assert set(model) == set(get_type_hints(schema.ViewModel))
    for name, kind in (
        ("actors", schema.ActorModel),
        ("places", schema.PlaceModel),
        ("gatherings", schema.GatheringModel),
        ("documents", schema.DocumentModel),
        ("events", schema.EventModel),
    ):
        assert all(set(row) == set(get_type_hints(kind)) for row in model[name])  # type: ignore[literal-required]
    assert all(set(m) == set(get_type_hints(schema.MentionModel)) for block in model["details"] for m in block)


def test_it_is_plain_json_and_every_reference_leads_somewhere(store: Store) -> None:
    model = json.loads(json.dumps(view_model(store)))
    sizes = {name: range(len(model[name])) for name in ("actors", "places", "documents", "times")}
    for found, block in zip(model["events"], model["details"], strict=True):
        assert len(found["reports"]) == len(block) > 0
        assert found["place"] is None or found["place"] in sizes["places"]
        assert found["time"] is None or found["time"] in sizes["times"]
        for actor, _, state in found["people"]:
            assert actor in sizes["actors"] and (state is None or state in sizes["actors"])
        for _, _, report, time, place, _ in found["history"]:
            assert report in range(len(block))
            assert (time is None or time in sizes["times"]) and (place is None or place in sizes["places"])
        assert all(n in range(len(block)) for _, sides in found["conflicts"] for _, by, _ in sides for n in by)
        for mention, (doc, *_) in zip(block, found["reports"], strict=True):
            assert mention["doc"] == doc in sizes["documents"]
            assert all(n in sizes["actors"] for n in mention["originators"] + mention["relayers"])


def test_an_event_keeps_its_status_history_counts_and_conflicts(store: Store) -> None:
    model = view_model(store)
    geneva = event(model, "geneva")
    assert (geneva["type"], geneva["status"]) == ("Summit", "held")
    assert [(status, day) for status, day, *_ in geneva["history"]] == [
        ("planned", "2021-06-01"),
        ("held", "2021-06-16"),
    ]
    assert geneva["counts"] == (2, 2, 2, 2)
    assert geneva["conflicts"] == [("date", [("2021-06-15", [], 0), ("2021-06-16", [], 1)])]
    assert model["times"][geneva["time"] or 0] == ("2021-06-16", "day", "2021-06-16", "2021-06-16")


def test_sides_of_conflicts_steps_of_history_and_the_gathering() -> None:
    with disputed().store() as found:
        model, then = view_model(found), view_model(found, Selection(as_of=date(2022, 11, 14)))
    moved = event(model, "moved")
    quotes = [m["quote"] for m in mentions(model, "moved")]
    [(aspect, sides)] = moved["conflicts"]
    assert (aspect, [claim for claim, *_ in sides]) == ("place", ["Bali", "Jakarta"])
    assert all(claim in quotes[n] for claim, by, _ in sides for n in by) and [len(by) for _, by, _ in sides] == [2, 1]
    steps = [
        (model["times"][time or 0][0], model["places"][place or 0]["names"]["en"])
        for _, _, _, time, place, _ in moved["history"]
    ]
    assert steps == [("2022-11-13", "Jakarta"), ("2022-11-14", "Bali"), ("2022-11-14", "Bali")]
    number, beside = moved["gathering"] or (0, False)
    assert model["gatherings"][number]["names"]["en"] == "G20 summit in Bali" and beside
    assert event(then, "moved")["conflicts"] == []


def test_nothing_but_held_is_called_held(store: Store) -> None:
    statuses = {e["id"]: e["status"] for e in view_model(store)["events"]}
    assert {k.removeprefix("id:event/") for k, s in statuses.items() if s == "held"} == {"geneva", "call", "visit"}
    assert statuses["id:event/silent"] is None


def test_marks_point_at_their_words_in_the_quote_as_javascript_counts(store: Store) -> None:
    mention = mentions(view_model(store), "proposed")[0]
    units = mention["quote"].encode("utf-16-le")
    words = {aspect: units[2 * start : 2 * end].decode("utf-16-le") for aspect, start, end in mention["marks"]}
    assert words == {"trigger": "rencontrer", "status": "veut"}


def test_marks_after_an_emoji_are_shifted() -> None:
    corpus = Corpus()
    document = corpus.document("x", "\U0001f54a\U0001f54a They met.", "en", date(2020, 1, 1), outlet="A")
    corpus.event("x", [corpus.mention(document, EventType.MEETING, Status.HELD, people(BIDEN, PUTIN), trigger="met")])
    with corpus.store() as found:
        assert ("trigger", 10, 13) in [tuple(m) for m in mentions(view_model(found), "x")[0]["marks"]]


def test_the_chain_of_who_says_so_is_kept(store: Store) -> None:
    model = view_model(store)
    mention = mentions(model, "proposed")[0]
    name = lambda n: model["actors"][n]["names"]["en"]  # noqa: E731
    assert [name(n) for n in mention["relayers"]] == ["CNN"]
    assert [name(n) for n in mention["originators"]] == ["US officials"]
    assert model["documents"][mention["doc"]]["outlet"] == "Le Monde"


def test_actors_bear_names_in_six_languages_and_scripts(store: Store) -> None:
    putin = next(a for a in view_model(store)["actors"] if a["id"] == "wd:Q7747")
    assert set(putin["names"]) >= {"en", "es", "de", "fr", "it", "uk"}
    assert putin["names"]["uk"] == "Володимир Путін"
    assert putin["kind"] == "person" and putin["offices"]


def test_the_state_of_an_office_has_its_name_where_no_report_speaks_of_it(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        one_report(store, tmp_path)
        model = view_model(store)
        macron = next(a for a in model["actors"] if a["names"].get("en") == "Emmanuel Macron")
        held = {model["actors"][of]["names"]["uk"] for _, of, _, _ in macron["offices"] if of is not None}
        assert held == {"Франція", "Андорра"}
        page = about(store, NamedNode("http://www.wikidata.org/entity/Q3052772"), "fr")
        assert {office["ofName"] for office in page["offices"]} == {"France", "Andorre"}


def test_order_of_adding_changes_nothing() -> None:
    corpus = small()
    with corpus.store() as one:
        first = view_model(one)
    corpus.documents = dict(reversed(corpus.documents.items()))
    corpus.events.reverse()
    with corpus.store() as other:
        assert view_model(other) == first


def test_selecting_by_actor_in_any_language(store: Store) -> None:
    assert keys(view_model(store, Selection(actors=["Меркель"]))) == keys(view_model(store, Selection(actors=["Q567"])))
    assert keys(view_model(store, Selection(actors=["Angela Merkel", "Donald Trump"]))) == {"denied"}


def test_selecting_by_event_status_and_period(store: Store) -> None:
    assert keys(view_model(store, Selection(events=["https://w3id.org/summitry/id/event/visit"]))) == {"visit"}
    assert keys(view_model(store, Selection(statuses=["cancelled", "denied"]))) == {"cancelled", "denied"}
    assert keys(view_model(store, Selection(since=date(2025, 1, 1)))) == {"proposed", "cancelled"}
    assert "silent" in keys(view_model(store, Selection(until=date(1999, 12, 31))))


def test_selecting_by_query_takes_events_mentions_or_actors(store: Store) -> None:
    assert keys(view_model(store, Selection(query="meetings-between", params={"a": "Q7747", "b": "Q6279"}))) == {
        "geneva"
    }
    by_mention = "SELECT ?m WHERE { ?m a kg:EventMention ; kg:status kg:cancelled }"
    assert keys(view_model(store, Selection(query=by_mention))) == {"cancelled"}
    construct = "CONSTRUCT { ?e a sem:Event } WHERE { ?e a kg:Visit }"
    assert keys(view_model(store, Selection(query=construct))) == {"visit"}
    pair = "SELECT ?a WHERE { VALUES ?a { wd:Q7747 wd:Q22686 } }"
    assert keys(view_model(store, Selection(query=pair))) == {"proposed", "cancelled"}
    assert keys(view_model(store, Selection(query="SELECT ?x WHERE { ?x a kg:Nothing }"))) == set()


def test_as_of_a_day_later_reports_are_unknown(store: Store) -> None:
    model = view_model(store, Selection(as_of=date(2021, 6, 10)))
    assert keys(model) == {"geneva", "visit", "denied", "talks"}, "undated reports are left out, later ones too"
    geneva = event(model, "geneva")
    assert (geneva["status"], geneva["time"], geneva["counts"]) == ("planned", None, (1, 1, 1, 1))
    assert [m["quote"] for m in mentions(model, "geneva")] == ["Biden und Putin wollen sich in Genf treffen."]
    assert model["asOf"] == "2021-06-10"


@pytest.mark.parametrize(
    ("wanted", "error", "message"),
    [
        (Selection(statuses=["over"]), UsageError, "no status 'over'"),
        (Selection(events=["urn:none"]), UsageError, "no event 'urn:none'"),
        (Selection(actors=["Nobody At All"]), QueryError, "no actor called"),
        (Selection(query="ASK { ?s ?p ?o }"), UsageError, "ASK"),
        (Selection(query="no-such-question"), QueryError, "no question"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_line(
    store: Store, wanted: Selection, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        view_model(store, wanted)


def test_days_months_and_years_as_a_user_writes_them() -> None:
    wanted = selection(since="2025", until="2025-02", as_of="2025-03-04")
    assert (wanted.since, wanted.until, wanted.as_of) == (date(2025, 1, 1), date(2025, 2, 28), date(2025, 3, 4))
    with pytest.raises(UsageError, match="'soon' is not a date"):
        selection(since="soon")
    with pytest.raises(UsageError, match="no day lies between 2025-05 and 2024"):
        selection(since="2025-05", until="2024")
    assert selection(since="2025-03", until="2025-03").until == date(2025, 3, 31)


def test_an_empty_store_gives_an_empty_model() -> None:
    with Store.memory() as empty:
        model = view_model(empty)
    assert (model["events"], model["actors"], model["first"], model["details"]) == ([], [], [], [])
