"""The graph as the page wants it: one plain dict (`kg.view.schema`), a function of store and selection alone."""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import combinations

from kg.graph import vocabulary as v
from kg.graph.store import Store
from kg.model import EventMention
from kg.query import thing
from kg.view.layout import Node, blocs, brokers, place
from kg.view.read import Belief, EventRecord, Graph, Step, Time, Told, read
from kg.view.schema import (
    VERSION,
    ActorModel,
    BeliefModel,
    Conflict,
    DocumentModel,
    EventModel,
    GatheringModel,
    MentionModel,
    PlaceModel,
    ViewModel,
)
from kg.view.select import Selection, select
from kg.view.things import ThingRecord

SHOWN, MOST = 60, 150
"""Actors in the first view, and at most after the reader asked for more."""
CROWD = 12
"""Participants beyond which an event says little of who deals with whom; it ties nobody."""


def view_model(store: Store, wanted: Selection | None = None, only: Collection[str] | None = None) -> ViewModel:
    """Build the view model of the events a selection asks for (all by default); of `only` these when they are given."""
    wanted = wanted or Selection()
    with _uncollected():
        graph = read(store, only)
        model = _Builder(graph, select(store, graph, wanted)).build(wanted.as_of.isoformat() if wanted.as_of else None)
    model["focus"] = _focus(store, model, wanted)
    model["whole"] = only is None and wanted == Selection(as_of=wanted.as_of)
    model["total"] = len(graph.events) if only is None else _number(store)
    return model


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the collector of cycles rest: it would go through millions of objects that are all kept, again and again."""
    resting = not gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not resting:
            gc.enable()


def _number(store: Store) -> int:
    """Count the events of a graph."""
    return store.count_events()


def _focus(store: Store, model: ViewModel, wanted: Selection) -> tuple[str, list[int]] | None:
    """Give the one event, actor or pair of actors that was asked for."""
    if len(wanted.events) == 1 and len(model["events"]) == 1:
        return "event", [0]
    if not model["events"] or wanted != Selection(actors=wanted.actors, as_of=wanted.as_of):
        return None
    names = [_short(iri) for iri in dict.fromkeys(thing(store, "actor", name).value for name in wanted.actors)]
    if len(names) not in {1, 2}:
        return None
    numbers = {actor["id"]: number for number, actor in enumerate(model["actors"])}
    return "actor" if len(names) == 1 else "pair", [numbers[name] for name in names]


class _Index:
    """Numbers things in the order in which they first appear."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.order: list[str] = []

    def __call__(self, key: str) -> int:
        if key not in self.numbers:
            self.numbers[key] = len(self.order)
            self.order.append(key)
        return self.numbers[key]


class _Builder:
    def __init__(self, graph: Graph, events: Sequence[EventRecord]) -> None:
        self.graph = graph
        self.events = events
        self.actors, self.places, self.documents, self.gatherings = _Index(), _Index(), _Index(), _Index()
        self.times: dict[Time, int] = {}
        self.outlets: dict[str, EventMention] = {}

    def build(self, as_of: str | None) -> ViewModel:
        events = [self._event(event) for event in self.events]
        details = [[self._mention(iri) for iri in event.mentions] for event in self.events]
        places = [self._place(iri) for iri in self.places.numbers]
        taking_part = len(self.actors.numbers)
        actors = self._actors(events)
        first = _first(actors[:taking_part])
        self._lay_out(actors, events, first)
        return ViewModel(
            schema=VERSION,
            prefixes=dict(v.PREFIXES),
            actors=actors,
            places=places,
            gatherings=[self._gathering(iri) for iri in self.gatherings.order],
            documents=[self._document(key) for key in self.documents.numbers],
            times=list(self.times),
            events=events,
            first=first,
            focus=None,
            whole=True,
            total=len(events),
            asOf=as_of,
            details=details,
        )

    def _event(self, event: EventRecord) -> EventModel:
        reports = {iri: number for number, iri in enumerate(event.mentions)}
        return EventModel(
            id=_short(event.iri),
            type=event.type,
            status=event.status,
            time=self._time(event.time),
            place=self.places(event.place) if event.place else None,
            people=self._people(event),
            reports=[self._report(self.graph.mentions[iri]) for iri in event.mentions],
            history=[self._step(step, reports[step.report]) for step in event.history if step.report in reports],
            counts=event.counts,
            conflicts=_conflicts(event, reports),
            since=event.since,
            beliefs=[self._belief(event, belief, reports) for belief in event.beliefs],
            gathering=(self.gatherings(event.gathering), event.beside) if event.gathering else None,
            codes=event.codes,
        )

    def _people(self, told: Told) -> list[tuple[int, str, int | None]]:
        return [(self.actors(a), role, self.actors(s) if s else None) for a, role, s in told.people]

    def _belief(self, event: EventRecord, belief: Belief, reports: Mapping[str, int]) -> BeliefModel:
        return BeliefModel(
            since=belief.since,
            until=belief.until,
            type=belief.type,
            status=belief.status,
            time=self._time(belief.time),
            place=self.places(belief.place) if belief.place else None,
            people=self._people(belief) if belief.people != event.people else None,
            counts=belief.counts,
            conflicts=_conflicts(belief, reports),
        )

    def _step(self, step: Step, report: int) -> tuple[str, str | None, int, int | None, int | None, int]:
        place = self.places(step.place) if step.place else None
        return step.status, step.day, report, self._time(step.time), place, step.number

    def _report(self, mention: EventMention) -> tuple[int, str | None, int | None, int | None]:
        self.outlets.setdefault(mention.document, mention)
        status = mention.status.value if mention.status else None
        place = self.places(self.graph.things.iri(mention.place.key)) if mention.place else None
        return self.documents(mention.document), status, self._time(_time(mention)), place

    def _time(self, time: Time | None) -> int | None:
        return None if time is None else self.times.setdefault(time, len(self.times))

    def _mention(self, iri: str) -> MentionModel:
        mention = self.graph.mentions[iri]
        return MentionModel(
            id=_short(iri),
            doc=self.documents(mention.document),
            quote=mention.quote,
            start=mention.start,
            marks=list(_marks(mention)),
            type=mention.type.value,
            status=mention.status.value if mention.status else None,
            time=self._time(_time(mention)),
            originators=[self._speaker(actor.key) for actor in mention.originators],
            relayers=[self._speaker(actor.key) for actor in mention.relayers],
            rule=mention.rule,
            why=self.graph.why.get(iri, []),
        )

    def _speaker(self, key: str) -> int:
        return self.actors(self.graph.things.iri(key))

    def _document(self, key: str) -> DocumentModel:
        title, url = self.graph.documents.get(key, ("", ""))
        mention = self.outlets[key]
        date = mention.published.isoformat() if mention.published else None
        return DocumentModel(id=key, title=title, outlet=mention.outlet or "", lang=mention.lang, date=date, url=url)

    def _place(self, iri: str) -> PlaceModel:
        found = self.graph.things.get(iri)
        country = self.actors(found.country) if found.country else None
        return PlaceModel(id=_short(iri), names=found.names, country=country, lat=found.lat, lon=found.lon)

    def _gathering(self, iri: str) -> GatheringModel:
        return GatheringModel(id=_short(iri), names=self.graph.things.get(iri).names)

    def _actors(self, events: Iterable[EventModel]) -> list[ActorModel]:
        """Every actor numbered so far, and those whose offices they held."""
        takes_part: Counter[int] = Counter()
        states: defaultdict[int, Counter[int]] = defaultdict(Counter)
        for event in events:
            for actor in {actor for actor, _, _ in event["people"]}:
                takes_part[actor] += 1
            for actor, _, state in event["people"]:
                if state is not None:
                    states[actor][state] += 1
        found: list[ActorModel] = []
        while len(found) < len(self.actors.order):
            number = len(found)
            iri = self.actors.order[number]
            found.append(self._actor(self.graph.things.get(iri), takes_part[number], states[number]))
        weights = _weights(events)
        for rank, one in enumerate(found):
            one["weight"] = round(weights[rank], 3)
        return found

    def _actor(self, thing: ThingRecord, events: int, states: Counter[int]) -> ActorModel:
        return ActorModel(
            id=_short(thing.iri),
            kind=thing.kind.value,
            names=thing.names,
            other=thing.other,
            states=[state for state, _ in sorted(states.items(), key=lambda pair: (-pair[1], pair[0]))],
            offices=[(code, self.actors(of) if of else None, start, end) for code, of, start, end in thing.offices],
            events=events,
            weight=0.0,
            bloc=-1,
            broker=0.0,
            x=0.0,
            y=0.0,
        )

    def _lay_out(self, actors: list[ActorModel], events: Iterable[EventModel], first: list[int]) -> None:
        strength = ties(events)
        nodes = [
            Node(actor["id"], _label(actor), self._home(iri, actor))
            for iri, actor in zip(self.actors.numbers, actors, strict=True)
        ]
        points = place(nodes, strength, first, SHOWN)
        groups, between = blocs(len(actors), strength), brokers(len(actors), strength)
        for actor, (x, y), bloc, broker in zip(actors, points, groups, between, strict=True):
            actor["x"], actor["y"], actor["bloc"], actor["broker"] = x, y, bloc, broker

    def _home(self, iri: str, actor: ActorModel) -> tuple[float, float] | None:
        """Latitude and longitude of the capital of the state an actor is or represents, where the gazetteer has it."""
        iris = self.actors.order
        state = iri if actor["kind"] == "state" else iris[actor["states"][0]] if actor["states"] else None
        thing = self.graph.things.get(state or iri)
        if state is None and thing.country:
            thing = self.graph.things.get(thing.country)
        return self.graph.things.capital(thing.iri)


def _conflicts(told: Told, reports: Mapping[str, int]) -> list[Conflict]:
    return [
        (aspect, [(claim, [reports[iri] for iri in iris if iri in reports], n) for claim, iris, n in sides])
        for aspect, sides in told.conflicts
    ]


def _first(actors: Sequence[ActorModel]) -> list[int]:
    """Actors of the first view, the most connected first."""
    order = sorted(range(len(actors)), key=lambda n: (-actors[n]["weight"], -actors[n]["events"], actors[n]["id"]))
    return [number for number in order if actors[number]["weight"] > 0 or actors[number]["events"]][:MOST]


def ties(events: Iterable[EventModel]) -> dict[tuple[int, int], float]:
    """Strength between two actors: an event of k participants gives each pair 1/(k-1)."""
    found: defaultdict[tuple[int, int], float] = defaultdict(float)
    for event in events:
        people = sorted({actor for actor, _, _ in event["people"]})
        if 2 <= len(people) <= CROWD:
            for pair in combinations(people, 2):
                found[pair] += 1 / (len(people) - 1)
    return dict(found)


def _weights(events: Iterable[EventModel]) -> dict[int, float]:
    weights: defaultdict[int, float] = defaultdict(float)
    for pair, weight in ties(events).items():
        for actor in pair:
            weights[actor] += weight
    return weights


def _marks(mention: EventMention) -> Iterable[tuple[str, int, int]]:
    """Evidence inside the quote, with the trigger, as UTF-16 offsets from the quote's begin."""
    spans = {(piece.aspect, piece.start, piece.end) for piece in mention.evidence}
    spans.add(("trigger", mention.trigger.start, mention.trigger.end))
    for aspect, start, end in sorted(spans, key=lambda span: (span[1], span[2], span[0])):
        if mention.start <= start < end <= mention.end:
            first, last = start - mention.start, end - mention.start
            yield aspect, _units(mention.quote[:first]), _units(mention.quote[:last])


def _units(text: str) -> int:
    """Length in UTF-16 units, by which JavaScript counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _time(mention: EventMention) -> Time | None:
    time = mention.time
    if time is None:
        return None
    start, end = (day.isoformat() if day else None for day in (time.start, time.end))
    return time.edtf, time.granularity.value, start, end


def _label(actor: ActorModel) -> str:
    return actor["names"].get("en") or next(iter(actor["names"].values()))


def _short(iri: str) -> str:
    """Shorten an IRI of ours or of Wikidata with its prefix; give any other whole."""
    for prefix in ("id", "wd"):
        base = v.PREFIXES[prefix]
        if iri.startswith(base):
            return f"{prefix}:{iri[len(base) :]}"
    return iri
