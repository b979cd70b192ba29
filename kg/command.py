"""What all commands share: where the store is, how errors are told, and how a graph is opened to be read."""

from __future__ import annotations

import functools
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.errors import KgError, StopRun, StoreError

if TYPE_CHECKING:
    from kg.graph.store import Store

DEFAULT_STORE = "kg-store"
HINT = "'kg add' makes one; --store or KG_STORE names another"
#: Exit codes: done, but something was skipped; nothing could be done.
SOME_SKIPPED, NOTHING_DONE = 1, 2
#: Seconds for which a writer waits for another one.
PATIENCE = 10.0

Command = Callable[..., Any]

_QUOTED = re.compile(r"'[^']*'")


def store_option(command: Command) -> Command:
    """``--store DIR``."""
    return click.option(
        "--store",
        "store_path",
        type=click.Path(path_type=Path),
        default=DEFAULT_STORE,
        envvar="KG_STORE",
        show_default=True,
        help="Folder of the graph (also $KG_STORE).",
    )(command)


class _Where(click.ParamType[Any]):
    """A folder, or the address of an endpoint."""

    name = "DIR or URL"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:
        """Addresses stay text; everything else is a folder."""
        return value if str(value).startswith(("http://", "https://")) else Path(value)


def graph_option(command: Command) -> Command:
    """``--store DIR`` for commands that only read, which an endpoint serves as well."""
    return click.option(
        "--store",
        "store_path",
        type=_Where(),
        default=DEFAULT_STORE,
        envvar="KG_STORE",
        show_default=True,
        help="Folder of the graph, or address of a SPARQL endpoint (also $KG_STORE).",
    )(command)


def wait_option(command: Command) -> Command:
    """``--wait SECONDS``."""
    return click.option(
        "--wait",
        type=click.FloatRange(min=0),
        default=PATIENCE,
        show_default=True,
        metavar="SECONDS",
        help="How long to wait while another process writes to the store.",
    )(command)


def plainly(command: Command) -> Command:
    """Turn an expected error into one line and an exit code, an unexpected one into a short apology with its name."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except KgError as error:
            tell(str(error))
            sys.exit(NOTHING_DONE if isinstance(error, StopRun) else SOME_SKIPPED)
        except KeyboardInterrupt:
            tell("interrupted; what was added so far is kept")
            sys.exit(130)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(0)

    return run


def tell(line: str) -> None:
    """Say something beside the answer: one line on standard error."""
    click.echo(f"kg: {line}", err=True)


class Remarks:
    """What is worth knowing of documents: of one kind only the first are said, in the end how many more there were."""

    FEW = 5

    def __init__(self) -> None:
        self._said: Counter[str] = Counter()

    def __call__(self, line: str) -> None:
        """Say a line such as ``file: cause``, unless enough have been said of that kind."""
        cause = _QUOTED.sub("...", line.partition(": ")[2])
        self._said[cause] += 1
        if self._said[cause] <= self.FEW:
            tell(line)

    def close(self) -> None:
        """Say what was left unsaid."""
        for cause, number in self._said.items():
            if number > self.FEW:
                tell(f"{number - self.FEW} more: {cause}")


@contextmanager
def reading(path: Path | str) -> Iterator[Store]:
    """Open a store, or an endpoint that holds one, to read it.

    Events that an interrupted run left behind their mentions are made anew first. Where that cannot be done, because
    a writer is at work or the folder is read-only, a line says so.
    """
    from kg.graph.remote import connect
    from kg.graph.store import Store

    if isinstance(path, str):
        with connect(path) as remote:
            yield remote
        return
    try:
        store = Store.open(path, read_only=True, create=False)
    except StoreError as error:
        if path.exists():
            raise
        raise StoreError(f"{error} ({HINT})") from error
    if not store.events_current():
        store.close()
        _bring_up_to_date(path)
        store = Store.open(path, read_only=True, create=False)
    with store:
        yield store


def _bring_up_to_date(path: Path) -> None:
    from kg.graph.store import Store
    from kg.pipeline import join

    try:
        with Store.open(path, create=False) as store:
            tell("the events are behind the documents; they are made anew first")
            join(store)
    except StoreError as error:
        tell(f"the events may be older than the documents ({error})")
