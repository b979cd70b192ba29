"""How long adding one document takes as the store grows: `python tests/bench/incremental.py [MENTIONS ...]`.

Stores of synthetic reports (default 10,000, 30,000 and 100,000 event mentions) are filled and joined once; then single
documents with fresh reports of busy pairs are added, one by one, each with its events brought up to date. Printed are
the median and the worst of them beside the time of making all events anew, so that the ratio holds on any machine.
"""

from __future__ import annotations

import random
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from kg import edtf
from kg.events.facts import block_keys
from kg.graph.store import Store
from kg.model import Actor, ActorKind, Document, EventMention, EventType, Participation, Place, Span, Status
from kg.pipeline import join

PER_DOCUMENT = 5
#: Events a day, each in so many reports: a larger store spans more years, not busier days.
EVENTS_A_DAY, REPORTS = 8, (1, 1, 1, 2, 3, 5, 8, 19)
A_DAY = EVENTS_A_DAY * sum(REPORTS) // len(REPORTS)
PERSONS, STATES = 600, 120
FIRST = date(1995, 1, 1)
TRIALS = 15
_QUOTE = "They met in the capital for two hours of talks on trade and security."
_KINDS = (EventType.MEETING, EventType.VISIT, EventType.PHONE_CALL, EventType.NEGOTIATION)


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that took place, for documents to report."""

    day: date
    who: tuple[Actor, ...]
    kind: EventType
    place: Place | None


def happenings(chance: random.Random) -> Iterator[Happening]:
    """What happens, day after day; a few leaders take part in most of it."""
    people = [
        Actor(f"Q8{n:05}", ActorKind.PERSON, f"Person {n}", f"Q9{int(STATES * (n / PERSONS) ** 1.5):05}")
        for n in range(PERSONS)
    ]
    weights = [1 / (n + 8) for n in range(PERSONS)]
    for number in count():
        who = {a.state: a for a in chance.choices(people, weights, k=chance.choice([2, 2, 2, 3, 5]))}
        place = Place(f"{min(who)}1", f"Capital of {min(who)}", min(who)) if chance.random() < 0.7 else None
        day = FIRST + timedelta(days=number // EVENTS_A_DAY)
        yield Happening(day, tuple(sorted(who.values(), key=lambda a: a.key)), chance.choice(_KINDS), place)


def told(mentions: int, seed: int = 1) -> Iterator[tuple[Document, list[EventMention]]]:
    """Documents with reports of what happened or is planned, `mentions` reports in all."""
    chance = random.Random(seed)
    waiting: list[Happening] = []
    written = 0
    for happening in happenings(chance):
        waiting += [happening] * chance.choice(REPORTS)
        while len(waiting) >= 4 * PER_DOCUMENT and written < mentions:
            chosen = [waiting.pop(chance.randrange(len(waiting))) for _ in range(PER_DOCUMENT)]
            yield document(f"s{seed}-{written}", max(h.day for h in chosen), list(dict.fromkeys(chosen)), chance)
            written += PER_DOCUMENT
        if written >= mentions:
            return


def document(
    name: str, issued: date, chosen: list[Happening], chance: random.Random
) -> tuple[Document, list[EventMention]]:
    """One document that reports some of what happened."""
    outlet = f"Outlet {chance.randrange(80)}"
    lang = chance.choice(["en", "es", "de", "fr", "it", "uk"])
    ahead = timedelta(days=chance.randrange(1, 20) if chance.random() < 0.2 else 0)
    found = Document(name, (_QUOTE + " ") * PER_DOCUMENT, lang, issued - ahead, None, outlet)
    return found, [_report(found, n, happening, chance) for n, happening in enumerate(chosen)]


def _report(document: Document, number: int, happening: Happening, chance: random.Random) -> EventMention:
    start = number * (len(_QUOTE) + 1)
    held = document.published is not None and happening.day <= document.published
    made = EventMention(
        document=document.id,
        lang=document.lang,
        published=document.published,
        outlet=document.outlet,
        start=start,
        end=start + len(_QUOTE),
        quote=_QUOTE,
        trigger=Span(start, start + 4),
        type=happening.kind,
        status=Status.HELD if held else Status.PLANNED,
        participants=tuple(Participation(actor) for actor in happening.who),
        place=happening.place if chance.random() < 0.7 else None,
        time=edtf.day(happening.day) if chance.random() < 0.6 else None,
    )
    return replace(made, blocks=block_keys(made))


def measure(mentions: int) -> tuple[float, float, float, int]:
    """Median and worst seconds of adding one document, seconds of making all events, quads."""
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "store") as store:
        documents = list(told(mentions + TRIALS * PER_DOCUMENT))
        fresh = documents[-TRIALS:]
        store.bulk(documents[:-TRIALS])
        begin = perf_counter()
        join(store)
        whole = perf_counter() - begin
        single = []
        for found, mentioned in fresh:
            begin = perf_counter()
            store.put_document(found, mentioned)
            join(store)
            single.append(perf_counter() - begin)
        return statistics.median(single), max(single), whole, len(store)


def main() -> None:
    """Print a line per size."""
    sizes = [int(arg.replace(",", "")) for arg in sys.argv[1:]] or [10_000, 30_000, 100_000]
    print(f"{'mentions':>10} {'quads':>12} {'one document, s':>16} {'worst, s':>9} {'all events, s':>14} {'ratio':>8}")
    for size in sizes:
        median, worst, whole, quads = measure(size)
        print(f"{size:>10,} {quads:>12,} {median:>16.3f} {worst:>9.3f} {whole:>14.1f} {whole / median:>8.0f}")


if __name__ == "__main__":
    main()
