"""Commands that look after a store: remove, replace, rebuild, compact, stats, backup, restore."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.command import FILE, NOTHING_DONE, SOME_SKIPPED, graph_option, plainly, reading, store_option, tell, wait_option

if TYPE_CHECKING:
    from kg.graph.statistics import Statistics

#: Outlets that `kg stats` lists in its table; all are in the JSON.
_SHOWN = 10


@click.command()
@click.argument("documents", nargs=-1, required=True, metavar="DOC...")
@store_option
@wait_option
@plainly
def remove(documents: tuple[str, ...], store_path: Path, wait: float) -> None:
    """Remove documents, named by id, address (URL) or the file that holds them, with all that rests on them alone."""
    from kg.graph.store import Store
    from kg.pipeline import remove as take_out

    with Store.open(store_path, create=False, wait=wait) as store:
        report = take_out(store, documents, note=tell)
    click.echo(f"{report.removed} documents removed; {report.events} events changed in {store_path}")
    if report.skipped:
        sys.exit(SOME_SKIPPED if report.removed else NOTHING_DONE)


@click.command()
@click.argument("document", metavar="DOC")
@click.argument("path", type=FILE)
@store_option
@wait_option
@plainly
def replace(document: str, path: Path, store_path: Path, wait: float) -> None:
    """Put the text of the file PATH in place of the document DOC (id or URL), which keeps its id.

    What the file does not say (outlet, address) stays as it was. `kg add` does the same, without being asked, for a
    record that has the id or address of a document in the store; a bare text file has neither.
    """
    from kg.graph.store import Store
    from kg.pipeline import replace_document

    with Store.open(store_path, create=False, wait=wait) as store:
        report = replace_document(store, document, path, note=tell)
    done = "replaced" if report.added else "unchanged"
    click.echo(
        f"{document}: {done}; {report.mentions} event mentions, {report.events} events new or changed in {store_path}"
    )


@click.command()
@store_option
@wait_option
@plainly
def rebuild(store_path: Path, wait: float) -> None:
    """Make events and actors anew from the mentions of the documents."""
    from kg.graph.store import Store
    from kg.pipeline import rebuild as make_anew

    with Store.open(store_path, create=False, wait=wait) as store:
        report = make_anew(store)
    click.echo(f"{report.events} events made from {report.mentions} event mentions in {store_path}")


@click.command()
@store_option
@wait_option
@plainly
def compact(store_path: Path, wait: float) -> None:
    """Rewrite the files of the store: smaller, and quicker to ask; worth it after many additions."""
    from kg.graph.directory import size
    from kg.graph.store import Store

    before = size(store_path)
    with Store.open(store_path, create=False, wait=wait) as store:
        store.optimize()
    click.echo(f"{store_path}: {_bytes(before)} before, {_bytes(size(store_path))} now")


@click.command()
@graph_option
@click.option(
    "--format", "-f", "form", type=click.Choice(["table", "json"]), default="table", show_default=True,
    help="How to print the figures.",
)  # fmt: skip
@plainly
def stats(store_path: Path | str, form: str) -> None:
    """Count documents, event mentions, events and actors, and say how large the store is."""
    import dataclasses
    import json

    from kg.graph.statistics import statistics

    with reading(store_path) as store:
        found = statistics(store, str(store_path))
    if form == "json":
        click.echo(json.dumps(dataclasses.asdict(found), indent=1, ensure_ascii=False))
        return
    for line in _lines(found):
        click.echo(line)


def _lines(found: Statistics) -> Iterator[str]:
    lag = "" if found.events_current else " (not current)"
    disk = [] if found.size is None else [f"version {found.version}", _bytes(found.size)]
    yield f"store       {', '.join([found.store, *disk, f'{found.quads} quads'])}"
    yield f"documents   {found.documents}"
    yield f"  language  {_listed(found.documents_by_language)}"
    yield f"  outlet    {_listed(found.documents_by_outlet)}"
    yield f"  read by   {_listed(found.readers)}"
    yield f"mentions    {found.mentions}"
    yield f"  status    {_listed(found.mentions_by_status)}"
    for kind, total in found.mentions_by_type.items():
        yield f"  {kind:<13} {total:>7}  {_listed(found.mentions_by_type_and_status[kind])}"
    yield f"events      {found.events}{lag}"
    yield f"  status    {_listed(found.events_by_status)}"
    yield f"actors      {_listed(found.actors)}"


def _listed(counts: Mapping[str, int]) -> str:
    shown = [f"{name} {number}" for name, number in list(counts.items())[:_SHOWN]]
    more = len(counts) - len(shown)
    return ", ".join([*shown, f"and {more} more"] if more > 0 else shown)


def _bytes(number: int) -> str:
    return f"{number / 1e6:.1f} MB"


@click.command()
@click.argument("folder", type=FILE, metavar="DIR")
@store_option
@plainly
def backup(folder: Path, store_path: Path) -> None:
    """Copy the store to a new folder DIR: one moment of it, whole, even while a writer or readers are at work."""
    from kg.graph.backup import copy_store

    click.echo(f"{folder}: backup of {copy_store(store_path, folder)} documents")


@click.command()
@click.argument("folder", type=FILE, metavar="DIR")
@store_option
@plainly
def restore(folder: Path, store_path: Path) -> None:
    """Make the store anew from a backup in DIR, which stays as it is; a store that is there is never overwritten."""
    from kg.graph.backup import copy_store

    click.echo(f"{store_path}: {copy_store(folder, store_path)} documents restored")
