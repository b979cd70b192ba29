"""What the seed article must give; the same in our own words from the sample, always."""

import pytest
from making import SHARED, dispatch, names, reports

from kg.model import EventType, Status
from kg.pipeline import extract, prepare
from kg.sources.records import read

TRUMP, PUTIN, ZELENSKY = "Donald Trump", "Vladimir Putin", "Volodymyr Zelenskyy"
WITKOFF, BIDEN = "Steve Witkoff", "Joe Biden"
TALKS = {EventType.MEETING, EventType.NEGOTIATION, EventType.SUMMIT}


def seed():
    path = SHARED / "seed" / "article.fr.txt"
    if not path.exists():
        pytest.skip("../shared/seed is not here")
    prepared = prepare(next(read([path])))
    return prepared, extract(prepared.document, prepared.head)


def ours(name):
    row = dispatch(name)
    return reports(row["text"], row["lang"], row["date"], title=row["title"], outlet=row["outlet"])


@pytest.fixture(scope="module", params=["seed", "fr-10", "en-10"])
def told(request):
    return seed()[1] if request.param == "seed" else ours(request.param)


def found(mentions, kinds, status, people):
    kinds = kinds if isinstance(kinds, set) else {kinds}
    return [m for m in mentions if m.type in kinds and m.status is status and people <= names(m)]


def said(mentions):
    return {a.name for m in mentions for a in (*m.originators, *m.relayers)}


@pytest.mark.shared
def test_the_head_of_the_seed():
    prepared, mentions = seed()
    document = prepared.document
    assert document.lang == "fr"
    assert str(document.published) == "2025-08-07"
    assert document.title.startswith("Trump accélère ses efforts")
    for mention in mentions:
        for furniture in ("•", "Pravdy", "Source"):
            assert furniture not in mention.quote


@pytest.mark.shared
def test_the_seed_in_full():
    _, mentions = seed()
    geneva = found(mentions, EventType.SUMMIT, Status.HELD, {PUTIN, BIDEN})
    assert [(m.time.edtf, m.place.name) for m in geneva] == [("2021", "Geneva")]
    direct = found(mentions, TALKS, Status.PROPOSED, {PUTIN, TRUMP})
    assert any({"CNN"} <= {a.name for a in m.relayers} and m.originators for m in direct)
    assert found(mentions, TALKS, Status.PROPOSED, {TRUMP, ZELENSKY})
    assert [m.time.edtf for m in direct if m.time and m.time.edtf.startswith("2025-08-11")] == ["2025-08-11/2025-08-21"]
    assert found(mentions, EventType.PHONE_CALL, Status.HELD, {TRUMP, "European leaders"})
    assert [m.place.name for m in found(mentions, EventType.VISIT, Status.HELD, {WITKOFF})] == ["Moscow"]
    assert found(mentions, TALKS, Status.HELD, {WITKOFF, PUTIN})


def test_geneva_was_held_in_2021(told):
    geneva = [m for m in told if m.status is Status.HELD and BIDEN in names(m)]
    assert any(m.type is EventType.SUMMIT and m.time.edtf.startswith("2021") for m in geneva)
    assert any(m.place is not None and m.place.name == "Geneva" for m in geneva)


def test_a_direct_meeting_is_proposed_and_cnn_relays_it(told):
    direct = found(told, TALKS, Status.PROPOSED, {TRUMP, PUTIN})
    assert direct
    assert "CNN" in said(direct)


def test_three_party_talks_are_proposed(told):
    assert found(told, TALKS, Status.PROPOSED, {TRUMP, ZELENSKY})


def test_the_envoy_s_talks_were_held(told):
    assert found(told, TALKS, Status.HELD, {WITKOFF, PUTIN})


def test_no_day_is_invented_for_what_is_proposed(told):
    for mention in told:
        if mention.status is Status.PROPOSED and mention.time is not None:
            assert mention.time.start != mention.time.end, mention.quote


def test_nothing_between_trump_and_putin_or_zelensky_was_held(told):
    for mention in told:
        if mention.status is Status.HELD and mention.type in TALKS:
            assert not {TRUMP, PUTIN} <= names(mention), mention.quote
            assert not {TRUMP, ZELENSKY} <= names(mention), mention.quote


@pytest.mark.parametrize("name", ["seed", "fr-10", "en-10"])
def test_the_call_was_held(name):
    mentions = seed()[1] if name == "seed" else ours(name)
    assert found(mentions, EventType.PHONE_CALL, Status.HELD, {TRUMP, "European leaders"})
