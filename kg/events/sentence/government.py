"""What governs a coordinated noun phrase: the preposition before it, or what stands for one."""

from __future__ import annotations

from collections.abc import Sequence

from kg.events.sentence.words import SKIP, Words
from kg.model import ActorKind, ActorMention
from kg.tokens import DASHES


class Government:
    """Tells of the noun phrases of one sentence, in order, which category of function word governs each."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.annotated = words.annotated
        self.tokens = words.tokens
        self.owners: dict[int, frozenset[str]] = {}
        """End of a noun phrase that belongs to a noun between it and its preposition → the preposition's kinds."""

    def marks_of(self, run: Sequence[ActorMention], first: int) -> frozenset[str]:
        """What governs coordinated mentions, the phrase of which begins at the token `first`."""
        if self.words.is_goal(run[0].first, run[-1].last):
            return frozenset({"to"})
        marks = self.words.preposition(first, run[0].last if first == run[0].first else None)
        apposed = marks == {"as"} and any(t.text == "," for t in self.tokens[run[0].first : run[0].last])
        if apposed or (marks and self._upright(run[0], first)):  # "as president of the USA, Reagan visited"
            marks = frozenset()  # in its case it is the subject behind them: "Pro prypynennia vohniu Izrail ..."
        if not marks and (at := self._in_place(run[0])) is not None:
            marks = self.words.preposition(at)  # "in Santa Catarina, Brazil"
        if not marks and (kin := self._introduced(first)) is not None:
            marks = self.words.preposition(kin)  # "with his friend, the king of Y"
        if self._binds(run) or (marks & {"with"} and self._of_a_bond(first)):
            marks = frozenset({"about"})
        elif marks & {"with"} and self._of_noun_between(run[0]):
            self.owners[run[-1].last] = marks
            marks = frozenset({"genitive"})
        elif marks == {"of"} and (owner := self._of_partner(run[0])):
            self.owners[run[-1].last] = owner
        elif marks <= {"of"} and (sender := self._sent_by(run[0]) or self._named_in_dashes(run[0])) is not None:
            marks = sender
        elif not marks and (at := self._explains(run)):
            marks = self.owners.get(at, marks)  # "with friends of Ukraine - Macron and Duda"
        elif marks >= {"with", "from"} and (meant := self._in_case_of_partner(run[0])) is not None:
            marks -= {"from"} if meant else {"with"}
        return marks

    def _binds(self, run: Sequence[ActorMention]) -> bool:
        """Whether the adjectives of two states only tell whose relations are meant: "Hungarian-Ukrainian relations"."""
        two = len(run) > 1 and all(m.via == "adjective" for m in run)
        return two and any(m.first == run[-1].last for m in self.words.matches("bond"))

    def _of_a_bond(self, first: int) -> bool:
        """Whether "with" right before a noun phrase belongs to the noun before it: "relations with Russia"."""
        at = self.words.back(self.words.back(first, "article"), "with")
        bond = next((m for m in self.words.matches("bond") if m.last == at), None)
        if bond is None:
            return False
        triggers = (m for m in self.annotated.matches if m.section.startswith("trigger"))
        return all(bond.first in m.holes for m in triggers if m.first < bond.last and bond.first < m.last)

    def _in_place(self, mention: ActorMention) -> int | None:
        """Where the town begins whose state is told behind a comma."""
        comma = mention.first > 0 and self.tokens[mention.first - 1].text == ","
        if mention.actor.kind is not ActorKind.STATE or mention.via != "name" or not comma:
            return None
        before = (p for p in self.annotated.places if p.last == mention.first - 1)
        own = (p for p in before if p.place.country in (None, mention.actor.key))
        return next((p.first for p in own if p.place.key != p.place.country), None)

    def _of_partner(self, mention: ActorMention) -> frozenset[str]:
        """What governs the noun that an "of" gives to a state: "with a friend of Ukraine"."""
        at = self.words.back(mention.first, "article", "of") - 1
        if mention.actor.kind is not ActorKind.STATE or not self.words.is_plain(at):
            return frozenset()
        kinds = frozenset(self.words.preposition(at))
        return kinds if "with" in kinds else frozenset()

    def _sent_by(self, mention: ActorMention) -> frozenset[str] | None:
        """What governs those who speak for two states told before: "representatives of both countries"."""
        at = self.words.back(mention.first, "article", "of")
        if mention.via != "pair" or mention.actor.kind is not ActorKind.STATE:
            return None
        body = next((m for m in self.annotated.matches if m.section in ("body", "group") and m.last == at), None)
        return self.words.preposition(body.first) if body is not None else None

    def _named_in_dashes(self, mention: ActorMention) -> frozenset[str] | None:
        """What governs those whose states a dash names: "envoys of the five members - A, B and C - met"."""
        dash = self.words.back(mention.first, "article") - 1
        if dash < 1 or self.tokens[dash].text not in (*DASHES, "-"):
            return None
        if self.tokens[dash].start == self.tokens[dash - 1].end:
            return None
        known = (m for m in self.annotated.matches if m.section in ("body", "group", "office"))
        of = (m for m in known if self.words.is_word(m.last, "of") or self.words.is_word(m.last - 1, "of"))
        near = [m for m in of if 0 < dash - m.last <= 3 * SKIP]
        return self.words.preposition(near[-1].first) if near else None

    def _explains(self, run: Sequence[ActorMention]) -> int:
        """Index of the dash, or of the comma in a sentence they end, after which names say who was meant before."""
        at = self.words.back(run[0].first, "article") - 1
        closed = run[-1].last >= len(self.tokens) or self.tokens[run[-1].last].text in ".;"
        if at < 1 or self.tokens[at].text in DASHES:
            return max(at, 0)
        return at if closed and self.tokens[at].text == "," and run[-1].actor.kind is ActorKind.PERSON else 0

    def _introduced(self, first: int) -> int | None:
        """The noun before a comma or colon that says what a person is: "his friend, X", "with leaders: X, Y"."""
        at = self.words.back(first, "article")
        if at < SKIP or self.tokens[at - 1].text not in (",", ":", *DASHES):
            return None
        near = (m for m in self.words.matches("kin") if 0 <= at - 1 - m.last <= SKIP)
        return next((m.first for m in near if all(t.text.isalpha() for t in self.tokens[m.last : at - 1])), None)

    def _upright(self, mention: ActorMention, first: int) -> bool:
        """Whether a nominative shows that the preposition further ahead governs the words between, not the name."""
        endings = tuple(self.words.lex.names.upright_endings.split())
        word = self.tokens[mention.first]
        if not endings or mention.oblique or mention.via in ("adjective", "demonym") or word.text.isupper():
            return False
        before = self.tokens[first - 1]
        apart = before.text.isalpha() and not self.words.kinds.get(first - 1) and before.text[:1].islower()
        apart = apart and all(m.last != first for m in self.words.matches("title"))
        return apart and word.lower.endswith(endings) and not self.words.is_word(mention.first, "article")

    def _in_case_of_partner(self, mention: ActorMention) -> bool | None:
        """Whether the case of a state or capital tells that one deals with it, where "from" is the same word.

        None where it does not tell.
        """
        endings = tuple(self.words.lex.words.with_ending.split())
        named = mention.via in ("name", "capital") and mention.actor.kind is ActorKind.STATE
        if not endings or not named:
            return None
        if self.tokens[mention.last - 1].lower.endswith(endings):
            return True
        return False if mention.oblique else None

    def _of_noun_between(self, mention: ActorMention) -> bool:
        """Whether a state after "with" belongs to a noun between them, as its case tells: "with friends of Ukraine"."""
        endings = tuple(self.words.lex.words.with_ending.split())
        named = mention.via == "name" and mention.actor.kind is ActorKind.STATE
        if not endings or not named or not mention.oblique or self.words.kinds.get(mention.first - 1):
            return False
        return not self.tokens[mention.last - 1].lower.endswith(endings)
