"""The organ of a state that a text names without one: "the foreign ministry said" is of the state at home in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.mentions.actors.context import Context, Piece, mention
from kg.mentions.actors.offices import home_state, organ
from kg.mentions.names.entities import Entity
from kg.model import Actor, ActorKind, ActorMention, Attribution

#: How an organ is named that only speaks: where it does not, its noun names nobody.
VIA = "organ"
#: The organ that fights or negotiates with a faction.
_GOVERNMENT = "Government"
#: The office and the group of those who speak for an organ.
_SPOKEN = ("spokesperson", "spokespersons")


def speaking(
    context: Context, pieces: Sequence[Piece], made: Sequence[ActorMention], used: set[int]
) -> list[ActorMention]:
    """The organs without a state that a sentence names, or who speaks for them, each for the state it must be of."""
    found = []
    for index, piece in enumerate(pieces):
        alone = index not in used and not _inside(pieces, index, made)
        actor = of_text(context, pieces, index, made) if alone else None
        if actor is not None:
            used.add(index)
            by = index - 1 if index - 1 not in used and speaks_for(context, pieces, index) else index
            found.append(mention(context, pieces[by].first, piece.last, actor, VIA, piece.entry))
    return found


def opposed(context: Context, pieces: Sequence[Piece], index: int, made: Sequence[ActorMention]) -> list[ActorMention]:
    """A government without its state, with a faction or a body of no state beside it, is of the state spoken of.

    "The government and the rebels", "talks of the government with the FARC".
    """
    piece = pieces[index]
    if piece.kind != "body" or piece.code != _GOVERNMENT:
        return []
    beside = [
        p for p in (*pieces[max(0, index - 1) : index], *pieces[index + 1 : index + 2]) if _joined(context, piece, p)
    ]
    state = _told_of(context, pieces[:index], made) if beside else None
    if state is None:
        return []
    actor = context.gaz.actor(state, context.published)
    return [mention(context, piece.first, piece.last, actor, "body", piece.entry)]


def _joined(context: Context, body: Piece, other: Piece) -> bool:
    """Whether a faction stands beside a body, with nothing but what joins two parties between them."""
    gap = range(min(body.last, other.last), max(body.first, other.first))
    joining = (context.words.get(i, set()) for i in gap)
    faction = other.kind == "group" and other.code in context.usage.lex.factions
    faction = faction or (other.kind == "organisation" and other.entity is not None and other.entity.state is None)
    return faction and any(words & {"and", "with"} for words in joining) and all(context.words.get(i) for i in gap)


def _told_of(context: Context, before: Sequence[Piece], made: Sequence[ActorMention]) -> Entity | None:
    """The state whose government was named before, else that named last in the sentence, else that of the text."""
    told = context.seen.organs.get(_GOVERNMENT)
    here = [p.entity for p in before if p.kind in ("state", "adjective") and p.entity is not None]
    known = context.gaz.entities.get(told.state or "") if told is not None else None
    return known or (here[-1] if here else _first(context, before, made))


def _inside(pieces: Sequence[Piece], index: int, made: Sequence[ActorMention]) -> bool:
    """Whether an organ only says whose somebody is: "government spokesman X", "the spokesman of the government, X"."""
    piece = pieces[index]
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    head = after is not None and after.first == piece.last and after.kind in ("office", "person", "unknown", "group")
    return head or any(m.first <= piece.first < m.last for m in made)


def speaks_for(context: Context, pieces: Sequence[Piece], index: int) -> bool:
    """Whether a spokesperson stands before an organ: "a spokesman for the foreign ministry"."""
    before, body = pieces[index - 1] if index else None, pieces[index]
    if before is None or before.code not in _SPOKEN or body.kind != "body" or not body.code:
        return False
    return all(context.words.get(i, set()) & {"of", "for", "article"} for i in range(before.last, body.first))


def heard(actors: Sequence[ActorMention], said: Sequence[Attribution]) -> Iterator[ActorMention]:
    """The actors of a sentence without the organs that, after all, say nothing in it."""
    speakers = {(a.speaker.start, a.speaker.end) for a in said}
    yield from (a for a in actors if a.via != VIA or (a.first, a.last) in speakers)


def of_text(context: Context, pieces: Sequence[Piece], index: int, made: Sequence[ActorMention]) -> Actor | None:
    """The organ that a noun alone means: the one named before, else that of the state at home in the text."""
    piece = pieces[index]
    if piece.kind != "body" or not piece.code:
        return None
    if (seat := _seat(context, pieces, index)) is not None:
        return organ(context, piece, seat)
    if piece.code in context.seen.organs:
        return context.seen.organs[piece.code]
    state = home_state(context, pieces[:index]) or _dateline(context) or _first(context, pieces[:index], made)
    return organ(context, piece, state) if state is not None else None


def _seat(context: Context, pieces: Sequence[Piece], index: int) -> Entity | None:
    """The state in whose capital an organ sits, right behind it: "das Aussenministerium in Moskau"."""
    at, after = pieces[index].last, pieces[index + 1] if index + 1 < len(pieces) else None
    if after is None or after.entity is None or after.first - at > 1 or "in" not in context.words.get(at, ()):
        return None
    if after.kind == "place" and after.entity.sort == "capital":
        return context.gaz.capital_of(after.entity.key, context.when)
    return after.entity if after.kind == "state" else None


def _dateline(context: Context) -> Entity | None:
    """The state in whose capital the text was filed."""
    place = context.seen.here
    town = context.gaz.entities.get(place.key) if place is not None else None
    return context.gaz.capital_of(town.key, context.when) if town is not None and town.sort == "capital" else None


def _first(context: Context, before: Sequence[Piece], made: Sequence[ActorMention]) -> Entity | None:
    """The state of the first person the text tells of, or the only state it has named."""
    here = (m.actor for m in sorted(made, key=lambda m: m.first) if before and m.first < before[-1].last)
    persons = (*context.seen.subjects[:1], *(a for a in here if a.kind is ActorKind.PERSON))
    states = (context.gaz.entities.get(person.state or "") for person in persons)
    of = next((state for state in states if state is not None and state.kind == "state"), None)
    if of is not None:
        return of
    named = {p.entity.key: p.entity for p in before if p.kind in ("state", "adjective") and p.entity is not None}
    named |= {a.key: context.gaz.entities[a.key] for a in context.seen.states if a.key in context.gaz.entities}
    return next(iter(named.values())) if len(named) == 1 else None
