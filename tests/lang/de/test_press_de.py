"""German of the press: verbs, light verbs and turns of phrase that the other languages word otherwise."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from making import as_dict

from kg.model import Document
from kg.pipeline import extract

ROWS = yaml.safe_load(Path(__file__).with_name("press.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:60])
def test_a_sentence_of_the_press_tells_its_events(row):
    found = [as_dict(m) for m in extract(Document("d", row["text"], "de", date(2023, 12, 6)))]
    assert found == row["events"]
