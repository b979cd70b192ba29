"""A sentence without verb that goes on with one before: "I spoke with Macron. And with the German chancellor."."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.events.sentence.groups import Group, flat
from kg.events.sentence.scene import Scene
from kg.model import (
    ActorKind,
    ActorMention,
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
#: Sentences that may stand between a report and a list of its further partners: "I thanked him."
BETWEEN = 2


def continued(
    document: Document, annotated: AnnotatedSentence, told: Sequence[EventMention], distance: int
) -> list[EventMention]:
    """Mentions of a sentence that only names further partners of what a sentence before told; calls one by one.

    `distance` counts the sentences since then; behind another one it must name people and nothing else. A report whose
    partners have no name ("I spoke with leaders") is spelt out by such a list in any case; one that names some only
    goes on in the case that the preposition asked for.
    """
    shared = [m for m in told if m.type in _SHARED and m.participants]
    if not shared or not annotated.actors or distance > BETWEEN:
        return []
    scene = Scene(annotated, lexicon(document.lang))
    if scene.verbs or not scene.groups:
        return []
    model, alone = shared[-1], all(p.actor.kind is ActorKind.GROUP for p in shared[-1].participants[1:])
    opened = any(m.section == "word.with" and m.first <= OPENING for m in annotated.matches)
    listed = _only_names(scene, opened=opened)
    if opened and (listed or distance == 0) and (listed or not alone):
        groups = [g for g in scene.groups if "with" in g.marks or listed]
        return _partners(document, scene, model, groups) if groups and groups[0] is scene.groups[0] else []
    spelt = alone and len(flat(scene.groups)) > 1
    if listed and (spelt or (not alone and scene.groups[0].oblique)):
        return _partners(document, scene, model, scene.groups)
    return []


def _only_names(scene: Scene, *, opened: bool) -> bool:
    """Whether a sentence is a list of persons, with nothing before it but what leads up to a "with"."""
    named = {i for g in scene.groups for m in g.mentions for i in range(m.first, m.last)}
    linked = {i for i in range(len(scene.tokens)) if scene.is_word(i, "and") or scene.is_word(i, "with")}
    begin = scene.groups[0].first if opened else 0
    rest = (i for i, t in enumerate(scene.tokens) if i >= begin and t.text.isalnum())
    persons = all(m.actor.kind is ActorKind.PERSON and m.via != "pronoun" for g in scene.groups for m in g.mentions)
    return persons and all(i in named or i in linked for i in rest)


def _partners(document: Document, scene: Scene, model: EventMention, groups: Sequence[Group]) -> list[EventMention]:
    first = model.participants[0]
    doer = [e for e in model.evidence if e.aspect == "participant" and e.start < model.trigger.start]
    if not doer and scene.annotated.voice != first.actor:
        return []  # who spoke with him is not known
    role = Role.CALLEE if model.type is EventType.PHONE_CALL else model.participants[-1].role
    named = [m for g in groups for m in g.mentions if m.actor.state != first.actor.state or m.actor.state is None]
    others = [Participation(m.party, role) for m in named if m.actor.kind is not ActorKind.GROUP]
    if not others:
        return []
    each = model.type is EventType.PHONE_CALL
    span = Span(scene.tokens[0].start, scene.tokens[groups[0].first].end)
    why = (Evidence("trigger", f"{model.rule}: goes on", span.start, span.end), *doer)
    made = retold(document, scene, model, span, why, named)
    sets = [(other,) for other in others] if each else [tuple(others)]
    return [replace(made, participants=(first, *part), serial=number) for number, part in enumerate(sets)]


def retold(
    document: Document,
    scene: Scene,
    model: EventMention,
    trigger: Span,
    why: Sequence[Evidence],
    named: Sequence[ActorMention],
) -> EventMention:
    """A report as another sentence goes on to tell of its event: its words, and as evidence `why` and whom it names."""
    sentence = scene.annotated.sentence
    return replace(
        model,
        start=sentence.start,
        end=sentence.end,
        quote=document.text[sentence.start : sentence.end],
        trigger=trigger,
        evidence=(*why, *(Evidence("participant", f"{m.via}: {m.entry}", m.start, m.end) for m in named)),
    )
