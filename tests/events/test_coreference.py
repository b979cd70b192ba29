"""Events are a function of the set of mentions: no order, no repetition, no partition changes them."""

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from making import dispatch, reports

from kg.events.identity.coreference import resolve
from kg.events.identity.facts import PENDING, block_keys, facts
from kg.events.identity.joining import told_twice
from kg.model import Status

TOPIC = ("fr-10", "en-10", "de-10", "uk-13", "it-10", "es-10")
MENTIONS = [
    mention
    for name in TOPIC
    for row in [dispatch(name)]
    for mention in reports(
        row["text"], row["lang"], row["date"], id=row["id"], title=row["title"], outlet=row["outlet"]
    )
]


def told(lang, text, day, name):
    return reports(text, lang, day, id=name, outlet=name)


BEFORE = told("en", "Emmanuel Macron will receive Friedrich Merz in Paris next week.", "2025-06-16", "en")
AFTER = told("uk", "Фрідріх Мерц зустрівся в Парижі з Емманюелем Макроном у вівторок.", "2025-06-25", "uk")
OTHER = told("fr", "Emmanuel Macron a rencontré lundi à Rome Giorgia Meloni.", "2025-06-25", "fr")


@given(st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_order_and_repetition_change_nothing(chance):
    shuffled = [*MENTIONS, *chance.sample(MENTIONS, len(MENTIONS) // 2)]
    chance.shuffle(shuffled)
    assert resolve(shuffled) == resolve(MENTIONS)


@given(st.sets(st.sampled_from(range(len(MENTIONS)))))
@settings(max_examples=30, deadline=None)
def test_any_subset_gives_each_mention_exactly_one_event(chosen):
    some = [MENTIONS[i] for i in sorted(chosen)]
    events = resolve(some)
    keys = [key for event in events for key in event.mentions]
    assert sorted(keys) == sorted({m.key for m in some})
    assert [e.key for e in events] == sorted({e.key for e in events})


def test_mentions_that_share_no_block_never_meet():
    by_event = {key: event.key for event in resolve(MENTIONS) for key in event.mentions}
    blocks = {m.key: set(block_keys(m)) for m in MENTIONS}
    for event in resolve(MENTIONS):
        first, *rest = event.mentions
        reached, waiting = {first}, set(rest)
        while grown := {k for k in waiting if any(blocks[k] & blocks[r] for r in reached)}:
            reached |= grown
            waiting -= grown
        assert not waiting, by_event[first]


def test_a_document_that_reports_an_event_twice_says_the_same_or_what_became_of_it():
    by_key = {m.key: m for m in MENTIONS}
    for event in resolve(MENTIONS):
        told = [by_key[key] for key in event.mentions]
        for one, other in combinations(told, 2):
            first, second = facts(one), facts(other)
            if one.document == other.document and first.key != second.key and not told_twice(first, second):
                assert one.status != other.status
                assert {one.status, other.status} <= PENDING | {Status.DENIED}


def test_planned_in_one_language_and_held_in_another_are_one_event_with_a_history():
    (event,) = resolve([*BEFORE, *AFTER])
    assert event.status is Status.HELD
    assert [change.status for change in event.history] == [Status.PLANNED, Status.HELD]
    assert event.time.edtf == "2025-06-24"
    assert (event.documents, event.languages) == (2, 2)
    assert any(join.reasons for join in event.joins)


def test_other_people_are_another_event():
    assert len(resolve([*BEFORE, *AFTER, *OTHER])) == 2


def test_other_days_are_another_event():
    later = told("en", "Emmanuel Macron met Friedrich Merz in Paris on 3 September 2025.", "2025-09-04", "later")
    assert len(resolve([*AFTER, *later])) == 2


def test_adding_one_by_one_ends_where_adding_at_once_does():
    order = list(MENTIONS)
    random.Random(3).shuffle(order)
    so_far = []
    for mention in order:
        so_far.append(mention)
        last = resolve(so_far)
    assert last == resolve(MENTIONS)
