"""Every shipped question at several sizes, our store beside rdflib's own in memory: one run, one table.

    python tests/bench/queries.py [--sizes 100000,1000000,5000000] [--rdflib 100000] [--store FOLDER]

Milliseconds of the processor (neighbours on it do not count), the best of three, until the answer is read: the first
thousand rows, as a table and a page show them, and all rows. Opened read-only from disk, as `kg query` does. rdflib (in
memory, its own engine, the same bound query of the first thousand rows) runs up to the size given, each question for a
third of a minute at most. Stores are kept in --store and made once.
"""

from __future__ import annotations

import argparse
import signal
import statistics
import time
from pathlib import Path

import graphs
import pyoxigraph as ox

from kg.graph import vocabulary as v
from kg.graph.store import Store
from kg.query import Page, bind, queries

LIMITS = {1_000_000: 200.0, 5_000_000: 1000.0}
PATIENCE = 20
FIRST = 1000
GIVEN = {"bloc": "Q30", "event": "id:event/b7", "place": "Q212", "b": "Q22686", "a": "Q7747"}


def asked(store: Store, first: int | None = FIRST) -> dict[str, str]:
    """Every question, bound to busy actors; its first rows, or all."""
    found = {}
    for question in queries():
        given = {p.name: GIVEN.get(p.name, p.example or "") for p in question.parameters}
        found[question.name] = bind(store, question, given, page=Page(first))
    return found


def best(work, times: int = 3) -> tuple[float, int]:
    """Milliseconds of the quickest of some runs, and rows."""
    spent, rows = [], 0
    for _ in range(times):
        began = time.process_time()
        rows = work()
        spent.append((time.process_time() - began) * 1000)
        if spent[-1] > 5000:
            break
    return min(spent), rows


def ours(store: Store, sparql: str) -> int:
    return sum(1 for _ in store.query(sparql))


class TooLong(Exception):
    pass


def _stop(*_):
    raise TooLong


def theirs(graph, sparql: str) -> float | None:
    signal.signal(signal.SIGALRM, _stop)
    signal.alarm(PATIENCE)
    try:
        began = time.process_time()
        sum(1 for _ in graph.query(sparql, initNs=v.PREFIXES))
        return (time.process_time() - began) * 1000
    except TooLong:
        return None
    finally:
        signal.alarm(0)


def in_memory(store: Store):
    import rdflib

    graph = rdflib.Graph()
    data = ox.serialize((quad.triple for quad in store.native), format=ox.RdfFormat.N_TRIPLES)
    return graph.parse(data=data, format="nt")


Figures = dict[str, tuple[float, float, int]]
"""Milliseconds of the first rows and of all, and how many there are, by question."""


def measured(folder: Path, size: int, rdflib_up_to: int) -> tuple[Figures, dict[str, float | None]]:
    path = folder / f"bench-{size}"
    if not path.exists():
        graphs.make(path, size)
    with Store.open(path, read_only=True) as store:
        print(f"{size}: {len(store)} quads")
        bound, whole = asked(store), asked(store, None)
        mine: Figures = {}
        for name, sparql in bound.items():
            page, shown = best(lambda sparql=sparql: ours(store, sparql))
            every, rows = best(lambda name=name: ours(store, whole[name])) if shown == FIRST else (page, shown)
            mine[name] = page, every, rows
            print(f"  {name:<20}{page:>11.1f}{every:>11.1f}{rows:>9}", flush=True)
        if size > rdflib_up_to:
            return mine, {}
        graph = in_memory(store)
        return mine, {name: theirs(graph, sparql) for name, sparql in bound.items()}


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--sizes", default="100000,1000000")
    options.add_argument("--rdflib", type=int, default=100_000)
    options.add_argument("--store", type=Path, default=Path("bench-stores"))
    given = options.parse_args()
    given.store.mkdir(exist_ok=True)
    sizes = [int(word) for word in given.sizes.split(",")]
    found = {size: measured(given.store, size, given.rdflib) for size in sizes}
    print(
        f"{'question':<20}"
        + "".join(f"{size:>12}{'all':>11}{'rows':>9}" for size in sizes)
        + f"{'rdflib':>10}{'ratio':>8}"
    )
    ratios = []
    for name in found[sizes[0]][0]:
        cells, tail = "", ""
        for size in sizes:
            spent, every, rows = found[size][0][name]
            most = LIMITS.get(size, float("inf"))
            cells += "".join(f"{ms:>{wide}.1f}{'!' if ms > most else ' '}" for ms, wide in ((spent, 11), (every, 10)))
            cells += f"{rows:>9}"
            if name in found[size][1]:
                slow = found[size][1][name]
                ratio = (slow or PATIENCE * 1000) / spent
                ratios.append(ratio)
                tail = f"{slow:>10.0f}{ratio:>8.0f}" if slow else f"{f'>{PATIENCE} s':>10}{ratio:>7.0f}+"
        print(f"{name:<20}{cells}{tail}")
    if ratios:
        print(f"rdflib takes {statistics.median(ratios):.0f} times as long at the median")


if __name__ == "__main__":
    main()
