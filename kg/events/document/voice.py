"""What an office holder's own outlet tells of him: "I" is a party it need not name, today the day it need not give."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from kg import edtf
from kg.events.arguments import Arguments
from kg.events.document.spokesmen import spokesman
from kg.events.identity.compatible import REAL
from kg.events.sentence.groups import Group
from kg.events.sentence.scene import Scene
from kg.events.status.bygone import bygone
from kg.events.status.verdict import Verdict
from kg.events.status.vouching import heard
from kg.model import (
    Actor,
    ActorKind,
    AnnotatedSentence,
    Document,
    EventMention,
    EventType,
    Match,
    Participation,
    Role,
    Status,
    TimeInterval,
)

#: Prepositions before an event noun that only refers to what was told elsewhere.
_BACKGROUND = frozenset({"of", "about", "from", "for", "against"})
#: What an office holder's own text tells of himself where it names one other party.
_OWN = (EventType.MEETING, EventType.PHONE_CALL, EventType.NEGOTIATION)
#: Leaders of so many states are spoken to one by one.
_SEVERAL = 3
#: What all who take turns in a transcript hold together.
_TOGETHER = (EventType.MEETING, EventType.SUMMIT, EventType.NEGOTIATION)
#: Words between "your" and a visit.
_NEAR = 3
#: What a state does with another, though its leader says "we".
_STATES = (EventType.NEGOTIATION, EventType.MEDIATION, EventType.AGREEMENT)


def with_voice(found: Arguments, scene: Scene, trigger: Match) -> Arguments:
    """ "A conversation with the prime minister of Canada": in an office holder's own text the other is he."""
    voice, kind = scene.annotated.voice, trigger.payload[0]
    if (both := _with_addressee(found, scene, trigger)) is not None:
        return both
    others = [p.actor for p in found.participants if voice is not None and p.actor.key != voice.key]
    home = scene.annotated.home
    alone = all(p.role is not Role.HOST for p in found.participants) and found.place is None
    if home is not None and kind is EventType.VISIT and others and alone and _yours(scene, trigger):
        return replace(found, participants=(*found.participants, Participation(home, Role.HOST)))
    if home is not None and kind is EventType.VISIT and others:  # who comes to see him is a guest of his state
        hosts = [p for p in found.participants if p.actor == voice and p.role is Role.HOST]
        return _for_his_state(found, voice, home) if hosts else found
    if home is not None and kind in _STATES and 0 < len(others) < len(found.participants):
        foreign = all(_body(actor) and actor.key != home.key for actor in others)
        return _for_his_state(found, voice, home) if foreign else found
    if home is not None and kind in _STATES and len(found.participants) == 1:
        (only,) = found.participants
        partnered = scene.is_word(trigger.last, "with")  # "talks with leaders of other states", whoever they are
        if only.actor == voice and kind is not EventType.AGREEMENT and not partnered:
            return _with_guest(found, scene, trigger) or _for_his_state(found, voice, home)
        if _body(only.actor) and only.actor.key != home.key:  # "a memorandum on aid of the EU was signed"
            return replace(found, participants=(Participation(home, only.role), only))
    lone = len(found.participants) == 1 and found.participants[0].actor.kind is ActorKind.PERSON
    if voice is None or kind not in _OWN or not lone or found.participants[0].actor.state == voice.state:
        return found
    if any(m.payload == "you" and 0 <= trigger.first - m.last <= 1 for m in scene.matches("anaphora")):
        return found  # "your meeting with X": of whom the voice speaks to
    return replace(found, participants=(Participation(voice), *found.participants))


def with_speaker(found: Arguments, scene: Scene, trigger: Match, status: Status | None) -> Arguments:
    """'"Had a meeting with X," wrote Y': where subjects are left out, who tells of talks in a quotation held them."""
    parts = found.participants
    if scene.annotated.voice is not None or not scene.lex.subject_dropped or status not in REAL or not parts:
        return found
    quoted = [a for a in heard(scene, trigger) if a.speaker.start == a.speaker.end or a.speaker.start >= trigger.last]
    if len({a.actor.key for a in quoted}) != 1 or trigger.payload[0] not in _OWN:
        return found
    speaker = quoted[0].actor
    if speaker.kind is not ActorKind.PERSON:
        return found
    partners = {m.party.key for g in scene.groups if _partner(scene, g, trigger) for m in g.mentions}
    others = {p.actor.state for p in parts}
    if speaker.state in (None, *others) or not {p.actor.key for p in parts} <= partners or _has_subject(scene, trigger):
        return found
    states = trigger.payload[0] is EventType.NEGOTIATION and all(p.actor.kind is ActorKind.STATE for p in parts)
    if states or spokesman(scene, quoted[0]):
        body = dict(scene.annotated.bodies).get(speaker.key)
        return replace(found, participants=(Participation(body), *parts)) if body is not None else found
    role = Role.CALLER if trigger.payload[0] is EventType.PHONE_CALL else Role.PARTICIPANT
    return replace(found, participants=(Participation(speaker, role), *parts))


def _partner(scene: Scene, group: Group, trigger: Match) -> bool:
    """Whether a noun phrase names with whom, or to whom, something was done."""
    thanked = any(0 <= group.first - m.last <= 1 for m in scene.matches("thanks"))
    return "with" in group.marks or (group.oblique and not group.marks and (thanked or scene.verbal(trigger)))


def _has_subject(scene: Scene, trigger: Match) -> bool:
    """Whether somebody else is named who does it, or a pronoun for him."""
    owner = scene.clauses.owner
    here = owner[trigger.first]
    pronouns = (m for m in scene.matches("anaphora") if owner[m.first] == here and m.last <= trigger.first)
    named = (g for g in scene.groups if owner[g.first] == here and g.bare and not g.oblique and not g.adjectival)
    named = (g for g in named if any(m.via != "pronoun" for m in g.mentions) and g.last <= trigger.first)
    return any(m.payload in ("he", "she", "they") for m in pronouns) or next(named, None) is not None


def in_session(found: Arguments, scene: Scene, trigger: Match, verbal: bool) -> Arguments:
    """ "Our meeting today", where leaders of three states or more take turns: all of them hold it.

    So it is where one thanks who called it; "we will have a meeting with him" is of two.
    """
    table, voice = scene.annotated.session, scene.annotated.voice
    present = {actor.key for actor in table}
    named = {p.actor.key for p in found.participants}
    if voice is None or voice.key not in named or not named <= present or trigger.payload[0] not in _TOGETHER:
        return found
    partners = (g for g in scene.groups if g.marks & {"with", "between"})
    partnered = any(_reaches(scene, *sorted(((g.first, g.last), (trigger.first, trigger.last)))) for g in partners)
    if partnered or (verbal and len(named) > 1):
        return found
    return replace(found, participants=tuple(map(Participation, table)))


def _reaches(scene: Scene, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans stand in one clause with no verb between them."""
    owner = scene.clauses.owner
    between = range(one[1], other[0])
    return owner[one[0]] == owner[other[0]] and not any(v.first in between for v in scene.verbs)


def under_way_here(scene: Scene, trigger: Match, verbal: bool, verdict: Verdict) -> Verdict:
    """ "Your visit is a happy occasion": the guest who is spoken to is there."""
    here = verdict.status is None and trigger.payload[0] is EventType.VISIT and not verbal and _yours(scene, trigger)
    return replace(verdict, status=Status.ONGOING) if here else verdict


def _yours(scene: Scene, trigger: Match) -> bool:
    """Whether a journey is that of the guest who is spoken to: "your visit"."""
    words = scene.lex.anaphora.you
    owners = (a for a in scene.annotated.actors if a.via == "pronoun" and 0 <= trigger.first - a.last <= _NEAR)
    return any(a.entry.partition(": ")[2] in words for a in owners)


def _body(actor: Actor) -> bool:
    """Whether an actor is a state, or an organisation of several."""
    return actor.kind is ActorKind.STATE or actor.is_body


def called(mention: EventMention, scene: Scene, document: Document) -> EventMention:
    """ "There were talks with A, B and C", in an office holder's address: he called each of them that day.

    Leaders of three states or more do not come together without a place, or a gathering, that is told.
    """
    voice, day = scene.annotated.voice, document.published
    others = [p.actor for p in mention.participants if voice is None or p.actor.key != voice.key]
    states = {a.state for a in others if a.kind is ActorKind.PERSON and a.state not in (None, voice and voice.state)}
    bare = mention.place is None and mention.gathering is None and mention.status is Status.HELD
    if (
        voice is None
        or mention.type is not EventType.NEGOTIATION
        or not bare
        or not _SEVERAL <= len(states) == len(others)
    ):
        return mention
    time = mention.time or (_issued(day, document) if day is not None else None)
    parties = (Participation(voice, Role.CALLER), *(Participation(actor, Role.CALLEE) for actor in others))
    return replace(mention, type=EventType.PHONE_CALL, participants=parties, time=time)


def between_states(mention: EventMention, annotated: Sequence[AnnotatedSentence]) -> EventMention:
    """ "We agreed on aid", said by a president who has told of his talks: his state has, with that of his partner.

    Where the sentence itself names the partner, it is between the two persons.
    """
    home = annotated[0].home if annotated else None
    if mention.type is not EventType.AGREEMENT or home is None:
        return mention
    here = {a.actor.key for s in annotated if s.sentence.start == mention.start for a in s.actors if a.via != "pronoun"}
    bodies = {key: body for s in annotated for key, body in s.bodies}
    voice = annotated[0].voice
    if voice is not None:
        bodies[voice.key] = home
    persons = [p.actor.key for p in mention.participants if p.actor.kind is ActorKind.PERSON]
    if not persons or not here.isdisjoint(persons) or any(key not in bodies for key in persons):
        return mention
    parts = {(actor := bodies.get(p.actor.key, p.actor)).key: replace(p, actor=actor) for p in mention.participants}
    return replace(mention, participants=tuple(parts.values())) if len(parts) > 1 else mention


def _with_addressee(found: Arguments, scene: Scene, trigger: Match) -> Arguments | None:
    """ "We met in Rome", said by one of the two who take turns: he and the other did; "we met X" is another meeting."""
    voice, other = scene.annotated.voice, scene.annotated.addressee
    alone = [p.actor for p in found.participants] == [voice]
    if other is None or voice is None or not alone or trigger.payload[0] not in _OWN or other.state == voice.state:
        return None
    partnered = any(g.marks & {"with", "between"} and g.first >= trigger.first for g in scene.groups)
    open_end = any(scene.is_word(i, "with") for i in (trigger.last - 1, trigger.last) if i < len(scene.tokens))
    if partnered or open_end or scene.several(trigger) or not _together(found, scene, trigger):
        return None  # "a series of meetings" may be with anybody
    return replace(found, participants=(*found.participants, Participation(other)))


def _together(found: Arguments, scene: Scene, trigger: Match) -> bool:
    """Whether it is "we" who did it: met, spoke by phone; or held "our talks", as what we suggest is with others."""
    kind, we = trigger.payload[0], set(scene.lex.anaphora.we)
    if kind is EventType.NEGOTIATION:
        return any(m.payload == "we" and 0 <= trigger.first - m.last <= 1 for m in scene.matches("anaphora"))
    spoken = kind is not EventType.PHONE_CALL or bool(scene.matches("wire"))
    return spoken and any(entry.rpartition(": ")[2] in we for _, _, entry in found.spans)


def _with_guest(found: Arguments, scene: Scene, trigger: Match) -> Arguments | None:
    """Talks in words of time are those with the guest of the release: "announced by the President after the talks"."""
    met, during = scene.annotated.guest, scene.clauses.of(trigger.first).kind in ("after", "during")
    if met is None or not during or trigger.payload[0] is not EventType.NEGOTIATION:
        return None
    return replace(found, participants=(*found.participants, Participation(met)))


def _for_his_state(found: Arguments, voice: Actor | None, home: Actor) -> Arguments:
    """ "We negotiate with Russia", said by a president, is his state that does."""
    parts = (replace(p, actor=home) if p.actor == voice else p for p in found.participants)
    return replace(found, participants=tuple(parts))


def release_day(
    document: Document, scene: Scene, trigger: Match, verdict: Verdict, found: Arguments
) -> TimeInterval | None:
    """An office holder's own outlet reports what he did on the day it is issued, unless it says otherwise."""
    voice = scene.annotated.voice
    if voice is None or document.published is None or verdict.status not in REAL:
        return None
    owner = scene.clauses.owner
    clause = scene.clauses.of(trigger.first)
    home = {clause.number} if clause.kind in ("relative", "complement") else {clause.number, clause.parent}
    if any(owner[i] in home for i in scene.annotated.bygone):
        return None  # "I recently spoke with X", "a year has passed since we met"
    keys = {p.actor.key for p in found.participants}
    at_home = trigger.payload[0] is not EventType.AGREEMENT and (
        found.place is None or found.place.country == voice.state
    )
    lasting = trigger.payload[0] is EventType.NEGOTIATION and verdict.status is Status.ONGOING
    lasting = lasting or trigger.payload[0] is EventType.CONFLICT  # a war is spoken of every day
    # A delegation abroad may be there for days, and talks go on for weeks.
    took_part = voice.key in keys or (voice.state in keys and at_home and not lasting)
    here = found.place is not None and found.place.country == voice.state
    took_part = took_part or (trigger.payload[0] is EventType.VISIT and here)
    if bygone(scene, trigger, verdict.evidence):
        return None
    before = scene.preposition(_opening(scene, trigger))
    if before & _BACKGROUND:
        return None  # "the results of the visit", "agreements reached during it": told of before
    if before and trigger.payload[0] is EventType.NEGOTIATION and voice.key not in keys:
        return None  # "progress in the talks with Kyiv", "a stronger position at these talks": those that go on
    return _issued(document.published, document) if took_part else None


def _opening(scene: Scene, trigger: Match) -> int:
    """Where the noun phrase of an event begins, with its number and names: "of the 23rd EU-Ukraine Summit"."""
    suffixes = set(scene.lex.time.ordinal_suffixes.split())
    at = trigger.first
    while at > 0:
        word = scene.tokens[at - 1].text
        if at - 1 not in scene.named and word not in ("-", *suffixes) and not word.isdigit():
            break
        at -= 1
    return at


def _issued(published: date, document: Document) -> TimeInterval:
    """The day of issue, give or take one where it is inferred."""
    day = edtf.day(published)
    return edtf.around(day, 1) if document.inferred else day
