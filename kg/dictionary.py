"""The word lists of languages: simplemma's, kept so that a word costs no more than looking it up.

simplemma unpacks a list whole, up to a million words, of which an article has a few hundred: that took a quarter of
the time in which one is read, and most of the memory. Here a list is one piece of bytes that is read from the cache as
it lies, with its words in drawers by their hash, so that looking one up is a search in some two hundred bytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any
from zlib import crc32

import msgspec
import simplemma
from simplemma.strategies import DefaultDictionaryFactory, DefaultStrategy, DictionaryFactory, DictionaryLookupStrategy

from kg.cache import kept, made_by

#: Words of a drawer, on average.
_WORDS = 8


class Drawers(msgspec.Struct, frozen=True):
    """A list as it is kept."""

    lines: bytes
    """Drawer after drawer, each beginning with a line feed; line by line a word, a tab and its dictionary form."""
    bounds: bytes
    """Where drawers begin and end, as an array of unsigned integers."""


class WordList(Mapping[str, str]):
    """The words of a language with their dictionary forms."""

    def __init__(self, kept: Drawers) -> None:
        """Take a list as it is kept."""
        self._lines = kept.lines
        self._bounds = array("I", kept.bounds)
        self._count = len(self._bounds) - 1

    def get(self, word: str, default: Any = None) -> Any:
        """The dictionary form of a word, `default` where it is not in the list."""
        written = word.encode()
        number = crc32(written) % self._count
        at = self._lines.find(b"\n%b\t" % written, self._bounds[number], self._bounds[number + 1])
        if at < 0:
            return default
        first = at + len(written) + 2
        return self._lines[first : self._lines.index(b"\n", first)].decode()

    def __getitem__(self, word: str) -> str:
        """The dictionary form of a word; raises `KeyError` where it is not in the list."""
        found = self.get(word)
        if found is None:
            raise KeyError(word)
        return str(found)

    def __iter__(self) -> Iterator[str]:
        """Yield every word."""
        for line in self._lines.split(b"\n"):
            if line:
                yield line.partition(b"\t")[0].decode()

    def __len__(self) -> int:
        """How many words there are."""
        return self._lines.count(b"\t")


class WordLists(DictionaryFactory):
    """The lists, as simplemma asks for them."""

    def __init__(self) -> None:
        """Have none yet."""
        self._lists: dict[str, WordList] = {}

    def get_dictionary(self, lang: str) -> WordList:
        """The list of a language, opened once; raises `ValueError` where simplemma has none."""
        if lang not in self._lists:
            of = made_by("simplemma", simplemma.__version__, __file__)
            self._lists[lang] = WordList(kept(f"words-{lang}", Drawers, lambda: _filed(lang), of=of))
        return self._lists[lang]


def _filed(lang: str) -> Drawers:
    """A list in drawers, from what simplemma brings."""
    words = DefaultDictionaryFactory().get_dictionary(lang)
    drawers = [bytearray(b"\n") for _ in range(len(words) // _WORDS + 1)]
    for word, lemma in words.items():
        written = word.encode()
        drawers[crc32(written) % len(drawers)] += b"%b\t%b\n" % (written, lemma.encode())
    bounds = array("I", accumulate(map(len, drawers), initial=0))
    return Drawers(b"".join(drawers), bounds.tobytes())


_LISTS = WordLists()
#: What `simplemma.lemmatize` asks, and what `simplemma.is_known` does, over these lists.
LEMMAS, LOOKUP = DefaultStrategy(dictionary_factory=_LISTS), DictionaryLookupStrategy(_LISTS)


def listed(word: str, lang: str) -> str | None:
    """The dictionary form of a word that is in the list of a language as it is written; None where it is not."""
    found: str | None = _LISTS.get_dictionary(lang).get(word)
    return found
