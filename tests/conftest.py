"""One sample store for all tests that only read it."""

import pytest

from kg.graph.store import Store
from kg.pipeline import ingest
from kg.resources import data_dir


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
