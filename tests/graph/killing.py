"""Kills writers at random moments and looks at what they leave; run by `test_durability.py` in a process of its own.

    python killing.py FOLDER KILLS SEED

Each writer is a fork of this process, warm with what the documents say, so that nearly all its time goes into the
store; this process itself never opens a store on disk, because the engine's threads do not survive a fork. Prints a
JSON object: what was found, and everything that was wrong.
"""

from __future__ import annotations

import gc
import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stdout
from hashlib import sha256
from pathlib import Path
from typing import Any

from pyoxigraph import RdfFormat

from kg import pipeline
from kg.cli import main
from kg.graph.identifiers import document_hash
from kg.graph.store import Store
from kg.model import Document, EventMention
from kg.pipeline import adding
from kg.pipeline import reading as extracting
from kg.resources import data_dir

LANGUAGES = ("en", "fr", "uk")
#: Dispatches of each; documents a batch, so that a run has many moments between two.
EACH, BATCH = 3, 2

read_once: dict[Document, list[EventMention]] = {}
rightful_digests: dict[str, str] = {}
reading = pipeline.extract


def remembered(document: Document, *rest: Any) -> list[EventMention]:
    """What `pipeline.extract` finds, found once."""
    if document not in read_once:
        read_once[document] = reading(document, *rest)
    return read_once[document]


def corpus(folder: Path) -> tuple[Path, Path]:
    """The documents, and the same ones of which every other had an older text."""
    rows = []
    for lang in LANGUAGES:
        path = data_dir() / "sample" / f"{lang}.jsonl"
        rows += [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[:EACH]]
    older = [{**row, "text": rows[n - 1]["text"], "lang": rows[n - 1]["lang"]} for n, row in enumerate(rows) if n % 2]
    for name, some in (("new.jsonl", rows), ("old.jsonl", older)):
        (folder / name).write_text("".join(json.dumps(row) + "\n" for row in some), encoding="utf-8")
    return folder / "new.jsonl", folder / "old.jsonl"


def kg(*words: object) -> None:
    """A command, as it is typed."""
    main([str(word) for word in words], standalone_mode=False)


def fork(work: Callable[[], object]) -> tuple[int, int]:
    """Do something in a copy of this process; its id, and a pipe from which its answer can be read as JSON."""
    out, into = os.pipe()
    child = os.fork()
    if child:
        os.close(into)
        return child, out
    os.close(out)
    answer: object
    try:
        answer = work()
    except BaseException as error:  # noqa: BLE001 - told to the parent, whatever it is
        answer = {"error": f"{type(error).__name__}: {error}"}
    with os.fdopen(into, "w") as pipe:
        json.dump(answer, pipe)
    os._exit(0)


def answer_of(work: Callable[[], object]) -> Any:
    child, out = fork(work)
    with os.fdopen(out) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return json.loads(text)


def digest(store: Store) -> str:
    """Of all quads; nodes without a name are in the ontology alone, and which events were replaced is of each store."""
    lines = store.native.dump(format=RdfFormat.N_QUADS).splitlines()
    replaced = str(store.ids.replaced_graph).encode()
    kept = (line for line in lines if b"_:" not in line and replaced not in line)
    return sha256(b"\n".join(sorted(kept))).hexdigest()


def rightful(documents: dict[str, str]) -> str:
    """Digest of the store that has these documents and events rebuilt from their mentions; made in memory, once."""
    key = " ".join(sorted(documents.values()))
    if key not in rightful_digests:
        by_hash = {document_hash(document): document for document in read_once}
        store = Store.memory()
        for found in documents.values():
            store.put_document(by_hash[found], read_once[by_hash[found]])
        pipeline.join(store)
        rightful_digests[key] = digest(store)
    return rightful_digests[key]


def left_behind(path: Path, *, rebuild: bool) -> dict[str, Any]:
    """What a store holds after its writer died: how much, and what is wrong with it."""
    wrong: list[str] = []
    by_hash = {document_hash(document): mentions for document, mentions in read_once.items()}
    with Store.open(path) as store:
        documents = store.documents()
        for name, found in documents.items():
            if sorted(map(repr, store.document_mentions(name))) != sorted(map(repr, by_hash[found])):
                wrong.append(f"{name}: not its mentions")
        current = store.events_current()
        if rebuild:
            pipeline.join(store)
        if (rebuild or current) and digest(store) != rightful(documents):
            wrong.append(f"events {'said to be current' if current else 'made anew'} are not those of the mentions")
    return {"documents": len(documents), "current": current, "wrong": wrong, "rightful": rightful_digests}


def finish(path: Path, work: Callable[[Path], None]) -> str:
    """Let the command run to its end and say what the store is then."""
    work(path)
    with Store.open(path, read_only=True) as store:
        return digest(store)


def afterwards(path: Path, work: Callable[[Path], None], *, rebuild: bool) -> dict[str, Any]:
    """Look at what is left, then run the command again; every other time its events are rebuilt before."""
    found: dict[str, Any] = {}
    if (path / "store.json").exists():
        found = left_behind(path, rebuild=rebuild)
    return {**found, "end": finish(path, work)}


def scenarios(folder: Path) -> dict[str, tuple[Path | None, Callable[[Path], None]]]:
    """Commands to be killed, and the store each begins with."""
    new, old = corpus(folder)
    first, full = folder / "first", folder / "full"
    warm = Store.memory()  # fills every memory: a fork begins with what its parent knows
    pipeline.ingest(warm, [old, new], note=print)
    for path, files in ((first, old), (full, new)):
        assert answer_of(lambda path=path, files=files: kg("add", files, "--store", path, "--jobs", 1)) is None
    ids = [json.loads(line)["id"] for line in old.read_text(encoding="utf-8").splitlines()]

    def remove(path: Path) -> None:
        with Store.open(path) as store:
            pipeline.remove(store, ids, note=lambda _: None)

    return {
        "add": (None, lambda path: kg("add", new, "--store", path, "--jobs", 1, "--quiet")),
        "replace": (first, lambda path: kg("add", new, "--store", path, "--jobs", 1, "--quiet")),
        "remove": (full, remove),
        "rebuild": (full, lambda path: kg("rebuild", "--store", path)),
    }


def run(folder: Path, kills: int, seed: int) -> dict[str, Any]:
    extracting.extract = remembered
    adding.BATCH = BATCH
    chance = random.Random(seed)
    found: Counter[str] = Counter()
    wrong: list[str] = []
    trials = scenarios(folder)
    gc.freeze()  # or every fork would copy what its collector touches
    lasts: dict[str, float] = {}
    ends: dict[str, str] = {}
    for name, (start, work) in trials.items():
        path = fresh(folder, start)
        began = time.monotonic()
        answer_of(lambda work=work, path=path: work(path))
        lasts[name] = time.monotonic() - began
        ends[name] = answer_of(lambda work=work, path=path: finish(path, work))
    names = ["add", "add", "replace", "replace", "remove", "rebuild"]
    while found["killed"] < kills:
        name = names[(found["killed"] + found["too late"]) % len(names)]
        start, work = trials[name]
        path = fresh(folder, start)
        if not killed(lambda work=work, path=path: work(path), chance.uniform(0, lasts[name])):
            found["too late"] += 1
            continue
        found["killed"] += 1
        found[f"killed in {name}"] += 1
        rebuild = chance.random() < 0.5
        state = answer_of(lambda work=work, path=path, rebuild=rebuild: afterwards(path, work, rebuild=rebuild))
        rightful_digests.update(state.get("rightful", {}))
        found["some documents"] += 0 < state.get("documents", 0) < EACH * len(LANGUAGES)
        found["stale events"] += not state.get("current", True)
        for line in (*state.get("wrong", ()), *errors(state)):
            wrong.append(f"{name} {found['killed']}: {line}")
        if state.get("end") != ends[name]:
            wrong.append(f"{name} {found['killed']}: another end")
    return {"found": found, "wrong": wrong, "seconds": lasts}


def errors(state: dict[str, Any]) -> list[str]:
    return [state["error"]] if "error" in state else []


def killed(work: Callable[[], object], after: float) -> bool:
    """Start a writer and kill it -9; say whether it was still at work."""
    child, out = fork(work)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(out)
    return os.WIFSIGNALED(status)


def fresh(folder: Path, start: Path | None) -> Path:
    path = folder / "store"
    shutil.rmtree(path, ignore_errors=True)
    if start is not None:
        shutil.copytree(start, path)
    return path


if __name__ == "__main__":
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        answer = run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    print(json.dumps(answer))
