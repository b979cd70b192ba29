"""Actors in a sentence: names, offices with their states, governments by capital, unknown names, second mentions.

A sentence is first cut into *pieces* (a name of the gazetteer, an office word, a state's adjective, a run of
capitalised words: `kg.mentions.actors.pieces`); neighbouring pieces are joined into noun phrases ("the French foreign
minister, Jean-Noel Barrot": `kg.mentions.actors.phrases`), each phrase resolved to one actor at the document's date.
What was named before is kept in a `Discourse`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from msgspec.structs import replace

from kg.mentions.actors.bearers import abbreviated
from kg.mentions.actors.context import Context, Piece, context
from kg.mentions.actors.discourse import RECENT, Discourse, couple
from kg.mentions.actors.disputes import disputed
from kg.mentions.actors.organs import VIA
from kg.mentions.actors.phrases import phrases
from kg.mentions.actors.pieces import cut
from kg.mentions.actors.towns import unknown_towns, widened
from kg.mentions.actors.unknown import call
from kg.mentions.names.entities import Entity
from kg.mentions.names.gazetteer import TOP, Gazetteer
from kg.mentions.names.name_index import Name
from kg.mentions.speech.first_person import is_first_person
from kg.model import Actor, ActorKind, ActorMention, Match, Place, PlaceMention, Sentence, Span, TimeMention, Token
from kg.schema import Lexicon
from kg.tokens import touched

#: Ways of naming those who only speak.
_SPEAKING = ("group", "press", VIA)


class ActorFinder:
    """Finds the actors and places of a document's sentences, one sentence after the other."""

    def __init__(self, gaz: Gazetteer, lex: Lexicon, discourse: Discourse) -> None:
        """Prepare for one document."""
        self._gaz = gaz
        self._lex = lex
        self._seen = discourse

    def find(
        self,
        sentence: Sentence,
        matches: Sequence[Match],
        names: Sequence[Name],
        times: Sequence[TimeMention] = (),
        dates: Sequence[Span] = (),
    ) -> tuple[list[ActorMention], list[PlaceMention]]:
        """Actors and places of the next sentence of the document, in order.

        What stands in `dates` is no name, also where no date of issue tells the year: "27 May".
        """
        told = _told_of(times, sentence.tokens, matches)
        when, bygone = _spoken_of(told, self._seen.when), _is_bygone(told, self._seen.when)
        read = context(self._gaz, self._lex, self._seen, sentence.tokens, matches, names, when, bygone=bygone)
        dated = _longer_than_a_word(sentence.tokens, dates)
        pieces = [p for p in cut(read, matches, names) if not (_is_date(read, p, dated) and p.kind != "gathering")]
        actors = abbreviated(sentence.tokens, disputed(read, pieces, phrases(read, pieces)))
        places = [m for p in pieces if (m := self._located(sentence.tokens, p)) is not None]
        places = [self._widened(read, m, pieces) for m in (*places, *unknown_towns(read, pieces))]
        places = self._there(read, self._soil(read, pieces, self._seats(read, pieces, places)), matches)
        places = [p for p in places if not _owns_town(p, places)]
        self._remember(read, actors, matches)
        return [a for a in actors if not _tells_of_place(a, places)], places

    def _seats(self, read: Context, pieces: Sequence[Piece], places: list[PlaceMention]) -> list[PlaceMention]:
        """Add the town that "in the Swedish capital", "to the capital of Sweden" means, in place of the state."""
        words = self._lex.anaphora.capital
        for index, token in enumerate(read.tokens) if words else ():
            if token.lower not in words or (of := _state_of(read, pieces, index)) is None:
                continue
            first, last = min(of.first, index), max(of.last, index + 1)
            while first > 0 and "article" in read.words.get(first - 1, ()):
                first -= 1
            seat = self._gaz.seat_of(of.entity.key) if of.entity is not None else None
            if seat is None or not read.words.get(first - 1, set()) & {"in", "to"}:
                continue
            if any(p.first <= index < p.last for p in places):
                continue  # its name is told: "in the Swedish capital Stockholm"
            places = [p for p in places if p.last <= first or p.first >= last]
            begin, end = read.tokens[first].start, read.tokens[last - 1].end
            town = self._place(seat)
            places.append(PlaceMention(first, last, begin, end, town, state=self._ruled(town)))
        return sorted(places, key=lambda m: m.first)

    def _soil(self, read: Context, pieces: Sequence[Piece], places: list[PlaceMention]) -> list[PlaceMention]:
        """Add the state on whose soil one is, by its adjective or name: "on Cuban soil", "the territory of Israel"."""
        words = self._lex.anaphora.soil
        for index, token in enumerate(read.tokens) if words else ():
            of = _state_of(read, pieces, index) if token.lower in words else None
            if of is None or of.entity is None:
                continue
            first, last = min(of.first, index), max(of.last, index + 1)
            places = [p for p in places if p.last <= first or p.first >= last]
            begin, end = read.tokens[first].start, read.tokens[last - 1].end
            state = self._gaz.actor(of.entity, self._seen.when)
            places.append(PlaceMention(first, last, begin, end, self._place(of.entity), state=state))
        return sorted(places, key=lambda m: m.first)

    def _there(self, read: Context, places: list[PlaceMention], matches: Sequence[Match]) -> list[PlaceMention]:
        """Add what "here" and "there" mean: the town of the dateline; the one named last, or state after "in"."""
        seen, tokens = self._seen, read.tokens
        nowhere = {i for m in matches if m.section == "not_there" for i in range(m.first, m.last)}
        words = [m for m in matches if m.section in ("here", "there") and m.first not in nowhere]
        found = list(places)
        named = {m.first: m for m in places if not m.seat}
        for first, last, section in sorted([(m.first, m.last, m.section) for m in words] + [(i, i, "") for i in named]):
            if not section:
                mention = named[first]
                town = mention.place.key != mention.place.country
                if town or any(read.words.get(i, set()) & {"in", "to"} for i in (first - 1, first - 2)):
                    seen.place, seen.placed = mention.place, seen.sentence
                continue
            recent = seen.place if seen.sentence - seen.placed < RECENT else None
            place = seen.here if section == "here" else recent
            if place is not None:
                start, end = tokens[first].start, tokens[last - 1].end
                found.append(PlaceMention(first, last, start, end, place, state=self._ruled(place)))
        return sorted(found, key=lambda m: m.first)

    def _widened(self, read: Context, mention: PlaceMention, pieces: Sequence[Piece]) -> PlaceMention:
        """A place with the noun before it; who goes to "the city of Berlin" visits the state, as who goes there."""
        wide = widened(read, mention, pieces)
        return mention if wide is mention else replace(wide, state=self._ruled(mention.place))

    def _ruled(self, place: Place) -> Actor | None:
        """The state whose capital a place is."""
        town = self._gaz.entities.get(place.key)
        land = self._gaz.entities.get(place.country or "") if town is not None and town.sort == "capital" else None
        return self._gaz.actor(land, self._seen.when) if land is not None else None

    def _located(self, tokens: Sequence[Token], piece: Piece) -> PlaceMention | None:
        """The place a piece names: a place, a state, the seat of an organisation."""
        entity = piece.entity
        if entity is None:
            return None
        seated = piece.kind == "organisation"
        if piece.kind not in ("place", "state") and not (seated and entity.place and entity.state):
            return None
        begin, end = tokens[piece.first].start, tokens[piece.last - 1].end
        return PlaceMention(piece.first, piece.last, begin, end, self._place(entity), seated)

    def _place(self, entity: Entity) -> Place:
        seat = self._gaz.entities.get(entity.place or "") if entity.kind == "organisation" else None
        return self._gaz.place(seat or entity)

    def _remember(self, read: Context, actors: Sequence[ActorMention], matches: Sequence[Match]) -> None:
        sides = (m for m in actors if m.via not in ("pronoun", "pair", *_SPEAKING))
        named = (m.party.state for m in sides if not self._gaz.of_a_body(m.actor, self._seen.when))
        self._seen.sides(len({key for key in named if key is not None}))
        self._seen.speak_of_two(_side_by_side(read, actors))
        for mention in actors:
            if mention.via == "press":
                self._seen.outlet = mention.actor
            if mention.via == "pair":
                self._seen.named[mention.actor.key] = self._seen.sentence
            if mention.via in ("pronoun", "pair", "capital", *_SPEAKING):
                continue
            if mention.via == "body" and mention.acts_for is not None:
                mention = replace(mention, actor=mention.acts_for)
            entity = self._gaz.entities.get(mention.actor.key)
            self._seen.note(mention, entity.gender if entity else "")
            if mention.via == "name" and mention.actor.kind is ActorKind.PERSON:
                call(read, mention)
        persons = [m for m in actors if m.actor.kind is ActorKind.PERSON and m.via != "pair"]
        persons = [m for m in persons if not is_first_person(m, self._lex)]
        fronted = (m for m in persons if "with" not in read.words.get(m.first - 1, set()))  # "With Trump X spoke"
        subject = next(fronted, persons[0] if persons else None)
        if subject is not None:
            self._seen.subjects.append(subject.actor)
        eventful = any(m.section.startswith("trigger") for m in matches)
        self._seen.speak_of(_couple(read, actors, eventful=eventful), bygone=read.bygone)
        self._seen.sentence += 1


def _side_by_side(read: Context, actors: Sequence[ActorMention]) -> list[str]:
    """The last two states that a sentence joins by "and", no third beside them: "Iran and the US met in Oman"."""
    found: list[str] = []
    for one, other in pairwise(actors):
        states = all(m.party.kind is ActorKind.STATE and m.via in ("name", "capital") for m in (one, other))
        if states and _by_and(read, one, other) and not _listed(read, one, other):
            found = [one.party.key, other.party.key]
    return found


def _by_and(read: Context, one: ActorMention, other: ActorMention) -> bool:
    """Whether "and" alone joins two noun phrases, articles and commas aside."""
    gap = [read.words.get(i, set()) for i in range(one.last, other.first) if read.tokens[i].text != ","]
    return any("and" in kinds for kinds in gap) and all(kinds & {"and", "article"} for kinds in gap)


def _listed(read: Context, one: ActorMention, other: ActorMention) -> bool:
    """Whether two that "and" joins are the last, or first, of a longer list."""
    before = read.tokens[one.first - 1].text if one.first else ""
    after = read.words.get(other.last, set()) | read.words.get(other.last + 1, set())
    return before in (",", ";") or "and" in after


def _couple(read: Context, actors: Sequence[ActorMention], *, eventful: bool) -> tuple[Actor, ...]:
    """The two persons of different states of whom a sentence tells as two, if it does.

    It says so by "and" or a word for two; else by naming no others where it tells of an event.
    """
    persons = [m for m in actors if m.actor.kind is ActorKind.PERSON]
    named = [m for m in persons if m.via not in ("pair", "pronoun")]
    for at, (one, other) in enumerate(pairwise(named)):
        third = [*named[max(at - 1, 0) : at], *named[at + 2 : at + 3]]
        alone = all(_apart(read, m, one) and _apart(read, other, m) for m in third)
        if alone and one.actor.state != other.actor.state and _by_and(read, one, other):
            return (one.actor, other.actor)
    meant = tuple(dict.fromkeys(m.actor for m in persons if m.via == "pair"))
    if len(meant) == 2:
        return meant
    if not eventful:
        return ()
    those = tuple(dict.fromkeys(m.actor for m in persons))
    rest = tuple(a for a in those if read.bygone or _leads(read, a) or not read.seen.aside_of_topic(a)) or those
    return tuple(reversed(couple(rest))) if len(rest) == 2 else ()


def _leads(read: Context, person: Actor) -> bool:
    """Whether somebody leads a state: he is nobody's minister, and not named but beside one."""
    day = read.when
    held = read.gaz.tenures.get(person.key, ()) if day is not None else ()
    return day is not None and any(t.office in TOP and t.holds(day) for t in held)


def _apart(read: Context, one: ActorMention, other: ActorMention) -> bool:
    """Whether more than a comma and small words stand between two noun phrases, so that they are no row."""
    gap = range(one.last, other.first)
    return one.first > other.first or any(read.tokens[i].text != "," and not read.words.get(i) for i in gap)


def _longer_than_a_word(tokens: Sequence[Token], spans: Sequence[Span]) -> set[int]:
    """Tokens of the spans that hold several: "May" alone may be a name."""
    inside = (touched(tokens, span.start, span.end) for span in spans)
    return {i for covered in inside if len(covered) > 1 for i in covered}


def _is_date(read: Context, piece: Piece, dated: set[int]) -> bool:
    """Whether what looks like a name is a date, its article aside: "les 27 et 28 fevrier" are no 27 states."""
    words = {i for i in range(piece.first, piece.last) if "article" not in read.words.get(i, ())}
    return bool(words) and dated.issuperset(words)


def _tells_of_place(mention: ActorMention, places: Sequence[PlaceMention]) -> bool:
    """Whether a state is named but to tell where something is, and takes no part.

    "The Swiss city of X", "the Nigerian capital Abuja", "the capital of Sudan, Khartoum".
    """
    wide = [p for p in places if p.first <= mention.first and mention.last <= p.last]
    own = [p for p in places if (p.first, p.last) == (mention.first, mention.last)]
    if mention.via == "capital" and any(p.last == q.first - 1 and p.place == q.place for q in own for p in places):
        return True
    town = {p.first for p in places} & {mention.last}  # the town, behind its state's adjective and "capital"
    named = mention.via == "name" and mention.actor.kind is ActorKind.STATE
    tells = named or mention.via in ("adjective", "capital") or (mention.via == "body" and bool(town))
    return tells and any((p.first, p.last) != (mention.first, mention.last) for p in wide)


def _owns_town(mention: PlaceMention, places: Sequence[PlaceMention]) -> bool:
    """Whether a state only tells whose town is named: "in Omans Hauptstadt Maskat"."""
    state = mention.place.key == mention.place.country
    return state and any(
        p.first <= mention.first and mention.last < p.last and p.place.key != p.place.country for p in places
    )


def _told_of(times: Sequence[TimeMention], tokens: Sequence[Token], matches: Sequence[Match]) -> list[TimeMention]:
    """The times of a sentence; "since 2021, when ..." speaks of 2021."""
    opened = {m.first for m in matches if m.section.startswith("clause.")}
    return [
        replace(t, past=t.since) if t.since is not None and t.last + 1 in opened and tokens[t.last].text == "," else t
        for t in times
    ]


def _spoken_of(times: Sequence[TimeMention], published: date | None) -> date | None:
    """The day at which offices are read: the document's, or one in a past year that the sentence names alone."""
    past = [t.past for t in times if t.past is not None and t.past.start is not None and t.past.end is not None]
    if published is None or len(past) != 1 or past[0].end is None or past[0].start is None:
        return published
    if past[0].end.year >= published.year:
        return published
    return past[0].start + (past[0].end - past[0].start) / 2


def _is_bygone(times: Sequence[TimeMention], published: date | None) -> bool:
    """Whether one of the times is in a year before that of issue."""
    ends = (t.past.end for t in times if t.past is not None and t.past.end is not None)
    return published is not None and any(end.year < published.year for end in ends)


def _state_of(read: Context, pieces: Sequence[Piece], at: int) -> Piece | None:
    """The state beside a noun: its name or adjective right before, or behind it with but articles and "of" between."""
    for piece in pieces:
        if piece.kind not in ("state", "adjective"):
            continue
        between = range(at + 1, piece.first)
        if piece.last == at or (piece.first > at and len(between) <= 2 and read.tied(between)):
            return piece
    return None
