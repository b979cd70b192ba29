"""Events told of together first and then one by one: "several leaders called him this morning. He spoke to X; to Y"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.model import ActorKind, EventMention

#: Characters between the sentence that tells of all and those that name each.
NEAR = 800
#: So many named ones make the sum of them no event of its own.
SEVERAL = 2


def spelt_out(mentions: Sequence[EventMention]) -> list[EventMention]:
    """Give each of the events named one by one the day and place told of all, in place of the one that sums them up."""
    made = list(mentions)
    for whole in mentions:
        each = [m for m in made if _is_one_of(m, whole)]
        if len(each) < SEVERAL:
            continue
        named = {m.key for m in each}
        made = [
            replace(m, time=m.time or whole.time, place=m.place or whole.place) if m.key in named else m
            for m in made
            if m.key != whole.key
        ]
    return made


def _is_one_of(mention: EventMention, whole: EventMention) -> bool:
    """Whether a mention names one of the events that another sums up: its kind, right after, one side the same."""
    if mention.type is not whole.type or mention.status is not whole.status or _unnamed(mention):
        return False
    shared = {p.actor.key for p in mention.participants} & {p.actor.key for p in whole.participants}
    return _unnamed(whole) and bool(shared) and 0 < mention.start - whole.start <= NEAR


def _unnamed(mention: EventMention) -> bool:
    return any(p.actor.kind is ActorKind.GROUP and p.actor.state is None for p in mention.participants)
