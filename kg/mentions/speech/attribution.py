"""Who says so: originators and relayers of a sentence, and which of its tokens they are said to have said.

`speech` carries what is found here from sentence to sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from kg.mentions.speech.labels import labelled, tagged
from kg.mentions.speech.speakers import FINITE, HARD, NEAR, Speakers, verb_end
from kg.model import Actor, ActorKind, ActorMention, Attribution, Match, Relation, Span, TimeMention, Token
from kg.tokens import QUOTES

#: Tokens between a verb of saying and the word that opens what is said ("told reporters on Friday that").
OPENING = 7
#: Tokens between a passive auxiliary and its participle.
PASSIVE = 3
#: Words that may follow a closing remark ("..., Macron said on Friday.") before something new is said.
CLOSING = 3
#: Tokens before a speaker's name that belong to his noun phrase.
PHRASE = 8
#: What parts a noun phrase from what stands before it.
_APART = ("trigger", "trigger.verbal", "cue", "word.and", "word.with", "word.about", "word.to", "word.for", "word.from")
_COMMAS = frozenset((",", "-", "\u2013", "\u2014"))
#: Forms in which saying has not taken place ("will announce", "refused to say").
_UNSAID = frozenset({"future", "conditional", "infinitive", "imperative"})
#: Openers that end what a verb of saying with a mere object covers ("announced the deal during a visit").
_ASIDE = frozenset({"clause.during", "clause.before", "clause.after", "clause.cause", "clause.but"})
#: Openers of clauses that lead up to a main clause.
_LEADING = _ASIDE | {"clause.conditional"}
#: What opens an adverbial, no object, behind a verb of saying.
_ADVERBIAL = _ASIDE | {"word.in", "word.to", "word.with", "word.for"}
#: Sections of the lexicon whose patterns have a speaker as their subject.
_VERBS = ("said", "told", "asked", "claims_denied")
#: Sections whose patterns have the speaker behind them.
_PHRASES = ("attribution.according_to", "attribution.citing")


def attributions(
    tokens: Sequence[Token],
    matches: Sequence[Match],
    actors: Sequence[ActorMention],
    times: Sequence[TimeMention],
    quoted: Sequence[Span],
    outlets: frozenset[str],
) -> list[Attribution]:
    """Find who says what in a sentence.

    `quoted` are the sentence's stretches between quotation marks; `outlets` holds the keys of media, which relay
    rather than originate.
    """
    worded = any(m.section.startswith("attribution.") for m in matches)
    if not worded and not tagged(tokens):
        return []
    speakers = Speakers(tokens, matches, actors, times, quoted, outlets)
    return _unique([*(_Reader(speakers).read() if worded else ()), *labelled(speakers)])


class _Reader:
    """Reads a sentence for what is said in it, given who may speak."""

    def __init__(self, speakers: Speakers) -> None:
        self.who = speakers
        self.tokens = speakers.tokens
        self.matches = speakers.matches

    def read(self) -> Iterable[Attribution]:
        """Every attribution the sentence words, one verb or phrase after the other."""
        phrased: set[int] = set()
        for match in (m for m in self.matches if m.section in _PHRASES):
            found = list(self._following(match, cites=match.section == "attribution.citing"))
            phrased.update(range(match.first, match.last) if found else ())
            yield from found
        for match in self.matches:
            kind = match.section.removeprefix("attribution.")
            if match.first in phrased:
                continue  # "dit-on au Kremlin": the verb alone has no other speaker
            if kind == "speaker_before":
                yield from self._preceding(match)
            elif kind == "this":
                yield from self._this(match)
            elif kind in _VERBS and self._is_said(match, denies=kind == "claims_denied"):
                yield from self._saying(match, told=kind == "told")

    # ------------------------------------------------------------- phrases

    def _following(self, match: Match, *, cites: bool) -> Iterable[Attribution]:
        """ "according to X and Y"; "CNN, citing X"."""
        near = (a for a in self.who.named if match.first < a.first <= match.last + NEAR + 1)
        first = next((a for a in near if a.last > match.last), None)  # the phrase may end with his article
        if first is None or self._strange(match.last, first.first) or self._of_an_accord(match):
            return
        if not self.tokens[match.first].text[0].isalnum() and not self._right_behind(match.last, first.first):
            return
        group = [first]
        for mention in self.who.named:
            if mention.first >= group[-1].last and self._linked(group[-1].last, mention.first):
                group.append(mention)
        quotes = cites and bool(match.classes & FINITE)
        said = [Span(group[-1].last, len(self.tokens))]
        if not quotes:  # "X quotes Y as saying that": what stands before is told, not quoted
            said.insert(0, Span(self._clause_start(match.first), match.first))
        for mention in group:
            yield self._make(mention, match, said)
        if cites:
            before = [a for a in self.who.named if a.last <= match.first and a.actor.key in self.who.outlets]
            if before:
                yield self._make(before[-1], match, said)

    def _of_an_accord(self, match: Match) -> bool:
        """Whether the word is that of an event: "the trilateral statement of the leaders of X and Y" says nothing."""
        events = (m for m in self.matches if m.section == "trigger")
        return any(m.first < match.first < m.last for m in events)

    def _right_behind(self, first: int, last: int) -> bool:
        """Whether nothing but an article and adjectives stands before a speaker whom a mark sets off: ", so der"."""
        gap = range(first, last)
        plain = all(self.tokens[i].text[:1].islower() for i in gap)
        return plain and self.who.finite.isdisjoint(gap) and self.who.openers.isdisjoint(gap)

    def _strange(self, first: int, last: int) -> bool:
        """Whether something between "according to" and a name keeps the name from being the speaker."""
        if any(t.text in HARD or t.text == "," for t in self.tokens[first:last]):
            return True
        return any(
            first <= m.first < last
            and (m.section.startswith("trigger") or m.section in ("word.with", "word.about", "word.against"))
            and m.first not in self.who.articles
            for m in self.matches
        )

    def _linked(self, first: int, last: int) -> bool:
        gap = self.tokens[first:last]
        joined = any(m.section == "word.and" and first <= m.first and m.last <= last for m in self.matches)
        return joined and len(gap) <= 4 and not any(t.text in ",;:." for t in gap)

    def _preceding(self, match: Match) -> Iterable[Attribution]:
        before = [a for a in self.who.named if match.first - 3 <= a.last <= match.first]
        if before:
            yield self._make(before[-1], match, [Span(0, before[-1].first), Span(match.last, len(self.tokens))])

    def _this(self, match: Match) -> Iterable[Attribution]:
        """ "Reuters reported this", "this was announced by the Kremlin": of the sentence before."""
        after = next((a for a in self.who.named if match.last <= a.first <= match.last + NEAR), None)
        if after is not None and any(t.text in HARD or t.text == "," for t in self.tokens[match.last : after.first]):
            after = None
        before = [a for a in self.who.named if a.last <= match.first <= a.last + NEAR and not self.who.oblique(a)]
        speaker = after or (before[-1] if before else None)
        if speaker is None:
            return
        told = Span(0, min(match.first, speaker.first))
        if any(i in self.who.finite for i in range(told.start, told.end)):
            yield self._make(speaker, match, [told])  # "They met in Rome, this was reported by Reuters"
        else:
            yield self._make(speaker, match, [], previous=True)

    # ------------------------------------------------------------- verbs

    def _is_said(self, match: Match, *, denies: bool) -> bool:
        """Whether a verb of saying reports a word that was given: not negated, not to come, not only if."""
        if not denies and any(
            m.section == "negation" and 0 <= match.first - m.last <= 2 and not self.who.comma(m.last, match.first)
            for m in self.matches
        ):
            return False
        if match.classes and match.classes <= _UNSAID and self._opening(match.last) is None:
            return False
        if self._parted(match) or self._apposed(match):
            return False
        if self._is_passive(match) and self.who.agent(match) is None:
            return False  # "Putin was invited": somebody else did
        return not any(
            m.section == "clause.conditional" and m.last <= match.first and not self.who.comma(m.last, match.first)
            for m in self.matches
        )

    def _apposed(self, match: Match) -> bool:
        """Whether a bare participle behind a comma tells of what stands before: "the talks of X and Y, planned for"."""
        bare = match.classes == {"participle"} and match.last - match.first == 1
        helped = any(m.section == "auxiliary" and 0 <= match.first - m.last <= 2 for m in self.matches)
        return bare and not helped and match.first > 0 and self.tokens[match.first - 1].text == ","

    def _parted(self, match: Match) -> bool:
        """Whether a particle at the end makes the verb another one: "sagte ... ab" called something off.

        A cue may also end in the event itself ("proposed a meeting"): that is no particle.
        """
        events = {i for m in self.matches if m.section.startswith("trigger") for i in range(m.first, m.last)}
        return any(
            m.section == "cue"
            and m.first == match.first
            and m.last > match.last
            and m.entry.split()[-1].startswith("=")
            and m.last - 1 not in events
            for m in self.matches
        )

    def _is_passive(self, match: Match) -> bool:
        """Whether a participle stands in the passive: its subject is not the speaker."""
        if match.last - match.first > 1 or "participle" not in match.classes:
            return False
        return any(
            m.section == "auxiliary"
            and m.payload.passive
            and 0 <= match.first - m.last <= PASSIVE
            and not self.who.comma(m.last, match.first)
            for m in self.matches
        )

    def _saying(self, match: Match, *, told: bool) -> Iterable[Attribution]:
        """ "X said that ..."; "..., said X"; "X told Reuters"."""
        agent = self.who.agent(match)
        speaker = agent or self.who.subject(match)
        if speaker is None or (told and not self._reports(match)) or self._informs(match, speaker):
            return
        same = [a for a in self.who.named if (a.first, a.last) == (speaker.first, speaker.last)]  # "the two leaders"
        group = [*self._beside(speaker), *same]
        said = self._said(match, group, by=agent is not None)
        for other in group:
            yield self._make(other, match, said)
        heard = self.who.hearer(match) if told else self.who.told(match, speaker)
        if heard is not None and heard is not speaker:
            yield self._make(heard, match, said)

    def _beside(self, speaker: ActorMention) -> list[ActorMention]:
        """Who speaks with him: "Mexico and Uruguay announced"."""
        before = [a for a in self.who.named if a.last <= speaker.first and self._joined(a.last, speaker.first)]
        after = [a for a in self.who.named if a.first >= speaker.last and self._joined(speaker.last, a.first)]
        return [a for a in (*before[-1:], *after[:1]) if not self.who.oblique(a) or self.who.oblique(speaker)]

    def _joined(self, first: int, last: int) -> bool:
        """Whether nothing but "and" and articles stands between two speakers."""
        joins = {i for m in self.matches if m.section == "word.and" for i in range(m.first, m.last)}
        between = set(range(first, last))
        return bool(joins & between) and between <= joins | self.who.articles

    def _said(self, match: Match, group: Sequence[ActorMention], *, by: bool) -> list[Span]:
        """The tokens a verb of saying covers: what follows it, or what it closes, or both."""
        edge = max(verb_end(match), *(a.last for a in group))
        start = self._phrase(min(match.first, *(a.first for a in group)))
        behind = Span(self._clause_start(start), start)
        if by:
            return [behind]
        ahead = Span(edge, self._end(edge))
        set_off = behind.end > 0 and self.tokens[behind.end - 1].text in (*_COMMAS, *QUOTES)
        if set_off and self._quotes(behind):
            return [ahead, behind]
        opened = bool(self.who.complements & set(range(match.first, match.last)))
        if opened or self._opening(edge) is not None or self._opening(match.last) is not None:
            return [ahead]
        if set_off and self._concedes(behind, edge):
            return [ahead]
        told = set_off and self._finite(behind) > 0
        return [ahead, behind] if told or self._closes(edge) else [ahead]

    def _finite(self, span: Span) -> int:
        return sum(i in self.who.finite for i in range(span.start, span.end))

    def _concedes(self, span: Span, edge: int) -> bool:
        """Whether what stands before a speaker is a clause that only leads up to his word, which follows at once.

        "Although Poland had signed the treaty, X announced elections": no word of X, unlike "if they meet, said X".
        """
        if edge >= len(self.tokens) or not self.tokens[edge].text[0].isalnum():
            return False
        opened = any(m.section in _ADVERBIAL and m.first == edge for m in self.matches)
        adverbial = opened or edge in self.who.light or edge + 1 in self.who.dated
        if adverbial and not self.who.has_object(edge):
            return False  # "after the talks they parted, X said in Rome"
        opens = any(m.section in _LEADING and m.first == span.start for m in self.matches)
        inner = any(self.tokens[i].text == "," for i in range(span.start, span.end - 1))
        return opens and (self._finite(span) == 1 or not inner)

    def _phrase(self, first: int) -> int:
        """Where a speaker's noun phrase begins: "the ministry's spokesman X", "the official Xinhua agency"."""
        commas = [i for i in range(max(first - PHRASE, 0), first) if self.tokens[i].text in _COMMAS]
        if not commas or commas[-1] + 1 == first:
            return first
        gap = range(commas[-1] + 1, first)
        apart = {i for m in self.matches if m.section in _APART for i in range(m.first, m.last)}
        apart |= self.who.finite | self.who.openers | self.who.dated
        named = any(a.last in (first, first - 1) and a.first in gap for a in self.who.named)
        return gap.start if apart.isdisjoint(gap) and (named or gap.start in self.who.articles) else first

    def _clause_start(self, index: int) -> int:
        """Where the clause of the token begins: at its relative pronoun ("Macron, who said that"), else at 0."""
        remarks = {m.first for m in self.matches if m.section == "attribution.remark"}
        openers = [m for m in self.matches if m.section == "clause.relative" and m.first <= index]
        openers = [m for m in openers if m.first not in remarks]
        for match in reversed(openers):
            commas = [i for i in range(match.last, index) if self.tokens[i].text == ","]
            if not commas and not any(
                m.section == "clause.complement" and m.first == match.first for m in self.matches
            ):
                return int(match.first)
        return 0

    def _end(self, edge: int) -> int:
        """Where what is said ends: with the sentence, or where an aside opens after a mere object."""
        if self._opening(edge) is not None:
            return len(self.tokens)
        for match in self.matches:
            if match.section in _ASIDE and match.first >= edge:
                if any(edge <= i < match.first for i in self.who.finite) or self._quotes(Span(edge, match.first)):
                    break
                return int(match.first)
        return len(self.tokens)

    def _opening(self, edge: int) -> int | None:
        """The token that opens what is said, shortly after a verb of saying: "that", a colon, a quotation mark."""
        for i in range(edge, min(edge + OPENING, len(self.tokens))):
            if self.tokens[i].text == ":" or any(s.start == i for s in self.who.quoted):
                return i
            if i in self.who.complements:
                return i
            if i in self.who.finite or self.tokens[i].text in HARD:
                return None
        return None

    def _closes(self, edge: int) -> bool:
        """Whether the verb of saying ends the sentence, adverbs of time aside."""
        if edge < len(self.tokens) and (self.tokens[edge].text == "," or self.who.has_object(edge)):
            return False
        rest = [
            i for i in range(edge, len(self.tokens)) if i not in self.who.light and self.tokens[i].text[0].isalnum()
        ]
        return len(rest) <= CLOSING

    def _quotes(self, span: Span) -> bool:
        return any(s.start < span.end and span.start < s.end for s in self.who.quoted)

    def _informs(self, match: Match, speaker: ActorMention) -> bool:
        """Whether somebody is told of something, not that it is so: "Putin informed Orban about the talks"."""
        if self._opening(match.last) is not None or self.who.quoted:
            return False
        near = (a for a in self.who.named if match.last <= a.first <= match.last + NEAR and a.first != speaker.first)
        heard = next((a for a in near if a.actor.key not in self.who.outlets), None)
        if heard is None:
            return False
        dated = self.who.dated  # "told Putin on Monday the talks were over"
        topic = (m for m in self.matches if m.section == "word.about" and dated.isdisjoint((m.first, m.last)))
        about = [m.first for m in topic if 0 <= m.first - heard.last <= OPENING]
        about += [m.first for m in self.matches if m.section == "word.of" and m.first == heard.last]
        first = next(iter(about), None)
        return first is not None and self.who.finite.isdisjoint(range(match.last, first))

    def _reports(self, match: Match) -> bool:
        """Whether telling is saying: an outlet is told, or a "that" follows."""
        return self.who.hearer(match) is not None or any(
            m.section == "clause.complement" and match.last <= m.first <= match.last + NEAR for m in self.matches
        )

    def _make(
        self, mention: ActorMention, match: Match, said: Sequence[Span], *, previous: bool = False
    ) -> Attribution:
        relation = Relation.RELAYER if mention.actor.key in self.who.outlets else Relation.ORIGINATOR
        start = min(mention.start, self.tokens[match.first].start)
        end = max(mention.end, self.tokens[match.last - 1].end)
        entry = f"{match.section}: {match.entry}"
        speaker = Span(mention.first, mention.last)
        asks = match.section == "attribution.asked"
        refuses = asks and any(m.section == "attribution.refused" and m.first == match.first for m in self.matches)
        return Attribution(mention.actor, relation, speaker, tuple(said), entry, start, end, previous, asks, refuses)


def _unique(found: Iterable[Attribution]) -> list[Attribution]:
    """One attribution a speaker; what he says in several places of the sentence is put together."""
    seen: dict[tuple[Actor, Relation, bool, bool, bool], Attribution] = {}
    for attribution in found:
        if attribution.actor.kind is ActorKind.STATE and attribution.relation is Relation.RELAYER:
            continue
        key = (attribution.actor, attribution.relation, attribution.previous, attribution.asks, attribution.refuses)
        known = seen.setdefault(key, attribution)
        if known is not attribution:
            seen[key] = replace(known, said=(*known.said, *attribution.said))
    return list(seen.values())
