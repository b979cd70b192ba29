"""Participants of a verb: who does it, and with or to whom."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.events.parties.answered import answered
from kg.events.parties.around import APART, CLOSE, PARTNER, Around, other_event, taken
from kg.events.parties.relative import who_above, whom, with_whom
from kg.events.parties.signatories import both_sides, signatories
from kg.events.parties.subjects import speaking, subject
from kg.events.sentence.clauses import TENSED, TIMES
from kg.events.sentence.groups import Group, flat
from kg.events.sentence.places import ENCOUNTERS
from kg.events.sentence.scene import Scene
from kg.events.sentence.signed import signing
from kg.events.sentence.wishes import put_to
from kg.events.trigger.asked import COMPANY
from kg.model import ActorKind, ActorMention, EventType, Match
from kg.tokens import DASHES

#: Function words inside a verb's pattern before those whom the event is about: "a truce for Syria agreed".
_TOPIC = APART - {"as", "from"}
#: Where people come together or go.
_ENCOUNTERS = (EventType.MEETING, EventType.SUMMIT, EventType.PHONE_CALL, EventType.NEGOTIATION, EventType.VISIT)
#: Tokens between a verb's words, or the comma behind an opening participle, and a name that belongs to them.
BESIDE = 2


def parties_of_verb(around: Around) -> tuple[list[ActorMention], list[ActorMention]]:
    """Participants of a verb: who does it, and with or to whom; in the passive the agent does it."""
    if around.frame in ("mutual", "call", "mediate") and (sides := answered(around)) is not None:
        return flat(sides[:1]), flat(sides[1:])
    goal = _object_alone(around)
    around = _without(around, goal)
    scene, trigger, frame, left, right = around.scene, around.trigger, around.frame, around.left, around.right
    objects = [*_objects(around), *goal]
    if frame in ("mutual", "call") and (pair := with_whom(around)) is not None:
        return flat(pair[0]), flat([*pair[1], *(g for g in objects if g.marks & PARTNER)])
    verb = scene.verb_in(trigger)
    passive = verb is not None and (verb.passive or _received(scene, trigger))
    doers = (*objects, *((*around.within, *left) if passive else ()))
    agents = [g for g in doers if "by" in g.marks and "with" not in g.marks and not _of_another(around, g)]
    if frame == "visit" and verb is not None and not passive and verb.tense != "participle":
        objects = [g for g in objects if g.marks != {"by"}]  # "landed in Rabat, having learnt by X himself that"
        agents = []
    if signing(scene, trigger) is not None:
        return signatories(around, agents), []
    if frame == "sign" and (both := _between(objects)):
        return flat(both), []  # "seeks to bring about a truce between Israel and Hamas": no party to it
    if frame == "visit" and passive and not agents and _goal_inside(around):
        return _awaited(around)
    others = [g for g in around.groups if g not in agents]
    subjects = subject(replace(around, groups=others)) or speaking(around) or agents[:1]
    if frame == "visit" and _object_first(subjects, right):
        subjects, objects = list(right[:1]), [*subjects, *(g for g in objects if g is not right[0])]
    if frame in ("host", "visit", "call") and subjects and subjects[0].first >= trigger.last:
        objects = [*(g for g in left if g.oblique and not g.marks and not g.adjectival), *objects]
    if frame == "host" and _done_by_nobody(around, subjects, objects):
        subjects, objects = [], [*subjects, *objects]
    if frame == "visit":
        subjects = _travellers(around, subjects)
        objects = [g for g in objects if g not in subjects]
    toured = frame == "visit" and bool(subjects) and all(m.via == "capital" for m in subjects[0].mentions)
    if scene.lex.nouns_capitalised and (toured or (not right and not any(g.marks for g in objects))):
        objects = [*objects, *_verb_final(around, subjects)]
    if agents and not passive and not left and _reduced(scene, trigger):
        objects = [*objects, *_done_to(around, agents)]
    others = [*_inside(around), *objects, *both_sides(around), *_presiding(around)]
    others = [g for g in others if g not in subjects]
    if subjects and subjects != agents and frame in ("host", "visit") and (agents or passive):
        subjects, others = agents, [*subjects, *(g for g in others if g not in agents)]
    if frame in ("host", "mutual", "call") and not passive and len(flat([*subjects, *others])) == 1:
        others = [*others, *(whom(around) or who_above(around, subjects))]
    return flat(subjects), flat(_partners(around, subjects, others))


def _without(around: Around, groups: Sequence[Group]) -> Around:
    """The noun phrases around a trigger but for some that are known to be no subject."""
    rest, left = ([g for g in own if g not in groups] for own in (around.groups, around.left))
    return replace(around, groups=rest, left=left) if groups else around


def _presiding(around: Around) -> list[Group]:
    """Who leads those that come together: "Unter Leitung von X berieten die Minister", "met in talks led by X"."""
    if around.frame != "mutual" or around.trigger.payload[0] not in ENCOUNTERS:
        return []
    beside = (*around.left, *around.right)
    leading = [g for g in beside if "led_by" in g.marks and around.scene.clauses.owner[g.first] == around.clause.number]
    return [g for g in leading if not other_event(around.scene, g, around.trigger, around.rivals)]


def _between(objects: Sequence[Group]) -> list[Group]:
    """Those between whom an accord is to be; not in "X and Y signed a treaty between the two"."""
    both = (g for g in objects if "between" in g.marks and len(g.mentions) > 1)
    return [g for g in both if any(m.via != "pair" for m in g.mentions)]


def _partners(around: Around, subjects: Sequence[Group], others: Sequence[Group]) -> list[Group]:
    """Of those to or with whom something may be done, without what is talked about where a party is left."""
    if around.trigger.section == COMPANY:  # "discussed Syria with X"
        others = [g for g in others if g.marks & PARTNER]
    met = [g for g in others if not _talked_about(around.scene, g)]
    enough = around.frame in ("mutual", "call") and len(flat([*subjects, *met])) > 1
    return met if enough else list(others)


def _travellers(around: Around, subjects: list[Group]) -> list[Group]:
    """Who travels: whose plane it is, the subject, who stands among the verb's words or behind it."""
    if not any(g in around.left for g in subjects):
        subjects = _aboard(around) or subjects
    within = [g for g in around.within if g.bare and not g.adjectival][:1]  # "flog Kerry nach Kairo"
    return subjects or within or _behind_verb(around.right)


def _aboard(around: Around) -> list[Group]:
    """Whose plane or train does what a verb of motion tells: "the plane of Pelosi landed", "Pelosi's plane"."""
    planes = [m for m in around.scene.matches("conveyance") if m.last <= around.trigger.first]
    if not planes or around.trigger.first - planes[-1].last > CLOSE:
        return []
    behind = [g for g in around.left if 0 <= g.first - planes[-1].last <= BESIDE]
    owners = [g for g in around.left if 0 <= planes[-1].first - g.last <= BESIDE and not g.adjectival]
    return [g for g in (*behind, *owners[-1:]) if g.people][:1]


def _done_by_nobody(around: Around, subjects: Sequence[Group], objects: Sequence[Group]) -> bool:
    """Whether a case shows that who stands before the verb is received, by nobody named: "Orban they met in Moscow"."""
    seats = (g for g in around.scene.groups if "in" in g.marks and not g.people)
    there = any(m.via == "capital" or m.party.key == m.actor.state for g in seats for m in g.mentions)
    before = bool(subjects) and subjects[0].last <= around.trigger.first and there
    cased = all(g.oblique and not g.marks and g.people for g in subjects)
    return before and cased and not any(g.people and not g.marks for g in objects)


def _inside(around: Around) -> list[Group]:
    """Those inside the verb's words with or to whom it is done."""
    topic = _TOPIC - {"for"} if around.frame == "visit" else _TOPIC  # "went on for Rome"
    if around.frame == "sign":  # "agreed on refugees from Syria", "on the border with Mexico"
        topic = topic | {"from", "to"}
    within = [g for g in around.within if not (g.marks & topic or _aside(around, g)) or g.marks & PARTNER]
    if any(_of_noun_behind(around, r) for r in around.rivals):
        within = within[1:]  # "nach Gespraechen | mit X beriet": he is whom one talked with before
    doers = [g for g in around.left if not g.marks & PARTNER]
    if around.frame in ("mutual", "call") and doers and _names_partner(around):
        within = [g for g in within if g.marks & PARTNER]  # "discussed Syria with Putin": what they talk about
    return [g for g in within if g.marks & {"in", "to"}] if _leaves(around.scene, around.trigger) else within


def _of_noun_behind(around: Around, noun: Match) -> bool:
    """Whether a verb's pattern begins with the "with" of an event noun right before it that tells after what."""
    scene, first = around.scene, around.trigger.first
    beside = noun.last == first and not noun.classes and scene.is_word(first, "with")
    return beside and "behind" in scene.preposition(noun.first)


def _names_partner(around: Around) -> bool:
    """Whether a verb's pattern holds the "with" before the other party."""
    trigger = around.trigger
    return any(around.scene.is_word(i, "with") for i in range(trigger.first + 1, trigger.last))


def _talked_about(scene: Scene, group: Group) -> bool:
    """Whether a "with" belongs to the noun of what is talked about: "they spoke about the dispute with Iran"."""
    at = group.first - 1
    while at > 0 and scene.is_word(at, "article"):
        at -= 1
    if "with" not in group.marks or not scene.is_word(at, "with"):
        return False
    at -= 1
    while at > 0 and scene.tokens[at].text.isalpha() and (scene.is_word(at, "article") or scene.is_plain(at)):
        at -= 1
    return group.first - at > BESIDE and scene.is_word(at, "about")


def _object_alone(around: Around) -> list[Group]:
    """Where verbs stand last, the one noun phrase that is the object though it stands where subjects do.

    Who does what an infinitive tells is told above it: "weigerte sich, Biden zu treffen"; no state travels: "Scholz,
    der Japan besucht".
    """
    scene, clause, owner = around.scene, around.clause, around.scene.clauses.owner
    if not scene.lex.clauses.final_verb or around.trigger.payload[0] not in _ENCOUNTERS:
        return []
    own = [g for g in around.left if not g.marks and not g.adjectival and owner[g.first] == clause.number]
    if len(own) != 1 or not (clause.kind == "infinitive" or (clause.kind == "relative" and around.frame == "visit")):
        return []
    return own if clause.kind == "infinitive" or own[0].states else []


def _goal_inside(around: Around) -> bool:
    """Whether a verb's pattern holds the words before the goal: "is expected in", unlike "was visited"."""
    inside = range(around.trigger.first, around.trigger.last)
    return any(around.scene.is_word(i, kind) for i in inside for kind in ("in", "to"))


def _awaited(around: Around) -> tuple[list[ActorMention], list[ActorMention]]:
    """Who is expected somewhere travels: the subject, also one among the verb's parts ("wird X in Y erwartet")."""
    inside = [g for g in around.within if g.bare and not g.adjectival]
    bare = [g for g in around.left if g.bare and not g.adjectival and not g.oblique]
    behind = [g for g in around.right if not g.marks and not g.adjectival and g.people]
    goals = [g for g in (*around.within, *around.right) if g.marks & {"in", "to"}]
    return flat(inside[:1] or bare[-1:] or behind[:1] or subject(around)), flat(goals)


def _done_to(around: Around, agents: Sequence[Group]) -> list[Group]:
    """Whom a participle that opens the sentence is about: "Received by Macron on Monday, Putin said"."""
    scene, end = around.scene, agents[-1].last
    if around.trigger.first > 1 or not any(t.text == "," for t in scene.tokens[end : end + CLOSE]):
        return []
    after = [g for g in scene.groups if g.first > end and g.bare and not g.marks and not g.adjectival and not g.silent]
    return [g for g in after[:1] if any(t.text == "," for t in scene.tokens[end : g.first])]


def _object_first(subjects: Sequence[Group], right: Sequence[Group]) -> bool:
    """Whether the town or state visited stands before the verb and who visits it after: "Kyiv visited Merkel"."""
    visited = bool(subjects) and all(
        m.via == "capital" or (m.actor.kind is ActorKind.STATE and m.via != "body") for m in subjects[-1].mentions
    )
    if not visited or not right or right[0].marks:
        return False
    home = {m.actor.state for m in subjects[-1].mentions}
    return any(m.actor.kind is ActorKind.PERSON and m.actor.state not in home for m in right[0].mentions)


def _verb_final(around: Around, subjects: list[Group]) -> list[Group]:
    """Where the verb stands last, both parties stand before it: the first is the subject (German).

    The second is not the verb's where that of another event comes first: "hatte Rice Beirut besucht und X getroffen".
    """
    bare = [g for g in around.left if not g.marks and not g.adjectival]
    if len(bare) < 2 or subjects != [bare[-1]]:
        return []
    subjects[:] = [bare[-2]]
    verbs = [r for r in around.rivals if r.classes]
    return [] if other_event(around.scene, bare[-1], around.trigger, verbs) else [bare[-1]]


def _reduced(scene: Scene, trigger: Match) -> bool:
    """Whether the verb is a bare participle after its noun: "the accord signed by Tsipras"."""
    verb = scene.verb_in(trigger)
    if verb is None or verb.tense == "participle":
        return verb is not None
    apart = trigger.first > 0 and scene.tokens[trigger.first - 1].text == ","
    return apart and verb.tense == "past" and "participle" in trigger.classes


def _received(scene: Scene, trigger: Match) -> bool:
    """Whether a bare participle opens the sentence and a name right behind its comma is the guest: "Received in"."""
    if trigger.payload[1] != "host" or trigger.first > 1 or not _reduced(scene, trigger):
        return False
    comma = next((i for i in range(trigger.last, len(scene.tokens)) if scene.tokens[i].text == ","), len(scene.tokens))
    return any(g.first > comma and g.first - comma <= BESIDE + 1 and g.bare for g in scene.groups)


def _objects(around: Around) -> list[Group]:
    """With or to whom it is done."""
    scene, trigger, frame, rivals = around.scene, around.trigger, around.frame, around.rivals
    others = rivals
    if scene.lex.clauses.final_verb and frame != "visit":
        # before a verb that stands last, an event in a phrase of its own is the setting
        others = [r for r in rivals if r.section != "trigger" or r.classes or not _frames(scene, r)]
    found = [g for g in around.left if g.marks & PARTNER and not taken(scene, g, trigger, others)]
    if frame == "visit" and scene.lex.names.oblique_endings:  # "to China came a delegation of", in cases
        found += [g for g in around.left if "to" in g.marks and g.states and all(m.via == "name" for m in g.mentions)]
    if frame == "visit" and scene.lex.clauses.final_verb:  # "ist in die Ukraine gereist"
        free = [g for g in around.left if not taken(scene, g, trigger, others)]
        goals = [g for g in free if g.states and all(m.via != "capital" for m in g.mentions)]
        towards = [g for g in goals if "to" in g.marks]
        found += towards or [g for g in goals if "in" in g.marks and not g.adjectival]  # "ist in Japan eingetroffen"
    wanted = {*PARTNER, "by"} if frame == "sign" else {*PARTNER, "to", "by"}
    if frame == "visit":  # "visited Rome to mend ties between X and Y"
        wanted = (wanted | {"in"}) - {"between"}
    verb = scene.verb_in(trigger)
    if frame == "visit" and verb is not None and not verb.passive:
        wanted -= {"by"}  # "von China reist Bush in die Mongolei"
    wanted |= {"about", "against"} if trigger.payload[0] is EventType.CONFLICT else set()  # "strikes on Iran"
    signed = frame == "sign" and bool(subject(around))
    for group in around.right:
        if other_event(scene, group, trigger, rivals) or _of_next_verb(around, group):
            break
        if _no_object(around, group):
            continue
        if signed and not group.marks & wanted and group.states:
            continue  # "agreed to halve the number of U.S. destroyers": of what was agreed
        near = group.first - trigger.last - _dated(scene, trigger.last, group.first) <= CLOSE
        goal = frame == "visit" and bool(group.marks) and group.first - trigger.last <= 1  # "left for", "bound for"
        if group.marks & wanted or (goal and scene.is_word(trigger.last - 1, "for")) or _called_for(around, group):
            found.append(group)
        elif group.marks & APART or ("in" in group.marks and frame != "visit") or _renamed(scene, group):
            continue
        elif frame == "mutual" and group.oblique and not group.marks:
            continue  # "discussed Syria", in a case that shows it to be the object
        elif frame == "host" and group.first > trigger.last and _anaphoric(group):
            continue  # "received all that they need": whom one receives stands at once behind the verb
        elif near and not group.adjectival and (not found or _inverted(around, found, group)):
            found.append(group)
    return found


def _frames(scene: Scene, noun: Match) -> bool:
    """Whether an event noun only tells where or when: "beim Treffen mit X"; what one did before is his with whom."""
    before = scene.preposition(noun.first)
    return bool(before) and "behind" not in before


def _no_object(around: Around, group: Group) -> bool:
    """Whether a noun phrase behind a verb only tells where it was done, or belongs to another word."""
    scene, trigger, frame = around.scene, around.trigger, around.frame
    if _of_the_setting(around, group):
        return True  # "met on the sidelines of the NATO summit"
    if "by" in group.marks and _of_another(around, group):
        return True  # "agreed to investigate crimes committed by X"
    if not group.marks and frame != "sign" and _does_another(around, group):
        return True  # "called Putin while Zelensky and Macron were in Washington"
    if frame in ("host", "mutual", "call") and "in" in group.marks and group.states:
        return True  # "received in the Vatican the president", "discussed with Putin the situation in Syria"
    if frame in ("mutual", "call") and all(m.via == "gathering" for m in group.mentions):
        return True  # "met at the G20 summit"
    of_whom = scene.is_word(trigger.last - 1, "of") and len(flat(subject(around))) < 2  # "X and Y spoke of Z"
    called = frame == "call" and not of_whom  # "got a call of X"
    # "received the cyclists of the Tour of Italy", "called for an end to the attacks of Israel"
    return (called or frame == "host") and "of" in group.marks


def _does_another(around: Around, group: Group) -> bool:
    """Whether a noun phrase behind is the subject of a clause of time, its verb behind it."""
    scene, number = around.scene, around.scene.clauses.owner[group.first]
    if (
        number == around.clause.number
        or scene.lex.clauses.final_verb
        or scene.clauses.of(group.first).kind not in TIMES
    ):
        return False
    return any(v.first >= group.last and scene.clauses.owner[v.first] == number for v in scene.verbs)


def _of_another(around: Around, group: Group) -> bool:
    """Whether an agent did what another participle right before it tells: "crimes committed by the army of X".

    Or "X, accompanied by Y, was received".
    """
    scene, trigger, at = around.scene, around.trigger, group.first
    edge = trigger.last if at >= trigger.last else 0
    while at > edge and scene.kinds.get(at - 1) and not scene.is_word(at, "by"):
        at -= 1
    other = (v for v in scene.verbs if v.last == at and (v.first >= trigger.last or v.last <= trigger.first))
    return any(v.tense in ("participle", "past") for v in other)


def _called_for(around: Around, group: Group) -> bool:
    """Whether a pattern ends with the word before the other party: "got a call from X", "paid a call on Y"."""
    scene, end = around.scene, around.trigger.last
    if group.first - end > BESIDE:
        return False
    if around.frame == "sign":  # "offered a truce to"
        return "to" in group.marks and scene.is_word(end - 1, "to")
    if around.frame == "visit":  # "will be a guest of"
        return "of" in group.marks and group.people and scene.is_word(end - 1, "of")
    marks = group.marks & {"from", "about"} if group.people and around.frame in ("mutual", "host", "call") else ()
    return any(scene.is_word(end - 1, kind) for kind in marks)


def _of_the_setting(around: Around, group: Group) -> bool:
    """Whether a noun phrase tells whose the gathering is beside which it is done: who met there, no party to it."""
    scene = around.scene
    for noun in around.rivals:
        at = None if scene.verbal(noun) or group.marks & PARTNER else scene.aside(noun)
        if at is None:
            continue
        behind = 0 <= group.first - noun.last <= BESIDE and bool(group.marks & {"of", "genitive"})
        if behind or at <= group.first < noun.last:
            return True
    return False


def _aside(around: Around, group: Group) -> bool:
    """Whether a noun phrase inside a verb's words is where it was done, or says more of what is talked about."""
    scene, first = around.scene, around.trigger.first
    if around.frame == "visit" or not group.marks & {"in", "of", "genitive"}:
        return False
    if "in" in group.marks and group.states and not put_to(scene, group.first, group.last):
        return True  # "signed in Singapore a declaration"
    said = [i for i in range(first, group.first) if scene.is_word(i, "about")]
    named = any(said[-1] < g.first < group.first for g in around.within) if said else True
    return not named and not any(scene.is_word(i, kind) for i in range(said[-1], group.first) for kind in PARTNER)


def _leaves(scene: Scene, trigger: Match) -> bool:
    """Whether a journey is told with where it begins inside: "left Washington for" goes to what follows."""
    return trigger.payload[1] == "visit" and trigger.last - trigger.first > 2 and scene.is_word(trigger.last - 1, "for")


def _of_next_verb(around: Around, group: Group) -> bool:
    """Whether a second verb, joined by "and", has the noun phrase: "receives Pompeo and asks Trump for a deal"."""
    scene, trigger, owner = around.scene, around.trigger, around.scene.clauses.owner
    if scene.lex.clauses.final_verb:
        return False
    verbs = (v.first for v in scene.verbs if v.tense in TENSED and trigger.last <= v.first < group.first)
    return any(scene.is_word(at - 1, "and") and owner[at] == owner[trigger.first] for at in verbs)


def _renamed(scene: Scene, group: Group) -> bool:
    """Whether a state only tells whose the person is whom a dash names: "welcomed a friend of Ukraine - X"."""
    states = group.oblique and group.states
    after = next((g for g in scene.groups if g.first == group.last + 1), None)
    if not states or after is None or scene.tokens[group.last].text not in DASHES:
        return False
    return after.mentions[0].actor.kind is ActorKind.PERSON


def _anaphoric(group: Group) -> bool:
    return all(m.via in ("pronoun", "pair") for m in group.mentions)


def _dated(scene: Scene, first: int, last: int) -> int:
    """Tokens of dates between two places of a sentence: "received, on Sunday 12 March 2023, the minister"."""
    return sum(t.last - t.first for t in scene.annotated.times if first <= t.first and t.last <= last)


def _inverted(around: Around, found: Sequence[Group], group: Group) -> bool:
    """Whether a subject behind its verb was found, so that this is the object: "gestern traf Merkel Obama"."""
    if not around.scene.lex.clauses.final_verb or len(found) != 1 or found[0].marks or group.marks:
        return False
    behind = 0 <= found[0].first - around.trigger.first <= 3 and not found[0].adjectival
    return behind and not any(g.bare and not g.adjectival for g in around.left)


def _behind_verb(right: Sequence[Group]) -> list[Group]:
    """Verb before subject: "Arrived in Kyiv the president of ..."."""
    return [g for g in right if not g.marks and any(m.actor.kind is ActorKind.PERSON for m in g.mentions)][:1]
