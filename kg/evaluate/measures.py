"""Scores of extraction against a gold file (design.md section 7), with bootstrap intervals over documents.

Predicted and gold events of a document are aligned one to one by maximum weight over quote overlap, type family and
participants; everything but detection is measured on aligned pairs.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import networkx as nx

from kg.evaluate.annotations import FAMILIES, GoldDocument, Report
from kg.model import TimeInterval

#: Weights of the alignment and the least a pair must reach.
OVERLAP, FAMILY, PARTIES, LEAST = 0.4, 0.3, 0.3, 0.5
#: Weight of a status or time that agrees: it only decides between pairs that are otherwise alike.
TIE = 0.001
#: Resamples of the bootstrap.
RESAMPLES = 300


@dataclass(slots=True)
class Tally:
    """Counts of one document or of many."""

    counts: Counter[str] = field(default_factory=Counter)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __iadd__(self, other: Tally) -> Tally:
        self.counts += other.counts
        self.confusion += other.confusion
        return self


def align(gold: Sequence[Report], ours: Sequence[Report]) -> list[tuple[int, int]]:
    """Pairs of indices (gold, ours) of maximum total weight."""
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    for i, g in enumerate(gold):
        for j, o in enumerate(ours):
            weight = similarity(g, o)
            if weight >= LEAST:
                agree = (g.status == o.status) + (g.time == o.time)  # two meetings told in one sentence are not crossed
                graph.add_edge(("gold", i), ("ours", j), weight=weight + TIE * agree)
    pairs = [sorted(pair, key=lambda node: node[0]) for pair in nx.max_weight_matching(graph)]
    return sorted((g[1], o[1]) for g, o in pairs)


def similarity(gold: Report, ours: Report) -> float:
    """Weight of a pair, 0 to 1."""
    shared = min(gold.end, ours.end) - max(gold.start, ours.start)
    overlap = max(0, shared) / max(1, min(gold.end - gold.start, ours.end - ours.start))
    union = gold.participants | ours.participants
    parties = len(gold.participants & ours.participants) / len(union) if union else 0.0
    return OVERLAP * overlap + FAMILY * (gold.family == ours.family) + PARTIES * parties


def score(gold: Sequence[Report], ours: Sequence[Report], text: str) -> Tally:
    """Count one document."""
    tally = Tally()
    count = tally.counts
    pairs = align(gold, ours)
    scored = [(g, o) for g, o in pairs if gold[g].type in FAMILIES]
    excused = {o for g, o in pairs if gold[g].type not in FAMILIES}
    count["gold"] = sum(g.type in FAMILIES for g in gold)
    count["printed"] = sum(o.type in FAMILIES and j not in excused for j, o in enumerate(ours))
    scored = [(g, o) for g, o in scored if ours[o].type in FAMILIES]
    count["aligned"] = len(scored)
    count["quotes"] = len(ours)
    count["valid quotes"] = sum(text[o.start : o.end] == o.quote for o in ours)
    for g, o in scored:
        _pair(gold[g], ours[o], tally)
    return tally


def _pair(gold: Report, ours: Report, tally: Tally) -> None:
    count = tally.counts
    type_right, status_right = gold.type == ours.type, gold.status == ours.status
    count["type right"] += type_right
    count["status right"] += status_right
    tally.confusion[gold.status or "none", ours.status or "none"] += 1
    if gold.status != "held":
        count["not held"] += 1
        count["false held"] += ours.status == "held"
    _overlap(count, "participant", gold.participants, ours.participants)
    _overlap(count, "source", gold.sources, ours.sources)
    date_right = _date(gold.time, ours.time, count)
    place_right = _place(gold, ours, count)
    people_right = gold.participants == ours.participants
    count["strict"] += gold.family == ours.family and status_right and people_right and date_right and place_right


def _overlap(count: Counter[str], name: str, gold: frozenset[str], ours: frozenset[str]) -> None:
    count[f"{name} gold"] += len(gold)
    count[f"{name} printed"] += len(ours)
    count[f"{name} right"] += len(gold & ours)


def _date(gold: TimeInterval | None, ours: TimeInterval | None, count: Counter[str]) -> bool:
    """Right: the same days. Lenient: ours holds gold's. False precision: ours is finer than gold's or gold has none."""
    if gold is None:
        count["undated"] += 1
        count["false precision"] += ours is not None
        count["undated right"] += ours is None
        return ours is None
    right = ours is not None and (ours.start, ours.end) == (gold.start, gold.end)
    approximate = ours is not None and gold.edtf.endswith("~") and ours.edtf == gold.edtf
    count["dated"] += 1
    count["date right"] += right or approximate
    count["date lenient"] += right or approximate or (ours is not None and _holds(ours, gold))
    finer = ours is not None and not right and _length(ours) < _length(gold) and not approximate
    count["false precision"] += finer
    return right or approximate


def _holds(wide: TimeInterval, narrow: TimeInterval) -> bool:
    starts = wide.start is None or (narrow.start is not None and wide.start <= narrow.start)
    ends = wide.end is None or (narrow.end is not None and wide.end >= narrow.end)
    return starts and ends


def _length(time: TimeInterval) -> int:
    return (time.end - time.start).days if time.start and time.end else 100_000


def _place(gold: Report, ours: Report, count: Counter[str]) -> bool:
    """Count the lenient measure (same state) and the exact one: the same place, or within a gold place that is a state.

    The strict tuple asks for the exact one; there both absent is right, too.
    """
    if gold.place is None:
        count["unplaced"] += 1
        count["place invented"] += ours.place is not None
        return ours.place is None
    count["placed"] += 1
    exact = ours.place is not None and (
        ours.place == gold.place or ours.country == gold.place or ours.place in gold.place.split(" ")
    )
    count["place exact"] += exact
    count["place right"] += exact or (
        ours.place is not None and ours.country is not None and ours.country == gold.country
    )
    return exact


# ------------------------------------------------------------------ measures


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _f1(right: int, printed: int, gold: int) -> float | None:
    if not printed and not gold:
        return None
    return 2 * right / (printed + gold)


def macro_f1(confusion: Mapping[tuple[str, str], int]) -> float | None:
    """Mean F1 over the statuses gold uses."""
    labels = sorted({gold for gold, _ in confusion})  # in order: a sum of floats depends on it
    scores = []
    for label in labels:
        right = confusion.get((label, label), 0)
        gold = sum(n for (g, _), n in confusion.items() if g == label)
        ours = sum(n for (_, o), n in confusion.items() if o == label)
        scores.append(2 * right / (gold + ours))
    return sum(scores) / len(scores) if scores else None


MEASURES: dict[str, Callable[[Tally], float | None]] = {
    "detection precision": lambda t: _ratio(t.counts["aligned"], t.counts["printed"]),
    "detection recall": lambda t: _ratio(t.counts["aligned"], t.counts["gold"]),
    "detection F1": lambda t: _f1(t.counts["aligned"], t.counts["printed"], t.counts["gold"]),
    "type right": lambda t: _ratio(t.counts["type right"], t.counts["aligned"]),
    "status right": lambda t: _ratio(t.counts["status right"], t.counts["aligned"]),
    "status macro-F1": lambda t: macro_f1(t.confusion),
    "false-held": lambda t: _ratio(t.counts["false held"], t.counts["not held"]),
    "participant F1": lambda t: _f1(
        t.counts["participant right"], t.counts["participant printed"], t.counts["participant gold"]
    ),
    "date right": lambda t: _ratio(
        t.counts["date right"] + t.counts["undated right"], t.counts["dated"] + t.counts["undated"]
    ),
    "date right, dated": lambda t: _ratio(t.counts["date right"], t.counts["dated"]),
    "date lenient, dated": lambda t: _ratio(t.counts["date lenient"], t.counts["dated"]),
    "false precision": lambda t: _ratio(t.counts["false precision"], t.counts["aligned"]),
    "place right": lambda t: _ratio(t.counts["place right"], t.counts["placed"]),
    "place exact": lambda t: _ratio(t.counts["place exact"], t.counts["placed"]),
    "place invented": lambda t: _ratio(t.counts["place invented"], t.counts["unplaced"]),
    "source F1": lambda t: _f1(t.counts["source right"], t.counts["source printed"], t.counts["source gold"]),
    "strict tuple F1": lambda t: _f1(t.counts["strict"], t.counts["printed"], t.counts["gold"]),
    "quote validity": lambda t: _ratio(t.counts["valid quotes"], t.counts["quotes"]),
}


@dataclass(frozen=True, slots=True)
class Score:
    """A measure with its bootstrap 95 % interval; None where there is nothing to measure."""

    value: float | None
    low: float | None
    high: float | None


def measure(tallies: Sequence[Tally], *, seed: int = 7) -> dict[str, Score]:
    """All measures over documents, with intervals from resampling documents."""
    whole = _sum(tallies)
    chance = random.Random(seed)  # noqa: S311 - resampling, not secrets
    samples = [_sum([chance.choice(tallies) for _ in tallies]) for _ in range(RESAMPLES)] if tallies else []
    found = {}
    for name, formula in MEASURES.items():
        spread = sorted(v for s in samples if (v := formula(s)) is not None)
        low = spread[int(len(spread) * 0.025)] if spread else None
        high = spread[min(len(spread) - 1, int(len(spread) * 0.975))] if spread else None
        found[name] = Score(formula(whole), low, high)
    return found


def _sum(tallies: Iterable[Tally]) -> Tally:
    whole = Tally()
    for tally in tallies:
        whole += tally
    return whole


def by_language(gold: Sequence[GoldDocument], ours: Mapping[str, Sequence[Report]]) -> dict[str, list[Tally]]:
    """Tallies of each language's documents, and of ``all``."""
    found: dict[str, list[Tally]] = defaultdict(list)
    for document in gold:
        tally = score(document.events, ours.get(document.row["id"], ()), document.text)
        found[document.row["lang"]].append(tally)
        found["all"].append(tally)
    return dict(found)
