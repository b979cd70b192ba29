"""Who holds an office: resolved at the document's date, or at the past year the sentence speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from kg.mentions.actors.context import Context, Piece, mention
from kg.mentions.names.entities import Entity
from kg.mentions.names.spelling import slug
from kg.model import Actor, ActorKind, ActorMention

#: Offices that may be held by the person another office word of the group names. Where the head of state has no power,
#: the gazetteer lists the head of government as "leader" (a row of offices.csv).
KIN = {
    "president": ("president", "head_of_state"),
    "king": ("king", "head_of_state"),
    "head_of_state": ("president", "king", "head_of_state", "leader"),
    "prime_minister": ("prime_minister", "head_of_government", "chancellor"),
    "chancellor": ("chancellor", "head_of_government", "prime_minister"),
    # where one word is the head of government of some states and the foreign minister of all others (canciller)
    "chancellor_or_foreign_minister": ("chancellor", "foreign_minister"),
    "head_of_government": ("prime_minister", "chancellor", "head_of_government", "leader", "president"),
    "leader": ("leader", "president", "king", "chancellor", "prime_minister", "head_of_state", "head_of_government"),
    "secretary_of_state": ("secretary_of_state", "foreign_minister"),
    "foreign_minister": ("foreign_minister", "secretary_of_state"),
    "commission_president": ("commission_president",),
}
#: Offices of states alone: "the foreign ministers of the EU" are its members' ministers, and meet in its name.
MINISTERIAL = frozenset({"foreign_minister", "defence_minister", "finance_minister", "interior_minister"})
#: Offices whose holders have a counterpart in other states.
PEERS = ("president", "prime_minister", "chancellor", "king", "vice_president", *sorted(MINISTERIAL))
#: What a head of government is called.
_GOVERNING = frozenset({"prime_minister", "chancellor"})
#: Offices of which a text speaks without a state where it means its own.
_AT_HOME = frozenset({"head_of_state", "head_of_government", "prime_minister", "chancellor", *MINISTERIAL})
#: Offices that several people hold at once.
SEVERAL = frozenset(
    {"minister", "deputy_minister", "envoy", "ambassador", "governor", "spokesperson", "chief_negotiator", "director"}
)
#: Offices by which an office holder's own outlet calls him.
_OWN = frozenset({"president", "head_of_state", "king", "prime_minister", "chancellor", "head_of_government"})
#: How many states are meant by words for those spoken of.
_STATES = {"pair_states": 2, "trio_states": 3}
#: Offices that mean who heads a body, whatever he is called there: "the president of the Bundestag".
_LEADING = frozenset({"leader", "minister", "head_of_state", "president"})
#: Words from an article to the office behind it.
_TO_OFFICE = 3


def holders(
    context: Context,
    pieces: Sequence[Piece],
    office: Piece,
    states: Sequence[int],
    whole: tuple[int, int],
) -> list[ActorMention]:
    """Who holds an office of each of the states named; a body of a state ("delegation") is the state."""
    found: list[ActorMention] = []
    code = office.code
    for number in sorted(states):
        entity = pieces[number].entity or acting(context, pieces[number])
        if entity is None:
            continue
        of = entity.state if entity.kind == "organisation" and entity.state else entity.key
        whose = entity.kind == "organisation" and entity.state is None and len(states) == 1
        whose = whose or (office.code == "leader" and entity.kind == "state" and len(states) == 1)
        if whose and office.kind == "office" and plural(context, office):  # "African Union (Jordanian) leaders"
            actor, via = context.gaz.actor(entity, context.published), "body"
        elif office.kind == "body":
            actor, via = organ(context, office, context.gaz.entities.get(of, entity)), "body"
            if office.code and actor.kind is ActorKind.ORGANISATION:
                context.seen.organs[office.code] = actor
        else:
            actor, via = _by_office(context, pieces, code, entity, of)
            if via == "office":
                context.seen.offices.setdefault(code, actor)
            if entity.kind == "organisation" and entity.state and entity.head and code in _LEADING:
                code = entity.head  # "the heads of the foreign ministries of Poland and Lithuania"
        begin, end = whole if len(states) == 1 else (pieces[number].first, pieces[number].last)
        if number == max(states) and end <= office.first:
            end = office.last  # the office word belongs to the last of a list before it,
        elif not found:
            begin = min(begin, whole[0])  # and to the first of one behind it
        found.append(mention(context, begin, end, actor, via, office.entry))
    return found


def acting(context: Context, group: Piece) -> Entity | None:
    """The body in whose name a group of states acts: "the member states of the EU"."""
    entity = context.gaz.entities.get(group.code)
    return context.gaz.entities.get(entity.acts_for or "") if entity is not None else None


def of_the_two(context: Context, pieces: Sequence[Piece], index: int) -> list[ActorMention]:
    """ "The foreign ministers of the two (three) countries": who holds the office in each of the states spoken of.

    Their delegations are the states, their ministries speak for them.
    """
    office, after = pieces[index], pieces[index + 1] if index + 1 < len(pieces) else None
    if office.kind not in ("office", "body") or after is None or after.kind != "anaphor" or after.code not in _STATES:
        return []
    if not tied_to_two(context, office, after):
        return []
    named = dict.fromkeys(p.entity.key for p in pieces[:index] if p.kind in ("state", "adjective") and p.entity)
    many = _STATES[after.code]
    last = context.seen.last_states() if many == 2 else context.seen.three_states()
    keys = tuple(named) if len(named) == many else last
    states = [context.gaz.entities[key] for key in keys if key in context.gaz.entities]
    if office.kind == "body":
        actors = [(organ(context, office, state), "body") for state in states]
    else:
        actors = [_by_office(context, pieces, office.code, state, state.key) for state in states]
    context.seen.speak_of_two([state.key for state in states])
    return [mention(context, office.first, after.last, actor, via, office.entry) for actor, via in actors]


def tied_to_two(context: Context, piece: Piece, after: Piece) -> bool:
    """Whether "the two states" stand right behind those who are of them: "delegations from both countries"."""
    between = range(piece.last, after.first)
    return len(between) <= 2 and all(context.words.get(i, set()) & {"of", "article", "from"} for i in between)


def organ(context: Context, body: Piece, owner: Entity) -> Actor:
    """The organ by which a state speaks ("the Ukrainian government"); any other body is the state itself."""
    state = context.gaz.actor(owner, context.published)
    if not body.code or owner.kind != "state":
        return state
    name = f"{body.code} of {state.name}"
    known = context.gaz.body(name)
    if known is not None:  # a seat known by a name of its own: the presidency of France is the Elysee
        return context.gaz.actor(known, context.published)
    return Actor(f"organisation/{slug(name)}", ActorKind.ORGANISATION, name, state.key)


def meant_by(context: Context, code: str) -> Actor | None:
    """Whom an office word without a state means: the only holder there is, else the one spoken of before."""
    sole = context.gaz.sole_holder(code, context.when)
    if sole is not None and code not in MINISTERIAL:  # every state has one, whatever the tables know
        return context.gaz.actor(sole, context.when)
    known = context.seen.offices.get(code) or _called(context, code) or _last_holder(context, code)
    if known is None and code in ("leader", "head_of_state"):
        return next((context.seen.offices[o] for o in KIN[code] if o in context.seen.offices), None)
    return known


def spoken_of(context: Context, office: Piece, before: Sequence[Piece]) -> Actor | None:
    """Whom an office word without a state means: the head of state at home rather than a leader spoken of."""
    code = office.code
    words = context.words.get(office.first - 1, set()) if office.first else {"article"}
    owned = bool(before) and before[-1].kind == "anaphor" and before[-1].last == office.first  # "his foreign minister"
    if owned:
        return _of_owner(context, code, before)
    told = "article" in words or _singular_article(context, office.first)
    if told and (own := _whose_text(context, code)) is not None:
        return own
    home = at_home(context, code, before) if told else None
    return home if home is not None and code == "head_of_state" else meant_by(context, code) or home


def _whose_text(context: Context, code: str) -> Actor | None:
    """Who holds an office and whose own outlet tells of him: "the President" in a release of the Kremlin."""
    voice = context.seen.voice
    if voice is None or code not in _OWN or not context.seen.narrated:
        return None
    held = context.gaz.tenures.get(voice.key, ())
    holds = any(t.office in KIN.get(code, (code,)) and t.holds(context.when) for t in held if context.when is not None)
    return voice if holds else None


def _of_owner(context: Context, code: str, before: Sequence[Piece]) -> Actor | None:
    """ "Merkel and her foreign minister": of the state of the person named last."""
    keys = [p.entity.key for p in before if p.kind == "person" and p.entity is not None]
    keys = keys or [a.key for a in context.seen.subjects[-1:]]
    of = context.gaz.state_of(keys[-1], context.when) if keys else None
    holder = context.gaz.holder(KIN.get(code, (code,)), of, context.when) if of and code not in SEVERAL else None
    return context.gaz.actor(holder, context.when) if holder is not None else None


def at_home(context: Context, code: str, before: Sequence[Piece]) -> Actor | None:
    """Whom an office means that a text names before any state: the holder at home of the press that writes so."""
    home = home_state(context, before)
    if home is None or code not in _AT_HOME or context.when is None:
        return None
    holder = context.gaz.holder(KIN.get(code, (code,)), home.key, context.when)
    return context.gaz.actor(holder, context.when) if holder is not None else None


def native(context: Context, office: Piece, person: Piece, before: Sequence[Piece]) -> Piece | None:
    """The state of a minister in no table, who is named before any state: that of the press that writes so."""
    minister = office.code in ("minister", "deputy_minister") or office.code in MINISTERIAL
    home = home_state(context, before) if minister and person.entity is None else None
    if home is None:
        return None
    keys = [p.entity.key for p in before if p.kind == "person" and p.entity is not None]
    named = {a.state for a in context.seen.persons} | {context.gaz.state_of(key, context.when) for key in keys}
    return Piece(office.first, office.last, "state", home) if named <= {home.key, None} else None


def home_state(context: Context, before: Sequence[Piece]) -> Entity | None:
    """The state whose press writes the language, before a text has named another."""
    home = context.usage.lex.names.home
    abroad = any(state.key != home for state in context.seen.states)
    abroad = abroad or any(p.kind in ("state", "adjective", "demonym") for p in before)
    return context.gaz.entities.get(home) if not abroad else None


def _by_office(context: Context, pieces: Sequence[Piece], code: str, entity: Entity, of: str) -> tuple[Actor, str]:
    """The holder of an office of a state on the document's date; the state itself where nobody is known."""
    codes = _offices_of_other(context, pieces, of) if code == "counterpart" else KIN.get(code, (code,))
    if code == "spokesperson" and entity.kind == "organisation":
        return context.gaz.actor(entity, context.published), "body"
    if code == "minister" and (told := _minister_told_of(context, of)) is not None:
        return told, "office"
    if code in SEVERAL:  # a state has many of them: without a name nobody in particular is meant
        owner = context.gaz.entities.get(of, entity)
        return context.gaz.actor(owner, context.published), "body"
    if entity.kind == "organisation" and entity.head:
        codes = (entity.head,) if code in _LEADING else codes
    joint = entity.kind == "organisation" and entity.state is None and code in MINISTERIAL
    holder = context.gaz.holder(codes, of, context.when) if not joint else None
    if code == "leader" and (told := _leads(context, codes, of)) is not None:
        return told, "office"
    if holder is not None:
        return context.gaz.actor(holder, context.when), "office"
    owner = context.gaz.entities.get(of, entity)
    return context.gaz.actor(owner, context.published), "body"


def _minister_told_of(context: Context, of: str) -> Actor | None:
    """The only minister of a state whom the text has named: "the Russian minister" is Lavrov, of whom it tells."""
    codes = {*MINISTERIAL, "minister"}
    named = [p for p in context.seen.persons if p.state == of]
    own = [p for p in named if codes & _offices_held(context, p)]
    return own[0] if len(own) == 1 else None


def _offices_held(context: Context, person: Actor) -> set[str]:
    """The offices a person holds that day, and those by which the text called him."""
    tenures = context.gaz.tenures.get(person.key, ())
    held = {t.office for t in tenures if context.when is not None and t.holds(context.when)}
    return held | context.seen.held.get(person.key, set())


def _leads(context: Context, codes: Sequence[str], of: str) -> Actor | None:
    """The leader of a state whom the text has named: "the Saudi leader" is the crown prince it tells of, no king."""
    named = [p for p in reversed(context.seen.persons) if p.state == of]
    called = (p for p in named if "leader" in context.seen.held.get(p.key, ()))
    holders = {h.key for code in codes if (h := context.gaz.holder((code,), of, context.when)) is not None}
    return next(called, None) or next((p for p in named if p.key in holders), None)


def _offices_of_other(context: Context, pieces: Sequence[Piece], of: str) -> tuple[str, ...]:
    """Offices, and their kin elsewhere, held by the person whose counterpart in `of` is spoken of."""
    here = [p.entity.key for p in pieces if p.kind == "person" and p.entity is not None]
    called = [p.code for p in pieces if p.kind == "office" and p.code not in ("counterpart", *SEVERAL)]
    shared = any(p.kind == "office" and p.code in SEVERAL for p in pieces)  # "the deputy minister": no one's in `of`
    before = [] if called or shared else [a.key for a in reversed(context.seen.subjects)]
    for key in (*here, *before):
        held = [
            t.office
            for t in context.gaz.tenures.get(key, ())
            if context.when is not None and t.holds(context.when) and t.of != of
        ]
        if held:
            called = held
            break
    return tuple(dict.fromkeys(code for office in called for code in (office, *KIN.get(office, ()))))


def _called(context: Context, code: str) -> Actor | None:
    """The person whom the text called by that office last, or by another word for it ("head of government")."""
    codes = {code, *_GOVERNING} if code == "head_of_government" else {code}
    codes |= {"head_of_government"} if code in _GOVERNING else set()
    return next((p for p in reversed(context.seen.persons) if context.seen.held.get(p.key, set()) & codes), None)


def _last_holder(context: Context, code: str) -> Actor | None:
    """The person named last in the document who holds an office that day; in a text without a date, ever held it."""
    for codes in ((code,), KIN.get(code, ())):  # a secretary of state rather than another foreign minister
        for actor in reversed(context.seen.persons):
            tenures = context.gaz.tenures.get(actor.key, ())
            if any(t.office in codes and (context.when is None or t.holds(context.when)) for t in tenures):
                return actor
    return None


def at_time(context: Context, actor: Actor) -> Actor:
    """Who held the actor's office on the day the sentence speaks of ("the leaders last met in 2021")."""
    if actor.kind is not ActorKind.PERSON or actor.state is None or context.when == context.published:
        return actor
    for code in ("president", "prime_minister", "chancellor", "king", "foreign_minister"):
        holder = context.gaz.holder((code,), actor.state, context.published)
        if holder is not None and holder.key == actor.key:
            then = context.gaz.holder((code,), actor.state, context.when)
            return context.gaz.actor(then, context.when) if then is not None else actor
    return actor


def plural(context: Context, piece: Piece) -> bool:
    """Whether an office word stands in the plural: its form is not its lemma, in a language without cases."""
    words = [t.lower for t in context.tokens[piece.first : piece.last]]
    owned = any("of" in context.words.get(i, ()) for i in range(piece.first, piece.last))
    word = words[0] if owned else words[-1]  # "heads of state"
    endings = tuple(context.usage.lex.names.plural_endings.split())
    if endings or context.usage.lex.script == "Cyrillic":
        return bool(endings) and any(w.endswith(endings) for w in words)
    if _singular_article(context, piece.first):
        return False
    return (
        _plural_article(context, piece.first, word)
        or _owners(context, piece.first, word)
        or context.usage.lemma(word) != word
        or (word.endswith("s") and context.usage.lemma(word[:-1]) == word[:-1])
    )


def _article(context: Context, first: int) -> int:
    """The article of a noun phrase, adjectives between; -1 where none opens it."""
    names = context.usage.lex.names
    at = first - 1
    while at > 0 and first - at <= _TO_OFFICE and context.tokens[at].text.islower():
        told = context.tokens[at].lower in names.plural_articles or context.tokens[at].lower in names.singular_articles
        if told or context.words.get(at, {"article"}) != {"article"}:  # "neuen" is listed as an article, too
            break
        at -= 1
    return at


def _plural_article(context: Context, first: int, word: str) -> bool:
    """Whether an article shows a plural that looks like the singular, adjectives between: "die Minister"."""
    at = _article(context, first)
    ending = context.usage.lex.names.plural_articles.get(context.tokens[at].lower) if at >= 0 else None
    relative = at > 0 and context.tokens[at - 1].text == ","
    return ending is not None and word.endswith(ending) and not relative


def _owners(context: Context, first: int, word: str) -> bool:
    """Whether an office owns the noun before its article, in a plural that looks like the singular.

    "Das Treffen der Minister": a singular would have another article or ending ("das Treffen des Ministers").
    """
    near = takewhile(lambda i: context.tokens[i].text.islower(), range(first - 1, max(0, first - 1 - _TO_OFFICE), -1))
    at = next((i for i in near if context.tokens[i].lower in context.usage.lex.words.genitive), 0)
    if not at:
        return False
    head = context.tokens[at - 1]
    noun = head.text[:1].isupper() and head.lower not in context.usage.calendar
    noun = noun and at - 1 not in context.verbs | context.named and not context.words.get(at - 1)
    return noun and any(word.endswith(ending) for ending in context.usage.lex.names.plural_articles.values())


def _singular_article(context: Context, first: int) -> bool:
    """Whether an article shows a singular whose case looks like the plural: "des Kanzlers", "dem Praesidenten"."""
    at = _article(context, first)
    plural_after = context.usage.lex.names.singular_articles.get(context.tokens[at].lower) if at >= 0 else None
    return plural_after is not None and (at == 0 or context.tokens[at - 1].lower not in plural_after.split())
