"""What all commands share: where the store is, how errors are told, and how a graph is opened to be read."""

from __future__ import annotations

import functools
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import category

import click

from kg.errors import KgError, StopRun, StoreError
from kg.files import cause

if TYPE_CHECKING:
    from kg.graph.store import Store

DEFAULT_STORE = "kg-store"
HINT = "'kg add' makes one; --store or KG_STORE names another"
#: Exit codes: done, but something was skipped; nothing could be done.
SOME_SKIPPED, NOTHING_DONE = 1, 2
#: Letters of the longest message.
LONGEST = 1000
#: Seconds for which a writer waits for another one.
PATIENCE = 10.0

Command = Callable[..., Any]

_QUOTED = re.compile(r"'[^']*'")
_LINE = re.compile(r":\d+$")
#: Kinds of letters (Unicode) that do something to the line they stand in.
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


class _File(click.Path):
    """A file or folder that a user names; the empty word names none (as a path it would be the folder one is in)."""

    def __init__(self, name: str = "path") -> None:
        super().__init__(path_type=Path)
        self.name = name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path."""
        if not os.fspath(value):
            self.fail("the empty name is that of no file", param, ctx)
        return super().convert(value, param, ctx)


FILE = _File()


class _Folder(_File):
    """The folder of a store; an address is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path."""
        if _is_address(value):
            self.fail(f"'{value}' is an address; this command takes the folder of a store", param, ctx)
        return super().convert(value, param, ctx)


def _is_address(value: Any) -> bool:
    return str(value).lower().startswith(("http://", "https://"))


def store_option(command: Command) -> Command:
    """``--store DIR``."""
    return click.option(
        "--store",
        "store_path",
        type=_Folder("dir"),
        default=DEFAULT_STORE,
        envvar="KG_STORE",
        show_default=True,
        help="Folder of the graph (also $KG_STORE).",
    )(command)


class _Where(_File):
    """A folder, or the address of an endpoint."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:
        """The path, or the address as text."""
        return str(value) if _is_address(value) else super().convert(value, param, ctx)


def graph_option(command: Command) -> Command:
    """``--store DIR`` for commands that only read, which an endpoint serves as well."""
    return click.option(
        "--store",
        "store_path",
        type=_Where("dir or url"),
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
    """Turn an error of ours, and a refusal of the system, into one line and an exit code; anything else is a defect."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except KgError as error:
            tell(str(error))
            sys.exit(NOTHING_DONE if isinstance(error, StopRun) else SOME_SKIPPED)
        except KeyboardInterrupt:
            tell("interrupted; what was written so far is kept")
            sys.exit(130)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(0)
        except UnicodeEncodeError as error:
            tell(f"'{error.object[max(error.start - 40, 0) : error.end + 40]}': not text that UTF-8 can hold")
            sys.exit(NOTHING_DONE)
        except OSError as error:
            tell(f"{error.filename or 'standard output'}: {cause(error)}")
            sys.exit(NOTHING_DONE)

    return run


class Commands(click.Group):
    """The commands: help and version, which are printed before any of them runs, may meet a full disk, too."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run what the command line asks for."""
        return plainly(super().main)(*args, **kwargs)


def print_anything() -> None:
    """Make both outputs write out what their encoding lacks: a name in Cyrillic, or of a file that is no text."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def tell(line: str) -> None:
    """Say something beside the answer: one line on standard error, whatever is in the names and texts it quotes."""
    click.echo(f"kg: {_plain(line)}", err=True)


def _plain(line: str) -> str:
    """A line with signs that would break it, colour it or turn it round written out, cut where it is endless."""
    shown = "".join(c.encode("unicode_escape").decode("ascii") if category(c) in _UNSEEN else c for c in line)
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST // 2]} ... {shown[-LONGEST // 2 :]}"


class Remarks:
    """What is worth knowing of documents: of one kind only the first are said, in the end how many more there were."""

    FEW = 5

    def __init__(self, *, of_each_file: bool = False) -> None:
        self._said: Counter[str] = Counter()
        self._of_each_file = of_each_file

    def __call__(self, line: str) -> None:
        """Say a line such as ``file:number: cause``, unless enough have been said of that kind."""
        origin, _, why = line.partition(": ")
        kind = _QUOTED.sub("...", why)
        if self._of_each_file:
            kind = f"{_LINE.sub('', origin)}: {kind}"
        self._said[kind] += 1
        if self._said[kind] <= self.FEW:
            tell(line)

    def close(self) -> None:
        """Say what was left unsaid."""
        for kind, number in self._said.items():
            if number > self.FEW:
                tell(f"{number - self.FEW} more: {kind}")


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
