"""Times of a sentence: its expressions read at the day of issue, each as past, coming and nearest."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg import edtf
from kg.mentions.time.expressions import TimeExpression
from kg.mentions.time.readings import resolve
from kg.model import Document, Granularity, Sentence, TimeInterval, TimeMention, Token
from kg.resources import lexicon
from kg.tokens import touched


def times_of(
    expressions: Sequence[TimeExpression], sentence: Sentence, document: Document, anchor: TimeInterval | None
) -> tuple[list[TimeMention], TimeInterval | None]:
    """The times that expressions of a sentence mean, and the day from which "the day before" counts in what follows."""
    found: list[TimeMention] = []
    for expression in expressions:
        if expression.is_vague:
            continue  # "soon", "recently": no more than the status says
        whole = _time(expression, sentence.tokens, document, anchor)
        if whole is not None and expression.op == "daytime" and found and _is_day(found[-1]):
            day = found[-1]  # "on Tuesday to Rome, in the evening to Kyiv"
            whole = replace(whole, past=day.past, future=day.future, nearest=day.nearest)
        if whole is not None and found and expression.floats and expression.op != "weekday":
            whole = _apposed(found[-1], whole, expression, sentence.tokens, document.lang)
        parts = expression.apart if whole is None else ()
        for mention in (whole, *(_time(part, sentence.tokens, document, anchor) for part in parts)):
            anchor = _noted(found, mention, anchor, sentence, document) if mention is not None else anchor
    return found, anchor


def _apposed(
    fixed: TimeMention, floating: TimeMention, expression: TimeExpression, tokens: Sequence[Token], lang: str
) -> TimeMention:
    """A time told twice: the first tells of which year the second is ("three months earlier, in December")."""
    gap = [t.lower for t in tokens[fixed.last : floating.first]]
    day, governs = fixed.past, {p.lower() for p in lexicon(lang).words.in_}
    joined = gap[:1] == [","] and len(gap) <= 2 and all(word in governs for word in gap[1:])
    if not joined or day is None or day.end is None or day.start is None or day != fixed.future:
        return floating
    read = resolve(expression, day.end, False)
    same = read is not None and read.start is not None and read.end is not None
    if read is None or not same or read.end < day.start:  # type: ignore[operator]
        return floating
    return replace(floating, past=read, future=read, nearest=read)


def _noted(
    found: list[TimeMention],
    mention: TimeMention,
    anchor: TimeInterval | None,
    sentence: Sentence,
    document: Document,
) -> TimeInterval | None:
    """Add a time to those of its sentence; the day to which "the day before" in what follows is relative."""
    if found and (wider := _either(found[-1], mention, sentence.tokens, document.lang)) is not None:
        mention = wider
        found.pop()
    found.append(mention)
    before = sentence.tokens[mention.first - 1].lower if mention.first else ""
    coming = before in {p.lower() for p in lexicon(document.lang).words.for_}  # "set for Tuesday"
    nearest = mention.future if coming else mention.nearest
    dated = nearest is not None and nearest.granularity in (Granularity.DAY, Granularity.INTERVAL)
    return nearest if dated else anchor


def _is_day(mention: TimeMention) -> bool:
    """Whether a time is one day."""
    return mention.nearest is not None and mention.nearest.granularity is Granularity.DAY


def _either(one: TimeMention, other: TimeMention, tokens: Sequence[Token], lang: str) -> TimeMention | None:
    """ "Next week or within two weeks": two windows joined by a conjunction are one, from the first to the last day."""
    gap = [t.lower for t in tokens[one.last : other.first]]
    joined = (len(gap) == 1 and gap[0].isalpha()) or (len(gap) == 2 and all(g.isalpha() for g in gap))
    if not joined or not set(gap) & set(lexicon(lang).words.or_):
        return None
    past, future, nearest = (
        _hull(one.past, other.past),
        _hull(one.future, other.future),
        _hull(one.nearest, other.nearest),
    )
    if past is None or future is None or nearest is None:
        return None
    entry = f"{one.entry} | {other.entry}"
    return TimeMention(one.first, other.last, one.start, other.end, past, future, nearest, entry)


def _hull(one: TimeInterval | None, other: TimeInterval | None) -> TimeInterval | None:
    if one is None or other is None or None in (one.start, one.end, other.start, other.end):
        return None
    assert one.start and one.end and other.start and other.end
    if other.end < one.start:
        return None
    return edtf.days(one.start, max(one.end, other.end))


def _time(
    expression: TimeExpression, tokens: Sequence[Token], document: Document, anchor: TimeInterval | None
) -> TimeMention | None:
    published, about = document.published, document.inferred and expression.is_counted
    past, future, nearest = (
        edtf.around(found, 1) if about and found is not None else found
        for found in (resolve(expression, published, direction, anchor) for direction in (False, True, None))
    )
    if past is None and future is None and nearest is None:
        return None
    span = expression.span
    covered = touched(tokens, span.start, span.end)
    bare = replace(expression, modifier=None)
    until = resolve(bare, published, True, anchor) if expression.modifier == "until" else None
    since = resolve(bare, published, False, anchor) if expression.modifier in ("since", "ever_since") else None
    nearest = past if since is not None else nearest  # unless something is to come, "since" looks back
    return TimeMention(
        covered[0], covered[-1] + 1, span.start, span.end, past, future, nearest, expression.entry, until, since
    )
