"""The events stage: annotated sentences of one document in, its event mentions out. Pure: no clock, no network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg import edtf
from kg.events.arguments import Arguments, arguments
from kg.events.continued import continued
from kg.events.merge import consolidate, dated_treaty
from kg.events.places import carried, host_state
from kg.events.scene import Scene
from kg.events.standing import taken_up
from kg.events.status import Verdict, judge, settle
from kg.events.times import moved_to, read
from kg.model import (
    Actor,
    ActorKind,
    AnnotatedSentence,
    Document,
    EventMention,
    EventType,
    Evidence,
    GatheringMention,
    Match,
    Participation,
    Relation,
    Role,
    Span,
    Status,
    TimeInterval,
)
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

#: `EventMention.serial` of the plan that a postponement makes.
NEW = 90
#: Prepositions before an event noun that only refers to what was told elsewhere.
_BACKGROUND = frozenset({"of", "about", "from", "for", "against"})
#: What an office holder's own text tells of himself where it names one other party.
_OWN = (EventType.MEETING, EventType.PHONE_CALL, EventType.NEGOTIATION)
#: What a state does with another, though its leader says "we".
_STATES = (EventType.NEGOTIATION, EventType.MEDIATION, EventType.AGREEMENT)
#: Tokens between the colon of a headline and the event noun of which it speaks.
_TITLE = 4
_TALKS = (EventType.MEETING, EventType.PHONE_CALL, EventType.NEGOTIATION, EventType.SUMMIT)


def extract(document: Document, annotated: Sequence[AnnotatedSentence]) -> list[EventMention]:
    """Event mentions of a document, one per event it reports, in the order of their triggers."""
    found, again, nouns = told(document, annotated)
    titles = frozenset(a.sentence.start for a in annotated if a.sentence.is_title)
    whole = consolidate(found, titles, again, lambda alone: taken_up(alone, annotated, nouns))
    mentions = carried([_placed(m) for m in whole if plausible(m)])
    return _with_disputes(document, annotated, mentions)


def told(document: Document, annotated: Sequence[AnnotatedSentence]) -> tuple[list[EventMention], set[Span], set[Span]]:
    """Every report of an event, sentence by sentence, before those of one event are joined.

    With them the triggers of those that speak of another event of a kind told before, and those that are bare nouns.
    """
    found: list[EventMention] = []
    last: list[EventMention] = []
    again: set[Span] = set()
    nouns: set[Span] = set()
    for sentence in annotated:
        last = _sentence(document, sentence, again, nouns) or continued(document, sentence, last)
        found.extend(last)
    return found, again, nouns


def _with_disputes(
    document: Document, annotated: Sequence[AnnotatedSentence], mentions: Sequence[EventMention]
) -> list[EventMention]:
    """What a text claims of an office against the gazetteer is told with the first event its holder takes part in."""
    disputes: dict[str, Evidence] = {}
    for claim in (a for sentence in annotated for a in sentence.actors if a.disputed):
        words = " ".join(document.text[claim.start : claim.end].split())
        found = Evidence("contradiction", f"{words} | {claim.disputed}", claim.start, claim.end)
        disputes.setdefault(claim.actor.key, found)
    told = []
    for mention in mentions:
        mine = [disputes.pop(p.actor.key) for p in mention.participants if p.actor.key in disputes]
        told.append(replace(mention, evidence=(*mention.evidence, *mine)) if mine else mention)
    return told


def _placed(mention: EventMention) -> EventMention:
    """A visit always goes somewhere: where no town is named, to the state visited."""
    if mention.type is not EventType.VISIT or mention.place is not None:
        return mention
    return replace(mention, place=host_state(mention.participants))


def _sentence(
    document: Document, annotated: AnnotatedSentence, again: set[Span], nouns: set[Span]
) -> list[EventMention]:
    """Mentions of a sentence; `again` gets those of another event of a kind told before, `nouns` the nouns."""
    if not any(m.section.startswith("trigger") for m in annotated.matches):
        return []
    scene = Scene(annotated, lexicon(document.lang))
    triggers = _triggers(scene)
    found: list[EventMention] = []
    for trigger in triggers:
        rivals = [t for t in triggers if t is not trigger]
        for mention in _moved(_mention(document, scene, trigger, rivals), scene):
            found.extend(_apart(mention, scene, trigger))
            if _another(scene, trigger):
                again.add(mention.trigger)
            if not trigger.classes or scene.is_noun(trigger):
                nouns.add(mention.trigger)
    return found


def _another(scene: Scene, trigger: Match) -> bool:
    """Whether a word beside the event noun tells it from one told before: "the last one", "a similar meeting"."""
    near = [m for m in scene.matches("again") if trigger.first - m.last <= 1 and m.first <= trigger.last]
    return any(all(scene.is_plain(i) for i in range(m.last, trigger.first)) for m in near)


def _triggers(scene: Scene) -> list[Match]:
    """Triggers of a sentence, without those that a "not an event" pattern vetoes.

    Where a noun and a verb are spelt alike ("rencontre") the longer pattern wins, then what stands before decides.
    """
    vetoes = [m for m in scene.annotated.matches if m.section in ("veto", "neutral")]
    found = [
        m
        for m in scene.annotated.matches
        if m.section.startswith("trigger") and not any(_hides(veto, m) for veto in vetoes)
    ]
    found = [m for m in found if not _without(scene, m)]
    found = [m for m in found if not any(_governed(scene, m, verb) for verb in found)]
    kept: list[Match] = []
    for match in sorted(found, key=lambda m: (m.first - m.last, _unlikely(scene, m), m.first)):
        if all(_beside(scene, match, k) for k in kept):
            kept.append(match)
    events = (m for m in kept if not _carries(scene, m, kept) and not _topic(scene, m, kept))
    return sorted(events, key=lambda m: m.first)


def _hides(veto: Match, trigger: Match) -> bool:
    """Whether a veto takes a trigger; one that it is part of says more."""
    apart = veto.last <= trigger.first or trigger.last <= veto.first
    longer = trigger.first <= veto.first and veto.last <= trigger.last and not trigger.holes
    return not (apart or (longer and trigger.last - trigger.first > veto.last - veto.first))


def _beside(scene: Scene, match: Match, longer: Match) -> bool:
    """Whether a trigger is another event than a longer one: outside it, or a noun of its own in a gap of it.

    What stands there after "to", or is of its type, is the same event ("met X for talks", "agreed on a truce").
    """
    if match.last <= longer.first or longer.last <= match.first:
        return True
    inside = match.section == "trigger" and longer.holes.issuperset(range(match.first, match.last))
    return inside and match.payload[0] is not longer.payload[0] and "to" not in scene.preposition(match.first)


def _without(scene: Scene, match: Match) -> bool:
    """ "The summit ended without an agreement": none was made."""
    inside = any(scene.is_word(i, "without") for i in range(match.first, match.last))
    return match.payload[0] is EventType.AGREEMENT and (inside or "without" in scene.preposition(match.first))


def _governed(scene: Scene, match: Match, verb: Match) -> bool:
    """Whether an event noun, however long its pattern, is the object of a verb of its event: "reached a truce"."""
    verbal = verb.section == "trigger.verbal" and not scene.is_noun(verb) and match.section == "trigger"
    return verbal and verb.first < match.first < verb.last and match.payload[0] is verb.payload[0]


def _unlikely(scene: Scene, match: Match) -> bool:
    """Whether the reading of a word that may be noun or verb is the less likely one."""
    verbal = match.section == "trigger.verbal"
    return scene.is_noun(match) if verbal else False


def _carries(scene: Scene, match: Match, triggers: Sequence[Match]) -> bool:
    """Whether a verb merely carries the event noun that follows: "host talks", "hold a meeting"."""
    if match.section != "trigger.verbal" or match.last - match.first > 1:
        return False
    support = any(s.first == match.first for s in scene.matches("support"))
    return support and any(
        t.section == "trigger" and 0 <= t.first - match.last <= 4 and "about" not in scene.preposition(t.first)
        for t in triggers
    )


def _topic(scene: Scene, match: Match, triggers: Sequence[Match]) -> bool:
    """Whether an agreement is what others talk about: "negotiate over a treaty"."""
    if match.payload[0] is not EventType.AGREEMENT or match.classes or "about" not in scene.preposition(match.first):
        return False
    clause = scene.clauses.owner[match.first]
    return any(t.payload[0] in _TALKS and scene.clauses.owner[t.first] == clause for t in triggers)


def _mention(document: Document, scene: Scene, trigger: Match, rivals: Sequence[Match]) -> EventMention:
    kind, frame, rule = trigger.payload
    verbal = bool(trigger.classes) and not scene.is_noun(trigger)
    verdict = judge(scene, trigger, verbal, rivals)
    found = _with_voice(arguments(scene, trigger, frame, verbal, rivals, verdict), scene, kind)
    found = _headed(found, scene, trigger, kind)
    gathering = _gathering(scene, trigger, kind)
    time = _interval(document, scene, trigger, found, verdict, gathering) or _release_day(
        document, scene, trigger, verdict, found
    )
    verdict = settle(verdict, time, document.published)
    originators, relayers, sources = _speakers(scene, trigger, verdict)
    sentence = scene.annotated.sentence
    span = Span(scene.tokens[trigger.first].start, scene.tokens[trigger.last - 1].end)
    return EventMention(
        document=document.id,
        lang=document.lang,
        published=document.published,
        outlet=document.outlet,
        start=sentence.start,
        end=sentence.end,
        quote=document.text[sentence.start : sentence.end],
        trigger=span,
        type=kind,
        status=verdict.status,
        participants=found.participants,
        place=found.place or (gathering.gathering.place if gathering else None),
        time=time,
        originators=originators,
        relayers=relayers,
        gathering=gathering.gathering.key if gathering else None,
        rule=f"{rule}: {trigger.entry}",
        evidence=_evidence(span, trigger, verdict, found, sources),
    )


def _moved(mention: EventMention, scene: Scene) -> Iterator[EventMention]:
    """ "Postponed until February": what was to be is put off, and planned anew for the date named."""
    yield mention
    new = moved_to(scene, mention.status)
    if new is not None:
        why = Evidence("time", new.entry, new.start, new.end)
        kept = (*(e for e in mention.evidence if e.aspect != "time"), why)
        yield replace(mention, status=Status.PLANNED, time=new.until or new.future, serial=NEW, evidence=kept)


def _apart(mention: EventMention, scene: Scene, trigger: Match) -> Iterator[EventMention]:
    """Calls to several people in a list are several calls, unless one call joined them all; summits of bodies, too."""
    callers = [p for p in mention.participants if p.role is Role.CALLER]
    callees = [p for p in mention.participants if p.role is Role.CALLEE and p.actor.kind is ActorKind.PERSON]
    bodies = [p for p in mention.participants if p.actor.kind is ActorKind.ORGANISATION and p.actor.state is None]
    if len(callers) == 1 and len(callees) > 1:
        shared, each = callers, callees
    elif mention.type is EventType.SUMMIT and len(bodies) > 1 and scene.plural(trigger):
        shared, each = [p for p in mention.participants if p not in bodies], bodies
    else:
        yield mention
        return
    for number, other in enumerate(each):
        yield replace(mention, participants=(*shared, other), serial=number)


def _with_voice(found: Arguments, scene: Scene, kind: EventType) -> Arguments:
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


def _headed(found: Arguments, scene: Scene, trigger: Match, kind: EventType) -> Arguments:
    """ "Renzi in Japan: talks with Abe": in a headline the name before the colon takes part in what follows."""
    colon = next((i for i, t in enumerate(scene.tokens) if t.text == ":"), len(scene.tokens))
    if kind not in _TALKS or trigger.classes or not colon < trigger.first <= colon + _TITLE or _told(scene, colon):
        return found
    head = next((m for m in scene.annotated.actors if m.first <= 1 and m.last <= colon), None)
    if head is None or head.actor.kind is not ActorKind.PERSON or len(found.participants) != 1:
        return found
    other = found.participants[0]
    if other.actor.key == head.actor.key or other.actor.state in (None, head.actor.state):
        return found
    where = next((m.place for m in scene.annotated.places if head.last <= m.first < colon), None)
    spans = ((head.start, head.end, f"{head.via}: {head.entry}"), *found.spans)
    return replace(
        found, participants=(Participation(head.actor, other.role), other), place=found.place or where, spans=spans
    )


def _told(scene: Scene, colon: int) -> bool:
    """Whether what stands before a colon is a sentence of its own, or names its speaker."""
    return any(v.first < colon for v in scene.verbs) or bool(scene.annotated.attributions)


def _for_his_state(found: Arguments, voice: Actor | None, home: Actor) -> Arguments:
    """ "We negotiate with Russia", said by a president, is his state that does."""
    parts = (replace(p, actor=home) if p.actor == voice else p for p in found.participants)
    return replace(found, participants=tuple(parts))


def _interval(
    document: Document,
    scene: Scene,
    trigger: Match,
    found: Arguments,
    verdict: Verdict,
    gathering: GatheringMention | None,
) -> TimeInterval | None:
    if found.time is None:
        return gathering.gathering.time if gathering is not None else None
    return read(scene, trigger, found.time, verdict, document.published)


def _release_day(
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


def _gathering(scene: Scene, trigger: Match, kind: EventType) -> GatheringMention | None:
    """The named gathering the trigger is of (it overlaps the name) or at (same clause)."""
    for mention in scene.annotated.gatherings:
        if mention.first <= trigger.first < mention.last or abs(mention.first - trigger.last) <= 1:
            return mention
    same = [
        g
        for g in scene.annotated.gatherings
        if scene.clauses.owner[g.first] == scene.clauses.owner[trigger.first] and g.first >= trigger.last
    ]
    return same[0] if same and kind is not EventType.CONFERENCE else None


def _speakers(
    scene: Scene, trigger: Match, verdict: Verdict
) -> tuple[tuple[Actor, ...], tuple[Actor, ...], list[Evidence]]:
    """Originators and relayers of what the trigger announces; who asks for something vouches for nothing held."""
    found = [a for a in scene.annotated.attributions if any(_vouches(scene, s, trigger, verdict) for s in a.said)]
    told = [a for a in found if not a.asks]
    if told or verdict.status in (Status.HELD, Status.ONGOING, None):
        found = told
    originators = dict.fromkeys(a.actor for a in found if a.relation is Relation.ORIGINATOR)
    relayers = dict.fromkeys(a.actor for a in found if a.relation is Relation.RELAYER)
    sources = [Evidence(a.relation.value, a.entry, a.start, a.end) for a in found]
    return tuple(originators), tuple(relayers), sources


def _vouches(scene: Scene, said: Span, trigger: Match, verdict: Verdict) -> bool:
    """Whether what is said asserts the event; what a relative or temporal clause recalls as held is a given."""
    if not said.start <= trigger.first < said.end:
        return False
    if verdict.status not in (Status.HELD, Status.ONGOING, None):
        return True
    clause = scene.clauses.of(trigger.first)
    return clause.kind not in ("relative", "during", "after", "before") or clause.first <= said.start


def _evidence(
    span: Span, trigger: Match, verdict: Verdict, found: Arguments, sources: Sequence[Evidence]
) -> tuple[Evidence, ...]:
    made = [Evidence("trigger", f"{trigger.payload[2]}: {trigger.entry}", span.start, span.end), *verdict.evidence]
    made += [Evidence("participant", entry, start, end) for start, end, entry in found.spans]
    if found.time is not None:
        made.append(Evidence("time", found.time.entry, found.time.start, found.time.end))
    return (*made, *sources)


def plausible(mention: EventMention) -> bool:
    """Whether a mention is diplomatic: somebody takes part, and not only one state with itself."""
    actors = [p.actor for p in mention.participants]
    if not mention.participants and mention.gathering is None:
        return dated_treaty(mention)
    if mention.type in (EventType.CONFERENCE, EventType.APPOINTMENT):
        return bool(actors) or mention.gathering is not None
    if mention.type not in RELATIONAL:  # an act of one state towards another
        bodies = {a.key for a in actors if a.kind is not ActorKind.PERSON and a.state is None}
        return len(bodies | {a.state for a in actors if a.state is not None}) > 1
    if mention.type is EventType.VISIT:
        return _foreign_visit(mention, actors)
    states = {a.state for a in actors}
    broad = (ActorKind.ORGANISATION, ActorKind.GROUP)
    if any(a.kind in broad and a.state is None for a in actors) or mention.gathering is not None:
        if len(actors) != 1:
            return bool(actors) or mention.gathering is not None
        if mention.type is EventType.AGREEMENT:  # "the Treaty of Rome that founded the EEC" of 1957
            return actors[0].kind is ActorKind.ORGANISATION and dated_treaty(mention)
        return actors[0].kind is not ActorKind.GROUP and mention.type is not EventType.PHONE_CALL
    known = states - {None}
    if len(known) >= 2:
        return True
    if len(actors) >= 2:
        unknown = [a for a in actors if a.state is None and a.kind is not ActorKind.PERSON]
        return bool(unknown) and mention.type not in (EventType.MEETING, EventType.PHONE_CALL) and bool(known)
    return bool(known) and (mention.type is EventType.SUMMIT or _anchored(mention))


def _anchored(mention: EventMention) -> bool:
    """Whether a mention that names one party says when or where, and whether it is abroad: others are left unnamed."""
    home = {p.actor.state for p in mention.participants}
    abroad = mention.place is not None and mention.place.country not in home
    return mention.type in (EventType.MEETING, EventType.NEGOTIATION, EventType.MEDIATION) and abroad


def _foreign_visit(mention: EventMention, actors: Sequence[Actor]) -> bool:
    """Whether a visitor goes abroad: one of a state, or a delegation that an organisation sends."""
    visitors = [p.actor for p in mention.participants if p.role in (Role.VISITOR, Role.GUEST)]
    if not visitors:
        return bool(actors) and mention.place is not None and any(a.state != mention.place.country for a in actors)
    sent = any(e.aspect == "participant" and e.entry.startswith("body") for e in mention.evidence)
    home = {a.state or (a.key if sent and a.kind is ActorKind.ORGANISATION else None) for a in visitors} - {None}
    hosts = {a.state for a in actors if a not in visitors} - {None}
    where = {mention.place.country} if mention.place is not None and mention.place.country else set()
    region = mention.place is not None and mention.place.country is None  # of several states: "a tour of Europe"
    return bool(home) and (region or bool((hosts | where) - home) or len(home) > 1)
