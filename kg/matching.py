"""All patterns of a language matched against a sentence in one pass.

A `Matcher` holds patterns, each tagged with a section ("trigger", "cue", ...) and a payload. `kg.automaton` says how
far the words of a sentence bring them; here the matches are made, and of those that overlap the longest kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from kg.automaton import GAP, NOTHING, Automaton, Vocabulary, Word, vocabulary
from kg.model import Match, Token
from kg.patterns import Compiler, Item, Pattern, pattern
from kg.tokens import Clitics

#: Marks after which a sentence may begin anew, and with it a capital letter.
_BEGINNINGS = frozenset(':.("\u201e\u201c\u201d\u00ab\u00bb\u2018\u201a\u2013\u2014')
#: Marks that end no clause where no verb stands behind them.
_INNER = frozenset(",(")
#: Sections whose matches leave to others the tokens that their gaps bridge.
_HOLED = ("trigger", "cue")
_NO_CLASSES: frozenset[str] = frozenset()
_NONE: frozenset[int] = frozenset()
#: A named tuple without its checks, as in `kg.tokens`.
_MAKE = partial(tuple.__new__, Match)


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
        self._compiler = Compiler(verbs, clitics, slots)
        self._patterns: list[Pattern] = []
        self._vocabulary = vocabulary(lang)
        self._automaton = Automaton()

    def add(self, section: str, patterns: Iterable[str], payload: Any = None) -> None:
        """Compile `patterns` under `section`; raises `DataError` when one is malformed."""
        for entry in patterns:
            for items in self._compiler.compile(entry):
                self._index(pattern(items, section, payload, entry))

    def part(self, *sections: str) -> Matcher:
        """A matcher of those patterns alone whose section begins so, which tells fewer words apart."""
        made = Matcher(self._lang, nouns_capitalised=self._capitals)
        made._vocabulary = Vocabulary(self._lang)
        for known in self._patterns:
            if known.section.startswith(sections):
                made._index(known)
        return made

    def find(self, tokens: Sequence[Token]) -> list[Match]:
        """All matches in a sentence, in order; in one section the longest wins and consumes its tokens."""
        found = self._matches(tokens)
        return _longest(_nearest(found) if self._capitals else found)

    def _index(self, known: Pattern) -> None:
        self._patterns.append(known)
        for item in known.items:
            self._vocabulary.add(item)
        if not known.items[0].is_any:  # what any word may begin is begun by none
            self._automaton.add(known)

    def _words(self, tokens: Sequence[Token]) -> list[Word]:
        """What the patterns can tell of each token."""
        words = self._vocabulary.read(tokens)
        if not self._capitals:
            return words
        inner = _inner_marks(tokens, words, self._vocabulary)
        if inner:
            words = [self._vocabulary.unbarred(word) if i in inner else word for i, word in enumerate(words)]
        nouns = [i for i, word in enumerate(words) if i and word.as_noun and tokens[i - 1].text not in _BEGINNINGS]
        if nouns:  # a capital that neither the sentence's beginning nor a quotation or colon before it explains
            words = list(words)
            for i in nouns:
                words[i] = words[i].as_noun or words[i]
        return words

    def _matches(self, tokens: Sequence[Token]) -> list[Match]:
        words, automaton = self._words(tokens), self._automaton
        begun, begin, step = automaton.begun, automaton.begin, automaton.step
        size = len(words)
        found: list[Match] = []
        seen: set[tuple[int, Pattern]] = set()
        states = [begun.get(word) or begin(word) for word in words]
        for first, state in [(first, state) for first, state in enumerate(states) if state is not NOTHING]:
            at = first + 1
            while state is not NOTHING:
                for complete in state.complete:
                    if complete.gapped:  # its first, shortest reading is its match
                        if (first, complete) in seen:
                            continue
                        seen.add((first, complete))
                    found.append(_match(complete, tokens, words, first, at))
                if not state.places or at == size:
                    break
                state = state.after.get(words[at]) or step(state, words[at])
                at += 1
        return found


def _inner_marks(tokens: Sequence[Token], words: Sequence[Word], vocabulary: Vocabulary) -> frozenset[int]:
    """Marks inside a clause, where nouns have capitals, so that verbs are known: what stands behind them has no verb.

    So do lists ("of the USA, China and Russia"), appositions and parties in brackets.
    """
    bars = [i for i, word in enumerate(words) if word.bars]
    found: set[int] = set()
    for at, after in zip(bars, [*bars[1:], len(words)], strict=False):
        text, inside = tokens[at].text, range(at + 1, after)
        if text not in _INNER or any(_may_be_verb(tokens, words, i, inside, vocabulary) for i in inside):
            continue
        if text != "(":
            found.add(at)
        elif after < len(words) and tokens[after].text == ")":
            found.update((at, after))
    return frozenset(found)


def _may_be_verb(
    tokens: Sequence[Token], words: Sequence[Word], index: int, inside: range, vocabulary: Vocabulary
) -> bool:
    """Whether a word without a capital is a form of a verb, or unknown where one may open or close a clause."""
    if not tokens[index].text[:1].islower():
        return False
    unknown = not vocabulary.tells(words[index]) and index in (inside[0], inside[-1])
    return unknown or any(item.forms for item in words[index].items)


def _match(known: Pattern, tokens: Sequence[Token], words: Sequence[Word], first: int, last: int) -> Match:
    """The match of a pattern that the tokens from `first` to `last` fit."""
    if not (known.verbs or known.slots or known.gapped):  # as most are
        return _MAKE((first, last, known.section, known.payload, known.entry, _NO_CLASSES, (), _NONE))
    classes = _NO_CLASSES
    for item in known.verbs:
        forms = item.forms or {}
        classes = next((forms[t.lower] for t in tokens[first:last] if t.lower in forms), classes)
    slots = tuple((name, first + number) for name, number in known.slots) if known.slots else ()
    holes = _holes(known.items, words, first) if known.gapped and known.section.startswith(_HOLED) else _NONE
    return Match(first, last, known.section, known.payload, known.entry, classes, slots, holes)


def _holes(items: Sequence[Item], words: Sequence[Word], at: int) -> frozenset[int]:
    """Tokens that the gaps of a pattern that matches at `at` bridge."""
    found: set[int] = set()
    for index, item in enumerate(items):
        if item.gap:
            while not _fits(items, index + 1, words, at):
                found.add(at)
                at += 1
        else:
            at += 1
    return frozenset(found)


def _fits(items: Sequence[Item], index: int, words: Sequence[Word], at: int) -> bool:
    """Whether a match whose items from `index` on stand from token `at` on."""
    for number in range(index, len(items)):
        if items[number].gap:
            for skip in range(at, at + GAP + 1):
                if _fits(items, number + 1, words, skip):
                    return True
                if skip >= len(words) or words[skip].bars:
                    return False
            return False
        if at >= len(words) or items[number] not in words[at].items:
            return False
        at += 1
    return True


def _nearest(found: list[Match]) -> list[Match]:
    """Of two verbs to which a second part might belong, the later: "griff zum Telefon und rief X an"."""
    verbal = [m for m in found if m.section == "trigger.verbal" and m.holes]
    far = {id(m) for m in verbal for n in verbal if n.first in m.holes and n.last == m.last and n.payload != m.payload}
    return [m for m in found if id(m) not in far] if far else found


def _longest(found: list[Match]) -> list[Match]:
    """Keep, per section, the longest matches that do not overlap; `found` is in order, and so is what is kept.

    An auxiliary goes with several forms ("is meeting", "is met"): each of its readings stays, its verb decides.
    """
    ends: dict[object, int] = {}
    crossing: set[object] = set()
    for match in found:
        kind = _kind(match)
        end = ends.get(kind, 0)
        if match.first < end:
            crossing.add(kind)
        ends[kind] = max(end, match.last)
    if not crossing:  # as in most sentences
        return found
    lost = {id(m) for kind in crossing for m in _overlapping([m for m in found if _kind(m) == kind])}
    return [m for m in found if id(m) not in lost]


def _kind(match: Match) -> object:
    """Among which matches the longest is kept."""
    return (match.section, match.payload) if match.section == "auxiliary" else match.section


def _overlapping(found: list[Match]) -> Iterator[Match]:
    """Those that longer ones of the same kind overlap, or equally long ones before them."""
    taken: set[int] = set()
    for match in sorted(found, key=_shortness):
        span = match.fixed() if match.holes else range(match.first, match.last)
        if taken.isdisjoint(span):
            taken.update(span)
        else:
            yield match


def _shortness(match: Match) -> int:
    return match.first - match.last
