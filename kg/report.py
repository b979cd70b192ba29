"""Text for a terminal: score tables and error lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.clusters import Clustering, Mention, b_cubed, ceaf_e, conll, muc
from kg.evaluate import FAMILIES, MEASURES, GoldDocument, Report, Score, align


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


def errors(gold: Sequence[GoldDocument], ours: Mapping[str, Sequence[Report]]) -> Iterable[str]:
    """Misses, extras and wrong values, document by document, each with its sentence."""
    for document in gold:
        mine = ours.get(document.row["id"], ())
        pairs = dict(align(document.events, mine))
        lines = [*_missed(document, pairs), *_extra(document, mine, pairs), *_wrong(document, mine, pairs)]
        if lines:
            yield f"== {document.row['id']} ({document.row['date']})"
            yield from lines


def _missed(document: GoldDocument, pairs: Mapping[int, int]) -> Iterable[str]:
    for i, event in enumerate(document.events):
        if i not in pairs and event.type in FAMILIES:
            yield f"  MISSED {event.type} {event.status} {sorted(event.participants)} | {_short(event.quote)}"


def _extra(document: GoldDocument, mine: Sequence[Report], pairs: Mapping[int, int]) -> Iterable[str]:
    used = set(pairs.values())
    for j, event in enumerate(mine):
        if j not in used and event.type in FAMILIES:
            yield f"  EXTRA  {event.type} {event.status} {sorted(event.participants)} | {_short(event.quote)}"


def _wrong(document: GoldDocument, mine: Sequence[Report], pairs: Mapping[int, int]) -> Iterable[str]:
    for i, j in sorted(pairs.items()):
        gold, own = document.events[i], mine[j]
        if gold.type not in FAMILIES:
            continue
        faults = [
            f"{name}: {wanted} -> {got}"
            for name, wanted, got in (
                ("type", gold.type, own.type),
                ("status", gold.status, own.status),
                ("who", sorted(gold.participants), sorted(own.participants)),
                ("date", gold.time.edtf if gold.time else None, own.time.edtf if own.time else None),
                ("place", gold.place, own.place),
                ("source", sorted(gold.sources), sorted(own.sources)),
            )
            if wanted != got
        ]
        if faults:
            yield f"  WRONG  {'; '.join(faults)} | {_short(own.quote)}"


def _short(quote: str) -> str:
    text = " ".join(quote.split())
    return text if len(text) <= 260 else f"{text[:257]}..."


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
