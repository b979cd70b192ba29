"""Rewrite the floors and the README's figures from what is measured now.

`python tests/gate/update.py [--reason WHY]`

Refuses to lower a floor (or raise the ceiling of false-held) without a reason, which is kept in the file.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from measure import BASELINE, ROOT, bounds, corpus_hash, figures, sets, worse

README = ROOT / "README.md"
MARKS = ("<!-- figures: written by `python tests/gate/update.py` -->\n", "<!-- /figures -->")
TITLES = {
    "ours": "Our dispatches, schematic cases and hard negatives (`data/gold`):",
    "shared": (
        "Real articles and releases, annotated in two passes (not shipped). Both are development sets, read while the\n"
        "lexicons were written: expect less on texts nobody here has read."
    ),
}
#: Shown in the README; quote validity is 1 everywhere, or the gate fails.
SHOWN = ("detection F1", "status right", "false-held", "participant F1")


def tables(baseline: dict[str, Any]) -> str:
    """The figures of the README as Markdown."""
    lines = []
    for name, title in TITLES.items():
        measured = baseline.get(name, {}).get("measured")
        if measured:
            lines += [title, "", f"| | {' | '.join(measured)} |", f"|---|{'---|' * len(measured)}"]
            lines += [f"| {m} | {' | '.join(f'{v[m]:.2f}' for v in measured.values())} |" for m in SHOWN]
            lines.append("")
    return "\n".join(lines)


def write_readme(baseline: dict[str, Any]) -> None:
    """Put the figures between their marks."""
    before, rest = README.read_text(encoding="utf-8").split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    README.write_text(f"{before}{MARKS[0]}{tables(baseline)}{MARKS[1]}{after}", encoding="utf-8")


def main(arguments: list[str]) -> int:
    reason = arguments[1] if len(arguments) == 2 and arguments[0] == "--reason" and arguments[1].strip() else None
    if arguments and reason is None:
        print("usage: python tests/gate/update.py [--reason WHY]", file=sys.stderr)
        return 2
    old = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    new = {name: entry for name, entry in old.items() if name != "lowered"}
    lowered = []
    for name, paths in sets().items():
        measured = figures(paths)
        floors = {lang: bounds(values) for lang, values in measured.items()}
        before = old.get(name, {}).get("floors", {})
        for lang, values in floors.items():
            for measure, bound in values.items():
                held = before.get(lang, {}).get(measure)
                if held is not None and worse(measure, bound, held):
                    lowered.append(f"{name} {lang} {measure}: {held} -> {bound}")
                    print(lowered[-1])
        new[name] = {"corpus": corpus_hash(paths), "measured": measured, "floors": floors}
    if lowered and reason is None:
        print("refused: give --reason to lower a bound", file=sys.stderr)
        return 1
    history = [*old.get("lowered", []), *([{"reason": reason, "bounds": lowered}] if lowered else [])]
    BASELINE.write_text(json.dumps({**new, "lowered": history}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    write_readme(new)
    print(f"{BASELINE}: written")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
