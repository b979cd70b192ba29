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


def span(first: TimeInterval, last: TimeInterval) -> TimeInterval:
    """From one calendar unit to another of the same kind, both included: ``2014/2018``, ``2025-07/2025-09``."""
    if first == last:
        return first
    return TimeInterval(f"{_plain(first)}/{_plain(last)}", first.start, last.end, Granularity.INTERVAL)


def _plain(value: TimeInterval) -> str:
    """Its EDTF where that is one date, else its first day."""
    if "/" in value.edtf and value.start is not None:
        return value.start.isoformat()
    return value.edtf


def easter(number: int, orthodox: bool = False) -> date:
    """Easter Sunday of a year, western or (by the Julian calendar, written in ours) orthodox; good until 2099."""
    if orthodox:
        moon = (19 * (number % 19) + 15) % 30
        week = (2 * (number % 4) + 4 * (number % 7) - moon + 34) % 7
        first, second = divmod(moon + week + 114, 31)
        return date(number, first, second + 1) + timedelta(days=13)
    golden, century, rest = number % 19, number // 100, number % 100
    skip, leap = divmod(century, 4)
    epact = (19 * golden + century - skip - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * leap + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * week) // 451
    first, second = divmod(epact + week - 7 * late + 114, 31)
    return date(number, first, second + 1)


def nth(whole: TimeInterval, number: int, unit: str, weekday: int | None = None) -> TimeInterval | None:
    """The `number`-th day, week, weekend, month, quarter, half or `weekday` of a larger unit.

    -1 is the last; None where none is. A week belongs to the unit that holds its Thursday (ISO 8601).
    """
    if whole.start is None or whole.end is None:
        return None
    if unit == "half":
        return _half(whole, number)
    found: list[TimeInterval] = []
    at = whole.start
    if weekday is not None:
        at += timedelta(days=(weekday - at.isoweekday()) % 7)
    elif unit == "week":
        at += timedelta(days=(4 - at.isoweekday()) % 7)
    if unit == "weekend":
        found_day = nth(whole, number, "day", 6)
        return days(found_day.start, found_day.start + timedelta(days=1)) if found_day and found_day.start else None
    unit = "day" if weekday is not None else unit
    step, by = ("day", 7) if weekday is not None or unit == "week" else (unit, 1)
    while at <= whole.end and len(found) < 400:
        found.append(unit_of(at, unit))
        at = shift(at, step, by)
    index = number if number < 0 else number - 1
    if len(found) < 2 or not -len(found) <= index < len(found):
        return None
    return found[index]


def _half(whole: TimeInterval, number: int) -> TimeInterval | None:
    """The first or second half of a month (to the 15th), a year or a decade."""
    if whole.start is None or whole.end is None or number not in (1, 2, -1):
        return None
    first = number == 1
    if whole.granularity is Granularity.MONTH:
        middle = whole.start.replace(day=15)
        return days(whole.start, middle) if first else days(middle + timedelta(days=1), whole.end)
    if whole.granularity is Granularity.YEAR:
        low, high = (1, 6) if first else (7, 12)
        return span(month(whole.start.year, low), month(whole.start.year, high))
    if whole.granularity is Granularity.DECADE:
        low = whole.start.year + (0 if first else 5)
        return span(year(low), year(low + 4))
    return None


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
    """`value` moved by `by` days, weeks, months, quarters, halves, years or decades.

    The day is cut to the month's length. Raises OverflowError when the result leaves the calendar.
    """
    if unit in ("day", "week", "hour"):
        return value + timedelta(days=by * {"day": 1, "week": 7, "hour": 0}[unit])
    months = by * {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}[unit]
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
        return span(month(value.year, first), month(value.year, first + 2))
    if unit == "half":
        first = 1 if value.month <= 6 else 7
        return span(month(value.year, first), month(value.year, first + 5))
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
