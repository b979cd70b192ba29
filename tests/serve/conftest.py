"""Real services on real stores, and their pages in the browser."""

from __future__ import annotations

import pytest
from hostile import hostile_world
from serving import made, serving


@pytest.fixture(scope="session")
def world_path(tmp_path_factory):
    return made(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="session")
def service(world_path):
    """The small world, served as by default."""
    with serving(world_path) as client:
        yield client


@pytest.fixture(scope="session")
def bounded(world_path):
    """The same with narrow limits."""
    with serving(world_path, "--timeout", "1", "--max-rows", "500", "--memory", "200", "--workers", "2") as client:
        yield client


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    """A world whose every text is an attack."""
    path = made(tmp_path_factory.mktemp("hostile"), hostile_world)
    with serving(path) as client:
        yield client


@pytest.fixture
def visit(browser):
    """Opens a page of a service; fails the test on an error, a dialog, or a request to anybody else."""
    troubles, contexts = [], []

    def opened(client, path, **options):
        context = browser.new_context(**{"viewport": {"width": 1200, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on("console", lambda said: troubles.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on(
            "request",
            lambda asked: None if asked.url.startswith((client.base, "data:", "blob:")) else troubles.append(asked.url),
        )
        page.goto(client.base + path)
        return page

    opened.troubles = troubles
    yield opened
    for context in contexts:
        context.close()
    assert troubles == []
