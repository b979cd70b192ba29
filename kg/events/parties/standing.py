"""The sides a document is about: bare "the talks", "a new agreement" are theirs where nobody else is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set

from msgspec.structs import replace

from kg.events.sentence.scene import Scene
from kg.model import (
    Actor,
    ActorKind,
    AnnotatedSentence,
    EventMention,
    EventType,
    Match,
    Participation,
    Role,
    Span,
    Status,
)

#: What two sides do for months, so that a text speaks of it by the noun alone.
LASTING = {
    EventType.NEGOTIATION: Role.PARTICIPANT,
    EventType.AGREEMENT: Role.SIGNATORY,
}
#: Sentences (a headline counts twice) that name a side of its own standing.
_OFTEN = 2
#: How many times as often as any third the two sides are named.
_AHEAD = 2
#: Function words before those who meet; and tokens of a noun phrase behind one.
_JOINT, _PHRASE = ("with", "between"), 6
#: Payloads of the lexicon's words of the first person.
_SPEAKER = ("i", "we")
#: Sentences before one that names nobody of which it may speak.
_NEAR = 2


def standing(count: Counter[str], actors: Mapping[str, Actor]) -> tuple[Actor, ...]:
    """The two states, or state and organisation, that a document is about; nothing where a third comes near them."""
    ranked = count.most_common(3)
    if len(ranked) < 2 or ranked[1][1] < _OFTEN or (len(ranked) > 2 and ranked[2][1] * _AHEAD > ranked[1][1]):
        return ()
    pair = [actors[key] for key, _ in ranked[:2] if key in actors]
    return tuple(pair) if len(pair) == 2 and any(a.kind is ActorKind.STATE for a in pair) else ()


def foremost(count: Counter[str], actors: Mapping[str, Actor]) -> Actor | None:
    """The one state that a document is about: it is named far more often than any other."""
    ranked = count.most_common(2)
    if not ranked or ranked[0][1] < _OFTEN * _AHEAD or (len(ranked) > 1 and ranked[1][1] * _AHEAD > ranked[0][1]):
        return None
    lead = actors.get(ranked[0][0])
    return lead if lead is not None and lead.kind is ActorKind.STATE else None


def _counted(annotated: Sequence[AnnotatedSentence]) -> tuple[Counter[str], dict[str, Actor]]:
    """In how many sentences each side is named (a headline counts twice), and those that are named themselves."""
    count: Counter[str] = Counter()
    actors: dict[str, Actor] = {}
    for sentence in annotated:
        weight = 2 if sentence.sentence.is_title else 1
        for side in sides(sentence):
            count[side] += weight
        for mention in sentence.actors:
            if mention.party.kind is not ActorKind.PERSON and _side(mention.party) == mention.party.key:
                actors.setdefault(mention.party.key, mention.party)
    return count, actors


def sides(sentence: AnnotatedSentence) -> list[str]:
    """Keys of the states and organisations of all whom a sentence names, in its order."""
    return list(dict.fromkeys(side for m in sentence.actors if (side := _side(m.party)) is not None))


def at_war(annotated: Sequence[AnnotatedSentence], found: Sequence[EventMention]) -> tuple[Actor, ...]:
    """The state of an office holder's text and the one that it tells to wage war: bare "the talks" are theirs."""
    home = annotated[0].home if annotated else None
    wars = (m for m in found if m.type is EventType.CONFLICT)
    states = [p.actor for m in wars for p in m.participants if p.actor.kind is ActorKind.STATE]
    others = {actor.key: actor for actor in states if home is not None and actor.key != home.key}
    return (home, *others.values()) if home is not None and len(others) == 1 else ()


def taken_up(
    mentions: Sequence[EventMention],
    annotated: Sequence[AnnotatedSentence],
    nouns: Set[Span],
    found: Sequence[EventMention] = (),
) -> list[EventMention]:
    """Mentions of lasting business that name one side of the document or none, with both its sides.

    `nouns` holds the triggers that are nouns: a verb has a subject of its own, and who it is with is left unsaid.
    `found` holds all that the document tells: where many are spoken to, talks without a partner are those to end a war.
    """
    if not mentions:
        return []
    named, (count, actors) = _spoken_of(annotated), _counted(annotated)
    lead = foremost(count, actors)
    if lead is not None:
        mentions = [_with_lead(m, named, lead) if m.trigger in nouns else m for m in mentions]
    pair = standing(count, actors)
    if not pair:
        pair = at_war(annotated, found)
        undated = {m.trigger for m in mentions if m.type is EventType.NEGOTIATION and m.time is None}
        nouns = nouns & undated  # those of a day may be with anybody
    if not pair:
        return list(mentions)
    met = _sit_together(mentions, annotated, pair)
    return [
        _with_both(m, _beside(m, named), pair)
        if m.trigger in nouns and _real(m) and not (met and m.status is Status.ONGOING)
        else m
        for m in mentions
    ]


def _sit_together(
    mentions: Sequence[EventMention], annotated: Sequence[AnnotatedSentence], pair: Sequence[Actor]
) -> bool:
    """Whether a release tells of its office holder's meeting with the other side: both discuss others' talks there."""
    keys = {actor.key for actor in pair}
    encounters = (m for m in mentions if m.type in (EventType.MEETING, EventType.PHONE_CALL))
    own = bool(annotated) and annotated[0].home is not None
    return own and any({_side(p.actor) for p in m.participants} == keys for m in encounters)


def _spoken_of(annotated: Sequence[AnnotatedSentence]) -> dict[int, tuple[set[str], set[str]]]:
    """By the start of each sentence whom it names, and, where it names nobody, whom those right before it do."""
    every = [_named(a) for a in annotated]
    before = [set().union(*every[max(0, n - _NEAR) : n]) for n in range(len(every))]
    own = [names.union(sides(a)) for a, names in zip(annotated, every, strict=True)]
    return {a.sentence.start: (own[n], set() if every[n] else before[n]) for n, a in enumerate(annotated)}


def _named(sentence: AnnotatedSentence) -> set[str]:
    """Sides and collective bodies ("our European partners") that a sentence names; "we" names none."""
    named = [m.party for m in sentence.actors if m.via != "pronoun"]
    groups = {m.party.key for m in sentence.actors if m.via == "collective"}
    return {side for actor in named if (side := _side(actor)) is not None} | groups


def _beside(mention: EventMention, named: Mapping[int, tuple[set[str], set[str]]]) -> set[str]:
    """Whom a report speaks of beside its parties: without a day of its own it goes on about those named before it."""
    own, before = named.get(mention.start, (set(), set()))
    return own | before if mention.time is None else own


def of_others(scene: Scene, trigger: Match) -> bool:
    """Whether an event noun has a partner without a name ("talks with our partners"): not those the text is about.

    Nor are those who talk with whoever speaks: "it is a day of talks for me".
    """
    owner = scene.clauses.owner
    own = (m for m in scene.matches("anaphora") if m.payload in _SPEAKER)
    if any(owner[m.first] == owner[trigger.first] and "for" in scene.preposition(m.first) for m in own):
        return True
    rest = (i for i in range(trigger.last - 1, len(owner)) if owner[i] == owner[trigger.first])
    since = {t.first - 1 for t in scene.annotated.times} | {t.first for t in scene.annotated.times}  # a word for both
    joint = next((i for i in rest if scene.is_word(i, "with") and i not in since), None)
    return joint is not None and not any("with" in g.marks and g.first > joint for g in scene.groups)


def met_others(scene: Scene, trigger: Match) -> bool:
    """Whether right behind "with" stand others who are nobody named: "X and Y met with staff of the works".

    Nor are X and Y those between whose citizens contacts are.
    """
    at = trigger.last if any(scene.is_word(trigger.last - 1, kind) for kind in _JOINT) else trigger.last + 1
    if at >= len(scene.tokens) or not any(scene.is_word(at - 1, kind) for kind in _JOINT):
        return False
    cased = tuple(scene.lex.words.with_ending.split())
    if cased and scene.is_word(at - 1, "from") and not scene.tokens[at].lower.endswith(cased):
        return False  # where one word is "with" and "on", the case tells: "consultations on security"
    pronoun = next((m for m in scene.matches("anaphora") if m.first <= at < m.last), None)
    if pronoun is not None and scene.is_word(at - 1, "between") and pronoun.payload in _SPEAKER:
        at = pronoun.last  # "contacts between our citizens"
    elif pronoun is not None:
        return False
    if at >= len(scene.tokens) or not (scene.is_common(at) and scene.is_plain(at)):
        return False  # "with the participation of", "with a view to"
    end = next((i for i in range(at, len(scene.tokens)) if scene.tokens[i].text in ";:."), len(scene.tokens))
    phrase = (g for g in scene.groups if at <= g.first < end)
    named = any("in" not in g.marks and any(m.via != "pronoun" for m in g.mentions) for g in phrase)
    return not named and not any(_somebody(scene, i) for i in range(at, min(at + _PHRASE, end)))


def _somebody(scene: Scene, index: int) -> bool:
    """Whether a word may be the name of somebody whom no table knows."""
    where = any(p.first <= index < p.last for p in scene.annotated.places)
    return not (where or index in scene.dated or scene.is_common(index)) and scene.tokens[index].text[:1].isupper()


def _real(mention: EventMention) -> bool:
    """Whether an event is told of: of no state, to come or of no status, it is the thing as such ("must be fair")."""
    states = any(p.actor.kind is not ActorKind.PERSON for p in mention.participants)
    idle = mention.status in (Status.PLANNED, Status.HYPOTHETICAL, None) and mention.time is None and not states
    return mention.status is not Status.DENIED and not idle


def _with_both(mention: EventMention, named: set[str], pair: Sequence[Actor]) -> EventMention:
    keys = {actor.key for actor in pair}
    mine = {_side(p.actor) for p in mention.participants}
    if mention.type not in LASTING or mention.gathering is not None or not named <= keys or not mine <= keys:
        return mention
    if len(mine) > 1 or len(mention.participants) > 1:
        return mention
    others = (Participation(actor, LASTING[mention.type]) for actor in pair if actor.key not in mine)
    return replace(mention, participants=(*mention.participants, *others))


def _with_lead(mention: EventMention, named: Mapping[int, tuple[set[str], set[str]]], lead: Actor) -> EventMention:
    """ "The accord, made with China, is worth ...": in a text about one state the other party is that state."""
    if mention.type not in LASTING or len(mention.participants) != 1 or mention.gathering is not None:
        return mention
    (other,) = mention.participants
    behind = all(e.start >= mention.trigger.end for e in mention.evidence if e.aspect == "participant")
    own, _ = named.get(mention.start, (set(), set()))
    if not behind or _side(other.actor) != other.actor.key or not own <= {other.actor.key, lead.key}:
        return mention
    if other.actor.key == lead.key:
        return mention
    return replace(mention, participants=(Participation(lead, LASTING[mention.type]), other))


def _side(actor: Actor) -> str | None:
    if actor.kind is ActorKind.STATE or actor.is_body:
        return actor.key
    return actor.state
