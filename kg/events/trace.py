"""What became of each trigger of a document: the steps between a word that announces an event and a printed mention."""

from __future__ import annotations

from collections.abc import Sequence

from kg.events.document.plausible import plausible
from kg.events.extract import joined, told
from kg.model import AnnotatedSentence, Document, Match, Span, Trace


def trace(document: Document, annotated: Sequence[AnnotatedSentence]) -> Trace:
    """Extract the events of a document and keep every step; what it prints is what `extract` prints."""
    reports = told(document, annotated)
    return Trace(
        tuple(_span(s, m) for s in annotated for m in s.matches if m.section.startswith("trigger")),
        tuple(veto for sentence in annotated for veto in _vetoed(sentence)),
        tuple(reports.found),
        tuple(mention for mention in reports.found if not plausible(mention)),
        tuple(joined(document, annotated, reports)),
    )


def _span(sentence: AnnotatedSentence, match: Match) -> tuple[Span, str]:
    tokens = sentence.sentence.tokens
    return Span(tokens[match.first].start, tokens[match.last - 1].end), match.entry


def _vetoed(sentence: AnnotatedSentence) -> list[tuple[Span, str]]:
    hiding = [m for m in sentence.matches if m.section in ("veto", "neutral")]
    return [
        (_span(sentence, trigger)[0], veto.entry)
        for trigger in sentence.matches
        if trigger.section.startswith("trigger")
        for veto in hiding
        if veto.first < trigger.last and trigger.first < veto.last
    ]
