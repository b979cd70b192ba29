"""Talks that are still to begin: "agreed to start negotiations on trade" tells of a process, not of the day's talks."""

from __future__ import annotations

from kg.events.identity.facts import LAUNCH, PENDING
from kg.events.sentence.scene import Scene
from kg.model import EventType, Evidence, Match, Status

#: Tokens between the verb and its noun: an article, attributes.
NEAR = 3


def to_begin(scene: Scene, trigger: Match, status: Status | None) -> tuple[Evidence, ...]:
    """The infinitive of beginning that carries a noun for talks, if one does."""
    if trigger.payload[0] is not EventType.NEGOTIATION or status not in PENDING or scene.verbal(trigger):
        return ()
    begun = {m.first: m for m in scene.matches("beginning")}
    owner = scene.clauses.owner
    for verb in scene.verbs:
        near = 0 <= trigger.first - verb.last <= NEAR and owner[verb.first] == owner[trigger.first]
        if near and verb.tense == "infinitive" and verb.first in begun:
            words = scene.tokens[verb.first : verb.last]
            return (Evidence(LAUNCH, f"beginning: {begun[verb.first].entry}", words[0].start, words[-1].end),)
    return ()
