"""Text for a terminal: score tables and error lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.evaluate.annotations import GoldDocument, Report
from kg.evaluate.coreference import Clustering, Mention, b_cubed, ceaf_e, conll, muc
from kg.evaluate.measures import MEASURES, Score


def scores(by_lang: Mapping[str, Mapping[str, Score]], *, intervals: bool) -> Iterable[list[str]]:
    """Rows of the score table: a measure, then a column for each language."""
    yield ["measure", *by_lang]
    for name in MEASURES:
        yield [name, *(_cell(measures[name], intervals=intervals) for measures in by_lang.values())]


def _cell(score: Score, *, intervals: bool) -> str:
    if score.value is None:
        return "-"
    text = f"{score.value:.3f}"
    if intervals and score.low is not None and score.high is not None:
        text += f" [{score.low:.2f}, {score.high:.2f}]"
    return text


def lines(by_lang: Mapping[str, Mapping[str, Score]], *, intervals: bool) -> Iterable[str]:
    """The score table, a line for each measure."""
    width = 20 if intervals else 7
    for name, *cells in scores(by_lang, intervals=intervals):
        yield "  ".join((f"{name:<20}", *(f"{cell:>{width}}" for cell in cells)))


def agreement(gold: Clustering, ours: Clustering) -> dict[str, float]:
    """All measures of event coreference, by name; `mentions` is the number they are taken over."""
    found: dict[str, float] = {"mentions": sum(map(len, gold)), "gold events": len(gold), "our events": len(ours)}
    for name, measure in (("MUC", muc), ("B-cubed", b_cubed), ("CEAF-e", ceaf_e)):
        both = measure(gold, ours)
        found |= {f"{name} precision": both.precision, f"{name} recall": both.recall, f"{name} F1": both.f1}
    return {**found, "CoNLL F1": conll(gold, ours)}


def cluster_errors(gold: Sequence[GoldDocument], named: Mapping[Mention, str], ours: Clustering) -> Iterable[str]:
    """Events of ours that hold several of gold's, and of gold that several of ours hold, each with its mentions."""
    said = {(g.row["id"], i): event for g in gold for i, event in enumerate(g.events)}
    home = {mention: number for number, cluster in enumerate(ours) for mention in cluster}
    for cluster in ours:
        names = sorted({named[m] for m in cluster})
        if len(names) > 1:
            yield f"  JOINED {' + '.join(names)}"
            yield from (f"    {named[m]}: {_told(m, said[m])}" for m in sorted(cluster, key=lambda m: (named[m], m)))
    split: dict[str, list[Mention]] = {}
    for mention in sorted(home):
        split.setdefault(named[mention], []).append(mention)
    for name, members in sorted(split.items()):
        if len({home[m] for m in members}) > 1:
            yield f"  SPLIT  {name}"
            yield from (f"    {home[m]}: {_told(m, said[m])}" for m in sorted(members, key=lambda m: (home[m], m)))


def _told(mention: Mention, event: Report) -> str:
    when = event.time.edtf if event.time else None
    who = " | ".join(sorted(event.participants))
    return f"{mention[0]}#{mention[1]} {event.type}/{event.status} {who} @{event.place} {when}"
