"""Event mentions to events: which reports, in whatever language, speak of the same meeting.

Tellings are nodes of a graph whose edges are the pairs that the joining rules would join (`near`). A connected
component of it is clustered for itself, best edges first; so the result is a function of the set of mentions, and a
new document touches only the components it reaches (`renew`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.events.identity.assemble import assemble
from kg.events.identity.days import long_before
from kg.events.identity.facts import LATE, PENDING, Facts, facts
from kg.events.identity.joining import ENOUGH, obstacle, score, told_twice
from kg.events.identity.near import TIE, Edge, Filed, Near, Telling
from kg.model import Event, EventMention, EventType, Refused, Status

#: Statuses one document may report of one event, each in its own place: what was planned, what became of it.
_SEQUEL = PENDING | {Status.DENIED}
#: Obstacles that other reports of the event may remove.
_BRIDGED = ("other-days", "old-news", "any-of-many")


def resolve(mentions: Iterable[EventMention]) -> list[Event]:
    """Join event mentions into events, sorted by key."""
    blocks: dict[str, list[EventMention]] = defaultdict(list)
    every = sorted({m.key: m for m in mentions}.values(), key=lambda m: m.key)
    near = Near(lambda wanted: (m for key in wanted for m in blocks.get(key, ())))
    for mention in every:
        for block in near.tellings[near.add(mention)].facts.blocks:
            blocks[block].append(mention)
    return _events(near, near.tellings)


def renew(
    changed: Iterable[EventMention], filed: Filed, together: Callable[[Iterable[EventMention]], Iterable[EventMention]]
) -> tuple[list[Event], dict[str, EventMention]]:
    """Make anew every event that may be another because some mentions are new or gone; return the mentions, too.

    `changed` are the new ones and whatever is filed where those that are gone were; `together` gives the mentions that
    until now belong to the same events as some. Beyond these the change is felt where a vague telling now fits
    another one best, and in the components of all of them.
    """
    near = Near(filed)
    found: set[str] = set()
    waiting = {near.add(m) for m in changed}
    waiting |= {k for key in sorted(waiting) for k in near.edges(key)}
    while waiting:
        found |= waiting
        linked = {k for key in waiting for k in near.links(key)}
        members = [m for key in sorted(waiting) for m in near.tellings[key].mentions.values()]
        waiting = (linked | {near.add(m) for m in together(members)}) - found
    return _events(near, found), {m.key: m for key in found for m in near.tellings[key].mentions.values()}


def _events(near: Near, keys: Iterable[str]) -> list[Event]:
    """The events of some tellings, which hold every telling linked to one of them."""
    clusters = (c for component in _components(near, keys) for c in _clusters(near, component))
    return sorted((assemble(c.mentions, c.reasons) for c in clusters), key=lambda event: event.key)


def refused(cluster: Sequence[EventMention], others: Iterable[EventMention]) -> dict[str, Refused]:
    """For each mention of an event the weightiest mention of another that shares a block, and why they are two."""
    mine = [(m, facts(m)) for m in cluster]
    own = {m.key for m in cluster}
    found: dict[str, Refused] = {}
    for other in sorted((m for m in others if m.key not in own), key=lambda m: m.key):
        theirs = facts(other)
        for mention, one in mine:
            if set(one.blocks).isdisjoint(theirs.blocks):
                continue
            weight, why = score(one, theirs)
            best = found.get(mention.key)
            if best is None or weight > best.weight:
                against = _against([f for _, f in mine], one, theirs, weight)
                found[mention.key] = Refused(other, weight, why, against)
    return found


def _against(cluster: Sequence[Facts], one: Facts, other: Facts, weight: float) -> str:
    forbidden = obstacle(one, other)
    if forbidden is not None:
        return forbidden.sentence
    if weight < ENOUGH:
        return f"weight {weight:g} of the {ENOUGH:g} that are enough"
    through = next((found for f in cluster if (found := obstacle(f, other)) is not None), None)
    return f"another report of it stands against: {through.sentence}" if through else "another event fits as well"


def _components(near: Near, keys: Iterable[str]) -> list[list[str]]:
    """Keys of the tellings of each connected component, sorted."""
    left = set(keys)
    found = []
    for start in sorted(left):
        if start not in left:
            continue
        left.discard(start)
        component, waiting = [start], [start]
        while waiting:
            reached = near.links(waiting.pop()).keys() & left
            left -= reached
            component += reached
            waiting += reached
        found.append(sorted(component))
    return found


# ------------------------------------------------------------------ clusters


@dataclass(slots=True)
class _Cluster:
    tellings: list[Telling]
    told: dict[str, list[Facts]]
    """What each document says of it."""
    reasons: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Sentences of the tests by which each mention joined, by its key."""

    @property
    def mentions(self) -> list[EventMention]:
        """All mentions, in any order."""
        return [m for telling in self.tellings for m in telling.mentions.values()]

    def may_take(self, other: _Cluster) -> bool:
        """Whether no telling of one forbids one of the other; a postponement between them bridges days."""
        both = self.told.keys() & other.told.keys()
        if not all(_sequel(one, two) for d in both for one in self.told[d] for two in other.told[d]):
            return False
        together = [t.facts for t in (*self.tellings, *other.tellings)]
        for one in self.tellings:
            for two in other.tellings:
                found = obstacle(one.facts, two.facts)
                if found is not None and not (
                    found.name in _BRIDGED and _bridged(found.name, one.facts, two.facts, together)
                ):
                    return False
        return True

    def take(self, other: _Cluster) -> None:
        self.tellings += other.tellings
        for document, told in other.told.items():
            self.told.setdefault(document, []).extend(told)
        for key, why in other.reasons.items():
            self.reasons[key] |= why

    def join(self, telling: Telling, why: tuple[str, ...]) -> None:
        """Note why the mentions of a telling belong here."""
        for key in telling.mentions:
            self.reasons[key].update(why)


def _cluster(telling: Telling) -> _Cluster:
    made = _Cluster([telling], {m.document: [telling.facts] for m in telling.mentions.values()})
    if len(telling.mentions) > 1:
        made.join(telling, score(telling.facts, telling.facts)[1])
    return made


def _sequel(one: Facts, other: Facts) -> bool:
    """Whether one document may say both of one event: "was planned", "is called off"; or the same twice."""
    return (one.status != other.status and {one.status, other.status} <= _SEQUEL) or told_twice(one, other)


def _bridged(obstacle: str, one: Facts, other: Facts, together: Sequence[Facts]) -> bool:
    """Whether days apart are no obstacle: a plan was put off, or a dated report shows what undated ones speak of."""
    if not one.dated and not other.dated:
        return any(f.precise and _shows(f, one) and _shows(f, other) for f in together)
    if obstacle == "any-of-many":
        return False
    plan, later = sorted((one, other), key=lambda f: (f.first, f.key))
    if plan.status not in PENDING:
        return False
    return any(f.status is Status.POSTPONED and f.issued - LATE <= plan.last and f.overlaps(later) for f in together)


def _shows(event: Facts, report: Facts) -> bool:
    return event.overlaps(report) and not long_before(event, report)


def _clusters(near: Near, component: Sequence[str]) -> list[_Cluster]:
    home = {key: _cluster(near.tellings[key]) for key in component}
    if len(component) == 1:
        return list(home.values())
    edges = {(e.one, e.other): e for key in component for e in near.links(key).values()}
    of_open: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges.values():
        for key in (edge.one, edge.other):
            if _open(near.tellings[key]):
                of_open[key].append(edge)
    for edge in sorted(edges.values(), key=lambda e: e.order):
        one, other = home[edge.one], home[edge.other]
        if one is other or not one.may_take(other) or _ambiguous(edge, near, home, of_open):
            continue
        if len(one.tellings) < len(other.tellings):
            one, other = other, one
        one.take(other)
        home.update((t.facts.key, one) for t in other.tellings)
        one.join(near.tellings[edge.one], edge.why)
        one.join(near.tellings[edge.other], edge.why)
    return list({id(cluster): cluster for cluster in home.values()}.values())


def _open(telling: Telling) -> bool:
    """Whether a report leaves open which event it means: it does not say when, or of which accord of a day it is."""
    return telling.facts.type is EventType.AGREEMENT or not telling.facts.precise


def _ambiguous(edge: Edge, near: Near, home: Mapping[str, _Cluster], of_open: Mapping[str, list[Edge]]) -> bool:
    """Whether a telling that leaves open which it means fits two different events equally well: it joins neither."""
    for key in (edge.one, edge.other):
        target = edge.beyond(key)
        if not _open(near.tellings[key]) or not near.tellings[target].facts.precise:
            continue
        if near.tellings[key].facts.status is Status.POSTPONED:
            continue
        for rival in of_open[key]:
            third = rival.beyond(key)
            alike = rival.weight >= edge.weight - TIE and rival.apart <= edge.apart
            if not alike or not near.tellings[third].facts.precise or home[third] in (home[target], home[key]):
                continue
            if not home[third].may_take(home[target]):
                return True
    return False
