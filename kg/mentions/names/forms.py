"""Every form in which a language may write the names of the gazetteer, with the case forms of its lexicon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from kg.mentions.names.entities import Entity, Row
from kg.mentions.names.spelling import Endings, endings, inflect
from kg.resources import languages, lexicon, values
from kg.tokens import is_word

#: Letters of a short name that may be written as a word.
ACRONYM = 3

Form = tuple[str, str, Entity, bool]
"""A form, its kind, whose it is, and whether it is a case form."""


class Given(Struct, frozen=True):
    """What a form of a first name may be: of which name, of which gender, in which cases (0: nominative)."""

    name: str
    gender: str
    cases: frozenset[int]


def forms(rows: Iterable[tuple[Entity, Row]], lang: str) -> Iterator[Form]:
    """Every form of every name in a language: form, kind of form, entity, whether it is a case form."""
    rules = endings(lang)
    cyrillic = lexicon(lang).script == "Cyrillic"
    for entity, row in rows:
        if entity.kind == "person":
            yield from _person_forms(entity, row, lang, rules, cyrillic)
        elif entity.kind != "group":
            yield from _other_forms(entity, row, lang)
            if entity.kind in ("place", "organisation") and rules and not cyrillic:
                yield from _inflected_forms(entity, row, lang, rules)
            if entity.kind in ("gathering", "accord"):
                yield from _titled_forms(entity, row, lang, rules, cyrillic=cyrillic)


def _person_forms(entity: Entity, row: Row, lang: str, rules: Endings, cyrillic: bool) -> Iterator[Form]:
    full = {row[f"name_{lang}"] or row["name_en"], row["name_en"], *values(row["aliases"])}
    if entity.prominence > 1:  # names of the unknown abroad are not spelt as at home
        full |= {row[f"name_{other}"] for other in languages() if f"name_{other}" in row and other != lang}
    for form, names in (("name", full), ("surname", values(row["known_by"]))):
        for name in (*names, *_parted(names, lang)):
            if not name or (_is_cyrillic(name) and not cyrillic):
                continue
            kind = form if " " in name or form == "surname" else "surname"
            for inflected in inflect(name, rules, entity.gender):
                yield inflected, kind, entity, inflected != name


def _parted(names: Iterable[str], lang: str) -> set[str]:
    """Names of which a particle is joined by a hyphen, with a blank instead: "Bashar al Assad", "Al Assad"."""
    particles = frozenset(lexicon(lang).names.particles)
    found: set[str] = set()
    for name in names:
        words = name.split(" ")
        for at, word in enumerate(words):
            particle, hyphen, rest = word.partition("-")
            if hyphen and rest and particle.lower() in particles:
                small, large = particle.lower(), particle.capitalize()
                found |= {" ".join((*words[:at], form, rest, *words[at + 1 :])) for form in (small, large)}
    return found - set(names)


def given_names(rows: Iterable[Row], lang: str) -> dict[str, tuple[Given, ...]]:
    """First names that bearers in the tables have, as a language writes and inflects them, by form."""
    rules = endings(lang)
    cyrillic = lang in languages() and lexicon(lang).script == "Cyrillic"
    seen: set[tuple[str, str]] = set()
    found: dict[str, list[Given]] = defaultdict(list)
    for row in rows:
        first, _, rest = (row.get(f"name_{lang}") or row["name_en"]).partition(" ")
        if not rest or len(first) < 2 or (first, row["gender"]) in seen or _is_cyrillic(first) != cyrillic:
            continue
        seen.add((first, row["gender"]))
        cases: dict[str, set[int]] = defaultdict(set)
        forms = (
            rules.forms(first, row["gender"]) if cyrillic else (first,)
        )  # the German genitive ends the last name only
        for case, form in enumerate(forms):
            cases[form].add(case)
        for form, numbers in cases.items():
            found[form].append(Given(first, row["gender"], frozenset(numbers)))
    return {form: tuple(meanings) for form, meanings in found.items()}


def _is_cyrillic(name: str) -> bool:
    return any("\u0400" <= character <= "\u04ff" for character in name)


def _other_forms(entity: Entity, row: Row, lang: str) -> Iterator[Form]:
    names = values(row.get(f"name_{lang}", "")) or values(row.get("name_en", "")) or values(row.get("name", ""))
    for cell in ("aliases", f"aliases_{lang}"):
        names += values(row.get(cell, "") or "")
    if entity.kind in ("place", "organisation") and row.get("name_en"):
        names.append(row["name_en"])
    if entity.kind == "organisation" and lexicon(lang).names.acronyms_as_words:
        names += [name.capitalize() for name in names if _acronym(name) and not is_word(name.lower(), lang)]
    if entity.kind in ("state", "place"):
        names += [joined for name in names for joined in (name.replace("-", " "), name.replace(" ", "-"))]
    for name in dict.fromkeys(names):
        yield name, "name", entity, False
        if entity.kind == "organisation" and name[:1].islower() and " " in name:  # at the head of a sentence
            yield name[:1].upper() + name[1:], "name", entity, False
    for name in values(row.get(f"forms_{lang}", "") or ""):
        yield name, "name", entity, True
    for cell, form in ((f"adjectives_{lang}", "adjective"), (f"demonyms_{lang}", "demonym")):
        for name in values(row.get(cell, "") or ""):
            yield name, form, entity, False
            if name[:1].islower():
                yield name[:1].upper() + name[1:], form, entity, False


def _acronym(name: str) -> bool:
    """Whether a name is written in capitals alone, and long enough to be read as a word."""
    return len(name) >= ACRONYM and name.isupper() and name.isalpha()


def _titled_forms(entity: Entity, row: Row, lang: str, rules: Endings, *, cyrillic: bool) -> Iterator[Form]:
    """What else a gathering or accord is called: at the head of a sentence, in cases that its first words take."""
    names = [*values(row.get(f"name_{lang}", "")), *values(row.get("aliases", ""))]
    for name in dict.fromkeys(n for n in names if _is_cyrillic(n) == cyrillic):
        for form in {name, *(_cases(name, rules) if rules else ())}:
            if form != name:
                yield form, "name", entity, True
            if form[:1].islower():
                yield form[:1].upper() + form[1:], "name", entity, form != name


def _cases(name: str, rules: Endings) -> Iterator[str]:
    """Case forms of a name, of which the first word changes, or the first two or three (adjectives before a noun)."""
    words = name.split(" ")
    for number in range(1, min(3, len(words)) + 1):
        for forms in zip(*(rules.forms(word, "") for word in words[:number]), strict=False):
            yield " ".join((*forms, *words[number:]))


def _inflected_forms(entity: Entity, row: Row, lang: str, rules: Endings) -> Iterator[Form]:
    """Case forms of a place's or organisation's name, where the last word takes the ending: "Kiews"."""
    for name in values(row.get(f"name_{lang}", "")):
        *front, last = name.split(" ")
        for form in rules.forms(last, "")[1:]:
            if not last.isupper():
                yield " ".join((*front, form)), "name", entity, True
