"""A graph opened to be asked from Python: what `kg.open` gives."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from kg.graph.remote import connect
from kg.graph.store import Store
from kg.query.ask import Page, run
from kg.query.questions import queries, spoken
from kg.query.search import Index
from kg.query.terms import thing
from kg.query.things import Model, Row, about
from kg.query.typed import Rows, collect


class Opened:
    """A graph to read. Close it, or use it in a ``with`` statement."""

    def __init__(self, store: Store) -> None:
        self.store = store
        """The store itself, for whoever needs more."""
        self._index = Index(store)

    def query(
        self, name_or_text: str, /, *, lang: str = "en", limit: int | None = None, offset: int = 0, **params: object
    ) -> Rows:
        """Ask a shipped question by name, or SPARQL; parameters are given by name and may be names in any language.

        One that is None is left out. Of a question `limit` rows from the `offset`-th on are looked up, by default all;
        SPARQL says so itself.
        Raises `QueryError` with one line for a question, a parameter or a query that cannot be understood.
        """
        given = {name: str(value) for name, value in params.items() if value is not None}
        return collect(run(self.store, name_or_text, given, lang, Page(limit, offset)), limit)

    def questions(self, *, lang: str = "en") -> dict[str, str]:
        """What each shipped question asks, by name."""
        return {question.name: spoken(question, lang).question for question in queries()}

    def find(self, text: str, *, lang: str = "en") -> list[Row]:
        """Actors, places and gatherings by a few letters of any of their names: iri, label, kind."""
        return self._index.find(text, lang)

    def about(self, iri_or_name: str, *, lang: str = "en") -> Model | None:
        """Everything about an event, document, actor or place (by IRI, QID or name); None for an unknown IRI."""
        return about(self.store, thing(self.store, "actor", iri_or_name), lang)

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_graph(where: str | Path) -> Opened:
    """Open a store's folder, or the address of an endpoint, to read it; raises `StoreError` when there is none."""
    if str(where).startswith(("http://", "https://")):
        return Opened(connect(str(where)))
    return Opened(Store.open(Path(where), read_only=True, create=False))
