"""Who says "I" and whom "you" means where a text is an office holder's own: turns of a transcript, guests of a release.

In a transcript a name before a colon opens a turn ("Vladimir Putin: ..."); it lasts until the next one. In a release
"you" is the one guest whom its first sentence names beside the office holder.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from kg.mentions.names.gazetteer import Gazetteer
from kg.mentions.names.name_index import Name
from kg.mentions.speech.speech import Told
from kg.model import Actor, ActorKind, Attribution, Document, Match, Relation, Sentence, Span, Token
from kg.tokens import touched

#: Tokens from a speaker's name to the colon: a remark in brackets, his office once more.
_REMARK = 16
#: Where leaders of so many states take turns, none of them is spoken to alone.
_SEVERAL = 3
#: Sections whose matches are verbs: who opens a turn does nothing yet.
_VERBAL = ("verb", "auxiliary", "trigger.verbal", "attribution.said")
_NOWHERE = Span(0, 0)


class Turn(Struct, frozen=True):
    """Who speaks in a sentence and whom he addresses; nobody where no table knows them."""

    speaker: Actor | None
    addressee: Actor | None = None
    label: Span | None = None
    """In a transcript: tokens of the sentence that name the speaker; empty where an earlier sentence does."""
    at: Span = _NOWHERE
    """Where in the text the speaker is named."""


class _Label(Struct, frozen=True):
    """What stands before a colon: a person of the tables, or words that name somebody else."""

    last: int
    at: Span
    actor: Actor | None
    words: str


def turns(
    document: Document,
    sentences: Sequence[Sentence],
    matches: Sequence[Sequence[Match]],
    names: Sequence[Sequence[Name]],
    voice: Actor | None,
    gaz: Gazetteer,
) -> list[Turn]:
    """The turn each sentence of a text belongs to; all the voice's own where the text is no transcript."""
    if voice is None:
        return [Turn(None)] * len(sentences)
    read = [_label(s.tokens, m, n, document, gaz) for s, m, n in zip(sentences, matches, names, strict=True)]
    opened = [found for found in read if found is not None]
    if not any(found.actor == voice for found in opened):
        return [Turn(voice)] * len(sentences)
    speakers = {found.actor.key if found.actor is not None else found.words: found.actor for found in opened}
    turn, result = Turn(voice), []
    for found in read:
        if found is not None:
            others = [actor for key, actor in speakers.items() if found.actor is None or key != found.actor.key]
            turn = Turn(found.actor, others[0] if len(others) == 1 else None, Span(0, found.last), found.at)
        result.append(turn)
        turn = replace(turn, label=Span(0, 0)) if turn.label is not None else turn
    return result


def session(turned: Sequence[Turn]) -> tuple[Actor, ...]:
    """Who sit together where leaders of three states or more take turns in a transcript; else nobody."""
    speakers = {t.speaker.key: t.speaker for t in turned if t.label is not None and t.speaker is not None}
    states = {actor.state for actor in speakers.values() if actor.state is not None}
    return tuple(speakers.values()) if len(states) >= _SEVERAL else ()


def guest(told: Sequence[Told], voice: Actor) -> Actor | None:
    """The one person whom the first sentence of a release names beside its office holder."""
    body = next((t for t in told if not t.sentence.is_title), None)
    if body is None:
        return None
    named = {m.actor.key: m for m in body.actors if m.actor.kind is ActorKind.PERSON}
    own = named.pop(voice.key, None)
    others = [m.actor for m in named.values() if m.actor.state != voice.state]
    return others[0] if own is not None and own.via != "pronoun" and len(others) == len(named) == 1 else None


def spoken(turn: Turn, said: Sequence[Attribution], sentence: Sentence) -> tuple[Attribution, ...]:
    """What a sentence of a transcript says is said by whoever's turn it is."""
    if turn.label is None or turn.speaker is None:
        return tuple(said)
    words = (Span(turn.label.end, len(sentence.tokens)),)
    own = Attribution(turn.speaker, Relation.ORIGINATOR, turn.label, words, "turn", turn.at.start, turn.at.end)
    return (*said, own)


def _label(
    tokens: Sequence[Token], matches: Sequence[Match], names: Sequence[Name], document: Document, gaz: Gazetteer
) -> _Label | None:
    """The speaker whom the words before a sentence's first colon name, where no verb is among them."""
    colon = next((i for i, t in enumerate(tokens[:-1]) if t.text == ":"), 0)
    if not colon or not tokens[colon + 1].text[0].isupper():
        return None
    before = [n for n in names if n.form == "name" and n.end <= tokens[colon].start]
    persons = [(n, e) for n in before for e in n.entities if e.kind == "person"]
    verbs = {i for m in matches if m.section in _VERBAL for i in range(m.first, m.last)}
    if persons:
        name, entity = persons[-1]
        first = touched(tokens, name.start, name.end)[0]
        if colon - first <= _REMARK and verbs.isdisjoint(range(first, colon)):
            return _Label(colon + 1, Span(name.start, name.end), gaz.actor(entity, document.when), "")
    words = _without_remark([t.text for t in tokens[:colon]])
    if not words or not verbs.isdisjoint(range(colon)) or not all(w[0].isupper() for w in words[-2:]):
        return None
    return _Label(colon + 1, _NOWHERE, None, " ".join(words[-2:]))


def _without_remark(words: Sequence[str]) -> list[str]:
    """Words without what stands in brackets at their end: "X (retranslated)"."""
    if words and words[-1] == ")" and "(" in words:
        return list(words[: len(words) - 1 - list(reversed(words)).index("(")])
    return list(words)
