"""Scores of event coreference: how well one clustering of event mentions agrees with another.

A clustering is a set of disjoint sets of mentions; both must be of the same mentions. Formulas: MUC from Vilain et al.
1995 ("A model-theoretic coreference scoring scheme"), B-cubed from Bagga and Baldwin 1998 ("Algorithms for scoring
coreference chains"), CEAF-e from Luo 2005 ("On coreference resolution performance metrics"), and their mean, the CoNLL
score, from Pradhan et al. 2012 ("CoNLL-2012 shared task").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import networkx as nx

from kg.errors import UsageError
from kg.evaluate.annotations import FAMILIES, GoldDocument
from kg.files import one_line, text_of

Mention = tuple[str, int]
"""An event of a gold document: the document's id, and the event's index."""
Clustering = Sequence[frozenset[Mention]]
"""Disjoint sets of mentions."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision and recall of one measure, each 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def clustering(named: Mapping[Mention, str]) -> list[frozenset[Mention]]:
    """The clusters of mentions that carry the name of their cluster."""
    found: dict[str, set[Mention]] = defaultdict(set)
    for mention, name in named.items():
        found[name].add(mention)
    return [frozenset(members) for members in found.values()]


def restricted(clusters: Iterable[Iterable[Mention]], to: Iterable[Mention]) -> list[frozenset[Mention]]:
    """What is left of clusters when only some mentions count."""
    wanted = frozenset(to)
    return [left for cluster in clusters if (left := wanted.intersection(cluster))]


def muc(gold: Clustering, ours: Clustering) -> Agreement:
    """Of the links that hold the clusters of one side together, the share that the other side keeps.

    Recall: sum over gold clusters of (size - parts into which ours cuts it) by the sum of (size - 1); precision the
    other way round. Where a side has no links at all, nothing is missed: 1. By hand, gold {a b c} {d e}, ours {a b}
    {c} {d e}: recall ((3 - 2) + (2 - 1)) / 3 = 2/3, precision ((2 - 1) + (1 - 1) + (2 - 1)) / 2 = 1.
    """
    return Agreement(_links_kept(gold, ours), _links_kept(ours, gold))


def _links_kept(clusters: Clustering, by: Clustering) -> float:
    home = _homes(clusters)
    links = sum(len(cluster) - 1 for cluster in by)
    kept = sum(len(cluster) - len({home[m] for m in cluster}) for cluster in by)
    return kept / links if links else 1.0


def b_cubed(gold: Clustering, ours: Clustering) -> Agreement:
    """Of each mention's cluster the share that is right, in the mean over mentions.

    Precision of a mention: members that its two clusters share, by the size of ours; recall by the size of gold's. By
    hand, gold {a b c} {d}, ours {a b} {c d}: precision (1 + 1 + 1/2 + 1/2) / 4 = 3/4, recall (2/3 + 2/3 + 1/3 + 1) / 4
    = 2/3.
    """
    return Agreement(_mean_share(gold, ours), _mean_share(ours, gold))


def _mean_share(clusters: Clustering, of: Clustering) -> float:
    home = _homes(clusters)
    shares = [len(cluster & clusters[home[m]]) / len(cluster) for cluster in of for m in cluster]
    return sum(shares) / len(shares) if shares else 1.0


def ceaf_e(gold: Clustering, ours: Clustering) -> Agreement:
    """Clusters paired one to one so that they agree best, each pair by 2 |both| / (|one| + |other|).

    The sum over pairs by the number of our clusters is precision, by gold's recall. By hand, gold {a b c} {d}, ours
    {a b} {c d}: {a b c}-{a b} gives 4/5 and {d}-{c d} 2/3, more than the other pairing (2/5 + 0); so both are
    (4/5 + 2/3) / 2 = 11/15.
    """
    home = _homes(ours)
    graph: nx.Graph[tuple[bool, int]] = nx.Graph()
    for i, cluster in enumerate(gold):
        for j in sorted({home[m] for m in cluster}):
            likeness = 2 * len(cluster & ours[j]) / (len(cluster) + len(ours[j]))
            graph.add_edge((True, i), (False, j), weight=likeness)
    total = 0.0
    for part in nx.connected_components(graph):
        pairs = nx.max_weight_matching(graph.subgraph(part))
        total += sum(graph.edges[pair]["weight"] for pair in pairs)
    return Agreement(total / len(ours) if ours else 1.0, total / len(gold) if gold else 1.0)


def conll(gold: Clustering, ours: Clustering) -> float:
    """The mean of the F1 of MUC, B-cubed and CEAF-e."""
    return (muc(gold, ours).f1 + b_cubed(gold, ours).f1 + ceaf_e(gold, ours).f1) / 3


def _homes(clusters: Clustering) -> dict[Mention, int]:
    return {mention: number for number, cluster in enumerate(clusters) for mention in cluster}


# ------------------------------------------------------------------ gold


def gold_clusters(rows: Iterable[GoldDocument], names: Mapping[str, Sequence[str]] | None) -> dict[Mention, str]:
    """(document id, index of the event) → name of its cluster, for events of the classes that are scored.

    The names are those of the events' field ``cluster``, or, of documents for which `names` has a list, by index; other
    documents are then left out. Raises `UsageError` where an event has none.
    """
    found: dict[Mention, str] = {}
    for row in rows:
        name = str(row.row["id"])
        if names is not None and name not in names:
            continue
        own = [event.get("cluster") for event in row.row["events"]] if names is None else names[name]
        if len(own) != len(row.events) or None in own:
            raise UsageError(f"{name}: {len(row.events)} events, but not each has a cluster")
        found |= {(name, i): own[i] for i, event in enumerate(row.events) if event.type in FAMILIES}
    if not found:
        raise UsageError("no event of these documents has a cluster")
    return found


def load_names(path: Path) -> dict[str, list[str]]:
    """Read a JSON file: document id → names of the clusters of its events, by index; raises `UsageError`."""
    try:
        return msgspec.json.decode(text_of(path), type=dict[str, list[str]])
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: must map ids of documents to lists of names ({one_line(error)})") from error
