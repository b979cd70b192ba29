"""Frames times event nouns in six languages: what a plain sentence says is read, whatever the noun and the language."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from kg.model import Document, Status
from kg.pipeline import extract

GRID = yaml.safe_load(Path(__file__).with_name("grid.yaml").read_text(encoding="utf-8"))


def cells():
    """(language, frame, noun) with a mark on what is known to be misread; it must stay so until the mark goes."""
    for lang, grid in GRID.items():
        for frame in grid["frames"]:
            for noun in grid["nouns"]:
                if noun in frame.get("without", ()):
                    continue
                gap = [pytest.mark.xfail(strict=True)] if noun in frame.get("gaps", ()) else []
                yield pytest.param(lang, frame, noun, marks=gap, id=f"{lang}-{noun}-{frame['text']}")


def told(lang, text):
    return extract(Document("x", text, lang, date(2023, 12, 6), None, None))


@pytest.mark.parametrize(("lang", "frame", "noun"), list(cells()))
def test_one_event_of_two_with_the_status_of_the_frame(lang, frame, noun):
    grid, status = GRID[lang], Status(frame["status"])
    for people in grid["people"][:1] if frame.get("persons") else grid["people"]:
        text = frame["text"].format(**people, **grid["nouns"][noun])
        found = told(lang, text)
        if status is Status.POSTPONED:  # until next week: then it is planned
            found = [m for m in found if m.status is not Status.PLANNED]
        wanted = {status, Status.PROPOSED} if status is Status.HYPOTHETICAL else {status}  # what is not ruled out
        assert [(len(m.participants), m.status in wanted) for m in found] == [(2, True)], (text, found)
