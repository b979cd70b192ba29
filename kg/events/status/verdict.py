"""What a status is, and what decided it."""

from __future__ import annotations

from msgspec import Struct

from kg.events.sentence.scene import Scene
from kg.events.sentence.verbs import Verb
from kg.model import Evidence, Match, Status

#: Which of several cues in scope prevails; the higher, the stronger.
STRENGTH = {
    Status.DENIED: 9,
    Status.HYPOTHETICAL: 8,
    Status.CANCELLED: 7,
    Status.REJECTED: 6,
    Status.POSTPONED: 5,
    Status.PROPOSED: 3,
    Status.HELD: 4,
    Status.PLANNED: 2,
    Status.ONGOING: 1,
}
#: What a tense tells where no cue does; the present tells by its verb.
TENSE_STATUS = {
    "past": Status.HELD,
    "participle": Status.HELD,
    "future": Status.PLANNED,
    "conditional": Status.PLANNED,
    "progressive": Status.ONGOING,
}
#: What is still to come, or might.
COMING = frozenset({Status.PLANNED, Status.HYPOTHETICAL})
#: What was asked for or agreed on.
AHEAD = frozenset({Status.PLANNED, Status.PROPOSED})


class Verdict(Struct, frozen=True):
    """A status with what decided it; `explicit` when a cue did, not tense or date."""

    status: Status | None
    evidence: tuple[Evidence, ...]
    explicit: bool = False
    present: bool = False
    """Whether a present tense decided: "meets on Friday" is a coming Friday."""
    gone: bool = False
    """Whether its day is that of what was done for it: "flew to Rome on Monday for talks"."""

    @property
    def future(self) -> bool | None:
        """The direction in which an undated expression is to be read."""
        if self.status in COMING:
            return not self.gone
        begun = self.status is Status.ONGOING and self.explicit and not self.present
        return False if self.status is Status.HELD or begun else None


def evidence_of(scene: Scene, match: Match | Verb, entry: str) -> Evidence:
    """That a cue or verb decided it, under the name of its entry."""
    return Evidence("status", entry, scene.tokens[match.first].start, scene.tokens[match.last - 1].end)


def token_evidence(scene: Scene, token: int, entry: str) -> Evidence:
    """That one word decided it, such as the one that opens a clause."""
    return Evidence("status", entry, scene.tokens[token].start, scene.tokens[token].end)
