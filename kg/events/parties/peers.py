"""Who is called the counterpart of another party: whatever their states are, they are two."""

from __future__ import annotations

from collections.abc import Sequence

from kg.events.sentence.scene import Scene
from kg.model import Evidence

#: `Evidence.aspect` of the word that tells that two parties are of two states.
PEER = "counterpart"
#: Tokens of titles between the word and the name.
_TITLES = 3


def counterparts(scene: Scene, parties: Sequence[tuple[int, int, str]]) -> tuple[Evidence, ...]:
    """The words by which one party is the counterpart of another: "the minister received his counterpart X"."""
    tokens = scene.tokens
    words = [m for m in scene.matches("anaphora") if m.payload == PEER]
    found = (
        Evidence(PEER, f"anaphora: {m.entry}", tokens[m.first].start, tokens[m.last - 1].end)
        for m in words
        if any(tokens[m.first].start <= start + 1 and _near(scene, m.last, start, end) for start, end, _ in parties)
    )
    return tuple(found)


def _near(scene: Scene, last: int, start: int, end: int) -> bool:
    """Whether a party's noun phrase holds the token before `last`, or begins right behind it."""
    behind = scene.tokens[min(last + _TITLES, len(scene.tokens) - 1)].start
    return start <= behind and end >= scene.tokens[last - 1].end
