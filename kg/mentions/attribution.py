"""Who says so: originators and relayers of a sentence, and which of its tokens they are said to have said."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Actor, ActorKind, ActorMention, Attribution, Match, Relation, Span, Token

#: Tokens between "according to" and the speaker ("according to two senior officials").
NEAR = 5
#: Tokens between a speaker and the verb of saying before any finite clause intervenes.
FAR = 14
_HARD = frozenset(";:()\u2014")
_QUOTES = frozenset('"\u201c\u201d\u201e\u00ab\u00bb')


def attributions(
    tokens: Sequence[Token], matches: Sequence[Match], actors: Sequence[ActorMention], outlets: frozenset[str]
) -> list[Attribution]:
    """Find who says what in a sentence; `outlets` holds the keys of media, which relay rather than originate."""
    speakers = [a for a in actors if a.via not in ("adjective", "demonym", "pair")]
    found: list[Attribution] = []
    for match in matches:
        kind = match.section.removeprefix("attribution.")
        if kind in ("according_to", "citing"):
            found.extend(_following(tokens, match, matches, speakers, outlets, cites=kind == "citing"))
        elif kind == "speaker_before":
            found.extend(_preceding(tokens, match, speakers, outlets))
        elif kind in ("said", "told", "claims_denied"):
            found.extend(_saying(tokens, match, matches, speakers, outlets, told=kind == "told"))
    return _unique(found)


def _make(
    tokens: Sequence[Token], mention: ActorMention, match: Match, said: Sequence[Span], outlets: frozenset[str]
) -> Attribution:
    relation = Relation.RELAYER if mention.actor.key in outlets else Relation.ORIGINATOR
    start = min(mention.start, tokens[match.first].start)
    end = max(mention.end, tokens[match.last - 1].end)
    entry = f"{match.section}: {match.entry}"
    return Attribution(mention.actor, relation, Span(mention.first, mention.last), tuple(said), entry, start, end)


def _following(
    tokens: Sequence[Token],
    match: Match,
    matches: Sequence[Match],
    speakers: Sequence[ActorMention],
    outlets: frozenset[str],
    *,
    cites: bool,
) -> list[Attribution]:
    """ "according to X and Y"; "CNN, citing X"."""
    first = next((a for a in speakers if match.last <= a.first <= match.last + NEAR), None)
    if first is None or any(t.text in _HARD or t.text == "," for t in tokens[match.last : first.first]):
        return []
    group = [first]
    for mention in speakers:
        gap = tokens[group[-1].last : mention.first] if mention.first >= group[-1].last else None
        at = group[-1].last
        linked = gap and any(
            m.section == "word.and" and at <= m.first < mention.first and m.last - m.first <= len(gap) for m in matches
        )
        if linked and gap and len(gap) <= 4 and not any(t.text in ",;:." for t in gap):
            group.append(mention)
    said = [Span(0, match.first), Span(group[-1].last, len(tokens))]
    found = [_make(tokens, mention, match, said, outlets) for mention in group]
    if cites:
        before = [a for a in speakers if a.last <= match.first and a.actor.key in outlets]
        if before:
            found.append(_make(tokens, before[-1], match, said, outlets))
    return found


def _preceding(
    tokens: Sequence[Token], match: Match, speakers: Sequence[ActorMention], outlets: frozenset[str]
) -> list[Attribution]:
    before = [a for a in speakers if match.first - 3 <= a.last <= match.first]
    said = [Span(0, before[-1].first), Span(match.last, len(tokens))] if before else []
    return [_make(tokens, before[-1], match, said, outlets)] if before else []


def _saying(
    tokens: Sequence[Token],
    match: Match,
    matches: Sequence[Match],
    speakers: Sequence[ActorMention],
    outlets: frozenset[str],
    *,
    told: bool,
) -> list[Attribution]:
    """ "X said that ..."; "..., said X"; "X told Reuters"."""
    speaker = _subject(tokens, match, matches, speakers)
    if speaker is None or (told and not _reports(match, matches, speakers, outlets)):
        return []
    trailing = speaker.first >= match.last
    edge = max(match.last, speaker.last)
    ahead = Span(edge, len(tokens))
    behind = Span(0, min(match.first, speaker.first))
    parenthetic = (behind.end > 0 and tokens[behind.end - 1].text in (",", "-", "\u2013", "\u2014")) or trailing
    closing = not any(t.text[0].isalnum() for t in tokens[edge + 3 :])
    said = [ahead, behind] if parenthetic or closing or _quoted(tokens, behind) else [ahead]
    found = [_make(tokens, speaker, match, said, outlets)]
    if told:
        hearer = next(
            (a for a in speakers if match.last - 1 <= a.first <= match.last + NEAR and a.actor.key in outlets), None
        )
        if hearer is not None and hearer is not speaker:
            found.append(_make(tokens, hearer, match, said, outlets))
    return found


def _reports(match: Match, matches: Sequence[Match], speakers: Sequence[ActorMention], outlets: frozenset[str]) -> bool:
    """Whether telling is saying: an outlet is told, or a "that" follows."""
    heard = any(match.last - 1 <= a.first <= match.last + NEAR and a.actor.key in outlets for a in speakers)
    return heard or any(
        m.section == "clause.complement" and match.last <= m.first <= match.last + NEAR for m in matches
    )


def _quoted(tokens: Sequence[Token], span: Span) -> bool:
    return any(t.text in _QUOTES for t in tokens[span.start : span.end])


def _subject(
    tokens: Sequence[Token], match: Match, matches: Sequence[Match], speakers: Sequence[ActorMention]
) -> ActorMention | None:
    """The speaker: to the left of the verb without another verb of saying between, or right after it."""
    skip = {i for m in matches if m.section in ("word.article", "title") for i in range(m.first, m.last)}
    skip -= {i for m in matches if m.section.startswith("clause.") for i in range(m.first, m.last)}
    right = next((a for a in speakers if match.last <= a.first and skip.issuperset(range(match.last, a.first))), None)
    left = [a for a in speakers if a.last <= match.first and match.first - a.last <= FAR]
    left = [a for a in left if not _blocked(tokens, matches, a.last, match.first)]
    subjects = [a for a in left if not _oblique(matches, a)]
    trailing = match.first > 0 and tokens[match.first - 1].text in (",", "\u201d", "\u00bb", '"')
    if right is not None and trailing:
        return right
    if subjects and (right is None or match.first - subjects[-1].last <= 4):
        return subjects[-1]
    return right if right is not None else (subjects[-1] if subjects else None)


def _blocked(tokens: Sequence[Token], matches: Sequence[Match], first: int, last: int) -> bool:
    """Whether something between subject and verb makes them strangers: a hard stop or another verb of saying."""
    if any(t.text in _HARD for t in tokens[first:last]):
        return True
    commas = sum(t.text == "," for t in tokens[first:last])
    other = any(m.section == "attribution.said" and first <= m.first < last for m in matches)
    return other or (commas == 1 and last - first > 4) or commas > 2


_OBLIQUE = frozenset(
    {"word.with", "word.about", "word.in", "word.from", "word.against", "word.for", "word.to", "word.of"}
)


def _oblique(matches: Sequence[Match], mention: ActorMention) -> bool:
    """Whether a preposition before the noun phrase keeps it from being a subject."""
    articles = {i for m in matches if m.section == "word.article" for i in range(m.first, m.last)}
    at = mention.first
    while at - 1 in articles:
        at -= 1
    return any(m.section in _OBLIQUE and m.last == at for m in matches)


def _unique(found: Sequence[Attribution]) -> list[Attribution]:
    seen: dict[tuple[Actor, Relation], Attribution] = {}
    for attribution in found:
        if attribution.actor.kind is ActorKind.STATE and attribution.relation is Relation.RELAYER:
            continue
        seen.setdefault((attribution.actor, attribution.relation), attribution)
    return list(seen.values())
