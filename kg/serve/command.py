"""The commands `kg serve`, `kg push` and `kg mcp`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.command import FILE, plainly, reading, store_option
from kg.errors import UsageError
from kg.files import text_of

if TYPE_CHECKING:
    from kg.serve.app import Settings


@click.command()
@store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help="Port; 0 for any free one."
)
@click.option("--workers", type=click.IntRange(1, 64), help="Query processes; by default one a core, at least two.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=30.0, show_default=True, help="Seconds per query.")
@click.option("--max-rows", type=click.IntRange(min=1), default=100_000, show_default=True, help="Rows per answer.")
@click.option("--memory", type=click.IntRange(min=64), default=1024, show_default=True, help="Megabytes per query.")
@click.option(
    "--keep", "kept", type=click.IntRange(min=0), default=64, show_default=True, help="Megabytes of answers to keep."
)
@click.option("--cors", "origins", multiple=True, metavar="ORIGIN", help="Whose pages may read, or *; repeatable.")
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="A further name the service answers to.")
@click.option("--writable", is_flag=True, help="Allow SPARQL updates to whoever sends the token.")
@click.option("--token-file", type=FILE, help="File with the token (else $KG_TOKEN).")
@click.option("--access-log", is_flag=True, help="Print a line per request.")
@plainly
def serve(host: str, port: int, access_log: bool, **options: Any) -> None:
    """Serve the graph over HTTP: SPARQL endpoint, questions as forms, pages of events and actors."""
    from kg.serve.run import listen, run

    settings = _settings(host, **options)
    socket, address = listen(host, port)
    click.echo(f"{settings.path}: http://{address}/ (SPARQL: http://{address}/sparql)")
    run(settings, socket, log_level="info" if access_log else "warning")


def _settings(host: str, *, writable: bool, token_file: Path | None, **given: Any) -> Settings:
    from kg.serve.app import Settings
    from kg.serve.limits import Limits
    from kg.serve.run import default_workers, hosts_for, origins_for

    path = Path(given["store_path"])
    with reading(path) as store:
        base = store.ids.base
    return Settings(
        path=path.resolve(),
        base=base,
        limits=Limits(seconds=given["timeout"], rows=given["max_rows"], megabytes=given["memory"]),
        workers=given["workers"] or default_workers(),
        kept=given["kept"],
        token=_token(token_file) if writable else None,
        hosts=hosts_for(host, given["hosts"]),
        origins=origins_for(host, given["origins"]),
    )


def _token(path: Path | None) -> str:
    """Token of a writable service; there is no default one."""
    import os

    token = os.environ.get("KG_TOKEN", "") if path is None else text_of(path).strip()
    if len(token) < 16:
        raise UsageError("--writable needs a token of at least 16 letters, in --token-file or $KG_TOKEN")
    return token


@click.command()
@click.argument("endpoint")
@store_option
@click.option(
    "--method", type=click.Choice(["update", "graph-store"]), default="update", show_default=True, help="How."
)
@click.option("--token-file", type=FILE, help="File with a bearer token for the endpoint.")
@plainly
def push(endpoint: str, store_path: Path, method: str, token_file: Path | None) -> None:
    """Load the graph into a SPARQL 1.1 ENDPOINT; a run that was stopped goes on where it stopped."""
    from kg.push import journal_for
    from kg.push import push as load

    token = text_of(token_file).strip() if token_file is not None else None
    with reading(store_path) as store:
        done = load(store, endpoint, journal_for(store_path, endpoint), method=method, token=token)
    click.echo(f"{endpoint}: {done.graphs} graphs with {done.quads} quads written, {done.unchanged} unchanged, "
               f"{done.removed} removed")  # fmt: skip


@click.command()
@store_option
@click.option("--timeout", type=click.FloatRange(min=0.1), default=20.0, show_default=True, help="Seconds per query.")
@click.option("--memory", type=click.IntRange(min=64), default=1024, show_default=True, help="Megabytes per query.")
@plainly
def mcp(store_path: Path, timeout: float, memory: int) -> None:
    """Serve the graph to an assistant: a read-only Model Context Protocol server on standard input and output."""
    try:
        from kg.serve.assistant import server
    except ImportError as error:
        raise UsageError("the MCP SDK is not installed: pip install 'mcp>=2,<3'") from error
    from kg.serve.limits import Limits

    with reading(store_path) as store:
        base = store.ids.base
    server(store_path.resolve(), base, Limits(seconds=timeout, megabytes=memory)).run("stdio")
