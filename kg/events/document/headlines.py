"""Headlines: who is named before the colon or comma takes part in what follows."""

from __future__ import annotations

from msgspec.structs import replace

from kg.events.arguments import Arguments
from kg.events.sentence.groups import Group
from kg.events.sentence.scene import Scene
from kg.events.trigger.triggers import TALKS
from kg.model import ActorKind, EventType, Match, Participation, Role
from kg.tokens import DASHES

#: Tokens between the colon of a headline and the event noun of which it speaks.
_TITLE = 4
#: What two sides named first in a headline have together.
_SHARED = (*TALKS, EventType.AGREEMENT, EventType.CONFERENCE)


def headed(found: Arguments, scene: Scene, trigger: Match, kind: EventType) -> Arguments:
    """What an event noun lacks, from the head of its headline: "Renzi in Japan: talks with Abe", "Biden-Xi, summit"."""
    mark = next((i for i, t in enumerate(scene.tokens) if t.text in (":", ",")), len(scene.tokens))
    if scene.verbal(trigger) or not mark < trigger.first <= mark + _TITLE or _told(scene, mark):
        return found
    if not found.participants and kind in _SHARED and (pair := _pair(scene, mark)) is not None:
        role = Role.SIGNATORY if kind is EventType.AGREEMENT else Role.PARTICIPANT
        spans = tuple((m.start, m.end, f"{m.via}: {m.entry}") for m in pair.mentions)
        sides = tuple(Participation(m.party, role) for m in pair.mentions)
        return replace(found, participants=sides, spans=(*spans, *found.spans))
    head = next((m for m in scene.annotated.actors if m.first <= 1 and m.last <= mark), None)
    if kind not in TALKS or head is None or head.actor.kind is not ActorKind.PERSON or len(found.participants) != 1:
        return found
    if scene.tokens[mark].text == "," and not _elsewhere(scene, head.last, mark):
        return found  # "Renzi, talks with Abe over, ..." goes on
    other = found.participants[0]
    if other.actor.key == head.actor.key or other.actor.state in (None, head.actor.state):
        return found
    where = next((m.place for m in scene.annotated.places if head.last <= m.first < mark), None)
    spans = ((head.start, head.end, f"{head.via}: {head.entry}"), *found.spans)
    return replace(
        found, participants=(Participation(head.actor, other.role), other), place=found.place or where, spans=spans
    )


def _told(scene: Scene, mark: int) -> bool:
    """Whether what stands before a colon is a sentence of its own, or names its speaker."""
    return any(v.first < mark for v in scene.verbs) or bool(scene.annotated.attributions)


def _pair(scene: Scene, mark: int) -> Group | None:
    """Two sides that open a headline, joined by a dash: "Israel-Hamas, ..."."""
    opening = next((g for g in scene.groups if g.first <= 1 and g.last == mark and not g.marks), None)
    if opening is None or len(opening.mentions) != 2 or opening.adjectival:
        return None
    one, other = opening.mentions
    dashed = [t.text for t in scene.tokens[one.last : other.first]]
    return opening if len(dashed) == 1 and dashed[0] in DASHES and one.party.key != other.party.key else None


def _elsewhere(scene: Scene, first: int, mark: int) -> bool:
    """Whether nothing but a place stands between a name and the comma: "Renzi in Japan, talks with Abe"."""
    places = [p for p in scene.annotated.places if first <= p.first and p.last == mark]
    return any(all(scene.preposition(i) or scene.is_word(i, "in") for i in range(first, p.first)) for p in places)
