"""Where subordinate clauses end with their verb (German): which words really open one, and where it ends.

"..., der Praesident Polens, ..." is an apposition and "..., der morgen kommt, ..." a clause, though both begin alike:
only the second ends with a finite verb. The same test tells conjunctions from prepositions, and where a clause ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from kg.events.sentence.clauses import FINITE
from kg.model import Match, Token
from kg.schema import ClauseWords

#: Segments between commas that a clause may hold before its verb ("who saw Rome, Paris and London").
SEGMENTS = 4
#: Openers that are other words, too: they count only where a verb closes the clause.
_DOUBTFUL = frozenset({"relative", "during", "before"})
_BOUNDARY = frozenset(",;:?!\u2013\u2014")
_PAUSE = frozenset('."()[]\u201e\u201c\u201d\u00ab\u00bb\u2018\u2019\u201a')


class Bounds(Struct, frozen=True):
    """What was found: the openers that hold, the token at which each clause ends, and clauses without an opener."""

    openers: Mapping[int, Match]
    ends: Mapping[int, int]
    """By the opener's index, the index of the mark that ends its clause."""
    infinitives: Mapping[int, int]
    """Index of the comma before an infinitive clause, and of the mark that ends it."""
    bare: frozenset[int] = frozenset()
    """Forms that could be finite, and are not after an auxiliary ("werden ... teilnehmen")."""


def bounds(
    tokens: Sequence[Token], matches: Sequence[Match], openers: Mapping[int, Match], rules: ClauseWords
) -> Bounds:
    """Check the openers of a sentence against the verbs in it."""
    sentence = _Sentence(tokens, matches, rules)
    kept: dict[int, Match] = {}
    ends: dict[int, int] = {}
    for index, match in openers.items():
        kind = str(match.payload)
        if kind == "conditional" and index in sentence.finite:  # the verb itself opens it: "Sollte er kommen, ..."
            end = sentence.boundary(match.last)
            if sentence.begins(index) and end < len(tokens) and tokens[end].text == ",":
                kept[index], ends[index] = match, end
            continue
        if tokens[match.first].text != "," and sentence.is_aside(match.last):
            continue  # "wird nicht wie geplant nach Rom reisen"
        found = sentence.end(match.last, openers) if kind != "but" else None
        if found is not None:
            ends[index] = found
        if found is not None or kind not in _DOUBTFUL:
            kept[index] = match
    return Bounds(kept, ends, sentence.infinitives(kept), sentence.bare())


class _Sentence:
    """The verbs of a sentence by what their form can be."""

    def __init__(self, tokens: Sequence[Token], matches: Sequence[Match], rules: ClauseWords) -> None:
        self._tokens = tokens
        self._endings = tuple(e for e in rules.final_verb.split() if not e.startswith("-"))
        self._no_verbs = frozenset(e[1:] for e in rules.final_verb.split() if e.startswith("-"))
        self._marks = frozenset(rules.infinitive_mark)
        classes: dict[int, frozenset[str]] = {}
        helping = set()
        for match in matches:
            if match.last - match.first != 1:
                continue
            if match.section == "verb":
                classes[match.first] = classes.get(match.first, frozenset()) | match.classes
            elif match.section == "auxiliary":
                helping.add(match.first)
        self.finite = {i for i, kinds in classes.items() if kinds & FINITE} | (helping - classes.keys())
        self._bare = {i for i, kinds in classes.items() if kinds & {"infinitive", "participle"}}
        self._infinitive = {i for i, kinds in classes.items() if "infinitive" in kinds}
        self._helping = helping & self.finite
        self._joining = {m.first for m in matches if m.section == "word.and"}
        self._known = {
            i for m in matches if m.section.startswith(("word.", "cue", "negation")) for i in range(m.first, m.last)
        }

    def is_aside(self, index: int) -> bool:
        """Whether a word is a participle and no finite form."""
        return index in self._bare and index not in self.finite and index not in self._infinitive

    def begins(self, index: int) -> bool:
        """Whether nothing but marks stands before a token in its clause."""
        while index > 0 and self._tokens[index - 1].text in _PAUSE:
            index -= 1
        return index == 0 or self._tokens[index - 1].text in _BOUNDARY

    def boundary(self, start: int) -> int:
        """The next mark between clauses, or the end of the sentence."""
        return next(
            (i for i in range(start, len(self._tokens)) if self._tokens[i].text in _BOUNDARY), len(self._tokens)
        )

    def end(self, start: int, openers: Mapping[int, Match]) -> int | None:
        """Where a clause whose opener ends at `start` ends: the mark after its finite verb."""
        low, inner, after_inner = start, False, False
        for _ in range(SEGMENTS):
            high = self.boundary(low)
            if not inner:
                if self._closes(start, high, guess=low == start or after_inner):
                    return None if self._awaited(start, low, high) else high
                if low > start and not after_inner and self._word(low) in self.finite:
                    return None  # "..., der Praesident, kam": the verb after an apposition
                if any(self._settled(i) for i in range(low, high)):
                    return None  # a finite verb that is not the last word: no clause of this kind
            if high >= len(self._tokens):
                return None
            low, after_inner = high + 1, inner
            inner = high in openers or low in openers
        return None

    def _awaited(self, start: int, low: int, high: int) -> bool:
        """Whether an auxiliary before a clause waits for the form that would end it.

        "Wird X, den Y, treffen"; in a list the form is the last: "wird X, die USA und Y besuchen".
        """
        last = self._last(start, high)
        if last not in self._bare or not any(i in self._helping for i in range(start)):
            return False
        waits = max(i for i in self._helping if i < start)
        met = any(waits < i < start or i > high for i in self._bare)
        return low > start or not met

    def _settled(self, index: int) -> bool:
        """Whether a word is a finite verb for certain, and no end of the first of two joined predicates."""
        return index in self.finite and index not in self._bare and index + 1 not in self._joining

    def _word(self, index: int) -> int:
        while index < len(self._tokens) and self._tokens[index].text in _PAUSE:
            index += 1
        return index

    def _last(self, low: int, high: int) -> int | None:
        return next((i for i in range(high - 1, low - 1, -1) if self._tokens[i].text not in _PAUSE), None)

    def _closes(self, low: int, high: int, *, guess: bool) -> bool:
        """Whether the last word before `high` is a finite verb that no auxiliary before it makes a bare form.

        With `guess`, a word in no list passes for a verb by its ending.
        """
        last = self._last(low, high)
        if last is None or self._tokens[last].text[:1].isupper():
            return False
        if self._tokens[last - 1].lower in self._marks:
            return False
        low = max((i for i in self._joining if low <= i < last), default=low)
        helped = any(i in self._helping for i in range(low, last))
        if last in self.finite:
            return last not in self._bare or not helped
        guessed = (
            guess
            and last not in self._bare
            and last not in self._known
            and self._tokens[last].lower.endswith(self._endings)
            and self._tokens[last].lower not in self._no_verbs
        )
        return guessed and not any(i in self.finite for i in range(low, last))

    def bare(self) -> frozenset[int]:
        """Ambiguous forms that an auxiliary before them waits for: in the same segment, or before a list or apposition.

        "Wird X, die USA und Y besuchen"; "wird X mit Y, dem Chef von Z, zusammentreffen".
        """
        return frozenset(i for i in self.finite & self._bare if self._helped(i))

    def _helped(self, index: int) -> bool:
        low = self._begin(index)
        if any(i in self._helping for i in range(low, index)):
            return True
        while low > 1 and self._tokens[low - 1].text == "," and not any(i in self.finite for i in range(low, index)):
            low = self._begin(low - 1)
            helping = [i for i in range(low, index) if i in self._helping]
            if helping:
                return not any(i in self._bare for i in range(helping[-1] + 1, index))
        return False

    def _begin(self, index: int) -> int:
        """Where the segment of a token begins."""
        while index > 0 and self._tokens[index - 1].text not in _BOUNDARY:
            index -= 1
        return index

    def infinitives(self, openers: Mapping[int, Match]) -> dict[int, int]:
        """Clauses that a comma opens and an infinitive with its mark ends: "..., in Rom Gespraeche zu fuehren"."""
        found = {}
        for comma, token in enumerate(self._tokens):
            if token.text != "," or comma in openers or comma + 1 in openers:
                continue
            high = self.boundary(comma + 1)
            if self._marked(comma + 1, high):
                found[comma] = high
        return found

    def _marked(self, low: int, high: int) -> bool:
        last = self._last(low, high)
        if last is None or last == low or any(i in self.finite and i != last for i in range(low, high)):
            return False
        before = self._tokens[last - 1].lower in self._marks
        return before or (last in self._infinitive and last not in self.finite)
