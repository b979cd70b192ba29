"""The tools of `kg mcp`, called by the SDK's own client over stdio."""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from world import LE_MONDE, event

mcp = pytest.importorskip("mcp")

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
TOOLS = {"search_actors", "search_events", "get_event", "timeline", "who_met", "sources_of", "ask_question",
         "sparql_select", "schema"}  # fmt: skip


@pytest.fixture(scope="module")
def answers(world_path):
    """One session that asks everything the tests look at."""
    calls = {
        "actors": ("search_actors", {"text": "зеленськ"}),
        "events": ("search_events", {"text": "putin anchorage"}),
        "event": ("get_event", {"event": "e-alaska"}),
        "timeline": ("timeline", {"who": "Путін", "since": "2025-01-01"}),
        "met": ("who_met", {"who": "Putin"}),
        "between": ("who_met", {"who": "Putin", "other": "Trump"}),
        "sources": ("sources_of", {"event": event("e-alaska")}),
        "question": ("ask_question", {"name": "called-off"}),
        "select": ("sparql_select", {"query": "SELECT ?e { ?e a sem:Event } ORDER BY ?e", "limit": 2}),
        "schema": ("schema", {}),
        "nobody": ("timeline", {"who": "Nobody Atall"}),
        "unknown": ("get_event", {"event": "none"}),
        "update": ("sparql_select", {"query": "DROP ALL"}),
        "service": ("sparql_select", {"query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}),
        "endless": ("sparql_select", {"query": ENDLESS}),
        "after": ("sparql_select", {"query": "ASK {}"}),
    }
    command = ["-m", "kg", "mcp", "--store", str(world_path), "--timeout", "2"]

    async def session():
        parameters = mcp.StdioServerParameters(command=sys.executable, args=command)
        async with mcp.Client(parameters, read_timeout_seconds=60) as client:
            listed = (await client.list_tools()).tools
            found = {name: await client.call_tool(tool, given) for name, (tool, given) in calls.items()}
            return client.instructions, listed, found

    with ThreadPoolExecutor(1) as apart:  # in this thread a browser of other tests may run its loop
        return apart.submit(asyncio.run, session()).result()


def told(answers, name):
    result = answers[2][name]
    assert not result.is_error, result.content
    return result.structured_content


def test_the_tools_are_listed_as_reading_only(answers):
    instructions, listed, _ = answers
    assert "only 'held' has taken place" in instructions
    assert {tool.name for tool in listed} == TOOLS
    for tool in listed:
        assert tool.annotations.read_only_hint is True
        assert tool.description


def test_search(answers):
    (actor,) = told(answers, "actors")["found"]
    assert actor["label"] == "Volodymyr Zelenskyy"
    assert told(answers, "events")["found"][0]["event"] == event("e-alaska")


def test_an_event_with_history_quotes_offsets_and_sources(answers):
    found = told(answers, "event")
    assert [step["status"] for step in found["history"]] == ["proposed", "planned", "held"]
    quote = found["quotes"][0]
    assert LE_MONDE.text[int(quote["start"]) : int(quote["end"])] == quote["quote"]
    assert quote["originators"][0]["label"] == "officials"
    assert quote["relayers"][0]["label"] == "CNN"
    assert {claim["claim"] for claim in found["claims"]} == {"Anchorage", "Juneau"}


def test_timelines_pairs_and_sources(answers):
    assert [row["status"] for row in told(answers, "timeline")["rows"]] == ["held"]
    assert told(answers, "met")["rows"][0]["name"] == "Donald Trump"
    assert told(answers, "between")["meetings"]["rows"][0]["event"] == event("e-alaska")
    assert told(answers, "between")["calls"]["rows"] == []
    assert len(told(answers, "sources")["rows"]) == 4
    assert told(answers, "question")["rows"][0]["status"] == "cancelled"


def test_sparql_and_schema(answers):
    found = told(answers, "select")
    assert (len(found["rows"]), found["more"]) == (2, True)
    schema = told(answers, "schema")
    assert "denied" in schema["statuses"]
    assert "who-met-whom" in schema["questions"]
    assert "nif:anchorOf" in schema["shape"]


@pytest.mark.parametrize(
    ("name", "says"),
    [("nobody", "no actor called"), ("unknown", "nothing is known"), ("update", "updates are refused"),
     ("service", "SERVICE is refused"), ("endless", "stopped after 2 seconds")],
)  # fmt: skip
def test_what_cannot_be_done_is_said(answers, name, says):
    result = answers[2][name]
    assert result.is_error
    assert says in str(result.content)
    assert told(answers, "after")["rows"] == [{"answer": "true"}]
