"""Speech that goes on: who says a sentence that names no speaker, told from the sentences around it.

Inside quotation marks it is the one who is quoted; in the mood of reported speech, or where a verb of saying has no
subject, the one who spoke last; "Reuters reported this" speaks of the sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from kg.mentions.speech.attribution import attributions
from kg.model import ActorMention, Attribution, Match, Sentence, Span, TimeMention, Token
from kg.tokens import QUOTES

#: Sentences after which nobody remembers who spoke.
MEMORY = 2
#: Tokens before a verb of saying without a subject ("On Friday, added that").
SHORT = 6
#: Verb forms that tell of words given.
_GIVEN = frozenset({"past", "present", "participle"})
_OPENING = frozenset("\u201e\u00ab")
_MARK = re.compile("[" + "".join(sorted(QUOTES)) + "]")
_PAIRS = {
    "\u00ab": "\u00bb",
    "\u201c": "\u201d",
    "\u201e": "\u201c\u201d",
    "\u00bb": "\u00ab",
    '"': '"',
    "\u201d": "\u201d",
}


class Told(Struct, frozen=True):
    """A sentence with what the mentions stage has found in it so far."""

    sentence: Sentence
    matches: tuple[Match, ...]
    actors: tuple[ActorMention, ...]
    times: tuple[TimeMention, ...]


class Quote(Struct, frozen=True):
    """The part of a quotation that stands in one sentence; a quotation over several keeps its number."""

    number: int
    span: Span


def speech(
    told: Sequence[Told], quotes: Sequence[Sequence[Quote]], outlets: frozenset[str], *, dropped: bool
) -> list[tuple[Attribution, ...]]:
    """Attributions of each sentence of a document; `dropped` where the language leaves out subjects."""
    own = [
        attributions(t.sentence.tokens, t.matches, t.actors, t.times, [q.span for q in marked], outlets)
        for t, marked in zip(told, quotes, strict=True)
    ]
    found = [[a for a in said if not a.previous] for said in own]
    for index, said in enumerate(own):
        about = [a for a in said if a.previous]
        if about and index:
            whole = (Span(0, len(told[index - 1].sentence.tokens)),)
            found[index - 1].extend(replace(_carried(a, whole), previous=False) for a in about)
    _quoted(quotes, own, found)
    _continued(told, quotes, found, dropped=dropped)
    return [tuple(said) for said in found]


def quotations(text: str, sentences: Sequence[Sentence]) -> list[list[Quote]]:
    """The stretches between quotation marks, by sentence; an open quotation ends with its paragraph."""
    found: list[list[Quote]] = []
    number, close = 0, ""
    for index, sentence in enumerate(sentences):
        inside: list[Quote] = []
        start = 0
        if index and "\n" in text[sentences[index - 1].end : sentence.start]:
            close = ""
        marked = _MARK.search(text, sentence.start, sentence.end) is not None  # as in few sentences
        for at, token in enumerate(sentence.tokens if marked else ()):
            if token.text not in QUOTES:
                continue
            if close and token.text in close:
                inside.append(Quote(number, Span(start, at + 1)))
                close = ""
            elif not close and _opens(sentence.tokens, at):
                number, start, close = number + 1, at, _PAIRS[token.text]
        if close:
            inside.append(Quote(number, Span(start, len(sentence.tokens))))
        found.append(inside)
    return found


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Whether a quotation mark opens: nothing else fits, or it touches the word after it and not the one before."""
    if tokens[at].text in _OPENING:
        return True
    after = at + 1 < len(tokens) and tokens[at + 1].start == tokens[at].end
    before = at > 0 and tokens[at - 1].end == tokens[at].start
    return after or not before


def _carried(attribution: Attribution, said: tuple[Span, ...]) -> Attribution:
    """The attribution of another sentence: its speaker has no place among this one's tokens."""
    return replace(attribution, speaker=Span(0, 0), said=said)


def _quoted(
    quotes: Sequence[Sequence[Quote]], own: Sequence[Sequence[Attribution]], found: Sequence[list[Attribution]]
) -> None:
    """Give every part of a quotation the speaker whom the sentence that closes (or opens) it names."""
    parts: dict[int, list[tuple[int, Span]]] = {}
    for index, inside in enumerate(quotes):
        for quote in inside:
            parts.setdefault(quote.number, []).append((index, quote.span))
    for places in parts.values():
        if len(places) < 2:
            continue
        for index, span in (places[-1], places[0], *places[1:-1]):
            speakers = [a for a in own[index] if not a.previous and _quotes(a, span)]
            if speakers:
                for other, stretch in places:
                    if other != index:
                        found[other].extend(_carried(a, (stretch,)) for a in speakers)
                break


def _quotes(attribution: Attribution, span: Span) -> bool:
    """Whether the speaker stands outside a quotation that he is said to have said."""
    outside = attribution.speaker.end <= span.start or attribution.speaker.start >= span.end
    return outside and any(s.start < span.end and span.start < s.end for s in attribution.said)


def _continued(
    told: Sequence[Told], quotes: Sequence[Sequence[Quote]], found: Sequence[list[Attribution]], *, dropped: bool
) -> None:
    """Carry the last speaker on to sentences that show by their mood or verb that he still speaks."""
    last: list[Attribution] = []
    age = 0
    strangers = {q.number for t, inside in zip(told, quotes, strict=True) for q in inside if _stranger(t, inside)}
    for index, (sentence, said) in enumerate(zip(told, found, strict=True)):
        whole = (Span(0, len(sentence.sentence.tokens)),)
        new = any(q.number in strangers for q in quotes[index])
        if not said and not new and last and age <= MEMORY and _goes_on(sentence, quotes[index], dropped=dropped):
            said.extend(_carried(a, whole) for a in last)
        if any(not a.asks for a in said):
            last, age = [a for a in said if not a.asks], 0
        else:
            age += 1


def _stranger(told: Told, quotes: Sequence[Quote]) -> bool:
    """Whether somebody whom no table knows is named as the one who is quoted: '..., said Smith'."""
    tokens = told.sentence.tokens
    for match in told.matches:
        inside = any(q.span.start <= match.first < q.span.end for q in quotes)
        if match.section != "attribution.said" or inside or match.last >= len(tokens):
            continue
        before = tokens[match.first - 1].text if match.first else ""
        if before in (",", *QUOTES, "-", "\u2013", "\u2014") and tokens[match.last].text[0].isupper():
            return True
    return False


def _goes_on(told: Told, quotes: Sequence[Quote], *, dropped: bool) -> bool:
    """Whether a sentence without a speaker is still told by the last one."""
    speaks = any(m.section == "anaphora" and m.payload in ("i", "we") for m in told.matches)
    if not speaks and any(m.section == "attribution.continued" for m in told.matches):
        return True
    tokens = told.sentence.tokens
    if quotes and quotes[0].span.start == 0 and quotes[-1].span.end >= len(tokens) - 1:
        return True
    if not dropped or any(m.section == "negation" for m in told.matches):
        return False
    return any(
        m.section == "attribution.said" and m.classes & _GIVEN and _subjectless(told, quotes, m) for m in told.matches
    )


def _subjectless(told: Told, quotes: Sequence[Quote], verb: Match) -> bool:
    """Whether no noun phrase stands before the verb, a quotation aside: nothing that an article or a name shows."""
    start = max((q.span.end for q in quotes if q.span.end <= verb.first), default=0)
    timed = {i for t in told.times for i in range(t.first, t.last)}
    nouns = {i for m in told.matches if m.section == "word.article" for i in range(m.first, m.last)} - timed
    nouns |= {i for a in told.actors for i in range(a.first, a.last)}
    return verb.first - start <= SHORT and nouns.isdisjoint(range(start, verb.first))
