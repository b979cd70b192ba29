"""Arguments of a trigger: who takes part in which role, where, and when, read off the clause around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from kg.events.parties.around import look_around
from kg.events.parties.invited import bidden
from kg.events.parties.noun_parties import parties_of_noun
from kg.events.parties.sent import sent
from kg.events.parties.thanks import thanked
from kg.events.parties.verb_parties import parties_of_verb
from kg.events.sentence.coordination import heads
from kg.events.sentence.places import place_of
from kg.events.sentence.scene import Scene
from kg.events.status.verdict import Verdict
from kg.events.time.times import time_of
from kg.events.trigger.asked import COMPANY
from kg.events.trigger.named import date_of_name, town_of_name
from kg.model import Actor, ActorKind, ActorMention, EventType, Match, Participation, Place, Role, TimeMention
from kg.schema import NAMED, SEND

_ROLES = {
    "mutual": (Role.PARTICIPANT, Role.PARTICIPANT),
    "host": (Role.HOST, Role.GUEST),
    "visit": (Role.VISITOR, Role.HOST),
    "call": (Role.CALLER, Role.CALLEE),
    "mediate": (Role.MEDIATOR, Role.PARTICIPANT),
    "sign": (Role.SIGNATORY, Role.SIGNATORY),
}
#: Tokens before a place: "in", "in the city of".
_AT = 2
#: Frames of which the place may be a party: a visit's host, who signs during a visit to him.
_THERE = ("visit", "sign")


class Arguments(Struct, frozen=True):
    """What the clause says of an event's participants, place and time."""

    participants: tuple[Participation, ...]
    place: Place | None
    time: TimeMention | None
    spans: tuple[tuple[int, int, str], ...]
    """Offsets and entry of each actor mention used."""


def arguments(
    scene: Scene, trigger: Match, frame: str, verbal: bool, rivals: Sequence[Match], verdict: Verdict
) -> Arguments:
    """Collect the arguments of one trigger."""
    if frame == NAMED:  # who signed is not told with the name
        dated = date_of_name(scene, trigger) or time_of(scene, trigger, rivals, verdict)
        return Arguments((), town_of_name(scene, trigger), dated, ())
    around = look_around(scene, trigger, "host" if frame == SEND else frame, rivals)
    subjects, objects = parties_of_verb(around) if verbal else parties_of_noun(around)
    if frame == SEND:
        subjects, objects, frame = sent(around, subjects, objects), [], "visit"
    if (guest := thanked(around, verdict) or bidden(around)) is not None:
        subjects, objects = [guest], [m for m in objects if m.first >= trigger.first]
    place, place_tokens = place_of(scene, trigger, frame, rivals)
    if trigger.section == COMPANY and place_tokens is not None and _of_topic(trigger, place_tokens[0], objects):
        place, place_tokens = None, None
    subject_role, object_role = _ROLES[frame]
    parts: dict[str, Participation] = {}
    spans = []
    for mentions, role in ((subjects, subject_role), (objects, object_role)):
        for mention in mentions:
            if frame == "visit" and (mention.via == "demonym" or (mention.via == "capital" and role is Role.VISITOR)):
                continue  # people of a country travel, the country does not; a town is where they go
            there = place_tokens == (mention.first, mention.last) and frame not in _THERE
            if mention.party.key in parts or (there and not _convenes(mention, trigger)):
                continue
            headed = any(heads(scene, mention, other) for other in mentions)
            parts[mention.party.key] = Participation(mention.party, _own_role(mention, role, parts), headed)
            spans.append((mention.start, mention.end, f"{mention.via}: {mention.entry}"))
    if frame == "visit" and place is not None and not verbal:
        parts = _led(parts, place)
    if frame in ("visit", "host") and (host := receives(scene, place_tokens, parts)) is not None:
        parts[host[0].key] = Participation(host[0], Role.HOST)
        spans.append(host[1])
    return Arguments(tuple(parts.values()), place, time_of(scene, trigger, rivals, verdict), tuple(spans))


def _of_topic(trigger: Match, place: int, partners: Sequence[ActorMention]) -> bool:
    """Whether a place belongs to what is talked about: "discussed the war in Syria", not "with Putin in Sochi"."""
    ends = (trigger.last, *(m.last for m in partners))
    return place >= trigger.last and all(not 0 <= place - end <= _AT for end in ends)


def _convenes(mention: ActorMention, trigger: Match) -> bool:
    """Whether a state that hosts an event is a party all the same: of a conference, whose parties few texts tell."""
    return trigger.payload[0] is EventType.CONFERENCE and mention.via == "name"


def _own_role(mention: ActorMention, role: Role, parts: Mapping[str, Participation]) -> Role:
    """Who comes along is no host: "Macron arrived in Jerusalem with his minister Lecornu"."""
    if role is not Role.HOST or mention.actor.kind is not ActorKind.PERSON or mention.actor.state is None:
        return role
    home = {p.actor.state for p in parts.values() if p.role is Role.VISITOR}
    return Role.VISITOR if home == {mention.actor.state} else role


def _led(parts: Mapping[str, Participation], place: Place) -> dict[str, Participation]:
    """The parts of a visit of whose visitors only who comes along is known: "the trip to Rabat with minister X"."""
    if any(p.role is not Role.HOST or p.actor.kind is not ActorKind.PERSON for p in parts.values()):
        return dict(parts)
    away = {key for key, p in parts.items() if p.actor.state not in (None, place.country) and place.country is not None}
    return {key: replace(p, role=Role.VISITOR) if key in away else p for key, p in parts.items()}


def receives(
    scene: Scene, place: tuple[int, int] | None, parts: Mapping[str, Participation]
) -> tuple[Actor, tuple[int, int, str]] | None:
    """Where no host is named: the state whose capital a visitor goes to, in whose seat a guest is received; its span.

    Another town is the place of a visit, its state no party to it.
    """
    visitors = [p.actor for p in parts.values() if p.role is Role.VISITOR]
    guests = [p.actor for p in parts.values() if p.role is Role.GUEST]
    if not visitors + guests or any(p.role is Role.HOST for p in parts.values()):
        return None
    there = [m for m in scene.annotated.actors if (m.first, m.last) == place]
    found = next((m for m in there if (_is_seat(m) or (not guests and m.via == "capital"))), None)
    town = next((m for m in scene.annotated.places if (m.first, m.last) == place and m.state is not None), None)
    if found is not None:
        host, span = found.party, (found.start, found.end, f"{found.via}: {found.entry}")
    elif town is not None and town.state is not None and not guests:
        host, span = town.state, (town.start, town.end, "town: visited")
    else:
        return None
    return (host, span) if all(a.state != host.key for a in visitors + guests) else None


def _is_seat(mention: ActorMention) -> bool:
    """Whether a seat of government is named, which acts for its state: the White House."""
    return mention.actor.kind is ActorKind.ORGANISATION and mention.party.key == mention.actor.state
