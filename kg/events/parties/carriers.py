"""Who acts in a sentence whose event is a noun: the subject of the verb that carries it, precedes or follows it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.events.parties.around import PARTNER, REACH, Around, other_event
from kg.events.parties.subjects import implied, speaking, subject
from kg.events.sentence.clauses import TIMES
from kg.events.sentence.groups import Group, flat, upright
from kg.events.sentence.scene import Scene
from kg.model import ActorKind, ActorMention, Match, Status

#: An event noun among the first tokens of a sentence: "On a visit to London, Macron said".
FRONT = 4
#: Kinds of clauses whose subject does nothing in the one around them.
_INSIDE = ("complement", "bracket")
#: What stands before the event that somebody is told about: "informed Macron about talks", "informato di colloqui".
_ABOUT = frozenset({"about", "of"})


def following(around: Around, first: Sequence[Group], *, partnered: bool) -> list[Group]:
    """The subject after an event noun that opens the sentence: "In his talks with Xi, Putin said": his are Putin's."""
    found = [g for g in around.groups if not g.marks and g.first > around.trigger.last and not g.adjectival]
    owner, clauses = around.scene.clauses.owner, around.scene.clauses
    found = [g for g in found if not g.oblique and clauses.of(g.first).kind not in _INSIDE][:1]  # "said the USA would"
    told = [g for g in around.left if g not in first or any(m.via != "pronoun" for m in g.mentions)]
    if any(g.bare and not g.adjectival and owner[g.first] == around.clause.number for g in told):
        found = []  # the subject stands before: "Rice had said on her visit"
    owned = bool(first) and all(m.via == "pronoun" for g in first for m in g.mentions)
    if around.frame == "visit" and owned and any(_at_home(around.scene, g) for g in found):
        return list(first)  # "on his visit to Paris Macron received him"
    own = owned or (not first and around.frame == "visit" and around.scene.possessed(around.trigger.first))
    framing = around.clause.kind in TIMES or around.scene.preposition(around.trigger.first)  # "during his visit, X"
    if (own and found and framing) or not (first or partnered):
        return found
    return list(first)


def _at_home(scene: Scene, group: Group) -> bool:
    """Whether somebody is of a state that a place of the sentence is in: he receives there, and travels nowhere."""
    states = {m.actor.state for m in group.mentions}
    return any(p.place.country in states for p in scene.annotated.places)


def framed(around: Around) -> list[Group]:
    """Who acts after an event that only sets the scene: "after talks with Lavrov Kerry flew to Berlin".

    Where a verb stands second, he stands behind it, also one who says something: "Nach dem Treffen sagte Merkel".
    """
    scene, trigger, clause = around.scene, around.trigger, around.clause
    placed = bool(scene.preposition(trigger.first) & {"in", "to"})
    opened = clause.kind in TIMES or placed
    opened = opened or scene.possessed(trigger.first)  # "days before his meeting with Putin, Macron ..."
    if not opened and not _timed(scene, trigger):
        return []
    verbs = [v.first for v in scene.verbs if scene.clauses.owner[v.first] == clause.number and v.first > trigger.first]
    bare = [g for g in around.right if not g.marks and not g.adjectival and not g.oblique and not _object(scene, g)]
    before = next(([g] for g in bare if any(0 <= verb - g.last <= REACH for verb in verbs)), [])
    said = [Group((m,)) for m in around.speakers if m.first >= trigger.last and m.actor.kind is ActorKind.PERSON]
    if not scene.lex.clauses.final_verb:
        spoken = said if trigger.first <= FRONT else []
        return before or next(([g] for g in spoken if any(0 <= verb - g.last <= REACH for verb in verbs)), [])
    owner = scene.clauses.owner
    helping = (
        m.first for m in scene.matches("auxiliary") if owner[m.first] == clause.number and m.first > trigger.first
    )
    second = min([*verbs, *helping], default=-1)
    behind = next(([g] for g in (*bare, *said) if second >= 0 and _right_behind(scene, second, g)), [])
    return behind or before if clause.kind == "main" else before or behind


def _timed(scene: Scene, trigger: Match) -> bool:
    """Whether words of time open the sentence with the event noun in them: "Vor einem Treffen mit Xi sagte Merkel"."""
    cues = (m for m in scene.matches("cue") if m.first <= 1 and m.last == trigger.last and not m.classes)
    return any(m.payload[0] in (Status.HELD, Status.PLANNED) for m in cues)


def _object(scene: Scene, group: Group) -> bool:
    """Whether it is a pronoun for whom it is done to: "zum Treffen hat ihn Merkel geladen"."""
    return group.last - group.first == 1 and scene.tokens[group.first].lower in scene.lex.anaphora.objects


def _right_behind(scene: Scene, verb: int, group: Group) -> bool:
    """Whether nothing but small words and dates stand between a verb and who does it: "zeigte sich gestern Merkel"."""
    gap = range(verb + 1, group.first)
    return 0 <= group.first - verb - 1 <= FRONT and all(
        i in scene.dated or (scene.tokens[i].text.islower() and not scene.kinds.get(i, set()) - {"article", "in"})
        for i in gap
    )


def carrier(around: Around) -> list[Group]:
    """The subject of the verb that carries the noun: "Putin and Trump held talks", "X wants a meeting with Y"."""
    scene, trigger, clause = around.scene, around.trigger, around.clause
    beside = [g for g in around.left if _at_once(scene, g, trigger)]
    if beside and around.frame == "visit" and not beside[0].marks and not beside[0].adjectival:
        return beside  # "Macron, en visite à Ottawa, ..."
    heads = [
        *(v.first for v in scene.verbs),
        *(m.first for m in scene.matches("cue")),
        *(m.first for m in scene.matches("support")),
    ]
    inside = [i for i in heads if scene.clauses.owner[i] == clause.number and i != trigger.first]
    set_in = bool(scene.preposition(trigger.first) & {"in", "to"})  # "Trump, in a call with Macron, confirmed"
    elliptic = scene.annotated.sentence.is_title and set_in and not inside  # "Steinmeier auf Staatsbesuch in Bern"
    is_so = elliptic or any(trigger.first - 1 <= m.last <= trigger.first or m.first == trigger.first
                for m in scene.matches("auxiliary"))  # fmt: skip  # "Macron is on a trip to Warsaw"
    if not is_so and not any(i < trigger.first or scene.lex.nouns_capitalised or set_in for i in inside):
        return []
    candidates = [g for g in around.left if g.bare and not g.adjectival]
    candidates = [g for g in candidates if not g.marks] or candidates
    if len(candidates) > 1 and candidates[-2].people and _left(scene, candidates[-1]):
        candidates = candidates[:-1]
    if len(candidates) > 1 and _addressed(scene, candidates[-2], candidates[-1]):
        return candidates[-2:] if not other_event(scene, candidates[-1], trigger, around.rivals) else candidates[-2:-1]
    if not candidates and scene.lex.clauses.final_verb and (late := _behind_verb(around)):
        return late
    if candidates and candidates[-1].oblique and _proposes(scene, candidates[-1]):
        partnered = any(g.marks & PARTNER for g in around.right)
        return candidates[-1:] if partnered else candidates[-2:]  # "Moscow declined the proposal of X for a meeting"
    if len(candidates) == 1 and _is_told(around, candidates[0]) and (teller := speaking(around)):
        return teller  # "X informed Y about talks with Z"
    candidates = _telling(around, upright(candidates))
    if candidates:
        return [candidates[-1]] if not other_event(scene, candidates[-1], trigger, around.rivals) else candidates[:1]
    happens = scene.lex.tenses.happening
    if any(v.name in happens and scene.clauses.owner[v.first] == clause.number for v in scene.verbs):
        return []
    return subject(replace(around, speakers=()))


def _left(scene: Scene, group: Group) -> bool:
    """Whether a town is the object of the verb right before it, no seat of whom one invites: "Macron left Paris"."""
    asked = {m.first for m in scene.matches("attribution.asked", "attribution.told", "cue", "trigger.verbal")}
    before = any(v.last == group.first and v.first not in asked for v in scene.verbs)
    return before and all(m.via == "capital" for m in group.mentions)


def _at_once(scene: Scene, group: Group, trigger: Match) -> bool:
    """Whether an event noun follows somebody behind a comma, a day, or both: "Macron, today on a visit to Ottawa"."""
    gap = [i for i in range(group.last, trigger.first) if i not in scene.dated]
    return group.last < trigger.first and gap in ([], [group.last]) and all(scene.tokens[i].text == "," for i in gap)


def _is_told(around: Around, group: Group) -> bool:
    """Whether a noun phrase right behind a verb of saying is who is told of an event, not who carries it."""
    sayings = around.scene.matches("attribution.said", "attribution.told")
    about = around.scene.preposition(around.trigger.first) & _ABOUT
    return bool(about) and any(m.last == group.first for m in sayings)


def _telling(around: Around, candidates: list[Group]) -> list[Group]:
    """Without whom is only told of the event: "Putin informed Macron about talks with Xi"."""
    scene = around.scene
    if len(candidates) < 2 or not scene.preposition(around.trigger.first) & _ABOUT:
        return candidates
    between = range(candidates[-2].last, candidates[-1].first)
    sayings = (m.first for m in scene.matches("attribution.said", "attribution.told"))
    return candidates[:-1] if any(i in between for i in sayings) else candidates


def _proposes(scene: Scene, group: Group) -> bool:
    """Whether a noun phrase is the owner of the proposal right before it, a noun in a cue."""
    at = group.first - 1
    if any(v.first <= at < v.last for v in scene.verbs):
        return False
    cues = (m for m in scene.matches("cue") if m.payload[0] in (Status.PROPOSED, Status.REJECTED))
    return any(m.first <= at < m.last for m in cues)


def _addressed(scene: Scene, subject: Group, other: Group) -> bool:
    """Whether a subject puts something to the other party: "Selenskyj schlug Putin ein Treffen vor".

    Where nouns have no capitals and thus names no articles, only a verb that proposes shows the dative.
    """
    between = range(subject.last, other.first)
    if scene.lex.nouns_capitalised:
        helping = [m.first for m in scene.matches("auxiliary")]
        told = [*helping, *(v.first for v in scene.verbs)]
        late = scene.lex.clauses.final_verb and any(0 < subject.first - i <= REACH for i in told)
        return late or any(i in between for i in told)  # "gestern stattete Merkel Putin einen Besuch ab"
    return any(m.first in between and m.payload[0] is Status.PROPOSED for m in scene.matches("cue"))


def _behind_verb(around: Around) -> list[Group]:
    """Where an event noun stands first, who disposes of it stands behind the verb: "Ein Treffen sagte Trump ab"."""
    scene, clause = around.scene, around.clause
    cued = {i for m in scene.matches("cue") for i in range(m.first, m.last)}
    verbs = (v for v in scene.verbs if v.first >= around.trigger.last and scene.clauses.owner[v.first] == clause.number)
    verb = next(verbs, None)
    if verb is None or not (verb.support or verb.first in cued):
        return []
    helping = (
        m.last
        for m in scene.matches("auxiliary")
        if around.trigger.last <= m.first < verb.first and scene.clauses.owner[m.first] == clause.number
    )
    at = min(helping, default=verb.last)  # "einem Treffen hat Scharon zugestimmt"
    near = (g for g in around.groups if g.bare and not g.adjectival and 0 <= g.first - at <= 3)
    return [g for g in near if scene.clauses.owner[g.first] == clause.number][:1]


def unsaid(around: Around) -> list[Group]:
    """Who is to meet the other party where the clause names nobody else: "Geplant ist ein Treffen mit Hu".

    The subject of the clause before, else of the sentence before.
    """
    scene, clause = around.scene, around.clause
    own = [g for g in around.groups if scene.clauses.owner[g.first] == clause.number and g.bare and not g.adjectival]
    if not scene.lex.clauses.final_verb or own or clause.kind not in ("main", "coordinate", "but"):
        return []
    before = [g for g in around.groups if g.last <= clause.first and g.bare and not g.adjectival]
    if before:
        return before[:1] if before[0].people else []
    return [implied(scene, around.trigger, scene.annotated.subject)] if scene.annotated.subject is not None else []


def main_parties(scene: Scene, clause: int | None, *, partnered: bool) -> list[Group]:
    """The subject of a clause took part: "during the call, Putin and Macron discussed".

    Where the call names no partner, so did the one spoken to: "he told Wang Yi in a call".
    """
    verbs = {v.first for v in scene.verbs}  # a capital that does something is its government
    found = [
        g
        for g in scene.groups
        if scene.clauses.owner[g.first] == clause
        and (g.bare or "to" in g.marks)
        and not g.adjectival
        and not g.silent
        and any(m.party.kind in (ActorKind.PERSON, ActorKind.STATE) or _is_named_body(m) for m in g.mentions)
        and (
            any(m.via != "capital" for m in g.mentions)
            or (not g.marks and not verbs.isdisjoint(range(g.last, g.last + REACH)))
        )
    ]
    subjects = [g for g in found if g.bare and not g.oblique][:1]
    nouns = [m for m in scene.annotated.matches if m.section == "trigger" and not m.classes]
    partners = [
        g
        for g in scene.groups
        if scene.clauses.owner[g.first] == clause
        and g.marks & PARTNER
        and not any(0 <= g.first - m.last <= REACH for m in nouns)  # "proposed a meeting with Y during the talks"
    ]
    if partners and not partnered:  # "X discussed it with Y during a call"
        return [*subjects, *partners[:1]]
    spoken_to = [g for g in found if g not in subjects and g.first - (subjects[0].last if subjects else 0) <= FRONT]
    return subjects if partnered or len(flat(subjects)) > 1 else [*subjects, *spoken_to[:1]]


def _is_named_body(mention: ActorMention) -> bool:
    """Whether an organisation itself acts, not who speaks for it: "after the accord the EU paid"."""
    return mention.party.is_body and mention.via in ("name", "capital")
