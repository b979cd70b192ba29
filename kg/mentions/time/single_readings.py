"""Reading a time expression that stands by itself against a date: one function an operation of the grammar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from kg import edtf
from kg.mentions.time.expressions import TimeExpression
from kg.model import Granularity, TimeInterval

#: Units that "a few" of them may count at most.
_FEW = {"hour": 24, "day": 7, "week": 4, "month": 6, "quarter": 3, "half": 3, "year": 5, "decade": 3}
#: Expression, reference, direction, anchor.
Op = Callable[[TimeExpression, date, "bool | None", "TimeInterval | None"], "TimeInterval | None"]


def _pick(candidates: Sequence[TimeInterval], reference: date, future: bool | None) -> TimeInterval:
    """Of the same date in neighbouring years or weeks, the one the direction calls for."""
    if future is True:
        ahead = [c for c in candidates if c.end is not None and c.end >= reference]
        return ahead[0] if ahead else candidates[-1]
    if future is False:
        behind = [c for c in candidates if c.start is not None and c.start <= reference]
        return behind[-1] if behind else candidates[0]
    return min(candidates, key=lambda c: abs(((c.start or reference) - reference).days))


def likely_years(expression: TimeExpression, reference: date) -> list[int]:
    """The year an expression names, or those around the reference."""
    if "Y" in expression.slots:
        return [expression.slots["Y"]]
    if expression.rule.by and expression.op in ("date", "month", "range"):
        return [reference.year + expression.rule.by]  # "June of last year"
    return [reference.year - 1, reference.year, reference.year + 1]


def in_years(
    make: Callable[[int], TimeInterval | None], years: Sequence[int], reference: date, future: bool | None
) -> TimeInterval:
    """What `make` gives for the year that the direction calls for, of those in which there is such a date."""
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
        return day_alone(x, reference, future, anchor)
    years = likely_years(x, reference)
    if (number, on) == (2, 29) and len(years) > 1:
        years = list(range(reference.year - 8, reference.year + 9))
    if "W" in x.slots and len(years) > 1:  # "Friday 20 October": the weekday tells which year
        years = [y for y in years if _falls_on(y, number, on, x.slots["W"])] or years
    return in_years(lambda y: edtf.day(date(y, number, on)), years, reference, future)


def _falls_on(year: int, month: int, day: int, weekday: int) -> bool:
    """Whether a day of a year is that weekday, Monday being 1."""
    try:
        return date(year, month, day).isoweekday() == weekday
    except ValueError:
        return False


def day_alone(
    x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None
) -> TimeInterval | None:
    """The day of a month that is not named: the anchor's, or a neighbour."""
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
        return in_years(
            lambda y: edtf.days(date(y, first, slots["D"]), date(y + (last < first), last, slots["D2"])),
            likely_years(x, reference),
            reference,
            future,
        )
    if "M" in slots and "M2" in slots:
        return in_years(
            lambda y: edtf.span(edtf.month(y, slots["M"]), edtf.month(y + (slots["M2"] < slots["M"]), slots["M2"])),
            likely_years(x, reference),
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
    return in_years(lambda y: edtf.month(y, number), likely_years(x, reference), reference, future)


def _month_shift(x: TimeExpression, reference: date, _: bool | None, __: TimeInterval | None) -> TimeInterval | None:
    number = x.slots["M"]
    offset = {-1: -1 if number >= reference.month else 0, 1: 1 if number <= reference.month else 0}.get(x.rule.by, 0)
    return edtf.month(reference.year + offset, number)


def _year(x: TimeExpression, *_: Any) -> TimeInterval | None:
    return edtf.year(x.slots["Y"])


def _season(x: TimeExpression, reference: date, future: bool | None, _: TimeInterval | None) -> TimeInterval | None:
    name = x.season or ""
    years = [reference.year + x.rule.by] if x.rule.by and "Y" not in x.slots else likely_years(x, reference)
    return in_years(lambda y: edtf.season(name, y), years, reference, future)


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
    unit = x.unit
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


def _night(x: TimeExpression, reference: date, future: bool | None, _: TimeInterval | None) -> TimeInterval | None:
    """A night is of two days: "overnight" from the day before (or after) to this one, "the night to Tuesday"."""
    last = _weekday(x, reference, future, None) if "W" in x.slots else edtf.day(reference)
    if last is None or last.start is None:
        return None
    ahead = timedelta(days=1 if future and "W" not in x.slots else 0)
    return edtf.days(last.start + ahead - timedelta(days=1), last.start + ahead)


def _weekend(x: TimeExpression, reference: date, future: bool | None, _: TimeInterval | None) -> TimeInterval | None:
    """Without more said it is the coming one, in a past sentence the one just gone."""
    saturday = reference - timedelta(days=reference.weekday() - 5)
    by = x.rule.by
    if by == 0 and future is False and saturday > reference:
        by = -1
    saturday += timedelta(days=7 * by)
    return edtf.days(saturday, saturday + timedelta(days=1))


def away(x: TimeExpression, reference: date, by: int) -> TimeInterval:
    """The unit so many units away; approximate, where it is longer than a day."""
    unit = x.unit
    moved = edtf.shift(reference, unit, by)
    found = edtf.unit_of(moved, unit)
    return found if unit in ("day", "hour") else edtf.around(found)


def _ago(x: TimeExpression, reference: date, *_: Any) -> TimeInterval | None:
    return away(x, reference, -x.count)


def _ahead(x: TimeExpression, reference: date, *_: Any) -> TimeInterval | None:
    return away(x, reference, x.count)


def _several(x: TimeExpression) -> int:
    """How many: as said, else what "the coming days", "a few weeks ago" may reach at most."""
    return x.slots.get("N") or x.rule.n or _FEW[x.unit]


def _within(x: TimeExpression, reference: date, *_: Any) -> TimeInterval | None:
    return _until_then(reference, edtf.shift(reference, x.unit, _several(x)), x.unit)


def _past_window(x: TimeExpression, reference: date, *_: Any) -> TimeInterval | None:
    return _until_then(edtf.shift(reference, x.unit, -_several(x)), reference, x.unit)


def _these(x: TimeExpression, reference: date, future: bool | None, *_: Any) -> TimeInterval | None:
    """ "These days": those before the document, those after it, or both."""
    back, ahead = (0 if future else _several(x)), (_several(x) if future is not False else 0)
    first, last = edtf.shift(reference, x.unit, -back), edtf.shift(reference, x.unit, ahead)
    return _until_then(first, last, x.unit)


def _until_then(first: date, last: date, unit: str) -> TimeInterval:
    """A window counted in years is one of years: "within five years" names no day."""
    if unit in ("year", "decade"):
        return edtf.span(edtf.year(first.year), edtf.year(last.year))
    return edtf.days(first, last)


def _anaphoric(x: TimeExpression, _: date, __: bool | None, anchor: TimeInterval | None) -> TimeInterval | None:
    if anchor is None or anchor.start is None:
        return None
    unit = x.unit
    by = x.rule.by * x.slots.get("N", 1)
    if by == 0 and unit == "day":
        return anchor if anchor.granularity is Granularity.DAY else None
    if unit == "day" and anchor.granularity is not Granularity.DAY:
        return None
    return edtf.unit_of(edtf.shift(anchor.start, unit, by), unit)


def _daytime(
    x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None
) -> TimeInterval | None:
    """ "In the evening", "hours later": of the day spoken of, if it is one of these days, else of the day of issue."""
    if anchor is None or anchor.start is None or anchor.granularity is not Granularity.DAY:
        return edtf.day(reference)
    away = (anchor.start - reference).days
    near = abs(away) <= _FEW["day"] and not (away and future is (away < 0))
    return anchor if near else edtf.day(reference)


def _holiday(x: TimeExpression, reference: date, future: bool | None, _: TimeInterval | None) -> TimeInterval | None:
    number, on = x.rule.month or 1, x.rule.day or 1
    return in_years(lambda y: edtf.day(date(y, number, on)), likely_years(x, reference), reference, future)


def _easter(x: TimeExpression, reference: date, future: bool | None, _: TimeInterval | None) -> TimeInterval | None:
    """Easter and what is counted from it, `n` days away; `unit: orthodox` by the Julian calendar."""
    away = timedelta(days=x.rule.n or 0)
    old = x.rule.unit == "orthodox"
    return in_years(lambda y: edtf.day(edtf.easter(y, old) + away), likely_years(x, reference), reference, future)


def _open_future(_: TimeExpression, reference: date, *__: Any) -> TimeInterval | None:
    return edtf.since(reference)


def _open_past(_: TimeExpression, reference: date, *__: Any) -> TimeInterval | None:
    return edtf.until(reference)


#: The operations of `patterns`.
ALONE: dict[str, Op] = {
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
    "night": _night,
    "weekend": _weekend,
    "ago": _ago,
    "ahead": _ahead,
    "within": _within,
    "past_window": _past_window,
    "these": _these,
    "anaphoric": _anaphoric,
    "daytime": _daytime,
    "holiday": _holiday,
    "easter": _easter,
    "future": _open_future,
    "past": _open_past,
}
