"""What tests of several folders share: the sample store for those that only read it, and one browser.

Playwright runs once in a process: two of its fixtures, one a folder, would each find the loop of the other running.
"""

import os
import shutil

import pytest
from chromium import ARGUMENTS, BROWSERS

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


@pytest.fixture(scope="session")
def browser():
    """Chromium, driven by Playwright; skipped where there is none, but not where CI says that there must be."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        reason = f"no browser here (looked for {', '.join(BROWSERS)}); on Debian: apt-get install chromium"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield running
        running.close()
