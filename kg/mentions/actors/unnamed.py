"""Unnamed sources and groups, with whom they belong to: "White House officials", "diplomats"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.mentions.actors.context import Context, Piece, mention
from kg.mentions.actors.offices import tied_to_two
from kg.mentions.actors.organs import speaks_for
from kg.mentions.actors.press import MEDIA, OUTLET, outlet
from kg.mentions.names.entities import Entity
from kg.mentions.names.spelling import slug
from kg.model import Actor, ActorKind, ActorMention

#: The group of the lexicon whose word is that of the body they speak for.
SPOKEN_FOR = "spokespersons"
#: Words between unnamed sources and those they belong to ("officials at the highest level of the White House").
AFFILIATION = 5


def anonymous(context: Context, pieces: Sequence[Piece], index: int, used: set[int]) -> list[ActorMention]:
    """Unnamed sources with whom they belong to: "White House officials", "diplomats"."""
    piece = pieces[index]
    if piece.code in (MEDIA, OUTLET) and (press := outlet(context, pieces, index, used)) is not None:
        return press
    owners = _owners(context, pieces, index)
    if not owners and (both := _of_both(context, pieces, index, used)):
        return both
    if not owners and piece.code == SPOKEN_FOR and index + 1 < len(pieces) and speaks_for(context, pieces, index + 1):
        return []  # "a spokesman for the foreign ministry" is the ministry
    used.update(owners)
    label = piece.code.replace("_", " ")
    names = [(_owner_name(context, pieces[i]), pieces[i]) for i in owners]
    first = min([piece.first, *(p.first for _, p in names)])
    last = max([piece.last, *(p.last for _, p in names)])
    made = []
    for name, owner in names or [("", piece)]:
        own = piece.code in context.usage.lex.factions
        if owner.entity is not None and (piece.code == SPOKEN_FOR or (own and owner.kind == "organisation")):
            body = context.gaz.actor(owner.entity, context.published)  # "the rebels of the FARC" are the FARC
            made.append(mention(context, first, last, body, "faction" if own else "body", piece.entry))
            continue
        own_name = name.casefold() in label.casefold() or " " in label  # "EU officials" are European officials
        whole = label if own_name else f"{name} {label}"
        state = owner.entity.state if owner.entity is not None and not own else None
        where = _land(context, pieces) if own and not name else []
        actor = Actor(f"group/{slug(' '.join([*where, whole]))}", ActorKind.GROUP, whole, state)
        made.append(mention(context, first, last, actor, "faction" if own else "group", piece.entry))
        stands_for = None if own else _principal(context, owner)
        if stands_for is not None:  # they speak in their own name; at a meeting they stand for the state
            made[-1] = replace(made[-1], acts_for=context.gaz.actor(stands_for, context.when))
    return made


def _of_both(context: Context, pieces: Sequence[Piece], index: int, used: set[int]) -> list[ActorMention]:
    """Unnamed officials of the two states spoken of, who stand for them: "officials from both countries"."""
    piece, after = pieces[index], pieces[index + 1] if index + 1 < len(pieces) else None
    if after is None or (after.kind, after.code) != ("anaphor", "pair_states") or piece.code == SPOKEN_FOR:
        return []
    states = [context.gaz.entities[key] for key in context.seen.last_states() if key in context.gaz.entities]
    if len(states) != 2 or not tied_to_two(context, piece, after):
        return []
    used.add(index + 1)
    label = piece.code.replace("_", " ")
    return [
        replace(
            mention(
                context,
                piece.first,
                after.last,
                Actor(f"group/{slug(f'{state.name} {label}')}", ActorKind.GROUP, f"{state.name} {label}", state.key),
                "group",
                piece.entry,
            ),
            acts_for=context.gaz.actor(state, context.when),
        )
        for state in states
    ]


def _land(context: Context, pieces: Sequence[Piece]) -> list[str]:
    """The state within which a faction fights: the first that the sentence names, else the last named before."""
    named = (p.entity.name for p in pieces if p.kind in ("state", "adjective") and p.entity is not None)
    return list(named)[:1] or [actor.name for actor in context.seen.states[-1:]]


def _principal(context: Context, owner: Piece) -> Entity | None:
    """For whom officials take part: the state of their body, else the organisation or group of states itself."""
    entity = owner.entity or context.gaz.entities.get(owner.code)
    if entity is None:
        return None
    return context.gaz.entities.get(entity.state or "") or (
        entity if entity.kind in ("organisation", "group") else None
    )


def _owners(context: Context, pieces: Sequence[Piece], index: int) -> list[int]:
    """Pieces naming the states or bodies to which unnamed sources belong: before them, or after "of" or "in"."""
    belongs = ("state", "adjective", "demonym", "organisation", "collective")
    found = []
    before = context.tokens[pieces[index - 1].last : pieces[index].first] if index else ()
    near = index > 0 and len(before) <= 1 and not any(t.text in ",;:." for t in before)
    near = near and not any(
        context.words.get(i, set()) & {"and", "article"} for i in range(pieces[index - 1].last, pieces[index].first)
    )
    if near and pieces[index - 1].kind in belongs:
        found.append(index - 1)
    end = pieces[index].last
    for at in range(index + 1, len(pieces)):
        gap = range(end, pieces[at].first)
        linked = {kind for i in gap for kind in context.words.get(i, ())}
        if pieces[at].kind not in belongs or len(gap) > AFFILIATION:
            break
        comma = bool(gap) and context.tokens[gap[0]].text == "," and bool(found) and context.tied(gap[1:])
        if any(i in context.verbs or context.tokens[i].text in (";:." if comma else ",;:.") for i in gap):
            break
        if found and len(gap) > AFFILIATION - 2 and "and" not in linked:
            break  # "delegates of Hamas are in Egypt"
        adjective = pieces[at].kind in ("adjective", "demonym") and not gap
        movement = pieces[at].kind == "organisation" and pieces[index].code in context.usage.lex.factions
        if movement and context.tied(gap):  # "the rebel group M23", "die Rebellen der FARC"
            found.append(at)
            break
        if not adjective and not linked & {"of", "in", "from", "and"} and not comma:
            break
        if comma and not (linked or _listed_on(context, pieces, at)):
            break  # "officials in Iran, Israel says"
        found.append(at)
        end = pieces[at].last
    return found


def _listed_on(context: Context, pieces: Sequence[Piece], at: int) -> bool:
    """Whether a list of owners goes on behind one of them, by a comma or "and"."""
    if at + 1 >= len(pieces):
        return False
    gap = range(pieces[at].last, pieces[at + 1].first)
    return bool(gap) and all(context.tokens[i].text == "," or "and" in context.words.get(i, ()) for i in gap)


def _owner_name(context: Context, piece: Piece) -> str:
    entity = piece.entity or context.gaz.entities.get(piece.code)
    return entity.name if entity is not None else ""
