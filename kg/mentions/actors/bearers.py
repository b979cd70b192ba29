"""A name with what tells whose it is: "Emmanuel Macron (France)", "the managing director of the IMF Georgieva"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.mentions.actors.context import Context, Piece, mention
from kg.mentions.actors.names import person_actor
from kg.mentions.actors.offices import at_time
from kg.model import ActorKind, ActorMention, Token

#: Tokens behind the adjective of a state, the verb among them: "el brasileño no se reunió".
_NEAR = 3


def abbreviated(tokens: Sequence[Token], actors: Sequence[ActorMention]) -> list[ActorMention]:
    """A name and its short form in brackets are one mention: "the International Monetary Fund (IMF) and Ecuador"."""
    kept: list[ActorMention] = []
    for actor in actors:
        name, end = kept[-1] if kept else None, actor.last
        around = [t.text for t in (*tokens[actor.first - 1 : actor.first], *tokens[end : end + 1])]
        same = name is not None and name.last == actor.first - 1 and name.actor.key == actor.actor.key
        same = same and name is not None and name.via != "capital"  # "in Vilnius (Lithuania)" is a town and its state
        if name is not None and same and around == ["(", ")"]:
            kept[-1] = replace(name, last=end + 1, end=tokens[end].end)
        else:
            kept.append(actor)
    return kept


def beside_home(context: Context, pieces: Sequence[Piece], index: int, used: set[int]) -> list[ActorMention]:
    """A name with its state beside it is one actor: "Emmanuel Macron (France)", "Gabriel Boric, of Chile"."""
    person, at = pieces[index], index + 1
    if person.kind not in ("person", "unknown") or at >= len(pieces) or pieces[at].kind != "state" or at in used:
        return []
    gap, end = range(person.last, pieces[at].first), pieces[at].last
    between = [context.tokens[i].text for i in gap]
    bracketed = between == ["("] and [t.text for t in context.tokens[end : end + 1]] == [")"]
    of = bool(gap) and "of" in context.words.get(gap[-1], ())
    tied = of and (len(gap) == 1 or between[:-1] == [","]) and person.entity is not None
    if not (bracketed or tied) or not stands_for(context, person, pieces[at]):
        return []
    actor = person_actor(context, person, pieces[at])
    if actor is None:
        return []
    used.add(at)
    return [mention(context, person.first, end + bracketed, actor, person.via, person.entry)]


def of_nationality(context: Context, pieces: Sequence[Piece], index: int, used: set[int]) -> list[ActorMention]:
    """A known person right after the adjective of his state is one actor with it: "and the Pakistani Zardari"."""
    people, at = pieces[index], index + 1
    if people.kind not in ("adjective", "demonym") or at >= len(pieces) or at in used or pieces[at].kind != "person":
        return []
    person = pieces[at]
    if people.first and context.tokens[people.first - 1].lower in context.usage.lex.anaphora.capital:
        return []  # "in the French capital Macron said", where the adjective stands behind
    if person.first != people.last or person.entity is None or not stands_for(context, person, people):
        return []
    actor = person_actor(context, person, people)
    if actor is None:
        return []
    used.add(at)
    return [mention(context, people.first, person.last, actor, person.via, person.entry)]


def apposed(context: Context, pieces: Sequence[Piece], index: int, used: set[int]) -> list[ActorMention]:
    """A person behind the comma after the lone adjective of his state: "con el italiano, Antonio Tajani"."""
    people, at = pieces[index], index + 1
    if at >= len(pieces) or at in used or not _alone(context, people):
        return []
    named = pieces[at]
    between = [t.text for t in context.tokens[people.last : named.first]]
    if between != [","] or named.last - named.first < 2 or not stands_for(context, named, people):
        return []
    actor = person_actor(context, named, people)
    if actor is None:
        return []
    used.add(at)
    return [mention(context, people.first, named.last, actor, named.via, named.entry)]


def _alone(context: Context, piece: Piece) -> bool:
    """Whether the adjective of a state stands behind an article and no noun: "el italiano"."""
    lone = piece.kind in ("adjective", "demonym") and piece.first > 0 and piece.entity is not None
    return lone and context.tokens[piece.first - 1].lower in context.usage.lex.anaphora.the_one


def compatriot(
    context: Context, pieces: Sequence[Piece], index: int, made: Sequence[ActorMention]
) -> list[ActorMention]:
    """The person named last of a state whose adjective stands alone behind an article: "il francese".

    Where adjectives stand behind their noun, one with an article before and no noun behind is a noun itself.
    """
    piece, at = pieces[index], pieces[index].last
    if not _alone(context, piece):
        return []
    behind = context.tokens[at] if at < len(context.tokens) else None
    noun = behind is not None and behind.text.isalpha() and not context.words.get(at, set()) - {"of", "article", "and"}
    verb = behind is not None and behind.text.islower() and any(i in context.verbs for i in range(at, at + _NEAR))
    if (noun and not verb) or (behind is not None and behind.text == "-"):
        return []
    here = [m.actor for m in made if m.last <= piece.first and m.actor.kind is ActorKind.PERSON]
    named = (*reversed(here), *reversed(context.seen.persons))
    person = next((a for a in named if piece.entity is not None and a.state == piece.entity.key), None)
    if person is None:
        return []
    return [mention(context, piece.first, piece.last, at_time(context, person), "office", f"compatriot: {piece.entry}")]


def stands_for(context: Context, person: Piece, state: Piece) -> bool:
    """Whether a person may represent the state named beside: a known person only his own."""
    if person.kind not in ("person", "unknown") or state.entity is None:
        return False
    if person.entity is None:
        return True
    bearers = (person.entity, *person.rivals)
    return any(context.gaz.state_of(e.key, context.published) == state.entity.key for e in bearers)


def head_noun(context: Context, pieces: Sequence[Piece], index: int, used: set[int]) -> int | None:
    """Token of the noun by which a name belongs to the body before it: "the managing director of the IMF Georgieva".

    No list knows the noun; a preposition before the body makes it a place or party of its own.
    """
    owner, holder = pieces[index - 1] if index else None, pieces[index].entity
    if owner is None or index - 1 in used or owner.last != pieces[index].first or owner.entity is None:
        return None
    own = context.gaz.state_of(holder.key, context.published) if holder is not None else None
    if owner.kind != "organisation" and not (owner.kind == "state" and own in (None, owner.entity.key)):
        return None
    at = owner.first - 1
    linked = at >= 0 and "of" in context.words.get(at, ())
    while at >= 0 and context.words.get(at, set()) & {"article", "of"} and not context.words[at] - {"article", "of"}:
        at -= 1
    if at < 0 or not context.tokens[at].text.isalpha() or context.words.get(at) or at in context.verbs:
        return None
    return at if linked or context.usage.lex.nouns_capitalised or context.tokens[at].text.islower() else None


def of_body(context: Context, pieces: Sequence[Piece], index: int, head: int, used: set[int]) -> list[ActorMention]:
    """The name after a body, from the noun at token `head` on."""
    owner, named = pieces[index - 1], pieces[index]
    actor = person_actor(context, named, owner if owner.kind == "state" else None)
    if actor is None:
        return []
    used.update((index - 1, index))
    return [mention(context, head, named.last, actor, named.via, named.entry)]
