"""The view model as one HTML file that needs nothing else: data, scripts and styles are inside it.

pyvis makes the first view (nodes with their places, edges, options of vis-network) and renders the page through a
template of ours. What its own template would do is not wanted here: scripts and styles from other hosts, text pasted
into scripts unescaped, physics in the page.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.files import written
from kg.graph.store import Store
from kg.view.model import SHOWN, ties, view_model
from kg.view.schema import MentionModel, ViewModel
from kg.view.select import Selection
from kg.view.words import words
from kg.view.world import world

ASSETS = Path(__file__).parent / "assets"
VIS = "vis-network-10.1.5.min.js"
BLOCK = 400
"""Events whose details are unpacked together."""
PLAIN_UP_TO = 1_500_000
"""Letters of details up to which they stand in the page as they are; more are packed."""
LINES = 2.2
"""Lines per actor in the first view; 07-scenes.js does the same for other views."""
_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "tooltipDelay": 100000, "multiselect": False, "zoomSpeed": 0.6},
}
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def write_page(store: Store, output: Path, *, lang: str = "en", selection: Selection | None = None) -> str:
    """Write the page of the events a selection asks for (all by default); return what is on it in a few words.

    Raises `UsageError` for an unknown language or status, and where the file cannot be written.
    """
    spoken = words(store, lang)
    model = view_model(store, selection)
    text = render(model, spoken)
    with written(output) as file:
        file.write(text.encode("utf-8", "replace"))
    acting = sum(1 for actor in model["actors"] if actor["events"])
    size = len(text.encode("utf-8", "replace")) / 1e6
    return f"{len(model['events'])} events, {acting} actors, {len(model['documents'])} documents ({size:.1f} MB)"


def render(model: ViewModel, spoken: dict[str, Any], live: str = "") -> str:
    """Give the page as text; `live` is the address of a service that has more of what the page shows."""
    spoken = {**spoken, "live": live}
    network = _network(model)
    # pyvis's own environment does not escape; ours does.
    environment = Environment(
        loader=FileSystemLoader(ASSETS), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.globals["page"] = _page(model, spoken)
    network.path = "page.html.j2"
    network.templateEnv = environment
    return str(network.generate_html())


@dataclass(frozen=True, slots=True)
class _Page:
    """What the template puts in, beside what pyvis gives it."""

    lang: str
    policy: str
    style: Markup
    scripts: tuple[Markup, ...]
    data: Markup
    words: Markup
    world: Markup
    details: Markup

    def graph(self, nodes: object, edges: object, options: str) -> Markup:
        """Write what pyvis made as JSON."""
        return _json({"nodes": nodes, "edges": edges, "options": json.loads(options)})


def _page(model: ViewModel, spoken: dict[str, Any]) -> _Page:
    index = {key: value for key, value in model.items() if key != "details"}
    live = bool(spoken["live"])
    scripts = _scripts(live=live)
    return _Page(
        lang=spoken["lang"],
        policy=policy(live=live),
        style=Markup((ASSETS / "style.css").read_text(encoding="utf-8")),  # noqa: S704 - a file of ours
        scripts=tuple(Markup(script) for script in scripts),  # noqa: S704 - files of ours and vendored ones
        data=_json(index),
        words=_json(spoken),
        world=_json(world()),
        details=_json(_details(model["details"])),
    )


def _network(model: ViewModel) -> Network:
    """First view as a pyvis network: the most connected actors where they stand, and their strongest ties."""
    # Directed, for otherwise pyvis compares each new edge with all others.
    network = Network(directed=True, cdn_resources="in_line", heading="Summitry")
    shown = model["first"][:SHOWN]
    for number in shown:
        actor = model["actors"][number]
        network.add_node(number, label=" ", x=actor["x"], y=actor["y"], value=actor["weight"])
    for one, other, weight in _strongest(model, shown):
        network.add_edge(one, other, value=weight)
    network.set_options(json.dumps(_OPTIONS))
    return network


def _strongest(model: ViewModel, shown: Sequence[int]) -> list[tuple[int, int, float]]:
    inside = set(shown)
    found = [(a, b, round(w, 3)) for (a, b), w in ties(model["events"]).items() if a in inside and b in inside]
    return sorted(found, key=lambda tie: (-tie[2], tie[0], tie[1]))[: int(LINES * len(shown))]


def _details(details: Sequence[Sequence[MentionModel]]) -> dict[str, Any]:
    blocks = [details[start : start + BLOCK] for start in range(0, len(details), BLOCK)]
    texts = [json.dumps(block, ensure_ascii=False, separators=(",", ":")) for block in blocks]
    if sum(map(len, texts)) <= PLAIN_UP_TO:
        return {"encoding": "plain", "size": BLOCK, "blocks": blocks}
    # No time stamp in the archive, so that the same graph gives the same page.
    packed = [gzip.compress(text.encode("utf-8", "replace"), 6, mtime=0) for text in texts]
    return {"encoding": "gzip", "size": BLOCK, "blocks": [base64.b64encode(block).decode("ascii") for block in packed]}


def _json(value: object) -> Markup:
    """JSON that cannot end the script element it stands in, nor open another."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # Several times quicker than `str.translate` on megabytes.
    for char, escape in _ESCAPES.items():
        text = text.replace(char, escape)
    return Markup(text)  # noqa: S704 - escaped in the lines before


@cache
def _scripts(*, live: bool) -> tuple[str, ...]:
    """Read the vendored library, and our scripts in the order of their names as one program.

    Those that ask the service for more are in its own page alone: in a file there is nothing that could ask.
    """
    library = (ASSETS / "vendor" / VIS).read_text(encoding="utf-8")
    # A source map would be looked for on disk or in the network.
    library = "\n".join(line for line in library.splitlines() if not line.startswith("//# sourceMappingURL"))
    paths = [*(ASSETS / "js").glob("*.js"), *((ASSETS / "live").glob("*.js") if live else ())]
    ours = "\n".join(path.read_text(encoding="utf-8") for path in sorted(paths, key=lambda path: path.name))
    return library, f'(() => {{\n"use strict";\n{ours}\n}})();'


def policy(*, live: bool = False) -> str:
    """Content security policy: these scripts and no other; no network, but for a page of the service that service."""
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in _scripts(live=live))
    reach = "'self'" if live else "'none'"
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        f"connect-src {reach}; base-uri 'none'; form-action 'none'"
    )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
