"""Headlines without a verb: where somebody in office is, or with whom: "Macron in Rome", "Merz bei Trump".

Only titles and ticker lines speak so. The words between the person and the place stand for the verb; the calendar alone
tells the status, unless they say that he is on his way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kg.compiled import HEADLINES, matcher
from kg.events.arguments import Arguments, receives
from kg.events.sentence.groups import Group
from kg.events.sentence.scene import Scene
from kg.events.status.verdict import Verdict
from kg.events.time.times import time_of
from kg.matching import Matcher
from kg.model import (
    Actor,
    ActorKind,
    ActorMention,
    AnnotatedSentence,
    Document,
    EventType,
    Evidence,
    Match,
    Participation,
    PlaceMention,
    Role,
    Sentence,
    Status,
)
from kg.tokens import DASHES

#: Sections of the words that stand for a verb.
_SECTIONS = tuple(f"headline.{name}" for name in HEADLINES)
#: Marks between the parts of a headline.
_MARKS = frozenset(":;.!?|+\u2026")
#: Tokens of a kicker before its comma: "Kosovo, Vucic e Kurti a Bruxelles".
_KICKER = 3
#: Tenses of a verb that leaves a headline with one.
_FINITE = frozenset({"past", "present", "future", "conditional", "progressive", "imperative"})
#: What frames a part of a headline as no plain statement.
_ASKS = "?"


class Stay(NamedTuple):
    """A headline's word for a stay, as a trigger, with what it tells."""

    trigger: Match
    verdict: Verdict
    found: Arguments
    last: int
    """Index after the place or person named."""


class _Part(NamedTuple):
    """A part of a headline between marks."""

    first: int
    last: int


@cache
def _headliner(lang: str) -> Matcher:
    return matcher(lang).part(*_SECTIONS)


def headline_alone(document: Document, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The headline of a text without triggers, where it may tell of a stay all the same: "Macron in Rome"."""
    opening = (s for s in sentences[:1] if _is_headline(document, s))
    return [s for s in opening if _headliner(document.lang).find(s.tokens)]


def headlined(document: Document, annotated: AnnotatedSentence) -> bool:
    """Whether a sentence is a headline that may tell of a stay without a verb."""
    found = any(m.section in _SECTIONS for m in annotated.matches)
    return found and _is_headline(document, annotated.sentence)


def _is_headline(document: Document, sentence: Sentence) -> bool:
    """Whether a sentence is a title, or opens a text without a full stop."""
    first = not document.text[: sentence.start].strip("+ \n\r\t")
    return sentence.is_title or (first and sentence.tokens[-1].text not in ".!?\u2026")


def stays_in(scene: Scene, triggers: list[Match]) -> tuple[list[Stay], list[Match]]:
    """The stay that a headline tells of without a verb, and its other events: those of `triggers` that are not it."""
    told = (_stay(scene, word, triggers) for word in scene.matches(*_SECTIONS))
    found = next((stay for stay in told if stay is not None), None)
    if found is None:
        return [], triggers
    return [found], [t for t in triggers if not _same(found, t)]


def _same(stay: Stay, trigger: Match) -> bool:
    """Whether a trigger is the words of the stay, or the noun right behind its place: "in Tehran stopover"."""
    touches = trigger.first <= stay.last and stay.trigger.first < trigger.last
    return touches and (trigger.payload[0] is EventType.VISIT or trigger.first < stay.trigger.last)


def _stay(scene: Scene, word: Match, triggers: list[Match]) -> Stay | None:
    part = _part(scene, word.first)
    who = _who(scene, word, part)
    if who is None or _asks(scene, part):
        return None
    kind = EventType.VISIT
    if word.section == "headline.host":
        host = _host(scene, word, who)
        if host is None or _acts(scene, word, part, triggers, host.last) or not _closed(scene, host.last, part):
            return None
        parts = [*_visitors(who), Participation(host.actor, Role.HOST)]
        mentions, place = [*who.mentions, host], None
    else:
        place = _goal(scene, word, who)
        if place is None or _acts(scene, word, part, triggers, place.last) or not _closed(scene, place.last, part):
            return None
        parts, mentions = _visitors(who), list(who.mentions)
        home = [m for m in who.mentions if m.actor.state == place.place.country]
        if home:  # "Scholz and Macron in Paris"
            kind, parts = EventType.MEETING, [Participation(m.actor, Role.PARTICIPANT) for m in who.mentions]
    trigger = Match(word.first, word.last, word.section, (kind, "visit", "headlines"), word.entry, frozenset())
    spans = [(m.start, m.end, f"{m.via}: {m.entry}") for m in mentions]
    if place is not None and kind is EventType.VISIT and (owner := _receives(scene, place, parts)) is not None:
        parts.append(Participation(owner[0], Role.HOST))
        spans.append(owner[1])
    verdict = _verdict(scene, trigger)
    time = time_of(scene, trigger, triggers, verdict)
    if time is not None and not part.first <= time.first < part.last:
        time = None  # "Scholz in Davos: Europe must act today"
    found = Arguments(tuple(parts), place.place if place else None, time, tuple(spans))
    return Stay(trigger, verdict, found, mentions[-1].last if place is None else place.last)


def _verdict(scene: Scene, trigger: Match) -> Verdict:
    """Nothing but the calendar decides, as of what is told in the present; who is on his way has yet to arrive."""
    start, end = scene.tokens[trigger.first].start, scene.tokens[trigger.last - 1].end
    why = (Evidence("status", f"headlines: {trigger.entry}", start, end),)
    if trigger.section == "headline.bound":
        return Verdict(Status.PLANNED, why, present=True)
    return Verdict(None, (), present=True)


def _receives(
    scene: Scene, place: PlaceMention, parts: Sequence[Participation]
) -> tuple[Actor, tuple[int, int, str]] | None:
    """The state that is gone to, itself or by its capital, and its span."""
    there = (m for m in scene.annotated.actors if (m.first, m.last) == (place.first, place.last))
    state = next((m for m in there if m.actor.key == place.place.key), None)
    if state is not None:
        return state.actor, (state.start, state.end, f"{state.via}: {state.entry}")
    return receives(scene, (place.first, place.last), {p.actor.key: p for p in parts})


def _visitors(who: Group) -> list[Participation]:
    return [Participation(m.actor, Role.VISITOR) for m in who.mentions]


def _part(scene: Scene, at: int) -> _Part:
    """The part of a headline around a token: between colons, full stops and dashes."""
    marks = [i for i in range(len(scene.tokens)) if _parts(scene, i)]
    first = max((i + 1 for i in marks if i < at), default=0)
    return _Part(first, min((i for i in marks if i >= at), default=len(scene.tokens)))


def _parts(scene: Scene, index: int) -> bool:
    """Whether a token parts a headline: a mark, or a dash with blanks around it."""
    token = scene.tokens[index]
    if token.text not in DASHES:
        return token.text in _MARKS
    before = index == 0 or scene.tokens[index - 1].end < token.start
    return before and index + 1 < len(scene.tokens) and token.end < scene.tokens[index + 1].start


def _asks(scene: Scene, part: _Part) -> bool:
    """Whether a part of a headline only asks, or is what the person before its colon says: "Macron in Moscow?"."""
    asked = part.last < len(scene.tokens) and scene.tokens[part.last].text == _ASKS
    people = (m for m in scene.annotated.actors if m.actor.kind is ActorKind.PERSON)
    return asked or (part.first > 0 and any(m.last == part.first - 1 for m in people))


def _who(scene: Scene, word: Match, part: _Part) -> Group | None:
    """Who is told to be there: persons who act for states, with whom the part opens, a kicker and a day aside."""
    before = [g for g in scene.groups if part.first <= g.first and g.last <= word.first]
    mentions = before[-1].mentions if before else ()
    apart = max((n + 1 for n, m in enumerate(mentions) if m.actor.kind is not ActorKind.PERSON), default=0)
    who = Group(mentions[apart:])  # "Libya, Macron in Rome": a state before them is the kicker
    if not who.mentions or not all(m.actor.state for m in who.mentions):
        return None
    between = [i for i in range(who.last, word.first) if i not in scene.dated and scene.tokens[i].text != ","]
    if any(i + 1 not in scene.dated or not scene.kinds.get(i) for i in between):  # "Scholz am Freitag in Rom"
        return None
    return who if _opens(scene, who, part) and all(m.via not in ("pronoun", "group") for m in who.mentions) else None


def _opens(scene: Scene, who: Group, part: _Part) -> bool:
    """Whether persons open a part of a headline; a kicker that names no other person may stand before its comma."""
    lead = range(part.first, who.first)
    if all(scene.is_word(i, "article") for i in lead):
        return True
    people = any(m.first in lead and m.actor.kind is ActorKind.PERSON for m in scene.annotated.actors)
    short = len(lead) <= _KICKER + 1 and scene.tokens[who.first - 1].text == ","
    plain = not any(scene.is_verb(i) or scene.tokens[i].text in "\"'" for i in lead)
    return short and plain and not people and not any(scene.kinds.get(i) for i in lead)


def _acts(scene: Scene, word: Match, part: _Part, triggers: list[Match], last: int) -> bool:
    """Whether the part has a verb of its own, or an event noun that tells of the stay."""
    inside = range(part.first, part.last)
    comma = next((i for i in range(word.last, part.last) if scene.tokens[i].text == ","), part.last)
    owner = scene.clauses.owner
    verbs = (v for v in scene.verbs if v.tense in _FINITE and part.first <= v.first < comma)
    if any(owner[v.first] == owner[word.first] for v in verbs):
        return True
    others = [t for t in triggers if t.first in inside and not (t.first <= last and word.first < t.last)]
    return any(t.payload[0] is EventType.VISIT or (scene.verbal(t) and t.first < comma) for t in others)


def _host(scene: Scene, word: Match, who: Group) -> ActorMention | None:
    """The person right behind, of another state than who is with him."""
    named = (m for m in scene.annotated.actors if m.first >= word.last and m.actor.kind is ActorKind.PERSON)
    host = next((m for m in named if _adjoin(scene, word.last, m.first)), None)
    own = {m.actor.state for m in who.mentions}
    return host if host is not None and host.actor.state is not None and host.actor.state not in own else None


def _goal(scene: Scene, word: Match, who: Group) -> PlaceMention | None:
    """The place right behind, abroad for somebody of those who are there."""
    near = (p for p in _places(scene) if p.first >= word.last and _adjoin(scene, word.last, p.first))
    place = next(near, None)
    abroad = place is not None and any(m.actor.state != place.place.country for m in who.mentions)
    return place if abroad else None


def _places(scene: Scene) -> Iterator[PlaceMention]:
    """The places of a sentence that lie in a state, or are one."""
    return (p for p in scene.annotated.places if p.place.country is not None)


def _adjoin(scene: Scene, first: int, last: int) -> bool:
    """Whether nothing but articles stands between."""
    return all(scene.is_word(i, "article") for i in range(first, last))


def _closed(scene: Scene, at: int, part: _Part) -> bool:
    """Whether a name is complete: no noun follows of which it is but a part ("in Ukraine talks", "bei Trump-Rede")."""
    if at >= part.last or scene.tokens[at].text in ',()"':
        return True
    timed = any(t.first == at for t in scene.annotated.times)
    opened = any(c.first == at for c in scene.clauses.clauses)
    kinds = scene.kinds.get(at, set())
    event = any(m.first == at for m in scene.matches("trigger"))
    return timed or opened or event or bool(kinds and scene.tokens[at].text.isalpha())
