"""The speakers that a sentence offers to a verb of saying: its subject, its agent in the passive, who hears it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.model import ActorKind, ActorMention, Match, Span, TimeMention, Token
from kg.tokens import QUOTES

#: Tokens between a phrase such as "according to" and the speaker ("according to two senior officials").
NEAR = 5
#: Tokens between a speaker and the verb of saying before any finite clause intervenes.
FAR = 14
#: Tokens between a verb of saying and the speaker after it ("said on Tuesday in Brussels the minister").
BEHIND = 8
#: Marks that no speaker reaches across.
HARD = frozenset(";:()\u2014")
#: Classes of finite verb forms.
FINITE = frozenset({"past", "present", "future", "conditional", "subjunctive"})
#: Prepositions whose noun phrase is no subject.
_OBLIQUE = frozenset(
    {
        "word.with",
        "word.between",
        "word.about",
        "word.in",
        "word.from",
        "word.against",
        "word.for",
        "word.to",
        "word.of",
        "word.without",
    }
)
#: Prepositions before a house in which something is said by nobody in particular.
_AT = frozenset({"word.in", "word.to", "word.from"})
#: How a noun phrase may name somebody without making him a speaker.
_MUTE = ("adjective", "demonym")


def _owns(mention: ActorMention, after: ActorMention | None) -> bool:
    """Whether a pronoun only owns the noun phrase right behind it: "his spokesman Peter Stano said"."""
    if mention.via != "pronoun" or after is None or after.first != mention.last or after.oblique:
        return False
    return after.via == "name" and after.actor.kind is ActorKind.PERSON and after.last - after.first > 2


def verb_end(match: Match) -> int:
    """Where the verb of saying ends; what it says may stand before its particle: "schlug ein Treffen vor"."""
    return match.first + 1 if match.entry.startswith("<") and " ... " in match.entry else match.last


class Speakers:
    """A sentence with what is needed to tell its speakers.

    `quoted` are its stretches between quotation marks; `outlets` holds the keys of media.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        matches: Sequence[Match],
        actors: Sequence[ActorMention],
        times: Sequence[TimeMention],
        quoted: Sequence[Span],
        outlets: frozenset[str],
    ) -> None:
        self.tokens = tokens
        self.matches = matches
        self.named = [a for a, after in pairwise((*actors, None)) if a and a.via not in _MUTE and not _owns(a, after)]
        self.quoted = [q for q in quoted if not self._only_name(q)]
        self.outlets = outlets
        openers = {i for m in matches if m.section.startswith("clause.") for i in range(m.first, m.last)}
        self.openers = openers
        self.complements = {m.first for m in matches if m.section == "clause.complement"}
        self.articles = {i for m in matches if m.section == "word.article" for i in range(m.first, m.last)}
        light = {i for m in matches if m.section in ("word.article", "title") for i in range(m.first, m.last)}
        light |= {
            m.last
            for m in matches
            if m.section == "title" and tokens[m.last : m.last + 1] and tokens[m.last].text == "."
        }
        self.dated = {i for t in times for i in range(t.first, t.last)}
        self.light = (light - openers) | self.dated
        self.helping = {m.first for m in matches if m.section == "auxiliary"}
        nouns = {m.last for m in matches if m.section in ("word.article", "word.of", "word.in")}  # "on a visit"
        self.finite = {
            m.first
            for m in matches
            if m.section == "auxiliary" or (m.section == "verb" and m.classes & FINITE and m.first not in nouns)
        }

    def comma(self, first: int, last: int) -> bool:
        """Whether a comma or a harder mark stands among some tokens."""
        return any(t.text in HARD or t.text == "," for t in self.tokens[first:last])

    def has_object(self, edge: int) -> bool:
        """Whether an object stands right behind a verb of saying ("promised a gesture"): it closes no remark."""
        linked = any(m.section in _OBLIQUE and m.first == edge for m in self.matches)
        return edge in self.articles and edge not in self.dated and not linked

    def hearer(self, match: Match) -> ActorMention | None:
        """The outlet that is told: "told Reuters"."""
        return next(
            (a for a in self.named if match.last - 1 <= a.first <= match.last + NEAR and a.actor.key in self.outlets),
            None,
        )

    def told(self, match: Match, speaker: ActorMention) -> ActorMention | None:
        """The outlet to which something is said, as a preposition shows: "said Macron to AFP"."""
        edge = max(match.last, speaker.last)
        near = (a for a in self.named if a.actor.key in self.outlets and match.last <= a.first <= edge + NEAR)
        for outlet in near:
            marks = [m for m in self.matches if m.section == "word.to" and match.last <= m.first < outlet.first]
            if any(not self.comma(m.first, outlet.first) and outlet.first - m.last <= 2 for m in marks):
                return outlet
        return None

    def agent(self, match: Match) -> ActorMention | None:
        """Who said it, in the passive: "announced by the Kremlin"."""
        if match.classes and "participle" not in match.classes:
            return None
        by = next((m for m in self.matches if m.section == "word.by" and m.first == match.last), None)
        if by is None:
            return None
        return next(
            (a for a in self.named if by.last <= a.first and self.light.issuperset(range(by.last, a.first))), None
        )

    def subject(self, match: Match) -> ActorMention | None:
        """The speaker: to the left of the verb without another verb of saying between, or after it."""
        left = [a for a in self.named if a.last <= match.first and match.first - a.last <= FAR]
        left = [a for a in left if not self._blocked(a.last, match.first) and not self._apart(a, match)]
        subjects = [a for a in left if not self.oblique(a)]
        subjects = [a for a in subjects if not self._inserted(a, match)] or subjects
        if match.section == "attribution.asked":
            if subjects or verb_end(match) == match.last:
                return subjects[-1] if subjects else None  # who is asked stands behind the verb
            return self._after(match, loose=False)  # "am Montag schlug Mubarak ein Treffen vor"
        at = match.first
        while at and at - 1 in self.helping:
            at -= 1  # "..., has declared the minister"
        trailing = at > 0 and self.tokens[at - 1].text in (",", *QUOTES)
        right = self._after(match, loose=trailing)
        acts = right is not None and self._acts(right)
        if right is not None and trailing and not (subjects and acts):
            return right  # not "X, speaking there, said Y would come"
        if right is not None and right.first == verb_end(match) and self._opened(match):
            return right
        if trailing and right is None and (heard := self._heard_at(match)) is not None:
            return heard
        if subjects and (right is None or acts or match.first - subjects[-1].last <= 4):
            return subjects[-1]
        if acts and not trailing:
            return subjects[-1] if subjects else None  # "the embassy said Y would come"
        return right if right is not None else (subjects[-1] if subjects else None)

    def _heard_at(self, match: Match) -> ActorMention | None:
        """Where it is said, by nobody in particular, at the end of a sentence: "..., dicono al Cremlino"."""
        for mention in self.named:
            gap = range(verb_end(match), mention.first)
            if not gap or mention.actor.kind is not ActorKind.ORGANISATION:
                continue
            by = [m for m in self.matches if m.section in _AT and gap.start <= m.first < gap.stop]
            linked = {i for m in by for i in range(m.first, m.last)} | self.light
            rest = (i for i in range(mention.last, len(self.tokens)) if self.tokens[i].text[0].isalnum())
            if by and linked.issuperset(gap) and self.dated.issuperset(rest):
                return mention
        return None

    def _opened(self, match: Match) -> bool:
        """Whether a preposition opens what stands before the verb: "At a meeting of the ministers said Rice"."""
        commas = (i + 1 for i in range(match.first) if self.tokens[i].text == ",")
        first = max(commas, default=0)
        return any(m.section in _OBLIQUE and m.first == first for m in self.matches)

    def _inserted(self, mention: ActorMention, match: Match) -> bool:
        """Whether a relative clause between commas holds it: "Macron, who received Putin on Friday, said"."""
        if not any(t.text == "," for t in self.tokens[mention.last : match.first]):
            return False
        opened = [m for m in self.matches if m.section == "clause.relative" and m.first > 0 and m.last <= mention.first]
        return any(self.tokens[m.first - 1].text == "," and not self.comma(m.last, mention.first) for m in opened)

    def _acts(self, mention: ActorMention) -> bool:
        """Whether a finite verb follows, alone or with others: "Y and Z would come" is what is said."""
        ends = {m.first: m.last for m in self.matches if m.section == "word.and"}
        last = mention.last
        while last in ends:
            other = next((a for a in self.named if a.first == ends[last]), None)
            if other is None:
                return False
            last = other.last
        return last in self.finite

    def _apart(self, mention: ActorMention, match: Match) -> bool:
        """Whether a quotation mark stands between: who is quoted does not say that he is quoted."""
        return any(mention.last <= s.end <= match.first and s.start <= mention.first for s in self.quoted)

    def _after(self, match: Match, *, loose: bool) -> ActorMention | None:
        """The speaker after the verb; where the verb closes what was said, adverbs and places may stand between."""
        if self.complements & set(range(match.first, match.last)):
            return None
        for mention in self.named:
            if mention.first < verb_end(match):
                continue
            gap = range(verb_end(match), mention.first - self._in_quotes(mention))
            if self.light.issuperset(gap):
                return mention
            if not loose or len(gap) > BEHIND or self.comma(gap.start, gap.stop) or self.openers & set(gap):
                return None
            if self.finite & set(gap) or any(self.tokens[i].text in QUOTES for i in gap):
                return None
            if not self.oblique(mention):
                return mention
        return None

    def _only_name(self, span: Span) -> bool:
        """Whether a stretch between quotation marks is but a name: reports «Yonhap»."""
        words = {i for i in range(span.start, span.end) if self.tokens[i].text[0].isalnum()}
        return bool(words) and any(words <= set(range(a.first, a.last)) for a in self.named)

    def _in_quotes(self, mention: ActorMention) -> bool:
        """Whether quotation marks stand around a name and nothing else: reports «Yonhap»."""
        around = self.tokens[mention.first - 1 : mention.first], self.tokens[mention.last : mention.last + 1]
        return mention.first > 0 and all(t and t[0].text in QUOTES for t in around)

    def _blocked(self, first: int, last: int) -> bool:
        """Whether something between subject and verb makes them strangers: a hard stop or another verb of saying."""
        if any(t.text in HARD for t in self.tokens[first:last]):
            return True
        commas = sum(t.text == "," for t in self.tokens[first:last])
        other = any(m.section == "attribution.said" and first <= m.first < last for m in self.matches)
        return other or (commas == 1 and last - first > 4) or commas > 2

    def oblique(self, mention: ActorMention) -> bool:
        """Whether its case, a preposition before it, or the list it ends, keeps a noun phrase from being a subject."""
        if mention.oblique and not any(m.section == "group" and m.last == mention.first for m in self.matches):
            return True  # not "the spokesman of the chancellor said"
        at = mention.first
        while at - 1 in self.articles:
            at -= 1
        if any(m.section in _OBLIQUE and m.last == at for m in self.matches):
            return True
        joined = {m.first for m in self.matches if m.section == "word.and" and m.last == at}
        other = next((a for a in self.named if a.last in joined), None)
        return other is not None and self.oblique(other)
