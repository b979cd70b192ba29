"""Which tellings are linked: pairs that the joining rules would join, thinned so that vague ones do not chain events.

A telling that gives no days is linked to the precise ones it fits best, and among them to the nearest in time, only;
vague ones are linked to each other only where no precise one fits. So two events are never joined through a report
that might mean either, and a new document touches few others. What is asked here depends on the neighbours of a telling
alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from kg.events.identity.facts import Facts, facts, unannounced
from kg.events.identity.joining import ENOUGH, obstacle, score
from kg.model import EventMention, Status

#: Edges this close in weight to the best one are as good.
TIE = 0.25

Filed = Callable[[Iterable[str]], Iterable[EventMention]]
"""Gives the mentions filed in any of some blocks."""


class Edge(Struct, frozen=True):
    """Two tellings, keys in order, that the joining rules would join."""

    one: str
    other: str
    weight: float
    why: tuple[str, ...]
    apart: int
    """Days between an undated report and the event; 0 where both are dated."""
    vague: bool
    """Whether one of the two does not say on which days."""

    @property
    def order(self) -> tuple[bool, float, int, str, str]:
        """Precise pairs first, the weightiest first; then the nearest in time."""
        return self.vague, -self.weight, self.apart, self.one, self.other

    def beyond(self, key: str) -> str:
        """The other end."""
        return self.other if key == self.one else self.one


@dataclass(slots=True)
class Telling:
    """All mentions that say the same of an event."""

    facts: Facts
    mentions: dict[str, EventMention] = field(default_factory=dict)
    """By `EventMention.key`."""


class Near:
    """The neighbourhood of tellings, read block by block as it is asked for."""

    def __init__(self, filed: Filed) -> None:
        self._filed = filed
        self._blocks: dict[str, set[str]] = {}
        self._edges: dict[str, dict[str, Edge]] = {}
        self._kept: dict[str, frozenset[str]] = {}
        self._poor: dict[str, bool] = {}
        self.tellings: dict[str, Telling] = {}

    def add(self, mention: EventMention) -> str:
        """Note a mention; return the key of its telling.

        A telling too poor to be joined with its like ("he held talks") stays one for each sentence of a day: a text
        issued twice tells the same.
        """
        found = facts(mention)
        if found.key not in self._poor:
            self._poor[found.key] = score(found, found)[0] < ENOUGH or obstacle(found, found) is not None
        if self._poor[found.key]:
            found = unannounced(found)
            found = replace(found, key=f"{found.key}|{_wording(mention)}")
        telling = self.tellings.setdefault(found.key, Telling(found))
        telling.mentions[mention.key] = mention
        return found.key

    def edges(self, key: str) -> dict[str, Edge]:
        """Every telling that the joining rules would join with this one, by key."""
        if key not in self._edges:
            mine = self.tellings[key].facts
            near = {k for block in mine.blocks for k in self._block(mine.blocks, block)} - {key}
            made = {k: self._edges.get(k, {}).get(key) or edge(mine, self.tellings[k].facts) for k in near}
            self._edges[key] = {k: e for k, e in made.items() if e is not None}
        return self._edges[key]

    def _block(self, blocks: tuple[str, ...], block: str) -> set[str]:
        if block not in self._blocks:
            missing = [b for b in blocks if b not in self._blocks]
            found: dict[str, set[str]] = defaultdict(set)
            for mention in self._filed(missing):
                key = self.add(mention)
                for b in self.tellings[key].facts.blocks:
                    found[b].add(key)
            self._blocks.update((b, found[b]) for b in missing)
        return self._blocks[block]

    def links(self, key: str) -> dict[str, Edge]:
        """The edges of a telling that count, by the key of the other end."""
        return {k: e for k, e in self.edges(key).items() if not e.vague or k in self.kept(key) or key in self.kept(k)}

    def kept(self, key: str) -> frozenset[str]:
        """The tellings that a vague one is linked to; a precise one leaves the choice to the others."""
        if key not in self._kept:
            self._kept[key] = frozenset() if self.tellings[key].facts.precise else frozenset(self._best(key))
        return self._kept[key]

    def _best(self, key: str) -> Iterable[str]:
        precise = self._precise(key)
        if not precise:
            return [k for k, e in self.edges(key).items() if not self._precise(k)]
        mine = self.tellings[key].facts
        if mine.status is not Status.POSTPONED:
            return _nearest(precise)
        # What was put off is the plan before it and what is reported later.
        ahead = {k: e for k, e in precise.items() if self.tellings[k].facts.first > mine.issued}
        plans = {k: e for k, e in precise.items() if self.tellings[k].facts.status in (Status.PLANNED, Status.PROPOSED)}
        return {*_nearest(plans), *_nearest({k: e for k, e in ahead.items() if k not in plans})}

    def _precise(self, key: str) -> dict[str, Edge]:
        return {k: e for k, e in self.edges(key).items() if self.tellings[k].facts.precise}


def _wording(mention: EventMention) -> str:
    """The sentence of a mention and its day of issue."""
    return f"{mention.published} {' '.join(mention.quote.split())}"


def _nearest(edges: dict[str, Edge]) -> list[str]:
    """Of some edges the weightiest, among equals those nearest in time."""
    if not edges:
        return []
    best = max(e.weight for e in edges.values())
    good = {k: e for k, e in edges.items() if e.weight >= best - TIE}
    least = min(e.apart for e in good.values())
    return [k for k, e in good.items() if e.apart == least]


def edge(one: Facts, other: Facts) -> Edge | None:
    """The edge between two tellings, if the joining rules would join them."""
    if one.family != other.family or obstacle(one, other) is not None:
        return None
    weight, why = score(one, other)
    if weight < ENOUGH:
        return None
    first, second = sorted((one.key, other.key))
    return Edge(first, second, weight, why, _apart(one, other), not (one.precise and other.precise))


def _apart(one: Facts, other: Facts) -> int:
    """Days between an undated report and the other; the event a report is nearest to is the one it means."""
    if one.dated and other.dated:
        return 0
    report, event = (other, one) if one.dated else (one, other)
    if not event.dated:
        return abs(report.issued - event.issued)
    return max(event.first - report.issued, report.issued - event.last, 0)
