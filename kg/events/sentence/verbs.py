"""The verbs of a sentence with the tense and voice that their forms and auxiliaries give them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from msgspec import Struct

from kg.events.sentence.clauses import Clauses
from kg.events.sentence.words import Words
from kg.model import EventType, Match
from kg.resources import lexicon
from kg.tokens import is_word, lemmatizer

#: Tokens between an auxiliary and its verb where the language keeps them close.
AUX_REACH = 7
#: Adverbs between an auxiliary and a verb in no list.
ADVERBS = 2


class Verb(Struct, frozen=True):
    """A verb form of the sentence with the tense its form and auxiliaries give."""

    first: int
    last: int
    name: str
    tense: str | None
    support: bool
    passive: bool
    start: int


def verbs_of(words: Words, clauses: Clauses) -> tuple[Verb, ...]:
    """The verbs of a sentence: those of the lexicon in order, then those that only their endings show."""
    return tuple(_Conjugation(words, clauses).read())


@cache
def accord_verbs(lang: str) -> frozenset[str]:
    """The verbs by which a language tells that something was agreed: those that open its triggers of agreements."""
    patterns = (p for t in lexicon(lang).triggers if t.type == EventType.AGREEMENT for p in t.patterns)
    openers = (p.split()[0].split("|") for p in patterns if p.startswith("<"))
    return frozenset(one.strip("<>").partition(":")[0] for words in openers for one in words if one.startswith("<"))


class _Conjugation:
    def __init__(self, words: Words, clauses: Clauses) -> None:
        self.words = words
        self.annotated = words.annotated
        self.tokens = words.tokens
        self.clauses = clauses

    def read(self) -> Iterator[Verb]:
        supports = {m.first for m in self.words.matches("support")}
        auxiliaries = self.words.matches("auxiliary")
        helping: set[int] = set()
        found = []
        for match in self.annotated.matches:
            if match.section == "verb" and not (self.words.is_noun(match) or self._listed(match)):
                tense, passive, used = self._tense(match, auxiliaries)
                helping |= used
                found.append((match, tense, passive))
        covered = {i for m, _, _ in found for i in range(m.first, m.last)}
        guessed = list(self._guessed(covered | helping | {a.first for a in auxiliaries}, auxiliaries))
        helping |= {i for _, used in guessed for i in used}
        for match, tense, passive in found:
            if match.first in helping and len(found) + len(guessed) > 1:
                continue
            yield Verb(
                match.first,
                match.last,
                str(match.payload),
                self._copular(match, auxiliaries) or tense,
                match.first in supports,
                passive,
                self.tokens[match.first].start,
            )
        yield from (verb for verb, _ in guessed)

    def _copular(self, match: Match, auxiliaries: Sequence[Match]) -> str | None:
        """The tense of an auxiliary that stands for a verb where its participle is one too: "has been long"."""
        own = next((a for a in auxiliaries if a.first == match.first and a.payload.with_ == "participle"), None)
        been = (a for a in auxiliaries if own is not None and 0 <= a.first - own.last <= ADVERBS and a.payload.passive)
        near = next(been, None)
        plain = near is not None and not self._stopped(match.last, near.first, set())
        return str(own.payload.gives) if own is not None and plain else None

    def _listed(self, match: Match) -> bool:
        """Whether a participle behind an article is a noun that the language lists as such: "il trattato"."""
        word, alone = self.tokens[match.first].lower, match.classes == {"participle"}
        return alone and word in _endings(self.words.lex.language).nouns and bool(self.words.kinds.get(match.first - 1))

    def _guessed(self, covered: set[int], auxiliaries: Sequence[Match]) -> Iterator[tuple[Verb, set[int]]]:
        """Verbs in no list, known by their endings, or by their dictionary form, and the auxiliaries they use."""
        suffixes, nouns, inflections, _ = _endings(self.words.lex.language)
        named = self.words.named | self.words.events  # "in visita" ends like a participle
        for i, token in enumerate(self.tokens):
            if (
                i in covered
                or i in named
                or i in self.words.kinds
                or token.lower in nouns
                or self._attribute(i)
                or len(token.lower) < 4
                or not (token.text[:1].islower() or (i == 0 and inflections))
            ):
                continue
            opens = not token.text[:1].islower()
            classes = frozenset(kind for ends, kind in suffixes if not opens and token.lower.endswith(ends))
            classes = frozenset() if classes and self._another_word(token.lower) else classes
            classes = classes or frozenset(kind for ends, kind in inflections if self._inflected(token.lower, ends))
            classes = classes or self._helped(i, auxiliaries, covered)
            if classes:
                match = Match(i, i + 1, "verb", token.lower, "tenses.suffixes", classes)
                tense, passive, used = self._tense(match, auxiliaries)
                if tense is not None:
                    yield Verb(i, i + 1, token.lower, tense, False, passive, token.start), used

    def _helped(self, index: int, auxiliaries: Sequence[Match], known: set[int]) -> frozenset[str]:
        """Of which class a word is that stands right behind an auxiliary, adverbs between: "ont vivement critique"."""
        word, helped = self.tokens[index].lower, _endings(self.words.lex.language).helped
        if not helped or any(t.first <= index < t.last for t in self.annotated.times):
            return frozenset()
        starts = {a.last for a in auxiliaries}
        near = (a for a in auxiliaries if 0 <= index - a.last <= ADVERBS and not self._stopped(a.last, index, known))
        active = (a for a in near if not a.payload.passive or a.first in starts)  # "is closed" may tell how it is
        asked = {a.payload.with_ for a in active}
        return frozenset(kind for ends, kind in helped if kind in asked and word.endswith(ends))

    def _stopped(self, first: int, last: int, known: set[int]) -> bool:
        """Whether a mark, a function word or a verb stands there, so that no adverbs do."""
        between = range(first, last)
        return any(not self.tokens[i].text.isalpha() or i in self.words.kinds or i in known for i in between)

    def _attribute(self, index: int) -> bool:
        """Whether a noun follows of which a participle tells, where capitals show nouns: "die begleitete Reise"."""
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        capital = after is not None and after.text[:1].isupper() and self.words.lex.nouns_capitalised
        return capital and self.words.is_common(index + 1)

    def _inflected(self, word: str, endings: tuple[str, ...]) -> bool:
        lex = self.words.lex
        forms = tuple(lex.tenses.dictionary.split())
        return word.endswith(endings) and lemmatizer(lex.language)(word).endswith(forms)

    def _another_word(self, word: str) -> bool:
        """Whether the dictionary knows a word that ends like a verb as the form of a noun: "roboty", "rezultaty"."""
        lang = self.words.lex.language
        forms = tuple(self.words.lex.tenses.dictionary.split())
        return bool(forms) and is_word(word, lang) and not lemmatizer(lang)(word).endswith(forms)

    def _tense(self, match: Match, auxiliaries: Sequence[Match]) -> tuple[str | None, bool, set[int]]:
        """Tense of a verb form with its auxiliaries, whether it is passive, and the auxiliaries used."""
        clause = self.clauses.owner[match.first]
        near = [
            a
            for a in auxiliaries
            if a.first != match.first
            and (
                (0 < match.first - a.last + 1 <= AUX_REACH or _enclitic(a, match))
                if not self.words.lex.nouns_capitalised
                else self.clauses.owner[a.first] == clause or abs(match.first - a.first) <= AUX_REACH
            )
            and (self._frames(a, match) or not self._parted(a, match))
        ]
        fitting = [a for a in near if a.payload.with_ in match.classes]
        if not fitting:
            return _simple(match.classes), False, set()
        chosen = min(fitting, key=lambda a: abs(a.first - match.first))
        passive = any(
            a.payload.passive and (a is chosen or a.first != chosen.first or self._agent(match)) for a in fitting
        )
        if (helper := self._modal_perfect(match, chosen, near)) is not None:
            return "past", passive, {helper.first, *(a.first for a in fitting)}
        tense = str(chosen.payload.gives)
        outer = [a for a in near if a.first < chosen.first and a.payload.gives in ("future", "conditional")]
        outer = [] if self._finite(chosen) else outer  # "on a visit to Kyiv Macron was received"
        done = bool(self.words.lex.clauses.final_verb) and chosen.first == match.last and tense == "past"
        if outer and chosen.payload.gives not in ("future", "conditional") and not done:
            tense = str(outer[-1].payload.gives)  # not "soll ihn getroffen haben", which is hearsay
        return tense, passive, {a.first for a in fitting}

    def _modal_perfect(self, match: Match, modal: Match, near: Sequence[Match]) -> Match | None:
        """The auxiliary of the past with a modal behind the infinitive: "hat den Streit nicht beilegen wollen"."""
        last = bool(self.words.lex.clauses.final_verb) and modal.first == match.last
        coming = modal.payload.gives in ("future", "conditional")
        helpers = (
            a for a in near if a.payload.gives == "past" and a.payload.with_ == "participle" and not a.payload.passive
        )
        return next((a for a in helpers if last and coming and a.first < match.first), None)

    def _finite(self, auxiliary: Match) -> bool:
        """Whether an auxiliary is a form that nothing can govern: "was", "are", unlike "be" and "have"."""
        forms = [m.classes for m in self.words.matches("verb", "support") if m.first == auxiliary.first and m.classes]
        return bool(forms) and all(c & {"past", "present"} and not c & {"infinitive", "participle"} for c in forms)

    def _agent(self, match: Match) -> bool:
        """Whether somebody does it by whom it is done: where infinitive and participle are one ("wird empfangen")."""
        owner = self.clauses.owner
        firsts = {a.first for a in self.annotated.actors}
        by = (m for m in self.words.matches("word.by") if owner[m.first] == owner[match.first])
        return any(firsts & {m.last, m.last + 1} for m in by)

    def _parted(self, auxiliary: Match, match: Match) -> bool:
        """Whether a mark between clauses, or the word that opens one, stands between an auxiliary and a verb form."""
        between = range(min(auxiliary.last, match.last), max(auxiliary.first, match.first))
        home = self.clauses.of(match.first)
        if home.kind == "complement" and auxiliary.first < home.first:
            return True  # "it is clear that they met"
        return any(self.tokens[i].text in ",;:" and i not in self.words.lists for i in between)

    def _frames(self, auxiliary: Match, match: Match) -> bool:
        """Whether an auxiliary opens the frame that a verb form closes: "hat Kerry, der Minister, gesagt"."""
        owner = self.clauses.owner
        same = owner[auxiliary.first] == owner[match.first] and auxiliary.first < match.first
        return same and bool(self.words.lex.clauses.final_verb)


class _Endings(NamedTuple):
    """Endings by which verbs in no list are known, cut into words once a language."""

    suffixes: tuple[tuple[tuple[str, ...], str], ...]
    nouns: frozenset[str]
    """Words that end so and are none."""
    inflections: tuple[tuple[tuple[str, ...], str], ...]
    helped: tuple[tuple[tuple[str, ...], str], ...]


@cache
def _endings(lang: str) -> _Endings:
    tenses = lexicon(lang).tenses
    suffixes, inflections, helped = (
        tuple((tuple(e for e in ends.split() if not e.startswith("-")), kind) for kind, ends in table.items())
        for table in (tenses.suffixes, tenses.inflections, tenses.helped)
    )
    words = (e for table in (tenses.suffixes, tenses.helped) for ends in table.values() for e in ends.split())
    return _Endings(suffixes, frozenset(e[1:] for e in words if e.startswith("-")), inflections, helped)


def _enclitic(auxiliary: Match, match: Match) -> bool:
    """Whether a particle right behind a past form changes its mood: Ukrainian "b(y)", "would"."""
    return auxiliary.first == match.last and auxiliary.payload.with_ == "past"


def _simple(classes: frozenset[str]) -> str | None:
    """Tense of a bare form; a past that is also a participle counts as past."""
    for tense in ("past", "future", "conditional", "present"):
        if tense in classes:
            return tense
    for tense in ("participle", "gerund", "infinitive", "subjunctive"):
        if tense in classes:
            return tense
    return None
