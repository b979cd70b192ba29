"""Journeys told with several goals: "flew first to Moscow, where he met X, and then in the evening to Tbilisi"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from msgspec.structs import replace

from kg.events.sentence.scene import Scene
from kg.events.status.verdict import Verdict
from kg.events.time.intervals import read
from kg.model import (
    ActorKind,
    EventMention,
    EventType,
    Evidence,
    Match,
    Participation,
    PlaceMention,
    Role,
    Span,
    TimeMention,
)

#: `EventMention.serial` of the first further goal of a journey.
NEXT = 50
#: Tokens between the word that leads on ("then", "from there") and the next goal.
NEAR = 6
#: Tokens between a goal and a date behind it: "and then to Paris on Friday".
BEHIND = 1
#: Tokens between two goals of a list.
_LIST = 3
_TOWARD = frozenset({"to", "in"})


def onward(scene: Scene, trigger: Match, mention: EventMention, published: date | None) -> list[EventMention]:
    """The visit a verb of motion tells, and those of the goals to which the journey goes on, or that it lists."""
    visitors = [p for p in mention.participants if p.role is Role.VISITOR]
    goal = _goal(scene, trigger, mention) if mention.type is EventType.VISIT and visitors else None
    if goal is None:
        return [mention]
    goals = list(_further(scene, trigger, goal)) if scene.journey(trigger) else []
    listed = [] if goals else list(_listed(scene, trigger, goal))
    goals = goals or listed
    others = {place.place.country for _, place in goals} - {goal.place.country}
    kept = tuple(p for p in mention.participants if p.role is Role.VISITOR or p.actor.key not in others)
    home = {p.actor.state for p in visitors}
    made = [replace(mention, participants=kept)]
    for number, (at, place) in enumerate(goals):
        if place.place.country not in home:  # not "and then went home"
            stay = replace(mention, participants=_parties(scene, visitors, place), serial=NEXT + number)
            gone_on = _gone_on(scene, trigger, stay, range(at, place.last), place, published)
            made.append(replace(gone_on, time=mention.time) if listed else gone_on)
    return made


def each_host(scene: Scene, mention: EventMention) -> list[EventMention]:
    """ "A trip to Chile, Peru and Mexico": a visit to each of the states, in the town of it that is named."""
    states = [p for p in mention.participants if p.role is Role.HOST and p.actor.kind is ActorKind.STATE]
    visitors = [p for p in mention.participants if p.role is Role.VISITOR]
    if mention.type is not EventType.VISIT or len(states) < 2 or not visitors:
        return [mention]
    others = [p for p in mention.participants if p not in states]
    made = []
    for number, host in enumerate(states):
        own = (p.place for p in scene.annotated.places if p.place.country == host.actor.key)
        there = mention.place if mention.place is not None and mention.place.country == host.actor.key else None
        parts = tuple(p for p in mention.participants if p is host or p in others)
        place = there or next(own, None)
        made.append(replace(mention, participants=parts, place=place, serial=mention.serial + number))
    return made


def _gone_on(
    scene: Scene, trigger: Match, mention: EventMention, words: range, place: PlaceMention, published: date | None
) -> EventMention:
    """The visit to a further goal, with the date that stands among its words or behind them."""
    when = next((t for t in scene.annotated.times if _dates(t, words)), None)
    span = Span(scene.tokens[words.start].start, scene.tokens[words.stop - 1].end)
    why = [
        Evidence("trigger", f"{mention.rule}: goes on", span.start, span.end),
        *(e for e in mention.evidence if e.aspect == "status"),
    ]
    if when is not None:
        why.append(Evidence("time", when.entry, when.start, when.end))
    time = read(scene, trigger, when, Verdict(mention.status, ()), published) if when is not None else None
    return replace(mention, place=place.place, time=time, trigger=span, evidence=tuple(why))


def _dates(time: TimeMention, words: range) -> bool:
    """Whether a date stands among the words that lead to a goal, or right behind them."""
    return (words.start <= time.first and time.last <= words.stop) or 0 <= time.first - words.stop <= BEHIND


def _parties(scene: Scene, visitors: Sequence[Participation], goal: PlaceMention) -> tuple[Participation, ...]:
    """The visitors, and the state that a further goal names, as their host."""
    named = (m.actor for m in scene.annotated.actors if m.first == goal.first and m.actor.kind is ActorKind.STATE)
    return (*visitors, *(Participation(host, Role.HOST) for host in islice(named, 1)))


def _goal(scene: Scene, trigger: Match, mention: EventMention) -> PlaceMention | None:
    """Where the journey leads first: the mention's place behind the verb, or among its parts or before it."""
    if mention.place is None:
        return None
    near = [p for p in scene.annotated.places if p.place.key == mention.place.key]
    return min(near, key=lambda p: abs(p.first - trigger.last), default=None)


def _listed(scene: Scene, trigger: Match, goal: PlaceMention) -> Iterator[tuple[int, PlaceMention]]:
    """Towns that a list names with the first: "a visit to Berlin and Madrid"; a town and its state are one goal."""
    chain: list[PlaceMention] = [goal]
    if goal.place.key == goal.place.country or goal.first < trigger.first:
        return
    for place in (p for p in scene.annotated.places if p.first >= goal.last):
        gap = range(chain[-1].last, place.first)
        if not gap or len(gap) > _LIST or not all(scene.tokens[i].text == "," or _joins(scene, i) for i in gap):
            return
        if place.place.country != chain[-1].place.country:
            chain.append(place)
        if any(scene.is_word(i, "and") for i in gap):
            yield from ((town.first, town) for town in chain[1:] if town.place.key != town.place.country)
            return


def _joins(scene: Scene, token: int) -> bool:
    """Whether a token is but "and", "to" or an article."""
    return bool(scene.kinds.get(token, set()) & {"and", "article", *_TOWARD}) and not scene.is_verb(token)


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
        if any(v.last == at for v in own):
            continue  # "flew to Rome, where a tour begins that takes him then to Bern": that verb leads there
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
