"""Load: many clients with the mixed library against a large graph, `kg serve` beside `oxigraph serve-read-only`.

    python tests/bench/load.py STORE [--clients 64] [--seconds 60]

Both answer the same SPARQL on the same data in the same run, one after the other; then `kg serve` once more while
`kg add` writes to a copy of the store. Questions that list the whole corpus are left out: no page asks them. Times are
those of a closed loop: they grow with the number of clients, and with the neighbours on a shared machine. Look at the
ratios, most of all at that of processor time per answer, which no neighbour changes.
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
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

import queries

from kg.graph import vocabulary as v
from kg.graph.store import Store

WHOLE = frozenset({"as-of", "event-mentions", "documents", "events"})
PREFIXES = "".join(f"PREFIX {name}: <{base}>\n" for name, base in v.PREFIXES.items())


async def client(
    number: int, port: int, path: str, bodies: list[bytes], until: float, times: list[float], codes: Counter
) -> None:
    """Ask one question after the other over one connection."""
    chance = random.Random(number)  # the same questions to every server
    reader = writer = None
    while time.monotonic() < until:
        if writer is None:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        body = chance.choice(bodies)
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


async def drive(name: str, port: int, path: str, bodies: list[bytes], clients: int, seconds: float, pids) -> float:
    times: list[float] = []
    codes: Counter = Counter()
    before, spent = memory(pids()), processor(pids())
    until = time.monotonic() + seconds
    await asyncio.gather(*(client(number, port, path, bodies, until, times, codes) for number in range(clients)))
    ordered = sorted(times)
    middle, high = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
    each = (processor(pids()) - spent) / max(1, codes[200])
    print(
        f"{name:<28}{len(times) / seconds:>8.0f}/s   median {middle * 1000:>7.0f} ms   p95 {high * 1000:>7.0f} ms   "
        f"processor {each * 1000:.0f} ms   memory {before:.0f} -> {memory(pids()):.0f} MB   answers {dict(codes)}"
    )
    return each


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
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return process
        except OSError:
            if process.poll() is not None:
                raise SystemExit(f"{command[0]} did not start") from None
            time.sleep(0.05)


def ours(path: Path, bodies: list[bytes], clients: int, seconds: float, name: str) -> float:
    port = free_port()
    process = start([sys.executable, "-m", "kg", "serve", "--store", str(path), "--port", str(port)], port)
    try:
        return asyncio.run(drive(name, port, "/sparql", bodies, clients, seconds, lambda: family(process.pid)))
    finally:
        process.terminate()
        process.wait()


def theirs(path: Path, bodies: list[bytes], clients: int, seconds: float) -> float:
    port, program = free_port(), Path(sys.executable).parent / "oxigraph"
    command = [str(program), "serve-read-only", "-l", str(path / "quads"), "--bind", f"127.0.0.1:{port}"]
    process = start([*command, "--union-default-graph"], port)
    try:
        name = "oxigraph serve-read-only"
        return asyncio.run(drive(name, port, "/query", bodies, clients, seconds, lambda: [process.pid]))
    finally:
        process.terminate()
        process.wait()


def writing(path: Path, bodies: list[bytes], clients: int, seconds: float) -> None:
    """The same while documents are added, and whether the store is whole afterwards."""
    folder = Path(tempfile.mkdtemp(dir=path.parent))
    copy = folder / "copy"
    shutil.copytree(path, copy)
    rows = [
        {
            "id": f"load-{number}",
            "lang": "en",
            "date": "2025-06-16",
            "text": "Emmanuel Macron met Giorgia Meloni in Rome.",
        }
        for number in range(50)
    ]
    (folder / "news.jsonl").write_text("\n".join(map(json.dumps, rows)))
    add = [sys.executable, "-m", "kg", "add", str(folder / "news.jsonl"), "--store", str(copy), "--jobs", "1"]
    process = subprocess.Popen(add, stdout=subprocess.DEVNULL)
    ours(copy, bodies, clients, seconds, "kg serve while kg add writes")
    print(f"kg add: exit code {process.wait()}")
    with Store.open(copy) as store:  # no stale lock
        print(f"documents added: {sum(1 for name in store.documents() if name.startswith('load-'))}")
    shutil.rmtree(folder)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("store", type=Path)
    options.add_argument("--clients", type=int, default=64)
    options.add_argument("--seconds", type=float, default=60)
    given = options.parse_args()
    with Store.open(given.store, read_only=True) as store:
        print(f"{len(store)} quads, {given.clients} clients, {given.seconds:g} s each")
        bound = queries.asked(store)
    bodies = [urlencode({"query": PREFIXES + text}).encode() for name, text in bound.items() if name not in WHOLE]
    mine = ours(given.store, bodies, given.clients, given.seconds, "kg serve")
    other = theirs(given.store, bodies, given.clients, given.seconds)
    print(f"kg serve takes {mine / other:.2f} times the processor time per answer")
    writing(given.store, bodies, given.clients, given.seconds)


if __name__ == "__main__":
    main()
