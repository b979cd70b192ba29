"""The one module that knows where ``data/`` is: loads and validates each kind of file.

An unknown key, a missing section or a wrong type (`kg.schema`) raises `DataError` with one line naming the file.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from kg import __version__
from kg.cache import kept
from kg.errors import DataError, UnknownLanguage
from kg.schema import Lexicon, VisitWords

T = TypeVar("T")


def data_dir() -> Path:
    """Folder of the knowledge files: ``$KG_DATA``, the wheel's copy, or the repository's ``data/``."""
    override = os.environ.get("KG_DATA")
    if override:
        return Path(override)
    inside = Path(__file__).parent / "data"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "data"


@cache
def reader() -> str:
    """Name of what reads documents: the release and a hash of the lexicon and the gazetteer.

    Another reader may find other mentions in the same text, so documents carry the name of theirs.
    """
    found = blake2b(digest_size=8)
    for folder in ("lexicon", "gazetteer", "sources"):
        for path in sorted((data_dir() / folder).iterdir()):
            found.update(path.name.encode() + b"\0" + path.read_bytes())
    return f"{__version__}+{found.hexdigest()}"


@cache
def fingerprint() -> str:
    """A hash of the data that is read and of the program that reads it: on these depends what `kg.cache` keeps."""
    found = blake2b(reader().encode(), digest_size=12)
    for path in _program():
        found.update(path.read_bytes())
    return found.hexdigest()


def _program() -> list[Path]:
    """The modules on which what is kept depends: the base, and what makes and reads the names."""
    package = Path(__file__).parent
    return sorted((*package.glob("*.py"), *(package / "mentions").rglob("*.py"), package / "graph" / "names.py"))


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that have a lexicon, sorted."""
    return tuple(sorted(path.stem for path in (data_dir() / "lexicon").glob("*.yaml")))


@cache
def lexicon(lang: str) -> Lexicon:
    """Load the lexicon of a language.

    Raises `UnknownLanguage` when there is none, `DataError` when it breaks the schema.
    """
    path = data_dir() / "lexicon" / f"{lang}.yaml"
    if lang not in languages():
        raise UnknownLanguage(f"no lexicon for language '{lang}' (have: {', '.join(languages())})")
    return kept(f"lexicon-{lang}", Lexicon, lambda: _convert(load_yaml(path), Lexicon, path), of=fingerprint())


@cache
def visit_words() -> VisitWords:
    """Load ``data/sources/state-visits.yaml``."""
    path = data_dir() / "sources" / "state-visits.yaml"
    return _convert(load_yaml(path), VisitWords, path)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML 1.2 booleans: ``no``, ``on`` and ``y`` are words (they are, in Spanish, English and Polish)."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def load_yaml(path: Path) -> Any:
    """Read a YAML file; raises `DataError` naming file and line when it is malformed."""
    try:
        with path.open(encoding="utf-8") as file:
            return yaml.load(file, Loader=_Loader)  # noqa: S506 - derived from a safe loader
    except yaml.YAMLError as error:
        raise DataError(f"{path}: malformed YAML: {' '.join(str(error).split())}") from error


def table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of ``data/gazetteer/<name>.csv`` as dicts; blank cells are empty strings.

    What a later language calls the same things lies beside it in ``<name>.<lang>.csv``, by the same keys: its columns
    are added, so that a language is taught by new files and no row of the others is touched.
    """
    folder = data_dir() / "gazetteer"
    added = [_companion(path) for path in sorted(folder.glob(f"{name}.*.csv"))]
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for columns, rows in added:
                cells = rows.get(row["key"], {})
                for column in columns:
                    row[column] = "|".join(cell for cell in (row.get(column), cells.get(column)) if cell)
            yield row


def _companion(path: Path) -> tuple[list[str], dict[str, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = [column for column in reader.fieldnames or () if column not in ("key", "source")]
        return columns, {row["key"]: row for row in reader}


def values(cell: str) -> list[str]:
    """Split a table cell at ``|`` into its non-empty values."""
    if "|" not in cell:  # as most are
        return [value] if (value := cell.strip()) else []
    return [value for value in (part.strip() for part in cell.split("|")) if value]


def _convert(raw: Any, kind: type[T], path: Path) -> T:
    try:
        return msgspec.convert(raw, kind, strict=False)
    except msgspec.ValidationError as error:
        raise DataError(f"{path}: {error}") from error
