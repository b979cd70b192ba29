"""Cut a sentence into nested clauses, so that status and attribution have scopes instead of word windows."""

from __future__ import annotations

from collections.abc import Container, Sequence, Set
from dataclasses import dataclass
from itertools import count

from kg.events.sentence.verb_final import Bounds, bounds
from kg.model import Match, Token
from kg.schema import ClauseWords
from kg.tokens import DASHES

#: Tokens between a comma and a dash that stands for the verb told before.
ELLIPSIS = 4
_HARD = frozenset(";\u2014")
_BRACKETS = {"(": ")", "[": "]"}
FINITE = frozenset({"past", "present", "future", "conditional", "subjunctive"})
#: Tenses of a verb that makes a clause by itself; a subjunctive stands in one that hangs on another.
TENSED = FINITE - {"subjunctive"}
#: Sections of the lexicon whose verbs have what is said behind them.
_SAYING = ("attribution.said", "attribution.told", "attribution.claims_denied")
#: Kinds through which the status of the governing clause reaches the governed one.
TRANSPARENT = frozenset({"complement", "infinitive"})
#: Kinds of clauses and phrases that say when.
_ASIDE = ("after", "before", "during")
#: Tokens between two auxiliaries of one verb: "has never yet been".
CHAIN = 4


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its opener's token index, kind (``main``, ``relative``, ``after`` ...) and parent."""

    number: int
    kind: str
    parent: int | None
    first: int
    after_comma: bool

    @property
    def homes(self) -> set[int | None]:
        """Its number, and that of the clause above it where it is an infinitive or complement of that."""
        return {self.number, self.parent} if self.kind in TRANSPARENT else {self.number}


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of a sentence and, for each token, the one it belongs to."""

    clauses: tuple[Clause, ...]
    owner: tuple[int, ...]

    def of(self, token: int) -> Clause:
        """The clause a token belongs to."""
        return self.clauses[self.owner[token]]

    def chain(self, clause: Clause) -> list[Clause]:
        """The clause and its ancestors, innermost first."""
        found = [clause]
        while found[-1].parent is not None:
            found.append(self.clauses[found[-1].parent])
        return found

    def governs(self, upper: Clause, lower: Clause) -> bool:
        """Whether `upper` is an ancestor of `lower` through complement clauses only."""
        for clause in self.chain(lower):
            if clause.number == upper.number:
                return True
            if clause.kind not in TRANSPARENT:
                return False
        return False


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
    noun = {m.last for m in matches if m.section in ("word.article", "word.of", "word.between")}
    adverbs = frozenset(rules.adverbial) if rules is not None else frozenset()
    openers = {
        i: m
        for i, m in _openers(matches, noun, named | dated).items()
        if not set(range(i, m.last)) <= dated and any(t.text[0].isalnum() for t in tokens[m.last :])
    }  # "they met the day before.": nothing follows that could be a clause
    joins = {m.first: m.last for m in matches if m.section == "word.and" and tokens[m.first].text.isalpha()}
    finite = _finite_verbs(tokens, matches, noun, named, rules)
    told = {i for m in matches if m.section == "attribution.said" for i in range(m.first, m.last)}
    if adverbs:
        nouns = _firsts(matches, "trigger", "gathering")
        openers = {
            i: m for i, m in openers.items() if tokens[i].lower not in adverbs or _before_noun(m.last, nouns, finite)
        }
    final = rules is not None and bool(rules.final_verb)
    limits = bounds(tokens, matches, openers, rules) if rules is not None and final else Bounds(openers, {}, {})
    finite -= limits.bare
    listed = _listing(tokens, matches, named)
    phrases = named | joins.keys()
    events = {m.last for m in matches if m.section == "trigger" and not m.classes}
    helping = _firsts(matches, "auxiliary")
    toward = _firsts(matches, "word.to")  # "to" before an infinitive is no finite verb
    going = toward | _firsts(matches, "word.in")
    going_on = finite | going
    partner = _firsts(matches, "word.with", "word.between")
    enumerable = phrases | {i for m in matches if m.section == "word.article" for i in range(m.first, m.last)}
    clauses = [Clause(0, "main", None, 0, False)]
    ends: dict[int, int] = {}
    current = 0
    owner: list[int] = []
    for index, token in enumerate(tokens):
        comma_before = (
            index > 0
            and tokens[index - 1].text == ","
            and index - 1 not in dated
            and not _apposed(tokens, phrases, going_on, index - 1)
            and not _dated_aside(tokens, dated, partner, index)
            and not _enumerated(tokens, enumerable, joins, index)
        )
        opener = limits.openers.get(index)
        while index - (opener is not None) > ends.get(current, len(tokens)):
            current = clauses[current].parent or 0
        if token.text in _HARD and index not in listed and not _elliptic(tokens, going, finite, index):
            current = _open(clauses, "main", None, index, False)
        elif token.text in _BRACKETS:
            current = _open(clauses, "bracket", current, index, False)
        elif index > 0 and tokens[index - 1].text in _BRACKETS.values() and clauses[current].kind == "bracket":
            current = clauses[current].parent or 0
        elif opener is not None and opener.payload == "complement" and index in events:  # "the visit that X planned"
            current = _open(clauses, "relative", current, index, comma_before)
        elif opener is not None:
            if comma_before and opener.payload in _ASIDE and _relative_ends(clauses[current], index, finite):
                current = clauses[current].parent or 0  # "spoke of X, which is new, during a call"
            current = _subordinate(clauses, current, opener, index, comma_before or index == 0)
            ends |= {current: limits.ends[index]} if index in limits.ends else {}
        elif index in limits.infinitives:
            current = _open(clauses, "infinitive", current, index, True)
            ends[current] = limits.infinitives[index]
        elif (
            index in joins
            and index not in offices
            and _new_predicate(tokens, index, joins[index], finite, owner, current)
            and not _said_of_both(index, finite & told, named | noun, current, owner)
        ):
            current = _open(clauses, "coordinate", _frame(clauses, current), index, False)
        elif current in ends:
            pass
        elif comma_before and final and _reported(tokens, matches, clauses[current], index, owner):
            current = _open(clauses, "complement", current, index, True)
        elif comma_before and final and _another_predicate(clauses[current], index, finite, owner):
            current = _open(clauses, "coordinate", _frame(clauses, current), index, True)
        elif (comma_before and _closes(clauses[current], index, finite)) or (
            not final
            and (
                _resumed(clauses[current], index, finite - toward, helping, owner)
                or _after_phrase(clauses[current], index, finite - toward, owner)
            )
        ):
            current = clauses[current].parent or 0
        elif comma_before and _fronted(clauses, current, index):
            current = 0
        owner.append(current)
    return Clauses(tuple(clauses), tuple(owner))


def _finite_verbs(
    tokens: Sequence[Token], matches: Sequence[Match], noun: Set[int], named: Set[int], rules: ClauseWords | None
) -> set[int]:
    """First tokens of the verbs and auxiliaries that make a clause; `noun` is where articles and the like end."""
    finite = {
        m.first
        for m in matches
        if m.section in ("verb", "auxiliary") and _finite(m) and not (m.first in noun and m.section == "verb")
    }
    finite -= {m.first for m in matches if m.section == "verb" and not m.classes & FINITE}  # "gemacht worden"
    finite -= {i for i in named if tokens[i].text[:1].isupper()}  # Spanish "Irán" is also "they will go"
    marks = frozenset(rules.infinitive_mark) if rules is not None and not rules.final_verb else frozenset()
    finite -= {m.first for m in matches if m.section == "auxiliary" and tokens[m.first].lower in marks}  # "to meet"
    meant = (m.first for m in matches if m.section == "verb" and "infinitive" in m.classes and m.first)
    finite -= {i for i in meant if tokens[i - 1].lower in marks}  # "urged Israel and Lebanon to negotiate"
    return finite


def _firsts(matches: Sequence[Match], *sections: str) -> set[int]:
    """First tokens of the matches of some sections."""
    return {m.first for m in matches if m.section in sections}


def _elliptic(tokens: Sequence[Token], toward: Set[int], finite: Set[int], index: int) -> bool:
    """Whether a dash stands for the verb: "he flew to Berlin, and in the evening - to Paris"."""
    before = range(max(0, index - ELLIPSIS), index)
    comma = next((i for i in reversed(before) if tokens[i].text == ","), None)
    dash = tokens[index].text in DASHES and index + 1 in toward
    return dash and comma is not None and finite.isdisjoint(range(comma, index))


def _enumerated(tokens: Sequence[Token], listed: Set[int], joins: Container[int], index: int) -> bool:
    """Whether a comma only divides names with which the sentence ends: "after talks between A and B, C and D."."""
    if index - 2 not in listed or index not in listed:
        return False
    rest = range(index, len(tokens))
    return any(i in joins for i in rest) and all(i in listed or not tokens[i].text[0].isalnum() for i in rest)


def _dated_aside(tokens: Sequence[Token], dated: Set[int], partner: Set[int], index: int) -> bool:
    """Whether the comma before a token is one of two around a date: "after talks, on Friday, between X and Y"."""
    end = index
    while end in dated:
        end += 1
    if end > index and end + 1 in partner and tokens[end].text == ",":
        return True
    at = index - 2
    while at in dated:
        at -= 1
    return index in partner and 0 <= at < index - 2 and tokens[at].text == ","


def _before_noun(first: int, nouns: Set[int], finite: Set[int]) -> bool:
    """Whether an event noun, and no verb before it, stands close: "on the eve of the summit", not "X had met"."""
    near = range(first, first + 4)
    return next((i in nouns for i in near if i in nouns or i in finite), False)


def _apposed(tokens: Sequence[Token], named: Set[int], going_on: Set[int], comma: int) -> bool:
    """Whether a comma stands inside one noun phrase, or closes its apposition: "the king, Felipe, was"."""
    at = comma - 1
    while at in named and tokens[at].text != ",":
        at -= 1
    return comma in named or (at in named and comma + 1 in going_on)


def _listing(tokens: Sequence[Token], matches: Sequence[Match], named: Set[int]) -> set[int]:
    """Semicolons that divide a list of names, not clauses: nothing but names and function words up to the next."""
    marks = [i for i, token in enumerate(tokens) if token.text == ";"]
    if not marks:
        return set()
    linking = {i for m in matches if m.section.startswith("word.") for i in range(m.first, m.last)}
    found = set()
    for mark, end in zip(marks, [*marks[1:], len(tokens)], strict=True):
        inner = range(mark + 1, end)
        plain = [i for i in inner if tokens[i].text.isalpha() and i not in named and i not in linking]
        if not plain and any(i in named for i in inner):
            found.add(mark)
    return found


def _openers(matches: Sequence[Match], noun: set[int], passed: Set[int]) -> dict[int, Match]:
    """The words that open a clause, by the index of the first; of two readings the fuller or likelier one.

    `passed` are tokens of names and times, which may stand between a verb of saying and what is said.
    """
    hidden = {
        i for m in matches if m.section.startswith("word.") and m.last - m.first > 1 for i in range(m.first, m.last)
    }
    said = ("verb", "cue", "attribution.said", "attribution.told")
    verbs = {m.last for m in matches if m.section in said and m.first not in noun}
    passed = passed | _firsts(matches, "word.in", "word.article")
    for match in matches:  # "desmintió ayer en Viena que", "dijo Macron que"
        if match.section in _SAYING and match.first not in noun:
            verbs.add(next(i for i in count(match.last) if i not in passed))
    openers: dict[int, Match] = {}
    for match in sorted((_whole(m, matches) for m in matches), key=lambda m: m.last):
        if match.section.startswith("clause.") and match.first not in hidden:
            if any(o.section.startswith("clause.") and o.first < match.first < o.last for o in matches):
                continue  # "alors que": one opener, not two
            other = openers.get(match.first)
            if other is None or match.last > other.last or _preferred(match, other, verbs):
                openers[match.first] = match
    return openers


def _whole(match: Match, matches: Sequence[Match]) -> Match:
    """ "At the end of which": a preposition of time and the relative pronoun behind it open one relative clause."""
    if match.section != "clause.relative":
        return match
    before = (m for m in matches if m.section.startswith("clause.") and m.first < match.first < m.last < match.last)
    return match._replace(first=min((m.first for m in before), default=match.first))


def _fronted(clauses: Sequence[Clause], current: int, index: int) -> bool:
    """Whether a complement ends with the condition around it that opened the sentence ("If X says that ..., Y")."""
    parent = clauses[current].parent
    if clauses[current].kind != "complement" or parent is None:
        return False
    return clauses[parent].kind == "conditional" and clauses[parent].first == 0 and _closes(clauses[parent], index)


def _preferred(match: Match, other: Match, verbs: set[int]) -> bool:
    """Of two readings of one word ("que"), complement after a verb, the other one elsewhere."""
    after_verb = bool({match.first, match.first - 1} & verbs)
    return after_verb if match.payload == "complement" else not after_verb and other.payload == "complement"


def _open(clauses: list[Clause], kind: str, parent: int | None, first: int, after_comma: bool) -> int:
    clauses.append(Clause(len(clauses), kind, parent, first, after_comma))
    return len(clauses) - 1


def _subordinate(clauses: list[Clause], current: int, opener: Match, index: int, after_comma: bool) -> int:
    kind = str(opener.payload)
    if kind == "but":
        return _open(clauses, "but", None, index, after_comma)
    parent = current
    if kind == "complement" and clauses[current].kind in _ASIDE and not after_comma:
        parent = clauses[current].parent or 0
    return _open(clauses, kind, parent, index, after_comma)


def _frame(clauses: Sequence[Clause], current: int) -> int | None:
    """The clause a coordinated predicate hangs on: the one whose subject it shares."""
    clause = clauses[current]
    return (
        current
        if clause.kind in ("main", "complement", "coordinate", "but", "relative", "conditional")
        else clause.parent
    )


def _closes(clause: Clause, index: int, finite: Set[int] = frozenset()) -> bool:
    """A comma ends an inserted clause that a comma (or the sentence) opened, if it had room for a verb.

    After two words only, the verb must be there: "when Clinton, late as ever, arrives" goes on.
    """
    nested = clause.kind in ("relative", "conditional", "after", "before", "during", "cause")
    long = index - clause.first > 3 or any(clause.first <= i < index for i in finite)
    return nested and index - clause.first > 2 and (long or clause.kind in ("after", "before"))


def _relative_ends(clause: Clause, index: int, finite: Set[int]) -> bool:
    """Whether a comma closes a relative clause, so that what follows hangs on the one above."""
    return clause.kind == "relative" and _closes(clause, index, finite)


def _resumed(clause: Clause, index: int, finite: Set[int], helping: Set[int], owner: Sequence[int]) -> bool:
    """Whether the clause above goes on, a second finite verb being joined by nothing: "what X planned was put off"."""
    if clause.kind != "relative" or index not in finite:
        return False
    before = [i for i in range(clause.first, index) if i in finite and owner[i] == clause.number]
    return bool(before) and index - before[-1] > (CHAIN if before[-1] in helping else 1)


def _after_phrase(clause: Clause, index: int, finite: Set[int], owner: Sequence[int]) -> bool:
    """Whether the verb of the clause above stands behind a phrase of time: "Macron after the talks flew to Rome"."""
    if clause.kind not in _ASIDE or clause.after_comma or index not in finite or index - clause.first < 2:
        return False
    return not any(i in finite and owner[i] in (clause.number, clause.parent) for i in range(index))


def _reported(
    tokens: Sequence[Token], matches: Sequence[Match], clause: Clause, index: int, owner: Sequence[int]
) -> bool:
    """Whether reported speech without "that" begins: after a verb of saying, and in its mood ("sagte, er habe")."""
    if clause.kind not in ("main", "but", "coordinate"):
        return False
    said = any(m.section == "attribution.said" and m.first < index and owner[m.first] == clause.number for m in matches)
    end = next((i for i in range(index, len(tokens)) if tokens[i].text in ",;:?!"), len(tokens))
    return said and any(m.section == "attribution.continued" and index <= m.first < end for m in matches)


def _another_predicate(clause: Clause, index: int, finite: Set[int], owner: Sequence[int]) -> bool:
    """Whether a finite verb right after a comma is a second one: "er blieb fern, traf aber Bush"."""
    if index not in finite or clause.kind not in ("main", "but", "coordinate"):
        return False
    return any(i in finite and owner[i] == clause.number for i in range(index))


def _new_predicate(
    tokens: Sequence[Token], at: int, after: int, finite: set[int], owner: Sequence[int], current: int
) -> bool:
    """Whether "and" joins two predicates, not two subjects: finite verbs on both sides of it, the second close."""
    before = any(i in finite and owner[i] == current for i in range(at))
    close = next((i for i in range(after, min(after + 3, len(tokens))) if i in finite or tokens[i].text == ","), None)
    return before and close in finite


def _said_of_both(at: int, told: Set[int], named: Set[int], current: int, owner: Sequence[int]) -> bool:
    """Whether "and" joins two subjects of what is said, without a "that": "he said Putin and Xi would meet"."""
    before = [i for i in told if i < at and owner[i] == current]
    return bool(before) and at - max(before) > 1 and set(range(max(before) + 1, at)) <= named


def _finite(match: Match) -> bool:
    return match.section == "auxiliary" or bool(match.classes & FINITE)
