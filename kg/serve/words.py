"""What the pages say, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pyoxigraph as ox

from kg.graph import vocabulary as v
from kg.graph.names import LANGUAGES
from kg.resources import data_dir
from kg.view.words import labels

SLAVIC_FEW = frozenset({2, 3, 4})


class Words:
    """Words of one language; what it lacks is shown in English."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        own = labels("serve")
        self._found: Mapping[str, Any] = {**labels()[lang], **own[lang]}
        self._terms = _terms()

    def __call__(self, key: str, **values: object) -> str:
        """Text of a key with its blanks filled in."""
        return str(self._found[key]).format(**values)

    def count(self, key: str, number: int) -> str:
        """Text of a key that counts."""
        forms = self._found[key]
        return str(forms[_form(number, forms)]).format(n=number)

    def forms(self, key: str) -> Mapping[str, str]:
        """Forms of a key that counts, by the plural categories of Unicode."""
        return dict(self._found[key])

    def term(self, name: str) -> str:
        """Label of a type, status or role of the ontology by its local name."""
        found = self._terms.get(name, {})
        return found.get(self.lang) or found.get("en") or name

    def inside(self, key: str, name: str) -> str:
        """Entry of a key that is a table (offices, groups of questions, languages), or the name itself."""
        return str(self._found[key].get(name, name))


@cache
def words(lang: str) -> Words:
    """Words of a language that has labels, else English ones."""
    return Words(lang if lang in LANGUAGES else "en")


def preferred(accept_language: str) -> str:
    """Best of our languages for an Accept-Language header.

    >>> preferred("pl, uk;q=0.8, en;q=0.5")
    'uk'
    """
    wanted: list[tuple[float, int, str]] = []
    for number, part in enumerate(accept_language.split(",")[:20]):
        tag, _, rest = part.strip().partition(";")
        code = tag.strip().lower().partition("-")[0]
        try:
            quality = float(rest.partition("=")[2]) if rest else 1.0
        except ValueError:
            quality = 0.0
        if code in LANGUAGES and quality > 0:
            wanted.append((-quality, number, code))
    return min(wanted)[2] if wanted else "en"


def _form(number: int, forms: Mapping[str, str]) -> str:
    """Plural form; three where the language has ``few`` and ``many``."""
    if "few" not in forms:
        return "one" if number == 1 else "other"
    last, teens = number % 10, number % 100 in range(11, 15)
    if last == 1 and not teens:
        return "one"
    return "few" if last in SLAVIC_FEW and not teens else "many"


@cache
def _terms() -> Mapping[str, Mapping[str, str]]:
    """Labels of the ontology's concepts by local name and language."""
    found: dict[str, dict[str, str]] = {}
    for quad in ox.parse(path=data_dir() / "ontology" / "kg.ttl", format=ox.RdfFormat.TURTLE):
        subject, label = quad.subject, quad.object
        ours = isinstance(subject, ox.NamedNode) and subject.value.startswith(v.NS)
        if quad.predicate == v.LABEL and ours and isinstance(label, ox.Literal):
            found.setdefault(v.local_name(subject), {})[label.language or "en"] = label.value
    return found
