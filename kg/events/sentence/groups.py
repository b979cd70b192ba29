"""Coordinated noun phrases of a sentence: which stand together, and what governs them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from kg.events.sentence.clauses import FINITE, Clauses
from kg.events.sentence.whose import explained, introduced
from kg.events.sentence.words import SKIP, Words
from kg.model import ActorKind, ActorMention
from kg.tokens import DASHES, QUOTES


class Group(Struct, frozen=True):
    """Coordinated noun phrases: "Putin, Xi and Modi", with the preposition category before the first."""

    mentions: tuple[ActorMention, ...]
    marks: frozenset[str] = frozenset()
    """Categories of the function word before it; empty for a bare noun phrase, several where a word is ambiguous."""

    @property
    def bare(self) -> bool:
        """Whether no preposition governs it (an agent's "by" aside): it can be a subject."""
        return not self.marks or "by" in self.marks

    @property
    def oblique(self) -> bool:
        """Whether its case shows that it is no subject."""
        return self.mentions[0].oblique

    @property
    def adjectival(self) -> bool:
        """Whether it is but an adjective: "Russian-American"."""
        return all(m.via == "adjective" for m in self.mentions)

    @property
    def people(self) -> bool:
        """Whether it names persons alone."""
        return all(m.actor.kind is ActorKind.PERSON for m in self.mentions)

    @property
    def states(self) -> bool:
        """Whether it names states alone."""
        return all(m.actor.kind is ActorKind.STATE for m in self.mentions)

    @property
    def silent(self) -> bool:
        """Whether it is an unnamed source, or the press: these take no part, unless nobody else does."""
        return all(m.via in ("group", "press") and m.acts_for is None for m in self.mentions)

    @property
    def closed(self) -> bool:
        """Whether it is one closed format, read as its members: "the Normandy Four"."""
        return len(self.mentions) > 1 and all(m.via == "collective" and m.first == self.first for m in self.mentions)

    @property
    def first(self) -> int:
        """Index of the first token."""
        return self.mentions[0].first

    @property
    def last(self) -> int:
        """Index after the last token."""
        return self.mentions[-1].last


def upright(groups: Sequence[Group]) -> list[Group]:
    """Noun phrases that can be a subject; all of them where every case is another, or none shows."""
    return [g for g in groups if not g.oblique] or list(groups)


def flat(groups: Iterable[Group]) -> list[ActorMention]:
    """The noun phrases of several groups, each actor once; in a group with named ones the unnamed count for nothing."""
    found: list[ActorMention] = []
    for group in groups:
        for mention in group.mentions:
            if mention.via == "group" and mention.acts_for is None and any(m.via != "group" for m in group.mentions):
                continue
            if all(mention.actor.key != known.actor.key for known in found):
                found.append(mention)
    return found


def groups_of(words: Words, clauses: Clauses) -> tuple[Group, ...]:
    """The coordinated noun phrases of a sentence that name actors, in order."""
    return tuple(_rejoined(words, clauses, list(_Grouping(words, clauses).read())))


def _rejoined(words: Words, clauses: Clauses, groups: list[Group]) -> list[Group]:
    """Two subjects with what is said of the first between them are one: "X, who is on a visit, and Y met"."""
    joined = list(groups)
    for at, one in enumerate(groups):
        other = next((g for g in groups[at + 1 :] if _goes_on(words, clauses, one, g)), None)
        if other is not None:  # the first stays by itself as well, whom the clause behind it tells of
            joined[groups.index(other)] = replace(other, mentions=(*one.mentions, *other.mentions))
    return joined


def _goes_on(words: Words, clauses: Clauses, one: Group, other: Group) -> bool:
    """Whether a subject is joined by "and" to one before, which a relative clause follows."""
    home, begin = clauses.owner[one.first], one.last + 1
    if one.marks or other.marks or one.adjectival or other.adjectival or clauses.owner[other.first] != home:
        return False
    at = words.back(other.first, "article")
    joined = at - 2 > begin and words.is_word(at - 1, "and") and words.tokens[at - 2].text == ","
    if not joined or words.tokens[one.last].text != ",":
        return False
    below = clauses.of(begin)
    own = {below.number, *(c.number for c in clauses.clauses if below in clauses.chain(c))}
    told = below.kind == "relative" and below.parent == home
    told = told and all(clauses.owner[i] in own for i in range(begin, at - 2))
    return told and not any(clauses.owner[i] == home and words.is_verb(i) for i in range(one.first))


def heads(words: Words, body: ActorMention, person: ActorMention) -> bool:
    """Whether a person is named as the head of the delegation right before: "a delegation led by X"."""
    gap = range(body.last, person.first)
    led = [i for i in gap if words.is_word(i, "led_by")]
    plain = (i for i in gap if i not in led and not words.is_word(i, "article"))
    return bool(led) and body.via == "body" and all(words.tokens[i].text == "," for i in plain)


class _Grouping:
    def __init__(self, words: Words, clauses: Clauses) -> None:
        self.words = words
        self.annotated = words.annotated
        self.tokens = words.tokens
        self.clauses = clauses
        self.owners: dict[int, frozenset[str]] = {}
        """End of a noun phrase that belongs to a noun between it and its preposition → the preposition's kinds."""
        self.heads: dict[int, int] = {}
        """First token of a person → that of the office before the comma, or of the state before him, which is his."""

    def read(self) -> Iterator[Group]:
        run: list[ActorMention] = []
        for at, (mention, following) in enumerate(pairwise((*self.annotated.actors, None))):
            if mention is None or self._possessive(mention, following) or self._introduces(mention, at):
                continue
            press = bool(run) and (run[-1].via == "press") != (mention.via == "press")  # "X and Y, Reuters reported"
            if run and (press or not self._coordinated(run[-1], mention)):
                yield from map(self._group, self._split(run))
                run = []
            run.append(mention)
        if run:
            yield from map(self._group, self._split(run))

    def _possessive(self, mention: ActorMention, following: ActorMention | None) -> bool:
        """Whether it only owns the next noun phrase: a pronoun ("seinem Kollegen"), a state ("Canada's Freeland")."""
        if following is not None and self._of_a_person(mention, following):
            self.heads[following.first] = mention.first
            return True
        if mention.via == "pair" and self._owns_thing(mention):
            return True
        if mention.via != "pronoun" or following is None or not self.words.is_word(mention.first, "article"):
            return False
        gap = range(mention.last, following.first)
        return len(gap) <= SKIP and all(self.tokens[i].text.isalpha() and self.words.is_plain(i) for i in gap)

    def _introduces(self, mention: ActorMention, at: int) -> bool:
        """Whether it only tells whose the person behind it is, or behind the word for what he is to the other.

        So does who stands behind the word for what the person before him is to him.
        """
        if any(explained(self.words, mention, m) for m in self.annotated.actors[:at] if m.via != "group"):
            return True
        behind = self.annotated.actors[at + 1 : at + 3]
        person = next((m for m in behind if m.via != "group"), None)
        head = introduced(self.words, mention, person) if person is not None else None
        if person is not None and head is not None:
            self.heads[person.first] = head
        return head is not None

    def _owns_thing(self, mention: ActorMention) -> bool:
        """Whether "their" owns what is no event: "the US and their allies"."""
        if mention.last - mention.first > 1 or not self.words.is_word(mention.first, "article"):
            return False
        near = range(mention.last, min(mention.last + SKIP, len(self.tokens)))
        thing = bool(near) and self.tokens[near[0]].text.islower() and self.words.is_plain(near[0])
        return thing and self.words.events.isdisjoint(near)

    def _of_a_person(self, mention: ActorMention, following: ActorMention) -> bool:
        """Whether a state's name only says whose the person right behind it is."""
        state = mention.actor.kind is ActorKind.STATE and mention.via in ("name", "capital")
        person = following.actor.kind is ActorKind.PERSON and following.actor.state in (None, mention.actor.key)
        between = self.tokens[mention.last : following.first]
        owned = bool(between) and self.words.is_clitic(mention.last)
        plain = all(not self.words.kinds.get(i) for i in range(mention.last + 1, following.first))
        return state and person and owned and plain

    def _group(self, run: list[ActorMention]) -> Group:
        if self.words.is_goal(run[0].first, run[-1].last):
            return Group(tuple(run), frozenset({"to"}))
        first = self.heads.get(run[0].first, run[0].first)
        marks = self.words.preposition(first, run[0].last if first == run[0].first else None)
        apposed = marks == {"as"} and any(t.text == "," for t in self.tokens[run[0].first : run[0].last])
        if apposed or (marks and self._upright(run[0], first)):  # "as president of the USA, Reagan visited"
            marks = frozenset()  # in its case it is the subject behind them: "Pro prypynennia vohniu Izrail ..."
        if not marks and (at := self._in_place(run[0])) is not None:
            marks = self.words.preposition(at)  # "in Santa Catarina, Brazil"
        if not marks and (kin := self._introduced(first)) is not None:
            marks = self.words.preposition(kin)  # "with his friend, the king of Y"
        if self._binds(run) or (marks & {"with"} and self._of_a_bond(first)):
            marks = frozenset({"about"})
        elif marks & {"with"} and self._of_noun_between(run[0]):
            self.owners[run[-1].last] = marks
            marks = frozenset({"genitive"})
        elif marks == {"of"} and (owner := self._of_partner(run[0])):
            self.owners[run[-1].last] = owner
        elif marks <= {"of"} and (sender := self._sent_by(run[0]) or self._named_in_dashes(run[0])) is not None:
            marks = sender
        elif not marks and (at := self._explains(run)):
            marks = self.owners.get(at, marks)  # "with friends of Ukraine - Macron and Duda"
        elif marks >= {"with", "from"} and (meant := self._in_case_of_partner(run[0])) is not None:
            marks -= {"from"} if meant else {"with"}
        return Group(tuple(run), marks)

    def _binds(self, run: Sequence[ActorMention]) -> bool:
        """Whether the adjectives of two states only tell whose relations are meant: "Hungarian-Ukrainian relations"."""
        two = len(run) > 1 and all(m.via == "adjective" for m in run)
        return two and any(m.first == run[-1].last for m in self.words.matches("bond"))

    def _of_a_bond(self, first: int) -> bool:
        """Whether "with" right before a noun phrase belongs to the noun before it: "relations with Russia"."""
        at = self.words.back(self.words.back(first, "article"), "with")
        bond = next((m for m in self.words.matches("bond") if m.last == at), None)
        if bond is None:
            return False
        triggers = (m for m in self.annotated.matches if m.section.startswith("trigger"))
        return all(bond.first in m.holes for m in triggers if m.first < bond.last and bond.first < m.last)

    def _in_place(self, mention: ActorMention) -> int | None:
        """Where the town begins whose state is told behind a comma."""
        comma = mention.first > 0 and self.tokens[mention.first - 1].text == ","
        if mention.actor.kind is not ActorKind.STATE or mention.via != "name" or not comma:
            return None
        before = (p for p in self.annotated.places if p.last == mention.first - 1)
        own = (p for p in before if p.place.country in (None, mention.actor.key))
        return next((p.first for p in own if p.place.key != p.place.country), None)

    def _of_partner(self, mention: ActorMention) -> frozenset[str]:
        """What governs the noun that an "of" gives to a state: "with a friend of Ukraine"."""
        at = self.words.back(mention.first, "article", "of") - 1
        if mention.actor.kind is not ActorKind.STATE or not self.words.is_plain(at):
            return frozenset()
        kinds = frozenset(self.words.preposition(at))
        return kinds if "with" in kinds else frozenset()

    def _sent_by(self, mention: ActorMention) -> frozenset[str] | None:
        """What governs those who speak for two states told before: "representatives of both countries"."""
        at = self.words.back(mention.first, "article", "of")
        if mention.via != "pair" or mention.actor.kind is not ActorKind.STATE:
            return None
        body = next((m for m in self.annotated.matches if m.section in ("body", "group") and m.last == at), None)
        return self.words.preposition(body.first) if body is not None else None

    def _named_in_dashes(self, mention: ActorMention) -> frozenset[str] | None:
        """What governs those whose states a dash names: "envoys of the five members - A, B and C - met"."""
        dash = self.words.back(mention.first, "article") - 1
        if dash < 1 or self.tokens[dash].text not in (*DASHES, "-"):
            return None
        if self.tokens[dash].start == self.tokens[dash - 1].end:
            return None
        known = (m for m in self.annotated.matches if m.section in ("body", "group", "office"))
        of = (m for m in known if self.words.is_word(m.last, "of") or self.words.is_word(m.last - 1, "of"))
        near = [m for m in of if 0 < dash - m.last <= 3 * SKIP]
        return self.words.preposition(near[-1].first) if near else None

    def _explains(self, run: Sequence[ActorMention]) -> int:
        """Index of the dash, or of the comma in a sentence they end, after which names say who was meant before."""
        at = self.words.back(run[0].first, "article") - 1
        closed = run[-1].last >= len(self.tokens) or self.tokens[run[-1].last].text in ".;"
        if at < 1 or self.tokens[at].text in DASHES:
            return max(at, 0)
        return at if closed and self.tokens[at].text == "," and run[-1].actor.kind is ActorKind.PERSON else 0

    def _introduced(self, first: int) -> int | None:
        """The noun before a comma or colon that says what a person is: "his friend, X", "with leaders: X, Y"."""
        at = self.words.back(first, "article")
        if at < SKIP or self.tokens[at - 1].text not in (",", ":", *DASHES):
            return None
        near = (m for m in self.words.matches("kin") if 0 <= at - 1 - m.last <= SKIP)
        return next((m.first for m in near if all(t.text.isalpha() for t in self.tokens[m.last : at - 1])), None)

    def _upright(self, mention: ActorMention, first: int) -> bool:
        """Whether a nominative shows that the preposition further ahead governs the words between, not the name."""
        endings = tuple(self.words.lex.names.upright_endings.split())
        word = self.tokens[mention.first]
        if not endings or mention.oblique or mention.via in ("adjective", "demonym") or word.text.isupper():
            return False
        before = self.tokens[first - 1]
        apart = before.text.isalpha() and not self.words.kinds.get(first - 1) and before.text[:1].islower()
        apart = apart and all(m.last != first for m in self.words.matches("title"))
        return apart and word.lower.endswith(endings) and not self.words.is_word(mention.first, "article")

    def _in_case_of_partner(self, mention: ActorMention) -> bool | None:
        """Whether the case of a state or capital tells that one deals with it, where "from" is the same word.

        None where it does not tell.
        """
        endings = tuple(self.words.lex.words.with_ending.split())
        named = mention.via in ("name", "capital") and mention.actor.kind is ActorKind.STATE
        if not endings or not named:
            return None
        if self.tokens[mention.last - 1].lower.endswith(endings):
            return True
        return False if mention.oblique else None

    def _of_noun_between(self, mention: ActorMention) -> bool:
        """Whether a state after "with" belongs to a noun between them, as its case tells: "with friends of Ukraine"."""
        endings = tuple(self.words.lex.words.with_ending.split())
        named = mention.via == "name" and mention.actor.kind is ActorKind.STATE
        if not endings or not named or not mention.oblique or self.words.kinds.get(mention.first - 1):
            return False
        return not self.tokens[mention.last - 1].lower.endswith(endings)

    def _split(self, run: list[ActorMention]) -> Iterator[list[ActorMention]]:
        """Two noun phrases with but a comma between are an apposition, except in headlines and where both are names."""
        if self._spelt_out(run):
            self.heads[run[1].first] = run[0].first
            run = run[1:]
        named = all(m.actor.kind is ActorKind.PERSON and m.via in ("name", "surname") for m in run)
        named = named and not self.words.preposition(run[0].first) & {"of", "by"}  # "set by Trump, Macron went"
        named = named and not self._fronted(run[0]) and not self._before_subject(run)
        if len(run) == 2 and run[1].first >= run[0].last and not self.annotated.sentence.is_title and not named:
            gap = range(run[0].last, run[1].first)
            joined = any(self.words.is_word(i, "and") or self.tokens[i].text in "-/" for i in gap)
            joined = joined or self._paired(*run) or self._listed(*run)
            if not joined and not heads(self.words, *run):
                if self._titled(*run):
                    self.heads[run[1].first] = run[0].first
                else:
                    yield run[:1]
                yield run[1:]
                return
        if len(run) > 2 and self._before_pair(run):
            yield run[:1]
            yield run[1:]
            return
        yield run

    def _spelt_out(self, run: Sequence[ActorMention]) -> bool:
        """Whether the states of a group are told one by one behind it: "three African states, namely A, B and C"."""
        listed = len(run) > 2 and all(m.actor.kind is ActorKind.STATE and m.via == "name" for m in run[1:])
        if not listed or run[0].via != "collective" or run[0].last >= run[1].first:
            return False
        gap = range(run[0].last, run[1].first)
        told = any(m.first in gap for m in self.words.matches("namely"))
        return told or any(self.tokens[i].text in (":", *DASHES) for i in gap)

    def _before_pair(self, run: Sequence[ActorMention]) -> bool:
        """Whether a name closes a phrase that opens the sentence before two subjects: "At the Elysee, X and Y met".

        "A meeting between X, Y and Z took place" opens with its subject.
        """
        nouns = (m.first for m in self.words.matches("trigger") if m.last <= run[0].first and not m.classes)
        if any(not self.words.governed(first) for first in nouns):
            return False
        comma = run[1].first > run[0].last and self.tokens[run[0].last].text == ","
        ands = sum(self.words.is_word(i, "and") for i in range(run[1].last, run[-1].first))
        commas = any(self.tokens[i].text == "," for i in range(run[1].last, run[-1].first))
        return comma and ands == 1 and not commas and self._before_subject(run)

    def _fronted(self, mention: ActorMention) -> bool:
        """Whether a gerund or the like opens the clause and has the name as its object: "Receiving X, Y said"."""
        clause = self.clauses.of(mention.first)
        return any(
            0 <= m.first - clause.first <= 1 and m.last <= mention.first and m.classes and not m.classes & FINITE
            for m in self.words.matches("verb")
        )

    def _before_subject(self, run: Sequence[ActorMention]) -> bool:
        """Whether the comma closes a phrase that opens the sentence: "In a call with Annan, Prodi confirmed"."""
        helping = {m.first for m in self.words.matches("auxiliary")}  # "ont signé", the whole of which is a trigger
        other = (self.words.events - helping) | self.words.dated
        verbs = [i for i in range(len(self.tokens)) if self.words.is_verb(i) and i not in other]
        opened = bool(self.words.preposition(run[0].first)) and not any(i < run[0].first for i in verbs)
        comma = any(self.tokens[i].text == "," for i in range(run[0].last, run[-1].first))
        told = run[-1].last
        if told < len(self.tokens) - 1 and self.tokens[told].text.islower() and not self.words.kinds.get(told):
            told += told not in verbs  # "se sont rencontrés"
        return opened and comma and told in verbs

    def _paired(self, one: ActorMention, other: ActorMention) -> bool:
        """Whether a dash joins two that no person is, or two persons at once: "the summit Ukraine \u2013 EU"."""
        alone = other.first - one.last == 1 and self.tokens[one.last].text in DASHES
        kinds = {one.actor.kind, other.actor.kind}
        behind = other.last + (other.last < len(self.tokens) and self.tokens[other.last].text == "-")
        event = one.first - 1 in self.words.events or behind in self.words.events  # "Trump\u2013Putin talks"
        event = event or "adjective" in (one.via, other.via)
        if alone and kinds == {ActorKind.PERSON}:
            glued = one.end + 1 == other.start  # "Treffen Trump\u2013Putin", without blanks
            return glued and (event or one.first <= 1)
        return alone and event and kinds <= {ActorKind.STATE, ActorKind.ORGANISATION}

    def _listed(self, one: ActorMention, other: ActorMention) -> bool:
        """Whether two states open the sentence with but a comma between, as headlines do: "Iran, Russia sign pact"."""
        states = all(m.actor.kind is ActorKind.STATE and m.via in ("name", "capital") for m in (one, other))
        alike = one.via == other.via and one.first == 0 and other.first == one.last + 1
        return states and alike and self.tokens[one.last].text == "," and other.last < len(self.tokens)

    def _titled(self, body: ActorMention, person: ActorMention) -> bool:
        """Whether an office that names nobody is that of the person behind the comma: "the chair of the AU, X"."""
        office = body.via == "body" and body.entry.startswith("office")
        named = person.actor.kind is ActorKind.PERSON and person.via == "name"
        return office and named and person.first == body.last + 1

    def _coordinated(self, one: ActorMention, other: ActorMention) -> bool:
        """Whether only commas, "and", articles and the like stand between two noun phrases."""
        if heads(self.words, one, other):
            return True
        if self.clauses.owner[one.first] != self.clauses.owner[other.first] and other.via != "office":
            return False
        if any(self.tokens[i].text == "," for i in range(one.last, other.first)) and self._set_off(one):
            return False
        if one.via == "collective" and other.first == one.last and other.actor.kind is ActorKind.PERSON:
            return self.words.lex.nouns_capitalised  # "mit den EU-Spitzen Tusk und Juncker"
        if other.first < one.last:
            return True  # two readings of one phrase: "the presidents of Poland and Lithuania", "both leaders"
        end = max(one.last, self.heads.get(other.first, other.first))
        listing = {i for m in self.words.matches("namely") for i in range(m.first, m.last)}
        gap = [i for i in range(one.last, end) if i not in listing and not self._aside(i, one)]
        if self._paired(one, other):
            return True
        if sum(self.words.tokens[k].text in QUOTES for k in gap) % 2 and not self._in_quotes(one, other):
            return False  # '"... with the president of Russia," the minister said': who speaks stands outside
        if "pronoun" in (one.via, other.via) and not any(self.words.is_word(i, "and") for i in gap):
            return False
        if len(gap) > 6 or not gap:
            return False
        joined = False
        repeated = one.via == other.via and one.via in ("office", "body") and one.entry == other.entry
        repeated = repeated or one.via == other.via == "collective"  # "those of North and of Central America"
        repeated = repeated or (one.via == "body" and other.actor.kind is not ActorKind.PERSON)
        for i in gap:
            token = self.tokens[i]
            if token.text in (",", ";", "-", "/") or self.words.is_word(i, "and"):
                joined = True
            elif not (
                self.words.is_word(i, "article")
                or (joined and self._once_more(i, one))
                or (repeated and joined and self.words.is_word(i, "of"))  # "the delegations of Poland and of the EU"
                or token.text == "."
                or token.text in QUOTES
                or (token.text[:1].islower() and not self.words.kinds.get(i) and not self.words.is_verb(i))
            ):
                return False
        small = {"article", "and"}
        plain = (i for i in gap if self.tokens[i].text.isalpha() and small.isdisjoint(self.words.kinds.get(i, ())))
        return joined and sum(1 for _ in plain) <= 2

    def _once_more(self, index: int, one: ActorMention) -> bool:
        """Whether the end of a "with" in several words is said again: "insieme al presidente e al cancelliere"."""
        before = one.first - 1
        while before > 0 and self.words.is_word(before, "article") and not self.words.is_word(before, "with"):
            before -= 1
        again = self.words.is_word(index, "to") and self.words.is_word(before, "with")
        return again and self.words.is_word(before - 1, "with")

    def _aside(self, token: int, one: ActorMention) -> bool:
        """Whether a token stands in brackets behind a noun phrase: "Scholz (SPD) and Macron"."""
        clause = self.clauses.of(token)
        return clause.kind == "bracket" and clause.number != self.clauses.owner[one.first]

    def _in_quotes(self, *mentions: ActorMention) -> bool:
        """Whether a name itself stands in quotation marks: the "Group of Seven", NATO and the EU."""
        return any(m.first > 0 and self.words.tokens[m.first - 1].text in QUOTES for m in mentions)

    def _set_off(self, mention: ActorMention) -> bool:
        """Whether a noun phrase is a speaker or a place that a comma closes: "According to X, ...", "In Minsk, ..."."""
        speaks = any(a.speaker.end == mention.last and "according_to" in a.entry for a in self.annotated.attributions)
        if mention.via != "capital":
            return speaks
        kinds = self.words.preposition(mention.first)
        names = (
            "of" in kinds and mention.first - 2 in self.words.events
        )  # "the accord of Paris, ...": the town names it
        return speaks or names or bool(kinds & {"in", "to"})
