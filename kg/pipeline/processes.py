"""Portions of work done in several processes, and given back in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TypeVar

from kg.errors import StopRun

Task = TypeVar("Task")
Done = TypeVar("Done")


def in_order(
    work: Callable[[Sequence[Task]], list[Done]], portions: Iterable[Sequence[Task]], jobs: int
) -> Iterator[Done]:
    """Yield what `work` makes of each portion; never more of them are under way than keep `jobs` processes busy.

    Raises `StopRun` when one of the processes was ended from outside.
    """
    waiting: deque[Future[list[Done]]] = deque()
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_end_with_parent) as pool:
        try:
            for portion in portions:
                waiting.append(pool.submit(work, portion))
                if len(waiting) > 2 * jobs:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise StopRun(
                "a process that read was ended from outside (no memory left?); what was added is kept"
            ) from error


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for work for ever, with its lexicons in memory."""
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    Thread(target=watch, daemon=True).start()
