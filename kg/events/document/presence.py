"""Who took part in what was just told, in a sentence of its own: "Putin will also attend", "X led the delegation"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from kg.events.document.anaphora import TOLD, asks
from kg.events.document.continued import BETWEEN, retold
from kg.events.identity.compatible import REAL
from kg.events.sentence.places import ENCOUNTERS
from kg.events.sentence.scene import Scene
from kg.events.status.status import judge
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
#: How the keys of groups of states begin in the tables.
_REGION = "group/"
#: Function words behind which something else is named that one takes part in: "took part in the drills".
_ELSEWHERE = ("in", "to")
#: Tokens in which a noun phrase begins: an article, and what it goes with.
_NOUN = 2


def present(
    document: Document, annotated: AnnotatedSentence, told: Sequence[EventMention], distance: int
) -> list[EventMention]:
    """A report of the encounter told last with those whom a sentence without an event of its own adds to it.

    `distance` counts the sentences since then.
    """
    shared = [m for m in told if m.type in ENCOUNTERS]
    words = [m for m in annotated.matches if m.section == PRESENCE]
    if not shared or not words or not annotated.actors or distance > BETWEEN:
        return []
    if asks(document.text[annotated.sentence.start : annotated.sentence.end]):
        return []
    scene = Scene(annotated, lexicon(document.lang))
    words = [word for word in words if _tells(scene, word) and _as_told(scene, word, shared[-1])]
    added = list({m.actor.key: m for word in words for m in _named(scene, word)}.values())
    if not any(m.actor.kind is ActorKind.PERSON or m.actor.key not in _keys(shared[-1]) for m in added):
        return []
    return [_joined_by(document, scene, shared[-1], words[0], added)]


def named_by(reports: Sequence[EventMention], told: Sequence[EventMention]) -> dict[str, EventMention]:
    """What was told last, where it named nobody, with those whom another sentence names; by `EventMention.key`.

    One trigger may tell of several: "a meeting on Monday in Rome and on Tuesday in Oslo. France and Spain took part".
    """
    shared = [m for m in told if m.type in ENCOUNTERS]
    if not reports or not shared or shared[-1].participants:
        return {}
    parts = reports[0].participants
    if len(parts) < 2 and all(p.actor.kind is ActorKind.PERSON for p in parts):
        return {}  # a conference at which one minister was present may be of anybody
    named = [e for e in reports[0].evidence if e.aspect == "participant"]
    lacking = (m for m in shared if m.trigger == shared[-1].trigger and not m.participants)
    return {m.key: replace(m, participants=parts, evidence=(*m.evidence, *named)) for m in lacking}


def _keys(mention: EventMention) -> set[str]:
    return {p.actor.key for p in mention.participants}


def _tells(scene: Scene, word: Match) -> bool:
    """Whether a clause says that somebody is there, and not that he stays away or is somewhere else."""
    owner = scene.clauses.owner
    hidden = {i for m in scene.matches("neutral") for i in range(m.first, m.last)}  # "not only"
    denying = (m for m in scene.matches("negation", "absent") if m.first not in hidden)
    denied = any(owner[m.first] == owner[word.first] for m in denying)
    elsewhere = any(scene.is_word(word.last, name) for name in _ELSEWHERE) or _attends_else(scene, word)
    return not denied and not elsewhere and scene.clauses.of(word.first).kind in ("main", "coordinate", "relative")


def _attends_else(scene: Scene, word: Match) -> bool:
    """Whether what somebody attends is named right behind, and is not the event told: "also attended the wedding"."""
    attended = any(m.first < word.last <= m.last for m in scene.matches("attend"))
    behind = range(word.last, word.last + _NOUN)
    doer = any(g.first in behind for g in scene.groups)  # "asistieron los ministros de Francia"
    told = any(m.first in behind for m in scene.matches(TOLD))
    return attended and scene.is_word(word.last, "article") and not doer and not told


def _as_told(scene: Scene, word: Match, model: EventMention) -> bool:
    """Whether somebody is said to be there as the event is said to be: not "wanted to take part" in what was held."""
    status = judge(scene, word._replace(payload=(model.type, "mutual", PRESENCE)), True, []).status
    return status in (None, model.status) or {status, model.status} <= REAL


def _named(scene: Scene, word: Match) -> Iterator[ActorMention]:
    """Those whom the clause of a word names as its subject, or as by whom it is done; not who says so."""
    owner, saying = scene.clauses.owner, [a.speaker for a in scene.annotated.attributions]
    for group in scene.groups:
        if any(s.start <= group.first < s.end for s in saying):
            continue
        if owner[group.first] == owner[word.first] and (group.bare or "led_by" in group.marks):
            parties = (m for m in group.mentions if m.actor.kind in _PARTIES or m.actor.key.startswith(_REGION))
            yield from (m for m in parties if m.via not in ("pronoun", "press"))


def _joined_by(
    document: Document, scene: Scene, model: EventMention, word: Match, added: Sequence[ActorMention]
) -> EventMention:
    span = Span(scene.tokens[word.first].start, scene.tokens[word.last - 1].end)
    why = (Evidence("participant", f"{PRESENCE}: {word.entry}", span.start, span.end),)
    made = retold(document, scene, model, span, why, added)
    return replace(made, participants=tuple(Participation(m.actor) for m in added), serial=0)
