"""The names of the world: who is called what, in which language, and who held which office when.

Tables come from ``data/gazetteer``; case forms of persons from ``names.case_endings`` of the lexicon. All forms of a
language go into one Aho-Corasick automaton; a text is searched in one pass, the longest name at a place wins.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg import edtf
from kg.matching import Matcher
from kg.mentions.spelling import Endings, endings, fold, inflect, sound, written_out
from kg.model import Actor, ActorKind, Gathering, Place, TimeInterval
from kg.resources import languages, lexicon, table, values
from kg.tokens import clitics

_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'"})
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: How long before (after) an office a person may already (still) be meant by a bare surname, in years.
FAME = 12


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person's time in an office."""

    person: str
    office: str
    of: str
    start: date | None
    end: date | None

    def holds(self, when: date) -> bool:
        """Whether the office was held on a day."""
        return (self.start is None or self.start <= when) and (self.end is None or when <= self.end)


@dataclass(frozen=True, slots=True)
class Entity:
    """A row of the gazetteer."""

    key: str
    kind: str
    """``person``, ``state``, ``place``, ``organisation``, ``outlet``, ``gathering`` or ``group``."""
    name: str
    state: str | None = None
    gender: str = ""
    prominence: int = 0
    lat: float | None = None
    lon: float | None = None
    sort: str = ""
    """Second kind: ``capital``, ``city``, ``body``, ``international`` ..."""
    voice: str = ""
    head: str = ""
    """Office of who leads a seat or ministry: the Pentagon's is a defence minister."""
    place: str | None = None
    acts_for: str = ""
    """The organisation in whose name a group meets: "the EU foreign ministers" are the EU; ``members``: they are it."""
    members: tuple[str, ...] = ()
    """Keys of the members of a closed group."""
    family_first: bool = False
    """Whether the name begins with the family name, as Chinese and Korean names do."""


@dataclass(frozen=True, slots=True)
class Name:
    """A form found in a text and whom it may mean."""

    start: int
    end: int
    entities: tuple[Entity, ...]
    form: str
    """``name``, ``surname``, ``adjective`` or ``demonym``."""
    inflected: bool = False
    """Whether it is a case form that is nobody's nominative."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a form of a first name may be: of which name, of which gender, in which cases (0: nominative)."""

    name: str
    gender: str
    cases: frozenset[int]


class Gazetteer:
    """All tables, loaded once a process; automata are built a language at a time, when first asked for."""

    def __init__(self) -> None:
        """Load the tables; raises `DataError` on a broken one."""
        self.entities: dict[str, Entity] = {}
        self.gatherings: dict[str, Gathering] = {}
        self.tenures: dict[str, list[Tenure]] = defaultdict(list)
        self._in_office: dict[tuple[str, str], list[Tenure]] = defaultdict(list)
        self._bodies: dict[str, set[str]] = defaultdict(set)
        self._capitals: dict[str, list[str]] = defaultdict(list)
        self._named: dict[str, Entity] = {}
        self._by_name: dict[str, str] = {}
        self._surnames: dict[str, list[Entity]] = defaultdict(list)
        self._hosts: dict[str, list[Entity]] = defaultdict(list)
        self._sounds: dict[str, list[Entity]] = defaultdict(list)
        self._given: dict[str, dict[str, tuple[Given, ...]]] = {}
        self._rows: list[tuple[Entity, dict[str, str]]] = []
        self._automata: dict[str, _Automaton] = {}
        for name, read in _READERS.items():
            for row in table(name):
                entity = read(row)
                self.entities.setdefault(entity.key, entity)
                self._rows.append((entity, row))
                if name == "states" and row["capital"]:
                    self._capitals[row["capital"]].append(entity.key)
                if name == "organisations":
                    if row["named_by"]:
                        self._named[row["named_by"]] = entity
                    for alias in (row["name_en"], *values(row["aliases_en"])):
                        self._by_name.setdefault(alias.casefold(), entity.key)
                for host in values(row["domains"]) if name == "outlets" else ():
                    self._hosts[host.lower()].append(entity)
                if name == "people":
                    written = entity.name.split(" ")
                    for surname in written[-2:] if len(written) > 2 else written[-1:]:  # Rodríguez (Parrilla)
                        self._surnames[fold(surname)].append(entity)
                    self._sounds[sound(written[-1])].append(entity)
        self.outlets = frozenset(e.key for e in self.entities.values() if e.kind == "outlet")
        self._load_offices()
        self._load_gatherings()

    def find(self, text: str, lang: str) -> list[Name]:
        """All names in a text, in order, without overlap."""
        if lang not in self._automata:
            self._automata[lang] = _Automaton(self._forms(lang))
        return self._automata[lang].find(text)

    def given(self, lang: str) -> dict[str, tuple[Given, ...]]:
        """First names that bearers in the tables have, as a language writes and inflects them, by form."""
        if lang not in self._given:
            self._given[lang] = _given_names((row for e, row in self._rows if e.kind == "person"), lang)
        return self._given[lang]

    def capital_of(self, place: str, when: date | None) -> Entity | None:
        """Whom a town's name stands for: the government that sits there, or an organisation ("Brussels" for the EU).

        Of successive states it is the one with office holders that day.
        """
        if place in self._named:
            return self._named[place]
        keys = self._capitals.get(place, [])
        if len(keys) > 1 and when is not None:
            alive = [k for k in keys if any(t.holds(when) for o in _TOP for t in self._in_office.get((o, k), ()))]
            keys = alive or keys
        return self.entities[keys[0]] if keys else None

    def convenor(self, gathering: Entity) -> Entity | None:
        """The organisation whose gathering it is: the series of a G20 summit is that of the G20."""
        return self.entities.get(self._by_name.get(gathering.sort.replace("-", " "), ""))

    def outlets_at(self, host: str) -> list[Entity]:
        """Outlets that publish at a host name (``en.kremlin.ru``) or a parent of it."""
        parts = host.lower().removeprefix("www.").split(".")
        return [e for i in range(len(parts) - 1) for e in self._hosts.get(".".join(parts[i:]), ())]

    def sounds_like(self, name: str, of: str | None, when: date | None) -> Entity | None:
        """The one known person of whom a name in no table is another transliteration ("Stephen Vitkoff").

        Bounded on purpose: surnames that sound alike, given names that begin alike, in public life at the time, of
        the state named beside (when one is), and no second candidate. Or the name written in full, with a second
        given name or surname ("Horacio Manuel Cartes Jara").
        """
        words = name.split(" ")
        if len(words) < 2:
            return None
        whole = [
            e
            for e in dict.fromkeys(e for word in words[1:] for e in self._surnames.get(fold(word), ()))
            if (written_out(e.name, words) or written_out(name, e.name.split(" ")))
            and self.activity(e.key, when) >= 2
            and (of is None or self.state_of(e.key, when) == of)
        ]
        if len(whole) == 1:
            return whole[0]
        found = [
            e
            for e in self._sounds.get(sound(words[-1]), ())
            if e.prominence >= 2
            and _begin_alike(e.name.split(" ")[0], words[0])
            and self.activity(e.key, when) >= 2
            and (of is None or self.state_of(e.key, when) == of)
        ]
        return found[0] if len(found) == 1 else None

    def holder(self, offices: Iterable[str], of: str, when: date | None) -> Entity | None:
        """Who held one of `offices` of a state or organisation on a day; None when nobody or several are known."""
        if when is None:
            return None
        for office in offices:
            found = {t.person for t in self._in_office.get((office, of), ()) if t.holds(when)}
            if len(found) > 1:  # the day of the handover, or an end date nobody filled in: the last to begin
                latest = max(
                    (t for t in self._in_office[office, of] if t.holds(when)), key=lambda t: t.start or date.min
                )
                found = {latest.person}
            if found:
                return self.entities.get(found.pop())
        return None

    def sole_holder(self, office: str, when: date | None) -> Entity | None:
        """Who held an office that only one organisation has (president of the Commission, pope)."""
        bodies = self._bodies.get(office, set())
        return self.holder((office,), next(iter(bodies)), when) if len(bodies) == 1 else None

    def in_office(
        self, name: Sequence[str], offices: Iterable[str], of: str | None, when: date | None
    ) -> Entity | None:
        """The one person of a name who held one of `offices` (of a state) on a day: "Prime Minister Conte".

        The surname agrees in its letters, else in its sound; a first name, where there is one, begins alike.
        """
        if when is None or not name:
            return None
        codes = set(offices)
        found = {
            e.key: e
            for e in self._surnames.get(fold(name[-1]), ()) or self._sounds.get(sound(name[-1]), ())
            if any(t.office in codes and t.holds(when) and of in (None, t.of) for t in self.tenures.get(e.key, ()))
            and (len(name) == 1 or _begin_alike(name[0], e.name.split(" ")[0], letters=2 if of is None else 1))
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def state_of(self, person: str, when: date | None) -> str | None:
        """State a person represented on a day: that of an office then, else the one mainly represented."""
        entity = self.entities.get(person)
        if when is not None:
            for tenure in self.tenures.get(person, ()):
                of = self.entities.get(tenure.of)
                if tenure.holds(when) and of is not None and of.kind == "state":
                    return tenure.of
        return entity.state if entity else None

    def body_of(self, person: str, when: date | None) -> Actor | None:
        """The state or organisation a person acts for on a day."""
        held = (t.of for t in self.tenures.get(person, ()) if when is not None and t.holds(when))
        body = self.entities.get(next(held, None) or self.state_of(person, when) or "")
        return self.actor(body, when) if body is not None else None

    def activity(self, person: str, when: date | None) -> int:
        """How likely a bare surname means this person: 3 in office that day, 2 within years of it, 0 otherwise."""
        tenures = self.tenures.get(person, ())
        if when is None or not tenures:
            return 1
        if any(t.holds(when) for t in tenures):
            return 3
        near = min((_years_away(t, when) for t in tenures), default=99)
        return 2 if near <= FAME else 0

    def actor(self, entity: Entity, when: date | None) -> Actor:
        """The actor an entity is on a day."""
        kind = {"person": ActorKind.PERSON, "state": ActorKind.STATE, "group": ActorKind.GROUP}.get(
            entity.kind, ActorKind.ORGANISATION
        )
        if kind is ActorKind.PERSON:
            state = self.state_of(entity.key, when)
        else:
            state = entity.key if kind is ActorKind.STATE else entity.state
        return Actor(entity.key, kind, entity.name, state)

    def place(self, entity: Entity) -> Place:
        """The place an entity is (a state is a place, too)."""
        country = entity.key if entity.kind == "state" else entity.state
        return Place(entity.key, entity.name, country, entity.lat, entity.lon)

    def _load_offices(self) -> None:
        for row in table("offices"):
            tenure = Tenure(row["person"], row["office"], row["of"], _first(row["start"]), _last(row["end"]))
            self.tenures[tenure.person].append(tenure)
            self._in_office[tenure.office, tenure.of].append(tenure)
            self._bodies[tenure.office].add(tenure.of)

    def _load_gatherings(self) -> None:
        for entity, row in self._rows:
            if entity.kind != "gathering":
                continue
            place = self.entities.get(row["place"])
            members = [self.entities[key] for key in values(row["members"]) if key in self.entities]
            self.gatherings[entity.key] = Gathering(
                entity.key,
                entity.name,
                self.place(place) if place else None,
                _between(row["start"], row["end"]),
                tuple(self.actor(member, None) for member in members),
            )

    def _forms(self, lang: str) -> Iterator[tuple[str, str, Entity, bool]]:
        """Every form of every name in a language: form, kind of form, entity, whether it is a case form."""
        rules = endings(lang)
        cyrillic = lexicon(lang).script == "Cyrillic"
        for entity, row in self._rows:
            if entity.kind == "person":
                yield from _person_forms(entity, row, lang, rules, cyrillic)
            elif entity.kind != "group":
                yield from _other_forms(entity, row, lang)
                if entity.kind in ("place", "organisation") and rules and not cyrillic:
                    yield from _inflected_forms(entity, row, lang, rules)


def _begin_alike(one: str, other: str, letters: int = 2) -> bool:
    """Whether two given names may be one, cut short or spelt otherwise: Steve and Stephen, J. and Joe."""
    first, second = sound(one), sound(other)
    size = min(letters, len(first), len(second))
    return size > 0 and first[:size] == second[:size]


def _years_away(tenure: Tenure, when: date) -> float:
    if tenure.start is not None and when < tenure.start:
        return 2 * (tenure.start - when).days / 365.25  # fame comes with the office, it lingers after it
    if tenure.end is not None and when > tenure.end:
        return (when - tenure.end).days / 365.25
    return 0


def _person_forms(
    entity: Entity, row: dict[str, str], lang: str, rules: Endings, cyrillic: bool
) -> Iterator[tuple[str, str, Entity, bool]]:
    full = {row[f"name_{lang}"] or row["name_en"], row["name_en"], *values(row["aliases"])}
    if entity.prominence > 1:  # names of the unknown abroad are not spelt as at home
        full |= {row[f"name_{other}"] for other in languages() if f"name_{other}" in row and other != lang}
    for form, names in (("name", full), ("surname", values(row["known_by"]))):
        for name in names:
            if not name or (_is_cyrillic(name) and not cyrillic):
                continue
            kind = form if " " in name or form == "surname" else "surname"
            for inflected in inflect(name, rules, entity.gender):
                yield inflected, kind, entity, inflected != name


def _given_names(rows: Iterable[dict[str, str]], lang: str) -> dict[str, tuple[Given, ...]]:
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


def _other_forms(entity: Entity, row: dict[str, str], lang: str) -> Iterator[tuple[str, str, Entity, bool]]:
    names = values(row.get(f"name_{lang}", "")) or values(row.get("name_en", "")) or values(row.get("name", ""))
    for cell in ("aliases", f"aliases_{lang}"):
        names += values(row.get(cell, "") or "")
    if entity.kind in ("place", "organisation") and row.get("name_en"):
        names.append(row["name_en"])
    for name in names:
        yield name, "name", entity, False
    for name in values(row.get(f"forms_{lang}", "") or ""):
        yield name, "name", entity, True
    for cell, form in ((f"adjectives_{lang}", "adjective"), (f"demonyms_{lang}", "demonym")):
        for name in values(row.get(cell, "") or ""):
            yield name, form, entity, False
            if name[:1].islower():
                yield name[:1].upper() + name[1:], form, entity, False


def _inflected_forms(
    entity: Entity, row: dict[str, str], lang: str, rules: Endings
) -> Iterator[tuple[str, str, Entity, bool]]:
    """Case forms of a place's or organisation's name, where the last word takes the ending: "Kiews"."""
    for name in values(row.get(f"name_{lang}", "")):
        *front, last = name.split(" ")
        for form in rules.forms(last, "")[1:]:
            if not last.isupper():
                yield " ".join((*front, form)), "name", entity, True


#: Offices that show a state to exist on a day.
_TOP = ("president", "king", "prime_minister", "chancellor", "head_of_state", "head_of_government", "leader")


class _Automaton:
    """The forms of one language, ready to be searched."""

    def __init__(self, forms: Iterable[tuple[str, str, Entity, bool]]) -> None:
        meanings: dict[str, list[tuple[str, Entity]]] = {}
        plain: set[str] = set()
        for form, kind, entity, inflected in forms:
            key = form.translate(_APOSTROPHES)
            if len(key.rstrip("*")) < 2:
                continue
            if not inflected:
                plain.add(key)
            known = meanings.setdefault(key, [])
            if (kind, entity) not in known:
                known.append((kind, entity))
        patterns = list(meanings)
        self._open = [pattern.endswith("*") for pattern in patterns]
        self._joint = [pattern.endswith("-") for pattern in patterns]
        self._meanings = [meanings[pattern] for pattern in patterns]
        self._inflected = [pattern not in plain for pattern in patterns]
        self._search = AhoCorasick([pattern.rstrip("*") for pattern in patterns], matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[Name]:
        plain = text.translate(_APOSTROPHES)
        return _joined(plain, list(self._within(plain, 0, len(plain))))

    def _within(self, plain: str, begin: int, limit: int) -> Iterator[Name]:
        """Names in a stretch; where the longest ends inside a word a shorter one counts: "EU Commissioner"."""
        for index, first, last in self._search.find_matches_as_indexes(plain[begin:limit]):
            start, end = begin + first, begin + last
            if start and _wordy(plain[start - 1]):
                continue
            if self._open[index]:
                while end < len(plain) and _wordy(plain[end]):
                    end += 1
            elif not self._joint[index] and end < len(plain) and _wordy(plain[end]):
                yield from self._within(plain, start, end - 1) if " " in plain[start:end] else ()
                continue
            meanings = self._meanings[index]
            best = _FORM_ORDER[min(_FORM_ORDER.index(kind) for kind, _ in meanings)]
            yield Name(start, end, tuple(entity for _, entity in meanings), best, self._inflected[index])


def _joined(plain: str, found: Sequence[Name]) -> list[Name]:
    """Names, where a combining form counts only before another state: "Sino-American", not "Indo-Pacific"."""
    states = {n.start for n in found if any(e.kind == "state" for e in n.entities)}
    kept = []
    for name in found:
        if not plain[name.start : name.end].endswith("-"):
            kept.append(name)
        elif name.end in states:
            kept.append(replace(name, end=name.end - 1))
    return kept


_FORM_ORDER = ["name", "surname", "demonym", "adjective"]


def _wordy(character: str) -> bool:
    return character.isalnum() or character == "_"


def _first(text: str) -> date | None:
    return _day(text) or (edtf.parse(text).start if text else None)


def _last(text: str) -> date | None:
    return _day(text) or (edtf.parse(text).end if text else None)


def _day(text: str) -> date | None:
    """The one day most cells name, read the short way."""
    return date.fromisoformat(text) if _DAY.fullmatch(text) else None


def _between(start: str, end: str) -> TimeInterval | None:
    first, last = _first(start), _last(end or start)
    return edtf.days(first, last) if first and last else None


def _person(row: dict[str, str]) -> Entity:
    name, known = row["name_en"], set(values(row["known_by"]))
    written = [row[f"name_{lang}"].split(" ") for lang in languages() if row.get(f"name_{lang}")]
    return Entity(
        row["key"],
        "person",
        name,
        row["state"] or None,
        row["gender"],
        int(row["prominence"] or 0),
        family_first=any(len(w) > 1 and w[0] in known and w[-1] not in known for w in written),
    )


def _state(row: dict[str, str]) -> Entity:
    return Entity(row["key"], "state", row["name_en"], row["key"])


def _place(row: dict[str, str]) -> Entity:
    lat, lon = (float(row[c]) if row[c] else None for c in ("lat", "lon"))
    return Entity(row["key"], "place", row["name_en"], row["state"] or None, lat=lat, lon=lon, sort=row["kind"])


def _organisation(row: dict[str, str]) -> Entity:
    return Entity(
        row["key"],
        "organisation",
        row["name_en"],
        row["acts_for"] or None,
        sort=row["kind"],
        place=row["place"] or None,
        head=row.get("head") or "",
    )


def _outlet(row: dict[str, str]) -> Entity:
    return Entity(row["key"], "outlet", row["name"], row["state"] or None, voice=row["voice"])


def _gathering(row: dict[str, str]) -> Entity:
    return Entity(row["key"], "gathering", row["name_en"], sort=row["series"])


def _group(row: dict[str, str]) -> Entity:
    members = tuple(values(row["members"]))
    return Entity(row["key"], "group", row["name_en"], acts_for=row["acts_for"], members=members)


_READERS = {
    "people": _person,
    "states": _state,
    "places": _place,
    "organisations": _organisation,
    "outlets": _outlet,
    "gatherings": _gathering,
    "groups": _group,
}


@cache
def groups(lang: str) -> Matcher:
    """Named groups of actors of a language ("European leaders"), as patterns."""
    rules = lexicon(lang).text
    made = Matcher(lang, clitics=clitics(rules.clitics_before, rules.clitics_after))
    for row in table("groups"):
        made.add("collective", values(row.get(f"words_{lang}") or ""), row["key"])
    return made


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this process."""
    return Gazetteer()
