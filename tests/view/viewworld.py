"""Stores made by hand: a small world for looking at, a large one for measuring, a hostile one for breaking things."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from making import jsonl

from kg import edtf
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
    Join,
    Participation,
    Place,
    Role,
    Span,
    Status,
    StatusChange,
    TimeInterval,
)
from kg.pipeline import ingest

PUTIN = Actor("Q7747", ActorKind.PERSON, "Vladimir Putin", "Q159")
TRUMP = Actor("Q22686", ActorKind.PERSON, "Donald Trump", "Q30")
BIDEN = Actor("Q6279", ActorKind.PERSON, "Joe Biden", "Q30")
MERKEL = Actor("Q567", ActorKind.PERSON, "Angela Merkel", "Q183")
UKRAINE = Actor("Q212", ActorKind.STATE, "Ukraine", "Q212")
EU = Actor("Q458", ActorKind.ORGANISATION, "European Union")
WHITE_HOUSE = Actor("group/officials-us", ActorKind.GROUP, "US officials")
CNN = Actor("Q48340", ActorKind.ORGANISATION, "CNN")
GENEVA = Place("Q71", "Geneva", "Q39", 46.21, 6.14)
MOSCOW = Place("Q649", "Moscow", "Q159", 55.75, 37.62)


class Corpus:
    """Collects documents and events; each event gets a report per call of `report`."""

    def __init__(self) -> None:
        self.documents: dict[str, tuple[Document, list[EventMention]]] = {}
        self.events: list[Event] = []

    def document(self, name: str, text: str, lang: str, published: date | None, **extra: str | None) -> Document:
        document = Document(name, text, lang, published, **extra)  # type: ignore[arg-type]
        self.documents[name] = (document, [])
        return document

    def mention(
        self,
        document: Document,
        kind: EventType,
        status: Status | None,
        people: list[Participation],
        *,
        quote: str | None = None,
        trigger: str,
        cue: str | None = None,
        place: Place | None = None,
        time: TimeInterval | None = None,
        originators: tuple[Actor, ...] = (),
        relayers: tuple[Actor, ...] = (),
        gathering: str | None = None,
    ) -> EventMention:
        quote = quote if quote is not None else document.text
        start = document.text.index(quote)
        at = start + quote.index(trigger)
        evidence = [Evidence("trigger", f"triggers: {trigger}", at, at + len(trigger))]
        if cue:
            evidence.append(
                Evidence("status", f"cues: {cue}", start + quote.index(cue), start + quote.index(cue) + len(cue))
            )
        mention = EventMention(
            document=document.id,
            lang=document.lang,
            published=document.published,
            outlet=document.outlet,
            start=start,
            end=start + len(quote),
            quote=quote,
            trigger=Span(at, at + len(trigger)),
            type=kind,
            status=status,
            participants=tuple(people),
            place=place,
            time=time,
            originators=originators,
            relayers=relayers,
            rule=f"triggers.0: {trigger}",
            evidence=tuple(evidence),
            gathering=gathering,
        )
        self.documents[document.id][1].append(mention)
        return mention

    def event(self, key: str, mentions: list[EventMention], **changes: Any) -> Event:
        ordered = sorted(mentions, key=lambda m: (m.published or date.min, m.key))
        steps: list[StatusChange] = []
        for mention in ordered:
            if mention.status and (not steps or steps[-1].status is not mention.status):
                steps.append(StatusChange(mention.status, mention.published, mention.key))
        voices = {a.key for m in mentions for a in (m.originators or m.relayers)} | {
            m.outlet for m in mentions if not (m.originators or m.relayers)
        }
        held = any(step.status is Status.HELD for step in steps)
        fields: dict[str, Any] = {
            "key": f"event/{key}",
            "type": ordered[0].type,
            "status": Status.HELD if held else steps[-1].status if steps else None,
            "participants": ordered[0].participants,
            "place": ordered[0].place,
            "time": next((m.time for m in reversed(ordered) if m.time), None),
            "mentions": tuple(sorted(m.key for m in mentions)),
            "history": tuple(steps),
            "joins": tuple(Join(m.key, ("the same participants",)) for m in ordered),
            "documents": len({m.document for m in mentions}),
            "outlets": len({m.outlet for m in mentions}),
            "languages": len({m.lang for m in mentions}),
            "originators": len(voices),
            "conflicts": (),
        }
        days = sorted({m.published for m in mentions if m.published is not None})
        fields["known_since"] = days[-1] if days and all(m.published for m in mentions) else None
        fields["beliefs"] = tuple(
            Belief(day, until, Corpus().event(key, [m for m in mentions if m.published and m.published <= day]))
            for day, until in zip(days, [*days[1:], None][: len(days)], strict=True)
            if until or fields["known_since"] is None
        )
        event = Event(**{**fields, **changes})
        self.events.append(event)
        return event

    def store(self) -> Store:
        store = Store.memory()
        store.bulk(self.documents.values())
        store.replace_events(self.events, {m.key: m for _, ms in self.documents.values() for m in ms})
        return store


def people(*actors: Actor, roles: tuple[Role, ...] = ()) -> list[Participation]:
    return [Participation(a, roles[n] if n < len(roles) else Role.PARTICIPANT) for n, a in enumerate(actors)]


def one_report(store: Store, folder: Path) -> None:
    """Add a document without outlet that tells of one meeting."""
    row = {"text": "Emmanuel Macron met Olaf Scholz.", "date": "2024-05-02", "lang": "en"}
    ingest(store, [jsonl(folder / "a.jsonl", row)], note=print)


def small() -> Corpus:
    """Eight events of nine statuses and silences, in four languages."""
    corpus = Corpus()
    geneva = corpus.document(
        "en-1",
        "Biden and Putin met in Geneva on 16 June 2021.",
        "en",
        date(2021, 6, 16),
        title="Geneva summit",
        outlet="Reuters",
        url="https://example.org/geneva",
    )
    genf = corpus.document("de-1", "Biden und Putin wollen sich in Genf treffen.", "de", date(2021, 6, 1), outlet="dpa")
    day = edtf.day(date(2021, 6, 16))
    corpus.event(
        "geneva",
        [
            corpus.mention(
                geneva, EventType.SUMMIT, Status.HELD, people(BIDEN, PUTIN), trigger="met", place=GENEVA, time=day
            ),
            corpus.mention(
                genf,
                EventType.SUMMIT,
                Status.PLANNED,
                people(BIDEN, PUTIN),
                trigger="treffen",
                cue="wollen",
                place=GENEVA,
            ),
        ],
        type=EventType.SUMMIT,
        conflicts=(Conflict("date", (Claim("2021-06-15", ()), Claim("2021-06-16", ()))),),
    )
    cnn = corpus.document(
        "fr-1",
        "Selon CNN, qui cite des responsables, Trump veut rencontrer Poutine la semaine prochaine. \U0001f54a Fin.",
        "fr",
        date(2025, 8, 7),
        title="Vers un sommet",
        outlet="Le Monde",
        url="https://example.org/sommet",
    )
    week = edtf.week(date(2025, 8, 12))
    corpus.event(
        "proposed",
        [
            corpus.mention(
                cnn,
                EventType.MEETING,
                Status.PROPOSED,
                people(TRUMP, PUTIN),
                trigger="rencontrer",
                cue="veut",
                time=week,
                originators=(WHITE_HOUSE,),
                relayers=(CNN,),
            ),
        ],
    )
    called = corpus.document("uk-1", "Байден зателефонував до України.", "uk", date(2022, 3, 2), outlet="Укрінформ")
    corpus.event(
        "call",
        [
            corpus.mention(
                called,
                EventType.PHONE_CALL,
                Status.HELD,
                people(BIDEN, UKRAINE, roles=(Role.CALLER, Role.CALLEE)),
                trigger="зателефонував",
                time=edtf.month(2022, 3),
            ),
        ],
    )
    off = corpus.document(
        "en-2", "The Budapest meeting of Trump and Putin was cancelled.", "en", date(2025, 10, 22), outlet="AP"
    )
    corpus.event(
        "cancelled",
        [
            corpus.mention(
                off,
                EventType.MEETING,
                Status.CANCELLED,
                people(TRUMP, PUTIN),
                trigger="meeting",
                cue="cancelled",
                time=edtf.day(date(2025, 10, 29)),
            ),
        ],
    )
    visit = corpus.document(
        "en-3",
        "Merkel visited Moscow. She denied a call. Talks with the EU go on.",
        "en",
        date(2020, 1, 11),
        outlet="Reuters",
    )
    corpus.event(
        "visit",
        [
            corpus.mention(
                visit,
                EventType.VISIT,
                Status.HELD,
                people(MERKEL, PUTIN, roles=(Role.VISITOR, Role.HOST)),
                quote="Merkel visited Moscow.",
                trigger="visited",
                place=MOSCOW,
            ),
        ],
    )
    corpus.event(
        "denied",
        [
            corpus.mention(
                visit,
                EventType.PHONE_CALL,
                Status.DENIED,
                people(MERKEL, TRUMP),
                quote="She denied a call.",
                trigger="call",
                cue="denied",
            ),
        ],
    )
    corpus.event(
        "talks",
        [
            corpus.mention(
                visit,
                EventType.NEGOTIATION,
                Status.ONGOING,
                people(EU, MERKEL),
                quote="Talks with the EU go on.",
                trigger="Talks",
                time=edtf.year(2020),
            ),
        ],
    )
    undated = corpus.document("en-4", "A conference of Ukraine and the EU.", "en", None)
    corpus.event(
        "silent",
        [
            corpus.mention(
                undated, EventType.CONFERENCE, None, people(UKRAINE, EU), trigger="conference", time=edtf.decade(1990)
            )
        ],
    )
    return corpus


def disputed() -> Corpus:
    """A meeting on the sidelines of the G20 in Bali whose plan moved, and of whose place two outlets disagree."""
    corpus = Corpus()
    bali, jakarta = Place("Q11506", "Bali", "Q252", -8.65, 115.22), Place("Q3630", "Jakarta", "Q252", -6.2, 106.8)
    first, second = edtf.day(date(2022, 11, 13)), edtf.day(date(2022, 11, 14))
    reports = [
        ("m-1", "Biden and Putin are to meet in Jakarta on 13 November.", 1, Status.PLANNED, jakarta, first, "AP"),
        ("m-2", "Biden and Putin are to meet in Bali on 14 November.", 10, Status.PLANNED, bali, second, "Reuters"),
        ("m-3", "Biden and Putin met in Bali.", 14, Status.HELD, bali, second, "dpa"),
        ("m-4", "Biden and Putin met in Jakarta.", 15, Status.HELD, jakarta, second, "ANSA"),
    ]
    mentions = []
    for name, text, day, status, place, time, outlet in reports:
        document = corpus.document(name, text, "en", date(2022, 11, day), outlet=outlet)
        trigger = "met" if status is Status.HELD else "meet"
        mentions.append(
            corpus.mention(
                document,
                EventType.MEETING,
                status,
                people(BIDEN, PUTIN),
                trigger=trigger,
                place=place,
                time=time,
                gathering="gathering/g20-2022",
            )
        )
    keys = [mention.key for mention in mentions]
    corpus.event(
        "moved",
        mentions,
        place=bali,
        time=second,
        gathering="gathering/g20-2022",
        history=tuple(StatusChange(m.status, m.published, m.key, m.time, m.place) for m in mentions[:3] if m.status),
        conflicts=(Conflict("place", (Claim("Bali", (keys[1], keys[2])), Claim("Jakarta", (keys[3],)))),),
    )
    return corpus


def large(events: int, actors: int) -> Corpus:
    """A made-up world of that many events: some actors meet much, most little. Nothing random."""
    corpus = Corpus()
    cast = [Actor(f"person/p-{n}", ActorKind.PERSON, f"Person {n}", None) for n in range(actors)]
    kinds, statuses = list(EventType), list(Status)
    first = date(2000, 1, 1)
    for n in range(events):
        one = (n * n * 7 + n) % actors if n % 3 else n % max(3, actors // 30)
        other = (one + 1 + (n * 13) % 29) % actors
        day = first + timedelta(days=(n * 37) % 9000)
        document = corpus.document(
            f"d-{n}", f"Report {n}: they were to meet there, as officials said.", "en", day, outlet=f"Outlet {n % 40}"
        )
        mention = corpus.mention(
            document,
            kinds[n % len(kinds)],
            statuses[(n // 3) % len(statuses)],
            people(cast[one], cast[other]),
            trigger="meet",
            time=edtf.day(day) if n % 4 else edtf.month(day.year, day.month),
            place=GENEVA if n % 5 == 0 else None,
        )
        corpus.event(f"e-{n}", [mention])
    return corpus


def hostile() -> Corpus:
    """Names, quotes, titles, outlets and addresses that try to become markup, script, formula or another direction."""
    corpus = Corpus()
    script = "</script><script>window.hacked=1</script>"
    image = "<img src=x onerror=window.hacked=1>"
    names = [
        image,
        f'"{script}',
        '=HYPERLINK("http://evil.example")',
        "\u202egnp.exe\u202c \u2066x",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1fa\U0001f1e6",
        "Verylongname" * 60,
        "${window.hacked=1} {{7*7}} <!--",
        "line\nbreak\u2028\u2029\u0000end",
        "href=javascript:window.hacked=1",
    ]
    cast = [Actor(f"person/h-{n}", list(ActorKind)[n % 4], name) for n, name in enumerate(names)]
    text = f"They met {script} {image} \u202e backwards & 'quoted' \"double\" \\ end."
    places = [Place("place/bad", image, None, 10.0, 20.0), Place("place/far", script, None, -89.0, 179.0)]
    for n, url in enumerate(
        [
            "javascript:window.hacked=1",
            "data:text/html,<script>window.hacked=1</script>",
            " java\nscript:window.hacked=1",
            "file:///etc/passwd",
        ]
    ):
        document = corpus.document(
            f"bad-{n}{script}", text, "en", date(2024, 1, n + 1), title=script, outlet=image, url=url
        )
        corpus.event(
            "bad" if n == 0 else f"bad{n}",
            [
                corpus.mention(
                    document,
                    EventType.MEETING,
                    list(Status)[n],
                    people(*cast[n : n + 6]),
                    trigger="met",
                    place=places[n % 2],
                    originators=(cast[5],),
                    relayers=(cast[0],),
                ),
            ],
            conflicts=(Conflict("place", (Claim(image, ()), Claim(image, ()))),),
        )
    return corpus
