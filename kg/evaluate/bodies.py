"""One name for each body that may be a source, so that gold and print are compared by what they name.

Annotators write "Ministry of Foreign Affairs (Norway)", "Yonhap News Agency" or "Federal Foreign Office" as their
encyclopaedia does; the tables know these as aliases.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from kg.resources import lexicon, table, values

#: The language of names in gold files.
_GOLD = "en"
_QUALIFIER = re.compile(r"\s*\([^()]*\)$")


def fold(name: str) -> str:
    """A name without case, accents and punctuation, as gold and ours are compared."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", " ", plain).strip().casefold()


def source(name: str) -> str:
    """The folded first name of the state, organ, organisation or outlet that is called so; any other name folded.

    A qualifier in brackets counts where a table has it ("TAP (Tunisia)") or an organ's state is in it.
    """
    bare = fold(_QUALIFIER.sub("", name))
    return _names().get(fold(name)) or _names().get(bare, bare)


@cache
def _names() -> Mapping[str, str]:
    """Folded names → folded first name of what bears them, where it is one thing alone."""
    found = dict(_named())
    counts = Counter(alias for alias, _ in set(_named()))
    first = {canonical for _, canonical in _named()}
    clear = {alias: name for alias, name in found.items() if counts[alias] == 1 and alias not in first}
    organs = {alias: clear.get(name, name) for alias, name in _organs()}
    return organs | clear | {name: name for name in first}


def _named() -> Iterator[tuple[str, str]]:
    for row in (*table("states"), *table("organisations")):
        for name in values(row["aliases_en"]):
            yield fold(name), fold(row["name_en"])
    for row in table("outlets"):
        for name in values(row["aliases"]):
            yield fold(name), fold(row["name"])


def _organs() -> Iterator[tuple[str, str]]:
    """ "Ministry of Foreign Affairs (Norway)", "... of the Kingdom of Norway": that of Norway."""
    for label in lexicon(_GOLD).attribution.organs:
        for row in table("states"):
            ours = fold(f"{label} of {row['name_en']}")
            for name in (row["name_en"], *values(row["aliases_en"])):
                for written in (f"{label} ({name})", f"{label} of {name}", f"{label} of the {name}"):
                    yield fold(written), ours
