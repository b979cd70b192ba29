"""What followed on an event told before is of the same day: "he then met the Pope", "after the signing they dined"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from msgspec.structs import replace

from kg import edtf
from kg.events.sentence.clauses import Clause
from kg.events.sentence.scene import Scene
from kg.events.time.stays import length
from kg.model import AnnotatedSentence, Document, EventMention, Evidence, Granularity, Match, Status, TimeInterval
from kg.resources import lexicon

#: Days before the day of issue on which what a text goes on to tell was, at most.
NEWS = 7
#: Sections of the words that tell of such a sequel.
_LEADING = frozenset({"onward", "over", "clause.after", "word.behind", "ending", "occasion"})
#: Sections of the words that announce events.
_TRIGGERS = ("trigger", "trigger.verbal")
#: Tokens before the word that tells of what is over, where it opens a sentence.
OPENING = 2


def followed(
    document: Document,
    annotated: AnnotatedSentence,
    made: Sequence[EventMention],
    last: Sequence[EventMention],
    found: Sequence[EventMention],
) -> list[EventMention]:
    """Mentions of a sentence without a date, with the day of what they followed on.

    `last` are those of the sentence before, `found` those of all before. What comes "then" is of the day told last;
    what comes after the talks, or at their end, of the latest day told. Neither, if the text has gone back to an
    earlier day meanwhile. Talks of five days that went before what was told last ended on its day.
    """
    undated = [m for m in made if m.time is None and m.gathering is None and m.status is Status.HELD]
    if not undated or annotated.times or annotated.sentence.is_title:
        return list(made)
    latest = _latest(document, found)
    told = {m.time for m in last if m.status is Status.HELD and m.time is not None}
    leads = not _LEADING.isdisjoint(m.section for m in annotated.matches) or annotated.durations
    if latest is None or not leads:
        return list(made)
    scene = Scene(annotated, lexicon(document.lang))
    return [_dated(scene, m, latest, then=told == {latest}) if m in undated else m for m in made]


def _latest(document: Document, found: Sequence[EventMention]) -> TimeInterval | None:
    """The latest day on which something was held, of those told so far; None unless the text is news of it."""
    days = [m.time for m in found if m.time is not None and _is_day(m.time) and m.status is Status.HELD]
    day = max(days, key=lambda t: t.start or t.end, default=None)  # type: ignore[arg-type, return-value]
    if day is None or day.start is None or document.published is None:
        return None
    return day if timedelta(0) <= document.published - day.start <= timedelta(days=NEWS) else None


def _is_day(time: TimeInterval) -> bool:
    return time.granularity is Granularity.DAY and time.start is not None and time.start == time.end


def _dated(scene: Scene, mention: EventMention, latest: TimeInterval, *, then: bool) -> EventMention:
    trigger = next((m for m in scene.matches(*_TRIGGERS) if _starts(scene, m) == mention.trigger.start), None)
    at = trigger.first if trigger is not None else None
    if trigger is not None and then and (days := length(scene, trigger) or 0) > 1 and not scene.verbal(trigger):
        first = latest.start - timedelta(days=days - 1) if latest.start is not None else None
        return mention if first is None or latest.end is None else replace(mention, time=edtf.days(first, latest.end))
    if at is None or not _told_here(scene, at):
        return mention
    leads = next(_leading(scene, at) if then else iter(()), None) or next(_behind(scene, at), None)
    if leads is None:
        return mention
    start, end = scene.tokens[leads.first].start, scene.tokens[leads.last - 1].end
    why = Evidence("time", f"sequel: {leads.entry}", start, end)
    return replace(mention, time=latest, evidence=(*mention.evidence, why))


def _starts(scene: Scene, match: Match) -> int:
    return scene.tokens[match.first].start


def _told_here(scene: Scene, at: int) -> bool:
    """Whether a trigger stands in what the sentence itself tells, in the past tense.

    Without a comma what follows on "after the signing" is one clause with it.
    """
    clause = scene.clauses.of(at)
    tenses, upper = ({v.tense for v in scene.verbs if scene.clauses.owner[v.first] == n} for n in _homes(clause))
    alone = clause.kind == "after" and clause.first <= OPENING and not upper
    return "past" in tenses and (alone or clause.kind in ("main", "coordinate"))


def _homes(clause: Clause) -> tuple[int, int | None]:
    return clause.number, clause.parent


def _leading(scene: Scene, at: int) -> Iterator[Match]:
    """Words of the clause that lead on to what came next; not "the then president"."""
    owner = scene.clauses.owner
    for match in scene.matches("onward"):
        if owner[match.first] == owner[at] and not scene.is_word(match.first - 1, "article"):
            yield match


def _behind(scene: Scene, at: int) -> Iterator[Match]:
    """Words that name what was told before, and at the head of the sentence those that tell it is over.

    "On that occasion they signed", "after the signing, when the meeting had ended".
    """
    owner = scene.clauses.owner
    yield from (m for m in scene.matches("occasion") if owner[m.first] == owner[at])
    events = [m.first for m in scene.matches("trigger", "proceedings") if m.first < at]
    ended = {owner[m.first] for m in scene.matches("ending", "over")}
    for match in scene.matches("over", "clause.after", "word.behind", "clause.during"):
        over = match.section != "clause.during" or owner[match.first] in ended
        if over and match.first <= OPENING and match.last <= at and any(match.last <= i for i in events):
            yield match
