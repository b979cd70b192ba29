"""What a SPARQL text is, as the engine's own parser reads it: which keywords it really uses, and which are mere words.

Whether ``SERVICE`` is a keyword or stands in a string, a comment, an IRI or a name cannot be told by a scanner of ours
without repeating the engine's grammar in every corner: in ``FILTER(1<2)SERVICE?x#>`` a scanner sees an IRI that ends in
``>``, the engine a call to another endpoint. So the engine decides: every occurrence of the word is replaced by letters
that are no keyword, and the text is parsed again. Where the word was data or part of a name it still parses; where it
was a keyword it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph import vocabulary as v

_LEXEME = re.compile(
    r"""(?P<skip>\#[^\n]*|<[^<>"{}|^`\\\s]*>|'''(?:[^\\]|\\.)*?'''|\"{3}(?:[^\\]|\\.)*?\"{3}"""
    r"""|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|[?$@]\w+|[\w.-]*:[\w.:%\\-]*)|(?P<word>[A-Za-z]+)|.""",
    re.DOTALL,
)
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
DEEPEST = 128
"""Brackets that may stand in one another."""
LARGEST = 2000
"""Patterns of a query: the engine joins each to the next a step further down its stack, and dies of some 10,000."""
_JOINTS = frozenset({".", ";", ",", "UNION", "OPTIONAL", "MINUS", "FILTER", "BIND"})
UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


def form(sparql: str) -> str:
    """First keyword after the prologue, in capitals; empty where there is none. For messages, never for safety."""
    words = (match["word"].upper() for match in _LEXEME.finditer(sparql) if match["word"])
    return next((word for word in words if word not in {"PREFIX", "BASE"}), "")


def check_reads(sparql: str) -> None:
    """Raise `QueryError` unless the text is a query (not an update) that calls no other endpoint.

    A malformed text passes unless it names ``SERVICE``: the engine says better what is wrong with it.
    """
    _check_depth(sparql)
    _check_size(sparql)
    first = form(sparql)
    if not first:
        raise QueryError("malformed query: line 1, column 1: no query here")
    if first in UPDATES:
        raise QueryError(f"updates are refused ({first}): only queries are answered")
    if uses(sparql, "SERVICE"):
        refused = "SERVICE is refused: a query may not call another endpoint"
        # As a GRAPH pattern it would be well formed; when even that is not, something else is wrong with it, too.
        harmless = re.sub(r"service(\s+silent\b)?", "GRAPH", sparql, flags=re.IGNORECASE)
        raise QueryError(refused if _parses(harmless, update=False) else f"malformed query, and {refused}")


def _check_depth(sparql: str) -> None:
    """Raise `QueryError` for brackets in brackets without end: the engine's parser runs out of stack and dies."""
    if any(len(around) > DEEPEST for _, around in _nested(sparql)):
        raise QueryError(f"malformed query: more than {DEEPEST} brackets in one another")


def _check_size(sparql: str) -> None:
    """Raise `QueryError` for more patterns than the engine has stack for; of values it bears any number."""
    joints = sum(around[-1:] != ["("] and lexeme.upper() in _JOINTS for lexeme, around in _nested(sparql))
    if joints > LARGEST:
        raise QueryError(f"the query is too large: more than {LARGEST:,} patterns")


def _nested(sparql: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Each lexeme, with the brackets that are open behind it."""
    around: list[str] = []
    for match in _LEXEME.finditer(sparql):
        if match[0] in _OPENING:
            around.append(match[0])
        elif match[0] in _CLOSING and around:
            around.pop()
        yield match[0], around


def check_update(sparql: str) -> None:
    """Raise `QueryError` unless the text is an update that reaches for nothing outside the store."""
    _check_depth(sparql)
    for word in ("SERVICE", "LOAD"):
        if uses(sparql, word, update=True):
            raise QueryError(f"{word} is refused: an update may not read from elsewhere")


def names_dataset(sparql: str) -> bool:
    """Say whether the query has a FROM clause of its own, which the union of all graphs must not override."""
    return uses(sparql, "FROM")


def uses(sparql: str, word: str, *, update: bool = False) -> bool:
    """Say whether a text uses `word` as a keyword; a malformed text that holds the word is taken to.

    >>> uses("SELECT * { ?s ?p 'SERVICE' } # service", "SERVICE")
    False
    >>> uses("SELECT * { FILTER(1<2)SERVICE?x#>" + chr(10) + "{ ?s ?p ?o } }", "SERVICE")
    True
    """
    # Each letter becomes the next one: no keyword, yet a name where the word was part of one, and no other's.
    masked, found = re.subn(word, lambda match: "".join(chr(ord(c) + 1) for c in match[0]), sparql, flags=re.I | re.A)
    return bool(found) and not _parses(masked, update=update)


def _parses(sparql: str, *, update: bool) -> bool:
    """Parse by asking an empty store, which costs nothing and has nothing to give."""
    empty = ox.Store()
    try:
        if update:
            empty.update(sparql, prefixes=v.PREFIXES)
        else:
            empty.query(sparql, prefixes=v.PREFIXES)
    except SyntaxError:
        return False
    except (ValueError, RuntimeError, OSError):
        return True  # parsed; what it then did to nothing does not matter
    return True
