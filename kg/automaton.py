"""The patterns of a language as an automaton that grows while texts are read.

Patterns that begin alike are one path of `Node`s. A `Word` is all that the patterns can tell of a token, and the tokens
of a language fall into few of them. A `State` is how far the patterns that began at a token have come; what the next
word makes of it is worked out once and remembered. So reading on costs a look-up a token, however many patterns there
are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from kg.model import Token
from kg.patterns import Item, Pattern
from kg.tokens import MEMO, lemmatizer, scare_quotes

#: Longest gap that ``...`` bridges, in tokens.
GAP = 6
#: Letters by which beginnings and ends of words are filed.
_STEM = 4
#: Punctuation that ends a clause; ``...`` never crosses it.
BARRIERS = frozenset(',;:()[]\u2014\u2013\u00ab\u00bb\u201c\u201d\u201e"!?')
#: How a word fits an item: as it is written, by its dictionary form, by its beginning, end or a part (or behind a gap).
#: Of two patterns that one stretch of text fits, the one that it fits more closely counts.
#: What a gap bridges fits nothing.
_WRITTEN, _LEMMA, _PART, _BRIDGED = range(4)


class Node:
    """Where the reading of all patterns stands whose items before are the same."""

    __slots__ = ("after", "behind", "ends")

    def __init__(self) -> None:
        """A node that no pattern goes through yet."""
        self.after: dict[Item, Node] = {}
        """Where a word leads that fits an item."""
        self.behind: Node | None = None
        """The other side of a gap."""
        self.ends: list[int] = []
        """Numbers of the patterns that are complete here."""


class Place(NamedTuple):
    """A node that waits for a word."""

    node: Node
    room: int
    """How many tokens the gap before it may still bridge."""
    rank: int
    """How closely the words so far fit, beside the other places of its state; what the last word fits counts first."""


class State:
    """How far all patterns have come that began at one token."""

    __slots__ = ("after", "bridged", "complete", "places", "waits")

    def __init__(self, complete: tuple[Pattern, ...], places: tuple[Place, ...]) -> None:
        """A state in which some patterns are complete and others go on."""
        self.complete = complete
        self.places = places
        self.after: dict[Word, State] = {}
        """The state that each next word leads to, as far as it was asked for."""
        self.bridged: State | None = None
        """The one to which a word leads that fits nothing, where gaps bridge it; asked for once."""
        self.waits = places[0].node.after.keys() if len(places) == 1 else _waited_for(places)
        """What a word must fit to lead on."""


def _waited_for(places: tuple[Place, ...]) -> Set[Item]:
    return frozenset[Item]().union(*(place.node.after for place in places))


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


_CLOSENESS = itemgetter(0, 1)
#: Where no pattern goes on.
NOTHING = State((), ())


class Automaton:
    """How far the patterns of one matcher come with the words of its language."""

    def __init__(self) -> None:
        """An automaton without patterns."""
        self._patterns: list[Pattern] = []
        self._root = Node()
        self._states: dict[tuple[tuple[Pattern, ...], frozenset[Place]], State] = {}
        self._places: dict[Place, Place] = {}
        """Each place once: many states have it."""
        self._steps = 0
        self.begun: dict[Word, State] = {}
        """The state that a word leads to with which a reading begins."""

    def add(self, pattern: Pattern) -> None:
        """File a pattern."""
        node = self._root
        for item in pattern.items:
            if item.gap:
                node.behind = node = node.behind or Node()
            else:
                node = node.after.setdefault(item, Node())
        node.ends.append(len(self._patterns))
        self._patterns.append(pattern)
        self._forget()

    def begin(self, word: Word) -> State:
        """The state in which a word leaves the patterns that may begin with it."""
        state = self.begun[word] = self._state(_going((Place(self._root, 0, 0),), word.items), ())
        return state

    def step(self, state: State, word: Word) -> State:
        """The state that a word leads to from another."""
        if not state.waits.isdisjoint(word.items):
            after = self._state(_going(state.places, word.items), () if word.bars else _bridged(state.places))
        elif word.bars:
            after = NOTHING
        else:
            after = state.bridged = state.bridged or self._state((), _bridged(state.places))
        state.after[word] = after
        self._steps += 1
        if self._steps > MEMO:
            self._forget()
        return after

    def _state(self, going: Iterable[_Reached], bridged: Iterable[_Reached]) -> State:
        """The state of what a word has brought to nodes, and what it was bridged for; what it fits closely first."""
        reached = sorted(going, key=_CLOSENESS)
        complete = sorted((how, rank, number) for how, rank, node, _ in reached for number in node.ends)
        ends = tuple(dict.fromkeys(self._patterns[number] for _, _, number in complete)) if complete else ()
        ends = tuple(sorted(ends, key=_written_small)) if len(ends) > 1 else ends
        places: dict[tuple[Node, int], int] = {}
        ranks: dict[tuple[int, int], int] = {}
        for how, rank, node, room in chain(reached, bridged):
            if node.after:
                places.setdefault((node, room), ranks.setdefault((how, rank), len(ranks)))
        if not places and not ends:
            return NOTHING
        made = (Place(node, room, rank) for (node, room), rank in places.items())
        waiting = tuple(self._places.setdefault(place, place) for place in made)
        key = (ends, frozenset(waiting))
        found = self._states.get(key)
        if found is None:
            found = self._states[key] = State(ends, waiting)
        return found

    def _forget(self) -> None:
        """Bound the memory on endless streams."""
        self.begun.clear()
        self._states.clear()
        self._places.clear()
        self._steps = 0


#: How closely a word fits, how closely the words before it do, and the node to which it leads, with the room there.
_Reached = tuple[int, int, Node, int]


def _going(places: Iterable[Place], items: dict[Item, int]) -> Iterator[_Reached]:
    """The nodes to which a word of some items leads, and those behind the gaps that follow them."""
    for node, room, rank in places:
        for item in node.after.keys() & items.keys():
            how = _PART if room else items[item]
            gaps, here = 0, node.after.get(item)
            while here is not None:
                yield how, rank, here, gaps * GAP
                gaps, here = gaps + 1, here.behind


def _written_small(pattern: Pattern) -> bool:
    """An entry written with a capital (a German noun) goes before a verb form spelt alike."""
    return not pattern.entry[:1].isupper()


def _bridged(places: Iterable[Place]) -> Iterator[_Reached]:
    """The nodes that still wait behind a gap that bridges a word."""
    return ((_BRIDGED, rank, node, room - 1) for node, room, rank in places if room)


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
        self._infixed: list[tuple[Callable[[str], object], Item]] = []
        """What tells whether a word holds one of an item's parts, with the item."""
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
            self._infixed.append((re.compile("|".join(map(re.escape, item.infixes))).search, item))
        self._forget()

    def read(self, tokens: Sequence[Token]) -> list[Word]:
        """The word that each token is; quotation marks around a word or a few end no clause."""
        known, look = self._known, self._look
        if tokens is not self._last[0]:
            words = [known.get(token.text) or look(token) for token in tokens]
            for mark in scare_quotes(tokens):
                words[mark] = self.unbarred(words[mark])
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
            if any(item.capital for item in fitting):
                fitting = {item: how for item, how in fitting.items() if not item.capital}
        elif any(item.forms for item in fitting):
            nominal = {item: how for item, how in fitting.items() if item.takes_noun(lower, lemma)}
            as_noun = self._word(nominal, lower in BARRIERS, None) if len(nominal) < len(fitting) else None
        found = self._known[token.text] = self._word(fitting, lower in BARRIERS, as_noun)
        return found

    def _fitting(self, lower: str, lemma: str) -> dict[Item, int]:
        """The items that a word fits, capitals aside, and how."""
        fitting = dict(self._any)
        parts = self._prefixes.of(lower) + self._suffixes.of(lower[::-1])
        parts += [item for holds, item in self._infixed if holds(lower)]
        for items, how in ((parts, _PART), (self._by_lemma.get(lemma), _LEMMA), (self._by_word.get(lower), _WRITTEN)):
            if items:
                fitting.update(dict.fromkeys(items, how))
        return fitting

    def _word(self, items: dict[Item, int], bars: bool, as_noun: Word | None) -> Word:
        key = (frozenset(items.items()), bars, as_noun)
        found = self._words.get(key)
        if found is None:
            found = self._words[key] = Word(items, bars, as_noun)
        return found

    def tells(self, word: Word) -> bool:
        """Whether a pattern asks for a word as it is written."""
        return _WRITTEN in word.items.values()

    def unbarred(self, word: Word) -> Word:
        """A mark that ends no clause where it stands: gaps bridge it."""
        return self._word(word.items, False, word.as_noun)

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
