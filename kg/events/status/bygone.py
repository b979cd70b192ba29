"""An accord that a text only looks back on: "the implementation of the agreements", "praised the signing of it".

It was made some time before: neither the day of issue nor that of the talks it is spoken of at is its day, and who
speaks of it vouches for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.events.sentence.scene import Scene
from kg.model import EventType, Evidence, Match, Status

#: What evidence for a held event begins with, where a cue tells it.
_HELD = f"cues.{Status.HELD}"


def recalled(evidence: Iterable[Evidence], start: int) -> bool:
    """Whether words before an event, at character `start`, tell that it was held: what is kept or praised is there."""
    return any(e.aspect == "status" and e.entry.startswith(_HELD) and e.start < start for e in evidence)


def bygone(scene: Scene, trigger: Match, evidence: Iterable[Evidence]) -> bool:
    """Whether a noun for an accord, with what tells its status, is that of one made before."""
    if trigger.payload[0] is not EventType.AGREEMENT or scene.verbal(trigger):
        return False
    since = scene.clauses.of(trigger.first).kind == "after"  # "20 years since the signing of the treaty"
    return since or recalled(evidence, scene.tokens[trigger.first].start)
