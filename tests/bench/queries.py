"""Every shipped question at several sizes, our store beside rdflib's own in memory: one run, one table.

    python tests/bench/queries.py [--sizes 100000,1000000,5000000] [--rdflib 100000] [--store FOLDER]

Milliseconds of the processor (neighbours on it do not count), the best of three, until the whole answer is read; opened
read-only from disk, as `kg query` does. rdflib (in memory, its own engine, the same bound query) runs up to the
size given, each question for a minute at most. Stores are kept in --store and made once.
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
from kg.query import bind, queries

LIMITS = {1_000_000: 200.0, 5_000_000: 1000.0}
PATIENCE = 60
GIVEN = {"bloc": "Q30", "event": "id:event/b7", "place": "Q212", "b": "Q22686", "a": "Q7747"}


def asked(store: Store) -> dict[str, str]:
    """Every question, bound to busy actors."""
    found = {}
    for question in queries():
        given = {p.name: GIVEN.get(p.name, p.example or "") for p in question.parameters}
        found[question.name] = bind(store, question, given)
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


def measured(
    folder: Path, size: int, rdflib_up_to: int
) -> tuple[dict[str, tuple[float, int]], dict[str, float | None]]:
    path = folder / f"bench-{size}"
    if not path.exists():
        graphs.make(path, size)
    with Store.open(path, read_only=True) as store:
        print(f"{size}: {len(store)} quads")
        bound = asked(store)
        mine = {}
        for name, sparql in bound.items():
            mine[name] = best(lambda sparql=sparql: ours(store, sparql))
            print(f"  {name:<20}{mine[name][0]:>11.1f}{mine[name][1]:>9}", flush=True)
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
    print(f"{'question':<20}" + "".join(f"{size:>12}{'rows':>9}" for size in sizes) + f"{'rdflib':>10}{'ratio':>8}")
    ratios = []
    for name in found[sizes[0]][0]:
        cells, tail = "", ""
        for size in sizes:
            spent, rows = found[size][0][name]
            mark = "!" if spent > LIMITS.get(size, float("inf")) else " "
            cells += f"{spent:>11.1f}{mark}{rows:>9}"
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
