"""Where something was that a text tells without its place: at a gathering told before, or where the text was filed."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import timedelta

from msgspec.structs import replace

from kg.events.sentence.places import GATHERINGS
from kg.events.sentence.scene import Scene
from kg.model import ActorKind, AnnotatedSentence, EventMention, EventType, Match, Place, Span, Status

#: What is held at a gathering.
HELD_AT = (EventType.MEETING, EventType.NEGOTIATION)
#: What may be told of the town in which a text was filed, and days that it lies back at most.
_FILED = (*HELD_AT, *GATHERINGS, EventType.MEDIATION, EventType.AGREEMENT)
LATELY = timedelta(days=2)


def at_gathering(scene: Scene, trigger: Match, rivals: Sequence[Match]) -> bool:
    """Whether an event is held at a gathering that its clause speaks of: "on the sidelines of the summit"."""
    if trigger.payload[0] not in HELD_AT:
        return False
    clauses = scene.clauses
    merely = (m for m in scene.matches("trigger") if scene.aside(m) is not None)  # which announces nothing by itself
    for noun in (r for r in (*rivals, *merely) if r.payload[0] in GATHERINGS and not scene.verbal(r)):
        home = clauses.of(noun.first)
        told = any(clauses.owner[v.first] == home.number for v in scene.verbs)  # "when they held a summit"
        during = home.kind == "during" and home.parent == clauses.owner[trigger.first] and not told
        governed = scene.preposition(noun.first) | scene.kinds.get(noun.first - 1, set())
        beside = home.number == clauses.owner[trigger.first] and "in" in governed
        if during or beside:
            return True
    return False


def placed(
    mentions: Sequence[EventMention], annotated: Sequence[AnnotatedSentence], beside: Set[Span]
) -> list[EventMention]:
    """Mentions with the place that the text around them gives, where their own sentence gives none."""
    found = [_at_the_gathering(m, mentions) if m.trigger in beside else m for m in mentions]
    return [_where_filed(m, annotated) if m.place is None else m for m in found]


def _at_the_gathering(mention: EventMention, mentions: Sequence[EventMention]) -> EventMention:
    """What is held beside a gathering is in its town, where the text has told of gatherings in one town only."""
    gatherings = (m.place for m in mentions if m.type in GATHERINGS and m.start <= mention.start)
    towns = {p.key: p for p in gatherings if p is not None}
    if mention.place is not None or len(towns) != 1:
        return mention
    return replace(mention, place=next(iter(towns.values())))


def _where_filed(mention: EventMention, annotated: Sequence[AnnotatedSentence]) -> EventMention:
    """What was held in these days and is told without a place was where the text was filed, if one of there took part.

    So it is with a summit of many, too. Who agrees may do so from afar: a person of the state must have.
    """
    sentence = next((a for a in annotated if a.sentence.start == mention.start), None)
    if sentence is None or sentence.filed is None or mention.type not in _FILED or not _lately(mention):
        return mention
    elsewhere = {p.place.key for p in sentence.places if p.place.key != p.place.country} - {sentence.filed.key}
    if elsewhere or not _of_there(mention, sentence.filed, sentence.housed):
        return mention
    return replace(mention, place=sentence.filed)


def _lately(mention: EventMention) -> bool:
    """Whether something was held on one of the days before the issue of the text, or goes on."""
    time, day = mention.time, mention.published
    if mention.status not in (Status.HELD, Status.ONGOING) or time is None or day is None:
        return False
    return time.start is not None and time.end is not None and day - LATELY <= time.start <= time.end <= day


def _of_there(mention: EventMention, place: Place, housed: Set[str]) -> bool:
    """Whether somebody of the state of a town takes part, or of a body that has its seat there.

    Of so many as come to a gathering no one of there need be named.
    """
    actors = [p.actor for p in mention.participants]
    if mention.type is EventType.AGREEMENT:
        actors = [a for a in actors if a.kind is ActorKind.PERSON]
    return mention.type in GATHERINGS or any(place.country in (a.key, a.state) or a.key in housed for a in actors)
