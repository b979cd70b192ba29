"""The events stage: annotated sentences of one document in, its event mentions out. Pure: no clock, no network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec.structs import replace

from kg.events.arguments import Arguments, arguments
from kg.events.document.afterwards import afterwards
from kg.events.document.anaphora import TOLD, attending, named_again, recalled
from kg.events.document.continued import BETWEEN, continued
from kg.events.document.during import at_visits, within
from kg.events.document.headlines import headed
from kg.events.document.in_person import face_to_face, from_afar
from kg.events.document.merge import Reports, consolidate
from kg.events.document.onward import each_host, onward
from kg.events.document.plausible import diplomatic
from kg.events.document.presence import PRESENCE, named_by, present
from kg.events.document.settings import HELD_AT, at_gathering, placed
from kg.events.document.spelt_out import spelt_out
from kg.events.document.spokesmen import announced, spoken_for
from kg.events.document.verbless import Stay, headlined, stays_in
from kg.events.document.voice import (
    between_states,
    called,
    in_session,
    release_day,
    under_way_here,
    with_speaker,
    with_voice,
)
from kg.events.parties.gapped import gapped
from kg.events.parties.peers import counterparts
from kg.events.parties.standing import LASTING, met_others, of_others, taken_up
from kg.events.sentence.places import host_state, own_gathering
from kg.events.sentence.scene import Scene
from kg.events.status.absence import stays_away
from kg.events.status.settle import settle, told_ahead
from kg.events.status.status import judge
from kg.events.status.verdict import Verdict
from kg.events.status.vouching import speakers
from kg.events.time.intervals import read
from kg.events.time.sequel import followed
from kg.events.time.stays import arrived, going_on, of_another, stay
from kg.events.time.times import moved_to, of_the_aim
from kg.events.trigger.asked import may_ask
from kg.events.trigger.launch import to_begin
from kg.events.trigger.listed import by_days
from kg.events.trigger.matters import about
from kg.events.trigger.named import accord_of, town_of, with_parties
from kg.events.trigger.triggers import TALKS, announcing, counted, is_another, telling
from kg.model import (
    ActorKind,
    AnnotatedSentence,
    Document,
    EventMention,
    EventType,
    Evidence,
    GatheringMention,
    Match,
    Participation,
    Role,
    Sentence,
    Span,
    Status,
    TimeInterval,
)
from kg.resources import lexicon
from kg.schema import NAMED

#: `EventMention.serial` of the plan that a postponement makes.
NEW = 90
#: Sentences behind the last trigger that may belong to its report: those of a list, and one that says who told it.
AHEAD = BETWEEN + 2
#: Tokens between a call and the words that tell it joined several people.
BESIDE = 3


def extract(document: Document, annotated: Sequence[AnnotatedSentence]) -> list[EventMention]:
    """Event mentions of a document, one per event it reports, in the order of their triggers."""
    return joined(document, annotated, told(document, annotated))


def joined(document: Document, annotated: Sequence[AnnotatedSentence], reports: Reports) -> list[EventMention]:
    """One mention an event, of the reports that sentence after sentence gives."""
    titles = frozenset(a.sentence.start for a in annotated if a.sentence.is_title)
    whole = consolidate(
        reports,
        titles,
        lambda alone: taken_up(alone, annotated, reports.nouns, reports.found),
    )
    mentions = spelt_out(at_visits([_placed(between_states(m, annotated)) for m in diplomatic(whole)]))
    return _with_disputes(document, annotated, placed(mentions, annotated, reports.beside))


def told(document: Document, annotated: Sequence[AnnotatedSentence]) -> Reports:
    """Every report of an event, sentence by sentence, before those of one event are joined."""
    reports = Reports([], set(), set(), set(), set(), set(), set())
    last: list[EventMention] = []
    distance = 0
    for sentence in annotated:
        made = _sentence(document, sentence, reports) or continued(document, sentence, last, distance)
        if not made and (made := present(document, sentence, last, distance)):
            if named := named_by(made, last):
                reports.found[:] = [named.get(m.key, m) for m in reports.found]
                last = [named.get(m.key, m) for m in last]
                continue
            reports.attended.update(m.trigger for m in made)
            reports.recalling.update(m.trigger for m in made)
        made = followed(document, sentence, made, last if distance == 0 else (), reports.found)
        last, distance = (made, 0) if made else (last, distance + 1)
        reports.found.extend(made)
    return reports


def promising(document: Document, annotated: Sequence[AnnotatedSentence], reports: Reports) -> bool:
    """Whether a text may tell of an event, judged by its beginning up to `AHEAD` sentences behind the last trigger.

    The rest of a text can only name the parties of talks and accords that name none.
    """
    lasting = any(m.type in LASTING and m.trigger in reports.nouns for m in reports.found)
    return lasting or bool(joined(document, annotated, reports))


def goes_on(reports: Reports, last: Sentence, rest: Sequence[AnnotatedSentence]) -> bool:
    """Whether what a text has reported may read otherwise with its rest.

    A list behind the last sentence with a trigger goes on with it, or the rest shows that who speaks is the press, or
    names an event told before.
    """
    listed = any(m.start >= last.end for m in reports.found)
    recalls = any(m.section in (TOLD, PRESENCE) for s in rest for m in s.matches)
    return listed or recalls or any(a.via == "press" for s in rest for a in s.actors)


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
    if mention.type is not EventType.VISIT:
        return mention
    place = mention.place or host_state(mention.participants)
    parts = mention.participants
    hosts = {p.actor.key for p in parts if p.role is Role.HOST}
    # "talks between A and B, who is in A's country": B visits
    if place is not None and (place.key == place.country or place.country in hosts):
        home = [p for p in parts if p.role is Role.VISITOR and p.actor.state == place.country]
        away = [p for p in parts if p.role is Role.VISITOR and p.actor.state not in (None, place.country)]
        parts = tuple(p for p in parts if p not in home) if home and away else parts
    return replace(mention, place=place, participants=_abroad(parts))


def _abroad(parts: tuple[Participation, ...]) -> tuple[Participation, ...]:
    """The parties of a visit without the visitors' own state among several hosts: it only told of the journey."""
    homes = {p.actor.state for p in parts if p.role is Role.VISITOR}
    hosts = [p for p in parts if p.role is Role.HOST]
    own = [p for p in hosts if p.actor.kind is ActorKind.STATE and p.actor.key in homes]
    return tuple(p for p in parts if p not in own) if len(own) < len(hosts) else parts


def _sentence(document: Document, annotated: AnnotatedSentence, reports: Reports) -> list[EventMention]:
    """Mentions of a sentence; `reports` gets what is known of their triggers."""
    headline = headlined(document, annotated)
    recalls = any(m.section == TOLD for m in annotated.matches)
    if not headline and not recalls and not telling(annotated.matches) and not may_ask(annotated):
        return []
    scene = Scene(annotated, lexicon(document.lang))
    triggers = announcing(scene)
    recalling = named_again(scene, reports.found) if recalls else []
    triggers = sorted((*triggers, *recalling), key=lambda m: m.first)
    told, triggers = stays_in(scene, triggers) if headline else ([], triggers)
    stays = {stay.trigger: stay for stay in told}
    found: list[tuple[Match, EventMention]] = []
    for trigger in (*stays, *triggers):
        rivals = [t for t in triggers if t is not trigger]
        made = _mention(document, scene, trigger, rivals, stays.get(trigger))
        report = recalled(scene, trigger, made) if trigger in recalling else called(made, scene, document)
        if report is None:
            continue
        if any(idle(report, scene, trigger) for idle in (_receives_nobody, _of_a_kind, _stayed_away_from)):
            continue
        if report.type in TALKS and len(report.participants) > 1 and met_others(scene, trigger):
            continue  # together they met others
        goals = onward(scene, trigger, report, document.published)
        for mention in chain.from_iterable(_moved(goal, scene) for goal in goals):
            for one in chain.from_iterable(_apart(each, scene, trigger) for each in gapped(scene, trigger, mention)):
                found.extend((trigger, day) for day in by_days(scene, one))
            if is_another(scene, trigger):
                reports.again.add(mention.trigger)
            if trigger in recalling:
                reports.recalling.add(mention.trigger)
            if attending(scene, trigger):
                reports.attended.add(mention.trigger)
            if at_gathering(scene, trigger, rivals):
                reports.beside.add(mention.trigger)
            if of_others(scene, trigger):
                reports.others.add(mention.trigger)
            elif trigger.payload[1] != NAMED and not scene.verbal(trigger):
                reports.nouns.add(mention.trigger)
    return within(scene, found)


def _mention(
    document: Document, scene: Scene, trigger: Match, rivals: Sequence[Match], told: Stay | None
) -> EventMention:
    """The report of a trigger's event; `told` is what a headline without a verb says of it."""
    kind, _, rule = trigger.payload
    verbal = scene.verbal(trigger)
    if told is not None:
        verdict, found = told.verdict, told.found
    else:
        verdict = under_way_here(scene, trigger, verbal, judge(scene, trigger, verbal, rivals))
        kind, found = _met(scene, trigger, rivals, _arguments(scene, trigger, rivals, verdict))
    accord = accord_of(scene, trigger)
    if accord is not None:
        found = replace(found, participants=with_parties(accord, kind, found.participants))
    gathering = _gathering(scene, trigger, kind)
    said = _interval(document, scene, trigger, found, verdict) or _of_edition(scene, gathering, found)
    whole = stay(scene, trigger, said, verdict, rivals, document.published)
    if whole is not None:
        said, verdict = whole.time, going_on(verdict, whole, document.published)
    if accord is not None and found.place is None:
        found = replace(found, place=town_of(accord, said))
    time = said or release_day(document, scene, trigger, verdict, found)
    verdict = arrived(scene, trigger, rivals, verdict, said, document.published)
    own = scene.annotated.voice is not None and (not verbal or said is None)
    acts = verbal and found.time is not None
    held = gathering.gathering.time if gathering is not None and time is None else time
    verdict = settle(
        verdict, held, document.published, under_way=own, acts=acts, coming=told_ahead(scene, trigger, verdict)
    )
    originators, relayers, sources = speakers(scene, trigger, verdict)
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
        evidence=_evidence(span, trigger, verdict, found, [*sources, *_told_apart(scene, trigger, found, verdict)]),
    )


def _met(scene: Scene, trigger: Match, rivals: Sequence[Match], found: Arguments) -> tuple[EventType, Arguments]:
    """The type of an event, by whether those who talked were in one place."""
    if (met := face_to_face(scene, trigger, found, rivals)) is not None:
        return EventType.MEETING, met
    return EventType.PHONE_CALL if from_afar(scene, trigger, found) else trigger.payload[0], found


def _told_apart(scene: Scene, trigger: Match, found: Arguments, verdict: Verdict) -> list[Evidence]:
    """What tells an event apart from others of the same parties: what it is about, after what or how often it was."""
    told = (*afterwards(scene, trigger), *counted(scene, trigger), *about(scene, trigger))
    return [*told, *to_begin(scene, trigger, verdict.status), *counterparts(scene, found.spans)]


def _arguments(scene: Scene, trigger: Match, rivals: Sequence[Match], verdict: Verdict) -> Arguments:
    """The arguments of a trigger, with those whom not its words name but who speaks, or the headline."""
    kind, frame, _ = trigger.payload
    verbal = scene.verbal(trigger)
    found = with_voice(arguments(scene, trigger, frame, verbal, rivals, verdict), scene, trigger)
    found = spoken_for(with_speaker(found, scene, trigger, verdict.status), scene, trigger)
    return in_session(headed(announced(found, scene, trigger), scene, trigger, kind), scene, trigger, verbal)


def _receives_nobody(mention: EventMention, scene: Scene, trigger: Match) -> bool:
    """Whether a verb of receiving has no guest: whom "the people whom we met there" are, nobody knows."""
    verbal = trigger.payload[1] == "host" and scene.verbal(trigger)
    return verbal and mention.type is EventType.MEETING and all(p.role is not Role.GUEST for p in mention.participants)


def _stayed_away_from(mention: EventMention, scene: Scene, trigger: Match) -> bool:
    """Whether a gathering is told of for somebody's absence alone: nobody says whose, where or when it was."""
    owner = scene.clauses.owner
    there = any(owner[p.first] == owner[trigger.first] and p.place == mention.place for p in scene.annotated.places)
    told = mention.participants or there or mention.time is not None or mention.gathering
    return not told and stays_away(scene, trigger)


def _of_a_kind(mention: EventMention, scene: Scene, trigger: Match) -> bool:
    """Whether a clause only tells which people are meant: "all world leaders who speak to Moscow"."""
    clause = scene.clauses.of(trigger.first)
    helped = any(clause.first <= m.first < trigger.first for m in scene.matches("auxiliary"))
    if not scene.verbal(trigger) or "present" not in trigger.classes or helped or clause.kind != "relative":
        return False
    heads = (a for a in scene.annotated.actors if 0 <= clause.first - a.last <= 1)
    return mention.time is None and any(a.via in ("collective", "group") for a in heads)


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
    sides = (ActorKind.PERSON, ActorKind.STATE)  # a state where nobody knows who holds the office named
    home = {p.actor.state for p in mention.participants if p.actor.kind is ActorKind.PERSON}
    callees = [p for p in mention.participants if p.role is Role.CALLEE and p.actor.kind in sides]
    callees = [p for p in callees if p.actor.key not in home]
    bodies = [p for p in mention.participants if p.actor.is_body]
    if len(callers) == 1 and len(callees) > 1 and not _joint(scene, trigger):
        shared, each = callers, callees
    elif mention.type is EventType.SUMMIT and len(bodies) > 1 and scene.plural(trigger):
        shared, each = [p for p in mention.participants if p not in bodies], bodies
    elif (sides_of := _one_by_one(mention, scene, trigger)) is not None:
        shared, each = sides_of
    else:
        yield from each_host(scene, mention)
        return
    for number, other in enumerate(each):
        yield replace(mention, participants=(*shared, other), serial=mention.serial + number)


def _one_by_one(
    mention: EventMention, scene: Scene, trigger: Match
) -> tuple[list[Participation], list[Participation]] | None:
    """Who met several people one after the other, and these: "met separately with X and Y"; None where nobody did."""
    owner, parts = scene.clauses.owner, mention.participants
    said = any(owner[m.first] == owner[trigger.first] for m in scene.matches("apart"))
    starts = [e.start for e in mention.evidence if e.aspect == "participant"]
    if not said or mention.type not in TALKS or len(starts) != len(parts) or len(parts) < 3:
        return None
    before = [p for p, start in zip(parts, starts, strict=True) if start <= mention.trigger.start]
    after = [p for p in parts if p not in before]
    one, several = sorted((before, after), key=len)
    return (one, several) if len(one) == 1 else None


def _joint(scene: Scene, trigger: Match) -> bool:
    """Whether words beside a call, or it itself, tell that all took part in one: "a four-way conversation"."""
    return any(m.first < trigger.last + BESIDE and trigger.first - BESIDE < m.last for m in scene.matches("joint"))


def _interval(
    document: Document,
    scene: Scene,
    trigger: Match,
    found: Arguments,
    verdict: Verdict,
) -> TimeInterval | None:
    """What the text tells of the days; those of a gathering that only the tables know are nobody's word."""
    if found.time is None:
        return None
    time = read(scene, trigger, found.time, verdict, document.published)
    if verdict.gone and time is not None and not of_the_aim(scene, found.time, trigger):
        over = time.end is not None and document.published is not None and time.end < document.published
        return time if over else None  # "arrived today for talks": that is not their day
    return None if of_another(scene, trigger, found.time, verdict, time, document.published) else time


def _of_edition(scene: Scene, gathering: GatheringMention | None, found: Arguments) -> TimeInterval | None:
    """The days of a gathering called by its town, "the G20 in Bali", where the text gives none.

    Those of one that only the tables single out, "the NATO summit", are nobody's word.
    """
    if gathering is None or found.time is not None or gathering.gathering.place is None:
        return None
    town = gathering.gathering.place.key
    named = any(p.place.key == town and p.first >= gathering.first for p in scene.annotated.places)
    inside = any(i in scene.placed for i in range(gathering.first, gathering.last))
    return gathering.gathering.time if named or inside else None


def _gathering(scene: Scene, trigger: Match, kind: EventType) -> GatheringMention | None:
    """The named gathering the trigger is of, or at: one of the same clause."""
    if (own := own_gathering(scene, trigger)) is not None:
        return own
    here = scene.clauses.owner[trigger.first]
    same = [
        g
        for g in scene.annotated.gatherings
        if scene.clauses.owner[g.first] == here
        and (g.first >= trigger.last or (kind in HELD_AT and "in" in scene.preposition(g.first)))
    ]
    return same[0] if same and kind is not EventType.CONFERENCE else None


def _evidence(
    span: Span, trigger: Match, verdict: Verdict, found: Arguments, sources: Sequence[Evidence]
) -> tuple[Evidence, ...]:
    made = [Evidence("trigger", f"{trigger.payload[2]}: {trigger.entry}", span.start, span.end), *verdict.evidence]
    made += [Evidence("participant", entry, start, end) for start, end, entry in found.spans]
    if found.time is not None:
        made.append(Evidence("time", found.time.entry, found.time.start, found.time.end))
    return (*made, *sources)
