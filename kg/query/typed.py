"""Answers for programs: rows with typed values, and the same for pandas, rdflib, networkx and Parquet."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, overload

import pyoxigraph as ox

from kg.errors import UsageError
from kg.graph import vocabulary as v
from kg.query.answer import solutions, value
from kg.query.ask import Answer

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib

Value = str | int | float | bool | date | None
Row = dict[str, Value]
PAIR = ("first", "second")
"""Columns that hold the two ends of an edge, where a question has such."""
_SHOWN = 3


def typed(term: object) -> Value:
    """Give a term as a Python value: IRIs and strings as str, numbers, truth values and days as such, else None."""
    if term is None:
        return None
    if isinstance(term, ox.Literal) and term.datatype == v.XSD_DATE:
        try:
            return date.fromisoformat(term.value)
        except ValueError:
            return term.value
    return value(term)


@dataclass(frozen=True, repr=False)
class Rows(Sequence[Row]):
    """The whole answer of a SELECT: a sequence of dicts by column."""

    columns: tuple[str, ...]
    terms: tuple[tuple[Any, ...], ...]
    """The terms as the store gave them."""

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return Rows(self.columns, self.terms[index])
        return dict(zip(self.columns, map(typed, self.terms[index]), strict=True))

    def __len__(self) -> int:
        return len(self.terms)

    def __repr__(self) -> str:
        """Columns and the first rows as values: what one wants to see at a prompt."""
        more = "" if len(self) <= _SHOWN else f" and {len(self) - _SHOWN} more"
        return f"<{len(self)} rows ({', '.join(self.columns)}): {list(self[:_SHOWN])}{more}>"

    def __iter__(self) -> Iterator[Row]:
        return (self[index] for index in range(len(self)))

    def to_pandas(self) -> pd.DataFrame:
        """A DataFrame with a column each; raises `UsageError` where pandas is not installed."""
        try:
            import pandas
        except ImportError as error:
            raise UsageError("pandas is not installed: pip install pandas") from error
        return pandas.DataFrame(list(self), columns=list(self.columns))

    def to_rdflib(self) -> rdflib.query.Result:
        """A result as rdflib gives it, with its terms."""
        import rdflib
        from rdflib.query import Result

        names = [rdflib.Variable(name) for name in self.columns]
        found = Result("SELECT")
        found.vars = names
        found.bindings = [
            {name: _rdflib(term) for name, term in zip(names, row, strict=True) if term is not None}
            for row in self.terms
        ]
        return found

    def to_networkx(self, source: str = PAIR[0], target: str = PAIR[1]) -> nx.Graph[Any]:
        """A graph with an edge per row between the values of two columns; the other columns are its attributes.

        Raises `UsageError` when there are no such columns.
        """
        import networkx

        missing = [name for name in (source, target) if name not in self.columns]
        if missing:
            have = ", ".join(self.columns)
            raise UsageError(f"no column '{missing[0]}' to make an edge of; name two: to_networkx(a, b) (have: {have})")
        graph: nx.Graph[Any] = networkx.Graph()
        for row in self:
            more = {name: row[name] for name in self.columns if name not in {source, target}}
            if row[source] is not None and row[target] is not None:
                graph.add_edge(row[source], row[target], **more)
        return graph


class Triples(Rows):
    """The whole answer of a CONSTRUCT or DESCRIBE: rows of subject, predicate and object."""

    def to_rdflib(self) -> rdflib.Graph:  # type: ignore[override]
        """An rdflib graph of these triples."""
        import rdflib

        graph = rdflib.Graph()
        for prefix, base in v.PREFIXES.items():
            graph.bind(prefix, base)
        for row in self.terms:
            graph.add(tuple(map(_rdflib, row)))
        return graph

    def to_networkx(self, source: str = "subject", target: str = "object") -> nx.Graph[Any]:
        """A graph with an edge per triple."""
        return super().to_networkx(source, target)


def collect(answer: Answer, limit: int | None = None) -> Rows:
    """Read an answer to its end; that of an ASK is a row with a truth value in column ``answer``."""
    if isinstance(answer.results, ox.QueryBoolean):
        return Rows(("answer",), ((ox.Literal(bool(answer.results)),),))
    if isinstance(answer.results, ox.QueryTriples):
        triples = tuple((t.subject, t.predicate, t.object) for t in islice(answer.results, limit))
        return Triples(("subject", "predicate", "object"), triples)
    return Rows(answer.columns, tuple(tuple(row) for row in islice(solutions(answer), limit)))


def parquet(answer: Answer, limit: int | None = None) -> bytes:
    """Write the rows of a SELECT as Parquet; a column of several types becomes text.

    Raises `UsageError` where pyarrow is not installed, `QueryError` when the query is no SELECT.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet as pq
    except ImportError as error:
        raise UsageError("pyarrow is not installed: pip install pyarrow") from error
    rows = Rows(answer.columns, tuple(tuple(row) for row in islice(solutions(answer), limit)))
    columns = {}
    for number, name in enumerate(rows.columns):
        cells = [typed(row[number]) for row in rows.terms]
        kinds = {type(cell) for cell in cells} - {type(None)}
        columns[name] = pa.array(cells if len(kinds) == 1 else [None if c is None else str(c) for c in cells])
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def _rdflib(term: Any) -> Any:
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    kind = term.datatype.value
    return rdflib.Literal(term.value, datatype=None if kind == f"{v.PREFIXES['xsd']}string" else rdflib.URIRef(kind))
