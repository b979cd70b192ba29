"""Event nouns that name an event told before: "Pence will attend the meeting", "the summit is now set for May"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.events.document.recalled import NEAR
from kg.events.identity.compatible import FAMILY, fits
from kg.events.sentence.places import ENCOUNTERS
from kg.events.sentence.scene import Scene
from kg.events.status.absence import attends
from kg.events.trigger.triggers import is_another
from kg.model import EventMention, EventType, Match, Participation, Role, Status

#: Section of the noun phrases that can but name an event told before: "the gathering", "this event".
TOLD = "told"
#: Rule of what such a phrase makes.
RULE = "anaphora.told"
#: What may stand behind the mark that ends a sentence.
_CLOSING = " \n\t\"')\u2019\u201c\u201d\u00bb"
#: What was to be and is not, until a text tells its new day.
_PUT_OFF = (Status.POSTPONED, Status.CANCELLED)


def named_again(scene: Scene, found: Sequence[EventMention]) -> list[Match]:
    """The noun phrases of a sentence that name an event told before and are no triggers by themselves."""
    if not any(m.type in ENCOUNTERS for m in found):
        return []
    others = scene.matches("trigger", "trigger.verbal", "veto", "neutral")
    phrases = [m for m in scene.matches(TOLD) if all(m.last <= o.first or o.last <= m.first for o in others)]
    return [m._replace(section="trigger", payload=(EventType.MEETING, "mutual", RULE)) for m in phrases]


def attending(scene: Scene, trigger: Match) -> bool:
    """Whether a clause tells who takes part in an event named before: "the talks were attended by X"."""
    if trigger.payload[0] not in ENCOUNTERS or scene.verbal(trigger) or not attends(scene, trigger):
        return False
    return any(m.first <= trigger.first < m.last for m in scene.matches(TOLD))


def recalled(scene: Scene, phrase: Match, mention: EventMention) -> EventMention | None:
    """What a phrase that can but name an event told before adds to it: who takes part, another one, or its day."""
    if mention.participants and attending(scene, phrase):
        return mention
    adds = mention.time is not None or is_another(scene, phrase)
    return replace(mention, participants=()) if adds else None  # who acts around it takes no part in it


def asks(quote: str) -> bool:
    """Whether a sentence is a question: it tells of nobody that he was there, and no day."""
    return quote.rstrip(_CLOSING).endswith("?")


def taken_part(mention: EventMention, clusters: Sequence[list[EventMention]]) -> EventMention | None:
    """Add those who take part in an event told before to its report; None where that is done.

    What was put off and is told to be held after all is a report of its own, with the parties of the first. Of whom it
    is only asked or supposed that he was there, nothing is told.
    """
    if len(mention.participants) == 1 and (mention.status is Status.HYPOTHETICAL or asks(mention.quote)):
        return None
    for cluster in reversed(clusters) if mention.participants else ():
        known = max(cluster, key=lambda m: len(m.participants))
        if not _alike(known, mention) or not 0 <= _gap(cluster, mention) <= NEAR:
            continue
        parts = _together(known, mention)
        if _set_anew(cluster, mention):
            return replace(mention, type=known.type, participants=parts)
        if fits(cluster, mention):
            told = dict.fromkeys((*known.evidence, *mention.evidence))
            time, place = known.time or mention.time, known.place or mention.place
            cluster[cluster.index(known)] = replace(
                known, participants=parts, time=time, place=place, evidence=tuple(told)
            )
            return None
    return mention


def put_off(mention: EventMention, clusters: Sequence[Sequence[EventMention]]) -> EventMention:
    """ "The summit is now set for May": what was put off or called off, with its new day."""
    unnamed = not mention.participants and mention.gathering is None and mention.time is not None
    for cluster in reversed(clusters) if unnamed and not asks(mention.quote) else ():
        known = max(cluster, key=lambda m: len(m.participants))
        if _alike(known, mention) and _set_anew(cluster, mention) and 0 <= _gap(cluster, mention) <= NEAR:
            return replace(mention, type=known.type, participants=known.participants)
    return mention


def _alike(known: EventMention, mention: EventMention) -> bool:
    """Whether a mention may name what another tells of, which names somebody: no meeting is a process of talks."""
    talks = mention.type is EventType.NEGOTIATION or FAMILY.get(known.type) == FAMILY.get(mention.type)
    return bool(known.participants) and {known.type, mention.type} <= ENCOUNTERS and talks


def _gap(cluster: Sequence[EventMention], mention: EventMention) -> int:
    """Characters from the last report of an event that stands before a mention; many where none does."""
    gaps = [mention.trigger.start - m.trigger.start for m in cluster if m.trigger.start < mention.trigger.start]
    return min(gaps, default=NEAR + 1)


def _set_anew(cluster: Sequence[EventMention], mention: EventMention) -> bool:
    """Whether a mention plans what was put off, and nothing told a new day of it yet."""
    return mention.status is Status.PLANNED and all(m.status in _PUT_OFF for m in cluster)


def _together(known: EventMention, mention: EventMention) -> tuple[Participation, ...]:
    """The parties of an event and those whom another report of it names besides, each once.

    A state that took part by its people stays a party beside the one of them who is named.
    """
    mine = {p.actor.key for p in known.participants}
    led = {p.actor.state for p in mention.participants}
    others = (replace(p, role=Role.PARTICIPANT) for p in mention.participants if p.actor.key not in mine)
    return (*(replace(p, headed=True) if p.actor.key in led else p for p in known.participants), *others)
