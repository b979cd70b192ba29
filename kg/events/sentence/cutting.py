"""Cut a sentence into its clauses, token by token: which of its signs open one, go on with one or close one."""

from __future__ import annotations

from collections.abc import Sequence, Set

from kg.events.sentence.clauses import TIMES, Clause, Clauses
from kg.events.sentence.signs import Signs, signs
from kg.model import Match, Token
from kg.schema import ClauseWords
from kg.tokens import DASHES

#: Tokens between a comma and a dash that stands for the verb told before.
ELLIPSIS = 4
_HARD = frozenset(";\u2014")
_BRACKETS = {"(": ")", "[": "]"}
_MARKS = _HARD | _BRACKETS.keys() | set(_BRACKETS.values()) | {","}
#: Tokens of the shortest phrase of time before a subject: "during the trip the".
PHRASE = 4
#: Kinds that hold a statement of their own.
_WHOLE = ("main", "but", "coordinate")
#: Tokens between two auxiliaries of one verb: "has never yet been".
CHAIN = 4


def cut(
    tokens: Sequence[Token],
    matches: Sequence[Match],
    offices: Sequence[int] = (),
    named: Set[int] = frozenset(),
    rules: ClauseWords | None = None,
    dated: Set[int] = frozenset(),
) -> Clauses:
    """Assign every token to a clause.

    `offices` are the ends of phrases that name an actor by office: "the leaders of Turkey and Germany" is one subject;
    `named` are the tokens of noun phrases that name actors, `dated` those of times ("am Montag, den 18. Februar,").
    """
    cutting = _Cutting(signs(tokens, matches, named, rules, dated), frozenset(offices))
    for index in range(len(tokens)):
        cutting.read(index)
    return Clauses(tuple(cutting.clauses), tuple(cutting.owner))


class _Cutting:
    """The clauses found so far, and the one that the next token goes on with unless its signs say otherwise."""

    def __init__(self, signs: Signs, offices: Set[int]) -> None:
        self.clauses = [Clause(0, "main", None, 0, False)]
        self.owner: list[int] = []
        self._signs = signs
        self._offices = offices
        self._current = 0
        self._ends: dict[int, int] = {}
        """By clause, the last token of what a verb at the end closes."""
        marks = {i for i, t in enumerate(signs.tokens) if t.text in _MARKS}
        self._turns = {i + 1 for i in marks} | marks | signs.finite | signs.joins.keys()
        self._turns |= signs.subjects | signs.limits.openers.keys() | signs.limits.infinitives.keys()
        """Tokens at which a clause may open or close."""
        self._steps = (self._mark, self._opener, self._infinitive, self._coordinated, self._unopened, self._closed)

    def read(self, index: int) -> None:
        """Give the next token its clause."""
        opener = index in self._signs.limits.openers
        while index - opener > self._ends.get(self._current, len(self._signs.tokens)):
            self._current = self._above()
        if index in self._turns:
            comma = self._comma(index)
            opened = (step(index, comma) for step in self._steps)
            self._current = next((number for number in opened if number is not None), self._current)
        self.owner.append(self._current)

    def _comma(self, index: int) -> bool:
        """Whether a comma stands before a token, and is one between clauses."""
        signs = self._signs
        return (
            index > 0
            and signs.tokens[index - 1].text == ","
            and index - 1 not in signs.dated
            and not _apposed(signs, index - 1)
            and not _dated_aside(signs, index)
            and not _enumerated(signs, index)
            and not _said_again(signs, index)
        )

    def _mark(self, index: int, comma: bool) -> int | None:
        """A semicolon or dash, and brackets."""
        signs = self._signs
        text = signs.tokens[index].text
        if text in _HARD and index not in signs.listed and not _elliptic(signs, index):
            return self._open("main", None, index, False)
        if text in _BRACKETS:
            return self._open("bracket", self._current, index, False)
        if index > 0 and signs.tokens[index - 1].text in _BRACKETS.values() and self._clause.kind == "bracket":
            return self._above()
        return None

    def _opener(self, index: int, comma: bool) -> int | None:
        """A word that opens a clause."""
        opener = self._signs.limits.openers.get(index)
        if opener is None:
            return None
        if opener.payload == "complement" and index in self._signs.events:  # "the visit that X planned"
            return self._open("relative", self._current, index, comma)
        over = comma and opener.payload in TIMES and self._clause.kind == "relative"
        if over and _closes(self._clause, index, self._signs.finite):
            self._current = self._above()  # "spoke of X, which is new, during a call"
        opened = self._subordinate(opener, index, comma or index == 0)
        if index in self._signs.limits.ends:
            self._ends[opened] = self._signs.limits.ends[index]
        return opened

    def _infinitive(self, index: int, comma: bool) -> int | None:
        """The comma before an infinitive that ends its clause."""
        end = self._signs.limits.infinitives.get(index)
        if end is None:
            return None
        opened = self._open("infinitive", self._current, index, True)
        self._ends[opened] = end
        return opened

    def _coordinated(self, index: int, comma: bool) -> int | None:
        """An "and" between two predicates."""
        if index not in self._signs.joins or index in self._offices or index in self._signs.paired:
            return None
        joined = self._new_predicate(index) and not self._said_of_both(index)
        above = self._clause.parent if comma and self._clause.kind == "relative" else None  # ", who came, and met X"
        return self._open("coordinate", self._frame() if above is None else above, index, False) if joined else None

    def _unopened(self, index: int, comma: bool) -> int | None:
        """A clause that a comma alone opens, where verbs end theirs; what has its own end goes on until then."""
        if self._current in self._ends:
            return self._current
        if not comma or not self._signs.final:
            return None
        if self._reported(index):
            return self._open("complement", self._current, index, True)
        if self._another_predicate(index):
            return self._open("coordinate", self._frame(), index, True)
        return None

    def _closed(self, index: int, comma: bool) -> int | None:
        """A comma, or the verb of the clause above, that closes the present one."""
        back = not self._signs.final and (self._resumed(index) or self._after_phrase(index))
        back = back or (not self._signs.final and self._begins_subject(index))
        if back or (comma and _closes(self._clause, index, self._signs.finite)):
            return self._above()
        return 0 if comma and self._fronted(index) else None

    @property
    def _clause(self) -> Clause:
        return self.clauses[self._current]

    def _above(self) -> int:
        return self._clause.parent or 0

    def _open(self, kind: str, parent: int | None, first: int, after_comma: bool) -> int:
        self.clauses.append(Clause(len(self.clauses), kind, parent, first, after_comma))
        return len(self.clauses) - 1

    def _subordinate(self, opener: Match, index: int, after_comma: bool) -> int:
        kind = str(opener.payload)
        if kind == "but":
            return self._open("but", None, index, after_comma)
        parent = self._current
        if kind == "complement" and self._clause.kind in TIMES and not after_comma:
            parent = self._above()
        return self._open(kind, parent, index, after_comma)

    def _frame(self) -> int | None:
        """The clause a coordinated predicate hangs on: the one whose subject it shares."""
        sharing = ("main", "complement", "coordinate", "but", "relative", "conditional")
        return self._current if self._clause.kind in sharing else self._clause.parent

    def _before(self, tokens: Set[int], index: int) -> list[int]:
        """Those of some tokens that stand before one in the present clause."""
        return [i for i in range(index) if i in tokens and self.owner[i] == self._current]

    def _new_predicate(self, index: int) -> bool:
        """Whether "and" joins two predicates, not two subjects: finite verbs on both sides of it, the second close."""
        tokens, finite = self._signs.tokens, self._signs.finite
        after = self._signs.joins[index]
        near = range(after, min(after + 3, len(tokens)))
        close = next((i for i in near if i in finite or tokens[i].text == ","), None)
        before = self._before(finite, index)
        if close is not None and self._clause.kind == "relative" and self._two_named(index, close):
            return False
        return bool(before) and (close in finite or self._behind_name(index, before[-1]))

    def _two_named(self, index: int, close: int) -> bool:
        """Whether an "and" in a relative clause joins two names: "the summit that unites X and Y | will take place"."""
        named = self._signs.named
        return index - 1 in named and not named.isdisjoint(range(self._signs.joins[index], close))

    def _behind_name(self, index: int, told: int) -> bool:
        """Whether a finite verb follows the name behind an "and", however long that is, and none of both is an agent.

        "Flew to Rome and the French president, X, was to follow"; not "talks led by X and the minister Y began".
        """
        signs, size = self._signs, len(self._signs.tokens)
        after = signs.joins[index]
        begin = next((i for i in range(after, min(after + 2, size)) if i in signs.named), None)
        inside = self._clause.kind == "relative"  # "X, who had arrived, and the minister Y met"
        if begin is None or inside or any(signs.tokens[i].text == ":" for i in range(told, index)):
            return False
        end = next((i for i in range(begin, size) if i not in signs.named), size)
        apposed = end < size and signs.tokens[end].text == ","
        end += apposed and any(signs.tokens[i].text == "," for i in range(begin, end))
        agents = (m.first for m in signs.matches if m.section in ("word.by", "word.led_by"))
        return end in signs.finite and not any(told <= i < index for i in agents)

    def _said_of_both(self, index: int) -> bool:
        """Whether "and" joins two subjects of what is said, without a "that": "he said Putin and Xi would meet"."""
        before = self._before(self._signs.finite & self._signs.told, index)
        dated = self._signs.dated | {i - 1 for i in self._signs.dated}  # "he said on Monday the US and Iran would meet"
        spoken_of = self._signs.links | self._signs.enumerable | dated
        return bool(before) and index - before[-1] > 1 and set(range(before[-1] + 1, index)) <= spoken_of

    def _reported(self, index: int) -> bool:
        """Whether reported speech without "that" begins: after a verb of saying, and in its mood ("sagte, er habe")."""
        if self._clause.kind not in _WHOLE:
            return False
        signs, current = self._signs, self._current
        said = (m.first for m in signs.matches if m.section == "attribution.said" and m.first < index)
        if all(self.owner[i] != current for i in said):
            return False
        end = next((i for i in range(index, len(signs.tokens)) if signs.tokens[i].text in ",;:?!"), len(signs.tokens))
        return any(m.section == "attribution.continued" and index <= m.first < end for m in signs.matches)

    def _another_predicate(self, index: int) -> bool:
        """Whether a finite verb right after a comma is a second one: "er blieb fern, traf aber Bush"."""
        if index not in self._signs.finite or self._clause.kind not in _WHOLE:
            return False
        return bool(self._before(self._signs.finite, index))

    def _resumed(self, index: int) -> bool:
        """Whether the clause above goes on, a second verb joined by nothing: "what X planned was put off"."""
        finite = self._signs.finite - self._signs.toward
        if self._clause.kind != "relative" or index not in finite:
            return False
        before = [i for i in self._before(finite, index) if i >= self._clause.first]
        return bool(before) and index - before[-1] > (CHAIN if before[-1] in self._signs.helping else 1)

    def _after_phrase(self, index: int) -> bool:
        """Whether the verb above stands behind a phrase of time: "Macron after the talks flew to Rome"."""
        clause, finite = self._clause, self._signs.finite - self._signs.toward
        if clause.kind not in TIMES or clause.after_comma or index not in finite or index - clause.first < 2:
            return False
        if clause.first < 2 and self._signs.named.isdisjoint(range(clause.first)):
            return False  # "Da quando Biden e Putin si sono visti": nobody stands before it
        telling = finite - self._signs.attributes  # "the pact signed during the visit will"
        return not any(i in telling and self.owner[i] in (clause.number, clause.parent) for i in range(index))

    def _begins_subject(self, index: int) -> bool:
        """Whether a subject begins behind a phrase of time: "said that | during the trip the | Chinese president will".

        The phrase is but a noun with its article, and opens what is said.
        """
        clause, signs = self._clause, self._signs
        if clause.kind not in TIMES or clause.parent is None or index not in signs.subjects:
            return False
        above = self.clauses[clause.parent]
        if above.kind != "complement" or clause.first - above.first > 1 or index - clause.first < PHRASE:
            return False
        phrase = range(clause.first, index)
        return signs.finite.isdisjoint(phrase) and signs.named.isdisjoint(phrase) and signs.dated.isdisjoint(phrase)

    def _fronted(self, index: int) -> bool:
        """Whether a complement ends with the condition around it that opened the sentence ("If X says that ..., Y")."""
        if self._clause.kind != "complement" or self._clause.parent is None:
            return False
        parent = self.clauses[self._clause.parent]
        return parent.kind == "conditional" and parent.first == 0 and _closes(parent, index)


def _elliptic(signs: Signs, index: int) -> bool:
    """Whether a dash stands for the verb: "he flew to Berlin, and in the evening - to Paris"."""
    before = range(max(0, index - ELLIPSIS), index)
    comma = next((i for i in reversed(before) if signs.tokens[i].text == ","), None)
    dash = signs.tokens[index].text in DASHES and index + 1 in signs.going
    return dash and comma is not None and signs.finite.isdisjoint(range(comma, index))


def _enumerated(signs: Signs, index: int) -> bool:
    """Whether a comma only divides names with which the sentence ends: "after talks between A and B, C and D."."""
    listed = signs.enumerable
    if index - 2 not in listed or index not in listed:
        return False
    rest = range(index, len(signs.tokens))
    joined = any(i in signs.joins for i in rest)
    return joined and all(i in listed or not signs.tokens[i].text[0].isalnum() for i in rest)


def _said_again(signs: Signs, index: int) -> bool:
    """Whether a comma divides goals before each of which "to" is said: "after visits to A, to B and to C, X"."""
    at = index - 2
    while at in signs.named:
        at -= 1
    if at == index - 2 or at not in signs.going:
        return False
    joined, at = False, index
    while at in signs.going:
        at += 1 + (at + 1 in signs.articles)
        if at not in signs.named:
            return False
        while at in signs.named:
            at += 1
        if joined:
            return True
        joined = at in signs.joins
        at = signs.joins[at] if joined else at + 1
    return False


def _dated_aside(signs: Signs, index: int) -> bool:
    """Whether the comma before a token is one of two around a date: "after talks, on Friday, between X and Y"."""
    end = index
    while end in signs.dated:
        end += 1
    if end > index and end + 1 in signs.partner and signs.tokens[end].text == ",":
        return True
    at = index - 2
    while at in signs.dated:
        at -= 1
    return index in signs.partner and 0 <= at < index - 2 and signs.tokens[at].text == ","


def _apposed(signs: Signs, comma: int) -> bool:
    """Whether a comma stands inside one noun phrase, or closes its apposition: "the king, Felipe, was"."""
    named = signs.named | signs.joins.keys()
    at = comma - 1
    while at in named and signs.tokens[at].text != ",":
        at -= 1
    return comma in named or (at in named and (comma + 1 in signs.finite or comma + 1 in signs.going))


def _closes(clause: Clause, index: int, finite: Set[int] = frozenset()) -> bool:
    """A comma ends an inserted clause that a comma (or the sentence) opened, if it had room for a verb.

    After two words only, the verb must be there: "when Clinton, late as ever, arrives" goes on.
    """
    nested = clause.kind in ("relative", "conditional", "after", "before", "during", "cause")
    long = index - clause.first > 3 or any(clause.first <= i < index for i in finite)
    return nested and index - clause.first > 2 and (long or clause.kind in ("after", "before"))
