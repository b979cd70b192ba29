"""German of the press: verbs, light verbs and turns of phrase that the other languages word otherwise."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from kg.model import Document
from kg.pipeline import extract

ROWS = yaml.safe_load(Path(__file__).with_name("press.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:60])
def test_a_sentence_of_the_press_tells_its_events(row):
    found = [
        {
            "type": m.type.value,
            "status": m.status and m.status.value,
            "participants": sorted(p.actor.name for p in m.participants),
            "place": m.place and m.place.name,
            "date": m.time and m.time.edtf,
            "by": sorted(a.name for a in (*m.originators, *m.relayers)),
        }
        for m in extract(Document("d", row["text"], "de", date(2023, 12, 6)))
    ]
    assert found == row["events"]
