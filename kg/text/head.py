"""Find title, date and byline in the head of a plain text, and what of it is text at all.

A saved article begins with site menus, a headline, a byline with a date; it ends with "Source" or "Share". None of that
is text to read events from. Which lines are furniture is data (``text.furniture``); dates are found by a `find_date`
given by the pipeline, since time expressions belong to another stage.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from msgspec import Struct

from kg.compiled import clitics_of
from kg.matching import Matcher
from kg.model import Span
from kg.resources import lexicon
from kg.tokens import tokenize

FindDate = Callable[[str, str], date | None]
_LINE = re.compile(r"[^\r\n]+")
_BULLET = re.compile(r"^\s*[\u2022*\u00b7\-\u2013|>]\s*")
#: What a full date has: its year in figures.
_YEAR = re.compile(r"[12]\d{3}|\d[./]\d")
_END = re.compile(r"[.!?\u2026][\"'\u201d\u00bb\u2019)\]]*\s*$")
#: Where a dispatch was filed, before its first sentence: "MOSCOW, 28 May (Xinhua) --", "Caracas, 3 de enero.-".
_DATELINE = re.compile(
    r"\s*[^\W\d_](?:[^?!;:\u201c\u201d\"\n]{1,70}?(?<!\b\w)\.\s?[-\u2013\u2014]{1,2}"
    r"|(?:[^?!;:.\u201c\u201d\"\n]|(?<=\d)\.){1,50}\([\w ./]{2,20}\)\.?\s*(?:--?|[\u2013\u2014])"
    r"|[^\W\d_][^?!;:.()\u201c\u201d\"\n]{1,40}, \d{1,2} [^\W\d_]{3,12}\.? \([\w ./]{2,20}\)"
    r"|(?P<town>\w[\w ]*)"
    r"(?:[,/][^?!;:.()\u201c\u201d\"\n]{1,30}?\s[\u2013\u2014]|[^?!;:.()\u201c\u201d\"\n]{0,30}?\s--))(?=\s)"
)
#: One of these follows the place and day.
_PLACED = ("-", "\u2013", "\u2014", "(")
#: Lines of the head that may hold title, byline and date.
HEAD_LINES = 12
#: A byline or date line is short.
BYLINE_WORDS = 14
#: A line of so few words that holds a full date is a date line, not a headline; so many more where a town and a comma
#: stand before it ("Madrid, 3 de mayo de 2024").
DATE_WORDS = 5
#: Words of the town before the comma.
TOWN_WORDS = 3
#: What stands between the town and date of a dispatch and its first sentence.
_DASH = re.compile(r"\s?[-\u2013\u2014]{1,2}\s|\)\s")


class Head(Struct, frozen=True):
    """What the first lines of a text say about it."""

    title: Span | None
    published: date | None
    body: tuple[Span, ...]


def read_head(text: str, lang: str, *, title: str | None, find_date: FindDate) -> Head:
    """Separate title, date line and furniture from the body of `text`.

    A `title` known from elsewhere is recognised when the text repeats it and is not guessed otherwise.
    """
    lines = [Span(m.start(), m.end()) for m in _LINE.finditer(text) if m.group().strip()]
    matcher = furniture(lang)
    body = [line for line in lines if not _is_furniture(text[line.start : line.end], matcher, lang)]
    found: Span | None = None
    if body and (
        _same(text[body[0].start : body[0].end], title)
        or (title is None and _title_like(text, body) and not _only_date(text, lang, body[0], find_date))
    ):
        found = body.pop(0)
    published, dropped = _date_line(text, lang, body, find_date)
    return Head(found, published, _joined(text, lines, [line for line in body if line != dropped]))


def _after_dateline(text: str, line: Span) -> Span:
    """A line without the place and day at which it was filed: neither is of what it tells."""
    head = text[line.start : line.end]
    found = _DATELINE.match(head) if any(mark in head for mark in _PLACED) else None
    if found is None or not (found["town"] or "A").isupper():
        return line
    return Span(line.start + found.end(), line.end)


def _joined(text: str, lines: list[Span], kept: list[Span]) -> tuple[Span, ...]:
    """Neighbouring lines as one span, so that a sentence may run over a line break; a dateline begins another."""
    order = {line: number for number, line in enumerate(lines)}
    spans: list[Span] = []
    last = -2
    for line in kept:
        told = _after_dateline(text, line)
        if order[line] == last + 1 and told == line:
            spans[-1] = Span(spans[-1].start, line.end)
        else:
            spans.append(told)
        last = order[line]
    return tuple(spans)


@cache
def furniture(lang: str) -> Matcher:
    """Matcher of whole lines that are site menus."""
    matcher = Matcher(lang, clitics=clitics_of(lang))
    matcher.add("furniture", lexicon(lang).text.furniture)
    return matcher


def _is_furniture(line: str, matcher: Matcher, lang: str) -> bool:
    if len(line) > 40 * BYLINE_WORDS or not _is_short(line):
        return False
    words = tokenize(_BULLET.sub("", line), clitics=clitics_of(lang))
    if not any(token.text[0].isalnum() for token in words):
        return True
    bullet = _BULLET.match(line) is not None
    if bullet and len(words) <= 2:
        return True
    if len(words) > BYLINE_WORDS:
        return False
    core = [token for token in words if token.text[0].isalnum()]
    return any(m.last - m.first >= len(core) for m in matcher.find(core))


def _is_short(line: str) -> bool:
    """Whether a line has no more words than a byline; of a longer one no more are cut off."""
    return len(line.split(None, BYLINE_WORDS)) <= BYLINE_WORDS


def _same(line: str, title: str | None) -> bool:
    return title is not None and line.strip().casefold() == title.strip().casefold()


def _title_like(text: str, body: list[Span]) -> bool:
    """A first line without a full stop, with more text after it."""
    line = text[body[0].start : body[0].end].strip()
    return len(body) > 1 and 2 <= len(line.split()) <= 40 and not _END.search(line)


def _only_date(text: str, lang: str, line: Span, find_date: FindDate) -> bool:
    """Whether a line is no headline but town and date."""
    content = text[line.start : line.end].strip()
    town, comma, rest = content.partition(", ")
    placed = bool(comma) and len(town.split()) <= TOWN_WORDS and len(rest.split()) <= DATE_WORDS
    few = placed or len(content.split()) <= DATE_WORDS
    return few and _YEAR.search(content) is not None and find_date(content, lang) is not None


def _date_line(text: str, lang: str, body: list[Span], find_date: FindDate) -> tuple[date | None, Span | None]:
    """The date of the head and the line that is nothing but byline and date.

    A line that is text has one only before the dash of a dateline: "met in Berlin on 3 May 2005" is no day of issue.
    """
    for line in body[:HEAD_LINES]:
        content = text[line.start : line.end].strip()
        short = _is_short(content) and (not _END.search(content) or len(content.split()) <= 5)
        if not short:
            dash = _DASH.search(content[:80])
            content = content[: dash.start()] if dash else ""
        found = find_date(content, lang) if _YEAR.search(content) else None
        if found is not None:
            return found, line if short else None
    return None, None
