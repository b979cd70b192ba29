"""Claims about offices that the gazetteer's dates contradict: "the former president" of somebody who is in office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from kg.mentions.actors.context import Context, Piece
from kg.mentions.actors.offices import KIN
from kg.mentions.names.entities import Tenure
from kg.model import ActorKind, ActorMention

#: Tokens between "former" and the office, and between the office and the name.
CLOSE = 2


def disputed(context: Context, pieces: Sequence[Piece], found: Sequence[ActorMention]) -> list[ActorMention]:
    """The mentions, each with what contradicts it where it calls somebody a former holder of the office he holds."""
    claims = list(_former(context, pieces))
    if not claims or context.published is None or not context.seen.dated:
        return list(found)
    return [_checked(context, claims, mention) for mention in found]


def _former(context: Context, pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Piece]]:
    """Words for "former" with the office they stand at; not "two days later, the minister"."""
    for former in (p for p in pieces if p.kind == "former"):
        for office in pieces:
            near = office.kind == "office" and -1 <= office.first - former.last <= CLOSE
            if near and all(token.text != "," for token in context.tokens[former.last : office.first]):
                yield former, office


def _checked(context: Context, claims: Sequence[tuple[Piece, Piece]], mention: ActorMention) -> ActorMention:
    if mention.actor.kind is not ActorKind.PERSON or mention.via not in ("name", "surname"):
        return mention
    for former, office in claims:
        near = mention.first <= office.first < mention.last or 0 <= mention.first - office.last <= CLOSE
        tenure = _holds(context, office.code, mention.actor.key) if near else None
        if tenure is not None:
            words = context.tokens[former.first].start, context.tokens[mention.last - 1].end
            of = context.gaz.entities[tenure.of].name if tenure.of in context.gaz.entities else tenure.of
            since = f" since {tenure.start}" if tenure.start is not None else ""
            return replace(mention, start=min(words[0], mention.start), disputed=f"{tenure.office} of {of}{since}")
    return mention


def _holds(context: Context, code: str, person: str) -> Tenure | None:
    """The office of this kind that a person holds on the day of the document, by dates that are known."""
    when = context.published
    codes = KIN.get(code, (code,))
    held = context.gaz.tenures.get(person, ())
    return next((t for t in held if when and t.office in codes and t.start and t.holds(when)), None)
