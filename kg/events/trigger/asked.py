"""Words too common to announce an event alone: "was in Ankara on Tuesday", "saw Erdogan on Tuesday".

They do where what they ask for stands right behind them (a place abroad, a person of another state), a day or a purpose
goes with them, and their clause has no other verb; or where those who do it are of two states ("Blinken and Wang
discussed Gaza", "discussed Gaza with Wang").
"""

from __future__ import annotations

from kg.events.sentence.groups import Group
from kg.events.sentence.scene import Scene
from kg.model import ActorKind, ActorMention, AnnotatedSentence, EventType, Match

#: Section of the words that ask for a place: who "is" there is on a visit.
THERE = "asked.place"
#: Section of the words that ask for a person: whom one "sees".
_WHOM = "asked.person"
#: Section of the words that ask for company: what two do with each other.
COMPANY = "asked.company"
#: Section of the words that ask for a goal: where one "drives".
_WHITHER = "asked.goal"
#: Sections of which a word announces an event in a text without triggers, too.
ALONE = (COMPANY, _WHITHER)
#: What is talked at.
_TALKS = (EventType.MEETING, EventType.PHONE_CALL, EventType.NEGOTIATION)
#: Tokens between whom one sees and the town.
_BEHIND = 2
#: Adverbs between those who do it and the word.
_ADVERBS = 3
#: How states are named that do something themselves.
_NAMED = frozenset({"name", "capital", "body"})
#: Those who speak for a state, named or not.
_PERSONS = (ActorKind.PERSON, ActorKind.GROUP)
#: How those are named whom a state or body sends: "the Egyptian delegation".
_SENT = "body"
#: How those are named who were told of before: what they discussed is part of that, no event of its own.
_AGAIN = frozenset({"pair", "pronoun", "collective"})
#: Tenses in which somebody is told to be somewhere.
_TOLD = frozenset({"past", "present", "future", "conditional"})


def cleft(scene: Scene, trigger: Match) -> Match | None:
    """The word for "is" to which an infinitive that opens its clause leads: "Ad accogliere Macron c'era Scholz"."""
    verb, owner = scene.verb_in(trigger), scene.clauses.owner
    opens = trigger.first == scene.clauses.of(trigger.first).first + 1 and scene.is_word(trigger.first - 1, "to")
    if not opens or verb is None or verb.tense != "infinitive" or not scene.lex.subject_dropped:
        return None
    there = [m for m in scene.matches(THERE) if trigger.first < m.first and owner[m.first] == owner[trigger.first]]
    return there[-1] if there else None


def may_ask(annotated: AnnotatedSentence) -> bool:
    """Whether a sentence has a word that asks, and what it may ask for."""
    people = sum(m.actor.kind is ActorKind.PERSON for m in annotated.actors)
    words = {m.section for m in annotated.matches}
    placed = bool(annotated.places)
    there = placed and ((THERE in words and people > 0) or _WHITHER in words)
    return there or (_WHOM in words and people > 1) or (COMPANY in words and len(annotated.actors) > 1)


def asked(scene: Scene) -> list[Match]:
    """The words of a sentence that have what they ask for."""
    there = [m for m in scene.matches(THERE) if _stands(scene, m) and _is_there(scene, m)]
    there += [m for m in scene.matches(_WHITHER) if _goes(scene, m)]
    whom = [m for m in scene.matches(_WHOM) if _stands(scene, m) and _sees(scene, m)]
    return [*there, *whom, *(m for m in scene.matches(COMPANY) if _in_company(scene, m))]


def _in_company(scene: Scene, word: Match) -> bool:
    """Whether those who do it are of two states, or do it with somebody of another."""
    verb = scene.verb_in(word)
    if verb is None or verb.passive or verb.tense not in {*_TOLD, "infinitive"} or _at_talks(scene, word):
        return False
    before = [g for g in scene.groups if g.bare and g.last <= word.first and _reaches(scene, g, word)][-1:]
    doing = {_side(m) for g in before for m in g.mentions} - {None}
    if len(doing) > 1:
        return any(m.via not in _AGAIN for g in before for m in g.mentions)
    own = [g for g in scene.groups if scene.clauses.owner[g.first] == scene.clauses.owner[word.first]]
    if scene.lex.clauses.final_verb and any(_are_two(g) for g in own):
        return True  # the verb stands before them, or at the end of the clause
    partners = [g for g in own if g.first >= word.last and "with" in g.marks and _beside(scene, word, g)]
    others = {_side(m) for g in partners for m in g.mentions} - {None}
    return bool(others - doing) and (bool(doing) or verb.tense == "infinitive")


def _are_two(group: Group) -> bool:
    """Whether persons of two states are named together, and nothing governs them."""
    people = all(m.actor.kind is ActorKind.PERSON and m.via not in _AGAIN for m in group.mentions)
    return group.bare and people and len({_side(m) for m in group.mentions} - {None}) > 1


def _at_talks(scene: Scene, word: Match) -> bool:
    """Whether what is done is part of talks: "during the meeting X and Y discussed", "discussed it in a phone call"."""
    owner = scene.clauses.owner
    nouns = [m for m in scene.matches("trigger") if m.payload[0] in _TALKS and not scene.verbal(m)]
    before = [m for m in nouns if m.last <= word.first]
    behind = [m for m in nouns if m.first >= word.last and not _of_others(scene, m)]
    behind = [m for m in behind if owner[word.first] in (owner[m.first], scene.clauses.of(m.first).parent)]
    during = {m.first for m in nouns if scene.clauses.of(m.first).kind == "during"}
    return any(scene.preposition(m.first) & {"in"} or m.first in during for m in (*before, *behind))


def _of_others(scene: Scene, noun: Match) -> bool:
    """Whether an event noun has those behind it who took part: "at a meeting of the G20"."""
    behind = (g for g in scene.groups if 0 <= g.first - noun.last <= _ADVERBS)
    return any(g.marks & {"of", "genitive", "between"} for g in behind)


def _side(mention: ActorMention) -> str | None:
    """The state that a noun phrase stands for, where it names persons, a delegation or the state itself."""
    if mention.actor.kind in _PERSONS:
        return mention.party.state
    if mention.actor.kind is ActorKind.ORGANISATION and mention.via == _SENT:
        return mention.actor.key
    named = mention.actor.kind is ActorKind.STATE and mention.via in _NAMED
    return mention.actor.key if named else None


def _reaches(scene: Scene, group: Group, word: Match) -> bool:
    """Whether a noun phrase does it: only verbs that lead to it and a few adverbs stand between."""
    marks = scene.lex.clauses.infinitive_mark
    led = "infinitive" in word.classes and scene.tokens[word.first - 1].lower in marks  # "are expected to discuss"
    verbs = {i for m in scene.matches("auxiliary") for i in range(m.first, m.last)}
    others = {v.first for v in scene.verbs} - verbs
    between = [i for i in range(group.last, word.first) if i not in verbs and i not in scene.dated]
    adverbs = [i for i in between if i not in others]
    told = led or not any(i in others for i in between)
    closed = scene.tokens[group.last].text == ","  # "both foreign ministers, X and Y, discussed"
    plain = (scene.tokens[i].text.isalpha() for i in between[1 if closed else 0 :])
    return told and len(adverbs) <= _ADVERBS and all(plain)


def _beside(scene: Scene, word: Match, partner: Group) -> bool:
    """Whether a "with" may belong to a word: a state's right behind it, a person's where no event noun has it."""
    nouns = {i for m in scene.matches("trigger") for i in range(m.first, m.last)}
    at = next((i for i in range(partner.first - 1, word.last - 1, -1) if scene.is_word(i, "with")), None)
    if at is None or at - 1 in nouns:
        return False
    plain = all(i in scene.dated or scene.kinds.get(i) for i in range(word.last, at))
    return plain or all(m.actor.kind in _PERSONS or m.via == _SENT for m in partner.mentions)


def _stands(scene: Scene, word: Match) -> bool:
    """Whether a word is the one verb of its clause, told, and the clause says when."""
    verb, owner = scene.verb_in(word), scene.clauses.owner
    if verb is None or verb.tense not in _TOLD or verb.passive:
        return False
    helping = {m.first for m in scene.matches("auxiliary")}
    others = (v for v in scene.verbs if v is not verb and owner[v.first] == owner[word.first])
    marks = scene.lex.clauses.infinitive_mark
    goals = (v for v in others if v.first not in helping)
    return all(
        v.first > word.first
        and (v.tense in ("infinitive", "gerund") or scene.tokens[v.first - 1].lower in marks)  # "to press for a truce"
        for v in goals
    )


def _goes(scene: Scene, word: Match) -> bool:
    """Whether the clause of a verb of motion tells where to, by a word that is not "in", too."""
    owner = scene.clauses.owner
    kinds = (scene.preposition(p.first) for p in scene.annotated.places if owner[p.first] == owner[word.first])
    return any("to" in kind and "in" not in kind for kind in kinds)


def _is_there(scene: Scene, word: Match) -> bool:
    """Whether a person is told to be at a place abroad, with a day or what for."""
    final = scene.lex.clauses.final_verb and scene.clauses.of(word.first).kind != "main"
    places = [p for p in scene.annotated.places if p.place.country is not None]
    places = [p for p in places if (p.last <= word.first if final else p.first >= word.last)]
    place = (places[-1] if final else places[0]) if places else None
    if place is None or not scene.preposition(place.first) & {"in", "to"}:
        return False
    subject = _antecedent(scene, word) if final else _subject(scene, word, place.first)
    if subject is None or any(m.actor.state == place.place.country for m in subject.mentions):
        return False
    if final:  # ", der am Montag in Kairo war,"
        whole = [i for i in range(subject.last, word.first) if not place.first <= i < place.last]
        ends = word.last >= len(scene.tokens) or not scene.tokens[word.last].text.isalpha()
        return ends and _plain(scene, whole) and _told_why(scene, word, place.last)
    between = [i for i in range(word.last, place.first) if not subject.first <= i < subject.last]
    return _plain(scene, between) and _closed(scene, word, place.last) and _told_why(scene, word, place.last)


def _antecedent(scene: Scene, word: Match) -> Group | None:
    """The person of whom a relative clause that ends with the word tells."""
    clause = scene.clauses.of(word.first)
    before = (g for g in scene.groups if 0 <= clause.first - g.last <= 1 and not g.adjectival and _persons(g))
    return next(before, None) if clause.kind == "relative" else None


def _sees(scene: Scene, word: Match) -> bool:
    """Whether a person of another state is seen, on a day or in a town told."""
    people = (g for g in scene.groups if g.first >= word.last and not g.adjectival)
    seen = next(people, None)
    subject = _subject(scene, word, seen.first) if seen is not None else None
    if seen is None or subject is None or not _persons(seen) or seen.marks - {"to"}:
        return False
    states = {m.actor.state for m in (*seen.mentions, *subject.mentions)}
    owner = scene.clauses.owner
    day = any(owner[t.first] == owner[word.first] for t in scene.annotated.times)
    day = day or any(
        0 < p.first - seen.last <= 2 and scene.preposition(p.first) & {"in"} for p in scene.annotated.places
    )
    between = list(range(word.last, seen.first))
    whole = _plain(scene, between) and _closed(scene, word, seen.last) and _alone(scene, seen.last)
    return len(states) > 1 and day and whole


def _alone(scene: Scene, at: int) -> bool:
    """Whether a person's name ends the clause, or only a day or a place follows ("saw Putin on Monday", not "win")."""
    if at >= len(scene.tokens) or not scene.tokens[at].text.isalpha():
        return True
    starts = {t.first for t in scene.annotated.times} | {p.first for p in scene.annotated.places}
    kinds = scene.kinds.get(at, set())
    return at in starts or (bool(kinds - {"and", "as", "of"}) and bool({at + 1, at + 2} & starts))


def _persons(group: Group) -> bool:
    """Whether a noun phrase names persons who act for states."""
    return all(m.actor.kind is ActorKind.PERSON and m.actor.state is not None for m in group.mentions)


def _subject(scene: Scene, word: Match, end: int) -> Group | None:
    """The person told of: right before the word, or between it and what it asks for."""
    owner = scene.clauses.owner
    own = [g for g in scene.groups if owner[g.first] == owner[word.first] and not g.marks and not g.oblique]
    own = [g for g in own if _persons(g)]
    before = [g for g in own if g.last <= word.first and _plain(scene, list(range(g.last, word.first)))]
    behind = [g for g in own if word.last <= g.first < g.last <= end]
    return next(iter([*before[-1:], *behind[:1]]), None) or (None if own else _antecedent(scene, word))


def _plain(scene: Scene, between: list[int]) -> bool:
    """Whether nothing but days, auxiliaries and function words stands between."""
    known = scene.dated | {i for m in scene.matches("auxiliary", "verb", "again") for i in range(m.first, m.last)}
    return all(i in known or scene.kinds.get(i) or scene.tokens[i].text == "," for i in between)


def _closed(scene: Scene, word: Match, at: int) -> bool:
    """Whether what is named is whole, and no word that may be a verb or a predicate ends the clause."""
    home = scene.clauses.owner[word.first]
    rest = [i for i in range(at, len(scene.tokens)) if scene.clauses.owner[i] == home]
    if not rest or rest[0] != at or not scene.tokens[at].text.isalpha():
        return at >= len(scene.tokens) or scene.tokens[at].text in ",.;:()!" or rest[:1] != [at]
    opened = any(c.first == at for c in scene.clauses.clauses)
    if at not in scene.dated and not scene.kinds.get(at) and not opened:
        return False
    last = [i for i in rest if scene.tokens[i].text.isalpha()][-1]
    bare = scene.tokens[last].text[:1].islower() and last not in scene.dated and not scene.kinds.get(last)
    return not (bare and scene.lex.clauses.final_verb and not scene.is_verb(last))


def _told_why(scene: Scene, word: Match, at: int) -> bool:
    """Whether a day goes with it, or what it is for stands right behind."""
    home = scene.clauses.owner[word.first]
    day = any(scene.clauses.owner[t.first] == home for t in scene.annotated.times)
    marks = scene.lex.clauses.infinitive_mark
    return day or (at < len(scene.tokens) and (scene.is_word(at, "for") or scene.tokens[at].lower in marks))
