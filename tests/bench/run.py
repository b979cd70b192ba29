"""Speed from raw text to event mentions: `make bench`, or `python tests/bench/run.py [DOCUMENTS]`.

Reads ../shared/corpus where it is here, else the sample over and over. Beside it a spaCy pipeline of the shape of the
small models (tokens, tags, parse, names; no events) reads the same texts of each language. The package index serves
none of Explosion's models, only copies that others uploaded, so unless a model is installed the pipeline has their
parts, widths and depths and has learnt nothing: the time a network takes does not depend on what it learnt. Every
reader of every language has a process of its own; the first documents warm its memories up and are not counted.
Seconds are those of the processor, so that neighbours on it do not count.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import chain, cycle, islice
from pathlib import Path

from kg.model import Document, Span
from kg.pipeline import extract, parse_day
from kg.resources import data_dir
from kg.text.sentences import sentences

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
LANGUAGES = ("de", "en", "es", "fr", "it", "uk")
MODELS = {lang: f"{lang}_core_{'web' if lang == 'en' else 'news'}_sm" for lang in LANGUAGES}
WARM = 30
#: Texts of a language on which both are timed.
BOTH = 150
#: Labels of the small English model: part-of-speech tags, relations, types of names.
TAGS, RELATIONS, NAMES = 50, 45, 18


def rows(path: Path) -> Iterator[dict]:
    data = path.read_bytes()
    yield from map(json.loads, (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines())


def texts(count: int, langs: tuple[str, ...] = LANGUAGES) -> list[Document]:
    """`count` documents, the languages in turn."""
    folder, ending = (CORPUS, "jsonl.gz") if CORPUS.is_dir() else (data_dir() / "sample", "jsonl")
    files = [folder / f"{lang}.{ending}" for lang in langs]
    turns = chain.from_iterable(zip(*(cycle(list(islice(rows(f), 400))) for f in files), strict=True))
    made = []
    for number, row in enumerate(islice(turns, count)):
        day = parse_day(row["date"]) if row.get("date") else None
        made.append(Document(f"b{number}", row["text"], row["lang"], day, row.get("title"), row.get("outlet")))
    return made


def measure(documents: list[Document], work: Callable[[Document], int]) -> dict[str, float]:
    """Time `work` on all but the first documents."""
    for document in documents[:WARM]:
        work(document)
    start, made = time.process_time(), 0
    for document in documents[WARM:]:
        made += work(document)
    spent = time.process_time() - start
    cut = sum(len(sentences(d.text, d.lang, (Span(0, len(d.text)),))) for d in documents[WARM:])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"documents": (len(documents) - WARM) / spent, "sentences": cut / spent, "peak": peak, "made": made}


def spacy_pipeline(lang: str) -> tuple[Callable[[Document], int], str]:
    """What spaCy makes of a text, and with which model."""
    import spacy

    if importlib.util.find_spec(MODELS[lang]) is not None:
        nlp, name = spacy.load(MODELS[lang]), MODELS[lang]
    else:
        nlp, name = untrained(lang), "shape of the small model, untrained"
    return lambda document: len(nlp(document.text).ents), name


def untrained(lang: str):  # spaCy's types are not at hand where it is not installed
    """A pipeline of the small models' parts, widths and depths, with random weights."""
    import spacy
    from spacy.cli.init_config import init_config
    from spacy.tokens import Doc
    from spacy.training import Example

    config = init_config(lang=lang, pipeline=["tagger", "parser", "ner"], optimize="efficiency", gpu=False, silent=True)
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    words = ["w"] * max(TAGS, RELATIONS, NAMES)
    sizes = range(len(words))
    example = Doc(
        nlp.vocab,
        words=words,
        tags=[f"T{i % TAGS}" for i in sizes],
        heads=[max(0, i - 1) for i in sizes],
        deps=["ROOT", *(f"r{i % RELATIONS}" for i in sizes[1:])],
        ents=[f"B-N{i % NAMES}" for i in sizes],
    )
    nlp.initialize(lambda: [Example(nlp.make_doc(example.text), example)])
    return nlp


def one(reader: str, count: int, langs: tuple[str, ...]) -> None:
    """Time one reader in this process; print the figures as JSON."""
    documents = texts(WARM + count, langs)
    name = ""
    work: Callable[[Document], int] = lambda document: len(extract(document))  # noqa: E731
    if reader == "spacy":
        work, name = spacy_pipeline(langs[0])
    print(json.dumps({**measure(documents, work), "name": name}))


def apart(reader: str, count: int, langs: tuple[str, ...]) -> dict:
    """Time one reader in a process of its own, and print a line."""
    command = [sys.executable, __file__, str(count), "--reader", reader, "--lang", *langs]
    found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1])
    made = f"{found['made']} {'names' if reader == 'spacy' else 'event mentions'} {found['name']}"
    name = f"{reader} {langs[0] if len(langs) == 1 else ''}"
    print(
        f"{name:<12} {found['documents']:8.1f} documents/s {found['sentences']:9.0f} sentences/s "
        f"{found['peak']:7.0f} MB peak  {made}",
        flush=True,
    )
    return found


def main() -> None:
    """Time all languages together, then each beside spaCy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=600)
    parser.add_argument("--lang", nargs="+", default=LANGUAGES)
    parser.add_argument("--reader", choices=["summitry", "spacy"])
    asked = parser.parse_args()
    if asked.reader:
        one(asked.reader, asked.count, tuple(asked.lang))
        return
    print(f"{asked.count} documents of {CORPUS if CORPUS.is_dir() else 'data/sample, repeated'}")
    apart("summitry", asked.count, tuple(asked.lang))
    if importlib.util.find_spec("spacy") is None:
        print("spacy        left out: not installed (pip install '.[bench]')")
        return
    for lang in asked.lang:
        ours, theirs = apart("summitry", BOTH, (lang,)), apart("spacy", BOTH, (lang,))
        print(f"{lang}: {ours['documents'] / theirs['documents']:.1f} times the documents a second", flush=True)


if __name__ == "__main__":
    main()
