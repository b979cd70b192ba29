"""How names are spelt: without accents, as they sound in every alphabet, romanised, and in the cases of a language.

Rules are data: ``data/gazetteer/transliteration.yaml`` and ``names.case_endings`` of each lexicon.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from kg.resources import data_dir, languages, lexicon, load_yaml
from kg.schema import CaseEnding
from kg.tokens import MEMO

#: Forms of a name in a language with cases, the nominative first (columns of `names.case_endings`).
CASES = 9
#: Letters of a name of which one may differ: where only an office agrees, and where the first name does, too.
STRICT, LOOSE = 5, 3
#: The number of a monarch or pope.
_REGNAL = re.compile("[IVX]+")


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """A name without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", name)
    return re.sub(r"[^\w ]", "", "".join(c for c in plain if not unicodedata.combining(c))).casefold()


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """A word in the spelling all transliterations share (rules: ``data/gazetteer/transliteration.yaml``)."""
    plain = fold(word)
    for old, new in _rules("rules"):
        plain = plain.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", plain)


def alike(one: str, other: str, letters: int = STRICT) -> bool:
    """Whether two spellings may be of one name: their sounds begin alike and differ in one of so many letters."""
    first, second = sound(one), sound(other)
    return first[:1] == second[:1] and _distance(first, second) <= max(len(first), len(second)) // letters


def _distance(one: str, other: str) -> int:
    """Edit distance."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, another in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (letter != another))
    return row[-1]


def unnumbered(words: Sequence[str]) -> Sequence[str]:
    """The words of a name without the number of a monarch or pope: "Felipe VI" is King Felipe."""
    return words[:-1] if len(words) > 1 and _REGNAL.fullmatch(words[-1]) else words


def written_out(short: str, words: Sequence[str]) -> bool:
    """Whether the words of a name begin with the same one as a shorter name and hold the rest of it in its order."""
    rest = iter(fold(word) for word in words)
    names = [fold(part) for part in short.split(" ")]
    return len(names) > 1 and fold(words[0]) == names[0] and all(part in rest for part in names)


@lru_cache(maxsize=50_000)
def romanise(name: str, lang: str) -> str:
    """A name of another alphabet in Latin letters, as the language's own standard has it; Latin names stay."""
    if name.isascii() or lang not in _spellings().get("romanisation", {}):
        return name
    rules = _spellings()["romanisation"][lang]
    return " ".join("-".join(_romanised(part, rules) for part in word.split("-")) for word in name.split(" "))


def _romanised(word: str, rules: dict[str, Any]) -> str:
    plain = word.lower()
    for old, new in rules["first"]:
        if plain.startswith(old):
            plain = new + plain[len(old) :]
    for old, new in rules["rules"]:
        plain = plain.replace(old, new)
    return plain[:1].upper() + plain[1:] if word[:1].isupper() else plain


def slug(name: str) -> str:
    """A name as part of a key: lower case, without accents, words joined by hyphens."""
    return re.sub(r"\s+", "-", fold(name).strip()) or "unnamed"


@cache
def _spellings() -> dict[str, Any]:
    return dict(load_yaml(data_dir() / "gazetteer" / "transliteration.yaml"))


@cache
def _rules(section: str) -> list[tuple[str, str]]:
    return [(str(old), str(new)) for old, new in _spellings()[section]]


#: Words of a name of syllables, of which the last alone may be of two letters and yet take an ending.
SYLLABLES = 3


class Endings:
    """How the names of a language change by case; remembers each word, since first names come back by the hundred."""

    def __init__(self, rules: Iterable[CaseEnding], particles: Iterable[str] = ()) -> None:
        """Take the endings, and the particles inside names, which stay as they are in every case."""
        self._particles = frozenset(word for particle in particles for word in particle.split(" "))
        self._rules = tuple((r.nominative, tuple(f.strip("-") for f in r.forms.split()), r.gender) for r in rules)
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}
        self._cited: dict[tuple[str, str, tuple[int, ...]], tuple[str, ...]] = {}

    def __bool__(self) -> bool:
        return bool(self._rules)

    def inside(self, word: str, gender: str) -> tuple[str, ...]:
        """What `forms` gives for a word inside a name, where a particle may have a capital: "Van der Bellen"."""
        return (word,) if word.lower() in self._particles else self.forms(word, gender)

    def forms(self, word: str, gender: str) -> tuple[str, ...]:
        """The word, then its case forms by the first fitting rule; of a hyphenated name each part changes."""
        known = self._known.get((word, gender))
        if known is None:
            self._forget()
            known = self._known[word, gender] = self._parts(word, gender)
        return known

    def nominatives(self, word: str, gender: str, cases: Iterable[int]) -> tuple[str, ...]:
        """Words whose form in one of `cases` (0: nominative) is `word`, the likeliest first."""
        key = (word, gender, tuple(cases))
        known = self._cited.get(key)
        if known is None:
            self._forget()
            known = self._cited[key] = self._nominatives(*key)
        return known

    def _forget(self) -> None:
        """Bound the memory on endless streams: texts bring names that no table has."""
        if len(self._known) + len(self._cited) > MEMO:
            self._known.clear()
            self._cited.clear()

    def _nominatives(self, word: str, gender: str, cases: tuple[int, ...]) -> tuple[str, ...]:
        if word in self._particles:
            return (word,)
        found = []
        for case in cases:
            if case == 0:
                found.append(word)
                continue
            for nominative, shapes, _ in self._rules:
                if case > len(shapes) or not word.endswith(shapes[case - 1]):
                    continue
                whole = word[: len(word) - len(shapes[case - 1])] + nominative
                if self.forms(whole, gender)[case:][:1] == (word,):
                    found.append(whole)
        return tuple(dict.fromkeys(found))

    def _parts(self, word: str, gender: str) -> tuple[str, ...]:
        if "-" not in word.strip("-"):
            return self._declined(word, gender)
        parts = [self._declined(part, gender) for part in word.split("-")]
        length = max(len(part) for part in parts)
        return tuple("-".join(p[case] if case < len(p) else p[0] for p in parts) for case in range(length))

    def short(self, word: str, gender: str) -> tuple[str, ...]:
        """The case forms of a syllable that ends a name of several: "Moon Jae-in" where it is written apart."""
        return self._declined(word, gender, least=1)

    def _declined(self, word: str, gender: str, least: int = 2) -> tuple[str, ...]:
        if word in self._particles:
            return (word,)
        for nominative, shapes, whose in self._rules:
            if whose and gender and whose != gender:
                continue
            if word.endswith(nominative) and len(word) >= len(nominative) + least:
                stem = word[: len(word) - len(nominative)]
                return (word, *(stem + shape for shape in shapes))
        return (word,)


def inflect(name: str, endings: Endings, gender: str = "") -> set[str]:
    """Case forms of a personal name: every word takes the same case (or stays)."""
    if not endings:
        return {name}
    words = name.split(" ")
    columns = [endings.inside(word, gender) if at else endings.forms(word, gender) for at, word in enumerate(words)]
    forms = {name}
    for case in range(max(len(column) for column in columns)):
        forms.add(" ".join(column[case] if case < len(column) else column[0] for column in columns))
    last = endings.short(words[-1], gender) if len(words) >= SYLLABLES else columns[-1]
    forms |= {" ".join([*words[:-1], word]) for word in last}
    if any("-" in word for word in words[:-1]):  # of a double first name the second part alone may change
        columns = [_last_part(word, endings, gender) if "-" in word else endings.forms(word, gender) for word in words]
        for case in range(max(len(column) for column in columns)):
            forms.add(" ".join(column[case] if case < len(column) else column[0] for column in columns))
    return forms


def _last_part(word: str, endings: Endings, gender: str) -> tuple[str, ...]:
    front, _, last = word.rpartition("-")
    return tuple(f"{front}-{form}" for form in endings.forms(last, gender))


@cache
def endings(lang: str) -> Endings:
    """The case endings of a language's names; none where the language has no cases or no lexicon."""
    if lang not in languages():
        return Endings(())
    names = lexicon(lang).names
    return Endings(names.case_endings, names.particles)
