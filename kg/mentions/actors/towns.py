"""Towns in no table, and the nouns by which a name is that of a place: "in Psarades", "in the Swiss city of Lugano"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from kg.mentions.actors.context import Context, Piece
from kg.mentions.actors.unknown import may_be_noun, run
from kg.mentions.names.entities import Entity
from kg.mentions.names.spelling import romanise, slug
from kg.model import UNLISTED, Place, PlaceMention
from kg.tokens import is_word

#: Function words before a place where something is, or to which it goes.
_PLACED = frozenset({"in", "to"})
#: Plain words that may stand before a noun for a town, and between it and the name: "the small border village of".
BESIDE = 3
#: Letters of the shortest name of a town.
SHORTEST = 4


def unknown_towns(context: Context, pieces: Sequence[Piece]) -> Iterator[PlaceMention]:
    """Capitalised names in no table that stand where a town does: after "in", or a noun such as "village"."""
    nouns = (*context.localities.items(), *context.buildings.items())
    taken = {i for p in pieces for i in range(p.first, p.last)} | context.named
    taken |= {i for last, first in nouns for i in range(first, last)}
    done = 0
    for index in [i for i, token in enumerate(context.tokens) if token.text[:1].isupper()]:
        end = run(context, index, taken) if index >= done and _begins(context, index) else index
        done = max(done, end)
        if end > index and _is_town(context, index, end, pieces):
            first, last = context.tokens[index], context.tokens[end - 1]
            yield PlaceMention(index, end, first.start, last.end, _place(context, index, end, pieces), unlisted=True)


def _begins(context: Context, index: int) -> bool:
    """Whether a name in no list may begin at a capital: not with a function word, unless it is an article of it."""
    if not index:
        return False
    token = context.tokens[index]
    article = token.lower in context.usage.articles or token.lower in context.usage.particles
    return index not in context.worded or (article and bool(context.words.get(index - 1)))


def _is_town(context: Context, first: int, last: int, pieces: Sequence[Piece]) -> bool:
    """Whether what stands around a name, and its letters, show it to be a town's."""
    words = [t.text for t in context.tokens[first:last]]
    if len("".join(words)) < SHORTEST or all(w.isupper() for w in words if w.isalpha()):
        return False
    if _noun(context, first, context.localities) is not None:
        return not _common(context, first, last)  # not "the city of literature"
    at = next((p.first for p in pieces if p.kind == "adjective" and p.last == first), first)
    before = context.words.get(at - 1, set())
    if not before & _PLACED or "article" in before or _goes_on(context, last):
        return False
    if context.usage.lex.nouns_capitalised:
        return not _common(context, first, last)
    return not is_word(context.tokens[first].lower, context.lang)


def _common(context: Context, first: int, last: int) -> bool:
    """Whether common nouns are written as names are, and one may stand here."""
    return context.usage.lex.nouns_capitalised and any(may_be_noun(context, i) for i in range(first, last))


def _goes_on(context: Context, last: int) -> bool:
    """Whether the noun phrase goes on after a name, which therefore is no town's: "in Brexit talks"."""
    if last >= len(context.tokens):
        return False
    token = context.tokens[last]
    if not token.text[:1].isalpha():
        return token.text in "-'\u2019&"
    if token.text[:1].isupper():
        plain = context.usage.lex.nouns_capitalised and last in context.worded
        return not plain and token.lower not in context.usage.calendar
    return not context.words.get(last) and last not in context.worded and last not in context.verbs


def _noun(context: Context, first: int, nouns: Mapping[int, int]) -> int | None:
    """Where one of some nouns stands before a name, "of" and adjectives between them: "the village of"."""
    at = first
    while at > 0 and context.words.get(at - 1, set()) & {"of", "article"}:
        at -= 1
    steps = BESIDE if at < first else 0
    for step in range(steps + 1):
        if at - step in nouns:
            return nouns[at - step]
        if at - step < 1 or context.words.get(at - step - 1) or not context.tokens[at - step - 1].text.isalpha():
            return None
    return None


def widened(context: Context, mention: PlaceMention, pieces: Sequence[Piece]) -> PlaceMention:
    """A place with the noun, adjectives and article before its name: "in | the Swiss city of Lugano"."""
    first = _noun(context, mention.first, {**context.localities, **context.buildings})
    if first is None:
        first = next((p.first for p in pieces if p.kind == "adjective" and p.last == mention.first), None)
    if first is None:
        return mention
    for _ in range(BESIDE):
        if first < 1 or context.words.get(first - 1) or not context.tokens[first - 1].text.isalpha():
            break
        first -= 1
    while first > 0 and context.words.get(first - 1) == {"article"}:
        first -= 1
    if not context.words.get(first - 1, set()) & (_PLACED | {"from"}):
        return mention
    return replace(mention, first=first, start=context.tokens[first].start)


def _place(context: Context, first: int, last: int, pieces: Sequence[Piece]) -> Place:
    """The place that a name in no table means; its state is that of an adjective before it, or named after it."""
    words = context.tokens[first:last]
    written = "".join(
        t.text + ("" if k + 1 == len(words) or words[k + 1].start == t.end else " ") for k, t in enumerate(words)
    )
    cited = _cited(context, written)
    known = (_known(context, name) for name in cited)
    if (entity := next((e for e in known if e is not None), None)) is not None:
        return context.gaz.place(entity)
    name = romanise(cited[0], context.lang)
    return Place(f"{UNLISTED}{slug(name)}", name, _country(context, first, last, pieces))


def _cited(context: Context, name: str) -> list[str]:
    """How a town's name may be cited, out of the case that "in" asks for; the likeliest first."""
    endings = context.usage.lex.names.town_endings
    for ending in sorted(endings, key=len, reverse=True):
        if name.endswith(ending):
            return [name[: len(name) - len(ending)] + cited for cited in endings[ending].split()]
    return [name]


def _known(context: Context, name: str) -> Entity | None:
    """The place of the tables that has a name."""
    whole = (n for n in context.gaz.find(name, context.lang) if (n.start, n.end) == (0, len(name)))
    return next((e for n in whole for e in n.entities if e.kind == "place"), None)


def _country(context: Context, first: int, last: int, pieces: Sequence[Piece]) -> str | None:
    """The state a town in no table is said to be in: "the Macedonian village of X", "X, Macedonia", "X (Texas)"."""
    begin = _noun(context, first, context.localities)
    begin = first if begin is None else begin
    near = (p for p in pieces if p.entity is not None and p.kind in ("adjective", "state", "place"))
    for piece in near:
        before = piece.kind == "adjective" and begin - BESIDE <= piece.first < first
        apart = context.tokens[last : piece.first]
        after = piece.kind != "adjective" and 0 < len(apart) <= 2 and apart[0].text in ",("
        if (before or after) and piece.entity is not None:
            return piece.entity.key if piece.entity.kind == "state" else piece.entity.state
    return None
