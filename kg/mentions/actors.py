"""Actors in a sentence: names, offices with their states, governments by capital, unknown names, second mentions.

A sentence is first cut into *pieces* (a name of the gazetteer, an office word, a state's adjective, a run of
capitalised words); neighbouring pieces are joined into noun phrases ("the French foreign minister, Jean-Noel Barrot"),
each phrase resolved to one actor at the document's date. What was named before is kept in a `Discourse`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kg.mentions.gazetteer import Entity, Gazetteer, Name, fold, groups, sound
from kg.model import Actor, ActorKind, ActorMention, Match, Place, PlaceMention, Sentence, TimeMention, Token
from kg.patterns import lemmatizer
from kg.resources import Lexicon

#: Offices that may be held by the person another office word of the group names.
KIN = {
    "president": ("president", "head_of_state"),
    "king": ("king", "head_of_state"),
    "head_of_state": ("president", "king", "head_of_state", "leader"),
    "prime_minister": ("prime_minister", "head_of_government", "chancellor"),
    "chancellor": ("chancellor", "head_of_government", "prime_minister"),
    "head_of_government": ("prime_minister", "chancellor", "head_of_government", "leader", "president"),
    "leader": ("leader", "president", "king", "chancellor", "prime_minister", "head_of_state", "head_of_government"),
    "secretary_of_state": ("secretary_of_state", "foreign_minister"),
    "foreign_minister": ("foreign_minister", "secretary_of_state"),
    "commission_president": ("commission_president",),
}
#: Where the head of state has no power, the gazetteer lists the head of government as "leader" (a row of offices.csv).
#: Words between an office and the name or state that belongs to it.
REACH = 3
#: Offices that several people hold at once.
SEVERAL = frozenset(
    {"minister", "deputy_minister", "envoy", "ambassador", "governor", "spokesperson", "chief_negotiator"}
)
#: The group of the lexicon whose word is that of the body they speak for.
SPOKEN_FOR = "spokespersons"
#: Words between unnamed sources and those they belong to ("officials at the highest level of the White House").
AFFILIATION = 5
_STATEFUL = ("state", "organisation")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of tokens with one meaning: ``first`` and ``last`` are token indices, half-open."""

    first: int
    last: int
    kind: str
    """``person``, ``state``, ``adjective``, ``demonym``, ``organisation``, ``outlet``, ``place``, ``office``, ``body``,
    ``unknown``, ``group``, ``anaphor``, ``gathering``."""
    entity: Entity | None = None
    code: str = ""
    via: str = "name"
    entry: str = ""
    rivals: tuple[Entity, ...] = ()


@dataclass(slots=True)
class Discourse:
    """What the document has named so far; the one mutable value of the stage, private to a document."""

    when: date | None
    voice: Actor | None = None
    persons: list[Actor] = field(default_factory=list)
    """Persons, latest last."""
    subjects: list[Actor] = field(default_factory=list)
    """First person of each sentence that had one, latest last."""
    offices: dict[str, Actor] = field(default_factory=dict)
    surnames: dict[str, Actor] = field(default_factory=dict)
    states: list[Actor] = field(default_factory=list)
    genders: dict[str, str] = field(default_factory=dict)

    def note(self, mention: ActorMention, gender: str) -> None:
        """Remember an actor just named."""
        actor = mention.actor
        if actor.kind is ActorKind.PERSON:
            _to_end(self.persons, actor)
            if gender:
                self.genders[actor.key] = gender
            if mention.via in ("name", "surname"):
                self.surnames.setdefault(actor.name.split(" ")[-1].casefold(), actor)
        elif actor.kind is ActorKind.STATE:
            _to_end(self.states, actor)

    def last_person(self, gender: str) -> Actor | None:
        """The person a pronoun of `gender` most likely means: the last subject that agrees, else the last named."""
        for pool in (self.subjects[-2:], self.persons):
            for actor in reversed(pool):
                if self.genders.get(actor.key, gender) in (gender, ""):
                    return actor
        return None

    def last_pair(self, here: Sequence[Actor] = ()) -> tuple[Actor, ...]:
        """The two persons of different states named last, those of the same sentence first; else two states."""
        persons = list(dict.fromkeys((*reversed(here), *reversed(self.persons))))
        if persons:
            first = persons[0]
            other = next((p for p in persons[1:] if p.state != first.state or p.state is None), None)
            if other is not None:
                return (other, first)
        if not persons and len(self.states) >= 2:
            return tuple(self.states[-2:])
        return ()

    def last_states(self) -> tuple[str, ...]:
        """Keys of the two states of the pair of persons named last, else of the two states named last."""
        pair = [p.state for p in self.last_pair() if p.kind is ActorKind.PERSON and p.state]
        if len(set(pair)) == 2:
            return tuple(pair)
        return tuple(actor.key for actor in self.states[-2:]) if len(self.states) >= 2 else ()


def _to_end(items: list[Actor], actor: Actor) -> None:
    if actor in items:
        items.remove(actor)
    items.append(actor)


class ActorFinder:
    """Finds the actors and places of a document's sentences, one sentence after the other."""

    def __init__(self, gaz: Gazetteer, lex: Lexicon, discourse: Discourse) -> None:
        """Prepare for one document."""
        self._gaz = gaz
        self._lex = lex
        self._seen = discourse
        self._when = discourse.when
        self._worded_tokens: set[int] = set()
        self._here: list[str] = []
        self._not_names = {word.casefold() for word in lex.names.not_names}
        self._lemma = lemmatizer(lex.language)
        self._particles = {word.casefold() for word in lex.names.particles}

    def find(
        self, sentence: Sentence, matches: Sequence[Match], names: Sequence[Name], times: Sequence[TimeMention] = ()
    ) -> tuple[list[ActorMention], list[PlaceMention]]:
        """Actors and places of the next sentence of the document, in order."""
        tokens = sentence.tokens
        self._when = _spoken_of(times, self._seen.when)
        dated = {i for t in times if t.last - t.first > 1 for i in range(t.first, t.last)}
        pieces = [
            p
            for p in self._pieces(tokens, matches, names)
            if not (dated.issuperset(range(p.first, p.last)) and p.kind != "gathering")
        ]
        words = _word_index(matches)
        actors = self._phrases(tokens, pieces, words)
        places = [
            PlaceMention(
                p.first,
                p.last,
                tokens[p.first].start,
                tokens[p.last - 1].end,
                self._place(p.entity),
                p.kind == "organisation",
            )
            for p in pieces
            if p.entity is not None
            and (p.kind in ("place", "state") or (p.kind == "organisation" and p.entity.place and p.entity.state))
        ]
        self._remember(actors)
        return actors, places

    # ----------------------------------------------------------------- pieces

    def _pieces(self, tokens: Sequence[Token], matches: Sequence[Match], names: Sequence[Name]) -> list[Piece]:
        self._worded_tokens = {i for m in matches for i in range(m.first, m.last)}
        self._worded_tokens |= {
            i for n in names for i, t in enumerate(tokens) if n.start <= t.start < n.end and n.form != "surname"
        }
        collective = [
            Piece(m.first, m.last, "collective", code=str(m.payload), entry=f"groups: {m.entry}")
            for m in groups(self._lex.language).find(tokens)
        ]
        covered = {i for p in collective for i in range(p.first, p.last)}
        known = (self._known(tokens, name) for name in names)
        whole = [(m.first, m.last) for m in matches if m.section == "office" and m.last - m.first > 1]
        pieces = [
            *collective,
            *(
                p
                for p in known
                if p is not None
                and covered.isdisjoint(range(p.first, p.last))
                and not (
                    p.kind == "organisation"
                    and any((a <= p.first and p.last < b) or (a < p.first and p.last <= b) for a, b in whole)
                )
            ),
        ]
        taken = {i for p in pieces for i in range(p.first, p.last)}
        nested = {i for p in pieces if p.kind in ("adjective", "demonym", "state") for i in range(p.first, p.last)}
        for match in sorted(matches, key=lambda m: (m.first - m.last, _RANK.get(m.section, 0), m.first)):
            span = set(range(match.first, match.last))
            if match.section == "anaphora" and self._owned(match, matches, pieces):
                continue
            if match.section == "group" and match.last - 1 not in taken:  # "White House officials": the body is a name
                match = match._replace(first=max((i + 1 for i in span & taken), default=match.first))
                span = set(range(match.first, match.last))
            inner = match.last - 1 not in nested and match.section == "office"
            if match.section in _PIECE_OF and not (span - nested if inner else span) & taken:
                pieces.append(self._worded(tokens, match))
                taken |= span
        pieces.extend(self._unknown(tokens, taken, pieces))
        return sorted(pieces, key=lambda p: p.first)

    def _owned(self, match: Match, matches: Sequence[Match], pieces: Sequence[Piece]) -> bool:
        """Whether "the leaders" are those of states named right after, not two named before."""
        office = any(m.section in ("office", "body") and match.first <= m.first < match.last for m in matches)
        linked = any(m.section == "word.of" and m.first == match.last for m in matches)
        return office and (linked or any(p.first == match.last and p.kind in ("state", "adjective") for p in pieces))

    def _known(self, tokens: Sequence[Token], name: Name) -> Piece | None:
        covered = [i for i, t in enumerate(tokens) if t.start < name.end and t.end > name.start]
        if not covered:
            return None
        first, last = covered[0], covered[-1] + 1
        while last - first > 1 and tokens[last - 1].lower in self._possessives:
            last -= 1
        text = " ".join(t.text for t in tokens[first:last])
        entity = self._choose(name, tokens, first, last)
        if entity is None:
            return None
        if entity.kind == "person" and name.form == "surname" and self._given_before(tokens, first, entity):
            first -= 1
        kind = entity.kind if entity.kind != "state" or name.form == "name" else name.form
        via = "surname" if entity.kind == "person" and name.form == "surname" else name.form
        rivals = tuple(e for e in name.entities if e is not entity)
        return Piece(first, last, kind, entity, via=via, entry=f"gazetteer: {text}", rivals=rivals)

    def _choose(self, name: Name, tokens: Sequence[Token], first: int, last: int) -> Entity | None:
        """Which of several bearers of a name is meant, by what the document named, the date and fame."""
        if len(name.entities) == 1 and name.entities[0].kind != "person":
            return name.entities[0]
        scored = [(self._score(entity, name), -index, entity) for index, entity in enumerate(name.entities)]
        score, _, best = max(scored, key=lambda item: item[:2])
        if best.kind == "person" and name.form == "surname" and score < 2:
            return next((e for e in name.entities if e.kind != "person"), None)
        if best.kind == "person" and name.form == "surname" and self._part_of_name(tokens, first, best):
            return None
        return best

    def _given_before(self, tokens: Sequence[Token], first: int, entity: Entity) -> bool:
        """Whether the person's first name, however spelt, stands right before the surname."""
        if not first or not tokens[first - 1].text[:1].isupper():
            return False
        return sound(tokens[first - 1].text)[:2] == sound(entity.name.split(" ")[0])[:2]

    def _part_of_name(self, tokens: Sequence[Token], first: int, entity: Entity) -> bool:
        """Whether a known surname stands in a longer, other name: "Melania Trump", "Hunter Biden"."""
        if first == 0 or tokens[first - 1].end + 1 < tokens[first].start:
            return False
        before = tokens[first - 1].text
        if not (before[:1].isupper() and before.isalpha() and len(before) > 2):
            return False
        given = entity.name.split(" ")[0]
        if fold(before) == fold(given) or sound(before)[:2] == sound(given)[:2]:
            return False
        if before in self._gaz.given_names:
            return True
        plain = self._lex.nouns_capitalised or first == 1 or first - 1 in self._worded_tokens
        return not plain and before.lower() not in self._not_names

    def _score(self, entity: Entity, name: Name) -> float:
        if entity.kind != "person":
            return {"state": 6, "organisation": 5, "gathering": 5, "outlet": 4}.get(
                entity.kind, 3 if entity.sort == "capital" else 1.5
            ) - (0 if name.form == "name" else 0.5)
        score = 0.0
        if any(actor.key == entity.key for actor in self._seen.persons):
            score += 6
        activity = self._gaz.activity(entity.key, self._seen.when)
        if name.form == "name":
            return score + 3 + activity
        return score + entity.prominence * 0.7 + activity * 0.9 - (1.2 if activity == 0 else 0)

    def _worded(self, tokens: Sequence[Token], match: Match) -> Piece:
        kind = _PIECE_OF[match.section]
        code = str(match.payload or "")
        if code == "counterpart":
            kind = "office"  # whoever holds, in the state named beside it, the office of the one spoken of
        entry = f"{match.section}: {match.entry}"
        return Piece(match.first, match.last, kind, code=code, entry=entry)

    def _unknown(self, tokens: Sequence[Token], taken: set[int], pieces: Sequence[Piece]) -> list[Piece]:
        """Runs of capitalised words that are in no gazetteer but look like a person's name."""
        offices_before = {p.last for p in pieces if p.kind in ("office",)}
        title_before = {p.last for p in pieces if p.kind == "title"}
        found = []
        index = 0
        while index < len(tokens):
            run = self._run(tokens, index, taken)
            if run == index:
                index += 1
                continue
            words = [t.text for t in tokens[index:run]]
            known_first = words[0] in self._gaz.given_names and len(words) >= 2
            introduced = index in title_before or any(
                0 <= index - end <= 1 and _bridge(tokens[end:index], self._articles) for end in offices_before
            )
            enough = len(words) >= (2 if self._lex.nouns_capitalised or not introduced else 1)
            if (known_first or introduced) and enough:
                found.append(Piece(index, run, "unknown", via="name", entry="names: unknown"))
            index = run
        return found

    @property
    def _articles(self) -> set[str]:
        return {word for pattern in self._lex.words.article for word in pattern.lower().split("|")} | {","}

    def _run(self, tokens: Sequence[Token], index: int, taken: set[int]) -> int:
        """End of the run of name-like tokens that begins at `index` (equal to it when there is none)."""
        end = index
        while end < len(tokens) and end not in taken and end - index < 6:
            token = tokens[end]
            glued = end > index and token.text == "-" and token.start == tokens[end - 1].end
            initial = token.text == "." and end > index and len(tokens[end - 1].text) == 1
            inner = end > index and token.lower in self._particles
            capital = token.text[:1].isupper() and token.text[:1].isalpha() and token.lower not in self._not_names
            shouting = len(token.text) > 3 and token.text.isupper()
            if not (glued or initial or inner or (capital and not shouting)):
                break
            end += 1
        while end > index and (tokens[end - 1].text in "-." or tokens[end - 1].lower in self._particles):
            end -= 1
        return end

    # ----------------------------------------------------------------- phrases

    def _phrases(
        self, tokens: Sequence[Token], pieces: Sequence[Piece], words: dict[int, set[str]]
    ) -> list[ActorMention]:
        used: set[int] = set()
        self._here = [p.entity.key for p in pieces if p.kind == "person" and p.entity is not None]
        made: list[ActorMention] = []
        for index, piece in enumerate(pieces):
            if piece.kind in ("office", "body") and index not in used:
                made.extend(self._office_phrase(tokens, pieces, index, words, used))
        for index, piece in enumerate(pieces):
            if index not in used and piece.kind == "group":
                made.extend(self._anonymous(tokens, pieces, index, words, used))
        for index, piece in enumerate(pieces):
            if index not in used and piece.kind not in ("anaphor", "group"):
                made.extend(self._plain(tokens, piece))
        made.sort(key=lambda m: m.first)
        for index, piece in enumerate(pieces):
            if index not in used and piece.kind == "anaphor":
                made.extend(self._anaphor(tokens, piece, made, words))
        return sorted(made, key=lambda m: m.first)

    def _office_phrase(
        self,
        tokens: Sequence[Token],
        pieces: Sequence[Piece],
        index: int,
        words: dict[int, set[str]],
        used: set[int],
    ) -> list[ActorMention]:
        office = pieces[index]
        states, last = self._states_of(tokens, pieces, index, words)
        person = None
        if office.kind == "body" and not states and (owner := self._led_by(tokens, pieces, index)) is not None:
            return self._administration(tokens, pieces, index, owner, used)
        if office.kind == "office":
            person = self._person_of(tokens, pieces, index, last, words)
        if person is not None and not states and (own := self._after_name(tokens, pieces, person, words)) is not None:
            states = [own]
        group = [index, *states, *([person] if person is not None else [])]
        first_token = min(pieces[i].first for i in group)
        last_token = max(pieces[i].last for i in group)
        if person is not None:
            used.update(group)
            actor = self._person_actor(tokens, pieces[person], pieces[states[0]] if states else None, office.code)
            if actor is None:
                return []
            self._seen.offices[office.code] = actor
            made = self._mention(tokens, first_token, last_token, actor, pieces[person].via, pieces[person].entry)
            return [made, *(self._listed(tokens, pieces, person, words, used) if states else ())]
        return self._by_office_alone(tokens, pieces, office, states, used, index, first_token, last_token)

    def _listed(
        self,
        tokens: Sequence[Token],
        pieces: Sequence[Piece],
        person: int,
        words: dict[int, set[str]],
        used: set[int],
    ) -> list[ActorMention]:
        """The list that an office opens: "the presidents of France, Macron; Chile, Boric; and of Peru, Boluarte"."""
        made: list[ActorMention] = []
        at = person + 1
        while at + 1 < len(pieces):
            state, holder = pieces[at], pieces[at + 1]
            gap = range(pieces[at - 1].last, state.first)
            joined = any(tokens[i].text in ",;" or "and" in words.get(i, ()) for i in gap)
            linking = all(tokens[i].text in ",;" or words.get(i, set()) & {"and", "of", "article"} for i in gap)
            apposed = [t.text for t in tokens[state.last : holder.first]] == [","]
            if state.kind != "state" or not (joined and linking and apposed) or not self._stands_for(holder, state):
                break
            actor = self._person_actor(tokens, holder, state)
            if actor is None:
                break
            used.update((at, at + 1))
            first = next((i for i in gap if words.get(i, set()) & {"of", "article"}), state.first)
            made.append(self._mention(tokens, first, holder.last, actor, holder.via, holder.entry))
            at += 2
        return made

    def _stands_for(self, person: Piece, state: Piece) -> bool:
        """Whether a person may represent the state named beside: a known person only his own."""
        if person.kind not in ("person", "unknown") or state.entity is None:
            return False
        if person.entity is None:
            return True
        bearers = (person.entity, *person.rivals)
        return any(self._gaz.state_of(e.key, self._seen.when) == state.entity.key for e in bearers)

    def _after_name(
        self, tokens: Sequence[Token], pieces: Sequence[Piece], person: int, words: dict[int, set[str]]
    ) -> int | None:
        """The state after a name: "President Juan Carlos Varela of Panama"."""
        after = person + 1
        if after >= len(pieces) or pieces[after].kind != "state":
            return None
        gap = range(pieces[person].last, pieces[after].first)
        tied = bool(gap) and all(words.get(i, set()) & {"of", "article"} for i in gap)
        return after if tied and len(gap) <= 2 and any("of" in words.get(i, ()) for i in gap) else None

    def _last_holder(self, code: str) -> Actor | None:
        """The person named last in the document who holds an office that day."""
        codes = KIN.get(code, (code,))
        for actor in reversed(self._seen.persons):
            tenures = self._gaz.tenures.get(actor.key, ())
            if self._when is not None and any(t.office in codes and t.holds(self._when) for t in tenures):
                return actor
        return None

    def _led_by(self, tokens: Sequence[Token], pieces: Sequence[Piece], index: int) -> int | None:
        """The person after (before) whom a government is called: "the Trump administration"."""
        body = pieces[index]
        for at in (index - 1, index + 1):
            if 0 <= at < len(pieces) and pieces[at].kind == "person" and pieces[at].entity is not None:
                gap = body.first - pieces[at].last if at < index else pieces[at].first - body.last
                inner = tokens[pieces[at].last : body.first] if at < index else tokens[body.last : pieces[at].first]
                if gap == 0 or (gap == 1 and inner[0].text == "-"):
                    return at
        return None

    def _member(self, tokens: Sequence[Token], pieces: Sequence[Piece], after: int, state: str) -> int | None:
        """The person in apposition to the government he belongs to: "one of the administration's envoys, Witkoff,"."""
        at = after + 1
        if at >= len(pieces) or pieces[at].kind not in ("person", "unknown"):
            return None
        gap = tokens[pieces[after].last : pieces[at].first]
        entity = pieces[at].entity
        fits = entity is None or self._gaz.state_of(entity.key, self._seen.when) == state
        closed = pieces[at].last < len(tokens) and tokens[pieces[at].last].text == ","
        return at if fits and closed and [t.text for t in gap] == [","] else None

    def _administration(
        self, tokens: Sequence[Token], pieces: Sequence[Piece], index: int, owner: int, used: set[int]
    ) -> list[ActorMention]:
        entity = pieces[owner].entity
        state = self._gaz.state_of(entity.key, self._seen.when) if entity is not None else None
        if state is None or state not in self._gaz.entities:
            return []
        used.update((index, owner))
        member = self._member(tokens, pieces, max(index, owner), state)
        if member is not None:
            used.add(member)
            person = self._person_actor(tokens, pieces[member], None)
            if person is not None:
                last = pieces[member].last
                return [
                    self._mention(tokens, pieces[index].first, last, person, pieces[member].via, pieces[member].entry)
                ]
        first = min(pieces[index].first, pieces[owner].first)
        last = max(pieces[index].last, pieces[owner].last)
        actor = self._gaz.actor(self._gaz.entities[state], self._seen.when)
        return [self._mention(tokens, first, last, actor, "body", pieces[index].entry)]

    def _by_office_alone(
        self,
        tokens: Sequence[Token],
        pieces: Sequence[Piece],
        office: Piece,
        states: Sequence[int],
        used: set[int],
        index: int,
        first: int,
        last: int,
    ) -> list[ActorMention]:
        """ "The French president", "the presidents of Poland and Lithuania", "the president"."""
        former = any(p.kind == "former" and -1 <= office.first - p.last <= 2 for p in pieces)
        if office.kind == "office" and former:
            return []
        found = self._holders(tokens, pieces, office, states, (first, last))
        if found:
            used.update([index, *states])
            return found
        if states or office.kind != "office" or self._plural(tokens, office):
            return []
        actor = self._meant_by(office.code)
        if actor is None:
            return []
        used.add(index)
        return [self._mention(tokens, office.first, office.last, actor, "office", office.entry)]

    def _holders(
        self,
        tokens: Sequence[Token],
        pieces: Sequence[Piece],
        office: Piece,
        states: Sequence[int],
        whole: tuple[int, int],
    ) -> list[ActorMention]:
        """Who holds an office of each of the states named; a body of a state ("delegation") is the state."""
        found: list[ActorMention] = []
        for number in states:
            entity = pieces[number].entity
            if entity is None:
                continue
            of = entity.state if entity.kind == "organisation" and entity.state else entity.key
            if office.kind == "body":
                actor, via = self._gaz.actor(self._gaz.entities.get(of, entity), self._seen.when), "body"
            else:
                actor, via = self._by_office(office.code, entity, of)
                if via == "office":
                    self._seen.offices.setdefault(office.code, actor)
            begin, end = whole if len(states) == 1 else (pieces[number].first, pieces[number].last)
            begin = begin if found else min(begin, whole[0])  # the office word belongs to the first of a list
            found.append(self._mention(tokens, begin, end, actor, via, office.entry))
        return found

    def _meant_by(self, code: str) -> Actor | None:
        """Whom an office word without a state means: the only holder there is, else the one spoken of before."""
        sole = self._gaz.sole_holder(code, self._when)
        if sole is not None:
            return self._gaz.actor(sole, self._when)
        known = self._seen.offices.get(code) or self._last_holder(code)
        if known is None and code in ("leader", "head_of_state"):
            return next((self._seen.offices[o] for o in KIN[code] if o in self._seen.offices), None)
        return known

    def _offices_of_other(self, of: str) -> tuple[str, ...]:
        """Offices, and their kin elsewhere, held by the person whose counterpart in `of` is spoken of."""
        for key in (*self._here, *(a.key for a in reversed(self._seen.subjects))):
            held = [
                t.office
                for t in self._gaz.tenures.get(key, ())
                if self._when is not None and t.holds(self._when) and t.of != of
            ]
            if held:
                return tuple(dict.fromkeys(code for office in held for code in (office, *KIN.get(office, ()))))
        return ()

    def _plural(self, tokens: Sequence[Token], piece: Piece) -> bool:
        """Whether an office word stands in the plural: its form is not its lemma, in a language without cases."""
        word = tokens[piece.last - 1].lower
        endings = tuple(self._lex.names.plural_endings.split())
        if endings or self._lex.script == "Cyrillic":
            return bool(endings) and word.endswith(endings)
        return self._lemma(word) != word or (word.endswith("s") and self._lemma(word[:-1]) == word[:-1])

    def _by_office(self, code: str, entity: Entity, of: str) -> tuple[Actor, str]:
        """The holder of an office of a state on the document's date; the state itself where nobody is known."""
        codes = self._offices_of_other(of) if code == "counterpart" else KIN.get(code, (code,))
        if code in SEVERAL:  # a state has many of them: without a name nobody in particular is meant
            owner = self._gaz.entities.get(of, entity)
            return self._gaz.actor(owner, self._seen.when), "body"
        if entity.kind == "organisation" and entity.head:
            codes = (entity.head,) if code in ("leader", "minister", "head_of_state") else codes
        holder = self._gaz.holder(codes, of, self._when)
        if holder is not None:
            return self._gaz.actor(holder, self._when), "office"
        owner = self._gaz.entities.get(of, entity)
        return self._gaz.actor(owner, self._seen.when), "body"

    def _states_of(
        self, tokens: Sequence[Token], pieces: Sequence[Piece], index: int, words: dict[int, set[str]]
    ) -> tuple[list[int], int]:
        """Pieces naming the state (or states) an office or body belongs to, and where the phrase ends so far."""
        office = pieces[index]
        found: list[int] = []
        end = office.last
        within = [i for i, p in enumerate(pieces) if office.first <= p.first and p.last < office.last and i != index]
        if within:
            return within[:1], end
        if index and (left := self._state_left(tokens, pieces, index, words)) is not None:
            found.append(left)
        at = index + 1
        while (not found and at < len(pieces)) or (found and found[-1] > index and at < len(pieces)):
            piece = pieces[at]
            between = range(end, piece.first)
            if piece.kind not in ("state", "adjective", "organisation", "demonym") or not self._links(
                tokens, between, words, first=not found, adjective=piece.kind == "adjective"
            ):
                break
            if piece.kind == "organisation" and piece.entity is not None and piece.entity.sort == "outlet":
                break
            found.append(at)
            end = piece.last
            at += 1
        return found, end

    def _state_left(
        self, tokens: Sequence[Token], pieces: Sequence[Piece], index: int, words: dict[int, set[str]]
    ) -> int | None:
        piece, office = pieces[index - 1], pieces[index]
        gap = office.first - piece.last
        if (
            piece.kind in ("adjective", "demonym")
            and gap <= 2
            and not any(t.text in ",;:.()" for t in tokens[piece.last : office.first])
        ):
            if any("and" in words.get(i, ()) for i in range(piece.last, office.first)):
                return None
            return index - 1
        if piece.kind in ("state", "organisation") and gap <= REACH:
            inner = tokens[piece.last : office.first]
            possessive = any(t.lower in self._possessives for t in inner)
            glued = gap == 0 or (gap == 1 and inner[0].text == "-")
            if possessive or glued:
                return index - 1
        return None

    @property
    def _possessives(self) -> set[str]:
        return {c.lower().replace("\u2019", "'") for c in self._lex.text.clitics_after}

    def _links(
        self, tokens: Sequence[Token], between: range, words: dict[int, set[str]], *, first: bool, adjective: bool
    ) -> bool:
        """Whether the tokens between an office and a state tie them: nothing, "of the", "and" in a list.

        Capitalised words between belong to the state's full name: "of the Republic of".
        """
        if len(between) > 2 * REACH:
            return False
        formal = any(tokens[i].text[:1].isupper() for i in between)
        if len(between) > REACH and not formal:
            return False
        for i in between:
            if first and tokens[i].text[:1].isupper() and i > between.start:
                continue
            kinds = words.get(i, set())
            allowed = {"of", "article"} if first else {"of", "article", "and"}
            if kinds & allowed or (not first and tokens[i].text == ","):
                continue
            return False
        return True

    def _person_of(
        self, tokens: Sequence[Token], pieces: Sequence[Piece], index: int, end: int, words: dict[int, set[str]]
    ) -> int | None:
        """The person named beside an office: after it (with its state between), or before it in apposition."""
        after = next(
            (i for i in range(index + 1, len(pieces)) if pieces[i].first >= end and pieces[i].kind != "title"), None
        )
        if after is not None and pieces[after].kind in ("person", "unknown"):
            inner = tokens[end : pieces[after].first]
            if all(t.text in (",", "(") or "article" in words.get(end + k, ()) or t.lower in self._titles
                   for k, t in enumerate(inner)) and len(inner) <= 2:  # fmt: skip
                return after
        first = min(
            [
                pieces[index].first,
                *(
                    p.first
                    for p in pieces[max(0, index - 1) : index]
                    if p.kind in ("adjective", "state") and pieces[index].first - p.last <= 2
                ),
            ]
        )
        before = next(
            (
                i
                for i in range(index - 1, -1, -1)
                if pieces[i].last <= first and pieces[i].kind in ("person", "unknown")
            ),
            None,
        )
        if before is not None:
            inner = tokens[pieces[before].last : first]
            comma = bool(inner) and inner[0].text in (",", "(", "-", "\u2013", "\u2014")
            if not self._agrees(
                pieces[before], pieces[index - 1] if index and pieces[index - 1].last > first else None, pieces, index
            ):
                return None
            if (
                comma
                and len(inner) <= 3
                and all(
                    t.text in ",(-\u2013\u2014" or words.get(pieces[before].last + k, set()) & {"article"}
                    for k, t in enumerate(inner)
                )
            ):
                return before
        return None

    def _agrees(self, person: Piece, left: Piece | None, pieces: Sequence[Piece], index: int) -> bool:
        """Whether a person before an office may be its holder: not when its state is another one."""
        if person.entity is None:
            return True
        beside = [
            p for p in (left, *pieces[index + 1 : index + 2]) if p is not None and p.kind in ("state", "adjective")
        ]
        beside = [p for p in beside if p.first - pieces[index].last <= 2]
        own = self._gaz.state_of(person.entity.key, self._seen.when)
        return not beside or own is None or any(p.entity is not None and p.entity.key == own for p in beside)

    @property
    def _titles(self) -> set[str]:
        return {word.lower().rstrip(".") for word in self._lex.names.titles} | {"."}

    def _person_actor(
        self, tokens: Sequence[Token], piece: Piece, state: Piece | None, office: str = ""
    ) -> Actor | None:
        if piece.entity is not None:
            return self._gaz.actor(self._by_state(piece, state), self._seen.when)
        surname = tokens[piece.last - 1].text
        holder = self._gaz.in_office(surname, KIN.get(office, (office,)), self._when) if office else None
        if holder is not None and piece.last - piece.first == 1:
            return self._gaz.actor(holder, self._seen.when)
        return self._unknown_actor(tokens, piece, state)

    def _by_state(self, piece: Piece, state: Piece | None) -> Entity:
        """Prefer the bearer of a name who stands for the state named beside him."""
        assert piece.entity is not None
        if state is None or state.entity is None:
            return piece.entity
        wanted = state.entity.key
        for entity in (piece.entity, *piece.rivals):
            if entity.kind == "person" and self._gaz.state_of(entity.key, self._seen.when) == wanted:
                return entity
        return piece.entity

    def _unknown_actor(self, tokens: Sequence[Token], piece: Piece, state: Piece | None) -> Actor | None:
        words = tokens[piece.first : piece.last]
        if not any(len(t.text) > 1 and t.text.isalpha() for t in words):
            return None
        name = "".join(
            t.text + ("" if k + 1 == len(words) or words[k + 1].start == t.end else " ") for k, t in enumerate(words)
        )
        known = self._seen.surnames.get(name.split(" ")[-1].casefold())
        if known is not None and (" " not in name or fold(known.name) == fold(name)):
            return known
        of = state.entity.key if state is not None and state.entity is not None else None
        alike = self._gaz.sounds_like(name, of, self._seen.when)
        if alike is not None:
            return self._gaz.actor(alike, self._seen.when)
        return Actor(f"person/{slug(name)}", ActorKind.PERSON, name, of)

    def _plain(self, tokens: Sequence[Token], piece: Piece) -> list[ActorMention]:
        """A piece that stands for itself."""
        make = _PLAIN.get(piece.kind)
        return make(self, tokens, piece) if make is not None else []

    def _named(self, tokens: Sequence[Token], piece: Piece) -> list[ActorMention]:
        if piece.entity is None:
            return []
        actor = self._gaz.actor(piece.entity, self._seen.when)
        return [self._mention(tokens, piece.first, piece.last, actor, piece.via, piece.entry)]

    def _seat(self, tokens: Sequence[Token], piece: Piece) -> list[ActorMention]:
        """A capital may stand for its government; whether it does, its place in the clause decides later."""
        state = self._gaz.capital_of(piece.entity.key, self._when) if piece.entity is not None else None
        if state is None or self._in_longer_name(tokens, piece):
            return []
        actor = self._gaz.actor(state, self._seen.when)
        return [self._mention(tokens, piece.first, piece.last, actor, "capital", piece.entry)]

    def _in_longer_name(self, tokens: Sequence[Token], piece: Piece) -> bool:
        """Whether a capital's name is part of another name ("Real Madrid"), so that no government is meant."""
        if self._lex.nouns_capitalised or piece.first == 0 or piece.first - 1 in self._worded_tokens:
            return False
        before = tokens[piece.first - 1]
        return before.text[:1].isupper() and before.text.isalpha() and piece.first > 1

    def _gathered(self, tokens: Sequence[Token], piece: Piece) -> list[ActorMention]:
        """A gathering stands for those who gather: the G20 summit for the G20."""
        convenor = self._gaz.convenor(piece.entity) if piece.entity is not None else None
        if convenor is None:
            return []
        actor = self._gaz.actor(convenor, self._seen.when)
        return [self._mention(tokens, piece.first, piece.last, actor, "gathering", piece.entry)]

    def _collective(self, tokens: Sequence[Token], piece: Piece) -> list[ActorMention]:
        entity = self._gaz.entities[piece.code]
        actor = self._gaz.actor(entity, self._seen.when)
        return [self._mention(tokens, piece.first, piece.last, actor, "collective", piece.entry)]

    def _new_person(self, tokens: Sequence[Token], piece: Piece) -> list[ActorMention]:
        actor = self._unknown_actor(tokens, piece, None)
        if actor is None:
            return []
        return [self._mention(tokens, piece.first, piece.last, actor, "name", piece.entry)]

    def _anonymous(
        self, tokens: Sequence[Token], pieces: Sequence[Piece], index: int, words: dict[int, set[str]], used: set[int]
    ) -> list[ActorMention]:
        """Unnamed sources with whom they belong to: "White House officials", "diplomats"."""
        piece = pieces[index]
        owners = self._owners(tokens, pieces, index, words)
        used.update(owners)
        label = piece.code.replace("_", " ")
        names = [(self._owner_name(pieces[i]), pieces[i]) for i in owners]
        first = min([piece.first, *(p.first for _, p in names)])
        last = max([piece.last, *(p.last for _, p in names)])
        made = []
        for name, owner in names or [("", piece)]:
            if piece.code == SPOKEN_FOR and owner.entity is not None:
                body = self._gaz.actor(owner.entity, self._seen.when)
                made.append(self._mention(tokens, first, last, body, "body", piece.entry))
                continue
            whole = label if name.casefold() in label.casefold() else f"{name} {label}"
            state = owner.entity.state if owner.entity is not None else None
            actor = Actor(f"group/{slug(whole)}", ActorKind.GROUP, whole, state)
            made.append(self._mention(tokens, first, last, actor, "group", piece.entry))
            if state in self._gaz.entities:  # they speak in their own name; at a meeting they stand for the state
                made[-1] = replace(made[-1], acts_for=self._gaz.actor(self._gaz.entities[state], self._when))
        return made

    def _owners(
        self, tokens: Sequence[Token], pieces: Sequence[Piece], index: int, words: dict[int, set[str]]
    ) -> list[int]:
        """Pieces naming the states or bodies to which unnamed sources belong: before them, or after "of" or "in"."""
        belongs = ("state", "adjective", "organisation", "collective")
        found = []
        before = tokens[pieces[index - 1].last : pieces[index].first] if index else ()
        near = index > 0 and len(before) <= 1 and not any(t.text in ",;:." for t in before)
        if near and pieces[index - 1].kind in belongs:
            found.append(index - 1)
        end = pieces[index].last
        for at in range(index + 1, len(pieces)):
            gap = range(end, pieces[at].first)
            linked = {kind for i in gap for kind in words.get(i, ())}
            if pieces[at].kind not in belongs or len(gap) > AFFILIATION or any(tokens[i].text in ",;:." for i in gap):
                break
            adjective = pieces[at].kind == "adjective" and not gap
            if not adjective and not linked & {"of", "in", "from", "and"}:
                break
            found.append(at)
            end = pieces[at].last
        return found

    def _owner_name(self, piece: Piece) -> str:
        entity = piece.entity or self._gaz.entities.get(piece.code)
        return entity.name if entity is not None else ""

    def _anaphor(
        self, tokens: Sequence[Token], piece: Piece, made: Sequence[ActorMention], words: dict[int, set[str]]
    ) -> list[ActorMention]:
        if any(m.last == piece.first and m.actor.kind is ActorKind.PERSON and m.via != "pronoun" for m in made):
            return []  # "Putin himself"
        if piece.code == "pair_states":
            keys = self._seen.last_states()
            actors: Sequence[Actor | None] = [
                self._gaz.actor(self._gaz.entities[k], self._seen.when) for k in keys if k in self._gaz.entities
            ]
        elif piece.code == "pair":
            here = [m.actor for m in made if m.last <= piece.first and m.actor.kind is ActorKind.PERSON]
            actors = [self._at_time(actor) for actor in self._seen.last_pair(here)]
        elif piece.code in ("he", "she"):
            gender = "m" if piece.code == "he" else "f"
            actors = [self._named_before(piece, made, words, gender) or self._seen.last_person(gender)]
        elif piece.code == "they":
            here = [m.actor for m in made if m.last <= piece.first and m.actor.kind is ActorKind.PERSON]
            actors = [self._at_time(actor) for actor in self._seen.last_pair(here)]
        elif piece.code in ("i", "we"):
            actors = [self._seen.voice]
        else:
            actors = []
        via = "pair" if piece.code.startswith("pair") or piece.code == "they" else "pronoun"
        return [self._mention(tokens, piece.first, piece.last, a, via, piece.entry) for a in actors if a is not None]

    def _named_before(
        self, piece: Piece, made: Sequence[ActorMention], words: dict[int, set[str]], gender: str
    ) -> Actor | None:
        """The person earlier in the sentence whom a pronoun means: its subject, else the nearest."""
        found = []
        for mention in made:
            entity = self._gaz.entities.get(mention.actor.key)
            agrees = entity is None or entity.gender in ("", gender)
            if (
                mention.last <= piece.first
                and mention.actor.kind is ActorKind.PERSON
                and agrees
                and mention.via != "pair"
            ):
                found.append(mention)
        bare = [m for m in found if not (words.get(m.first - 1, set()) & _GOVERNING)]
        return bare[0].actor if bare else found[-1].actor if found else None

    def _at_time(self, actor: Actor) -> Actor:
        """Who held the actor's office on the day the sentence speaks of ("the leaders last met in 2021")."""
        if actor.kind is not ActorKind.PERSON or actor.state is None or self._when == self._seen.when:
            return actor
        for code in ("president", "prime_minister", "chancellor", "king", "foreign_minister"):
            holder = self._gaz.holder((code,), actor.state, self._seen.when)
            if holder is not None and holder.key == actor.key:
                then = self._gaz.holder((code,), actor.state, self._when)
                return self._gaz.actor(then, self._when) if then is not None else actor
        return actor

    def _mention(
        self, tokens: Sequence[Token], first: int, last: int, actor: Actor, via: str, entry: str
    ) -> ActorMention:
        seat = actor.kind is ActorKind.ORGANISATION and actor.state in self._gaz.entities
        state = self._gaz.actor(self._gaz.entities[actor.state or ""], self._when) if seat else None
        return ActorMention(first, last, tokens[first].start, tokens[last - 1].end, actor, via, entry, state)

    def _place(self, entity: Entity) -> Place:
        seat = self._gaz.entities.get(entity.place or "") if entity.kind == "organisation" else None
        return self._gaz.place(seat or entity)

    def _remember(self, actors: Sequence[ActorMention]) -> None:
        for mention in actors:
            if mention.via in ("pronoun", "pair", "group", "capital"):
                continue
            entity = self._gaz.entities.get(mention.actor.key)
            self._seen.note(mention, entity.gender if entity else "")
        subject = next((m.actor for m in actors if m.actor.kind is ActorKind.PERSON and m.via != "pair"), None)
        if subject is not None:
            self._seen.subjects.append(subject)


def _spoken_of(times: Sequence[TimeMention], published: date | None) -> date | None:
    """The day at which offices are read: the document's, or one in a past year that the sentence names alone."""
    past = [t.past for t in times if t.past is not None and t.past.start is not None and t.past.end is not None]
    if published is None or len(past) != 1 or past[0].end is None or past[0].start is None:
        return published
    if past[0].end.year >= published.year:
        return published
    return past[0].start + (past[0].end - past[0].start) / 2


#: Function words before a name that keep it from being the subject.
_GOVERNING = frozenset({"with", "about", "of", "to", "in", "for", "against", "by", "from", "between"})


def _bridge(tokens: Sequence[Token], allowed: set[str]) -> bool:
    return all(t.lower in allowed for t in tokens)


def _word_index(matches: Sequence[Match]) -> dict[int, set[str]]:
    index: dict[int, set[str]] = {}
    for match in matches:
        if match.section.startswith("word."):
            for i in range(match.first, match.last):
                index.setdefault(i, set()).add(match.section[5:])
    return index


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
_Plain = Callable[[ActorFinder, Sequence[Token], Piece], list[ActorMention]]
_PLAIN: dict[str, _Plain] = {
    "person": ActorFinder._named,
    "state": ActorFinder._named,
    "adjective": ActorFinder._named,
    "demonym": ActorFinder._named,
    "organisation": ActorFinder._named,
    "outlet": ActorFinder._named,
    "place": ActorFinder._seat,
    "gathering": ActorFinder._gathered,
    "collective": ActorFinder._collective,
    "unknown": ActorFinder._new_person,
}


def slug(name: str) -> str:
    """A name as part of a key: lower case, without accents, words joined by hyphens."""
    return re.sub(r"\s+", "-", fold(name).strip()) or "unnamed"
