"""Names that stand for an actor by themselves: persons known and unknown, states, capitals, gatherings."""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.mentions.context import Context, Piece, mention
from kg.mentions.gazetteer import Entity, fold
from kg.mentions.offices import KIN
from kg.model import Actor, ActorKind, ActorMention


def plain(context: Context, piece: Piece) -> list[ActorMention]:
    """A piece that stands for itself."""
    make = _PLAIN.get(piece.kind)
    return make(context, piece) if make is not None else []


def person_actor(context: Context, piece: Piece, state: Piece | None, office: str = "") -> Actor | None:
    """The person a piece names: by the state beside, the office before, or as one that no table knows."""
    if piece.entity is not None:
        return context.gaz.actor(_by_state(context, piece, state), context.published)
    surname = context.tokens[piece.last - 1].text
    holder = context.gaz.in_office(surname, KIN.get(office, (office,)), context.when) if office else None
    if holder is not None and piece.last - piece.first == 1:
        return context.gaz.actor(holder, context.published)
    return _unknown_actor(context, piece, state)


def _by_state(context: Context, piece: Piece, state: Piece | None) -> Entity:
    """Prefer the bearer of a name who stands for the state named beside him."""
    assert piece.entity is not None
    if state is None or state.entity is None:
        return piece.entity
    wanted = state.entity.key
    for entity in (piece.entity, *piece.rivals):
        if entity.kind == "person" and context.gaz.state_of(entity.key, context.published) == wanted:
            return entity
    return piece.entity


def _unknown_actor(context: Context, piece: Piece, state: Piece | None) -> Actor | None:
    words = context.tokens[piece.first : piece.last]
    if not any(len(t.text) > 1 and t.text.isalpha() for t in words):
        return None
    name = "".join(
        t.text + ("" if k + 1 == len(words) or words[k + 1].start == t.end else " ") for k, t in enumerate(words)
    )
    known = context.seen.surnames.get(name.split(" ")[-1].casefold())
    if known is not None and (" " not in name or fold(known.name) == fold(name)):
        return known
    of = state.entity.key if state is not None and state.entity is not None else None
    alike = context.gaz.sounds_like(name, of, context.published)
    if alike is not None:
        return context.gaz.actor(alike, context.published)
    return Actor(f"person/{slug(name)}", ActorKind.PERSON, name, of)


def _named(context: Context, piece: Piece) -> list[ActorMention]:
    if piece.entity is None:
        return []
    actor = context.gaz.actor(piece.entity, context.published)
    return [mention(context, piece.first, piece.last, actor, piece.via, piece.entry)]


def _seat(context: Context, piece: Piece) -> list[ActorMention]:
    """A capital may stand for its government; whether it does, its place in the clause decides later."""
    state = context.gaz.capital_of(piece.entity.key, context.when) if piece.entity is not None else None
    if state is None or _in_longer_name(context, piece):
        return []
    actor = context.gaz.actor(state, context.published)
    return [mention(context, piece.first, piece.last, actor, "capital", piece.entry)]


def _in_longer_name(context: Context, piece: Piece) -> bool:
    """Whether a capital's name is part of another name ("Real Madrid"), so that no government is meant."""
    if context.usage.lex.nouns_capitalised or piece.first == 0 or piece.first - 1 in context.worded:
        return False
    before = context.tokens[piece.first - 1]
    return before.text[:1].isupper() and before.text.isalpha() and piece.first > 1


def _gathered(context: Context, piece: Piece) -> list[ActorMention]:
    """A gathering stands for those who gather: the G20 summit for the G20."""
    convenor = context.gaz.convenor(piece.entity) if piece.entity is not None else None
    if convenor is None:
        return []
    actor = context.gaz.actor(convenor, context.published)
    return [mention(context, piece.first, piece.last, actor, "gathering", piece.entry)]


def _collective(context: Context, piece: Piece) -> list[ActorMention]:
    entity = context.gaz.entities[piece.code]
    actor = context.gaz.actor(entity, context.published)
    return [mention(context, piece.first, piece.last, actor, "collective", piece.entry)]


def _new_person(context: Context, piece: Piece) -> list[ActorMention]:
    actor = _unknown_actor(context, piece, None)
    if actor is None:
        return []
    return [mention(context, piece.first, piece.last, actor, "name", piece.entry)]


_Plain = Callable[[Context, Piece], list[ActorMention]]
_PLAIN: dict[str, _Plain] = {
    "person": _named,
    "state": _named,
    "adjective": _named,
    "demonym": _named,
    "organisation": _named,
    "outlet": _named,
    "place": _seat,
    "gathering": _gathered,
    "collective": _collective,
    "unknown": _new_person,
}


def slug(name: str) -> str:
    """A name as part of a key: lower case, without accents, words joined by hyphens."""
    return re.sub(r"\s+", "-", fold(name).strip()) or "unnamed"
