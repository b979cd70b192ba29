"""The names of the world: who is called what, in which language, and who held which office when.

Tables come from ``data/gazetteer``; case forms of persons from ``names.case_endings`` of the lexicon. All forms of a
language are in one index (`name_index`), which is made once and kept.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, cached_property
from itertools import product

from kg.cache import kept
from kg.compiled import clitics_of
from kg.matching import Matcher
from kg.mentions.names.entities import Entity, Tenure, rows
from kg.mentions.names.forms import Given, forms, given_names
from kg.mentions.names.name_index import Name, NameIndex, Packed, packed
from kg.mentions.names.spelling import fold, sound, unnumbered, written_out
from kg.mentions.names.tables import Dated, Tables, read_tables
from kg.model import Accord, Actor, ActorKind, Gathering, Place
from kg.resources import fingerprint, lexicon, table, values

#: How long before (after) an office a person may already (still) be meant by a bare surname, in years.
FAME = 12
#: `Gazetteer.activity` of somebody in office that day.
ACTIVE = 3
#: What the key of an outlet in no table begins with.
UNLISTED_OUTLET = "outlet/"


class Gazetteer:
    """All tables, loaded once a process; names are indexed a language at a time, when first asked for."""

    def __init__(self) -> None:
        """Load the tables; raises `DataError` on a broken one."""
        told = kept("tables", Tables, read_tables, of=fingerprint())
        self._all = told.entities
        self.entities: dict[str, Entity] = {}
        for entity in self._all:
            self.entities.setdefault(entity.key, entity)
        self.outlets = frozenset(e.key for e in self.entities.values() if e.kind == "outlet")
        self.tenures: dict[str, list[Tenure]] = defaultdict(list)
        self._in_office: dict[tuple[str, str], list[Tenure]] = defaultdict(list)
        self._bodies: dict[str, set[str]] = defaultdict(set)
        for tenure in told.tenures:
            self.tenures[tenure.person].append(tenure)
            self._in_office[tenure.office, tenure.of].append(tenure)
            self._bodies[tenure.office].add(tenure.of)
        self._capitals = told.capitals
        self._named = {place: self._all[number] for place, number in told.named.items()}
        self._by_name = told.organisations
        self._hosts = {host: [self._all[number] for number in found] for host, found in told.hosts.items()}
        self.gatherings = {gathering.key: gathering for gathering in map(self._gathering, told.gatherings)}
        self.accords = {accord.key: accord for accord in map(self._accord, told.accords)}
        self._names: dict[str, NameIndex] = {}

    def find(self, text: str, lang: str) -> list[Name]:
        """All names in a text, in order, without overlap."""
        return list(self.names(text, lang))

    def names(self, text: str, lang: str) -> Iterator[Name]:
        """The same, one after the other: a text is read no further than names are asked for."""
        return self._index(lang).find(text)

    def given(self, lang: str) -> dict[str, tuple[Given, ...]]:
        """First names that bearers in the tables have, as a language writes and inflects them, by form."""
        return self._index(lang).given

    def _index(self, lang: str) -> NameIndex:
        if lang not in self._names:
            self._names[lang] = NameIndex(
                kept(f"names-{lang}", Packed, lambda: self._packed(lang), of=fingerprint()), self._all
            )
            gc.freeze()  # as in `kg.compiled`: what stays for good the collector need not walk
        return self._names[lang]

    def _packed(self, lang: str) -> Packed:
        whose = list(zip(self._all, (row for _, _, row in rows()), strict=True))
        number = {id(entity): index for index, entity in enumerate(self._all)}
        given = given_names((row for entity, row in whose if entity.kind == "person"), lang)
        return packed(forms(whose, lang), number, given)

    @cached_property
    def _surnames(self) -> dict[str, list[Entity]]:
        """Persons by their last name, of a longer name by the last but one, too: Rodriguez (Parrilla)."""

        def keys(words: list[str]) -> list[str]:
            long = len(words) > 2 or len(unnumbered(words)) < len(words)  # "Felipe VI"
            return [fold(word) for word in words[-2 if long else -1 :]]

        return self._filed("surnames", keys)

    @cached_property
    def _sounds(self) -> dict[str, list[Entity]]:
        """Persons by the sound of their last name."""
        return self._filed("sounds", lambda words: [sound(unnumbered(words)[-1])])

    def _filed(self, name: str, keys: Callable[[list[str]], list[str]]) -> dict[str, list[Entity]]:
        def make() -> dict[str, list[int]]:
            found: dict[str, list[int]] = {}
            for index, entity in enumerate(self._all):
                for key in keys(entity.name.split(" ")) if entity.kind == "person" else ():
                    found.setdefault(key, []).append(index)
            return found

        numbers = kept(name, dict[str, list[int]], make, of=fingerprint())
        filed = {word: [self._all[index] for index in found] for word, found in numbers.items()}
        gc.freeze()
        return filed

    def capital_of(self, place: str, when: date | None) -> Entity | None:
        """Whom a town's name stands for: the government that sits there, or an organisation ("Brussels" for the EU).

        Of successive states it is the one with office holders that day.
        """
        if place in self._named:
            return self._named[place]
        keys = self._capitals.get(place, [])
        if len(keys) > 1 and when is not None:
            alive = [k for k in keys if any(t.holds(when) for o in TOP for t in self._in_office.get((o, k), ()))]
            keys = alive or keys
        return self.entities[keys[0]] if keys else None

    def seat_of(self, state: str) -> Entity | None:
        """The capital of a state."""
        found = (place for place, states in self._capitals.items() if state in states)
        return self.entities.get(next(found, ""))

    def convenor(self, gathering: Entity) -> Entity | None:
        """The organisation whose gathering it is: the series of a G20 summit is that of the G20."""
        return self.body(gathering.sort.replace("-", " "))

    def body(self, name: str) -> Entity | None:
        """The organisation of an English name."""
        return self.entities.get(self._by_name.get(name.casefold(), ""))

    def is_outlet(self, key: str) -> bool:
        """Whether an actor is an outlet: one of the tables, or one that a text calls a newspaper."""
        return key in self.outlets or key.startswith(UNLISTED_OUTLET)

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

    def of_a_body(self, actor: Actor, when: date | None) -> bool:
        """Whether a person acts for a body that is of no one state: his own is no side of what is told."""
        body = self.body_of(actor.key, when) if actor.kind is ActorKind.PERSON else None
        return body is not None and body.is_body

    def spokesman(self, person: str, when: date | None) -> bool:
        """Whether a person speaks for others on a day, and holds no other office."""
        held = {t.office for t in self.tenures.get(person, ()) if when is not None and t.holds(when)}
        return held == {"spokesperson"}

    def activity(self, person: str, when: date | None) -> int:
        """How likely a bare surname means this person: 3 in office that day, 2 within years of it, 0 otherwise."""
        tenures = self.tenures.get(person, ())
        if when is None or not tenures:
            return 1
        if any(t.holds(when) for t in tenures):
            return ACTIVE
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
        """The place an entity is (a state is a place, too); of a building in a town, the town."""
        if entity.kind == "place" and entity.place is not None:
            entity = self.entities[entity.place]
        country = entity.key if entity.kind == "state" else entity.state
        return Place(entity.key, entity.name, country, entity.lat, entity.lon)

    def _gathering(self, row: Dated) -> Gathering:
        entity, (place, members) = self._all[row.number], self._meant(row)
        return Gathering(entity.key, entity.name, place, row.time, members)

    def _accord(self, row: Dated) -> Accord:
        entity, (place, parties) = self._all[row.number], self._meant(row)
        return Accord(entity.key, entity.name, parties, place, row.time)

    def _meant(self, row: Dated) -> tuple[Place | None, tuple[Actor, ...]]:
        """Where a gathering or an accord was, and of whom."""
        place = self.entities.get(row.place)
        members = (self.entities[key] for key in row.members if key in self.entities)
        return self.place(place) if place else None, tuple(self.actor(member, None) for member in members)


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


#: Offices that show a state to exist on a day.
TOP = ("president", "king", "prime_minister", "chancellor", "head_of_state", "head_of_government", "leader")


@cache
def groups(lang: str) -> Matcher:
    """Named groups of actors of a language ("European leaders"), as patterns; payload: key, and `Piece.kind`."""
    words = lexicon(lang).regions
    made = Matcher(lang, clitics=clitics_of(lang))
    for row in table("groups"):
        made.add("collective", values(row.get(f"words_{lang}") or ""), (row["key"], "collective"))
    for row in table("regions"):
        adjectives, names = (values(row.get(f"{column}_{lang}") or "") for column in ("adjectives", "names"))
        for patterns, key in ((words.leaders, row["leaders"] or row["key"]), (words.states, row["key"])):
            spelt = [p.replace("{A}", a).replace("{R}", r) for p in patterns for a, r in _of(p, adjectives, names)]
            made.add("collective", spelt, (key, "collective"))
        made.add("collective", adjectives, (row["key"], "adjective"))
    return made


def _of(pattern: str, adjectives: Sequence[str], names: Sequence[str]) -> Iterable[tuple[str, str]]:
    """The adjectives and names with which a pattern is to be filled: only those that it asks for."""
    return product(adjectives if "{A}" in pattern else ("",), names if "{R}" in pattern else ("",))


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this process."""
    return Gazetteer()
