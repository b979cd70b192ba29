"""The hostile corpus through everything a text can come in by: nothing runs, nothing leaks, nothing falls over."""

import json
import os
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from hostile import ADDRESSES, MARK, SCRIPTS, STRINGS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.graph.identifiers import Identifiers
from kg.query import queries

HTML = {"Accept": "text/html"}
IDS = Identifiers()
pytestmark = pytest.mark.slow
LEAKS = re.compile(r"root:x?:0|Traceback|File \"/|site-packages|/work/|\.py\b.*line \d")
VOID = {"meta", "link", "input", "br", "img", "base"}


class Reader(HTMLParser):
    """Collects what a page could do; a page of ours does only what the templates say."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "script" and not (given.get("src") or "").startswith("/static/"):
            self.found.append(("script", given))
        if tag in {"iframe", "object", "embed", "base", "svg", "math", "template", "style", "img", "body"} and given:
            self.found.append((tag, given))
        if tag == "meta" and given.get("http-equiv"):
            self.found.append((tag, given))
        for name, value in given.items():
            if name.startswith("on") or name == "style":
                self.found.append((tag, name, value))
            if name in {"href", "src", "action", "formaction"} and not _harmless(tag, value or ""):
                self.found.append((tag, name, value))


def _harmless(tag, value):
    if value.startswith(("#", "data:,")) or (tag == "a" and value.startswith(("http://", "https://"))):
        return True
    return value == "/" or (value.startswith("/") and value[1] not in "/\\")


def check(reply, text=""):
    """A page or line that says what it must and no more."""
    assert reply.status < 500, (reply.status, reply.text[:300])
    assert not LEAKS.search(reply.body.decode("utf-8", "replace").replace(text, "")), reply.text[:500]
    assert "set-cookie" not in reply.headers
    if reply.media == "text/html":
        reader = Reader()
        reader.feed(reply.text)
        assert reader.found == [], reader.found
    return reply


@pytest.mark.parametrize("number", range(len(STRINGS)))
def test_pages_of_hostile_things(hostile, number):
    text = STRINGS[number]
    document = IDS.document(f"{number}-{text[:300]}").value
    for iri in (f"{IDS.base}event/h{number}", f"{IDS.base}person/h{number}", f"{IDS.base}place/h{number}", document):
        path = f"/id/{iri.removeprefix(IDS.base)}"
        reply = check(hostile.get(path, **HTML))
        assert reply.status == 200, path
    data = hostile.get(path, Accept="application/ld+json")
    assert data.status == 200
    json.loads(data.text)


def test_there_are_enough_of_them():
    assert len(STRINGS) == len(set(STRINGS)) >= 100


def test_lists_of_hostile_things(hostile):
    for question in ("events", "documents", "event-mentions", "who-met-whom", "by-place", "conflicts", "conferences"):
        page = check(hostile.get(f"/questions/{question}?ask=1", **HTML))
        assert page.status == 200
        for form in ("json", "xml", "csv", "tsv"):
            assert hostile.get(f"/questions/{question}?format={form}").status == 200


PATHS = (
    "/search?q={}",
    "/questions/meetings-between?a={}&b=Q30&ask=1",
    "/questions/events?since={0}&status={0}&ask=1",
    "/questions/sources-of?event={}&ask=1",
    "/questions/{}",
    "/query?query={0}&question={0}",
    "/?lang={0}&x={0}",
    "/id/{}",
    "/{}",
    "/static/{}",
)


@pytest.mark.parametrize("number", range(len(STRINGS)))
def test_hostile_requests(hostile, number):
    text = STRINGS[number]
    given = quote(text[:9000], safe="")
    for step in range(4):  # over all strings, every path meets forty of them
        check(hostile.get(PATHS[(number * 4 + step) % len(PATHS)].format(given), **HTML), text)
    for pairs in (
        {"query": text, "format": text},
        {"query": "ASK {}", "default-graph-uri": text},
        {"query": f"SELECT * {{ ?s ?p ?o }} # {text}", "timeout": text},
    ):
        check(hostile.get("/sparql", {name: value[:9000] for name, value in pairs.items()}), text)
    check(hostile.get("/store", {"graph": text[:9000]}), text)
    data = text.encode("utf-8", "replace")
    for media in ("application/sparql-query", "application/sparql-update", "application/x-www-form-urlencoded"):
        check(hostile.post(data, media), text)


@pytest.mark.parametrize("text", [t for t in STRINGS if t.isascii() and t.isprintable() and len(t) < 500])
def test_hostile_headers(hostile, text):
    names = ("Accept", "Accept_Language", "Accept_Encoding", "If_None_Match", "Origin", "Cookie", "X_Forwarded_Host")
    reply = check(hostile.get("/sparql?query=ASK%7B%7D", **dict.fromkeys(names, text)))
    assert MARK not in str(reply.headers)
    check(hostile.get("/id/Q7747", **{**dict.fromkeys(names, text), **HTML}))
    assert hostile.get("/", Host=text or "x").status in {400, 421}


def test_the_graph_is_as_it_was_and_nothing_was_made(hostile):
    (row,) = json.loads(hostile.ask("SELECT (COUNT(*) AS ?n) { ?e a sem:Event }").text)["results"]["bindings"]
    assert int(row["n"]["value"]) == len(STRINGS)
    assert not Path("/tmp/kghostile").exists()
    assert json.loads(hostile.get("/health").text)["status"] == "ok"


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/....//app.py", "/static//etc/passwd",
     "/id/../../../etc/passwd", "/id/file:///etc/passwd", "//etc/passwd", "/static/vendor", "/static/", "/.git/config",
     "/store.json", "/kg-store/store.json"],
)  # fmt: skip
def test_no_file_is_read_through_a_path(service, path):
    reply = service.request("GET", path)
    assert reply.status in {404, 405, 307}
    assert "root:" not in reply.text
    assert "import " not in reply.text


# In a real browser.


def hurt(page):
    return page.evaluate(f"() => window.{MARK}")


@pytest.mark.browser
def test_nothing_runs_in_a_browser(hostile, visit):
    paths = ["/questions/events?ask=1", "/questions/documents", "/questions/event-mentions", "/questions/by-place"]
    paths += [f"/search?q={quote(text)}" for text in SCRIPTS[:6]]
    paths += [f"/id/event/h{STRINGS.index(text)}" for text in (*SCRIPTS[:20], *ADDRESSES)]
    page = visit(hostile, "/")
    for path in paths:
        page.goto(hostile.base + path)
        assert page.locator("main").count() == 1
        assert hurt(page) is None, path


@pytest.mark.browser
def test_nothing_runs_in_the_editor(hostile, visit):
    text = "SELECT ?l { { ?e rdfs:label ?l } UNION { ?e kg:conflict ?l } UNION { ?e schema:url ?l } } LIMIT 900"
    page = visit(hostile, f"/query?query={quote(text)}")
    page.wait_for_selector("body.ready")
    page.click("#editor button.main")
    page.wait_for_selector("#answer tbody tr")
    assert page.locator("#answer tbody tr").count() > len(STRINGS)
    assert hurt(page) is None
    for text in SCRIPTS[:5]:
        page.goto(f"{hostile.base}/query?query={quote(text)}#endpoint={quote('https://attacker.invalid/sparql')}")
        page.wait_for_selector("body.ready")
        assert hurt(page) is None


# Fuzz.

_BYTES = st.binary(max_size=300)
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
_PATHS = st.sampled_from(
    ["/sparql", "/store", "/search", "/query", "/questions", "/void", "/health", "/id/", "/static/", "/nothing",
     *(f"/questions/{q.name}" for q in queries())]
)  # fmt: skip
_NAMES = st.sampled_from(
    ["query", "update", "format", "lang", "q", "graph", "default", "default-graph-uri", "named-graph-uri", "timeout",
     "a", "b", "who", "since", "until", "ask", "event", "place", "status", "type", "least", "question"]
)  # fmt: skip
_TOKENS = """SELECT * ?s ?p { } ( ) FROM <x:y> GRAPH OPTIONAL UNION FILTER 1 "a" SERVICE BIND AS VALUES . ; ASK DESCRIBE
 CONSTRUCT LIMIT ORDER BY kg:held #x GROUP COUNT(*) INSERT LOAD a sem:Event NOT EXISTS MINUS \\u0053 @en ^^ '"""
_GRAMMAR = st.lists(st.sampled_from([*_TOKENS.split(), "\n"]), max_size=25).map(" ".join)
_FUZZ = settings(max_examples=int(os.environ.get("KG_FUZZ", "60")), deadline=None, derandomize=True,
                 suppress_health_check=list(HealthCheck))  # fmt: skip
STATUSES = {200, 204, 303, 304, 307, 400, 403, 404, 405, 406, 413, 415, 421, 504}


@_FUZZ
@given(path=_PATHS, pairs=st.lists(st.tuples(_NAMES, st.one_of(_TEXT, _GRAMMAR)), max_size=4), html=st.booleans())
def test_fuzz_of_addresses(service, path, pairs, html):
    reply = service.get(f"{path}?{urlencode(pairs)}", Accept="text/html" if html else "*/*")
    assert reply.status in STATUSES, (reply.status, reply.text[:300])
    check(reply) if html else None


@_FUZZ
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "HEAD", "OPTIONS", "BREW"]),
    target=_BYTES.map(lambda data: "/sparql?" + quote(data)),
    body=st.one_of(_BYTES, _GRAMMAR.map(str.encode)),
    media=st.sampled_from(["application/sparql-query", "application/x-www-form-urlencoded", "application/json", ""]),
)
def test_fuzz_of_the_endpoint(service, method, target, body, media):
    assert service.request(method, target, body, Content_Type=media).status in STATUSES


@_FUZZ
@given(query=_GRAMMAR)
def test_fuzz_of_queries(service, query):
    assert service.ask(query, [("timeout", "2")]).status in STATUSES
