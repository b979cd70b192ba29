"""Whether a mention is of something between states: a meeting of one government with itself is no diplomacy."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.events.document.merge import dated_treaty, located
from kg.events.identity.compatible import FINAL
from kg.events.parties.peers import PEER
from kg.model import LEADS, SHARES, STRIFE, Actor, ActorKind, EventMention, EventType, Role, Status
from kg.resources import lexicon

#: Types that need parties of more than one state (or an organisation): without them the event is domestic.
RELATIONAL = frozenset(
    {
        EventType.MEETING,
        EventType.SUMMIT,
        EventType.PHONE_CALL,
        EventType.NEGOTIATION,
        EventType.MEDIATION,
        EventType.AGREEMENT,
        EventType.VISIT,
    }
)


#: How the tables end the keys of groups of leaders.
_LEADERS = "leaders"
#: What a group of states does by itself: "the Arab foreign ministers met in Cairo".
_GATHERINGS = (EventType.MEETING, EventType.SUMMIT)


def diplomatic(mentions: Sequence[EventMention]) -> list[EventMention]:
    """The mentions of a text that are of something between states.

    What names no party and no gathering of a name, or one leader alone, is taken beside others that do: alone, a
    conference may be of astronomers.
    """
    kept = [m for m in mentions if plausible(m)]
    alone = all(_nameless(m) or _of_one(m) for m in kept)
    return [m for m in kept if dated_treaty(m)] if alone else kept


def _nameless(mention: EventMention) -> bool:
    """Whether a mention names neither a party nor a gathering of a name."""
    return not mention.participants and mention.gathering is None


def _of_one(mention: EventMention) -> bool:
    """Whether a summit has one leader and no place or day: such is a party's, too ("the summit that X called")."""
    people = [p for p in mention.participants if p.actor.kind is ActorKind.PERSON]
    bare = mention.place is None and mention.time is None and mention.gathering is None
    done = mention.type is EventType.SUMMIT and mention.status in (Status.HELD, None)
    return done and bare and len(people) == len(mention.participants) == 1


def plausible(mention: EventMention) -> bool:
    """Whether a mention is diplomatic: somebody takes part, and not only one state with itself."""
    actors = [p.actor for p in mention.participants]
    if _nameless(mention):
        return dated_treaty(mention) or located(mention)
    if mention.type in (EventType.CONFERENCE, EventType.APPOINTMENT):
        return bool(actors) or mention.gathering is not None
    if mention.type is EventType.CONFLICT:  # states wage war; whom a person attacks, he mostly attacks with words
        actors = [a for a in actors if a.kind is not ActorKind.PERSON]
    if mention.type not in RELATIONAL:  # an act of one state towards another
        bodies = {a.key for a in actors if a.kind is not ActorKind.PERSON and a.state is None}
        return len(bodies | {a.state for a in actors if a.state is not None}) > 1
    if mention.type is EventType.VISIT:
        return _foreign_visit(mention, actors)
    if all(p.role is Role.GUEST and p.actor.kind is ActorKind.STATE for p in mention.participants) and actors:
        return False  # states that nobody receives: what was received is a thing
    states = {a.state for a in actors}
    broad = (ActorKind.ORGANISATION, ActorKind.GROUP)
    if any(a.kind in broad and a.state is None for a in actors) or mention.gathering is not None:
        if len(actors) != 1:
            return bool(actors) or mention.gathering is not None
        if mention.type is EventType.AGREEMENT:  # "the Treaty of Rome that founded the EEC" of 1957
            return actors[0].kind is ActorKind.ORGANISATION and dated_treaty(mention)
        gathered = mention.type in _GATHERINGS and (mention.place is not None or mention.time is not None)
        there = mention.type is EventType.NEGOTIATION and mention.place is not None
        gathered = gathered or (there and _leaders(actors[0]))
        if mention.type is EventType.PHONE_CALL:  # its members met by video link
            return mention.time is not None and mention.participants[0].role is Role.PARTICIPANT
        return gathered or actors[0].kind is not ActorKind.GROUP
    known = states - {None}
    if len(known) >= 2:
        return True
    if len(actors) >= 2 and _of_two_states(mention):
        return True
    if _make_peace(mention, actors):
        return True
    if len(actors) >= 2 and not _one_delegation(actors):
        unknown = [a for a in actors if a.state is None and a.kind is not ActorKind.PERSON]
        return bool(unknown) and mention.type not in (EventType.MEETING, EventType.PHONE_CALL) and bool(known)
    summit = mention.type is EventType.SUMMIT and not _spoken_of(mention)
    return bool(known) and (summit or _anchored(mention) or _states_business(mention))


def _of_two_states(mention: EventMention) -> bool:
    """Whether the words tell of two states, of which we know one at most.

    "The minister received his Russian counterpart"; "the foreign ministers X and Y".
    """
    sharing = any(e.aspect == "participant" and e.entry.endswith(SHARES) for e in mention.evidence)
    sharing = sharing and any(p.actor.state is None for p in mention.participants)
    return sharing or any(e.aspect == PEER for e in mention.evidence)


def _make_peace(mention: EventMention, actors: Sequence[Actor]) -> bool:
    """Whether two negotiate or agree in a third state, as those who fight each other at home do."""
    people = len(actors) >= 2 and all(a.kind is ActorKind.PERSON for a in actors)
    country, homes = mention.place.country if mention.place is not None else None, {a.state for a in actors}
    abroad = country is not None and country not in homes and bool(homes - {None})
    if any(e.aspect == "participant" and e.entry.endswith(LEADS) for e in mention.evidence):
        return people and bool(homes - {None})  # "met the rebel leader X"
    return people and abroad and mention.type in (EventType.NEGOTIATION, EventType.AGREEMENT)


def _one_delegation(actors: Sequence[Actor]) -> bool:
    """Whether all are a state and its own people: "a Polish delegation led by minister X" is one party."""
    homes = {a.state for a in actors}
    return len(homes) == 1 and sum(a.kind is ActorKind.STATE for a in actors) == 1


def _spoken_of(mention: EventMention) -> bool:
    """Whether the one party is who speaks of a summit, of which nothing else is told: that he takes part is a guess."""
    speakers = {actor.key for actor in mention.originators}
    people = all(p.actor.kind is ActorKind.PERSON and p.actor.key in speakers for p in mention.participants)
    return people and mention.place is None and mention.time is None


def _anchored(mention: EventMention) -> bool:
    """Whether a mention that names one party says when or where, and whether it is abroad: others are left unnamed."""
    home = {p.actor.state for p in mention.participants}
    country = mention.place.country if mention.place is not None else None
    abroad = country is not None and country not in home  # a town in no table may be at home
    if mention.type is EventType.MEDIATION and all(p.role is Role.MEDIATOR for p in mention.participants):
        told = mention.place is not None and mention.time is not None  # "a mediation begun in Lome in May"
        state = mention.status is Status.ONGOING and all(p.actor.kind is ActorKind.STATE for p in mention.participants)
        return abroad or told or state
    return mention.type in (EventType.MEETING, EventType.NEGOTIATION, EventType.MEDIATION) and abroad


def _states_business(mention: EventMention) -> bool:
    """Whether a state is told to have negotiated or agreed, with time or place: with whom is left unsaid."""
    state = all(p.actor.kind is not ActorKind.PERSON for p in mention.participants)
    at_home = any(e.aspect == "participant" and e.entry.startswith(STRIFE) for e in mention.evidence)
    told = mention.status is not None and (at_home or mention.time is not None or mention.place is not None)
    return state and told and mention.type in (EventType.NEGOTIATION, EventType.AGREEMENT)


def _leaders(actor: Actor) -> bool:
    """Whether an actor is the leaders of several states ("African leaders"), who travel as states do not."""
    return actor.kind is ActorKind.GROUP and actor.key.endswith(_LEADERS)


def _of_bodies(actor: Actor, *, sent: bool) -> bool:
    """Whether an actor of no state travels for several, or for an organisation: its delegation, or a known person."""
    known = actor.kind is ActorKind.PERSON and actor.key.startswith("Q")
    return known or _leaders(actor) or (sent and actor.kind is ActorKind.ORGANISATION)


def _sends(mention: EventMention) -> bool:
    """Whether somebody is named who travels for a state: its delegation, officials, lawmakers; not its troops."""
    named = (e.entry for e in mention.evidence if e.aspect == "participant")
    return any(entry.startswith(("body", "office", "group")) and entry not in _armed(mention.lang) for entry in named)


@cache
def _armed(lang: str) -> frozenset[str]:
    """The entries, as evidence names them, of a language's words for armed bodies."""
    return frozenset(f"{kind}: {kind}: {pattern}" for pattern in lexicon(lang).armed for kind in ("body", "group"))


def _foreign_visit(mention: EventMention, actors: Sequence[Actor]) -> bool:
    """Whether a visitor goes abroad: one of a state, or a delegation that an organisation sends."""
    visitors = [p.actor for p in mention.participants if p.role in (Role.VISITOR, Role.GUEST)]
    if not visitors:
        others = [p.actor for p in mention.participants if p.role is not Role.HOST]  # hosts alone have no visitor
        return mention.place is not None and any(a.state != mention.place.country for a in others)
    called_off = mention.status in FINAL and mention.place is None and all(a in visitors for a in actors)
    if called_off and all(a.kind is ActorKind.PERSON and a.state is not None for a in visitors):
        return True  # "a visit by the Chinese foreign minister was put off": to whom is left unsaid
    if all(a.kind is ActorKind.STATE for a in visitors) and not _sends(mention):
        return False  # "Russia came to us": a state does not travel, and its army is no guest
    sent = _sends(mention)
    home = {a.state or (a.key if _of_bodies(a, sent=sent) else None) for a in visitors} - {None}
    hosts = {a.state for a in actors if a not in visitors} - {None}
    where = {mention.place.country} if mention.place is not None and mention.place.country else set()
    region = mention.place is not None and mention.place.country is None and mention.place.listed  # "a tour of Europe"
    region = region or any(a.kind is ActorKind.GROUP for a in actors if a not in visitors)  # "of the Middle East"
    return bool(home) and (region or bool((hosts | where) - home) or len(home) > 1)
