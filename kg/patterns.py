"""The pattern language of the lexicon (``data/lexicon/README.md``): from an entry as written to items for tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kg.errors import DataError
from kg.tokens import Clitics, straight, tokenize


class Item(Struct, frozen=True, eq=False, gc=False):
    """One item of a pattern: what a single token must look like. Compared by identity, as patterns are."""

    words: frozenset[str]
    exact: frozenset[str]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    infixes: tuple[str, ...]
    forms: dict[str, frozenset[str]] | None
    capital: bool
    gap: bool
    slot: str = ""

    @property
    def is_any(self) -> bool:
        """Whether every word is such a one."""
        return "" in self.prefixes

    def takes_noun(self, lower: str, lemma: str) -> bool:
        """Whether a word that is known to be a noun, and so no form of a verb, is such a one; its capital aside."""
        return (
            lower in self.words
            or lemma in self.words
            or lower in self.exact
            or (bool(self.prefixes) and lower.startswith(self.prefixes))
            or (bool(self.suffixes) and lower.endswith(self.suffixes))
            or any(part in lower for part in self.infixes)
        )


class Pattern(Struct, frozen=True, eq=False, gc=False):
    """Compared by identity: a pattern is in a list or it is not, without a look into its words."""

    items: tuple[Item, ...]
    section: str
    payload: Any
    entry: str
    verbs: tuple[Item, ...]
    """Those of its items that are forms of a verb."""
    slots: tuple[tuple[str, int], ...]
    """Its named slots with the number of their item."""
    gapped: bool


def pattern(items: tuple[Item, ...], section: str, payload: Any, entry: str) -> Pattern:
    """A pattern of a section, with what need not be asked again of its items."""
    verbs = tuple(item for item in items if item.forms is not None)
    slots = tuple((item.slot, number) for number, item in enumerate(items) if item.slot)
    return Pattern(items, section, payload, entry, verbs, slots, any(item.gap for item in items))


#: A word of a pattern that is one slot, or one verb.
_SLOT, _VERB = re.compile(r"\{\w+\}"), re.compile(r"<[^<>|]+>")
_ANY_ITEM = Item(frozenset(), frozenset(), ("",), (), (), None, False, False)
_GAP_ITEM = Item(frozenset(), frozenset(), (), (), (), None, False, True)


class Compiler:
    """Turns entries into patterns, with the verbs, clitics and slots of a language at hand."""

    def __init__(
        self,
        verbs: Mapping[str, Mapping[str, str]] | None = None,
        clitics: Clitics | None = None,
        slots: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        """Prepare for a language.

        `verbs` maps a lemma to its blank-separated forms by class, `slots` a slot name to the words that may fill it.
        """
        self._slots = slots or {}
        self._clitics = clitics
        self._verbs = {name: _form_classes(forms) for name, forms in (verbs or {}).items()}
        self._known: dict[str, tuple[Item, ...]] = {}
        """By the word as written: the same stand in many patterns."""

    def compile(self, entry: str) -> Iterable[tuple[Item, ...]]:
        """The items of an entry, once for each way to leave out what is optional; raises `DataError` if malformed."""
        choices: list[tuple[tuple[Item, ...], ...]] = []
        for word in entry.split():
            optional = word.endswith("?") and len(word) > 1
            items = self._read(word[:-1] if optional else word, entry)
            choices.append((items, ()) if optional else (items,))
        expanded = [tuple(item for part in parts for item in part) for parts in product(*choices)]
        kept = [items for items in expanded if items and not items[0].gap]
        if not kept:
            raise DataError(f"pattern '{entry}' matches nothing")
        return kept

    def _read(self, word: str, entry: str) -> tuple[Item, ...]:
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._items(word, entry)
        return found

    def _items(self, word: str, entry: str) -> tuple[Item, ...]:
        if word.isalpha():  # as most are
            return (_word_item((word,)),)
        if word == "...":
            return (_GAP_ITEM,)
        if word == "_":
            return (_ANY_ITEM,)
        if _SLOT.fullmatch(word):
            return (self._slot_item(word[1:-1], entry),)
        if _VERB.fullmatch(word):
            return (self._verb_item(word[1:-1], entry),)
        if ("{" in word and not word.startswith("{")) or "}" in word[:-1]:
            pieces_of = [piece for piece in re.split(r"(\{\w+\})", word) if piece]
            if len(pieces_of) > 1:
                return tuple(item for piece in pieces_of for item in self._items(piece, entry))
        if "|" not in word and not word.startswith("="):
            pieces = tokenize(word.replace("*", "\x00").replace("\x00", "zqz"), clitics=self._clitics)
            if len(pieces) > 1:
                return tuple(_word_item([piece.text.replace("zqz", "*")]) for piece in pieces)
        alternatives = word.split("|")
        verbs = [a for a in alternatives if a.startswith("<")]
        if verbs:
            forms: dict[str, frozenset[str]] = {}
            for verb in verbs:
                forms |= self._verb_item(verb.strip("<>"), entry).forms or {}
            plain = _word_item([a for a in alternatives if not a.startswith("<")])
            return (replace(plain, forms=forms, capital=False),)
        return (_word_item(alternatives),)

    def _slot_item(self, name: str, entry: str) -> Item:
        if name not in self._slots:
            raise DataError(f"pattern '{entry}' names the slot '{name}', which does not exist")
        return Item(frozenset(), self._slots[name], (), (), (), None, False, False, name)

    def _verb_item(self, spec: str, entry: str) -> Item:
        name, _, wanted = spec.partition(":")
        if name not in self._verbs:
            raise DataError(f"pattern '{entry}' names the verb '{name}', which is not in verbs")
        classes = {part.strip() for part in wanted.split(",") if part.strip()}
        forms = {form: kinds for form, kinds in self._verbs[name].items() if not classes or kinds & classes}
        return Item(frozenset(), frozenset(), (), (), (), forms, False, False)


def _word_item(alternatives: Sequence[str]) -> Item:
    words, exact, prefixes, suffixes, infixes = set(), set(), [], [], []
    capital = bool(alternatives) and all(a.strip("*=")[:1].isupper() for a in alternatives)
    for alternative in alternatives:
        low = straight(alternative.lower())
        if low.startswith("*") and low.endswith("*") and len(low) > 2:
            infixes.append(low[1:-1])
        elif low.endswith("*") and len(low) > 1:
            prefixes.append(low[:-1])
        elif low.startswith("*") and len(low) > 1:
            suffixes.append(low[1:])
        elif low.startswith("=") and len(low) > 1:
            exact.add(low[1:])
        else:
            words.add(low)
    return Item(
        frozenset(words), frozenset(exact), tuple(prefixes), tuple(suffixes), tuple(infixes), None, capital, False
    )


def _form_classes(forms: Mapping[str, str]) -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = {}
    for kind, words in forms.items():
        for word in words.split():
            classes.setdefault(straight(word.lower()), set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in classes.items()}
