"""Noun phrases: an office or body joined with its states and the person named beside it, resolved to actors."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.mentions.actors.anaphora import anaphor, that_country
from kg.mentions.actors.bearers import apposed, beside_home, compatriot, head_noun, of_body, of_nationality, stands_for
from kg.mentions.actors.beside import after_name, of_someone_else, person_of, regions_of, shared_state, states_of
from kg.mentions.actors.context import Context, Piece, mention
from kg.mentions.actors.governments import administration, headed, led_by, of_owner
from kg.mentions.actors.names import person_actor, plain
from kg.mentions.actors.offices import KIN, SEVERAL, holders, native, of_the_two, plural, spoken_of
from kg.mentions.actors.organs import opposed, speaking
from kg.mentions.actors.unnamed import anonymous
from kg.model import LEADS, SHARES, Actor, ActorKind, ActorMention
from kg.tokens import QUOTES

#: Kinds of function words between two of a list that an office opens: "with the one of Peru, X; and with that of".
_LISTING = frozenset({"and", "of", "article", "with", "to", "between"})
#: Capitalised words before an office that say more of it, at most.
MODIFIERS = 3


def phrases(context: Context, pieces: Sequence[Piece]) -> list[ActorMention]:
    """The actors that the pieces of a sentence name, in order: offices first, what refers to others last."""
    used: set[int] = set()
    made: list[ActorMention] = []
    pieces = that_country(context, [p for p in pieces if not _names_building(context, p)])
    for index, piece in enumerate(pieces):
        if piece.kind == "body" and _named_so(pieces, index, used):
            used.add(index)
        elif piece.kind in ("office", "body") and index not in used:
            made.extend(_office_phrase(context, pieces, index, used))
    for index, piece in enumerate(pieces):
        if index not in used and piece.kind in ("person", "unknown"):
            head = head_noun(context, pieces, index, used)
            made.extend(of_body(context, pieces, index, head, used) if head is not None else ())
    for index in range(len(pieces)):
        if index not in used and (sided := opposed(context, pieces, index, made)):
            used.add(index)
            made.extend(sided)
    for index, piece in enumerate(pieces):
        if index not in used and piece.kind == "group":
            made.extend(anonymous(context, pieces, index, used))
    for index, piece in enumerate(pieces):
        if index not in used and piece.kind not in ("anaphor", "group"):
            near = of_nationality(context, pieces, index, used) or apposed(context, pieces, index, used)
            near = near or beside_home(context, pieces, index, used)
            near = near or compatriot(context, pieces, index, made)
            made.extend(near or _with_office(context, pieces, index, plain(context, piece)))
    made.extend(speaking(context, pieces, made, used))
    made.sort(key=lambda m: m.first)
    for index, piece in enumerate(pieces):
        if index not in used and piece.kind == "anaphor":
            made.extend(anaphor(context, piece, made, _owned(pieces, index)))
    return headed(context, pieces, _introduced(context, sorted(made, key=lambda m: m.first)))


def _owned(pieces: Sequence[Piece], index: int) -> Piece | None:
    """The delegation or the ministers right behind a piece: "their | representatives"."""
    behind = pieces[index + 1 : index + 2]
    return next((p for p in behind if p.kind in ("body", "office") and p.first == pieces[index].last), None)


def _with_office(
    context: Context, pieces: Sequence[Piece], index: int, members: list[ActorMention]
) -> list[ActorMention]:
    """The members of a closed group, named with the office they are met by: "the foreign ministers of the "Four"."""
    before = pieces[index - 1] if index else None
    if pieces[index].kind != "collective" or before is None or before.kind != "office" or not plural(context, before):
        return members
    gap = range(before.last, pieces[index].first)
    if any(context.tokens[i].text not in QUOTES and not context.words.get(i, set()) & {"of", "article"} for i in gap):
        return members
    return [mention(context, before.first, m.last, m.actor, m.via, m.entry) for m in members]


def _names_building(context: Context, piece: Piece) -> bool:
    """Whether a building is called by a name: "received at the airport (international) Jose Marti".

    Not by that of somebody in public life, who may stand behind it: "received in the palace Emmanuel Macron".
    """
    at = piece.first
    apart = at > 0 and context.tokens[at - 1].text.islower() and not context.words.get(at - 1)
    kinds = ("person", "unknown", "office") if context.tokens[at].text[:1].isupper() else ("person", "unknown")
    if piece.kind not in kinds or not {at, at - apart} & context.buildings.keys():
        return False
    return piece.entity is None or not context.gaz.activity(piece.entity.key, context.published)


def _introduced(context: Context, made: Sequence[ActorMention]) -> list[ActorMention]:
    """The named person whom a noun for an unnamed one introduces, as his case shows: "rechnyk prezydenta Dmytro X"."""
    found: list[ActorMention] = []
    for one in made:
        before = found[-1] if found else None
        introduces = before is not None and before.via in ("group", "body") and not before.oblique
        person = one.via == "name" and one.actor.kind is ActorKind.PERSON and _is_nominative(context, one)
        if introduces and person and before is not None and before.first < one.first <= before.last:
            found[-1] = replace(one, first=before.first, start=before.start, oblique=False)
        else:
            found.append(one)
    return found


def _is_nominative(context: Context, person: ActorMention) -> bool:
    """Whether a person's name, whatever stands before it, is in the nominative, in a language with cases."""
    known = context.cased.get(person.last - 1)
    endings = context.usage.upright
    return bool(endings) and (
        not known if known is not None else context.tokens[person.last - 1].lower.endswith(endings)
    )


def _named_so(pieces: Sequence[Piece], index: int, used: set[int]) -> bool:
    """Whether a body only completes the state of the office before it: "the president of the Lithuanian Republic"."""
    before = pieces[index - 1] if index else None
    return (
        before is not None and index - 1 in used and before.kind == "adjective" and before.last == pieces[index].first
    )


def _body_of(
    context: Context, pieces: Sequence[Piece], index: int, states: Sequence[int], used: set[int]
) -> list[ActorMention] | None:
    """A body that is named after its head, or those of regions; None where it is a state's or nobody's."""
    lone = not states or of_owner(pieces, index) == states
    if lone and (owner := led_by(context, pieces, index)) is not None:
        return administration(context, pieces, index, owner, used)
    if not states and (regions := regions_of(context, pieces, index)):
        return _of_regions(context, pieces, index, regions, used)
    return None


def _office_phrase(
    context: Context,
    pieces: Sequence[Piece],
    index: int,
    used: set[int],
) -> list[ActorMention]:
    office = pieces[index]
    states, last = states_of(context, pieces, index)
    if len(states) == 1 and states[0] == index - 2:  # "US Middle East envoy": the region is no actor
        used.add(index - 1)
    if office.kind == "body":  # "the Spanish premier took part": the adjective is that of the office
        states = [i for i in states if i not in used]
    person = None
    if office.kind == "body" and (bodies := _body_of(context, pieces, index, states, used)) is not None:
        return bodies
    if office.kind == "office":
        person = person_of(context, pieces, index, last)
    if person is not None and of_someone_else(context, pieces, index, states, person):
        person = None
    each: list[ActorMention] = []
    if person is not None:
        several = plural(context, office)
        each = _respectively(context, pieces, states, person, used) if several else []
        each = each or (_sharing(context, pieces, index, person, used) if several and not states else [])
        faction = [i for i in range(index + 1, person) if pieces[i].kind == "group"]  # "the rebel leader X"
        used.update(faction)
        used.update(states if plural(context, office) else ())  # "the presidents of Ukraine and Poland X and Y"
        inner = range(index + 1, person)  # "state secretary at the foreign ministry of Slovenia X": all is his
        used.update(inner)
        states = states[:1] or [i for i in inner if pieces[i].kind in ("state", "adjective", "organisation")][:1]
    if person is not None and not states and (own := _own_state(context, pieces, person)) is not None:
        states = [own]
    group = [index, *states, *([person] if person is not None else [])]
    first_token = _opening(context, pieces, min(pieces[i].first for i in group))
    last_token = max(pieces[i].last for i in group)
    if person is not None:
        used.update(group)
        own_state = pieces[states[0]] if states else None
        own_state = own_state or (None if each else native(context, office, pieces[person], pieces[:index]))
        actor = person_actor(context, pieces[person], own_state, office.code)
        if actor is None:
            return []
        if not (office.code in context.seen.offices and _bygone(context, office.code, actor)):
            context.seen.offices[office.code] = actor
        context.seen.held.setdefault(actor.key, set()).add(office.code)
        entry = f"{pieces[person].entry}{LEADS}" if faction else pieces[person].entry
        made = mention(context, first_token, last_token, actor, pieces[person].via, entry)
        return [made, *each, *(_listed(context, pieces, person, used) if states else ())]
    return _by_office_alone(context, pieces, office, states, used, index, first_token, last_token)


def _bygone(context: Context, code: str, actor: Actor) -> bool:
    """Whether a person held an office, and no longer on the day of issue: "the last president there, X, in 1977"."""
    held = [t for t in context.gaz.tenures.get(actor.key, ()) if t.office in KIN.get(code, (code,))]
    return bool(held) and context.published is not None and not any(t.holds(context.published) for t in held)


def _of_regions(
    context: Context, pieces: Sequence[Piece], index: int, regions: Sequence[int], used: set[int]
) -> list[ActorMention]:
    """The groups of states for which their people act; the first goes with the word for these."""
    used.update((index, *regions))
    made = [m for i in regions for m in plain(context, pieces[i])]
    return [replace(m, first=pieces[index].first, start=context.tokens[pieces[index].first].start) if n == 0 else m
            for n, m in enumerate(made)]  # fmt: skip


def _respectively(
    context: Context, pieces: Sequence[Piece], states: Sequence[int], person: int, used: set[int]
) -> list[ActorMention]:
    """Who is named behind the first holder, in the order of the states: "the ministers of A and B, X and Y"."""
    made: list[ActorMention] = []
    for at, state in enumerate(sorted(states)[1:], start=person + 1):
        if at >= len(pieces) or pieces[at].kind not in ("person", "unknown") or state >= person:
            break
        gap = range(pieces[at - 1].last, pieces[at].first)
        if not gap or any(context.tokens[i].text != "," and "and" not in context.words.get(i, ()) for i in gap):
            break
        actor = person_actor(context, pieces[at], pieces[state])
        if actor is None:
            break
        used.add(at)
        made.append(mention(context, pieces[at].first, pieces[at].last, actor, pieces[at].via, pieces[at].entry))
    return made


def _sharing(context: Context, pieces: Sequence[Piece], index: int, person: int, used: set[int]) -> list[ActorMention]:
    """Who holds the same office elsewhere: "the foreign ministers X and Y" are of two states, whichever these are."""
    made: list[ActorMention] = []
    for at in range(person + 1, len(pieces) if pieces[index].code not in SEVERAL else 0):
        gap = range(pieces[at - 1].last, pieces[at].first)
        listed = gap and all(context.tokens[i].text == "," or "and" in context.words.get(i, ()) for i in gap)
        if not listed or pieces[at].kind not in ("person", "unknown"):
            break
        actor = person_actor(context, pieces[at], None, pieces[index].code)
        if actor is None:
            break
        used.add(at)
        entry = f"{pieces[at].entry}{SHARES}"
        made.append(mention(context, pieces[at].first, pieces[at].last, actor, pieces[at].via, entry))
    return made


def _opening(context: Context, pieces: Sequence[Piece], first: int) -> int:
    """Where an office begins with the capitalised words that modify it: "with Executive Vice President X"."""
    taken = {i for p in pieces for i in range(p.first, p.last)}
    at = first
    while at > 1 and first - at < MODIFIERS and not context.usage.lex.nouns_capitalised:
        word = context.tokens[at - 1]
        known = at - 1 in taken or context.words.get(at - 1) or at - 1 in context.worded or at - 1 in context.verbs
        if known or not (word.text[0].isupper() and word.text.isalpha()) or word.lower in context.usage.calendar:
            break
        at -= 1
    return at if context.words.get(at - 1) else first


def _own_state(context: Context, pieces: Sequence[Piece], person: int) -> int | None:
    """The state that a name is followed by: "President Varela of Panama", "the presidents Santos, of Colombia, and"."""
    at = after_name(context, pieces, person)
    if at is not None or person + 1 >= len(pieces) or pieces[person + 1].kind != "state":
        return at
    state = pieces[person + 1]
    gap = range(pieces[person].last, state.first)
    apposed = len(gap) == 2 and context.tokens[gap[0]].text == "," and "of" in context.words.get(gap[1], ())
    return person + 1 if apposed and stands_for(context, pieces[person], state) else None


def _listed(context: Context, pieces: Sequence[Piece], person: int, used: set[int]) -> list[ActorMention]:
    """The list that an office opens: "the presidents of France, Macron; Chile, Boric; and of Peru, Boluarte"."""
    tokens, words = context.tokens, context.words
    made: list[ActorMention] = []
    at = person + 1
    while at + 1 < len(pieces):
        state, holder = pieces[at], pieces[at + 1]
        gap = range(pieces[at - 1].last, state.first)
        joined = any(tokens[i].text in ",;" or "and" in words.get(i, ()) for i in gap)
        linking = all(tokens[i].text in ",;" or words.get(i, set()) & _LISTING for i in gap)
        apposed = [t.text for t in tokens[state.last : holder.first]] == [","]
        if state.kind != "state" or not (joined and linking and apposed) or not stands_for(context, holder, state):
            break
        actor = person_actor(context, holder, state)
        if actor is None:
            break
        used.update((at, at + 1))
        first = next((i for i in gap if words.get(i, set()) & {"of", "article"}), state.first)
        made.append(mention(context, first, holder.last, actor, holder.via, holder.entry))
        at += 2
    return made


def _of_one_person(context: Context, pieces: Sequence[Piece], index: int) -> bool:
    """Whether one named behind holds this office and the next, no article between: "the premier and minister X"."""
    if index + 1 >= len(pieces) or {pieces[index].kind, pieces[index + 1].kind} != {"office"}:
        return False
    gap = [context.words.get(i, set()) for i in range(pieces[index].last, pieces[index + 1].first)]
    if len(gap) != 1 or "and" not in gap[0] or plural(context, pieces[index]):
        return False
    _, last = states_of(context, pieces, index + 1)
    return person_of(context, pieces, index + 1, last) is not None


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
    if not states and _of_one_person(context, pieces, index):
        used.add(index)
        return []
    shared = shared_state(context, pieces, index) if not states else None
    if shared is not None and (found := holders(context, pieces, office, [shared], (office.first, office.last))):
        used.add(index)
        return found
    if not states and (pair := of_the_two(context, pieces, index)):
        used.update((index, index + 1))
        return pair
    if states or office.kind != "office" or plural(context, office):
        return []
    actor = spoken_of(context, office, pieces[:index])
    if actor is None:
        return []
    used.add(index)
    context.seen.held.setdefault(actor.key, set()).add(office.code)
    return [mention(context, office.first, office.last, actor, "office", office.entry)]
