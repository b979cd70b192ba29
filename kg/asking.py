"""The commands `kg query` and `kg queries`."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from kg.command import FILE, graph_option, plainly, reading, tell
from kg.errors import QueryError, UsageError
from kg.files import written

if TYPE_CHECKING:
    from kg.graph.store import Store
    from kg.query.ask import Answer
    from kg.query.questions import Parameter, Question

ROWS = 1000
"""Rows that a table shows where nobody says how many: more are not read on a screen."""
HOW = """\
kg query NAME -p parameter=value answers one; what stands in brackets may be left out. People, states and places are
given by name, in any of the six languages, by QID or by IRI; of an ambiguous name the candidates are listed."""
FORMATS = ("table", "csv", "tsv", "json", "srj", "xml", "ttl", "nt", "jsonld", "parquet")


@click.command()
@click.argument("name")
@graph_option
@click.option("--param", "-p", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of the query.")
@click.option(
    "--format", "-f", "form", default="table", show_default=True, type=click.Choice(FORMATS), help="How to print it."
)
@click.option("--lang", default="en", show_default=True, help="Language of labels.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many rows; a table has 1000, all else all.")
@click.option("--offset", type=click.IntRange(min=0), default=0, help="Leave out so many rows first.")
@click.option("-o", "--output", type=FILE, help="File to write to; parquet wants one.")
@click.option("--time", "timed", is_flag=True, help="Say how many rows there were and how long it took.")
@click.option("--timeout", type=click.FloatRange(min=0.01), metavar="SECONDS", help="Stop the query after so long.")
@click.option("--explain", "explained", is_flag=True, help="Print what is asked, bound and as algebra, instead.")
@plainly
def query(
    name: str,
    store_path: Path | str,
    params: tuple[str, ...],
    form: str,
    lang: str,
    limit: int | None,
    offset: int,
    output: Path | None,
    timed: bool,
    timeout: float | None,
    explained: bool,
) -> None:
    """Ask the graph: a shipped question by NAME, a file NAME.rq, or - for SPARQL on standard input."""
    from kg.query import Page, parameters, run, source
    from kg.query.answer import empty, more

    text = source(name, sys.stdin)
    if timeout is not None:
        _in_time(text if name == "-" else name, name, timeout)
        return
    with reading(store_path) as store:
        given = parameters(params)
        if explained:
            click.echo(_explanation(store, text, given, lang))
            return
        began = perf_counter()
        cut = limit is None and form == "table" and output is None
        # One row more tells whether there are more.
        answer = run(store, text, given, lang, Page(ROWS + 1 if cut else limit, offset))
        data = _written(answer, form, ROWS if cut else limit)
        if cut and more(answer):
            tell(f"the first {ROWS} rows; --limit and --offset show others, --format csv has them all")
        if form == "table" and empty(answer):
            tell("no row" if offset == 0 else f"no row after the first {offset}")
        if timed:
            tell(f"{answer.count} rows in {perf_counter() - began:.3f} s")
    _put(data, form, output)


def _written(answer: Answer, form: str, limit: int | None) -> bytes:
    from kg.query import serialise
    from kg.query.typed import parquet

    if form == "parquet":
        return parquet(answer, limit)
    return serialise(answer, form, limit=limit, width=_width()).encode("utf-8", "replace")


def _put(data: bytes, form: str, output: Path | None) -> None:
    if output is not None:
        with written(output) as file:
            file.write(data)
        return
    if form == "parquet" and sys.stdout.isatty():
        raise UsageError("parquet is not for a terminal; name a file with --output")
    click.echo(data, nl=False)


def _in_time(text: str, name: str, timeout: float) -> None:
    """Ask in a process of its own that is killed when its time is over: the engine cannot be stopped from within."""
    import subprocess

    context = click.get_current_context()
    words = [name, "--store", str(context.params["store_path"]), "--format", context.params["form"]]
    words += ["--lang", context.params["lang"]]
    for pair in context.params["params"]:
        words += ["--param", pair]
    for option, key in (("--limit", "limit"), ("--offset", "offset"), ("--output", "output")):
        if context.params[key] is not None:
            words += [option, str(context.params[key])]
    words += [f"--{flag}" for flag, key in (("time", "timed"), ("explain", "explained")) if context.params[key]]
    asked = [sys.executable, "-m", "kg", "query", *words]
    try:
        done = subprocess.run(  # noqa: S603 - our own command, no shell
            asked, input=text.encode(), capture_output=True, timeout=timeout, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise QueryError(f"stopped after {timeout:g} seconds (--timeout)") from error
    click.echo(done.stdout, nl=False)
    click.echo(done.stderr.decode("utf-8", "replace"), err=True, nl=False)
    if done.returncode:
        sys.exit(done.returncode)


def _explanation(store: Store, text: str, given: Mapping[str, str], lang: str) -> str:
    from kg.query.plan import explanation

    return explanation(store, text, given, lang)


def _width() -> int:
    import shutil

    return shutil.get_terminal_size((120, 24)).columns if sys.stdout.isatty() else 200


@click.command()
@click.option("--lang", default="en", show_default=True, help="Language of titles and questions.")
@click.option("--format", "-f", "form", default="table", show_default=True, type=click.Choice(["table", "json"]))
@plainly
def queries(lang: str, form: str) -> None:
    """List the shipped questions by group, with their parameters; those in brackets may be left out."""
    from kg.graph.names import LANGUAGES
    from kg.query import queries as shipped
    from kg.query.questions import GROUPS, heading, spoken

    if lang not in LANGUAGES:
        raise UsageError(f"no questions in language '{lang}' (have: {', '.join(LANGUAGES)})")
    found = [spoken(question, lang) for question in shipped()]
    if form == "json":
        click.echo(json.dumps([_listed(question) for question in found], ensure_ascii=False, indent=1))
        return
    for group in GROUPS:
        click.echo(f"{heading(group, lang)}:")
        for question in (q for q in found if q.group == group):
            click.echo(f"  {question.name:<20} {question.question}")
            if question.parameters:
                wanted = " ".join(_shown(p) for p in question.parameters)
                click.echo(f"  {'':<20}   {wanted}")
    click.echo(f"\n{HOW}")


def _shown(parameter: Parameter) -> str:
    """A parameter as it is written; one that may be left out, in brackets with what is taken then."""
    if parameter.default is None:
        return f"-p {parameter.name}={parameter.example}"
    return f"[-p {parameter.name}={parameter.default}]"


def _listed(question: Question) -> dict[str, object]:
    """A question with all that a program needs to ask it."""
    parameters = [
        {"name": p.name, "type": p.type, "description": p.description, "default": p.default, "example": p.example}
        for p in question.parameters
    ]
    return {
        "name": question.name, "group": question.group, "title": question.title, "question": question.question,
        "parameters": parameters, "columns": question.columns,
    }  # fmt: skip
