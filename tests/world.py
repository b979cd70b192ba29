"""A small world for tests of the graph and what reads it: five documents, their mentions, six events, made by hand.

e-alaska     proposed on 7 August 2025 (fr), planned on the 8th (en), held on the 15th (en, uk): Trump, Putin, Anchorage
e-geneva     Biden and Putin met in Geneva on 16 June 2021, recalled by the French article
e-call       Trump called European leaders on 6 August 2025
e-visit      Scholz was to visit Kyiv in August 2025; cancelled
e-mediation  Erdogan offers to mediate between Putin and Zelenskyy, no time given; proposed
e-bali       the G20 in Bali, November 2022; held
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

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
    Join,
    Participation,
    Place,
    Role,
    Span,
    Status,
    StatusChange,
    TimeInterval,
)

PUTIN = Actor("Q7747", ActorKind.PERSON, "Vladimir Putin", "Q159")
TRUMP = Actor("Q22686", ActorKind.PERSON, "Donald Trump", "Q30")
BIDEN = Actor("Q6279", ActorKind.PERSON, "Joe Biden", "Q30")
ZELENSKYY = Actor("Q3874799", ActorKind.PERSON, "Volodymyr Zelenskyy", "Q212")
SCHOLZ = Actor("Q61053", ActorKind.PERSON, "Olaf Scholz", "Q183")
ERDOGAN = Actor("Q39259", ActorKind.PERSON, "Recep Tayyip Erdogan", "Q43")
UKRAINE = Actor("Q212", ActorKind.STATE, "Ukraine")
EUROPEANS = Actor("group/european-leaders", ActorKind.GROUP, "European leaders")
OFFICIALS = Actor("group/officials", ActorKind.GROUP, "officials", "Q30")
KREMLIN = Actor("org/kremlin", ActorKind.ORGANISATION, "Kremlin", "Q159")
CNN = Actor("org/outlet-cnn", ActorKind.ORGANISATION, "CNN")

ANCHORAGE = Place("Q39450", "Anchorage", "Q30", 61.2181, -149.9003)
GENEVA = Place("Q71", "Geneva", "Q39", 46.2, 6.15)
KYIV = Place("Q1899", "Kyiv", "Q212", 50.45, 30.52)
BALI = Place("place/bali", "Bali", "Q252")

TEXT = "word " * 200


def d(identifier: str, lang: str, day: str | None, outlet: str | None = None, title: str | None = None) -> Document:
    return Document(
        identifier,
        TEXT,
        lang,
        None if day is None else date.fromisoformat(day),
        title,
        outlet,
        f"https://example.org/{identifier}",
    )


def on(day: str) -> TimeInterval:
    return TimeInterval(day, date.fromisoformat(day), date.fromisoformat(day), Granularity.DAY)


def between(first: str, last: str, granularity: Granularity = Granularity.INTERVAL) -> TimeInterval:
    return TimeInterval(f"{first}/{last}", date.fromisoformat(first), date.fromisoformat(last), granularity)


def month(text: str, last: int) -> TimeInterval:
    return TimeInterval(text, date.fromisoformat(f"{text}-01"), date.fromisoformat(f"{text}-{last}"), Granularity.MONTH)


def p(*actors: Actor | tuple[Actor, Role]) -> tuple[Participation, ...]:
    return tuple(Participation(a) if isinstance(a, Actor) else Participation(*a) for a in actors)


def m(
    document: Document,
    start: int,
    kind: EventType,
    status: Status | None,
    participants: tuple[Participation, ...],
    *,
    place: Place | None = None,
    time: TimeInterval | None = None,
    originators: tuple[Actor, ...] = (),
    relayers: tuple[Actor, ...] = (),
    gathering: str | None = None,
    serial: int = 0,
) -> EventMention:
    quote = document.text[start : start + 40]
    return EventMention(
        document=document.id,
        lang=document.lang,
        published=document.published,
        outlet=document.outlet,
        start=start,
        end=start + 40,
        quote=quote,
        trigger=Span(start + 5, start + 9),
        type=kind,
        status=status,
        participants=participants,
        place=place,
        time=time,
        originators=originators,
        relayers=relayers,
        gathering=gathering,
        rule="triggers.meet",
        serial=serial,
        evidence=(
            Evidence("trigger", "triggers.meet", start + 5, start + 9),
            Evidence("status", "cues.planned: to meet", start + 10, start + 14),
        ),
    )


def e(
    key: str,
    mentions: Iterable[EventMention],
    *,
    originators: int = 1,
    conflicts: tuple[Conflict, ...] = (),
) -> Event:
    """Build an event from its mentions, oldest first; the last one tells everything."""
    found = sorted(mentions, key=lambda mention: str(mention.published))
    last = found[-1]
    history: list[StatusChange] = []
    for mention in found:
        if mention.status is not None and (not history or history[-1].status is not mention.status):
            history.append(StatusChange(mention.status, mention.published, mention.key))
    return Event(
        key=key,
        type=last.type,
        status=last.status,
        participants=last.participants,
        place=last.place,
        time=last.time,
        mentions=tuple(sorted(mention.key for mention in found)),
        history=tuple(history),
        joins=tuple(Join(mention.key, ("same participants", "times overlap")) for mention in found[1:]),
        documents=len({mention.document for mention in found}),
        outlets=len({mention.outlet for mention in found if mention.outlet}),
        languages=len({mention.lang for mention in found}),
        originators=originators,
        conflicts=conflicts,
        known_since=last.published,
        beliefs=tuple(_beliefs(key, found, originators)),
    )


def _beliefs(key: str, found: list[EventMention], originators: int) -> Iterable[Belief]:
    days = sorted({mention.published for mention in found if mention.published is not None})
    for day, until in pairwise(days):
        told = [mention for mention in found if mention.published is not None and mention.published <= day]
        yield Belief(day, until, e(key, told, originators=min(originators, len(told))))


LE_MONDE = d("fr-1", "fr", "2025-08-07", "Le Monde", "Une rencontre Trump-Poutine ?")
REUTERS = d("en-1", "en", "2025-08-08", "Reuters", "Trump and Putin to meet in Alaska")
BBC = d("en-2", "en", "2025-08-16", "BBC", "Trump meets Putin")
UKRAINIAN = d("uk-1", "uk", "2025-08-16", "Ukrinform")
UNDATED = d("it-1", "it", None)

PROPOSED = m(
    LE_MONDE, 0, EventType.MEETING, Status.PROPOSED, p(TRUMP, PUTIN),
    time=between("2025-08-11", "2025-08-17", Granularity.WEEK), originators=(OFFICIALS,), relayers=(CNN,),
)  # fmt: skip
RECALLED = m(
    LE_MONDE, 100, EventType.SUMMIT, Status.HELD, p(BIDEN, PUTIN), place=GENEVA, time=on("2021-06-16")
)  # fmt: skip
CALLED = m(
    LE_MONDE, 200, EventType.PHONE_CALL, Status.HELD, p((TRUMP, Role.CALLER), (EUROPEANS, Role.CALLEE)),
    time=on("2025-08-06"),
)  # fmt: skip
PLANNED = m(
    REUTERS, 0, EventType.SUMMIT, Status.PLANNED, p(TRUMP, PUTIN), place=ANCHORAGE, time=on("2025-08-15"),
    originators=(TRUMP,),
)  # fmt: skip
VISIT = m(
    REUTERS, 100, EventType.VISIT, Status.CANCELLED, p((SCHOLZ, Role.VISITOR), (UKRAINE, Role.HOST)), place=KYIV,
    time=month("2025-08", 31),
)  # fmt: skip
HELD_EN = m(
    BBC, 0, EventType.SUMMIT, Status.HELD, p(TRUMP, PUTIN), place=ANCHORAGE, time=on("2025-08-15"),
    originators=(KREMLIN,),
)  # fmt: skip
HELD_UK = m(UKRAINIAN, 0, EventType.SUMMIT, Status.HELD, p(TRUMP, PUTIN), place=ANCHORAGE, time=on("2025-08-15"))
OFFERED = m(
    UKRAINIAN, 100, EventType.MEDIATION, Status.PROPOSED, p((ERDOGAN, Role.MEDIATOR), ZELENSKYY, PUTIN),
    originators=(ERDOGAN,),
)  # fmt: skip
BALI_G20 = m(
    UNDATED, 0, EventType.CONFERENCE, Status.HELD, p(BIDEN, ERDOGAN), place=BALI, time=month("2022-11", 30),
    gathering="gathering/g20-2022",
)  # fmt: skip
UNDECIDED = m(UNDATED, 0, EventType.VISIT, None, p(SCHOLZ))
"""Same span as the conference: told apart by a counter; belongs to no event."""

DOCUMENTS: dict[Document, tuple[EventMention, ...]] = {
    LE_MONDE: (PROPOSED, RECALLED, CALLED),
    REUTERS: (PLANNED, VISIT),
    BBC: (HELD_EN,),
    UKRAINIAN: (HELD_UK, OFFERED),
    UNDATED: (BALI_G20, UNDECIDED),
}
MENTIONS = {mention.key: mention for mentions in DOCUMENTS.values() for mention in mentions}

CITIES = Conflict("place", (Claim("Anchorage", (HELD_EN.key,)), Claim("Juneau", (HELD_UK.key,))))
ALASKA = e("e-alaska", [PROPOSED, PLANNED, HELD_EN, HELD_UK], originators=3, conflicts=(CITIES,))
EVENTS = (
    ALASKA,
    e("e-geneva", [RECALLED]),
    e("e-call", [CALLED]),
    e("e-visit", [VISIT]),
    e("e-mediation", [OFFERED]),
    e("e-bali", [BALI_G20], originators=0),
)
BASE = "https://w3id.org/summitry/id/"


def event(key: str) -> str:
    return f"{BASE}event/{key}"


def fill(store: Store) -> Store:
    """Put the whole world into a store."""
    for document, mentions in DOCUMENTS.items():
        store.put_document(document, mentions)
    store.replace_events(EVENTS, MENTIONS)
    return store
