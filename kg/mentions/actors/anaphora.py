"""Second mentions: pronouns and "the two leaders", read against what was named before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from kg.mentions.actors.context import Context, Piece, mention
from kg.mentions.actors.discourse import MANY, couple
from kg.mentions.actors.offices import KIN, SEVERAL, at_time
from kg.mentions.speech.first_person import is_first_person
from kg.model import Actor, ActorKind, ActorMention

#: What stands between words given and the verb of saying behind them.
_CLOSING = frozenset(',\u201c\u201d\u00ab\u00bb"')
#: Tokens between two persons of a row, the office of the second among them.
_APPOSED = 6
#: Function words before a name that keep it from being the subject.
_GOVERNING = frozenset({"with", "about", "of", "to", "in", "for", "against", "by", "from", "between"})


def anaphor(
    context: Context, piece: Piece, made: Sequence[ActorMention], owned: Piece | None = None
) -> list[ActorMention]:
    """The actors a pronoun or a word for two stands for, after all that the sentence names has been found.

    Those `owned`, right behind it, are theirs: "their representatives", "their ministers" are those of their states.
    """
    beside = [m for m in made if m.last == piece.first and m.actor.kind is ActorKind.PERSON]
    if not _with_verb(context, piece) and any(m.via != "pronoun" for m in beside):
        return []  # "Putin himself"
    if piece.code == "whose_country":
        return _whose_state(context, piece, made)
    if piece.code == "she" and _also_they(context, piece) and not _woman_named(context, made):
        piece = replace(piece, code="they")
    actors = [actor for actor in _meant(context, piece, made) if actor is not None]
    if piece.code in ("i", "we"):
        context.seen.spoke = context.seen.sentence
    if piece.code in ("pair", "pair_states"):
        context.seen.speak_of_two([actor.state for actor in actors if actor.state])
    several = piece.code.startswith(("pair", "trio")) or piece.code == "they"
    if several and context.seen.speaks(actors, now=piece.code != "they"):
        return []
    last = piece.last
    if piece.code == "they" and owned is not None:
        actors, last = [own for actor in actors for own in _sent_by(context, actor, owned)], owned.last
    via = "pair" if several else "pronoun"
    return [mention(context, piece.first, last, actor, via, piece.entry) for actor in actors]


def _sent_by(context: Context, actor: Actor, owned: Piece) -> list[Actor]:
    """Who of the state of a person holds the office told; else the state itself."""
    state = context.gaz.entities.get(actor.state or "")
    if state is None:
        return []
    single = owned.kind == "office" and owned.code not in SEVERAL
    holder = context.gaz.holder(KIN.get(owned.code, (owned.code,)), state.key, context.when) if single else None
    return [context.gaz.actor(holder or state, context.published)]


def _meant(context: Context, piece: Piece, made: Sequence[ActorMention]) -> Sequence[Actor | None]:
    """Those whom words without a name mean."""
    if piece.code == "pair_states":
        keys = _two_states(context, piece, made) or context.seen.last_states()
        states = [context.gaz.entities[key] for key in keys if key in context.gaz.entities]
        return [context.gaz.actor(state, context.published) for state in states]
    if piece.code == "trio":
        return context.seen.last_three(states=False)
    if piece.code == "trio_states":
        entities = (context.gaz.entities.get(key) for key in context.seen.three_states())
        return [context.gaz.actor(state, context.published) for state in entities if state is not None]
    if piece.code == "pair":
        return _pair(context, piece, made)
    if piece.code in ("he", "she"):
        return [_person(context, piece, made)]
    if piece.code == "they":
        return _they(context, piece, made)
    if piece.code == "you":
        return [context.seen.addressee]
    return [context.seen.speaker] if piece.code in ("i", "we") else []


def _also_they(context: Context, piece: Piece) -> bool:
    """Whether a word for one stands for several as well: German "ihr"."""
    word = context.tokens[piece.first].lower
    return piece.last - piece.first == 1 and bool({word, f"={word}"} & set(context.usage.lex.anaphora.they))


def _woman_named(context: Context, made: Sequence[ActorMention]) -> bool:
    """Whether a woman, or somebody of whom no table tells, has been named in the text or the sentence."""
    entities = context.gaz.entities
    named = {*context.seen.named, *(m.actor.key for m in made if m.actor.kind is ActorKind.PERSON)}
    known = {key: entities[key].gender for key in named if key in entities and entities[key].kind == "person"}
    return "f" in known.values() or any(key not in entities for key in named)


def _person(context: Context, piece: Piece, made: Sequence[ActorMention]) -> Actor | None:
    """Who "he" or "she" is: named before in the sentence, speaking behind it, or the last one."""
    gender = "m" if piece.code == "he" else "f"
    doers = _doers(context, piece, made) | _at_home_there(context, piece, made)
    others = [m for m in made if m.actor.key not in doers]
    return (
        _named_before(context, piece, others, gender)
        or _travels(context, piece, others, gender)
        or _speaks_behind(context, piece, others, gender)
        or context.seen.last_person(gender, other_than=doers)
    )


def _at_home_there(context: Context, piece: Piece, made: Sequence[ActorMention]) -> frozenset[str]:
    """Those at home where somebody's doings led him: "Macron receives Scholz during his visit to Paris" is of Scholz.

    Only where another is named before.
    """
    behind = [m for m in made if m.first > piece.last]
    goal = min(behind, key=lambda m: m.first, default=None)
    noun = piece.last not in context.verbs and not context.words.get(piece.last)
    owns = noun or "article" in context.words.get(piece.first, ())
    if goal is None or not owns or goal.entry.startswith("anaphora"):
        return frozenset()  # nor where only "the country" tells where
    at = goal.first - 1
    while at > piece.last and "article" in context.words.get(at, ()) and "to" not in context.words[at]:
        at -= 1
    way = range(piece.last + 1, at)
    if "to" not in context.words.get(at, ()) or any(i in context.verbs or context.tokens[i].text == "," for i in way):
        return frozenset()
    before = {m.actor for m in made if m.last <= piece.first and m.actor.kind is ActorKind.PERSON}
    home = frozenset(a.key for a in before if a.state is not None and a.state == goal.party.state)
    return home if len(home) < len(before) else frozenset()


def _they(context: Context, piece: Piece, made: Sequence[ActorMention]) -> list[Actor]:
    """The two persons "they" are; what "they" otherwise are, nothing tells."""
    if others := _done_to(context, piece, made):
        return list(others)
    here = [m.actor for m in made if m.last <= piece.first and m.actor.kind is ActorKind.PERSON]
    if not here and (sides := _sides_here(piece, made)):
        return sides
    pair = _couple_meant(context, _but_speakers(context, piece, made)) or context.seen.last_pair(here)
    if not all(a in here or context.seen.lately(a) for a in pair):
        return []
    if len(here) < len(pair) and any(m.via in MANY and m.last <= piece.first for m in made):
        return []  # "if the Russian leadership does not stop, they"
    if not here and context.seen.crowd > max((context.seen.named.get(a.key, 0) for a in pair), default=0):
        return []  # "a business mission was there. They held talks"
    return [actor for actor in pair if actor.kind is ActorKind.PERSON]


def _sides_here(piece: Piece, made: Sequence[ActorMention]) -> list[Actor]:
    """The two states of which a sentence spoke before as such: "the two sides said that they had agreed"."""
    told = [m.actor for m in made if m.via == "pair" and m.last <= piece.first and m.actor.kind is ActorKind.STATE]
    return told if len(told) == len({actor.key for actor in told}) == 2 else []


def _doers(context: Context, piece: Piece, made: Sequence[ActorMention]) -> frozenset[str]:
    """Who does to or with a pronoun what its verb tells, and so is not meant: in "X and Y talked with him" not X."""
    if _with_verb(context, piece):
        return _subject_of(context, piece, made)
    words = context.usage.lex.anaphora.objects
    partner = "with" in context.words.get(piece.first - 1, set()) and _closes(context, piece)
    if piece.last - piece.first != 1 or not (partner or context.tokens[piece.first].lower in words):
        return frozenset()
    behind = [m for m in made if 0 <= m.first - piece.last <= 1 and m.actor.kind is ActorKind.PERSON]
    if behind:
        return frozenset({behind[0].actor.key})  # "wo ihn Theresa May empfing"
    bare = [
        m
        for m in sorted(made, key=lambda m: m.first)
        if m.last <= piece.first
        and m.actor.kind is ActorKind.PERSON
        and not context.words.get(m.first - 1, set()) & _GOVERNING
    ]
    verb = max((i for i in context.verbs if i < piece.first), default=None)
    if not bare or verb is None:
        return frozenset()
    if bare[-1].last == piece.first:
        return _coordinated(context, bare)  # "wird Selenskyj ihn treffen"
    before = [m for m in bare if m.last <= verb]
    shared = any("and" in context.words.get(i, set()) for i in (verb - 1, piece.first - 2))
    if shared and before:
        return frozenset({before[0].actor.key})  # "met Y and told him": the subject of the first verb
    if not before and partner:
        before = bare  # "Zuvor hatten X und Y mit ihm gesprochen"
    return _coordinated(context, before)


def _with_verb(context: Context, piece: Piece) -> bool:
    """Whether a pronoun is one piece with the verb whose object it is: "lo riceve", "incontrarlo"."""
    return any(i in context.verbs for i in range(piece.first, piece.last))


def _subject_of(context: Context, piece: Piece, made: Sequence[ActorMention]) -> frozenset[str]:
    """Who does what the verb of a pronoun tells: right before it, "Macron lo riceve", else the last to act."""
    people = sorted((m for m in made if m.actor.kind is ActorKind.PERSON), key=lambda m: m.first)
    before = [m for m in people if m.last <= piece.first and not context.words.get(m.first - 1, set()) & _GOVERNING]
    beside = [m for m in before if piece.first - m.last <= 1]
    acting = [m for m in before if not _done_to_by(context, m)]  # "X was to leave, but Y refused to meet him"
    return frozenset(m.actor.key for m in beside or acting[-1:] or before[:1])


def _done_to_by(context: Context, mention: ActorMention) -> bool:
    """Whether a person stands right behind a verb, articles aside: whom it is done to."""
    at = mention.first - 1
    while at > 0 and "article" in context.words.get(at, ()):
        at -= 1
    return at in context.verbs


def _coordinated(context: Context, row: Sequence[ActorMention]) -> frozenset[str]:
    """The last person of a row, with those who are joined to him by commas and "and"."""
    found = list(row[-1:])
    for earlier in reversed(row[:-1]):
        between = range(earlier.last, found[-1].first)
        joined = any("and" in context.words.get(i, set()) or context.tokens[i].text == "," for i in between)
        if not joined or len(between) > _APPOSED or any(i in context.verbs for i in between):
            break
        found.append(earlier)
    return frozenset(m.actor.key for m in found)


def _closes(context: Context, piece: Piece) -> bool:
    """Whether nothing follows that a pronoun could own: "agreed with him to meet", unlike "with his guest"."""
    at = piece.last
    return (
        at >= len(context.tokens)
        or not context.tokens[at].text.isalpha()
        or at in context.verbs
        or bool(context.words.get(at))
    )


def _two_states(context: Context, piece: Piece, made: Sequence[ActorMention]) -> tuple[str, ...]:
    """The states named, or represented, earlier in a sentence where they are two: "when A visited B the two ..."."""
    kinds = (ActorKind.PERSON, ActorKind.STATE)
    told = (m.actor for m in made if m.last <= piece.first and m.actor.kind in kinds)
    named = dict.fromkeys(a.state for a in told if not context.gaz.of_a_body(a, context.when))
    keys = tuple(key for key in named if key is not None)
    return keys if len(keys) == 2 else ()


def that_country(context: Context, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a sentence, "that country" made the state it means, to be joined with offices like any other.

    It is the state spoken of last that is not that of the person named last: "visited the Caribbean nation".
    """
    return [_other_state(context, pieces[:i], p) if p.code == "that_country" else p for i, p in enumerate(pieces)]


def _other_state(context: Context, before: Sequence[Piece], piece: Piece) -> Piece:
    gaz, when = context.gaz, context.published
    told = [
        (p.kind, gaz.state_of(p.entity.key, when) if p.kind == "person" else p.entity.key)
        for p in reversed(before)
        if p.entity is not None and p.kind in ("person", "state", "adjective")
    ]
    own = {next((key for kind, key in told if kind == "person"), None), None}
    whose = pairwise(before)  # "for the president of the USA it is the second visit to the country"
    own |= {of.entity.key for one, of in whose if one.kind == "office" and of.kind == "state" and of.entity is not None}
    known = [*(key for _, key in told), *(a.key for a in reversed(context.seen.states))]
    known += [a.state for a in reversed(context.seen.persons)]  # "met Maduro. He will go to the neighbouring country"
    state = next((gaz.entities[k] for k in known if k is not None and k not in own and k in gaz.entities), None)
    return piece if state is None else replace(piece, kind="state", code="", entity=state, via="name")


def _whose_state(context: Context, piece: Piece, made: Sequence[ActorMention]) -> list[ActorMention]:
    """The state of the person right before: "Lamamra, whose country leads the mediation"; named by the noun alone."""
    before = [m for m in made if 0 <= piece.first - m.last <= 1 and m.actor.kind is ActorKind.PERSON]
    state = context.gaz.entities.get(before[-1].actor.state or "") if before else None
    if state is None:
        return []
    actor = context.gaz.actor(state, context.published)
    return [mention(context, piece.last - 1, piece.last, actor, "name", piece.entry)]


def _pair(context: Context, piece: Piece, made: Sequence[ActorMention]) -> list[Actor]:
    """The two spoken of: where the words name an office, two who hold it, else those who do in the two states."""
    others = _done_to(context, piece, made)
    if others:
        return list(others)
    here = [m.actor for m in made if m.last <= piece.first and m.actor.kind is ActorKind.PERSON]
    two = _couple_meant(context, _but_speakers(context, piece, made))  # not who else the last sentence named
    persons = list(dict.fromkeys((*reversed(two), *context.seen.latest(here))))
    if piece.office:
        codes = KIN.get(piece.office, (piece.office,))
        holders = couple([p for p in persons if _held(context, p, codes)])
        if holders:
            return [at_time(context, actor) for actor in holders]
        found = [context.gaz.holder(codes, key, context.when) for key in context.seen.last_states()]
        if len(found) == 2 and all(found) and _closed(context, piece):
            return [context.gaz.actor(entity, context.when) for entity in found if entity is not None]
    officials = couple([p for p in persons if p.key in context.gaz.tenures or p.key in context.seen.held])
    return list(two or officials or context.seen.last_pair(here))


def _but_speakers(context: Context, piece: Piece, made: Sequence[ActorMention]) -> list[Actor]:
    """The persons named before in a sentence but those who only say what follows: "the spokesman said they would"."""
    before = (m for m in made if m.last <= piece.first and m.actor.kind is ActorKind.PERSON)
    says = {i - 1 for i in context.sayings if i - 1 in context.verbs} | context.sayings  # "has said"
    return [m.actor for m in before if m.last not in says]


def _couple_meant(context: Context, here: Sequence[Actor]) -> tuple[Actor, ...]:
    """The two told of before a sentence, of whom it has named one at most, and no other than them."""
    told = context.seen.topic(bygone=context.bygone)
    return told if all(person in told for person in here) and len(set(here)) < 2 else ()


def _done_to(context: Context, piece: Piece, made: Sequence[ActorMention]) -> tuple[Actor, ...]:
    """The two told of before with whom a third does something: "Clinton may summon the pair" is not of him."""
    doers = [m for m in made if m.last <= piece.first and m.actor.kind is ActorKind.PERSON]
    pair = context.seen.topic(bygone=context.bygone) or context.seen.together()
    before = piece.first - 1
    told = piece.last in context.verbs and not context.words.get(piece.last)
    if len(doers) != 1 or told or doers[0].actor in pair:
        return ()
    undergone = before in context.verbs | context.sayings or context.words.get(before, set()) & _GOVERNING
    between = context.tokens[doers[0].last : piece.first]
    return pair if undergone and all(token.text.isalpha() for token in between) else ()


def _closed(context: Context, piece: Piece) -> bool:
    """Whether nothing follows that could say whose they are: "the presidents of these schools"."""
    if piece.last >= len(context.tokens) or piece.last in context.verbs:
        return True
    return not context.tokens[piece.last].text.isalpha() or bool(context.words.get(piece.last, set()) - {"of"})


def _held(context: Context, person: Actor, codes: Sequence[str]) -> bool:
    """Whether somebody holds one of the offices, today or when the sentence speaks of, or by the text."""
    tenures = context.gaz.tenures.get(person.key, ())
    days = [day for day in (context.published, context.when) if day is not None]
    held = any(t.office in codes and t.holds(day) for t in tenures for day in days)
    return held or not context.seen.held.get(person.key, set()).isdisjoint(codes)


def _travels(context: Context, piece: Piece, made: Sequence[ActorMention], gender: str) -> Actor | None:
    """The subject behind of whose doings abroad the sentence opens: "After his visit to China, Macron met Meloni"."""
    possessive = "article" in context.words.get(piece.first, ())
    if piece.first not in (1, 2) or not possessive or piece.first - 1 in context.verbs:
        return None
    row = sorted((m for m in made if m.first >= piece.last), key=lambda m: m.first)
    rest = [m for m in row[1:] if m.actor.state != row[0].actor.state]  # "after his visit to Paris to meet Macron, X"
    if not rest or rest[0].actor.kind is not ActorKind.PERSON or rest[0].via == "pronoun":
        return None
    goal, subject = row[0], rest[0]
    entity = context.gaz.entities.get(subject.actor.key)
    romance = context.usage.lex.adjectives_after  # "suo" agrees with what is owned
    agrees = romance or entity is None or entity.gender in ("", gender)
    at = subject.first - 1
    while "article" in context.words.get(at, ()) and context.tokens[at].text != ",":
        at -= 1
    verbs = [i for i in range(goal.last, at) if i in context.verbs]
    aims = all("for" in context.words.get(i - 1, ()) for i in verbs)
    return subject.actor if agrees and context.tokens[at].text == "," and aims else None


def _speaks_behind(context: Context, piece: Piece, made: Sequence[ActorMention], gender: str) -> Actor | None:
    """The speaker whom a pronoun at the head of his words means: "Er habe Lawrow getroffen, sagte Kerry"."""
    if piece.first > 1:
        return None
    verbs = [i for i in context.sayings if i > piece.last and context.tokens[i - 1].text in _CLOSING]
    for later in made:
        entity = context.gaz.entities.get(later.actor.key)
        agrees = later.actor.kind is ActorKind.PERSON and (entity is None or entity.gender in ("", gender))
        if agrees and later.via != "pronoun" and any(0 < later.first - i <= 3 for i in verbs):
            return later.actor
    return None


def _named_before(context: Context, piece: Piece, made: Sequence[ActorMention], gender: str) -> Actor | None:
    """The person earlier in the sentence whom a pronoun means: its subject, else the nearest."""
    found = []
    for earlier in made:
        entity = context.gaz.entities.get(earlier.actor.key)
        agrees = entity is None or entity.gender in ("", gender)
        person = earlier.actor.kind is ActorKind.PERSON and earlier.via != "pair"
        if earlier.last <= piece.first and person and agrees and not is_first_person(earlier, context.usage.lex):
            found.append(earlier)
    found.sort(key=lambda m: m.first)  # pronouns are resolved after all names
    if found and _described(context, found[-1], piece):
        return found[-1].actor
    bare = [m for m in found if not _governed(context, m.first)]
    owners = [m for m in found if m.via == "pronoun"]  # "after his talks with X he left": not X
    chosen = [*bare[:1], *owners[:1], *found[-1:]]
    if chosen and not bare and not owners and _beside_verb(context, piece) and context.seen.last_person(gender):
        chosen = [m for m in chosen if any(t.text == "," for t in context.tokens[m.last : piece.first])]
    return chosen[0].actor if chosen else None


def _described(context: Context, person: ActorMention, piece: Piece) -> bool:
    """Whether a pronoun owns something in a relative clause right behind a person: "X, who is on his tour of Asia"."""
    tokens, opener = context.tokens, person.last + 1
    if opener >= piece.first or tokens[person.last].text != "," or piece.last >= len(tokens):
        return False
    owns = "article" in context.words.get(piece.first, ()) and tokens[piece.last].text.isalpha()
    relative = tokens[opener].lower in context.usage.lex.clauses.relative
    return owns and relative and all(token.text.isalnum() for token in tokens[opener : piece.first])


def _governed(context: Context, first: int) -> bool:
    """Whether a preposition stands before a noun phrase, an article between them aside."""
    at = first - 1
    while context.words.get(at) == {"article"}:
        at -= 1
    if "by" in context.words.get(at, ()) and at - 1 in context.verbs:
        return False  # "was announced by X after he met Y": who did it
    return bool(context.words.get(at, set()) & _GOVERNING)


def _beside_verb(context: Context, piece: Piece) -> bool:
    """Whether a pronoun is a subject, nobody whom a preposition governs before it: "after talks with X he left"."""
    return piece.first - 1 in context.verbs or piece.last in context.verbs
