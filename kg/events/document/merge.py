"""Inside one document: several sentences about one event become one event mention with all its arguments.

An event mention is *one document's report of an event* (design.md section 4). The sentence that says most carries the
quote; later sentences ("the meeting lasted three hours") add a place or a date, and a later status where it is final.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from msgspec.structs import replace

from kg.events.document.anaphora import put_off, taken_part
from kg.events.document.recalled import completed, invited, of_the_same, of_the_visit, with_visitor
from kg.events.identity.compatible import FAMILY, FINAL, REAL, echoes, same_company, same_event, same_talks
from kg.events.identity.facts import OF_ONE_TELLING
from kg.model import (
    Actor,
    ActorKind,
    EventMention,
    EventType,
    Granularity,
    Participation,
    Role,
    Span,
    Status,
    TimeInterval,
)

#: Gatherings that are spoken of without their parties ("the donor conference in Warsaw"), and as what.
_GATHERED = (EventType.CONFERENCE, EventType.SUMMIT)
#: Parties of a meeting at a gathering that is not the whole of it.
FEW = 4
_TOLD = (Status.HELD, Status.ONGOING, Status.PLANNED, Status.POSTPONED, Status.CANCELLED)


class Reports(NamedTuple):
    """The reports of a document, as its sentences give them."""

    found: list[EventMention]
    again: set[Span]
    """Triggers of those that speak of another event of a kind told before: its parties are those told before."""
    nouns: set[Span]
    """Triggers that are bare nouns, with no partner of their own."""
    others: set[Span]
    """Triggers with a partner of their own who has no name: "meetings with ambassadors"; they take no parties."""
    beside: set[Span]
    """Triggers of what is held at a gathering: "on the sidelines of the summit"."""
    attended: set[Span]
    """Triggers that name an event told before, beside whom they say to take part in it."""
    recalling: set[Span]
    """Noun phrases that can but name an event told before: "the gathering"."""


def consolidate(
    reports: Reports,
    titles: frozenset[int] = frozenset(),
    complete: Callable[[Sequence[EventMention]], Sequence[EventMention]] = tuple,
) -> list[EventMention]:
    """Join the mentions of one document that report the same event; order of the text is kept.

    `titles` holds the start offsets of headlines: the body's words are the better evidence. `complete` gives parties
    to those that name one or none and are no other report of an event told.
    """
    clusters: list[list[EventMention]] = []
    stays = _stays(reports.found)
    nobody = [m for said in reports.found if (m := _filed(said, clusters, reports, stays)) is not None]
    alone = []
    for mention in nobody:
        near = [c for c in clusters if same_event(c, mention)]
        if near:
            min(near, key=lambda c: _distance(c, mention)).append(mention)
        elif mention.trigger not in reports.recalling:
            alone.append(of_the_visit(mention, clusters))
    alone += [c[0] for c in clusters if _lonely(c)]
    clusters = [c for c in clusters if not _lonely(c)]
    _add(clusters, complete(sorted(alone, key=lambda m: m.trigger)), reports.again)
    return sorted((_joined(c, titles) for c in clusters), key=lambda m: (m.trigger, m.type))


def _filed(
    said: EventMention,
    clusters: list[list[EventMention]],
    reports: Reports,
    stays: Mapping[tuple[str, str], set[str]],
) -> EventMention | None:
    """File a mention with the reports of its event, or as the first of one; it comes back where it names nobody."""
    trigger, again = said.trigger, said.trigger in reports.again
    found = put_off(invited(with_visitor(said, clusters), clusters), clusters)
    if trigger in reports.attended:
        taken = taken_part(found, clusters)
        if taken is None:
            return None
        found = taken
    mention = found
    if trigger not in reports.others and (_names_somebody(found) or found.type is EventType.AGREEMENT):
        mention = completed(found, clusters)
    if again and len(found.participants) < 2 and found.gathering is None:
        mention = of_the_same(found, clusters)
    if not _names_somebody(mention):
        return mention
    told = [c for c in clusters if not again or _known(c, mention, reports.again)]
    home = next((c for c in reversed(told) if same_event(c, mention) and not _onward(c, mention, stays)), None)
    home = home or next((c for c in reversed(told) if same_talks(c, mention)), None)
    if home is not None:
        home.append(mention)
    elif trigger in reports.recalling and mention is said:
        return None  # "the gathering" of which the text has told nothing
    elif not _passing(found, mention) or (again and _ahead(found)):  # no passing word about an event told elsewhere
        clusters.append([mention])
    return None


def _known(cluster: Sequence[EventMention], mention: EventMention, again: Set[Span]) -> bool:
    """Whether "the last summit", "the next meeting" is one told already: as such, or of that time or place."""
    same = ((m.time is not None and m.time == mention.time) or (m.place is not None and m.place == mention.place)
            for m in cluster)  # fmt: skip
    return any(m.trigger in again for m in cluster) or any(same)


def _lonely(cluster: Sequence[EventMention]) -> bool:
    """Whether no report of an event names a second party."""
    first = cluster[0]
    lasting = first.type in (EventType.NEGOTIATION, EventType.AGREEMENT) and first.gathering is None
    return lasting and len(cluster) == 1 and len(first.participants) == 1


def _add(clusters: list[list[EventMention]], mentions: Iterable[EventMention], again: Set[Span]) -> None:
    """Further events of a document; those that still name nobody, or repeat what was told with no date, are none.

    "The next round" repeats nothing, unless that was told as such.
    """
    for mention in mentions:
        alike = [c for c in clusters if mention.trigger not in again or _known(c, mention, again)]
        if not (_names_somebody(mention) or located(mention)) or any(echoes(c, mention) for c in alike):
            continue
        told = [c for c in alike if FAMILY.get(c[0].type) == FAMILY.get(mention.type) and same_company(c[0], mention)]
        if len(mention.participants) < 2 or mention.time is not None or not told:
            clusters.append([mention])


def _stays(mentions: Sequence[EventMention]) -> dict[tuple[str, str], set[str]]:
    """Person and state → the towns of it where the document places him."""
    found: dict[tuple[str, str], set[str]] = {}
    for mention in mentions:
        place = mention.place
        if place is not None and place.country is not None and place.key != place.country:
            for part in mention.participants:
                found.setdefault((part.actor.key, place.country), set()).add(place.key)
    return found


def _onward(cluster: Sequence[EventMention], mention: EventMention, stays: Mapping[tuple[str, str], set[str]]) -> bool:
    """Whether a visit to a town is a trip of its own within that of a state: the visitor was in another town, too."""
    if mention.type is not EventType.VISIT or mention.place is None or mention.place.country is None:
        return False
    visitors = {p.actor.key for p in mention.participants if p.role is Role.VISITOR}
    towns = set().union(*(stays.get((key, mention.place.country), set()) for key in visitors))
    here = {m.place.key for m in cluster if m.place is not None}
    return len(towns) > 1 and mention.place.key not in here and (mention.place.key in towns or bool(here & towns))


def _passing(found: EventMention, completed: EventMention) -> bool:
    """A word about an event told elsewhere: it took its parties from there, and adds neither date nor source."""
    if completed is found or found.type is EventType.AGREEMENT:
        return False
    return found.time is None and not (found.originators or found.relayers)


def _ahead(mention: EventMention) -> bool:
    """Whether an event has not been held: "the next round" of those who met is news without a day, too."""
    return mention.status not in (*REAL, None)


def _names_somebody(mention: EventMention) -> bool:
    return bool(mention.participants) or mention.gathering is not None or dated_treaty(mention)


def dated_treaty(mention: EventMention) -> bool:
    """Whether an agreement has a time and a place: "the treaty signed in Rome in 2004" needs no parties."""
    return mention.type is EventType.AGREEMENT and mention.time is not None and mention.place is not None


def located(mention: EventMention) -> bool:
    """Whether a gathering is known by where it is, talks by where and when: a text may leave its parties unnamed."""
    if mention.place is None or mention.status not in _TOLD:
        return False
    day = mention.time is not None and mention.time.granularity is Granularity.DAY
    meeting = mention.type is EventType.MEETING and day and mention.place.key != mention.place.country
    return mention.type in _GATHERED or meeting or (mention.type is EventType.NEGOTIATION and mention.time is not None)


def _distance(cluster: Sequence[EventMention], mention: EventMention) -> tuple[bool, int]:
    """How far a mention without parties stands from a report of the event; reports before it come first."""
    gaps = [(m.start > mention.start, abs(m.trigger.start - mention.trigger.start)) for m in cluster]
    return min(gaps)


def _coarseness(time: TimeInterval) -> tuple[int, int]:
    """Days first, then closed intervals by length, open ones last."""
    if time.granularity is Granularity.DAY:
        return 0, 0
    if time.start is None or time.end is None:
        return 2, 0
    return 1, (time.end - time.start).days


def _joined(cluster: Sequence[EventMention], titles: frozenset[int]) -> EventMention:
    best = max(cluster, key=lambda m: (_weight(m) - 2 * (m.start in titles), -m.start))
    participants = _participants([best, *(m for m in cluster if m is not best)])
    times = [m.time for m in cluster if m.time is not None]
    time = min(times, key=_coarseness) if times else None
    if best.time is not None and time is not None and _coarseness(best.time)[:1] == _coarseness(time)[:1]:
        time = best.time
    status = next((m.status for m in reversed(cluster) if m.status in FINAL), best.status)
    status = status or next((m.status for m in cluster if m.status is not None), None)
    places = [m.place for m in cluster if m.place is not None]
    places.sort(key=lambda p: (p.country is None, p.key == p.country))  # a town, a state, a region of several
    finest = places[0] if places else None
    told = dict.fromkeys(e for m in cluster for e in m.evidence)
    own = status in REAL and not (best.originators or best.relayers)
    vouched = [best] if own else cluster  # what the text tells as done in its own words needs nobody's
    return replace(
        best,
        type=_type([m for m in cluster if m.start not in titles] or cluster),
        status=status,
        participants=participants,
        time=time,
        place=finest if best.place is None or best.place.country in (None, best.place.key) else best.place,
        originators=_actors(m.originators for m in vouched),
        relayers=_actors(m.relayers for m in vouched),
        gathering=best.gathering or next((m.gathering for m in cluster if m.gathering), None),
        evidence=(*best.evidence, *(e for e in told if e not in best.evidence and e.aspect not in OF_ONE_TELLING)),
    )


def _weight(mention: EventMention) -> float:
    """How much a sentence says of its event."""
    named = min(len(mention.participants), 3)
    return (
        named
        + (mention.time is not None)
        + 0.5 * (mention.place is not None)
        + 1.0 * (mention.status is not None)
        + 0.3 * bool(mention.originators)
    )


def _type(cluster: Sequence[EventMention]) -> EventType:
    some = any(m.gathering is not None and 1 < len(m.participants) <= FEW for m in cluster)
    # not "on the sidelines of the G20", nor "the summit" of which some who met there speak
    events = [m for m in cluster if m.participants or (m.gathering is None and not some)]
    kinds = [m.type for m in events or cluster]
    if set(kinds) == {EventType.PHONE_CALL, EventType.NEGOTIATION}:
        return EventType.PHONE_CALL  # talks, told again as what they were
    return EventType.SUMMIT if EventType.SUMMIT in kinds and EventType.CONFERENCE not in kinds else kinds[0]


def _participants(mentions: Sequence[EventMention]) -> tuple[Participation, ...]:
    """All participants; a state gives way to the person who represents it, but not as host of a visit.

    Nor where its delegation is named together with who heads it.
    """
    parts: dict[str, Participation] = {}
    for mention in mentions:
        for part in mention.participants:
            parts.setdefault(part.actor.key, part)
    represented = {
        p.actor.state for p in parts.values() if p.actor.kind is ActorKind.PERSON and p.actor.state is not None
    }
    return tuple(
        p
        for p in parts.values()
        if p.actor.kind is not ActorKind.STATE or p.actor.key not in represented or p.role is Role.HOST or p.headed
    )


def _actors(groups: Iterable[Sequence[Actor]]) -> tuple[Actor, ...]:
    found: dict[str, Actor] = {}
    for group in groups:
        for actor in group:
            found.setdefault(actor.key, actor)
    return tuple(found.values())
