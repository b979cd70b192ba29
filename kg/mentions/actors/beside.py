"""What belongs to an office or body by standing beside it: its states, and the person who holds it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.mentions.actors.context import Context, Piece
from kg.mentions.actors.offices import KIN, SEVERAL, acting, plural
from kg.mentions.actors.portfolio import past_what_it_is_of
from kg.mentions.names.gazetteer import TOP
from kg.model import Token

#: Words between an office and the name or state that belongs to it.
REACH = 3
#: Marks before an office in apposition.
_SETTING_OFF = frozenset({",", "(", "-", "\u2013", "\u2014"})


def after_name(context: Context, pieces: Sequence[Piece], person: int) -> int | None:
    """The state after a name: "President Juan Carlos Varela of Panama"."""
    after = person + 1
    if after >= len(pieces) or pieces[after].kind != "state":
        return None
    gap = range(pieces[person].last, pieces[after].first)
    return after if len(gap) <= 2 and context.tied(gap) and any("of" in context.words.get(i, ()) for i in gap) else None


#: Offices of those whom a state sends: "negotiators from Iran".
_SENT = frozenset({"chief_negotiator", "envoy", "counterpart"})


def states_of(context: Context, pieces: Sequence[Piece], index: int) -> tuple[list[int], int]:
    """Pieces naming the state (or states) an office or body belongs to, and where the phrase ends so far."""
    office = pieces[index]
    found: list[int] = []
    end = office.last
    within = [i for i, p in enumerate(pieces) if office.first <= p.first and p.last <= office.last and i != index]
    if within:
        ahead = [pieces[i].first - 1 for i in within[1:]]  # "ministres russe, turc et grec des ..."
        joined = all(context.tokens[k].text == "," or "and" in context.words.get(k, ()) for k in ahead)
        return within if joined else within[:1], end
    if index and (left := _state_left(context, pieces, index)) is not None:
        found = [left, *_joined_left(context, pieces, left, office)]
    elif index > 1 and _of_a_region(pieces[index - 2 : index + 1]):
        found = [index - 2]  # "US Middle East envoy"
    beside = found and pieces[found[0]].kind in ("organisation", "state") and pieces[found[0]].last == office.first
    whither = {"in", "to", "from"} & set(context.words.get(pieces[found[0]].first - 1, ())) if beside else set()
    if whither and _state_right(context, pieces, index):
        found.clear()  # "received in the Elysee Palace the king of Jordan"
    at = index + 1
    while (not found and at < len(pieces)) or (found and found[-1] > index and at < len(pieces)):
        piece = pieces[at]
        between = range(end, piece.first)
        if not found and (owner := _of_a_body(context, pieces, at, between)) is not None:
            return [owner, at], pieces[owner].last
        whole = piece.kind == "collective" and acting(context, piece) is not None  # "ministers of the NATO countries"
        if not (whole or piece.kind in ("state", "adjective", "organisation", "demonym")) or not _links(
            context,
            between,
            first=not found,
            field=piece.kind == "adjective" and context.usage.lex.adjectives_after,
            sent=office.kind == "body" or office.code in _SENT or plural(context, office),
        ):
            break
        if piece.kind == "organisation" and piece.entity is not None and piece.entity.sort == "outlet":
            break
        if not between and piece.kind == "state" and not _genitive(context, piece):
            break
        found.append(at)
        end = piece.last
        at += 1
        if whole:
            break
    return found, end


def regions_of(context: Context, pieces: Sequence[Piece], index: int) -> list[int]:
    """Pieces naming the groups of states whose people a body is: "representatives of North and Central America"."""
    found: list[int] = []
    end = pieces[index].last
    for at in range(index + 1, len(pieces)):
        between = range(end, pieces[at].first)
        if pieces[at].kind != "collective" or not _links(context, between, first=not found, field=False, sent=True):
            break
        found.append(at)
        end = pieces[at].last
    return found


def _of_a_region(pieces: Sequence[Piece]) -> bool:
    """Whether three stand side by side: a state, a region and an office of that state for it."""
    state, region, office = pieces
    kinds = state.kind in ("state", "organisation") and region.kind == "collective"
    return kinds and (state.last, region.last) == (region.first, office.first)


def shared_state(context: Context, pieces: Sequence[Piece], index: int) -> int | None:
    """The state behind the office that "and" joins to this one: "the president and the prime minister of Poland"."""
    if index + 1 >= len(pieces):
        return None
    gap = range(pieces[index].last, pieces[index + 1].first)
    kinds = [context.words.get(i, set()) for i in gap]
    if not any("and" in k for k in kinds) or not all(k & {"and", "article"} for k in kinds):
        return None
    if pieces[index].kind == "body" and pieces[index + 1].code in context.usage.lex.factions:
        return _of_faction(context, pieces, index + 1)
    if {pieces[index].kind, pieces[index + 1].kind} != {"office"}:
        return None
    behind = [i for i in states_of(context, pieces, index + 1)[0] if i > index + 1]
    return behind[0] if len(behind) == 1 else None


def _of_faction(context: Context, pieces: Sequence[Piece], index: int) -> int | None:
    """The state of those who fight it, named right behind them: "the government and the rebels of Colombia"."""
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    if after is None or after.kind not in ("state", "adjective"):
        return None
    gap = range(pieces[index].last, after.first)
    return index + 1 if context.tied(gap) and len(gap) <= REACH else None


def _genitive(context: Context, state: Piece) -> bool:
    """Whether a state right behind an office owns it, where an ending shows it: not "Kanzlerin China besucht"."""
    ending = context.usage.lex.words.genitive_ending
    return not ending or context.tokens[state.last - 1].lower.endswith(ending)


def _of_a_body(context: Context, pieces: Sequence[Piece], at: int, between: range) -> int | None:
    """The state of the body that an office belongs to: "the spokesman of the Russian presidency"."""
    if pieces[at].kind != "body" or not _links(context, between, first=True, field=False, sent=False):
        return None
    beside = at + 1 if context.usage.lex.adjectives_after else at - 1
    if not 0 <= beside < len(pieces) or pieces[beside].kind not in ("adjective", "state"):
        return None
    tied = pieces[beside].first - pieces[at].last
    return beside if beside > at and 0 <= tied <= 2 else None


def _state_right(context: Context, pieces: Sequence[Piece], index: int) -> bool:
    """Whether a state belongs to the office right before it."""
    if index + 1 >= len(pieces) or pieces[index + 1].kind != "state":
        return False
    return _links(context, range(pieces[index].last, pieces[index + 1].first), first=True, field=False, sent=False)


def _state_left(context: Context, pieces: Sequence[Piece], index: int) -> int | None:
    piece, office = pieces[index - 1], pieces[index]
    gap = office.first - piece.last
    if (
        piece.kind in ("adjective", "demonym")
        and gap <= 2
        and not any(t.text in ",;:.()\u2013\u2014" for t in context.tokens[piece.last : office.first])
    ):
        if any("and" in context.words.get(i, ()) or i in context.verbs for i in range(piece.last, office.first)):
            return None
        prepositions = any(context.words.get(i, set()) - {"article", "of"} for i in range(piece.last, office.first))
        if prepositions and (office.kind == "office" or context.usage.lex.adjectives_after):
            return None  # "trasferta libica per il premier", "nella capitale irachena incontri tra rappresentanti"
        before = pieces[index - 2] if index > 1 else None
        owned = before is not None and before.kind == "office" and before.last == piece.first and gap > 0
        apart = any({"article", "of"} & context.words.get(i, set()) for i in range(piece.last, office.first))
        apart = apart and office.kind == "office"
        if (owned or apart) and context.usage.lex.adjectives_after:
            return None  # "el presidente ruso recibe al presidente turco", "en la capital cubana el presidente"
        return index - 1
    if piece.kind in ("state", "organisation") and gap <= REACH:
        inner = context.tokens[piece.last : office.first]
        possessive = any(t.lower in context.usage.possessives for t in inner)
        own = "article" in context.words.get(office.first, ())  # "called La Moneda the leaders of"
        hyphen = gap == 1 and inner[0].text == "-" and inner[0].start == context.tokens[piece.last - 1].end
        own = own or (piece.kind == "state" and not _in_the_case_of_owners(context, piece))
        glued = (gap == 0 and not own) or hyphen  # "of Ukraine - President X" is no president of Ukraine
        if possessive or glued:
            return index - 1
    return None


def _in_the_case_of_owners(context: Context, state: Piece) -> bool:
    """Whether a state's name may own the office right behind it; where owners have an ending, one that has it.

    "Indiens Premierminister", but "in Indien | Premierminister Modi".
    """
    ending = context.usage.lex.words.genitive_ending
    last = context.tokens[state.last - 1].text
    return not ending or last.lower().endswith(ending) or last.isupper()


def _joined_left(context: Context, pieces: Sequence[Piece], left: int, office: Piece) -> list[int]:
    """Further adjectives before that of an office: "the French and (the) German foreign ministers"."""
    found: list[int] = []
    kinds = ("adjective", "demonym")
    named: tuple[str, ...] = ("state",) if plural(context, office) else ()  # "the US and Russian presidents"
    while left > 0 and pieces[left].kind in kinds and pieces[left - 1].kind in (*kinds, *named):
        between = range(pieces[left - 1].last, pieces[left].first)
        words = [{","} if context.tokens[i].text == "," else context.words.get(i, set()) for i in between]
        if not any({"and", ","} & w for w in words) or not all({"and", "article", ","} & w for w in words):
            break
        left -= 1
        found.append(left)
        named = ()
    return found


def _links(context: Context, between: range, *, first: bool, field: bool, sent: bool) -> bool:
    """Whether the tokens between an office and a state tie them: nothing, "of the", "and" in a list.

    Those sent are also "from" a state: "a delegation from Seoul".

    Capitalised words between belong to the state's full name: "of the Republic of"; a body has "member states".
    """
    told = [i for i in between if not (first and i in context.members)]
    if len(told) > 2 * REACH:
        return False
    formal = any(context.tokens[i].text[:1].isupper() for i in told)
    if len(told) > REACH and not formal and not context.tied(told):
        return False
    if formal and context.usage.lex.nouns_capitalised and not _of_it(context, between.start):
        return False  # "hat der Kanzler den Abzug der russischen Truppen verlangt"
    for i in told:
        if first and context.tokens[i].text[:1].isupper() and i > between.start:
            continue
        kinds = context.words.get(i, set())
        if first and "and" in kinds and context.tokens[i - 1].text[:1].isupper() and (field or _joins(context, i)):
            continue  # "the minister de Comercio e Industrias panameño", "the Government and Parliament of Spain"
        allowed = {"of", "article"} if first else {"of", "article", "and"}
        allowed |= {"from"} if sent and first else set()
        if kinds & allowed or (not first and context.tokens[i].text == ","):
            continue
        return False
    return True


def _joins(context: Context, at: int) -> bool:
    """Whether "and" joins another body or field of the same state: "the Government and Parliament of Spain"."""
    behind = context.tokens[at + 1 : at + 2]
    return not context.usage.lex.nouns_capitalised and all(t.text[:1].isupper() for t in behind)


def _of_it(context: Context, index: int) -> bool:
    """Whether a word begins what owns the noun before it: "der Republik"."""
    return "of" in context.words.get(index, ()) or context.tokens[index].lower in context.usage.lex.words.genitive


def person_of(context: Context, pieces: Sequence[Piece], index: int, end: int) -> int | None:
    """The person named beside an office: after it (with its state between), or before it in apposition."""
    begin = _past_short_form(context, pieces, _past_faction(context, pieces, index, end))
    after = next(
        (i for i in range(index + 1, len(pieces)) if pieces[i].first >= begin and pieces[i].kind != "title"), None
    )
    if after is not None and pieces[after].kind in ("person", "unknown"):
        titled = {i for p in pieces if p.kind == "title" for i in range(p.first, p.last)}  # ", le lieutenant-colonel X"
        inner = context.tokens[begin : pieces[after].first]
        if len(inner) - len(titled.intersection(range(begin, pieces[after].first))) <= 2 and _only_sets_off(
            context, begin, inner
        ):
            apart = _of_another(context, pieces, index, after) or (inner and _foreign(context, pieces, index, after))
            return None if apart else after
    holder = past_what_it_is_of(context, pieces, index, end)
    return _set_off_before(context, pieces, index) if holder is None else holder


def _past_faction(context: Context, pieces: Sequence[Piece], index: int, end: int) -> int:
    """Where an office ends with the word for those whom its holder leads: "the rebel leader | Riek Machar"."""
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    leads = after is not None and pieces[index].code == "leader" and after.code in context.usage.lex.factions
    return after.last if after is not None and leads and after.first == end else end


def _past_short_form(context: Context, pieces: Sequence[Piece], end: int) -> int:
    """Where an office ends with the short form of its body in brackets: "of the United Nations (UN) | Ban Ki-moon"."""
    body = next((p for p in pieces if p.last == end and p.kind == "organisation"), None)
    short = next((p for p in pieces if p.first == end + 1 and p.kind == "organisation"), None)
    around = [t.text for t in (*context.tokens[end : end + 1], *context.tokens[end + 2 : end + 3])]
    same = body is not None and short is not None and body.entity == short.entity and short.last == end + 2
    return end + 3 if same and around == ["(", ")"] else end


def _only_sets_off(context: Context, first: int, between: Sequence[Token]) -> bool:
    """Whether nothing but a mark, an article or a title stands between an office and a name.

    Where verbs end their clause an article behind a comma is a relative pronoun: "der Minister, der Putin traf".
    """
    if len(between) > 1 and between[0].text == "," and context.usage.lex.clauses.final_verb:
        return False
    return all(
        t.text in (",", "(", "-") or "article" in context.words.get(first + k, ()) or t.lower in context.usage.titles
        for k, t in enumerate(between)
    )


def _foreign(context: Context, pieces: Sequence[Piece], index: int, person: int) -> bool:
    """Whether a known person behind a comma is of another state than the office: "met the French president, Scholz"."""
    left, entity = pieces[index - 1] if index else None, pieces[person].entity
    if left is None or left.kind not in ("adjective", "demonym", "state") or pieces[index].first - left.last > 1:
        return False
    own = context.gaz.state_of(entity.key, context.published) if entity is not None else None
    return own is not None and left.entity is not None and left.entity.key != own


def _set_off_before(context: Context, pieces: Sequence[Piece], index: int) -> int | None:
    """The person before an office in apposition: "Emmanuel Macron, the French president"."""
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
    if before is None:
        return None
    end = pieces[before].last
    gap = range(end, first)
    comma = bool(gap) and context.tokens[end].text in _SETTING_OFF
    left = pieces[index - 1] if index and pieces[index - 1].last > first else None
    owner = "".join(t.lower for t in context.tokens[pieces[index].last : pieces[index].last + 1])
    if owner in context.usage.possessives or _never_held(context, pieces, before, index):
        return None  # "John Bolton, the president's adviser", "Mark Rutte, the president said"
    if not comma or len(gap) > REACH or not _agrees(context, pieces[before], left, pieces, index):
        return None
    plain = (context.tokens[i].text in _SETTING_OFF or "article" in context.words.get(i, ()) for i in gap)
    return before if all(plain) else None


def _never_held(context: Context, pieces: Sequence[Piece], person: int, index: int) -> bool:
    """Whether the tables know a person's offices, and the highest office, named without a state, is none of them."""
    holder, office = pieces[person], pieces[index]
    tenures = context.gaz.tenures.get(holder.entity.key, ()) if holder.entity is not None and not holder.rivals else ()
    bare = office.code in TOP and person == index - 1 and not _state_right(context, pieces, index)
    return bool(tenures) and bare and all(t.office not in KIN.get(office.code, (office.code,)) for t in tenures)


def _of_another(context: Context, pieces: Sequence[Piece], index: int, person: int) -> bool:
    """Whether a known person beside an office's state is of another: "at the invitation of Finland's president X came".

    Only where the case of the office differs from that of the name.
    """
    entity, first = pieces[person].entity, pieces[index].first
    state = pieces[person - 1].entity if person - 1 > index and pieces[person - 1].kind == "state" else None
    endings = context.usage.oblique
    if entity is None or state is None or not endings or context.cased.get(pieces[person].first, True):
        return False
    own = {context.gaz.state_of(e.key, context.published) for e in (entity, *pieces[person].rivals)}
    return context.tokens[first].lower.endswith(endings) and state.key not in own


def of_someone_else(context: Context, pieces: Sequence[Piece], index: int, states: Sequence[int], person: int) -> bool:
    """Whether a comma divides an office from a known person who cannot hold it, being of another state.

    "After talks with the French president, Zelensky flew to Rome", "received by the Pope, Zelensky said".
    """
    office, named = pieces[index], pieces[person]
    comma = any(t.text == "," for t in context.tokens[office.last : named.first])
    if named.entity is None or not comma or office.code in (*SEVERAL, *_SENT):
        return False
    own = {context.gaz.state_of(e.key, context.published) for e in (named.entity, *named.rivals)}
    owners = [e for i in states if (e := pieces[i].entity) is not None and e.kind == "state" and i != person]
    if owners:
        return None not in own and own.isdisjoint({e.key for e in owners})
    sole = context.gaz.sole_holder(office.code, context.when) if not states else None
    return sole is not None and None not in own and context.gaz.state_of(sole.key, context.when) not in own


def _agrees(context: Context, person: Piece, left: Piece | None, pieces: Sequence[Piece], index: int) -> bool:
    """Whether a person before an office may be its holder: not when its state is another one."""
    if person.entity is None:
        return True
    beside = [p for p in (left, *pieces[index + 1 : index + 2]) if p is not None and p.kind in ("state", "adjective")]
    beside = [p for p in beside if p.first - pieces[index].last <= 2]
    own = context.gaz.state_of(person.entity.key, context.published)
    return not beside or own is None or any(p.entity is not None and p.entity.key == own for p in beside)
