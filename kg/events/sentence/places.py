"""Where an event takes place: which of a sentence's places belongs to which trigger."""

from __future__ import annotations

from collections.abc import Sequence

from kg.events.sentence.clauses import FINITE, TRANSPARENT, Clause
from kg.events.sentence.scene import Scene
from kg.events.sentence.wishes import put_to
from kg.model import ActorKind, EventType, GatheringMention, Match, Participation, Place, PlaceMention, Role

#: Many languages use one word for "in" and "to" ("a Ginevra"); a town is a place either way.
_LOCATIVE = frozenset({"in", "to"})
#: The farthest place, in tokens and penalties, that still belongs to a trigger.
FARTHEST = 24
#: Tokens between an event noun's phrase and a relative clause that says more of it.
ATTACHED = 14
#: Tokens of auxiliaries and adverbs between a place and the verb by which it hosts something: "would be happy to".
HELPING = 6
#: Tokens between a place and the smaller one in it, and between a town and the region it is in (a comma and "in").
NEXT, APPOSED = 4, 2
#: Words between an event noun and the adjective of the town it is called by, and the adjective.
BESIDE = 3
#: Tokens before a state with which a sentence opens: a preposition and an article.
_OPENING = 2
#: Penalties: another event stands between; the place stands in another clause.
_BETWEEN, _AWAY = 8, 10
#: Events named for the town they are in: "the summit of Brussels".
GATHERINGS = (EventType.SUMMIT, EventType.CONFERENCE)
#: Where people are together.
TOGETHER = (EventType.MEETING, *GATHERINGS)
#: Events at which people are in one town; each has many a name: a summit is a meeting, a meeting holds talks.
ENCOUNTERS = frozenset({*TOGETHER, EventType.NEGOTIATION})


def place_of(
    scene: Scene, trigger: Match, frame: str, rivals: Sequence[Match]
) -> tuple[Place | None, tuple[int, int] | None]:
    """The place of a trigger's event and the tokens that name it.

    A locative preposition marks it (for visits also a direction); the nearest of the trigger's own clause wins. A call
    has no place: where a caller happens to be is not where it takes place.
    """
    if frame == "call":
        return None, None
    own = own_gathering(scene, trigger)
    if own is not None and own.gathering.place is not None:
        return own.gathering.place, None
    found = []
    for mention in scene.annotated.places:
        distance = _distance(scene, trigger, frame, rivals, mention)
        if distance is not None:
            found.append((distance, mention.first, mention))
    towns = [f for f in found if f[0] <= FARTHEST and f[2].place.key != f[2].place.country]
    found = [f for f in found if not (towns and _opens_with(scene, f[2], trigger))]
    if found and (best := min(found, key=lambda item: item[:2]))[0] <= FARTHEST:
        chosen = _finest(scene, [p for _, _, p in found], best[2])
        return chosen.place, (chosen.first, chosen.last)
    for gathering in scene.annotated.gatherings:
        if gathering.gathering.place is not None:
            return gathering.gathering.place, None
    return _called_by_town(scene, trigger), None


def _opens_with(scene: Scene, mention: PlaceMention, trigger: Match) -> bool:
    """Whether a state opens the sentence, before a comma or the event: "In Mali, the talks resumed in Algiers"."""
    apart = mention.last < len(scene.tokens) and scene.tokens[mention.last].text == ","
    apart = apart or 0 <= trigger.first - mention.last <= 1
    return apart and mention.first <= _OPENING and mention.place.key == mention.place.country


def _finest(scene: Scene, found: Sequence[PlaceMention], best: PlaceMention) -> PlaceMention:
    """Of two places that belong together the smaller: "in Turkey, in Antalya", "at Newport, in Wales"."""
    inside = [p for p in found if 0 < p.first - best.first <= NEXT and p.place.country == best.place.key]
    near = [p for p in found if 0 < best.first - p.last <= APPOSED and scene.tokens[p.last].text in ",("]
    wider = (best.place.key, best.place.country)
    before = [p for p in near if p.place.key != p.place.country and p.place.country in (None, *wider)]
    return (inside or before or [best])[0]


def _called_by_town(scene: Scene, trigger: Match) -> Place | None:
    """The town whose adjective stands at an event noun, or at where it is: "in einem Genfer Hotel"."""
    towns = scene.annotated.towns
    if not towns:
        return None
    own = trigger.payload[0] in (*ENCOUNTERS, EventType.VISIT) and not scene.verbal(trigger)
    if own and (place := next((t.place for t in towns if _at(scene, t, trigger)), None)) is not None:
        return place
    owner = scene.clauses.owner
    gatherings = [m for m in scene.matches("trigger") if m.payload[0] in GATHERINGS and not m.classes]
    for town in (t for t in towns if owner[t.first] == owner[trigger.first]):
        beside = [m for m in (*scene.matches("building"), *gatherings) if _at(scene, town, m)]
        if any(scene.preposition(min(m.first, town.first)) & {"in"} for m in beside):
            return town.place
    return None


def _at(scene: Scene, town: PlaceMention, noun: Match) -> bool:
    """Whether a town's adjective stands at a noun, with nothing but plain words between them."""
    first = noun.first
    while first > 1 and scene.tokens[first - 1].text == "-":
        first -= 2  # "die Bonner Afghanistan-Konferenz"
    gap = range(town.last, first) if town.first < first else range(noun.last, town.first)
    return len(gap) < BESIDE and all(scene.is_plain(i) and scene.tokens[i].text[:1].isalpha() for i in gap)


def own_gathering(scene: Scene, trigger: Match) -> GatheringMention | None:
    """The named gathering that a trigger is part of or stands at; not "arrived after the summit of X"."""
    apart = {m.last for name in ("after", "before") for m in scene.matches(f"clause.{name}")}
    for named in scene.annotated.gatherings:
        near = abs(named.first - trigger.last) <= 1 and named.first not in apart
        if named.first <= trigger.first < named.last or near:
            return named
    return None


def _distance(scene: Scene, trigger: Match, frame: str, rivals: Sequence[Match], mention: PlaceMention) -> int | None:
    """How far a place is from the trigger; None when it cannot be its place."""
    inside = frame == "visit" and trigger.first <= mention.first < trigger.last
    kind = scene.preposition(mention.first)
    onward = any(scene.is_word(trigger.last - 1, word) for word in ("for", "to"))
    if inside and onward and kind <= {"of", "from"}:
        return None  # "left Washington for Riyadh", "salio de Caracas hacia La Habana"
    if inside and "for" in kind:
        return 0  # "went on for Rome"
    if frame == "visit" and (_visited(scene, trigger, mention) or scene.is_goal(mention.first, mention.last)):
        return -1  # before where the sentence takes place: "in Paris, where he was invited to visit Rome"
    if _struck(scene, trigger, mention):
        return -1
    if _eponym(scene, trigger, mention):
        if trigger.payload[0] in ENCOUNTERS:
            return 0
        if frame == "sign":
            return FARTHEST
    if _glued(scene, mention) and mention.place.key == mention.place.country:
        return None  # what the event is about: "die Ukraine-Konferenz"
    if not kind and _hosts(scene, mention, trigger):
        return 0 if mention.place.key != mention.place.country else FARTHEST - 1
    kind = _LOCATIVE if (not kind and _there(scene, mention)) or _on_soil(scene, mention) else kind
    if "from" in kind and _scene_of(mention, scene.clauses.of(trigger.first)):
        return 0  # "returned from Moscow, where he had met X"
    if not kind & _LOCATIVE or _inside_name(scene, mention.first, mention.last):
        return None
    goal = "in" not in kind and _only_to(scene, mention, trigger, rivals)
    if frame != "visit" and (goal or _given(scene, mention)):
        return None
    if put_to(scene, mention.first, mention.last) or _of_a_noun(scene, mention, trigger):
        return None
    if any(_its_own(r, mention) for r in rivals):
        return None
    distance = mention.first - trigger.last if mention.first >= trigger.last else trigger.first - mention.last + 3
    home, own = scene.clauses.of(mention.first), scene.told_in(trigger)
    away = home.number != own.number
    if away and _told_there(scene, mention, trigger):
        return None
    if away and (_scene_of(mention, own) or _aim_there(scene, home, trigger, own, rivals)):
        return 0
    if away and _says_more(scene, home, trigger, own):
        distance, away = min(distance, ATTACHED), False
    if away and (mention.seat or _of_main_verb(scene, mention, trigger, own)):
        return None
    if away and {home.kind, own.kind} & {"after", "before"}:
        return None
    if any(min(mention.first, trigger.first) < r.first < max(mention.first, trigger.first) for r in rivals):
        distance += _BETWEEN
    if not away and _claimed(scene, trigger, rivals, mention):
        return None
    return distance + _AWAY * away


def _of_main_verb(scene: Scene, mention: PlaceMention, trigger: Match, own: Clause) -> bool:
    """Whether a verb of the clause above a relative one has the place: "X, who had met Y, spoke in Warsaw"."""
    owner = scene.clauses.owner
    if own.kind != "relative" or owner[mention.first] != own.parent:
        return False
    verbs = (v for v in scene.verbs if trigger.last <= v.first < mention.first and owner[v.first] == own.parent)
    return any(v.tense in ("past", "present", "future") for v in verbs)


def _only_to(scene: Scene, mention: PlaceMention, trigger: Match, rivals: Sequence[Match]) -> bool:
    """Whether a place behind "to" is no place of what is done, but where something goes."""
    whole = mention.place.key == mention.place.country
    return mention.unlisted or whole or _goal_of(scene, mention, trigger, rivals)


def _given(scene: Scene, mention: PlaceMention) -> bool:
    """Whether something goes to a state behind words that tell where before towns alone: "an Belgien"."""
    whole = mention.place.key == mention.place.country
    return whole and any(m.last == mention.first for m in scene.matches("dative"))


def _goal_of(scene: Scene, mention: PlaceMention, trigger: Match, rivals: Sequence[Match]) -> bool:
    """Whether a journey told after it in its clause leads there: "after talks with Lavrov Kerry flew to Berlin"."""
    owner = scene.clauses.owner
    after = [r for r in rivals if r.payload[1] == "visit" and trigger.last <= min(r.first, mention.first)]
    return any(owner[r.first] == owner[mention.first] for r in after)


def _hosts(scene: Scene, mention: PlaceMention, trigger: Match) -> bool:
    """Whether a town or state is told to host the event: "Geneva will host a summit", "Vienna is the venue of"."""
    if trigger.payload[0] not in ENCOUNTERS or trigger.payload[1] == "host":
        return False
    owner, last = scene.clauses.owner, bool(scene.lex.clauses.final_verb)
    verbs = [v.first for v in scene.verbs if v.name in scene.lex.tenses.hosting]
    words = [*verbs, *(m.first for m in scene.matches("venue"))]
    own = [i for i in words if owner[i] == owner[mention.first] and i >= mention.last]
    return any(last or (i - mention.last <= HELPING and i < trigger.last) for i in own)


def _there(scene: Scene, mention: PlaceMention) -> bool:
    """Whether an adverb stands for the place: "there", "here"."""
    return any(m.first == mention.first for m in scene.matches("there", "here"))


def _on_soil(scene: Scene, mention: PlaceMention) -> bool:
    """Whether a state is named by its soil: one "sets foot on" it and "enters" it, with whatever word for "in"."""
    if scene.preposition(mention.first) & {"from", "of", "genitive", "against", "for"}:
        return False  # "the withdrawal from Ukrainian soil"
    return any(mention.first <= m.first < mention.last for m in scene.matches("soil"))


def _of_a_noun(scene: Scene, mention: PlaceMention, trigger: Match) -> bool:
    """Whether the place tells which war, crisis or election is spoken of: "on the situation in Gaza"."""
    dated = {t.last: t.first for t in scene.annotated.times}
    at = mention.first
    while at > 0 and at != trigger.last:
        if at in dated:
            at = dated[at]  # "the attack of Monday in Tel Aviv"
        elif scene.is_word(at - 1, "article") or scene.kinds.get(at - 1, set()) & (_LOCATIVE | {"of"}):
            at -= 1
        elif at == mention.first and scene.tokens[at - 1].text.islower() and scene.is_plain(at - 1):
            at -= 1  # "in neighbouring Iraq"
        else:
            break
    heads = {at, at - 1} if scene.is_plain(at - 1) else {at}  # "the presidential election in France"
    bases = (m for m in scene.matches("building") if not scene.preposition(m.first) & _LOCATIVE)
    own = set(range(trigger.first, trigger.last)) - trigger.holes
    apart = (m for m in (*scene.matches("located"), *bases) if own.isdisjoint(range(m.first, m.last)))
    return any(m.last in heads for m in apart)


def _its_own(rival: Match, mention: PlaceMention) -> bool:
    """Whether a place says for where an agreement is: "spoke of a ceasefire in Gaza"."""
    noun = rival.payload[0] is EventType.AGREEMENT and not rival.classes
    return noun and 0 <= mention.first - rival.last <= 2


def _visited(scene: Scene, trigger: Match, mention: PlaceMention) -> bool:
    """Whether a town is the object of the verb: "visited Milan", "visited on Monday our Milan"."""
    gap = range(trigger.last, mention.first)
    if not trigger.classes or mention.place.key == mention.place.country or (gap and scene.preposition(mention.first)):
        return False
    if mention.last <= trigger.first:  # where verbs end their clause: "hat am Montag Peking besucht"
        rest = range(mention.last, trigger.first)
        last = bool(scene.lex.clauses.final_verb) and not scene.preposition(mention.first)
        return last and all(i in scene.dated or scene.kinds.get(i) for i in rest)
    small = {i for m in scene.matches("anaphora", "locality") for i in range(m.first, m.last)} | scene.dated
    capital = {i for i in gap if scene.tokens[i].lower in scene.lex.anaphora.capital}
    whose = (a for a in scene.annotated.actors if a.via == "adjective" or (a.via == "body" and a.last - 1 in capital))
    small |= capital | {i for a in whose for i in range(a.first, a.last)}
    small |= {i for i in gap if scene.kinds.get(i) and i + 1 in scene.dated}
    return trigger.first < mention.first and all(i in small or scene.is_word(i, "article") for i in gap)


def _struck(scene: Scene, trigger: Match, mention: PlaceMention) -> bool:
    """Whether a town or region is what was attacked: "shelled Kharkiv", "the shelling of the Kherson region"."""
    if trigger.payload[0] is not EventType.CONFLICT or mention.place.key == mention.place.country:
        return False
    near = trigger.last <= mention.first <= trigger.last + 1
    return _visited(scene, trigger, mention) or (near and "of" in scene.preposition(mention.first))


def _eponym(scene: Scene, trigger: Match, mention: PlaceMention) -> bool:
    """Whether an agreement or gathering bears the name of the town where it was: "the Treaty of Rome"."""
    if mention.place.key == mention.place.country:
        return False
    talks = trigger.payload[0] in ENCOUNTERS and not scene.verbal(trigger) and not _of_party(scene, trigger, mention)
    whole = trigger.payload[0] in GATHERINGS or (talks and _compounded(scene, mention))
    if whole and scene.compound(mention.first, mention.last, trigger):
        return True  # "the Brussels summit"
    near = trigger.first < mention.first <= trigger.last + 2 and (talks or trigger.payload[0] not in ENCOUNTERS)
    return near and "of" in scene.preposition(mention.first)


def _glued(scene: Scene, mention: PlaceMention) -> bool:
    """Whether a hyphen joins a name to what follows."""
    return mention.last < len(scene.tokens) and scene.tokens[mention.last].text == "-"


def _compounded(scene: Scene, mention: PlaceMention) -> bool:
    """Whether a name right before talks can be the first part of a compound: "the Geneva talks", "die Genf-Runde".

    A capital only behind an article, "the Ankara talks": one may have "offered Ankara talks".
    """
    if _glued(scene, mention):
        return True
    party = any(a.first == mention.first and a.via == "capital" for a in scene.annotated.actors)
    joins = not (scene.lex.adjectives_after or scene.lex.nouns_capitalised)
    return joins and (not party or scene.is_word(mention.first - 1, "article"))


def _of_party(scene: Scene, trigger: Match, mention: PlaceMention) -> bool:
    """Whether a capital may stand for the government that meets somebody: "Moscow talks with Kyiv"."""
    if trigger.payload[0] in GATHERINGS or not any(
        a.via == "capital" and (a.first, a.last) == (mention.first, mention.last) for a in scene.annotated.actors
    ):
        return False
    return any(scene.is_word(i, "with") for i in range(trigger.first, min(mention.last + BESIDE, len(scene.tokens))))


def _scene_of(mention: PlaceMention, own: Clause) -> bool:
    """Whether the trigger's clause says what happens at the place right before it: "in Lisbon, where he will meet"."""
    return own.kind == "relative" and 0 <= own.first - mention.last <= 1


def _aim_there(scene: Scene, home: Clause, trigger: Match, own: Clause, rivals: Sequence[Match]) -> bool:
    """Whether the place's clause tells of a journey that was made for the event: "flew to Rome, to meet the Pope"."""
    if own.kind not in TRANSPARENT or own.parent != home.number or "infinitive" not in trigger.classes:
        return False
    return any(
        r.payload[1] == "visit" and bool(r.classes) and scene.clauses.owner[r.first] == home.number for r in rivals
    )


def _says_more(scene: Scene, home: Clause, trigger: Match, own: Clause) -> bool:
    """Whether the place's clause is a relative one about the event: "a meeting that will take place in Rome"."""
    if home.kind != "relative" or home.parent != own.number or not 0 <= home.first - trigger.last <= ATTACHED:
        return False
    if any(trigger.last <= v.first < home.first for v in scene.verbs):
        return False
    return says_more(scene, home)


def says_more(scene: Scene, relative: Clause) -> bool:
    """Whether a relative clause tells when or where the event before it was, by a verb that merely carries it."""
    owner = scene.clauses.owner
    told = any(owner[m.first] == relative.number for m in scene.matches("cue"))
    verbs = [v for v in scene.verbs if owner[v.first] == relative.number]
    persons = (a for a in scene.annotated.actors if a.actor.kind is ActorKind.PERSON)
    if any(0 <= relative.first - a.last <= 1 for a in persons):  # "a meeting with Trump, who had a hotel in Panama"
        return told or any(v.name in scene.lex.tenses.happening for v in verbs)
    return told or any(v.support or v.passive for v in verbs)


def _told_there(scene: Scene, mention: PlaceMention, trigger: Match) -> bool:
    """Whether it is where somebody spoke of the event: "..., he told journalists in Brussels"."""
    owner = scene.clauses.owner
    return any(
        owner[said.first] == owner[mention.first]
        and (said.first < mention.first or bool(scene.lex.clauses.final_verb))
        and owner[said.first] != owner[trigger.first]
        for said in scene.matches("attribution.said", "attribution.told")
    )


def _claimed(scene: Scene, trigger: Match, rivals: Sequence[Match], mention: PlaceMention) -> bool:
    """Whether a verb that does not merely carry the event stands between: "the talks meet with doubt in Vienna"."""
    if mention.first < trigger.last:
        return False
    known = {i for m in (*scene.matches("cue"), *rivals) for i in range(m.first, m.last)}
    between = [v for v in scene.verbs if trigger.last <= v.first < mention.first]
    between = [
        v for v in between if not (scene.is_word(v.first - 1, "article") or scene.tokens[v.first - 1].text == "-")
    ]
    carried = max((v.first for v in between if v.support and v.tense in FINITE), default=0)
    between = [v for v in between if v.tense != "infinitive" or v.first > carried]  # "talks to end the war resumed in"
    return any(not v.support and v.first not in known and not v.passive for v in between)


def _inside_name(scene: Scene, first: int, last: int) -> bool:
    """Whether a place's name is part of an actor's noun phrase ("the president of France")."""
    return any(a.first <= first and last <= a.last and a.last - a.first > last - first for a in scene.annotated.actors)


def host_state(parts: Sequence[Participation]) -> Place | None:
    """Where no place is named, a visitor goes to the state he visits."""
    hosts = [p.actor for p in parts if p.role is Role.HOST and p.actor.state == p.actor.key]
    return Place(hosts[0].key, hosts[0].name, hosts[0].key) if hosts else None
