"""A side file with the mentions of each document as they were written, so that reading them all back is quick.

Oxigraph gives some 80,000 quads a second and a mention is about seventy, so 100,000 mentions take a minute and a half
to read from RDF; from here, six seconds. The graph stays the truth: an entry counts only while its hash equals the
``kg:mentionsHash`` in the document's graph, and the file may be deleted at any time.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from kg.graph.identifiers import mentions_hash
from kg.model import EventMention

_SCHEMA = "CREATE TABLE IF NOT EXISTS mentions (document TEXT PRIMARY KEY, hash TEXT, data BLOB) WITHOUT ROWID"
_GIVE_UP = (sqlite3.Error, msgspec.MsgspecError)


class MentionCache:
    """Mentions by document; without a path, or when the file cannot be used, it holds nothing."""

    def __init__(self, path: Path | None, *, read_only: bool = False) -> None:
        self._path = path
        self._database = _connect(path, read_only=read_only) if path is not None else None
        self._read_only = read_only
        self._encoder = msgspec.msgpack.Encoder()
        self._decoder = msgspec.msgpack.Decoder(list[EventMention])

    def put(self, documents: Iterable[tuple[str, Sequence[EventMention]]]) -> None:
        """Keep the mentions of some documents; failing to is no error."""
        if self._database is None or self._read_only:
            return
        rows = [(name, mentions_hash(mentions), self._encoder.encode(mentions)) for name, mentions in documents]
        with contextlib.suppress(*_GIVE_UP), self._database:
            self._database.executemany("INSERT OR REPLACE INTO mentions VALUES (?, ?, ?)", rows)

    def get(self, hashes: Mapping[str, str]) -> Iterable[tuple[str, list[EventMention] | None]]:
        """Mentions of each document whose hash is current, in order of ids; None for the others."""
        for name in sorted(hashes):
            yield name, self.one(name, hashes[name])

    def one(self, name: str, current: str) -> list[EventMention] | None:
        """Mentions of a document, if its hash is `current`."""
        if self._database is None:
            return None
        with contextlib.suppress(*_GIVE_UP):
            row = self._database.execute("SELECT hash, data FROM mentions WHERE document = ?", (name,)).fetchone()
            if row is not None and row[0] == current:
                return self._decoder.decode(row[1])
        return None

    def remove(self, document: str) -> None:
        """Forget a document."""
        if self._database is not None and not self._read_only:
            with contextlib.suppress(*_GIVE_UP), self._database:
                self._database.execute("DELETE FROM mentions WHERE document = ?", (document,))

    def copy(self, target: Path) -> None:
        """Copy the file to `target`; failing to is no error."""
        if self._database is not None:
            with contextlib.suppress(*_GIVE_UP), contextlib.closing(sqlite3.connect(target)) as copied:
                self._database.backup(copied)

    def close(self) -> None:
        """Let go of the file."""
        if self._database is not None:
            self._database.close()
            self._database = None


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection | None:
    """Open the file; a broken one is made anew."""
    if read_only:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        # In a folder that cannot be written the file opens only as one that nobody changes, and then nobody does.
        return _try_open(uri) or _try_open(f"{uri}&immutable=1")
    found = _try_open(f"{path.absolute().as_uri()}?mode=rwc", schema=True)
    if found is None:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        found = _try_open(f"{path.absolute().as_uri()}?mode=rwc", schema=True)
    return found


def _try_open(uri: str, *, schema: bool = False) -> sqlite3.Connection | None:
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(uri, uri=True, timeout=1.0)
        if schema:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(_SCHEMA)
        connection.execute("SELECT 1 FROM mentions LIMIT 1")
    except sqlite3.Error:
        if connection is not None:
            connection.close()
        return None
    return connection
