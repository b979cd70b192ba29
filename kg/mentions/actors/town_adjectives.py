"""Adjectives of towns: "der Genfer Gipfel", "il vertice romano" are at a place that is not named otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg.mentions.names.gazetteer import Gazetteer
from kg.mentions.names.name_index import Name
from kg.model import Match, PlaceMention, Token
from kg.resources import lexicon, table
from kg.tokens import touched

#: Letters of the shortest adjective, and of the longest ending behind what the tables give of it.
SHORTEST, ENDING = 5, 3


def called(
    tokens: Sequence[Token], matches: Sequence[Match], names: Sequence[Name], lang: str, gaz: Gazetteer
) -> Iterator[PlaceMention]:
    """Adjectives of towns in a sentence that tells of events; what is a name of something else is none."""
    if not any(m.section.startswith("trigger") for m in matches):
        return
    named = {i for n in names for i in touched(tokens, n.start, n.end)}
    for index, token in enumerate(tokens):
        if index in named or len(token.text) < SHORTEST:
            continue
        if (key := _town_of(tokens, index, lang)) is not None and (entity := gaz.entities.get(key)) is not None:
            yield PlaceMention(index, index + 1, token.start, token.end, gaz.place(entity))


def _town_of(tokens: Sequence[Token], index: int, lang: str) -> str | None:
    """Key of the town whose adjective a token is, or ends after a hyphen: "new-yorkais"."""
    word, known = tokens[index].lower, _adjectives(lang)
    if index > 1 and tokens[index - 1].text == "-" and tokens[index - 1].end == tokens[index].start:
        word = f"{tokens[index - 2].lower}-{word}"
    found = (known.get(word[: len(word) - ending]) for ending in range(ENDING + 1))
    return next((key for key in found if key is not None), None)


@cache
def _adjectives(lang: str) -> Mapping[str, str]:
    """The beginnings of the adjectives of towns, by the table and the endings of the lexicon, and whose they are."""
    rules = lexicon(lang).names
    found = {word: key for key, words in rules.town_adjectives.items() for word in words.split()}
    endings = sorted(rules.town_adjective_endings.items(), key=lambda item: -len(item[0]))
    for row in table("places") if endings else ():
        name = row[f"name_{lang}"].lower()
        if row["kind"] not in ("capital", "city", "resort") or not name.isalpha():
            continue
        made = next(name[: len(name) - len(old)] + new for old, new in endings if name.endswith(old))
        if len(made) >= SHORTEST:
            found.setdefault(made, row["key"])
    return found
