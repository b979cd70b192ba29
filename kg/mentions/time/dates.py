"""Time expressions: a grammar that is data (``time`` in the lexicon), found here, read by `kg.mentions.time.readings`.

Two passes. The first finds what names a time by itself ("next year", "May"); the second, over a sentence in which each
of these is one token ``{P}``, finds what is built on them ("the first week of {P}", "from {P} to {P}"). Then comes what
stands before ("since", "by").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from msgspec.structs import replace

from kg.compiled import clitics_of
from kg.matching import Matcher
from kg.mentions.time.expressions import UNITS, Lasting, TimeExpression, dated_by, joined
from kg.mentions.time.readings import resolve
from kg.model import Granularity, Match, Span, Token
from kg.resources import lexicon
from kg.schema import Lexicon, TimePattern

_NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})$")
_FIGURES = ("{Y} - {m} - {D}", "{Y} / {m} / {D}")
_BY_ORDER = {"dmy": ("{D} - {m} - {Y}",), "mdy": ("{m} - {D} - {Y}", "{D} - {m} - {Y}")}
#: The token that stands for an expression in the second pass.
_WHOLE = "{p}"
_SHAPES = ("start", "middle", "end", "approximate")
_EDGES = ("since", "ever_since", "until")
_PARTS = ("P", "P2")
#: Days of a unit in which something is said to last.
DAYS = {"day": 1, "week": 7}
#: Hours that count as one day.
HOURS = 24


class _Found(NamedTuple):
    """An expression and the tokens it covers."""

    first: int
    last: int
    expression: TimeExpression


def _hides(ignored: Match, time: Match) -> bool:
    """Whether what is no time takes an expression; one that it is part of says more ("in the morning of 5 May")."""
    apart = ignored.last <= time.first or time.last <= ignored.first
    longer = time.first <= ignored.first and ignored.last <= time.last
    return not (apart or (longer and time.last - time.first > ignored.last - ignored.first))


def _shaped(found: _Found, tokens: Sequence[Token], matches: Sequence[Match]) -> _Found:
    """With the modifier that stands right before it."""
    before = next((m for m in matches if m.section == "modifier" and m.last == found.first), None)
    if before is None:
        return found
    span = Span(tokens[before.first].start, found.expression.span.end)
    modifier = before.payload if before.payload in _EDGES else found.expression.modifier or before.payload
    return _Found(before.first, found.last, replace(found.expression, span=span, modifier=modifier))


def _reduced(tokens: Sequence[Token], alone: Sequence[_Found]) -> tuple[list[Token], dict[int, TimeExpression]]:
    """The sentence with one token for each expression, and which expression each of these stands for."""
    kept: list[Token] = []
    wholes: dict[int, TimeExpression] = {}
    at = 0
    for found in alone:
        if found.first < at:
            continue
        kept.extend(tokens[at : found.first])
        wholes[len(kept)] = found.expression
        kept.append(Token(found.expression.span.start, found.expression.span.end, _WHOLE, _WHOLE))
        at = found.last
    kept.extend(tokens[at:])
    return kept, wholes


def _ranges(found: Sequence[_Found]) -> list[TimeExpression]:
    """ "From Monday", "until Friday" side by side are one range."""
    kept: list[_Found] = []
    for item in found:
        last = kept[-1] if kept else None
        follows = last is not None and item.first <= last.last + 1 and item.expression.modifier == "until"
        if last is not None and follows and last.expression.modifier in ("since", "ever_since"):
            kept[-1] = _Found(last.first, item.last, joined(last.expression, item.expression))
        else:
            kept.append(item)
    return [item.expression for item in kept]


def _with_years(found: Sequence[_Found], tokens: Sequence[Token], joins: Set[str]) -> list[_Found]:
    """In a list of days the last tells the year of those before it: "9 May 2020, 11 January and 26 July 2021"."""
    made: list[_Found] = []
    for item in reversed(found):
        day, after = item.expression, made[-1] if made else None
        gap = tokens[item.last : after.first] if after is not None else ()
        listed = bool(gap) and all(t.text == "," or t.lower in joins for t in gap)
        if listed and day.op == "date" and day.floats and after is not None and after.expression.names_day:
            day = dated_by(day, after.expression)
        made.append(item._replace(expression=day))
    return made[::-1]


class TimeGrammar:
    """The time grammar of one language, compiled."""

    def __init__(self, lex: Lexicon) -> None:
        """Compile the patterns of `lex`; raises `DataError` when one is malformed."""
        self._rules = lex.time
        self._joins = frozenset(w for p in lex.words.and_ for w in p.lower().replace("=", "").split("|"))
        self._suffixes = frozenset(self._rules.ordinal_suffixes.lower().split())
        self._values = _slot_values(lex)
        written = (word for forms in lex.time.months.values() for word in forms.split())
        self._capital = frozenset(word.lower() for word in written if word[0].isupper())
        slots = {name: frozenset(values) for name, values in self._values.items()}
        cl = clitics_of(lex.language)
        self._matcher = Matcher(lex.language, clitics=cl, slots=slots)
        self._over = Matcher(lex.language, clitics=cl, slots=slots)
        figures = (*_FIGURES, *_BY_ORDER[self._rules.numeric_order])
        for rule in (*(TimePattern(match=match, op="date") for match in figures), *self._rules.patterns):
            weak = rule.shaped or rule.op == "around"  # gives way to "the week of 4 May"
            section = "lasting" if rule.op == "lasting" else "weak" if weak else "time"
            self._matcher.add(section, [rule.match], rule)
        for rule in self._rules.over:
            self._over.add("time", [rule.match], rule)
        self._matcher.add("ignore", self._rules.ignore)
        for name in (*_SHAPES, *_EDGES):
            target = self._over if name in _EDGES else self._matcher
            target.add("modifier", getattr(self._rules.modifiers, name), name)
        self._over.add("modifier", self._rules.modifiers.approximate, "approximate")

    def find(self, tokens: Sequence[Token]) -> list[TimeExpression]:
        """Time expressions of a sentence, in order."""
        return self.read(tokens)[0]

    def read(self, tokens: Sequence[Token]) -> tuple[list[TimeExpression], list[Lasting]]:
        """Time expressions of a sentence, in order, and what tells how long something lasts."""
        figured = any(token.text[0].isdigit() for token in tokens)
        kept = self._without_suffixes(tokens) if figured else tokens
        matches = self._matcher.find(kept)
        alone = self._alone(kept, matches) if matches or figured else []
        lasting = self._lasting(kept, matches, alone) if matches else []
        if not alone:
            return [], lasting
        reduced, wholes = _reduced(kept, alone)
        return self._built(reduced, wholes), lasting

    def _lasting(self, tokens: Sequence[Token], matches: Sequence[Match], alone: Sequence[_Found]) -> list[Lasting]:
        """How long something lasts, where the words are not part of a date ("a trip of two days", "two days ago")."""
        dated = {i for f in alone for i in range(f.first, f.last)}
        found = (m for m in matches if m.section == "lasting" and dated.isdisjoint(range(m.first, m.last)))
        made = ((m, self._expression(m, tokens, matches).expression) for m in found)
        spans = ((tokens[m.first].start, tokens[m.last - 1].end, _days(x)) for m, x in made)
        return [Lasting(*span) for span in spans if span[2] > 0]

    def _alone(self, tokens: Sequence[Token], matches: Sequence[Match]) -> list[_Found]:
        """The first pass: what names a time by itself, with what shapes it ("early", "mid")."""
        figures = [i for i, token in enumerate(tokens) if token.text[0].isdigit()]
        ignored = [m for m in matches if m.section == "ignore"]
        matches = [m for m in matches if not self._no_month(m, tokens)]
        times = [m for m in matches if m.section == "time"]
        named = {i for m in times for i in range(m.first, m.last)}
        times += [m for m in matches if m.section == "weak" and named.isdisjoint(range(m.first, m.last))]
        found = [self._expression(m, tokens, matches) for m in times if not any(_hides(i, m) for i in ignored)]
        taken = {i for m in times for i in range(m.first, m.last)}
        for index in figures:
            if index not in taken and (numeric := self._numeric(tokens[index])) is not None:
                found.append(_Found(index, index + 1, numeric))
        return sorted(found, key=lambda f: f.first)

    def _no_month(self, match: Match, tokens: Sequence[Token]) -> bool:
        """Whether what would be a month is another word, as its small letter shows: "may" is no "May"."""
        months = (tokens[at] for name, at in match.slots if name in ("M", "M2"))
        return any(t.lower in self._capital and t.text[0].islower() for t in months)

    def _built(self, tokens: Sequence[Token], wholes: Mapping[int, TimeExpression]) -> list[TimeExpression]:
        """The second pass: what is built on the expressions of the first, and where they begin and end."""
        matches = self._over.find(tokens)
        found = [
            made
            for m in matches
            if m.section == "time" and (made := self._expression(m, tokens, matches, wholes)).expression.is_whole
        ]
        taken = {i for f in found for i in range(f.first, f.last)}
        for index, whole in wholes.items():
            if index not in taken:
                made = _shaped(_Found(index, index + 1, whole), tokens, matches)
                if not whole.rule.shaped or made.expression.modifier in ("until", "start", "middle", "end"):
                    found.append(made)
        return _ranges(_with_years(sorted(found, key=lambda f: f.first), tokens, self._joins))

    def _without_suffixes(self, tokens: Sequence[Token]) -> list[Token]:
        kept: list[Token] = []
        for index, token in enumerate(tokens):
            before = tokens[index - 1] if index else None
            glued = before is not None and before.end == token.start and before.text.isdigit()
            if glued and token.lower in self._suffixes and (token.text != "." or index + 1 < len(tokens)):
                continue
            kept.append(token)
        return kept

    def _expression(
        self,
        match: Match,
        tokens: Sequence[Token],
        matches: Sequence[Match],
        wholes: Mapping[int, TimeExpression] | None = None,
    ) -> _Found:
        slots: dict[str, int] = {}
        season = None
        parts = []
        for name, index in match.slots:
            word = tokens[index].lower
            if name in _PARTS:
                parts.append((wholes or {})[index])
            elif name == "S":
                season = next(s for s, words in self._rules.seasons.items() if word in words.lower().split())
            else:
                slots[name] = self._values[name][word]
        rule: TimePattern = match.payload
        span = Span(tokens[match.first].start, tokens[match.last - 1].end)
        made = TimeExpression(span, rule.op, slots, season, rule, rule.part, tuple(parts))
        return _shaped(_Found(match.first, match.last, made), tokens, matches)

    def _numeric(self, token: Token) -> TimeExpression | None:
        match = _NUMERIC.match(token.text)
        if match is None:
            return None
        first, second, number = (int(group) for group in match.groups())
        month_first = self._rules.numeric_order == "mdy" and "/" in token.text
        on, month = (second, first) if month_first else (first, second)
        if month > 12:
            on, month = month, on
        if not (1 <= month <= 12 and 1 <= on <= 31):
            return None
        number += 0 if number >= 100 else (2000 if number < 70 else 1900)
        rule = TimePattern(match=self._rules.numeric_order, op="date")
        return TimeExpression(Span(token.start, token.end), "date", {"D": on, "m": month, "Y": number}, None, rule)


def _days(x: TimeExpression) -> int:
    """On how many days lasts what lasts so long; what lasts hours is of one day."""
    return -(-x.count // HOURS) if x.unit == "hour" else x.count * DAYS.get(x.unit, 0)


def _slot_values(lex: Lexicon) -> dict[str, dict[str, int]]:
    def words(table: Mapping[Any, str]) -> dict[str, int]:
        return {word.lower(): int(value) for value, forms in table.items() for word in str(forms).split()}

    numerals = {str(n): n for n in range(1, 1000)}
    ordinals = words(lex.time.ordinals)
    figures = {str(n): n for n in range(1, 32)} | {f"{n:02d}": n for n in range(1, 10)}
    opening = {p.split()[0].lower() for p in (*lex.clauses.before, *lex.clauses.after)}  # "prima" is "before", too
    on = {word: n for word, n in ordinals.items() if n > 0 and word not in opening} | figures
    month_numbers = {str(n): n for n in range(1, 13)} | {f"{n:02d}": n for n in range(1, 10)}
    years = {str(n): n for n in range(1000, 2200)}
    units = {w.lower(): UNITS.index(u) for u, ws in lex.time.units.items() for w in ws.split() if u in UNITS}
    values = {
        "D": on, "D2": on, "m": month_numbers, "Y": years, "Y2": years,
        "M": words(lex.time.months), "M2": words(lex.time.months),
        "W": words(lex.time.weekdays), "W2": words(lex.time.weekdays),
        "N": numerals | words(lex.time.numbers), "U": units,
        "S": {w.lower(): 0 for ws in lex.time.seasons.values() for w in ws.split()},
        "O": ordinals | {str(n): n for n in range(1, 6)},
        "P": {_WHOLE: 0}, "P2": {_WHOLE: 0},
    }  # fmt: skip
    return values


@cache
def grammar(lang: str) -> TimeGrammar:
    """The compiled time grammar of a language."""
    return TimeGrammar(lexicon(lang))


def find_date(tokens: Sequence[Token], lang: str) -> date | None:
    """The first full calendar day named in `tokens`, for the head of a document."""
    for expression in grammar(lang).find(tokens):
        if expression.names_day:
            found = resolve(expression, None)
            if found is not None and found.granularity is Granularity.DAY:
                return found.start
    return None
