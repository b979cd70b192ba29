"""Journeys told with several goals: "flew first to Moscow, where he met X, and then in the evening to Tbilisi"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kg.events.intervals import read
from kg.events.scene import Scene
from kg.events.status import Verdict
from kg.model import (
    ActorKind,
    ActorMention,
    EventMention,
    EventType,
    Evidence,
    Match,
    Participation,
    PlaceMention,
    Role,
    Span,
)

#: `EventMention.serial` of the first further goal of a journey.
NEXT = 50
#: Tokens between the word that leads on ("then", "from there") and the next goal.
NEAR = 6
#: Tokens between a goal and a date behind it: "and then to Paris on Friday".
BEHIND = 1
_TOWARD = frozenset({"to", "in"})


def onward(scene: Scene, trigger: Match, mention: EventMention, published: date | None) -> list[EventMention]:
    """The visit a verb of motion tells, and those of the goals to which the journey goes on."""
    verbal = trigger.payload[1] == "visit" and bool(trigger.classes) and not scene.is_noun(trigger)
    visitors = [p for p in mention.participants if p.role is Role.VISITOR]
    goal = _goal(scene, trigger, mention) if verbal and mention.type is EventType.VISIT and visitors else None
    if goal is None:
        return [mention]
    goals = list(_further(scene, trigger, goal))
    others = {place.place.country for _, place in goals} - {goal.place.country}
    kept = tuple(p for p in mention.participants if p.role is Role.VISITOR or p.actor.key not in others)
    made = [replace(mention, participants=kept)]
    home = {p.actor.state for p in visitors}
    verdict = Verdict(mention.status, ())
    for number, (at, place) in enumerate(goals):
        host = next((m.actor for m in scene.annotated.actors if m.first == place.first and _is_state(m)), None)
        if place.place.country in home:
            continue  # "and then went home"
        last = place.last
        dates = [
            t for t in scene.annotated.times if (at <= t.first and t.last <= last) or 0 <= t.first - last <= BEHIND
        ]
        span = Span(scene.tokens[at].start, scene.tokens[last - 1].end)
        why = (
            Evidence("trigger", f"{mention.rule}: goes on", span.start, span.end),
            *(e for e in mention.evidence if e.aspect == "status"),
            *(Evidence("time", t.entry, t.start, t.end) for t in dates[:1]),
        )
        made.append(
            replace(
                mention,
                participants=(*visitors, *([Participation(host, Role.HOST)] if host is not None else [])),
                place=place.place,
                time=read(scene, trigger, dates[0], verdict, published) if dates else None,
                trigger=span,
                serial=NEXT + number,
                evidence=why,
            )
        )
    return made


def _is_state(mention: ActorMention) -> bool:
    return mention.actor.kind is ActorKind.STATE


def _goal(scene: Scene, trigger: Match, mention: EventMention) -> PlaceMention | None:
    """Where the journey leads first: the mention's place behind the verb, or among its parts or before it."""
    if mention.place is None:
        return None
    near = [p for p in scene.annotated.places if p.place.key == mention.place.key]
    return min(near, key=lambda p: abs(p.first - trigger.last), default=None)


def _further(scene: Scene, trigger: Match, goal: PlaceMention) -> Iterator[tuple[int, PlaceMention]]:
    """Further goals, each with the token at which the journey goes on to it."""
    owner, clause = scene.clauses.owner, scene.clauses.owner[trigger.first]
    last = goal
    for place in scene.annotated.places:
        if place.first < last.last or place.first < trigger.first or place.place.key == last.place.key:
            continue
        between = range(last.last, place.first)
        own = [v for v in scene.verbs if v.first in between and v.first >= trigger.last]
        if any(owner[v.first] == clause or not _aside(scene, v.first, clause) for v in own):
            return
        at = _leads_on(scene, between)
        if at is None or not scene.preposition(place.first) & _TOWARD:
            continue
        yield at, place
        last = place


def _aside(scene: Scene, token: int, clause: int) -> bool:
    """Whether a word stands in a relative clause on the journey's: "where he met X"."""
    own = scene.clauses.of(token)
    return own.kind == "relative" and own.parent == clause


def _added(scene: Scene, at: int) -> bool:
    """Whether a token is an "and", or whatever word stands right behind a comma."""
    return scene.is_word(at, "and") or "," in (scene.tokens[at].text, scene.tokens[at - 1].text)


def _leads_on(scene: Scene, between: range) -> int | None:
    """Where a journey goes on, close before its next goal: "then", "from there", or "and in the evening"."""
    words = [m.first for m in scene.matches("onward") if m.first in between]
    dated = [t.first for t in scene.annotated.times if t.first in between and _added(scene, t.first - 1)]
    found = [i for i in (*words, *dated) if between.stop - i <= NEAR]
    return min(found, default=None)
