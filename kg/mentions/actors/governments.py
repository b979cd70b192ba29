"""Governments called after who leads them: "the Trump administration", "the government of Juan Manuel Santos"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.mentions.actors.context import Context, Piece, mention
from kg.mentions.actors.names import person_actor
from kg.model import ActorKind, ActorMention


def led_by(context: Context, pieces: Sequence[Piece], index: int) -> int | None:
    """The person after (before) whom a government is called: "the Trump administration"."""
    body = pieces[index]
    for at in (index - 1, index + 1):
        if not 0 <= at < len(pieces) or pieces[at].kind != "person" or pieces[at].entity is None:
            continue
        first, second = sorted((pieces[at], body), key=lambda p: p.first)
        inner = context.tokens[first.last : second.first]
        if [t.text for t in inner] in ([], ["-"]):
            return at
    return _owner_after(context, pieces, index)


def of_owner(pieces: Sequence[Piece], index: int) -> list[int]:
    """The state right behind a body that is that of the office behind it: "the government of US President X"."""
    at = index + 1
    if at + 1 >= len(pieces) or pieces[at].kind not in ("state", "adjective") or pieces[at + 1].kind != "office":
        return []
    return [at] if pieces[at + 1].first - pieces[at].last <= 1 else []


def _owner_after(context: Context, pieces: Sequence[Piece], index: int) -> int | None:
    """The person of whose government a phrase speaks: "the government of (President) Juan Manuel Santos"."""
    at = index + 1 + len(of_owner(pieces, index))
    of = range(pieces[index].last, pieces[index + 1].first if at < len(pieces) else 0)
    if not of or len(of) > 2 or not context.tied(of):
        return None
    for kind in ("office", "adjective"):  # "del presidente | estadounidense | Joe Biden"
        beside = at + 1 < len(pieces) and pieces[at + 1].first == pieces[at].last
        at += pieces[at].kind == kind and beside
    return at if pieces[at].kind == "person" and pieces[at].entity is not None else None


def _member(context: Context, pieces: Sequence[Piece], after: int, state: str) -> int | None:
    """The person in apposition to the government he belongs to: "one of the administration's envoys, Witkoff,"."""
    at = after + 1
    if at >= len(pieces) or pieces[at].kind not in ("person", "unknown"):
        return None
    gap = context.tokens[pieces[after].last : pieces[at].first]
    entity = pieces[at].entity
    fits = entity is None or context.gaz.state_of(entity.key, context.published) == state
    closed = pieces[at].last < len(context.tokens) and context.tokens[pieces[at].last].text == ","
    return at if fits and closed and [t.text for t in gap] == [","] else None


def administration(
    context: Context, pieces: Sequence[Piece], index: int, owner: int, used: set[int]
) -> list[ActorMention]:
    """The state of the person at `owner`, for the body at `index`; or the member of the government named after it."""
    entity = pieces[owner].entity
    state = context.gaz.state_of(entity.key, context.published) if entity is not None else None
    if state is None or state not in context.gaz.entities:
        return []
    used.update(range(min(index, owner), max(index, owner) + 1))
    member = _member(context, pieces, max(index, owner), state)
    if member is not None:
        used.add(member)
        person = person_actor(context, pieces[member], None)
        if person is not None:
            last = pieces[member].last
            return [mention(context, pieces[index].first, last, person, pieces[member].via, pieces[member].entry)]
    first = min(pieces[index].first, pieces[owner].first)
    last = max(pieces[index].last, pieces[owner].last)
    actor = context.gaz.actor(context.gaz.entities[state], context.published)
    return [mention(context, first, last, actor, "body", pieces[index].entry)]


def headed(context: Context, pieces: Sequence[Piece], made: Sequence[ActorMention]) -> list[ActorMention]:
    """Persons with the delegation of no state that they head: "a delegation led by X" does what X does."""
    bodies = {p.last: p for p in pieces if p.kind == "body" and not any(m.first <= p.first < m.last for m in made)}
    found = []
    for one in made:
        at, leads = one.first, False
        while at > 0 and (kinds := context.words.get(at - 1, set()) & {"led_by", "article"}):
            at, leads = at - 1, leads or "led_by" in kinds
        at -= leads and at > 0 and context.tokens[at - 1].text == ","
        body = bodies.get(at) if leads and one.actor.kind is ActorKind.PERSON else None
        found.append(one if body is None else mention(context, body.first, one.last, one.actor, one.via, one.entry))
    return found
