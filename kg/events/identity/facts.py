"""What identity looks at in event mentions: family, parties, days, place; and the blocks they are filed in.

Mentions that tell the same of all this are one *telling*: a hundred outlets that report a meeting alike are compared
once. Two tellings are compared only when they share a *block*: the same family of types, a pair of parties (persons by
the states they act for) and a stretch of the calendar; or the same named gathering. So a million mentions never meet
pairwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from kg.events.identity.compatible import FAMILY, IN_TURN
from kg.events.identity.matters import matters
from kg.model import Actor, ActorKind, EventMention, EventType, Place, Status, TimeInterval

#: Days an undated report may speak of: a held event lies before it, a coming one after it.
BEHIND, AHEAD = 14, 45
#: A plan reported on the day of the event or shortly after it.
LATE = 3
#: A postponed event may come this many days later when no new date is named.
PUT_OFF = 270
#: Days of a stretch of the calendar.
STRETCH = 61
#: Longer intervals ("in the nineties") tell no event from another: they are filed nowhere but under a gathering.
TOO_LONG = 3 * 366
#: Days that talks may last; a longer interval is a window in which the event lies.
LASTS = 4
#: From this many parties on a mention is filed under each party, too, so that lists of different length meet.
WIDE = 4
#: Characters of a text within which its first sentence begins, be there a headline or a place before it.
OPENING = 200
#: Beyond this many parties it is no longer filed under each pair.
CROWD = 8
_OFF = (Status.CANCELLED, Status.REJECTED)
#: Families of what is announced when it is over, and may be done again on the next day.
ANNOUNCED = ("call", "encounter")
_BY = "|by "
_PAST = (Status.HELD, Status.ONGOING, None)
ORDER = "order"
"""`Evidence.aspect` of the words that place an event after another."""
NUMBER = "number"
"""`Evidence.aspect` of an event noun in the plural: several such, of which none is told apart."""
LAUNCH = "launch"
"""`Evidence.aspect` of the verb by which talks are still to begin: "agreed to start negotiations"."""
OUTRIGHT = "tense: past"
"""`Evidence.entry` where the verb of an event itself says that it took place."""
OF_ONE_TELLING = frozenset({ORDER, NUMBER, LAUNCH, IN_TURN})
"""Aspects that say something of the sentence they stand in, not of what others tell of the event."""
PENDING = frozenset({Status.PLANNED, Status.PROPOSED, Status.POSTPONED, Status.CANCELLED, Status.REJECTED})
"""Statuses of what has not come about."""


class Facts(Struct, frozen=True):
    """What a telling says; days are proleptic ordinals."""

    key: str
    """The same for all mentions that say the same."""
    family: str
    type: EventType
    status: Status | None
    actors: Mapping[str, Actor]
    persons: frozenset[str]
    states: frozenset[str]
    """States that take part or are represented."""
    place: Place | None
    gathering: str | None
    blocks: tuple[str, ...]
    first: int
    """First day it may speak of; `first > last` where nothing is known."""
    last: int
    dated: bool
    open: bool
    """Whether its time has one end only: "since February" bounds the days and gives none."""
    issued: int
    """Day of the report, where its time depends on it; else 0."""
    missed: bool
    """Whether it is reported, afterwards, that it did not take place on its days."""
    never: bool
    """Whether it is told, on nobody's word and without a day, that it has not been: "they have not met since"."""
    later: bool
    """Whether it came after a news conference, which told of talks before."""
    several: bool
    """Whether it is told of in the plural, and of no day: "their meetings", "a series of calls"."""
    launched: bool = False
    """Whether it is of talks that are to begin some time: a process, no encounter of the day."""
    matters: frozenset[str] = frozenset()
    """What the accord or the talks are said to be about."""
    by_issue: bool = False
    """Whether no word tells its day: it is taken to be that on which the report was issued."""
    announcer: str | None = None
    """The outlet that opens a text with it, outright and without a day: its news of that day, no look back."""

    @property
    def known_days(self) -> bool:
        """Whether anything tells on which days it may have been."""
        return self.first <= self.last

    @property
    def precise(self) -> bool:
        """Whether its own words give the days, not a window in which they lie."""
        return self.dated and self.known_days and self.last - self.first <= LASTS

    def overlaps(self, other: Facts) -> bool:
        """Whether both may speak of one day; False where either says nothing."""
        return self.first <= other.last and other.first <= self.last and self.known_days and other.known_days


def facts(mention: EventMention) -> Facts:
    """Read off a mention what identity looks at."""
    actors = {p.actor.key: p.actor for p in mention.participants}
    span = window(mention)
    first, last = (1, 0) if span is None else (span[0].toordinal(), span[1].toordinal())
    place = mention.place
    open_time = mention.time is None or mention.status is Status.POSTPONED
    issued = mention.published.toordinal() if mention.published is not None and open_time else 0
    gone = mention.published is not None and span is not None and span[1] < mention.published
    missed = mention.time is not None and ((mention.status in _OFF and gone) or _afterwards(mention, span))
    never = mention.status is Status.DENIED and mention.time is None and not (mention.originators or mention.relayers)
    later = any(e.aspect == ORDER for e in mention.evidence)
    by_issue = _by_issue(mention)
    announcer = _announcer(mention)
    several = any(e.aspect == NUMBER for e in mention.evidence) and (mention.time is None or by_issue)
    launched = any(e.aspect == LAUNCH for e in mention.evidence) and mention.time is None
    stamp = f"{mention.time.edtf if mention.time is not None else ''}~{first}-{last}~{issued}"
    stamp += "~missed" * missed + "~never" * never + "~later" * later + "~issue" * by_issue + "~several" * several
    stamp += "~launch" * launched
    stamp += f"{_BY}{announcer}" if announcer is not None else ""
    return Facts(
        key=f"{_told(mention)}|{stamp}",
        family=family(mention.type),
        type=mention.type,
        status=mention.status,
        actors=actors,
        persons=frozenset(k for k, a in actors.items() if a.kind is ActorKind.PERSON),
        states=frozenset(s for a in actors.values() if (s := _state(a)) is not None),
        place=place,
        gathering=mention.gathering,
        blocks=block_keys(mention),
        first=first,
        last=last,
        dated=mention.time is not None and mention.status is not Status.POSTPONED,
        open=mention.time is not None and None in (mention.time.start, mention.time.end),
        issued=issued,
        missed=missed,
        never=never,
        later=later,
        several=several,
        launched=launched,
        matters=matters(mention),
        by_issue=by_issue,
        announcer=announcer,
    )


def _told(mention: EventMention) -> str:
    """Kind, status, parties, place, gathering and matters of a mention in one text."""
    place, parties = mention.place, {p.actor.key: p.actor.state or "" for p in mention.participants}
    told = (
        mention.type,
        mention.status or "",
        "+".join(f"{key}@{parties[key]}" for key in sorted(parties)),
        f"{place.key}@{place.country or ''}" if place is not None else "",
        mention.gathering or "",
        "+".join(sorted(matters(mention))),
    )
    return "|".join(told)


def unannounced(found: Facts) -> Facts:
    """The same, whoever announced it."""
    return replace(found, key=found.key.removesuffix(f"{_BY}{found.announcer}"), announcer=None)


def _announcer(mention: EventMention) -> str | None:
    """The outlet, where a text opens with it, outright and without a day: "A had a call with B"."""
    if mention.status is not Status.HELD or mention.time is not None or mention.published is None:
        return None
    if mention.start > OPENING or family(mention.type) not in ANNOUNCED:
        return None
    own = range(mention.start, mention.end)
    outright = any(e.aspect == "status" and e.entry == OUTRIGHT and e.start in own for e in mention.evidence)
    return mention.outlet if outright else None


def _afterwards(mention: EventMention, span: tuple[date, date] | None) -> bool:
    """Whether it is denied on the day or later, not told beforehand that it would not be."""
    if mention.status is not Status.DENIED or span is None:
        return False
    return mention.published is None or span[0] <= mention.published


def _by_issue(mention: EventMention) -> bool:
    """Whether the day of issue stands in for a day that the words do not give; what gold tells has no words."""
    if mention.time is None or mention.published is None or mention.gathering is not None or not mention.evidence:
        return False
    span = _closed(mention.time)
    here = span is not None and span[0] <= mention.published <= span[1]
    return here and all(e.aspect != "time" for e in mention.evidence)


def _state(actor: Actor) -> str | None:
    return actor.key if actor.kind is ActorKind.STATE else actor.state


def family(kind: EventType) -> str:
    """Types that may be two names of one event: a meeting, talks and a summit; a visit is not the meeting during it."""
    found = FAMILY.get(kind, str(kind))
    return "encounter" if found == "negotiation" else found


def window(mention: EventMention) -> tuple[date, date] | None:
    """First and last day a mention may speak of: its time, else what its status and the document's date leave open."""
    if mention.status is Status.POSTPONED:
        return _put_off(mention)
    if mention.time is not None:
        return _closed(mention.time)
    if mention.published is None:
        return None
    back, forth = (BEHIND, 0) if mention.status in _PAST else (LATE, AHEAD)
    return _shifted(mention.published, -back), _shifted(mention.published, forth)


def _put_off(mention: EventMention) -> tuple[date, date] | None:
    """A postponed event is the one planned before and the one held later: it spans both days."""
    named = _closed(mention.time) if mention.time is not None else None
    if mention.published is None:
        return named
    later = named[1] if named is not None and named[1] > mention.published else _shifted(mention.published, PUT_OFF)
    earlier = min(mention.published, named[0]) if named is not None else mention.published
    return _shifted(earlier, -LATE), max(later, _shifted(mention.published, AHEAD))


def _closed(time: TimeInterval) -> tuple[date, date] | None:
    """Bounds of an interval; an open side reaches as far as an undated report does."""
    if time.start is None and time.end is None:
        return None
    first = time.start or _shifted(time.end or date.max, -AHEAD)
    return first, time.end or _shifted(first, AHEAD)


def _shifted(day: date, by: int) -> date:
    if by < 0:
        return day - timedelta(days=min(-by, (day - date.min).days))
    return day + timedelta(days=min(by, (date.max - day).days))


def block_keys(mention: EventMention) -> tuple[str, ...]:
    """Blocks a mention is filed in, sorted; empty where nothing can tell its event from another."""
    keys = set()
    if mention.gathering is not None:
        keys.add(f"gathering|{mention.gathering}")
    span = window(mention)
    if span is not None and (span[1] - span[0]).days <= TOO_LONG:
        stretches = range(span[0].toordinal() // STRETCH, span[1].toordinal() // STRETCH + 1)
        kind = family(mention.type)
        keys |= {f"{kind}|{who}|{stretch}" for who in _parties(mention) for stretch in stretches}
    return tuple(sorted(keys))


def _parties(mention: EventMention) -> set[str]:
    """Pairs of parties, single ones where there is no pair or many; the country a visit leads to is a party."""
    own = {p.actor.state or p.actor.key for p in mention.participants}
    parties = set(own)
    if mention.type is EventType.VISIT and mention.place is not None and mention.place.country is not None:
        parties.add(mention.place.country)
    found = set() if len(parties) > CROWD else {f"{a}+{b}" for a, b in combinations(sorted(parties), 2)}
    lone = own if len(own) == 1 else set()  # a visit that names its country meets one that does not
    return found | (parties if len(parties) >= WIDE or len(parties) == 1 else lone)
