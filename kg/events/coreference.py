"""Event mentions to events: which reports, in whatever language, speak of the same meeting.

Mentions are nodes of a graph whose edges are the pairs that the joining rules would join. A connected component of it
is clustered for itself, best edges first; so the result is a function of the set of mentions, and a new document
touches only the components it reaches (`affected`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from kg.events.assemble import assemble
from kg.events.facts import PENDING, Facts, block_keys, facts
from kg.events.joining import ENOUGH, obstacle, score
from kg.model import Event, EventMention, Status

#: Edges this close in weight to the best one are rivals of it.
TIE = 0.25


@dataclass(frozen=True, slots=True)
class Edge:
    """Two mentions that the joining rules would join."""

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


@dataclass(frozen=True, slots=True)
class Refused:
    """A mention of another event that came near to joining: its weight, what spoke for it, what stood against it."""

    mention: EventMention
    rival: EventMention
    weight: float
    why: tuple[str, ...]
    against: str


def resolve(mentions: Iterable[EventMention]) -> list[Event]:
    """Join event mentions into events, sorted by key."""
    every = {m.key: facts(m) for m in sorted(mentions, key=lambda m: m.key)}
    edges = list(_edges(every.values()))
    events = [assemble([f.mention for f in c.members], c.reasons) for c in _clusters(every, edges)]
    return sorted(events, key=lambda event: event.key)


def affected(
    seeds: Iterable[EventMention], filed: Callable[[Iterable[str]], Iterable[EventMention]]
) -> dict[str, EventMention]:
    """Every mention whose event may change when the `seeds` are new or changed: their components, by key.

    `filed` gives the mentions filed in any of some blocks.
    """
    found: dict[str, Facts] = {}
    known: dict[str, Facts] = {}
    members: dict[str, list[str]] = {}
    waiting = [facts(m) for m in seeds]
    while waiting:
        found.update((f.key, f) for f in waiting)
        wanted = {block for f in waiting for block in block_keys(f.mention)} - members.keys()
        _file(filed(wanted), wanted, known, members)
        reached: dict[str, Facts] = {}
        for one in waiting:
            near = {key for block in block_keys(one.mention) for key in members[block]}
            reached |= {key: known[key] for key in near - found.keys() if _edge(one, known[key]) is not None}
        waiting = list(reached.values())
    return {key: f.mention for key, f in found.items()}


def _file(
    mentions: Iterable[EventMention], wanted: set[str], known: dict[str, Facts], members: dict[str, list[str]]
) -> None:
    members.update({block: [] for block in wanted})
    for mention in mentions:
        known.setdefault(mention.key, facts(mention))
        for block in wanted.intersection(block_keys(mention)):
            members[block].append(mention.key)


def refused(cluster: Sequence[EventMention], others: Iterable[EventMention]) -> dict[str, Refused]:
    """For each mention of an event the weightiest mention of another that shares a block, and why they are two."""
    mine = [facts(m) for m in cluster]
    own = {f.key for f in mine}
    found: dict[str, Refused] = {}
    for other in sorted((facts(m) for m in others if m.key not in own), key=lambda f: f.key):
        blocks = set(block_keys(other.mention))
        for one in mine:
            if blocks.isdisjoint(block_keys(one.mention)) or one.mention.document == other.mention.document:
                continue
            weight, why = score(one, other)
            best = found.get(one.key)
            if best is None or weight > best.weight:
                found[one.key] = Refused(one.mention, other.mention, weight, why, _against(mine, one, other, weight))
    return found


def _against(cluster: Sequence[Facts], one: Facts, other: Facts, weight: float) -> str:
    forbidden = obstacle(one, other)
    if forbidden is not None:
        return forbidden.sentence
    if weight < ENOUGH:
        return f"weight {weight:g} of the {ENOUGH:g} that are enough"
    through = next((found for f in cluster if (found := obstacle(f, other)) is not None), None)
    return f"another report of it stands against: {through.sentence}" if through else "another event fits as well"


# ------------------------------------------------------------------ edges


def _edges(every: Iterable[Facts]) -> Iterator[Edge]:
    blocks: dict[str, list[Facts]] = defaultdict(list)
    for one in every:
        for key in block_keys(one.mention):
            blocks[key].append(one)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        for one, other in combinations(block, 2):
            pair = (one.key, other.key)
            if pair in seen:
                continue
            seen.add(pair)
            edge = _edge(one, other)
            if edge is not None:
                yield edge


def _edge(one: Facts, other: Facts) -> Edge | None:
    if one.family != other.family or obstacle(one, other) is not None:
        return None
    weight, why = score(one, other)
    if weight < ENOUGH:
        return None
    first, second = sorted((one, other), key=lambda f: f.key)
    return Edge(first.key, second.key, weight, why, _apart(one, other), not (one.precise and other.precise))


def _apart(one: Facts, other: Facts) -> int:
    """Days between an undated report and the other; the event a report is nearest to is the one it means."""
    if one.dated and other.dated:
        return 0
    report, event = (other, one) if one.dated else (one, other)
    if not event.dated:
        return abs(report.published - event.published)
    return max(event.first - report.published, report.published - event.last, 0)


# ------------------------------------------------------------------ clusters


@dataclass(slots=True)
class _Cluster:
    members: list[Facts]
    documents: set[str]
    reasons: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def may_take(self, other: _Cluster) -> bool:
        """Whether no member of one forbids a member of the other; a postponement between them bridges days."""
        if not self.documents.isdisjoint(other.documents):
            return False
        together = (*self.members, *other.members)
        for one in self.members:
            for two in other.members:
                found = obstacle(one, two)
                if found is not None and not (found.name == "other-days" and _postponed(one, two, together)):
                    return False
        return True

    def take(self, other: _Cluster) -> None:
        self.members += other.members
        self.documents |= other.documents
        for key, why in other.reasons.items():
            self.reasons[key] |= why


def _postponed(one: Facts, other: Facts, together: Sequence[Facts]) -> bool:
    """Whether the earlier of two is a plan that a report between them says was put off."""
    plan, later = sorted((one, other), key=lambda f: f.published)
    if plan.mention.status not in PENDING:
        return False
    return any(
        f.mention.status is Status.POSTPONED and plan.published <= f.published <= later.published for f in together
    )


def _clusters(every: Mapping[str, Facts], edges: Sequence[Edge]) -> list[_Cluster]:
    home = {key: _Cluster([one], {one.mention.document}) for key, one in every.items()}
    of_vague: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        if edge.vague:
            of_vague[edge.one].append(edge)
            of_vague[edge.other].append(edge)
    for edge in sorted(edges, key=lambda e: e.order):
        one, other = home[edge.one], home[edge.other]
        if one is not other:
            if not one.may_take(other) or (edge.vague and _ambiguous(edge, every, home, of_vague)):
                continue
            if len(one.members) < len(other.members):
                one, other = other, one
            one.take(other)
            home.update((f.key, one) for f in other.members)
            one.reasons[edge.one].update(edge.why)
            one.reasons[edge.other].update(edge.why)
    return list({id(cluster): cluster for cluster in home.values()}.values())


def _ambiguous(
    edge: Edge, every: Mapping[str, Facts], home: Mapping[str, _Cluster], of_vague: Mapping[str, list[Edge]]
) -> bool:
    """Whether a vague mention fits two different events equally well: then it joins neither."""
    for vague, target in ((edge.one, edge.other), (edge.other, edge.one)):
        if every[vague].precise or not every[target].precise:
            continue
        for rival in of_vague[vague]:
            third = rival.other if rival.one == vague else rival.one
            alike = rival.weight >= edge.weight - TIE and rival.apart <= edge.apart
            if not alike or not every[third].precise or home[third] in (home[target], home[vague]):
                continue
            if not home[third].may_take(home[target]):
                return True
    return False
