"""Calendar intervals and their EDTF spelling (ISO 8601-2, levels 0 and 1): make, shift, parse; never invent a day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from kg.model import Granularity, TimeInterval

#: EDTF season codes (ISO 8601-2 4.8) and the month in which each begins (northern hemisphere).
SEASONS = {"spring": (21, 3), "summer": (22, 6), "autumn": (23, 9), "winter": (24, 12)}
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[~?%]?$")
_DECADE = re.compile(r"(\d{3})X[~?%]?$")


def day(value: date) -> TimeInterval:
    """A single day."""
    return TimeInterval(value.isoformat(), value, value, Granularity.DAY)


def days(first: date, last: date) -> TimeInterval:
    """From `first` to `last`, both included."""
    if first == last:
        return day(first)
    return TimeInterval(f"{first.isoformat()}/{last.isoformat()}", first, last, Granularity.INTERVAL)


def week(value: date) -> TimeInterval:
    """The week, Monday to Sunday, that holds `value`."""
    monday = value - timedelta(days=value.weekday())
    sunday = monday + timedelta(days=6)
    return TimeInterval(f"{monday.isoformat()}/{sunday.isoformat()}", monday, sunday, Granularity.WEEK)


def month(year: int, number: int) -> TimeInterval:
    """A calendar month."""
    last = monthrange(year, number)[1]
    return TimeInterval(f"{year:04d}-{number:02d}", date(year, number, 1), date(year, number, last), Granularity.MONTH)


def year(number: int) -> TimeInterval:
    """A calendar year."""
    return TimeInterval(f"{number:04d}", date(number, 1, 1), date(number, 12, 31), Granularity.YEAR)


def decade(number: int) -> TimeInterval:
    """The ten years from `number` (1990 for the nineties)."""
    return TimeInterval(f"{number // 10:03d}X", date(number, 1, 1), date(number + 9, 12, 31), Granularity.DECADE)


def season(name: str, number: int) -> TimeInterval:
    """A season of year `number`; winter begins in December of that year."""
    code, first = SEASONS[name]
    start = date(number, first, 1)
    end = shift(start, "month", 3) - timedelta(days=1)
    return TimeInterval(f"{number:04d}-{code}", start, end, Granularity.SEASON)


def since(first: date) -> TimeInterval:
    """From `first`, with no end named."""
    return TimeInterval(f"{first.isoformat()}/..", first, None, Granularity.INTERVAL)


def until(last: date) -> TimeInterval:
    """Up to `last`, with no beginning named."""
    return TimeInterval(f"../{last.isoformat()}", None, last, Granularity.INTERVAL)


def around(value: TimeInterval, margin: int = 0) -> TimeInterval:
    """`value` marked approximate, its bounds widened by `margin` days."""
    wider = timedelta(days=margin)
    return TimeInterval(
        value.edtf if value.edtf.endswith("~") or "/" in value.edtf else f"{value.edtf}~",
        value.start - wider if value.start else None,
        value.end + wider if value.end else None,
        value.granularity,
    )


def shift(value: date, unit: str, by: int) -> date:
    """`value` moved by `by` days, weeks, months, years, quarters or decades; the day is cut to the month's length.

    Raises OverflowError when the result leaves the calendar.
    """
    if unit in ("day", "week", "hour"):
        return value + timedelta(days=by * {"day": 1, "week": 7, "hour": 0}[unit])
    months = by * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
    total = value.year * 12 + value.month - 1 + months
    number, first = divmod(total, 12)
    if not MINYEAR <= number <= MAXYEAR:
        raise OverflowError(f"year {number} is outside the calendar")
    return date(number, first + 1, min(value.day, monthrange(number, first + 1)[1]))


def unit_of(value: date, unit: str) -> TimeInterval:
    """The whole calendar unit that holds `value`."""
    if unit == "week":
        return week(value)
    if unit == "month":
        return month(value.year, value.month)
    if unit == "quarter":
        first = 3 * ((value.month - 1) // 3) + 1
        return days(date(value.year, first, 1), month(value.year, first + 2).end or value)
    if unit == "year":
        return year(value.year)
    if unit == "decade":
        return decade(value.year // 10 * 10)
    return day(value)


def parse(text: str) -> TimeInterval:
    """Read an EDTF string; raises ValueError when it is none that we write."""
    if "/" in text:
        first, last = text.split("/", 1)
        start = None if first in ("..", "") else parse(first).start
        end = None if last in ("..", "") else parse(last).end
        whole = start is not None and end is not None and start.weekday() == 0 and (end - start).days == 6
        return TimeInterval(text, start, end, Granularity.WEEK if whole else Granularity.INTERVAL)
    if match := _DECADE.match(text):
        found = decade(int(match[1]) * 10)
    elif match := _DATE.match(text):
        found = _parse_date(match)
    else:
        raise ValueError(f"not an EDTF date: {text!r}")
    return TimeInterval(text, found.start, found.end, found.granularity)


def _parse_date(match: re.Match[str]) -> TimeInterval:
    number = int(match[1])
    if match[2] is None:
        return year(number)
    second = int(match[2])
    if match[3] is not None:
        return day(date(number, second, int(match[3])))
    for name, (code, _) in SEASONS.items():
        if code == second:
            return season(name, number)
    return month(number, second)
