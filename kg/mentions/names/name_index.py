"""The names of a language, found in a text by their first word: the longest name at a place wins.

An index is one piece of MessagePack: from a first word to the names that begin with it, which are unpacked when a text
has the word. So a language costs little to load, and little memory; `kg.cache` keeps it from run to run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from kg.mentions.names.entities import Entity
from kg.mentions.names.forms import Form, Given

_WORD = re.compile(r"\w+|[^\w\s]")
#: Letters by which names that are but the beginning of a word are filed ("Afghan*").
STEM = 4
#: Of several kinds of form one name may be, the first counts.
_ORDER = ("name", "surname", "demonym", "adjective")
#: What has names of several words, of which newspapers write some with a capital as they please.
_TITLED = ("organisation", "accord")
#: What has names of two words of which newspapers do: "the NATO Summit".
_GATHERED = "gathering"
#: Blanks in a name too long to be other words by chance: "an Islamic state" is none.
LONG = 2


class Name(msgspec.Struct, frozen=True):
    """A form found in a text and whom it may mean."""

    start: int
    end: int
    entities: tuple[Entity, ...]
    form: str
    """``name``, ``surname``, ``adjective`` or ``demonym``."""
    inflected: bool = False
    """Whether it is a case form that is nobody's nominative."""


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A form as it is kept."""

    written: str
    ends: str
    """``*`` where any ending may follow, ``-`` where another state's adjective must."""
    form: str
    bearers: tuple[int, ...]
    """Numbers of the entities, in the order of the tables."""
    inflected: bool
    loose: bool = False
    """Whether all but its first word is kept in small letters, and may be written in any."""


class Packed(msgspec.Struct, frozen=True):
    """The names of a language, as they are kept."""

    words: dict[str, msgspec.Raw]
    """First word → entries, the longest first."""
    stems: dict[str, msgspec.Raw]
    """First letters → entries that are the beginning of a word."""
    given: dict[str, tuple[Given, ...]]
    """First names by form."""


def packed(forms: Iterable[Form], number: dict[int, int], given: dict[str, tuple[Given, ...]]) -> Packed:
    """File the forms of a language; `number` gives the number of an entity by its identity."""
    meanings: dict[tuple[str, bool], dict[tuple[str, int], None]] = {}
    plain: set[tuple[str, bool]] = set()
    for form, kind, entity, inflected in forms:
        key = _straight(form)
        if len(key.rstrip("*")) < 2:
            continue
        spelt = ((key, False), (_loosely(key), True)) if _in_any_letters(key, kind, entity) else ((key, False),)
        for spelling in spelt:
            if not inflected:
                plain.add(spelling)
            meanings.setdefault(spelling, {})[kind, number[id(entity)]] = None
    words: dict[str, list[Entry]] = {}
    stems: dict[str, list[Entry]] = {}
    for (key, loose), known in sorted(meanings.items(), key=lambda item: -len(item[0][0].rstrip("*"))):
        written = key.rstrip("*")
        best = min((kind for kind, _ in known), key=_ORDER.index)
        ends = key[-1] if key[-1] in "*-" else ""
        entry = Entry(written, ends, best, tuple(bearer for _, bearer in known), (key, loose) not in plain, loose)
        first = _WORD.match(written)
        assert first is not None, f"the name '{key}' begins with a blank"
        stem = ends == "*" and first.end() == len(written)
        filed, place = (stems, written[:STEM]) if stem else (words, first.group())
        filed.setdefault(place, []).append(entry)
    return Packed(_raw(words), _raw(stems), given)


def _in_any_letters(name: str, kind: str, entity: Entity) -> bool:
    """Whether all but the first word of a name may be written large or small: "Arabie Saoudite"."""
    if entity.kind == "state":
        return kind == "name" and len(_WORD.findall(name)) > 1
    return name.count(" ") >= (1 if entity.kind == _GATHERED else LONG) and entity.kind in (*_TITLED, _GATHERED)


def _loosely(name: str) -> str:
    """A name of which all but the first word is in small letters."""
    first = _WORD.match(name)
    end = first.end() if first is not None else 0
    return name[:end] + _small(name[end:])


def _small(text: str) -> str:
    """A text in small letters, each in its place."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _raw(filed: dict[str, list[Entry]]) -> dict[str, msgspec.Raw]:
    return {place: msgspec.Raw(msgspec.msgpack.encode(entries)) for place, entries in filed.items()}


class NameIndex:
    """The names of one language, ready to be found."""

    def __init__(self, names: Packed, entities: Sequence[Entity]) -> None:
        """Open an index; `entities` are those whose numbers it holds."""
        self.given = names.given
        self._names = names
        self._entities = entities
        self._read = msgspec.msgpack.Decoder(list[Entry]).decode
        self._known: dict[str, list[Entry]] = {}

    def find(self, text: str) -> Iterator[Name]:
        """All names in a text, in order, without overlap; it is read as far as they are asked for."""
        plain = _straight(text)
        return _joined(plain, self._found(plain))

    def _found(self, plain: str) -> Iterator[Name]:
        words, stems = self._names.words, self._names.stems
        small = _small(plain)
        done = 0
        for match in _WORD.finditer(plain):
            word = match.group()
            if word not in words and word[:STEM] not in stems:
                continue
            start = match.start()
            if start < done:
                continue
            if start and _wordy(plain[start - 1]):
                continue  # an apostrophe inside a word
            name = self._longest(plain, small, start, word)
            name = _in_compound(plain, name) if name is not None else None
            if name is not None:
                done = name.end
                yield name

    def _longest(self, plain: str, small: str, start: int, word: str) -> Name | None:
        """The longest name that begins here; where it ends inside a word a shorter one counts: "EU Commissioner"."""
        filed = (*self._entries("word", word), *self._entries("stem", word[:STEM]))
        after = start + len(word)
        here = [
            entry
            for entry in filed
            if plain.startswith(entry.written, start)
            or (entry.loose and small.startswith(entry.written[len(word) :], after))
        ]
        if len(here) > 1:
            here.sort(key=lambda entry: (-len(entry.written), entry.loose))
        for entry in here:
            end = start + len(entry.written)
            while entry.ends == "*" and end < len(plain) and _wordy(plain[end]):
                end += 1
            if entry.ends == "-" or end == len(plain) or not _wordy(plain[end]):
                bearers = tuple(self._entities[number] for number in entry.bearers)
                return Name(start, end, bearers, entry.form, entry.inflected)
            if " " not in entry.written and "-" not in entry.written:
                return None  # a word that goes on is another word
        return None

    def _entries(self, kind: str, place: str) -> list[Entry]:
        """The entries filed at a place, unpacked once."""
        key = f"{kind} {place}"
        found = self._known.get(key)
        if found is None:
            raw = (self._names.words if kind == "word" else self._names.stems).get(place)
            found = self._known[key] = self._read(raw) if raw is not None else []
        return found


def _joined(plain: str, names: Iterable[Name]) -> Iterator[Name]:
    """Names, where a combining form counts only before another state: "Sino-American", not "Indo-Pacific"."""
    combining: Name | None = None
    for name in names:
        if combining is not None and name.start == combining.end and any(e.kind == "state" for e in name.entities):
            yield replace(combining, end=combining.end - 1)
        combining = name if plain.endswith("-", name.start, name.end) else None
        if combining is None:
            yield name


def _in_compound(plain: str, name: Name) -> Name | None:
    """A gathering that begins within a compound is that of the body before it: "EU-Gipfel in Bali" is no G20 summit."""
    if not (name.start and plain[name.start - 1] == "-" and all(e.kind == "gathering" for e in name.entities)):
        return name
    own = tuple(e for e in name.entities if _ends_in(plain, name.start - 1, e.sort))
    return replace(name, entities=own) if own else None


def _ends_in(plain: str, end: int, word: str) -> bool:
    """Whether a word, in whatever letters, ends there; looks at no more of the text than that."""
    begin = end - len(word)
    whole = begin == 0 or (begin > 0 and not _wordy(plain[begin - 1]))
    return bool(word) and whole and plain[begin:end].casefold() == word


def _straight(text: str) -> str:
    return text.replace("\u2019", "'").replace("\u02bc", "'")


def _wordy(character: str) -> bool:
    return character.isalnum() or character == "_"
