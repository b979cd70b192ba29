"""What shapes the derived graphs besides the mentions they are made from."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b

from kg import __version__
from kg.resources import data_dir


@cache
def data_hash() -> str:
    """Hash of the release and of the files that shape derived graphs."""
    found = blake2b(__version__.encode(), digest_size=8)
    for name in ("kg.ttl", "alignments.ttl", "labels.yaml"):
        found.update((data_dir() / "ontology" / name).read_bytes())
    return found.hexdigest()
