"""Names that stand for an actor by themselves: persons known and unknown, states, capitals, gatherings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.mentions.actors.context import Context, Piece, mention
from kg.mentions.actors.offices import KIN, PEERS
from kg.mentions.actors.unknown import person
from kg.mentions.names.entities import Entity
from kg.mentions.names.spelling import CASES, LOOSE, STRICT, alike, endings, fold, sound, unnumbered, written_out
from kg.model import Actor, ActorMention

#: In the column `acts_for` of groups: the group has no name of its own in which it acts.
MEMBERS = "members"
#: Days around a gathering within which its town alone names it.
YEAR = 366


def plain(context: Context, piece: Piece) -> list[ActorMention]:
    """A piece that stands for itself."""
    make = _PLAIN.get(piece.kind)
    return make(context, piece) if make is not None else []


def person_actor(context: Context, piece: Piece, state: Piece | None, office: str = "") -> Actor | None:
    """The person a piece names: by the state beside, the office before, or as one that no table knows."""
    if piece.entity is not None:
        actor = context.gaz.actor(_by_state(context, piece, state), context.published)
        _note_surname(context, piece, actor)
        return actor
    words = [t.text for t in context.tokens[piece.first : piece.last]]
    holder = _holder(context, words, office, state) if office else None
    if holder is None:
        return person(context, piece, state)
    actor = context.gaz.actor(holder, context.published)
    context.seen.surnames.setdefault(fold(words[-1]), actor)  # as the text has it: "Rodríguez" of Rodríguez Parrilla
    return actor


def _holder(context: Context, words: Sequence[str], office: str, state: Piece | None) -> Entity | None:
    """Who of that name, however spelt or inflected, holds an office; the state beside allows a freer spelling."""
    codes = KIN.get(office, (office,))
    of = state.entity.key if state is not None and state.entity is not None else None
    if office == "counterpart" and of is not None:  # of whom, another name may tell
        found = (context.gaz.holder((code,), of, context.when) for code in PEERS)
        return next((holder for holder in found if holder is not None and _may_be(context, words, holder)), None)
    rules = endings(context.lang)
    for surname in rules.nominatives(words[-1], "", range(CASES)) if rules else words[-1:]:
        exact = context.gaz.in_office((*words[:-1], surname), codes, of, context.when)
        if exact is not None and (of is not None or len(words) == 1):
            return exact
    holder = context.gaz.holder(codes, of, context.when) if of is not None else None
    return holder if holder is not None and _may_be(context, words, holder) else None


def _may_be(context: Context, words: Sequence[str], holder: Entity) -> bool:
    """Whether a name as written, in some case, may be that of the one who holds the office named with it."""
    rules = endings(context.lang)
    names = unnumbered(holder.name.split(" "))
    if written_out(holder.name, words) or (len(words) > 1 and written_out(" ".join(words), names)):
        return True  # with a second given name or surname, or without: "Bruno Rodríguez (Parrilla)"
    cited = rules.nominatives(words[-1], holder.gender, range(CASES)) if rules else [words[-1]]
    if any(sound(word) == sound(names[-1]) for word in cited):
        return True
    if len(words) == 1:
        return any(alike(word, names[-1]) for word in cited)
    given = rules.nominatives(words[0], holder.gender, range(CASES)) if rules else [words[0]]
    same = any(alike(word, names[0]) for word in given)
    if any(alike(word, names[-1], LOOSE if same else STRICT) for word in cited):
        return same or sound(words[0])[:1] == sound(names[0])[:1]
    return alike("".join(w for w in words if w != "-"), "".join(names))


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


def _named(context: Context, piece: Piece) -> list[ActorMention]:
    if piece.entity is None:
        return []
    actor = context.gaz.actor(piece.entity, context.published)
    _note_surname(context, piece, actor)
    return [mention(context, piece.first, piece.last, actor, piece.via, piece.entry)]


def _note_surname(context: Context, piece: Piece, actor: Actor) -> None:
    """Keep the surname of somebody named in full as the text writes it, in every case: he may be called by it alone."""
    entity, word = piece.entity, context.tokens[piece.last - 1].text
    full = piece.via == "name" and piece.last - piece.first > 1 and word.isalpha() and not word.isupper()
    if entity is None or entity.kind != "person" or entity.family_first or not full:
        return
    if fold(word) in context.seen.surnames:
        return
    rules = endings(context.lang)
    cited = rules.nominatives(word, entity.gender, range(CASES)) if rules else []
    for form in (word, *(form for name in cited for form in rules.forms(name, entity.gender))):
        context.seen.surnames.setdefault(fold(form), actor)


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
    """A gathering stands for those who gather: the G20 summit for the G20, the US-Russia summit for the two."""
    convenor = context.gaz.convenor(piece.entity) if piece.entity is not None else None
    if convenor is None:
        return [
            mention(context, piece.first, piece.last, actor, "gathering", piece.entry)
            for actor in _always_there(context, piece)
        ]
    if _another_time(context, piece, convenor):
        return []
    actor = context.gaz.actor(convenor, context.published)
    return [mention(context, piece.first, piece.last, actor, "gathering", piece.entry)]


def _always_there(context: Context, piece: Piece) -> tuple[Actor, ...]:
    """Who took part in each gathering of that name: of which one the text speaks need not be known.

    A name that one alone bears may be but its town ("the Geneva summit"): that one must be around the time.
    """
    bearers = [e for e in (piece.entity, *piece.rivals) if e is not None]
    companies = {context.gaz.gatherings[e.key].members if e.kind == "gathering" else () for e in bearers}
    if len(companies) > 1 or (len(bearers) == 1 and not _around(context, bearers[0])):
        return ()
    return companies.pop()


def _another_time(context: Context, piece: Piece, convenor: Entity) -> bool:
    """Whether only the town tells which gathering it is ("the summit in Brussels"), and it was not around that time."""
    if piece.entity is None or _around(context, piece.entity):
        return False
    words = [t.text for t in context.tokens[piece.first : piece.last]]
    parts = (words[:1], words[1:])  # the whole is the gathering's name: "Nato | summit", "vertice | della Nato"
    named = (e for part in parts for n in context.gaz.find(" ".join(part), context.lang) for e in n.entities)
    return all(entity.key != convenor.key for entity in named)


def _around(context: Context, gathering: Entity) -> bool:
    """Whether a gathering was around the time of the text; so is one without a date, or for a text without."""
    time = context.gaz.gatherings[gathering.key].time
    if time is None or time.start is None or context.published is None:
        return True
    return abs((time.start - context.published).days) <= YEAR


def _nobody(context: Context, piece: Piece) -> list[ActorMention]:
    """An accord takes no part in anything, and the town or state in its name has none in what is said of it."""
    return []


def _collective(context: Context, piece: Piece) -> list[ActorMention]:
    """A group; a closed one that is no more than its members is each of them: "the Normandy Four"."""
    entity = context.gaz.entities[piece.code]
    keys = entity.members if entity.acts_for == MEMBERS else (entity.key,)
    actors = [context.gaz.actor(context.gaz.entities[key], context.published) for key in keys]
    return [mention(context, piece.first, piece.last, actor, "collective", piece.entry) for actor in actors]


def _new_person(context: Context, piece: Piece) -> list[ActorMention]:
    actor = person(context, piece, None)
    if actor is None:
        return []
    return [mention(context, piece.first, piece.last, actor, piece.via, piece.entry)]


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
    "accord": _nobody,
    "collective": _collective,
    "unknown": _new_person,
}
