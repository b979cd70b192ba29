"""Which noun phrases of a sentence stand together: "Putin, Xi and Modi", and which only follow each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.events.sentence.clauses import FINITE, Clauses
from kg.events.sentence.words import Words
from kg.model import ActorKind, ActorMention
from kg.tokens import DASHES, QUOTES


def heads(words: Words, body: ActorMention, person: ActorMention) -> bool:
    """Whether a person is named as the head of the delegation right before: "a delegation led by X"."""
    gap = range(body.last, person.first)
    led = [i for i in gap if words.is_word(i, "led_by")]
    plain = (i for i in gap if i not in led and not words.is_word(i, "article"))
    return bool(led) and body.via == "body" and all(words.tokens[i].text == "," for i in plain)


class Coordination:
    """Tells of the noun phrases of one sentence which are coordinated."""

    def __init__(self, words: Words, clauses: Clauses, heads: dict[int, int]) -> None:
        self.words = words
        self.annotated = words.annotated
        self.tokens = words.tokens
        self.clauses = clauses
        self.heads = heads
        """First token of a person → that of the office or state before him, which is his; more are found here."""

    def split(self, run: list[ActorMention]) -> Iterator[list[ActorMention]]:
        """Two noun phrases with but a comma between are an apposition, except in headlines and where both are names."""
        if self._spelt_out(run):
            self.heads[run[1].first] = run[0].first
            run = run[1:]
        named = all(m.actor.kind is ActorKind.PERSON and m.via in ("name", "surname") for m in run)
        named = named and not self.words.preposition(run[0].first) & {"of", "by"}  # "set by Trump, Macron went"
        named = named and not self._fronted(run[0]) and not self._before_subject(run)
        if len(run) == 2 and run[1].first >= run[0].last and not self.annotated.sentence.is_title and not named:
            gap = range(run[0].last, run[1].first)
            joined = any(self.words.is_word(i, "and") or self.tokens[i].text in "-/" for i in gap)
            joined = joined or self._paired(*run) or self._listed(*run)
            if not joined and not heads(self.words, *run):
                if self._titled(*run):
                    self.heads[run[1].first] = run[0].first
                else:
                    yield run[:1]
                yield run[1:]
                return
        if len(run) > 2 and self._before_pair(run):
            yield run[:1]
            yield run[1:]
            return
        yield run

    def coordinated(self, one: ActorMention, other: ActorMention) -> bool:
        """Whether only commas, "and", articles and the like stand between two noun phrases."""
        if heads(self.words, one, other):
            return True
        if self.clauses.owner[one.first] != self.clauses.owner[other.first] and other.via != "office":
            return False
        if any(self.tokens[i].text == "," for i in range(one.last, other.first)) and self._set_off(one):
            return False
        if one.via == "collective" and other.first == one.last and other.actor.kind is ActorKind.PERSON:
            return self.words.lex.nouns_capitalised  # "mit den EU-Spitzen Tusk und Juncker"
        if other.first < one.last:
            return True  # two readings of one phrase: "the presidents of Poland and Lithuania", "both leaders"
        end = max(one.last, self.heads.get(other.first, other.first))
        listing = {i for m in self.words.matches("namely") for i in range(m.first, m.last)}
        gap = [i for i in range(one.last, end) if i not in listing and not self._aside(i, one)]
        if self._paired(one, other):
            return True
        if sum(self.words.tokens[k].text in QUOTES for k in gap) % 2 and not self._in_quotes(one, other):
            return False  # '"... with the president of Russia," the minister said': who speaks stands outside
        if "pronoun" in (one.via, other.via) and not any(self.words.is_word(i, "and") for i in gap):
            return False
        if len(gap) > 6 or not gap or not self.words.dated.isdisjoint(gap):
            return False  # "met X on Monday and on Tuesday Y resigned"
        return self._joins(gap, one, other)

    def _joins(self, gap: Sequence[int], one: ActorMention, other: ActorMention) -> bool:
        """Whether the words between two noun phrases join them, and say nothing of their own."""
        joined = False
        repeated = one.via == other.via and one.via in ("office", "body") and one.entry == other.entry
        repeated = repeated or one.via == other.via == "collective"  # "those of North and of Central America"
        repeated = repeated or (one.via == "body" and other.actor.kind is not ActorKind.PERSON)
        for i in gap:
            token = self.tokens[i]
            if token.text in (",", ";", "-", "/") or self.words.is_word(i, "and"):
                joined = True
            elif not (
                self.words.is_word(i, "article")
                or (joined and self._once_more(i, one))
                or (repeated and joined and self.words.is_word(i, "of"))  # "the delegations of Poland and of the EU"
                or token.text == "."
                or token.text in QUOTES
                or (token.text[:1].islower() and not self.words.kinds.get(i) and not self.words.is_verb(i))
            ):
                return False
        small = {"article", "and"}
        plain = (i for i in gap if self.tokens[i].text.isalpha() and small.isdisjoint(self.words.kinds.get(i, ())))
        return joined and sum(1 for _ in plain) <= 2

    def _spelt_out(self, run: Sequence[ActorMention]) -> bool:
        """Whether the states of a group are told one by one behind it: "three African states, namely A, B and C"."""
        listed = len(run) > 2 and all(m.actor.kind is ActorKind.STATE and m.via == "name" for m in run[1:])
        if not listed or run[0].via != "collective" or run[0].last >= run[1].first:
            return False
        gap = range(run[0].last, run[1].first)
        told = any(m.first in gap for m in self.words.matches("namely"))
        return told or any(self.tokens[i].text in (":", *DASHES) for i in gap)

    def _before_pair(self, run: Sequence[ActorMention]) -> bool:
        """Whether a name closes a phrase that opens the sentence before two subjects: "At the Elysee, X and Y met".

        "A meeting between X, Y and Z took place" opens with its subject.
        """
        nouns = (m.first for m in self.words.matches("trigger") if m.last <= run[0].first and not m.classes)
        if any(not self.words.governed(first) for first in nouns):
            return False
        comma = run[1].first > run[0].last and self.tokens[run[0].last].text == ","
        ands = sum(self.words.is_word(i, "and") for i in range(run[1].last, run[-1].first))
        commas = any(self.tokens[i].text == "," for i in range(run[1].last, run[-1].first))
        return comma and ands == 1 and not commas and self._before_subject(run)

    def _fronted(self, mention: ActorMention) -> bool:
        """Whether a gerund or the like opens the clause and has the name as its object: "Receiving X, Y said"."""
        clause = self.clauses.of(mention.first)
        return any(
            0 <= m.first - clause.first <= 1 and m.last <= mention.first and m.classes and not m.classes & FINITE
            for m in self.words.matches("verb")
        )

    def _before_subject(self, run: Sequence[ActorMention]) -> bool:
        """Whether the comma closes a phrase that opens the sentence: "In a call with Annan, Prodi confirmed"."""
        helping = {m.first for m in self.words.matches("auxiliary")}  # "ont signé", the whole of which is a trigger
        other = (self.words.events - helping) | self.words.dated
        verbs = [i for i in range(len(self.tokens)) if self.words.is_verb(i) and i not in other]
        opened = bool(self.words.preposition(run[0].first)) and not any(i < run[0].first for i in verbs)
        comma = any(self.tokens[i].text == "," for i in range(run[0].last, run[-1].first))
        told = run[-1].last
        if told < len(self.tokens) - 1 and self.tokens[told].text.islower() and not self.words.kinds.get(told):
            told += told not in verbs  # "se sont rencontrés"
        return opened and comma and told in verbs

    def _paired(self, one: ActorMention, other: ActorMention) -> bool:
        """Whether a dash joins two that no person is, or two persons at once: "the summit Ukraine \u2013 EU"."""
        alone = other.first - one.last == 1 and self.tokens[one.last].text in DASHES
        kinds = {one.actor.kind, other.actor.kind}
        behind = other.last + (other.last < len(self.tokens) and self.tokens[other.last].text == "-")
        event = one.first - 1 in self.words.events or behind in self.words.events  # "Trump\u2013Putin talks"
        event = event or "adjective" in (one.via, other.via)
        if alone and kinds == {ActorKind.PERSON}:
            glued = one.end + 1 == other.start  # "Treffen Trump\u2013Putin", without blanks
            return glued and (event or one.first <= 1)
        return alone and event and kinds <= {ActorKind.STATE, ActorKind.ORGANISATION}

    def _listed(self, one: ActorMention, other: ActorMention) -> bool:
        """Whether two states open the sentence with but a comma between, as headlines do: "Iran, Russia sign pact"."""
        states = all(m.actor.kind is ActorKind.STATE and m.via in ("name", "capital") for m in (one, other))
        alike = one.via == other.via and one.first == 0 and other.first == one.last + 1
        return states and alike and self.tokens[one.last].text == "," and other.last < len(self.tokens)

    def _titled(self, body: ActorMention, person: ActorMention) -> bool:
        """Whether an office that names nobody is that of the person behind the comma: "the chair of the AU, X"."""
        office = body.via == "body" and body.entry.startswith("office")
        named = person.actor.kind is ActorKind.PERSON and person.via == "name"
        return office and named and person.first == body.last + 1

    def _once_more(self, index: int, one: ActorMention) -> bool:
        """Whether the end of a "with" in several words is said again: "insieme al presidente e al cancelliere"."""
        before = one.first - 1
        while before > 0 and self.words.is_word(before, "article") and not self.words.is_word(before, "with"):
            before -= 1
        again = self.words.is_word(index, "to") and self.words.is_word(before, "with")
        return again and self.words.is_word(before - 1, "with")

    def _aside(self, token: int, one: ActorMention) -> bool:
        """Whether a token stands in brackets behind a noun phrase: "Scholz (SPD) and Macron"."""
        clause = self.clauses.of(token)
        return clause.kind == "bracket" and clause.number != self.clauses.owner[one.first]

    def _in_quotes(self, *mentions: ActorMention) -> bool:
        """Whether a name itself stands in quotation marks: the "Group of Seven", NATO and the EU."""
        return any(m.first > 0 and self.words.tokens[m.first - 1].text in QUOTES for m in mentions)

    def _set_off(self, mention: ActorMention) -> bool:
        """Whether a noun phrase is a speaker or a place that a comma closes: "According to X, ...", "In Minsk, ..."."""
        speaks = any(a.speaker.end == mention.last and "according_to" in a.entry for a in self.annotated.attributions)
        if mention.via != "capital":
            return speaks
        kinds = self.words.preposition(mention.first)
        names = (
            "of" in kinds and mention.first - 2 in self.words.events
        )  # "the accord of Paris, ...": the town names it
        return speaks or names or bool(kinds & {"in", "to"})
