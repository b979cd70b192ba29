"""Pages as a reader meets them: content, data behind them, languages, and a real browser."""

import csv
import io
import json
import re
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from playwright.sync_api import expect
from world import event

from kg.graph.names import LANGUAGES
from kg.query import queries
from kg.serve.words import preferred, words

HTML = {"Accept": "text/html"}
AXE = Path(__file__).parents[1] / "view" / "vendor" / "axe-core-4.14.1.min.js"


def page(service, path, **headers):
    reply = service.get(path, **{**HTML, **headers})
    assert (reply.status, reply.media) == (200, "text/html"), reply.text[:300]
    return reply.text


# Events, actors, documents, places at their own IRIs.


def test_an_event_has_its_history_its_quotes_and_who_says_so(service):
    text = page(service, "/id/event/e-alaska?lang=en")
    for wanted in ("Donald Trump", "Vladimir Putin", "Anchorage", "2025-08-15", "Juneau", "officials", "CNN",
                   "Kremlin", "Le Monde", "https://example.org/fr-1", "2025-08-07"):  # fmt: skip
        assert wanted in text, wanted
    assert re.findall(r'<ol class="history">.*?</ol>', text, re.DOTALL)[0].count("<li>") == 3
    assert text.count("<blockquote") == 4
    assert 'href="/id/Q7747?lang=en"' in text
    assert 'id="char=0,40"' in text


def test_an_actor_has_events_partners_offices_and_names(service):
    text = page(service, "/id/Q7747?lang=de")
    for wanted in ("Wladimir Putin", "Joe Biden", "/id/event/e-geneva?lang=de", "Путін", "Russland", "/id/Q159?lang=de",
                   "http://www.wikidata.org/entity/Q7747"):  # fmt: skip
        assert wanted in text, wanted


def test_a_document_and_a_place(service):
    text = page(service, "/id/document/fr-1")
    assert "Une rencontre Trump-Poutine ?" in text
    assert text.count("<blockquote") == 3
    assert "e-bali" in page(service, "/id/place/bali")
    assert "e-visit" in page(service, "/id/Q1899")


@pytest.mark.parametrize("path", ["/id/event/e-alaska", "/id/Q7747", "/id/document/fr-1", "/id/graph/events"])
def test_the_same_address_gives_data(service, path):
    kinds = {"text/turtle": "TURTLE", "application/ld+json": "JSON_LD", "application/rdf+xml": "RDF_XML"}
    for media, kind in kinds.items():
        reply = service.get(path, Accept=media)
        assert (reply.status, reply.media) == (200, media)
        found = list(ox.parse(reply.body, getattr(ox.RdfFormat, kind)))
        assert found
        assert "Accept" in reply.headers["vary"]
    assert service.get(path, Accept="*/*").media == "text/turtle"
    assert service.get(f"{path}?format=nt", **HTML).media == "application/n-triples"
    assert service.get(path, Accept="image/png").status == 406


def test_data_of_an_event_has_its_parts_and_its_quotes(service):
    found = list(ox.parse(service.get("/id/event/e-alaska", Accept="text/turtle").body, ox.RdfFormat.TURTLE))
    subjects = {t.subject.value for t in found}
    assert f"{event('e-alaska')}#participant=0" in subjects
    assert any("document/fr-1#char=0,40" in s for s in subjects)
    assert any(t.predicate.value.endswith("anchorOf") for t in found)


def test_a_browser_is_given_a_page(service):
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
    assert service.get("/id/Q7747", Accept=accept).media == "text/html"
    assert service.get("/questions/events", Accept=accept).media == "text/html"
    redirected = service.ask("ASK {}", Accept=accept)
    assert (redirected.status, redirected.headers["location"].split("?")[0]) == (303, "/query")


def test_what_is_unknown_is_404_in_the_form_that_was_asked_for(service):
    for path in ("/id/event/none", "/id/Q99999999", "/id/person/nobody", "/questions/none", "/none"):
        assert service.get(path, **HTML).media == "text/html"
        for headers in (HTML, {"Accept": "text/turtle"}):
            assert service.get(path, **headers).status == 404, path


# Questions.


def test_the_library_is_in_the_menu_by_group(service):
    text = page(service, "/questions")
    for question in queries():
        assert f'href="/questions/{question.name}"' in text
        assert question.title in text


def test_a_question_is_asked_by_its_form(service):
    form = page(service, "/questions/meetings-between")
    assert 'name="a"' in form
    assert "<table" not in form
    text = page(service, f"/questions/meetings-between?a={quote('Путін')}&b=Trump&ask=1&lang=uk")
    assert "/id/event/e-alaska?lang=uk" in text
    assert "відбулося" in text
    assert "Саміт" in text


def test_answers_can_be_had_as_data(service):
    reply = service.get("/questions/who-met-whom?format=csv")
    assert reply.media == "text/csv"
    assert len(list(csv.reader(io.StringIO(reply.text)))) == 4
    found = json.loads(service.get("/questions/events?lang=fr&type=Summit", Accept="application/json").text)
    assert any("Sommet" in row["label"]["value"] for row in found["results"]["bindings"])


def test_a_bad_parameter_is_said_on_the_page(service):
    for path, says in {
        "/questions/timeline-of?ask=1": "needs parameter",
        "/questions/timeline-of?who=Nobody&ask=1": "no actor called",
        "/questions/events?since=soon&ask=1": "is not a date",
    }.items():
        reply = service.get(path, **HTML)
        assert reply.status == 400
        assert says in reply.text
        assert service.get(path.replace("&ask=1", "") + "&format=json").status == 400


# Languages.


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_speaks_every_language(service, lang):
    w = words(lang)
    for path, wanted in {
        "/": w("intro"),
        "/id/event/e-alaska": w("quotes"),
        "/id/Q7747": w("with_whom"),
        "/search?q=Putin": w("things"),
        "/questions/events?ask=1": w.count("rows_n", 6),
    }.items():
        text = page(service, f"{path}{'&' if '?' in path else '?'}lang={lang}")
        assert f'<html lang="{lang}">' in text
        assert wanted.replace("'", "&#39;") in text, path
    assert f'<html lang="{lang}">' in page(service, "/", Accept_Language=f"xx, {lang};q=0.9, en;q=0.1")


def test_plural_forms():
    w = words("uk")
    assert [w.count("rows_n", n).split()[1] for n in (1, 2, 5, 11, 21, 22, 112)] == [
        "рядок", "рядки", "рядків", "рядків", "рядок", "рядки", "рядків",
    ]  # fmt: skip
    assert words("xx").lang == "en"
    assert preferred("de;q=x, fr") == "fr"


# In a real browser. A click that leads to another page returns before that page is there: `expect` waits for it.


@pytest.mark.browser
def test_from_the_start_page_to_an_event_and_its_actors(service, visit):
    found = visit(service, "/?lang=en")
    found.fill("input[type=search]", "Zelensky")
    found.press("input[type=search]", "Enter")
    found.click("text=Volodymyr Zelenskyy")
    found.click("ul.events a >> nth=0")
    expect(found).to_have_title(re.compile("mediation", re.IGNORECASE))
    found.click("dl a >> nth=0")
    expect(found).to_have_url(re.compile("/id/Q"))
    found.click("nav.languages a[lang=fr]")
    expect(found.locator("html")).to_have_attribute("lang", "fr")


@pytest.mark.browser
def test_a_form_in_the_browser_and_its_download(service, visit):
    found = visit(service, "/questions/timeline-of?lang=en")
    found.fill("#p-who", "Putin")
    found.click("button.main")
    expect(found.locator("tbody tr")).to_have_count(3)
    with found.expect_download() as download:
        found.evaluate("() => document.querySelector('.downloads a').setAttribute('download', 'x.json')")
        found.click(".downloads a >> nth=0")
    assert json.loads(Path(download.value.path()).read_text())["head"]["vars"][0] == "date"


@pytest.mark.browser
def test_the_editor_asks_this_service(service, visit):
    found = visit(service, "/query?question=events&lang=en")
    found.wait_for_selector("body.ready")
    assert "PREFIX kg:" in found.locator(".CodeMirror-code").first.inner_text()
    found.click("#editor button.main")
    found.wait_for_selector("#answer tbody tr")
    assert "6 rows" in found.locator("#said").inner_text()
    assert found.locator("#answer td a[href='/id/event/e-alaska']").count() == 1
    with found.expect_download() as download:
        found.evaluate("() => document.getElementById('editor').setAttribute('target', '_self')")
        found.click("#editor button[value=csv]")
    assert "e-alaska" in Path(download.value.path()).read_text()
    found.select_option("#question", "conflicts")
    found.click("form.pick button")
    expect(found.locator(".CodeMirror-code").first).to_contain_text("Conflicting reports")


@pytest.mark.browser
def test_without_scripts_everything_but_the_editor_works_and_it_has_a_plain_form(service, visit):
    found = visit(service, "/query", java_script_enabled=False)
    assert found.locator("#text").is_visible()
    with found.expect_download() as download:
        found.click("#editor button[value=csv]")
    assert "Summit" in Path(download.value.path()).read_text()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/", "/questions/events?ask=1", "/id/event/e-alaska", "/id/Q7747", "/id/document/fr-1", "/search?q=Putin",
             "/questions/timeline-of", "/query"]
)  # fmt: skip
def test_pages_are_accessible(service, visit, path, scheme):
    found = visit(service, path, color_scheme=scheme, bypass_csp=True)
    found.evaluate(AXE.read_text(encoding="utf-8"))
    result = found.evaluate("() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice']})")
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in result["violations"]] == []


@pytest.mark.browser
def test_pages_fit_a_telephone(service, visit):
    for path in ("/", "/id/event/e-alaska", "/questions/events?ask=1"):
        found = visit(service, path, viewport={"width": 360, "height": 640})
        assert found.evaluate("() => document.documentElement.scrollWidth") <= 360
