"""Summitry: diplomatic news in six languages as an RDF graph of who met whom, when, where and on whose word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.query.opened import Opened

__version__ = "0.1.0"


def open(where: str | Path) -> Opened:
    """Open a graph to ask it.

    ``kg.open("kg-store").query("who-met-whom").to_pandas()`` is a DataFrame. Raises `StoreError` where none is.
    """
    from kg.query.opened import open_graph

    return open_graph(where)
