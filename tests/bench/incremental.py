"""How long adding one document takes as the store grows: `python tests/bench/incremental.py [MENTIONS ...]`.

Stores of synthetic reports (default 10,000 to 300,000 event mentions) are filled and joined once; then single documents
with fresh reports are added, one by one, each with its events brought up to date. Printed are the median and the worst
of them, how many mentions the blocks hold that were looked at, and the time and memory of making all events anew.

Who takes part is drawn as news draws it (a Pitman-Yor process): a few leaders are in most of it, and new names keep
coming. Its two figures are those at which the number of actors grows as in 7,700 real documents (207 in the first 1,000
participations, 312 in 2,000, 459 in 4,000); there the ten most frequent have half of all.
"""

from __future__ import annotations

import random
import statistics
import sys
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter, thread_time

from msgspec.structs import replace

from kg import edtf
from kg.events.identity.facts import block_keys
from kg.graph.store import Store
from kg.model import Actor, ActorKind, Document, EventMention, EventType, Participation, Place, Span, Status
from kg.pipeline import join

PER_DOCUMENT = 5
#: Events a day, each in so many reports: a larger store spans more years, not busier days.
EVENTS_A_DAY, REPORTS = 8, (1, 1, 1, 2, 3, 5, 8, 19)
A_DAY = EVENTS_A_DAY * sum(REPORTS) // len(REPORTS)
#: Of the process that draws who takes part: how readily new names come at first, and how long they keep coming.
FRESHNESS, DISCOUNT = 10.0, 0.55
STATES = 190
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


def cast(chance: random.Random) -> Iterator[Actor]:
    """Who takes part, one after the other, for ever: often somebody known, the likelier the more he took part."""
    weights = [1 / (n + 4) for n in range(STATES)]
    drawn: list[Actor] = []
    times: Counter[Actor] = Counter()
    while True:
        if chance.random() < (FRESHNESS + DISCOUNT * len(times)) / (FRESHNESS + len(drawn)):
            number, (state,) = len(times), chance.choices(range(STATES), weights)
            found = Actor(f"Q8{number:06}", ActorKind.PERSON, f"Person {number}", f"Q9{state:05}")
        else:
            found = chance.choice(drawn)
            while chance.random() < DISCOUNT / times[found]:
                found = chance.choice(drawn)
        drawn.append(found)
        times[found] += 1
        yield found


def happenings(chance: random.Random) -> Iterator[Happening]:
    """What happens, day after day."""
    people = cast(chance)
    for number in count():
        wanted = chance.choice([2, 2, 2, 2, 3, 5])
        who: dict[str | None, Actor] = {}
        while len(who) < wanted:
            actor = next(people)
            who.setdefault(actor.state, actor)
        host = min(actor.state or "" for actor in who.values())
        place = Place(f"{host}1", f"Capital of {host}", host) if chance.random() < 0.7 else None
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


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of one size."""

    quads: int
    median: float
    """Seconds of adding one document."""
    worst: float
    processor: float
    """Seconds of the processor, which do not depend on what else runs; the median, too."""
    blocks: tuple[int, int]
    """Median and most of the mentions in a block that a document looked at."""
    whole: float
    """Seconds of making all events."""
    peak: int
    """Megabytes of the process at its peak, after that."""


def measure(mentions: int) -> Measured:
    """Fill a store, add to it."""
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "store") as store:
        fresh: deque[tuple[Document, list[EventMention]]] = deque()
        store.bulk(_but_last(told(mentions + TRIALS * PER_DOCUMENT), fresh))
        begin = perf_counter()
        join(store)
        whole = perf_counter() - begin
        peak = getrusage(RUSAGE_SELF).ru_maxrss // 1024
        single, busy, blocks = [], [], []
        for found, mentioned in fresh:
            begin, used = perf_counter(), thread_time()
            store.put_document(found, mentioned)
            join(store)
            single.append(perf_counter() - begin)
            busy.append(thread_time() - used)
            blocks += [len(list(store.filing().filed([b]))) for m in mentioned for b in m.blocks]
        looked_at = (int(statistics.median(blocks)), max(blocks))
        median, processor = statistics.median(single), statistics.median(busy)
        return Measured(len(store), median, max(single), processor, looked_at, whole, peak)


def _but_last(
    documents: Iterator[tuple[Document, list[EventMention]]], last: deque[tuple[Document, list[EventMention]]]
) -> Iterator[tuple[Document, list[EventMention]]]:
    """Yield all but the last `TRIALS` documents, which are left in `last`; no more than these are held."""
    for found in documents:
        last.append(found)
        if len(last) > TRIALS:
            yield last.popleft()


_WIDTHS = (9, 12, 15, 7, 9, 13, 5, 14, 9)


def main() -> None:
    """Print a line per size, each measured in a process of its own, so that memory is that size's."""
    sizes = [int(arg.replace(",", "")) for arg in sys.argv[1:]] or [10_000, 30_000, 100_000, 300_000]
    heads = (
        "mentions",
        "quads",
        "one document, s",
        "worst",
        "processor",
        "block, median",
        "most",
        "all events, s",
        "peak, MB",
    )
    print(*(f"{head:>{width}}" for head, width in zip(heads, _WIDTHS, strict=True)))
    for size in sizes:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            m = pool.submit(measure, size).result()
        found = (
            f"{size:,}",
            f"{m.quads:,}",
            f"{m.median:.3f}",
            f"{m.worst:.3f}",
            f"{m.processor:.3f}",
            *m.blocks,
            f"{m.whole:.1f}",
            m.peak,
        )
        print(*(f"{cell:>{width}}" for cell, width in zip(found, _WIDTHS, strict=True)), flush=True)


if __name__ == "__main__":
    main()
