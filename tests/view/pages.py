"""Ways to work the page in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def click(page: Any, name: str) -> None:
    """Click a node or the middle of a line on the canvas."""
    at = page.evaluate("(id) => summitry.at(id)", name)
    page.mouse.click(at["x"], at["y"])


def until(page: Any, condition: str, arg: object = None) -> None:
    """Wait for a condition; Playwright's own way would evaluate text in the page, which its policy forbids."""
    for _ in range(200):
        if page.evaluate(f"(arg) => Boolean({condition})", arg):
            return
        page.wait_for_timeout(40)
    raise AssertionError(f"never came true: {condition}")


def number(page: Any, text: str) -> None:
    until(page, "document.querySelector('.number').textContent === arg", text)


def node(page: Any, label: str) -> str:
    """Id of the actor's node that a list of the page calls `label`."""
    return page.evaluate(
        """(label) => {
          const actors = JSON.parse(document.getElementById("kg-data").textContent).actors;
          return "a" + actors.findIndex((actor) => actor.names.en === label);
        }""",
        label,
    )


def panel(page: Any) -> str:
    return page.locator("#panel").inner_text()


def counts(page: Any) -> dict[str, str]:
    """Counts of the status filter by its words."""
    rows = page.locator(".facet-status .option")
    return {row.locator(".name").inner_text(): row.locator(".count").inner_text() for row in rows.all()}


def saved(page: Any, name: str) -> bytes:
    page.locator("#export summary").click()
    with page.expect_download() as waiting:
        page.locator(f"[data-export={name}]").click()
    return Path(waiting.value.path()).read_bytes()
