"""Time expressions: a grammar that is data (``time`` in the lexicon), an arithmetic that is code.

An expression is found once and may be read two ways: "Friday" in a past sentence is the last one, in a planned one the
next. `TimeExpression.resolve` takes the direction the event's status calls for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from kg import edtf
from kg.model import Granularity, Match, Span, TimeInterval, Token
from kg.patterns import Matcher, clitics
from kg.resources import Lexicon, TimePattern, lexicon

_NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})$")
_ISO = "{Y} - {m} - {D}"
#: A date without a year this many days ahead (behind) of the document still counts as coming (past) either way.
NEAR = 183


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression found in a text, not yet read against a date."""

    span: Span
    op: str
    slots: Mapping[str, int]
    season: str | None
    rule: TimePattern
    modifier: str | None = None

    @property
    def entry(self) -> str:
        """The grammar line that found it."""
        return f"time: {self.rule.match}"

    @property
    def is_absolute(self) -> bool:
        """Whether it can be read without any other date."""
        return self.op in ("year", "decade") or (self.op in _DATED and "Y" in self.slots)

    @property
    def names_day(self) -> bool:
        """Whether it names a full calendar day."""
        return self.op == "date" and {"D", "Y"} <= self.slots.keys()

    def resolve(
        self, reference: date | None, future: bool | None = None, anchor: TimeInterval | None = None
    ) -> TimeInterval | None:
        """Read the expression.

        `reference` is the document's date, `future` what the event's status says (None: nearest), `anchor` the date
        last named in the text. Returns None where the calendar cannot say (no reference, 31 June).
        """
        if reference is None and not self.is_absolute:
            return None
        try:
            found = _OPS[self.op](self, reference or date(1, 1, 1), future, anchor)
            return None if found is None else _modified(found, self, reference)
        except (ValueError, OverflowError, KeyError):
            return None


_DATED = ("date", "range", "month", "season")
_Op = Callable[[TimeExpression, date, "bool | None", "TimeInterval | None"], "TimeInterval | None"]


def _pick(candidates: Sequence[TimeInterval], reference: date, future: bool | None) -> TimeInterval:
    """Of the same date in neighbouring years or weeks, the one the direction calls for."""
    if future is True:
        ahead = [c for c in candidates if c.end is not None and c.end >= reference]
        return ahead[0] if ahead else candidates[-1]
    if future is False:
        behind = [c for c in candidates if c.start is not None and c.start <= reference]
        return behind[-1] if behind else candidates[0]
    return min(candidates, key=lambda c: abs(((c.start or reference) - reference).days))


def _years(expression: TimeExpression, reference: date) -> list[int]:
    if "Y" in expression.slots:
        return [expression.slots["Y"]]
    if expression.rule.by and expression.op in ("date", "month", "range"):
        return [reference.year + expression.rule.by]  # "June of last year"
    return [reference.year - 1, reference.year, reference.year + 1]


def _all_years(
    make: Callable[[int], TimeInterval], years: Sequence[int], reference: date, future: bool | None
) -> TimeInterval:
    made = []
    for number in years:
        try:
            made.append(make(number))
        except ValueError:
            continue
    if not made:
        raise ValueError("no such date in any year")
    return _pick(made, reference, future)


def _date(x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None) -> TimeInterval | None:
    number = x.slots.get("M") or x.slots.get("m")
    if number is None:
        return _day_alone(x, reference, future, anchor)
    return _all_years(lambda y: edtf.day(date(y, number, x.slots["D"])), _years(x, reference), reference, future)


def _day_alone(
    x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None
) -> TimeInterval | None:
    base = anchor.start if anchor is not None and anchor.start is not None else reference
    found = []
    for by in (-1, 0, 1):
        try:
            found.append(edtf.day(edtf.shift(base.replace(day=1), "month", by).replace(day=x.slots["D"])))
        except ValueError:
            continue
    return _pick(found, reference, future) if found else None


def _range(x: TimeExpression, reference: date, future: bool | None, _: TimeInterval | None) -> TimeInterval | None:
    slots = x.slots
    if "D" in slots and "D2" in slots:
        last = slots.get("M2") or slots.get("M") or slots.get("m") or reference.month
        first = slots.get("M") or slots.get("m") or last
        return _all_years(
            lambda y: edtf.days(date(y, first, slots["D"]), date(y + (last < first), last, slots["D2"])),
            _years(x, reference),
            reference,
            future,
        )
    if "M" in slots and "M2" in slots:
        return _all_years(
            lambda y: _span(edtf.month(y, slots["M"]), edtf.month(y + (slots["M2"] < slots["M"]), slots["M2"])),
            _years(x, reference),
            reference,
            future,
        )
    if "Y" in slots and "Y2" in slots:
        return _span(edtf.year(slots["Y"]), edtf.year(slots["Y2"]))
    if "W" in slots and "W2" in slots:
        return _weekdays(slots["W"], slots["W2"], reference, future)
    return None


def _weekdays(first: int, last: int, reference: date, future: bool | None) -> TimeInterval:
    """ "From Sunday to Wednesday": the nearest such run that the direction allows."""
    ahead = (first - 1 - reference.weekday()) % 7
    begin = reference + timedelta(days=ahead if future else ahead - 7 if ahead else 0)
    return edtf.days(begin, begin + timedelta(days=(last - first) % 7))


def _span(first: TimeInterval, last: TimeInterval) -> TimeInterval:
    return TimeInterval(f"{first.edtf}/{last.edtf}", first.start, last.end, Granularity.INTERVAL)


def _month(x: TimeExpression, reference: date, future: bool | None, _: TimeInterval | None) -> TimeInterval | None:
    number = x.slots.get("M") or x.slots["m"]
    return _all_years(lambda y: edtf.month(y, number), _years(x, reference), reference, future)


def _month_shift(x: TimeExpression, reference: date, _: bool | None, __: TimeInterval | None) -> TimeInterval | None:
    number = x.slots["M"]
    offset = {-1: -1 if number >= reference.month else 0, 1: 1 if number <= reference.month else 0}.get(x.rule.by, 0)
    return edtf.month(reference.year + offset, number)


def _year(x: TimeExpression, *_: Any) -> TimeInterval | None:
    return edtf.year(x.slots["Y"])


def _season(x: TimeExpression, reference: date, future: bool | None, _: TimeInterval | None) -> TimeInterval | None:
    name = x.season or ""
    years = [reference.year + x.rule.by] if x.rule.by and "Y" not in x.slots else _years(x, reference)
    return _all_years(lambda y: edtf.season(name, y), years, reference, future)


def _decade(x: TimeExpression, *_: Any) -> TimeInterval | None:
    number = x.slots.get("Y") or x.slots.get("N") or 0
    return edtf.decade((number if number >= 1000 else 1900 + number % 100) // 10 * 10)


def _shift(x: TimeExpression, reference: date, _: bool | None, __: TimeInterval | None) -> TimeInterval | None:
    unit = _unit(x)
    return edtf.unit_of(edtf.shift(reference, unit, x.rule.by), unit)


def _weekday(x: TimeExpression, reference: date, future: bool | None, _: TimeInterval | None) -> TimeInterval | None:
    if {"D", "M"} <= x.slots.keys():
        return _date(x, reference, future, None)
    if x.rule.unit == "week":
        monday = reference - timedelta(days=reference.weekday())
        return edtf.day(monday + timedelta(days=7 * x.rule.by + x.slots["W"] - 1))
    ahead = (x.slots["W"] - 1 - reference.weekday()) % 7
    if x.rule.by > 0:
        return edtf.day(reference + timedelta(days=ahead or 7))
    if x.rule.by < 0:
        return edtf.day(reference - timedelta(days=(7 - ahead) if ahead else 7))
    if ahead == 0:
        return edtf.day(reference)
    return edtf.day(reference + timedelta(days=ahead if future else ahead - 7))


def _weekend(x: TimeExpression, reference: date, future: bool | None, _: TimeInterval | None) -> TimeInterval | None:
    saturday = reference - timedelta(days=reference.weekday() - 5)
    by = x.rule.by
    if by == 0 and future is False and saturday > reference:
        by = -1
    saturday += timedelta(days=7 * by)
    return edtf.days(saturday, saturday + timedelta(days=1))


def _count(x: TimeExpression) -> int:
    return x.slots.get("N", x.rule.n if x.rule.n is not None else 1)


_UNITS = ("day", "week", "month", "year", "decade", "hour", "quarter")


def _unit(x: TimeExpression) -> str:
    return _UNITS[x.slots["U"]] if "U" in x.slots else x.rule.unit or "day"


def _away(x: TimeExpression, reference: date, by: int) -> TimeInterval:
    unit = _unit(x)
    moved = edtf.shift(reference, unit, by)
    found = edtf.unit_of(moved, unit)
    return found if unit in ("day", "hour") else edtf.around(found)


def _ago(x: TimeExpression, reference: date, *_: Any) -> TimeInterval | None:
    return _away(x, reference, -_count(x))


def _ahead(x: TimeExpression, reference: date, *_: Any) -> TimeInterval | None:
    return _away(x, reference, _count(x))


def _within(x: TimeExpression, reference: date, *_: Any) -> TimeInterval | None:
    return edtf.days(reference, edtf.shift(reference, _unit(x), _count(x)))


def _past_window(x: TimeExpression, reference: date, *_: Any) -> TimeInterval | None:
    return edtf.days(edtf.shift(reference, _unit(x), -_count(x)), reference)


def _anaphoric(x: TimeExpression, _: date, __: bool | None, anchor: TimeInterval | None) -> TimeInterval | None:
    if anchor is None or anchor.start is None:
        return None
    unit = _unit(x)
    by = x.rule.by * x.slots.get("N", 1)
    if by == 0 and unit == "day":
        return anchor if anchor.granularity is Granularity.DAY else None
    if unit == "day" and anchor.granularity is not Granularity.DAY:
        return None
    return edtf.unit_of(edtf.shift(anchor.start, unit, by), unit)


def _holiday(x: TimeExpression, reference: date, future: bool | None, _: TimeInterval | None) -> TimeInterval | None:
    number, on = x.rule.month or 1, x.rule.day or 1
    return _all_years(lambda y: edtf.day(date(y, number, on)), _years(x, reference), reference, future)


def _open_future(_: TimeExpression, reference: date, *__: Any) -> TimeInterval | None:
    return edtf.since(reference)


def _open_past(_: TimeExpression, reference: date, *__: Any) -> TimeInterval | None:
    return edtf.until(reference)


_OPS: dict[str, _Op] = {
    "date": _date,
    "range": _range,
    "month": _month,
    "month_shift": _month_shift,
    "year": _year,
    "season": _season,
    "decade": _decade,
    "shift": _shift,
    "weekday": _weekday,
    "weekend": _weekend,
    "ago": _ago,
    "ahead": _ahead,
    "within": _within,
    "past_window": _past_window,
    "anaphoric": _anaphoric,
    "holiday": _holiday,
    "future": _open_future,
    "past": _open_past,
}

#: Thirds of a unit, in days from its start, by modifier: early, late.
_THIRDS = {"start": (0, 1), "end": (2, 3)}


def _modified(found: TimeInterval, x: TimeExpression, reference: date | None) -> TimeInterval:
    if x.modifier is None or found.start is None or found.end is None:
        return found
    if x.modifier == "since":
        return edtf.since(found.start)
    if x.modifier == "until":
        first = reference if reference is not None and reference <= found.end else None
        return edtf.days(first, found.end) if first else edtf.until(found.end)
    if x.modifier == "approximate":
        return edtf.around(found, 1 if found.granularity is Granularity.DAY else 0)
    return _part(found, x.modifier)


def _part(found: TimeInterval, modifier: str) -> TimeInterval:
    """Early, middle or late part of a unit longer than a day."""
    if found.start is None or found.end is None or found.granularity is Granularity.DAY:
        return found
    length = (found.end - found.start).days + 1
    if modifier == "middle":
        centre = found.start + timedelta(
            days=(length - 1) // 2 - (found.granularity is Granularity.MONTH and length > 29)
        )
        margin = length // 6
        return edtf.around(edtf.day(centre), margin) if found.granularity is Granularity.MONTH else found
    low, high = _THIRDS[modifier]
    first = found.start + timedelta(days=length * low // 3)
    last = found.start + timedelta(days=length * high // 3 - 1)
    return edtf.days(first, last)


class TimeGrammar:
    """The time grammar of one language, compiled."""

    def __init__(self, lex: Lexicon) -> None:
        """Compile the patterns of `lex`; raises `DataError` when one is malformed."""
        self._rules = lex.time
        self._suffixes = frozenset(self._rules.ordinal_suffixes.lower().split())
        self._values = _slot_values(lex)
        slots = {name: frozenset(values) for name, values in self._values.items()}
        cl = clitics(lex.text.clitics_before, lex.text.clitics_after)
        self._matcher = Matcher(lex.language, clitics=cl, slots=slots)
        for rule in (TimePattern(match=_ISO, op="date"), *self._rules.patterns):
            self._matcher.add("time", [rule.match], rule)
        self._matcher.add("ignore", self._rules.ignore)
        for name in ("since", "until", "start", "middle", "end", "approximate"):
            self._matcher.add("modifier", getattr(self._rules.modifiers, name), name)

    def find(self, tokens: Sequence[Token]) -> list[TimeExpression]:
        """Time expressions of a sentence, in order."""
        kept = self._without_suffixes(tokens)
        matches = self._matcher.find(kept)
        blocked = {i for m in matches if m.section == "ignore" for i in range(m.first, m.last)}
        found = [
            self._expression(m, kept, matches)
            for m in matches
            if m.section == "time" and not blocked & set(range(m.first, m.last))
        ]
        taken = {i for m in matches if m.section == "time" for i in range(m.first, m.last)}
        found.extend(x for i, token in enumerate(kept) if i not in taken and (x := self._numeric(token)))
        return sorted(found, key=lambda x: x.span)

    def _without_suffixes(self, tokens: Sequence[Token]) -> list[Token]:
        kept: list[Token] = []
        for index, token in enumerate(tokens):
            before = tokens[index - 1] if index else None
            glued = before is not None and before.end == token.start and before.text.isdigit()
            if glued and token.lower in self._suffixes and (token.text != "." or index + 1 < len(tokens)):
                continue
            kept.append(token)
        return kept

    def _expression(self, match: Match, tokens: Sequence[Token], matches: Sequence[Match]) -> TimeExpression:
        slots: dict[str, int] = {}
        season = None
        for name, index in match.slots:
            word = tokens[index].lower
            if name == "S":
                season = next(s for s, words in self._rules.seasons.items() if word in words.lower().split())
            else:
                slots[name] = self._values[name][word]
        rule: TimePattern = match.payload
        modifier = next((m for m in matches if m.section == "modifier" and m.last == match.first), None)
        first = tokens[match.first].start if modifier is None else tokens[modifier.first].start
        span = Span(first, tokens[match.last - 1].end)
        return TimeExpression(span, rule.op, slots, season, rule, modifier.payload if modifier else None)

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


def _slot_values(lex: Lexicon) -> dict[str, dict[str, int]]:
    def words(table: Mapping[Any, str]) -> dict[str, int]:
        return {word.lower(): int(value) for value, forms in table.items() for word in str(forms).split()}

    numerals = {str(n): n for n in range(1, 1000)}
    on = words(lex.time.ordinals) | {str(n): n for n in range(1, 32)} | {f"{n:02d}": n for n in range(1, 10)}
    month_numbers = {str(n): n for n in range(1, 13)} | {f"{n:02d}": n for n in range(1, 10)}
    years = {str(n): n for n in range(1000, 2200)}
    units = {w.lower(): _UNITS.index(u) for u, ws in lex.time.units.items() for w in ws.split() if u in _UNITS}
    values = {
        "D": on, "D2": on, "m": month_numbers, "Y": years, "Y2": years,
        "M": words(lex.time.months), "M2": words(lex.time.months),
        "W": words(lex.time.weekdays), "W2": words(lex.time.weekdays),
        "N": numerals | words(lex.time.numbers), "U": units,
        "S": {w.lower(): 0 for ws in lex.time.seasons.values() for w in ws.split()},
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
            found = expression.resolve(None)
            if found is not None and found.granularity is Granularity.DAY:
                return found.start
    return None
