"""Reading a time expression against a date: one function an operation of the grammar.

An expression is found once (`kg.mentions.dates`) and may be read two ways: "Friday" in a past sentence is the last one,
in a planned one the next. `TimeExpression.resolve` takes the direction the event's status calls for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from kg import edtf
from kg.model import Granularity, Span, TimeInterval
from kg.resources import TimePattern

UNITS = ("day", "week", "month", "year", "decade", "hour", "quarter", "half")
#: Units that "a few" of them may count at most.
_FEW = {"hour": 24, "day": 7, "week": 4, "month": 6, "quarter": 3, "half": 3, "year": 5, "decade": 3}
_DATED = ("date", "range", "month", "season")
#: Operations that name a day, month or season without its year: which year is meant, what stands beside it may tell.
_FLOATING = frozenset({"date", "month", "season", "weekday", "holiday", "easter", "nth", "range"})
_SCALES = ("hour", "day", "weekend", "week", "month", "quarter", "half", "year", "decade")
_SIZES = {
    "weekend": "weekend",
    "season_shift": "quarter",
    "month": "month",
    "month_shift": "month",
    "season": "quarter",
    "year": "year",
    "decade": "decade",
}


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression found in a text, not yet read against a date."""

    span: Span
    op: str
    slots: Mapping[str, int]
    season: str | None
    rule: TimePattern
    modifier: str | None = None
    parts: tuple[TimeExpression, ...] = ()
    """Expressions inside it: "the first week of" *next year*."""

    @property
    def entry(self) -> str:
        """The grammar line that found it."""
        return f"time: {self.rule.match}"

    @property
    def is_absolute(self) -> bool:
        """Whether it can be read without any other date."""
        if self.parts:
            return all(part.is_absolute for part in self.parts[-1:])
        return self.op in ("year", "decade") or (self.op in (*_DATED, *_FLOATING) and "Y" in self.slots)

    @property
    def names_day(self) -> bool:
        """Whether it names a full calendar day."""
        return self.op == "date" and {"D", "Y"} <= self.slots.keys()

    @property
    def floats(self) -> bool:
        """Whether it names a day, month or season of no particular year or week."""
        return (
            self.op in _FLOATING
            and "Y" not in self.slots
            and not self.parts
            and not self.rule.by
            and (self.op == "nth" or self.rule.unit != "week")
        )

    @property
    def is_last(self) -> bool:
        """Whether it is "the last week", "last Friday", which before "of May" is the last of May."""
        if self.op == "past_window":
            return self.rule.n == 1 and _unit(self) in ("week", "month", "year")
        return self.rule.by == -1 and (self.op == "weekday" or (self.op == "shift" and _unit(self) != "day"))

    @property
    def scale(self) -> int:
        """How large a piece of the calendar it names: the index in `_SCALES`."""
        if self.op in ("shift", "past_window", "within"):
            return _SCALES.index(_unit(self))
        if self.op == "nth":
            return _SCALES.index(_unit(self))
        return _SCALES.index(_SIZES.get(self.op, "day"))

    @property
    def is_whole(self) -> bool:
        """Whether its parts fit: a day lies in a week, a week in a month; "on Friday last year" is no expression."""
        if self.op == "inside":
            if self.parts[0].rule.shaped:
                return self.parts[1].scale < self.parts[0].scale
            if self.parts[0].is_last:
                return self.parts[0].scale < self.parts[1].scale
            small, large = sorted(self.parts, key=lambda part: not part.floats)
            return small.floats and not large.floats and small.scale < large.scale
        if self.op == "nth" and self.parts:
            named = len(self.parts) == 1 or "W" in self.parts[0].slots
            unit = "week" if _unit(self) == "half" else _unit(self)  # months have halves, too
            return named and _SCALES.index(unit) < self.parts[-1].scale
        if self.op == "both":
            return self.parts[0].scale == self.parts[1].scale
        if self.op == "day_of":
            return self.parts[0].scale == _SCALES.index("month")
        return not any(part.is_vague for part in self.parts)

    @property
    def is_vague(self) -> bool:
        """Whether it tells no more than that something lies ahead or behind ("soon")."""
        return self.op in ("future", "past")

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
            return None if found is None else _modified(found, self)
        except (ValueError, OverflowError, KeyError):
            return None


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
    make: Callable[[int], TimeInterval | None], years: Sequence[int], reference: date, future: bool | None
) -> TimeInterval:
    made = []
    for number in years:
        try:
            found = make(number)
        except ValueError:
            continue
        if found is not None:
            made.append(found)
    if not made:
        raise ValueError("no such date in any year")
    return _pick(made, reference, future)


def _date(x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None) -> TimeInterval | None:
    number, on = x.slots.get("M") or x.slots.get("m"), x.slots["D"]
    if number is None:
        return _day_alone(x, reference, future, anchor)
    years = _years(x, reference)
    if (number, on) == (2, 29) and len(years) > 1:
        years = list(range(reference.year - 8, reference.year + 9))
    return _all_years(lambda y: edtf.day(date(y, number, on)), years, reference, future)


def _day_alone(
    x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None
) -> TimeInterval | None:
    base = anchor.start if anchor is not None and anchor.start is not None else reference
    found = []
    for by in (-1, 0, 1) if "W" not in x.slots else range(-11, 12):
        try:
            found.append(edtf.day(edtf.shift(base.replace(day=1), "month", by).replace(day=x.slots["D"])))
        except ValueError:
            continue
    if "W" in x.slots:  # "Friday the 22nd": the weekday tells which month
        found = [f for f in found if f.start is not None and f.start.isoweekday() == x.slots["W"]]
        future = None  # the next such day may be a year away
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
            lambda y: edtf.span(edtf.month(y, slots["M"]), edtf.month(y + (slots["M2"] < slots["M"]), slots["M2"])),
            _years(x, reference),
            reference,
            future,
        )
    if "Y" in slots and "Y2" in slots:
        return edtf.span(edtf.year(slots["Y"]), edtf.year(slots["Y2"]))
    if "W" in slots and "W2" in slots:
        return _weekdays(slots["W"], slots["W2"], reference, future)
    return None


def _weekdays(first: int, last: int, reference: date, future: bool | None) -> TimeInterval:
    """ "From Sunday to Wednesday": the nearest such run that the direction allows."""
    ahead = (first - 1 - reference.weekday()) % 7
    begin = reference + timedelta(days=ahead if future else ahead - 7 if ahead else 0)
    return edtf.days(begin, begin + timedelta(days=(last - first) % 7))


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


def _season_shift(x: TimeExpression, reference: date, *_: Any) -> TimeInterval | None:
    """ "Last summer" is the latest that has ended, "next summer" the first to begin, "this summer" this year's."""
    near = [edtf.season(x.season or "", reference.year + by) for by in (-1, 0, 1)]
    if x.rule.by < 0:
        return [s for s in near if s.end is not None and s.end < reference][-1]
    if x.rule.by > 0:
        return next(s for s in near if s.start is not None and s.start > reference)
    return near[1]


def _decade(x: TimeExpression, *_: Any) -> TimeInterval | None:
    number = x.slots.get("Y") or x.slots.get("N") or x.rule.n or 0
    if number < 10:
        return None  # "the three" are no years
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
    """Without more said it is the coming one, in a past sentence the one just gone."""
    saturday = reference - timedelta(days=reference.weekday() - 5)
    by = x.rule.by
    if by == 0 and future is False and saturday > reference:
        by = -1
    saturday += timedelta(days=7 * by)
    return edtf.days(saturday, saturday + timedelta(days=1))


def _count(x: TimeExpression) -> int:
    return x.slots.get("N", x.rule.n if x.rule.n is not None else 1)


def _unit(x: TimeExpression) -> str:
    return UNITS[x.slots["U"]] if "U" in x.slots else x.rule.unit or "day"


def _away(x: TimeExpression, reference: date, by: int) -> TimeInterval:
    unit = _unit(x)
    moved = edtf.shift(reference, unit, by)
    found = edtf.unit_of(moved, unit)
    return found if unit in ("day", "hour") else edtf.around(found)


def _ago(x: TimeExpression, reference: date, *_: Any) -> TimeInterval | None:
    return _away(x, reference, -_count(x))


def _ahead(x: TimeExpression, reference: date, *_: Any) -> TimeInterval | None:
    return _away(x, reference, _count(x))


def _several(x: TimeExpression) -> int:
    """How many: as said, else what "the coming days", "a few weeks ago" may reach at most."""
    return x.slots.get("N") or x.rule.n or _FEW[_unit(x)]


def _within(x: TimeExpression, reference: date, *_: Any) -> TimeInterval | None:
    return _until_then(reference, edtf.shift(reference, _unit(x), _several(x)), _unit(x))


def _past_window(x: TimeExpression, reference: date, *_: Any) -> TimeInterval | None:
    return _until_then(edtf.shift(reference, _unit(x), -_several(x)), reference, _unit(x))


def _until_then(first: date, last: date, unit: str) -> TimeInterval:
    """A window counted in years is one of years: "within five years" names no day."""
    if unit in ("year", "decade"):
        return edtf.span(edtf.year(first.year), edtf.year(last.year))
    return edtf.days(first, last)


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


def _easter(x: TimeExpression, reference: date, future: bool | None, _: TimeInterval | None) -> TimeInterval | None:
    """Easter and what is counted from it, `n` days away; `unit: orthodox` by the Julian calendar."""
    away = timedelta(days=x.rule.n or 0)
    old = x.rule.unit == "orthodox"
    return _all_years(lambda y: edtf.day(edtf.easter(y, old) + away), _years(x, reference), reference, future)


def _open_future(_: TimeExpression, reference: date, *__: Any) -> TimeInterval | None:
    return edtf.since(reference)


def _open_past(_: TimeExpression, reference: date, *__: Any) -> TimeInterval | None:
    return edtf.until(reference)


# ------------------------------------------------------------------ over another expression


def _between(
    x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None
) -> TimeInterval | None:
    """ "From {P} to {P}": the second tells the year, month or week of the first."""
    one, other = x.parts
    last = other.resolve(reference, future, anchor)
    if last is None or last.start is None:
        return None
    first = one.resolve(last.start, False, anchor) if one.floats else one.resolve(reference, future, anchor)
    if first is None or first.start is None or first.start > last.start:
        return None
    fine = Granularity.DAY in (first.granularity, last.granularity)
    return edtf.days(first.start, last.end or last.start) if fine else edtf.span(first, last)


def _both(x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None) -> TimeInterval | None:
    """ "Monday and Tuesday" are two days in a row; two dates apart are no interval."""
    found = _between(x, reference, future, anchor)
    parts = [part.resolve(reference, future, anchor) for part in x.parts]
    if found is None or found.start is None or found.end is None:
        return None
    named = sum((p.end - p.start).days + 1 for p in parts if p is not None and p.start and p.end)
    return found if (found.end - found.start).days + 1 == named else None


def _from_day(
    x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None
) -> TimeInterval | None:
    """ "From 4 to 22 January": the first day in the month of the second."""
    last = x.parts[0].resolve(reference, future, anchor)
    if last is None or last.start is None or last.granularity is not Granularity.DAY:
        return None
    first = last.start.replace(day=x.slots["D"])
    return edtf.days(first, last.start) if first < last.start else None


def _inside(
    x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None
) -> TimeInterval | None:
    """ "Friday of next week", "next year in March": the smaller read inside the larger."""
    if x.parts[0].rule.shaped:  # "the week of 4 February"
        return _around(x, reference, future, anchor)
    if x.parts[0].is_last:
        whole = x.parts[1].resolve(reference, future, anchor)
        return None if whole is None else edtf.nth(whole, -1, _unit(x.parts[0]), x.parts[0].slots.get("W"))
    first, second = sorted(x.parts, key=lambda part: not part.floats)
    whole = second.resolve(reference, future, anchor)
    if not first.floats or whole is None or whole.start is None or whole.end is None:
        return None
    found = first.resolve(whole.end, False, anchor)
    inside = found is not None and found.start is not None and found.start >= whole.start
    return found if inside and (whole.end - whole.start) > timedelta(days=1) else None


def _day_of(
    x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None
) -> TimeInterval | None:
    """ "The 20th of next month", "4 to 23 next month"."""
    whole = x.parts[0].resolve(reference, future, anchor)
    if whole is None or whole.start is None or whole.granularity is not Granularity.MONTH:
        return None
    first = whole.start.replace(day=x.slots["D"])
    return edtf.days(first, whole.start.replace(day=x.slots.get("D2", x.slots["D"])))


def _nth(x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None) -> TimeInterval | None:
    """ "The third quarter", "the last week of May", "the first Friday of July"; without a whole, of a year."""
    number = x.slots.get("O") or x.rule.n or 1
    if not x.parts:
        return _all_years(lambda y: edtf.nth(edtf.year(y), number, _unit(x)), _years(x, reference), reference, future)
    whole = x.parts[-1].resolve(reference, future, anchor)
    return None if whole is None else edtf.nth(whole, number, _unit(x), x.parts[0].slots.get("W"))


def _from_there(
    x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None
) -> TimeInterval | None:
    """ "Two days before {P}", "on the eve of {P}", "four days from yesterday": `by` tells the direction."""
    there = x.parts[0].resolve(reference, future, anchor)
    if there is None or there.start is None or there.end is None:
        return None
    if _unit(x) == "day" and there.granularity is not Granularity.DAY:
        return None
    return _away(x, there.start, x.rule.by * _count(x))


def _around(
    x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None
) -> TimeInterval | None:
    """ "The week of 4 February"."""
    there = x.parts[-1].resolve(reference, future, anchor) if x.parts else _day_alone(x, reference, future, anchor)
    if there is None or there.start is None or there.granularity is not Granularity.DAY:
        return None
    return edtf.unit_of(there.start, _unit(x.parts[0]) if len(x.parts) > 1 else _unit(x))


def _from_now(
    x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None
) -> TimeInterval | None:
    """ "Between now and Friday"."""
    there = x.parts[0].resolve(reference, True, anchor)
    return edtf.days(reference, there.end) if there is not None and there.end and there.end > reference else None


def _rest(x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None) -> TimeInterval | None:
    """ "The rest of the week": from the document's date to its end."""
    whole = x.parts[0].resolve(reference, future, anchor) if x.parts else edtf.unit_of(reference, _unit(x))
    if whole is None or whole.end is None or whole.end < reference:
        return None
    return edtf.days(max(reference, whole.start or reference), whole.end)


_OPS: dict[str, _Op] = {
    "date": _date,
    "range": _range,
    "month": _month,
    "month_shift": _month_shift,
    "year": _year,
    "season": _season,
    "season_shift": _season_shift,
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
    "easter": _easter,
    "future": _open_future,
    "past": _open_past,
    "between": _between,
    "both": _both,
    "from_day": _from_day,
    "inside": _inside,
    "day_of": _day_of,
    "nth": _nth,
    "from_there": _from_there,
    "around": _around,
    "from_now": _from_now,
    "rest": _rest,
}
OPERATIONS = frozenset(_OPS)


def _modified(found: TimeInterval, x: TimeExpression) -> TimeInterval:
    if x.modifier is None or found.start is None or found.end is None:
        return found
    if x.modifier == "since":
        return edtf.since(found.start)
    if x.modifier == "until":
        return edtf.until(found.end)
    if x.modifier == "approximate":
        return edtf.around(found, 1 if found.granularity is Granularity.DAY else 0)
    return _middle(found) if x.modifier == "middle" else found


def _middle(found: TimeInterval) -> TimeInterval:
    """The middle of a month is around its fifteenth. "Early" and "late" name no boundary: they keep the whole unit."""
    if found.start is None or found.granularity is not Granularity.MONTH:
        return found
    return edtf.around(edtf.day(found.start.replace(day=15)), 5)


def joined(one: TimeExpression, other: TimeExpression) -> TimeExpression:
    """ "From Monday until Friday": a beginning and an end that follow each other are one range."""
    parts = (replace(one, modifier=None), replace(other, modifier=None))
    rule = TimePattern(match=f"{one.rule.match} ... {other.rule.match}", op="between")
    return TimeExpression(Span(one.span.start, other.span.end), "between", {}, None, rule, None, parts)
