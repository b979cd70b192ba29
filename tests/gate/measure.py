"""What the gate compares: a few measures per language over our gold, dispatches of ours, and ../shared/gold.

Of the dispatches (parallel, press) only the part that may be read is a set; ../shared/gold is one where it is here.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from kg.cli import predictions
from kg.evaluate import MEASURES, Tally, by_language, load
from kg.resources import data_dir

ROOT = Path(__file__).parents[2]
BASELINE = Path(__file__).with_name("baseline.json")
FLOORS = ("detection F1", "status right", "participant F1", "quote validity")
CEILINGS = ("false-held",)
#: Room between what is measured and the floor, so that a floor speaks of losses, not of noise.
ROOM = 0.02


def sets() -> dict[str, list[Path]]:
    """Gold files by set; only those that are here."""
    gold = data_dir() / "gold"
    ours = [path for kind in ("sample", "cases", "negatives") for path in sorted(gold.glob(f"{kind}.*.jsonl"))]
    shared = ROOT.parent / "shared" / "gold" / "gold.jsonl"
    read = {name: sorted((ROOT / "tests" / "bench" / name).glob("*_dev.jsonl")) for name in ("parallel", "press")}
    return {"ours": ours, **read, **({"shared": [shared]} if shared.exists() else {})}


def corpus_hash(paths: list[Path]) -> str:
    """One hash of gold files and the texts that they name, wherever they lie."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
        for document in load(path):
            digest.update(document.text.encode())
    return digest.hexdigest()[:16]


def figures(paths: list[Path]) -> dict[str, dict[str, float]]:
    """Measures by language (and ``all``); a measure with nothing to measure is left out."""
    rows = [document for path in paths for document in load(path)]
    found = {}
    for lang, tallies in sorted(by_language(rows, predictions(rows)).items()):
        whole = Tally()
        for tally in tallies:
            whole += tally
        values = {name: MEASURES[name](whole) for name in (*FLOORS, *CEILINGS)}
        found[lang] = {name: round(value, 3) for name, value in values.items() if value is not None}
    return found


def bounds(values: dict[str, float]) -> dict[str, float]:
    """Floors and ceilings a little on the safe side of what was measured; quotes are exact or wrong."""
    found = {}
    for name, value in values.items():
        room = 0.0 if name == "quote validity" else ROOM
        found[name] = round(min(1.0, value + room) if name in CEILINGS else max(0.0, value - room), 3)
    return found


def worse(name: str, value: float, bound: float) -> bool:
    """Say whether `value` breaks `bound`."""
    return value > bound + 1e-9 if name in CEILINGS else value < bound - 1e-9
