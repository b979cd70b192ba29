"""`kg demo`: the shipped sample as a graph, three questions answered with their quotes, the page, what to try next."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from kg.errors import StopRun
from kg.graph.store import Store
from kg.model import EventMention, Status
from kg.pipeline import ingest
from kg.query import rows, run
from kg.resources import data_dir
from kg.view.page import write_page

#: Quotes shown under an answer.
QUOTES = 2


def run_demo(folder: Path) -> Iterator[str]:
    """Build everything under `folder` and yield the lines to print; raises `StopRun` when it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StopRun(f"{folder}: {str(error.strerror).lower()}") from error
    path = folder / "kg-store"
    with Store.open(path) as store:
        report = ingest(store, [data_dir() / "sample"], note=lambda _: None, jobs=os.cpu_count() or 1)
        yield (
            f"Read {report.added + report.unchanged} dispatches in six languages: "
            f"{store.count_mentions()} event mentions, {store.count_events()} events."
        )
        yield from _answers(store)
        page = folder / "graph.html"
        counts = write_page(store, page)
    yield ""
    yield f"The graph to look at: {page.resolve()} ({counts})"
    yield ""
    yield "Try next:"
    yield f"  kg query who-met-whom --store {path}"
    yield f"  kg query called-off --store {path} --lang uk"
    yield f"  kg query timeline-of -p who=Zelensky --store {path}"
    yield "  kg queries"


def _answers(store: Store) -> Iterator[str]:
    mentions = {iri: mention for mention, iri in _with_iris(store)}
    yield from _answer(
        store, mentions, "When did Biden and Putin meet?", "meetings-between", {"a": "Q6279", "b": "Q7747"}, Status.HELD
    )
    yield from _answer(
        store,
        mentions,
        "What was proposed or planned for August 2025 and after?",
        "planned-ahead",
        {"since": "2025-08-07"},
        None,
    )
    yield from _answer(store, mentions, "What was called off or denied?", "called-off", {"since": "2015-01-01"}, None)


def _with_iris(store: Store) -> Iterator[tuple[EventMention, str]]:
    every = list(store.mentions())
    iris = store.ids.mentions(every)
    return ((m, iris[m.key].value) for m in every)


def _answer(
    store: Store,
    mentions: dict[str, EventMention],
    question: str,
    name: str,
    params: dict[str, str],
    status: Status | None,
) -> Iterator[str]:
    yield ""
    yield f"{question}  (kg query {name})"
    shown = 0
    found = sorted(rows(run(store, name, params)), key=lambda row: -int(row["documents"]))
    for row in found:
        if status is not None and row.get("status") != status.value:
            continue
        if str(row.get("date") or "9999") < params.get("since", ""):
            continue  # a window that opened before and is open still
        yield f"  {row['label']}"
        for mention in _quotes(store, mentions, str(row["event"])):
            source = f"{mention.outlet or mention.document}, {mention.published}, {mention.lang}"
            yield f'      "{_shortened(mention.quote)}" ({source})'
        shown += 1
        if shown == 3:
            return


def _quotes(store: Store, mentions: dict[str, EventMention], event: str) -> list[EventMention]:
    sparql = f"SELECT ?m WHERE {{ ?m kg:mentionOf {_node(event)} }}"
    found = [mentions[str(row["m"])] for row in rows(run(store, sparql)) if str(row["m"]) in mentions]
    found.sort(key=lambda m: (m.lang != "en", m.document))
    return found[:QUOTES]


def _node(event: str) -> str:
    return event if event.startswith("id:") else f"<{event}>"


def _shortened(quote: str) -> str:
    text = " ".join(quote.split())
    return text if len(text) <= 160 else f"{text[:157]}..."
