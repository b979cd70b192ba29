"""A sentence without verb that goes on with the one before: "I spoke with Macron. And with the German chancellor."."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.events.groups import Group
from kg.events.scene import Scene
from kg.model import (
    ActorKind,
    AnnotatedSentence,
    Document,
    EventMention,
    EventType,
    Evidence,
    Participation,
    Role,
    Span,
)
from kg.resources import lexicon

#: Types that two sides share.
_SHARED = (EventType.MEETING, EventType.PHONE_CALL, EventType.NEGOTIATION)
#: Tokens at most before the preposition: "And also with".
OPENING = 2


def continued(document: Document, annotated: AnnotatedSentence, told: Sequence[EventMention]) -> list[EventMention]:
    """Mentions of a sentence that only names further partners of what the sentence before told; calls one by one."""
    model = next((m for m in reversed(told) if m.type in _SHARED and len(m.participants) > 1), None)
    opened = any(m.section == "word.with" and m.first <= OPENING for m in annotated.matches)
    if model is None or not opened:
        return []
    scene = Scene(annotated, lexicon(document.lang))
    groups = [g for g in scene.groups if "with" in g.marks]
    if scene.verbs or not groups or groups[0] is not scene.groups[0]:
        return []
    return _partners(document, scene, model, groups)


def _partners(document: Document, scene: Scene, model: EventMention, groups: Sequence[Group]) -> list[EventMention]:
    first = model.participants[0]
    role = Role.CALLEE if model.type is EventType.PHONE_CALL else model.participants[1].role
    named = [m for g in groups for m in g.mentions if m.actor.state != first.actor.state or m.actor.state is None]
    others = [Participation(m.party, role) for m in named if m.actor.kind is not ActorKind.GROUP]
    if not others:
        return []
    alone = model.type is EventType.PHONE_CALL
    sentence = scene.annotated.sentence
    span = Span(scene.tokens[0].start, scene.tokens[groups[0].first].end)
    made = replace(
        model,
        start=sentence.start,
        end=sentence.end,
        quote=document.text[sentence.start : sentence.end],
        trigger=span,
        evidence=(
            Evidence("trigger", f"{model.rule}: goes on", span.start, span.end),
            *(Evidence("participant", f"{m.via}: {m.entry}", m.start, m.end) for m in named),
        ),
    )
    sets = [(other,) for other in others] if alone else [tuple(others)]
    return [replace(made, participants=(first, *part), serial=number) for number, part in enumerate(sets)]
