"""The ontology file, the vocabulary module, the labels and the alignments agree with each other."""

import pyoxigraph as ox
import pytest
import yaml
from msgspec.structs import replace
from world import ALASKA, EVENTS, PLANNED, between, month, on

from kg.graph import vocabulary as v
from kg.graph.alignments import codes
from kg.graph.labels import date_label, event_labels, templates
from kg.graph.names import LANGUAGES, gazetteer, outlet_key, slug
from kg.model import Actor, ActorKind, EventType, Granularity, Participation, Role, Status, TimeInterval
from kg.resources import data_dir

FOLDER = data_dir() / "ontology"
OURS = "https://w3id.org/summitry/ns#"


def triples(name):
    return list(ox.parse(path=FOLDER / name, format=ox.RdfFormat.TURTLE))


ONTOLOGY = triples("kg.ttl")
DECLARED = {t.subject.value for t in ONTOLOGY if t.predicate == v.TYPE and t.subject.value.startswith(OURS)}


def used_by_code():
    terms = [value for value in vars(v).values() if isinstance(value, ox.NamedNode)]
    tables = (v.TYPES, v.STATUSES, v.ROLES, v.KINDS)
    terms += [term for table in tables for term in table.values()]
    return {term.value for term in terms if term.value.startswith(OURS)}


def test_the_code_uses_only_what_the_ontology_declares():
    assert used_by_code() <= DECLARED


def test_the_ontology_declares_only_what_the_code_uses():
    """Besides the schemes and classes that only order the others."""
    structure = {"EventTypes", "Statuses", "Roles", "EventType", "Status", "Role", "Attribution"}
    assert DECLARED - used_by_code() == {OURS + name for name in structure}


@pytest.mark.parametrize("term", sorted(DECLARED), ids=lambda iri: iri.rpartition("#")[2])
def test_every_term_has_labels_in_six_languages_and_a_comment(term):
    of_term = [t for t in ONTOLOGY if t.subject.value == term]
    labels = [t.object.language for t in of_term if t.predicate == v.LABEL]
    assert sorted(labels) == sorted(LANGUAGES)
    kinds = {t.object.value.rpartition("#")[2] for t in of_term if t.predicate == v.TYPE}
    if kinds != {"ConceptScheme"}:
        assert any(t.predicate.value.endswith("#comment") for t in of_term)


def test_no_name_means_two_things():
    """kg:held is a status and not also a role; a property is no class."""
    kinds = {}
    for t in ONTOLOGY:
        if t.predicate == v.TYPE and t.subject.value.startswith(OURS):
            kinds.setdefault(t.subject.value, set()).add(t.object.value.rpartition("#")[2])
    for term, found in kinds.items():
        assert found == {"Class", "EventType"} or len(found) == 1, (term, found)


def test_other_files_use_declared_terms_only():
    for name in ("shapes.ttl", "alignments.ttl"):
        for t in triples(name):
            for term in (t.subject, t.predicate, t.object):
                if isinstance(term, ox.NamedNode) and term.value.startswith(OURS):
                    assert term.value in DECLARED, (name, term)


def test_every_class_of_ours_has_a_shape():
    targets = {t.object.value for t in triples("shapes.ttl") if t.predicate.value.endswith("#targetClass")}
    classes = {
        t.subject.value
        for t in ONTOLOGY
        if t.predicate == v.TYPE and t.object.value.endswith("owl#Class") and t.subject.value.startswith(OURS)
    }
    event_types = {term.value for term in v.TYPES.values()}  # events have the shape of sem:Event
    assert classes - event_types - targets == {OURS + "Attribution"}  # its two subclasses have shapes
    assert v.SEM_EVENT.value in targets


@pytest.mark.parametrize("status", Status)
def test_every_status_is_aligned(status):
    matches = [t for t in triples("alignments.ttl") if t.subject == v.STATUSES[status]]
    assert matches


@pytest.mark.parametrize("kind", EventType)
def test_codes_take_the_status_into_account(kind):
    for status in (Status.DENIED, Status.HYPOTHETICAL):
        assert codes(kind, status) == (None, None)
    if kind is EventType.APPOINTMENT:  # neither scheme has it
        assert codes(kind, Status.HELD) == (None, None)
    else:
        assert all(codes(kind, Status.HELD))
        assert codes(kind, Status.HELD) == codes(kind, None)


def test_the_codes_of_a_meeting():
    assert codes(EventType.MEETING, Status.HELD) == ("040", "CONSULT")
    assert codes(EventType.MEETING, Status.PLANNED) == ("036", "AGREE")
    assert codes(EventType.MEETING, Status.REJECTED) == ("125", "REJECT")


def test_label_templates_are_complete():
    raw = yaml.safe_load((FOLDER / "labels.yaml").read_text(encoding="utf-8"))
    assert set(raw) == set(LANGUAGES)
    for lang, words in templates().items():
        assert set(words.types) == {kind.value for kind in EventType}, lang
        assert set(words.status) == {status.value for status in Status}, lang
        assert len(words.months) == 12
        assert len(words.months_alone) in {0, 12}
        genders = {gender for _, gender in words.types.values()}
        for pattern in words.status.values():
            assert isinstance(pattern, str) or genders <= set(pattern), (lang, pattern)


def test_labels_of_an_event():
    labels = dict(event_labels(ALASKA))
    assert labels["en"] == "Summit: Donald Trump and Vladimir Putin (Anchorage, 15 August 2025)"
    assert labels["fr"] == "Sommet : Donald Trump et Vladimir Poutine (Anchorage, 15 août 2025)"
    assert labels["uk"] == "Саміт: Дональд Трамп і Володимир Путін (Анкоридж, 15 серпня 2025)"


def test_a_label_says_that_an_event_has_not_taken_place():
    for event in EVENTS:
        held = event.status in {None, Status.HELD}
        nouns = {lang: words.types[event.type.value][0] for lang, words in templates().items()}
        for lang, label in event_labels(event):
            what = label.partition(":")[0].strip()
            assert (what.casefold() == nouns[lang].casefold()) == held, label


@pytest.mark.parametrize(
    ("time", "label"),
    [
        (on("2025-08-07"), "7 August 2025"),
        (month("2025-08", 31), "August 2025"),
        (between("2025-08-11", "2025-08-17", Granularity.WEEK), "11 August 2025 to 17 August 2025"),
        (TimeInterval("2021", on("2021-01-01").start, on("2021-12-31").end, Granularity.YEAR), "2021"),
        (TimeInterval("2021~", on("2021-01-01").start, on("2021-12-31").end, Granularity.YEAR), "about 2021"),
        (TimeInterval("2025-08-07/..", on("2025-08-07").start, None, Granularity.DAY), "from 7 August 2025"),
        (TimeInterval("../2025-08-07", None, on("2025-08-07").end, Granularity.DAY), "until 7 August 2025"),
        (TimeInterval("../..", None, None, Granularity.INTERVAL), ""),
    ],
    ids=lambda value: value if isinstance(value, str) else value.edtf,
)
def test_a_date_label_is_no_finer_than_the_date(time, label):
    assert date_label(templates()["en"], time) == label


def test_roles_and_kinds_are_all_there():
    assert set(v.ROLES) == set(Role)
    assert len(set(v.KINDS.values())) == 4


def test_the_gazetteer_is_read():
    putin = gazetteer()["Q7747"]
    assert putin.table == "people"
    assert putin.labels["de"] == "Wladimir Putin"
    assert any(office.code == "president" and office.of == "Q159" for office in putin.offices)
    assert outlet_key("le monde") == outlet_key("Le Monde") == "org/outlet-le-monde"
    assert outlet_key("The Nowhere Post") == "outlet/the-nowhere-post"


@pytest.mark.parametrize(
    ("name", "result"), [("Élysée", "elysee"), ("Українська правда", "українська-правда"), ("!", "unnamed")]
)
def test_slugs(name, result):
    assert slug(name) == result


def test_long_labels_count_the_rest():

    from world import BIDEN, ERDOGAN, PUTIN, SCHOLZ, TRUMP, p

    event = replace(ALASKA, participants=p(BIDEN, ERDOGAN, PUTIN, SCHOLZ, TRUMP), place=None, time=None)
    assert dict(event_labels(event))["en"] == "Summit: Joe Biden, Recep Tayyip Erdogan, Vladimir Putin and 2 more"
    assert dict(event_labels(replace(event, participants=())))["en"] == "Summit"
    assert PLANNED.status is Status.PLANNED


@pytest.mark.parametrize("lead", [Role.VISITOR, Role.GUEST, Role.CALLER, Role.PARTICIPANT])
def test_who_comes_or_calls_is_named_before_who_receives_him(lead):
    host = Role.CALLEE if lead is Role.CALLER else Role.HOST
    france, merz = Actor("Q142", ActorKind.STATE, "France", "Q142"), Actor("Q1", ActorKind.PERSON, "Jo Merz", "Q183")
    event = replace(
        ALASKA, participants=(Participation(france, host), Participation(merz, lead)), place=None, time=None
    )
    assert dict(event_labels(event))["en"].endswith(": Jo Merz and France")
