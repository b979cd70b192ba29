"""Parties, place and time that a sentence leaves out because the document told them before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from kg.events.identity.compatible import FAMILY, REAL, compatible_times, same_parties
from kg.events.sentence.places import ENCOUNTERS
from kg.events.status.bygone import recalled
from kg.model import Actor, ActorKind, EventMention, EventType, Role, Status

#: Families whose events need two parties.
_MUTUAL = ("encounter", "call", "negotiation")
#: Characters between an agreement and the talks that led to it, where it names one party of them, and where none.
NEAR, NEXT = 800, 300


def completed(mention: EventMention, clusters: Sequence[Sequence[EventMention]]) -> EventMention:
    """ "Such meetings", "the talks": an encounter that names one party or none takes those of the one told before."""
    family = FAMILY.get(mention.type)
    if mention.type is EventType.AGREEMENT:
        return _agreed(mention, clusters)
    if family not in _MUTUAL or len(mention.participants) > 1 or mention.gathering is not None:
        return mention
    mine = {p.actor.key for p in mention.participants}
    for cluster in reversed(clusters):
        known = max((m.participants for m in cluster), key=len)
        same = FAMILY.get(cluster[0].type) == family and mine and mine <= {p.actor.key for p in known}
        if same and all(compatible_times(m.time, mention.time) for m in cluster):
            return replace(mention, participants=known)
    return mention


def with_visitor(mention: EventMention, clusters: Sequence[Sequence[EventMention]]) -> EventMention:
    """ "Then came the meeting with Renzi": in the report of a visit to his state, the other party is the visitor."""
    if mention.type is not EventType.MEETING or not mention.participants:
        return mention
    if len({p.actor.state for p in mention.participants}) > 1:
        return mention  # two sides are named
    party = mention.participants[0]
    for cluster in reversed(clusters):
        for visit in cluster if cluster[0].type is EventType.VISIT else ():
            to = {visit.place.country if visit.place else None} | {
                p.actor.state for p in visit.participants if p.role is Role.HOST
            }
            guests = [p for p in visit.participants if p.role is Role.VISITOR and p.actor.state not in to]
            host = party.actor.kind is ActorKind.PERSON and party.actor.state in to - {None}
            host = host and (mention.place is None or mention.place.country in to)
            alike = (visit.status in REAL) == (mention.status in REAL) and compatible_times(visit.time, mention.time)
            if host and guests and alike and 0 <= mention.trigger.start - visit.trigger.start <= 2 * NEAR:
                visitors = (replace(g, role=Role.PARTICIPANT) for g in guests)
                return replace(mention, participants=(*visitors, *mention.participants))
    return mention


def of_the_visit(mention: EventMention, clusters: Sequence[Sequence[EventMention]]) -> EventMention:
    """ "He arrived in Kyiv. Talks are to be held on Tuesday": with a day, they are guest's and host's."""
    dated = mention.time is not None and mention.type in (EventType.MEETING, EventType.NEGOTIATION)
    if not dated or mention.participants or mention.gathering is not None:
        return mention
    for cluster in reversed(clusters):
        visit = cluster[0]
        gap = min(mention.trigger.start - m.trigger.start for m in cluster)
        if visit.type is not EventType.VISIT or not 0 <= gap <= NEXT:
            continue
        sides = {role: [p for p in visit.participants if p.role is role] for role in (Role.VISITOR, Role.HOST)}
        if all(sides.values()):
            both = (replace(p, role=Role.PARTICIPANT) for side in sides.values() for p in side)
            return replace(mention, participants=tuple(both), place=mention.place or visit.place)
    return mention


def invited(mention: EventMention, clusters: Sequence[Sequence[EventMention]]) -> EventMention:
    """ "Invited to visit our country": whom one has just met or called, where the sentence names no guest."""
    hosts = {k for p in mention.participants if p.role is Role.HOST for k in (p.actor.key, p.actor.state) if k}
    open_ = mention.type is EventType.VISIT and mention.status is Status.PROPOSED
    if not open_ or not hosts or any(p.role is not Role.HOST for p in mention.participants):
        return mention
    for cluster in reversed(clusters):
        talks = max(cluster, key=lambda m: len(m.participants))
        gap = min(mention.trigger.start - m.trigger.start for m in cluster)
        others = [p for p in talks.participants if p.actor.kind is ActorKind.PERSON and p.actor.state not in hosts]
        if FAMILY.get(talks.type) in _MUTUAL and len(others) == 1 and 0 <= gap <= NEXT:
            return replace(mention, participants=(*mention.participants, replace(others[0], role=Role.GUEST)))
    return mention


def of_the_same(mention: EventMention, clusters: Sequence[Sequence[EventMention]]) -> EventMention:
    """Another event of a kind, with the parties of the one told right before: "the last one was held in Madrid"."""
    mine = {p.actor.key for p in mention.participants}
    for cluster in reversed(clusters):
        told = max(cluster, key=lambda m: len(m.participants))
        gap = min(abs(mention.trigger.start - m.trigger.start) for m in cluster)
        known = {p.actor.key for p in told.participants}
        talks = told.type is EventType.NEGOTIATION and mention.type in ENCOUNTERS  # at meetings one talks
        alike = talks or FAMILY.get(told.type) == FAMILY.get(mention.type)
        alike = alike and len(known) > 1 and mine <= known
        if alike and gap <= NEAR:
            kind = told.type if told.type is EventType.SUMMIT else mention.type
            return replace(mention, type=kind, participants=told.participants)
    return mention


def _agreed(mention: EventMention, clusters: Sequence[Sequence[EventMention]]) -> EventMention:
    """ "They agreed on aid": an agreement is that of the talks told right before, there and then."""
    mine = {p.actor.key: p.actor for p in mention.participants}
    planned = mention.status is Status.PLANNED  # "after the talks they will sign"
    done = {Status.PLANNED} if planned else REAL
    if mention.status not in done:
        return mention
    for cluster in reversed(clusters):
        talks = max(cluster, key=lambda m: (len(m.participants), m.time is not None))
        known = {p.actor.key: p.actor for p in talks.participants}
        if FAMILY.get(talks.type) not in _MUTUAL or len(known) < 2 or not any(m.status in done for m in cluster):
            continue
        same = same_parties(mine, known) if len(mine) > 1 else not mine or bool(_stands_for(mine) & _stands_for(known))
        gap = min(mention.trigger.start - m.trigger.start for m in cluster)
        if (
            same
            and gap <= (NEAR if len(mine) == 1 and not planned else NEXT)
            and compatible_times(mention.time, talks.time)
        ):
            parties = mention.participants
            if len(mine) < 2:
                parties = tuple(replace(p, role=Role.SIGNATORY) for p in talks.participants)
            if recalled(mention.evidence, mention.trigger.start):  # "the implementation of the agreements"
                return replace(mention, participants=parties)
            place, time = mention.place or talks.place, mention.time or talks.time
            return replace(mention, participants=parties, place=place, time=time)
    return mention


def _stands_for(actors: Mapping[str, Actor]) -> set[str]:
    return {k for a in actors.values() for k in (a.key, a.state) if k}
