"""What a document has named so far, for pronouns, pairs and bare offices to refer to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.mentions.names.spelling import fold
from kg.model import Actor, ActorKind, ActorMention, Place

#: Sentences, the present one among them, over which "they" still means those named.
RECENT = 3
#: How a sentence names several people without a name, whom "they" may be.
MANY = ("body", "group", "collective")


@dataclass(slots=True)
class Couples:
    """Of which two persons sentences told as two: last, and most often."""

    times: Counter[frozenset[str]] = field(default_factory=Counter)
    """How many sentences told of two, by their keys."""
    sentence: int = -RECENT
    last: tuple[Actor, ...] = ()
    """Those told of last, in that sentence."""
    foremost: tuple[Actor, ...] = ()
    """Those told of most often, of several the latest: kept, so that a long text costs no more a sentence."""

    def tell(self, sentence: int, two: tuple[Actor, ...]) -> None:
        """Take in that a sentence tells of two."""
        self.times[_keys(two)] += 1
        self.sentence, self.last = sentence, two
        if self.times[_keys(two)] >= self.times[_keys(self.foremost)]:
            self.foremost = two


@dataclass(slots=True)
class Discourse:
    """What the document has named so far; the one mutable value of the stage, private to a document."""

    when: date | None
    dated: bool = True
    """Whether that is the day of issue, not only the middle of the month or year."""
    voice: Actor | None = None
    """Whose own text it is, where the outlet is an office holder's."""
    speaker: Actor | None = None
    """Who says "I" in the sentence being read: the voice, or whose turn it is in his transcript."""
    addressee: Actor | None = None
    """Whom "you" means there."""
    narrated: bool = True
    """Whether that sentence is told about him, no turn in a transcript."""
    persons: list[Actor] = field(default_factory=list)
    """Persons, latest last."""
    subjects: list[Actor] = field(default_factory=list)
    """First person of each sentence that had one, latest last."""
    offices: dict[str, Actor] = field(default_factory=dict)
    held: dict[str, set[str]] = field(default_factory=dict)
    """Key of a person to the offices the text has called him by."""
    surnames: dict[str, Actor] = field(default_factory=dict)
    """Folded surname, in every case form for a name in no table, to who was named with it first."""
    called: dict[str, Actor | None] = field(default_factory=dict)
    """First name to who was named with it; None where two were."""
    states: list[Actor] = field(default_factory=list)
    bodies: list[Actor] = field(default_factory=list)
    """International organisations, latest last."""
    genders: dict[str, str] = field(default_factory=dict)
    place: Place | None = None
    """Where something was last said to be or to go, for "there"."""
    placed: int = -RECENT
    """Number of the sentence that named it."""
    here: Place | None = None
    """The town where the text was filed, by its dateline."""
    organs: dict[str, Actor] = field(default_factory=dict)
    """Organ of the lexicon to that of a state, named so last: "the foreign ministry"."""
    outlet: Actor | None = None
    """The outlet named last."""
    sentence: int = 0
    """Number of the sentence being read."""
    aside: tuple[list[Actor], list[Actor]] | None = None
    """Persons and states named before a sentence that told of three states or more, none of which are "the two"."""
    named: dict[str, int] = field(default_factory=dict)
    """Key of a person or state to the sentence that named it last."""
    two: tuple[str, ...] = ()
    """The two states last spoken of as such: "the two countries", "both presidents"."""
    since: int = 0
    """Number of the sentence that spoke of them so."""
    spoke: int = -RECENT
    """Number of the last sentence in which the voice says "I" or "we"."""

    crowd: int = -RECENT
    """Number of the last sentence that named several people without a name."""
    couples: Couples = field(default_factory=Couples)
    """Two persons of different states of whom the text tells as two."""
    all_couples: Couples = field(default_factory=Couples)
    """The same with those who come in with a year gone by: not whom the text is about."""

    def note(self, mention: ActorMention, gender: str) -> None:
        """Remember an actor just named."""
        actor = mention.actor
        if mention.via in MANY:
            self.crowd = self.sentence
        if actor.kind is ActorKind.PERSON:
            _to_end(self.persons, actor)
            self.named[actor.key] = self.sentence
            if gender:
                self.genders[actor.key] = gender
            if mention.via in ("name", "surname"):
                self.surnames.setdefault(fold(actor.name.split(" ")[-1]), actor)
        elif actor.kind is ActorKind.STATE:
            _to_end(self.states, actor)
            self.named[actor.key] = self.sentence
        elif actor.is_body:
            _to_end(self.bodies, actor)

    def sides(self, count: int) -> None:
        """Hear of how many states a sentence tells: what was named before a crowd stays what "the two" can be."""
        if count == 2:
            self.aside = None
        elif count > 2 and self.aside is None and len(self.last_states()) == 2:
            self.aside = (list(self.persons), list(self.states))

    def last_person(self, gender: str, other_than: Container[str] = ()) -> Actor | None:
        """The person a pronoun of `gender` most likely means: the last subject that agrees, else the last named."""
        for pool in (self.subjects[-2:], self.persons):
            for actor in reversed(pool):
                if actor.key in other_than:
                    continue
                if self.genders.get(actor.key, gender) in (gender, ""):
                    return actor
        return None

    def last_pair(self, here: Sequence[Actor] = ()) -> tuple[Actor, ...]:
        """The two persons of different states named last, those of the same sentence first; else two states."""
        persons = self.latest(here)
        if not persons and len(self.states) >= 2:
            return tuple(self.states[-2:])
        return couple(persons)

    def together(self) -> tuple[Actor, ...]:
        """The two persons named last, where one of the last sentences named both: of them "met in Rome" is told."""
        pair = tuple(actor for actor in self.last_pair() if actor.kind is ActorKind.PERSON)
        named = {self.named.get(actor.key, -RECENT) for actor in pair}
        return pair if len(pair) == 2 and len(named) == 1 and self.sentence - named.pop() < RECENT else ()

    def topic(self, *, bygone: bool = False) -> tuple[Actor, ...]:
        """The two persons of whom a text tells: those of the last sentence that told of two, else the most often told.

        An envoy, a spokeswoman or a host who comes in between does not part them. Two who came in with a year gone by
        are meant where a sentence goes on with it (`bygone`).
        """
        told = self.all_couples if bygone else self.couples
        return told.last if self.sentence - told.sentence <= 1 else told.foremost

    def aside_of_topic(self, person: Actor) -> bool:
        """Whether a person is but of the same state as one of the two spoken of: his minister, his spokeswoman."""
        topic = self.topic()
        return person not in topic and person.state in {one.state for one in topic}

    def speak_of(self, two: tuple[Actor, ...], *, bygone: bool) -> None:
        """Remember two persons told of as two, `bygone` where the sentence speaks of a year gone by."""
        if len(two) != 2:
            return
        if not bygone or not self.all_couples.times or _keys(two) in self.couples.times:
            self.couples.tell(self.sentence, two)
        self.all_couples.tell(self.sentence, two)

    def latest(self, here: Sequence[Actor] = ()) -> list[Actor]:
        """Persons named, the latest first, those of the same sentence before all."""
        return list(dict.fromkeys((*reversed(here), *reversed(self.persons))))

    def lately(self, person: Actor) -> bool:
        """Whether a person was named in this sentence or one of the two before it."""
        return self.sentence - self.named.get(person.key, -RECENT) < RECENT

    def speaks(self, persons: Sequence[Actor], *, now: bool) -> bool:
        """Whether one of several is who speaks, since he was named last: whom he calls "they", he is none of.

        With `now` he does so in the sentence being read; in his turn of a transcript "they" is never he.
        """
        voice = self.speaker
        own = voice is not None and (self.spoke > self.named.get(voice.key, -RECENT) or not (now or self.narrated))
        return own and voice in persons and (not now or self.spoke == self.sentence)

    def last_three(self, *, states: bool) -> tuple[Actor, ...]:
        """The three states, or persons of three different states, named last; nothing where there are fewer."""
        if states:
            return tuple(self.states[-3:]) if len(self.states) >= 3 else ()
        found: dict[str | None, Actor] = {}
        for person in reversed(self.persons):
            found.setdefault(person.state, person)
        three = [p for state, p in found.items() if state is not None][:3]
        return tuple(reversed(three)) if len(three) == 3 else ()

    def three_states(self) -> tuple[str, ...]:
        """Keys of the three states spoken of last, or of the states of three persons; none where there are fewer."""
        found = [self.last_three(states=True), self.last_three(states=False)]
        told = [three for three in found if three]
        latest = max(told, key=lambda three: max(self.named.get(a.key, -RECENT) for a in three), default=())
        return tuple(a.state if a.kind is ActorKind.PERSON and a.state else a.key for a in latest)

    def last_states(self) -> tuple[str, ...]:
        """Keys of the two states spoken of: of the two persons named last, else those, or state and body, named last.

        Who comes in alone ("the Pope mediated") does not part two that were spoken of as such.
        """
        persons, states = self.aside or (self.persons, self.states)
        latest = couple([p for p in reversed(persons) if p.state])
        if self.two and not self._together(latest):
            return tuple(a.key for a in states[-2:]) if self._together(states[-2:]) else self.two
        pair = [p.state for p in latest if p.state]
        if len(set(pair)) == 2:
            return tuple(pair)
        if len(states) == 1:
            return tuple(actor.key for actor in (*states, *self.bodies[-1:])) if self.bodies else ()
        return tuple(actor.key for actor in states[-2:]) if states else ()

    def _together(self, actors: Sequence[Actor]) -> bool:
        """Whether one sentence has named two since others were last spoken of as such."""
        found = {self.named.get(actor.key, -RECENT) for actor in actors}
        return len(actors) == 2 and len(found) == 1 and found.pop() > self.since

    def speak_of_two(self, states: Sequence[str]) -> None:
        """Remember two states that a sentence spoke of as such."""
        if len(set(states)) == 2:
            self.two, self.since = tuple(states), self.sentence


def couple(persons: Sequence[Actor]) -> tuple[Actor, ...]:
    """The first of `persons` and the next who is of another state, in the order of the text; none if alone."""
    for other in persons[1:]:
        if other.state != persons[0].state or other.state is None:
            return (other, persons[0])
    return ()


def _to_end(items: list[Actor], actor: Actor) -> None:
    if actor in items:
        items.remove(actor)
    items.append(actor)


def _keys(persons: Sequence[Actor]) -> frozenset[str]:
    return frozenset(person.key for person in persons)
