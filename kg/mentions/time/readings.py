"""Reading a time expression against a date: the operations over other expressions, and the one way in, `resolve`.

An expression is found once (`kg.mentions.time.dates`) and may be read two ways: "Friday" in a past sentence is the last
one, in a planned one the next. `resolve` takes the direction the event's status calls for.
"""

from __future__ import annotations

from datetime import date, timedelta

from kg import edtf
from kg.mentions.time.expressions import TimeExpression
from kg.mentions.time.single_readings import ALONE, Op, away, day_alone, in_years, likely_years
from kg.model import Granularity, TimeInterval


def resolve(
    x: TimeExpression, reference: date | None, future: bool | None = None, anchor: TimeInterval | None = None
) -> TimeInterval | None:
    """Read an expression.

    `reference` is the document's date, `future` what the event's status says (None: nearest), `anchor` the date
    last named in the text. Returns None where the calendar cannot say (no reference, 31 June).
    """
    if reference is None and not x.is_absolute:
        return None
    future = False if x.modifier == "ever_since" else future
    try:
        found = _OPS[x.op](x, reference or date(1, 1, 1), future, anchor)
        return None if found is None else _modified(found, x)
    except (ValueError, OverflowError, KeyError):
        return None


def _between(
    x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None
) -> TimeInterval | None:
    """ "From {P} to {P}": the second tells the year, month or week of the first."""
    one, other = x.parts
    last = resolve(other, reference, future, anchor)
    if last is None or last.start is None:
        return None
    first = resolve(one, last.start, False, anchor) if one.floats else resolve(one, reference, future, anchor)
    if first is None or first.start is None or first.start > last.start:
        return None
    fine = Granularity.DAY in (first.granularity, last.granularity)
    return edtf.days(first.start, last.end or last.start) if fine else edtf.span(first, last)


def _both(x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None) -> TimeInterval | None:
    """ "Monday and Tuesday" are two days in a row; two dates apart are no interval."""
    found = _between(x, reference, future, anchor)
    parts = [resolve(part, reference, future, anchor) for part in x.parts]
    if found is None or found.start is None or found.end is None:
        return None
    named = sum((p.end - p.start).days + 1 for p in parts if p is not None and p.start and p.end)
    return found if (found.end - found.start).days + 1 == named else None


def _from_day(
    x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None
) -> TimeInterval | None:
    """ "From 4 to 22 January": the first day in the month of the second."""
    last = resolve(x.parts[0], reference, future, anchor)
    if last is None or last.start is None or last.granularity is not Granularity.DAY:
        return None
    first = last.start.replace(day=x.slots["D"])
    return edtf.days(first, last.start) if first < last.start else None


def _inside(
    x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None
) -> TimeInterval | None:
    """ "Friday of next week", "next year in March": the smaller read inside the larger."""
    if (on := x.day_named) is not None:  # "the evening of 4 February"
        return resolve(on, reference, future, anchor)
    if x.parts[0].rule.shaped:  # "the week of 4 February"
        return _around(x, reference, future, anchor)
    if x.parts[0].is_last:
        whole = resolve(x.parts[1], reference, future, anchor)
        return None if whole is None else edtf.nth(whole, -1, x.parts[0].unit, x.parts[0].slots.get("W"))
    first, second = sorted(x.parts, key=lambda part: not part.floats)
    whole = resolve(second, reference, future, anchor)
    if not first.floats or whole is None or whole.start is None or whole.end is None:
        return None
    found = resolve(first, whole.end, False, anchor)
    inside = found is not None and found.start is not None and found.start >= whole.start
    return found if inside and (whole.end - whole.start) > timedelta(days=1) else None


def _day_of(
    x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None
) -> TimeInterval | None:
    """ "The 20th of next month", "4 to 23 next month"."""
    whole = resolve(x.parts[0], reference, future, anchor)
    if whole is None or whole.start is None or whole.granularity is not Granularity.MONTH:
        return None
    first = whole.start.replace(day=x.slots["D"])
    return edtf.days(first, whole.start.replace(day=x.slots.get("D2", x.slots["D"])))


def _nth(x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None) -> TimeInterval | None:
    """ "The third quarter", "the last week of May", "the first Friday of July"; without a whole, of a year."""
    number = x.slots.get("O") or x.rule.n or 1
    if not x.parts:
        return in_years(lambda y: edtf.nth(edtf.year(y), number, x.unit), likely_years(x, reference), reference, future)
    whole = resolve(x.parts[-1], reference, future, anchor)
    return None if whole is None else edtf.nth(whole, number, x.unit, x.parts[0].slots.get("W"))


def _from_there(
    x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None
) -> TimeInterval | None:
    """ "Two days before {P}", "on the eve of {P}", "four days from yesterday": `by` tells the direction."""
    there = resolve(x.parts[0], reference, future, anchor)
    if there is None or there.start is None or there.end is None:
        return None
    if x.unit == "day" and there.granularity is not Granularity.DAY:
        return None
    return away(x, there.start, x.rule.by * x.count)


def _around(
    x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None
) -> TimeInterval | None:
    """ "The week of 4 February"."""
    there = resolve(x.parts[-1], reference, future, anchor) if x.parts else day_alone(x, reference, future, anchor)
    if there is None or there.start is None or there.granularity is not Granularity.DAY:
        return None
    return edtf.unit_of(there.start, x.parts[0].unit if len(x.parts) > 1 else x.unit)


def _from_now(
    x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None
) -> TimeInterval | None:
    """ "Between now and Friday"."""
    there = resolve(x.parts[0], reference, True, anchor)
    return edtf.days(reference, there.end) if there is not None and there.end and there.end > reference else None


def _rest(x: TimeExpression, reference: date, future: bool | None, anchor: TimeInterval | None) -> TimeInterval | None:
    """ "The rest of the week": from the document's date to its end."""
    whole = resolve(x.parts[0], reference, future, anchor) if x.parts else edtf.unit_of(reference, x.unit)
    if whole is None or whole.end is None or whole.end < reference:
        return None
    return edtf.days(max(reference, whole.start or reference), whole.end)


_OPS: dict[str, Op] = {
    **ALONE,
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
#: All that a grammar may ask for; what tells how long something lasts is read where it is found.
OPERATIONS = frozenset({*_OPS, "lasting"})


def _modified(found: TimeInterval, x: TimeExpression) -> TimeInterval:
    if x.modifier is None or found.start is None or found.end is None:
        return found
    if x.modifier in ("since", "ever_since"):
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
