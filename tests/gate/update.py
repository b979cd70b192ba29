"""Rewrite the floors from what is measured now: `python tests/gate/update.py [--reason WHY]`.

Refuses to lower a floor (or raise the ceiling of false-held) without a reason, which is kept in the file.
"""

from __future__ import annotations

import json
import sys

from measure import BASELINE, bounds, corpus_hash, figures, sets, worse


def main(arguments: list[str]) -> int:
    reason = arguments[1] if len(arguments) == 2 and arguments[0] == "--reason" and arguments[1].strip() else None
    if arguments and reason is None:
        print("usage: python tests/gate/update.py [--reason WHY]", file=sys.stderr)
        return 2
    old = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    new = {name: entry for name, entry in old.items() if name != "lowered"}
    lowered = []
    for name, paths in sets().items():
        floors = {lang: bounds(values) for lang, values in figures(paths).items()}
        before = old.get(name, {}).get("floors", {})
        for lang, values in floors.items():
            for measure, bound in values.items():
                held = before.get(lang, {}).get(measure)
                if held is not None and worse(measure, bound, held):
                    lowered.append(f"{name} {lang} {measure}: {held} -> {bound}")
                    print(lowered[-1])
        new[name] = {"corpus": corpus_hash(paths), "floors": floors}
    if lowered and reason is None:
        print("refused: give --reason to lower a bound", file=sys.stderr)
        return 1
    history = [*old.get("lowered", []), *([{"reason": reason, "bounds": lowered}] if lowered else [])]
    BASELINE.write_text(json.dumps({**new, "lowered": history}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{BASELINE}: written")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
