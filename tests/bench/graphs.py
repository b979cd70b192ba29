"""Realistic graphs of any size: real names, places and outlets of the gazetteer, invented events with their reports.

`make(path, quads)` writes a store through the same builders as `kg add`. Who takes part follows a power law, as in the
news: a few leaders are in a tenth of all events. Plans become events, are moved, called off or denied. A seed
makes one graph.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from msgspec.structs import replace

from kg.graph.names import gazetteer
from kg.graph.store import Store
from kg.model import (
    Actor,
    ActorKind,
    Belief,
    Claim,
    Conflict,
    Document,
    Event,
    EventMention,
    EventType,
    Evidence,
    Granularity,
    Participation,
    Place,
    Role,
    Span,
    Status,
    StatusChange,
    TimeInterval,
)

QUADS_PER_EVENT = 288
"""What an event costs with its reports, as measured; `make` says what came out."""
LANGUAGES = ("en", "es", "de", "fr", "it", "uk")
TYPES = {
    EventType.MEETING: 34,
    EventType.SUMMIT: 6,
    EventType.PHONE_CALL: 16,
    EventType.VISIT: 18,
    EventType.NEGOTIATION: 10,
    EventType.MEDIATION: 3,
    EventType.CONFERENCE: 4,
    EventType.AGREEMENT: 6,
    EventType.STATEMENT: 3,
}
COURSES = (
    (60, (Status.HELD,)),
    (12, (Status.PLANNED, Status.HELD)),
    (5, (Status.PROPOSED, Status.PLANNED, Status.HELD)),
    (8, (Status.PLANNED,)),
    (5, (Status.PROPOSED,)),
    (3, (Status.PLANNED, Status.CANCELLED)),
    (3, (Status.PROPOSED, Status.REJECTED)),
    (2, (Status.PLANNED, Status.POSTPONED)),
    (2, (Status.DENIED,)),
)
SENTENCE = (
    "{a} and {b} were reported to talk about the matter at length, and both sides said what they always say of it."
)


class Cast:
    """Actors, places and outlets to draw from, the commonest first."""

    def __init__(self, chance: random.Random, people: int = 1500) -> None:
        known = gazetteer().values()
        found = sorted(
            (k for k in known if k.table == "people" and k.offices and k.labels.get("en")), key=lambda k: k.key
        )
        chance.shuffle(found)
        leaders = [k for key in ("Q7747", "Q22686", "Q3052772", "Q3874799", "Q6279") if (k := gazetteer().get(key))]
        chosen = [*leaders, *(k for k in found if k not in leaders)][:people]
        self.people = [Actor(k.key, ActorKind.PERSON, k.labels["en"], k.offices[0].of or None) for k in chosen]
        self.states = [Actor(k.key, ActorKind.STATE, k.labels["en"]) for k in known if k.table == "states"]
        places = [k for k in known if k.table == "places"][:600]
        self.places = [Place(k.key, k.labels["en"], k.country, k.lat, k.lon) for k in places]
        self.outlets = [k.labels["en"] for k in known if k.table == "outlets"][:120]
        self.weights = [1 / (rank + 3) for rank in range(len(self.people))]


def stories(count: int, seed: int) -> Iterator[tuple[Event, list[tuple[Document, EventMention]]]]:
    """Yield events with the reports that make them, each in a document of its own."""
    chance = random.Random(seed)
    cast = Cast(chance)
    first = date(2015, 1, 1)
    for number in range(count):
        yield _story(chance, cast, number, first + timedelta(days=chance.randrange(3900)))


def _story(
    chance: random.Random, cast: Cast, number: int, day: date
) -> tuple[Event, list[tuple[Document, EventMention]]]:
    kind = chance.choices(list(TYPES), list(TYPES.values()))[0]
    who = list(dict.fromkeys(chance.choices(cast.people, cast.weights, k=chance.choice((2, 2, 2, 3, 4)))))
    if len(who) < 2 or chance.random() < 0.12:
        who = [who[0], chance.choice(cast.states)]
    roles = {EventType.MEDIATION: (Role.MEDIATOR,), EventType.VISIT: (Role.VISITOR, Role.HOST)}.get(kind, ())
    parts = tuple(Participation(a, roles[i] if i < len(roles) else Role.PARTICIPANT) for i, a in enumerate(who))
    place = chance.choice(cast.places) if chance.random() < 0.6 else None
    time = TimeInterval(day.isoformat(), day, day, Granularity.DAY) if chance.random() < 0.85 else None
    (course,) = chance.choices([c for _, c in COURSES], [w for w, _ in COURSES])
    reports: list[tuple[Document, EventMention]] = []
    for step, status in enumerate(course):
        for _ in range(1 if status is not course[-1] else chance.choice((1, 1, 1, 2, 3, 5))):
            offset = 1 if status is Status.HELD else -20 + step * 5
            reports.append(_report(chance, cast, f"{number}-{len(reports)}", kind, status, parts, place, time,
                                   day + timedelta(days=offset)))  # fmt: skip
    return _event(f"b{number}", reports, chance), reports


def _report(
    chance: random.Random,
    cast: Cast,
    key: str,
    kind: EventType,
    status: Status,
    parts: tuple[Participation, ...],
    place: Place | None,
    time: TimeInterval | None,
    published: date,
) -> tuple[Document, EventMention]:
    lang = chance.choice(LANGUAGES)
    names = [part.actor.name for part in parts]
    quote = SENTENCE.format(a=names[0], b=names[1])
    outlet = chance.choice(cast.outlets)
    title = f"{names[0]}, {names[1]}"
    document = Document(f"bench-{key}", quote, lang, published, title, outlet, f"https://example.org/{key}")
    aspects = ("trigger", "status", "time", "participant")
    evidence = tuple(Evidence(aspect, f"{aspect}.entry", 0, 5) for aspect in aspects)
    mention = EventMention(
        document=document.id, lang=lang, published=published, outlet=outlet, start=0, end=len(quote), quote=quote,
        trigger=Span(0, 5), type=kind, status=status, participants=parts, place=place, time=time,
        originators=(chance.choice(cast.people),) if chance.random() < 0.7 else (), relayers=(), gathering=None,
        rule="triggers.bench", serial=0, evidence=evidence,
    )  # fmt: skip
    return document, mention


def _event(key: str, reports: list[tuple[Document, EventMention]], chance: random.Random) -> Event:
    """The event of some reports, with what was believed before the last of them was issued."""
    mentions = sorted((mention for _, mention in reports), key=lambda m: (m.published or date.max, m.key))
    days = sorted({m.published for m in mentions if m.published is not None})
    beliefs = (
        Belief(day, later, _told(key, [m for m in mentions if m.published is not None and m.published <= day]))
        for day, later in pairwise(days)
    )
    sides = (Claim("one", (mentions[0].key,)), Claim("another", (mentions[-1].key,)))
    conflicts = (Conflict("place", sides),) if len(mentions) > 1 and chance.random() < 0.05 else ()
    return replace(_told(key, mentions), known_since=days[-1], beliefs=tuple(beliefs), conflicts=conflicts)


def _told(key: str, mentions: Sequence[EventMention]) -> Event:
    last, history = mentions[-1], []
    for mention in mentions:
        if mention.status is not None and (not history or history[-1].status is not mention.status):
            history.append(StatusChange(mention.status, mention.published, mention.key))
    return Event(
        key=key, type=last.type, status=last.status, participants=last.participants, place=last.place, time=last.time,
        mentions=tuple(sorted(m.key for m in mentions)), history=tuple(history), joins=(), documents=len(mentions),
        outlets=len({m.outlet for m in mentions}), languages=len({m.lang for m in mentions}),
        originators=len({o.key for m in mentions for o in m.originators}), conflicts=(),
    )  # fmt: skip


def make(path: Path, quads: int, seed: int = 1) -> int:
    """Write a store of about so many quads; return how many there are."""
    events, mentions = [], {}
    with Store.open(path) as store:
        pairs = []
        for event, reports in stories(max(1, quads // QUADS_PER_EVENT), seed):
            events.append(event)
            for document, mention in reports:
                mentions[mention.key] = mention
                pairs.append((document, (mention,)))
        store.bulk(pairs)
        store.replace_events(events, mentions)
        store.optimize()
        return len(store)


if __name__ == "__main__":
    print(make(Path(sys.argv[1]), int(sys.argv[2])))
