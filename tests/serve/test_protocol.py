"""The SPARQL 1.1 Protocol, case by case (the specification's section in each name), and its neighbours."""

import csv
import gzip
import io
import json
import subprocess
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from world import BASE, event

SELECT = "SELECT ?e ?s WHERE { ?e a sem:Event ; kg:status ?s } ORDER BY ?e"
CONSTRUCT = "CONSTRUCT { ?e kg:status ?s } WHERE { ?e a sem:Event ; kg:status ?s }"
FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
DOC = f"{BASE}document/fr-1"
EVENTS = f"{BASE}graph/events"


def count(reply):
    assert reply.status == 200, reply.text
    return len(json.loads(reply.text)["results"]["bindings"])


# 2.1 query operation


def test_2_1_1_query_via_get(service):
    assert count(service.ask(SELECT)) == 6


def test_2_1_2_query_via_url_encoded_post(service):
    assert count(service.post(urlencode({"query": SELECT}), FORM)) == 6
    assert count(service.post(urlencode({"query": SELECT}), f"{FORM}; charset=UTF-8")) == 6


def test_2_1_3_query_via_post_directly(service):
    assert count(service.post(SELECT, DIRECT)) == 6
    assert count(service.post(SELECT, f'{DIRECT}; charset="utf-8"')) == 6


@pytest.mark.parametrize("how", ["get", "form", "direct"])
def test_2_1_4_the_protocol_names_the_dataset(service, how):
    def asked(sparql, *graphs):
        pairs = [(f"{kind}-graph-uri", iri) for kind, iri in graphs]
        if how == "get":
            return count(service.ask(sparql, pairs))
        if how == "form":
            return count(service.post(urlencode([("query", sparql), *pairs]), FORM))
        return count(service.post(sparql, DIRECT, f"/sparql?{urlencode(pairs)}"))

    plain = "SELECT ?m { ?m a kg:EventMention }"
    inside = "SELECT ?m ?g { GRAPH ?g { ?m a kg:EventMention } }"
    assert asked(plain) == 10
    assert asked(plain, ("default", DOC)) == 3
    assert asked(plain, ("default", DOC), ("default", f"{BASE}document/en-1")) == 5
    assert asked(plain, ("named", DOC)) == 0  # a dataset of named graphs has an empty default graph
    assert asked(inside, ("named", DOC)) == 3
    assert asked(inside, ("default", DOC)) == 0
    assert asked(inside) == 10
    # 2.1.4: what the protocol names wins over FROM.
    assert asked(f"SELECT ?m FROM <{EVENTS}> {{ ?m a kg:EventMention }}", ("default", DOC)) == 3


def test_from_in_the_query_is_obeyed(service):
    assert count(service.ask(f"SELECT ?m FROM <{DOC}> {{ ?m a kg:EventMention }}")) == 3
    assert count(service.ask(f"SELECT ?m FROM NAMED <{DOC}> {{ GRAPH ?g {{ ?m a kg:EventMention }} }}")) == 3
    assert count(service.ask(f"SELECT ?m FROM NAMED <{DOC}> {{ ?m a kg:EventMention }}")) == 0
    assert count(service.ask("SELECT ?from { ?from a kg:EventMention # FROM <x:y>\n }")) == 10


def test_2_1_5_select_in_every_format_holds_the_same(service):
    kinds = {
        "application/sparql-results+json": ox.QueryResultsFormat.JSON,
        "application/sparql-results+xml": ox.QueryResultsFormat.XML,
        "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    }
    found = set()
    for media, kind in kinds.items():
        reply = service.ask(SELECT, Accept=media)
        assert (reply.status, reply.media) == (200, media)
        found.add(str([[str(term) for term in row] for row in ox.parse_query_results(reply.body, kind)]))
    assert len(found) == 1
    reply = service.ask(SELECT, Accept="text/csv")
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    assert len(list(csv.reader(io.StringIO(reply.text)))) == 7


@pytest.mark.parametrize(
    ("media", "kind"),
    [("text/turtle", "TURTLE"), ("application/n-triples", "N_TRIPLES"), ("application/rdf+xml", "RDF_XML"),
     ("application/ld+json", "JSON_LD"), ("text/n3", "N3"), ("application/trig", "TRIG"),
     ("application/n-quads", "N_QUADS")],
)  # fmt: skip
def test_2_1_5_graphs_in_every_format(service, media, kind):
    reply = service.ask(CONSTRUCT, Accept=media)
    assert (reply.status, reply.media) == (200, media)
    assert len(list(ox.parse(reply.body, getattr(ox.RdfFormat, kind)))) == 6


@pytest.mark.parametrize("media", ["application/sparql-results+json", "application/sparql-results+xml"])
def test_2_1_5_ask_is_a_boolean(service, media):
    reply = service.ask("ASK { ?s a sem:Event }", Accept=media)
    assert (reply.status, reply.media) == (200, media)
    kind = ox.QueryResultsFormat.JSON if "json" in media else ox.QueryResultsFormat.XML
    assert bool(ox.parse_query_results(reply.body, kind))


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/xml", "application/sparql-results+xml"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/csv, */*;q=0.1", "text/csv"),
        ("text/*", "text/csv"),
        ("application/sparql-results+json;q=0, */*;q=0.5", "application/sparql-results+xml"),
        ("text/turtle, text/csv;q=0.2", "text/csv"),
        ("APPLICATION/SPARQL-RESULTS+XML", "application/sparql-results+xml"),
    ],
)
def test_content_negotiation(service, accept, media):
    reply = service.ask(SELECT, Accept=accept)
    assert (reply.status, reply.media) == (200, media)
    assert "Accept" in reply.headers["vary"]


def test_a_format_may_be_named_in_the_address(service):
    assert service.ask(SELECT, [("format", "csv")], Accept="text/html").media == "text/csv"
    assert service.ask(CONSTRUCT, [("format", "jsonld")]).media == "application/ld+json"
    assert service.ask(SELECT, [("format", "pdf")]).status == 406


def test_what_cannot_be_given_is_406(service):
    assert service.ask(SELECT, Accept="image/png").status == 406
    assert service.ask(CONSTRUCT, Accept="text/csv").status == 406
    assert "application/sparql-results+json" in service.ask(SELECT, Accept="text/turtle").text


# 2.1.6 errors, and the negative cases of the W3C's list


@pytest.mark.parametrize(
    "query", ["SELECT * {", "nonsense", "", "SELECT ?x { ?x nope:y ?z }", "SELECT * { ?s ?p ?o }}"]
)
def test_a_malformed_query_is_400_in_one_line(service, query):
    for reply in (service.ask(query), service.post(query, DIRECT)):
        assert (reply.status, reply.media) == (400, "text/plain")
        assert "malformed query" in reply.text
        assert reply.text.count("\n") == 1


def test_two_queries_are_400(service):
    assert service.get("/sparql", [("query", "ASK {}"), ("query", "ASK {}")]).status == 400
    assert service.post(urlencode([("query", "ASK {}"), ("query", "ASK {}")]), FORM).status == 400
    assert service.post("ASK {}", DIRECT, "/sparql?query=ASK%20%7B%7D").status == 400
    assert service.post("query=ASK%20%7B%7D", FORM, "/sparql?query=ASK%20%7B%7D").status == 400


def test_a_post_without_its_media_type_or_with_another_is_415(service):
    assert service.request("POST", "/sparql", b"ASK {}").status == 415
    assert service.post("ASK {}", "text/plain").status == 415
    assert service.post("ASK {}", "multipart/form-data; boundary=x").status == 415
    assert "application/sparql-query" in service.post("ASK {}", "text/plain").headers["accept-post"]


def test_what_is_not_utf_8_is_refused(service):
    assert service.post("ASK { ?s ?p 'é' }".encode("latin-1"), DIRECT).status == 400
    assert service.post("ASK {}".encode("utf-16"), f"{DIRECT}; charset=utf-16").status == 415
    assert service.get("/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%22%ff%22%20%7D").status == 400
    assert service.post("query=%ff", FORM).status == 400


def test_a_form_without_a_query_is_400(service):
    assert service.post("x=1", FORM).status == 400
    assert service.post("", FORM).status == 400
    assert service.post(urlencode({"query": "ASK {}", "update": "DROP ALL"}), FORM).status == 400


def test_other_methods_are_405_and_say_which_are_not(service):
    for method in ("PUT", "DELETE", "PATCH"):
        reply = service.request(method, "/sparql")
        assert reply.status == 405
        assert "GET" in reply.headers["allow"]
        assert "POST" in reply.headers["allow"]


def test_a_bad_dataset_is_400(service):
    assert service.ask("ASK {}", [("default-graph-uri", "not an iri")]).status == 400


def test_head_gives_the_head(service):
    reply = service.request("HEAD", f"/sparql?query={quote(SELECT)}")
    assert (reply.status, reply.body) == (200, b"")
    assert reply.media == "application/sparql-results+json"


# 2.2 update operation


@pytest.mark.parametrize(
    "body", ["DROP ALL", "INSERT DATA { <x:a> <x:b> 1 }", "CLEAR DEFAULT", "LOAD <http://127.0.0.1:1/>"]
)
def test_2_2_updates_are_refused_in_every_way(service, body):
    before = count(service.ask("SELECT * { ?s ?p ?o }"))
    assert service.post(body, UPDATE).status == 403
    assert service.post(urlencode({"update": body}), FORM).status == 403
    assert service.get("/sparql", {"update": body}).status == 400
    assert service.ask(body).status == 403
    assert service.post(body, DIRECT).status == 403
    assert count(service.ask("SELECT * { ?s ?p ?o }")) == before


# 3 what surrounds it


def test_gzip_for_who_takes_it(service):
    sparql = "SELECT * { ?s ?p ?o } LIMIT 500"
    plain = service.ask(sparql)
    packed = service.ask(sparql, Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert len(packed.body) < len(plain.body) / 3
    assert gzip.decompress(packed.body) == plain.body
    assert "content-encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["vary"]


def test_etag(service):
    first = service.ask(SELECT)
    tag = first.headers["etag"]
    again = service.ask(SELECT, If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == tag
    assert service.ask(SELECT, If_None_Match=tag, Accept="text/csv").status == 200
    assert service.ask(CONSTRUCT, If_None_Match=tag).status == 200
    assert "etag" not in service.ask("SELECT (NOW() AS ?n) {}").headers
    assert "etag" not in service.ask("SELECT (RAND() AS ?n) {}").headers


def test_cors_is_for_local_pages_on_loopback(service):
    local = service.ask("ASK {}", Origin="http://localhost:8888")
    assert local.headers["access-control-allow-origin"] == "http://localhost:8888"
    assert "Origin" in local.headers["vary"]
    assert "access-control-allow-origin" not in service.ask("ASK {}", Origin="https://example.org").headers
    assert "access-control-allow-origin" not in service.ask("ASK {}", Origin="http://localhost.example.org").headers
    preflight = service.request(
        "OPTIONS", "/sparql", Origin="http://127.0.0.1:3000", Access_Control_Request_Method="POST"
    )
    assert preflight.status == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "Content-Type" in preflight.headers["access-control-allow-headers"]


def test_another_host_name_is_not_served_on_loopback(service):
    """A page whose name is made to resolve to this machine reads nothing."""
    assert service.ask("ASK {}", Host="rebound.example.org").status == 421
    assert service.ask("ASK {}", Host=f"localhost:{service.port}").status == 200
    assert service.ask("ASK {}", Host=f"[::1]:{service.port}").status == 200


@pytest.mark.parametrize(
    "path", ["/sparql?query=ASK%7B%7D", "/", "/id/Q7747", "/nothing", "/static/style.css", "/health"]
)
def test_every_answer_carries_the_headers_that_keep_browsers_safe(service, path):
    for accept in ("text/html", "*/*"):
        headers = service.get(path, Accept=accept).headers
        assert headers["x-content-type-options"] == "nosniff"
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "server" not in headers


def test_service_description(service):
    for accept, kind in {"text/turtle": "TURTLE", "application/rdf+xml": "RDF_XML", "*/*": "TURTLE"}.items():
        reply = service.get("/sparql", Accept=accept)
        found = {(str(t.predicate), str(t.object)) for t in ox.parse(reply.body, getattr(ox.RdfFormat, kind))}
        sd = "http://www.w3.org/ns/sparql-service-description#"
        assert (f"<{sd}endpoint>", f"<{service.endpoint}>") in found
        assert (f"<{sd}feature>", f"<{sd}UnionDefaultGraph>") in found
        assert (f"<{sd}supportedLanguage>", f"<{sd}SPARQL11Query>") in found
        assert (f"<{sd}supportedLanguage>", f"<{sd}SPARQL11Update>") not in found
    assert service.get("/sparql", Accept="image/png").status == 406


def test_void(service):
    assert service.get("/.well-known/void").headers["location"] == "/void"
    store = ox.Store()
    store.load(service.get("/void").body, ox.RdfFormat.TURTLE)
    (row,) = store.query(
        "PREFIX void: <http://rdfs.org/ns/void#> SELECT ?n ?e { ?d void:sparqlEndpoint ?e ; void:classPartition "
        "[ void:class <http://semanticweb.cs.vu.nl/2009/11/sem/Event> ; void:entities ?n ] }"
    )
    assert (int(row["n"].value), row["e"].value) == (6, service.endpoint)


def test_graph_store_protocol_reads(service):
    whole = service.get("/store?default", Accept="application/n-triples")
    assert whole.status == 200
    one = service.get("/store", {"graph": DOC}, Accept="application/n-triples")
    assert 0 < len(one.text.splitlines()) < len(whole.text.splitlines())
    assert service.get("/store", {"graph": DOC}).media == "text/turtle"
    assert service.request("HEAD", f"/store?graph={quote(DOC, safe='')}").status == 200
    assert service.get("/store", {"graph": "http://example.org/none"}).status == 404
    assert service.get("/store").status == 400
    assert service.get("/store", [("graph", DOC), ("default", "")]).status == 400
    assert service.get("/store", {"graph": "no iri"}).status == 400
    for method in ("PUT", "POST", "DELETE"):
        assert service.request(method, "/store?default").status == 405


def test_health_and_metrics(service):
    assert json.loads(service.get("/health").text)["status"] == "ok"
    service.ask("SELECT * {")
    text = service.get("/metrics").text
    assert 'kg_requests_total{path="/sparql",status="400"}' in text
    assert 'kg_queries_total{outcome="ok"}' in text
    assert "kg_request_seconds_bucket{" in text
    assert "kg_workers 2" in text


# Real clients.


def test_rdflib_sparqlstore(service):
    from rdflib import Graph, URIRef
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = Graph(SPARQLStore(service.endpoint))
    found = {
        str(row.e)
        for row in graph.query("PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> SELECT ?e { ?e a sem:Event }")
    }
    assert event("e-alaska") in found
    assert len(found) == 6
    assert len(list(graph.triples((URIRef(event("e-alaska")), None, None)))) > 10


def test_sparqlwrapper(service):
    wrapper = pytest.importorskip("SPARQLWrapper")
    for form, method in ((wrapper.JSON, "GET"), (wrapper.JSON, "POST"), (wrapper.XML, "GET"), (wrapper.CSV, "GET")):
        asked = wrapper.SPARQLWrapper(service.endpoint)
        asked.setQuery(SELECT)
        asked.setReturnFormat(form)
        asked.setMethod(method)
        got = asked.query()
        if form == wrapper.JSON:
            assert len(got.convert()["results"]["bindings"]) == 6
        else:
            assert b"e-alaska" in got.response.read()
    asked = wrapper.SPARQLWrapper(service.endpoint)
    asked.setQuery(CONSTRUCT)
    asked.setReturnFormat(wrapper.TURTLE)
    assert b"kg:held" in asked.query().response.read()
    asked.setRequestMethod(wrapper.POSTDIRECTLY)
    asked.setMethod("POST")
    assert b"kg:held" in asked.query().response.read()


def test_curl(service):
    command = ["curl", "-sS", "--compressed", "--fail", "-H", "Accept: text/csv"]
    for more in (["--get", "--data-urlencode", f"query={SELECT}"], ["--data-urlencode", f"query={SELECT}"],
                 ["-H", f"Content-Type: {DIRECT}", "--data-binary", SELECT]):  # fmt: skip
        done = subprocess.run([*command, *more, service.endpoint], capture_output=True, text=True, timeout=30)
        assert done.returncode == 0, done.stderr
        assert "e-alaska" in done.stdout
