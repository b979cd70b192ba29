"""The clauses of a sentence: nested, so that status and attribution have scopes instead of word windows."""

from __future__ import annotations

from msgspec import Struct

FINITE = frozenset({"past", "present", "future", "conditional", "subjunctive"})
#: Tenses of a verb that makes a clause by itself; a subjunctive stands in one that hangs on another.
TENSED = FINITE - {"subjunctive"}
#: Kinds through which the status of the governing clause reaches the governed one.
TRANSPARENT = frozenset({"complement", "infinitive"})
#: Kinds of clauses and phrases that say when.
TIMES = frozenset({"after", "before", "during"})


class Clause(Struct, frozen=True):
    """A clause: its opener's token index, kind (``main``, ``relative``, ``after`` ...) and parent."""

    number: int
    kind: str
    parent: int | None
    first: int
    after_comma: bool

    @property
    def homes(self) -> set[int | None]:
        """Its number, and that of the clause above it where it is an infinitive or complement of that."""
        return {self.number, self.parent} if self.kind in TRANSPARENT else {self.number}


class Clauses(Struct, frozen=True):
    """The clauses of a sentence and, for each token, the one it belongs to."""

    clauses: tuple[Clause, ...]
    owner: tuple[int, ...]

    def of(self, token: int) -> Clause:
        """The clause a token belongs to."""
        return self.clauses[self.owner[token]]

    def chain(self, clause: Clause) -> list[Clause]:
        """The clause and its ancestors, innermost first."""
        found = [clause]
        while found[-1].parent is not None:
            found.append(self.clauses[found[-1].parent])
        return found

    def governs(self, upper: Clause, lower: Clause) -> bool:
        """Whether `upper` is an ancestor of `lower` through complement clauses only."""
        for clause in self.chain(lower):
            if clause.number == upper.number:
                return True
            if clause.kind not in TRANSPARENT:
                return False
        return False
