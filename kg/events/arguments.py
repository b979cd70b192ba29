"""Arguments of a trigger: who takes part in which role, where, and when, read off the clause around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.events.clauses import FINITE, Clause
from kg.events.places import GATHERINGS, place_of
from kg.events.scene import Group, Scene, Verb
from kg.events.status import Verdict
from kg.events.times import time_of
from kg.model import (
    Actor,
    ActorKind,
    ActorMention,
    EventType,
    Match,
    Participation,
    Place,
    Relation,
    Role,
    Status,
    TimeMention,
)

#: What one side does to the other: said or done at a meeting, it makes the meeting no mere setting.
_ACTS = (EventType.STATEMENT, EventType.CONFLICT, EventType.SANCTION)
#: Tokens between an event noun and a noun phrase that belongs to it.
CLOSE = 12
#: An event noun among the first tokens of a sentence: "On a visit to London, Macron said".
FRONT = 4
#: Tokens between an event noun and the parties that "between" names, once others are known.
NEAR = 6
#: Adverbs between a subject and its verb.
REACH = 2
_FINITE = frozenset({"past", "present", "future", "conditional"})
_PARTNER = frozenset({"with", "between"})
_APART = frozenset({"about", "against", "for", "as", "from", "without"})
#: Kinds of function words after which another noun phrase has begun.
_LINKS = ("of", "to", "in", "with", "for", "about", "from", "by")
_ROLES = {
    "mutual": (Role.PARTICIPANT, Role.PARTICIPANT),
    "host": (Role.HOST, Role.GUEST),
    "visit": (Role.VISITOR, Role.HOST),
    "call": (Role.CALLER, Role.CALLEE),
    "mediate": (Role.MEDIATOR, Role.PARTICIPANT),
    "sign": (Role.SIGNATORY, Role.SIGNATORY),
}


@dataclass(frozen=True, slots=True)
class Arguments:
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
    subjects, objects = _parties(scene, trigger, frame, verbal, rivals)
    place, place_tokens = place_of(scene, trigger, frame, rivals)
    subject_role, object_role = _ROLES[frame]
    parts: dict[str, Participation] = {}
    spans = []
    for mentions, role in ((subjects, subject_role), (objects, object_role)):
        for mention in mentions:
            if frame == "visit" and mention.via == "demonym":
                continue  # people of a country travel; the country does not
            if mention.party.key in parts or (place_tokens == (mention.first, mention.last) and frame != "visit"):
                continue
            parts[mention.party.key] = Participation(mention.party, role)
            spans.append((mention.start, mention.end, f"{mention.via}: {mention.entry}"))
    if frame == "visit" and (seat := _capital(scene, place_tokens, parts)) is not None:
        parts[seat.party.key] = Participation(seat.party, Role.HOST)
        spans.append((seat.start, seat.end, f"{seat.via}: {seat.entry}"))
    return Arguments(tuple(parts.values()), place, time_of(scene, trigger, rivals, verdict), tuple(spans))


def _capital(scene: Scene, place: tuple[int, int] | None, parts: Mapping[str, Participation]) -> ActorMention | None:
    """The state whose capital a guest goes to: it receives him where no other host is named."""
    visitors = [p.actor for p in parts.values() if p.role is Role.VISITOR]
    if not visitors or any(p.role is Role.HOST for p in parts.values()):
        return None
    found = next((m for m in scene.annotated.actors if (m.first, m.last) == place and m.via == "capital"), None)
    return found if found is not None and all(a.state != found.party.key for a in visitors) else None


# ------------------------------------------------------------------ participants


def _parties(
    scene: Scene, trigger: Match, frame: str, verbal: bool, rivals: Sequence[Match]
) -> tuple[list[ActorMention], list[ActorMention]]:
    clause = scene.clauses.of(trigger.first)
    speakers = _pure_speakers(scene, trigger)
    groups = [
        g
        for g in scene.groups
        if not _silent(g)
        and g.mentions[0] not in speakers
        and not _site(g)
        and not _possessive(scene, g, trigger)
        and not _eponym(trigger, frame, g)
    ]
    groups = [g for g in groups if not _bound(scene, g, groups)]
    inside = [g for g in groups if _reachable(scene, g, clause, trigger)]
    left = [g for g in inside if g.last <= trigger.first]
    right = [g for g in inside if g.first >= trigger.last]
    within = [g for g in inside if g.first < trigger.last and g.last > trigger.first]
    if verbal:
        return _verbal(scene, trigger, clause, frame, (left, right, within), groups, rivals, speakers)
    return _nominal(scene, trigger, clause, frame, left, right, within, groups, rivals, speakers)


def _verbal(
    scene: Scene,
    trigger: Match,
    clause: Clause,
    frame: str,
    around: tuple[Sequence[Group], Sequence[Group], Sequence[Group]],
    groups: Sequence[Group],
    rivals: Sequence[Match],
    speakers: Sequence[ActorMention],
) -> tuple[list[ActorMention], list[ActorMention]]:
    """Participants of a verb: who does it, and with or to whom; in the passive the agent does it."""
    left, right, within = around
    objects = _objects(scene, trigger, left, right, frame, rivals)
    verb = _own_verb(scene, trigger)
    passive = verb is not None and verb.passive
    agents = [g for g in (*objects, *(left if passive else ())) if "by" in g.marks and "with" not in g.marks]
    if agents and _reduced(scene, trigger):
        return _flat(agents), _flat([*_antecedent(scene, trigger, left), *within])
    others = [g for g in groups if g not in agents]
    subjects = (
        _subject(scene, trigger, clause, left, others, speakers) or _speaking(scene, trigger, speakers) or agents[:1]
    )
    if frame == "visit" and _object_first(subjects, right):
        subjects, objects = list(right[:1]), [*subjects, *(g for g in objects if g is not right[0])]
    if frame == "visit" and not subjects:
        subjects, objects = _passive_visit(scene, right, objects)
    if scene.lex.nouns_capitalised and not right and not any(g.marks for g in objects):
        objects = [*objects, *_verb_final(left, subjects)]
    others = [g for g in (*within, *objects) if g not in subjects]
    if subjects and subjects != agents and frame in ("host", "visit") and (agents or passive):
        subjects, others = agents, [*subjects, *(g for g in others if g not in agents)]
    return _flat(subjects), _flat(others)


def _object_first(subjects: Sequence[Group], right: Sequence[Group]) -> bool:
    """Whether the town or state visited stands before the verb and who visits it after: "Kyiv visited Merkel"."""
    visited = bool(subjects) and all(
        m.via == "capital" or m.actor.kind is ActorKind.STATE for m in subjects[-1].mentions
    )
    if not visited or not right or right[0].marks:
        return False
    home = {m.actor.state for m in subjects[-1].mentions}
    return any(m.actor.kind is ActorKind.PERSON and m.actor.state not in home for m in right[0].mentions)


def _verb_final(left: Sequence[Group], subjects: list[Group]) -> list[Group]:
    """Where the verb stands last, both parties stand before it: the first is the subject (German)."""
    bare = [g for g in left if not g.marks and not _adjectival(g)]
    if len(bare) < 2 or subjects != [bare[-1]]:
        return []
    subjects[:] = [bare[-2]]
    return [bare[-1]]


def _antecedent(scene: Scene, trigger: Match, left: Sequence[Group]) -> list[Group]:
    """Whom a bare participle right after speaks of: "Bush, received by the Pope"."""
    near = [g for g in left if g.bare and not _adjectival(g) and trigger.first - g.last <= 2]
    return [g for g in near[-1:] if all(scene.tokens[i].text == "," for i in range(g.last, trigger.first))]


def _reduced(scene: Scene, trigger: Match) -> bool:
    """Whether the verb is a bare participle after its noun: "the accord signed by Tsipras"."""
    verb = _own_verb(scene, trigger)
    if verb is None or verb.tense == "participle":
        return verb is not None
    apart = trigger.first > 0 and scene.tokens[trigger.first - 1].text == ","
    return apart and verb.tense == "past" and "participle" in trigger.classes


def _own_verb(scene: Scene, trigger: Match) -> Verb | None:
    """The verb that is, or is part of, the trigger."""
    return next((v for v in scene.verbs if trigger.first <= v.first < trigger.last), None)


def _site(group: Group) -> bool:
    """A capital after "in" or "to" is a place, not a government."""
    return (
        bool(group.marks & {"in", "to", "from"})
        and "by" not in group.marks
        and all(
            m.via == "capital"
            or (m.actor.kind is ActorKind.ORGANISATION and m.actor.state is not None and m.via != "body")
            for m in group.mentions
        )
    )


def _possessive(scene: Scene, group: Group, trigger: Match) -> bool:
    """Whether a pronoun only owns what follows ("his counterpart"), other than the event itself ("his meeting")."""
    if not all(m.via == "pronoun" for m in group.mentions) or group.last >= len(scene.tokens):
        return False
    following = scene.tokens[group.last]
    if not following.text.isalpha() or 0 <= trigger.first - group.last <= 2:
        return False
    starts = {a.first for a in scene.annotated.actors} | {p.first for p in scene.annotated.places}
    named = group.last in starts
    return named or (following.text.islower() and scene.is_plain(group.last))


def _bound(scene: Scene, group: Group, groups: Sequence[Group]) -> bool:
    """Whether a possessive takes up several subjects of its own clause: "Bolivia and Chile will resume their talks"."""
    if not all(m.via == "pronoun" for m in group.mentions) or not scene.is_word(group.first, "article"):
        return False
    clause = scene.clauses.owner[group.first]
    before = [g for g in groups if g.bare and g.last <= group.first and scene.clauses.owner[g.first] == clause]
    return any(len(g.mentions) > 1 for g in before)


def _silent(group: Group) -> bool:
    """Unnamed sources take no part, unless nobody else does."""
    return all(m.via == "group" and m.acts_for is None for m in group.mentions)


def _reachable(scene: Scene, group: Group, clause: Clause, trigger: Match) -> bool:
    home = scene.clauses.of(group.first)
    if home.number == clause.number:
        return True
    noun = not trigger.classes or scene.is_noun(trigger)
    if noun and home.kind == "relative" and home.parent == clause.number and home.first - trigger.last <= 2:
        return bool(group.marks & _PARTNER)  # "the meeting that he had planned with Trump"
    lower = home.kind in ("bracket", "during") and home.parent == clause.number
    return lower and group.first >= trigger.last and abs(group.first - trigger.last) <= CLOSE


def _pure_speakers(scene: Scene, trigger: Match) -> list[ActorMention]:
    """Noun phrases that only say what happened and do not act in the trigger's own clause."""
    found: list[ActorMention] = []
    for attribution in scene.annotated.attributions:
        if attribution.asks:
            continue
        span = attribution.speaker
        home, below = scene.clauses.of(min(span.start, len(scene.tokens) - 1)), scene.clauses.of(trigger.first)
        while below.parent is not None and below.kind in ("after", "before", "during") and home != below:
            below = scene.clauses.clauses[below.parent]  # "said after meeting Putin": who says it was there
        covered = any(s.start <= trigger.first < s.end for s in attribution.said)
        if covered or home != below:
            found.extend(m for m in scene.annotated.actors if m.first == span.start and m.last == span.end)
    return found


def _subject(
    scene: Scene,
    trigger: Match,
    clause: Clause,
    left: Sequence[Group],
    groups: Sequence[Group],
    speakers: Sequence[ActorMention] = (),
) -> list[Group]:
    """The noun phrase that does it: nearest bare one to the left, or inherited from the governing clause."""
    bare = [g for g in left if g.bare and not _adjectival(g)]
    bare = [g for g in bare if not g.marks] or bare
    if bare:
        return [bare[-1]]
    if (main := _main_subject(scene, trigger, clause, groups, speakers)) is not None:
        return main
    after = [g for g in groups if "by" in g.marks and 0 <= g.first - trigger.last <= CLOSE]
    inverted = [g for g in groups if not g.marks and 0 <= g.first - trigger.last <= 1 and not _adjectival(g)]
    if after:
        return after[:1]
    if inverted and clause.kind not in ("relative", "coordinate"):
        said = _speaking(scene, trigger, speakers) if clause.kind == "complement" and scene.lex.subject_dropped else []
        return said or inverted[:1]
    for upper in scene.clauses.chain(clause)[1:]:
        candidates = [
            g
            for g in groups
            if scene.clauses.owner[g.first] == upper.number and g.last <= clause.first and not _adjectival(g)
        ]
        if clause.kind == "relative" and candidates:
            return [candidates[-1]]
        bare = [g for g in candidates if g.bare]
        owner = [g for g in candidates if "genitive" in g.marks and g.last == clause.first]
        if clause.kind == "infinitive" and owner:  # "the Kremlin rejected Kyiv's proposal to negotiate"
            met = any(g.marks & _PARTNER and scene.clauses.owner[g.first] == clause.number for g in groups)
            return owner if met else [*bare[-1:], *owner]
        if clause.kind == "coordinate":
            bare = _before_verb(scene, upper, bare) or bare
        if bare:
            return [bare[-1]]
    if inverted:
        return inverted[:1]
    subject = scene.annotated.subject
    if (
        subject is not None
        and scene.lex.subject_dropped
        and clause.kind != "relative"
        and _subjectless(scene, trigger, clause)
    ):
        return [_implied(scene, trigger, subject)]
    return []


def _main_subject(
    scene: Scene, trigger: Match, clause: Clause, groups: Sequence[Group], speakers: Sequence[ActorMention]
) -> list[Group] | None:
    """Who does the main verb, where the trigger is an infinitive or gerund beside it: "after meeting X, Y said".

    None where the trigger is another form, or nobody is found.
    """
    if not _nonfinite(scene, trigger):
        return None
    spoken = [Group((m,)) for m in speakers if m.actor.kind in (ActorKind.PERSON, ActorKind.STATE)]
    bare = [g for g in (*groups, *spoken) if g.bare and not _adjectival(g)]
    for upper in scene.clauses.chain(clause):
        verbs = [v.first for v in scene.verbs if scene.clauses.owner[v.first] == upper.number and v.tense in _FINITE]
        here = sorted((g for g in bare if scene.clauses.owner[g.first] == upper.number), key=lambda g: g.first)
        found = [
            g for g in here if any(0 <= v - g.last <= 2 for v in verbs) and not trigger.first <= g.first < trigger.last
        ]
        found = found or (_before_verb(scene, upper, here) if upper.number != clause.number else [])
        if found:
            return found[:1]
    return None


def _nonfinite(scene: Scene, trigger: Match) -> bool:
    """Whether the trigger is an infinitive or gerund, also a compound one: "after having met"."""
    verb = _own_verb(scene, trigger)
    if verb is None:
        return False
    if verb.tense in ("infinitive", "gerund"):
        return True
    before = [m for m in scene.matches("verb") if m.last == trigger.first]
    return any(m.classes & {"infinitive", "gerund"} and not m.classes & FINITE for m in before)


def _before_verb(scene: Scene, clause: Clause, groups: Sequence[Group]) -> list[Group]:
    """Of the noun phrases of a clause those before its verb: two verbs joined by "and" share the subject."""
    verb = min((v.first for v in scene.verbs if scene.clauses.owner[v.first] == clause.number), default=0)
    return [g for g in groups if g.last <= verb]


def _subjectless(scene: Scene, trigger: Match, clause: Clause) -> bool:
    """Whether no noun phrase stands before the verb in its clause: nothing that an article or a capital shows."""
    before = [i for i in range(clause.first, trigger.first) if scene.clauses.owner[i] == clause.number]
    timed = {i for t in scene.annotated.times for i in range(t.first, t.last)}
    return not any(scene.is_word(i, "article") and not scene.governed(i) for i in before if i not in timed)


def _speaking(scene: Scene, trigger: Match, speakers: Sequence[ActorMention]) -> list[Group]:
    """Who announces, and names nobody else, speaks of himself: "Rouhani announced a trip to Italy"."""
    relayers = {a.actor.key for a in scene.annotated.attributions if a.relation is Relation.RELAYER}
    near = [
        m
        for m in speakers
        if m.last <= trigger.first and m.actor.kind is not ActorKind.GROUP and m.actor.key not in relayers
    ]
    return [Group((near[-1],))] if near else []


def _implied(scene: Scene, trigger: Match, actor: Actor) -> Group:
    token = scene.tokens[trigger.first]
    mention = ActorMention(
        trigger.first, trigger.first + 1, token.start, token.end, actor, "pronoun", "subject dropped"
    )
    return Group((mention,))


def _adjectival(group: Group) -> bool:
    return all(m.via == "adjective" for m in group.mentions)


def _objects(
    scene: Scene,
    trigger: Match,
    left: Sequence[Group],
    right: Sequence[Group],
    frame: str,
    rivals: Sequence[Match],
) -> list[Group]:
    others = rivals
    if scene.lex.clauses.final_verb:  # before a verb that stands last, an event in a phrase of its own is the setting
        others = [r for r in rivals if r.section != "trigger" or r.classes or not scene.preposition(r.first)]
    found = [g for g in left if g.marks & _PARTNER and not _taken(scene, g, trigger, others)]
    wanted = {*_PARTNER, "by"} if frame == "sign" else {*_PARTNER, "to", "by"}
    wanted |= {"in"} if frame == "visit" else set()
    for group in right:
        if _other_event(scene, group, trigger, rivals):
            break
        near = group.first - trigger.last <= CLOSE
        if group.marks & wanted:
            found.append(group)
        elif group.marks & _APART or ("in" in group.marks and frame != "visit"):
            continue
        elif near and not _adjectival(group) and (not found or _inverted(scene, trigger, left, found, group)):
            found.append(group)
    return found


def _inverted(scene: Scene, trigger: Match, left: Sequence[Group], found: Sequence[Group], group: Group) -> bool:
    """Whether a subject behind its verb was found, so that this is the object: "gestern traf Merkel Obama"."""
    if not scene.lex.clauses.final_verb or len(found) != 1 or found[0].marks or group.marks:
        return False
    behind = 0 <= found[0].first - trigger.first <= 3 and not _adjectival(found[0])
    return behind and not any(g.bare and not _adjectival(g) for g in left)


def _passive_visit(scene: Scene, right: Sequence[Group], objects: Sequence[Group]) -> tuple[list[Group], list[Group]]:
    """Verb before subject: "Arrived in Kyiv the president of ..."."""
    persons = [g for g in right if not g.marks and any(m.actor.kind is ActorKind.PERSON for m in g.mentions)]
    return persons[:1], [g for g in objects if g not in persons[:1]]


def _taken(scene: Scene, group: Group, trigger: Match, rivals: Sequence[Match]) -> bool:
    """Whether another event noun has the partner for itself: "after a call with Trump he met European leaders"."""
    owned = any(r.section == "trigger" and 0 <= group.first - r.last <= REACH for r in rivals)
    return owned or _other_event(scene, group, trigger, rivals)


def _other_event(scene: Scene, group: Group, trigger: Match, rivals: Sequence[Match]) -> bool:
    """Whether another trigger stands between and takes the noun phrase for itself."""
    low, high = sorted((group.first, trigger.first))
    return any(
        low < r.first < high and scene.clauses.owner[r.first] == scene.clauses.owner[trigger.first] for r in rivals
    )


def _nominal(
    scene: Scene,
    trigger: Match,
    clause: Clause,
    frame: str,
    left: Sequence[Group],
    right: Sequence[Group],
    within: Sequence[Group],
    groups: Sequence[Group],
    rivals: Sequence[Match],
    speakers: Sequence[ActorMention],
) -> tuple[list[ActorMention], list[ActorMention]]:
    """Participants of an event noun: its complements, then the subject of the verb that carries it."""
    goals = [g for g in (*left, *within) if frame == "visit" and scene.is_goal(g.first, g.last)]
    owners = [g for g in left if _owns(scene, g, trigger) and g not in goals]
    first: list[Group] = [g for g in within if g not in goals]
    second: list[Group] = []
    blocked = False
    for group in right:
        if _other_event(scene, group, trigger, rivals) or group.first - trigger.last > 2 * CLOSE:
            break
        if "of" in group.marks and any(_body_of(one, group) for one in (*first, *second)):
            continue
        kind = group.marks
        if (
            kind == {"of"}
            and group.first - trigger.last <= 2
            and all(m.via == "capital" or (frame == "sign" and m.via == "collective") for m in group.mentions)
        ):
            continue  # "the Paris accord", "the treaty of the Caucasus": where, not who
        near = group.first - trigger.last <= CLOSE
        if "between" in kind and (first or second or owners) and group.first - trigger.last > NEAR:
            blocked = True  # "a visit to mend relations between allies": of another noun
        elif kind & _PARTNER:
            second.append(group)
        elif kind & {"of", "by"} and near and not blocked and not _elsewhere(scene, group, trigger):
            first.append(group)
        elif kind & {"to", "in"} and frame in ("visit", "call"):
            second.append(group)
        elif "in" in kind and _closed(group) and near:
            first.append(group)  # "talks in the Normandy format"
        elif not kind and (group.first == trigger.last or (_adjectival(group) and group.first - trigger.last <= 1)):
            first.append(group)
        elif kind & _APART:
            blocked = True
    first = [*owners, *first]
    if not _before_verb_last(scene, trigger, clause, rivals):
        second += [g for g in left if g.marks & _PARTNER and not _taken(scene, g, trigger, rivals)]
    second += goals
    if trigger.first <= FRONT and not (second and not first):
        first = _following(scene, trigger, groups, first, bool(second))
    if frame == "call" and len(_flat([*first, *second])) < 2 and "in" in scene.preposition(trigger.first):
        own = _main_parties(scene, clause.number, partnered=bool(second))
        first = [*own, *(g for g in first if g not in own)]  # "In a call on Saturday Biden warned Putin"
    setting = bool(scene.preposition(trigger.first)) and any(
        scene.clauses.owner[r.first] == clause.number and r.payload[1] != "visit" and r.payload[0] not in _ACTS
        for r in rivals
    )  # "met at the summit": those who met are not thereby the summit's parties; who travels to talks takes part
    complete = any("between" in g.marks and len(g.mentions) > 1 for g in second)
    if second and not first and not setting:
        first = _framed(scene, trigger, clause, right)
    if any(trigger.first <= v.first < trigger.last and v.tense in ("past", "future") for v in scene.verbs):
        return _flat(first), _flat(second)  # "the last one took place": the noun is the subject of its own verb
    alone = bool(second) and not first  # "proposed it at a meeting with Putin": the other party is who proposed it
    named = frame != "sign" or bool(second)  # "France criticised the accord": who speaks of it has not signed it
    few = len(_flat([*first, *second])) < 2
    if named and (not setting or alone) and not complete and (few or alone):
        subject = _carrier(scene, trigger, clause, left, groups, rivals)
        subject = subject or (_speaking(scene, trigger, speakers) if not first else [])
        if frame == "visit" and first:  # "Kyiv turned down a visit by X": who carries the verb receives
            second = [*subject, *second]
        else:
            first = [*subject, *(g for g in first if g not in subject)]
    if len(_flat([*first, *second])) < 2 and clause.kind in ("during", "after", "before"):
        second = [*second, *_main_parties(scene, clause.parent, partnered=bool(second))]
    return _flat(first), _flat(second)


def _elsewhere(scene: Scene, group: Group, trigger: Match) -> bool:
    """Whether an "of" belongs to another noun, or stands after the main verb."""
    return _of_another(scene, group, trigger) or ("by" not in group.marks and _beyond(scene, trigger, group))


def _body_of(one: Group, other: Group) -> bool:
    """Whether an organisation only says whose body the one before it is: "the Security Council of the UN"."""
    organisations = all(m.actor.kind is ActorKind.ORGANISATION for m in (one.mentions[-1], *other.mentions))
    return organisations and 0 < other.first - one.last <= REACH


def _beyond(scene: Scene, trigger: Match, group: Group) -> bool:
    """Whether a finite verb stands before an "of": "in a call with X he spoke of Syria"."""
    owner = scene.clauses.owner
    own = [v for v in scene.verbs if owner[v.first] == owner[trigger.first] and v.tense in _FINITE]
    return any(trigger.last <= v.first < group.first for v in own)


def _eponym(trigger: Match, frame: str, group: Group) -> bool:
    """Whether an agreement or gathering merely bears the name of a town: "the Treaty of Rome"."""
    named = frame == "sign" or trigger.payload[0] in GATHERINGS
    alone = len(group.mentions) == 1 and group.mentions[0].via == "capital"
    return named and alone and "of" in group.marks and group.first - trigger.last <= 2


def _before_verb_last(scene: Scene, trigger: Match, clause: Clause, rivals: Sequence[Match]) -> bool:
    """Whether a verb that stands last tells the event, and the noun before it where ("am Gipfel traf")."""
    if not scene.lex.clauses.final_verb or not scene.preposition(trigger.first):
        return False
    return any(r.classes and r.first > trigger.first and scene.clauses.owner[r.first] == clause.number for r in rivals)


def _following(
    scene: Scene, trigger: Match, groups: Sequence[Group], first: Sequence[Group], partnered: bool
) -> list[Group]:
    """The subject after an event noun that opens the sentence: "In his talks with Xi, Putin said": his are Putin's."""
    following = [g for g in groups if not g.marks and g.first > trigger.last and not _adjectival(g)][:1]
    owned = bool(first) and all(m.via == "pronoun" for g in first for m in g.mentions)
    if (owned and following and scene.preposition(trigger.first)) or not (first or partnered):
        return following
    return list(first)


def _closed(group: Group) -> bool:
    """Whether a group of noun phrases is one closed format, read as its members."""
    return len(group.mentions) > 1 and all(m.via == "collective" and m.first == group.first for m in group.mentions)


def _framed(scene: Scene, trigger: Match, clause: Clause, right: Sequence[Group]) -> list[Group]:
    """Who acts after an event that only sets the scene: "after talks with Lavrov Kerry flew to Berlin"."""
    opened = clause.kind in ("after", "before", "during") or scene.preposition(trigger.first) & {"in", "to"}
    if not opened:
        return []
    verbs = [v.first for v in scene.verbs if scene.clauses.owner[v.first] == clause.number and v.first > trigger.first]
    bare = (g for g in right if not g.marks and not _adjectival(g))
    return next(([g] for g in bare if any(0 <= verb - g.last <= REACH for verb in verbs)), [])


def _of_another(scene: Scene, group: Group, trigger: Match) -> bool:
    """Where capitals show nouns: whether one between makes "of X" its own ("talks since the treaty of Lisbon")."""
    bodies = all(m.actor.kind is ActorKind.ORGANISATION for m in group.mentions)  # the forum of what is talked about
    if not scene.lex.nouns_capitalised or bodies:
        return False
    return any(scene.is_common(i) and scene.tokens[i].text[:1].isupper() for i in range(trigger.last, group.first))


def _owns(scene: Scene, group: Group, trigger: Match) -> bool:
    """ "Trump's meeting", "the Russian-American talks", "US-Russia summit"."""
    gap = scene.tokens[group.last : trigger.first]
    if len(gap) > 4 or any(t.text in ",;:.()" for t in gap):
        return False
    possessive = any(t.lower in _clitics(scene) for t in gap) and len(gap) <= 4
    linked = any(scene.is_word(i, kind) for i in range(group.last, trigger.first) for kind in _LINKS)
    adjective = any(m.via == "adjective" for m in group.mentions) and len(gap) <= 3 and not linked
    glued = not gap or all(t.text in "-\u2013" for t in gap)
    own = all(m.via == "pronoun" for m in group.mentions) and len(gap) <= 2
    return (possessive or adjective or glued or own) and not any(
        v.first in range(group.last, trigger.first) for v in scene.verbs
    )


def _clitics(scene: Scene) -> set[str]:
    return {c.lower().replace("\u2019", "'") for c in scene.lex.text.clitics_after}


def _carrier(
    scene: Scene,
    trigger: Match,
    clause: Clause,
    left: Sequence[Group],
    groups: Sequence[Group],
    rivals: Sequence[Match],
) -> list[Group]:
    """The subject of the verb that carries the noun: "Putin and Trump held talks", "X wants a meeting with Y"."""
    heads = [
        *(v.first for v in scene.verbs),
        *(m.first for m in scene.matches("cue")),
        *(m.first for m in scene.matches("support")),
    ]
    inside = [i for i in heads if scene.clauses.owner[i] == clause.number and i != trigger.first]
    set_in = bool(scene.preposition(trigger.first) & {"in", "to"})  # "Trump, in a call with Macron, confirmed"
    if not any(i < trigger.first or scene.lex.nouns_capitalised or set_in for i in inside):
        return []
    candidates = [g for g in left if g.bare and not _adjectival(g)]
    if len(candidates) > 1 and _addressed(scene, candidates[-2], candidates[-1]):
        return candidates[-2:]
    if not candidates and scene.lex.clauses.final_verb and (late := _behind_verb(scene, trigger, clause, groups)):
        return late
    if candidates:
        return [candidates[-1]] if not _other_event(scene, candidates[-1], trigger, rivals) else candidates[:1]
    return _subject(scene, trigger, clause, left, groups)


def _addressed(scene: Scene, subject: Group, other: Group) -> bool:
    """Whether a subject puts something to the other party: "Selenskyj schlug Putin ein Treffen vor".

    Where nouns have no capitals and thus names no articles, only a verb that proposes shows the dative.
    """
    between = range(subject.last, other.first)
    if scene.lex.nouns_capitalised:
        return any(v.first in between for v in scene.verbs)
    return any(m.first in between and m.payload[0] is Status.PROPOSED for m in scene.matches("cue"))


def _behind_verb(scene: Scene, trigger: Match, clause: Clause, groups: Sequence[Group]) -> list[Group]:
    """Where an event noun stands first, who disposes of it stands behind the verb: "Ein Treffen sagte Trump ab"."""
    cued = {i for m in scene.matches("cue") for i in range(m.first, m.last)}
    verbs = (v for v in scene.verbs if v.first >= trigger.last and scene.clauses.owner[v.first] == clause.number)
    verb = next(verbs, None)
    if verb is None or not (verb.support or verb.first in cued):
        return []
    near = (g for g in groups if g.bare and not _adjectival(g) and 0 <= g.first - verb.last <= 3)
    return [g for g in near if scene.clauses.owner[g.first] == clause.number][:1]


def _main_parties(scene: Scene, clause: int | None, *, partnered: bool) -> list[Group]:
    """The subject of a clause took part: "during the call, Putin and Macron discussed".

    Where the call names no partner, so did the one spoken to: "he told Wang Yi in a call".
    """
    found = [
        g
        for g in scene.groups
        if scene.clauses.owner[g.first] == clause
        and (g.bare or "to" in g.marks)
        and not _adjectival(g)
        and not _silent(g)
        and any(m.party.kind in (ActorKind.PERSON, ActorKind.STATE) and m.via != "capital" for m in g.mentions)
    ]
    subjects = [g for g in found if g.bare][:1]
    spoken_to = [g for g in found if g not in subjects and g.first - (subjects[0].last if subjects else 0) <= FRONT]
    return subjects if partnered or len(_flat(subjects)) > 1 else [*subjects, *spoken_to[:1]]


def _flat(groups: Iterable[Group]) -> list[ActorMention]:
    found: list[ActorMention] = []
    for group in groups:
        for mention in group.mentions:
            if mention.via == "group" and mention.acts_for is None and any(m.via != "group" for m in group.mentions):
                continue
            if all(mention.actor.key != known.actor.key for known in found):
                found.append(mention)
    return found
