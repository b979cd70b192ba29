"""One construction said in six languages tells the same events: what one lexicon knows, the others must, too."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from making import as_dict

from kg.model import Document
from kg.pipeline import extract

KNOWN = yaml.safe_load(Path(__file__).with_name("constructions.yaml").read_text(encoding="utf-8"))
TOLD = [(name, lang) for name, known in KNOWN.items() for lang in known["sentences"]]


def compared(event, sourced):
    """What is compared of an event; who says so only where the construction is about that."""
    by = event.get("by", []) if sourced else []
    return str((event["type"], event["status"], sorted(event["participants"]), event["place"], event["date"], by))


@pytest.mark.parametrize(("name", "lang"), TOLD)
def test_a_construction_tells_the_same_in_every_language(name, lang):
    document = Document("d", KNOWN[name]["sentences"][lang], lang, date(2023, 12, 6))
    events = KNOWN[name]["events"]
    sourced = any("by" in event for event in events)
    found = sorted(compared(as_dict(mention), sourced) for mention in extract(document))
    assert found == sorted(compared(event, sourced) for event in events)


def test_a_construction_is_said_in_most_languages():
    assert all(len(known["sentences"]) >= 5 for known in KNOWN.values())
