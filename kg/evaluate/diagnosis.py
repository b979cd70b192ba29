"""Why gold and print differ: every miss, extra and wrong value under its cause; runs saved and compared."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from kg.errors import UsageError
from kg.evaluate.annotations import FAMILIES, GoldDocument, Report
from kg.evaluate.measures import Score, align
from kg.files import text_of, written
from kg.model import Span, Trace

#: Faults a missed event counts for when two runs are compared: more than any event that is printed can have.
MISSED = 10
#: What a saved run looks like; another number is refused.
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One event of gold, or one print without gold, and what is wrong with it."""

    document: str
    event: str
    """What it is, the same in every run: its number in gold, or the print's type and quote."""
    causes: tuple[str, ...]
    """``missed: no trigger``, ``wrong status`` ...; empty where all is right."""
    details: tuple[str, ...]
    """What shows each cause."""
    quote: str


def findings(
    gold: Sequence[GoldDocument], ours: Mapping[str, Sequence[Report]], traces: Mapping[str, Trace]
) -> Iterator[Finding]:
    """What became of every event, document by document."""
    for document in gold:
        name = str(document.row["id"])
        mine = ours.get(name, ())
        pairs = dict(align(document.events, mine))
        for i, event in enumerate(document.events):
            if event.type not in FAMILIES:
                continue
            label = f"{i + 1} {event.type}"
            if i in pairs:
                faults = dict(_faults(event, mine[pairs[i]]))
                yield Finding(name, label, tuple(faults), tuple(faults.values()), mine[pairs[i]].quote)
            else:
                cause, detail = _missed(event, mine, traces[name])
                told = f"{event.status} {', '.join(sorted(event.participants))}"
                yield Finding(
                    name, label, (f"missed: {cause}",), ("; ".join(filter(None, (told, detail))),), event.quote
                )
        for j in sorted(set(range(len(mine))) - set(pairs.values())):
            own = mine[j]
            if own.type in FAMILIES:
                detail = f"{own.status} {', '.join(sorted(own.participants))}"
                yield Finding(
                    name, f"{own.type} {_short(own.quote, 80)}", (_extra(own, document),), (detail,), own.quote
                )


def _faults(gold: Report, own: Report) -> Iterator[tuple[str, str]]:
    for name, wanted, got in (
        ("type", gold.type, own.type),
        ("status", gold.status, own.status),
        ("participants", sorted(gold.participants), sorted(own.participants)),
        ("date", gold.time.edtf if gold.time else None, own.time.edtf if own.time else None),
        ("place", gold.place, own.place),
        ("source", sorted(gold.sources), sorted(own.sources)),
    ):
        if wanted != got:
            yield f"wrong {name}", f"{name} {wanted} -> {got}"


def _missed(event: Report, mine: Sequence[Report], trace: Trace) -> tuple[str, str]:
    """The first step on which the event was lost, and what shows it."""
    span = Span(event.start, event.end)
    found = [(at, entry) for at, entry in trace.found if _meet(at, span)]
    if not found:
        return "no trigger in the quote", ""
    vetoed = {at: entry for at, entry in trace.vetoed if _meet(at, span)}
    if all(at in vetoed for at, _ in found):
        return "trigger vetoed", f"by '{next(iter(vetoed.values()))}'"
    told = [m for m in trace.told if _meet(m.trigger, span)]
    entries = ", ".join(dict.fromkeys(f"'{entry}'" for at, entry in found if at not in vetoed))
    if not told:
        return "trigger gives way to another word", entries
    kept = [m for m in told if m not in trace.implausible]
    if not kept:
        parties = ", ".join(p.actor.name for p in told[0].participants) or "nobody"
        return "parties missing", f"{told[0].type} of {parties}"
    if any(_meet(m.trigger, span) for m in trace.printed):
        other = next((own for own in mine if _meet(Span(own.start, own.end), span)), None)
        return "read as another event", f"{other.type} of {', '.join(sorted(other.participants))}" if other else ""
    return "merged into another", ", ".join(dict.fromkeys(str(m.type) for m in kept))


def _extra(own: Report, document: GoldDocument) -> str:
    if not document.events:
        return "extra: in a text without events"
    if any(_meet(Span(own.start, own.end), Span(g.start, g.end)) for g in document.events):
        return "extra: beside an event of gold"
    return "extra: where gold has no event"


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def grouped(found: Iterable[Finding]) -> Iterator[str]:
    """Lines for a terminal: each cause with its number, the most frequent first, and under it its events."""
    by_cause: dict[str, list[str]] = defaultdict(list)
    for finding in found:
        for cause, detail in zip(finding.causes, finding.details, strict=True):
            by_cause[cause].append(f"  {finding.document} {detail} | {_short(finding.quote)}")
    for cause, those in sorted(by_cause.items(), key=lambda item: (_KINDS.index(item[0][:5]), -len(item[1]), item[0])):
        yield f"== {cause} ({len(those)})"
        yield from those


_KINDS = ("misse", "extra", "wrong")


def _short(quote: str, length: int = 260) -> str:
    text = " ".join(quote.split())
    return text if len(text) <= length else f"{text[: length - 3]}..."


# ------------------------------------------------------------------ runs


def run_of(found: Iterable[Finding], figures: Mapping[str, Mapping[str, Score]], made_by: str) -> dict[str, Any]:
    """A run: the figures, and of every document what is wrong with its events."""
    documents: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for finding in found:
        documents[finding.document][_unlike(finding.event, documents[finding.document])] = list(finding.causes)
    values = {lang: {name: score.value for name, score in measures.items()} for lang, measures in figures.items()}
    return {"format": FORMAT, "reader": made_by, "figures": values, "documents": documents}


def save(path: Path, run: Mapping[str, Any]) -> None:
    """Write a run; raises `UsageError` when the file cannot be written."""
    text = json.dumps(run, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    with written(path) as file:
        file.write(text.encode("utf-8", "replace"))


def _unlike(event: str, known: Mapping[str, Any]) -> str:
    """Name of an event in its document; a second print alike is numbered."""
    name, number = event, 1
    while name in known:
        number += 1
        name = f"{event} ({number})"
    return name


class _Run(msgspec.Struct):
    """What a saved run holds."""

    format: int
    figures: dict[str, dict[str, float | None]]
    documents: dict[str, dict[str, list[str]]]


def load_run(path: Path) -> dict[str, Any]:
    """A saved run; raises `UsageError` when the file is none."""
    try:
        run = msgspec.json.decode(text_of(path), type=_Run)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: no run saved by 'kg evaluate --save'") from error
    if run.format != FORMAT:
        raise UsageError(f"{path}: saved by another version of 'kg evaluate' (format {run.format}, not {FORMAT})")
    return msgspec.structs.asdict(run)


def compared(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """What changed between two runs: figures, then the documents that got worse and better, event by event."""
    yield from _figures(before["figures"], now["figures"])
    shared = [name for name in now["documents"] if name in before["documents"]]
    changes = {name: _changes(before["documents"][name], now["documents"][name]) for name in shared}
    for title, sign in (("worse", 1), ("better", -1)):
        those = {name: change for name, (weight, change) in changes.items() if change and _sign(weight) == sign}
        yield f"== {title} ({len(those)} documents)"
        for name, change in those.items():
            yield from (f"  {name} {line}" for line in change)
    even = {name: change for name, (weight, change) in changes.items() if change and weight == 0}
    if even:
        yield f"== other faults than before ({len(even)} documents)"
        yield from (f"  {name} {line}" for name, change in even.items() for line in change)
    alone = Counter(name in before["documents"] for name in {*before["documents"], *now["documents"]} - {*shared})
    if alone:
        yield f"== in one run only: {alone[True]} before, {alone[False]} now"


def _sign(weight: int) -> int:
    return (weight > 0) - (weight < 0)


def _figures(before: Mapping[str, Mapping[str, Any]], now: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for lang, measures in now.items():
        for name, value in measures.items():
            old = before.get(lang, {}).get(name)
            if old is not None and value is not None and abs(value - old) >= 0.0005:
                yield f"{lang:<4} {name:<20} {old:.3f} -> {value:.3f}  {value - old:+.3f}"


def _changes(before: Mapping[str, list[str]], now: Mapping[str, list[str]]) -> tuple[int, list[str]]:
    """How many more faults a document has than before, and a line for each event that changed."""
    weight, lines = 0, []
    for event in dict.fromkeys((*before, *now)):
        old, new = before.get(event), now.get(event)
        if old == new:
            continue
        weight += _weight(new) - _weight(old)
        lines.append(f"{event}: {_told(old)} -> {_told(new)}")
    return weight, lines


def _weight(causes: Sequence[str] | None) -> int:
    return sum(MISSED if cause.startswith("missed") else 1 for cause in causes or ())


def _told(causes: Sequence[str] | None) -> str:
    if causes is None:
        return "not printed"
    return ", ".join(causes) or "right"
