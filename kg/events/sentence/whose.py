"""Whose a person is, where that only says who he is: "Trump's envoy X", "the adviser of Biden, X"."""

from __future__ import annotations

from kg.events.sentence.words import SKIP, Words
from kg.model import ActorKind, ActorMention, Match

#: What somebody is to another: an office, one who speaks or works for him, a friend or predecessor.
_ROLES = ("office", "body", "group", "kin")
#: Tokens of a role behind its first word: "adviser for national security".
_ROLE = 4


def introduced(words: Words, owner: ActorMention, person: ActorMention) -> int | None:
    """First token of the noun phrase of a person whom another before him only introduces; None where he does not."""
    persons = owner.actor.kind is person.actor.kind is ActorKind.PERSON and owner.actor.key != person.actor.key
    if not persons or owner.via == "pronoun" or person.via not in ("name", "surname", "unknown"):
        return None
    if _owns(words, owner, person):
        return owner.first
    role = _role_of(words, owner)
    if role is None or words.is_word(person.last, "and") or person.last in words.lists:
        return None  # "the advisers of Macron, Scholz and Meloni"
    governed = role.last < owner.first
    parted = person.first == owner.last + 1 and words.tokens[owner.last].text == ","
    return role.first if (parted if governed else person.first == owner.last) else None


def explained(words: Words, owner: ActorMention, before: ActorMention) -> bool:
    """Whether a person only says who the one before him is: "Sullivan, an adviser to President Biden, met X"."""
    persons = owner.actor.kind is before.actor.kind is ActorKind.PERSON and owner.actor.key != before.actor.key
    if not persons or owner.via == "pronoun" or before.last > owner.first or before.actor.state is None:
        return False
    at = words.back(owner.first, "of", "to", "article")
    if at == before.last < owner.first:  # "Sullivan, the national security adviser | to Biden": his noun phrase has it
        return any(m.last == at and m.first > before.first for m in words.matches("office"))
    roles = [m for m in words.matches(*_ROLES) if m.last == at < owner.first or _holds(words, m, owner)]
    return any(_set_off(words, before.last, m.first) for m in roles)


def _holds(words: Words, role: Match, owner: ActorMention) -> bool:
    """Whether a person's noun phrase begins with what another is to him: "an aide to President Biden"."""
    inside = range(role.first, role.last) if role.first == owner.first and role.last < owner.last else ()
    titled = not any(words.is_word(i, "article") for i in inside)  # not "adviser to the president X", who advises him
    return titled and any(words.is_word(i, "to") for i in inside)


def _set_off(words: Words, last: int, role: int) -> bool:
    """Whether a comma, articles and plain words alone stand between a person and a role."""
    inner = range(last + 1, role)
    comma = last < role and words.tokens[last].text == ","
    return comma and len(inner) <= _ROLE and all(words.is_word(i, "article") or words.is_plain(i) for i in inner)


def _owns(words: Words, owner: ActorMention, person: ActorMention) -> bool:
    """Whether a genitive right before the role of a person makes him the other's: "Bidens Berater X"."""
    possessive = words.is_clitic(owner.last)
    inflected = bool(words.lex.words.genitive_ending) and words.inflected(owner.first, owner.last)
    begin = owner.last + possessive
    roles = (m for m in words.matches(*_ROLES) if begin <= m.first <= begin + SKIP and m.last <= person.last)
    role = next(roles, None) if possessive or inflected else None
    if role is None or person.first - role.last > 1:
        return False
    between = (*range(begin, role.first), *range(role.last, person.first))
    return all(words.is_plain(i) and words.tokens[i].text.isalpha() for i in between)


def _role_of(words: Words, owner: ActorMention) -> Match | None:
    """The role that stands before its owner: "the national security adviser of Biden"."""
    at = words.back(owner.first, "of", "article")
    if at == owner.first:  # "(with) adviser of-Biden Sullivan": where names have cases nothing else stands between
        cased = bool(words.lex.names.oblique_endings) and owner.oblique
        return next((m for m in words.matches(*_ROLES) if cased and m.last == at), None)
    near = (m for m in words.matches(*_ROLES) if m.last <= at and at - m.last <= _ROLE)
    return next((m for m in near if all(_of_role(words, i) for i in range(m.last, at))), None)


def _of_role(words: Words, index: int) -> bool:
    """Whether a token may belong to the words of a role."""
    return words.tokens[index].text.isalpha() and not words.is_verb(index) and index not in words.dated
