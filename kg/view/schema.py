"""Schema of the view model: what `kg.view.model.view_model` returns and the page's scripts read.

Everything is plain JSON. Things refer to each other by their position in the lists of the same model; days are ISO
dates; offsets in quotes count UTF-16 units, as JavaScript does. IRIs are shortened with ``prefixes`` where they can be.
"""

from __future__ import annotations

from typing import TypedDict

VERSION = 3
"""Of this schema; the page refuses data of another version."""

Names = dict[str, str]
"""Label by language."""


class ActorModel(TypedDict):
    """A person, state, organisation or group: takes part, speaks, or is represented."""

    id: str
    kind: str
    names: Names
    other: list[str]
    """Further names, of any language and script: for the search."""
    states: list[int]
    """Actors (states) it represented in the events of the page."""
    offices: list[tuple[str, int | None, str, str]]
    """Code, whose (an actor), since and until as EDTF; empty when open."""
    events: int
    """Events of the page in which it takes part."""
    weight: float
    """How connected it is: each event counts one, shared among its pairs."""
    bloc: int
    """Number of the group whose members deal mostly with each other; -1 for those without company."""
    broker: float
    """Betweenness, 0 to 1: how many shortest ways between others lead through it."""
    x: float
    y: float


class PlaceModel(TypedDict):
    """A place at which events are."""

    id: str
    names: Names
    country: int | None
    lat: float | None
    lon: float | None


class GatheringModel(TypedDict):
    """A gathering with a name, at which events are: the G20 in Bali."""

    id: str
    names: Names


class DocumentModel(TypedDict):
    """A document that reports events of the page."""

    id: str
    title: str
    outlet: str
    lang: str
    date: str | None
    url: str


Conflict = tuple[str, list[tuple[str, list[int], int]]]
"""Aspect and sides, as in ``EventModel.conflicts``."""


class BeliefModel(TypedDict):
    """What the documents issued by a day told of an event."""

    since: str | None
    until: str | None
    """Day on which another was issued."""
    type: str
    status: str | None
    time: int | None
    place: int | None
    people: list[tuple[int, str, int | None]] | None
    """Null where they are those of the event."""
    counts: tuple[int, int, int, int]
    conflicts: list[Conflict]


class EventModel(TypedDict):
    """An event, light enough to hold fifty thousand of them."""

    id: str
    type: str
    status: str | None
    time: int | None
    """Position in ``times``."""
    place: int | None
    people: list[tuple[int, str, int | None]]
    """Actor, role, state it represents."""
    reports: list[tuple[int, str | None, int | None, int | None]]
    """One per mention: document, status, time, place."""
    history: list[tuple[str, str | None, int, int | None, int | None, int]]
    """Status, day of the report, report (position in ``reports``); time and place for which it was then meant; number
    of the step in the graph."""
    counts: tuple[int, int, int, int]
    """Documents, outlets, languages, independent originators."""
    conflicts: list[Conflict]
    """Aspect, and its sides: what is claimed, the reports that claim it (none: the gazetteer does), and the number of
    the claim in the graph."""
    since: str | None
    """Day on which the last of its documents was issued; null where one has no date."""
    beliefs: list[BeliefModel]
    """What fewer documents told before, in order."""
    gathering: tuple[int, bool] | None
    """Position in ``gatherings``, and whether the event is on its sidelines (else it is the gathering)."""
    codes: tuple[str, str]
    """CAMEO and PLOVER, derived with the status."""


class MentionModel(TypedDict):
    """One document's report of an event, with its exact words."""

    id: str
    doc: int
    quote: str
    start: int
    """Offset of the quote in the document's text, in code points (as in the graph)."""
    marks: list[tuple[str, int, int]]
    """Aspect (trigger, status, time, ...), begin and end in the quote."""
    type: str
    status: str | None
    time: int | None
    originators: list[int]
    relayers: list[int]
    rule: str
    why: list[str]
    """Reasons for which it was joined to the event."""


class ViewModel(TypedDict):
    """Everything the page shows."""

    schema: int
    prefixes: dict[str, str]
    actors: list[ActorModel]
    places: list[PlaceModel]
    gatherings: list[GatheringModel]
    documents: list[DocumentModel]
    times: list[tuple[str, str, str | None, str | None]]
    """EDTF, granularity, first and last day that may be meant (null where open)."""
    events: list[EventModel]
    first: list[int]
    """Actors of the first view, the most connected first; later ones join as the reader asks for more."""
    focus: tuple[str, list[int]] | None
    """What the page opens on: ``actor`` or ``pair`` (then all their events are here) or ``event``, and its numbers;
    null: overview."""
    whole: bool
    """Whether all events of the graph are here; else the page must not say that two have not met."""
    total: int
    """Events of the graph, here or not."""
    asOf: str | None
    """Day up to which reports were taken in; null: all."""
    details: list[list[MentionModel]]
    """Mentions of each event, in the order of ``reports``; the page keeps them apart, compressed when they are many."""
