"""Pages of hand-made stores, opened without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from viewworld import disputed, small

from kg.graph.store import Store
from kg.view.page import write_page
from kg.view.select import Selection


@pytest.fixture(scope="session")
def store() -> Iterator[Store]:
    with small().store() as found:
        yield found


@pytest.fixture(scope="session")
def shown(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the small world, written once."""
    path = tmp_path_factory.mktemp("shown") / "page.html"
    write_page(store, path)
    return path


@pytest.fixture(scope="session")
def disputed_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a meeting whose plan moved and of whose place reports disagree."""
    path = tmp_path_factory.mktemp("disputed") / "page.html"
    with disputed().store() as store:
        write_page(store, path)
    return path


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens the page of a store with the network cut; fails the test on any error, request or dialog."""
    troubles: list[str] = []
    contexts = []

    def written(store: Store, lang: str, selection: Selection | None) -> Path:
        path = tmp_path / "page.html"
        write_page(store, path, lang=lang, selection=selection)
        return path

    def opened(
        store: Store | Path, fragment: str = "", *, selection: Selection | None = None, lang: str = "en", **options: Any
    ) -> Any:
        path = store if isinstance(store, Path) else written(store, lang, selection)
        options.setdefault("viewport", {"width": 1280, "height": 800})
        context = browser.new_context(offline=True, reduced_motion="reduce", accept_downloads=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8_000)
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on(
            "console",
            lambda said: troubles.append(f"{said.type}: {said.text}") if said.type in {"error", "warning"} else None,
        )
        page.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on(
            "request",
            lambda asked: (
                None if asked.url.startswith(("file:", "data:", "blob:")) else troubles.append(f"request: {asked.url}")
            ),
        )
        page.goto(f"{path.as_uri()}{'#' + fragment if fragment else ''}")
        page.wait_for_selector("body.ready")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []
