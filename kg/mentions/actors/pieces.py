"""A sentence cut into pieces: names of the gazetteer, offices, bodies, anaphora, runs of unknown capitalised words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from kg.mentions.actors.context import Context, Piece
from kg.mentions.actors.names import MEMBERS
from kg.mentions.actors.offices import MINISTERIAL, SEVERAL
from kg.mentions.actors.unknown import may_be_noun, runs
from kg.mentions.names.entities import Entity
from kg.mentions.names.gazetteer import ACTIVE, groups
from kg.mentions.names.name_index import Name
from kg.mentions.names.spelling import fold, sound
from kg.model import EventType, Match
from kg.tokens import QUOTES, is_word, touched

#: Organs of a state that are called by the town they sit in.
_SEATED = frozenset(
    {"Government", "Ministry of Foreign Affairs", "Ministry of Defence", "Presidency", "Office of the Prime Minister"}
)
#: Offices of those whom a government sends.
_SENT = frozenset({"envoy", "chief_negotiator"})
#: Kinds of places that a compound names as the goal of a journey, beside states: "Genfreise" is no word.
_GOALS = ("capital", "region")
#: Function words between a journey and its goal.
_TO_GOAL = 2
#: Letters of the shortest name, and of the shortest word for a journey, in a compound.
SHORTEST = 4
#: Of two readings of the same words the earlier: "the presidents" are two named before, a title may be an office.
_RANK = {"anaphora": 0, "office": 1, "group": 2, "body": 3, "former": 4, "title": 5}
_PIECE_OF = {
    "office": "office",
    "body": "body",
    "group": "group",
    "anaphora": "anaphor",
    "title": "title",
    "former": "former",
}


def cut(context: Context, matches: Sequence[Match], names: Sequence[Name]) -> list[Piece]:
    """The pieces of a sentence, in order; of two readings of the same words the more telling stays."""
    found = [m for m in groups(context.usage.lex.language).find(context.tokens) if not _within(context, m, names)]
    collective = [p for m in found if _names_group(m, matches) for p in _group(context, m)]
    covered = {i for m in found for i in range(m.first, m.last)}  # "Latin American" is not American, whatever follows
    offices = [m for m in matches if m.section == "office"]
    known = (p for p in (_known(context, name) for name in names) if p is not None and not _in_office(p, offices))
    pieces = [*collective, *(p for p in known if covered.isdisjoint(range(p.first, p.last)))]
    taken = {i for p in pieces for i in range(p.first, p.last)}
    nested = {i for p in pieces if p.kind in ("adjective", "demonym", "state") for i in range(p.first, p.last)}
    closing = [p for p in pieces if p.kind == "organisation" and any(_closes_office(p, m) for m in offices)]
    ends = {i for p in closing for i in range(p.first, p.last)}
    telling = (m for m in matches if m.section in _PIECE_OF)
    for match in sorted(telling, key=lambda m: (m.first - m.last, _RANK[m.section], m.first)):
        match = _one_country(context, match, matches)
        if _names_nobody(context, match, matches, pieces):
            continue
        if match.section == "group" and match.last - 1 not in taken:  # "White House officials": the body is a name
            beginnings = (i + 1 for i in range(match.first, match.last) if i in taken)
            match = match._replace(first=max(beginnings, default=match.first))
        if match.section == "office":
            match = _before_state(context, _before_seat(match, pieces), pieces)
        span = set(range(match.first, match.last))
        officed = match.section == "office" or match.payload == "counterpart"
        if not (span - nested - ends if officed else span) & taken:
            pieces.append(_own_state(context, match) or _worded(match, matches))
            taken |= span
    if context.usage.lex.nouns_capitalised:
        pieces.extend(_compounds(context, matches, taken))
    pieces.extend(runs(context, taken, pieces))
    return _seated(context, sorted(pieces, key=lambda p: p.first))


def _within(context: Context, match: Match, names: Sequence[Name]) -> bool:
    """Whether words for a group end a longer name ("the Trilateral Contact Group"), or an adjective is part of one."""
    start, end = context.tokens[match.first].start, context.tokens[match.last - 1].end
    if match.payload[1] == "adjective":
        return any(n.form == "name" and n.start <= start and end <= n.end for n in names)
    longer = (n for n in names if n.form == "name" and n.start < start and end <= n.end)
    return any(e.kind == "organisation" for n in longer for e in n.entities)


def _in_office(piece: Piece, offices: Sequence[Match]) -> bool:
    """Whether the name of a body is but a part of the words for an office."""
    own = range(piece.first, piece.last)
    around = (m for m in offices if m.first <= piece.first and piece.last <= m.last and not _closes_office(piece, m))
    return piece.kind == "organisation" and any(m.last - m.first > len(own) for m in around)


def _closes_office(piece: Piece, office: Match) -> bool:
    """Whether the words for an envoy, minister or speaker end with his body: "titolare della Farnesina"."""
    ends = office.first < piece.first and piece.last == office.last
    return ends and office.payload in ("speaker", *SEVERAL, *MINISTERIAL)


def _names_nobody(context: Context, match: Match, matches: Sequence[Match], pieces: Sequence[Piece]) -> bool:
    """Whether words stand for nobody here, or for those who are named beside them."""
    if match.payload == "that_country" and match.last - match.first == 1 and not _visited(context, match, matches):
        return True
    if match.section == "anaphora":
        return _owned(context, match, matches, pieces) or _of_named(context, match, matches)
    if match.section == "body":  # "under the leadership of X"
        return any(m.section == "word.led_by" and m.first <= match.first < m.last for m in matches)
    return match.section == "group" and _of_event(match, matches)  # "visite officielle": a word of the event


def _of_named(context: Context, match: Match, matches: Sequence[Match]) -> bool:
    """Whether words for two told of before are the office of those named right behind: "the foreign ministers X and Y".

    Who is known is joined with it anyway.
    """
    office = any(m.section == "office" and m.last == match.last and m.first >= match.first for m in matches)
    if match.payload not in ("pair", "trio") or not office or match.last >= len(context.tokens):
        return False
    token, usage = context.tokens[match.last], context.usage
    noun = usage.lex.nouns_capitalised and may_be_noun(context, match.last)
    name = token.text in context.gaz.given(context.lang) or not (noun or token.lower in usage.calendar)
    return token.text[0].isupper() and name and match.last not in context.worded


def _one_country(context: Context, match: Match, matches: Sequence[Match]) -> Match:
    """A word for one country or several, told apart by what governs it: "a visit to" is to one (in cases)."""
    several = match.payload == "pair_states" and match.last - match.first == 1
    one = several and f"={context.tokens[match.first].lower}" in context.usage.lex.anaphora.that_country
    to = "to" in context.words.get(match.first - 1, ())
    return match._replace(payload="that_country") if one and to and _visited(context, match, matches) else match


def _visited(context: Context, match: Match, matches: Sequence[Match]) -> bool:
    """Whether a bare "country" is the goal of a journey told right before it: "visited the country in 2023"."""
    ends = (m.last for m in matches if m.section.startswith("trigger") and m.payload[1] == "visit")
    gaps = (range(end, match.first) for end in ends if end <= match.first)
    return any(len(gap) <= _TO_GOAL and all(context.words.get(i) for i in gap) for gap in gaps)


def _of_event(match: Match, matches: Sequence[Match]) -> bool:
    """Whether a noun for people is but a word of a longer event noun."""
    return any(
        m.section == "trigger" and m.first < match.first and match.last <= m.last and not m.holes and not m.classes
        for m in matches
    )


def _seated(context: Context, pieces: Sequence[Piece]) -> list[Piece]:
    """A government named by the town it sits in is its state's, as those it sends are.

    "The government in Pyongyang", "of Pyongyang"; "representatives of Kinshasa and of Kigali"; not its embassy there.
    """
    made = list(pieces)
    for index, (body, seat) in enumerate(pairwise(pieces)):
        if seat.kind != "place" or seat.entity is None:
            continue
        near = seat.first - body.last == 1 and not {"in", "of"}.isdisjoint(context.words.get(body.last, ()))
        governs = near and body.kind == "body" and body.code in _SEATED
        if not (governs or _sends(context, body, seat) or _joined(context, made, index)):
            continue
        state = context.gaz.capital_of(seat.entity.key, context.when)
        if state is not None:
            first = body.last if governs else seat.first
            made[index + 1] = replace(seat, first=first, kind="state", entity=state, rivals=(seat.entity,))
    return made


def _sends(context: Context, people: Piece, seat: Piece) -> bool:
    """Whether a town says whose delegation, negotiators or envoys are meant: "the delegation of Kyiv"."""
    gap = range(people.last, seat.first)
    sent = people.kind == "group" or people.code in _SENT or (people.kind == "body" and not people.code)
    there = people.entry in {f"body: {pattern}" for pattern in context.usage.lex.located_bodies}
    return sent and not there and len(gap) == 1 and not {"of", "from"}.isdisjoint(context.words.get(people.last, ()))


def _joined(context: Context, pieces: Sequence[Piece], index: int) -> bool:
    """Whether "and" joins a town to another that has just been read as its government: "of Paris and (of) Berlin"."""
    first, second = pieces[index], pieces[index + 1]
    between = [context.words.get(i, set()) for i in range(first.last, second.first)]
    town = first.kind == "state" and any(e.kind == "place" for e in first.rivals)
    own = {"of", "article", "and"}
    return town and bool(between) and all(k & own for k in between) and any("and" in k for k in between)


def _before_seat(match: Match, pieces: Sequence[Piece]) -> Match:
    """The head of a ministry, where its name takes a word of the office: "the head of | the MFA of Ukraine"."""
    seat = next((p for p in pieces if match.first < p.first < match.last < p.last and p.kind == "organisation"), None)
    if seat is None or seat.entity is None or not seat.entity.head:
        return match
    return match._replace(last=seat.first, payload="leader")


def _before_state(context: Context, match: Match, pieces: Sequence[Piece]) -> Match:
    """An office of which a state's name takes the last words: "the President | of the Republic of Korea"."""
    state = next((p for p in pieces if p.kind == "state" and match.first < p.first < match.last < p.last), None)
    if state is None:
        return match
    linked = (i for i in range(match.first + 1, state.first) if "of" in context.words.get(i, ()))
    return match._replace(last=next(linked, state.first))


def _is_summit(match: Match) -> bool:
    """Whether a match is a noun for a summit: "an Arab summit"."""
    return match.section == "trigger" and not match.classes and match.payload[0] is EventType.SUMMIT


def _names_group(match: Match, matches: Sequence[Match]) -> bool:
    """Whether a group is named: a region's adjective names one only beside those who act for it, or their summit."""
    telling = (m for m in matches if m.section in ("office", "group", "body") or _is_summit(m))
    return match.payload[1] != "adjective" or any(match.last == m.first or m.last == match.first for m in telling)


def _group(context: Context, match: Match) -> Iterator[Piece]:
    """A group; of two that are no more than its members each, who may have an office: "the leaders of both Koreas"."""
    key, kind = match.payload
    group, entry = context.gaz.entities[key], f"groups: {match.entry}"
    if kind == "adjective":  # of a region: "the Central American delegation"
        yield Piece(match.first, match.last, kind, group, via=kind, entry=entry)
        return
    if group.acts_for != MEMBERS or len(group.members) != 2:
        yield Piece(match.first, match.last, "collective", code=group.key, entry=entry)
        return
    for member in (context.gaz.entities[key] for key in group.members):
        yield Piece(match.first, match.last, member.kind, member, via="collective", entry=entry)


def _compounds(context: Context, matches: Sequence[Match], taken: set[int]) -> Iterator[Piece]:
    """Destinations written in one word with the journey: "Israelbesuch", "Chinareise"."""
    for match in matches:
        if not match.section.startswith("trigger") or match.payload[1] != "visit" or match.last - match.first > 1:
            continue
        word = context.tokens[match.first].text
        if match.first in taken or not word[:1].isupper():
            continue
        for length in range(len(word) - SHORTEST, SHORTEST - 1, -1):
            found = context.gaz.find(word[:length], context.usage.lex.language)
            whole = [n for n in found if n.form == "name" and (n.start, n.end) == (0, length)]
            entity = next((e for n in whole for e in n.entities if e.kind == "state" or e.sort in _GOALS), None)
            if entity is not None:
                kind = "state" if entity.kind == "state" else "place"
                yield Piece(match.first, match.last, kind, entity, via="compound", entry=f"compound: {word}")
                break


def _owned(context: Context, match: Match, matches: Sequence[Match], pieces: Sequence[Piece]) -> bool:
    """Whether "the leaders" are those of states named right after or before, not two named earlier."""
    if match.last < len(context.tokens) and context.tokens[match.last].lower in context.usage.lex.words.genitive:
        return True
    if match.payload in ("pair", "trio") and any(p.first == match.last and p.kind == "person" for p in pieces):
        return True  # "the presidents Macron and Duda": they are named at once
    if match.payload in ("pair", "trio") and _may_name(context, match.last):
        return True  # "the presidents Ouattara and Sall", though no table has them so
    office = any(m.section in ("office", "body") and match.first <= m.first < match.last for m in matches)
    linked = any(m.section in ("word.of", "word.from") and m.first == match.last for m in matches)
    linked = linked or any(p.last == match.first and p.kind == "adjective" for p in pieces)
    begin = match.last
    if begin < len(context.tokens) and context.tokens[begin].text in ("-", "\u2013", "\u2014", ":"):
        begin += 1  # "many leaders - of Poland, of Austria"
    counted = begin not in context.verbs and not context.words.get(begin)  # "the presidents of three Baltic states"
    crowds = any(p.via == "collective" or p.kind == "collective" for p in pieces if 0 <= p.first - begin <= counted)
    return office and (linked or crowds or any(p.first == begin and p.kind in ("state", "adjective") for p in pieces))


def _may_name(context: Context, index: int) -> bool:
    """Whether a token may be a name by its capital, where nouns have none."""
    if context.usage.lex.nouns_capitalised or index >= len(context.tokens) or context.words.get(index):
        return False
    word = context.tokens[index]
    return word.text[0].isupper() and word.text.isalpha() and word.lower not in context.usage.not_names


def _known(context: Context, name: Name) -> Piece | None:
    covered = touched(context.tokens, name.start, name.end)
    if not covered:
        return None
    first, last = covered[0], covered[-1] + 1
    while last - first > 1 and context.tokens[last - 1].lower in context.usage.possessives:
        last -= 1
    text = " ".join(t.text for t in context.tokens[first:last])
    entity = _choose(context, name, first, last)
    if entity is None or (entity.kind == "person" and name.form == "surname" and _common(context, entity, first, last)):
        return None
    if entity.kind == "person" and name.form == "surname" and _given_before(context, first, entity):
        first -= 1
    if name.form == "adjective" and _in_surname(context, first):
        return None
    if entity.kind == "place" and last - first == 1 and _of_given_names(context, first):
        return None
    kind = entity.kind if entity.kind != "state" or name.form == "name" else name.form
    via = "surname" if entity.kind == "person" and name.form == "surname" else name.form
    rivals = tuple(e for e in name.entities if e is not entity)
    return Piece(first, last, kind, entity, via=via, entry=f"gazetteer: {text}", rivals=rivals)


def _of_given_names(context: Context, first: int) -> bool:
    """Whether two first names stand right before, of which a town's name is the surname: "Maria Angela Holguin"."""
    names = context.gaz.given(context.lang)
    before = [t.text for t in context.tokens[max(0, first - 2) : first]]
    return len(before) == 2 and all(text in names for text in before)


def _in_surname(context: Context, first: int) -> bool:
    """Whether a capital particle and a first name stand before an adjective: "Ignazio La Russa"."""
    if first < 2:
        return False
    particle, given = context.tokens[first - 1], context.tokens[first - 2].text
    names = context.gaz.given(context.lang)
    small = context.usage.particles | context.usage.articles
    return particle.text[:1].isupper() and particle.lower in small and given in names


def _choose(context: Context, name: Name, first: int, last: int) -> Entity | None:
    """Which of several bearers of a name is meant, by what the document named, the date and fame."""
    if len(name.entities) == 1 and name.entities[0].kind != "person":
        return name.entities[0]
    scored = [(_score(context, entity, name), -index, entity) for index, entity in enumerate(name.entities)]
    score, _, best = max(scored, key=lambda item: item[:2])
    if best.kind == "person" and name.form == "surname" and score < 2:
        return next((e for e in name.entities if e.kind != "person"), None)
    if best.kind == "person" and name.form == "surname":
        another = context.seen.surnames.get(fold(context.tokens[last - 1].text))
        if another is not None and another.key not in {e.key for e in name.entities}:
            return None  # the document has named somebody else of that name
        if _part_of_name(context, first, best) or _family_first(context, last, best):
            return None
        if last - first == 1 and _given_of_another(context, first):
            return None
    return best


def _family_first(context: Context, last: int, entity: Entity) -> bool:
    """Whether a family name begins another person's name: "Pak Pyong-seug" is not Park Geun-hye."""
    if last >= len(context.tokens) or not entity.family_first:
        return False
    after = context.tokens[last]
    return after.text[:1].isupper() and after.text.isalpha() and last not in context.worded


def _given_of_another(context: Context, index: int) -> bool:
    """Whether a surname is the first name of somebody no table knows: "Abbas Mussawi" is not Mahmoud Abbas."""
    if index + 1 >= len(context.tokens) or context.tokens[index].text not in context.gaz.given(context.lang):
        return False
    after = context.tokens[index + 1]
    name = after.text[:1].isupper() and after.text.isalpha() and not context.words.get(index + 1)
    return name and index + 1 not in context.worded and not is_word(after.lower, context.lang)


def _common(context: Context, entity: Entity, first: int, last: int) -> bool:
    """Whether a surname nobody in the document bears is a common word: "May" is a month first.

    So is what begins a sentence, or another name: "Costa del Sol".
    """
    if any(actor.key == entity.key for actor in context.seen.persons) or last - first != 1:
        return False
    word, lexicon = context.tokens[first].lower, context.usage.lex
    activity = context.gaz.activity(entity.key, context.published)
    if word in context.usage.calendar:
        return activity < ACTIVE
    opens = (first == 0 or context.tokens[first - 1].text in QUOTES) and not activity
    after = context.words.get(last, set())
    owned = "of" in after and not ("by" in after and last + 1 in context.named)  # not "wurde Scholz von Xi empfangen"
    return (opens or owned) and is_word(word, lexicon.language)


def _given_before(context: Context, first: int, entity: Entity) -> bool:
    """Whether the person's first name, however spelt, stands right before the surname."""
    if not first or not context.tokens[first - 1].text[:1].isupper():
        return False
    if _called_otherwise(context, first, entity):
        return False
    return sound(context.tokens[first - 1].text)[:2] == sound(entity.name.split(" ")[0])[:2]


def _called_otherwise(context: Context, first: int, entity: Entity) -> bool:
    """Whether two first names stand before a surname, neither of them its bearer's: "Maria Paulina Espinosa"."""
    if first < 2 or not context.tokens[first - 1].text[:1].isupper():
        return False
    before, other = context.tokens[first - 2].text, context.tokens[first - 1].text
    return before in context.gaz.given(context.lang) and before not in entity.name and other not in entity.name


def _part_of_name(context: Context, first: int, entity: Entity) -> bool:
    """Whether a known surname stands in a longer, other name: "Melania Trump", "Hunter Biden"."""
    if first == 0 or context.tokens[first - 1].end + 1 < context.tokens[first].start or first - 1 in context.named:
        return False
    before = context.tokens[first - 1].text
    if not (before[:1].isupper() and before.isalpha() and len(before) > 2):
        return False
    if _called_otherwise(context, first, entity):
        return True
    given = entity.name.split(" ")[0]
    if fold(before) == fold(given) or sound(before)[:2] == sound(given)[:2]:
        return False
    if before.lower() in context.usage.not_names:
        return False
    if before in context.gaz.given(context.lang):
        return True
    if first - 1 in context.worded:
        return False
    if context.usage.lex.nouns_capitalised:
        return not may_be_noun(context, first - 1)
    return first > 1


def _score(context: Context, entity: Entity, name: Name) -> float:
    if entity.kind != "person":
        voice = context.seen.voice
        own = voice is not None and entity.kind == "organisation" and entity.state == voice.state  # whose text it is
        return (
            own
            + {"state": 6, "organisation": 5, "gathering": 5, "accord": 5, "outlet": 4}.get(
                entity.kind, 3 if entity.sort == "capital" else 1.5
            )
            - (0 if name.form == "name" else 0.5)
        )
    score = 0.0
    if any(actor.key == entity.key for actor in context.seen.persons):
        score += 6
    activity = context.gaz.activity(entity.key, context.published)
    if name.form == "name":
        return score + 3 + activity
    return score + entity.prominence * 0.7 + activity * 0.9 - (1.2 if activity == 0 else 0)


def _own_state(context: Context, match: Match) -> Piece | None:
    """ "Our country" in an office holder's own text names his state, and is a place like it."""
    voice = context.seen.speaker
    state = context.gaz.entities.get(voice.state or "") if voice is not None else None
    if match.section != "anaphora" or match.payload != "our_country" or state is None:
        return None
    return Piece(match.first, match.last, "state", state, entry=f"anaphora: {match.entry}")


def _worded(match: Match, matches: Sequence[Match]) -> Piece:
    kind = _PIECE_OF[match.section]
    code = str(match.payload or "")
    said = any(m.section == "attribution.said" and m.first == match.last - 1 and "past" in m.classes for m in matches)
    if said and kind in ("group", "body") and match.last - match.first > 1:
        match = match._replace(last=match.last - 1)  # "an official said": the verb shows the noun, and is none of it
    if kind == "body":
        organs = (m for m in matches if m.section == "organ" and match.first <= m.first and m.last <= match.last)
        code = next((str(m.payload) for m in organs), "")
    if code == "counterpart":
        kind = "office"  # whoever holds, in the state named beside it, the office of the one spoken of
    of = ""
    if kind == "anaphor":  # "the two presidents": whom it stands for holds that office
        inside = (m for m in matches if m.section == "office" and match.first <= m.first and m.last <= match.last)
        of = next((str(m.payload) for m in inside), "")
    return Piece(match.first, match.last, kind, code=code, entry=f"{match.section}: {match.entry}", office=of)
