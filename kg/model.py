"""The values that pass between stages: frozen, slotted, without behaviour beyond small derived facts.

Offsets count Unicode code points into `Document.text` as it was read; ``text[start:end] == quote`` always holds.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from msgspec import Struct

#: How the key of a place in no table begins.
UNLISTED = "place/"
#: What the entry of a person ends with whom the text calls the leader of a faction.
LEADS = ", who leads a faction"
#: How a state is named whose conflict talks are about, and the section of the words for conflicts.
STRIFE = "strife"
#: What the entry of a person ends with who shares with others an office that a state has one of.
SHARES = ", one of several in office"


class Status(StrEnum):
    """What is known of an event's realisation (design.md section 4)."""

    HELD = "held"
    ONGOING = "ongoing"
    PLANNED = "planned"
    PROPOSED = "proposed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"


class EventType(StrEnum):
    """Event classes of the first release; values are the local names in the ontology."""

    MEETING = "Meeting"
    SUMMIT = "Summit"
    PHONE_CALL = "PhoneCall"
    VISIT = "Visit"
    NEGOTIATION = "Negotiation"
    MEDIATION = "Mediation"
    CONFERENCE = "Conference"
    AGREEMENT = "Agreement"
    RECOGNITION = "Recognition"
    RUPTURE = "Rupture"
    EXPULSION = "Expulsion"
    RECALL = "Recall"
    SUMMONS = "Summons"
    SANCTION = "Sanction"
    APPOINTMENT = "Appointment"
    STATEMENT = "Statement"
    CONFLICT = "Conflict"


class ActorKind(StrEnum):
    """What sort of thing takes part in an event."""

    PERSON = "person"
    STATE = "state"
    ORGANISATION = "organisation"
    GROUP = "group"


class Role(StrEnum):
    """An actor's part in an event."""

    PARTICIPANT = "participant"
    HOST = "host"
    GUEST = "guest"
    CALLER = "caller"
    CALLEE = "callee"
    VISITOR = "visitor"
    MEDIATOR = "mediator"
    SIGNATORY = "signatory"


class Granularity(StrEnum):
    """The finest calendar unit a time expression commits itself to."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    INTERVAL = "interval"


class Document(Struct, frozen=True):
    """One article, release or dispatch, as it was read."""

    id: str
    """Given by the input, else derived from the content hash."""
    text: str
    lang: str
    published: date | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    inferred: bool = False
    """Whether the day of issue is approximate (EDTF ``~``), and with it every day counted from it."""
    around: date | None = None
    """The middle of the month or year of issue, where no day is known: who held which office then; no date is counted
    from it."""

    @property
    def when(self) -> date | None:
        """The day at which names and offices are read."""
        return self.published or self.around


class Span(Struct, frozen=True, order=True):
    """Half-open range of code points, ``text[start:end]``."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Say whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Token(NamedTuple):
    """A word, number or punctuation mark with its place in the document's text."""

    start: int
    end: int
    text: str
    lower: str


class Match(NamedTuple):
    """A pattern found in a sentence: token indices, half-open."""

    first: int
    last: int
    section: str
    payload: Any
    entry: str
    classes: frozenset[str]
    """Form classes of the verb in the pattern, if it has one."""
    slots: tuple[tuple[str, int], ...] = ()
    """Named slots of the pattern and the index of the token that filled each."""
    holes: frozenset[int] = frozenset()
    """Tokens inside the match that only its gaps bridged."""

    def fixed(self) -> frozenset[int]:
        """Tokens that the pattern itself asked for."""
        return frozenset(range(self.first, self.last)) - self.holes


class Sentence(Struct, frozen=True):
    """A sentence of the title or the body."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    is_title: bool = False


class TimeInterval(Struct, frozen=True):
    """A calendar interval with the granularity its words gave it; a day is never invented."""

    edtf: str
    """The truth, e.g. ``2021``, ``2025-08-11/2025-08-17``, ``2018-10-15~``, ``../2018-09-29``."""
    start: date | None
    """First day that may be meant; None where the interval is open to the past."""
    end: date | None
    """Last day that may be meant (inclusive); None where the interval is open to the future."""
    granularity: Granularity


class Actor(Struct, frozen=True):
    """A person, state, organisation or group that takes part in events or speaks of them."""

    key: str
    """A Wikidata QID (``Q7747``) when known, else ``person/abbas-akhoundi``-like, from the normalised name."""
    kind: ActorKind
    name: str
    """English label, or the name as written when no English one is known."""
    state: str | None = None
    """QID of the state the actor represented at the document's date."""

    @property
    def is_body(self) -> bool:
        """Whether it is an organisation of no one state: NATO, the G20."""
        return self.kind is ActorKind.ORGANISATION and self.state is None


class Place(Struct, frozen=True):
    """A place with what the gazetteer knows of it."""

    key: str
    name: str
    country: str | None = None
    """QID of the state it lies in (its own key for a state)."""
    lat: float | None = None
    lon: float | None = None

    @property
    def listed(self) -> bool:
        """Whether the tables know it; where a town in no table lies is known only if the text tells."""
        return not self.key.startswith(UNLISTED) or self.lat is not None  # a continent has a key of its own


class ActorMention(Struct, frozen=True):
    """A noun phrase that names an actor: ``the French president Emmanuel Macron``."""

    first: int
    """Index of its first token in the sentence."""
    last: int
    """Index after its last token."""
    start: int
    end: int
    actor: Actor
    via: str
    """How it names the actor: ``name``, ``surname``, ``office``, ``adjective``, ``demonym``, ``body``, ``capital``,
    ``pronoun``, ``pair``, ``counterpart``, ``group``, ``press`` (an outlet)."""
    entry: str
    """The gazetteer or lexicon entry."""
    acts_for: Actor | None = None
    """The state for which a seat of government takes part (the Kremlin for Russia); it speaks in its own name."""
    oblique: bool = False
    """Whether its case shows that it is no subject (languages with cases)."""
    disputed: str = ""
    """What the gazetteer's dates say against the words ("the former president" of somebody in office)."""

    @property
    def party(self) -> Actor:
        """Who takes part in an event where this noun phrase is an argument."""
        return self.acts_for or self.actor


class PlaceMention(Struct, frozen=True):
    """A place named in a sentence."""

    first: int
    last: int
    start: int
    end: int
    place: Place
    seat: bool = False
    """Whether a seat of government was named (the White House), not the town itself."""
    state: Actor | None = None
    """The state of which "here" or "there" means the capital: who goes there visits it."""
    unlisted: bool = False
    """Whether it is in no table: where only "to" stands before it, it may be somebody."""


class Gathering(Struct, frozen=True):
    """A gathering with a name: the G20 summit in Bali."""

    key: str
    name: str
    place: Place | None
    time: TimeInterval | None
    members: tuple[Actor, ...] = ()


class GatheringMention(Struct, frozen=True):
    """A named gathering in a sentence."""

    first: int
    last: int
    start: int
    end: int
    gathering: Gathering


class Accord(Struct, frozen=True):
    """An agreement with a name: the Dayton accords. Its parties are none where there are too many to name."""

    key: str
    name: str
    parties: tuple[Actor, ...]
    place: Place | None
    time: TimeInterval | None


class AccordMention(Struct, frozen=True):
    """A named agreement in a sentence; of several of that name (both of Minsk) all that may be meant."""

    first: int
    last: int
    start: int
    end: int
    accords: tuple[Accord, ...]


class TimeMention(Struct, frozen=True):
    """A time expression in a sentence, read in each direction the event's status may call for."""

    first: int
    last: int
    start: int
    end: int
    past: TimeInterval | None
    future: TimeInterval | None
    nearest: TimeInterval | None
    entry: str
    until: TimeInterval | None = None
    """Of "until February" February itself: the new date of what was put off until then."""

    def read(self, future: bool | None) -> TimeInterval | None:
        """The interval for a past (False), coming (True) or undecided (None) event."""
        return self.nearest if future is None else self.future if future else self.past

    since: TimeInterval | None = None
    """Of "since 2021" the year itself, which dates what a clause behind it tells: "when they held a summit"."""


class Relation(StrEnum):
    """How a speaker stands to what is said."""

    ORIGINATOR = "originator"
    RELAYER = "relayer"


class Attribution(Struct, frozen=True):
    """Somebody says something: the speaker, and the tokens of the sentence that are said."""

    actor: Actor
    relation: Relation
    speaker: Span
    """Token indices of the speaker's noun phrase."""
    said: tuple[Span, ...]
    """Token index ranges that are what was said."""
    entry: str
    start: int
    end: int
    previous: bool = False
    """Whether it speaks of the sentence before ("The Guardian reports this")."""
    asks: bool = False
    """Whether the speaker asks, offers or refuses: he is party to it and vouches for nothing that was held."""
    refuses: bool = False
    """Whether he turns down what others want: he is party to it and vouches for nothing."""


class Duration(NamedTuple):
    """Tokens that tell how many days something lasts: "two-day"."""

    first: int
    last: int
    days: int


class AnnotatedSentence(Struct, frozen=True):
    """A sentence with everything the mentions stage found in it."""

    sentence: Sentence
    matches: tuple[Match, ...]
    actors: tuple[ActorMention, ...]
    places: tuple[PlaceMention, ...]
    times: tuple[TimeMention, ...]
    gatherings: tuple[GatheringMention, ...]
    attributions: tuple[Attribution, ...]
    subject: Actor | None = None
    """Whom a verb without subject takes: the first person of the sentence before."""
    voice: Actor | None = None
    """Who speaks where the outlet is an office holder's own: he, or in a transcript whose turn it is."""
    home: Actor | None = None
    """The state that the voice speaks for."""
    guest: Actor | None = None
    """The one person beside him whom the first sentence of his release names."""
    addressee: Actor | None = None
    """In a transcript: whom he speaks to, who is "you", and "we" with him."""
    bodies: tuple[tuple[str, Actor], ...] = ()
    """The persons named, by key, with the state or organisation each acts for."""
    spokesmen: frozenset[str] = frozenset()
    """Keys of the persons named who only speak for others."""
    durations: tuple[Duration, ...] = ()
    accords: tuple[AccordMention, ...] = ()
    bygone: tuple[int, ...] = ()
    """First tokens of expressions that only tell that something is past: "recently"."""
    filed: Place | None = None
    """The town in the text's dateline."""
    housed: frozenset[str] = frozenset()
    """Keys of the bodies that have their seat in that town, and of the persons named who act for one of them."""
    towns: tuple[PlaceMention, ...] = ()
    """Adjectives of towns: "Genfer", "parisien"."""
    pair: tuple[Actor, ...] = ()
    """Whom a verb in the plural without subject takes: two persons whom one of the last sentences named together."""
    session: tuple[Actor, ...] = ()
    """In a transcript in which leaders of three states or more take turns: all of them."""


class Participation(Struct, frozen=True, eq=False):
    """An actor's part in an event."""

    actor: Actor
    role: Role = Role.PARTICIPANT
    headed: bool = False
    """Whether a state takes part by a delegation of which the head is named, too: it is a party beside him."""

    def __eq__(self, other: object) -> bool:
        """Whether another is the same part, `headed` or not: this counts in reading alone, a graph does not tell it."""
        return isinstance(other, Participation) and (self.actor, self.role) == (other.actor, other.role)

    def __hash__(self) -> int:
        """As what is compared."""
        return hash((self.actor, self.role))


class Evidence(Struct, frozen=True):
    """Why a mention says what it says: a lexicon or gazetteer entry and the words it matched."""

    aspect: str
    """``trigger``, ``status``, ``time``, ``place``, ``participant``, ``originator``, ``relayer`` or ``order``."""
    entry: str
    """Name of the rule or entry, e.g. ``cues.planned: scheduled for``."""
    start: int
    end: int


class EventMention(Struct, frozen=True):
    """One document's report of an event."""

    document: str
    """`Document.id`."""
    lang: str
    published: date | None
    outlet: str | None
    start: int
    end: int
    quote: str
    """The exact words, ``text[start:end]``: holds the trigger and, where the sentence has one, the status cue."""
    trigger: Span
    type: EventType
    status: Status | None
    participants: tuple[Participation, ...]
    place: Place | None = None
    time: TimeInterval | None = None
    originators: tuple[Actor, ...] = ()
    relayers: tuple[Actor, ...] = ()
    gathering: str | None = None
    """Key of the named gathering (G20 in Bali) this mention is of or at, when named."""
    rule: str = ""
    """Name of the trigger entry that made the mention."""
    blocks: tuple[str, ...] = ()
    """Where coreference files the mention, to find the other reports of its event."""
    serial: int = 0
    """Number among the events that one trigger announces ("called Macron, Scholz and Duda")."""
    evidence: tuple[Evidence, ...] = ()

    @property
    def key(self) -> str:
        """Identity inside a corpus: document, trigger span and type."""
        number = f",{self.serial}" if self.serial else ""
        return f"{self.document}#{self.trigger.start},{self.trigger.end},{self.type}{number}"


class Trace(Struct, frozen=True):
    """The steps of one document's extraction."""

    found: tuple[tuple[Span, str], ...]
    """Triggers that the lexicon knows there, with their entry."""
    vetoed: tuple[tuple[Span, str], ...]
    """Triggers under a pattern of `not_events` or `neutral`, with the entry of that pattern."""
    told: tuple[EventMention, ...]
    """Reports of an event, before those of one event are joined."""
    implausible: tuple[EventMention, ...]
    """Those that are no encounter: parties of one state only, or none."""
    printed: tuple[EventMention, ...]
    """What the extractor prints."""


class StatusChange(Struct, frozen=True):
    """A step in an event's history."""

    status: Status
    as_of: date | None
    """Day the reporting document was issued."""
    mention: str
    """`EventMention.key` of the report that says so."""
    time: TimeInterval | None = None
    """When the event was said to be, then; a plan may move."""
    place: Place | None = None
    """Where it was said to be, then."""


class Claim(Struct, frozen=True):
    """One side of a conflict: what is claimed, and the reports that claim it."""

    value: str
    mentions: tuple[str, ...]
    """`EventMention.key` values, sorted."""


class Conflict(Struct, frozen=True):
    """Independent originators contradict one another, or a report contradicts the gazetteer."""

    aspect: str
    """``place``, ``date``, ``participants``, ``status`` or ``office``."""
    claims: tuple[Claim, ...]

    @property
    def summary(self) -> str:
        """The conflict in a line: ``place: Berlin / Lisbon``."""
        return f"{self.aspect}: " + " / ".join(claim.value for claim in self.claims)


class Join(Struct, frozen=True):
    """Why a mention belongs to an event: the tests that passed, in words."""

    mention: str
    reasons: tuple[str, ...]


class Refused(Struct, frozen=True):
    """A report that came near to belonging to an event and does not."""

    rival: EventMention
    weight: float
    why: tuple[str, ...]
    """What spoke for it: the tests that passed, in words."""
    against: str


class Event(Struct, frozen=True):
    """What happened or may happen in the world: a cluster of event mentions."""

    key: str
    """Deterministic, from the earliest mention's identity."""
    type: EventType
    status: Status | None
    participants: tuple[Participation, ...]
    place: Place | None
    time: TimeInterval | None
    mentions: tuple[str, ...]
    """`EventMention.key` values, sorted."""
    history: tuple[StatusChange, ...]
    joins: tuple[Join, ...]
    documents: int
    outlets: int
    languages: int
    originators: int
    """Number of independent originators."""
    conflicts: tuple[Conflict, ...] = ()
    gathering: str | None = None
    """Key of the named gathering it is (a conference) or at which it is (a meeting on its sidelines)."""
    known_since: date | None = None
    """Day from which on the documents tell it so; None where one of them bears no date."""
    beliefs: tuple[Belief, ...] = ()
    """What they told before, in order."""


class Belief(Struct, frozen=True):
    """What the documents issued by a day told of an event, until another was issued."""

    since: date
    until: date | None
    """The day on which another was issued; None where only undated ones tell more."""
    told: Event
    """The event of those documents' reports alone."""
