"""Measures the page in headless Chromium beside stock pyvis on the same graph, in one run.

Usage: python tests/view/bench_view.py [STORE ...] [EVENTSxACTORS ...] [--stock]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from chromium import ARGUMENTS, BROWSERS
from playwright.sync_api import TimeoutError, sync_playwright
from pyvis.network import Network
from viewworld import large

from kg.graph.store import Store
from kg.view.model import ties, view_model
from kg.view.page import render
from kg.view.words import words

FRAMES = """(pan) => new Promise((done) => {
  let frames = 0; const start = performance.now();
  const step = () => {
    pan(frames++);
    if (performance.now() - start > 3000) done(frames / 3); else requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""
OURS = "(n) => summitry.pan(n % 2 ? 9 : -9, 3 * (n % 3 - 1))"
STOCK = "(n) => network.moveTo({ offset: { x: n % 2 ? 9 : -9, y: 0 } })"
PATIENCE = 60


def stores(names: list[str]) -> Iterator[tuple[str, Store]]:
    """Each store named, or made."""
    for name in names:
        if Path(name).is_dir():
            yield name, Store.open(Path(name), read_only=True)
        else:
            events, actors = map(int, name.split("x"))
            yield name, large(events, actors).store()


def stock(model: Any, path: Path) -> None:
    """What pyvis alone would make of all actors and ties, as its manual shows it."""
    network = Network(directed=True, cdn_resources="in_line")
    for number, actor in enumerate(model["actors"]):
        if actor["events"]:
            network.add_node(number, label=actor["names"].get("en", "?"))
    for one, other in ties(model["events"]):
        network.add_edge(one, other)
    path.write_text(network.generate_html(), encoding="utf-8")


def measure(browser: Any, path: Path, *, ours: bool) -> tuple[float, float]:
    """Milliseconds to the first settled drawing, and frames a second while panning."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    start = time.perf_counter()
    page.goto(path.as_uri(), wait_until="commit")
    if ours:
        page.wait_for_selector("body.ready", timeout=PATIENCE * 1000)
        drawn = page.evaluate("performance.getEntriesByName('kg-drawn')[0].startTime")
    else:
        try:
            page.wait_for_function("typeof network !== 'undefined'", timeout=PATIENCE * 1000)
        except TimeoutError:
            page.close()
            return float("inf"), 0.0
        end = f"network.once('stabilized', () => d(true)); setTimeout(() => d(false), {PATIENCE * 1000});"
        settled = page.evaluate(f"new Promise((d) => {{ {end} }})")
        drawn = (time.perf_counter() - start) * 1000 if settled else float("inf")
    frames = page.evaluate(f"({FRAMES})({OURS if ours else STOCK})")
    page.close()
    return drawn, frames


def main(names: list[str]) -> None:
    """Print a line per graph and page."""
    with_stock = "--stock" in names
    import shutil

    found = next(path for name in BROWSERS if (path := shutil.which(name)))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        for name, store in stores([name for name in names if not name.startswith("--")]):
            start, busy = time.perf_counter(), time.process_time()
            model = view_model(store)
            path = Path(folder) / "ours.html"
            path.write_text(render(model, words(store, "en")), encoding="utf-8")
            built, busy = time.perf_counter() - start, time.process_time() - busy
            runs = [measure(browser, path, ours=True) for _ in range(3)]
            drawn, frames = min(run[0] for run in runs), max(run[1] for run in runs)
            size = path.stat().st_size / 1e6
            print(
                f"{name}: ours drawn {drawn:.0f} ms, {frames:.0f} frames/s, {size:.1f} MB, built in {built:.1f} s "
                f"({busy:.1f} s of the processor)",
                flush=True,
            )
            if with_stock:
                stock(model, Path(folder) / "stock.html")
                drawn, frames = measure(browser, Path(folder) / "stock.html", ours=False)
                size = (Path(folder) / "stock.html").stat().st_size / 1e6
                # Infinite: not settled while we waited.
                print(f"{name}: stock pyvis settled {drawn:.0f} ms, {frames:.0f} frames/s, {size:.1f} MB", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
