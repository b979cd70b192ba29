"""All patterns of a language matched against a sentence in one pass.

A `Matcher` holds patterns, each tagged with a section ("trigger", "cue", ...) and a payload. For each distinct word the
patterns that it may begin are looked up once and remembered, so a pass over a text costs one dictionary access a token;
the rest of a pattern is checked only where its first item fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from kg.model import Match, Token
from kg.patterns import Compiler, Item, Pattern
from kg.tokens import MEMO, Clitics, lemmatizer

#: Longest gap that ``...`` bridges, in tokens.
GAP = 6
#: Patterns begun by a word that are tried one by one; more are arranged by their second item.
FEW = 4
#: Punctuation that ends a clause; ``...`` never crosses it.
BARRIERS = frozenset(',;:()[]\u2014\u2013\u00ab\u00bb\u201c\u201d\u201e"!?')
#: Marks after which a sentence may begin anew, and with it a capital letter.
_BEGINNINGS = frozenset(':.("\u201e\u201c\u201d\u00ab\u00bb\u2018\u201a\u2013\u2014')
_NO_CLASSES: frozenset[str] = frozenset()
_NONE: frozenset[int] = frozenset()


class _Single(NamedTuple):
    """A pattern of one word that a certain word fits."""

    pattern: Pattern
    classes: frozenset[str]
    as_verb: bool
    """Whether it fits as a form of a verb only, which a noun spelt alike is not."""


class _Longer(NamedTuple):
    """Patterns of two items or more that a word may begin, arranged by their second item."""

    second: dict[str, list[Pattern]]
    """Patterns whose second item is one of a few words, by each of these."""
    loose: tuple[Pattern, ...]
    """Patterns whose second item is a gap or has a wildcard, or all where they are few."""


class _Known(NamedTuple):
    """What is remembered of a word: its lemma, and the patterns it is or may begin."""

    lemma: str
    single: tuple[_Single, ...]
    longer: _Longer | None


def _arranged(patterns: Sequence[Pattern]) -> _Longer:
    loose = tuple(pattern for pattern in patterns if _is_loose(pattern.items[1]))
    firm = [pattern for pattern in patterns if pattern not in loose]
    if len(patterns) <= FEW:
        return _Longer({}, (*firm, *loose))  # of two matches of one length the firm one counts
    second: dict[str, list[Pattern]] = {}
    for pattern in firm:
        item = pattern.items[1]
        for words in (item.words, item.exact, item.forms or ()):
            for word in words:
                known = second.setdefault(word, [])
                if not known or known[-1] is not pattern:
                    known.append(pattern)
    return _Longer(second, loose)


def _is_loose(item: Item) -> bool:
    return bool(item.gap or item.prefixes or item.suffixes or item.infixes)


def _candidates(longer: _Longer, word: str, lemma: str) -> Iterable[Pattern]:
    """Patterns that the next word does not rule out."""
    if not longer.second:
        return longer.loose
    hits: Sequence[Pattern] = longer.second.get(word, ())
    if lemma != word and (more := longer.second.get(lemma)):
        hits = [*hits, *(pattern for pattern in more if pattern not in hits)]
    return (*hits, *longer.loose) if longer.loose else hits


class Matcher:
    """Patterns of one language, matched together."""

    def __init__(
        self,
        lang: str,
        verbs: dict[str, dict[str, str]] | None = None,
        clitics: Clitics | None = None,
        slots: dict[str, frozenset[str]] | None = None,
        nouns_capitalised: bool = False,
    ) -> None:
        """Make an empty matcher; `verbs`, `clitics` and `slots` are those of the `Compiler`.

        Where nouns are capitalised, no verb form fits a word that a capital inside the sentence shows to be a noun.
        """
        self._lang = lang
        self._capitals = nouns_capitalised
        self._lemma = lemmatizer(lang)
        self._compiler = Compiler(verbs, clitics, slots)
        self._patterns: list[Pattern] = []
        self._by_word: dict[str, list[Pattern]] = {}
        self._by_prefix: dict[str, list[Pattern]] = {}
        self._by_suffix: dict[str, list[Pattern]] = {}
        self._infixed: list[Pattern] = []
        self._memo: dict[str, _Known] = {}
        self._arranged: dict[tuple[int, ...], _Longer] = {}
        """By the patterns' identities: most words begin the same few."""
        self._lengths: list[int] = []
        """Of the beginnings and ends that patterns ask for, in order."""

    def add(self, section: str, patterns: Iterable[str], payload: Any = None) -> None:
        """Compile `patterns` under `section`; raises `DataError` when one is malformed."""
        for entry in patterns:
            for items in self._compiler.compile(entry):
                self._index(Pattern(items, section, payload, entry))

    def part(self, sections: str) -> Matcher:
        """A matcher of those patterns alone whose section begins so."""
        made = Matcher(self._lang, nouns_capitalised=self._capitals)
        for pattern in self._patterns:
            if pattern.section.startswith(sections):
                made._index(pattern)
        return made

    def lemma(self, word: str) -> str:
        """Lemma of a lower-case word."""
        return self._look(word).lemma

    def find(self, tokens: Sequence[Token]) -> list[Match]:
        """All matches in a sentence, in order; in one section the longest wins and consumes its tokens."""
        return _longest(list(self._matches(tokens)))

    def finds(self, tokens: Sequence[Token]) -> bool:
        """Whether anything matches in a sentence."""
        return next(self._matches(tokens), None) is not None

    def _matches(self, tokens: Sequence[Token]) -> Iterator[Match]:
        memo, look = self._memo, self._look
        looked = [memo.get(token.lower) or look(token.lower) for token in tokens]
        nouns = _nouns(tokens) if self._capitals else _NONE
        last = len(tokens) - 1
        for first, known in enumerate(looked):
            for pattern, classes, as_verb in known.single:
                item = pattern.items[0]
                if (item.capital and not tokens[first].text[:1].isupper()) or (as_verb and first in nouns):
                    continue
                slots = ((item.slot, first),) if item.slot else ()
                yield Match(first, first + 1, pattern.section, pattern.payload, pattern.entry, classes, slots)
            if known.longer is None or first == last:
                continue
            for pattern in _candidates(known.longer, tokens[first + 1].lower, looked[first + 1].lemma):
                match = _match(pattern, tokens, looked, first, nouns)
                if match is not None:
                    yield match

    def _look(self, word: str) -> _Known:
        known = self._memo.get(word)
        if known is None:
            lemma = self._lemma(word) if word[:1].isalpha() else word
            hits = list(self._by_word.get(word, ()))
            if lemma != word:
                hits += self._by_word.get(lemma, ())
            hits += self._loose(word)
            if len(self._memo) > MEMO:
                self._memo.clear()
            known = self._memo[word] = self._known(word, lemma, hits) if hits else _Known(lemma, (), None)
        return known

    def _known(self, word: str, lemma: str, hits: Iterable[Pattern]) -> _Known:
        fitting = [pattern for pattern in dict.fromkeys(hits) if pattern.items[0].takes(word, lemma)]
        longer = tuple(pattern for pattern in fitting if len(pattern.items) > 1)
        if longer and (key := tuple(map(id, longer))) not in self._arranged:
            if len(self._arranged) > MEMO:
                self._arranged.clear()
            self._arranged[key] = _arranged(longer)
        single = (
            _Single(
                pattern,
                (pattern.items[0].forms or {}).get(word, _NO_CLASSES),
                not pattern.items[0].takes(word, lemma, noun=True),
            )
            for pattern in fitting
            if len(pattern.items) == 1
        )
        return _Known(lemma, tuple(single), self._arranged[key] if longer else None)

    def _loose(self, word: str) -> Iterable[Pattern]:
        """Patterns whose first item fits `word` by its beginning, its end or a part."""
        for length in self._lengths:
            if length > len(word):
                break
            yield from self._by_prefix.get(word[:length], ())
            yield from self._by_suffix.get(word[-length:], ())
        for pattern in self._infixed:
            if any(part in word for part in pattern.items[0].infixes):
                yield pattern

    def _index(self, pattern: Pattern) -> None:
        self._patterns.append(pattern)
        item = pattern.items[0]
        for prefix in item.prefixes:
            self._by_prefix.setdefault(prefix, []).append(pattern)
        for suffix in item.suffixes:
            self._by_suffix.setdefault(suffix, []).append(pattern)
        self._lengths = sorted({*self._lengths, *map(len, (*item.prefixes, *item.suffixes))} - {0})
        if item.infixes:
            self._infixed.append(pattern)
        for word in item.words | item.exact | frozenset(item.forms or ()):
            self._by_word.setdefault(word, []).append(pattern)


def _nouns(tokens: Sequence[Token]) -> frozenset[int]:
    """Words with a capital that neither the sentence's beginning nor a quotation or colon before them explains."""
    return frozenset(
        i for i in range(1, len(tokens)) if tokens[i].text[:1].isupper() and tokens[i - 1].text not in _BEGINNINGS
    )


def _match(
    pattern: Pattern, tokens: Sequence[Token], looked: Sequence[_Known], first: int, nouns: frozenset[int]
) -> Match | None:
    """The match of a pattern of several items that may begin at `first`, unless what follows does not fit."""
    items = pattern.items
    last = _extend(items, 0, tokens, looked, first, nouns)
    if last is None:
        return None
    classes = _NO_CLASSES
    for item in items:
        if item.forms is not None:
            hit = next((item.forms[t.lower] for t in tokens[first:last] if t.lower in item.forms), None)
            classes = hit or classes
    slots = tuple((item.slot, first + k) for k, item in enumerate(items) if item.slot)
    gapped = pattern.section.startswith("trigger") and any(item.gap for item in items)
    holes = _holes(items, tokens, looked, first, nouns) if gapped else _NONE
    return Match(first, last, pattern.section, pattern.payload, pattern.entry, classes, slots, holes)


def _holes(
    items: Sequence[Item], tokens: Sequence[Token], looked: Sequence[_Known], at: int, nouns: frozenset[int]
) -> frozenset[int]:
    """Tokens that the gaps of a pattern that matches at `at` bridge."""
    found: set[int] = set()
    for index, item in enumerate(items):
        if item.gap:
            while _extend(items, index + 1, tokens, looked, at, nouns) is None:
                found.add(at)
                at += 1
        else:
            at += 1
    return frozenset(found)


def _extend(
    items: Sequence[Item],
    index: int,
    tokens: Sequence[Token],
    looked: Sequence[_Known],
    at: int,
    nouns: frozenset[int],
) -> int | None:
    """Where a match ends whose items from `index` on stand from token `at` on; None where they do not."""
    for number in range(index, len(items)):
        item = items[number]
        if item.gap:
            for skip in range(at, at + GAP + 1):
                end = _extend(items, number + 1, tokens, looked, skip, nouns)
                if end is not None:
                    return end
                if skip >= len(tokens) or tokens[skip].lower in BARRIERS:
                    return None
            return None
        if at >= len(tokens) or not item.fits(tokens[at], looked[at].lemma, at in nouns):
            return None
        at += 1
    return at


def _longest(found: list[Match]) -> list[Match]:
    """Keep, per section, the longest matches that do not overlap.

    An auxiliary goes with several forms ("is meeting", "is met"): each of its readings stays, its verb decides.
    """
    if len(found) < 2:
        return found
    kept: list[Match] = []
    taken: dict[tuple[str, object], set[int]] = {}
    for match in sorted(found, key=_preference):
        reading = match.payload if match.section == "auxiliary" else None
        used = taken.setdefault((match.section, reading), set())
        span = match.fixed() if match.holes else range(match.first, match.last)
        if used.isdisjoint(span):
            used.update(span)
            kept.append(match)
    return sorted(kept, key=attrgetter("first", "last"))


def _preference(match: Match) -> tuple[int, int, bool]:
    """Longest first; an entry written with a capital (a German noun) before a verb form spelt alike."""
    return match.first - match.last, match.first, not match.entry[:1].isupper()
