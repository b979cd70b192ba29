"""What stands around a trigger: the noun phrases that may take part in its event, and those that take none."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kg.events.sentence.clauses import TIMES, Clause
from kg.events.sentence.groups import Group
from kg.events.sentence.places import GATHERINGS
from kg.events.sentence.scene import Scene
from kg.events.sentence.wishes import put_to
from kg.model import ActorKind, ActorMention, EventType, Match

#: Tokens between an event noun and a noun phrase that belongs to it.
CLOSE = 12
#: Adverbs between a subject and its verb.
REACH = 2
#: Categories of function words before the other party, and before what takes no part.
PARTNER = frozenset({"with", "between"})
APART = frozenset({"about", "against", "for", "as", "from", "without"})


class Around(Struct, frozen=True):
    """A trigger with the noun phrases that may take part in its event."""

    scene: Scene
    trigger: Match
    frame: str
    clause: Clause
    """The trigger's own."""
    rivals: Sequence[Match]
    """The other triggers of the sentence."""
    groups: Sequence[Group]
    """All of the sentence; the following are those within reach, by where they stand."""
    left: Sequence[Group]
    right: Sequence[Group]
    within: Sequence[Group]
    speakers: Sequence[ActorMention]
    """Who only says what happened."""


def look_around(scene: Scene, trigger: Match, frame: str, rivals: Sequence[Match]) -> Around:
    """Sort the noun phrases of a sentence by what they may be to a trigger."""
    clause = scene.told_in(trigger)
    speakers = _pure_speakers(scene, trigger)
    groups = [
        g
        for g in scene.groups
        if not g.silent
        and g.mentions[0] not in speakers
        and not (_site(g) and not put_to(scene, g.first, g.last) and not _called(g, frame))
        and not _possessive(scene, g, trigger)
        and not _eponym(scene, trigger, frame, g)
        and not (frame == "visit" and (_of_topic(scene, g) or _of_gathering(g, rivals) or _of_forces(scene, g)))
        and not (_met_beside(scene, g) and scene.aside(trigger) is None)
    ]
    groups = [g for g in groups if not _bound(scene, g, groups)]
    inside = [g for g in groups if _reachable(scene, g, clause, trigger)]
    return Around(
        scene=scene,
        trigger=trigger,
        frame=frame,
        clause=clause,
        rivals=rivals,
        groups=groups,
        left=[g for g in inside if g.last <= trigger.first],
        right=[g for g in inside if g.first >= trigger.last],
        within=[g for g in inside if g.first < trigger.last and g.last > trigger.first],
        speakers=speakers,
    )


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


def _called(group: Group, frame: str) -> bool:
    """Whether a capital stands for its government: "will phone to Kyiv", where "to" is no "in"; dealt with, not left.

    Where one word is "with" and "from" and the name has no cases, only who travels comes from there.
    """
    if frame != "visit" and group.marks >= {"with", "from"}:
        return True
    return frame == "call" and "to" in group.marks and "in" not in group.marks


def _met_beside(scene: Scene, group: Group) -> bool:
    """Whether a body is where others meet, not who meets: "will see X on the sidelines of the OSCE"."""
    return group.mentions[0].party.is_body and any(0 <= group.first - m.last <= 1 for m in scene.matches("aside"))


def _possessive(scene: Scene, group: Group, trigger: Match) -> bool:
    """Whether a pronoun only owns what follows ("his counterpart"), other than the event itself ("his meeting")."""
    inside = group.first < trigger.last and trigger.first < group.last  # the object of its verb: "lo recibió"
    if inside or not all(m.via == "pronoun" for m in group.mentions) or group.last >= len(scene.tokens):
        return False
    if group.last - group.first > 1:
        return False  # "der Diplomat", "the politician"
    if scene.tokens[group.first].lower in scene.lex.anaphora.objects:
        return False
    if scene.lex.clauses.final_verb and not scene.is_word(group.first, "article"):
        return False  # "wo er Olmert treffen wird": the subject beside the object, before a verb that stands last
    following = scene.tokens[group.last]
    if not following.text.isalpha() or 0 <= trigger.first - group.last <= 2:
        return False
    starts = {a.first for a in scene.annotated.actors} | {p.first for p in scene.annotated.places}
    named = group.last in starts
    return named or (following.text.islower() and scene.is_plain(group.last))


def _bound(scene: Scene, group: Group, groups: Sequence[Group]) -> bool:
    """Whether a possessive takes up several subjects of its own clause, or a body: "the AU held its summit"."""
    if not all(m.via == "pronoun" for m in group.mentions) or not scene.is_word(group.first, "article"):
        return False
    clause = scene.clauses.owner[group.first]
    before = [g for g in groups if g.bare and g.last <= group.first and scene.clauses.owner[g.first] == clause]
    bodies = (ActorKind.ORGANISATION, ActorKind.GROUP)
    return any(len(g.mentions) > 1 or g.mentions[0].actor.kind in bodies for g in before)


def _reachable(scene: Scene, group: Group, clause: Clause, trigger: Match) -> bool:
    home = scene.clauses.of(group.first)
    if home.number == clause.number:
        return True
    noun = not scene.verbal(trigger)
    if noun and trigger.payload[1] == "visit" and home.kind == "relative" and home.parent == clause.number:
        leads = any(v.support and scene.clauses.owner[v.first] == home.number for v in scene.verbs)
        if leads and home.first - trigger.last <= CLOSE:
            return bool(group.marks & {*PARTNER, "to", "in"})  # "a tour that will take him to Gabon and Angola"
    behind = home.kind == "relative" and home.parent == clause.number and home.first - trigger.last <= 2
    if noun and behind and trigger.payload[1] != "visit":  # not "his trip to Rome, where he is to meet X"
        together = "between" in group.marks and len(group.mentions) < 2  # "a view shared among the Libyans"
        return bool(group.marks & PARTNER) and not together  # "the meeting that he had planned with Trump"
    lower = home.kind in ("bracket", "during") and home.parent == clause.number
    return lower and group.last > trigger.first and abs(group.first - trigger.last) <= CLOSE


def _pure_speakers(scene: Scene, trigger: Match) -> list[ActorMention]:
    """Noun phrases that only say what happened and do not act in the trigger's own clause."""
    found: list[ActorMention] = []
    for attribution in scene.annotated.attributions:
        if attribution.asks:
            continue
        span = attribution.speaker
        home, below = scene.clauses.of(min(span.start, len(scene.tokens) - 1)), scene.clauses.of(trigger.first)
        while below.parent is not None and below.kind in TIMES and home != below:
            below = scene.clauses.clauses[below.parent]  # "said after meeting Putin": who says it was there
        if below.kind == "relative" and 0 <= below.first - span.end <= 1 and below.parent == home.number:
            below = home  # "Macron, who met Putin on Friday, said"
        covered = any(s.start <= trigger.first < s.end for s in attribution.said)
        if covered or home != below:
            found.extend(m for m in scene.annotated.actors if m.first == span.start and m.last == span.end)
    return found


def _eponym(scene: Scene, trigger: Match, frame: str, group: Group) -> bool:
    """Whether an agreement or gathering merely bears the name of a town: "the Treaty of Rome", "the Oslo accords"."""
    named = frame == "sign" or trigger.payload[0] in (*GATHERINGS, EventType.AGREEMENT, EventType.MEETING)
    alone = len(group.mentions) == 1 and group.mentions[0].via == "capital" and "with" not in group.marks
    of = "of" in group.marks and group.first - trigger.last <= 2
    return named and alone and (of or scene.compound(group.first, group.last, trigger) or _glued(scene, group))


def _of_topic(scene: Scene, group: Group) -> bool:
    """Whether a state only tells where a crisis or war is: "went to Cairo to discuss the crisis in Syria"."""
    at = scene.back(group.first, "article", "in")
    return "in" in group.marks and group.states and any(m.last == at for m in scene.matches("located"))


def _of_forces(scene: Scene, group: Group) -> bool:
    """Whether a state tells where the soldiers are whom somebody visits, or whose: "visited the troops in Iraq"."""
    if not group.states:
        return False
    at, owner = scene.back(group.first, "article", "in"), scene.clauses.owner[group.first]
    there, own = "in" in group.marks, group.adjectival or not group.marks
    for noun in scene.matches("forces"):
        between = range(group.last, noun.first)
        beside = 0 <= len(between) <= REACH + 1 and all(scene.tokens[i].text[:1].islower() for i in between)
        if scene.clauses.owner[noun.first] == owner and ((there and noun.last == at) or (beside and (there or own))):
            return True
    return False


def _of_gathering(group: Group, rivals: Sequence[Match]) -> bool:
    """Whether a body only tells whose gathering somebody travels to: "will visit Brussels for the NATO summit"."""
    held = [r for r in rivals if r.section == "trigger" and r.payload[0] in GATHERINGS]
    before = any(group.first <= r.first <= group.last + 1 for r in held)
    behind = "of" in group.marks and any(0 <= group.first - r.last <= 2 for r in held)
    return group.mentions[0].party.is_body and (before or behind)


def _glued(scene: Scene, group: Group) -> bool:
    """Whether a name is the first part of a word with a hyphen, whatever noun that is: "die Oslo-Vereinbarungen"."""
    at = group.last + 1
    if not scene.lex.nouns_capitalised or at >= len(scene.tokens) or scene.tokens[at - 1].text != "-":
        return False
    return scene.tokens[at].text[:1].isupper() and scene.is_common(at)


def taken(scene: Scene, group: Group, trigger: Match, rivals: Sequence[Match]) -> bool:
    """Whether another event noun has the partner for itself: "after a call with Trump he met European leaders"."""
    owned = any(r.section == "trigger" and 0 <= group.first - r.last <= REACH for r in rivals)
    owned = owned or _discussed_with(scene, group, trigger, rivals)
    return owned or other_event(scene, group, trigger, rivals) or _of_noun_before(scene, group, trigger, rivals)


def _discussed_with(scene: Scene, group: Group, trigger: Match, rivals: Sequence[Match]) -> bool:
    """Whether he is whom one talks with of the event: "discussed with Macron his call with Trump"."""
    if scene.verbal(trigger) or group.last > trigger.first:
        return False
    if any(scene.verbal(r) and r.last == group.first and scene.is_word(r.last - 1, "with") for r in rivals):
        return True
    ends = [m.last for m in scene.matches("asked.company") if m.last <= group.first]
    return any(all(scene.kinds.get(i) or i in scene.dated for i in range(end, group.first)) for end in ends)


def _of_noun_before(scene: Scene, group: Group, trigger: Match, rivals: Sequence[Match]) -> bool:
    """Whether another event noun with no verb behind has the partner: "before the meeting with X they spoke"."""
    if group.last > trigger.first or scene.lex.clauses.final_verb:
        return False
    nouns = [r for r in rivals if r.section == "trigger" and not r.classes and r.last <= group.first]
    verbs = [v.first for v in scene.verbs] + [m.first for m in scene.matches("auxiliary")]
    near = [r for r in nouns if group.first - r.last <= CLOSE and not any(r.last <= i < group.first for i in verbs)]
    return bool(near) and any(group.last <= i < trigger.last for i in verbs)


def other_event(scene: Scene, group: Group, trigger: Match, rivals: Sequence[Match]) -> bool:
    """Whether another trigger stands between and takes the noun phrase for itself."""
    low, high = sorted((group.first, trigger.first))
    return any(
        low < r.first < high and scene.clauses.owner[r.first] == scene.clauses.owner[trigger.first] for r in rivals
    )
