"""A text is read no further than needed: what is left unread would have told nothing."""

import json
from pathlib import Path

import pytest

from kg.model import Document
from kg.pipeline import extract, traced

ROOT = Path(__file__).parents[2]
TEXTS = sorted((ROOT / "data" / "sample").glob("*.jsonl")) + sorted((ROOT / "tests/bench/press").glob("*_dev.jsonl"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_is_told_is_what_the_whole_text_tells(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        document = Document(row["id"], row["text"], row.get("lang") or path.stem[:2], None, row.get("title"), None)
        whole = {m.key for m in traced(document).printed}
        assert {m.key for m in extract(document)} == whole, row["id"]


def test_a_name_behind_the_last_trigger_is_read_where_something_was_told():
    rest = " ".join(f"Sentence number {n} tells of the weather." for n in range(40))
    text = f"Emmanuel Macron met Olaf Scholz in Berlin. {rest} Vladimir Putin lives in Moscow."
    document = Document("x", text, "en", None, None, None)
    assert [m.key for m in extract(document)] == [m.key for m in traced(document).printed]
