from __future__ import annotations

import math
import statistics

import pytest

from kg.view import layout
from kg.view.layout import HEIGHT, LETTER, LINE, WIDTH, Node, blocs, brokers, place

# Two groups of six that deal with each other, joined by one broker (12).
NODES = [Node(f"a{n}", f"Actor Name {n}", (48 - n, 5.0 * n - 40)) for n in range(13)]
TIES = {
    **{(a, b): 1.0 + (a * b) % 3 for a in range(6) for b in range(a + 1, 6)},
    **{(a, b): 1.0 for a in range(6, 12) for b in range(a + 1, 12)},
    (0, 12): 0.5,
    (6, 12): 0.5,
}
ALL = list(range(13))


def test_the_same_graph_gives_the_same_places() -> None:
    assert place(NODES, TIES, ALL, 13) == place(NODES, TIES, ALL, 13)


def test_leaving_out_a_tie_moves_little() -> None:
    cast = [Node(f"n{n}", f"Actor Name {n}", (60.0 - 2 * (n % 30), (n * 37) % 180 - 60.0)) for n in range(40)]
    world = {(a, b): 1.0 + (a * b) % 4 for a in range(40) for b in range(a + 1, 40) if (a * 7 + b * 3) % 11 == 0}
    before = place(cast, world, list(range(40)), 40)
    medians = []
    for left_out in list(world)[::5]:
        rest = {pair: weight for pair, weight in world.items() if pair != left_out}
        # Who is foremost changes a little, too.
        after = place(cast, rest, [1, 0, *range(2, 40)], 40)
        medians.append(statistics.median(math.dist(a, b) for a, b in zip(before, after, strict=True)))
    diagonal = math.hypot(WIDTH, HEIGHT)
    assert statistics.median(medians) < 0.03 * diagonal, "commonly next to nothing"
    assert max(medians) < 0.12 * diagonal, "never another arrangement"


def test_names_do_not_lie_over_one_another() -> None:
    points = place(NODES, TIES, ALL, 13)
    for n, (x, y) in enumerate(points):
        for u, v in points[n + 1 :]:
            assert abs(x - u) >= LETTER * 10 or abs(y - v) >= LINE - 1


def test_actors_beyond_the_first_view_do_not_move_the_first() -> None:
    assert place(NODES, TIES, ALL, 8)[:8] == place(NODES[:8], {p: w for p, w in TIES.items() if max(p) < 8}, ALL[:8], 8)


def test_blocs_and_brokers_are_found() -> None:
    groups = blocs(14, TIES)
    assert len(set(groups[:6])) == 1 and len(set(groups[6:12])) == 1 and groups[0] != groups[6]
    assert groups[13] == -1, "one without ties belongs to none"
    between = brokers(14, TIES)
    assert between[12] == 1.0 and max(between[1:6]) < 0.5


def test_small_graphs() -> None:
    assert place([], {}, [], 60) == []
    assert len(place(NODES[:1], {}, [0], 60)) == 1
    assert len(place(NODES[:2], {}, [0, 1], 60)) == 2
    assert brokers(0, {}) == [] and blocs(0, {}) == []


def test_brokers_of_a_graph_too_large_for_all_are_found_among_the_foremost(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = brokers(13, TIES)
    monkeypatch.setattr(layout, "DEAR", 0)
    assert brokers(13, TIES) == whole, "all are foremost"
    monkeypatch.setattr(layout, "FOREMOST", 12)
    part = brokers(13, TIES)
    assert len(part) == 13 and part[12] == 0.0, "the broker has the weakest ties and is left out"
