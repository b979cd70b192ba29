"""Load: many clients with the mixed library against a large graph, `kg serve` beside `oxigraph serve-read-only`.

    python tests/bench/load.py STORE [--clients 64] [--seconds 60]

Both answer the same SPARQL on the same data in the same run, one after the other: every shipped question, its first
thousand rows, about actors and days drawn by chance. First each query differs from all others, so that nothing kept
helps; then they come as drawn, and some come again. Then `kg serve` once more with all different, while `kg add` writes
to a copy of the store all the time. Times are those of a closed loop: they grow with the number of clients, and with
the neighbours on a shared machine. Look at the ratios, most of all at that of processor time per answer, which no
neighbour changes.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import queries

from kg.graph import vocabulary as v
from kg.graph.store import Store
from kg.query import Page, Parameter, bind
from kg.query import queries as shipped

ACTORS = ("Q7747", "Q22686", "Q3052772", "Q3874799", "Q6279", "Q30", "Q159", "Q212", "Q142", "Q183", "Q145", "Q148")
STATES = ("Q30", "Q159", "Q212", "Q142", "Q183", "Q145", "Q148")
VARIANTS = 12
"""Drawn per question that has parameters."""
BATCH = 20
"""Documents that one `kg add` adds."""
SAMPLE = 5.0
"""Seconds between two looks at the memory."""
PREFIXES = "".join(f"PREFIX {name}: <{base}>\n" for name, base in v.PREFIXES.items())


def mixed(store: Store) -> list[list[str]]:
    """Variants of every shipped question."""
    chance, found = random.Random(1), []
    for question in shipped():
        texts = set()
        for _ in range(VARIANTS if question.parameters else 1):
            given = {p.name: drawn(chance, p) for p in question.parameters}
            texts.add(PREFIXES + bind(store, question, given, page=Page(queries.FIRST)))
        found.append(sorted(texts))
    return found


def drawn(chance: random.Random, parameter: Parameter) -> str:
    """A value for a parameter."""
    match parameter.type:
        case "actor":
            return chance.choice(ACTORS)
        case "state" | "place":
            return chance.choice(STATES)
        case "date":
            return f"{chance.randrange(2016, 2026) + (parameter.name == 'until')}-{chance.randrange(1, 13):02}-01"
        case "iri":
            return f"id:event/b{chance.randrange(100)}"
        case _:
            return parameter.default or ""


async def client(
    number: int, port: int, path: str, texts: list[list[str]], until: float, times: list[float], codes: Counter,
    fresh: bool,
) -> None:  # fmt: skip
    """Ask one question after the other over one connection."""
    chance = random.Random(number)  # the same questions to every server
    reader = writer = None
    while time.monotonic() < until:
        if writer is None:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        text = chance.choice(chance.choice(texts)) + (f"# {number}-{len(times)}" if fresh else "")
        body = urlencode({"query": text}).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Accept: application/sparql-results+json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        began = time.monotonic()
        try:
            writer.write(head.encode() + body)
            code, closing = await asyncio.wait_for(_reply(reader), 60)
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            code, closing = 0, True
        times.append(time.monotonic() - began)
        codes[code] += 1
        if closing:
            writer.close()
            writer = None
    if writer is not None:
        writer.close()


async def _reply(reader: asyncio.StreamReader) -> tuple[int, bool]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    code = int(head.split()[1])
    if "transfer-encoding: chunked" in head:
        while size := int((await reader.readline()).split(b";")[0], 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        await reader.readexactly(int(head.split("content-length:")[1].split()[0]))
    return code, "connection: close" in head


@dataclass(frozen=True)
class Measured:
    """What a run came to, in milliseconds."""

    median: float
    high: float
    each: float


async def drive(
    name: str, port: int, path: str, texts: list[list[str]], clients: int, seconds: float, pids, *, fresh: bool
) -> Measured:
    times: list[float] = []
    codes: Counter = Counter()
    spent = processor(pids())
    until = time.monotonic() + seconds
    watched = asyncio.create_task(watch(pids, until))
    asking = (client(number, port, path, texts, until, times, codes, fresh) for number in range(clients))
    await asyncio.gather(*asking)
    ordered = sorted(times)
    found = Measured(
        statistics.median(ordered) * 1000, ordered[int(len(ordered) * 0.95)] * 1000,
        (processor(pids()) - spent) / max(1, codes[200]) * 1000,
    )  # fmt: skip
    held = " ".join(f"{megabytes:.0f}" for megabytes in await watched)
    print(
        f"{name:<34}{len(times) / seconds:>6.0f}/s  median {found.median:>6.0f} ms  p95 {found.high:>6.0f} ms  "
        f"longest {ordered[-1] * 1000:>6.0f} ms  processor {found.each:>4.0f} ms  answers {dict(codes)}\n"
        f"{'':<34}memory, MB every {SAMPLE:g} s: {held}",
        flush=True,
    )
    return found


async def watch(pids, until: float) -> list[float]:
    found = []
    while time.monotonic() < until:
        found.append(memory(pids()))
        await asyncio.sleep(SAMPLE)
    return found


def processor(pids: list[int]) -> float:
    """Seconds of the processor that living processes have taken, with those of their ended children."""
    total = 0
    for pid in pids:
        try:
            words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += sum(map(int, words[11:15] if pid == pids[0] else words[11:13]))
        except OSError:
            continue
    return total / os.sysconf("SC_CLK_TCK")


def memory(pids: list[int]) -> float:
    total = 0
    for pid in pids:
        try:
            total += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except OSError:
            continue
    return total / 1e6


def family(pid: int) -> list[int]:
    try:
        return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
    except OSError:
        return [pid]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def start(command: list[str], port: int) -> subprocess.Popen:
    # A session of its own: where the system shares the processor by sessions, many threads get no more of it.
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return process
        except OSError:
            if process.poll() is not None:
                raise SystemExit(f"{command[0]} did not start") from None
            time.sleep(0.05)


def ours(path: Path, texts: list[list[str]], given: argparse.Namespace, name: str, *, fresh: bool) -> Measured:
    port = free_port()
    process = start([sys.executable, "-m", "kg", "serve", "--store", str(path), "--port", str(port)], port)
    try:
        pids = lambda: family(process.pid)  # noqa: E731 - the workers change
        return asyncio.run(drive(name, port, "/sparql", texts, given.clients, given.seconds, pids, fresh=fresh))
    finally:
        process.terminate()
        process.wait()


def theirs(path: Path, texts: list[list[str]], given: argparse.Namespace, name: str, *, fresh: bool) -> Measured:
    port, program = free_port(), Path(sys.executable).parent / "oxigraph"
    command = [str(program), "serve-read-only", "-l", str(path / "quads"), "--bind", f"127.0.0.1:{port}"]
    process = start([*command, "--union-default-graph"], port)
    try:
        pids = lambda: [process.pid]  # noqa: E731
        return asyncio.run(drive(name, port, "/query", texts, given.clients, given.seconds, pids, fresh=fresh))
    finally:
        process.terminate()
        process.wait()


def writing(path: Path, texts: list[list[str]], given: argparse.Namespace) -> None:
    """The same while documents are added, and whether the store is whole afterwards."""
    folder = Path(tempfile.mkdtemp(dir=path.parent))
    copy = folder / "copy"
    shutil.copytree(path, copy)
    stop, codes = threading.Event(), []
    adding = threading.Thread(target=add, args=(folder, copy, stop, codes))
    adding.start()
    ours(copy, texts, given, "kg serve while kg add writes", fresh=True)
    stop.set()
    adding.join()
    print(f"kg add: {len(codes)} runs, exit codes {sorted(set(codes))}")
    with Store.open(copy) as store:  # no stale lock
        added = sum(1 for name in store.documents() if name.startswith("load-"))
        print(f"documents added: {added} of {len(codes) * BATCH}; events current: {store.events_current()}")
    shutil.rmtree(folder)


def add(folder: Path, store: Path, stop: threading.Event, codes: list[int]) -> None:
    """Add one file of documents after the other until told to stop."""
    while not stop.is_set():
        rows = [
            {"id": f"load-{len(codes)}-{n}", "lang": "en", "date": f"2025-06-{n % 28 + 1:02}",
             "text": f"Emmanuel Macron met Giorgia Meloni in {('Rome', 'Paris', 'Berlin')[n % 3]}."}
            for n in range(BATCH)
        ]  # fmt: skip
        (folder / "news.jsonl").write_text("\n".join(map(json.dumps, rows)))
        command = [sys.executable, "-m", "kg", "add", str(folder / "news.jsonl"), "--store", str(store), "--jobs", "1"]
        codes.append(subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode)


def beside(mine: Measured, other: Measured) -> str:
    pairs = ((mine.median, other.median), (mine.high, other.high), (mine.each, other.each))
    median, high, each = (one / two for one, two in pairs)
    return f"kg serve beside oxigraph: median {median:.2f}, p95 {high:.2f}, processor time per answer {each:.2f} times"


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("store", type=Path)
    options.add_argument("--clients", type=int, default=64)
    options.add_argument("--seconds", type=float, default=60)
    given = options.parse_args()
    with Store.open(given.store, read_only=True) as store:
        print(f"{len(store)} quads, {given.clients} clients, {given.seconds:g} s each")
        texts = mixed(store)
    for word, fresh in (("all different", True), ("as they come", False)):
        mine = ours(given.store, texts, given, f"kg serve, {word}", fresh=fresh)
        other = theirs(given.store, texts, given, f"oxigraph serve-read-only, {word}", fresh=fresh)
        print(beside(mine, other), flush=True)
    writing(given.store, texts, given)


if __name__ == "__main__":
    main()
