"""The mentions stage: sentences of one document in, annotated sentences out."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence, Set
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from msgspec.structs import replace

from kg.compiled import matcher
from kg.mentions.actors.actors import ActorFinder
from kg.mentions.actors.discourse import Discourse
from kg.mentions.actors.organs import heard
from kg.mentions.actors.town_adjectives import called
from kg.mentions.names.entities import Entity
from kg.mentions.names.gazetteer import ACTIVE, Gazetteer, gazetteer
from kg.mentions.names.name_index import Name
from kg.mentions.speech.first_person import quoted
from kg.mentions.speech.speech import Told, quotations, speech
from kg.mentions.speech.turns import Turn, guest, session, spoken, turns
from kg.mentions.time.dates import grammar
from kg.mentions.time.expressions import Lasting
from kg.mentions.time.timed import times_of
from kg.model import (
    AccordMention,
    Actor,
    ActorKind,
    ActorMention,
    AnnotatedSentence,
    Attribution,
    Document,
    Duration,
    Gathering,
    GatheringMention,
    Match,
    Place,
    PlaceMention,
    Sentence,
    Status,
    TimeInterval,
    TimeMention,
    Token,
)
from kg.resources import lexicon
from kg.schema import NAMED
from kg.tokens import touched

#: A dateline that a text runs on from: "Genf - Die", "(ANSA) - PECHINO, 12 GEN - Il", "Riad." as a sentence.
_OPENS = re.compile(
    r"(?:\([^\W\d_]\w+\)\s?[-\u2013\u2014]\s?)?(?P<town>[^\W\d_][^?!;:(),./\n]{1,30}?)"
    r"(?:, [^?!;:\n]{1,25}?)?(?: \([\w ./]{2,20}\))?(?:\.?\s?[-\u2013\u2014]{1,2}\s|\.$|(?P<colon>:\s))"
)
#: Characters that an outlet's name may have beside that of the seat it is: an article.
ARTICLE = 4


class _Beside(NamedTuple):
    """What a sentence has beside actors and times."""

    places: tuple[PlaceMention, ...]
    gatherings: tuple[GatheringMention, ...]
    accords: tuple[AccordMention, ...]
    subject: Actor | None
    durations: tuple[Duration, ...]
    bygone: tuple[int, ...]
    pair: tuple[Actor, ...]
    towns: tuple[PlaceMention, ...]


def annotate(document: Document, sentences: Sequence[Sentence]) -> list[AnnotatedSentence]:
    """Find actors, places, dates, gatherings and attributions in the sentences of a document."""
    return Annotator(document, sentences).read(len(sentences))


class Annotator:
    """Finds what the sentences of a document name, one after the other, as far as it is asked to read."""

    def __init__(self, document: Document, sentences: Sequence[Sentence]) -> None:
        """Begin a document, whose sentences are these."""
        self._document = document
        self._sentences = sentences
        self._lex = lexicon(document.lang)
        self._gaz = gaz = gazetteer()
        self._common = frozenset(self._lex.names.common)
        self._names = gaz.names(document.text, document.lang)
        self._next = next(self._names, None)
        self._quotes = quotations(document.text, sentences)
        self._within: list[list[Name]] = []
        """The names in each sentence, as far as they were looked for; and the matches."""
        self._matched: list[tuple[Match, ...]] = []
        self._told: list[Told] = []
        self._beside: list[_Beside] = []
        self._anchor: TimeInterval | None = None
        voice = _voice(document, gaz)
        self._seen = Discourse(document.when, dated=document.published is not None, voice=voice)
        self._seen.here = _filed(document, sentences, gaz)
        self._actors = ActorFinder(gaz, self._lex, self._seen)
        if voice is not None:  # whose turn it is only the whole text tells
            self._look(len(sentences))
        self._turns = turns(document, sentences, self._matched, self._within, voice, gaz)
        self._session = session(self._turns)

    def read(self, last: int) -> list[AnnotatedSentence]:
        """The sentences before the one `last`, and what else of a quotation stands behind them."""
        last = self._unquoted(min(last, len(self._sentences)))
        self._look(last)
        for number in range(len(self._told), last):
            self._read(number)
        quotes = self._quotes[:last]
        press = self._gaz.outlets | {a.actor.key for t in self._told for a in t.actors if a.via == "press"}
        said = speech(self._told, quotes, press, dropped=self._lex.subject_dropped)
        told = [replace(t, actors=tuple(heard(t.actors, s))) for t, s in zip(self._told, said, strict=True)]
        told = told if self._seen.voice is not None else list(map(quoted, told, quotes, said))
        met = guest(told, self._seen.voice) if self._seen.voice is not None else None
        return [
            replace(
                _annotated(
                    t, beside, spoken(turn, attributed, t.sentence), turn.speaker, self._gaz, self._document.when
                ),
                filed=self._seen.here,
                housed=_housed(t.actors, self._seen.here, self._gaz, self._document.when),
                session=self._session,
                guest=met,
                addressee=self._spoken_to(turn, met),
            )
            for t, beside, attributed, turn in zip(told, self._beside, said, self._turns[:last], strict=True)
        ]

    def _asked_by_press(self, turn: Turn) -> bool:
        """Whether somebody in no table speaks to an office holder who takes turns with nobody of another state."""
        if turn.label is None or turn.speaker is not None:
            return False
        return len({t.speaker.state for t in self._turns if t.speaker is not None}) == 1

    def _spoken_to(self, turn: Turn, met: Actor | None) -> Actor | None:
        """Whom a turn of a transcript is spoken to, where two speak: the other; the press takes turns, too."""
        if turn.label is None or turn.speaker is None or len(self._session) > 0:
            return None
        own = turn.speaker == self._seen.voice
        return turn.addressee or (met if own else self._seen.voice if turn.speaker == met else None)

    def _unquoted(self, last: int) -> int:
        """Where the quotation ends that goes on behind a sentence, if one does."""
        quotes = self._quotes
        while 0 < last < len(quotes) and quotes[last - 1] and quotes[last]:
            if quotes[last - 1][-1].number != quotes[last][0].number:
                break
            last += 1
        return last

    def _look(self, last: int) -> None:
        """Match the sentences before the one `last`, and look for names in them."""
        find, text = matcher(self._document.lang).find, self._document.text
        for sentence in self._sentences[len(self._matched) : last]:
            self._matched.append(tuple(find(sentence.tokens)))
            names: list[Name] = []
            while self._next is not None and self._next.start < sentence.end:
                if self._next.start >= sentence.start and text[self._next.start : self._next.end] not in self._common:
                    names.append(self._next)
                self._next = next(self._names, None)
            self._within.append(names)

    def _read(self, number: int) -> None:
        """Find what the next sentence names."""
        document, gaz, seen = self._document, self._gaz, self._seen
        sentence, matches, turn = self._sentences[number], self._matched[number], self._turns[number]
        seen.speaker, seen.narrated = turn.speaker, turn.label is None
        met = guest(self._told, turn.speaker) if turn.speaker is not None else None
        seen.addressee = turn.addressee or met or (seen.voice if self._asked_by_press(turn) else None)
        last = seen.subjects[-1] if seen.subjects and seen.voice is None else None
        subject = seen.speaker or last
        pair = seen.together() if seen.speaker is None else ()
        expressions, spans = grammar(document.lang).read(sentence.tokens)
        times, self._anchor = times_of(expressions, sentence, document, self._anchor)
        inside = [n for name in self._within[number] for n in _known(name, document, times, gaz)]
        actors, places = self._actors.find(sentence, matches, inside, times, [e.span for e in expressions])
        accords = _accords(sentence.tokens, inside, document.published, gaz)
        actors = [a for a in actors if not _in_a_name(a, matches, accords)]
        gatherings = _gatherings(sentence.tokens, inside, times, document.published, gaz, _looks_back(matches))
        durations = tuple(_duration(span, sentence.tokens) for span in spans)
        bygone = tuple(touched(sentence.tokens, e.span.start, e.span.end)[0] for e in expressions if e.op == "past")
        towns = tuple(called(sentence.tokens, matches, inside, document.lang, gaz))
        self._told.append(Told(sentence, matches, tuple(actors), tuple(times)))
        self._beside.append(_Beside(tuple(places), tuple(gatherings), accords, subject, durations, bygone, pair, towns))


def _annotated(
    told: Told,
    beside: _Beside,
    attributed: tuple[Attribution, ...],
    speaker: Actor | None,
    gaz: Gazetteer,
    when: date | None,
) -> AnnotatedSentence:
    """All that was found in a sentence."""
    home = _home(speaker, gaz, when)
    return AnnotatedSentence(
        told.sentence,
        told.matches,
        told.actors,
        beside.places,
        told.times,
        beside.gatherings,
        attributed,
        beside.subject,
        voice=speaker,
        home=home,
        bodies=_bodies(told.actors, gaz, when),
        spokesmen=frozenset(m.actor.key for m in told.actors if gaz.spokesman(m.actor.key, when)),
        durations=beside.durations,
        accords=beside.accords,
        bygone=beside.bygone,
        pair=beside.pair,
        towns=beside.towns,
    )


def _filed(document: Document, sentences: Sequence[Sentence], gaz: Gazetteer) -> Place | None:
    """The town in the dateline, which stands right before the first sentence and is none of it, or opens it."""
    body = next((n for n, s in enumerate(sentences) if not s.is_title), None)
    if body is None:
        return None
    first = sentences[body]
    head = document.text[sentences[body - 1].end if body else 0 : first.start].strip()
    found = gaz.find(head.title(), document.lang) if head and head[0].isupper() else []  # "RIYADH, Nov 11 --"
    found = [n for n in found if n.start == 0]
    if not found and (opens := _OPENS.match(document.text[first.start : first.end])) is not None:
        town = opens["town"] if not opens["colon"] or opens["town"].isupper() else ""  # "NEW DELHI: Macron arrived"
        found = [n for n in gaz.find(town.title(), document.lang) if (n.start, n.end) == (0, len(town))]
    named = next((e for n in found for e in n.entities if e.kind == "place"), None)
    return gaz.place(named) if named is not None else None


def _home(speaker: Actor | None, gaz: Gazetteer, when: date | None) -> Actor | None:
    """The state that an office holder speaks for."""
    own = gaz.entities.get(speaker.state or "") if speaker is not None else None
    return gaz.actor(own, when) if own is not None else None


def _in_a_name(mention: ActorMention, matches: Sequence[Match], accords: Sequence[AccordMention]) -> bool:
    """Whether an actor is but part of an accord's name: the capital in "the Minsk accords"."""
    named = [m for m in matches if m.section == "trigger" and m.payload[1] == NAMED and mention.via == "capital"]
    spans = [*((m.first, m.last) for m in named), *((a.first, a.last) for a in accords)]
    return any(first <= mention.first and mention.last <= last for first, last in spans)


def _bodies(actors: Sequence[ActorMention], gaz: Gazetteer, when: date | None) -> tuple[tuple[str, Actor], ...]:
    keys = dict.fromkeys(m.actor.key for m in actors if m.actor.kind is ActorKind.PERSON)
    found = ((key, gaz.body_of(key, when)) for key in keys)
    return tuple((key, body) for key, body in found if body is not None)


def _housed(actors: Sequence[ActorMention], filed: Place | None, gaz: Gazetteer, when: date | None) -> frozenset[str]:
    """Keys of the bodies named that have their seat in the town of the dateline, and of who acts for them."""
    if filed is None:
        return frozenset()
    whole = ((m.actor.key, gaz.entities.get(m.actor.key)) for m in actors)
    acting = ((key, gaz.entities.get(body.key)) for key, body in _bodies(actors, gaz, when))
    return frozenset(key for key, body in (*whole, *acting) if body is not None and body.place == filed.key)


def _voice(document: Document, gaz: Gazetteer) -> Actor | None:
    """Who "I" is in the texts of an office holder's own outlet: known by its address, its name or his in it."""
    address = urlsplit(document.url or "").hostname or ""
    found = gaz.find(document.outlet or "", document.lang)
    named = [e for n in found for e in n.entities]
    whole = [e for n in found if n.end - n.start + ARTICLE >= len(document.outlet or "") for e in n.entities]
    for seat in (e for e in whole if e.kind == "organisation" and e.head == "president" and e.state):
        if (holder := gaz.holder((seat.head,), seat.state or "", document.when)) is not None:
            return gaz.actor(holder, document.when)
    for entity in (*gaz.outlets_at(address), *named):
        if entity.voice and (holder := _holder(entity, gaz, document.when)):
            return gaz.actor(holder, document.when)
    speaker = next((e for e in named if e.kind == "person" and gaz.activity(e.key, document.when) == ACTIVE), None)
    return gaz.actor(speaker, document.when) if speaker is not None else None


def _holder(outlet: Entity, gaz: Gazetteer, when: date | None) -> Entity | None:
    office, _, of = outlet.voice.partition("@")
    return gaz.holder((office,), of, when)


def _duration(span: Lasting, tokens: Sequence[Token]) -> Duration:
    """The tokens that tell how long something lasts."""
    covered = touched(tokens, span.start, span.end)
    return Duration(covered[0], covered[-1] + 1, span.days)


def _gatherings(
    tokens: Sequence[Token],
    names: Sequence[Name],
    times: Sequence[TimeMention],
    published: date | None,
    gaz: Gazetteer,
    bygone: Set[int],
) -> list[GatheringMention]:
    """Named gatherings; of a series ("the NATO summit") the one whose time fits the sentence and the document.

    Of several that do the one in a town that the sentence names; where the words look back, the last one held.
    """
    found = []
    towns = {e.key for name in names for e in name.entities if e.kind == "place"}
    for name in names:
        candidates = [gaz.gatherings[e.key] for e in name.entities if e.kind == "gathering"]
        chosen = [g for g in candidates if g.time is not None and _fits(g.time, times, published) and _there(g, towns)]
        if len(candidates) == 1 and not chosen and candidates[0].time is None:
            chosen = candidates
        covered = touched(tokens, name.start, name.end)
        if chosen and covered and covered[0] in bygone:
            chosen = _held(chosen, published) or _held(candidates, published) or chosen
        chosen.sort(key=lambda g: g.place is None or g.place.key not in towns)
        if chosen and covered:
            found.append(GatheringMention(covered[0], covered[-1] + 1, name.start, name.end, chosen[0]))
    return found


def _looks_back(matches: Sequence[Match]) -> frozenset[int]:
    """Tokens of which a cue tells that what they name was held: "the conclusions of the last NATO summit"."""
    cues = (m for m in matches if m.section == "cue" and m.payload[0] is Status.HELD)
    return frozenset(i for m in cues for i in range(m.first + 1, m.last))


def _held(series: Sequence[Gathering], published: date | None) -> list[Gathering]:
    """Of gatherings of one name the last one that was over when the text was written."""
    ended = [(g.time.end, g) for g in series if g.time is not None and g.time.end is not None]
    past = [(end, g) for end, g in ended if published is not None and end <= published]
    return [max(past, key=lambda p: p[0])[1]] if past else []


def _accords(
    tokens: Sequence[Token], names: Sequence[Name], published: date | None, gaz: Gazetteer
) -> tuple[AccordMention, ...]:
    """Named accords, of those that were made before the text was written."""
    found = []
    for name in names:
        known = [gaz.accords[e.key] for e in name.entities if e.kind == "accord"]
        made = [a for a in known if published is None or a.time is None or _begun(a.time, published)]
        if made and (covered := touched(tokens, name.start, name.end)):
            found.append(AccordMention(covered[0], covered[-1] + 1, name.start, name.end, tuple(made)))
    return tuple(found)


def _begun(time: TimeInterval, day: date) -> bool:
    """Whether something began by a day."""
    return time.start is not None and time.start <= day


def _there(gathering: Gathering, towns: Collection[str]) -> bool:
    """Whether a meeting of a few is not said to be in another town than it was: two states may meet anywhere."""
    return not gathering.members or not towns or gathering.place is None or gathering.place.key in towns


def _known(name: Name, document: Document, times: Sequence[TimeMention], gaz: Gazetteer) -> list[Name]:
    """A name, or, of a gathering of another time ("the summit in Geneva" of 2021), the names in it."""
    held = [gaz.gatherings[e.key].time for e in name.entities if e.kind == "gathering"]
    if len(held) < len(name.entities) or any(t is None or _fits(t, times, document.published) for t in held):
        return [name]
    inner = document.text.find(" ", name.start, name.end) + 1
    found = gaz.find(document.text[inner : name.end], document.lang) if inner else []
    if not found:
        return [name]
    ahead = gaz.find(document.text[name.start : inner + found[0].start], document.lang)  # "NATO summit" in Madrid
    ahead = [replace(n, start=n.start + name.start, end=n.end + name.start) for n in ahead]
    return [*ahead, *(replace(n, start=n.start + inner, end=n.end + inner) for n in found)]


def _fits(time: TimeInterval, times: Sequence[TimeMention], published: date | None) -> bool:
    if time.start is None or time.end is None:
        return False
    first, last = time.start, time.end
    named = [o for t in times if (o := t.since or t.nearest) is not None]
    if any(o.start is not None and o.end is not None and o.start <= last and first <= o.end for o in named):
        return True
    if published is None:
        return False
    return -45 <= (time.start - published).days <= 75
