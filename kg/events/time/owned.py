"""Words at a date that tell whose it is: an event noun right before it, a cue of planning, a participle of its own."""

from __future__ import annotations

from kg.events.sentence.clauses import Clause
from kg.events.sentence.places import GATHERINGS
from kg.events.sentence.scene import Scene
from kg.events.sentence.verbs import Verb, accord_verbs
from kg.model import EventType, Match, Status, TimeInterval, TimeMention

#: Tokens between a verb, or a cue, and a date that stands at it.
BESIDE = 2
#: Tokens between "originally" and the day for which something was planned.
PLANNED = 4
#: Letters of the shortest acronym that a year may belong to.
ACRONYM = 3
#: Tokens between the noun of a gathering and its date: its name, and its town.
NAMED = 8
#: Words between such a date and its noun: "die 1961 abgebrochenen diplomatischen Beziehungen".
ATTRIBUTE = 4


def of_the_noun(scene: Scene, mention: TimeMention, trigger: Match) -> bool:
    """Whether a date follows an event noun at once: "in a call on Saturday he warned"."""
    gap = range(trigger.last, mention.first)
    near = 0 <= mention.first - trigger.last <= 1 and not scene.verbal(trigger)
    return near and all(scene.is_word(i, "in") for i in gap)


def said_there(scene: Scene, trigger: Match, said: Match) -> bool:
    """Whether something was said at an event: "said on Tuesday in talks with X"."""
    owner = scene.clauses.owner
    there = not scene.verbal(trigger) and "in" in scene.preposition(trigger.first)
    return there and owner[said.first] == owner[trigger.first]


def planned_for(scene: Scene, mention: TimeMention) -> bool:
    """Whether a cue of planning stands right before a date: "scheduled for Saturday", "in programma da domenica"."""
    cues = (m for m in scene.matches("cue") if m.payload[0] is Status.PLANNED)
    return any(m.first < mention.first <= m.last + 1 for m in cues)


def set_at_first(scene: Scene, mention: TimeMention) -> bool:
    """Whether a day is told for which an event had been planned: "originally scheduled for March"."""
    owner = scene.clauses.owner
    here = [m for m in scene.matches("at_first") if owner[m.first] == owner[mention.first]]
    near = any(0 <= mention.first - m.last <= PLANNED or 0 <= m.first - mention.last <= BESIDE for m in here)
    cues = (m for m in scene.matches("cue") if m.payload[0] is Status.PLANNED)
    return near and any(abs(m.first - mention.first) <= 2 * PLANNED for m in cues)


def set_for(scene: Scene, mention: TimeMention) -> bool:
    """Whether a cue of planning ends with the preposition of a date: "announced for Friday", not "on Friday"."""
    cues = (m for m in scene.matches("cue") if m.payload[0] is Status.PLANNED)
    return any(m.first < mention.first <= m.last and scene.kinds.get(m.last - 1) for m in cues)


def scheduled(scene: Scene, home: Clause, trigger: Match) -> bool:
    """Whether a clause right behind an event noun tells only for when it is planned: "that had been set for Friday"."""
    owner = scene.clauses.owner
    between = any(trigger.last <= v.first < home.first for v in scene.verbs)
    told = any(owner[m.first] == home.number and m.payload[0] is Status.PLANNED for m in scene.matches("cue"))
    return not scene.verbal(trigger) and told and not between and trigger.last <= home.first


def of_a_participle(scene: Scene, mention: TimeMention, trigger: Match) -> bool:
    """Whether a date tells when something was done of which a participle tells: "restore ties, cut in 1961".

    Not one that tells of an event noun ("the accord, signed in 1980"), or that only carries it.
    """
    if planned_for(scene, mention):
        return False
    known = {i for m in scene.matches("trigger", "trigger.verbal") for i in range(m.first, m.last)}
    telling = scene.lex.tenses
    carrying = {*telling.happening, *telling.beginning, *telling.ending} | accord_verbs(scene.lex.language)
    return any(
        v.tense in (("participle", "past") if scene.verbal(trigger) else ("participle",))
        and (scene.verbal(trigger) or not (v.support or v.name in carrying))
        and v.first not in known
        and trigger.last <= v.first
        and (scene.tokens[v.first - 1].text == "," or _of_a_noun(scene, trigger, v))
        and 0 <= mention.first - v.last <= BESIDE
        for v in scene.verbs
    )


def of_a_name(scene: Scene, mention: TimeMention, trigger: Match) -> bool:
    """Whether a year belongs to the name before it: "met at SPIEF-2022", "on the sidelines of the SPIEF 2022".

    After a blank it dates the gathering so called, if not who met beside it.
    """
    tokens, at = scene.tokens, mention.first - 1
    if mention.last - mention.first > 1 or at < 0 or not tokens[mention.first].text.isdigit():
        return False
    if tokens[at].text == "-":
        glued = tokens[at].end == tokens[mention.first].start and tokens[at - 1].end == tokens[at].start
        return glued and at > 0 and tokens[at - 1].text.isalpha()
    if not scene.verbal(trigger) or not tokens[at].text.isalpha():
        return False
    spans = [(m.first, m.last) for m in scene.annotated.actors] + [(m.first, m.last) for m in scene.annotated.places]
    known = any(first <= at < last for first, last in spans)
    titled = at > 1 and tokens[at].text[0].isupper() and tokens[at - 1].text[0].isupper() and not known
    return titled or (len(tokens[at].text) >= ACRONYM and tokens[at].text.isupper())


def of_a_life(scene: Scene, mention: TimeMention) -> bool:
    """Whether years in brackets behind a name are those of a life, or of an office: "Cardinal Newman (1801-1890)"."""
    tokens, at = scene.tokens, mention.first - 1
    if at < 1 or tokens[at].text != "(" or mention.last >= len(tokens) or tokens[mention.last].text != ")":
        return False
    years = mention.past is not None and _years(mention.past)
    return years and any(a.last == at for a in scene.annotated.actors)


def of_their_gathering(scene: Scene, mention: TimeMention, trigger: Match) -> bool:
    """Whether a date stands at the gathering beside which an event took place: "beside Monday's summit he met X"."""
    if trigger.payload[0] not in (EventType.MEETING, EventType.NEGOTIATION):
        return False
    for noun in scene.matches("trigger"):
        at = scene.aside(noun) if noun.payload[0] in GATHERINGS and noun.first != trigger.first else None
        if at is None:
            continue
        between = range(noun.last, mention.first)
        behind = len(between) <= NAMED and not any(scene.is_verb(i) or scene.tokens[i].text in ",;:" for i in between)
        if at < mention.first < noun.first or (noun.last <= mention.first and behind):
            return True
    return False


def of_those_beside(scene: Scene, mention: TimeMention, trigger: Match) -> bool:
    """Whether a date is that of who met beside what lasts long: "met on Tuesday on the sidelines of the assembly".

    What stands between these words and the noun, or right behind it, dates the gathering. A summit is of few days.
    """
    lasting = trigger.payload[0] is EventType.CONFERENCE and not scene.verbal(trigger)
    at = scene.aside(trigger) if lasting else None
    if at is None:
        return False
    if mention.first < trigger.last:
        return mention.first < at
    between = range(trigger.last, mention.first)
    return any(scene.is_verb(i) or scene.tokens[i].text in ",;:" for i in between)


def _of_a_noun(scene: Scene, trigger: Match, verb: Verb) -> bool:
    """Whether a bare participle says more of a noun that is not the event: "a dispute (between them) arisen in 1991".

    One right before it, or one behind a verb of the clause: what stands there the event does not own.
    """
    if verb.tense != "participle":
        return False
    told = [v.last for v in scene.verbs if trigger.last <= v.first and v.last < verb.first]
    begin = max(told) if told else verb.first - 1
    nouns = range(max(begin, trigger.last, verb.first - ATTRIBUTE - BESIDE), verb.first)
    return any(
        scene.is_plain(i) and scene.tokens[i].text[:1].islower() and scene.is_word(i - 1, "article") for i in nouns
    )


def of_an_attribute(scene: Scene, mention: TimeMention, trigger: Match) -> bool:
    """Whether a date opens what is said of a noun that is not the event: "the in 1961 cut ties", in German."""
    at = mention.first - 1
    at -= at > 0 and scene.is_word(at, "in") and not scene.is_word(at, "article")
    if not scene.lex.nouns_capitalised or at < 0 or not scene.is_word(at, "article"):
        return False
    after = mention.last
    while after < len(scene.tokens) and scene.tokens[after].text[0].islower() and after - mention.last < ATTRIBUTE:
        after += 1  # "die 1961 abgebrochenen diplomatischen Beziehungen"
    if after >= len(scene.tokens) or not scene.tokens[after].text[:1].isupper():
        return False
    told = range(mention.last, after)
    apart = not any(i in range(trigger.first, trigger.last) for i in range(mention.last, after + 1))
    return len(told) > 0 and apart and all(not scene.kinds.get(i) for i in told)


def _the_nth(scene: Scene, trigger: Match) -> bool:
    """Whether an event noun is counted: the first visit, the third call."""
    counted = {w for words in scene.lex.time.ordinals.values() for w in words.split()}
    near = range(max(0, trigger.first - 2), trigger.last)
    return not scene.verbal(trigger) and any(scene.tokens[i].lower in counted for i in near)


def _years(interval: TimeInterval) -> bool:
    """Whether an interval holds years, none of which is meant."""
    first, last = interval.start, interval.end
    if first is None or last is None:
        return False
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year < last.year


def begun_before(scene: Scene, mention: TimeMention, trigger: Match, status: Status | None) -> bool:
    """Whether a date tells when a journey began of which a goal is still ahead.

    "Began on Monday a tour to Chile", "left on Monday for Rome, first stop of a tour".
    """
    if status is not Status.PLANNED or trigger.payload[1] != "visit" or scene.verbal(trigger):
        return False
    owner, begun = scene.clauses.owner, {m.first for m in scene.matches("beginning", "arriving")}
    left = (m for m in scene.matches("trigger") if m is not trigger and scene.journey(m))
    apart = (m for m in left if any(scene.tokens[i].text == "," for i in range(m.last, trigger.first)))
    begun |= {i for m in apart for i in range(m.first, m.last)}
    start = (v for v in scene.verbs if v.tense == "past" and v.first in begun)
    return any(owner[v.first] == owner[mention.first] for v in start)


def since_another(scene: Scene, mention: TimeMention, trigger: Match) -> bool:
    """Whether a date tells when that was since which an event was the first: "the first visit since the coup in May".

    Where one word tells what an event noun follows (`words.behind`) and opens no clause.
    """
    if scene.verbal(trigger) and mention.first < trigger.first:
        return False
    open_ended = mention.past is not None and (mention.past.end is None or _years(mention.past))
    own = scene.clauses.owner[mention.first] == scene.clauses.owner[trigger.first]
    if open_ended and own and mention.first >= trigger.last and _the_nth(scene, trigger):
        return True  # "la prima visita dal 1928", "the first meeting in the last three years"
    between = range(trigger.last, mention.first)
    opened = next((i for i in between if scene.kinds.get(i) == {"behind"}), None)
    if opened is None or any(v.first in between for v in scene.verbs):
        return False
    nouns = (i for i in range(opened + 1, mention.first) if scene.tokens[i].text[:1].isupper() and scene.is_common(i))
    return any(i not in scene.dated and not scene.kinds.get(i) for i in nouns)
