"""What the YAML files of ``data/`` hold: a struct per section, which refuses what it does not know.

``data/lexicon/README.md`` and ``data/sources/README.md`` explain every field to an editor.
"""

from __future__ import annotations

import msgspec

Patterns = list[str]
Forms = dict[str, str]


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of every schema: immutable, no unknown keys."""


class CaseEnding(_Strict, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How names that end in `nominative` change: blank-separated endings that replace it."""

    nominative: str
    forms: str
    gender: str = ""


class TextRules(_Strict, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What cutting a text into sentences and tokens needs to know."""

    abbreviations: list[str]
    clitics_before: list[str] = []
    clitics_after: list[str] = []
    bare_capitals: Forms = {}
    """Words as the press prints them without the accent on their capital, by how they are read: "A Moscou"."""
    final_accents: list[str] = []
    """Words, beside forms of verbs, that agencies end with an apostrophe for want of an accent."""
    furniture: Patterns = []


class NameRules(_Strict, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What personal names look like."""

    particles: list[str]
    titles: list[str]
    not_names: list[str] = []
    acronyms_as_words: bool = False
    """Whether the press writes a short name like a word: "Onu", "Farc", for the organisations of the tables."""
    common: list[str] = []
    """Names of the tables that are common words here: alone they name nobody ("Frieden")."""
    former: Patterns = []
    """Words that make an office a past one: former, ex."""
    case_endings: list[CaseEnding] = []
    oblique_endings: str = ""
    """Endings of a noun phrase's first word by which it is no subject, in a language with cases; names are known so."""
    upright_endings: str = ""
    """Endings of a name's first word that may be a nominative, in a language with cases."""
    town_adjectives: dict[str, str] = {}
    """By the key of a town the beginnings of its adjectives: where talks were that are called by them."""
    town_adjective_endings: dict[str, str] = {}
    """By the ending of a town's name that of its adjective, where towns have regular ones: "Genf", "Genfer"."""
    town_endings: dict[str, str] = {}
    """Endings of a town's name after "in", with what it ends in when it is cited; in a language with cases."""
    localities: Patterns = []
    """Nouns for a town, behind which its name stands: "the village of"."""
    buildings: Patterns = []
    """Nouns for a building or an estate, which stands in the town whose name is beside it: "the castle of"."""
    plural_endings: str = ""
    """Endings by which a plural office word is known in a language with cases; elsewhere it is not its lemma."""
    plural_articles: dict[str, str] = {}
    """Articles by which an office word with some ending is a plural that looks like its singular: "die Minister"."""
    singular_articles: dict[str, str] = {}
    """Articles by which an office word in the form of a plural is a singular, with the words after which it is none."""
    home: str = ""
    """Key of the state whose press writes the language: an office named before any state is of it ("il premier")."""


class FunctionWords(_Strict, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Function words by what they tell of the noun phrase that follows."""

    and_: Patterns = msgspec.field(name="and")
    with_: Patterns = msgspec.field(name="with")
    between: Patterns
    of: Patterns
    to: Patterns
    from_: Patterns = msgspec.field(name="from")
    in_: Patterns = msgspec.field(name="in")
    by: Patterns
    about: Patterns
    against: Patterns = []
    for_: Patterns = msgspec.field(name="for", default_factory=list)
    as_: Patterns = msgspec.field(name="as", default_factory=list)
    article: Patterns = []
    with_ending: str = ""
    """Endings of a name that "with" governs: in another case it belongs to a noun between ("with friends of X")."""
    genitive: list[str] = []
    """Articles that make a noun phrase the owner of the noun right before them."""
    genitive_ending: str = ""
    """Ending of a name that makes it the owner of the noun right before it."""
    without: Patterns = []
    plurals: list[str] = []
    """Plurals of nouns for one event, in every case: of "their meetings" none is told apart; "talks" are one."""
    aside: Patterns = []
    """What an event noun follows that only tells where others met: "on the sidelines of"."""
    dative: Patterns = []
    """Words of `in_` that before a state tell only to whom something is given: German "an"."""
    onward: Patterns = []
    """What leads a journey on to its next goal: "then", "from there"."""
    contrast: list[str] = []
    """Words that set a second one met on another day against the first: Ukrainian "X on Monday, a on Tuesday Y"."""
    behind: Patterns = []
    """Where no clause is opened: what an event noun follows as done before ("nach einem Treffen")."""
    led_by: Patterns = []
    """Words between a delegation and the person at its head: both take part."""
    kin: Patterns = []
    """Nouns for what one is to another, between a preposition and the name that a comma sets off: friend, host."""
    members: Patterns = []
    """Nouns for the states of a body, between an office and its name: "the leaders of the member states of NATO"."""
    located: Patterns = []
    """Nouns to which a place right behind them belongs: talks about the war in Ukraine are not held there."""
    bonds: Patterns = []
    """Nouns to which a partner right behind them belongs: who discusses "relations with Russia" met somebody else."""
    repeatedly: Patterns = []
    """Adverbs that tell of several events by one verb: "spoke several times"."""
    forces: Patterns = []
    """Nouns for soldiers: who visits those of his own state is no guest of the state where they are."""
    at_first: Patterns = []
    """Adverbs by which a day was set that no longer holds: "originally planned for March"."""
    accession: Patterns = []
    """Nouns for joining a body: talks "on the accession of X to the EU" are between these two."""
    strife: Patterns = []
    """Nouns for a conflict: "talks to end the Syrian conflict", whose parties nobody names, are of that state."""
    proceedings: Patterns = []
    """Nouns for what is done at an event told before; what follows on them is of its day: the signing, the session."""
    conveyance: Patterns = []
    """What carries a traveller, whose it is or who is aboard: "Pelosi's plane landed in Taipei"."""
    namely: Patterns = []
    """What stands between a group of states and the list of them: "three African countries, namely Rwanda ..."."""
    occasion: Patterns = []
    """Words that name the event told before: "on that occasion"."""
    or_: list[str] = msgspec.field(name="or", default_factory=list)


class ClauseWords(_Strict, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that open a clause, by kind."""

    relative: Patterns
    conditional: Patterns
    after: Patterns
    before: Patterns
    during: Patterns
    complement: Patterns
    cause: Patterns
    but: Patterns
    final_verb: str = ""
    """Endings of finite verbs where these end their clause; empty in languages where they do not."""
    adverbial: list[str] = []
    """Openers that are adverbs where no event noun follows: "X, who before had met Y"."""
    whenever: list[str] = []
    """Of the words of `conditional` those that with a date tell when: German "wenn sie sich am Freitag treffen"."""
    infinitive_mark: list[str] = []
    """Words before the infinitive that ends a clause of its own."""


class Auxiliary(_Strict, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An auxiliary: forms, the form class of the verb it takes, the tense both give together."""

    words: str
    with_: str = msgspec.field(name="with")
    gives: str
    passive: bool = False


class TenseRules(_Strict, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Fallback endings by form class, and verbs that merely carry a noun."""

    support: list[str]
    happening: list[str] = []
    """Verbs whose subject is the event itself: with them nobody is left unsaid."""
    hosting: list[str] = []
    """Verbs whose subject, where it is a town or a state, tells where: "Geneva will host a summit"."""
    venue: Patterns = []
    """The same in several words: "play host to", "is the venue of"."""
    ending: list[str] = []
    """Verbs after which an event is over: their date is its last day."""
    over: Patterns = []
    """The same in several words: "zu Ende" gehen."""
    last_day: Patterns = []
    """Words before an event noun that tell it to end that day: "on the last day of"."""
    beginning: list[str] = []
    """Verbs with which an event begins: their date is its first day."""
    arriving: Patterns = []
    """Verbs of having come to where one goes, or set out for it: on that day the journey is under way."""
    present_ahead: bool = False
    """Whether what a sentence tells in the present, without a day, is still to come: German "Merkel trifft Putin"."""
    not_ahead: Patterns = []
    """Words with which the present does not look ahead: a habit ("often"), what goes on ("at present")."""
    plural_endings: str = ""
    """Of finite verbs in the plural, where subjects are left out: "they met" is told of the two named before."""
    suffixes: dict[str, str] = {}
    helped: dict[str, str] = {}
    """Endings by which a word behind an auxiliary is a verb of a class; with a hyphen words that are none."""
    dictionary: str = ""
    """Endings of a dictionary form that show a word to be a verb, whose own ending is one of `inflections`."""
    inflections: dict[str, str] = {}


#: Frame of the triggers that are accords called by the town where they were made.
NAMED = "named"
#: Frame of the triggers by which somebody sends others on a visit.
SEND = "send"


class Trigger(_Strict, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that announce an event of a type."""

    type: str
    patterns: Patterns
    frame: str = "mutual"
    asks: str = ""
    """What words too common to announce an event alone need: `place`, `person` behind them, or `company`, `goal`."""


class AttributionRules(_Strict, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the language says who says so."""

    said: Patterns
    told: Patterns
    according_to: Patterns
    speaker_before: Patterns = []
    citing: Patterns
    claims_denied: Patterns = []
    this: Patterns = []
    """Who is named beside it said the sentence before: "this was reported by"."""
    continued: Patterns = []
    """Marks of reported speech by which the last speaker is known to go on."""
    asked: Patterns = []
    """Verbs by which somebody asks for what has not been agreed, offers or refuses it: it rests on his word."""
    refused: Patterns = []
    """Those of `asked` by which he turns down what others want: an act, not a word, on which nothing rests."""
    remark: Patterns = []
    """Relative openers of a clause that says of the whole sentence who said so: "wie der Kreml mitteilte"."""
    organs: dict[str, Patterns] = {}
    """Nouns of the organs by which a state speaks, by their English name."""
    groups: dict[str, Patterns]


class Anaphora(_Strict, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that stand for actors named before."""

    pair: Patterns
    pair_states: Patterns = []
    trio: Patterns = []
    trio_states: Patterns = []
    again: Patterns = []
    told: Patterns = []
    """Noun phrases that name a gathering told before: "the meeting", "this event"."""
    counterpart: Patterns
    he: Patterns
    she: Patterns
    they: Patterns
    i: Patterns
    we: Patterns
    you: Patterns = []
    """Whom an office holder's own text addresses."""
    our_country: Patterns = []
    that_country: Patterns = []
    """Nouns for the state spoken of: "that country", "the Caribbean nation"."""
    nobody: Patterns = []
    """A pronoun that stands for nobody, with its verb: "il est possible"."""
    whose_country: Patterns = []
    """The state of the person right before them: "X, whose country"."""
    here: Patterns = []
    """Adverbs for the town of the dateline: "here"."""
    there: Patterns = []
    """Adverbs for the place named last: "dort"."""
    not_there: Patterns = []
    """Expressions with such a word that name no place: "there is", "il y a"."""
    capital: list[str] = []
    """Forms of the noun by which a capital goes with the state it is of: "the Swedish capital"."""
    soil: list[str] = []
    """Forms of nouns by which a state is where one is: "on Cuban soil"."""
    objects: list[str] = []
    """Forms of pronouns that own nothing: "him", not "his"."""
    the_one: list[str] = []
    """Articles in the singular with which the adjective of a state alone is a person of it: "il francese"."""


class HeadlineWords(_Strict, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What stands for the verb in a headline without one: "Macron in Rome", "Merz bei Trump", "Blinken off to Kyiv"."""

    there: Patterns = []
    """Before the town or state where somebody is."""
    host: Patterns = []
    """Before the person with whom somebody is: "bei", "chez"."""
    bound: Patterns = []
    """Before the town or state for which somebody is bound."""


class TimePattern(_Strict, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One time expression: what it matches and what it means (table in data/lexicon/README.md)."""

    match: str
    op: str
    by: int = 0
    n: int | None = None
    unit: str | None = None
    month: int | None = None
    day: int | None = None
    part: str | None = None
    """A modifier that the expression holds itself ("year's end", "fin de mes")."""
    shaped: bool = False
    """Whether it is a time only with something around it: "the year" in "by the end of the year"."""


class TimeModifiers(_Strict, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words before a time expression that shape it."""

    since: Patterns = []
    ever_since: Patterns = []
    """Words that look back only: "since Friday" is never the coming one, as "from Friday" may be."""
    until: Patterns = []
    start: Patterns = []
    middle: Patterns = []
    end: Patterns = []
    approximate: Patterns = []


class TimeRules(_Strict, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The calendar words of the language and the patterns over them."""

    months: dict[int, str]
    weekdays: dict[int, str]
    seasons: dict[str, str]
    units: dict[str, str]
    numbers: dict[int, str]
    numeric_order: str
    ordinals: dict[int, str] = {}
    """Ordinal words: days of the month, and which week, weekday or quarter (-1: last)."""
    patterns: list[TimePattern]
    over: list[TimePattern] = []
    """What is built on other expressions, ``{P}`` and ``{P2}``."""
    modifiers: TimeModifiers
    ordinal_suffixes: str = ""
    ignore: Patterns = []


class RegionWords(_Strict, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What names the states of a region or those who lead them: ``{A}`` is its adjective, ``{R}`` its name."""

    leaders: Patterns = []
    states: Patterns = []


class Lexicon(_Strict, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One language: ``data/lexicon/<lang>.yaml``."""

    language: str
    name: str
    script: str
    text: TextRules
    names: NameRules
    words: FunctionWords
    clauses: ClauseWords
    verbs: dict[str, Forms]
    auxiliaries: list[Auxiliary]
    tenses: TenseRules
    offices: dict[str, Patterns]
    bodies: Patterns
    armed: Patterns = []
    """Those of `bodies` and of the groups who speak that come with arms: where they go they pay no visit."""
    located_bodies: Patterns = []
    """Those of `bodies` that a town says where they are, not whose: the embassy of (in) Paris."""
    factions: dict[str, Patterns] = {}
    """Nouns of those who fight or negotiate with a state inside it, by their English name: they act for themselves."""
    regions: RegionWords = RegionWords()
    """How groups of states get their names from those of regions in ``regions.csv``."""
    triggers: list[Trigger]
    not_events: Patterns
    joint: Patterns = []
    """Words by which a call with several people is one call with all of them: four-way, joint."""
    by_wire: Patterns = []
    """Words by which people talk who are not in one place: phone, video, call."""
    trilateral: Patterns = []
    """Words by which a gathering is one of three: who is to meet whom before it, and the third."""
    remotely: Patterns = []
    """How people meet who are not in one place: "by video link", "remotely"; such a meeting is a call."""
    news_conference: Patterns = []
    """What is held for the press: no event, and who meets after it meets once more."""
    apart: Patterns = []
    """Words by which a meeting with several people is one with each: separately."""
    thanks: Patterns = []
    """Words of thanking: the person behind them made the visit he is thanked for."""
    matters: dict[str, Patterns] = {}
    """What an accord or talks are about, by its English name; `wide/narrow` is a part of `wide`."""
    invitations: Patterns = []
    programmes: Patterns = []
    """Nouns for what somebody is to do: whose the schedule is takes part in the meetings that it holds."""
    offers: Patterns = []
    headlines: HeadlineWords = HeadlineWords()
    """What stands for the verb in a headline that has none."""
    never_before: Patterns = []
    """Words by which a clause says that the like was never done: it tells of no event."""
    cues: dict[str, dict[str, Patterns]]
    negation: Patterns
    attending: Patterns = []
    """Verbs of taking part in a gathering: negated, they tell who is not there, not that it does not take place."""
    leading: Patterns = []
    """Verbs of opening, leading or addressing a gathering, in which one thereby takes part."""
    presence: Patterns = []
    """Words that tell, in a sentence of its own, who takes part in what was told before: "was also present"."""
    absent: Patterns = []
    """Words that tell who stays away from one."""
    neutral: Patterns = []
    attribution: AttributionRules
    anaphora: Anaphora
    time: TimeRules
    nouns_capitalised: bool = False
    subject_dropped: bool = False
    adjectives_after: bool = False


class VisitWords(_Strict, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the rows of a table of visits are put into sentences (``data/sources/README.md``)."""

    lang: str
    outlet: str
    home: str
    received: str
    visit: dict[str, str]
    there: str
    goes_on: str
    is_of: str
    roles: dict[str, str]
    unsaid: list[str]
    states: dict[str, str]
    people: dict[str, str]
