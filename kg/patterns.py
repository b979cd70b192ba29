"""Tokens and the pattern language of the lexicon (``data/lexicon/README.md``): compile once, match in one pass.

A `Matcher` holds every pattern of a language, each tagged with a section ("trigger", "cue", ...) and a payload. For
each distinct word the patterns it may begin are looked up once and remembered, so a pass over a text costs one
dictionary access a token; the rest of a pattern is checked only where its first item fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product
from operator import attrgetter
from typing import Any, NamedTuple

from simplemma import is_known, lemmatize

from kg.errors import DataError
from kg.model import EventType, Match, Status, Token
from kg.resources import lexicon

#: Longest gap that ``...`` bridges, in tokens.
GAP = 6
#: Words remembered per matcher before the memory is emptied; bounds memory on endless streams.
MEMO = 200_000
#: Sections of the lexicon's `attribution`, its groups and organs aside.
ATTRIBUTIONS = (
    "said",
    "told",
    "according_to",
    "speaker_before",
    "citing",
    "claims_denied",
    "asked",
    "this",
    "continued",
)
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "`": "'", "\u2018": "'"})
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|[^\W\d_][^\W_]*(?:['\u2019\u02bc`][^\W\d_][^\W_]*)*['\u2019]?"  # word, with inner apostrophes
    r"|\d+(?:[.,:/]\d+)*"  # number, clock time, numeric date
    r"|[^\w\s]|_"  # punctuation, one by one
)
#: Marks after which a sentence may begin anew, and with it a capital letter.
_BEGINNINGS = frozenset(':.("\u201e\u201c\u201d\u00ab\u00bb\u2018\u201a\u2013\u2014')
#: Punctuation that ends a clause; ``...`` never crosses it.
BARRIERS = frozenset(',;:()[]\u2014\u2013\u00ab\u00bb\u201c\u201d\u201e"!?')


def tokenize(text: str, start: int = 0, end: int | None = None, clitics: Clitics | None = None) -> list[Token]:
    """Cut ``text[start:end]`` into tokens; offsets count from the beginning of `text`."""
    tokens = []
    make = Token
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        word = match.group()
        begin = match.start()
        lower = word.lower()
        if len(lower) != len(word):  # a few letters change length in lower case; offsets count the original
            lower = "".join(character.lower()[0] for character in word)
        lower = lower.translate(_APOSTROPHES)
        if "'" in lower:
            tokens.extend(_split_apostrophe(word, lower, begin, clitics))
        else:
            tokens.append(make(begin, begin + len(word), word, lower))
    return tokens


class Clitics(NamedTuple):
    """Elided words written before (``l'``) and after (``'s``) a word, longest first."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def clitics(before: Iterable[str], after: Iterable[str]) -> Clitics:
    """Order the clitic lists of a lexicon for matching."""
    return Clitics(
        tuple(sorted((item.translate(_APOSTROPHES).lower() for item in before), key=len, reverse=True)),
        tuple(sorted((item.translate(_APOSTROPHES).lower() for item in after), key=len, reverse=True)),
    )


def _split_apostrophe(word: str, lower: str, begin: int, clitics: Clitics | None) -> list[Token]:
    cuts = [0, len(lower)]
    if clitics is not None:
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
            found = known[word] = str(lemmatize(word, lang=lang)).lower()
        return found

    return lemma


def is_word(word: str, lang: str) -> bool:
    """Whether a lower-case word is in the dictionary of a language."""
    return bool(is_known(word, lang=lang))


class _Item(NamedTuple):
    """One item of a pattern: what a single token must look like."""

    words: frozenset[str]
    exact: frozenset[str]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    infixes: tuple[str, ...]
    forms: dict[str, frozenset[str]] | None
    capital: bool
    gap: bool
    slot: str = ""

    def fits(self, token: Token, lemma: str, noun: bool = False) -> bool:
        if self.capital and not token.text[:1].isupper():
            return False
        lower = token.lower
        if self.forms is not None and not noun and lower in self.forms:
            return True
        return (
            lower in self.words
            or lemma in self.words
            or lower in self.exact
            or (bool(self.prefixes) and lower.startswith(self.prefixes))
            or (bool(self.suffixes) and lower.endswith(self.suffixes))
            or any(part in lower for part in self.infixes)
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Pattern:
    """Compared by identity: a pattern is in a list or it is not, without a look into its words."""

    items: tuple[_Item, ...]
    section: str
    payload: Any
    entry: str


class _Begun(NamedTuple):
    """Patterns that a word may begin, arranged by their second item."""

    single: tuple[_Pattern, ...]
    second: dict[str, tuple[_Pattern, ...]]
    """Patterns whose second item is one of a few words, by each of these."""
    loose: tuple[_Pattern, ...]
    """Patterns whose second item is a gap or has a wildcard."""


class _Known(NamedTuple):
    """What is remembered of a word: its lemma, and the patterns it may begin; None where it begins none."""

    lemma: str
    begun: _Begun | None


def _arranged(patterns: Sequence[_Pattern]) -> _Begun | None:
    if not patterns:
        return None
    second: dict[str, list[_Pattern]] = {}
    loose = []
    for pattern in patterns:
        if len(pattern.items) == 1:
            continue
        item = pattern.items[1]
        if item.gap or item.prefixes or item.suffixes or item.infixes:
            loose.append(pattern)
            continue
        for word in item.words | item.exact | frozenset(item.forms or ()):
            second.setdefault(word, []).append(pattern)
    single = tuple(p for p in patterns if len(p.items) == 1)
    return _Begun(single, {word: tuple(found) for word, found in second.items()}, tuple(loose))


def _candidates(known: _Begun, word: str, lemma: str) -> Iterable[_Pattern]:
    """Patterns of two items or more that the next word does not rule out."""
    hits = known.second.get(word, ()) if known.second else ()
    if lemma != word and known.second and (more := known.second.get(lemma)):
        hits = (*hits, *(pattern for pattern in more if pattern not in hits))
    return (*hits, *known.loose) if known.loose else hits


_ANY_ITEM = _Item(frozenset(), frozenset(), ("",), (), (), None, False, False)
_GAP_ITEM = _Item(frozenset(), frozenset(), (), (), (), None, False, True)


class Matcher:
    """All patterns of one language, matched together."""

    def __init__(
        self,
        lang: str,
        verbs: dict[str, dict[str, str]] | None = None,
        clitics: Clitics | None = None,
        slots: dict[str, frozenset[str]] | None = None,
        nouns_capitalised: bool = False,
    ) -> None:
        """Make an empty matcher.

        `verbs` maps a lemma to its blank-separated forms by class, `slots` a slot name to the words that may fill it.
        Where nouns are capitalised, no verb form fits a word that a capital inside the sentence shows to be a noun.
        """
        self._slots = slots or {}
        self._capitals = nouns_capitalised
        self._lemma = lemmatizer(lang)
        self._clitics = clitics
        self._verbs = {name: _form_classes(forms) for name, forms in (verbs or {}).items()}
        self._by_word: dict[str, list[_Pattern]] = {}
        self._by_prefix: dict[str, list[_Pattern]] = {}
        self._by_suffix: dict[str, list[_Pattern]] = {}
        self._infixed: list[_Pattern] = []
        self._memo: dict[str, _Known] = {}
        self._arranged: dict[tuple[int, ...], _Begun | None] = {}
        """By the patterns' identities: most words begin the same few."""
        self._lengths: list[int] = []
        """Of the beginnings and ends that patterns ask for, in order."""

    def add(self, section: str, patterns: Iterable[str], payload: Any = None) -> None:
        """Compile `patterns` under `section`; raises `DataError` when one is malformed."""
        for entry in patterns:
            for items in self._compile(entry):
                self._index(_Pattern(items, section, payload, entry))

    def lemma(self, word: str) -> str:
        """Lemma of a lower-case word."""
        return self._look(word).lemma

    def find(self, tokens: Sequence[Token]) -> list[Match]:
        """All matches in a sentence, in order; in one section the longest wins and consumes its tokens."""
        memo, look = self._memo, self._look
        looked = [memo.get(token.lower) or look(token.lower) for token in tokens]
        nouns = _nouns(tokens) if self._capitals else frozenset()
        found = []
        last = len(tokens) - 1
        for first, known in enumerate(looked):
            begun = known.begun
            if begun is None:
                continue
            for pattern in begun.single:
                match = _match(pattern, tokens, looked, first, nouns)
                if match is not None:
                    found.append(match)
            if first == last or not (begun.second or begun.loose):
                continue
            for pattern in _candidates(begun, tokens[first + 1].lower, looked[first + 1].lemma):
                match = _match(pattern, tokens, looked, first, nouns)
                if match is not None:
                    found.append(match)
        return _longest(found)

    def _look(self, word: str) -> _Known:
        known = self._memo.get(word)
        if known is None:
            lemma = self._lemma(word) if word[:1].isalpha() else word
            hits = dict.fromkeys(self._by_word.get(word, ()))
            if lemma != word:
                hits.update(dict.fromkeys(self._by_word.get(lemma, ())))
            hits.update(dict.fromkeys(self._loose(word)))
            if len(self._memo) > MEMO:
                self._memo.clear()
            known = self._memo[word] = _Known(lemma, self._begun(tuple(hits)))
        return known

    def _begun(self, hits: tuple[_Pattern, ...]) -> _Begun | None:
        key = tuple(map(id, hits))
        if key not in self._arranged:
            if len(self._arranged) > MEMO:
                self._arranged.clear()
            self._arranged[key] = _arranged(hits)
        return self._arranged[key]

    def _loose(self, word: str) -> Iterable[_Pattern]:
        """Patterns whose first item fits `word` by its beginning, its end or a part."""
        for length in self._lengths:
            if length > len(word):
                break
            yield from self._by_prefix.get(word[:length], ())
            yield from self._by_suffix.get(word[-length:], ())
        for pattern in self._infixed:
            if any(part in word for part in pattern.items[0].infixes):
                yield pattern

    def _index(self, pattern: _Pattern) -> None:
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

    def _compile(self, entry: str) -> Iterable[tuple[_Item, ...]]:
        choices: list[tuple[tuple[_Item, ...], ...]] = []
        for word in entry.split():
            optional = word.endswith("?") and len(word) > 1
            items = self._items(word[:-1] if optional else word, entry)
            choices.append((items, ()) if optional else (items,))
        expanded = [tuple(item for part in parts for item in part) for parts in product(*choices)]
        kept = [items for items in expanded if items and not items[0].gap]
        if not kept:
            raise DataError(f"pattern '{entry}' matches nothing")
        return kept

    def _items(self, word: str, entry: str) -> tuple[_Item, ...]:
        if word == "...":
            return (_GAP_ITEM,)
        if word == "_":
            return (_ANY_ITEM,)
        if re.fullmatch(r"\{\w+\}", word):
            return (self._slot_item(word[1:-1], entry),)
        if re.fullmatch(r"<[^<>|]+>", word):
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
            return (plain._replace(forms=forms, capital=False),)
        return (_word_item(alternatives),)

    def _slot_item(self, name: str, entry: str) -> _Item:
        if name not in self._slots:
            raise DataError(f"pattern '{entry}' names the slot '{name}', which does not exist")
        return _Item(frozenset(), self._slots[name], (), (), (), None, False, False, name)

    def _verb_item(self, spec: str, entry: str) -> _Item:
        name, _, wanted = spec.partition(":")
        if name not in self._verbs:
            raise DataError(f"pattern '{entry}' names the verb '{name}', which is not in verbs")
        classes = {part.strip() for part in wanted.split(",") if part.strip()}
        forms = {form: kinds for form, kinds in self._verbs[name].items() if not classes or kinds & classes}
        return _Item(frozenset(), frozenset(), (), (), (), forms, False, False)


def _word_item(alternatives: Sequence[str]) -> _Item:
    words, exact, prefixes, suffixes, infixes = set(), set(), [], [], []
    capital = bool(alternatives) and all(a.strip("*=")[:1].isupper() for a in alternatives)
    for alternative in alternatives:
        low = alternative.lower().translate(_APOSTROPHES)
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
    return _Item(
        frozenset(words), frozenset(exact), tuple(prefixes), tuple(suffixes), tuple(infixes), None, capital, False
    )


def _form_classes(forms: dict[str, str]) -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = {}
    for kind, words in forms.items():
        for word in words.split():
            classes.setdefault(word.lower().translate(_APOSTROPHES), set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in classes.items()}


def _nouns(tokens: Sequence[Token]) -> frozenset[int]:
    """Words with a capital that neither the sentence's beginning nor a quotation or colon before them explains."""
    return frozenset(
        i for i in range(1, len(tokens)) if tokens[i].text[:1].isupper() and tokens[i - 1].text not in _BEGINNINGS
    )


def _match(
    pattern: _Pattern, tokens: Sequence[Token], looked: Sequence[_Known], first: int, nouns: frozenset[int]
) -> Match | None:
    if len(pattern.items) == 1:
        return _match_word(pattern, tokens[first], looked[first].lemma, first, first in nouns)
    last = _extend(pattern.items, tokens, looked, first, nouns)
    if last is None:
        return None
    classes: frozenset[str] = frozenset()
    for item in pattern.items:
        if item.forms is not None:
            hit = next((item.forms[t.lower] for t in tokens[first:last] if t.lower in item.forms), None)
            classes = hit or classes
    slots = tuple((item.slot, first + k) for k, item in enumerate(pattern.items) if item.slot)
    holes = (
        _holes(pattern.items, tokens, looked, first, nouns) if pattern.section.startswith("trigger") else frozenset()
    )
    return Match(first, last, pattern.section, pattern.payload, pattern.entry, classes, slots, holes)


def _match_word(pattern: _Pattern, token: Token, lemma: str, at: int, noun: bool) -> Match | None:
    """The match of a pattern of one word: most are."""
    item = pattern.items[0]
    if not item.fits(token, lemma, noun):
        return None
    classes = item.forms.get(token.lower, frozenset()) if item.forms else frozenset()
    slots = ((item.slot, at),) if item.slot else ()
    return Match(at, at + 1, pattern.section, pattern.payload, pattern.entry, classes, slots)


def _holes(
    items: Sequence[_Item], tokens: Sequence[Token], looked: Sequence[_Known], at: int, nouns: frozenset[int]
) -> frozenset[int]:
    """Tokens that the gaps of a pattern that matches at `at` bridge."""
    found: set[int] = set()
    for index, item in enumerate(items):
        if item.gap:
            rest = items[index + 1 :]
            while _extend(rest, tokens, looked, at, nouns) is None:
                found.add(at)
                at += 1
        else:
            at += 1
    return frozenset(found)


def _extend(
    items: Sequence[_Item], tokens: Sequence[Token], looked: Sequence[_Known], at: int, nouns: frozenset[int]
) -> int | None:
    for index, item in enumerate(items):
        if item.gap:
            rest = items[index + 1 :]
            for skip in range(GAP + 1):
                end = _extend(rest, tokens, looked, at + skip, nouns)
                if end is not None:
                    return end
                if at + skip >= len(tokens) or tokens[at + skip].lower in BARRIERS:
                    return None
            return None
        if at >= len(tokens) or not item.fits(tokens[at], looked[at].lemma, at in nouns):
            return None
        at += 1
    return at


def _longest(found: list[Match]) -> list[Match]:
    """Keep, per section, the longest matches that do not overlap."""
    if len(found) < 2:
        return found
    kept: list[Match] = []
    taken: dict[str, set[int]] = {}
    for match in sorted(found, key=_preference):
        used = taken.setdefault(match.section, set())
        span = match.fixed() if match.holes else range(match.first, match.last)
        if used.isdisjoint(span):
            used.update(span)
            kept.append(match)
    return sorted(kept, key=attrgetter("first", "last"))


def _preference(match: Match) -> tuple[int, int, bool]:
    """Longest first; an entry written with a capital (a German noun) before a verb form spelt alike."""
    return match.first - match.last, match.first, not match.entry[:1].isupper()


@cache
def matcher(lang: str) -> Matcher:
    """Every pattern of a language's lexicon, compiled; sections are named after the lexicon's keys.

    Raises `UnknownLanguage` when there is no lexicon, `DataError` when a pattern is malformed.
    """
    lex = lexicon(lang)
    made = Matcher(
        lang,
        lex.verbs,
        clitics(lex.text.clitics_before, lex.text.clitics_after),
        nouns_capitalised=lex.nouns_capitalised,
    )
    for office, patterns in lex.offices.items():
        made.add("office", patterns, office)
        if lex.adjectives_after:  # "ministre allemande des Affaires etrangeres"
            made.add("office", [p.replace(" ", " _ ", 1) for p in patterns if " " in p], office)
    made.add("body", lex.bodies)
    made.add("title", lex.names.titles)
    made.add("former", lex.names.former)
    for name in ("and", "with", "between", "of", "to", "from", "in", "by", "about", "against", "for", "as"):
        field = f"{name}_" if name in ("and", "with", "from", "in", "for", "as") else name
        made.add(f"word.{name}", getattr(lex.words, field))
    made.add("word.article", lex.words.article)
    made.add("word.without", lex.words.without)
    for name in ("relative", "conditional", "after", "before", "during", "complement", "cause", "but"):
        made.add(f"clause.{name}", getattr(lex.clauses, name), name)
    for number, trigger in enumerate(lex.triggers):
        for pattern in trigger.patterns:
            section = "trigger.verbal" if pattern.startswith("<") else "trigger"
            made.add(section, [pattern], (EventType(trigger.type), trigger.frame, f"triggers.{number}"))
    made.add("veto", lex.not_events)
    for status, scopes in lex.cues.items():
        for entry, scope in _scoped(scopes).items():
            made.add("cue", [entry], (Status(status), scope))
    made.add("negation", lex.negation)
    made.add("neutral", lex.neutral)
    for name in ATTRIBUTIONS:
        made.add(f"attribution.{name}", getattr(lex.attribution, name), name)
    for label, patterns in lex.attribution.groups.items():
        made.add("group", patterns, label)
    for label, patterns in lex.attribution.organs.items():
        made.add("organ", patterns, label)
    names = ("pair", "pair_states", "trio", "trio_states", "counterpart", "he", "she", "they", "i", "we", "our_country")
    for name in names:
        made.add("anaphora", getattr(lex.anaphora, name), name)
    made.add("again", lex.anaphora.again)
    for verb in lex.verbs:
        made.add("verb", [f"<{verb}>"], verb)
    made.add("support", [f"<{verb}>" for verb in lex.tenses.support])
    for auxiliary in lex.auxiliaries:
        made.add("auxiliary", auxiliary.words.split(), auxiliary)
    return made


def _scoped(scopes: dict[str, list[str]]) -> dict[str, str]:
    """Scope of each cue; one that is listed under two scopes looks both ways."""
    found: dict[str, str] = {}
    for scope, entries in scopes.items():
        for entry in entries:
            found[entry] = scope if found.get(entry, scope) == scope else "clause"
    return found
