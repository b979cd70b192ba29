"""Speed from raw text to event mentions: `make bench`, or `python tests/bench/run.py [DOCUMENTS]`.

Reads ../shared/corpus where it is here, else the sample over and over. Beside it a pipeline of spaCy small models does
its part of such a reader's work (tokens, tags, parse, names, no events) on the same texts, where spaCy and a model are
installed; what is left out is named. Seconds are those of the processor, so that neighbours on it do not count. One
process; the first documents warm the memories up and are not counted.
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
MODELS = {"en": "en_core_web_sm", **{lang: f"{lang}_core_news_sm" for lang in ("de", "es", "fr", "it", "uk")}}
WARM = 30


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


def measure(name: str, documents: list[Document], work: Callable[[Document], int]) -> None:
    for document in documents[:WARM]:
        work(document)
    start, made = time.process_time(), 0
    for document in documents[WARM:]:
        made += work(document)
    spent = time.process_time() - start
    cut = sum(len(sentences(d.text, d.lang, (Span(0, len(d.text)),))) for d in documents[WARM:])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name:<10} {(len(documents) - WARM) / spent:8.1f} documents/s {cut / spent:9.0f} sentences/s "
        f"{peak:7.0f} MB peak  {made} {'event mentions' if name == 'summitry' else 'names'}"
    )


def spacy_pipeline() -> Callable[[Document], int] | None:
    if importlib.util.find_spec("spacy") is None:
        print("spacy      left out: not installed (pip install '.[bench]')")
        return None
    import spacy

    loaded = {lang: spacy.load(model) for lang, model in MODELS.items() if importlib.util.find_spec(model)}
    missing = sorted(set(languages()) - set(loaded))
    if missing:
        print(f"spacy      no small model installed for {', '.join(missing)}: these languages are left out")
    if not loaded:
        return None
    return lambda document: len(loaded[document.lang](document.text).ents) if document.lang in loaded else 0


def main(count: int) -> None:
    documents = texts(WARM + count)
    measure("summitry", documents, lambda document: len(extract(document)))
    other = spacy_pipeline()
    if other is not None:
        have = [d for d in documents if importlib.util.find_spec(MODELS[d.lang])]
        measure("spacy", have[: WARM + count // 10], other)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 600)
