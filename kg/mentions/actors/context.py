"""What reading one sentence needs at hand: its tokens, the language's habits, the gazetteer, the discourse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache

from msgspec import Struct

from kg.mentions.actors.discourse import Discourse
from kg.mentions.names.entities import Entity
from kg.mentions.names.gazetteer import Gazetteer
from kg.mentions.names.name_index import Name
from kg.model import Actor, ActorKind, ActorMention, Match, Token
from kg.resources import lexicon
from kg.schema import Lexicon
from kg.tokens import begun, lemmatizer

#: Sections of nouns for where something is, which may be part of a name: "Villa Borsig".
_SITES = ("locality", "building")
_MEMBERS = "members"
#: What says nothing of the words it covers: they may be part of a name.
_QUIET = (*_SITES, _MEMBERS)
_VERBAL = ("verb", "auxiliary", "trigger.verbal", "attribution.said")


class Usage(Struct, frozen=True):
    """The small words of a language around names, ready to be asked for each token."""

    lex: Lexicon
    not_names: frozenset[str]
    particles: frozenset[str]
    articles: frozenset[str]
    possessives: frozenset[str]
    oblique: tuple[str, ...]
    upright: tuple[str, ...]
    """Endings that only a nominative has."""
    titles: frozenset[str]
    calendar: frozenset[str]
    """Names of months and days: some are surnames, too."""

    def lemma(self, word: str) -> str:
        """The dictionary form of a word."""
        return lemmatizer(self.lex.language)(word)


@cache
def usage(lang: str) -> Usage:
    """The usage of a language, made once a process."""
    lex = lexicon(lang)
    return Usage(
        lex,
        frozenset(word.casefold() for word in lex.names.not_names),
        frozenset(word.casefold() for word in lex.names.particles),
        frozenset({word for pattern in lex.words.article for word in pattern.lower().split("|")} | {","}),
        frozenset(c.lower().replace("\u2019", "'") for c in lex.text.clitics_after),
        tuple(lex.names.oblique_endings.split()),
        tuple(set(lex.names.upright_endings.split()) - {f for c in lex.names.case_endings for f in c.forms.split()}),
        frozenset({word.lower().rstrip(".") for word in lex.names.titles} | {"."}),
        frozenset(" ".join((*lex.time.months.values(), *lex.time.weekdays.values())).lower().split()),
    )


class Piece(Struct, frozen=True):
    """A stretch of tokens with one meaning: ``first`` and ``last`` are token indices, half-open."""

    first: int
    last: int
    kind: str
    """``person``, ``state``, ``adjective``, ``demonym``, ``organisation``, ``outlet``, ``place``, ``office``, ``body``,
    ``unknown``, ``group``, ``anaphor``, ``gathering``."""
    entity: Entity | None = None
    code: str = ""
    via: str = "name"
    entry: str = ""
    rivals: tuple[Entity, ...] = ()
    office: str = ""
    """Of an anaphor the office its words name."""


class Context(Struct, frozen=True):
    """One sentence and what it is read against."""

    gaz: Gazetteer
    usage: Usage
    seen: Discourse
    tokens: Sequence[Token]
    words: dict[int, set[str]]
    """Token index → what its function words tell (sections ``word.*`` of the lexicon)."""
    worded: frozenset[int]
    """Tokens that a word of the lexicon or a full name covers."""
    named: frozenset[int]
    """Tokens that any name of the gazetteer covers."""
    verbs: frozenset[int]
    """Tokens that are verbs the lexicon knows."""
    cased: dict[int, bool]
    """Token of a name of the gazetteer, adjectives aside → whether it stands in another case than the nominative."""
    sayings: frozenset[int]
    """Tokens that are verbs of saying."""
    localities: Mapping[int, int]
    """End of a noun for a town ("village") to its beginning."""
    buildings: Mapping[int, int]
    """The same for nouns for a building or an estate ("castle")."""
    members: frozenset[int]
    """Tokens of nouns for the states of a body ("the member states of")."""
    when: date | None
    """The day at which offices are read: the document's, or that of the past year the sentence speaks of."""
    bygone: bool
    """Whether the sentence names a time in a year gone by."""

    @property
    def published(self) -> date | None:
        """The document's date."""
        return self.seen.when

    @property
    def lang(self) -> str:
        """The language of the document."""
        return self.usage.lex.language

    def tied(self, gap: Iterable[int]) -> bool:
        """Whether nothing but "of" and articles stands between two pieces: "the ministers (of the) two countries"."""
        return all(self.words.get(i, set()) & {"of", "article"} for i in gap)


def context(
    gaz: Gazetteer,
    lex: Lexicon,
    seen: Discourse,
    tokens: Sequence[Token],
    matches: Sequence[Match],
    names: Sequence[Name],
    when: date | None,
    *,
    bygone: bool = False,
) -> Context:
    """Prepare one sentence."""
    spans = [(n, begun(tokens, n.start, n.end)) for n in names]
    named = frozenset(i for _, span in spans for i in span)
    filed = by_section(matches)
    telling = [m for section, found in filed.items() if section not in _QUIET for m in found]
    worded = {i for m in telling for i in range(m.first, m.last) if i not in m.holes}  # a gap may hold a name
    worded |= {i for n, span in spans for i in span if n.form != "surname"}
    cased = {i: n.inflected for n, span in spans for i in span if n.form in ("name", "surname")}
    towns, buildings = ({m.last: m.first for m in filed.get(section, ())} for section in _SITES)
    return Context(
        gaz,
        usage(lex.language),
        seen,
        tokens,
        _word_index(filed),
        frozenset(worded),
        named,
        _tokens_of(filed, *_VERBAL),
        cased,
        _tokens_of(filed, "attribution.said"),
        towns,
        buildings,
        _tokens_of(filed, _MEMBERS),
        when,
        bygone,
    )


def by_section(matches: Iterable[Match]) -> dict[str, list[Match]]:
    """The matches of a sentence by their section."""
    filed: dict[str, list[Match]] = {}
    for match in matches:
        filed.setdefault(match.section, []).append(match)
    return filed


def _tokens_of(filed: Mapping[str, Sequence[Match]], *sections: str) -> frozenset[int]:
    """The tokens of all matches of some sections."""
    return frozenset(i for section in sections for m in filed.get(section, ()) for i in range(m.first, m.last))


def mention(context: Context, first: int, last: int, actor: Actor, via: str, entry: str) -> ActorMention:
    """An actor in a sentence; the seat of a state's power acts for the state, an organisation's members for it.

    The press acts for nobody.
    """
    press = context.gaz.is_outlet(actor.key)
    owner = actor.state if actor.kind is ActorKind.ORGANISATION and not press else None
    if actor.kind is ActorKind.GROUP and actor.key in context.gaz.entities:
        owner = context.gaz.entities[actor.key].acts_for
    acts_for = context.gaz.actor(context.gaz.entities[owner], context.when) if owner in context.gaz.entities else None
    return ActorMention(
        first,
        last,
        context.tokens[first].start,
        context.tokens[last - 1].end,
        actor,
        "press" if press else via,
        entry,
        acts_for,
        _oblique(context, first),
    )


def _oblique(context: Context, first: int) -> bool:
    """Whether the first word of a noun phrase, a name's or another, shows a case in which it is no subject."""
    endings = context.usage.oblique
    if not endings:
        return False
    if first in context.cased:
        return context.cased[first]
    at, tokens = first, context.tokens
    while at + 2 < len(tokens) and tokens[at + 1].text == "-" and tokens[at + 1].start == tokens[at].end:
        at += 2  # of "prime-minister" the second part changes
    return tokens[at].lower.endswith(endings)


def _word_index(filed: Mapping[str, Sequence[Match]]) -> dict[int, set[str]]:
    index: dict[int, set[str]] = {}
    for section, matches in filed.items():
        if section.startswith("word."):
            for match in matches:
                for i in range(match.first, match.last):
                    index.setdefault(i, set()).add(section[5:])
    return index
