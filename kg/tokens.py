"""Tokens: words, numbers and marks of a text with their places in it, and the dictionary forms of words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial
from itertools import chain, pairwise
from operator import itemgetter
from typing import NamedTuple
from unicodedata import normalize

from kg.dictionary import LEMMAS, LOOKUP, listed
from kg.model import Token

#: Words remembered per language before the memory is emptied; bounds memory on endless streams.
MEMO = 200_000
_APOSTROPHES = ("\u2019", "\u02bc", "`", "\u2018")
#: Marks that open or close a quotation.
QUOTES = frozenset('"\u201c\u201d\u201e\u00ab\u00bb')
#: Words of which quotation marks inside a clause only tell that they are somebody's.
SCARE = 5
#: Hyphens and dashes.
DASHES = frozenset("-\u2013\u2014")
_TOKEN = re.compile(
    r"[^\W\d_](?:"  # a letter is looked at once: most of a text is words
    r"\.(?:[^\W\d_]\.)+"  # U.S.
    r"|[^\W_]*(?:['\u2019\u02bc`][^\W\d_][^\W_]*)*['\u2019]?)"  # word, with inner apostrophes
    r"|\d+(?:[.,:/]\d+)*"  # number, clock time, numeric date
    r"|[^\w\s]|_"  # punctuation, one by one
)


_START, _END = itemgetter(0), itemgetter(1)


class Clitics(NamedTuple):
    """Elided words written before (``l'``) and after (``'s``) a word, longest first."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    bare: Mapping[str, str]
    """Words as they are printed without the accent on their capital, by how they are read."""
    accents: Mapping[str, str]
    """Words as they are typed with an apostrophe for the accent on their last letter, by how they are read."""


def clitics(
    before: Iterable[str],
    after: Iterable[str],
    bare: Mapping[str, str] | None = None,
    accents: Mapping[str, str] | None = None,
) -> Clitics:
    """Order the clitic lists of a lexicon for matching."""
    return Clitics(
        tuple(sorted((straight(item).lower() for item in before), key=len, reverse=True)),
        tuple(sorted((straight(item).lower() for item in after), key=len, reverse=True)),
        bare or {},
        accents or {},
    )


def straight(text: str) -> str:
    """A text with every way to write an apostrophe as one."""
    for mark in _APOSTROPHES:  # each is looked for at the speed of memory, which a table of them is not
        text = text.replace(mark, "'")
    return text


def tokenize(text: str, start: int = 0, end: int | None = None, clitics: Clitics | None = None) -> list[Token]:
    """Cut ``text[start:end]`` into tokens; offsets count from the beginning of `text`."""
    part = text[start:end]
    low = _lower(part)
    make = partial(tuple.__new__, Token)  # a named tuple without its checks: most of what is read is tokens
    spans = map(re.Match.span, _TOKEN.finditer(part))
    tokens = [make((start + first, start + last, part[first:last], low[first:last])) for first, last in spans]
    if "'" in low:
        parts = (_split_apostrophe(t.text, t.lower, t.start, clitics) if "'" in t.lower else (t,) for t in tokens)
        tokens = list(chain.from_iterable(parts))
    bare = clitics.bare if clitics is not None else {}
    return [make((t.start, t.end, t.text, bare[t.text])) if t.text in bare else t for t in tokens] if bare else tokens


def _lower(text: str) -> str:
    """A text in lower case, letter by letter where a few letters would change its length."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(character.lower()[0] for character in text)
    return straight(lower)


def _split_apostrophe(word: str, lower: str, begin: int, clitics: Clitics | None) -> list[Token]:
    cuts = [0, len(lower)]
    if clitics is not None:
        if lower in clitics.accents:
            return [Token(begin, begin + len(lower), word, clitics.accents[lower])]
        if lower in clitics.before:  # with a blank behind it, as texts taken from links have: "l' Allemagne"
            return [Token(begin, begin + len(lower), word, lower)]
        front = next((c for c in clitics.before if lower.startswith(c) and len(lower) > len(c)), None)
        if front:
            cuts.insert(1, len(front))
        back = next((c for c in clitics.after if lower.endswith(c) and len(lower) - len(c) > cuts[-2]), None)
        if back:
            cuts.insert(-1, len(lower) - len(back))
    if lower.endswith("'") and cuts[-2] < len(lower) - 1 and len(cuts) == 2:
        cuts.insert(-1, len(lower) - 1)  # a closing quotation mark or plural possessive, not part of the word
    return [Token(begin + a, begin + b, word[a:b], lower[a:b]) for a, b in pairwise(cuts) if b > a]


@cache
def lemmatizer(lang: str) -> Callable[[str], str]:
    """Return a function from a lower-case word to its lemma, in lower case."""
    known: dict[str, str] = {}

    def lemma(word: str) -> str:
        found = known.get(word)
        if found is None:
            if len(known) > MEMO:
                known.clear()
            plain = word if word.isascii() else normalize("NFC", word)
            whole = listed(plain, lang) if plain.isalpha() else None  # as most are: it need not be taken apart
            found = known[word] = (whole or LEMMAS.get_lemma(plain, lang) or plain).lower()
        return found

    return lemma


def touched(tokens: Sequence[Token], start: int, end: int) -> range:
    """Indices of the tokens of which the stretch of text from `start` to `end` holds something."""
    return range(bisect_right(tokens, start, key=_END), bisect_left(tokens, end, key=_START))


def begun(tokens: Sequence[Token], start: int, end: int) -> range:
    """Indices of the tokens that begin in the stretch of text from `start` to `end`."""
    return range(bisect_left(tokens, start, key=_START), bisect_left(tokens, end, key=_START))


@lru_cache(MEMO)
def is_word(word: str, lang: str) -> bool:
    """Whether a lower-case word is in the dictionary of a language."""
    return LOOKUP.get_lemma(normalize("NFC", word), lang) is not None


def scare_quotes(tokens: Sequence[Token]) -> frozenset[int]:
    """Quotation marks around a word or a few inside a clause: 'agreed on a "complete ceasefire" in Gaza'."""
    marks = [i for i, token in enumerate(tokens) if token.text in QUOTES]
    found: set[int] = set()
    for first, last in zip(marks[::2], marks[1::2], strict=False):
        inside = range(first + 1, last)
        plain = all(tokens[i].text.isalpha() or tokens[i].text in DASHES for i in inside)
        if 0 < len(inside) <= SCARE and plain and first and tokens[first - 1].text.isalpha():
            found.update((first, last))
    return frozenset(found)
