"""Time expressions as a text words them, before any date is known: what they name, and how they fit together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from kg.model import Span
from kg.schema import TimePattern

UNITS = ("day", "week", "month", "year", "decade", "hour", "quarter", "half")
_DATED = ("date", "range", "month", "season")
#: Operations that name a day, month or season without its year: which year is meant, what stands beside it may tell.
_FLOATING = frozenset({"date", "month", "season", "weekday", "holiday", "easter", "nth", "range"})
_COUNTED = frozenset({"shift", "ago", "ahead"})
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


class TimeExpression(Struct, frozen=True):
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
    def is_counted(self) -> bool:
        """Whether it counts days from the day of issue: "today", "three days ago"."""
        return not self.parts and self.op in _COUNTED and self.unit in ("day", "hour")

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
            return self.rule.n == 1 and self.unit in ("week", "month", "year")
        return self.rule.by == -1 and (self.op == "weekday" or (self.op == "shift" and self.unit != "day"))

    @property
    def scale(self) -> int:
        """How large a piece of the calendar it names: the index in `_SCALES`."""
        if self.op in ("shift", "past_window", "within"):
            return _SCALES.index(self.unit)
        if self.op == "nth":
            return _SCALES.index(self.unit)
        return _SCALES.index(_SIZES.get(self.op, "day"))

    @property
    def apart(self) -> tuple[TimeExpression, ...]:
        """Two days joined by "and" that do not follow each other, each by itself; the second tells the year of both."""
        if self.op != "both":
            return ()
        one, other = self.parts
        return (dated_by(one, other) if one.floats and one.op == "date" and "Y" in other.slots else one, other)

    @property
    def is_whole(self) -> bool:
        """Whether its parts fit: a day lies in a week, a week in a month; "on Friday last year" is no expression."""
        if self.op == "inside":
            if (day := self.day_named) is not None:
                return not day.is_vague and day.scale == _SCALES.index("day")
            if self.parts[0].rule.shaped:
                return self.parts[1].scale < self.parts[0].scale
            if self.parts[0].is_last:
                return self.parts[0].scale < self.parts[1].scale
            small, large = sorted(self.parts, key=lambda part: not part.floats)
            return small.floats and not large.floats and small.scale < large.scale
        if self.op == "nth" and self.parts:
            named = len(self.parts) == 1 or "W" in self.parts[0].slots
            unit = "week" if self.unit == "half" else self.unit  # months have halves, too
            return named and _SCALES.index(unit) < self.parts[-1].scale
        if self.op == "both":
            return self.parts[0].scale == self.parts[1].scale
        if self.op == "day_of":
            return self.parts[0].scale == _SCALES.index("month")
        return not any(part.is_vague for part in self.parts)

    @property
    def day_named(self) -> TimeExpression | None:
        """Of two parts the day, where the other one is a time of that day: "Tuesday" of "the evening of Tuesday"."""
        of_day = [part.op == "daytime" for part in self.parts]
        return self.parts[of_day.index(False)] if len(of_day) == 2 and sum(of_day) == 1 else None

    @property
    def is_vague(self) -> bool:
        """Whether it tells no more than that something lies ahead or behind ("soon")."""
        return self.op in ("future", "past")

    @property
    def unit(self) -> str:
        """The calendar unit it counts in or names."""
        return UNITS[self.slots["U"]] if "U" in self.slots else self.rule.unit or "day"

    @property
    def count(self) -> int:
        """How many of them, one where none is said."""
        return self.slots.get("N", self.rule.n if self.rule.n is not None else 1)


class Lasting(NamedTuple):
    """Words that tell how long something lasts ("two-day"), as characters of the text."""

    start: int
    end: int
    days: int


def dated_by(one: TimeExpression, other: TimeExpression) -> TimeExpression:
    """A day with the year of the next in a list; later in the year than that, it is of the year before."""
    later = one.slots.get("M", 0) > other.slots.get("M", other.slots.get("m", 0))
    return replace(one, slots={**one.slots, "Y": other.slots["Y"] - later})


def joined(one: TimeExpression, other: TimeExpression) -> TimeExpression:
    """ "From Monday until Friday": a beginning and an end that follow each other are one range."""
    parts = (replace(one, modifier=None), replace(other, modifier=None))
    rule = TimePattern(match=f"{one.rule.match} ... {other.rule.match}", op="between")
    return TimeExpression(Span(one.span.start, other.span.end), "between", {}, None, rule, None, parts)
