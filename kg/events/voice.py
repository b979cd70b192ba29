"""What an office holder's own outlet tells of him: "I" is a party it need not name, today the day it need not give."""

from __future__ import annotations

from dataclasses import replace

from kg import edtf
from kg.events.arguments import Arguments
from kg.events.scene import Scene
from kg.events.status import Verdict
from kg.model import Actor, ActorKind, Document, EventType, Match, Participation, Status, TimeInterval

#: Prepositions before an event noun that only refers to what was told elsewhere.
_BACKGROUND = frozenset({"of", "about", "from", "for", "against"})


#: What an office holder's own text tells of himself where it names one other party.
_OWN = (EventType.MEETING, EventType.PHONE_CALL, EventType.NEGOTIATION)


#: What a state does with another, though its leader says "we".
_STATES = (EventType.NEGOTIATION, EventType.MEDIATION, EventType.AGREEMENT)


def with_voice(found: Arguments, scene: Scene, kind: EventType) -> Arguments:
    """ "A conversation with the prime minister of Canada": in an office holder's own text the other is he."""
    voice = scene.annotated.voice
    others = [p.actor for p in found.participants if voice is not None and p.actor.key != voice.key]
    home = scene.annotated.home
    if home is not None and kind in _STATES and 0 < len(others) < len(found.participants):
        foreign = all(actor.kind is ActorKind.STATE and actor.key != home.key for actor in others)
        return _for_his_state(found, voice, home) if foreign else found
    lone = len(found.participants) == 1 and found.participants[0].actor.kind is ActorKind.PERSON
    if voice is None or kind not in _OWN or not lone or found.participants[0].actor.state == voice.state:
        return found
    return replace(found, participants=(Participation(voice), *found.participants))


def _for_his_state(found: Arguments, voice: Actor | None, home: Actor) -> Arguments:
    """ "We negotiate with Russia", said by a president, is his state that does."""
    parts = (replace(p, actor=home) if p.actor == voice else p for p in found.participants)
    return replace(found, participants=tuple(parts))


def release_day(
    document: Document, scene: Scene, trigger: Match, verdict: Verdict, found: Arguments
) -> TimeInterval | None:
    """An office holder's own outlet reports what he did on the day it is issued, unless it says otherwise."""
    voice = scene.annotated.voice
    if voice is None or document.published is None or verdict.status not in (Status.HELD, Status.ONGOING):
        return None
    keys = {p.actor.key for p in found.participants}
    at_home = trigger.payload[0] is not EventType.AGREEMENT and (
        found.place is None or found.place.country == voice.state
    )
    took_part = voice.key in keys or (voice.state in keys and at_home)  # a delegation abroad may be there for days
    if scene.preposition(trigger.first) & _BACKGROUND:
        return None  # "the results of the visit", "agreements reached during it": told of before
    return edtf.day(document.published) if took_part else None
