"""Whether a name behind "to" is whom a wish is put to, and no place: "urged (to) Moscow to negotiate"."""

from __future__ import annotations

from kg.events.sentence.words import Words

#: Tokens between the name and what is wished.
_REACH = 3


def put_to(scene: Words, first: int, last: int) -> bool:
    """Whether a verb of asking stands right before "to" and a name, and what is asked for right behind it."""
    if "to" not in scene.preposition(first):
        return False
    asking = list(scene.matches("attribution.asked"))
    asks = [m for m in asking if 1 <= first - m.last <= 2 and scene.is_word(m.last, "to")]
    if any(m.first < first and last <= m.last for m in asking):
        return True  # "ha rivolto a Putin l'invito a"
    if not asks:
        return False
    end = min(last + _REACH, len(scene.tokens))
    behind = range(last, next((i for i in range(last, end) if scene.tokens[i].text in ",;:."), end))
    infinitives = {m.first for m in scene.matches("verb") if "infinitive" in m.classes}
    return any(i in infinitives or (i in scene.events and not scene.preposition(i)) for i in behind)
