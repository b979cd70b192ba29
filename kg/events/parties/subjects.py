"""Who does what a verb tells: the subject beside it, of the clause above it, or left out having been named before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.events.parties.addressed import asked
from kg.events.parties.around import CLOSE, PARTNER, Around
from kg.events.sentence.clauses import FINITE, TENSED, TIMES, Clause
from kg.events.sentence.groups import Group, flat, upright
from kg.events.sentence.places import GATHERINGS
from kg.events.sentence.scene import Scene
from kg.events.trigger.asked import cleft
from kg.model import Actor, ActorKind, ActorMention, Match, Relation

#: Words between a verb and its subject where the object stands before it.
BEHIND = 3

#: What names the evidence of a subject that no word names.
LEFT_OUT = "subject dropped"
#: Kinds of function words that govern a relative pronoun.
_PREPOSITIONS = frozenset({"with", "to", "in", "of", "about", "for", "from", "by"})
#: Words that name somebody, though it may not be known whom.
_NAMING = ("office", "body", "group", "anaphora", "title")


def subject(around: Around) -> list[Group]:
    """The noun phrase that does it: nearest bare one to the left, or inherited from the governing clause."""
    scene, trigger, clause, groups = around.scene, around.trigger, around.clause, around.groups
    bare = [g for g in around.left if g.bare and not g.adjectival]
    bare = [g for g in bare if not g.marks] or (bare if _suffered(around) else [])
    if joined := _joined(around, bare):
        return joined
    if invited := _asked(around, bare):
        return invited
    if own := _shared(around, bare) or _owner_of_aim(around) or _meant(around) or _cleft(around):
        return own
    direct = [g for g in bare if not g.oblique and not _left_behind(around, g)]
    if direct or (bare and _nonfinite(scene, trigger)):
        return [(direct or bare)[-1]]
    if (main := _main_subject(around)) is not None:
        return main
    after = [g for g in groups if "by" in g.marks and 0 <= g.first - trigger.last <= CLOSE]
    reach = BEHIND if bare else 1  # an object stands before the verb: "the president was met yesterday by" in cases
    behind = [g for g in groups if g.first >= trigger.last and not g.marks and not g.adjectival]
    inverted = [g for g in behind if g.first - trigger.last - _telling_when(scene, trigger.last, g.first) <= reach]
    inverted = [g for g in inverted if not g.oblique] or _behind_partner(around)
    if after:
        return after[:1]
    served = any(m.via == "pronoun" for g in around.within for m in g.mentions)  # "lo recibió el presidente"
    if inverted and (served or clause.kind not in ("relative", "coordinate", "but")):
        said = speaking(around) if clause.kind == "complement" and scene.lex.subject_dropped else []
        return said or inverted[:1]
    if bare:
        return [bare[-1]]
    if (inherited := _inherited(around)) is not None:
        return inherited
    if inverted:
        return inverted[:1]
    before = scene.annotated.subject
    verb = scene.verb_in(trigger)
    impersonal = verb is not None and (verb.passive or verb.tense == "participle")
    dropped = before is not None and scene.lex.subject_dropped and _may_drop(scene, clause) and not impersonal
    if before is None or not dropped or not _subjectless(scene, trigger, clause) or _stranger(around):
        return []
    both = scene.annotated.pair if clause.kind != "relative" and _in_plural(scene, trigger, clause) else ()
    return [Group(tuple(m for actor in both or (before,) for m in implied(scene, trigger, actor).mentions))]


def _telling_when(scene: Scene, first: int, last: int) -> int:
    """Tokens between a verb and a noun phrase that only tell when: "came | on Wednesday | a delegation", in cases."""
    if not scene.lex.names.oblique_endings:
        return 0
    when = scene.dated | {i for i in range(first, last - 1) if scene.kinds.get(i) and i + 1 in scene.dated}
    rest = [i for i in range(first, last) if i not in when]
    people = {m.first for m in scene.matches("office", "body", "group")}  # "came the presidents of the three | states"
    whole = bool(rest) and rest[0] in people and len(rest) <= BEHIND and not any(scene.kinds.get(i) for i in rest)
    return last - first if whole else last - first - len(rest)


def _shared(around: Around, bare: Sequence[Group]) -> list[Group]:
    """Who does what two participles with one auxiliary tell: "Macron ha incontrato Scholz e visto Tusk"."""
    scene, owner = around.scene, around.scene.clauses.owner
    verb = scene.verb_in(around.trigger)
    if verb is None or verb.tense not in ("participle", "past") or not scene.is_word(verb.first - 1, "and"):
        return []
    helping = [m for m in scene.matches("auxiliary") if owner[m.first] == owner[verb.first]]
    if any(m.last == verb.first for m in helping) or not _participle(scene, verb.first):
        return []
    helped = [m for m in helping if m.last < verb.first and any(v.first == m.last for v in scene.verbs)]
    return [g for g in bare if helped and g.last <= helped[-1].first][-1:]


def _owner_of_aim(around: Around) -> list[Group]:
    """Whose wish or refusal an infinitive tells of: "l'offerta di Saied di incontrare Meloni"."""
    scene, first = around.scene, around.trigger.first
    verb = scene.verb_in(around.trigger)
    if verb is None or verb.tense != "infinitive" or verb.first != first or not scene.is_word(first - 1, "of"):
        return []  # nor "l'invito di Xi a visitare"
    near = [g for g in around.left if g.last == first - 1 and "of" in g.marks and not g.adjectival]
    return [g for g in near if g.people or all(m.via != "office" for m in g.mentions)][-1:]


def _meant(around: Around) -> list[Group]:
    """Whom "for" puts before an infinitive with its mark: "plans for Kerry to meet Netanyahu"."""
    scene, first = around.scene, around.trigger.first
    verb = scene.verb_in(around.trigger)
    if verb is None or verb.first != first or "infinitive" not in around.trigger.classes:
        return []
    if first < 1 or scene.tokens[first - 1].lower not in scene.lex.clauses.infinitive_mark:
        return []
    return [g for g in around.left if g.last == first - 1 and "for" in g.marks and not g.adjectival][-1:]


def _cleft(around: Around) -> list[Group]:
    """Who stands behind the verb to which an infinitive leads: "Ad accogliere Macron c'era Scholz"."""
    copula = cleft(around.scene, around.trigger)
    if copula is None:
        return []
    behind = (g for g in around.groups if 0 <= g.first - copula.last <= BEHIND)
    return [g for g in behind if not g.marks and not g.adjectival][:1]


def _participle(scene: Scene, first: int) -> bool:
    """Whether a verb form is a bare participle."""
    return any(m.first == first and m.classes == {"participle"} for m in scene.matches("verb"))


def _joined(around: Around, bare: Sequence[Group]) -> list[Group]:
    """Who does what "and" joins to another verb is its subject: "X is to meet Y and visit Z"."""
    scene, trigger, owner = around.scene, around.trigger, around.scene.clauses.owner
    if not scene.is_word(trigger.first, "and"):
        return []
    verbs = [v.first for v in scene.verbs if owner[v.first] == around.clause.number and v.last <= trigger.first]
    helping = [m.first for m in scene.matches("auxiliary") if owner[m.first] == around.clause.number]
    begin = min([*verbs, *(i for i in helping if i < trigger.first)], default=0)
    return [g for g in bare if g.last <= begin and not g.oblique][-1:]


def _behind_partner(around: Around) -> list[Group]:
    """Where subjects may follow all else, the one right behind the partner: "ha parlato con X il re di Y"."""
    scene = around.scene
    if not scene.lex.subject_dropped or any(g.bare and not g.adjectival for g in around.left):
        return []
    partners = [g for g in around.right[:1] if g.marks & PARTNER and g.first - around.trigger.last <= BEHIND]
    bare = [g for g in around.groups if not (g.marks or g.adjectival or g.oblique)]
    begins = {i for p in partners for i in (p.last, p.last + scene.is_word(p.last, "article"))}
    return [g for g in bare if g.first in begins and g not in partners]


def _in_plural(scene: Scene, trigger: Match, clause: Clause) -> bool:
    """Whether the finite verb that tells the event is in the plural: "conversaron a solas", "se han reunido"."""
    endings = tuple(scene.lex.tenses.plural_endings.split())
    own = scene.verb_in(trigger)
    near = [v.first for v in scene.verbs if scene.clauses.owner[v.first] == clause.number and v.tense in TENSED]
    at = own.first if own is not None else next((i for i in near if i < trigger.first), -1)
    helping = [m.first for m in scene.matches("auxiliary") if scene.clauses.owner[m.first] == clause.number]
    return bool(endings) and any(scene.tokens[i].lower.endswith(endings) for i in (at, *helping) if i >= 0)


def _left_behind(around: Around, group: Group) -> bool:
    """Whether a town is the object of the verb beside an infinitive or gerund: "left Paris without signing"."""
    scene, owner = around.scene, around.scene.clauses.owner
    if (
        around.frame != "sign"
        or not _nonfinite(scene, around.trigger)
        or any(m.via != "capital" for m in group.mentions)
    ):
        return False
    verbs = [v for v in scene.verbs if v.tense in TENSED and 0 <= group.first - v.last <= 1]
    return any(owner[v.first] == owner[group.first] for v in verbs) and any(
        g.bare and not g.adjectival and g.last <= verbs[0].first for g in around.left
    )


def _suffered(around: Around) -> bool:
    """Whether somebody marked as an agent may do it: in the passive; where verbs stand second, only there."""
    verb = around.scene.verb_in(around.trigger)
    return verb is None or verb.passive or not around.scene.lex.clauses.final_verb


def _may_drop(scene: Scene, clause: Clause) -> bool:
    """Whether a clause may leave out who was spoken of: a relative one only where it says what was done at a place.

    Or with somebody: "He did so with X, with whom (he) agreed".
    """
    return clause.kind != "relative" or _where(scene, clause) or _governed(scene, clause)


def _where(scene: Scene, clause: Clause) -> bool:
    """Whether a relative clause stands right behind a place, not one in a name: "in Brussels, where he met X"."""
    people = [a for a in scene.annotated.actors if a.actor.kind is ActorKind.PERSON]
    return any(
        0 <= clause.first - place.last <= 1 and not any(a.first < place.first and place.last < a.last for a in people)
        for place in scene.annotated.places
    )


def _inherited(around: Around) -> list[Group] | None:
    """The subject of the nearest governing clause that has one; None where none has."""
    scene, clause, groups = around.scene, around.clause, around.groups
    chain = list(scene.clauses.chain(clause))
    before: list[Clause] = []
    goes_on = chain[-1].kind == "but" and chain[-1].first and _subjectless(scene, around.trigger, chain[-1])
    if goes_on:  # "X stayed away from the talks, but met Y": of the clause before
        before = scene.clauses.chain(scene.clauses.of(chain[-1].first - 1))
        groups = groups if scene.verbal(around.trigger) else [g for g in groups if g.people]
    chain += before
    for below, upper in pairwise(chain):
        candidates = [
            g
            for g in groups
            if scene.clauses.owner[g.first] == upper.number and g.last <= clause.first and not g.adjectival
        ]
        goal = candidates[-1:] if below.kind == "relative" and candidates and _visited(scene, candidates[-1]) else []
        candidates = [g for g in candidates if g not in goal]  # "visited Rome, where (he) met X"
        governed = below.kind == "relative" and _governed(scene, below)
        if governed:  # "X spoke with Y, whom he told of", "a trip on which he will see Y": who did the verb above
            candidates = [g for g in candidates if below.first - g.last > 1]
        told_there = bool(goal) or bool(candidates and _whereabouts(candidates[-1])) or _where(scene, below)
        said_there = governed or (bool(candidates) and told_there)
        if below.kind == "relative" and candidates and not said_there:
            apposed = scene.tokens[candidates[-1].last].text == ","  # "Egypt, the only Arab state that signed"
            return [candidates[-1]] if apposed or not _of_others(scene, below) else []
        bare = upright([g for g in candidates if g.bare])
        bare = [g for g in bare if not _names_gathering(scene, g)] or bare  # "at the summit | NATO, where (he) met X"
        owner = [g for g in candidates if "genitive" in g.marks and g.last == clause.first]
        if clause.kind == "infinitive" and owner:  # "the Kremlin rejected Kyiv's proposal to negotiate"
            met = any(g.marks & PARTNER and scene.clauses.owner[g.first] == clause.number for g in groups)
            return owner if met else [*bare[-1:], *owner]
        if clause.kind in ("coordinate", "but"):
            bare = _before_verb(scene, upper, bare) or bare
        if bare:
            return [bare[-1]]
    return None


def _governed(scene: Scene, clause: Clause) -> bool:
    """Whether a preposition opens a relative clause, so that the one before it does not do what it tells."""
    opener = (m for m in scene.matches("clause.relative") if m.first == clause.first and m.last - m.first > 1)
    return any(scene.kinds.get(m.first, set()) & _PREPOSITIONS for m in opener)


def _names_gathering(scene: Scene, group: Group) -> bool:
    """Whether a body right behind a noun for a gathering is whose that is."""
    nouns = (m for m in scene.matches("trigger") if m.payload[0] in GATHERINGS and not m.classes)
    bodies = all(m.party.is_body for m in group.mentions)
    return bodies and any(m.first < group.first <= m.last for m in nouns)


def _visited(scene: Scene, group: Group) -> bool:
    """Whether a noun phrase is the state or town that a verb of visiting right before it has as its object."""
    journeys = (m for m in scene.matches("trigger.verbal") if m.payload[1] == "visit")
    at = group.first
    while at - 1 in scene.dated:
        at -= 1  # "visited on Sunday Quito, where"
    return group.states and any(m.first < at <= m.last + 1 for m in journeys)


def _whereabouts(group: Group) -> bool:
    """Whether a noun phrase tells where: "flew to Brussels, where he met" is not what Brussels did."""
    return bool(group.marks & {"in", "to", "from"}) and (
        group.states or all(m.via == "capital" for m in group.mentions)
    )


def _of_others(scene: Scene, clause: Clause) -> bool:
    """Whether a relative clause follows a common noun at once: "mercenaries who arrive in X" are nobody named."""
    at = clause.first - 1
    if at < 0 or not scene.is_common(at) or not scene.tokens[at].text.isalpha() or not scene.is_plain(at):
        return False
    spans = [
        *((a.first, a.last) for a in scene.annotated.actors),
        *((t.first, t.last) for t in scene.annotated.times),
        *((p.first, p.last) for p in scene.annotated.places),
        *((m.first, m.last) for m in scene.annotated.matches if m.section in _NAMING),
    ]
    return not any(first <= at < last for first, last in spans)


def _main_subject(around: Around) -> list[Group] | None:
    """Who does the main verb, where the trigger is an infinitive or gerund beside it: "after meeting X, Y said".

    None where the trigger is another form, or nobody is found.
    """
    scene, trigger, clause = around.scene, around.trigger, around.clause
    if not _nonfinite(scene, trigger):
        return None
    spoken = [Group((m,)) for m in around.speakers if m.actor.kind in (ActorKind.PERSON, ActorKind.STATE)]
    bare = upright([g for g in (*around.groups, *spoken) if g.bare and not g.adjectival])
    for upper in scene.clauses.chain(clause):
        verbs = [v.first for v in scene.verbs if scene.clauses.owner[v.first] == upper.number and v.tense in TENSED]
        here = sorted((g for g in bare if scene.clauses.owner[g.first] == upper.number), key=lambda g: g.first)
        here = [g for g in here if not trigger.first <= g.first < trigger.last]
        found = [g for g in here if any(0 <= v - g.last <= 2 for v in verbs)]
        found = found or [g for g in here if _told_by(scene, g)]
        found = found or (_before_verb(scene, upper, here) if upper.number != clause.number else [])
        if found:
            return found[:1]
    return None


def _told_by(scene: Scene, group: Group) -> bool:
    """Whether a noun phrase names a speaker, who may stand behind his verb: "..., said Macron after meeting Putin"."""
    return any(a.speaker.start == group.first for a in scene.annotated.attributions)


def _asked(around: Around, bare: Sequence[Group]) -> list[Group]:
    """Who is asked to do it, where a preposition marks him: "invita a Putin a visitar Francia".

    Where the other party is not named, it is who asks: "pide a Putin reunirse".
    """
    toward = "infinitive" in around.trigger.classes and around.scene.is_word(around.trigger.first - 1, "to")
    if not toward and not _nonfinite(around.scene, around.trigger):
        return []
    found = asked(around)
    if not found:
        return []
    if around.frame not in ("mutual", "mediate") and any("to" not in g.marks for g in found):
        return found if around.frame == "visit" and _asked_by_case(around.scene, found) else []
    partnered = around.frame != "mutual" or len(flat(found)) > 1
    partnered = partnered or any(not g.marks or g.marks & PARTNER for g in (*around.right, *around.within))
    asking = [g for g in bare if g.last <= found[0].first and g not in found][-1:]
    together = tuple(m for g in ((*asking, *found) if not partnered else found) for m in g.mentions)
    return [Group(together)]


def _asked_by_case(scene: Scene, groups: Sequence[Group]) -> bool:
    """Whether noun phrases in a case of their own stand right behind a verb of asking: who is asked to come."""
    heads = {m.last for m in scene.matches("attribution.asked")}
    return groups[0].first in heads and all(g.oblique for g in groups)


def _nonfinite(scene: Scene, trigger: Match) -> bool:
    """Whether the trigger is an infinitive or gerund, also a compound one: "after having met"."""
    verb = scene.verb_in(trigger)
    if verb is None:
        return False
    if verb.tense in ("infinitive", "gerund") or _opening(scene, trigger, verb.tense):
        return True
    before = [m for m in scene.matches("verb") if m.last == trigger.first]
    return any(m.classes & {"infinitive", "gerund"} and not m.classes & FINITE for m in before)


def _opening(scene: Scene, trigger: Match, tense: str | None) -> bool:
    """Whether a bare participle opens the sentence: "Received on Monday in Moscow, Macron ..."."""
    idle = tense == "participle" or (tense == "past" and not scene.lex.subject_dropped)
    verb = next((i for i in range(trigger.first, trigger.last) if scene.is_verb(i)), trigger.first)
    helped = any(m.last == verb for m in scene.matches("auxiliary"))
    return verb <= 1 and idle and not helped and not scene.lex.clauses.final_verb


def _before_verb(scene: Scene, clause: Clause, groups: Sequence[Group]) -> list[Group]:
    """Of the noun phrases of a clause those before its verb: two verbs joined by "and" share the subject."""
    verbs = [v.first for v in scene.verbs if scene.clauses.owner[v.first] == clause.number and v.tense in TENSED]
    latest = [g for g in groups for v in verbs[-1:] if 0 <= v - g.last <= 2]
    if latest:
        return latest  # "X was received by Y, and at night Z came to Cali and met him": the last verb has its own
    verb = min((v.first for v in scene.verbs if scene.clauses.owner[v.first] == clause.number), default=0)
    return [g for g in groups if g.last <= verb]


def _subjectless(scene: Scene, trigger: Match, clause: Clause) -> bool:
    """Whether no noun phrase stands before the verb in its clause: nothing that an article or a capital shows."""
    before = [i for i in range(clause.first, trigger.first) if scene.clauses.owner[i] == clause.number]
    before = [i for i in before if not _of_its_own(scene, trigger, i) and not _opened(scene, clause, i)]
    people = (m for m in scene.matches("office", "body", "group") if m.first in before)
    if any(not scene.governed(m.first) for m in people):
        return False  # "emissaries of the regime met X", whoever they are
    before = [i for i in before if scene.dated.isdisjoint((i, i + 1))]  # "el 2 de julio"
    return not any(scene.is_word(i, "article") and not scene.governed(i) for i in before)


def _stranger(around: Around) -> bool:
    """Whether a name in no table stands right behind a verb whose goal stands before it: "to Kyiv came Bono, too"."""
    scene, trigger = around.scene, around.trigger
    goal = any(g.last <= trigger.first and g.marks & {"to", "in"} for g in around.groups)
    if not goal or not scene.verbal(trigger):
        return False
    behind = range(trigger.last, min(trigger.last + BEHIND, len(scene.tokens)))
    first = next((i for i in behind if not scene.is_word(i, "and") and i not in scene.dated), None)
    if first is None or first in scene.named | scene.placed or not scene.is_plain(first):
        return False
    return scene.tokens[first].text[:1].isupper() and scene.tokens[first].text.isalpha()


def _of_its_own(scene: Scene, trigger: Match, token: int) -> bool:
    """Whether an article is that of the event noun: "will hold a meeting" has no subject before its verb."""
    if scene.verbal(trigger) or not scene.is_word(token, "article"):
        return False
    between = range(token + 1, trigger.first)
    return all(scene.tokens[i].text.isalpha() and not scene.kinds.get(i) and not scene.is_verb(i) for i in between)


def _opened(scene: Scene, clause: Clause, token: int) -> bool:
    """Whether an article follows the preposition of time that opens its clause: "after the council (he) will go"."""
    openers = (m.last for m in scene.matches("clause." + clause.kind) if m.first == clause.first)
    return clause.kind in TIMES and token <= max(openers, default=-1)


def speaking(around: Around) -> list[Group]:
    """Who announces, and names nobody else, speaks of himself: "Rouhani announced a trip to Italy"."""
    if around.clause.kind == "relative":
        return []
    relayers = {a.actor.key for a in around.scene.annotated.attributions if a.relation is Relation.RELAYER}
    near = [
        m
        for m in around.speakers
        if m.last <= around.trigger.first and m.actor.kind is not ActorKind.GROUP and m.actor.key not in relayers
    ]
    if near or not around.scene.lex.clauses.final_verb:
        return [Group((near[-1],))] if near else []
    owner = around.scene.clauses.owner
    own = any(owner[g.first] == around.clause.number and g.bare and not g.adjectival for g in around.groups)
    behind = [m for m in around.speakers if m.first >= around.trigger.last and m.actor.kind is ActorKind.PERSON]
    return [Group((behind[0],))] if behind and not own and around.clause.kind == "main" else []


def implied(scene: Scene, trigger: Match, actor: Actor) -> Group:
    """Somebody named before who takes part, though no word at the trigger names him."""
    token = scene.tokens[trigger.first]
    mention = ActorMention(trigger.first, trigger.first + 1, token.start, token.end, actor, "pronoun", LEFT_OUT)
    return Group((mention,))
