"""The patterns of a language as an automaton that grows while texts are read.

A `Word` is all that the patterns can tell of a token, and the tokens of a language fall into few of them. A `State` is
how far the patterns that began at a token have come; what the next word makes of it is worked out once and remembered.
So reading on costs a look-up a token, however many patterns begin alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from kg.model import Token
from kg.patterns import Item, Pattern
from kg.tokens import MEMO, lemmatizer

#: Longest gap that ``...`` bridges, in tokens.
GAP = 6
#: Letters by which beginnings and ends of words are filed.
_STEM = 4
#: Punctuation that ends a clause; ``...`` never crosses it.
BARRIERS = frozenset(',;:()[]\u2014\u2013\u00ab\u00bb\u201c\u201d\u201e"!?')
#: How a word fits an item: as it is written, by its dictionary form, by its beginning, end or a part (or behind a gap).
#: Of two patterns that one stretch of text fits, the one that it fits more closely counts.
_WRITTEN, _LEMMA, _PART = range(3)


class Place(NamedTuple):
    """How far the reading of a pattern has come."""

    pattern: Pattern
    at: int
    """The item that it waits for."""
    room: int
    """How many tokens a gap before that item may still bridge."""


class State:
    """How far all patterns have come that began at one token."""

    __slots__ = ("after", "complete", "led", "places", "roomy", "waiting")

    def __init__(self, complete: tuple[Pattern, ...], places: tuple[Place, ...]) -> None:
        """A state in which some patterns are complete and others go on."""
        self.complete = complete
        self.places = places
        self.waiting: dict[Item, list[int]] = {}
        """The numbers of the places that wait for an item."""
        for number, place in enumerate(places):
            self.waiting.setdefault(place.pattern.items[place.at], []).append(number)
        self.roomy = tuple(place for place in places if place.room)
        self.after: dict[Word, State] = {}
        """The state that each next word leads to, as far as it was asked for."""
        self.led: dict[tuple[frozenset[tuple[Item, int]], bool], State] = {}
        """The same by what a word fits of `waiting`, and whether it bars a gap."""


class Word:
    """What the patterns can tell of a token; all tokens of which they can tell the same are one."""

    __slots__ = ("as_noun", "bars", "items")

    def __init__(self, items: dict[Item, int], bars: bool, as_noun: Word | None) -> None:
        """A word that fits `items`, each in its way."""
        self.items = items
        self.bars = bars
        """Whether no gap bridges it."""
        self.as_noun = as_noun
        """What it is where its capital shows it to be a noun, if that is less."""


#: Where no pattern goes on.
NOTHING = State((), ())


class Automaton:
    """How far the patterns of one matcher come with the words of its language."""

    def __init__(self, words: Vocabulary) -> None:
        """An automaton without patterns."""
        self._vocabulary = words
        self._number = 0
        self._begin: dict[Item, list[tuple[int, Pattern]]] = {}
        """The patterns that an item begins, with their numbers."""
        self._states: dict[tuple[tuple[Pattern, ...], tuple[Place, ...]], State] = {}
        self._steps = 0
        self.begun: dict[Word, State] = {}
        """The state that a word leads to with which a reading begins."""

    def add(self, pattern: Pattern) -> None:
        """File a pattern."""
        for item in pattern.items:
            self._vocabulary.add(item)
        self._number += 1
        if not pattern.items[0].is_any:  # what any word may begin is begun by none
            self._begin.setdefault(pattern.items[0], []).append((self._number, pattern))
        self._forget()

    def begin(self, word: Word) -> State:
        """The state in which a word leaves the patterns that may begin with it."""
        begun = [(how, item) for item, how in word.items.items() if item in self._begin]
        going = [(how, number, pattern, 1) for how, item in begun for number, pattern in self._begin[item]]
        state = self.begun[word] = self._state(going, ()) if going else NOTHING
        return state

    def step(self, state: State, word: Word) -> State:
        """The state that a word leads to from another."""
        fitting = [entry for entry in word.items.items() if entry[0] in state.waiting]
        if not fitting and (word.bars or not state.roomy):
            after = NOTHING
        else:
            key = (frozenset(fitting), word.bars)
            after = state.led.get(key) or self._led(state, fitting, word.bars)
            state.led[key] = after
        state.after[word] = after
        self._steps += 1
        if self._steps > MEMO:
            self._forget()
        return after

    def _led(self, state: State, fitting: Sequence[tuple[Item, int]], bars: bool) -> State:
        going = []
        for item, how in fitting:
            for number in state.waiting[item]:
                pattern, at, room = state.places[number]
                going.append((_PART if room else how, number, pattern, at + 1))
        bridged = () if bars else (Place(pattern, at, room - 1) for pattern, at, room in state.roomy)
        return self._state(going, bridged)

    def _state(self, going: list[tuple[int, int, Pattern, int]], bridged: Iterable[Place]) -> State:
        """The state of patterns that have come to an item, those whose last word fits most closely first."""
        places: dict[Place, None] = {}
        complete: dict[Pattern, None] = {}
        for _, _, pattern, at in sorted(going, key=itemgetter(0, 1)):
            _advance(pattern, at, places, complete)
        places |= dict.fromkeys(bridged)
        # The first, shortest reading of a pattern is its match: no other is looked for.
        key = (tuple(complete), tuple(place for place in places if place.pattern not in complete))
        if key not in self._states:
            self._states[key] = State(*key) if places or complete else NOTHING
        return self._states[key]

    def _forget(self) -> None:
        """Bound the memory on endless streams."""
        self.begun.clear()
        self._states.clear()
        self._steps = 0


def _advance(pattern: Pattern, at: int, places: dict[Place, None], complete: dict[Pattern, None]) -> None:
    """File where a pattern stands whose items before the one `at` are read; a gap at its end asks for nothing."""
    room = 0
    while at < len(pattern.items) and pattern.items[at].gap:
        room += GAP
        at += 1
    if at == len(pattern.items):
        complete[pattern] = None
    else:
        places[Place(pattern, at, room)] = None


class Vocabulary:
    """The words of a language, as the items of all its patterns tell them apart."""

    def __init__(self, lang: str) -> None:
        """A vocabulary without items."""
        self._lemma = lemmatizer(lang)
        self._filed: set[Item] = set()
        self._by_word: dict[str, list[Item]] = {}
        self._by_lemma: dict[str, list[Item]] = {}
        self._prefixes = _Affixes()
        self._suffixes = _Affixes()
        self._infixed: list[Item] = []
        self._any: dict[Item, int] = {}
        """What every word fits."""
        self._words: dict[tuple[frozenset[tuple[Item, int]], bool, Word | None], Word] = {}
        self._known: dict[str, Word] = {}
        """By the text of a token."""
        self._last: tuple[Sequence[Token], list[Word]] = ((), [])
        """The sentence read last: one matcher after the other reads it."""

    def add(self, item: Item) -> None:
        """File an item."""
        if item in self._filed:
            return
        self._filed.add(item)
        for word in item.words | item.exact | frozenset(item.forms or ()):
            self._by_word.setdefault(word, []).append(item)
        for word in item.words:
            self._by_lemma.setdefault(word, []).append(item)
        if item.is_any:
            self._any[item] = _PART
        for prefix in filter(None, item.prefixes):
            self._prefixes.add(prefix, item)
        for suffix in item.suffixes:
            self._suffixes.add(suffix[::-1], item)
        if item.infixes:
            self._infixed.append(item)
        self._forget()

    def read(self, tokens: Sequence[Token]) -> list[Word]:
        """The word that each token is."""
        known, look = self._known, self._look
        if tokens is not self._last[0]:
            words = [known.get(token.text) or look(token) for token in tokens]
            if not isinstance(tokens, tuple):
                return words  # a list may change
            self._last = tokens, words
        return self._last[1]

    def _look(self, token: Token) -> Word:
        if len(self._known) > MEMO:
            self._forget()
        lower, as_noun = token.lower, None
        lemma = self._lemma(lower) if lower[:1].isalpha() else lower
        fitting = self._fitting(lower, lemma)
        if not token.text[:1].isupper():
            fitting = {item: how for item, how in fitting.items() if not item.capital}
        elif any(item.forms for item in fitting):
            nominal = {item: how for item, how in fitting.items() if item.takes_noun(lower, lemma)}
            as_noun = self._word(nominal, lower, None) if len(nominal) < len(fitting) else None
        found = self._known[token.text] = self._word(fitting, lower, as_noun)
        return found

    def _fitting(self, lower: str, lemma: str) -> dict[Item, int]:
        """The items that a word fits, capitals aside, and how."""
        fitting = self._any
        parts = self._prefixes.of(lower) + self._suffixes.of(lower[::-1])
        parts += [item for item in self._infixed if any(part in lower for part in item.infixes)]
        for items, how in ((parts, _PART), (self._by_lemma.get(lemma), _LEMMA), (self._by_word.get(lower), _WRITTEN)):
            if items:
                fitting = fitting | dict.fromkeys(items, how)
        return fitting

    def _word(self, items: dict[Item, int], lower: str, as_noun: Word | None) -> Word:
        key = (frozenset(items.items()), lower in BARRIERS, as_noun)
        found = self._words.get(key)
        if found is None:
            found = self._words[key] = Word(items, key[1], as_noun)
        return found

    def _forget(self) -> None:
        """Bound the memory on endless streams; with a new item words must be told apart anew."""
        self._known.clear()
        self._words.clear()
        self._last = ((), [])


@cache
def vocabulary(lang: str) -> Vocabulary:
    """The vocabulary of a language, which all its matchers share: a word is looked up once."""
    return Vocabulary(lang)


class _Affixes:
    """Beginnings of words, filed by their first letters."""

    def __init__(self) -> None:
        self._filed: dict[str, list[tuple[str, Item]]] = {}
        self._letters: list[int] = []
        """How many letters they are filed by: all of a short one."""

    def add(self, affix: str, item: Item) -> None:
        """File a beginning."""
        stem = affix[:_STEM]
        self._filed.setdefault(stem, []).append((affix, item))
        self._letters = sorted({*self._letters, len(stem)})

    def of(self, word: str) -> list[Item]:
        """The items whose beginning a word has."""
        found = []
        for length in self._letters:
            stem = word[:length]
            if stem in self._filed:
                found += [item for affix, item in self._filed[stem] if word.startswith(affix)]
        return found
