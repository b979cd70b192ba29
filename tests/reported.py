"""Reports built by hand, without extraction: who met whom, said by which document."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st
from msgspec.structs import replace

from kg import edtf
from kg.events.identity.facts import LAUNCH, OUTRIGHT, block_keys
from kg.events.identity.matters import MATTER
from kg.model import Actor, ActorKind, Document, EventMention, EventType, Evidence, Participation, Place, Span, Status

US, RUSSIA, FRANCE, GERMANY = "Q30", "Q159", "Q142", "Q183"
TRUMP = Actor("Q22686", ActorKind.PERSON, "Donald Trump", US)
BIDEN = Actor("Q6279", ActorKind.PERSON, "Joe Biden", US)
PUTIN = Actor("Q7747", ActorKind.PERSON, "Vladimir Putin", RUSSIA)
LAVROV = Actor("Q58217", ActorKind.PERSON, "Sergey Lavrov", RUSSIA)
MACRON = Actor("Q3052772", ActorKind.PERSON, "Emmanuel Macron", FRANCE)
MERZ = Actor("Q1124", ActorKind.PERSON, "Friedrich Merz", GERMANY)
AMERICA = Actor(US, ActorKind.STATE, "United States", US)
MOSCOW_POWER = Actor(RUSSIA, ActorKind.STATE, "Russia", RUSSIA)
OFFICIALS = Actor("group/white-house-officials", ActorKind.GROUP, "White House officials", US)
CNN = Actor("Q48340", ActorKind.ORGANISATION, "CNN")
GENEVA, SWITZERLAND = Place("Q71", "Geneva", "Q39", 46.2, 6.15), Place("Q39", "Switzerland", "Q39")
BERN = Place("Q70", "Bern", "Q39", 46.95, 7.44)
BERLIN, LISBON = Place("Q64", "Berlin", "Q183"), Place("Q597", "Lisbon", "Q45")


def say(
    name,
    *who,
    when=None,
    on="2021-06-17",
    status=Status.HELD,
    kind=EventType.MEETING,
    place=None,
    by=(),
    via=(),
    outlet=None,
    quote="They met.",
    lang="en",
    gathering=None,
    start=0,
):
    """A report: its document, the parties, the time told (EDTF), the day it was issued."""
    found = EventMention(
        document=name,
        lang=lang,
        published=date.fromisoformat(on) if on else None,
        outlet=outlet or name,
        start=start,
        end=start + len(quote),
        quote=quote,
        trigger=Span(start, start + 4),
        type=kind,
        status=status,
        participants=tuple(Participation(actor) for actor in who),
        place=place,
        time=edtf.parse(when) if when else None,
        originators=tuple(by),
        relayers=tuple(via),
        gathering=gathering,
    )
    return replace(found, blocks=block_keys(found))


def outright(mention):
    """A report whose own verb says that it took place; only what an outlet tells twice is then told apart by day."""
    return replace(mention, evidence=(Evidence("status", OUTRIGHT, mention.start, mention.start + 4),))


def telling(matter, mention):
    """The same, outright; with a matter what it is about, and, where it is still to come, that it is to begin."""
    found = outright(mention)
    pending = (Evidence(LAUNCH, "beginning: <start>", 0, 4),) if matter and mention.status is Status.PLANNED else ()
    named = (Evidence(MATTER, f"{matter}: word", 0, 4),) if matter else ()
    return replace(found, evidence=(*found.evidence, *named, *pending))


def document(mentions):
    """The document of some mentions, which all say they are of it."""
    first = mentions[0]
    return Document(first.document, "They met. " * 9, first.lang, first.published, None, first.outlet)


_ABOUT = (EventType.AGREEMENT, EventType.NEGOTIATION)
WHO = ((TRUMP, PUTIN), (BIDEN, PUTIN), (AMERICA, MOSCOW_POWER), (BIDEN, PUTIN, MACRON, MERZ), (LAVROV, BIDEN), (MERZ,))
WHEN = (None, "2021", "2021-06", "2021-06-14/2021-06-20", "2021-06-16", "2021-06-17", "2021-07-20")
STRANGER = Actor("person/nemo", ActorKind.PERSON, "Nemo", FRANCE)


def reports(documents=12):
    """Strategy for one report by one of so many documents."""
    return st.builds(
        lambda n, who, when, on, status, place, kind, gathering, own, matter: telling(
            matter,
            say(
                f"d{n}",
                *who,
                when=when,
                on=str(date(2021, 6, 10) + timedelta(on)),
                status=status,
                place=place,
                kind=kind,
                gathering=gathering,
                outlet=own,
            ),
        ),
        st.integers(0, documents),
        st.sampled_from((*WHO, (MACRON, STRANGER))),
        st.sampled_from(WHEN),
        st.integers(0, 45),
        st.sampled_from([None, *Status]),
        st.sampled_from([None, GENEVA, SWITZERLAND, BERLIN]),
        st.sampled_from([EventType.MEETING, EventType.SUMMIT, EventType.VISIT, EventType.CONFERENCE, *_ABOUT]),
        st.sampled_from([None, None, "gathering/a", "gathering/b"]),
        st.sampled_from([None, None, "Herald", "Courier"]),
        st.sampled_from([None, None, "grain", "settlement", "settlement/ceasefire"]),
    )
