"""Parties of two tellings: whether they are the same company, the same sides, or strangers."""

from __future__ import annotations

from kg.events.identity.compatible import same_parties
from kg.events.identity.facts import Facts
from kg.events.identity.nested import same_town
from kg.model import ActorKind, EventType, Status


def same_gathering(one: Facts, other: Facts) -> bool:
    """Whether both are of one named gathering."""
    return one.gathering is not None and one.gathering == other.gathering


def same_participants(one: Facts, other: Facts) -> bool:
    """Whether both name the same two or more parties."""
    return len(one.actors) >= 2 and one.actors.keys() == other.actors.keys()


def shared_pair(one: Facts, other: Facts) -> bool:
    """Whether two parties are the same."""
    return len(one.actors.keys() & other.actors.keys()) >= 2


def shared_persons(one: Facts, other: Facts) -> bool:
    """Whether two persons are the same."""
    return len(one.persons & other.persons) >= 2


def stand_in(one: Facts, other: Facts) -> bool:
    """Whether the parties agree, a state standing for whoever represents it."""
    return same_parties(dict(one.actors), dict(other.actors))


def same_sides(one: Facts, other: Facts) -> bool:
    """The same sides on days told, and one names a state or an organisation where the other names who stands for it.

    A state is not called: who of it was on the line is not told.
    """
    told = (one.precise and other.precise) or _looked_back_on(one, other)
    if "call" in (one.family, other.family) or not told or one.actors.keys() == other.actors.keys():
        return False
    if not (one.persons <= other.persons or other.persons <= one.persons):
        return False
    mine, theirs = ({a.state or k for k, a in f.actors.items()} for f in (one, other))
    return len(mine) >= 2 and mine == theirs and not shared_pair(one, other)


def _looked_back_on(one: Facts, other: Facts) -> bool:
    """Whether both were held in one town at a time told: "the Soviet-American summit in Vienna in June 1979"."""
    held = one.status is other.status is Status.HELD and one.dated and other.dated
    return held and not (one.by_issue or other.by_issue) and same_town(one.place, other.place)


def nearly_same(one: Facts, other: Facts) -> bool:
    """Two parties in common, and the rest the same sides, or a single state or body that only one of them names."""
    if not shared_pair(one, other) or one.actors.keys() == other.actors.keys() or not (one.precise and other.precise):
        return False
    mine, theirs = ({a.state or k for k, a in f.actors.items()} for f in (one, other))
    small, large = sorted((one, other), key=lambda f: len(f.actors))
    more = large.actors.keys() - small.actors.keys()
    one_more = small.actors.keys() < large.actors.keys() and len(more) == 1 and not more & large.persons
    return one_more or (mine == theirs and (one.persons <= other.persons or other.persons <= one.persons))


def strangers(one: Facts, other: Facts) -> bool:
    """Each names a person whom the other does not, and none or one side is shared: he met one first, then another."""
    shared = one.persons & other.persons
    sides = {one.actors[key].state or key for key in shared}
    return len(sides) < 2 and bool(one.persons - shared) and bool(other.persons - shared)


def larger_company(one: Facts, other: Facts) -> bool:
    """One names two persons more than the other, who names two himself: talks of two are not the summit of many.

    Who comes with them of their own states is their delegation.
    """
    small, large = sorted((one, other), key=lambda f: len(f.persons))
    if len(small.persons) < 2 or len(large.persons) < len(small.persons) + 2:
        return False
    return not (small.persons <= large.persons and large.states <= small.states)


def delegation(one: Facts, other: Facts) -> bool:
    """A state travels in one, a person of it in the other: its delegation, its ministers may have gone another time."""
    return one.family == other.family == "visit" and (_sent(one, other) or _sent(other, one))


def _sent(one: Facts, other: Facts) -> bool:
    """Whether a state that is not where they went takes part in one, and in the other a person of it alone."""
    away = {k for k, a in one.actors.items() if a.kind is ActorKind.STATE and k not in _goals(one) | _goals(other)}
    own = {a.state for a in one.actors.values() if a.kind is ActorKind.PERSON}
    theirs = {a.state for a in other.actors.values() if a.kind is ActorKind.PERSON}
    return bool((away - own) & theirs)


def _goals(telling: Facts) -> set[str]:
    place = telling.place
    return {place.country} if place is not None and place.country is not None else set()


def one_in_common(one: Facts, other: Facts) -> bool:
    """Each names another party than the one they share: a meeting of some at the summit of an organisation."""
    if (
        {one.family, other.family} & {"visit", "call"}
        or min(len(one.actors), len(other.actors)) < 2
        or (same_gathering(one, other) and not one.type is other.type is EventType.MEETING)
    ):
        return False
    return len(one.actors.keys() & other.actors.keys()) < 2 and not stand_in(one, other)


def third_party(one: Facts, other: Facts) -> bool:
    """The same two persons, and one names a person of a third state: before the talks of three two may have met."""
    small, large = sorted((one, other), key=lambda f: len(f.persons))
    return len(small.persons) >= 2 and small.persons < large.persons and not large.states <= small.states


def half_named(one: Facts, other: Facts) -> bool:
    """One person and a state, and one gives no time: he may meet anybody of it; whoever travels meets all of it."""
    if "visit" in (one.family, other.family) or (one.dated and other.dated):
        return False
    return len(one.persons) <= 1 and len(other.persons) <= 1 and bool(one.persons or other.persons)


def lone(one: Facts, other: Facts) -> bool:
    """One names a single party: too little to tell events of one week apart."""
    small, large = sorted((len(one.actors), len(other.actors)))
    return small <= 1 < large and one.family == other.family in ("encounter", "call")


def no_party(one: Facts, other: Facts) -> bool:
    """Whether nothing is common to the parties, nor to whom they represent."""
    return not (one.actors.keys() & other.actors.keys()) and not stand_in(one, other) and not one.states & other.states
