"""What a sentence shows of its clauses before it is cut: words that open one, verbs that make one, lists of names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from itertools import count

from msgspec import Struct

from kg.events.sentence.clauses import FINITE, TIMES
from kg.events.sentence.verb_final import Bounds, bounds
from kg.model import Match, Token
from kg.schema import ClauseWords

#: Tokens between "between" and the "and" that belongs to it.
PAIR = 12
#: Tokens from an auxiliary to its participle: "has not yet been".
HELPED = 4
#: Tokens of a lapse of time, at most: "almost two years".
LAPSE = 8
#: Sections of the lexicon whose verbs have what is said behind them.
_SAYING = ("attribution.said", "attribution.told", "attribution.claims_denied")


class Signs(Struct, frozen=True):
    """A sentence as the cut of its clauses sees it; indices are those of its tokens."""

    tokens: Sequence[Token]
    matches: Sequence[Match]
    named: Set[int]
    """Of noun phrases that name actors."""
    dated: Set[int]
    """Of times."""
    limits: Bounds
    """Where clauses begin, and end where the language lets them end with their verb."""
    final: bool
    """Whether it does."""
    finite: Set[int]
    """First tokens of the verbs and auxiliaries that make a clause."""
    helping: Set[int]
    """First tokens of auxiliaries."""
    attributes: Set[int]
    """First tokens of participles that no auxiliary stands before: "the pact | signed | during"."""
    told: Set[int]
    """Of verbs of saying."""
    joins: Mapping[int, int]
    """First and last token of "and"."""
    paired: Set[int]
    """Where "and" belongs to a "between"."""
    links: Set[int]
    """Where "of", "between" and articles end."""
    articles: Set[int]
    """First tokens of articles."""
    events: Set[int]
    """Where event nouns end."""
    subjects: Set[int]
    """Where names begin behind a bare article: what they name may be a subject."""
    toward: Set[int]
    """First tokens of "to": before an infinitive it is no finite verb."""
    going: Set[int]
    """First tokens of "to" and "in"."""
    partner: Set[int]
    """First tokens of "with" and "between"."""
    enumerable: Set[int]
    """What may stand in a list of names: names, "and", articles."""
    listed: Set[int]
    """Semicolons that divide a list of names, not clauses."""


def signs(
    tokens: Sequence[Token], matches: Sequence[Match], named: Set[int], rules: ClauseWords | None, dated: Set[int]
) -> Signs:
    """Read the signs of a sentence; `named` and `dated` are the tokens of actors and times."""
    links = {m.last for m in matches if m.section in ("word.article", "word.of", "word.between")}
    finite = _finite_verbs(tokens, matches, links, named, rules) - dated  # the French "il y a" of "years ago"
    openers = _openers(tokens, matches, links, named, dated)
    if rules is not None and rules.adverbial:
        openers = _without_adverbs(tokens, matches, openers, frozenset(rules.adverbial), finite)
    final = rules is not None and bool(rules.final_verb)
    limits = bounds(tokens, matches, openers, rules) if rules is not None and final else Bounds(openers, {}, {})
    joins = {m.first: m.last for m in matches if m.section == "word.and" and tokens[m.first].text.isalpha()}
    toward = _firsts(matches, "word.to")
    return Signs(
        tokens,
        matches,
        named,
        dated,
        limits,
        final,
        finite - limits.bare,
        _firsts(matches, "auxiliary"),
        _attributes(matches),
        _tokens(matches, "attribution.said", "attribution.told"),
        joins,
        _paired(matches, joins.keys(), finite | openers.keys()),
        links,
        _firsts(matches, "word.article"),
        {m.last for m in matches if m.section == "trigger" and not m.classes},
        _behind_article(matches, named),
        toward,
        toward | _firsts(matches, "word.in"),
        _firsts(matches, "word.with", "word.between"),
        named | joins.keys() | _tokens(matches, "word.article", "group"),
        _listing(tokens, matches, named),
    )


def _openers(
    tokens: Sequence[Token], matches: Sequence[Match], links: Set[int], named: Set[int], dated: Set[int]
) -> dict[int, Match]:
    """The words that open a clause, by the index of the first; of two readings the fuller or likelier one.

    Nothing that could be a clause follows in "they met the day before.", and a date opens none.
    """
    hidden = {
        i for m in matches if m.section.startswith("word.") and m.last - m.first > 1 for i in range(m.first, m.last)
    }
    verbs = _before_said(matches, links, named | dated)
    found: dict[int, Match] = {}
    for match in sorted((_whole(m, matches) for m in matches), key=lambda m: m.last):
        if match.section.startswith("clause.") and match.first not in hidden:
            if any(o.section.startswith("clause.") and o.first < match.first < o.last for o in matches):
                continue  # "alors que": one opener, not two
            other = found.get(match.first)
            if other is None or match.last > other.last or _preferred(match, other, verbs):
                found[match.first] = match
    return {
        i: m
        for i, m in found.items()
        if not set(range(i, m.last)) <= dated
        and any(t.text[0].isalnum() for t in tokens[m.last :])
        and not (m.payload in TIMES and _lapse(m.last, tokens, matches, named))
    }


def _lapse(first: int, tokens: Sequence[Token], matches: Sequence[Match], named: Set[int]) -> bool:
    """Whether a word of time only tells after how long, the parties right behind: "a call after two years with X"."""
    partners = _firsts(matches, "word.with", "word.between")
    end = next((i for i in range(first + 1, min(first + LAPSE, len(tokens))) if i in partners), None)
    if end is None or not all(tokens[i].text.isalnum() for i in range(first, end)):
        return False
    telling = (m for m in matches if m.section in ("verb", "auxiliary") or m.section.startswith("trigger"))
    told = named | {i for m in telling for i in range(m.first, m.last)}
    return told.isdisjoint(range(first, end))


def _before_said(matches: Sequence[Match], links: Set[int], passed: Set[int]) -> set[int]:
    """Where verbs and cues end, and where what is said may begin: names and times, `passed`, may stand between."""
    said = ("verb", "cue", "attribution.said", "attribution.told")
    verbs = {m.last for m in matches if m.section in said and m.first not in links}
    sayings = [m for m in matches if m.section in _SAYING and m.first not in links]
    if not sayings:
        return verbs
    passed = passed | _firsts(matches, "word.in", "word.article")
    nouns = {i for m in matches if m.section == "trigger" and not m.classes for i in range(m.first, m.last)}
    setting = passed | nouns | _firsts(matches, "word.with", "word.to", "word.between", "word.and")
    for match in sayings:  # "desmintió ayer en Viena que", "dijo Macron que"
        verbs.add(next(i for i in count(match.last) if i not in passed))
        end = next(i for i in count(match.last) if i not in setting)
        if end - 1 in passed:  # "ha detto in una telefonata con Biden che"
            verbs.add(end)
    return verbs


def _without_adverbs(
    tokens: Sequence[Token], matches: Sequence[Match], openers: Mapping[int, Match], adverbs: Set[str], finite: Set[int]
) -> dict[int, Match]:
    """The openers without those that are adverbs too, and stand before no event noun: "X had met Y before"."""
    nouns = _firsts(matches, "trigger", "gathering")
    return {i: m for i, m in openers.items() if tokens[i].lower not in adverbs or _before_noun(m.last, nouns, finite)}


def _finite_verbs(
    tokens: Sequence[Token], matches: Sequence[Match], links: Set[int], named: Set[int], rules: ClauseWords | None
) -> set[int]:
    """First tokens of the verbs and auxiliaries that make a clause; `links` is where articles and the like end."""
    finite = {
        m.first
        for m in matches
        if m.section in ("verb", "auxiliary") and _finite(m) and not (m.first in links and m.section == "verb")
    }
    finite -= {m.first for m in matches if m.section == "verb" and not m.classes & FINITE}  # "gemacht worden"
    finite -= {i for i in named if tokens[i].text[:1].isupper()}  # Spanish "Irán" is also "they will go"
    marks = frozenset(rules.infinitive_mark) if rules is not None and not rules.final_verb else frozenset()
    finite -= {m.first for m in matches if m.section == "auxiliary" and tokens[m.first].lower in marks}  # "to meet"
    finite -= _in_event_nouns(matches)
    meant = (m.first for m in matches if m.section == "verb" and "infinitive" in m.classes and m.first)
    finite -= {i for i in meant if tokens[i - 1].lower in marks}  # "urged Israel and Lebanon to negotiate"
    return finite


def _in_event_nouns(matches: Sequence[Match]) -> set[int]:
    """Tokens inside the words of an event noun, spelt like a verb as they may be: "su primera visita"."""
    nouns = [m for m in matches if m.section == "trigger" and not m.classes]
    wishes = {m.first for m in matches if m.section == "verb" and m.classes == {"subjunctive"}}  # "faccia a faccia"
    inside = {i for m in nouns for i in range(m.first + 1, m.last) if i not in m.holes}
    return inside | {m.first for m in nouns if m.first in wishes}


def _firsts(matches: Sequence[Match], *sections: str) -> set[int]:
    """First tokens of the matches of some sections."""
    return {m.first for m in matches if m.section in sections}


def _attributes(matches: Sequence[Match]) -> set[int]:
    """First tokens of words that are participles and nothing else, no auxiliary close before."""
    helped = {m.last + i for m in matches if m.section == "auxiliary" for i in range(HELPED)}
    return {m.first for m in matches if m.section == "verb" and m.classes == {"participle"}} - helped


def _behind_article(matches: Sequence[Match], named: Set[int]) -> set[int]:
    """Where a noun phrase that names somebody begins behind an article that is nothing else."""
    ends = {m.last for m in matches if m.section == "word.article" and m.first not in named and m.last in named}
    return ends - {m.last for m in matches if m.section.startswith("word.") and m.section != "word.article"}


def _tokens(matches: Sequence[Match], *sections: str) -> set[int]:
    """All tokens of the matches of some sections."""
    return {i for m in matches if m.section in sections for i in range(m.first, m.last)}


def _paired(matches: Sequence[Match], joins: Set[int], apart: Set[int]) -> set[int]:
    """Where "and" joins the two of whom "between" speaks: "talks between Iran and Iraq held in Geneva".

    `apart` are the tokens that keep an "and" behind them from belonging to it: finite verbs, openers of clauses.
    """
    found = set()
    for match in (m for m in matches if m.section == "word.between"):
        at = next((i for i in range(match.last, match.last + PAIR) if i in joins or i in apart), None)
        found |= {at} & joins if at is not None else set()
    return found


def _before_noun(first: int, nouns: Set[int], finite: Set[int]) -> bool:
    """Whether an event noun, and no verb before it, stands close: "on the eve of the summit", not "X had met"."""
    near = range(first, first + 4)
    return next((i in nouns for i in near if i in nouns or i in finite), False)


def _listing(tokens: Sequence[Token], matches: Sequence[Match], named: Set[int]) -> set[int]:
    """Semicolons that divide a list of names, not clauses: nothing but names and function words up to the next."""
    marks = [i for i, token in enumerate(tokens) if token.text == ";"]
    if not marks:
        return set()
    linking = {i for m in matches if m.section.startswith("word.") for i in range(m.first, m.last)}
    found = set()
    for mark, end in zip(marks, [*marks[1:], len(tokens)], strict=True):
        inner = range(mark + 1, end)
        plain = [i for i in inner if tokens[i].text.isalpha() and i not in named and i not in linking]
        if not plain and any(i in named for i in inner):
            found.add(mark)
    return found


def _whole(match: Match, matches: Sequence[Match]) -> Match:
    """ "At the end of which": a preposition of time and the relative pronoun behind it open one relative clause."""
    if match.section != "clause.relative":
        return match
    before = (m for m in matches if m.section.startswith("clause.") and m.first < match.first < m.last < match.last)
    return match._replace(first=min((m.first for m in before), default=match.first))


def _preferred(match: Match, other: Match, verbs: set[int]) -> bool:
    """Of two readings of one word ("que"), complement after a verb, the other one elsewhere."""
    after_verb = bool({match.first, match.first - 1} & verbs)
    return after_verb if match.payload == "complement" else not after_verb and other.payload == "complement"


def _finite(match: Match) -> bool:
    return match.section == "auxiliary" or bool(match.classes & FINITE)
