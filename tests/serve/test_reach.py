"""The viewer's page on a whole store: what it has not yet is fetched where the reader goes, and joins what is there.

Putin is in the world's e-alaska, e-geneva and e-mediation, Trump in e-alaska and e-call: a page about one lacks
what the other did.
"""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

TRUMP, PUTIN, BIDEN, ERDOGAN = "wd:Q22686", "wd:Q7747", "wd:Q6279", "wd:Q39259"
PAGE = "/view?actor=Q22686&lang=en"


def until(page, condition, arg=None):
    """Wait for a condition; Playwright's own way would evaluate text in the page, which its policy forbids."""
    for _ in range(250):
        if page.evaluate(f"(arg) => Boolean({condition})", arg):
            return
        page.wait_for_timeout(40)
    raise AssertionError(f"never came true: {condition}")


def ready(page):
    page.wait_for_selector("body.ready")
    return page


def places(page):
    """Where each actor of the overview stands, by its name, in the graph's own units."""
    return page.evaluate("Object.fromEntries(summitry.places().map(({ name, x, y }) => [name, [x, y]]))")


def numbers(page):
    return page.locator(".number").all_inner_texts()


def option(page, facet, word):
    return page.locator(f".facet-{facet} .option", has_text=word).locator(".count")


def overview(visit, service, more=""):
    return ready(visit(service, f"{PAGE}#overview=1{more}"))


# What the service sends.


def test_the_data_of_a_page_is_the_view_model(service):
    reply = service.get("/view?actor=Q7747", Accept="application/json")
    model = json.loads(reply.body)
    assert (reply.status, reply.media, model["schema"]) == (200, "application/json", 3)
    assert {event["id"].rpartition("/")[2] for event in model["events"]} == {"e-alaska", "e-geneva", "e-mediation"}
    assert (model["whole"], model["total"], len(model["details"])) == (False, 6, 3)
    assert model["details"][0][0]["quote"]
    assert service.get("/view?actor=Q7747&format=json").body == reply.body
    assert "script-src 'self'" in reply.headers["content-security-policy"], "data needs no script of its own"


def test_data_that_is_known_is_not_sent_again_in_any_language(service):
    tag = service.get("/view?actor=Q7747&format=json&lang=en").headers["etag"]
    again = service.get("/view?actor=Q7747&format=json&lang=uk", If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")
    assert service.get("/view?actor=Q7747", Accept="text/html").headers["etag"] != tag


@pytest.mark.parametrize(
    ("asked", "status"),
    [("actor=Nobody+At+All&format=json", 400), ("event=urn:none&format=json", 404), ("actor=Q7747&format=xml", 406)],
)
def test_what_cannot_be_had_is_said_in_a_line(service, asked, status):
    reply = service.get(f"/view?{asked}")
    assert (reply.status, reply.media, reply.text.count("\n")) == (status, "text/plain", 1)


def test_the_page_may_ask_this_service_and_nobody_else(service):
    reply = service.get(PAGE, Accept="text/html")
    for policy in (reply.headers["content-security-policy"], reply.text.partition('Policy" content="')[2]):
        assert "connect-src &#39;self&#39;" in policy or "connect-src 'self'" in policy
        assert "default-src 'none'" in policy.replace("&#39;", "'")


# In the browser.


@pytest.mark.browser
def test_who_is_expanded_joins_the_overview_in_place(service, visit):
    page = overview(visit, service)
    before = places(page)
    assert numbers(page)[:2] == ["2 events", "3 actors"] and option(page, "status", "proposed").count() == 0
    assert "2 of the 6 events of the graph are here" in page.locator(".part").inner_text()
    assert "2021" not in page.locator("#bars").text_content()
    putin = page.evaluate("summitry.nodes().find((id) => summitry.name(id.slice(1)) === 'Vladimir Putin')")
    at = page.evaluate("(id) => summitry.at(id)", putin)
    page.keyboard.down("Shift")
    page.mouse.click(at["x"], at["y"])
    page.keyboard.up("Shift")
    until(page, "document.querySelector('.number').textContent === '4 events'")
    after = places(page)
    assert set(after) - set(before) == {"Joe Biden", "Recep Tayyip Erdogan", "Volodymyr Zelenskyy"}
    assert {name: after[name] for name in before} == before, "what was there has not moved"
    assert len({tuple(at) for at in after.values()}) == len(after)
    assert numbers(page)[:2] == ["4 events", "6 actors"]
    assert option(page, "status", "proposed").inner_text() == "1", "filters count what came"
    assert "2021" in page.locator("#bars").text_content(), "so does the timeline"
    until(page, "document.querySelector('#spoken').textContent === 'Vladimir Putin: 3 events'")
    page.locator(".tabs [data-view=list]").click()
    page.wait_for_selector("#list .story .short q")
    assert page.locator("#list .story").count() == 4


@pytest.mark.browser
def test_a_bookmark_gives_the_expanded_view_again(service, visit):
    page = overview(visit, service, f"&more=actor {PUTIN}|actor {BIDEN}")
    assert numbers(page)[0] == "4 events" and "more=actor+wd" in page.evaluate("summitry.address()")
    first = places(page)
    assert "Recep Tayyip Erdogan" in first
    again = ready(visit(service, f"{PAGE}#{page.evaluate('summitry.address()')}"))
    assert places(again) == first


@pytest.mark.browser
def test_who_is_expanded_is_shown_where_a_window_has_room_for_few(service, visit):
    page = overview(visit, service, "&n=1")
    assert len(places(page)) == 1
    page.locator("#search").fill("Putin")
    page.wait_for_selector("#found li:has-text('Vladimir Putin')")
    page.keyboard.press("Enter")
    page.locator("button.expand").click()
    page.wait_for_selector("#panel h2:has-text('Overview')")
    until(page, "summitry.places().length >= 5")
    assert {"Vladimir Putin", "Joe Biden", "Recep Tayyip Erdogan"} <= set(places(page))


@pytest.mark.browser
def test_going_to_an_actor_brings_all_that_it_did_with_its_words(service, visit):
    page = ready(visit(service, "/view?event=https%3A%2F%2Fw3id.org%2Fsummitry%2Fid%2Fevent%2Fe-alaska&lang=en"))
    page.wait_for_selector(".quote")
    page.locator("#panel .facts").get_by_role("button", name="Vladimir Putin").click()
    page.wait_for_selector("#panel h2:has-text('Vladimir Putin')")
    until(page, "document.querySelectorAll('.events li').length === 3")
    assert "/view?event=" in page.url, "the page is the same"
    assert "Last met" in page.locator("#panel").inner_text(), "now the page can say when"
    page.locator(".events button", has_text="Geneva").click()
    page.wait_for_selector(".quote blockquote")
    assert page.locator(".quote .source").count() > 0 and page.locator("mark.trigger").count() > 0
    page.go_back()
    page.wait_for_selector("#panel h2:has-text('Vladimir Putin')")


@pytest.mark.browser
def test_by_keyboard_and_for_who_listens(service, visit):
    page = overview(visit, service)
    page.keyboard.press("/")
    page.keyboard.type("Putin")
    page.wait_for_selector("#found li:has-text('Vladimir Putin')")
    page.keyboard.press("Enter")
    page.wait_for_selector("button.expand")
    until(page, "/Vladimir Putin.*events?/.test(document.querySelector('#spoken').textContent)")
    page.locator("button.expand").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel h2:has-text('Overview')")
    until(page, "summitry.places().some(({ name }) => name === 'Recep Tayyip Erdogan')")


@pytest.mark.browser
def test_the_search_reaches_what_is_not_on_the_page(service, visit):
    page = overview(visit, service)
    page.locator("#search").fill("Олаф Шольц")
    page.locator("#found li", has_text="in the store").first.click()
    page.wait_for_selector("#panel h2:has-text('Olaf Scholz')")
    expect(page.locator(".events li")).to_have_count(1)
    until(page, "location.href.includes('more=actor+wd%3AQ61053')")


@pytest.mark.browser
def test_a_service_that_fails_is_named_and_asked_again(service, visit):
    page = overview(visit, service)
    page.route("**/view?*format=json", lambda route: route.fulfill(status=504, body="the query took too long\n"))
    page.locator("#search").fill("Putin")
    page.keyboard.press("Enter")
    page.wait_for_selector(".failed")
    assert visit.troubles.pop().endswith("504 (Gateway Timeout)"), "what the browser itself says of it"
    assert "the query took too long" in page.locator(".failed").inner_text()
    assert page.locator(".events li").count() == 1, "what is here stays"
    page.unroute("**/view?*format=json")
    page.get_by_role("button", name="Load all events").click()
    until(page, "document.querySelectorAll('.events li').length === 3")


@pytest.mark.browser
def test_a_hostile_store_does_nothing_when_it_is_merged(hostile, visit):
    first = json.loads(hostile.get("/view?format=json").body)
    name = next(actor["id"] for actor in first["actors"] if actor["events"])
    page = ready(visit(hostile, f"/view#more=actor {name}"))
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked === undefined || window.hacked === null")
    assert page.locator("body img, body iframe").count() == 0


@pytest.mark.browser
def test_what_was_believed_is_the_same_on_a_page_to_which_it_came_later(service, visit):
    then = "event=id:event/e-alaska&asof=2025-08-07"
    own = ready(visit(service, f"/view?actor=Q7747&lang=en#{then}"))
    later = ready(visit(service, f"/view?actor=Q61053&lang=en#{then}&more=actor {PUTIN}"))
    assert "11 August 2025" in own.locator("#panel").inner_text()
    assert later.locator("#panel").inner_text() == own.locator("#panel").inner_text()


@pytest.mark.browser
def test_an_event_of_which_somebody_was_only_thought_to_be_stays(service, visit):
    def rumoured(route):
        reply = route.fetch()
        part = reply.json()
        event = next(event for event in part["events"] if event["id"].endswith("e-alaska"))
        biden = next(number for number, actor in enumerate(part["actors"]) if actor["id"] == BIDEN)
        event["beliefs"][0]["people"] = [*event["people"], [biden, "participant", None]]
        route.fulfill(response=reply, json=part)

    page = overview(visit, service)
    page.route("**/view?actor=*Q7747&format=json", rumoured)
    page.evaluate("(more) => { location.hash = `overview=1&asof=2025-08-07&more=${more}`; }", f"actor {PUTIN}")
    until(page, "document.querySelector('.number').textContent === '3 events'")
    page.evaluate("(more) => { location.hash += `|${more}`; }", f"actor {BIDEN}")
    until(
        page,
        "document.querySelector('#panel').getAttribute('aria-busy') === 'false' && summitry.state.more.length === 2",
    )
    page.wait_for_timeout(200)
    assert numbers(page)[0] == "3 events"
