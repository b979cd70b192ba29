"""Media types of answers, and the choice among them that a request's Accept header asks for (RFC 9110)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write an answer."""

    name: str
    """As in ``?format=``."""
    media: str
    aliases: tuple[str, ...] = ()
    rows: ox.QueryResultsFormat | None = None
    graph: ox.RdfFormat | None = None

    @property
    def content_type(self) -> str:
        """Media type with the charset where the type has one."""
        return f"{self.media}; charset=utf-8" if self.media.startswith("text/") else self.media


_RESULTS = ox.QueryResultsFormat
ROWS: tuple[Format, ...] = (
    Format("json", "application/sparql-results+json", ("application/json", "srj"), rows=_RESULTS.JSON),
    Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml", "srx"), rows=_RESULTS.XML),
    Format("csv", "text/csv", (), rows=_RESULTS.CSV),
    Format("tsv", "text/tab-separated-values", (), rows=_RESULTS.TSV),
)
"""For SELECT and ASK; the first is given when anything will do."""
GRAPHS: tuple[Format, ...] = (
    Format("ttl", "text/turtle", ("application/x-turtle", "turtle"), graph=ox.RdfFormat.TURTLE),
    Format("nt", "application/n-triples", ("text/plain", "ntriples"), graph=ox.RdfFormat.N_TRIPLES),
    Format("jsonld", "application/ld+json", ("application/json", "json"), graph=ox.RdfFormat.JSON_LD),
    Format("rdf", "application/rdf+xml", ("application/xml", "text/xml", "xml"), graph=ox.RdfFormat.RDF_XML),
    Format("n3", "text/n3", (), graph=ox.RdfFormat.N3),
    Format("trig", "application/trig", (), graph=ox.RdfFormat.TRIG),
    Format("nq", "application/n-quads", ("nquads",), graph=ox.RdfFormat.N_QUADS),
)
"""For CONSTRUCT, DESCRIBE and whole graphs."""
HTML = Format("html", "text/html")

_PART = re.compile(r"\s*([\w!#$%&'*+.^`|~-]+)/([\w!#$%&'*+.^`|~-]+)\s*((?:;[^,]*)?)")
_QUALITY = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*(?:;|$)")


def named(name: str, offered: Sequence[Format]) -> Format | None:
    """Format of a name, an alias or a media type."""
    wanted = name.strip().lower()
    return next((form for form in offered if wanted in {form.name, form.media, *form.aliases}), None)


def choose(accept: str, offered: Sequence[Format]) -> Format | None:
    """Best offered format for an Accept header, earlier ones first among equals; None when none will do."""
    ranges = list(_ranges(accept))
    if not ranges:
        return offered[0]
    best: tuple[float, Format] | None = None
    for form in offered:
        # A name by which the format is also known counts a little less, so that JSON-LD is not XML by accident.
        quality = max(_quality(ranges, form.media), *(_quality(ranges, a) * 0.999 for a in form.aliases), 0.0)
        if quality > 0 and (best is None or quality > best[0]):
            best = (quality, form)
    return best[1] if best else None


def _ranges(accept: str) -> list[tuple[str, str, float]]:
    found = []
    for part in accept.split(","):
        match = _PART.fullmatch(part)
        if match:
            quality = _QUALITY.search(match[3])
            found.append((match[1].lower(), match[2].lower(), float(quality[1]) if quality else 1.0))
    return found


def _quality(ranges: Sequence[tuple[str, str, float]], media: str) -> float:
    """Quality of a media type by the most specific range that holds it."""
    kind, _, sub = media.partition("/")
    fits = [
        ((k != "*") + (s != "*"), quality) for k, s, quality in ranges if k in {"*", kind} and s in {"*", sub or "*"}
    ]
    return max(fits, default=(0, 0.0))[1]
