"""Who "I" and "we" are: the voice of an office holder's own text, elsewhere the one who is quoted."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.mentions.speech.speech import Quote, Told
from kg.model import Actor, ActorKind, ActorMention, Attribution, Match, Relation
from kg.schema import Lexicon

#: Payloads of the lexicon's first-person words.
FIRST = ("i", "we")


def is_first_person(mention: ActorMention, lex: Lexicon) -> bool:
    """Whether an actor is named by a word of the first person alone: "my", which no third person means."""
    words = mention.entry.partition(": ")[2]
    return mention.via == "pronoun" and (words in lex.anaphora.i or words in lex.anaphora.we)


def quoted(told: Told, quotes: Sequence[Quote], said: Sequence[Attribution]) -> Told:
    """A sentence, its actors with the person quoted where the quotation says "I": '"I met X," Macron said'."""
    words = [m for m in told.matches if m.section == "anaphora" and m.payload in FIRST]
    inside = [m for m in words if any(q.span.start <= m.first < q.span.end for q in quotes)]
    found = [made for m in inside if (actor := _speaker(m, said)) and (made := _mention(told, m, actor))]
    return replace(told, actors=tuple(sorted((*told.actors, *found), key=lambda m: m.first))) if found else told


def _speaker(match: Match, said: Sequence[Attribution]) -> Actor | None:
    """The one person who says what a word stands in; nobody where two are named."""
    speakers = {
        a.actor.key: a.actor
        for a in said
        if a.relation is Relation.ORIGINATOR and any(s.start <= match.first < s.end for s in a.said)
    }
    persons = [actor for actor in speakers.values() if actor.kind is ActorKind.PERSON]
    return persons[0] if len(persons) == len(speakers) == 1 else None


def _mention(told: Told, match: Match, actor: Actor) -> ActorMention | None:
    """A first-person word as a mention of an actor, unless a name covers it."""
    if any(m.first < match.last and match.first < m.last for m in told.actors):
        return None
    begin, end = told.sentence.tokens[match.first].start, told.sentence.tokens[match.last - 1].end
    return ActorMention(match.first, match.last, begin, end, actor, "pronoun", f"{match.section}: {match.entry}")
