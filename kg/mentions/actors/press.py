"""Newspapers, agencies and broadcasters: the outlet that a noun introduces, also one in no table."""

from __future__ import annotations

from collections.abc import Sequence

from kg.mentions.actors.context import Context, Piece, mention
from kg.mentions.actors.unknown import may_be_noun
from kg.mentions.names.gazetteer import UNLISTED_OUTLET
from kg.mentions.names.spelling import romanise, slug
from kg.model import Actor, ActorKind, ActorMention
from kg.tokens import QUOTES

#: The groups of the lexicon whose words are nouns for outlets: "newspaper"; "the newspaper" named last.
MEDIA, OUTLET = "media", "outlet"
#: Words between the noun for an outlet and its name ("the newspaper's Moscow edition").
_NAMED = 3
#: Words of the name of an outlet in no table.
_LENGTH = 5


def outlet(context: Context, pieces: Sequence[Piece], index: int, used: set[int]) -> list[ActorMention] | None:
    """The outlet that the noun at `index` introduces, else that named last ("the newspaper"); None for "the media"."""
    noun = pieces[index]
    before = pieces[index - 1] if index else None
    if before is not None and before.kind == "outlet" and before.last == noun.first:
        return []  # "the Xinhua news agency" is named
    for at in range(index + 1, len(pieces)):
        if pieces[at].first - noun.last > _NAMED or _parted(context, noun.last, pieces[at].first):
            break
        known = pieces[at].entity
        if pieces[at].kind == "outlet" and known is not None:
            used.update(range(index, at + 1))
            actor = context.gaz.actor(known, context.published)
            return [mention(context, noun.first, pieces[at].last, actor, "press", pieces[at].entry)]
    if _alone(context, noun) and (name := _name(context, pieces, index)) is not None:
        first, last = name
        used.update(i for i, p in enumerate(pieces) if p.first < last and noun.first < p.last)
        context.seen.outlet = _unlisted(context, first, last)
        return [mention(context, noun.first, last, context.seen.outlet, "press", noun.entry)]
    if noun.code != OUTLET:
        return None
    if "of" in context.words.get(noun.last, ()):
        return []  # "the agency of the UN for refugees"
    actor = context.seen.outlet or Actor("group/media", ActorKind.GROUP, "media")
    return [mention(context, noun.first, noun.last, actor, "group", noun.entry)]


def _alone(context: Context, noun: Piece) -> bool:
    """Whether a noun is one for a single outlet ("the daily"), not for all of them ("the press")."""
    patterns = context.usage.lex.attribution.groups.get(OUTLET, ())
    return context.tokens[noun.last - 1].lower in {word for p in patterns for word in p.split()[-1].split("|")}


def _parted(context: Context, first: int, last: int) -> bool:
    """Whether a mark or a verb stands between a noun and a name, which then is not the noun's."""
    gap = range(first, last)
    return any(context.tokens[i].text in ",;:." or i in context.verbs for i in gap)


def _unlisted(context: Context, first: int, last: int) -> Actor:
    """An outlet in no table, by its name as written."""
    words = context.tokens[first:last]
    glue = ("" if k + 1 == len(words) or words[k + 1].start == t.end else " " for k, t in enumerate(words))
    name = romanise("".join(t.text + space for t, space in zip(words, glue, strict=True)), context.lang)
    return Actor(f"{UNLISTED_OUTLET}{slug(name)}", ActorKind.ORGANISATION, name)


def _name(context: Context, pieces: Sequence[Piece], index: int) -> tuple[int, int] | None:
    """The tokens of a name behind a noun for an outlet, an adjective between at most: in quotation marks, or a run."""
    tokens = context.tokens
    at = pieces[index].last
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    if after is not None and after.kind == "adjective" and after.first == at:
        at = after.last
    elif at + 1 < len(tokens) and _describes(context, at):
        at += 1
    if at >= len(tokens):
        return None
    if tokens[at].text in QUOTES:
        close = next((i for i in range(at + 2, min(at + 2 + _LENGTH, len(tokens))) if tokens[i].text in QUOTES), None)
        named = close is not None and tokens[at + 1].text[:1].isupper()
        return (at + 1, close) if named and close is not None else None
    end = at
    while end < len(tokens) and end - at < _LENGTH and _capital(context, pieces, end):
        end += 1
    return (at, end) if end > at else None


def _describes(context: Context, index: int) -> bool:
    """Whether a word may be an adjective between a noun and a name: no function word, no verb, no word of a list."""
    word = context.tokens[index].text
    return word.islower() and word.isalpha() and not (index in context.worded or index in context.words)


def _capital(context: Context, pieces: Sequence[Piece], index: int) -> bool:
    """Whether a word may be one of a name that no table has, and begins no other."""
    text = context.tokens[index].text
    if not (text[:1].isupper() and text.rstrip("'\u2019").isalnum()) or index in context.verbs:
        return False
    if context.usage.lex.nouns_capitalised and may_be_noun(context, index):
        return False
    over = next((p for p in pieces if p.first <= index < p.last), None)
    return over is None or over.kind == "unknown"
