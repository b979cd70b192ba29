"""An office's holder, named behind what it is of: "the minister of trade X", "the head of the NATO Mission X"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.mentions.actors.context import Context, Piece
from kg.mentions.actors.offices import SEVERAL, plural

#: Words between an office and its holder that may name its field ("of trade and industry").
FIELD = 8
#: The same for the bodies and states that it is of ("of the Foreign Affairs Committee of the German Bundestag").
COMPLEMENT = 16

#: Pieces that may stand there, and what links them.
_OWNERS = frozenset({"state", "adjective", "demonym", "organisation", "body", "office", "place", "collective"})
_LINKING = frozenset({"of", "for", "in", "to"})
#: What begins another noun phrase.
_PARTING = frozenset({"with", "between", "by", "from", "against"})


def past_what_it_is_of(context: Context, pieces: Sequence[Piece], index: int, end: int) -> int | None:
    """The holder of an office who is named behind its field, or behind the bodies and states that it is of."""
    holder = _past_field(context, pieces, index, end)
    return _past_complement(context, pieces, index, end) if holder is None else holder


def _past_field(context: Context, pieces: Sequence[Piece], index: int, end: int) -> int | None:
    """The person after the field of an office: "the minister of trade and industry, X", "minister for EU affairs X"."""
    at = next((i for i in range(index + 1, len(pieces)) if pieces[i].kind in ("person", "unknown")), None)
    if at is None or pieces[index].code not in SEVERAL or not end < pieces[at].first <= end + FIELD:
        return None
    if pieces[at].last - pieces[at].first < 2:
        return None
    linked = False  # whether a function word stands right before
    apart = context.tokens[pieces[at].first - 1].text == "," and context.usage.lex.adjectives_after
    said_of = -1  # where an adjective may stand behind its noun: "the minister of higher education, X"
    for i in range(end, pieces[at].first):
        token, kinds = context.tokens[i], context.words.get(i, set())
        closing = token.text == "," and i == pieces[at].first - 1
        glued = i == end and token.text == "-" and token.start == context.tokens[i - 1].end
        if i == end and not (glued or kinds & {"of", "for", "in", "about", *_accredited(pieces[index])}):
            return None
        if glued:  # "the head of the US space agency NASA, X"
            continue
        parting = bool(kinds & _PARTING) and "about" not in kinds and not (kinds & _accredited(pieces[index]))
        if parting or not (token.text[0].isalpha() or closing):
            return None
        known = closing or kinds or linked or token.text[:1].isupper() or i == said_of
        if not known or (not kinds and i in context.verbs):
            return None
        said_of = i + 1 if apart and (linked or token.text[:1].isupper()) and not kinds else -1
        linked = bool(kinds)
    return at if not linked else None


def _accredited(office: Piece) -> frozenset[str]:
    """What leads from an ambassador to whom he is sent: "the US ambassador to the UN, X"."""
    return frozenset({"to", "with"}) if office.code == "ambassador" else frozenset()


def _past_complement(context: Context, pieces: Sequence[Piece], index: int, end: int) -> int | None:
    """The person right behind the bodies and states that an office is of: "the head of the NATO Mission in Ukraine X".

    All between is capitalised or links. Where verbs stand second or last, a name behind may be the object.
    """
    at = next((i for i in range(index + 1, len(pieces)) if pieces[i].kind not in _OWNERS), None)
    if at is None or pieces[at].kind not in ("person", "unknown") or context.usage.lex.clauses.final_verb:
        return None
    gap, office = range(end, pieces[at].first), pieces[index]
    if not 2 <= len(gap) <= COMPLEMENT or pieces[at].last - pieces[at].first < 2 or plural(context, office):
        return None
    if not context.words.get(gap[0], set()) & _LINKING and context.tokens[gap[0]].text[:1].islower():
        return None
    if context.words.get(gap[-1]) or not all(_names_body(context, i) for i in gap):
        return None
    return at if _of_its_state(context, pieces, index, at) else None


def _names_body(context: Context, index: int) -> bool:
    """Whether a word may stand in the name of a body, or links two of them."""
    token, kinds = context.tokens[index], context.words.get(index, set())
    if token.lower in context.usage.calendar or kinds & _PARTING:
        return False
    glued = token.text == "-" or token.lower in context.usage.possessives
    return glued or bool(kinds & (_LINKING | {"article", "and", "about"})) or token.text[:1].isupper()


def _of_its_state(context: Context, pieces: Sequence[Piece], index: int, person: int) -> bool:
    """Whether a known person may hold an office of the state or body named first behind it.

    Not "the visit of the president of Poland to Ukraine Zelensky": a state is his own; a body's officials hold no
    office of another state.
    """
    bearers = [e for e in (pieces[person].entity, *pieces[person].rivals) if e is not None]
    beside = (p.entity for p in pieces[index + 1 : person] if p.entity is not None and p.kind != "place")
    owner, when = next(beside, None), context.published
    left = pieces[index - 1].entity if index and pieces[index - 1].last == pieces[index].first else None
    owner = owner or left  # "US envoy to the Middle East X"
    if not bearers or owner is None:
        return not bearers
    own = {context.gaz.state_of(e.key, when) for e in bearers}
    if owner.kind == "state" or owner.state in own:
        return owner.key in own or owner.state in own
    held = (t for e in bearers for t in context.gaz.tenures.get(e.key, ()) if when is None or t.holds(when))
    return all(t.of == owner.key for t in held)
