"""Text for a terminal: score tables and error lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

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
