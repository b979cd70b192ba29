"""Keep annotations of texts that may not be copied: ``python tests/bench/unseen.py GOLD...``.

Each row of a GOLD file that annotates a text of ../shared/corpus is written to ``tests/bench/unseen/`` under the name
of the file, with offsets in place of words: no sentence of the text is kept. ``kg evaluate tests/bench/unseen/*.jsonl``
then scores them wherever ../shared/corpus is. They were annotated before anybody saw what the extractor makes of them;
a file ``<lang>_dev`` was read afterwards to find faults, of ``<lang>_test`` nothing but the figures.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from kg.evaluate import load

KEPT = Path(__file__).with_name("unseen")
FIELDS = ("type", "status", "participants", "date", "place", "attributed_to")


def main(paths: list[str]) -> int:
    for path in map(Path, paths):
        lines = []
        for document in load(path):
            row = document.row
            events = [
                {
                    "span": [report.start, report.end],
                    **{name: event[name] for name in FIELDS if event.get(name) or name == "participants"},
                }
                for event, report in zip(row["events"], document.events, strict=True)
            ]
            file = f"../../../../shared/corpus/{row['lang']}.jsonl.gz"
            known = {name: row[name] for name in ("date", "outlet") if row.get(name)}
            lines.append({"id": row["id"], "lang": row["lang"], **known, "file": file, "events": events})
        KEPT.mkdir(exist_ok=True)
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (KEPT / path.name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
