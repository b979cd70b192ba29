"""Noun phrases: an office or body joined with its states and the person named beside it, resolved to actors."""

from __future__ import annotations

from collections.abc import Sequence

from kg.mentions.anaphora import anaphor
from kg.mentions.context import Context, Piece, mention
from kg.mentions.names import person_actor, plain
from kg.mentions.offices import SEVERAL, holders, meant_by, plural
from kg.mentions.unnamed import anonymous
from kg.model import ActorMention

#: Words between an office and the name or state that belongs to it.
REACH = 3
#: Words between an office and its holder that may name its field ("of trade and industry").
FIELD = 8


def phrases(context: Context, pieces: Sequence[Piece]) -> list[ActorMention]:
    """The actors that the pieces of a sentence name, in order: offices first, what refers to others last."""
    used: set[int] = set()
    made: list[ActorMention] = []
    for index, piece in enumerate(pieces):
        if piece.kind in ("office", "body") and index not in used:
            made.extend(_office_phrase(context, pieces, index, used))
    for index, piece in enumerate(pieces):
        if index not in used and piece.kind in ("person", "unknown"):
            head = _head_noun(context, pieces, index, used)
            made.extend(_of_body(context, pieces, index, head, used) if head is not None else ())
    for index, piece in enumerate(pieces):
        if index not in used and piece.kind == "group":
            made.extend(anonymous(context, pieces, index, used))
    for index, piece in enumerate(pieces):
        if index not in used and piece.kind not in ("anaphor", "group"):
            made.extend(_beside_home(context, pieces, index, used) or plain(context, piece))
    made.sort(key=lambda m: m.first)
    for index, piece in enumerate(pieces):
        if index not in used and piece.kind == "anaphor":
            made.extend(anaphor(context, piece, made))
    return sorted(made, key=lambda m: m.first)


def _office_phrase(
    context: Context,
    pieces: Sequence[Piece],
    index: int,
    used: set[int],
) -> list[ActorMention]:
    office = pieces[index]
    states, last = _states_of(context, pieces, index)
    person = None
    if office.kind == "body" and not states and (owner := _led_by(context, pieces, index)) is not None:
        return _administration(context, pieces, index, owner, used)
    if office.kind == "office":
        person = _person_of(context, pieces, index, last)
    if person is not None and not states and (own := _after_name(context, pieces, person)) is not None:
        states = [own]
    group = [index, *states, *([person] if person is not None else [])]
    first_token = min(pieces[i].first for i in group)
    last_token = max(pieces[i].last for i in group)
    if person is not None:
        used.update(group)
        actor = person_actor(context, pieces[person], pieces[states[0]] if states else None, office.code)
        if actor is None:
            return []
        context.seen.offices[office.code] = actor
        context.seen.held.setdefault(actor.key, set()).add(office.code)
        made = mention(context, first_token, last_token, actor, pieces[person].via, pieces[person].entry)
        return [made, *(_listed(context, pieces, person, used) if states else ())]
    return _by_office_alone(context, pieces, office, states, used, index, first_token, last_token)


def _listed(context: Context, pieces: Sequence[Piece], person: int, used: set[int]) -> list[ActorMention]:
    """The list that an office opens: "the presidents of France, Macron; Chile, Boric; and of Peru, Boluarte"."""
    tokens, words = context.tokens, context.words
    made: list[ActorMention] = []
    at = person + 1
    while at + 1 < len(pieces):
        state, holder = pieces[at], pieces[at + 1]
        gap = range(pieces[at - 1].last, state.first)
        joined = any(tokens[i].text in ",;" or "and" in words.get(i, ()) for i in gap)
        linking = all(tokens[i].text in ",;" or words.get(i, set()) & {"and", "of", "article"} for i in gap)
        apposed = [t.text for t in tokens[state.last : holder.first]] == [","]
        if state.kind != "state" or not (joined and linking and apposed) or not _stands_for(context, holder, state):
            break
        actor = person_actor(context, holder, state)
        if actor is None:
            break
        used.update((at, at + 1))
        first = next((i for i in gap if words.get(i, set()) & {"of", "article"}), state.first)
        made.append(mention(context, first, holder.last, actor, holder.via, holder.entry))
        at += 2
    return made


def _beside_home(context: Context, pieces: Sequence[Piece], index: int, used: set[int]) -> list[ActorMention]:
    """A name with its state beside it is one actor: "Emmanuel Macron (France)", "Gabriel Boric, of Chile"."""
    person, at = pieces[index], index + 1
    if person.kind not in ("person", "unknown") or at >= len(pieces) or pieces[at].kind != "state" or at in used:
        return []
    gap, end = range(person.last, pieces[at].first), pieces[at].last
    between = [context.tokens[i].text for i in gap]
    bracketed = between == ["("] and [t.text for t in context.tokens[end : end + 1]] == [")"]
    of = bool(gap) and "of" in context.words.get(gap[-1], ())
    tied = of and (len(gap) == 1 or between[:-1] == [","]) and person.entity is not None
    if not (bracketed or tied) or not _stands_for(context, person, pieces[at]):
        return []
    actor = person_actor(context, person, pieces[at])
    if actor is None:
        return []
    used.add(at)
    return [mention(context, person.first, end + bracketed, actor, person.via, person.entry)]


def _stands_for(context: Context, person: Piece, state: Piece) -> bool:
    """Whether a person may represent the state named beside: a known person only his own."""
    if person.kind not in ("person", "unknown") or state.entity is None:
        return False
    if person.entity is None:
        return True
    bearers = (person.entity, *person.rivals)
    return any(context.gaz.state_of(e.key, context.published) == state.entity.key for e in bearers)


def _head_noun(context: Context, pieces: Sequence[Piece], index: int, used: set[int]) -> int | None:
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


def _of_body(context: Context, pieces: Sequence[Piece], index: int, head: int, used: set[int]) -> list[ActorMention]:
    owner, named = pieces[index - 1], pieces[index]
    actor = person_actor(context, named, owner if owner.kind == "state" else None)
    if actor is None:
        return []
    used.update((index - 1, index))
    return [mention(context, head, named.last, actor, named.via, named.entry)]


def _after_name(context: Context, pieces: Sequence[Piece], person: int) -> int | None:
    """The state after a name: "President Juan Carlos Varela of Panama"."""
    after = person + 1
    if after >= len(pieces) or pieces[after].kind != "state":
        return None
    gap = range(pieces[person].last, pieces[after].first)
    tied = bool(gap) and all(context.words.get(i, set()) & {"of", "article"} for i in gap)
    return after if tied and len(gap) <= 2 and any("of" in context.words.get(i, ()) for i in gap) else None


def _led_by(context: Context, pieces: Sequence[Piece], index: int) -> int | None:
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


def _owner_after(context: Context, pieces: Sequence[Piece], index: int) -> int | None:
    """The person of whose government a phrase speaks: "the government of (President) Juan Manuel Santos"."""
    at = index + 1
    of = range(pieces[index].last, pieces[at].first if at < len(pieces) else 0)
    if not of or len(of) > 2 or not all(context.words.get(i, set()) & {"of", "article"} for i in of):
        return None
    if pieces[at].kind == "office" and at + 1 < len(pieces) and pieces[at + 1].first == pieces[at].last:
        at += 1
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


def _administration(
    context: Context, pieces: Sequence[Piece], index: int, owner: int, used: set[int]
) -> list[ActorMention]:
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


def _by_office_alone(
    context: Context,
    pieces: Sequence[Piece],
    office: Piece,
    states: Sequence[int],
    used: set[int],
    index: int,
    first: int,
    last: int,
) -> list[ActorMention]:
    """ "The French president", "the presidents of Poland and Lithuania", "the president"."""
    former = any(p.kind == "former" and -1 <= office.first - p.last <= 2 for p in pieces)
    if office.kind == "office" and former:
        return []
    found = holders(context, pieces, office, states, (first, last))
    if found:
        used.update([index, *states])
        return found
    if states or office.kind != "office" or plural(context, office):
        return []
    actor = meant_by(context, office.code)
    if actor is None:
        return []
    used.add(index)
    return [mention(context, office.first, office.last, actor, "office", office.entry)]


def _states_of(context: Context, pieces: Sequence[Piece], index: int) -> tuple[list[int], int]:
    """Pieces naming the state (or states) an office or body belongs to, and where the phrase ends so far."""
    office = pieces[index]
    found: list[int] = []
    end = office.last
    within = [i for i, p in enumerate(pieces) if office.first <= p.first and p.last < office.last and i != index]
    if within:
        return within[:1], end
    if index and (left := _state_left(context, pieces, index)) is not None:
        found.append(left)
    at = index + 1
    while (not found and at < len(pieces)) or (found and found[-1] > index and at < len(pieces)):
        piece = pieces[at]
        between = range(end, piece.first)
        if piece.kind not in ("state", "adjective", "organisation", "demonym") or not _links(
            context, between, first=not found, adjective=piece.kind == "adjective"
        ):
            break
        if piece.kind == "organisation" and piece.entity is not None and piece.entity.sort == "outlet":
            break
        found.append(at)
        end = piece.last
        at += 1
    return found, end


def _state_left(context: Context, pieces: Sequence[Piece], index: int) -> int | None:
    piece, office = pieces[index - 1], pieces[index]
    gap = office.first - piece.last
    if (
        piece.kind in ("adjective", "demonym")
        and gap <= 2
        and not any(t.text in ",;:.()" for t in context.tokens[piece.last : office.first])
    ):
        if any("and" in context.words.get(i, ()) for i in range(piece.last, office.first)):
            return None
        return index - 1
    if piece.kind in ("state", "organisation") and gap <= REACH:
        inner = context.tokens[piece.last : office.first]
        possessive = any(t.lower in context.usage.possessives for t in inner)
        glued = gap == 0 or (gap == 1 and inner[0].text == "-")
        if possessive or glued:
            return index - 1
    return None


def _links(context: Context, between: range, *, first: bool, adjective: bool) -> bool:
    """Whether the tokens between an office and a state tie them: nothing, "of the", "and" in a list.

    Capitalised words between belong to the state's full name: "of the Republic of".
    """
    if len(between) > 2 * REACH:
        return False
    formal = any(context.tokens[i].text[:1].isupper() for i in between)
    if len(between) > REACH and not formal:
        return False
    for i in between:
        if first and context.tokens[i].text[:1].isupper() and i > between.start:
            continue
        kinds = context.words.get(i, set())
        allowed = {"of", "article"} if first else {"of", "article", "and"}
        if kinds & allowed or (not first and context.tokens[i].text == ","):
            continue
        return False
    return True


def _person_of(context: Context, pieces: Sequence[Piece], index: int, end: int) -> int | None:
    """The person named beside an office: after it (with its state between), or before it in apposition."""
    after = next(
        (i for i in range(index + 1, len(pieces)) if pieces[i].first >= end and pieces[i].kind != "title"), None
    )
    if after is not None and pieces[after].kind in ("person", "unknown"):
        inner = context.tokens[end : pieces[after].first]
        if all(t.text in (",", "(") or "article" in context.words.get(end + k, ()) or t.lower in context.usage.titles
               for k, t in enumerate(inner)) and len(inner) <= 2:  # fmt: skip
            return after
    holder = _past_portfolio(context, pieces, index, end)
    if holder is not None:
        return holder
    first = min(
        [
            pieces[index].first,
            *(
                p.first
                for p in pieces[max(0, index - 1) : index]
                if p.kind in ("adjective", "state") and pieces[index].first - p.last <= 2
            ),
        ]
    )
    before = next(
        (i for i in range(index - 1, -1, -1) if pieces[i].last <= first and pieces[i].kind in ("person", "unknown")),
        None,
    )
    if before is not None:
        inner = context.tokens[pieces[before].last : first]
        comma = bool(inner) and inner[0].text in (",", "(", "-", "\u2013", "\u2014")
        if not _agrees(
            context,
            pieces[before],
            pieces[index - 1] if index and pieces[index - 1].last > first else None,
            pieces,
            index,
        ):
            return None
        if (
            comma
            and len(inner) <= 3
            and all(
                t.text in ",(-\u2013\u2014" or context.words.get(pieces[before].last + k, set()) & {"article"}
                for k, t in enumerate(inner)
            )
        ):
            return before
    return None


def _past_portfolio(context: Context, pieces: Sequence[Piece], index: int, end: int) -> int | None:
    """The person after the field of an office: "the minister of trade and industry, X", "minister for EU affairs X"."""
    at = next((i for i in range(index + 1, len(pieces)) if pieces[i].kind in ("person", "unknown")), None)
    if at is None or pieces[index].code not in SEVERAL or not end < pieces[at].first <= end + FIELD:
        return None
    if pieces[at].last - pieces[at].first < 2:
        return None
    linked = False  # whether a function word stands right before
    for i in range(end, pieces[at].first):
        token, kinds = context.tokens[i], context.words.get(i, set())
        closing = token.text == "," and i == pieces[at].first - 1
        glued = i == end and token.text == "-" and token.start == context.tokens[i - 1].end
        if i == end and not (glued or kinds & {"of", "for", "in", "about"}):
            return None
        if glued:  # "the head of the US space agency NASA, X"
            continue
        if kinds & {"with", "between", "by", "from", "against"} or not (token.text[0].isalpha() or closing):
            return None
        if not (closing or kinds or linked or token.text[:1].isupper()) or (not kinds and i in context.verbs):
            return None
        linked = bool(kinds)
    return at if not linked else None


def _agrees(context: Context, person: Piece, left: Piece | None, pieces: Sequence[Piece], index: int) -> bool:
    """Whether a person before an office may be its holder: not when its state is another one."""
    if person.entity is None:
        return True
    beside = [p for p in (left, *pieces[index + 1 : index + 2]) if p is not None and p.kind in ("state", "adjective")]
    beside = [p for p in beside if p.first - pieces[index].last <= 2]
    own = context.gaz.state_of(person.entity.key, context.published)
    return not beside or own is None or any(p.entity is not None and p.entity.key == own for p in beside)
