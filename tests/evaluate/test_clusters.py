"""Measures of coreference, pinned to values computed by hand (`kg.evaluate.coreference` shows two of them)."""

import json

import pytest

from kg.errors import UsageError
from kg.evaluate import load
from kg.evaluate.coreference import b_cubed, ceaf_e, clustering, conll, gold_clusters, load_names, muc, restricted
from kg.evaluate.gold import gold_mentions, over_gold
from kg.resources import data_dir


def sets(text):
    """Clusters of letters: ``abc d``."""
    return [frozenset(("doc", ord(letter)) for letter in word) for word in text.split()]


def test_a_clustering_agrees_with_itself():
    for clusters in (sets("abc d"), sets("a b c"), sets("abcd")):
        for measure in (muc, b_cubed, ceaf_e):
            assert (measure(clusters, clusters).precision, measure(clusters, clusters).recall) == (1, 1)
        assert conll(clusters, clusters) == 1


def test_muc_counts_links():
    one = muc(sets("abc de"), sets("ab c de"))
    assert (one.precision, one.recall, one.f1) == (1, pytest.approx(2 / 3), pytest.approx(4 / 5))
    # Joined too much: ours {a b c d} has three links, of which gold cuts one.
    two = muc(sets("ab cd"), sets("abcd"))
    assert (two.precision, two.recall) == (pytest.approx(2 / 3), 1)


def test_b_cubed_is_the_mean_over_mentions():
    found = b_cubed(sets("abc d"), sets("ab cd"))
    assert (found.precision, found.recall) == (pytest.approx(3 / 4), pytest.approx(2 / 3))
    assert found.f1 == pytest.approx(12 / 17)


def test_ceaf_pairs_each_cluster_once():
    found = ceaf_e(sets("abc d"), sets("ab cd"))
    assert (found.precision, found.recall) == (pytest.approx(11 / 15), pytest.approx(11 / 15))
    # {a b} finds one partner only, {a} or {b}: 2/3, by two of ours and one of gold's.
    split = ceaf_e(sets("ab"), sets("a b"))
    assert (split.precision, split.recall) == (pytest.approx(1 / 3), pytest.approx(2 / 3))


def test_conll_is_the_mean_of_three():
    # MUC: recall (3 - 2) / 2 and precision ((2 - 1) + (2 - 2)) / 2, both 1/2.
    assert conll(sets("abc d"), sets("ab cd")) == pytest.approx((1 / 2 + 12 / 17 + 11 / 15) / 3)


def test_nothing_joined_where_nothing_is_to_join():
    assert muc(sets("a b"), sets("a b")).f1 == 1
    assert muc(sets("ab"), sets("a b")).f1 == 0


def test_names_make_clusters_and_some_mentions_may_be_left_out():
    found = clustering({("d", 0): "x", ("d", 1): "y", ("e", 0): "x"})
    assert sorted(map(sorted, found)) == [[("d", 0), ("e", 0)], [("d", 1)]]
    assert sorted(map(sorted, restricted(found, [("e", 0), ("d", 1)]))) == [[("d", 1)], [("e", 0)]]


EVENT = {
    "type": "meeting", "status": "held", "participants": ["Emmanuel Macron", "Friedrich Merz"], "date": "2025-05-07",
    "place": "Paris", "attributed_to": [], "quote": "Macron met Merz in Paris on Wednesday.",
}  # fmt: skip


@pytest.fixture
def gold(tmp_path):
    def write(*events):
        rows = [
            {"id": f"d{n}", "lang": "en", "date": "2025-05-08", "text": event["quote"], "events": [event]}
            for n, event in enumerate(events)
        ]
        path = tmp_path / "gold.jsonl"
        path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        return load(path)

    return write


def test_events_without_a_cluster_are_an_error_and_unscored_classes_are_left_out(gold):
    named = {**EVENT, "cluster": "macron-merz"}
    assert gold_clusters(gold(named, {**named, "type": "other"}), None) == {("d0", 0): "macron-merz"}
    with pytest.raises(UsageError, match="not each has a cluster"):
        gold_clusters(gold(named, EVENT), None)
    assert gold_clusters(gold(EVENT, EVENT), {"d1": ["x"]}) == {("d1", 0): "x"}
    with pytest.raises(UsageError, match="d1: 1 events"):
        gold_clusters(gold(EVENT, EVENT), {"d1": ["x", "y"]})


def test_names_are_read_from_a_file(tmp_path):
    path = tmp_path / "names.json"
    path.write_text('{"d0": ["x"]}', encoding="utf-8")
    assert load_names(path) == {"d0": ["x"]}
    path.write_text("[1]", encoding="utf-8")
    with pytest.raises(UsageError, match="must map"):
        load_names(path)


def test_a_gold_event_is_a_mention_with_known_actors_and_places(gold):
    rows = gold({**EVENT, "place": "Washington", "participants": ["Emmanuel Macron", "Nobody Inparticular"]})
    (mention,) = gold_mentions(rows[0])
    assert [(p.actor.key, p.actor.state) for p in mention.participants] == [
        ("Q3052772", "Q142"),
        ("person/nobody-inparticular", None),
    ]
    assert (mention.place.key, mention.place.country, mention.time.edtf) == ("Q61", "Q30", "2025-05-07")
    assert rows[0].text[mention.start : mention.end] == mention.quote


def test_gold_mentions_are_joined_by_the_rules(gold):
    rows = gold(EVENT, EVENT, {**EVENT, "date": "2025-04-02"})
    judged = [("d0", 0), ("d1", 0), ("d2", 0)]
    assert sorted(map(sorted, over_gold(rows, judged))) == [[("d0", 0), ("d1", 0)], [("d2", 0)]]


def test_the_sample_is_joined_as_well_as_asked():
    """Issue 4: B-cubed F1 of at least 0.90 over gold mentions of our own dispatches."""
    rows = [row for path in sorted((data_dir() / "gold").glob("sample.*.jsonl")) for row in load(path)]
    named = gold_clusters(rows, None)
    assert len(named) == sum(len(row.events) for row in rows)
    assert b_cubed(clustering(named), over_gold(rows, named)).f1 >= 0.90
