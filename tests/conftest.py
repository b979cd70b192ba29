"""Small builders, and one sample store for all tests that only read it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from kg.graph.store import Store
from kg.model import Document
from kg.pipeline import extract, ingest
from kg.resources import data_dir

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


def doc(text, lang="en", day="2025-08-07", *, id="d", title=None, outlet=None, url=None):
    """A document of a day."""
    return Document(id, text, lang, date.fromisoformat(day) if day else None, title, outlet, url)


def reports(text, lang="en", day="2025-08-07", **fields):
    """Event mentions of a text."""
    return extract(doc(text, lang, day, **fields))


def names(mention):
    """English labels of the participants of an event mention."""
    return {p.actor.name for p in mention.participants}


def jsonl(path, *rows):
    """Write rows as JSON Lines; strings as they are."""
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def dispatch(name):
    """A row of data/sample by its id, without ``sample-``."""
    lang = name.split("-")[0]
    path = data_dir() / "sample" / f"{lang}.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["id"] == f"sample-{name}":
            return row
    raise LookupError(name)


@pytest.fixture(scope="session")
def sample_path(tmp_path_factory):
    """Folder of a store that holds data/sample; open it read-only."""
    path = tmp_path_factory.mktemp("sample") / "kg-store"
    notes = []
    with Store.open(path) as store:
        report = ingest(store, [data_dir() / "sample"], note=notes.append)
    assert report.skipped == 0, notes
    return path


@pytest.fixture(scope="session")
def sample(sample_path):
    """The sample graph, open for reading."""
    with Store.open(sample_path, read_only=True) as store:
        yield store
