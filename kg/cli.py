"""The command line: `kg add`, `kg query`, `kg view` and their kin.

Thin: parses, calls, prints; imports late to start fast.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import __version__, upkeep
from kg.asking import queries, query
from kg.command import (
    FILE,
    NOTHING_DONE,
    SOME_SKIPPED,
    Commands,
    Remarks,
    graph_option,
    plainly,
    print_anything,
    reading,
    store_option,
    tell,
    wait_option,
)
from kg.serve.command import mcp, push, serve

if TYPE_CHECKING:
    from datetime import datetime

    from kg.evaluate import GoldDocument, Report, Score
    from kg.evaluate.diagnosis import Finding


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Summitry: who met, called, visited or negotiated with whom, with what status and on whose word.

    Reads news in English, Spanish, German, French, Italian, Ukrainian and Portuguese into an RDF graph.
    """
    print_anything()


@main.command()
@click.argument("paths", nargs=-1, required=True, type=FILE)
@store_option
@click.option(
    "--jobs", type=click.IntRange(min=1), envvar="KG_JOBS", help="Processes that read; by default one a core."
)
@click.option(
    "--format", "-f", "form", type=click.Choice(["documents", "state-visits"]), default="documents", show_default=True,
    help="What the files hold: texts, or a table of visits.",
)  # fmt: skip
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Day on which a table was written; else its file's.")
@wait_option
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@plainly
def add(
    paths: tuple[Path, ...],
    store_path: Path,
    jobs: int | None,
    form: str,
    as_of: datetime | None,
    wait: float,
    quiet: bool,
) -> None:
    """Read documents (text files, folders, JSON Lines; .gz too) into the graph."""
    from kg.graph.store import Store
    from kg.pipeline import ingest

    remarks, refusals = Remarks(), Remarks(of_each_file=True)
    with Store.open(store_path, wait=wait) as store:
        report = ingest(
            store,
            list(paths),
            progress=_progress(quiet),
            note=refusals,
            remark=remarks,
            jobs=jobs or os.cpu_count() or 1,
            form=form,
            as_of=as_of.date() if as_of is not None else None,
        )
    refusals.close()
    remarks.close()
    if not quiet:
        anew = f" ({report.replaced} of them anew)" if report.replaced else ""
        click.echo(
            f"{report.added} documents added{anew}, {report.unchanged} unchanged, {report.skipped} skipped; "
            f"{report.mentions} event mentions, {report.events} events new or changed in {store_path}"
        )
    if report.skipped:
        sys.exit(SOME_SKIPPED if report.added or report.unchanged else NOTHING_DONE)


def _progress(quiet: bool) -> Callable[[int], None]:
    """A counter on one line of the terminal; silent in pipes."""
    if quiet or not sys.stderr.isatty():
        return lambda _: None

    def show(count: int) -> None:
        if count % 10 == 0:
            click.echo(f"\r{count} documents read", err=True, nl=False)

    return show


@main.command()
@click.option("-o", "--output", type=FILE, default="graph.html", show_default=True)
@graph_option
@click.option("--actor", "actors", multiple=True, metavar="NAME", help="Only events of this actor (any language, QID).")
@click.option("--event", "events", multiple=True, metavar="IRI", help="Only this event.")
@click.option("--from", "since", metavar="DAY", help="Only events that may lie on or after this day, month or year.")
@click.option("--to", "until", metavar="DAY", help="Only events that may lie on or before it.")
@click.option("--status", "statuses", multiple=True, help="Only events of this status.")
@click.option("--query", "question", metavar="NAME", help="Only what a question (NAME, NAME.rq or -) returns.")
@click.option("--param", "-p", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of the question.")
@click.option("--as-of", "as_of", metavar="DAY", help="Leave out what was reported after this day.")
@click.option("--lang", default="en", show_default=True, help="Language in which the page opens.")
@plainly
def view(
    output: Path, store_path: Path | str, lang: str, question: str | None, params: tuple[str, ...], **wanted: Any
) -> None:
    """Write the graph as one interactive HTML file that opens without a network."""
    from kg.query import parameters, source
    from kg.view.page import write_page
    from kg.view.select import selection

    asked = source(question, sys.stdin) if question is not None else None
    chosen = selection(query=asked, params=parameters(params), **wanted)
    with reading(store_path) as store:
        counts = write_page(store, output, lang=lang, selection=chosen)
    click.echo(f"{output}: {counts}")


@main.command()
@click.argument("what")
@graph_option
@plainly
def explain(what: str, store_path: Path | str) -> None:
    """Say why an event or a mention is believed: quotes, rules, cues, joins."""
    from kg.explain import explain as reasons
    from kg.pipeline import rivals

    with reading(store_path) as store:
        for line in reasons(store, what, rivals=functools.partial(rivals, store)):
            click.echo(line)


@main.command()
@graph_option
@plainly
def check(store_path: Path | str) -> None:
    """Check the graph against its SHACL shapes."""
    from kg.graph.validate import check as violations

    with reading(store_path) as store:
        found = list(violations(store))
    for violation in found:
        click.echo(str(violation))
    click.echo(f"{store_path}: {len(found)} violations" if found else f"{store_path}: conforms")
    if found:
        sys.exit(SOME_SKIPPED)


@main.command()
@click.argument("output", type=FILE)
@graph_option
@click.option("--format", "-f", "form", help="Format; by default from the file's name.")
@plainly
def export(output: Path, store_path: Path | str, form: str | None) -> None:
    """Export the graph: Turtle, TriG, N-Triples, N-Quads, JSON-LD, GraphML, GEXF, CSV, Parquet, iCalendar, GeoJSON."""
    from kg.export import export as write

    with reading(store_path) as store:
        write(store, output, form)
    click.echo(f"{output}: written")


@main.command()
@click.argument("paths", metavar="GOLD...", nargs=-1, required=True, type=FILE)
@click.option("--lang", "langs", multiple=True, help="Only these languages.")
@click.option("--errors", is_flag=True, help="List misses, extras, wrong values by cause; with --clusters, wrong ones.")
@click.option("--intervals", is_flag=True, help="Show bootstrap 95 % intervals.")
@click.option(
    "--clusters", is_flag=False, flag_value="", metavar="[FILE]",
    help="Score event coreference instead, over all GOLD files: clusters named in their events, or in a JSON FILE.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--save", type=FILE, help="Write the run to a file, to be compared with later.")
@click.option("--compare", type=FILE, help="Show what changed since a saved run.")
@plainly
def evaluate(
    paths: tuple[Path, ...], langs: tuple[str, ...], errors: bool, intervals: bool, clusters: str | None, as_json: bool,
    save: Path | None, compare: Path | None,
) -> None:  # fmt: skip
    """Score the extractor against GOLD.jsonl files: detection, status, participants, dates, places, sources.

    A folder stands for the files of gold in it.

    \b
    One document a line, an object with
      id, lang, date   of the document
      text             or file: a text, or JSON Lines in which id is looked up
      events           a list of objects with
        quote          exact words of the text, or span: [start, end]
        type, status   meeting, phone_call, ...; held, planned, ...
        participants   English names
        date, place    EDTF and an English name, or null
        attributed_to  who is named as having said so

    data/gold holds examples.
    """  # noqa: D301 - the sign that click leaves the lines as they are
    from kg.evaluate import diagnosis, load_all

    before = diagnosis.load_run(compare) if compare else None
    skipped: list[str] = []
    rows = load_all(paths, skipped.append, langs)
    for line in skipped:
        tell(line)
    if clusters is not None:
        _coreference(rows, Path(clusters) if clusters else None, errors=errors, as_json=as_json)
    else:
        _extraction(rows, before, save, errors=errors, intervals=intervals, as_json=as_json)
    if skipped:
        sys.exit(SOME_SKIPPED)


def _extraction(
    rows: list[GoldDocument], before: Mapping[str, Any] | None, save: Path | None,
    *, errors: bool, intervals: bool, as_json: bool,
) -> None:  # fmt: skip
    import json

    from kg.evaluate import by_language, diagnosis, gold, measure, tables

    why = gold.traces(rows) if errors or save or before else None  # with what is printed, so no text is read twice
    ours = gold.reports({name: trace.printed for name, trace in why.items()}) if why is not None else predictions(rows)
    found = {name: measure(tallies) for name, tallies in sorted(by_language(rows, ours).items())}
    if as_json:
        click.echo(json.dumps({k: {m: s.value for m, s in v.items()} for k, v in found.items()}, indent=1))
    else:
        click.echo("\n".join(tables.lines(found, intervals=intervals)))
    if why is not None:
        causes = list(diagnosis.findings(rows, ours, why))
        _causes(causes, found, before, save, quiet=as_json, errors=errors)


def _causes(
    causes: list[Finding], figures: Mapping[str, Mapping[str, Score]],
    before: Mapping[str, Any] | None, save: Path | None, *, quiet: bool, errors: bool,
) -> None:  # fmt: skip
    from kg.evaluate import diagnosis
    from kg.resources import reader

    run = diagnosis.run_of(causes, figures, reader())
    if save:
        diagnosis.save(save, run)
    for line in diagnosis.grouped(causes) if errors and not quiet else ():
        click.echo(line)
    for line in diagnosis.compared(before, run) if before and not quiet else ():
        click.echo(line)


def predictions(rows: Iterable[GoldDocument]) -> dict[str, list[Report]]:
    """What the extractor prints for each gold document, by id."""
    from kg.evaluate.gold import read, reports

    return reports(read(rows))


def _coreference(rows: list[GoldDocument], names: Path | None, *, errors: bool, as_json: bool) -> None:
    import json

    from kg.evaluate import tables
    from kg.evaluate.coreference import clustering, gold_clusters, load_names, restricted
    from kg.evaluate.gold import over_extracted, over_gold, read

    named = gold_clusters(rows, load_names(names) if names is not None else None)
    rows = [g for g in rows if any(name == g.row["id"] for name, _ in named)]
    gold = clustering(named)
    sides = {"gold mentions": over_gold(rows, named), "extracted mentions": over_extracted(rows, read(rows), named)}
    found = {
        side: tables.agreement(restricted(gold, (m for c in ours for m in c)), ours) for side, ours in sides.items()
    }
    if as_json:
        click.echo(json.dumps(found, indent=1))
        return
    click.echo(f"{'measure':<20}" + "".join(f"{side:>20}" for side in found))
    for measure in next(iter(found.values())):
        click.echo(f"{measure:<20}" + "".join(f"{values[measure]:>20.3f}" for values in found.values()))
    for side, ours in sides.items() if errors else ():
        click.echo(f"== {side}")
        for line in tables.cluster_errors(rows, named, ours):
            click.echo(line)


@main.command()
@click.option("-o", "--output", type=FILE, default="demo", show_default=True, help="Folder to write to.")
@plainly
def demo(output: Path) -> None:
    """Build the six-language sample graph, answer three questions, write the viewer."""
    from kg.demo import run_demo

    for line in run_demo(output):
        click.echo(line)


main.add_command(query)
main.add_command(queries)
main.add_command(mcp)
main.add_command(push)
main.add_command(serve)
main.add_command(upkeep.remove)
main.add_command(upkeep.replace)
main.add_command(upkeep.rebuild)
main.add_command(upkeep.compact)
main.add_command(upkeep.stats)
main.add_command(upkeep.backup)
main.add_command(upkeep.restore)
