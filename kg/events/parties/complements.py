"""Noun phrases that belong to an event noun itself: whose it is, and with whom."""

from __future__ import annotations

from collections.abc import Sequence

from kg.events.parties.addressed import offered
from kg.events.parties.around import APART, CLOSE, PARTNER, REACH, Around, other_event, taken
from kg.events.sentence.clauses import TENSED
from kg.events.sentence.groups import Group
from kg.events.sentence.places import TOGETHER
from kg.events.sentence.scene import Scene
from kg.model import ActorKind, EventType, Match, Status
from kg.tokens import QUOTES

#: Tokens between an event noun and the parties that "between" names, once others are known.
NEAR = 6
#: What shows whose an event is; a mediation is also theirs who lead it.
_DOES = frozenset({"of", "by"})
_LEADS = _DOES | {"led_by"}
#: Kinds of function words after which another noun phrase has begun.
_LINKS = ("of", "to", "in", "with", "for", "about", "from", "by")


def complements(around: Around) -> tuple[list[Group], list[Group]]:
    """Noun phrases that belong to the event noun itself: its owners, and the other party."""
    scene, trigger, left = around.scene, around.trigger, around.left
    goals = [g for g in (*left, *around.within) if around.frame == "visit" and scene.is_goal(g.first, g.last)]
    if around.frame == "visit":  # "the journey of the Pope to Syria", all of it the event's words
        goals += [g for g in around.within if g.marks & {"in", "to"} and g not in goals]
        back = around.clause.kind == "after" and around.clause.first == trigger.first  # "di ritorno da Kiev"
        goals += [g for g in around.within if back and g.states and g.last == trigger.last]
    owners = [g for g in left if _owns(scene, g, trigger) and g not in goals]
    first, second = _behind(around, [g for g in around.within if g not in goals], owned=bool(owners))
    first = [*owners, *first]
    if around.frame == "visit":
        goals += (visited := _visited(first))
        first = [g for g in first if g not in visited]
    if not _before_verb_last(around) and scene.aside(trigger) is None:
        second += [g for g in offered(around) if g not in first]
        free = (g for g in left if g.marks & PARTNER and not taken(scene, g, trigger, around.rivals))
        second += [g for g in free if not ("between" in g.marks and _of_another_noun(around, g))]
    return first, [*second, *goals]


def _visited(first: Sequence[Group]) -> list[Group]:
    """The adjective of the state to which a visit is, where it is of somebody else: "the Italian visit of Xi"."""
    adjectives = [g for g in first if all(m.via == "adjective" for m in g.mentions)]
    people = [g for g in first if g.people and g not in adjectives]
    homes = {m.party.state for g in people for m in g.mentions}
    return [g for g in adjectives if people and not homes & {m.party.key for m in g.mentions}]


def _behind(around: Around, first: list[Group], *, owned: bool) -> tuple[list[Group], list[Group]]:
    """Add the complements behind the noun to those in it; `owned` where an owner stands before it."""
    scene, trigger, frame = around.scene, around.trigger, around.frame
    second: list[Group] = []
    blocked = False
    for group in around.right:
        gap, kind = _gap(scene, trigger, group), group.marks
        if other_event(scene, group, trigger, around.rivals) or gap > 2 * CLOSE:
            break
        if "of" in kind and any(_body_of(one, group) for one in (*first, *second)):
            continue
        if frame == "visit" and group.people and _calls_on(scene, trigger, kind):
            second.append(group)
        elif _joins(around, group):
            first.append(group)
        elif ("by" in kind and _made_another(scene, group, second)) or (gap <= 2 and _names_where(group, frame)):
            continue
        elif "between" in kind and _between_others(around, group, gap, known=bool(first or second or owned)):
            blocked = True  # "a visit to mend relations between allies": of another noun
        elif kind & PARTNER or _spelt_out(scene, group):
            if frame != "visit" or "between" in kind or not _behind_verb(scene, trigger, group):
                second.append(group)
        elif (
            kind & (_LEADS if frame == "mediate" or trigger.payload[0] in TOGETHER else _DOES)
            and gap <= CLOSE
            and not blocked
            and not _elsewhere(scene, group, trigger)
            and not _of_verb_last(around, group)
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
        elif _by_case(around, group, gap, alone=not first):
            first.append(group)
        elif not kind and _object(scene, trigger, group) and not _both(group):
            second.append(group)
        elif not kind and (gap == 0 or (group.adjectival and gap <= 1)) and not _both(group):
            first.append(group)
        elif kind & APART:
            blocked = True
    return first, second


def _behind_verb(scene: Scene, trigger: Match, group: Group) -> bool:
    """Whether a verb stands between a visit and who is named behind it: "during his visit he will talk with Hu"."""
    told = {v.first for v in scene.verbs} | {m.first for m in scene.matches("auxiliary")}
    return any(trigger.last <= i < group.first for i in told)


def _spelt_out(scene: Scene, group: Group) -> bool:
    """Whether two persons behind a comma say who the two were: "talks with the two rivals, X and Y"."""
    at = scene.back(group.first, "article") - 1
    if scene.tokens[at].text != "," or len(group.mentions) < 2 or not group.people or group.marks:
        return False
    pairs = (m for m in scene.matches("anaphora") if m.payload == "pair" and m.last == at)
    return any(scene.preposition(m.first) & PARTNER for m in pairs)


def _between_others(around: Around, group: Group, gap: int, *, known: bool) -> bool:
    """Whether a "between" belongs to another noun, where parties are known or two hold the event.

    "X and Y held a call amid growing tensions between A and B".
    """
    if known and gap > NEAR:
        return True
    return _of_another_noun(around, group, known=known)


def _of_another_noun(around: Around, group: Group, *, known: bool = False) -> bool:
    """Whether a noun other than the event stands before a "between", and two hold the event, or are known."""
    scene, trigger = around.scene, around.trigger
    edge = trigger.last if group.first > trigger.last else 1
    near = range(group.first - 1, max(edge, group.first - NEAR), -1)
    at = next((i - 1 for i in near if scene.is_word(i, "between")), edge - 1)
    named = at in scene.named or at in scene.placed
    if at < edge or named or not scene.is_plain(at) or not scene.tokens[at].text.isalpha():
        return False
    if scene.tokens[at].text[:1].isupper() != scene.lex.nouns_capitalised:
        return False  # "talks in Geneva between X and Y"
    if any(r.payload[1] in ("mediate", "host") for r in around.rivals):
        return known  # "X and Y brokered talks on grain between A and B"
    doers = [g for g in around.left if g.bare and not g.marks and not g.adjectival and not g.oblique]
    return known or any(len(g.mentions) > 1 for g in doers if g.last <= at)


def _gap(scene: Scene, trigger: Match, group: Group) -> int:
    """Tokens between the noun and a noun phrase behind it, without what quotation marks add.

    "The summit of the countries of <<the Nine>>".
    """
    quoted = sum(scene.tokens[i].text in QUOTES for i in range(trigger.last, group.first))
    if quoted:
        quoted += sum(m.last - m.first for m in scene.matches("body") if trigger.last <= m.first < group.first)
    return group.first - trigger.last - quoted


def _by_case(around: Around, group: Group, gap: int, *, alone: bool) -> bool:
    """Whether a noun phrase is whose the event is by its case or what it is; `alone` where nobody was before."""
    scene, trigger, kind = around.scene, around.trigger, group.marks
    if (not kind or kind & {"to", "of", "genitive"}) and gap <= CLOSE and _sends(scene, group, trigger):
        return True  # "a meeting of advisers to the leaders of the four"
    if kind == {"genitive"} and around.frame == "mutual" and gap <= NEAR and _body_within(scene, group, trigger):
        return True  # "das Treffen des kleinen Kreises der G7"
    if not kind and alone and group.closed and group.oblique and gap <= 2:
        return True  # "the meeting | of the leaders of the Normandy Four", in cases
    if not kind and alone and _behind_goal(scene, group, trigger):
        return True
    return "in" in kind and group.closed and gap <= CLOSE  # "talks in the Normandy format"


def _joins(around: Around, group: Group) -> bool:
    """Whether talks are about joining a body, and a noun phrase is who joins, or the body: "on X's accession to Y"."""
    scene, trigger = around.scene, around.trigger
    near = (m for m in scene.matches("accession") if 0 <= m.first - trigger.last <= CLOSE // 2)
    joining = next((m for m in near if any(scene.is_word(i, "about") for i in range(trigger.last, m.first))), None)
    if joining is None or around.frame != "mutual" or trigger.payload[0] is not EventType.NEGOTIATION:
        return False
    return abs(group.first - joining.last) <= CLOSE and all(
        m.party.is_body or m.party.kind is ActorKind.STATE for m in group.mentions
    )


def _behind_goal(scene: Scene, group: Group, trigger: Match) -> bool:
    """Whether nothing but where and when stands between, and a case shows whose it is: "the visit to Kyiv of X"."""
    if not group.oblique or group.adjectival or scene.verbal(trigger):
        return False
    known = scene.dated | scene.placed
    between = range(trigger.last, group.first)
    return bool(between) and all(i in known or scene.kinds.get(i) for i in between)


def _object(scene: Scene, trigger: Match, group: Group) -> bool:
    """Whether a noun without article governs what follows as a verb would: "looks forward to meeting the president"."""
    at = trigger.last - 1
    opened = at > 0 and (bool(scene.kinds.get(at - 1)) or trigger.first < at)  # "to meeting", "before meeting"
    bare = opened and not scene.is_word(at - 1, "article") and trigger.first >= at - 1
    gap = range(trigger.last, group.first)
    single = trigger.payload[0] in TOGETHER and not scene.several(trigger)
    return bare and single and 0 < len(gap) <= REACH and all(scene.is_word(i, "article") for i in gap)


def _offered(around: Around, group: Group) -> bool:
    """Whether a meeting is put to somebody: "proposed talks to Putin" ("to Geneva" is where)."""
    scene, trigger = around.scene, around.trigger
    cues = (m for m in scene.matches("cue") if m.payload[0] is Status.PROPOSED and m.first < trigger.first)
    cues = (m for m in cues if trigger.first - m.last <= NEAR)  # "offered talks to" holds the noun itself
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


def _body_within(scene: Scene, group: Group, trigger: Match) -> bool:
    """Whether a body owns the noun that owns the event: nothing but articles, adjectives and that noun between."""
    broad = all(m.actor.kind in (ActorKind.GROUP, ActorKind.ORGANISATION) for m in group.mentions)
    between = range(trigger.last, group.first)
    return broad and all(scene.is_word(i, "article") or scene.is_plain(i) for i in between)


def _made_another(scene: Scene, group: Group, partners: list[Group]) -> bool:
    """Whether a "by" behind both parties belongs to other nouns: "talks between X and Y on the plan drawn by Z"."""
    both = [g for g in partners if "between" in g.marks and len(g.mentions) > 1]
    at = group.first - 1
    while scene.kinds.get(at):
        at -= 1
    return bool(both) and scene.is_plain(at) and sum(scene.is_plain(i) for i in range(both[-1].last, at)) > 0


def _calls_on(scene: Scene, trigger: Match, kind: frozenset[str]) -> bool:
    """Whether the "by" that is also "from" tells whom somebody calls on: "in visita dal Papa"."""
    there = "in" in scene.preposition(trigger.first) or scene.is_word(trigger.first, "in")
    return there and kind >= {"by", "from"} and "of" not in kind and not scene.lex.clauses.final_verb


def _names_where(group: Group, frame: str) -> bool:
    """Whether an "of" tells where, not who: "the Paris accord", "the treaty of the Caucasus"."""
    return group.marks == {"of"} and all(
        m.via == "capital" or (frame == "sign" and m.via == "collective") for m in group.mentions
    )


def _elsewhere(scene: Scene, group: Group, trigger: Match) -> bool:
    """Whether an "of" belongs to another noun, or stands after the main verb."""
    if (
        _of_another(scene, group, trigger)
        or _of_its_own(scene, group, trigger)
        or _of_what_is_told(scene, group, trigger)
    ):
        return True
    return not group.marks & {"by", "led_by"} and beyond(scene, trigger, group)


def _of_verb_last(around: Around, group: Group) -> bool:
    """Whether it does what another verb tells that stands last: "auf der Reise wurde Merkel von Xi empfangen"."""
    scene, trigger, owner = around.scene, around.trigger, around.scene.clauses.owner
    if not scene.lex.clauses.final_verb or "by" not in group.marks:
        return False
    told = any(
        scene.verbal(r) and r.first >= group.last and owner[r.first] == owner[trigger.first] for r in around.rivals
    )
    return told and any(trigger.last <= m.first < group.first for m in scene.matches("auxiliary"))


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
    between = (i for i in range(trigger.last, group.first) if not (scene.kinds.get(i) or i in scene.placed))
    return any(scene.is_common(i) and scene.tokens[i].text[:1].isupper() for i in between)


def _of_its_own(scene: Scene, group: Group, trigger: Match) -> bool:
    """Whether an "of" follows a noun with an article of its own: "his trip since the arrival of Trump"."""
    at = _of_before(scene, group, trigger)
    head = at - 1
    if scene.clauses.owner[group.first] != scene.clauses.owner[trigger.first]:
        return False
    if head <= trigger.last or not scene.is_word(at, "of") or "by" in group.marks:
        return False
    named = scene.tokens[head].text.isalpha() and not scene.is_word(head, "article")
    return named and scene.is_word(head - 1, "article") and not scene.is_word(head - 1, "of")


def _of_before(scene: Scene, group: Group, trigger: Match) -> int:
    """Where the "of" of a noun phrase behind the trigger stands, articles aside."""
    at = group.first - 1
    while at > trigger.last and scene.is_word(at, "article") and not scene.is_word(at, "of"):
        at -= 1
    return at


def _of_what_is_told(scene: Scene, group: Group, trigger: Match) -> bool:
    """Whether an "of" follows a noun that a comma sets off from a place: "a visit to Hungary, member of NATO"."""
    at = _of_before(scene, group, trigger)
    marks = [i for i in range(trigger.last, at) if scene.tokens[i].text == ","]
    if not marks or "of" not in group.marks or not any(p.last == marks[-1] for p in scene.annotated.places):
        return False
    told = [i for i in range(marks[-1] + 1, at) if not scene.is_word(i, "article")]
    return 0 < len(told) <= CLOSE and all(scene.is_plain(i) for i in told)


def _owns(scene: Scene, group: Group, trigger: Match) -> bool:
    """ "Trump's meeting", "the Russian-American talks", "US-Russia summit"."""
    gap = scene.tokens[group.last : trigger.first]
    if len(gap) > 4 or any(t.text in ",;:.()" for t in gap):
        return False
    possessive = any(scene.is_clitic(i) for i in range(group.last, trigger.first))
    linked = any(scene.is_word(i, kind) for i in range(group.last, trigger.first) for kind in _LINKS)
    adjective = any(m.via == "adjective" for m in group.mentions) and len(gap) <= 3 and not linked
    glued = not gap or all(t.text in "-\u2013" for t in gap)
    glued = glued and (bool(gap) or not scene.is_word(trigger.first, "article"))  # "al vertice Nato | il bilaterale"
    if gap and glued and trigger.payload[0] in TOGETHER and _subject_matter(group):
        return False
    theirs = scene.is_word(group.first, "article") or not scene.lex.words.article
    theirs = theirs and group.last - group.first == 1 and all(m.via == "pair" for m in group.mentions)
    own = len(gap) <= 2 and (theirs or all(m.via == "pronoun" for m in group.mentions))  # "their first meeting"
    if not gap and scene.lex.adjectives_after and all(m.via == "adjective" for m in group.mentions):
        return False  # "nella capitale irachena | incontri tra X e Y"
    return (possessive or adjective or glued or own) and not any(
        v.first in range(group.last, trigger.first) for v in scene.verbs
    )


def _subject_matter(group: Group) -> bool:
    """Whether a state before a hyphen is what a gathering is about: "Ukraine-Gipfel", unlike "EU-Gipfel"."""
    return len(group.mentions) == 1 and group.mentions[0].actor.kind is ActorKind.STATE
