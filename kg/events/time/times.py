"""Which of a sentence's dates is the event's.

A date may belong to the event, to another event, to the saying ("said on Friday"), to the act that changed its status
("on Monday cancelled the talks") or to another noun ("the winner of Sunday's election"). A date that is not surely the
event's is left out: a wrong date joins and parts events that it should not.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.events.sentence.clauses import Clause
from kg.events.sentence.places import says_more
from kg.events.sentence.scene import Scene
from kg.events.sentence.verbs import Verb
from kg.events.sentence.words import gap
from kg.events.status.verdict import Verdict
from kg.events.time.owned import (
    BESIDE,
    begun_before,
    of_a_life,
    of_a_name,
    of_a_participle,
    of_an_attribute,
    of_the_noun,
    of_their_gathering,
    of_those_beside,
    planned_for,
    said_there,
    scheduled,
    set_at_first,
    set_for,
    since_another,
)
from kg.model import EventType, Match, Status, TimeMention
from kg.tokens import DASHES

#: A weekday in a present-tense sentence is a coming one, this many days ahead at most.
WEEK = 7
#: Beyond this distance (tokens, plus what is added for clauses and other events) a date is nobody's.
FAR = 40
#: Statuses that an act gives to an event which has not taken place.
UNDONE = (Status.PROPOSED, Status.POSTPONED, Status.CANCELLED, Status.REJECTED)


def time_of(scene: Scene, trigger: Match, rivals: Sequence[Match], verdict: Verdict) -> TimeMention | None:
    """The time expression of the trigger's clause, else of the sentence when no other event claims it."""
    clause = scene.told_in(trigger)
    found = []
    if (dated := _told_when(scene, clause)) is not None and not any(
        scene.clauses.owner[t.first] == clause.number for t in scene.annotated.times
    ):
        return dated
    for mention in scene.annotated.times:
        if verdict.status is Status.POSTPONED and _new(scene, mention):
            continue
        if trigger.payload[0] is EventType.AGREEMENT and mention.until is not None and not _ahead_itself(trigger):
            continue  # "agreed to withdraw by 17 May": what was agreed
        if trigger.payload[0] is EventType.AGREEMENT and _meant_for(scene, mention, trigger):
            continue
        if _elsewhere(scene, mention, trigger, clause, rivals, verdict):
            continue
        distance = _distance(scene, mention, trigger, rivals) if not verdict.gone else WEEK
        distance -= verdict.gone and of_the_aim(scene, mention, trigger)
        found.append((distance, mention.first, mention))
    found = [one for one in found if not set_at_first(scene, one[2])] or found
    if not found:
        return None
    best = min(found, key=lambda item: (_heads(scene, item[2]), _since(item[2], verdict), *item[:2]))
    return best[2] if best[0] <= FAR else None


def _ahead_itself(trigger: Match) -> bool:
    """Whether an accord is told by a verb that looks ahead: "they want to sign it by the end of the month"."""
    return bool({"infinitive", "future"} & trigger.classes)


def of_the_aim(scene: Scene, mention: TimeMention, trigger: Match) -> bool:
    """Whether a date stands at what somebody travelled for: "flew in on Monday to take part on Tuesday in a summit"."""
    clause = scene.clauses.owner[trigger.first]
    own = (v for v in scene.verbs if v.first <= trigger.first and scene.clauses.owner[v.first] == clause)
    begin = max((v.first for v in own if v.tense == "infinitive"), default=trigger.first)
    return mention.first >= begin


def _since(mention: TimeMention, verdict: Verdict) -> bool:
    """Whether a date tells only since when, of what is over: "they met on Friday, the first time since May"."""
    return verdict.status is not Status.ONGOING and mention.past is not None and mention.past.end is None


def _heads(scene: Scene, mention: TimeMention) -> bool:
    """Whether a date heads the text, as some put it before the first sentence: "21 January 2017 - The president"."""
    after = [t.text for t in scene.tokens[mention.last : mention.last + 2] if t.text != "."]
    return mention.first == 0 and bool(after) and after[0] in DASHES


def _meant_for(scene: Scene, mention: TimeMention, trigger: Match) -> bool:
    """Whether another date tells when something was agreed, this one for when: "was extended on Friday for 2016".

    So does a later date behind what was agreed: "last week they agreed on an exit in March 2029".
    """
    others = [t for t in scene.annotated.times if t is not mention]
    if trigger.last <= mention.first and any(t.last <= trigger.first and _precedes(t, mention) for t in others):
        return True
    return _ahead(scene, mention) and any(not _ahead(scene, t) for t in others)


def _precedes(one: TimeMention, other: TimeMention) -> bool:
    """Whether one date is over before another begins, however they are read."""
    end, start = (one.past.end if one.past else None), (other.past.start if other.past else None)
    return end is not None and start is not None and end < start


def _ahead(scene: Scene, mention: TimeMention) -> bool:
    """Whether "for" or "to" stands before a date, or opens it ("al 2026")."""
    governing = scene.preposition(mention.first) | scene.kinds.get(mention.first, set())
    return bool(governing & {"for", "to"}) and "in" not in governing


def _told_when(scene: Scene, clause: Clause) -> TimeMention | None:
    """The date right before a clause that tells what was then: "not since 2021, when they held a summit"."""
    at = clause.first - 1
    if clause.kind not in ("relative", "during") or at <= 0 or scene.tokens[at].text != ",":
        return None
    date = next((t for t in scene.annotated.times if t.last == at), None)
    if date is None or date.since is None:
        return date
    return replace(date, past=date.since, future=date.since, nearest=date.since)


def moved_to(scene: Scene, status: Status | None) -> TimeMention | None:
    """The new date of what is put off: "postponed until February", "to next week"."""
    if status is not Status.POSTPONED:
        return None
    return next((t for t in scene.annotated.times if _new(scene, t)), None)


def _new(scene: Scene, mention: TimeMention) -> bool:
    """Whether something is put off to a date; one that tells for when it was planned is no new one."""
    if planned_for(scene, mention):
        return False
    return mention.until is not None or "to" in scene.preposition(mention.first)


def _elsewhere(
    scene: Scene,
    mention: TimeMention,
    trigger: Match,
    clause: Clause,
    rivals: Sequence[Match],
    verdict: Verdict,
) -> bool:
    """Whether a date is not the event's, however near it stands."""
    if of_their_gathering(scene, mention, trigger):
        return False
    home = scene.clauses.of(mention.first)
    ahead = home.number == clause.parent and mention.last <= clause.first
    if ahead and (_sets(mention, clause) or _there(scene, trigger, clause) or verdict.gone):
        return False  # also "flew to Rome on Monday, to meet X"
    if home.kind == "but" and home.number != clause.number and not says_more(scene, home):
        return True  # "he may call a summit, but he leaves office in January"
    if home.number != clause.number and not _topic(scene, mention, trigger, clause):
        if any(scene.clauses.owner[r.first] == home.number for r in rivals):
            return True
        if home.kind == "relative" and home not in scene.clauses.chain(clause):
            more = home.parent == clause.number and _attached(scene, home, trigger)
            if not more:
                return True  # "met on the island on which in March a quake struck"
        below = home.parent == clause.number or home not in scene.clauses.chain(clause)
        told = home.kind == "complement" and below and home.first >= trigger.last
        if told and not (home.parent == clause.number and scheduled(scene, home, trigger)):
            return True  # "at a meeting he said that within four months it would end"
        opens = mention.first <= home.first < mention.last  # "until June" is no clause
        aside = clause.kind == "complement" and home.parent == clause.parent  # "said before he returned in May that"
        if home.kind in ("after", "before") and (home.first > trigger.first or aside) and not opens:
            return True  # "to meet Putin after returning in January" does not date the meeting
        if clause.kind in ("after", "before") and clause.parent == home.number and mention.first < clause.first:
            return True  # "arrived on Monday after a visit to Tehran" does not date the visit
        if _looks_ahead(scene, home, clause):
            return True  # "left on Sunday on a tour that will then take him to Paris"
    return (
        _announced(scene, mention, trigger)
        or _of_the_act(scene, mention, trigger, verdict)
        or of_a_participle(scene, mention, trigger)
        or of_an_attribute(scene, mention, trigger)
        or of_a_name(scene, mention, trigger)
        or of_a_life(scene, mention)
        or of_those_beside(scene, mention, trigger)
        or _of_the_governor(scene, mention, trigger, rivals, verdict)
        or _of_another_noun(scene, mention, trigger)
        or since_another(scene, mention, trigger)
        or begun_before(scene, mention, trigger, verdict.status)
    )


def _attached(scene: Scene, home: Clause, trigger: Match) -> bool:
    """Whether a relative clause says more of the event noun it follows."""
    noun = not scene.verbal(trigger)
    verbs = any(trigger.last <= v.first < home.first for v in scene.verbs)
    return noun and not verbs and 0 <= home.first - trigger.last <= 2 * WEEK and says_more(scene, home)


def _sets(mention: TimeMention, clause: Clause) -> bool:
    """Whether a date right before a clause of time is its: "it will be on Tuesday, when he receives X"."""
    return clause.kind == "during" and 0 <= clause.first - mention.last <= 1


def _there(scene: Scene, trigger: Match, clause: Clause) -> bool:
    """Whether a clause goes on with what was done there and then: "landed on Monday in Rome, where (and) he met X"."""
    near = [p for p in scene.annotated.places if 0 <= clause.first - p.last <= 1]
    where = clause.kind == "relative" and bool(near) and "from" not in scene.preposition(near[0].first)
    if not where and clause.kind != "coordinate":
        return False
    owner = scene.clauses.owner
    leads_on = any(owner[m.first] == clause.number for m in scene.matches("onward"))
    if not where and trigger.payload[1] == "visit" and leads_on:
        return False  # "will be in Paris on Friday and then go on to Rome"
    mine, upper = ({v.tense for v in scene.verbs if owner[v.first] == n} for n in (clause.number, clause.parent))
    return mine == upper and mine in ({"past"}, {"future"})


def _looks_ahead(scene: Scene, home: Clause, clause: Clause) -> bool:
    """Whether a relative clause tells what is yet to come of a main one that tells what was done on a day."""
    if clause.kind != "relative" or clause.parent != home.number:
        return False
    mine, upper = ({v.tense for v in scene.verbs if scene.clauses.owner[v.first] == c.number} for c in (clause, home))
    return bool(mine) and mine <= {"future", "conditional", "infinitive"} and "past" in upper and "future" not in upper


def _distance(scene: Scene, mention: TimeMention, trigger: Match, rivals: Sequence[Match]) -> int:
    clause = scene.told_in(trigger).number
    same = scene.clauses.owner[mention.first] == clause
    if same and mention.first >= trigger.last and "for" in scene.preposition(mention.first):
        return 0  # "called yesterday a summit for next week"
    low, high = sorted((mention.first, trigger.first))
    between = [r for r in rivals if low < r.first < high and not _complement(scene, r, trigger)]
    nearer = any(
        gap(mention, r) < gap(mention, trigger) - 1
        and scene.clauses.owner[r.first] == clause
        and not _complement(scene, r, trigger)
        for r in rivals
    )
    if _topic(scene, mention, trigger, scene.clauses.of(trigger.first)):
        return min(gap(mention, trigger), WEEK)
    return gap(mention, trigger) + (0 if same else 12) + 10 * len(between) + 30 * nearer


def _complement(scene: Scene, rival: Match, trigger: Match) -> bool:
    """Whether a rival only says which event it is: "the negotiations of the COP21 in December".

    So does the purpose of a journey: "last week they flew in for talks".
    """
    purpose = trigger.payload[1] == "visit" and bool(trigger.classes) and "to" in scene.preposition(rival.first)
    return purpose or (0 <= rival.first - trigger.last <= BESIDE and "of" in scene.preposition(rival.first))


def _topic(scene: Scene, mention: TimeMention, trigger: Match, clause: Clause) -> bool:
    """Whether a date at the head of the sentence sets the scene for what is done there, and for its purpose.

    "On 15 May he will go to Brussels to take part in the summit".
    """
    verbs = [m for m in scene.matches("verb") if m.first < trigger.first]
    heads = mention.first <= BESIDE and all(v.first >= mention.last for v in verbs)
    itself = "infinitive" in trigger.classes
    if not heads or scene.annotated.sentence.is_title or len(verbs) < 2 - itself:
        return False
    aim = "infinitive" in verbs[-1].classes and scene.clauses.of(verbs[-1].first).kind not in ("after", "before")
    aim, near = itself or aim, itself or trigger.first - verbs[-1].last <= 3 * BESIDE
    about = scene.preposition(trigger.first) & {"about", "of", "from", "for", "against"}
    return aim and near and not about and clause.kind in ("main", "coordinate", "infinitive", "during")


def _announced(scene: Scene, mention: TimeMention, trigger: Match) -> bool:
    """Whether the date is that of the saying ("said on Friday that they would meet"), not of what was said."""
    if set_for(scene, mention):
        return False  # "announced for Friday"
    home = scene.clauses.of(mention.first)
    chain = scene.clauses.chain(scene.clauses.of(trigger.first))
    upper = {c.parent for c in chain if c.kind == "complement"}
    talks = () if scene.verbal(trigger) else scene.matches("asked.company")
    for said in (*scene.matches("attribution.said"), *talks):
        if said_there(scene, trigger, said) or (said.first >= mention.last and of_the_noun(scene, mention, trigger)):
            continue
        if home.kind == "complement" and home in chain and home.parent == scene.clauses.owner[said.first]:
            continue  # "said that on Friday they would meet"
        if home.number in upper and scene.clauses.owner[said.first] == home.number:
            return True  # "On Tuesday the Kremlin said that ...": the date of the clause above is that of the saying
        distance = gap(mention, said)
        ends = mention.last < len(scene.tokens) and scene.tokens[mention.last].text == ","
        parted = any(scene.tokens[i].text == "," for i in range(said.last, mention.first))
        apart = ends if mention.last <= said.first else parted and not ends  # "as I have said, yesterday he met X"
        object_of = said.last <= mention.first < mention.last <= trigger.first and distance < BESIDE
        object_of = object_of and "for" not in scene.preposition(mention.first)  # "announced on Monday a summit"
        closer = object_of or distance < gap(mention, trigger)
        near = 0 <= distance <= BESIDE and closer and not apart  # "on 2 June, said X"
        near = near or (said in talks and said.first < mention.first < said.last)
        if near and not said.first <= trigger.first < said.last:
            return True
        if home.kind == "coordinate" and home.first == said.first and scene.clauses.owner[trigger.first] != home.number:
            return True  # "..., sagte US-Praesident Trump am Montag": a clause that only says who said it
    return False


def _of_the_act(scene: Scene, mention: TimeMention, trigger: Match, verdict: Verdict) -> bool:
    """Whether the date is that of the act that gave the event its status.

    "On Monday the EU cancelled the summit", "invited him on Friday to visit"; but "the talks planned for Friday".
    """
    if "for" in scene.preposition(mention.first) or planned_for(scene, mention):
        return False
    if _in_the_attribute(scene, mention, trigger, verdict):
        return True
    act = act_of(scene, verdict)
    if act is None or act.first <= trigger.first < act.last:
        return False
    if scene.clauses.owner[act.first] != scene.clauses.owner[mention.first]:
        return False
    after = mention.first - act.last
    if act.passive:
        undone = verdict.status in (Status.CANCELLED, Status.POSTPONED, Status.REJECTED, Status.DENIED)
        behind = 0 <= after <= BESIDE and mention.first >= trigger.last
        return undone and (behind or _of_the_passive(scene, mention, trigger, act))
    if act.first >= trigger.last and mention.first >= act.last:
        return True  # "Ein Treffen sagte Trump am Montag ab"
    stopped = verdict.status in (Status.CANCELLED, Status.POSTPONED, Status.REJECTED)
    if stopped and mention.first >= trigger.last and mention.past != mention.future:
        return True  # "Egypt broke off the talks with Israel on Thursday": a day of this week or the next
    between = any(act.last <= v.first < mention.first for v in scene.verbs)  # "gave up the visit planned for Friday"
    return mention.last <= trigger.first and (after <= BESIDE or act.first > trigger.first or not between)


def _in_the_attribute(scene: Scene, mention: TimeMention, trigger: Match, verdict: Verdict) -> bool:
    """Whether a date stands at the participle of what was done: "der am Montag abgesagte Gipfel"."""
    if not verdict.explicit or verdict.status not in UNDONE or mention.last >= trigger.first:
        return False
    at = mention.first - 1
    at -= at > 0 and scene.is_word(at, "in")
    framed = at >= 0 and scene.is_word(at, "article") and scene.lex.nouns_capitalised  # not "on Monday proposed"
    return framed and scene.tokens[mention.last].start == verdict.evidence[0].start


def _of_the_passive(scene: Scene, mention: TimeMention, trigger: Match, act: Verb) -> bool:
    """Whether a day tells when something was done to an event: it opens the clause, or stands within the verb.

    "On Monday the talks were cancelled", "das Treffen wurde am Montag abgesagt"; but "the talks on Friday were".
    """
    if mention.past is None or mention.first >= act.first:
        return False
    clause = scene.clauses.of(act.first)
    helping = (m for m in scene.matches("auxiliary") if scene.clauses.owner[m.first] == clause.number)
    within = any(m.last <= mention.first and trigger.last <= m.first for m in helping)
    opens = mention.first - clause.first <= 1 and mention.last <= trigger.first
    return within or (opens and not of_an_attribute(scene, mention, trigger))


def act_of(scene: Scene, verdict: Verdict) -> Verb | None:
    """The finite past verb inside the cue that decided, where one did and left the event open.

    What is planned is dated by the verb of planning as a rule ("a meeting was scheduled on Monday").
    """
    if not verdict.explicit or verdict.status not in (*UNDONE, Status.DENIED):
        return None
    cue = verdict.evidence[0]
    for verb in scene.verbs:
        inside = cue.start <= scene.tokens[verb.first].start < cue.end
        if inside and (verb.tense == "past" or (verb.passive and verb.tense in ("past", "participle"))):
            return verb
    return None


def _of_the_governor(
    scene: Scene, mention: TimeMention, trigger: Match, rivals: Sequence[Match], verdict: Verdict
) -> bool:
    """Whether the date stands at a past verb that only looks ahead to the event: "agreed on Monday to meet in June".

    Of two events ("flew in on Monday to meet him") the nearer has it, as ever.
    """
    if "infinitive" not in trigger.classes or mention.last > trigger.first or verdict.status is Status.HELD:
        return False  # "managed on Monday to agree"
    taken = {i for t in (trigger, *rivals) for i in range(t.first, t.last)}
    return any(
        v.tense == "past"
        and not v.passive
        and v.first not in taken
        and v.last <= trigger.first
        and scene.clauses.owner[v.first] == scene.clauses.owner[mention.first]
        and (0 <= mention.first - v.last <= BESIDE or mention.last <= v.first)
        for v in scene.verbs
    )


def _of_another_noun(scene: Scene, mention: TimeMention, trigger: Match) -> bool:
    """Whether the date tells which other thing is meant: "Sunday's election", "the crisis of 2014"."""
    if mention.last < len(scene.tokens) and scene.is_clitic(mention.last):
        return not 0 <= trigger.first - mention.last <= 2 * BESIDE
    if _in_attribute(scene, mention):
        return True
    before = next((i for i in (mention.first, mention.first - 1) if i >= 0 and scene.is_word(i, "of")), None)
    if before is None or 0 <= before - trigger.last <= BESIDE:
        return False
    head = before - 1
    if head < 0 or trigger.first <= head < trigger.last or not scene.is_plain(head) or planned_for(scene, mention):
        return False
    if scene.tokens[head].text == ",":
        return False  # "en Johannesburgo, del 20 al 24": the word belongs to the date
    if any(a.first <= head < a.last and a.via != "pronoun" for a in scene.annotated.actors):
        return False
    return "of" in scene.preposition(head) or (not scene.preposition(head) and not _opens(scene, head))


def _in_attribute(scene: Scene, mention: TimeMention) -> bool:
    """Whether the date stands between an article and the actor: "the on Sunday elected president X", in German."""
    at = mention.first - 1
    at -= at > 0 and scene.is_word(at, "in")
    after = scene.tokens[mention.last] if mention.last < len(scene.tokens) else None
    participle = after is not None and after.text.isalpha() and after.text.islower() and scene.is_plain(mention.last)
    participle = participle and scene.lex.nouns_capitalised
    framed = at >= 0 and scene.is_word(at, "article") and not scene.is_word(at, "in")
    return participle and framed and any(a.first == mention.last + 1 for a in scene.annotated.actors)


def _opens(scene: Scene, head: int) -> bool:
    """Whether a noun stands at the head of its clause without a preposition's being known ("le matin du 5 mai")."""
    return head - scene.clauses.of(head).first <= 1
