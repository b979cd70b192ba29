"""The words of a sentence: what governs a noun phrase, which is a noun, which a verb, which a function word."""

from __future__ import annotations

from collections.abc import Sequence, Set

from kg.compiled import clitics_of
from kg.model import ActorKind, AnnotatedSentence, Match, TimeMention, Token
from kg.schema import Lexicon
from kg.tokens import QUOTES, lemmatizer

#: Unmarked words (adjectives, titles) that may stand between a preposition and the noun phrase it governs.
SKIP = 2
#: Tokens of a gathering's name before its noun: "on the sidelines of the G20 foreign ministers' meeting".
_NAME = 6
#: Function words before a word that says who somebody is.
_ATTRIBUTED = frozenset({"with", "between", "article"})
_VERBAL = ("verb", "auxiliary", "trigger.verbal", "attribution.said")


class Words:
    """The tokens of an annotated sentence with what the lexicon knows of each."""

    def __init__(self, annotated: AnnotatedSentence, lex: Lexicon) -> None:
        """Index the sentence."""
        self.annotated = annotated
        self.tokens: tuple[Token, ...] = annotated.sentence.tokens
        self.lex = lex
        self._sections: dict[str, list[Match]] = {}
        for match in annotated.matches:
            self._sections.setdefault(match.section, []).append(match)
        self._titles = {
            i for m in self.matches("title") for i in range(m.first, m.last + 1)
            if i < m.last or (i < len(self.tokens) and self.tokens[i].text == ".")
        }  # fmt: skip
        self.dated = {i for t in annotated.times for i in range(t.first, t.last)}
        """Tokens of dates."""
        self.named = {i for a in annotated.actors for i in range(a.first, a.last)}
        """Tokens of actors."""
        self.placed = {i for p in annotated.places for i in range(p.first, p.last)}
        """Tokens of places."""
        self._journeys = {m.first for m in self.matches("trigger") if m.payload[1] == "visit"}
        self._offices = {i for m in self.matches("office", "body") for i in range(m.first, m.last)}
        self._titled = {m.last: m.first for m in self.matches("office") if m.last - m.first > 1}
        """End of an office of several words to its beginning."""
        self.events = {i for m in self.matches("trigger") for i in range(m.first, m.last)}
        self._openers = {
            i for m in annotated.matches if m.section.startswith("clause.") for i in range(m.first, m.last)
        }
        self._told = {i for m in self.matches("trigger") for i in range(m.first, m.last) if i not in m.holes}
        self._stops = self.dated | self._openers | self._told
        self.attributive: set[int] = set()
        """Gerunds that only say who somebody is: "talks with visiting Chancellor Scholz"."""
        self.kinds, self._ends = _function_words(annotated.matches)
        towns = {p.first for p in annotated.places}
        wide = (p.last for p in annotated.places if p.last - p.first > 1)
        self._seats = {last for last in wide if last not in towns}  # "in the French capital | Macron", not "Paris"
        nouns = {i for m in self.matches("trigger") if not m.classes for i in range(m.first, m.last)}
        verbal = (m for m in self.matches(*_VERBAL) if m.first not in nouns or not self.is_noun(m))  # "la visite du"
        self._verbs = {i for m in verbal for i in range(m.first, m.last) if i not in m.holes}
        self.attributive = self._attributes()
        self._verbs -= self.attributive
        commas = (i for i, token in enumerate(self.tokens) if token.text == "," and i - 1 in self.named)
        self.lists = {i for i in commas if {i + 1 + self.is_word(i + 1, "article"), i + 1} & self.named}

    def _attributes(self) -> set[int]:
        """Gerunds between a preposition, an article or a verb and a person: he does it, nobody does it to him."""
        gerunds = [m for m in self.matches("verb") if m.classes == {"gerund"} and m.first]
        if not gerunds:
            return set()
        people = {a.first for a in self.annotated.actors if a.actor.kind is ActorKind.PERSON}
        before = {m.first - 1 for m in gerunds if m.last in people} - {m.first for m in self.matches("auxiliary")}
        return {i + 1 for i in before if i in self._verbs or self.kinds.get(i, set()) & _ATTRIBUTED}

    def open_only(self, opened: Set[tuple[int, str]]) -> None:
        """Of the words that may open a clause only those do with which one of their kind begins (token and kind).

        ", mit den USA zu verhandeln" has no relative pronoun.
        """
        opening = (m for m in self.annotated.matches if m.section.startswith("clause."))
        kept = (m for m in opening if (m.first, str(m.payload)) in opened)
        self._openers = {i for m in kept for i in range(m.first, m.last)}
        self._stops = self.dated | self._openers | self._told

    def matches(self, *sections: str) -> Sequence[Match]:
        """Matches of a section; of several one after the other."""
        if len(sections) == 1:
            return self._sections.get(sections[0], ())
        return [m for section in sections for m in self._sections.get(section, ())]

    def is_word(self, index: int, kind: str) -> bool:
        """Whether the token belongs to a function word of a kind."""
        return kind in self.kinds.get(index, ())

    def back(self, first: int, *kinds: str) -> int:
        """The first of the function words of some kinds, commas aside, that stand right before a noun phrase."""
        at = first
        while at > 0 and self.tokens[at - 1].text != "," and any(self.is_word(at - 1, kind) for kind in kinds):
            at -= 1
        return at

    def is_clitic(self, index: int) -> bool:
        """Whether a token is an ending that writing sets off from the word before it: "Trump's"."""
        return self.tokens[index].lower in clitics_of(self.lex.language).after

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
            if self.tokens[at - 1].text in QUOTES and self.tokens[at - 1].end == self.tokens[at].start:
                at -= 1  # "in the «Normandy format»"
                continue
            kinds = self._ends.get(at, set()) - {"article", "and"}
            if kinds and at - 1 in self._openers and not self.is_word(at - 1, "about"):
                return frozenset()  # "informed that": the word opens a clause
            if kinds == {"of"} and self._partitive(at - 1):
                at -= 1
                continue
            if kinds == {"of"} and at > 2 and self._elliptic(at - 2):
                kinds = self._ends[at - 2] - {"article", "and"}  # "signed with those of the US": the noun is left out
                return frozenset(kinds)
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
            if at - 1 in self._stops or at in self._seats or at - 1 in self.placed:
                return frozenset()  # not "trafen sich in Istanbul | Russland und die Ukraine"
            common = self.is_common(at - 1) or self._portfolio(at - 1)
            plain = token.text.isalpha() and common and not self.kinds.get(at - 1)
            if not plain or skipped >= SKIP or self.is_verb(at - 1):
                return frozenset()
            skipped += 1
            at = self._titled.get(at, at - 1)  # "with the ministers of foreign affairs | of Arab states", in cases
        return frozenset()

    def _partitive(self, index: int) -> bool:
        """Whether an "of" is the article: right after a preposition, or behind no noun.

        "Pour des entretiens"; "Des ministres de Rome ont vu des ministres".
        """
        if not self.is_word(index, "article"):
            return False
        governed = bool(self._ends.get(index, set()) - {"and", "of"})
        return governed or index == 0 or self._governs(index - 1) or self.tokens[index - 1].text == ","

    def _governs(self, index: int) -> bool:
        """Whether a token is a verb, not an event noun spelt alike that opens a headline: "Italie : visite du pape"."""
        headed = index in self.events and (index == 0 or self.tokens[index - 1].text == ":")
        return self.is_verb(index) and not headed

    def _elliptic(self, article: int) -> bool:
        """Whether an article right before "of" stands for a noun told before, behind a preposition of its own."""
        behind = self._ends.get(article, set()) - {"article", "and", "of"}
        return self.lex.adjectives_after and self.is_word(article, "article") and bool(behind)

    def is_goal(self, first: int, last: int) -> bool:
        """Whether a name is written in one word, or with a hyphen, with a journey: "Israelbesuch", "China-Reise"."""
        glued = last < len(self.tokens) and self.tokens[last].text == "-" and last + 1 in self._journeys
        glued = glued and not any(a.first == first and a.actor.kind is ActorKind.PERSON for a in self.annotated.actors)
        glued = glued or (last in self._journeys and first < last and self._noun_goal(first, last))
        return glued or (first in self._journeys and not self.is_word(first, "article"))  # not "su visita"

    def _noun_goal(self, first: int, last: int) -> bool:
        """Whether the name of a town or state stands right before a journey: "cancels Berlin trip"."""
        bare = all(self.tokens[i].text[:1].isupper() for i in range(first, last))
        places = ("capital", "name")
        named = any(a.first == first and a.last == last and a.via in places and a.actor.kind is ActorKind.STATE
                    for a in self.annotated.actors)  # fmt: skip
        return bare and named and not self.lex.adjectives_after

    def is_common(self, index: int) -> bool:
        """Whether a word names nobody: by its small letter, or, where all nouns have capitals, by being in no name."""
        if self.tokens[index].text[:1].islower():
            return True
        return self.lex.nouns_capitalised and not any(a.first <= index < a.last for a in self.annotated.actors)

    def _portfolio(self, index: int) -> bool:
        """Whether a word with a capital belongs to the office right behind it: "with Security Policy Adviser X"."""
        if index in self._offices:
            return False
        at = index
        while at + 1 < len(self.tokens) and self._formal(at) and at + 1 not in self._offices:
            at += 1
        return self._formal(at) and at + 1 in self._offices

    def _genitive(self, first: int, last: int) -> frozenset[str] | None:
        """Whose is the noun right before: its event ("das Treffen der Minister") or another thing ("Irans Vorschlag").

        The ministers of an organisation stand for it: what governs them governs its name. None where it is no genitive.
        """
        at = first
        while at > 1 and self.tokens[at - 1].text.islower() and self.is_plain(at - 1) and first - at < SKIP:
            at -= 1
        if self.tokens[at - 1].lower in self.lex.words.genitive:
            head = at - 2
        elif self.inflected(first, last):
            head = first - 1
        else:
            return None
        noun = head >= 0 and self.tokens[head].text[:1].isupper() and head not in self.dated
        if not noun or self.kinds.get(head) or (head == 0 and self.is_verb(head)):
            return None
        if head in self._offices:
            return self.preposition(head)
        return frozenset({"of" if head in self.events else "genitive"})

    def inflected(self, first: int, last: int) -> bool:
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
        if index in self.events:
            return False
        return not any(a.first <= index < a.last for a in self.annotated.actors)

    def is_plain(self, index: int) -> bool:
        """Whether a token is neither a function word nor a verb nor part of a date or opener."""
        return not self.kinds.get(index) and index not in self._stops and not self.is_verb(index)

    def governed(self, index: int) -> bool:
        """Whether a preposition stands before the token, articles and the like aside."""
        return bool(self.preposition(index))

    def possessed(self, index: int) -> bool:
        """Whether a possessive stands right before the token: "her talks"."""
        return any(m.last == index and self.is_word(m.first, "article") for m in self.matches("anaphora"))

    def aside(self, match: Match) -> int | None:
        """Where it is said that others met beside what an event noun tells: "on the sidelines of the NATO summit"."""
        for said in self.matches("aside"):
            between = range(said.last, match.first)
            if said.last <= match.first <= said.last + _NAME and not any(
                self.is_verb(i) or self.tokens[i].text in ",;:." for i in between
            ):
                return said.last - 1
        return None

    def is_noun(self, match: Match) -> bool:
        """Whether a finite present form after an article or preposition is a noun spelt alike ("la rencontre")."""
        if match.first in self.attributive:
            return True
        if not match.classes or match.classes & {"infinitive", "gerund"}:
            return False
        if self.lex.nouns_capitalised and self.tokens[match.first].text[:1].islower():
            return False
        before = self.kinds.get(match.first - 1, set()) - {"and", "as"}
        if before and match.section == "verb" and match.first and self.tokens[match.first].text[:1].isupper():
            return True  # "capi di Stato"
        if any(a.via == "pronoun" and a.first < match.first < a.last for a in self.annotated.actors):
            return False  # "la recibió": not the article but whom she received
        named = any(a.first <= match.first < a.last and a.via != "pronoun" for a in self.annotated.actors)
        if any(a.last == match.first and a.via in ("name", "surname") for a in self.annotated.actors):
            before = set()  # "Kim Jong-un viajó": the end of a name is no article
        return (bool(before) and match.classes.isdisjoint({"future", "conditional", "participle"})) or named

    def verbal(self, trigger: Match) -> bool:
        """Whether a trigger is a verb, no noun spelt alike."""
        return bool(trigger.classes) and not self.is_noun(trigger)

    def journey(self, trigger: Match) -> bool:
        """Whether a trigger is a verb of motion: "flew to Rome"."""
        return trigger.payload[1] == "visit" and self.verbal(trigger)

    def plural(self, match: Match) -> bool:
        """Whether a match is a plural: by an ending in a language with cases, else by the lemma of its last word."""
        words = [token.lower for token in self.tokens[match.first : match.last]]
        endings = tuple(self.lex.names.plural_endings.split())
        if endings:
            return any(word.endswith(endings) for word in words)
        return lemmatizer(self.lex.language)(words[-1]) != words[-1]

    def several(self, match: Match) -> bool:
        """Whether an event noun is a plural: "meetings"; not "talks", which are one."""
        return any(token.lower in self.lex.words.plurals for token in self.tokens[match.first : match.last])

    def is_verb(self, index: int) -> bool:
        """Whether a token belongs to a verb form, an auxiliary or a verb of saying."""
        return index in self._verbs


def _function_words(matches: Sequence[Match]) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
    """The kinds of the function words that cover a token, and of the longest of those that end before it."""
    kinds: dict[int, set[str]] = {}
    ends: dict[int, set[str]] = {}
    longest: dict[int, int] = {}
    words = [m for m in matches if m.section.startswith("word.")]
    for match in words:
        for i in range(match.first, match.last):
            kinds.setdefault(i, set()).add(match.section[5:])
        longest[match.last] = max(longest.get(match.last, 0), match.last - match.first)
    for match in words:
        if match.last - match.first == longest[match.last]:
            ends.setdefault(match.last, set()).add(match.section[5:])
    return kinds, ends


def gap(mention: TimeMention, match: Match) -> int:
    """Tokens between a date and a word, whichever stands first."""
    return mention.first - match.last if mention.first >= match.last else match.first - mention.last
