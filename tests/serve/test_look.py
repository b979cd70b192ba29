"""The viewer as a page of the service: around whom one asks for, with the way to the next."""

import pytest

HTML = {"Accept": "text/html"}


@pytest.mark.browser
def test_from_an_event_into_the_graph(service, visit):
    page = visit(service, "/id/event/e-alaska?lang=en")
    page.get_by_role("link", name="Show in the graph").click()
    page.wait_for_selector("body.ready")
    page.wait_for_selector(".quote")
    assert page.evaluate("summitry.state.scene.kind") == "event"


def test_the_page_allows_its_own_scripts_and_no_others(service):
    reply = service.get("/view", [("actor", "Q7747"), ("lang", "uk")], **HTML)
    assert (reply.status, reply.media) == (200, "text/html")
    policy = reply.headers["content-security-policy"]
    assert "script-src 'sha256-" in policy and "'unsafe-inline'" not in policy.partition("style-src")[0]
    assert "connect-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert '<html lang="uk"' in reply.text


@pytest.mark.parametrize(
    ("asked", "status"),
    [("actor=Nobody+At+All", 400), ("event=nope", 404), ("event=urn:none", 404), ("event=%3Cscript%3E", 404)],
)
def test_what_is_not_there_is_said(service, asked, status):
    reply = service.get(f"/view?{asked}", **HTML)
    assert reply.status == status
    assert "<script>" not in reply.text


def test_a_page_that_is_known_is_not_sent_again(service):
    first = service.get("/view?actor=Q7747", **HTML)
    again = service.get("/view?actor=Q7747", **HTML, If_None_Match=first.headers["etag"])
    assert again.status == 304
