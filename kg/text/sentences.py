"""Cut a text into sentences and tokens; offsets always count in the text as it was read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.compiled import clitics_of
from kg.model import Sentence, Span, Token
from kg.resources import lexicon
from kg.schema import Lexicon
from kg.tokens import tokenize

_TERMINAL = frozenset(".!?\u2026")
_CLOSING = frozenset("\"'\u201d\u00bb\u2019)]\u201c")
_OPENING = frozenset("\"'\u201e\u201c\u00ab\u2018([\u2014\u2013-")
#: Where a sentence may end.
_MARKS = _TERMINAL | {"*"}
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
#: Asterisks in a row that part a text: what stands after them is another matter.
_RULE = 3
#: No sentence is longer; a longer run of tokens (a table, a list of names) is cut, so that no rule runs away.
LONGEST = 150


@cache
def _abbreviations(lang: str) -> frozenset[str]:
    return frozenset(word.lower().rstrip(".") for word in lexicon(lang).text.abbreviations)


def sentences(text: str, lang: str, spans: tuple[Span, ...], title: Span | None = None) -> list[Sentence]:
    """Cut the `spans` of `text` into sentences, the title first where there is one."""
    cut: list[Sentence] = []
    if title is not None:
        tokens = tokenize(text, title.start, title.end, clitics_of(lang))
        if tokens:
            cut.append(Sentence(tokens[0].start, tokens[-1].end, tuple(tokens), is_title=True))
    for span in spans:
        for start, end in _paragraphs(text, span):
            tokens = tokenize(text, start, end, clitics_of(lang))
            cut.extend(_sentence(part) for part in _split(tokens, text, lang))
    return cut


def _sentence(tokens: list[Token]) -> Sentence:
    return Sentence(tokens[0].start, tokens[-1].end, tuple(tokens))


def _paragraphs(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Lines, joined where a line breaks inside a sentence (the next one goes on in lower case)."""
    start: int | None = None
    end = span.start
    for line in _LINE.finditer(text, span.start, span.end):
        content = line.group().strip()
        if not content:
            continue
        broken = start is not None and content[0].islower() and text[:end].rstrip()[-1:] not in _TERMINAL
        gap = text[end : line.start()].count("\n")
        if start is not None and not (broken and gap <= 1):
            yield start, end
            start = None
        start = line.start() if start is None else start
        end = line.end()
    if start is not None:
        yield start, end


def _split(tokens: list[Token], text: str, lang: str) -> Iterator[list[Token]]:
    rules = lexicon(lang)
    begin = 0
    for at in [i for i, token in enumerate(tokens) if token.text in _MARKS]:
        if at < begin:
            continue  # closes the sentence before
        ruled = _ruled(tokens, at)
        if ruled:
            yield from _pieces(tokens[begin:at])
            begin = at + ruled
        elif tokens[at].text in _TERMINAL and _ends(tokens, at, rules):
            last = _closed(tokens, at + 1, text)
            cut = begin + (at - begin) // LONGEST * LONGEST
            yield from _pieces(tokens[begin:cut])
            yield tokens[cut:last]
            begin = last
    yield from _pieces(tokens[begin:])


def _pieces(tokens: list[Token]) -> Iterator[list[Token]]:
    """A run of tokens, cut where it is too long for one sentence."""
    for begin in range(0, len(tokens), LONGEST):
        yield tokens[begin : begin + LONGEST]


def _closed(tokens: list[Token], at: int, text: str) -> int:
    """Where a sentence that ends before `at` is closed: after further stops, quotation marks and brackets."""
    while at < len(tokens) and (
        tokens[at].text in _TERMINAL
        or (tokens[at].text in _CLOSING and tokens[at].start == tokens[at - 1].end)
        or (tokens[at].text == "\u00bb" and text[tokens[at].end : tokens[at].end + 1].strip() == "")
    ):
        at += 1
    return at


def _ruled(tokens: list[Token], at: int) -> int:
    """How many asterisks part the text here, together ("***") or apart ("* * *"); none where they are too few."""
    last = at
    while last < len(tokens) and tokens[last].text == "*":
        last += 1
    return last - at if last - at >= _RULE else 0


def _ends(tokens: list[Token], at: int, rules: Lexicon) -> bool:
    """Say whether the stop at `at` ends a sentence."""
    if at + 1 >= len(tokens):
        return True
    token, following = tokens[at], tokens[at + 1]
    if _ruled(tokens, at + 1):
        return True
    if following.start == token.end and following.text not in _CLOSING and following.text not in _TERMINAL:
        return False
    if token.text != ".":
        ahead = following
        return not ahead.text[:1].islower()
    ahead = next((t for t in tokens[at + 1 :] if t.text not in _CLOSING and t.text not in _OPENING), following)
    if ahead.text[:1].islower():
        return False
    before = tokens[at - 1] if at else token
    glued = before.end == token.start
    if glued and before.text.isdigit() and len(before.text) <= 2 and "." in rules.time.ordinal_suffixes.split():
        return False
    if not glued:
        return True
    if before.lower in _abbreviations(rules.language):
        return False
    initial = len(before.text) == 1 and before.text.isupper()
    return not initial
