"""The matcher: what fits a pattern, which of several patterns counts, and that words are told apart as patterns ask."""

import pytest

from kg.matching import Matcher
from kg.tokens import clitics, tokenize

VERBS = {"meet": {"past": "met", "infinitive": "meet", "gerund": "meeting"}}


@pytest.fixture
def matcher() -> Matcher:
    made = Matcher("en", VERBS)
    made.add("verb", ["<meet>", "<meet:past> with"])
    made.add("trigger", ["talks ... with", "summit", "peace summit"])
    made.add("ignore", ["one _ two", "=Talks that"])
    return made


def found(matcher: Matcher, text: str) -> list[tuple[str, str]]:
    tokens = tuple(tokenize(text))
    return [(m.section, text[tokens[m.first].start : tokens[m.last - 1].end]) for m in matcher.find(tokens)]


def test_longest_of_a_section(matcher: Matcher) -> None:
    assert found(matcher, "they met with him") == [("verb", "met with")]
    assert found(matcher, "the peace summit") == [("trigger", "peace summit")]


def test_gap_is_short_and_stays_in_its_clause(matcher: Matcher) -> None:
    assert found(matcher, "talks on arms with us") == [("trigger", "talks on arms with")]
    assert found(matcher, "talks a b c d e f with us") == [("trigger", "talks a b c d e f with")]
    assert found(matcher, "talks a b c d e f g with us") == []
    assert found(matcher, "talks ended, with us") == []


def test_gap_ends_at_the_first_fit(matcher: Matcher) -> None:
    assert found(matcher, "talks with him with her") == [("trigger", "talks with")]
    (match,) = [m for m in matcher.find(tokenize("talks on arms with us")) if m.section == "trigger"]
    assert match.holes == {1, 2}


def test_any_word_stands_for_one(matcher: Matcher) -> None:
    assert found(matcher, "one or two") == [("ignore", "one or two")]
    assert found(matcher, "one two") == []


def test_forms_of_a_verb_by_class(matcher: Matcher) -> None:
    (match,) = matcher.find(tokenize("meeting"))
    assert match.classes == {"gerund"}


def test_noun_by_its_capital_is_no_verb() -> None:
    made = Matcher("de", {"treffen": {"infinitive": "treffen"}}, nouns_capitalised=True)
    made.add("verb", ["<treffen>"])
    assert found(made, "Sie treffen sich") == [("verb", "treffen")]
    assert found(made, "Treffen Sie ihn") == [("verb", "Treffen")]
    assert found(made, "Das Treffen endete") == []
    assert found(made, "sagte: Treffen wir uns") == [("verb", "Treffen")]


def test_closer_fit_counts() -> None:
    made = Matcher("en")
    made.add("office", ["deputy minister*"], "by its beginning")
    made.add("office", ["deputy ministers"], "as written")
    (match,) = made.find(tokenize("deputy ministers"))
    assert match.payload == "as written"


def test_patterns_added_later_are_seen(matcher: Matcher) -> None:
    assert found(matcher, "a quxly deal") == []
    matcher.add("title", ["quxly"])
    assert found(matcher, "a quxly deal") == [("title", "quxly")]
    other = Matcher("en")
    other.add("title", ["qux*"])
    assert found(other, "a quxly deal") == [("title", "quxly")]
    assert found(matcher.part("trigger"), "met at the summit") == [("trigger", "summit")]


def test_an_elided_word_stays_whole_with_a_blank_behind_it() -> None:
    lists = clitics(["l'", "d'"], [])
    assert [t.text for t in tokenize("l' Allemagne, d\u2019 Iran, l'Italie", clitics=lists)] == [
        *("l'", "Allemagne", ",", "d\u2019", "Iran", ",", "l'", "Italie")
    ]
