"""What an accord or talks are about, as far as the words of their own noun phrase and clause tell it."""

from __future__ import annotations

from kg.events.identity.matters import MATTER
from kg.events.sentence.clauses import Clause
from kg.events.sentence.scene import Scene
from kg.model import EventType, Evidence, Match

#: Types of which two about different matters are two.
_ABOUT = frozenset({EventType.AGREEMENT, EventType.NEGOTIATION})
#: Tokens before a trigger that may say more of its noun: "a free trade | agreement", "gas and oil | talks".
BEFORE = 3
#: Tokens behind an accord that may tell what was agreed: "an agreement | on joint provision of corridors".
BEHIND = 20
#: The same behind talks, of which much else is told.
NEAR = 4


def about(scene: Scene, trigger: Match) -> tuple[Evidence, ...]:
    """The words that tell the matter of an accord or of talks; those of an office ("the trade minister") tell none."""
    kind = trigger.payload[0]
    if kind not in _ABOUT:
        return ()
    reach = BEHIND if kind is EventType.AGREEMENT else NEAR
    found = []
    for matter in scene.matches("matter"):
        inside = trigger.first <= matter.first < trigger.last
        before = 0 <= trigger.first - matter.last < BEFORE and _of_the_noun(scene, matter.last, trigger.first)
        behind = 0 <= matter.first - trigger.last < reach and _goes_on(scene, trigger, matter, kind)
        if (inside or before or behind) and not scene.named.intersection(range(matter.first, matter.last)):
            words = scene.tokens[matter.first : matter.last]
            found.append(Evidence(MATTER, f"{matter.payload}: {matter.entry}", words[0].start, words[-1].end))
    return tuple(found)


def _of_the_noun(scene: Scene, first: int, last: int) -> bool:
    """Whether nothing but attributes stands between a word and the noun behind it."""
    between = range(first, last)
    return all(scene.tokens[i].text.isalpha() or scene.tokens[i].text == "-" for i in between) and not any(
        scene.is_verb(i) or scene.kinds.get(i, set()) - {"and"} for i in between
    )


def _goes_on(scene: Scene, trigger: Match, matter: Match, kind: EventType) -> bool:
    """Whether what stands behind a trigger still says more of it: in its clause, or in one that it asks for."""
    owner = scene.clauses.owner
    home, other = owner[trigger.first], scene.clauses.of(matter.first)
    below = other.parent == home and kind is EventType.AGREEMENT
    asked = below and (other.kind in ("infinitive", "complement") or _says_more(trigger, other))
    apart = any(matter.first > m.first >= trigger.last for m in scene.matches("trigger", "trigger.verbal"))
    return (owner[matter.first] == home or asked) and not apart


def _says_more(trigger: Match, clause: Clause) -> bool:
    """Whether a relative clause right behind an accord tells what it does: "a deal that will expand exports"."""
    return clause.kind == "relative" and 0 <= clause.first - trigger.last <= 1
