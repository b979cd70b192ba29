"""Who took part in what was just told, in a sentence of its own: "Putin will also attend", "X led the delegation"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from kg.events.document.continued import BETWEEN
from kg.events.document.recalled import ENCOUNTERS
from kg.events.sentence.scene import Scene
from kg.model import (
    ActorKind,
    ActorMention,
    AnnotatedSentence,
    Document,
    EventMention,
    Evidence,
    Match,
    Participation,
    Span,
)
from kg.resources import lexicon

#: Section of the words that say so.
PRESENCE = "presence"
#: Who takes part; a group without a name adds nobody.
_PARTIES = (ActorKind.PERSON, ActorKind.STATE, ActorKind.ORGANISATION)
#: Function words behind which something else is named that one takes part in: "took part in the drills".
_ELSEWHERE = ("in", "to")


def present(
    document: Document, annotated: AnnotatedSentence, told: Sequence[EventMention], distance: int
) -> list[EventMention]:
    """A report of the encounter told last with those whom a sentence without an event of its own adds to it.

    `distance` counts the sentences since then.
    """
    shared = [m for m in told if m.type in ENCOUNTERS and m.participants]
    words = [m for m in annotated.matches if m.section == PRESENCE]
    if not shared or not words or not annotated.actors or distance > BETWEEN:
        return []
    scene = Scene(annotated, lexicon(document.lang))
    added = list({m.actor.key: m for word in words if _tells(scene, word) for m in _named(scene, word)}.values())
    if not any(m.actor.kind is ActorKind.PERSON or m.actor.key not in _keys(shared[-1]) for m in added):
        return []
    return [_joined_by(document, scene, shared[-1], words[0], added)]


def _keys(mention: EventMention) -> set[str]:
    return {p.actor.key for p in mention.participants}


def _tells(scene: Scene, word: Match) -> bool:
    """Whether a clause says that somebody is there, and not that he stays away or is somewhere else."""
    owner = scene.clauses.owner
    denied = any(owner[m.first] == owner[word.first] for m in scene.matches("negation", "absent"))
    elsewhere = any(scene.is_word(word.last, name) for name in _ELSEWHERE)
    return not denied and not elsewhere and scene.clauses.of(word.first).kind in ("main", "coordinate", "relative")


def _named(scene: Scene, word: Match) -> Iterator[ActorMention]:
    """Those whom the clause of a word names as its subject, or as by whom it is done."""
    owner = scene.clauses.owner
    for group in scene.groups:
        if owner[group.first] == owner[word.first] and (group.bare or "led_by" in group.marks):
            yield from (m for m in group.mentions if m.actor.kind in _PARTIES and m.via not in ("pronoun", "press"))


def _joined_by(
    document: Document, scene: Scene, model: EventMention, word: Match, added: Sequence[ActorMention]
) -> EventMention:
    sentence = scene.annotated.sentence
    span = Span(scene.tokens[word.first].start, scene.tokens[word.last - 1].end)
    return replace(
        model,
        start=sentence.start,
        end=sentence.end,
        quote=document.text[sentence.start : sentence.end],
        trigger=span,
        participants=tuple(Participation(m.actor) for m in added),
        serial=0,
        evidence=(
            Evidence("participant", f"{PRESENCE}: {word.entry}", span.start, span.end),
            *(Evidence("participant", f"{m.via}: {m.entry}", m.start, m.end) for m in added),
        ),
    )
