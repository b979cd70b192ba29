"""Whether a talk was face to face: a word for a call tells of a meeting where a place or a gathering goes with it.

"Spoke with X" is a call as long as nothing else is said; "spoke with X in Kyiv", "at the summit" is a meeting, unless a
word in the sentence tells of a wire. And a meeting "by video link" is a call.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.events.arguments import Arguments
from kg.events.sentence.places import GATHERINGS, place_of
from kg.events.sentence.scene import Scene
from kg.model import EventType, Match, Participation, Place, Role

#: Words of no list between the talk and its place: "spoke briefly with X in Kyiv".
_PLAIN = 1
#: Tokens before a gathering that opens a sentence: "On the sidelines of the Vienna conference".
_FRONT = 4
#: Parties of a talk.
_TWO = 2


def face_to_face(scene: Scene, trigger: Match, found: Arguments, rivals: Sequence[Match]) -> Arguments | None:
    """A talk's arguments as those of a meeting; None where it was by wire, or nothing tells that it was not."""
    if trigger.payload[0] is not EventType.PHONE_CALL or scene.matches("wire") or len(found.participants) < _TWO:
        return None
    place, span = place_of(scene, trigger, "mutual", rivals)
    here = place if span is not None and place is not None and _there(scene, trigger, found, place, span) else None
    if here is None and not _at_gathering(scene, trigger):
        return None
    sides = tuple(Participation(p.actor, Role.PARTICIPANT) for p in found.participants)
    return replace(found, participants=sides, place=here)


def from_afar(scene: Scene, trigger: Match, found: Arguments) -> bool:
    """Whether those who met were not in one place: "met by video link", in one clause.

    Where a place is told one of them joined the others: "took part by video link in the meeting in Brussels".
    """
    if trigger.payload[0] is not EventType.MEETING or found.place is not None:
        return False
    owner, acts = scene.clauses.owner, [v.first for v in scene.verbs if not v.support]
    told = (m for m in scene.matches("remote") if owner[m.first] == owner[trigger.first])
    gaps = ((min(m.last, trigger.last), max(m.first, trigger.first)) for m in told)
    return any(not any(last <= i < first for i in acts) for last, first in gaps)  # not "met X and spoke by video to Y"


def _there(scene: Scene, trigger: Match, found: Arguments, place: Place, span: tuple[int, int]) -> bool:
    """Whether a place is that of the talk: beside it, or the one of which a relative clause tells it."""
    clause, owner = scene.clauses.of(trigger.first), scene.clauses.owner
    ahead = span[1] <= trigger.first
    if ahead and place.country in {p.actor.state for p in found.participants}:
        host = [p for p in found.participants if p.actor.state == place.country]
        if host[0] is found.participants[0]:
            return False  # "in Washington Biden spoke with X": from there he called
    if clause.kind == "relative" and 0 <= clause.first - span[1] <= 1:
        return True
    if owner[span[0]] != clause.number:
        return False
    return _close(scene, range(span[1], trigger.first) if ahead else range(trigger.last, span[0]))


def _close(scene: Scene, between: range) -> bool:
    """Whether nothing but parties, days and small words stand between a talk and its place, and no topic."""
    known = scene.dated | scene.named
    if any(scene.kinds.get(i, set()) == {"about"} for i in between):
        return False
    helping = {i for m in scene.matches("auxiliary", "title", "office") for i in range(m.first, m.last)}
    plain = (i for i in between if i not in known | helping and not scene.kinds.get(i))
    return sum(scene.tokens[i].text != "," for i in plain) <= _PLAIN


def _at_gathering(scene: Scene, trigger: Match) -> bool:
    """Whether the talk took place at a gathering named behind it: "on the sidelines of the G20 summit"."""
    nouns = [t.first for t in scene.matches("trigger") if t.payload[0] in GATHERINGS]
    named = [*(g.first for g in scene.annotated.gatherings), *nouns]
    bodies = (m for m in scene.annotated.actors if m.party.is_body)
    named += [m.first for m in bodies if any(m.first < i <= m.last for i in nouns)]  # "the G20 summit"
    return any(_set_at(scene, trigger, i) for i in named)


def _set_at(scene: Scene, trigger: Match, index: int) -> bool:
    """Whether a gathering is told to be where or during which the talk was: it opens the sentence, or is close by."""
    home, own = scene.clauses.of(index), scene.clauses.owner[trigger.first]
    first = home.first if home.kind == "during" else index
    near = first <= _FRONT if index < trigger.first else _close(scene, range(trigger.last, first))
    if home.kind == "during" and home.parent == own:  # "at the summit", "al margen de la cumbre"
        return near and all(scene.clauses.owner[v.first] != home.number for v in scene.verbs)
    at = "in" in scene.preposition(index) or any(m.first < index <= m.last for m in scene.matches("clause.during"))
    at = at or home.kind == "during"  # no comma closes what opens the sentence
    return at and near and home.number == own
