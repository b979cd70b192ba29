"""Participants of an event noun: its owners and complements, then whoever acts in its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.events.parties.addressed import asked_for
from kg.events.parties.answered import answered
from kg.events.parties.around import CLOSE, Around
from kg.events.parties.carriers import FRONT, carrier, following, framed, main_parties, unsaid
from kg.events.parties.complements import NEAR, complements
from kg.events.parties.invited import inviting
from kg.events.parties.programme import scheduled
from kg.events.parties.relative import with_whom
from kg.events.parties.signatories import signatories
from kg.events.parties.strife import at_strife
from kg.events.parties.subjects import LEFT_OUT, speaking
from kg.events.parties.thanks import thanked_for
from kg.events.sentence.clauses import TIMES
from kg.events.sentence.groups import Group, flat
from kg.events.sentence.places import GATHERINGS, TOGETHER, own_gathering
from kg.events.sentence.scene import Scene
from kg.events.sentence.signed import signing
from kg.events.status.absence import stays_away
from kg.model import ActorKind, ActorMention, EventType, Match, Status

#: How the evidence of those begins by whose account something is so: "according to X".
_ACCOUNT = ("attribution.according_to", "attribution.speaker_before")
#: What one side does to the other: said or done at a meeting, it makes the meeting no mere setting.
_ACTS = (EventType.STATEMENT, EventType.CONFLICT, EventType.SANCTION)


def parties_of_noun(around: Around) -> tuple[list[ActorMention], list[ActorMention]]:
    """Participants of an event noun: its complements, then the subject of the verb that carries it."""
    scene, trigger, frame, clause = around.scene, around.trigger, around.frame, around.clause
    if signing(scene, trigger) is not None:
        return signatories(around, ()), []
    if frame != "visit" and (sides := answered(around)) is not None:
        return flat(sides[:1]), flat(sides[1:])
    first, second = complements(around)
    if (told := _told_otherwise(around, first, second)) is not None:
        return told
    away = stays_away(scene, trigger)
    if trigger.first <= FRONT and not (second and not first) and not away:
        first = following(around, first, partnered=bool(second))
    called = trigger.payload[0] is EventType.PHONE_CALL
    if called and len(flat([*first, *second])) < 2 and "in" in scene.preposition(trigger.first):
        own = main_parties(scene, clause.number, partnered=bool(second))
        first = [*own, *(g for g in first if g not in own)]  # "In a call on Saturday Biden warned Putin"
    setting = _is_setting(around) and not (not first and not second and _agreed_at(around))
    setting = setting and not _opens_with(around, first, second)
    if second and not first and not setting:
        first = framed(around)
    first = [*first, *(g for g in (*_in_brackets(around), *_attended_by(around)) if g not in [*first, *second])]
    whole = any("between" in g.marks and len(g.mentions) > 1 for g in second)
    beside = [g for g in inviting(around) or thanked_for(around) if g not in first and not whole]
    if beside:
        around = replace(around, left=[g for g in around.left if g not in beside])
        second = [*second, *(g for g in beside if g not in second)]
    if _merely_met_at(around, [*first, *second]):
        return _its_bodies(around, first), _its_bodies(around, second)
    if not first:
        first = _who_would(around) or _for_whom(around, partnered=bool(second)) or scheduled(around)
        first = first or (_on_errand(around) if second else [])
    if _has_own_verb(scene, trigger) or (first and _goal_named(around, first)):
        return flat(first), flat(second)
    if not _mentioned(around, first, second) and _lacks_party(around, first, second, setting=setting):
        alone = not second and frame != "visit"
        subject = [] if away and not beside else _who_carries(around, first, setting=setting, alone=alone)
        if first and all(m.via == "pronoun" and m.entry == LEFT_OUT for m in flat(subject)):
            subject = []  # "a meeting of the Council is planned" is not his who was spoken of
        if frame in ("visit", "mediate") and first:  # "Kyiv turned down a visit (mediation) by X": was to receive him
            second = [*subject, *second]
        elif frame == "visit" and len(subject) > 1:  # "Merkel stattete Russland einen Besuch ab"
            beside = [g for g in subject[1:] if "with" not in g.marks]  # who talks with him there is no host
            first, second = subject[:1], [*beside, *second]
        else:
            first = [*subject, *(g for g in first if g not in subject)]
    first = [*first, *_who_went(around, [*first, *second])]
    return _beside_lone(around, first, second, setting=setting)


def _has_own_verb(scene: Scene, trigger: Match) -> bool:
    """Whether a verb among its words has the noun for its subject: "the last one took place"."""
    verbs = [v for v in scene.verbs if trigger.first <= v.first < trigger.last]
    verbs = [v for v in verbs if trigger.classes or v.first == trigger.first]  # not "a phone call"
    return any(v.tense in ("past", "future") for v in verbs)


def _told_otherwise(
    around: Around, first: Sequence[Group], second: Sequence[Group]
) -> tuple[list[ActorMention], list[ActorMention]] | None:
    """Participants of a noun around which they are told in a way of its own; None where they are not."""
    scene, trigger, frame = around.scene, around.trigger, around.frame
    if frame == "mutual" and not first and (urged := asked_for(around)):
        return flat(urged), flat(second)
    if scene.aside(trigger) is not None:  # who met on its sidelines was not thereby its party
        met = any(r.payload[0] in TOGETHER and scene.verbal(r) for r in around.rivals)  # "am Rande des Gipfels mit X"
        return flat(first), flat([g for g in second if not (met and "with" in g.marks)])
    if frame in ("mutual", "call") and not second and (pair := with_whom(around)) is not None:
        return flat([*pair[0], *first]), flat(pair[1])
    if not first and not second and (body := _its_body(around)) is not None:
        return [body], []
    if trigger.payload[0] is EventType.CONFLICT:
        return _at_war([*first, *second, *_attacked(around)]), []
    return None


def _beside_lone(
    around: Around, first: list[Group], second: list[Group], *, setting: bool
) -> tuple[list[ActorMention], list[ActorMention]]:
    """Participants of a noun, with who acts in the clause above where one alone is named."""
    scene, trigger, frame, clause = around.scene, around.trigger, around.frame, around.clause
    lone = bool(second) and all(m.actor.kind is ActorKind.PERSON for m in flat(second))
    lone = lone and not any("between" in g.marks for g in second)
    if lone and not first and not setting and frame == "mutual":
        first = unsaid(around)
    owned = scene.possessed(trigger.first)  # "before her talks with Xi, May said"
    named = lone and not first and all(m.via != "pronoun" for m in flat(second))
    ahead = clause.kind == "before" and (owned or named)  # "before the talks with Xi, May met Macron"
    if len(flat([*first, *second])) < 2 and (clause.kind in ("during", "after") or ahead):
        own = _who_acts_above(around, partnered=bool(second))
        if ahead and not owned:
            own = [g for g in own if g.people]
        if frame == "visit":  # "during his visit he will hold talks with Hu"
            own = [g for g in own if "with" not in g.marks]
        if frame == "visit" and second and not first:  # "during a visit to Japan Scholz said": he was there
            return flat(own), flat(second)
        second = [*second, *own]
    if first or second:
        return flat(first), flat(second)
    return ([], at_strife(around)) if frame == "mediate" else (at_strife(around), [])


def _who_acts_above(around: Around, *, partnered: bool) -> list[Group]:
    """Who acts in the clause above, or in that around its words of time: "announced by X at a briefing after talks".

    The briefing is his. What another clause tells has its own subject.
    """
    for upper in around.scene.clauses.chain(around.clause)[1:]:
        own = main_parties(around.scene, upper.number, partnered=partnered)
        if own or upper.kind not in TIMES:
            return own
    return []


def _its_body(around: Around) -> ActorMention | None:
    """The body that tells of a gathering at which it does something: "NATO will invite Georgia at its summit".

    Several states that are called by one name meet alike: "European leaders adopted sanctions at a meeting".
    """
    scene, trigger, clause = around.scene, around.trigger, around.clause
    if trigger.payload[0] not in TOGETHER:
        return None
    if clause.kind != "during" and "in" not in scene.preposition(trigger.first):
        return None
    homes = {clause.number, clause.parent}
    before = [g for g in scene.groups if g.last <= trigger.first and scene.clauses.owner[g.first] in homes]
    doers = [g for g in before if g.bare and not g.marks and not g.oblique and not g.adjectival][:1]
    doers = [g for g in doers if any(g.last <= v.first < trigger.first for v in scene.verbs)]
    bodies = [m for g in doers for m in g.mentions if m.party.is_body or m.party.kind is ActorKind.GROUP]
    return bodies[0] if len(bodies) == len(flat(doers)) == 1 else None


def _who_would(around: Around) -> list[Group]:
    """Who does what a relative clause behind the noun tells: "the visit that Macron was to pay to Ottawa"."""
    scene, trigger = around.scene, around.trigger
    below = (c for c in scene.clauses.clauses if c.kind == "relative" and c.parent == around.clause.number)
    told = next((c for c in below if 0 <= c.first - trigger.last <= 1), None)
    if told is None:
        return []
    verbs = [v for v in scene.verbs if scene.clauses.owner[v.first] == told.number]
    if not any(v.support for v in verbs):
        return []
    inside = [g for g in around.groups if scene.clauses.owner[g.first] == told.number and g.last <= verbs[0].first]
    doing = [g for g in inside if g.bare and not g.marks and not g.adjectival]
    return doing[:1] or _behind_its_verb(around, told.number, verbs[0].last)


def _behind_its_verb(around: Around, clause: int, verb: int) -> list[Group]:
    """Where subjects may follow all else, the person who does it: "la visita que hace hoy a Roma el presidente X"."""
    scene = around.scene
    if not scene.lex.subject_dropped or around.frame != "visit":
        return []
    behind = [g for g in scene.groups if scene.clauses.owner[g.first] == clause and g.first >= verb and g.people]
    return [g for g in behind if not (g.marks or g.adjectival or g.silent or g.oblique)][:1]


def _who_went(around: Around, named: Sequence[Group]) -> list[Group]:
    """Whose journey opens the sentence with its goal alone: "On a visit to Israel, Blinken said"."""
    scene, trigger, clause = around.scene, around.trigger, around.clause
    if around.frame != "visit" or trigger.first > FRONT or any(m.actor.kind is ActorKind.PERSON for m in flat(named)):
        return []
    framing = clause.kind in TIMES
    if not framing and not scene.preposition(trigger.first) and not scene.kinds.get(trigger.first):
        return []
    found = main_parties(scene, clause.parent if framing else clause.number, partnered=True)
    found = [g for g in found if g.mentions[0].actor.kind is ActorKind.PERSON and g.first >= trigger.last]
    second = 1 if scene.lex.clauses.final_verb else 0  # where verbs stand second, he stands behind it
    apart = [i for g in found for i in range(trigger.last, g.first) if i not in scene.dated]
    owned = any(scene.is_word(i, kind) for i in apart for kind in ("of", "by"))
    done = any(v.first in apart[: len(apart) - second] for v in scene.verbs)
    return [] if owned or done else found


def _for_whom(around: Around, *, partnered: bool) -> list[Group]:
    """Whose journey it is, or whose meeting with somebody: "for the Pope it is the first trip to Asia"."""
    scene, trigger, clause = around.scene, around.trigger, around.clause
    if not (around.frame == "visit" or (partnered and around.frame in ("mutual", "call"))):
        return []
    if scene.preposition(trigger.first):
        return []
    own = [g for g in around.groups if scene.clauses.owner[g.first] == clause.number]
    before = [g for g in own if g.last <= trigger.first]
    if not before and partnered:  # "ein Treffen mit X stand fuer Y auf dem Programm"
        before = [g for g in own if g.first >= trigger.last and not g.marks & {"with", "of", "genitive"}]
    persons = [g for g in before if g.people]
    return persons if len(before) == 1 and "for" in before[0].marks else []


def _on_errand(around: Around) -> list[Group]:
    """Whom a bare participle tells to have been sent or charged with it: "replaced X, sent for talks with Y"."""
    scene, trigger = around.scene, around.trigger
    people = [g for g in scene.groups if g.last < trigger.first and g.people]
    for person in reversed(people):
        at = person.last + (scene.tokens[person.last].text == ",")
        between = [v for v in scene.verbs if at <= v.first < trigger.first and v.first not in scene.dated]
        if not between or between[0].first != at or between[0].tense != "participle":
            continue
        return [person] if all(v.tense in ("infinitive", "gerund", "participle") for v in between[1:]) else []
    return []


def _who_carries(around: Around, first: list[Group], *, setting: bool, alone: bool) -> list[Group]:
    """The subject of the verb that carries the noun, else who speaks of it.

    Not by whose account alone talks take place that are `alone`, with nobody named: "talks begin, according to Mattis".
    """
    apart = replace(around, left=[g for g in around.left if g not in first])
    fronted = around.frame == "visit" and not first and around.trigger.first <= FRONT
    if fronted and (traveller := framed(around)):
        return traveller  # "auf seiner Reise nach China wurde Scholz von Xi empfangen"
    subject = [] if _gathered_elsewhere(around, first) else carrier(apart)
    if not subject and around.trigger.payload[0] is EventType.MEETING and not setting:
        subject = framed(around)  # "at a meeting of the ministers Jung said": he was there
    said = speaking(around) if not first and not subject else []
    return subject or [g for g in said if not (alone and _by_account(around, g))]


def _by_account(around: Around, group: Group) -> bool:
    """Whether somebody is named only as by whose account something is so."""
    told = [a for a in around.scene.annotated.attributions if a.speaker.start == group.first]
    return bool(told) and all(a.entry.startswith(_ACCOUNT) for a in told)


def _in_brackets(around: Around) -> list[Group]:
    """Who took part, listed behind the event noun: "talks of four ministers (Ukraine - X, Germany - Y)"."""
    scene, trigger = around.scene, around.trigger
    near = (c for c in scene.clauses.clauses if c.kind == "bracket" and c.parent == around.clause.number)
    bracket = next((c for c in near if 0 <= c.first - trigger.last <= CLOSE), None)
    if bracket is None:
        return []
    inside = [g for g in scene.groups if scene.clauses.owner[g.first] == bracket.number and not g.marks]
    persons = [g for g in inside if g.people]
    return persons if len(flat(persons)) > 1 else []


def _attended_by(around: Around) -> list[Group]:
    """Whom a relative clause behind the event noun tells to be there: "the talks in which X and Y took part"."""
    scene, trigger, owner = around.scene, around.trigger, around.scene.clauses.owner
    below = (c for c in scene.clauses.clauses if c.kind == "relative" and c.parent == around.clause.number)
    told = next((c for c in below if 0 <= c.first - trigger.last <= CLOSE), None)
    if told is None or any(trigger.last <= r.first < told.first for r in around.rivals):
        return []
    inside = [m for m in scene.annotated.matches if owner[m.first] == told.number]
    words = [m for m in inside if m.section in ("attend", "presence")]
    if not words or any(m.section in ("negation", "absent") for m in inside):
        return []
    acts = [v.first for v in scene.verbs if owner[v.first] == told.number]
    here = [g for g in scene.groups if owner[g.first] == told.number]
    here = [g for g in here if g.bare and not (g.marks or g.adjectival or g.silent)]
    last = [max((v for v in acts if v < g.first), default=None) for g in here]  # "at which they will invite X to join"
    return [g for g, v in zip(here, last, strict=True) if v is None or any(m.first <= v < m.last for m in words)]


def _at_war(groups: Sequence[Group]) -> list[ActorMention]:
    """Of those around the word for a war who wages it: no leader who speaks of it or is told of it."""
    return flat([g for g in groups if all(m.actor.kind is not ActorKind.PERSON for m in g.mentions)])


def _attacked(around: Around) -> list[Group]:
    """Against whom: "the war against Ukraine", "strikes on Iran"."""
    return [g for g in around.right if g.marks & {"against", "about"} and g.first - around.trigger.last <= 2]


def _is_setting(around: Around) -> bool:
    """Whether another event happens at this one: "met at the summit".

    Those who met are not thereby the summit's parties; who travels to talks takes part.
    """
    owner = around.scene.clauses.owner
    return bool(around.scene.preposition(around.trigger.first)) and any(
        owner[r.first] == around.clause.number and r.payload[1] != "visit" and r.payload[0] not in _ACTS
        for r in around.rivals
        if not _held_at(around, r)
    )


def _opens_with(around: Around, first: Sequence[Group], second: Sequence[Group]) -> bool:
    """Whether talks with somebody open the sentence: who acts behind them held them, whatever he did there.

    "In a call with Netanyahu, Biden asked for a truce".
    """
    gathering = around.trigger.payload[0] in GATHERINGS
    partners = [g for g in second if "with" in g.marks and "between" not in g.marks]
    return around.trigger.first <= FRONT and not gathering and not first and bool(partners)


def _held_at(around: Around, gathering: Match) -> bool:
    """Whether a gathering only tells where they met: "after talks with Biden at the summit Merkel said"."""
    talks = around.trigger.payload[0] not in GATHERINGS and gathering.payload[0] in GATHERINGS
    behind = gathering.first >= around.trigger.last and not gathering.classes
    return talks and behind and "in" in around.scene.preposition(gathering.first)


def _merely_met_at(around: Around, parties: Sequence[Group]) -> bool:
    """Whether the gathering is a body's or has a name, and others met at it: "Trump met Putin at the G20 summit"."""
    scene, clause = around.scene, around.clause
    names = [g.first for g in parties if all(m.party.is_body for m in g.mentions)]
    named = own_gathering(scene, around.trigger)
    names += [named.first] if named is not None else []
    owner = scene.clauses.owner
    home = clause.parent if clause.kind == "during" else clause.number
    at = clause.kind == "during" or any("in" in scene.preposition(first) for first in names)
    met = (r for r in around.rivals if r.payload[0] is EventType.MEETING and scene.verbal(r))
    return bool(names) and at and any(owner[r.first] == home for r in met)


def _its_bodies(around: Around, side: Sequence[Group]) -> list[ActorMention]:
    """Of those around a gathering at which others met, who takes part in it: bodies alone where it has a name."""
    named = own_gathering(around.scene, around.trigger) is not None
    return [m for m in flat(side) if m.party.is_body or not named]


def _gathered_elsewhere(around: Around, first: Sequence[Group]) -> bool:
    """Whether those who meet are told, and somebody else only speaks of it: "Merkel praised the group's meeting"."""
    scene, owner = around.scene, around.scene.clauses.owner
    whole = any(m.actor.kind is ActorKind.GROUP or m.via == "collective" for g in first for m in g.mentions)
    if around.trigger.payload[0] is EventType.MEETING and "in" in scene.preposition(around.trigger.first):
        return False  # "at a meeting of the ministers Jung said"
    if not whole or not scene.lex.clauses.final_verb:
        return False
    verbs = [v for v in scene.verbs if owner[v.first] == around.clause.number]
    return bool(verbs) and not any(v.support for v in verbs)


def _mentioned(around: Around, first: Sequence[Group], second: Sequence[Group]) -> bool:
    """Whether an event only belongs to another noun: "reacted to the cancellation of the summit" is not who met."""
    if first or second or around.frame != "mutual" or not around.scene.lex.words.genitive:
        return False
    scene, head = around.scene, around.trigger.first - 2
    owned = scene.tokens[head + 1].lower in scene.lex.words.genitive or scene.is_word(head + 1, "of")
    noun = head > 0 and scene.tokens[head].text[:1].isupper() and scene.is_common(head)
    return owned and noun and (bool(scene.preposition(head)) or not scene.is_word(head - 1, "article"))


def _agreed_at(around: Around) -> bool:
    """Whether a verb tells that those at a gathering agreed: they took part in it."""
    verbs = (r for r in around.rivals if r.payload[0] is EventType.AGREEMENT and r.classes)
    kind, before = around.trigger.payload[0], around.scene.preposition(around.trigger.first)
    there = kind in TOGETHER or (kind is EventType.NEGOTIATION and "behind" in before)
    return there and any(
        not around.scene.is_noun(r) and around.scene.clauses.owner[r.first] == around.clause.number for r in verbs
    )


def _lacks_party(around: Around, first: Sequence[Group], second: Sequence[Group], *, setting: bool) -> bool:
    """Whether a party is missing that the verb around the event noun may give."""
    complete = any("between" in g.marks and len(g.mentions) > 1 for g in second)
    if around.frame == "mediate" and not first:  # between whom is said, who mediates is not; or it is led
        return (complete or _led(around)) and not setting
    alone = bool(second) and not first  # "proposed it at a meeting with Putin": the other party is who proposed it
    # "France criticised the accord": who speaks of it has not signed it, who turns down what another offers would have
    named = around.frame != "sign" or bool(second) or _turned_down(around, owned=bool(first))
    few = len(flat([*first, *second])) < 2
    return named and (not setting or alone) and not complete and (few or alone)


def _turned_down(around: Around, *, owned: bool) -> bool:
    """Whether an accord was refused, by one of those who were to make it: "Israel rejected the truce offer of Hamas".

    Where nobody's offer it is, a verb of refusing tells so: "rejected a proposal for a truce".
    """
    scene, owner, homes = around.scene, around.scene.clauses.owner, around.clause.homes
    cues = (m for m in scene.matches("cue") if m.payload[0] is Status.REJECTED and m.last <= around.trigger.first)
    if owned and any(owner[m.first] == around.clause.number for m in cues):
        return True
    acts = scene.matches("attribution.refused")
    return any(m.first < around.trigger.first and owner[m.first] in homes for m in acts)


def _led(around: Around) -> bool:
    """Whether a verb right before the noun merely carries it: "Qatar leads the mediation", unlike "praised"."""
    owner, first = around.scene.clauses.owner, around.trigger.first
    verbs = [v for v in around.scene.verbs if 0 <= first - v.last <= NEAR and owner[v.first] == around.clause.number]
    last = bool(around.scene.lex.clauses.final_verb)
    verbs += [v for v in around.scene.verbs if last and 0 <= v.first - around.trigger.last <= 1]
    return any(v.support for v in verbs)


def _goal_named(around: Around, first: Sequence[Group]) -> bool:
    """Whether a visit's goal stands behind it: who tells of "her visit to Washington" did not receive her."""
    scene, trigger = around.scene, around.trigger
    ends = [trigger.last, *(g.last for g in first if g.first >= trigger.last)]  # "the visit of the Pope to Baghdad"
    near = [p for p in scene.annotated.places if any(0 <= p.first - end <= 2 for end in ends)]
    return around.frame == "visit" and any("to" in scene.preposition(p.first) for p in near)
