"""Accuracy of the time grammar, per language: ``python tests/bench/dates.py [--wrong] [--lang de]``.

Measured on our own ``data/gold/dates.*.jsonl``, and on the phrases of Microsoft's Recognizers-Text where
``../shared/gold/dates/phrases.jsonl`` exists. Microsoft's values follow a calendar assistant's conventions: every
difference that we accept is a named rule below, with its reason, and is counted. What is no calendar expression of
written news is a named class, too, and counted apart. Everything else is right, wrong or missed.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from kg import edtf
from kg.compiled import clitics_of
from kg.mentions.time.dates import grammar
from kg.mentions.time.expressions import TimeExpression
from kg.mentions.time.readings import resolve
from kg.model import Granularity, TimeInterval
from kg.resources import data_dir
from kg.tokens import tokenize

Row = dict[str, Any]
PHRASES = Path(__file__).parents[3] / "shared" / "gold" / "dates" / "phrases.jsonl"
#: Right or accepted, of the calendar expressions; what tests/mentions/test_phrases.py holds every language to.
FLOOR = {"de": 0.90, "en": 0.90, "es": 0.88, "fr": 0.9, "it": 0.90}
_SEASON = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_DAY = timedelta(days=1)


# ------------------------------------------------------------------ what we do not read, and why


#: Spoken, not written: an assistant hears years, days and months as number words; news prints figures.
_NUMBER_WORDS = re.compile(
    r"\b(twenty|fifteen|thousand|nineteen|twenty.first|mil\b|diez|quince|veintid\w+|veinti\w+|novecientos"
    r"|deux mille|mille|quinze|vingt|\w*mila\w*|millenove\w+|ventidue|ventuno|quindici|zweitausend\w*|neunzehn\w*)",
    re.IGNORECASE,
)


def _spoken(row: Row) -> bool:
    return bool(_NUMBER_WORDS.search(row["expression"]))


def _bare_number(row: Row) -> bool:
    """ "For the 27": a number without month, weekday or the word day is a quantity far more often than a date."""
    return bool(re.match(r"XXXX-XX-\d\d$", row["timex"])) and not re.search(r"[^\W\d]{4,}", row["expression"])


def _personal(row: Row) -> bool:
    """ "My week", "tmrw", "four business days", "week 31": a calendar assistant's, not a newspaper's."""
    return bool(
        re.search(
            r"\b(my|tmr\w*|business days?|mi\b|mia|mio|mon|ma\b|laborables|h[aá]biles|ouvr[eé]\w*|lavorativi"
            r"|werktag\w*|week \d+|semana \d+|semaine \d+|settimana \d+|w/c)",
            row["expression"],
            re.IGNORECASE,
        )
    )


def _clipped(row: Row) -> bool:
    """ "4.22", "3-7", "Oct2", "2015.3", "August 99": of forms and log files; scores and versions in news."""
    said = row["expression"]
    short = re.search(r"\b\d{1,2}[/.-]\d{1,2}\b(?![/.-]?\d)", said) and not re.search(r"[^\W\d]{3,}", said)
    glued = re.search(
        r"[^\W\d_]{3}[-/.]\d|\d[-/][^\W\d_]{3}|[^\W\d_]\d|^\d{4}\W+\d{1,2}$|^\d{1,2}\W+\d{4}$|\d,\d", said
    )
    cut = re.search(r"^[^\W\d]+ \d\d$", said) and re.search(r"^\d{4}-\d\d$", row["timex"])
    return bool(short or glued or cut)


def _foreign(row: Row) -> bool:
    """ "Novembre 19-20", "Aout seconde": the phrase keeps the order of the English one it was made from."""
    romance = row["lang"] in ("es", "fr", "it")
    return romance and bool(re.match(r"\s*[^\W\d]{3,}\.? (\d{1,2}\b|entre|seconde)", row["expression"]))


_LONG = re.compile(
    r"\b(years?|months?|decades?|quarter|ans?|ann[ée]es?|mois|d[ée]cennies?|años?|mes(es)?|d[ée]cadas?|trimestres?"
    r"|ann[oi]|mes[ei]|decenni\w*|Jahr\w*|Monat\w*)\b",
    re.IGNORECASE,
)


def _other_day(row: Row) -> bool:
    """The value was computed from another day than the reference given (the French set): "tomorrow" two years later."""
    reference = date.fromisoformat(row["reference"])
    past, future = (_expected(row[side]) for side in ("past", "future"))
    if past is None or future is None or re.search(r"\d{4}", row["expression"]):
        return False
    if row["timex"].startswith(("XXXX", "(XXXX")):
        return past[0] > reference + 31 * _DAY or future[1] < reference - 31 * _DAY
    far = min(abs((past[0] - reference).days), abs((past[1] - reference).days))
    return far > (400 if _LONG.search(row["expression"]) and not re.search(r"\d", row["expression"]) else 28) and not (
        re.search(r"P\d+Y", row["timex"]) or (_LONG.search(row["expression"]) and re.search(r"\d", row["expression"]))
    )


_UNIT = re.compile(
    r"\b(?:\d+|one|two|un|une|deux|due|dos|ein|zwei|plus de) (?:years?|months?|days?|ans?|ann[eé]es?|mois|jours?"
    r"|años?|mes|meses|d[ií]as?|ann[oi]|mes[ei]|giorn[oi]|Jahren?|Monaten?|Tagen?)\b"
)


def _compound(row: Row) -> bool:
    """ "1 month 21 days ago": sums of units."""
    return len(_UNIT.findall(row["expression"])) > 1


OUT: dict[str, Callable[[Row], bool]] = {
    "numbers spelt out": _spoken,
    "a bare number": _bare_number,
    "an assistant's words": _personal,
    "figures of forms": _clipped,
    "sums of units": _compound,
    "word order of another language": _foreign,
    "computed from another day": _other_day,
}

# ------------------------------------------------------------------ differences we accept, and why

Bounds = tuple[date, date]
"""First day and day after the last, as Microsoft writes them."""


def _last_day(row: Row, ours: TimeInterval, theirs: Bounds) -> bool:
    """Both ends of a range that names them belong to it; theirs ends before the last day."""
    return row["timex"].startswith("(") and (ours.start, ours.end) == theirs


def _distance(row: Row, ours: TimeInterval, theirs: Bounds) -> bool:
    """ "Two weeks ago" is about a week, not one day: ours is the calendar unit around that day."""
    one_day = theirs[1] - theirs[0] == _DAY
    return one_day and (ours.edtf.endswith("~") or ours.granularity is Granularity.WEEK) and _holds(ours, theirs)


def _part(row: Row, ours: TimeInterval, theirs: Bounds) -> bool:
    """ "Early next year": words name no boundary; theirs cuts at the half, ours keeps the unit."""
    unit = re.match(r"[\dX]{4}(-[WX\d]+)?$", row["timex"])
    return unit is not None and theirs[1] - theirs[0] > _DAY and _holds(ours, theirs)


def _window(row: Row, ours: TimeInterval, theirs: Bounds) -> bool:
    """ "The next three days" and "the past weeks" include today; theirs starts or ends beside it."""
    if ours.start is None or ours.end is None:
        return False
    today = date.fromisoformat(row["reference"])
    near = abs((ours.start - theirs[0]).days) <= 1 and abs((ours.end - theirs[1]).days) <= 1
    return row["timex"].startswith("(") and today in (ours.start, ours.end) and near


def _coming(row: Row, ours: TimeInterval, theirs: Bounds) -> bool:
    """ "Next Sunday" is the coming one in news; theirs is that of the week after."""
    today = date.fromisoformat(row["reference"])
    same = ours.start == ours.end and ours.start is not None and theirs[0] - ours.start == 7 * _DAY
    return same and ours.start is not None and _DAY <= ours.start - today <= 7 * _DAY


def _holds(ours: TimeInterval, theirs: Bounds) -> bool:
    early = ours.start is None or ours.start <= theirs[0]
    return early and (ours.end is None or ours.end >= theirs[1] - _DAY)


def _last_unit(row: Row, ours: TimeInterval, theirs: Bounds) -> bool:
    """ "Between 2014 and 2018" includes 2018; theirs ends where it begins."""
    begins = theirs[1].day == 1 and ours.end is not None and ours.end >= theirs[1]
    same = ours.end is not None and (ours.end - theirs[1]).days < 366 and (ours.end + _DAY).day == 1
    return row["timex"].startswith("(") and ours.start == theirs[0] and begins and same


def _years(row: Row, ours: TimeInterval, theirs: Bounds) -> bool:
    """ "Within three years", "the past two decades": whole years from now; theirs by the day or by decade."""
    if ours.start is None or ours.end is None or not re.search(r"P\d+Y\)", row["timex"]):
        return False
    length = (theirs[1].year - theirs[0].year) - (ours.end.year - ours.start.year)
    return length == 0 and abs(ours.start.year - theirs[0].year) < 10


def _latest(row: Row, ours: TimeInterval, theirs: Bounds) -> bool:
    """ "Last September", written in November, is the latest one; theirs is that of last year."""
    today = date.fromisoformat(row["reference"])
    year = ours.start is not None and ours.start.replace(year=ours.start.year - 1) == theirs[0]
    return year and ours.end is not None and ours.end < today and re.match(r"\d{4}-\d\d$", ours.edtf) is not None


def _gone(row: Row, ours: TimeInterval, theirs: Bounds) -> bool:
    """ "This weekend", "this Friday" in a past sentence are the ones just gone; theirs are always the coming ones."""
    today = date.fromisoformat(row["reference"])
    gone = ours.start is not None and ours.end is not None and 0 <= (today - ours.end).days < 7
    return gone and ours.start is not None and theirs[0] - ours.start == 7 * _DAY


def _few(row: Row, ours: TimeInterval, theirs: Bounds) -> bool:
    """ "A few days ago" names no number; theirs says three, ours a window."""
    today = date.fromisoformat(row["reference"])
    return (
        theirs[1] - theirs[0] == _DAY and "/" in ours.edtf and today in (ours.start, ours.end) and _holds(ours, theirs)
    )


def _that_day(row: Row, ours: TimeInterval, theirs: Bounds) -> bool:
    """ "In five days" is the fifth day; theirs is all of them."""
    return row["timex"].startswith("(") and ours.start == ours.end == theirs[1] and ours.start is not None


def _last_century(row: Row, ours: TimeInterval, theirs: Bounds) -> bool:
    """ "The seventies" are those of the last century, for a planned event too."""
    return ours.edtf.endswith("X") and ours.start is not None and theirs[0].year - ours.start.year == 100


ACCEPTED: dict[str, Callable[[Row, TimeInterval, Bounds], bool]] = {
    "last day included": _last_day,
    "approximate distance": _distance,
    "part of a unit": _part,
    "today included": _window,
    "the coming weekday": _coming,
    "last year or month included": _last_unit,
    "whole years": _years,
    "the latest month": _latest,
    "the one just gone": _gone,
    "a few": _few,
    "the day at the end": _that_day,
    "of the last century": _last_century,
}

# ------------------------------------------------------------------ judging


def judge(row: Row) -> str:
    """``right``, ``wrong``, ``missed``, ``accepted: why`` or ``out: why``."""
    out = next((name for name, applies in OUT.items() if applies(row)), None)
    if out is not None:
        return f"out: {out}"
    found = _found(row)
    verdicts = {_verdict(row, found, side) for side in ("past", "future")}
    if verdicts == {"right"}:
        return "right"
    if "missed" in verdicts and any(x.op == "anaphoric" for x in found):
        return "out: an anaphor whose date the phrase does not name"
    worst = [v for v in ("missed", "wrong") if v in verdicts]
    if worst == ["wrong"] and _other_year(row, found):
        return "out: computed from another day"
    return worst[0] if worst else next(v for v in sorted(verdicts) if v != "right")


def _other_year(row: Row, found: list[TimeExpression]) -> bool:
    """Whether the value is what we read in the phrase, had it been written a year or two later on that day."""
    if re.search(r"\d{4}", row["expression"]):
        return False
    reference = date.fromisoformat(row["reference"])
    later = [{**row, "reference": reference.replace(year=reference.year + n).isoformat()} for n in (1, 2)]
    return any("wrong" not in {_verdict(r, found, side) for side in ("past", "future")} for r in later)


def _found(row: Row) -> list[TimeExpression]:
    """Our expressions that overlap the annotated one."""
    first = row.get("start", row["text"].lower().find(row["expression"].lower()))
    last = first + len(row["expression"])
    tokens = tokenize(row["text"], clitics=clitics_of(row["lang"]))
    found = [x for x in grammar(row["lang"]).find(tokens) if x.span.start < last and x.span.end > first]
    return [replace(x, modifier=None) if _outside(x, first) else x for x in found]


def _outside(x: TimeExpression, first: int) -> bool:
    """Whether the phrase leaves out a "since" or "by" that we read with it."""
    return x.span.start < first and x.modifier in ("since", "ever_since", "until")


def _verdict(row: Row, found: list[TimeExpression], side: str) -> str:
    reference = date.fromisoformat(row["reference"])
    ours = [y for x in found if (y := resolve(x, reference, side == "future")) is not None]
    theirs = _expected(row[side])
    if theirs is None and not row[side]:
        return _season(row["timex"], ours)
    if theirs is None:
        return "wrong" if ours else "right"
    if not ours:
        return "missed"
    if any((y.start, y.end) == (theirs[0], theirs[1] - _DAY) for y in ours):
        return "right"
    return next((f"accepted: {n}" for n, rule in ACCEPTED.items() if any(rule(row, y, theirs) for y in ours)), "wrong")


def _expected(value: dict[str, str]) -> Bounds | None:
    """Their value, or None where there is none (a season) or the calendar has no such day."""
    if "date" in value:
        day = date.fromisoformat(value["date"])
        return None if day.year == 1 else (day, day + _DAY)
    if "startDate" in value and "endDate" in value:
        first, after = date.fromisoformat(value["startDate"]), date.fromisoformat(value["endDate"])
        return first, max(after, first + _DAY)
    return None


def _season(timex: str, ours: list[TimeInterval]) -> str:
    match = re.fullmatch(r"(?:(\d{4})-)?(SP|SU|FA|WI)", timex)
    if match is None:
        return "right" if not ours else "wrong"
    year, code = match[1] or "", f"-{_SEASON[match[2]]}"
    fits = any(y.edtf.startswith(year) and y.edtf.endswith(code) for y in ours)
    return "right" if fits else "wrong" if ours else "missed"


def judge_own(row: Row) -> str:
    """Our own phrases have EDTF values: nothing is accepted but the same days."""
    wanted = edtf.parse(row["expected"])
    reference = date.fromisoformat(row["reference"])
    found = _found(row)
    ours = [y for x in found for side in (False, True, None) if (y := resolve(x, reference, side)) is not None]
    if any(y.edtf == wanted.edtf or (y.start, y.end) == (wanted.start, wanted.end) for y in ours):
        return "right"
    return "wrong" if ours else "missed"


def phrases(path: Path) -> Iterator[Row]:
    """Rows of a phrase file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def measure(rows: list[Row], how: Callable[[Row], str]) -> dict[str, Counter[str]]:
    """Verdicts by language."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        found[row["lang"]][how(row)] += 1
    return dict(found)


def accuracy(verdicts: Counter[str]) -> tuple[float, int]:
    """Share of calendar expressions read rightly (accepted differences included), and their number."""
    inside = {name: n for name, n in verdicts.items() if not name.startswith("out")}
    right = sum(n for name, n in inside.items() if name == "right" or name.startswith("accepted"))
    return right / max(1, sum(inside.values())), sum(inside.values())


def _report(title: str, rows: list[Row], how: Callable[[Row], str], wrong: bool) -> None:
    print(title)
    for lang, verdicts in sorted(measure(rows, how).items()):
        share, number = accuracy(verdicts)
        print(f"  {lang}  {share:.3f} of {number}  " + "  ".join(f"{k} {n}" for k, n in sorted(verdicts.items())))
    for row in rows if wrong else ():
        if (verdict := how(row)) in ("wrong", "missed"):
            print(f"  {verdict:6} {row['lang']} {row['reference']} {row['text']!r} {row['expression']!r}", end=" ")
            print(row.get("expected") or (row["past"], row["future"] if row["future"] != row["past"] else ""), end=" ")
            reference = date.fromisoformat(row["reference"])
            print([(x.rule.match, (y := resolve(x, reference, False)) and y.edtf) for x in _found(row)])


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lang", nargs="*", help="only these languages")
    parser.add_argument("--wrong", action="store_true", help="list what is wrong or missed")
    asked = parser.parse_args()
    own = [row for path in sorted((data_dir() / "gold").glob("dates.*.jsonl")) for row in phrases(path)]
    own = [row for row in own if row.get("expected") and (not asked.lang or row["lang"] in asked.lang)]
    _report("Our phrases (data/gold/dates.*.jsonl)", own, judge_own, asked.wrong)
    if PHRASES.exists():
        theirs = [row for row in phrases(PHRASES) if not asked.lang or row["lang"] in asked.lang]
        _report(f"Microsoft's phrases ({PHRASES.name})", theirs, judge, asked.wrong)


if __name__ == "__main__":
    main()
