"""A sentence seen from its triggers: clauses, noun phrases with their prepositions, verbs with their tense."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.events.clauses import Clauses, cut
from kg.events.groups import Group
from kg.model import ActorKind, ActorMention, AnnotatedSentence, Match, Token
from kg.patterns import lemmatizer
from kg.resources import Lexicon

#: Unmarked words (adjectives, titles) that may stand between a preposition and the noun phrase it governs.
SKIP = 2
#: Tokens between an auxiliary and its verb where the language keeps them close.
AUX_REACH = 7
#: Quotation marks, which names of bodies may stand in.
QUOTES = '\u00ab\u00bb\u201c\u201d\u201e"'


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb form of the sentence with the tense its form and auxiliaries give."""

    first: int
    last: int
    name: str
    tense: str | None
    support: bool
    passive: bool
    start: int


class Scene:
    """What event extraction asks of an annotated sentence."""

    def __init__(self, annotated: AnnotatedSentence, lex: Lexicon) -> None:
        """Index the sentence."""
        self.annotated = annotated
        self.tokens: tuple[Token, ...] = annotated.sentence.tokens
        self.lex = lex
        self.clauses: Clauses = cut(
            self.tokens,
            annotated.matches,
            [a.last for a in annotated.actors if a.via in ("office", "body")],
            {i for a in annotated.actors for i in range(a.first, a.last)},
            lex.clauses,
        )
        self._titles = {
            i for m in annotated.matches if m.section == "title" for i in range(m.first, m.last + 1)
            if i < m.last or (i < len(self.tokens) and self.tokens[i].text == ".")
        }  # fmt: skip
        self._dated = {i for t in annotated.times for i in range(t.first, t.last)}
        self._journeys = {m.first for m in annotated.matches if m.section == "trigger" and m.payload[1] == "visit"}
        self._offices = {
            i for m in annotated.matches if m.section in ("office", "body") for i in range(m.first, m.last)
        }
        self._events = {i for m in annotated.matches if m.section == "trigger" for i in range(m.first, m.last)}
        self._openers = {
            i for m in annotated.matches if m.section.startswith("clause.") for i in range(m.first, m.last)
        }
        self._stops = self._dated | self._openers | self._events
        self._words: dict[int, set[str]] = {}
        self._ends: dict[int, set[str]] = {}
        longest: dict[int, int] = {}
        for match in annotated.matches:
            if match.section.startswith("word."):
                for i in range(match.first, match.last):
                    self._words.setdefault(i, set()).add(match.section[5:])
                longest[match.last] = max(longest.get(match.last, 0), match.last - match.first)
        for match in annotated.matches:
            if match.section.startswith("word.") and match.last - match.first == longest[match.last]:
                self._ends.setdefault(match.last, set()).add(match.section[5:])
        named = {i for a in annotated.actors for i in range(a.first, a.last)}
        self._lists = {
            i
            for i, token in enumerate(self.tokens)
            if token.text == ","
            and i - 1 in named
            and (i + 1 in named or (i + 2 in named and self.is_word(i + 1, "article")))
        }
        self.groups = tuple(self._groups())
        self.verbs = tuple(self._verbs())

    def matches(self, section: str) -> list[Match]:
        """Matches of a section."""
        return [m for m in self.annotated.matches if m.section == section]

    def verb_in(self, match: Match) -> Verb | None:
        """The verb that is, or is part of, a match."""
        return next((v for v in self.verbs if match.first <= v.first < match.last), None)

    def is_word(self, index: int, kind: str) -> bool:
        """Whether the token belongs to a function word of a kind."""
        return kind in self._words.get(index, ())

    def preposition(self, first: int, last: int | None = None) -> frozenset[str]:
        """Categories of the function word that governs the noun phrase beginning at `first` (and ending at `last`)."""
        if last is not None and self.lex.words.genitive and (owned := self._genitive(first, last)) is not None:
            return owned
        at = first
        skipped = 0
        while at > 0:
            if at > 1 and self.tokens[at - 1].text == "-" and self.tokens[at].text.isalpha():
                at -= 2  # "auf dem EU-Gipfel": a compound is one word
                continue
            kinds = self._ends.get(at, set()) - {"article", "and"}
            if kinds and at - 1 in self._openers and not self.is_word(at - 1, "about"):
                return frozenset()  # "informed that": the word opens a clause
            if kinds == {"of"} and self._formal(at - 2):
                at -= 2  # "to the Republic of Poland": the word before "of" belongs to the name
                continue
            if kinds:
                return frozenset(kinds)
            if at - 1 in self._titles:
                at -= 1
                continue
            if self.is_word(at - 1, "article"):
                at -= 1
                skipped = SKIP  # before the article another phrase may end, not this one begin
                continue
            token = self.tokens[at - 1]
            if at - 1 in self._stops:
                return frozenset()
            plain = token.text.isalpha() and self.is_common(at - 1) and not self._words.get(at - 1)
            if not plain or skipped >= SKIP or self._verb_at(at - 1):
                return frozenset()
            skipped += 1
            at -= 1
        return frozenset()

    def is_goal(self, first: int, last: int) -> bool:
        """Whether a name is written in one word, or with a hyphen, with a journey: "Israelbesuch", "China-Reise"."""
        glued = last < len(self.tokens) and self.tokens[last].text == "-" and last + 1 in self._journeys
        return glued or first in self._journeys

    def is_common(self, index: int) -> bool:
        """Whether a word names nobody: by its small letter, or, where all nouns have capitals, by being in no name."""
        if self.tokens[index].text[:1].islower():
            return True
        return self.lex.nouns_capitalised and not any(a.first <= index < a.last for a in self.annotated.actors)

    def _genitive(self, first: int, last: int) -> frozenset[str] | None:
        """Whose is the noun right before: its event ("das Treffen der Minister") or another thing ("Irans Vorschlag").

        The ministers of an organisation stand for it: what governs them governs its name. None where it is no genitive.
        """
        at = first
        while at > 1 and self.tokens[at - 1].text.islower() and self.is_plain(at - 1) and first - at < SKIP:
            at -= 1
        if self.tokens[at - 1].lower in self.lex.words.genitive:
            head = at - 2
        elif self._inflected(first, last):
            head = first - 1
        else:
            return None
        noun = head >= 0 and self.tokens[head].text[:1].isupper() and head not in self._dated
        if not noun or self._words.get(head) or (head == 0 and self._verb_at(head)):
            return None
        if head in self._offices:
            return self.preposition(head)
        return frozenset({"of" if head in self._events else "genitive"})

    def _inflected(self, first: int, last: int) -> bool:
        """Whether a name carries the ending of an owner, and does not end so by itself ("Guterres", "US")."""
        token = self.tokens[last - 1]
        if not token.lower.endswith(self.lex.words.genitive_ending) or token.text.isupper():
            return False
        names = {a.actor.name.split(" ")[-1].casefold() for a in self.annotated.actors if a.first == first}
        return token.lower not in names

    def _formal(self, index: int) -> bool:
        """Whether a capitalised word inside the sentence, no actor by itself, begins a state's full name."""
        if index <= 0 or not self.tokens[index].text[:1].isupper() or self.lex.nouns_capitalised:
            return False
        if index in self._events:
            return False
        return not any(a.first <= index < a.last for a in self.annotated.actors)

    def is_plain(self, index: int) -> bool:
        """Whether a token is neither a function word nor a verb nor part of a date or opener."""
        return not self._words.get(index) and index not in self._stops and not self._verb_at(index)

    def governed(self, index: int) -> bool:
        """Whether a preposition stands before the token, articles and the like aside."""
        return bool(self.preposition(index))

    def is_noun(self, match: Match) -> bool:
        """Whether a finite present form after an article or preposition is a noun spelt alike ("la rencontre")."""
        if not match.classes or match.classes & {"infinitive", "gerund"}:
            return False
        before = self._words.get(match.first - 1, set()) - {"and", "as"}
        named = any(a.first <= match.first < a.last for a in self.annotated.actors)
        return (bool(before) and match.classes.isdisjoint({"future", "conditional", "participle"})) or named

    def plural(self, match: Match) -> bool:
        """Whether a match is a plural: by an ending in a language with cases, else by the lemma of its last word."""
        words = [token.lower for token in self.tokens[match.first : match.last]]
        endings = tuple(self.lex.names.plural_endings.split())
        if endings:
            return any(word.endswith(endings) for word in words)
        return lemmatizer(self.lex.language)(words[-1]) != words[-1]

    def _verb_at(self, index: int) -> bool:
        return any(
            m.first <= index < m.last and m.section in ("verb", "auxiliary", "trigger.verbal", "attribution.said")
            for m in self.annotated.matches
        )

    def _groups(self) -> Iterator[Group]:
        run: list[ActorMention] = []
        for mention, following in pairwise((*self.annotated.actors, None)):
            if mention is None or self._possessive(mention, following):
                continue
            if run and not self._coordinated(run[-1], mention):
                yield from map(self._group, self._split(run))
                run = []
            run.append(mention)
        if run:
            yield from map(self._group, self._split(run))

    def _possessive(self, mention: ActorMention, following: ActorMention | None) -> bool:
        """Whether a pronoun only owns the next noun phrase ("seinem Amtskollegen Lawrow")."""
        if mention.via != "pronoun" or following is None or not self.is_word(mention.first, "article"):
            return False
        gap = range(mention.last, following.first)
        return len(gap) <= SKIP and all(self.tokens[i].text.isalpha() and self.is_plain(i) for i in gap)

    def _group(self, run: list[ActorMention]) -> Group:
        if self.is_goal(run[0].first, run[-1].last):
            return Group(tuple(run), frozenset({"to"}))
        return Group(tuple(run), self.preposition(run[0].first, run[0].last))

    def _split(self, run: list[ActorMention]) -> Iterator[list[ActorMention]]:
        """Two noun phrases with but a comma between are an apposition, except in headlines and where both are names."""
        named = all(m.actor.kind is ActorKind.PERSON and m.via in ("name", "surname") for m in run)
        named = named and "of" not in self.preposition(run[0].first)  # "the father of Kim Jong Un, Kim Jong Il,"
        if len(run) == 2 and run[1].first >= run[0].last and not self.annotated.sentence.is_title and not named:
            gap = range(run[0].last, run[1].first)
            if not any(self.is_word(i, "and") or self.tokens[i].text in "-/" for i in gap):
                yield run[:1]
                yield run[1:]
                return
        yield run

    def _coordinated(self, one: ActorMention, other: ActorMention) -> bool:
        """Whether only commas, "and", articles and the like stand between two noun phrases."""
        if self.clauses.owner[one.first] != self.clauses.owner[other.first] and other.via != "office":
            return False
        if any(self.tokens[i].text == "," for i in range(one.last, other.first)) and self._set_off(one):
            return False
        if other.first < one.last:
            return True  # two readings of one phrase: "the presidents of Poland and Lithuania", "both leaders"
        gap = range(one.last, other.first)
        if "pronoun" in (one.via, other.via) and not any(self.is_word(i, "and") for i in gap):
            return False
        if len(gap) > 6 or not gap:
            return False
        joined = False
        for i in gap:
            token = self.tokens[i]
            if token.text in (",", ";", "-", "/") or self.is_word(i, "and"):
                joined = True
            elif not (
                self.is_word(i, "article")
                or token.text == "."
                or token.text in QUOTES
                or (token.text[:1].islower() and not self._words.get(i) and not self._verb_at(i))
            ):
                return False
        plain = [
            i
            for i in gap
            if self.tokens[i].text.isalpha() and not self.is_word(i, "article") and not self.is_word(i, "and")
        ]
        return joined and len(plain) <= 2

    def _set_off(self, mention: ActorMention) -> bool:
        """Whether a noun phrase is a speaker or a place that a comma closes: "According to X, ...", "In Minsk, ..."."""
        speaks = any(a.speaker.end == mention.last and "according_to" in a.entry for a in self.annotated.attributions)
        if mention.via != "capital":
            return speaks
        kinds = self.preposition(mention.first)
        names = "of" in kinds and mention.first - 2 in self._events  # "the accord of Paris, ...": the town names it
        return speaks or names or bool(kinds & {"in", "to"})

    def _verbs(self) -> Iterator[Verb]:
        supports = {m.first for m in self.annotated.matches if m.section == "support"}
        auxiliaries = self.matches("auxiliary")
        helping: set[int] = set()
        found = []
        for match in self.annotated.matches:
            if match.section == "verb" and not self.is_noun(match):
                tense, passive, used = self._tense(match, auxiliaries)
                helping |= used
                found.append((match, tense, passive))
        covered = {i for m, _, _ in found for i in range(m.first, m.last)}
        for match, tense, passive in found:
            if match.first in helping and len(found) > 1:
                continue
            yield Verb(
                match.first,
                match.last,
                str(match.payload),
                tense,
                match.first in supports,
                passive,
                self.tokens[match.first].start,
            )
        yield from self._guessed(covered | helping | {a.first for a in auxiliaries}, auxiliaries)

    def _guessed(self, covered: set[int], auxiliaries: list[Match]) -> Iterator[Verb]:
        """Verbs in no list, known by their endings."""
        suffixes = [(tuple(ends.split()), kind) for kind, ends in self.lex.tenses.suffixes.items()]
        named = {i for a in self.annotated.actors for i in range(a.first, a.last)}
        for i, token in enumerate(self.tokens):
            if i in covered or i in named or i in self._words or len(token.lower) < 4 or not token.text[:1].islower():
                continue
            classes = frozenset(kind for ends, kind in suffixes if token.lower.endswith(ends))
            if classes:
                match = Match(i, i + 1, "verb", token.lower, "tenses.suffixes", classes)
                tense, passive, _ = self._tense(match, auxiliaries)
                if tense is not None:
                    yield Verb(i, i + 1, token.lower, tense, False, passive, token.start)

    def _tense(self, match: Match, auxiliaries: list[Match]) -> tuple[str | None, bool, set[int]]:
        """Tense of a verb form with its auxiliaries, whether it is passive, and the auxiliaries used."""
        clause = self.clauses.owner[match.first]
        near = [
            a
            for a in auxiliaries
            if a.first != match.first
            and (
                0 < match.first - a.last + 1 <= AUX_REACH
                if not self.lex.nouns_capitalised
                else self.clauses.owner[a.first] == clause or abs(match.first - a.first) <= AUX_REACH
            )
            and not any(
                self.tokens[i].text in ",;:" and i not in self._lists
                for i in range(min(a.last, match.last), max(a.first, match.first))
            )
        ]
        fitting = [a for a in near if a.payload.with_ in match.classes]
        if not fitting:
            return _simple(match.classes), False, set()
        chosen = min(fitting, key=lambda a: abs(a.first - match.first))
        passive = any(a.payload.passive for a in fitting)
        tense = str(chosen.payload.gives)
        outer = [a for a in near if a.first < chosen.first and a.payload.gives in ("future", "conditional")]
        if outer and chosen.payload.gives not in ("future", "conditional"):
            tense = str(outer[-1].payload.gives)
        return tense, passive, {a.first for a in fitting}


def _simple(classes: frozenset[str]) -> str | None:
    """Tense of a bare form; a past that is also a participle counts as past."""
    for tense in ("past", "future", "conditional", "present"):
        if tense in classes:
            return tense
    for tense in ("participle", "gerund", "infinitive", "subjunctive"):
        if tense in classes:
            return tense
    return None
