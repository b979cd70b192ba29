"""What the page shows and finds, in a real browser with the network cut; an error, warning, request or dialog fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pages import click, node, number, panel, until

from kg.graph.store import Store
from kg.view.select import selection

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


def test_clicking_a_name_shows_its_events_and_clicking_an_event_its_words(shown: Path, open_page: Open) -> None:
    page = open_page(shown)
    click(page, node(page, "Vladimir Putin"))
    page.wait_for_selector("#panel h2:has-text('Vladimir Putin')")
    text = panel(page)
    assert "represents Russia" in text and "Володимир Путін" in text and "president, Russia" in text
    events = [name for name in page.evaluate("summitry.nodes()") if name.startswith("e")]
    assert len(events) == 4
    page.locator(".events button", has_text="Geneva").click()
    page.wait_for_selector(".quote")
    assert page.locator(".quote blockquote").all_inner_texts() == [
        "Biden and Putin met in Geneva on 16 June 2021.",
        "Biden und Putin wollen sich in Genf treffen.",
    ]
    assert page.locator("mark.trigger").all_inner_texts() == ["met", "treffen"]
    assert page.locator("mark.status").all_inner_texts() == ["wollen"]


def test_the_evidence_panel_of_an_event(shown: Path, open_page: Open) -> None:
    page = open_page(shown, "event=id:event/geneva")
    page.wait_for_selector(".quote")
    text = panel(page)
    assert "Summit: Joe Biden and Vladimir Putin (Geneva, 16 June 2021)" in text
    assert "exact to the day" in text and "2021-06-16" in text
    assert page.locator(".four .number").all_inner_texts() == [
        "2 documents",
        "2 outlets",
        "2 languages",
        "2 independent originators",
    ]
    assert page.locator(".history li").all_inner_texts() == [
        "planned\n1 June 2021 · dpa",
        "held\n16 June 2021 · Reuters",
    ]
    assert "Reports disagree" in text
    assert page.locator(".claim").all_inner_texts() == ["2021-06-15", "2021-06-16"]
    assert page.get_by_role("link", name="Open the article").get_attribute("href") == "https://example.org/geneva"


def test_a_conflict_shows_both_sides_with_their_words(disputed_page: Path, open_page: Open) -> None:
    page = open_page(disputed_page, "event=id:event/moved&lang=de")
    page.wait_for_selector(".sides q")
    sides = page.locator(".sides > li")
    assert sides.locator(".claim").all_inner_texts() == ["Bali", "Jakarta"]
    assert sides.nth(0).locator("q").all_inner_texts() == [
        "Biden and Putin met in Bali.",
        "Biden and Putin are to meet in Bali on 14 November.",
    ]
    assert sides.nth(1).locator("q").all_inner_texts() == ["Biden and Putin met in Jakarta."]
    assert "ANSA" in sides.nth(1).inner_text()
    page = open_page(disputed_page, "event=id:event/moved&asof=2022-11-14")
    assert not page.locator(".conflict").count(), "nobody disagreed yet"


def test_a_plan_that_moved_is_shown_as_moved(disputed_page: Path, open_page: Open) -> None:
    page = open_page(disputed_page, "event=id:event/moved")
    assert page.locator(".history li").all_inner_texts() == [
        "planned\n1 November 2022 · AP\nJakarta, 13 November 2022",
        "planned\n10 November 2022 · Reuters\nJakarta, 13 November 2022 → Bali, 14 November 2022",
        "held\n14 November 2022 · dpa",
    ]
    page = open_page(disputed_page, "event=id:event/moved&asof=2022-11-05")
    assert page.locator("#panel h2").inner_text().strip() == (
        "Planned meeting: Joe Biden and Vladimir Putin (Jakarta, 13 November 2022)"
    ), "on that day nobody had spoken of Bali"


def test_on_the_sidelines_of(disputed_page: Path, open_page: Open) -> None:
    page = open_page(disputed_page, "event=id:event/moved")
    assert page.locator(".facts dt").all_inner_texts() == ["Participants", "Where", "On the sidelines of", "When"]
    page.get_by_role("button", name="G20 summit in Bali").click()
    page.wait_for_selector("#panel h2:has-text('G20 summit in Bali')")
    assert "gathering=id%3Agathering%2Fg20-2022" in page.url and page.locator(".events li").count() == 1
    assert len(page.evaluate("summitry.nodes()")) == 2
    page.locator("#search").fill("балі")
    page.wait_for_selector("#found li:has-text('Gathering')")


def test_who_says_so_is_a_chain(shown: Path, open_page: Open) -> None:
    page = open_page(shown, "event=id:event/proposed")
    page.wait_for_selector(".quote")
    assert page.locator(".source").inner_text() == "Le Monde ← CNN ← US officials"
    assert "some time in that week" in panel(page)
    assert "2025-08-11/2025-08-17" in panel(page), "no day is invented"


def test_clicking_a_line_shows_everything_between_two(shown: Path, open_page: Open) -> None:
    page = open_page(shown)
    line = next(e["id"] for e in page.evaluate("summitry.edges()") if e["status"] == "cancelled")
    click(page, line)
    page.wait_for_selector("#panel h2.pair")
    assert "No meeting held between them is reported." in panel(page)
    assert page.locator(".events li").count() == 2
    click(page, next(n for n in page.evaluate("summitry.nodes()") if n.startswith("e")))
    page.wait_for_selector(".quote")


def test_not_met_since(shown: Path, open_page: Open) -> None:
    page = open_page(shown, "pair=wd:Q7747 wd:Q6279")
    assert "Last met 16 June 2021. No meeting between them is reported since." in panel(page).replace("\n", " ")


def test_what_is_filtered_out_does_not_make_them_strangers(shown: Path, store: Store, open_page: Open) -> None:
    page = open_page(shown, "pair=wd:Q7747 wd:Q6279&status=planned")
    assert "Last met 16 June 2021" in panel(page)
    page = open_page(store, "pair=wd:Q7747 wd:Q22686", selection=selection(statuses=("cancelled",)))
    assert "is reported" not in panel(page), "a page of some events cannot say that two never met"


def test_the_legend_filters_and_the_address_keeps_it(shown: Path, open_page: Open) -> None:
    page = open_page(shown)
    page.locator(".facet-status .option", has_text="cancelled").click()
    page.locator(".facet-status .option", has_text="denied").click()
    number(page, "2 events")
    assert "status=cancelled%7Cdenied" in page.url
    assert {e["status"] for e in page.evaluate("summitry.edges()")} == {"cancelled", "denied"}
    address = page.url
    page.locator(".facet-type .option", has_text="phone call").click()
    number(page, "1 event")
    page.locator("#reset").click()
    number(page, "8 events")
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector("body.ready")
    assert page.locator(".number").first.inner_text() == "2 events"


def test_every_filter(shown: Path, open_page: Open) -> None:
    page = open_page(shown)
    options = {
        "kind": ("organisation", 2),
        "state": ("Germany", 3),
        "outlet": ("Reuters", 4),
        "source": ("Ukrainian", 1),
        "type": ("summit", 1),
    }
    for facet, (option, left) in options.items():
        row = page.locator(f".facet-{facet} .option", has_text=option)
        assert row.locator(".count").inner_text() == str(left), "the filter says beforehand how many there will be"
        row.click()
        until(page, "document.querySelector('.number').textContent.startsWith(arg)", f"{left} ")
        page.locator("#reset").click()
        number(page, "8 events")


def test_least_number_of_independent_originators(shown: Path, open_page: Open) -> None:
    page = open_page(shown)
    page.locator("#min").fill("2")
    page.locator("#min").press("Enter")
    number(page, "1 event")


def test_search_by_names_in_any_language_and_script(shown: Path, open_page: Open) -> None:
    page = open_page(shown)
    for typed in ("Путін", "poutine", "Wladimir Put", "PUTIN"):
        page.keyboard.press("/")
        page.keyboard.type(typed)
        page.wait_for_selector("#found li:has-text('Vladimir Putin')")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_selector("#panel h2:has-text('Vladimir Putin')")
        page.keyboard.press("Escape")
        page.wait_for_selector("#panel h2:has-text('Overview')")


def test_search_for_two_names_finds_what_is_between_them(shown: Path, open_page: Open) -> None:
    page = open_page(shown)
    page.locator("#search").fill("путін biden")
    page.wait_for_selector("#found li:has-text('Vladimir Putin \u2013 Joe Biden')")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel h2.pair")


def test_search_finds_places_and_the_words_of_quotes(shown: Path, open_page: Open) -> None:
    page = open_page(shown)
    page.locator("#search").fill("зателефонував")
    page.wait_for_selector("#found li:has-text('Phone call')")
    page.locator("#search").fill("Женева")
    page.locator("#found li", has_text="Geneva").first.click()
    page.wait_for_selector("#map .spot.chosen")
    page.locator("#search").fill("qqqq")
    page.wait_for_selector("#found .nothing")


def test_the_list_is_the_twin_of_the_graph(shown: Path, open_page: Open) -> None:
    page = open_page(shown)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#list .story .short q")
    assert page.locator("#list .story").count() == 8
    titles = page.locator("#list h4").all_inner_texts()
    assert titles[0] == "Cancelled meeting: Donald Trump and Vladimir Putin (29 October 2025)"


def test_back_returns_to_what_was_seen_before(shown: Path, open_page: Open) -> None:
    page = open_page(shown)
    click(page, node(page, "Joe Biden"))
    page.wait_for_selector("#panel h2:has-text('Joe Biden')")
    page.go_back()
    page.wait_for_selector("#panel h2:has-text('Overview')")


def test_back_from_a_link_that_was_sent_leads_to_the_overview(shown: Path, open_page: Open) -> None:
    page = open_page(shown, "actor=wd:Q6279")
    page.get_by_role("button", name="Back").click()
    page.wait_for_selector("#panel h2:has-text('Overview')")


def test_an_unknown_address_is_passed_over(shown: Path, open_page: Open) -> None:
    page = open_page(
        shown, "event=id:event/none&actor=<script>&status=%22%3E%3Cimg&asof=yesterday&n=-4&lang=xx&view=hell"
    )
    assert page.locator("#panel h2").inner_text() == "Overview"


def test_a_page_about_one_actor_opens_on_it(store: Store, open_page: Open) -> None:
    page = open_page(store, selection=selection(actors=("Merkel",)), lang="de")
    assert page.locator("#panel h2").inner_text() == "Angela Merkel"
    page.locator("#to-overview").click()
    page.reload()
    page.wait_for_selector("#panel h2:has-text('Überblick')")


def test_a_page_about_two_opens_on_what_is_between_them(store: Store, open_page: Open) -> None:
    page = open_page(store, selection=selection(actors=("Putin", "Байден")), lang="fr")
    assert page.locator("#panel h2").inner_text() == "Vladimir Poutine \u2013 Joe Biden"
    assert page.title().startswith("Vladimir Poutine \u2013 Joe Biden \u00b7 ")
    assert "16 juin 2021" in page.locator(".since").inner_text(), "all between them is here"
    page = open_page(store, selection=selection(actors=("Putin", "Biden"), statuses=("planned", "held")))
    assert page.locator("#panel h2").inner_text() == "Overview"


def test_an_empty_page_says_so(open_page: Open) -> None:
    with Store.memory() as empty:
        page = open_page(empty)
    assert page.locator("#empty").is_visible()


def test_packed_details_open(store: Store, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.view.page.PLAIN_UP_TO", 0)
    page = open_page(store, "event=id:event/visit")
    page.wait_for_selector(".quote")
    assert page.locator("blockquote").inner_text() == "Merkel visited Moscow."
