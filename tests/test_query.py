"""The shipped questions give hand-checked answers on the small world; parameters and formats behave."""

import csv
import io
import json
import re
from datetime import date

import pyoxigraph as ox
import pytest
from questions import questioned
from world import ALASKA, BASE, DOCUMENTS, HELD_EN, LE_MONDE, MENTIONS, UNDATED, UNDECIDED, d, event, fill, m, p

from kg.errors import DataError, QueryError, StoreError, UsageError
from kg.graph.names import LANGUAGES
from kg.graph.store import Store
from kg.model import Actor, ActorKind, EventType, Status
from kg.query import FORMATS, Page, check_reads, parameters, queries, rows, run, serialise, source, thing
from kg.query.plan import explanation
from kg.query.questions import GROUPS, VALUES, labelled, parse, spoken
from kg.query.typed import parquet
from kg.resources import data_dir, load_yaml

NAMES = [question.name for question in queries()]


@pytest.fixture(scope="module")
def store():
    return fill(Store.memory())


def ask(store, name, *columns, lang="en", **params):
    """Rows as tuples of some columns; event IRIs as keys."""
    found = rows(run(store, name, {key: str(value) for key, value in params.items()}, lang))
    return [tuple(_short(row[column]) for column in columns) for row in found]


def _short(value):
    return value.removeprefix(f"{BASE}event/") if isinstance(value, str) else value


# The contract query.


def test_event_mentions_has_a_row_per_mention_with_exactly_these_keys(store):
    found = json.loads(serialise(run(store, "event-mentions"), "json"))
    assert len(found) == len(MENTIONS)
    for row in found:
        assert list(row) == [
            "document", "lang", "published", "type", "status", "participants", "place", "originators", "relayers",
            "date", "quote", "start", "end", "mention", "event",
        ]  # fmt: skip
        assert all(isinstance(row[name], int) for name in ("start", "end"))
        assert all(isinstance(value, str) for name, value in row.items() if name not in {"start", "end"})


def test_event_mentions_in_full(store):
    found = {(row["document"], row["start"], row["type"]): row for row in rows(run(store, "event-mentions"))}
    assert found["fr-1", 0, "Meeting"] == {
        "document": "fr-1",
        "lang": "fr",
        "published": "2025-08-07",
        "type": "Meeting",
        "status": "proposed",
        "participants": "Donald Trump | Vladimir Putin",
        "place": "",
        "originators": "officials",
        "relayers": "CNN",
        "date": "2025-08-11/2025-08-17",
        "quote": LE_MONDE.text[:40],
        "start": 0,
        "end": 40,
        "mention": f"{BASE}document/fr-1#char=0,40",
        "event": event("e-alaska"),
    }
    assert found["it-1", 0, "Visit"] == {
        "document": "it-1",
        "lang": "it",
        "published": "",
        "type": "Visit",
        "status": "",
        "participants": "Olaf Scholz",
        "place": "",
        "originators": "",
        "relayers": "",
        "date": "",
        "quote": UNDATED.text[:40],
        "start": 0,
        "end": 40,
        "mention": f"{BASE}document/it-1#char=0,40;n=2",
        "event": "",
    }


def test_event_mentions_needs_no_events():
    store = Store.memory()
    for document, mentions in DOCUMENTS.items():
        store.put_document(document, mentions)
    found = list(rows(run(store, "event-mentions")))
    assert len(found) == len(MENTIONS)
    assert {row["event"] for row in found} == {""}
    assert "Donald Trump | Vladimir Putin" in {row["participants"] for row in found}


def test_names_are_joined_in_order_whatever_their_order_was():
    store = Store.memory()
    document = d("x", "en", "2025-01-01")
    names = ["Zed", "alpha", "Beta", "Émile", "Ян", "Alpha", "beta", "Zed"]
    actors = [Actor(f"person/{number}", ActorKind.PERSON, name) for number, name in enumerate(names)]
    found = []
    for number in range(20):
        mixed = tuple(actors[(number * 3 + step * 5) % len(actors)] for step in range(len(actors)))
        found.append(m(document, number * 40, EventType.MEETING, None, p(*mixed), originators=mixed, relayers=mixed))
    store.put_document(document, found)
    expected = " | ".join(sorted(set(names)))
    answers = list(rows(run(store, "event-mentions")))
    assert len(answers) == 20
    for row in answers:
        assert row["participants"] == row["originators"] == row["relayers"] == expected


# The other questions.


def test_events(store):
    columns = ("event", "status", "date")
    assert set(ask(store, "events", *columns)) == {
        ("e-alaska", "held", "2025-08-15"),
        ("e-geneva", "held", "2021-06-16"),
        ("e-call", "held", "2025-08-06"),
        ("e-visit", "cancelled", "2025-08"),
        ("e-mediation", "proposed", ""),
        ("e-bali", "held", "2022-11"),
    }
    assert ask(store, "events", "event", since="2025", until="2025") == [("e-visit",), ("e-call",), ("e-alaska",)]
    assert ask(store, "events", "event", since="2025-08-31") == [("e-visit",)]
    assert ask(store, "events", "event", status="proposed") == [("e-mediation",)]
    assert ask(store, "events", "event", type="Summit") == [("e-geneva",), ("e-alaska",)]
    assert ask(store, "events", "event", type="Summit", status="any", until="2022-01-01") == [("e-geneva",)]


def test_events_labels_follow_the_language(store):
    ((label,),) = ask(store, "events", "label", type="PhoneCall", lang="uk")
    assert label.startswith("Телефонна розмова: Дональд Трамп і ")
    assert label.endswith("(6 серпня 2025)")
    with pytest.raises(QueryError, match="no labels in language 'pl'"):
        run(store, "events", {}, "pl")


def test_who_met_whom(store):
    columns = ("first", "second", "held", "calls", "pending", "firstDate", "lastDate", "lastEvent")
    assert ask(store, "who-met-whom", *columns) == [
        ("Donald Trump", "Vladimir Putin", 1, 0, 0, "2025-08-15", "2025-08-15", "e-alaska"),
        ("Joe Biden", "Vladimir Putin", 1, 0, 0, "2021-06-16", "2021-06-16", "e-geneva"),
        ("Donald Trump", "European leaders", 0, 1, 0, "", "", ""),
    ]
    assert len(ask(store, "who-met-whom", "first", least=0)) == 6  # and three pairs of a proposed mediation
    assert ask(store, "who-met-whom", "first", least=2) == []


def test_state_pairs(store):
    columns = ("first", "second", "held", "lastDate", "lastEvent")
    assert ask(store, "state-pairs", *columns) == [("Russia", "United States", 2, "2025-08-15", "e-alaska")]


def test_meetings_between(store):
    columns = ("event", "type", "status", "place", "documents", "originators")
    assert ask(store, "meetings-between", *columns, a="Q7747", b="Q22686") == [
        ("e-alaska", "Summit", "held", "Anchorage", 4, 3)
    ]
    both = [("e-geneva",), ("e-alaska",)]
    assert ask(store, "meetings-between", "event", a="Russia", b="United States") == both
    assert ask(store, "meetings-between", "event", a="Q30", b="Vladimir Putin") == both
    assert ask(store, "meetings-between", "event", a="Q7747", b="Q7747") == []


def test_calls_between(store):
    found = ask(store, "calls-between", "event", "status", a="Donald Trump", b="group/european-leaders")
    assert found == [("e-call", "held")]


def test_timeline_of(store):
    assert ask(store, "timeline-of", "event", who="Q7747") == [("e-mediation",), ("e-geneva",), ("e-alaska",)]
    assert ask(store, "timeline-of", "event", who="Q159", since="2025-01-01") == [("e-alaska",)]
    assert ask(store, "timeline-of", "event", who="Q7747", until="2021-12-31", since="2021") == [("e-geneva",)]


def test_planned_ahead_and_overdue(store):
    assert ask(store, "planned-ahead", "event", "status", since="2025-08-01") == [("e-mediation", "proposed")]
    assert ask(store, "overdue", "event", until="2026-01-01") == []  # the only open one has no time


def test_a_plan_ahead_becomes_overdue():
    from msgspec.structs import replace

    store = fill(Store.memory())
    plan = replace(ALASKA, key="e-plan", status=Status.PLANNED)
    store.replace_events([plan], MENTIONS)
    assert ask(store, "planned-ahead", "event", since="2025-08-15") == [("e-plan",)]
    assert ask(store, "planned-ahead", "event", since="2025-08-16") == []
    assert ask(store, "overdue", "event", until="2025-08-16") == [("e-plan",)]
    assert ask(store, "overdue", "event", until="2025-08-15") == []
    store.replace_events([replace(plan, status=Status.ONGOING)], MENTIONS)
    assert ask(store, "overdue", "event", until="2025-08-16") == []  # it was reported under way


def test_called_off(store):
    assert ask(store, "called-off", "event", "status") == [("e-visit", "cancelled")]
    assert ask(store, "called-off", "event", since="2025-09-01") == []


def test_conferences(store):
    columns = ("event", "status", "date", "place", "participants", "documents")
    assert ask(store, "conferences", *columns) == [
        ("e-bali", "held", "2022-11", "Bali", "Joe Biden | Recep Tayyip Erdogan", 1)
    ]


@pytest.mark.parametrize("place", ["Q212", "Ukraine", "Ucrania", "Kyiv", "Київ"])
def test_visits_to(store, place):
    assert ask(store, "visits-to", "event", "status", "visitors", place=place) == [
        ("e-visit", "cancelled", "Olaf Scholz")
    ]


def test_brokers(store):
    columns = ("name", "held", "pending", "other")
    assert ask(store, "brokers", *columns) == [("Recep Tayyip Erdogan", 0, 1, 0)]


def test_said_by(store):
    columns = ("document", "as", "status", "event")
    assert ask(store, "said-by", *columns, who="CNN") == [("fr-1", "relayer", "proposed", "e-alaska")]
    assert ask(store, "said-by", *columns, who="Kremlin") == [("en-2", "originator", "held", "e-alaska")]
    assert ask(store, "said-by", *columns, who="Donald Trump") == [("en-1", "originator", "planned", "e-alaska")]


def test_not_met_since(store):
    columns = ("name", "lastDate", "held", "lastEvent")
    assert ask(store, "not-met-since", *columns, who="Q7747", since="2025-01-01") == [
        ("Joe Biden", "2021-06-16", 1, "e-geneva")
    ]
    assert ask(store, "not-met-since", "name", who="Q7747", since="2021-06-16") == []


def test_sources_of(store):
    columns = ("document", "lang", "outlet", "status", "originators", "relayers")
    assert ask(store, "sources-of", *columns, event=event("e-alaska")) == [
        ("fr-1", "fr", "Le Monde", "proposed", "officials", "CNN"),
        ("en-1", "en", "Reuters", "planned", "Donald Trump", ""),
        ("en-2", "en", "BBC", "held", "Kremlin", ""),
        ("uk-1", "uk", "Ukrinform", "held", "", ""),
    ]


def test_status_history(store):
    assert ask(store, "status-history", "step", "asOf", "status", "document", event="id:event/e-alaska") == [
        (1, "2025-08-07", "proposed", "fr-1"),
        (2, "2025-08-08", "planned", "en-1"),
        (3, "2025-08-16", "held", "en-2"),
    ]


def test_as_of(store):
    found = ask(store, "as-of", "event", "asOf", "statusThen", "statusNow", "participants", until="2025-08-10")
    assert ("e-alaska", "2025-08-08", "planned", "held", "Donald Trump | Vladimir Putin") in found
    assert {key for key, *_ in found} == {"e-alaska", "e-geneva", "e-call", "e-visit"}


def test_changed_since(store):
    assert ask(store, "changed-since", "event", "from", "to", "document", since="2025-08-08") == [
        ("e-alaska", "proposed", "planned", "en-1"),
        ("e-visit", "", "cancelled", "en-1"),
        ("e-alaska", "planned", "held", "en-2"),
        ("e-mediation", "", "proposed", "uk-1"),
    ]


def test_conflicts(store):
    assert ask(store, "conflicts", "event", "aspect", "claim", "outlet") == [
        ("e-alaska", "place", "Anchorage", "BBC"),
        ("e-alaska", "place", "Juneau", "Ukrinform"),
    ]


def test_by_place(store):
    assert ask(store, "by-place", "name", "events", "held") == [
        ("Anchorage", 1, 1), ("Bali", 1, 1), ("Geneva", 1, 1), ("Kyiv", 1, 0),
    ]  # fmt: skip


def test_by_language(store):
    found = ask(store, "by-language", "lang", "status", "mentions", "documents")
    assert ("fr", "held", 2, 1) in found
    assert ("it", "", 1, 1) in found
    assert sum(count for _, _, count, _ in found) == len(MENTIONS)


def test_corroboration(store):
    assert ask(store, "most-corroborated", "event", "originators", "outlets", "languages")[0] == ("e-alaska", 3, 4, 3)
    weak = ask(store, "uncorroborated", "event", "originators")
    assert ("e-bali", 0) in weak
    assert len(weak) == 5


def test_documents(store):
    assert ask(store, "documents", "document", "published", "lang", "outlet", "mentions") == [
        ("it-1", "", "it", "", 2),
        ("fr-1", "2025-08-07", "fr", "Le Monde", 3),
        ("en-1", "2025-08-08", "en", "Reuters", 2),
        ("en-2", "2025-08-16", "en", "BBC", 1),
        ("uk-1", "2025-08-16", "uk", "Ukrinform", 2),
    ]


# The files.


@pytest.mark.parametrize("name", NAMES)
def test_a_question_runs_as_it_is_and_with_its_example(store, name):
    question = next(question for question in queries() if question.name == name)
    assert question.question.endswith("?")
    as_it_is = store.query(question.text)
    assert tuple(variable.value for variable in as_it_is.variables) == question.columns
    for parameter in question.parameters:
        assert parameter.example, parameter
    answer = run(store, name, {parameter.name: parameter.example for parameter in question.parameters})
    assert answer.columns == question.columns


@pytest.mark.parametrize("name", NAMES)
def test_questions_are_sparql_1_1(name):
    """No extension of the engine: rdflib parses every one."""
    from rdflib.plugins.sparql import prepareQuery

    from kg.graph.vocabulary import PREFIXES

    text = next(question.text for question in queries() if question.name == name)
    prepareQuery(text, initNs=PREFIXES)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_store_answers_with_nothing(name):
    question = next(question for question in queries() if question.name == name)
    kinds = {"actor": "Q1", "place": "Q1", "state": "Q1"}
    given = {p.name: kinds.get(p.type, p.example) for p in question.parameters}
    assert list(rows(run(Store.memory(), name, given))) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("SELECT * {}", "the first line must be"),
        ("# T\n#\n# Question: what?\n\nSELECT * {}", "no 'Columns:'"),
        ("# T\n# Question: what?\n# Parameters:\n#   x: foo\n# Columns: a\n", "cannot read parameter"),
        ("# T\n# Question: what?\n# Parameters:\n#   x (planet): foo\n# Columns: a\n", "cannot read parameter"),
        ("# T\n# Question: what?\n# Parameters:\n#   x (date): foo\n# Columns: a\nSELECT * {}", "no 'VALUES"),
    ],
)
def test_a_broken_head_is_refused(tmp_path, text, says):
    with pytest.raises(DataError, match=says):
        parse(text, tmp_path / "x.rq")


# Parameters.


@pytest.mark.parametrize(
    "name", ["Q7747", "wd:Q7747", "http://www.wikidata.org/entity/Q7747", "Vladimir Putin", "Wladimir Putin", "Poutine",
             "Путін", "путін", "VLADIMIR PUTIN", " Putin "]
)  # fmt: skip
def test_an_actor_by_any_name(store, name):
    assert ask(store, "not-met-since", "name", who=name, since="2025") == [("Joe Biden",)]


def test_an_unknown_name_is_refused(store):
    with pytest.raises(QueryError, match="no actor called 'Nobody Atall' in the store"):
        run(store, "timeline-of", {"who": "Nobody Atall"})
    with pytest.raises(QueryError, match="no place called 'Vladimir Putin'"):
        run(store, "visits-to", {"place": "Vladimir Putin"})


def test_an_ambiguous_name_lists_the_candidates():
    store = Store.memory()
    document = d("x", "en", None)
    twins = [Actor(f"person/{number}", ActorKind.PERSON, "John Smith") for number in (1, 2)]
    mention = m(document, 0, EventType.MEETING, None, p(*twins))
    store.put_document(document, [mention])
    store.replace_events([], {mention.key: mention})
    says = r"'John Smith' may be any of 2 actors; give one of: John Smith \(person/1\), John Smith \(person/2\)"
    with pytest.raises(QueryError, match=says):
        thing(store, "actor", "John Smith")
    assert thing(store, "actor", "person/2").value == f"{BASE}person/2"


@pytest.mark.parametrize(
    ("name", "params", "says"),
    [
        ("nonsense", {}, "no question 'nonsense'"),
        ("events", {"wen": "2025"}, "events has no parameter 'wen' \\(have: since, until, status, type\\)"),
        ("timeline-of", {}, "timeline-of needs parameter 'who'"),
        ("events", {"since": "soon"}, "'soon' is not a date"),
        ("events", {"since": "2025-02-30"}, "is not a date"),
        ("events", {"status": "done"}, "'done' is none of held, ongoing"),
        ("events", {"type": "Party"}, "'Party' is none of Meeting"),
        ("who-met-whom", {"least": "many"}, "'many' is not a whole number"),
        ("sources-of", {"event": "not an iri"}, "is not an absolute IRI"),
        ("sources-of", {"event": "http://x/> } #"}, "is not an absolute IRI"),
    ],
)
def test_a_bad_parameter_is_refused_in_one_line(store, name, params, says):
    with pytest.raises(QueryError, match=says) as caught:
        run(store, name, params)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "hostile",
    ['" } } #', "Q1 } INSERT", "VALUES ?b { wd:Q1 }", '"; DROP ALL', "\\", "'''", "Q7747> ?x <y", "x\ny", "\x00"],
)
def test_a_hostile_value_is_a_name_and_nothing_else(store, hostile):
    before = len(store)
    with pytest.raises(QueryError, match="no actor called"):
        run(store, "meetings-between", {"a": hostile, "b": "Q30"})
    assert len(store) == before


def test_a_string_stays_a_string(store):
    """Braces, quotes and what looks like another parameter's block are data."""
    text = (
        "# Own\n#\n# Question: what?\n# Parameters:\n#   a (string): one\n#   b (string): two\n# Columns: a, b\n\n"
        'SELECT ?a ?b { VALUES ?a { "x" } VALUES ?b { "y" } }'
    )
    hostile = 'VALUES ?b { "z" } } # \\ "'
    found = list(rows(run(store, text, {"a": hostile, "b": "}"})))
    assert found == [{"a": hostile, "b": "}"}]
    assert VALUES.search(text)


def test_a_text_without_a_head_takes_no_parameters(store):
    with pytest.raises(QueryError, match="need a head"):
        run(store, "SELECT * { ?s ?p ?o }", {"a": "1"})


def test_parameters_from_the_command_line():
    assert parameters(["a=1", "b=x=y", "c="]) == {"a": "1", "b": "x=y", "c": ""}
    for word in ("a", "=x"):
        with pytest.raises(QueryError, match="is not NAME=VALUE"):
            parameters([word])


def test_source(tmp_path):
    (tmp_path / "own.rq").write_text("ASK {}")
    assert source("events", io.StringIO()) == "events"
    assert source("-", io.StringIO("ASK { ?s ?p ?o }")) == "ASK { ?s ?p ?o }"
    assert source(str(tmp_path / "own.rq"), io.StringIO()) == "ASK {}"
    with pytest.raises(QueryError, match="cannot be read"):
        source(str(tmp_path / "none.rq"), io.StringIO())


# What is refused.


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "select * { service silent ?where { ?s ?p ?o } }",
        "PREFIX x: <http://x/> SELECT * { { SERVICE x:y { ?s ?p ?o } } }",
        "SELECT * { ?s ?p '#' . SERVICE <http://x/> { } }",
        "SELECT * { ?s ?p ?o FILTER(?o<3) SERVICE <http://x/> { } }",
        "# comment\nASK { FILTER EXISTS { SERVICE <http://x/> { ?s ?p ?o } } }",
    ],
)
def test_service_is_refused(store, sparql):
    with pytest.raises(QueryError, match="SERVICE is refused"):
        run(store, sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "INSERT DATA { <x:a> <x:b> 1 }",
        "PREFIX x: <http://x/> DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://x/>",
        "CLEAR ALL",
        "DROP ALL",
        "# SELECT\nWITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(store, sparql):
    before = len(store)
    with pytest.raises(QueryError, match="updates are refused"):
        run(store, sparql)
    assert len(store) == before


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service WHERE { ?service a kg:Visit }",
        "SELECT * { ?s ?p 'SERVICE <http://x/> { }' }",
        "SELECT * { ?s ?p <http://example.org/SERVICE> } # SERVICE",
        "SELECT * { ?s kg:SERVICE ?o }",
        'SELECT * { ?s ?p """SERVICE "quoted" SERVICE""" }',
    ],
)
def test_the_word_service_alone_does_no_harm(sparql):
    check_reads(sparql)


@pytest.mark.parametrize(
    "pattern", ["?s{0} ?p ?o", "{{ ?s{0} ?p ?o }} UNION {{ }}", "FILTER(?s{0} = 1)", "?s ?p ?o{0}, ?q{0}"]
)
def test_patterns_without_end_are_refused_before_the_engine_dies_of_them(store, pattern):
    many = " . ".join(pattern.format(number) for number in range(20_000))
    with pytest.raises(QueryError, match="more than 2,000 patterns"):
        run(store, f"SELECT * {{ {many} }}")


def test_many_values_and_arguments_are_no_patterns(store):
    values = " ".join(f"wd:Q{number}" for number in range(1, 20_000))
    arguments = ", ".join(f"wd:Q{number}" for number in range(1, 20_000))
    run(store, f"SELECT ?x {{ VALUES ?x {{ {values} }} ?x a ?c FILTER(?x IN ({arguments})) }}")


@pytest.mark.parametrize("opening", ["{", "FILTER((", "?a ?b [ ?c "])
def test_brackets_without_end_are_refused_before_the_engine_dies_of_them(store, opening):
    with pytest.raises(QueryError, match="more than 128 brackets in one another"):
        run(store, "SELECT * {" + opening * 20_000)
    run(store, "SELECT * {" + "{" * 100 + "}" * 100 + "}")
    run(store, "SELECT * { FILTER(" + "(" * 100 + "1" + ")" * 100 + ") }  # " + "{" * 300)


def test_an_empty_query_is_refused(store):
    for text in ("", "   ", "# only a comment"):
        with pytest.raises(QueryError, match="no query here"):
            run(store, text)


# Formats.


SELECT = "SELECT ?s ?n ?l ?x WHERE { ?s kg:key ?k ; kg:documentCount ?n ; rdfs:label ?l } ORDER BY ?s ?l"


@pytest.mark.parametrize("form", ["csv", "tsv", "srj", "xml"])
def test_w3c_formats_read_back_as_oxigraph_writes_them(store, form):
    kinds = {
        "csv": ox.QueryResultsFormat.CSV,
        "tsv": ox.QueryResultsFormat.TSV,
        "srj": ox.QueryResultsFormat.JSON,
        "xml": ox.QueryResultsFormat.XML,
    }
    ours = serialise(run(store, SELECT), form)
    if form == "csv":  # not made to be read back as terms
        theirs = store.query(SELECT).serialize(format=kinds[form]).decode()
        assert list(csv.reader(io.StringIO(ours))) == list(csv.reader(io.StringIO(theirs)))
        return
    back = ox.parse_query_results(ours, kinds[form])
    assert [list(solution) for solution in back] == [list(solution) for solution in store.query(SELECT)]


def test_awkward_strings_survive_every_format(store):
    awkward = 'tab\t quote" <b>&amp;</b> line\nbreak\r \\ é Ж | ]]>'
    answer = f"SELECT ({ox.Literal(awkward)} AS ?x) {{}}"
    for form, kind in (("srj", ox.QueryResultsFormat.JSON), ("tsv", ox.QueryResultsFormat.TSV),
                       ("xml", ox.QueryResultsFormat.XML)):  # fmt: skip
        (row,) = ox.parse_query_results(serialise(run(store, answer), form), kind)
        assert row[0].value == awkward, form
    assert json.loads(serialise(run(store, answer), "json")) == [{"x": awkward}]
    assert list(csv.reader(io.StringIO(serialise(run(store, answer), "csv"), newline="")))[1] == [awkward]


def test_json_keeps_numbers_and_empties(store):
    text = 'SELECT (1 AS ?i) (1.5 AS ?d) (true AS ?b) ("x" AS ?s) ?none (1e0/0e0 AS ?inf) {}'
    row = {"i": 1, "d": 1.5, "b": True, "s": "x", "none": "", "inf": "INF"}
    assert json.loads(serialise(run(store, text), "json")) == [row]


def test_a_table_is_for_the_eye(store):
    text = serialise(run(store, "who-met-whom"), "table", width=200)
    assert "Donald Trump" in text
    assert "id:event/e-alaska" in text
    assert max(map(len, text.splitlines())) <= 200


def test_square_brackets_are_no_markup(store):
    assert "[bold]x" in serialise(run(store, 'SELECT ("[bold]x" AS ?a) {}'), "table")


def test_limit(store):
    for form in ("json", "csv", "tsv", "srj", "xml", "table"):
        assert serialise(run(store, SELECT), form, limit=1).count("e-alaska") == 1
    assert len(json.loads(serialise(run(store, SELECT), "json", limit=3))) == 3


def test_ask_and_construct(store):
    for form, says in {
        "table": "true",
        "json": "true",
        "csv": "true",
        "srj": '"boolean": true',
        "xml": ">true<",
    }.items():
        assert says in serialise(run(store, "ASK { ?s a sem:Event }"), form)
    graph = "CONSTRUCT { ?s a sem:Event } WHERE { ?s a sem:Event }"
    for form, kind in {"table": "TURTLE", "ttl": "TURTLE", "nt": "N_TRIPLES", "jsonld": "JSON_LD"}.items():
        text = serialise(run(store, graph), form)
        assert len(list(ox.parse(text, getattr(ox.RdfFormat, kind)))) == 6
    assert "kg:key" in serialise(run(store, f"DESCRIBE <{event('e-alaska')}>"), "ttl")


def test_formats_that_do_not_fit_are_refused(store):
    with pytest.raises(QueryError, match="is for CONSTRUCT and DESCRIBE"):
        serialise(run(store, SELECT), "ttl")
    with pytest.raises(QueryError, match="is for SELECT"):
        serialise(run(store, "CONSTRUCT WHERE { ?s kg:key ?o }"), "csv")
    with pytest.raises(QueryError, match="no format 'pdf'"):
        serialise(run(store, SELECT), "pdf")
    assert set(FORMATS) >= {"table", "csv", "tsv", "json", "srj", "xml", "ttl"}


def test_the_world_is_as_described():
    assert HELD_EN.status is Status.HELD
    assert UNDECIDED.status is None
    assert len(LANGUAGES) == 6
    assert (data_dir() / "queries").is_dir()


# The library as a whole, and from Python.


@pytest.fixture(scope="module")
def asked():
    return questioned(Store.memory())


@pytest.mark.parametrize("name", NAMES)
def test_pages_put_together_are_the_whole_answer(asked, name):
    question = next(question for question in queries() if question.name == name)
    given = {parameter.name: parameter.example for parameter in question.parameters}
    whole = list(rows(run(asked, name, given)))
    assert [row for at in range(0, len(whole), 2) for row in rows(run(asked, name, given, "en", Page(2, at)))] == whole
    assert list(rows(run(asked, name, given, "en", Page(5, len(whole))))) == []


def test_names_are_in_the_language_asked_for(asked):
    found = {row["second"] for row in rows(run(asked, "who-met-whom", {}, "uk"))}
    assert "Володимир Путін" in found
    assert "Vladimir Putin" not in found


@pytest.mark.parametrize("name", NAMES)
def test_the_example_answer_of_the_head_is_the_first_row(asked, name):
    question = next(question for question in queries() if question.name == name)
    assert question.group in GROUPS
    given = {parameter.name: parameter.example for parameter in question.parameters}
    (first, *_) = rows(run(asked, name, given))
    assert json.loads(question.answer) == first


def test_every_group_has_a_question():
    assert {question.group for question in queries()} == set(GROUPS)
    assert len(NAMES) >= 30


def test_partners_and_common_partners(asked):
    assert ask(asked, "partners-of", "name", "held", "pending", who="Putin") == [
        ("Donald Trump", 1, 0), ("Joe Biden", 1, 0), ("Recep Tayyip Erdogan", 0, 1), ("Volodymyr Zelenskyy", 0, 1),
    ]  # fmt: skip
    assert ask(asked, "common-partners", "name", "withA", "withB", a="Trump", b="Biden") == [("Vladimir Putin", 1, 1)]
    assert ask(asked, "common-partners", "name", a="Trump", b="Scholz") == []


def test_networks_over_time(asked):
    columns = ("first", "second", "events")
    both = [("Donald Trump", "European leaders", 1), ("Donald Trump", "Vladimir Putin", 1)]
    assert ask(asked, "network-of-period", *columns, since="2025", until="2025") == both
    assert ask(asked, "network-of-period", *columns, since="2021-06-16", until="2021-06-16") == [
        ("Joe Biden", "Vladimir Putin", 1)
    ]
    assert ask(asked, "network-of-period", *columns, since="2022", until="2022") == []  # a conference is no meeting
    months = ask(asked, "activity-by-month", "month", "status", "events", since="2025-08-01")
    assert months == [
        ("2025-08", "cancelled", 1), ("2025-08", "held", 2), ("2025-10", "planned", 1), ("2025-11", "denied", 1),
    ]  # fmt: skip


def test_fate_of_plans(asked):
    found = ask(asked, "fate-of-plans", "was", "now", "events")
    assert ("proposed", "held", 1) in found
    assert ("planned", "held", 1) in found
    assert ("planned", "denied", 1) in found
    assert ("planned", "planned", 1) in found


def test_denials_have_another_side(asked):
    assert ask(asked, "denials", "event", "document") == [("e-denied", "de-1")]


def test_outlets(asked):
    assert ask(asked, "outlets", "outlet", "documents", "mentions")[0] == ("BBC", 1, 1)
    assert len(ask(asked, "outlets", "outlet")) == 5


def test_states_and_blocs(asked):
    found = ask(asked, "contacts-of-state", "name", "held", "pending", state="Росія")
    assert ("United States", 2, 0) in found
    assert ask(asked, "bloc-contacts", "name", "events", bloc="group/european-leaders") == [("United States", 1)]


def test_a_name_nearly_right_is_answered_with_what_is_like_it(store):
    with pytest.raises(QueryError, match=r"no actor called 'Zelen'.*like it: Volodymyr Zelenskyy \(Q3874799\)"):
        run(store, "timeline-of", {"who": "Zelen"})
    assert ask(store, "not-met-since", "name", who="Erdoğan".replace("ğ", "ğ"), since="2030") == []


def test_rows_from_python(asked):
    from kg.query.opened import Opened

    graph = Opened(asked)
    found = graph.query("who-met-whom", least=1)
    assert found[0]["held"] == 1
    assert [row["first"] for row in found[:2]] == ["Donald Trump", "Joe Biden"]
    assert found.to_networkx().edges["Donald Trump", "Vladimir Putin"]["held"] == 1
    assert len(found.to_rdflib()) == len(found)
    assert str(next(iter(found.to_rdflib())).first) == "Donald Trump"
    (day,) = {row["asOf"] for row in graph.query("changed-since", since="2025-09-01")}
    assert day == date(2025, 9, 1)
    assert graph.query("events", lang="uk", status="cancelled")[0]["place"] == "Київ"
    assert graph.query("documents")[0]["published"] is None
    assert graph.query("ASK { ?s a sem:Event }")[0] == {"answer": True}
    triples = graph.query("CONSTRUCT WHERE { ?e kg:status ?s }")
    assert len(triples.to_rdflib()) == len(triples) > 5
    assert triples.to_networkx().number_of_nodes() > 5
    assert graph.find("Путін")[0]["iri"].endswith("Q7747")
    assert graph.about("Q7747", lang="fr")["label"] == "Vladimir Poutine"
    assert graph.about(event("e-alaska"))["status"] == "held"
    assert "events" in graph.questions()
    shown = repr(graph.query("documents"))
    assert "NamedNode" not in shown and " more" in shown and "'document': " in shown
    with pytest.raises(UsageError, match="no column 'first'"):
        graph.query("documents").to_networkx()


def test_from_import_to_dataframe_in_two_calls(sample_path):
    pytest.importorskip("pandas")
    import kg

    frame = kg.open(sample_path).query("who-met-whom").to_pandas()
    assert frame["held"].dtype.kind == "i"
    assert len(frame) > 20
    with pytest.raises(StoreError, match="no store here"):
        kg.open("/nowhere/at/all")


@pytest.mark.parametrize(
    ("given", "cause"),
    [
        ({"limit": -1}, "limit: -1 is not a number of rows"),
        ({"offset": "2"}, "offset: '2' is not a number of rows"),
        ({"who": "a\ud800"}, "is not text that UTF-8 can hold"),
    ],
)
def test_what_python_gives_that_no_question_can_take(sample_path, given, cause):
    import kg

    with kg.open(sample_path) as graph:
        with pytest.raises(QueryError, match=cause):
            graph.query("timeline-of", **{"who": "Q7747", **given})
        assert len(graph.query("events", since=None, limit=2)) == 2


def test_parquet(asked):
    pq = pytest.importorskip("pyarrow.parquet")
    table = pq.read_table(io.BytesIO(parquet(run(asked, "changed-since", {"since": "2025-01-01"}))))
    assert str(table.schema.field("asOf").type) == "date32[day]"
    assert table.num_rows == 10
    mixed = pq.read_table(io.BytesIO(parquet(run(asked, 'SELECT ?x { VALUES ?x { 1 "a" UNDEF } }'))))
    assert sorted(map(str, mixed.column("x").to_pylist())) == ["1", "None", "a"]
    with pytest.raises(QueryError, match="only a SELECT"):
        parquet(run(asked, "ASK {}"))


def test_explanation(asked):
    text = explanation(asked, "timeline-of", {"who": "Путін"}, "uk")
    assert "who = <http://www.wikidata.org/entity/Q7747> (Vladimir Putin)" in text
    assert "labels in uk" in text
    assert "SelectQuery" in text
    assert "Project" in explanation(asked, "SELECT ?x { ?x a sem:Event }", {}, "en")
    for bad in ("SELECT * {", "SELECT * { SERVICE <x:y> { ?s ?p ?o } }"):
        with pytest.raises(QueryError):
            explanation(asked, bad, {}, "en")


# In six languages.


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_every_question_and_parameter_is_told_in_every_language(lang):
    english, ours = queries(), [spoken(question, lang) for question in queries()]
    said = load_yaml(data_dir() / "queries" / "labels.yaml")[lang]
    assert set(said["groups"]) == set(GROUPS)
    assert set(said["questions"]) == {question.name for question in english}
    assert set(said["parameters"]) == {p.description for question in english for p in question.parameters}
    for one, other in zip(english, ours, strict=True):
        assert one.question != other.question
        # What stands for a parameter stays as it is, or it would name nothing.
        assert sorted(re.findall(r"[?]\w+", one.question)) == sorted(re.findall(r"[?]\w+", other.question))
        assert len(one.question) < 3 * len(other.question) < 9 * len(one.question)
        for mine, theirs in zip(one.parameters, other.parameters, strict=True):
            assert (mine.name, mine.example) == (theirs.name, theirs.example)
            assert mine.description != theirs.description


def test_a_text_asks_for_labels_in_a_language():
    question = next(question for question in queries() if question.name == "events")
    assert 'VALUES ?lang { "uk" }' in labelled(question, "uk")
    assert question.text.endswith(labelled(question, "en"))
    assert labelled(question, "en").startswith("SELECT")
