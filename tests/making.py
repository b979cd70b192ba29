"""Small builders for tests: documents, what is read in them, files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from kg.mentions.annotate import annotate
from kg.model import Document, Span
from kg.pipeline import extract
from kg.resources import data_dir
from kg.text.sentences import sentences

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


def doc(text, lang="en", day="2025-08-07", *, id="d", title=None, outlet=None, url=None):
    """A document of a day."""
    return Document(id, text, lang, date.fromisoformat(day) if day else None, title, outlet, url)


def reports(text, lang="en", day="2025-08-07", **fields):
    """Event mentions of a text."""
    return extract(doc(text, lang, day, **fields))


def names(mention):
    """English labels of the participants of an event mention."""
    return {p.actor.name for p in mention.participants}


def as_dict(mention):
    """What an event mention tells, in the fields of the YAML files of tests/lang."""
    return {
        "type": mention.type.value,
        "status": mention.status and mention.status.value,
        "participants": sorted(p.actor.name for p in mention.participants),
        "place": mention.place and mention.place.name,
        "date": mention.time and mention.time.edtf,
        "by": sorted(a.name for a in (*mention.originators, *mention.relayers)),
    }


def jsonl(path, *rows):
    """Write rows as JSON Lines; strings as they are."""
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def dispatch(name):
    """A row of data/sample by its id, without ``sample-``."""
    lang = name.split("-")[0]
    path = data_dir() / "sample" / f"{lang}.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["id"] == f"sample-{name}":
            return row
    raise LookupError(name)


def annotated(text, lang="en", day="2025-08-07", **fields):
    """Annotated sentences of a text."""
    document = doc(text, lang, day, **fields)
    return annotate(document, sentences(text, lang, (Span(0, len(text)),)))


def actors(text, lang="en", day="2025-08-07", **fields):
    """Actors named in a text, in order: (words, English label)."""
    return [(text[a.start : a.end], a.actor.name) for s in annotated(text, lang, day, **fields) for a in s.actors]


def who(text, lang="en", day="2025-08-07", **fields):
    """English labels of the actors named in a text, in order."""
    return [name for _, name in actors(text, lang, day, **fields)]


def places(text, lang="en", day="2025-08-07"):
    """English labels of the places named in a text, in order."""
    return [p.place.name for s in annotated(text, lang, day) for p in s.places]


def dates(text, lang="en", day="2025-08-07", future=None):
    """EDTF of the time expressions of a text, in order."""
    found = [t.read(future) for s in annotated(text, lang, day) for t in s.times]
    return [time.edtf for time in found if time is not None]
