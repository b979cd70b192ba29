"""What the page says, in every language: its own labels, the ontology's terms, and the templates of event labels."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

import msgspec
import pyoxigraph as ox

from kg.errors import DataError, UsageError
from kg.graph.encounters import IN_PERSON, PENDING
from kg.graph.labels import templates
from kg.graph.names import LANGUAGES
from kg.graph.store import Store
from kg.resources import data_dir, load_yaml

Labels = dict[str, dict[str, str | dict[str, str]]]

_TERMS = """
SELECT ?term ?label WHERE {
  VALUES ?scheme { kg:EventTypes kg:Statuses kg:Roles }
  ?term skos:inScheme ?scheme ; rdfs:label ?label }"""


@cache
def labels(folder: str = "view") -> Labels:
    """Labels of a folder of data by language and key; raises `DataError` when languages have not the same keys."""
    path = data_dir() / folder / "labels.yaml"
    try:
        found = msgspec.convert(load_yaml(path), Labels)
    except msgspec.ValidationError as error:
        raise DataError(f"{path}: {error}") from error
    for lang in LANGUAGES:
        odd = set(found.get(lang, {})) ^ set(found["en"])
        if odd:
            raise DataError(f"{path}: language '{lang}' lacks or has alone: {', '.join(sorted(odd))}")
    return found


def words(store: Store, lang: str) -> dict[str, Any]:
    """Everything the page's scripts need to speak; raises `UsageError` for a language without labels."""
    if lang not in LANGUAGES:
        raise UsageError(f"no labels in language '{lang}' (have: {', '.join(LANGUAGES)})")
    return {
        "lang": lang,
        "labels": labels(),
        "terms": _terms(store),
        "templates": {code: msgspec.to_builtins(template) for code, template in templates().items()},
        "inPerson": sorted(IN_PERSON),
        "pending": sorted(PENDING),
    }


def _terms(store: Store) -> dict[str, dict[str, str]]:
    """Labels of types, statuses and roles by local name and language."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    rows = store.query(_TERMS)
    if not isinstance(rows, ox.QuerySolutions):
        raise TypeError("not a SELECT query")
    for row in rows:
        term, label = row["term"], row["label"]
        if isinstance(term, ox.NamedNode) and isinstance(label, ox.Literal):
            found[term.value.rpartition("#")[2]][label.language or "en"] = label.value
    return dict(sorted(found.items()))
