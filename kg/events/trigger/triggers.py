"""Which words of a sentence announce an event: what the lexicon knows as triggers, without what only looks like one.

A noun inside a verb's pattern, a verb that merely carries an event noun and a word under a "not an event" pattern
announce nothing of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.compiled import matcher
from kg.events.identity.facts import NUMBER
from kg.events.sentence.places import GATHERINGS, TOGETHER
from kg.events.sentence.scene import Scene
from kg.events.trigger.asked import ALONE, COMPANY, asked
from kg.events.trigger.named import date_of_name, is_name, making
from kg.matching import Matcher
from kg.model import EventType, Evidence, Match, Sentence

#: Tokens between a verb and the adverb that tells how often it was done.
BESIDE = 4
#: Sections of patterns under which a trigger tells of no event.
_VETOES = ("veto", "neutral")
#: Words right behind an event noun that no verb spelt alike has behind it.
_OF_NOUN = ("of", "with", "between")
#: Tokens between a gathering and the body whose it is: "the summit of the G20".
_OF_BODY = 2
#: What people do who come together.
_COMINGS = (EventType.MEETING, EventType.VISIT)
#: What marks what was agreed on.
_ON = frozenset({"about", "for"})
#: What marks whose a gathering is.
_OF = frozenset({"of", "genitive", "between", "with"})
#: What is counted: of several without a day no single one is meant.
_COUNTED = (EventType.MEETING, EventType.SUMMIT, EventType.VISIT, EventType.PHONE_CALL)
#: Tokens between them and whose they are.
_OWNED = 4
#: What people do who talk.
TALKS = (EventType.MEETING, EventType.PHONE_CALL, EventType.NEGOTIATION, EventType.SUMMIT)


@cache
def _announcer(lang: str) -> Matcher:
    return matcher(lang).part("trigger", "asked")


def announced(sentences: Sequence[Sentence], lang: str) -> int:
    """Number of the sentences up to the last that may tell of an event; none where no trigger stands in them.

    Words that only do with what they ask for count as well, where another sentence has a trigger; what two do with each
    other, and a journey with a goal, do by themselves.
    """
    find, whole = _announcer(lang).find, matcher(lang).find  # most sentences hold nothing that might be vetoed
    last = 0
    for number in range(len(sentences), 0, -1):
        tokens = sentences[number - 1].tokens
        found = find(tokens)
        last = last or (number if found else 0)
        if any(m.section in ALONE for m in found):
            return last
        if any(m.section.startswith("trigger") for m in found) and telling(whole(tokens)):
            return last
    return 0


def telling(matches: Sequence[Match]) -> list[Match]:
    """The triggers of a sentence that no "not an event" pattern vetoes."""
    return _unvetoed([m for m in matches if m.section.startswith("trigger")], matches)


def _unvetoed(found: Sequence[Match], matches: Sequence[Match]) -> list[Match]:
    """Of some words of a sentence those that no pattern of it hides."""
    vetoes = [m for m in matches if m.section in _VETOES] if found else []
    return [m for m in found if not any(_hides(veto, m) for veto in vetoes)]


def is_another(scene: Scene, trigger: Match) -> bool:
    """Whether a word beside the event noun tells it from one told before: "the last one", "a similar meeting"."""
    near = [m for m in scene.matches("again") if trigger.first - m.last <= 1 and m.first <= trigger.last]
    near = [m for m in near if not any(t.first <= m.first < t.last for t in scene.annotated.times)]  # "next month"
    return any(all(scene.is_plain(i) for i in range(m.last, trigger.first)) for m in near)


def announcing(scene: Scene) -> list[Match]:
    """Triggers of a sentence, without those that a "not an event" pattern vetoes.

    Where a noun and a verb are spelt alike ("rencontre") the longer pattern wins, then what stands before decides.
    """
    matches, asking = scene.annotated.matches, asked(scene)
    together = _unvetoed([m for m in asking if m.section == COMPANY], matches)
    found = [*telling(matches), *(m for m in asking if m.section != COMPANY), *together]
    found = [m for m in found if m.first not in scene.attributive]
    lacking = (_without, _on_purpose, _unfinished, _unheard_of, _undated, _as_such, _only_aside, _is_how)
    found = [m for m in found if not any(lacks(scene, m) for lacks in lacking)]
    found = [m for m in found if not _attends(scene, m, found) and not _to_gathering(scene, m, found)]
    found = [m for m in found if not any(_governed(scene, m, verb) or _aim(scene, m, verb) for verb in found)]
    found = [m for m in found if not any(_names_partner_of(scene, m, noun) for noun in found)]
    kept: list[Match] = []
    for match in sorted(found, key=lambda m: (m.first - m.last, _unlikely(scene, m), m.first)):
        if all(_beside(scene, match, k) for k in kept):
            kept.append(match)
    events = (m for m in kept if not (_carries(scene, m, kept) or _topic(scene, m, kept) or _to_come(scene, m, kept)))
    return sorted(events, key=lambda m: m.first)


def _is_how(scene: Scene, trigger: Match) -> bool:
    """Whether a noun only tells how others meet: "met by video conference"."""
    how = [m for m in scene.matches("remote") if m.first < trigger.first and trigger.last <= m.last]
    owner = scene.clauses.owner
    met = (m for m in scene.matches("trigger", "trigger.verbal") if m.payload[0] in TALKS)
    beside = (m for m in met if owner[m.first] == owner[trigger.first])
    return bool(how) and any(m.last <= how[0].first or m.first >= how[0].last for m in beside)


def _hides(veto: Match, trigger: Match) -> bool:
    """Whether a veto takes a trigger; one that it is part of says more, one in its gaps nothing of it."""
    if trigger.holes.issuperset(range(veto.first, veto.last)):
        return False
    if veto.classes and not trigger.classes and trigger.first < veto.first:
        return False  # "a phone call on Tuesday" is no verb "call on"
    apart = veto.last <= trigger.first or trigger.last <= veto.first
    longer = trigger.first <= veto.first and veto.last <= trigger.last and not trigger.holes
    return not (apart or (longer and trigger.last - trigger.first > veto.last - veto.first))


def _beside(scene: Scene, match: Match, longer: Match) -> bool:
    """Whether a trigger is another event than a longer one: outside it, or a noun of its own in a gap of it.

    What stands there after "to", or is of its type, is the same event ("met X for talks", "agreed on a truce").
    """
    if match.last <= longer.first or longer.last <= match.first:
        return True
    inside = match.section == "trigger" and longer.holes.issuperset(range(match.first, match.last))
    asked = longer.payload[0] is EventType.STATEMENT  # "forderte beide zu Verhandlungen auf": talks are wanted
    before = scene.preposition(match.first)
    own = asked or "to" not in before or bool(before & {"behind", "in"})  # "einigten sich nach langen Verhandlungen"
    return inside and match.payload[0] is not longer.payload[0] and own


def _unheard_of(scene: Scene, match: Match) -> bool:
    """ "Never before had a president met ...": the like was not done, which tells of no meeting in particular."""
    clause = scene.clauses.owner[match.first]
    for said in (m for m in scene.matches("never") if m.first <= match.first):
        home = scene.clauses.of(said.first)
        around = home.number == clause or (home.kind == "during" and home.parent == clause)  # "at no earlier summit"
        commas = any(t.text in ",;:" for t in scene.tokens[said.last : match.first])
        if around or said.last > match.first or not commas:
            return True
    return False


def _undated(scene: Scene, match: Match) -> bool:
    """Whether an accord is only called by its name: what is said of it then tells nothing of its making."""
    return is_name(scene, match) and date_of_name(scene, match) is None and making(scene, match) is None


def _in_plural(scene: Scene, match: Match) -> bool:
    """Whether a trigger is a noun for events that are counted, in the plural."""
    return not match.classes and match.payload[0] in _COUNTED and scene.several(match)


def counted(scene: Scene, match: Match) -> tuple[Evidence, ...]:
    """Words that tell of several: an event noun in the plural ("a series of meetings"), "spoke several times"."""
    if not (_in_plural(scene, match) or _repeated(scene, match)):
        return ()
    words = scene.tokens[match.first : match.last]
    return (Evidence(NUMBER, f"{match.payload[2]}: {match.entry}", words[0].start, words[-1].end),)


def _repeated(scene: Scene, match: Match) -> bool:
    """Whether a verb is said to have been done more than once, right beside it."""
    owner = scene.clauses.owner
    beside = (m for m in scene.matches("repeatedly") if owner[m.first] == owner[match.first])
    return bool(match.classes) and any(
        m.first - match.last <= BESIDE and match.first - m.last <= BESIDE for m in beside
    )


def _as_such(scene: Scene, match: Match) -> bool:
    """ "The meetings of the two leaders play a key role": of their meetings as such no single one is told.

    Those of a body, or of a pair, in no time told, which no verb says to be held and no clause places before another.
    """
    if match.section != "trigger" or not _in_plural(scene, match):
        return False
    clause = scene.clauses.of(match.first)
    near = (g for g in scene.groups if 0 <= g.first - match.last <= _OWNED)
    owners = [g.mentions for g in near if g.first == match.last or "of" in g.marks]
    pair = any(a.via == "pair" for named in owners for a in named)
    whose = pair or any(len(named) == 1 and named[0].party.is_body for named in owners)  # not "of NATO and the G7"
    owner = scene.clauses.owner
    dated = any(owner[t.first] == clause.number for t in scene.annotated.times)
    held = any(owner[v.first] == clause.number and v.support and v.tense != "present" for v in scene.verbs)
    return whose and not dated and not held and clause.kind not in ("after", "before")


def _only_aside(scene: Scene, match: Match) -> bool:
    """ "On the sidelines of the summit" A met B: of a gathering that nobody says to be whose, nothing is told."""
    at = scene.aside(match) if match.section == "trigger" and match.payload[0] in TOGETHER else None
    if at is None:
        return False
    own = (g for g in scene.groups if g.first < match.last or g.marks & _OF or _of_a_body(g.first, match, scene))
    named = [*(g.first for g in own), *(g.first for g in scene.annotated.gatherings)]
    return not any(at < first <= match.last + _OWNED for first in named)


def _of_a_body(at: int, match: Match, scene: Scene) -> bool:
    """Whether a body is named right behind its gathering, as what has no cases is: "samit NATO"."""
    return 0 <= at - match.last <= 1 and any(m.first == at and m.party.is_body for m in scene.annotated.actors)


def _without(scene: Scene, match: Match) -> bool:
    """ "The summit ended without an agreement": none was made."""
    own = match.fixed()
    words = {i for i in own if not scene.is_word(i, "article")} | {i - 1 for i in own}  # "ended | without agreement"
    inside = any(scene.is_word(i, "without") for i in words if match.first <= i)
    return match.payload[0] is EventType.AGREEMENT and (inside or "without" in scene.preposition(match.first))


def _on_purpose(scene: Scene, match: Match) -> bool:
    """Whether what follows a verb of motion is no goal but a purpose: "they came to support us"."""
    if match.payload[1] != "visit" or not match.classes or not scene.is_word(match.last - 1, "to"):
        return False
    return any(m.first == match.last and "infinitive" in m.classes for m in scene.matches("verb"))


def _attends(scene: Scene, match: Match, triggers: Sequence[Match]) -> bool:
    """Whether the goal of a verb of motion is a meeting: who "goes to a summit" takes part in it."""
    if match.payload[1] != "visit" or not match.classes or not scene.is_word(match.last - 1, "to"):
        return False
    nouns = (t.first for t in triggers if t.section == "trigger" and t.payload[0] in (*TALKS, EventType.CONFERENCE))
    gaps = (range(match.last, first) for first in nouns if first >= match.last)
    return any(len(gap) <= 1 and all(scene.is_word(i, "article") for i in gap) for gap in gaps)


def _to_gathering(scene: Scene, match: Match, triggers: Sequence[Match]) -> bool:
    """Whether a verb in two parts only tells that people come to the gathering between: "luden zu einem Gipfel ein"."""
    parted = match.section == "trigger.verbal" and match.holes and match.payload[0] in _COMINGS
    invited = match.holes and any(match.first <= m.first < match.last for m in scene.matches("invitation"))
    kinds = (*TALKS, *GATHERINGS) if invited else GATHERINGS  # "nahm eine Einladung von X zu einem Treffen an"
    nouns = (t for t in triggers if t.section == "trigger" and t.payload[0] in kinds)
    inside = (t for t in nouns if match.holes and match.holes.issuperset(range(t.first, t.last)))
    return bool(parted or invited) and any("to" in scene.preposition(t.first) for t in inside)


def _unfinished(scene: Scene, match: Match) -> bool:
    """Whether a pattern that ends with a comma lacks what it asks for: "vereinbarten, sich zu treffen"."""
    if scene.tokens[match.last - 1].text != "," or match.last >= len(scene.tokens):
        return False
    return scene.clauses.of(match.last).kind not in ("infinitive", "complement")


def _aim(scene: Scene, match: Match, verb: Match) -> bool:
    """Whether talks are but what people meet for: "met in Moscow on Friday for peace talks", "received X to confer"."""
    if match.payload[0] is EventType.VISIT:
        return _visit_of(scene, match, verb)
    if match.payload[0] not in TALKS or (match.first < verb.last and not scene.lex.clauses.final_verb):
        return False
    meets = verb.section == "trigger.verbal" and not scene.is_noun(verb) and verb.payload[0] in TALKS
    if meets and match.first < verb.last:  # "sind zu Gesprächen zusammengekommen"
        alone = match.section == "trigger" and match.last - match.first == 1 and match.last <= verb.last
        talks = match.payload[0] in (EventType.MEETING, EventType.NEGOTIATION)
        before = scene.preposition(match.first)  # not "nach Gespraechen mit X traf er Y"
        meets = verb.payload[0] is EventType.MEETING and "to" in before and "behind" not in before
        return alone and talks and meets and scene.clauses.owner[match.first] == scene.clauses.owner[verb.first]
    if not meets or scene.clauses.owner[match.first] != scene.clauses.owner[verb.first]:
        return False
    if match.section == "trigger":
        before = scene.preposition(match.first)
        return bool(before & {"for", "to"}) and not before & {"in", "behind"}
    met = verb.payload[0] is EventType.MEETING and bool(verb.classes & {"past", "participle"})
    toward = any(scene.is_word(match.first - 1, kind) for kind in ("for", "to"))
    alone = not any(verb.last <= v.first < match.first for v in scene.verbs)  # not "met X and promised to call Y"
    return met and toward and alone and "infinitive" in match.classes


def _visit_of(scene: Scene, match: Match, verb: Match) -> bool:
    """Whether a visit is but what a journey is made for: "arrived in Rome on Monday for a three-day visit"."""
    noun = ((match.section == "trigger" and not match.classes) or scene.is_noun(match)) and match.first >= verb.last
    one = noun and scene.journey(verb) and scene.clauses.owner[match.first] == scene.clauses.owner[verb.first]
    return one and "for" in scene.preposition(match.first)


def _governed(scene: Scene, match: Match, verb: Match) -> bool:
    """Whether an event noun, however long its pattern, is the object of a verb of its event: "reached a truce"."""
    verbal = verb.section == "trigger.verbal" and not scene.is_noun(verb) and match.section == "trigger"
    return verbal and verb.first < match.first < verb.last and match.payload[0] is verb.payload[0]


def _names_partner_of(scene: Scene, verb: Match, noun: Match) -> bool:
    """Whether the "with" of a verb belongs to an event noun before it: "raised his meeting with Putin"."""
    if verb.section != "trigger.verbal" or verb.payload[0] is not EventType.NEGOTIATION or not verb.holes:
        return False
    inside = noun.section == "trigger" and verb.holes.issuperset(range(noun.first, noun.last))
    return inside and any(scene.is_word(i, "with") for i in range(noun.last, min(noun.last + 2, verb.last)))


def _unlikely(scene: Scene, match: Match) -> bool:
    """Whether the reading of a word that may be noun or verb is the less likely one."""
    if match.section == "trigger.verbal":
        return scene.is_noun(match)
    if any(n.first < match.first < n.last for n in scene.matches("negation")):
        return True  # "ne rencontre pas"
    alike = (m for m in scene.matches("trigger.verbal") if (m.first, m.last) == (match.first, match.last))
    done = any(not scene.is_noun(m) for m in alike) and not any(scene.is_word(match.last, k) for k in _OF_NOUN)
    begin = match.first - (match.first > 0 and scene.tokens[match.first - 1].text == ",")  # "the president, X, meets Y"
    return done and any(a.last == begin for a in scene.annotated.actors)  # "Macron rencontre jeudi Scholz"


def _carries(scene: Scene, match: Match, triggers: Sequence[Match]) -> bool:
    """Whether a verb merely carries the event noun that follows: "host talks", "hold a meeting"."""
    if match.section != "trigger.verbal" or match.last - match.first > 1:
        return False
    support = any(s.first == match.first for s in scene.matches("support"))
    if support and any(_gathers_for(scene, t, match) for t in triggers):
        return True
    nouns = (t for t in triggers if t.section == "trigger" and not t.classes and 0 <= t.first - match.last <= 4)
    owner = scene.clauses.owner
    return support and any(
        owner[t.first] == owner[match.first]
        and "about" not in scene.preposition(t.first)
        and not (match.payload[0] is EventType.MEETING and (_at_summit_of(scene, t) or scene.aside(t) is not None))
        for t in nouns
    )


def _at_summit_of(scene: Scene, noun: Match) -> bool:
    """Whether a noun is the gathering of a body at which others may meet: "met at the G20 summit"."""
    bodies = (m for m in scene.annotated.actors if m.party.is_body)
    of = next((m for m in bodies if m.last == noun.first or 0 <= m.first - noun.last <= _OF_BODY), None)
    if of is None or noun.payload[0] not in GATHERINGS:
        return False
    return "in" in scene.preposition(min(of.first, noun.first))


def _to_come(scene: Scene, match: Match, triggers: Sequence[Match]) -> bool:
    """Whether what was agreed on is another event, and the agreement no news beside it: "agreed on a visit"."""
    if match.payload[0] is not EventType.AGREEMENT or not match.classes:
        return False
    if match.last - match.first == 1 and any(_arranged(scene, t, match) for t in triggers):
        return True
    clause = scene.clauses.owner[match.first]
    after = next((t for t in triggers if t.first >= match.last or t.first in match.holes), None)
    if after is None or after.section != "trigger" or after.payload[0] not in (*TALKS, EventType.VISIT):
        return False
    verbs = [v for v in scene.verbs if match.last <= v.first < after.first]
    carried = bool(verbs) and all(v.support and v.tense == "infinitive" for v in verbs)  # "agreed to hold talks"
    about = bool(scene.preposition(after.first) & _ON) and not verbs
    return scene.clauses.owner[after.first] == clause and (carried or about)


def _arranged(scene: Scene, noun: Match, verb: Match) -> bool:
    """Whether an event noun is what a verb of agreeing has for its object: "vereinbarten ein Treffen"."""
    talks = noun.section == "trigger" and noun.payload[0] in (*TALKS, EventType.VISIT)
    first, second = sorted((noun, verb), key=lambda m: m.first)
    between = range(first.last, second.first)
    opening = scene.clauses.of(noun.first).first  # what opens a clause is the subject: "Der Gipfel vereinbarte"
    stands = noun.first > verb.first or noun.first - opening > _OF_BODY
    plain = not scene.preposition(noun.first) and not any(v.first in between for v in scene.verbs)
    return talks and stands and plain and scene.clauses.owner[noun.first] == scene.clauses.owner[verb.first]


def _gathers_for(scene: Scene, noun: Match, verb: Match) -> bool:
    """Whether a verb that stands last only tells that people come to the gathering before it: "zu einer Konferenz"."""
    meets = verb.payload[0] is EventType.MEETING and verb.payload[1] == "mutual"
    named = noun.section == "trigger" and noun.payload[0] in GATHERINGS
    same = scene.clauses.owner[noun.first] == scene.clauses.owner[verb.first]
    last = bool(scene.lex.clauses.final_verb) and noun.last <= verb.first
    before = scene.preposition(noun.first)  # "nach dem Gipfel traf sie X" tells of another encounter
    return meets and named and same and last and "to" in before and "behind" not in before


def _topic(scene: Scene, match: Match, triggers: Sequence[Match]) -> bool:
    """Whether an agreement is what others talk about: "negotiate over a treaty"."""
    if match.payload[0] is not EventType.AGREEMENT or match.classes or "about" not in scene.preposition(match.first):
        return False
    clause = scene.clauses.owner[match.first]
    return any(t.payload[0] in TALKS and scene.clauses.owner[t.first] == clause for t in triggers)
