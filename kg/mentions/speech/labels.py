"""Speakers that a sign alone tells, as headlines do: "Kremlin: Putin will come", "Putin will come, - Peskov"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.mentions.speech.speakers import Speakers
from kg.model import ActorKind, ActorMention, Attribution, Relation, Span, Token
from kg.tokens import DASHES

#: Tokens at most before the colon behind a speaker, and behind the dash before one.
_LABEL = 8


def tagged(tokens: Sequence[Token]) -> bool:
    """Whether a sentence may name its speaker so: a colon near its beginning, a dash near its end."""
    return any(t.text == ":" for t in tokens[:_LABEL]) or any(t.text in DASHES for t in tokens[-_LABEL:])


def labelled(who: Speakers) -> Iterator[Attribution]:
    """Who speaks, as a colon behind him or a dash before him tells; what is said must be a sentence."""
    yield from _before_colon(who)
    yield from _behind_dash(who)


def _before_colon(who: Speakers) -> Iterator[Attribution]:
    """ "Kremlin: Putin will come": nothing but the speaker stands before the colon."""
    colon = next((i for i, t in enumerate(who.tokens[:_LABEL]) if t.text == ":"), 0)
    speaker = next((a for a in who.named if a.last == colon and who.articles.issuperset(range(a.first))), None)
    topic = speaker is not None and speaker.via == "name" and speaker.actor.kind is ActorKind.STATE
    if speaker is not None and not topic and any(i > colon for i in who.finite):  # "Ukraine: Trump meets Putin"
        yield _made(who, speaker, Span(colon + 1, len(who.tokens)))


def _behind_dash(who: Speakers) -> Iterator[Attribution]:
    """ "Putin will come, - Peskov": nothing but the speaker stands behind the dash."""
    words = [i for i, t in enumerate(who.tokens) if t.text[0].isalnum()]
    dash = next((i for i in reversed(range(len(who.tokens))) if who.tokens[i].text in DASHES), 0)
    if not dash or not words or who.tokens[dash - 1].end == who.tokens[dash].start:
        return
    speaker = next((a for a in who.named if a.last == words[-1] + 1 and _follows(who, a, dash)), None)
    told = any(i < dash for i in who.finite) and (speaker is None or not _apposed(who, speaker, dash))
    if speaker is not None and told and speaker.actor.kind is not ActorKind.STATE and not speaker.oblique:
        yield _made(who, speaker, Span(0, dash))


def _follows(who: Speakers, mention: ActorMention, dash: int) -> bool:
    """Whether somebody stands right behind a dash, quotation marks aside."""
    return mention.first > dash and not any(t.text[0].isalnum() for t in who.tokens[dash + 1 : mention.first])


def _apposed(who: Speakers, mention: ActorMention, dash: int) -> bool:
    """Whether a dash without a comma joins two: "met the president - Macron", "at the summit Ukraine - EU"."""
    if who.tokens[dash - 1].text == "," or mention.actor.key in who.outlets:
        return False
    return any(a.last == dash and a.via != "capital" and not a.oblique for a in who.named)


def _made(who: Speakers, mention: ActorMention, said: Span) -> Attribution:
    """What is said, with its speaker, or with the outlet that relays it."""
    relation = Relation.RELAYER if mention.actor.key in who.outlets else Relation.ORIGINATOR
    span = Span(mention.first, mention.last)
    return Attribution(mention.actor, relation, span, (said,), "attribution: sign", mention.start, mention.end)
