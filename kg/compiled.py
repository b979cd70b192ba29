"""Every pattern of a language's lexicon in one matcher, compiled once a process."""

from __future__ import annotations

import gc
import re
from functools import cache
from unicodedata import normalize

from kg.matching import Matcher
from kg.model import STRIFE, EventType, Status
from kg.resources import lexicon
from kg.tokens import Clitics, clitics

#: Sections of the lexicon's `attribution`, its groups and organs aside.
ATTRIBUTIONS = (
    "said",
    "told",
    "according_to",
    "speaker_before",
    "citing",
    "claims_denied",
    "asked",
    "refused",
    "this",
    "continued",
    "remark",
)
#: Sections of the lexicon's `anaphora` that stand for actors.
ANAPHORA = (
    "pair",
    "pair_states",
    "trio",
    "trio_states",
    "counterpart",
    "he",
    "she",
    "they",
    "i",
    "we",
    "you",
    "our_country",
    "that_country",
    "whose_country",
    "nobody",
)

#: Sections of the lexicon's `headlines`.
HEADLINES = ("there", "host", "bound")
#: Objects made before the collector looks for cycles, of which a text leaves few: more than most texts need.
YOUNG = 50_000


@cache
def clitics_of(lang: str) -> Clitics:
    """The clitic lists of a language, ready for the tokenizer."""
    rules = lexicon(lang).text
    return clitics(rules.clitics_before, rules.clitics_after, rules.bare_capitals, _final_accents(lang))


def _final_accents(lang: str) -> dict[str, str]:
    """Words with a last letter that has an accent, by how they are typed with an apostrophe instead of it."""
    lex = lexicon(lang)
    if not lex.text.final_accents:
        return {}
    forms = (word for classes in lex.verbs.values() for words in classes.values() for word in words.split())
    found = {}
    for word in (*forms, *lex.text.final_accents):
        bare = normalize("NFD", word[-1])
        if len(bare) > 1:
            found[f"{word[:-1]}{bare[0]}'"] = word
    return found


@cache
def matcher(lang: str) -> Matcher:
    """Every pattern of a language's lexicon, compiled; sections are named after the lexicon's keys.

    Raises `UnknownLanguage` when there is no lexicon, `DataError` when a pattern is malformed.
    """
    lex = lexicon(lang)
    made = Matcher(
        lang,
        lex.verbs,
        clitics_of(lang),
        nouns_capitalised=lex.nouns_capitalised,
    )
    for add in (_names, _function_words, _events, _speech, _anaphora, _verbs):
        add(made, lang)
    gc.freeze()  # a hundred thousand objects that stay for good: the collector need not walk them time and again
    if 0 < gc.get_threshold()[0] < YOUNG:
        gc.set_threshold(YOUNG)
    return made


def _names(made: Matcher, lang: str) -> None:
    """What persons and bodies are called by."""
    lex = lexicon(lang)
    for office, patterns in lex.offices.items():
        made.add("office", patterns, office)
        if lex.adjectives_after:  # "ministre allemande des Affaires etrangeres"
            made.add("office", [p.replace(" ", " _ ", 1) for p in patterns if " " in p], office)
    made.add("body", lex.bodies)
    made.add("locality", lex.names.localities)
    made.add("building", lex.names.buildings)
    made.add("title", lex.names.titles)
    made.add("former", lex.names.former)


def _function_words(made: Matcher, lang: str) -> None:
    """What joins phrases and opens clauses."""
    lex = lexicon(lang)
    for name in ("and", "with", "between", "of", "to", "from", "in", "by", "about", "against", "for", "as"):
        field = f"{name}_" if name in ("and", "with", "from", "in", "for", "as") else name
        made.add(f"word.{name}", getattr(lex.words, field))
    made.add("word.article", lex.words.article)
    made.add("word.without", lex.words.without)
    made.add("aside", lex.words.aside)
    made.add("dative", lex.words.dative)
    made.add("onward", lex.words.onward)
    made.add("word.behind", lex.words.behind)
    made.add("word.led_by", lex.words.led_by)
    made.add("located", lex.words.located)
    made.add("bond", lex.words.bonds)
    made.add("accession", lex.words.accession)
    made.add(STRIFE, lex.words.strife)
    made.add("at_first", lex.words.at_first)
    made.add("forces", lex.words.forces)
    made.add("repeatedly", lex.words.repeatedly)
    made.add("members", lex.words.members)
    made.add("proceedings", lex.words.proceedings)
    made.add("conveyance", lex.words.conveyance)
    made.add("namely", lex.words.namely)
    made.add("occasion", lex.words.occasion)
    made.add("kin", lex.words.kin)
    for name in ("relative", "conditional", "after", "before", "during", "complement", "cause", "but"):
        made.add(f"clause.{name}", getattr(lex.clauses, name), name)


def _events(made: Matcher, lang: str) -> None:
    """Triggers, cues, and what keeps words from being events."""
    lex = lexicon(lang)
    reach = _bracketed if lex.clauses.final_verb else str
    for number, trigger in enumerate(lex.triggers):
        for pattern in trigger.patterns:
            section = "trigger.verbal" if pattern.startswith("<") else "trigger"
            section = f"asked.{trigger.asks}" if trigger.asks else section
            made.add(section, [reach(pattern)], (EventType(trigger.type), trigger.frame, f"triggers.{number}"))
    made.add("veto", lex.not_events)
    made.add("never", lex.never_before)
    made.add("thanks", lex.thanks)
    for name in HEADLINES:
        made.add(f"headline.{name}", getattr(lex.headlines, name), name)
    for matter, patterns in lex.matters.items():
        made.add("matter", patterns, matter)
    made.add("invitation", lex.invitations)
    made.add("programme", lex.programmes)
    made.add("offer", lex.offers)
    made.add("joint", lex.joint)
    made.add("news_conference", lex.news_conference)
    made.add("apart", lex.apart)
    made.add("wire", lex.by_wire)
    made.add("remote", lex.remotely)
    made.add("trilateral", lex.trilateral)
    for status, scopes in lex.cues.items():
        for entry, scope in _scoped(scopes).items():
            made.add("cue", [entry], (Status(status), scope))
    made.add("negation", lex.negation)
    made.add("attend", lex.attending)
    made.add("leading", lex.leading)
    made.add("presence", lex.presence)
    made.add("absent", lex.absent)
    made.add("neutral", lex.neutral)


def _speech(made: Matcher, lang: str) -> None:
    """Verbs of saying, and who speaks without a name."""
    lex = lexicon(lang)
    for name in ATTRIBUTIONS:
        made.add(f"attribution.{name}", getattr(lex.attribution, name), name)
    for label, patterns in (*lex.attribution.groups.items(), *lex.factions.items()):
        made.add("group", patterns, label)
    for label, patterns in lex.attribution.organs.items():
        made.add("organ", patterns, label)


def _anaphora(made: Matcher, lang: str) -> None:
    """Words that stand for actors named before."""
    lex = lexicon(lang)
    for name in ANAPHORA:
        made.add("anaphora", getattr(lex.anaphora, name), name)
    made.add("again", lex.anaphora.again)
    made.add("told", lex.anaphora.told)
    made.add("here", lex.anaphora.here)
    made.add("there", lex.anaphora.there)
    made.add("not_there", lex.anaphora.not_there)
    made.add("soil", [f"={word}" for word in lex.anaphora.soil])


def _verbs(made: Matcher, lang: str) -> None:
    """The verbs with all their forms, and which of them carry, begin and end events."""
    lex = lexicon(lang)
    for verb in lex.verbs:
        made.add("verb", [f"<{verb}>"], verb)
    made.add("support", [f"<{verb}>" for verb in lex.tenses.support])
    made.add("beginning", [f"<{verb}>" for verb in lex.tenses.beginning])
    made.add("ending", [f"<{verb}>" for verb in lex.tenses.ending])
    made.add("over", lex.tenses.over)
    made.add("venue", lex.tenses.venue)
    made.add("last_day", lex.tenses.last_day)
    made.add("not_ahead", lex.tenses.not_ahead)
    made.add("arriving", lex.tenses.arriving)
    for auxiliary in lex.auxiliaries:
        forms = (word if word.startswith("=") else f"={word}" for word in auxiliary.words.split())
        made.add("auxiliary", list(forms), auxiliary)  # forms, never lemmas: "is" is not the infinitive "be"


def _bracketed(pattern: str) -> str:
    """A trigger where verbs end their clause: what goes with a verb stands as far again from it as in other languages.

    Each gap grows by one more.
    """
    return re.sub(r"((?: \.\.\.)+) ", r"\1 ... ", pattern) if "<" in pattern else pattern


def _scoped(scopes: dict[str, list[str]]) -> dict[str, str]:
    """Scope of each cue; one that is listed under two scopes looks both ways."""
    found: dict[str, str] = {}
    for scope, entries in scopes.items():
        for entry in entries:
            found[entry] = scope if found.get(entry, scope) == scope else "clause"
    return found
