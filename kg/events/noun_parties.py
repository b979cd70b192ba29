"""Participants of an event noun: its owners and complements, then whoever acts in its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.events.absence import stays_away
from kg.events.addressed import asked_for, offered
from kg.events.around import APART, CLOSE, PARTNER, REACH, Around, other_event, taken
from kg.events.carriers import FRONT, carrier, following, framed, main_parties, unsaid
from kg.events.clauses import TENSED
from kg.events.groups import Group, flat
from kg.events.relative import with_whom
from kg.events.scene import Scene
from kg.events.subjects import speaking
from kg.model import ActorKind, ActorMention, EventType, Match, Status
from kg.tokens import QUOTES

#: What one side does to the other: said or done at a meeting, it makes the meeting no mere setting.
_ACTS = (EventType.STATEMENT, EventType.CONFLICT, EventType.SANCTION)
#: Where people are together.
_GATHERINGS = (EventType.MEETING, EventType.SUMMIT, EventType.CONFERENCE)
#: Tokens between an event noun and the parties that "between" names, once others are known.
NEAR = 6
#: What shows whose an event is; a mediation is also theirs who lead it.
_DOES = frozenset({"of", "by"})
_LEADS = _DOES | {"led_by"}
#: Kinds of function words after which another noun phrase has begun.
_LINKS = ("of", "to", "in", "with", "for", "about", "from", "by")


def parties_of_noun(around: Around) -> tuple[list[ActorMention], list[ActorMention]]:
    """Participants of an event noun: its complements, then the subject of the verb that carries it."""
    scene, trigger, frame, clause = around.scene, around.trigger, around.frame, around.clause
    first, second = complements(around)
    if frame == "mutual" and not first and (urged := asked_for(around)):
        return flat(urged), flat(second)
    if frame in ("mutual", "call") and not second and (pair := with_whom(around)) is not None:
        return flat([*pair[0], *first]), flat(pair[1])
    if not first and not second and (body := _its_body(around)) is not None:
        return [body], []
    if trigger.payload[0] is EventType.CONFLICT:
        return _at_war([*first, *second, *_attacked(around)]), []
    if trigger.first <= FRONT and not (second and not first):
        first = following(around, first, partnered=bool(second))
    if frame == "call" and len(flat([*first, *second])) < 2 and "in" in scene.preposition(trigger.first):
        own = main_parties(scene, clause.number, partnered=bool(second))
        first = [*own, *(g for g in first if g not in own)]  # "In a call on Saturday Biden warned Putin"
    setting = _is_setting(around) and not (not first and not second and _agreed_at(around))
    if second and not first and not setting:
        first = framed(around)
    first = [*first, *_in_brackets(around)]
    if not first:
        first = _who_would(around)
    if any(trigger.first <= v.first < trigger.last and v.tense in ("past", "future") for v in scene.verbs):
        return flat(first), flat(second)  # "the last one took place": the noun is the subject of its own verb
    if first and _goal_named(around):
        return flat(first), flat(second)
    if not _mentioned(around, first, second) and _lacks_party(around, first, second, setting=setting):
        subject = _who_carries(around, first, setting=setting)
        if frame == "visit" and first:  # "Kyiv turned down a visit by X": who carries the verb receives
            second = [*subject, *second]
        elif frame == "visit" and len(subject) > 1:  # "Merkel stattete Russland einen Besuch ab"
            first, second = subject[:1], [*subject[1:], *second]
        else:
            first = [*subject, *(g for g in first if g not in subject)]
    lone = bool(second) and all(m.actor.kind is ActorKind.PERSON for m in flat(second))
    lone = lone and not any("between" in g.marks for g in second)
    if lone and not first and not setting and frame == "mutual":
        first = unsaid(around)
    ahead = clause.kind == "before" and scene.possessed(trigger.first)  # "before her talks with Xi, May said"
    if len(flat([*first, *second])) < 2 and (clause.kind in ("during", "after") or ahead):
        second = [*second, *main_parties(scene, clause.parent, partnered=bool(second))]
    return flat(first), flat(second)


def _its_body(around: Around) -> ActorMention | None:
    """The body that speaks of a gathering at which it does something: "NATO will invite Georgia at its summit"."""
    scene, trigger, clause = around.scene, around.trigger, around.clause
    if trigger.payload[0] not in (EventType.SUMMIT, EventType.CONFERENCE):
        return None
    if clause.kind != "during" and "in" not in scene.preposition(trigger.first):
        return None
    homes = {clause.number, clause.parent}
    before = [g for g in scene.groups if g.last <= trigger.first and scene.clauses.owner[g.first] in homes]
    doers = [g for g in before if g.bare and not g.marks and not g.oblique and not g.adjectival][:1]
    doers = [g for g in doers if any(g.last <= v.first < trigger.first for v in scene.verbs)]
    bodies = [m for g in doers for m in g.mentions if m.party.kind is ActorKind.ORGANISATION and m.party.state is None]
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
    return [g for g in inside if g.bare and not g.marks and not g.adjectival][:1]


def _who_carries(around: Around, first: list[Group], *, setting: bool) -> list[Group]:
    """The subject of the verb that carries the noun, else who speaks of it; nobody where it tells who stays away."""
    if stays_away(around.scene, around.trigger):
        return []
    apart = replace(around, left=[g for g in around.left if g not in first])
    subject = [] if _gathered_elsewhere(around, first) else carrier(apart)
    if not subject and around.trigger.payload[0] is EventType.MEETING and not setting:
        subject = framed(around)  # "at a meeting of the ministers Jung said": he was there
    return subject or (speaking(around) if not first else [])


def _attending(around: Around) -> list[Group]:
    """Who takes part where the gathering stands first and they behind the verb: "at the meeting took part X and Y"."""
    scene, owner = around.scene, around.scene.clauses.owner
    verbs = [m for m in scene.matches("attend") if m.first >= around.trigger.last]
    verb = next((m for m in verbs if owner[m.first] == around.clause.number), None)
    if verb is None or not scene.preposition(around.trigger.first):
        return []
    behind = [g for g in around.right if 0 <= g.first - verb.last <= 1 and g.bare and not g.adjectival]
    return behind[:1]


def _in_brackets(around: Around) -> list[Group]:
    """Who took part, listed behind the event noun: "talks of four ministers (Ukraine - X, Germany - Y)"."""
    scene, trigger = around.scene, around.trigger
    near = (c for c in scene.clauses.clauses if c.kind == "bracket" and c.parent == around.clause.number)
    bracket = next((c for c in near if 0 <= c.first - trigger.last <= CLOSE), None)
    if bracket is None:
        return []
    inside = [g for g in scene.groups if scene.clauses.owner[g.first] == bracket.number and not g.marks]
    persons = [g for g in inside if all(m.actor.kind is ActorKind.PERSON for m in g.mentions)]
    return persons if len(flat(persons)) > 1 else []


def complements(around: Around) -> tuple[list[Group], list[Group]]:
    """Noun phrases that belong to the event noun itself: its owners, and the other party."""
    scene, trigger, left = around.scene, around.trigger, around.left
    goals = [g for g in (*left, *around.within) if around.frame == "visit" and scene.is_goal(g.first, g.last)]
    if around.frame == "visit":  # "the journey of the Pope to Syria", all of it the event's words
        goals += [g for g in around.within if g.marks & {"in", "to"} and g not in goals]
    owners = [g for g in left if _owns(scene, g, trigger) and g not in goals]
    first, second = _behind(around, [g for g in around.within if g not in goals], owned=bool(owners))
    first = [*owners, *first]
    if not _before_verb_last(around):
        second += [g for g in offered(around) if g not in first]
        second += [g for g in left if g.marks & PARTNER and not taken(scene, g, trigger, around.rivals)]
    return first, [*second, *goals]


def _behind(around: Around, first: list[Group], *, owned: bool) -> tuple[list[Group], list[Group]]:
    """Add the complements behind the noun to those in it; `owned` where an owner stands before it."""
    scene, trigger, frame = around.scene, around.trigger, around.frame
    second: list[Group] = []
    blocked = False
    for group in around.right:
        quoted = sum(scene.tokens[i].text in QUOTES for i in range(trigger.last, group.first))
        gap, kind = group.first - trigger.last - quoted, group.marks
        if other_event(scene, group, trigger, around.rivals) or gap > 2 * CLOSE:
            break
        if "of" in kind and any(_body_of(one, group) for one in (*first, *second)):
            continue
        if kind == {"of"} and gap <= 2 and _names_where(group, frame):
            continue
        if "between" in kind and (first or second or owned) and gap > NEAR:
            blocked = True  # "a visit to mend relations between allies": of another noun
        elif kind & PARTNER:
            second.append(group)
        elif (
            kind & (_LEADS if frame == "mediate" else _DOES)
            and gap <= CLOSE
            and not blocked
            and not _elsewhere(scene, group, trigger)
        ):
            first.append(group)
        elif "to" in kind and gap <= 2 and trigger.payload[0] is EventType.PHONE_CALL:
            second.append(group)  # "a call to the president"
        elif "of" in kind and group.closed and gap <= CLOSE and not blocked and not beyond(scene, trigger, group):
            first.append(group)  # "the meeting of the aides to the leaders of the Normandy Four"
        elif kind & {"to", "in"} and (frame in ("visit", "call") or _offered(around, group)):
            if frame == "call" and (beyond(scene, trigger, group) or second):
                continue  # "in a call with X he spoke of pressure on Russia"
            second.append(group)
        elif (not kind or kind & {"to", "of", "genitive"}) and gap <= CLOSE and _sends(scene, group, trigger):
            first.append(group)  # "a meeting of advisers to the leaders of the four"
        elif kind == {"genitive"} and frame == "mutual" and gap <= NEAR and _body_within(scene, group, trigger):
            first.append(group)  # "das Treffen des kleinen Kreises der G7"
        elif "in" in kind and group.closed and gap <= CLOSE:
            first.append(group)  # "talks in the Normandy format"
        elif not kind and (gap == 0 or (group.adjectival and gap <= 1)) and not _both(group):
            first.append(group)
        elif kind & APART:
            blocked = True
    return first, second


def _offered(around: Around, group: Group) -> bool:
    """Whether a meeting is put to somebody: "proposed talks to Putin" ("to Geneva" is where)."""
    scene, trigger = around.scene, around.trigger
    cues = (m for m in scene.matches("cue") if m.payload[0] is Status.PROPOSED and 0 <= trigger.first - m.last <= NEAR)
    put = any(scene.clauses.owner[m.first] == around.clause.number for m in cues)
    return put and "to" in group.marks and all(m.via != "capital" for m in group.mentions)


def _sends(scene: Scene, group: Group, trigger: Match) -> bool:
    """Whether those who meet are named by what they are to somebody, without a name of their own."""
    cases = bool(scene.lex.names.oblique_endings)  # "the meeting of advisers of the leaders of", without a preposition
    own = [g for g in scene.groups if g.silent and trigger.last <= g.first < group.first]
    own = [g for g in own if "of" in g.marks or (cases and not g.marks and g.first - trigger.last <= CLOSE // 4)]
    if not own or not (group.marks or cases) or all(m.via == "office" for m in group.mentions):
        return False  # where those are persons, they were not there
    between = range(own[-1].last, group.first)
    verbs = any(v.first in between for v in scene.verbs)
    return not verbs and not any(scene.tokens[i].text in ",;:." for i in between)


def _both(group: Group) -> bool:
    """Whether two are spoken of as such: "called on both sides in a call" says who was called on."""
    return all(m.via == "pair" for m in group.mentions)


def _at_war(groups: Sequence[Group]) -> list[ActorMention]:
    """Of those around the word for a war who wages it: no leader who speaks of it or is told of it."""
    return flat([g for g in groups if all(m.actor.kind is not ActorKind.PERSON for m in g.mentions)])


def _attacked(around: Around) -> list[Group]:
    """Against whom: "the war against Ukraine", "strikes on Iran"."""
    return [g for g in around.right if g.marks & {"against", "about"} and g.first - around.trigger.last <= 2]


def _body_within(scene: Scene, group: Group, trigger: Match) -> bool:
    """Whether a body owns the noun that owns the event: nothing but articles, adjectives and that noun between."""
    broad = all(m.actor.kind in (ActorKind.GROUP, ActorKind.ORGANISATION) for m in group.mentions)
    between = range(trigger.last, group.first)
    return broad and all(scene.is_word(i, "article") or scene.is_plain(i) for i in between)


def _names_where(group: Group, frame: str) -> bool:
    """Whether an "of" tells where, not who: "the Paris accord", "the treaty of the Caucasus"."""
    return all(m.via == "capital" or (frame == "sign" and m.via == "collective") for m in group.mentions)


def _is_setting(around: Around) -> bool:
    """Whether another event happens at this one: "met at the summit".

    Those who met are not thereby the summit's parties; who travels to talks takes part.
    """
    owner = around.scene.clauses.owner
    return bool(around.scene.preposition(around.trigger.first)) and any(
        owner[r.first] == around.clause.number and r.payload[1] != "visit" and r.payload[0] not in _ACTS
        for r in around.rivals
    )


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
    return around.trigger.payload[0] in _GATHERINGS and any(
        not around.scene.is_noun(r) and around.scene.clauses.owner[r.first] == around.clause.number for r in verbs
    )


def _lacks_party(around: Around, first: Sequence[Group], second: Sequence[Group], *, setting: bool) -> bool:
    """Whether a party is missing that the verb around the event noun may give."""
    complete = any("between" in g.marks and len(g.mentions) > 1 for g in second)
    if around.frame == "mediate" and not first:  # between whom is said, who mediates is not; or it is led
        return (complete or _led(around)) and not setting
    alone = bool(second) and not first  # "proposed it at a meeting with Putin": the other party is who proposed it
    named = around.frame != "sign" or bool(second)  # "France criticised the accord": who speaks of it has not signed it
    few = len(flat([*first, *second])) < 2
    return named and (not setting or alone) and not complete and (few or alone)


def _led(around: Around) -> bool:
    """Whether a verb right before the noun merely carries it: "Qatar leads the mediation", unlike "praised"."""
    owner, first = around.scene.clauses.owner, around.trigger.first
    verbs = [v for v in around.scene.verbs if 0 <= first - v.last <= NEAR and owner[v.first] == around.clause.number]
    last = bool(around.scene.lex.clauses.final_verb)
    verbs += [v for v in around.scene.verbs if last and 0 <= v.first - around.trigger.last <= 1]
    return any(v.support for v in verbs)


def _goal_named(around: Around) -> bool:
    """Whether a visit's goal stands behind it: who tells of "her visit to Washington" did not receive her."""
    scene, trigger = around.scene, around.trigger
    near = (p for p in scene.annotated.places if 0 <= p.first - trigger.last <= 2)
    return around.frame == "visit" and any("to" in scene.preposition(p.first) for p in near)


def _elsewhere(scene: Scene, group: Group, trigger: Match) -> bool:
    """Whether an "of" belongs to another noun, or stands after the main verb."""
    if _of_another(scene, group, trigger) or _of_its_own(scene, group, trigger):
        return True
    return not group.marks & {"by", "led_by"} and beyond(scene, trigger, group)


def _body_of(one: Group, other: Group) -> bool:
    """Whether an organisation only says whose body the one before it is: "the Security Council of the UN"."""
    organisations = all(m.actor.kind is ActorKind.ORGANISATION for m in (one.mentions[-1], *other.mentions))
    return organisations and 0 < other.first - one.last <= REACH


def beyond(scene: Scene, trigger: Match, group: Group) -> bool:
    """Whether a finite verb stands before an "of": "in a call with X he spoke of Syria"."""
    owner = scene.clauses.owner
    own = [v for v in scene.verbs if owner[v.first] == owner[trigger.first] and v.tense in TENSED]
    return any(trigger.last <= v.first < group.first for v in own)


def _before_verb_last(around: Around) -> bool:
    """Whether a verb that stands last tells the event, and the noun before it where ("am Gipfel traf")."""
    scene, trigger, owner = around.scene, around.trigger, around.scene.clauses.owner
    if not scene.lex.clauses.final_verb or not scene.preposition(trigger.first):
        return False
    return any(r.classes and r.first > trigger.first and owner[r.first] == around.clause.number for r in around.rivals)


def _of_another(scene: Scene, group: Group, trigger: Match) -> bool:
    """Where capitals show nouns: whether one between makes "of X" its own ("talks since the treaty of Lisbon")."""
    bodies = all(m.actor.kind is ActorKind.ORGANISATION for m in group.mentions)  # the forum of what is talked about
    if not scene.lex.nouns_capitalised or bodies:
        return False
    return any(scene.is_common(i) and scene.tokens[i].text[:1].isupper() for i in range(trigger.last, group.first))


def _of_its_own(scene: Scene, group: Group, trigger: Match) -> bool:
    """Whether an "of" follows a noun with an article of its own: "his trip since the arrival of Trump"."""
    at = group.first - 1
    while at > trigger.last and scene.is_word(at, "article") and not scene.is_word(at, "of"):
        at -= 1
    head = at - 1
    if scene.clauses.owner[group.first] != scene.clauses.owner[trigger.first]:
        return False
    if head <= trigger.last or not scene.is_word(at, "of") or "by" in group.marks:
        return False
    named = scene.tokens[head].text.isalpha() and not scene.is_word(head, "article")
    return named and scene.is_word(head - 1, "article") and not scene.is_word(head - 1, "of")


def _owns(scene: Scene, group: Group, trigger: Match) -> bool:
    """ "Trump's meeting", "the Russian-American talks", "US-Russia summit"."""
    gap = scene.tokens[group.last : trigger.first]
    if len(gap) > 4 or any(t.text in ",;:.()" for t in gap):
        return False
    possessive = any(t.lower in _clitics(scene) for t in gap) and len(gap) <= 4
    linked = any(scene.is_word(i, kind) for i in range(group.last, trigger.first) for kind in _LINKS)
    adjective = any(m.via == "adjective" for m in group.mentions) and len(gap) <= 3 and not linked
    glued = not gap or all(t.text in "-\u2013" for t in gap)
    if gap and glued and trigger.payload[0] in _GATHERINGS and _subject_matter(group):
        return False
    own = all(m.via == "pronoun" for m in group.mentions) and len(gap) <= 2
    return (possessive or adjective or glued or own) and not any(
        v.first in range(group.last, trigger.first) for v in scene.verbs
    )


def _subject_matter(group: Group) -> bool:
    """Whether a state before a hyphen is what a gathering is about: "Ukraine-Gipfel", unlike "EU-Gipfel"."""
    return len(group.mentions) == 1 and group.mentions[0].actor.kind is ActorKind.STATE


def _clitics(scene: Scene) -> set[str]:
    return {c.lower().replace("\u2019", "'") for c in scene.lex.text.clitics_after}
