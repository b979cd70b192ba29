"""What is done after talks, or the news conference on them, is none of those: "after it the two met briefly"."""

from __future__ import annotations

from kg.events.identity.compatible import IN_TURN
from kg.events.identity.facts import ORDER
from kg.events.sentence.places import GATHERINGS
from kg.events.sentence.scene import Scene
from kg.events.trigger.triggers import TALKS
from kg.model import Evidence, Match


def afterwards(scene: Scene, trigger: Match) -> tuple[Evidence, ...]:
    """The words that place an encounter after a news conference, if any do."""
    if trigger.payload[0] not in (*TALKS, *GATHERINGS):
        return ()
    clause = scene.clauses.of(trigger.first).number
    for noun in scene.matches("news_conference"):
        home = scene.clauses.of(noun.first)
        opened = home.kind == "after" and home.parent == clause
        opened = opened and not any(scene.clauses.owner[v.first] == home.number for v in scene.verbs)
        if opened or (home.number == clause and "behind" in scene.preposition(noun.first)):
            first = home.first if opened else noun.first
            entry = f"news_conference: {noun.entry}"
            return (Evidence(ORDER, entry, scene.tokens[first].start, scene.tokens[noun.last - 1].end),)
    return _in_turn(scene, trigger)


def _in_turn(scene: Scene, trigger: Match) -> tuple[Evidence, ...]:
    """The event noun that a verb of meeting follows: "after the summit she met X" tells of two encounters."""
    if not scene.verbal(trigger):
        return ()
    clause = scene.clauses.of(trigger.first).number
    for noun in scene.matches("trigger"):
        if noun.classes or noun.payload[0] not in (*TALKS, *GATHERINGS) or noun.last > trigger.first:
            continue
        home = scene.clauses.of(noun.first)
        framing = home.kind == "after" and home.parent == clause
        if framing or (home.number == clause and "behind" in scene.preposition(noun.first)):
            span = (scene.tokens[noun.first].start, scene.tokens[noun.last - 1].end)
            return (Evidence(IN_TURN, f"{noun.payload[2]}: {noun.entry}", *span),)
    return ()
