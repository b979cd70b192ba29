"""Sentences and tokens: offsets never move, whatever the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Span
from kg.resources import languages
from kg.text.sentences import LONGEST, sentences

LANGS = st.sampled_from(languages())
#: Whatever Unicode holds, and, more often, what breaks tokenisers.
TEXTS = st.text(max_size=300) | st.text(
    alphabet="Az.!?… ’'\"«»„“-–—\n\r\t\u00a0\u2028\u0301ʼїЇßİ1.:/()[]", max_size=200
)


def cut(text, lang="en"):
    return sentences(text, lang, (Span(0, len(text)),))


def strings(text, lang="en"):
    return [text[s.start : s.end] for s in cut(text, lang)]


@given(TEXTS, LANGS)
@settings(max_examples=300, deadline=None)
def test_tokens_stand_where_they_say_and_cover_all_that_is_not_blank(text, lang):
    seen = [False] * len(text)
    last = 0
    for sentence in cut(text, lang):
        assert last <= sentence.start < sentence.end <= len(text)
        assert 0 < len(sentence.tokens) <= LONGEST + 20
        assert (sentence.tokens[0].start, sentence.tokens[-1].end) == (sentence.start, sentence.end)
        for token in sentence.tokens:
            assert last <= token.start < token.end
            assert text[token.start : token.end] == token.text
            assert len(token.lower) == len(token.text)
            seen[token.start : token.end] = [True] * (token.end - token.start)
            last = token.end
    missed = {c for c, found in zip(text, seen, strict=True) if not found and (c.isalpha() or c.isdecimal())}
    assert not missed


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "He met Mr. Xi in Washington D.C. on Jan. 5.| They talked.| \"Good,\" he said."),
        ("en", "The U.S. envoy left.| Gen. Smith stayed!| Why?| Nobody knows…"),
        ("de", "Am 7. August traf er Dr. Merz in Berlin.| Die Gespräche dauerten z. B. zwei Stunden."),
        ("fr", "M. Macron a reçu M. Zelensky.| « Un bon échange. »| Ils se reverront."),
        ("es", "El Sr. Sánchez viajó a EE. UU. el lunes.| ¿Se reunieron?| Sí."),
        ("it", "L'on. Tajani è a Roma.| L'incontro è durato un'ora."),
        ("uk", "Зустріч тривала 2 год. 30 хв. у Києві.| Далі – вечеря.| «Так», – сказав він."),
    ],
)  # fmt: skip
def test_a_stop_ends_a_sentence_only_where_it_does(lang, text):
    assert strings(text.replace("|", ""), lang) == [part.strip() for part in text.split("|")]


def test_a_line_broken_inside_a_sentence_is_one_sentence():
    assert len(cut("The two presidents met in\ngeneva on Monday.\n\nThey left.")) == 2


def test_a_line_without_end_is_cut_and_never_grows():
    text = "word " * 5000
    parts = cut(text)
    assert max(len(s.tokens) for s in parts) <= LONGEST
    assert sum(len(s.tokens) for s in parts) == 5000


def test_elided_words_are_tokens_of_their_own():
    tokens = [[t.text for t in s.tokens] for s in cut("L’émissaire d’Israël s’entretient.", "fr")]
    assert tokens == [["L’", "émissaire", "d’", "Israël", "s’", "entretient", "."]]


def test_decomposed_accents_and_hard_blanks_keep_their_offsets():
    text = "Zele\u0301nsky\u00a0et Macron\u202f: « oui »."
    (sentence,) = cut(text, "fr")
    assert all(text[t.start : t.end] == t.text for t in sentence.tokens)
