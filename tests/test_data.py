"""Everything under data/ loads, hangs together and is of one shape in every language."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import get_args

import msgspec
import pytest
import yaml

from kg import edtf
from kg.compiled import matcher
from kg.evaluate import load
from kg.evaluate.annotations import FAMILIES
from kg.graph.store import Store
from kg.mentions.names.gazetteer import gazetteer
from kg.mentions.time.dates import grammar
from kg.model import Status
from kg.query import queries, rows, run
from kg.resources import data_dir, languages, lexicon, load_yaml
from kg.schema import Lexicon

DATA = data_dir()
LANGUAGES = ("de", "en", "es", "fr", "it", "uk")
#: Languages taught from data files alone, to a lower floor, without dispatches of the sample and without labels.
TAUGHT = ("pt",)
READ = (*LANGUAGES, *TAUGHT)
GOLD = sorted((DATA / "gold").glob("*.jsonl"))
EVENTS = [path for path in GOLD if path.name.split(".")[0] in ("sample", "cases", "negatives")]
#: Classes of gold besides those we print: what annotators marked and the scores leave out.
TYPES = {*FAMILIES, "other", "statement_of_intent"}
STATUSES = {*Status, "requested"}
#: Sections that only a language with the thing in question has.
OPTIONAL = {field.encode_name for field in msgspec.structs.fields(Lexicon) if not field.required}


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


# The lexicon.


def test_six_languages_are_labelled_and_more_are_read():
    assert languages() == tuple(sorted(READ))


@pytest.mark.parametrize("lang", READ)
def test_a_lexicon_loads_and_every_pattern_compiles(lang):
    assert lexicon(lang).language == lang
    matcher(lang)
    grammar(lang)


def lists(node):
    """Every list of words or patterns below a value, those of rules of time among them."""
    if isinstance(node, list):
        yield [entry for entry in node if isinstance(entry, str)]
        yield [entry["match"] for entry in node if isinstance(entry, dict) and "match" in entry]
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from lists(part)


@pytest.mark.parametrize("lang", READ)
def test_no_list_of_a_lexicon_says_a_thing_twice(lang):
    found = lists(load_yaml(DATA / "lexicon" / f"{lang}.yaml"))
    assert [entry for entries in found for entry, times in Counter(entries).items() if times > 1] == []


def fields(kind):
    """Every key that the loader of the lexicon knows."""
    for field in msgspec.structs.fields(kind):
        yield field.encode_name
        for part in (field.type, *get_args(field.type)):
            if isinstance(part, type) and issubclass(part, msgspec.Struct):
                yield from fields(part)


def test_the_readme_of_the_lexicon_names_every_key_and_code():
    readme = (DATA / "lexicon" / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"[\w-]+", " ".join(re.findall(r"`([^`]+)`", readme))))
    used = set(fields(Lexicon))
    for lex in map(lexicon, READ):
        used.update(
            lex.offices, lex.attribution.groups, lex.time.seasons, lex.time.units, lex.cues, lex.tenses.suffixes
        )
        used.update(trigger.frame for trigger in lex.triggers)
        used.update(rule.op for rule in (*lex.time.patterns, *lex.time.over))
        used.update(form for forms in lex.verbs.values() for form in forms)
        used.update(scope for scopes in lex.cues.values() for scope in scopes)
        used.update(word for auxiliary in lex.auxiliaries for word in (auxiliary.with_, auxiliary.gives))
    assert {word for code in used for word in code.split()} - named == set()


def test_every_lexicon_has_the_same_sections():
    keys = {lang: set(load_yaml(DATA / "lexicon" / f"{lang}.yaml")) - OPTIONAL for lang in READ}
    assert {lang: found ^ keys["en"] for lang, found in keys.items() if found ^ keys["en"]} == {}


@pytest.mark.parametrize("section", ["words", "clauses", "cues", "attribution", "anaphora", "time"])
def test_the_sections_have_the_same_fields_in_every_language(section):
    optional = {
        "or", "article", "against", "for", "as", "without", "speaker_before", "claims_denied", "pair_states",
        "ordinals", "ordinal_suffixes", "ignore", "genitive", "genitive_ending", "final_verb", "infinitive_mark",
        "trio", "trio_states", "again", "with_ending", "adverbial", "objects", "led_by", "located", "that_country",
        "there", "not_there", "remark", "whose_country", "the_one", "whenever", "dative", "nobody", "bonds",
        "accession", "contrast",
    }  # fmt: skip
    fields = {lang: set(load_yaml(DATA / "lexicon" / f"{lang}.yaml")[section]) - optional for lang in READ}
    assert {lang: found ^ fields["en"] for lang, found in fields.items() if found ^ fields["en"]} == {}


@pytest.mark.parametrize("lang", READ)
def test_a_lexicon_knows_every_status_office_and_calendar_word(lang):
    lex = lexicon(lang)
    assert set(lex.cues) >= set(Status) - {"ongoing", "held"}
    assert set(lex.offices) >= {
        "president",
        "prime_minister",
        "foreign_minister",
        "envoy",
        "king",
        "leader",
        "chancellor",
    }
    assert set(lex.time.months) == set(range(1, 13))
    assert len(lex.time.weekdays) == 7
    assert set(lex.time.units) >= {"day", "week", "month", "year", "decade", "hour"}
    assert set(lex.time.seasons) == {"spring", "summer", "autumn", "winter"}
    assert {"officials", "sources", "diplomats", "media"} <= set(lex.attribution.groups)
    types = {trigger.type for trigger in lex.triggers}
    assert types >= {"Meeting", "Summit", "PhoneCall", "Visit", "Negotiation", "Mediation", "Conference", "Agreement"}


def test_yaml_keys_are_unique():
    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        pass

    def mapping(loader, node):
        keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
        twice = [key for key, n in Counter(keys).items() if n > 1]
        assert not twice, f"{node.start_mark.name}:{node.start_mark.line + 1}: {twice}"
        return loader.construct_yaml_map(node)

    Loader.add_constructor("tag:yaml.org,2002:map", mapping)
    for path in sorted(DATA.rglob("*.yaml")):
        with path.open(encoding="utf-8") as file:
            yaml.load(file, Loader=Loader)


# The gazetteer (tests/test_gazetteer.py looks closer).


def test_the_gazetteer_loads():
    found = gazetteer()
    assert len(found.entities) > 5000
    assert found.entities["Q7747"].name == "Vladimir Putin"
    assert found.gatherings


# The questions.


def test_the_issues_questions_are_there():
    names = {question.name for question in queries()}
    assert names >= {
        "event-mentions", "events", "who-met-whom", "meetings-between", "timeline-of", "planned-ahead", "called-off",
        "said-by", "not-met-since", "sources-of",
    }  # fmt: skip
    assert names == {path.stem for path in (DATA / "queries").glob("*.rq")}


@pytest.mark.parametrize("question", queries(), ids=lambda q: q.name)
def test_a_question_runs_on_the_sample_and_gives_the_columns_of_its_head(question, sample_path):
    with Store.open(sample_path, read_only=True) as store:
        given = {p.name: p.example for p in question.parameters if p.example is not None}
        answer = run(store, question.name, given)
        assert answer.columns == question.columns
        list(rows(answer))


# The sample and the gold.


def test_the_sample_is_large_enough_and_balanced():
    sample = [row for path in sorted((DATA / "sample").glob("*.jsonl")) for row in lines(path)]
    by_language = Counter(row["lang"] for row in sample)
    assert set(by_language) == set(LANGUAGES)
    assert min(by_language.values()) >= 12
    assert len(sample) >= 72
    assert len({row["id"] for row in sample}) == len(sample)
    for row in sample:
        words = len(row["text"].split())
        assert 80 <= words <= 260, f"{row['id']}: {words} words"
        assert date.fromisoformat(row["date"])
        assert row["title"]
        assert row["outlet"]


@pytest.mark.parametrize("path", EVENTS, ids=lambda p: p.name)
def test_gold_is_well_formed(path):
    kind, lang, _ = path.name.split(".")
    documents = load(path)  # raises where a quote is not in its text
    ids = [document.row["id"] for document in documents]
    assert len(set(ids)) == len(ids)
    for document in documents:
        row = document.row
        assert row["lang"] == lang, row["id"]
        assert date.fromisoformat(row["date"]), row["id"]
        assert document.text.strip(), row["id"]
        assert kind != "negatives" or not row["events"], f"{row['id']}: a negative has no events"
        for event in row["events"]:
            where = f"{row['id']}: {event['quote'][:50]}"
            assert event["quote"] in document.text, where
            assert event["status"] in STATUSES, where
            assert event["type"] in TYPES, where
            assert event["date"] is None or edtf.parse(event["date"]), where
            # A ceasefire or a conference may be told without its parties; an encounter may not.
            assert event["participants"] or event["type"] in ("agreement", "conference", "negotiation", "summit"), where
            assert len(set(event["participants"])) == len(event["participants"]), where
            assert isinstance(event["attributed_to"], list), where


def test_every_dispatch_is_annotated_and_no_two_gold_files_share_an_id():
    sample = {row["id"] for path in (DATA / "sample").glob("*.jsonl") for row in lines(path)}
    gold = {row["id"] for path in EVENTS if path.name.startswith("sample") for row in lines(path)}
    assert gold == sample
    ids = Counter(row["id"] for path in EVENTS for row in lines(path))
    assert [name for name, n in ids.items() if n > 1] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_language_has_cases_and_negatives_enough(lang):
    assert len(lines(DATA / "gold" / f"negatives.{lang}.jsonl")) >= 60
    assert len(lines(DATA / "gold" / f"cases.{lang}.jsonl")) >= 40


@pytest.mark.parametrize("lang", TAUGHT)
def test_a_language_taught_later_has_cases_and_negatives_too(lang):
    assert len(lines(DATA / "gold" / f"negatives.{lang}.jsonl")) >= 20
    assert len(lines(DATA / "gold" / f"cases.{lang}.jsonl")) >= 30
    assert {e["status"] for row in lines(DATA / "gold" / f"cases.{lang}.jsonl") for e in row["events"]} == set(Status)


def test_the_gold_knows_every_status_in_every_language():
    """Sample and cases together leave no status untested."""
    for lang in LANGUAGES:
        found = {
            event["status"]
            for kind in ("sample", "cases")
            for row in lines(DATA / "gold" / f"{kind}.{lang}.jsonl")
            for event in row["events"]
        }
        assert set(Status) - found == set(), lang


# What lies there is accounted for.


def test_every_file_has_a_licence_note():
    note = (DATA / "README.md").read_text(encoding="utf-8")
    for path in sorted(p for p in DATA.rglob("*") if p.is_file() and p.name != "README.md"):
        inside = path.relative_to(DATA)
        names = [str(inside), path.name, *(f"{parent}/" for parent in inside.parents if str(parent) != ".")]
        if inside.parts[0] == "gazetteer":
            names = [path.name]  # a note for each table
        assert any(f"`{name}`" in note for name in names), f"{inside}: no note in data/README.md"


def test_no_file_is_left_over_from_an_editor():
    assert [p for p in Path(DATA).rglob("*") if p.suffix in (".bak", ".orig", ".tmp", ".swp")] == []
