"""Persons in no table: capitalised words that an office, a first name or an earlier mention shows to be a name."""

from __future__ import annotations

from collections.abc import Sequence

from kg.mentions.actors.context import Context, Piece
from kg.mentions.actors.offices import plural
from kg.mentions.names.spelling import endings, fold, romanise, slug
from kg.model import Actor, ActorKind, ActorMention, Token
from kg.tokens import is_word

#: Words of a name at most.
LENGTH = 6
#: Letters of the shortest word that a compound may end in.
SHORTEST = 4
#: Pieces, and words between two of them, from a name back to the office that introduces it.
STEPS, STRIDE = 5, 4
#: Case forms of a name besides the nominative, of a language that has them.
CASES = 8
_OWNERS = ("state", "adjective", "demonym", "organisation", "place", "body")


def runs(context: Context, taken: set[int], pieces: Sequence[Piece]) -> list[Piece]:
    """Runs of capitalised words that are in no gazetteer but look like a person's name."""
    found: list[Piece] = []
    rest: list[Piece] = []
    done = 0
    for index in [i for i, token in enumerate(context.tokens) if token.text[0].isupper()]:
        functional = context.words.get(index) and context.tokens[index].lower not in context.usage.particles
        end = index if functional or index < done else run(context, index, taken)
        if end == index:
            continue
        end = _before_and(context, index, end, pieces)
        enough = end - index >= 2 or not context.usage.lex.nouns_capitalised
        if _again(context, index, end) or (end - index == 1 and by_first_name(context, index) is not None):
            found.append(Piece(index, end, "unknown", via="surname", entry="names: named before"))
        elif enough and (start := _begin(context, index, end, pieces)) is not None:
            found.append(Piece(start, end, "unknown", via="name", entry="names: unknown"))
        elif enough and _goes_on(context, index, [*pieces, *found]):
            found.append(Piece(index, end, "unknown", via="name", entry="names: unknown"))
        elif end - index >= 2:
            rest.append(Piece(index, end, "unknown", via="name", entry="names: listed"))
        done = end
    return [*found, *_listed(context, rest, [*found, *(p for p in pieces if p.kind == "person")])]


def _listed(context: Context, rest: Sequence[Piece], persons: Sequence[Piece]) -> list[Piece]:
    """The names among persons that "and" closes a list of: "signed by Haris Silajdzic, Kresimir Zubak and Mate Granic".

    A run that begins with a word of the dictionary, or with a noun where these have capitals, may be a firm.
    """
    names = [p for p in rest if not _ordinary(context, p)]
    row: list[Piece] = []
    found: list[Piece] = []
    closed = False
    for piece in sorted([*names, *persons], key=lambda p: p.first):
        joined = _joint(context, row[-1].last, piece.first) if row else None
        if joined is None:
            row, closed = [], False
        row.append(piece)
        closed = closed or joined is True
        if closed and any(p in persons for p in row):
            found.extend(p for p in row if p in names and p not in found)
    return found


def _ordinary(context: Context, piece: Piece) -> bool:
    """Whether a run of capitals may be no name of a person."""
    if context.usage.lex.nouns_capitalised:
        return any(may_be_noun(context, i) for i in range(piece.first, piece.last))
    return is_word(context.tokens[piece.first].lower, context.lang)


def _joint(context: Context, last: int, first: int) -> bool | None:
    """Whether "and" (True), or a comma alone (False), joins two names; None where something else stands between."""
    gap = range(last, first)
    closing = [i for i in gap if "and" in context.words.get(i, ())]
    commas = [i for i in gap if context.tokens[i].text == ","]
    if not gap or len(gap) != len(closing) + len(commas) or len(closing) > 1:
        return None
    return bool(closing)


def _before_and(context: Context, index: int, end: int, pieces: Sequence[Piece]) -> int:
    """Where the first of two names ends behind an office in the plural: "los presidentes Ouattara | y Sall"."""
    joint = next((i for i in range(index + 1, end) if "and" in context.words.get(i, ())), end)
    several = any(p.kind == "office" and p.last == index and plural(context, p) for p in pieces)
    return joint if several else end


def _goes_on(context: Context, index: int, pieces: Sequence[Piece]) -> bool:
    """Whether a run goes on with the list of names that a plural office opens: "the ministers of A and B, X and Y"."""
    at, listed = index, 0
    while True:
        before = max((p for p in pieces if p.last <= at), key=lambda p: p.last, default=None)
        if before is None:
            return False
        gap = range(before.last, at)
        parted = [i for i in gap if context.tokens[i].text == "," or "and" in context.words.get(i, ())]
        if before.kind in ("person", "unknown"):
            if not gap or len(parted) < len(gap):
                return False
            listed += 1
        elif before.kind == "office":
            return listed > 0 and len(gap) <= 1 and plural(context, before)
        elif before.kind not in ("state", "adjective") or not listed or len(gap) > STRIDE:
            return False
        at = before.first


def run(context: Context, index: int, taken: set[int]) -> int:
    """End of the run of name-like tokens that begins at `index` (equal to it when there is none)."""
    tokens, usage = context.tokens, context.usage
    end = index
    while end < len(tokens) and end not in taken and end - index < LENGTH:
        token = tokens[end]
        glued = end > index and token.text == "-" and token.start == tokens[end - 1].end
        initial = token.text == "." and end > index and len(tokens[end - 1].text) == 1
        inner = end > index and token.lower in usage.particles
        if inner and "and" in context.words.get(end, ()) and all(_capital(t) for t in tokens[end + 1 : end + 3]):
            break  # "David Choquehuanca y Ana Sánchez" are two, "Ortega y Gasset" is one
        capital = token.text[:1].isupper() and token.text[:1].isalpha() and token.lower not in usage.not_names
        shouting = len(token.text) > 3 and token.text.isupper()
        shouting = shouting and (end == index or tokens[end - 1].text not in context.gaz.given(context.lang))
        syllable = end - index > 2 and tokens[end - 1].text == "-" and token.start == tokens[end - 1].end
        if not (glued or initial or inner or (capital and not shouting) or (syllable and token.text.isalpha())):
            break
        end += 1
    while end > index and (tokens[end - 1].text in "-." or tokens[end - 1].lower in usage.particles):
        end -= 1
    return end


def _capital(token: Token) -> bool:
    return token.text[:1].isupper()


def _again(context: Context, index: int, end: int) -> bool:
    """Whether a surname, alone or after a particle or an initial, is that of a person the document has named."""
    bare = end - index == 1 or (end - index == 3 and context.tokens[index + 1].text == ".")
    if end - index == 2 and context.tokens[index].lower in context.usage.particles:  # "De Villepin"
        bare, index = True, index + 1
    if not bare or index in context.worded or fold(context.tokens[end - 1].text) not in context.seen.surnames:
        return False
    if context.usage.lex.nouns_capitalised and index:
        return "article" not in context.words.get(index - 1, ())
    return len(context.tokens[end - 1].text) > 2


def call(context: Context, mention: ActorMention) -> None:
    """Remember by which first name, in whatever case, a person was named in full."""
    given, seen = context.gaz.given(context.lang), context.seen.called
    words = [t.text for t in context.tokens[mention.first : mention.last]]
    first = next((w for w in words[:-1] if w in given), None)
    for name in {g.name for g in given[first]} if first is not None else ():
        known = seen.setdefault(name, mention.actor)
        if known is not None and known.key != mention.actor.key:
            seen[name] = None


def by_first_name(context: Context, index: int) -> Actor | None:
    """Who is meant by a first name alone: "grateful to Justin for his visit", after "Justin Trudeau"."""
    word = context.tokens[index].text
    ordinary = index == 0 and is_word(word.lower(), context.lang)  # "Mark my words"
    if index in context.verbs or index in context.named or context.words.get(index) or ordinary:
        return None
    names = {g.name for g in context.gaz.given(context.lang).get(word, ())}
    known = {actor.key: actor for name in names if (actor := context.seen.called.get(name)) is not None}
    return next(iter(known.values())) if len(known) == 1 else None


def _begin(context: Context, index: int, end: int, pieces: Sequence[Piece]) -> int | None:
    """Where in a run the name begins: after a capitalised word that is none, where a first name follows it."""
    if _introduced(context, index, pieces):
        return index
    given = context.gaz.given(context.lang)
    start = next(
        (i for i in range(index, end - 1) if context.tokens[i].text in given and i not in context.worded), None
    )
    if start is not None:
        return start
    if end - index == 2 and end - 1 in context.named and not may_be_noun(context, index):
        return index  # "Eurico Guterres", with the surname of somebody known
    shown = end - index > 1 and (_heads(context, index, pieces) or _apposed(context, index, end, pieces))
    return index if shown else None


def _heads(context: Context, index: int, pieces: Sequence[Piece]) -> bool:
    """Whether a name stands where the head of a delegation is named: "a delegation led by Mitch McConnell"."""
    at = index
    while at > 0 and "led_by" in context.words.get(at - 1, ()):
        at -= 1
    return at < index and any(p.kind in _OWNERS and p.last <= at <= p.last + STRIDE for p in pieces)


def may_be_noun(context: Context, index: int) -> bool:
    """Whether a capitalised word may be a noun: it, or what a compound ends in, is in the dictionary."""
    word = context.tokens[index].lower
    return any(is_word(word[i:], context.lang) for i in (0, *range(SHORTEST - 1, len(word) - SHORTEST + 1)))


def _introduced(context: Context, index: int, pieces: Sequence[Piece]) -> bool:
    """Whether an office or title stands before, with the state or body it belongs to between them at most."""
    at = index
    for step in range(STEPS):
        before = max((p for p in pieces if p.last <= at), key=lambda p: p.last, default=None)
        if before is None:
            return False
        gap = context.tokens[before.last : at]
        if step == 0:
            bridged = len(gap) <= 1 and all(t.lower in context.usage.articles for t in gap)
        else:
            bridged = len(gap) <= STRIDE and all(t.text[:1].islower() or t.text == "-" for t in gap)
        leads = step == 0 and before.code in context.usage.lex.factions  # "the rebel leader X", adjective behind
        if not bridged or not (before.kind in ("office", "title", *_OWNERS) or leads):
            return False
        if before.kind in ("office", "title"):
            return step == 0 or before.kind == "office"
        at = before.first
    return False


def _apposed(context: Context, index: int, end: int, pieces: Sequence[Piece]) -> bool:
    """Whether an office follows in apposition: "Karel Testovsky, the Polish foreign minister"."""
    if context.words.get(index - 1, set()) & {"in", "to", "from"}:
        return False
    if end >= len(context.tokens) or context.tokens[end].text != ",":
        return False
    at = end + 1
    while at < len(context.tokens) and "article" in context.words.get(at, ()):
        at += 1
    following = next((p for p in pieces if p.first == at), None)
    if following is not None and following.kind in ("adjective", "state"):
        following = next((p for p in pieces if p.first == following.last), None)
    return following is not None and following.kind == "office"


def person(context: Context, piece: Piece, state: Piece | None) -> Actor | None:
    """The person a name in no table means: one named before, one known under another spelling, or a new one."""
    words = context.tokens[piece.first : piece.last]
    if not any(len(t.text) > 1 and t.text.isalpha() for t in words):
        return None
    written, gender = _nominative(context, words)
    name = romanise(written, context.lang)
    surname = written.split(" ")[-1]
    known = context.seen.surnames.get(fold(words[-1].text)) or context.seen.surnames.get(fold(surname))
    if known is None and piece.via == "surname":
        known = by_first_name(context, piece.first)
    if known is not None and (piece.via == "surname" or " " not in name or fold(known.name) == fold(name)):
        return known
    of = _represented(state)
    alike = context.gaz.sounds_like(name, of, context.published)
    actor = (
        context.gaz.actor(alike, context.published)
        if alike is not None
        else Actor(f"person/{slug(name)}", ActorKind.PERSON, name, of)
    )
    for form in endings(context.lang).forms(surname, gender):
        context.seen.surnames.setdefault(fold(form), actor)
    if _begins_with_family(context, words[0].text):
        context.seen.surnames.setdefault(fold(words[0].text), actor)
    return actor


def _represented(body: Piece | None) -> str | None:
    """The state for which the body named beside a person acts; what acts for none is represented itself."""
    if body is None or body.entity is None:
        return None
    entity = body.entity
    return entity.state if entity.kind == "organisation" and entity.state else entity.key


def _nominative(context: Context, words: Sequence[Token]) -> tuple[str, str]:
    """A name as it is cited, out of the case it stands in, and its gender where its first name tells."""
    name = _joined(words)
    parts = name.split(" ")
    rules = endings(context.lang)
    meanings = context.gaz.given(context.lang).get(parts[0], ())
    if not rules or not meanings or len(parts) < 2:
        plain = _out_of_case(context, parts) if rules and not meanings and len(parts) > 1 else name
        return plain, meanings[0].gender if meanings else ""
    shown = bool(context.usage.oblique) and any(part.endswith(context.usage.oblique) for part in parts[1:])
    for given in sorted(meanings, key=lambda g: min(g.cases)):
        cases = sorted(given.cases)
        if shown and len(rules.forms(given.name, given.gender)) == 1:
            cases = [*range(1, CASES + 1), 0]  # a first name that never changes: the surname shows the case
        columns = [rules.nominatives(part, given.gender, cases) for part in parts[1:]]
        if all(columns):
            return " ".join([given.name, *(column[0] for column in columns)]), given.gender
    return name, meanings[0].gender


def _out_of_case(context: Context, parts: Sequence[str]) -> str:
    """A name in no table whose every word shows that it is no nominative, out of the one case they all may be in."""
    rules = endings(context.lang)
    if not context.usage.oblique or not all(part.endswith(context.usage.oblique) for part in parts):
        return " ".join(parts)
    for case in range(1, CASES + 1):
        columns = [rules.nominatives(part, "", (case,)) for part in parts]
        if all(columns):
            return " ".join(column[0] for column in columns)
    return " ".join(parts)


def _joined(words: Sequence[Token]) -> str:
    return "".join(
        _calm(t.text) + ("" if k + 1 == len(words) or words[k + 1].start == t.end else " ") for k, t in enumerate(words)
    )


def _calm(word: str) -> str:
    return word.capitalize() if len(word) > 3 and word.isupper() else word


def _begins_with_family(context: Context, word: str) -> bool:
    """Whether a word is the family name, written first, of persons in the tables."""
    return any(e.family_first for name in context.gaz.find(word, context.lang) for e in name.entities)
