"""Figures of the service in the text format of Prometheus."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from kg.serve.guard import BUCKETS, Figures
from kg.serve.pool import Pool


def exposition(figures: Figures, pool: Pool) -> str:
    """Write all figures."""
    return "\n".join([*_requests(figures), *_workers(pool)]) + "\n"


def _requests(figures: Figures) -> Iterator[str]:
    yield "# HELP kg_requests_total Responses by first part of the path and status."
    yield "# TYPE kg_requests_total counter"
    for (route, status), count in sorted(figures.by_status.items()):
        yield f'kg_requests_total{{path="/{route}",status="{status}"}} {count}'
    yield "# HELP kg_request_seconds Time until a response begins."
    yield "# TYPE kg_request_seconds histogram"
    for bound in BUCKETS:
        yield f'kg_request_seconds_bucket{{le="{bound:g}"}} {figures.buckets[bound]}'
    yield f'kg_request_seconds_bucket{{le="+Inf"}} {figures.count}'
    yield f"kg_request_seconds_sum {figures.seconds:.6f}"
    yield f"kg_request_seconds_count {figures.count}"


def _workers(pool: Pool) -> Iterator[str]:
    yield "# HELP kg_queries_total Questions to workers by how they ended."
    yield "# TYPE kg_queries_total counter"
    for outcome, count in sorted(pool.counts.items()):
        if outcome != "restarted":
            yield f'kg_queries_total{{outcome="{outcome}"}} {count}'
    yield "# HELP kg_workers_restarted_total Workers that were ended and replaced."
    yield "# TYPE kg_workers_restarted_total counter"
    yield f"kg_workers_restarted_total {pool.counts['restarted']}"
    for name, value, text in (
        ("kg_workers", len(pool.pids), "Workers alive."),
        ("kg_queries_running", pool.running, "Questions being answered."),
        ("kg_queries_waiting", pool.waiting, "Questions waiting for a worker."),
        ("kg_resident_bytes", sum(map(_resident, [os.getpid(), *pool.pids])), "Memory held by all processes."),
    ):
        yield f"# HELP {name} {text}"
        yield f"# TYPE {name} gauge"
        yield f"{name} {value}"


def _resident(pid: int) -> int:
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0
