"""How the page looks and is worked: names, languages, themes, keys, phones, screen readers, hostile data."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pages import click, counts, number, saved, until
from viewworld import MOSCOW, Corpus, hostile, large, one_report

from kg.graph.store import Store
from kg.model import EventType, Status
from kg.view.page import write_page

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


def test_first_view_is_drawn_at_once_with_names_and_a_legend(shown: Path, open_page: Open) -> None:
    page = open_page(shown)
    assert page.evaluate("performance.getEntriesByName('kg-drawn')[0].startTime") < 4_000
    assert len(page.evaluate("summitry.nodes()")) == 6
    assert counts(page) == {
        "held": "3",
        "ongoing": "1",
        "proposed": "1",
        "cancelled": "1",
        "denied": "1",
        "status not stated": "1",
    }
    ink = page.evaluate(
        """() => { const canvas = document.querySelector("#canvas canvas");
        const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        const seen = new Set();
        for (let n = 0; n < data.length; n += 4) seen.add(data[n] * 65536 + data[n + 1] * 256 + data[n + 2]);
        return seen.size; }"""
    )
    assert ink > 50, "something is drawn"


def test_an_event_of_nobody_is_drawn_all_the_same(shown: Path, open_page: Open) -> None:
    page = open_page(shown, "type=Visit&n=2&state=wd:Q212")
    assert page.locator("#empty").is_visible()
    corpus = Corpus()
    report = corpus.document("d", "The summit was held.", "en", date(2024, 1, 2), outlet="AP")
    corpus.event("e", [corpus.mention(report, EventType.SUMMIT, Status.HELD, [], trigger="summit", place=MOSCOW)])
    with corpus.store() as found:
        page = open_page(found)
        assert page.evaluate("summitry.nodes()") == ["e0"] and not page.locator("#empty").is_visible()
        click(page, "e0")
        page.wait_for_selector(".quote")


def test_the_canvas_says_no_finer_date_than_is_known(shown: Path, open_page: Open) -> None:
    page = open_page(shown, "pair=wd:Q458 wd:Q212")
    assert "1990\u20131999" in "".join(page.evaluate("summitry.named()")).replace(" ", "").replace("\u2009", "")


def test_the_first_view_names_everybody_and_says_who_belongs_together(open_page: Open) -> None:
    with large(400, 40).store() as many:
        page = open_page(many)
    names = page.evaluate("summitry.named()")
    assert len(names) >= 0.9 * len(page.evaluate("summitry.nodes()")) >= 30
    boxes = page.evaluate("summitry.boxes()")
    for n, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[n + 1 :]:
            assert not (left < other[2] and right > other[0] and top < other[3] and bottom > other[1])
    assert page.locator(".groups li").count() >= 2


def test_the_words_are_under_the_thumb_on_a_phone(shown: Path, open_page: Open) -> None:
    page = open_page(shown, "view=list", viewport={"width": 390, "height": 844})
    assert not page.locator("#panel").is_visible()
    page.locator("#list h4 button", has_text="Geneva").click()
    page.wait_for_selector("#panel .history")
    page = open_page(shown, "pair=wd:Q7747 wd:Q6279", viewport={"width": 390, "height": 844})
    click(page, next(n for n in page.evaluate("summitry.nodes()") if n.startswith("e")))
    page.wait_for_selector(".quote")
    until(page, "document.querySelector('#panel h2').getBoundingClientRect().top < innerHeight / 2")


def test_six_languages(shown: Path, open_page: Open) -> None:
    page = open_page(shown, "event=id:event/geneva")
    for lang, word in {
        "es": "Cumbre",
        "de": "Gipfeltreffen",
        "fr": "Sommet",
        "it": "Vertice",
        "uk": "Саміт",
        "en": "Summit",
    }.items():
        page.locator("#lang").select_option(lang)
        until(page, "document.querySelector('#panel h2').textContent.includes(arg)", word)
        assert page.locator("html").get_attribute("lang") == lang


def test_labels_are_those_of_the_graph(store: Store, shown: Path, open_page: Open) -> None:
    """The page writes labels anew, because a status may be an earlier one; at the end both must agree."""
    page = open_page(shown, "view=list")
    for lang in ("en", "es", "de", "fr", "it", "uk"):
        rows = store.query(f"SELECT ?l WHERE {{ ?e a sem:Event ; rdfs:label ?l FILTER(LANG(?l) = '{lang}') }}")
        page.locator("#lang").select_option(lang)
        until(page, "document.documentElement.lang === arg", lang)
        assert sorted(page.locator("#list h4 button").all_inner_texts()) == sorted(row["l"].value for row in rows)


def test_dark_and_light(shown: Path, open_page: Open) -> None:
    page = open_page(shown, color_scheme="dark")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.locator("#theme").click()
    until(page, "document.documentElement.dataset.theme === 'light'")
    assert "theme=light" in page.url


def test_the_filters_slide_in_on_a_phone(shown: Path, open_page: Open) -> None:
    page = open_page(shown, viewport={"width": 390, "height": 844}, has_touch=True)
    assert not page.locator("#filters").is_visible()
    page.get_by_role("button", name="Filters").tap()
    page.locator(".facet-status .option", has_text="cancelled").tap()
    number(page, "1 event")
    page.locator("#close-filters").tap()
    assert not page.locator("#filters").is_visible()
    page.get_by_role("button", name="Filters").tap()
    page.touchscreen.tap(380, 500)
    assert not page.locator("#filters").is_visible(), "a tap beside them closes them, too"
    page.get_by_role("button", name="Filters").tap()
    page.keyboard.press("Escape")
    assert not page.locator("#filters").is_visible()
    page.locator("#export summary").tap()
    menu = page.locator(".menu").bounding_box()
    assert menu["x"] >= 0 and menu["x"] + menu["width"] <= 390


def test_keys_move_the_graph(shown: Path, open_page: Open) -> None:
    page = open_page(shown)
    page.locator("#graph").focus()
    before = page.evaluate("summitry.at(summitry.nodes()[0])")
    for key in ("Shift+ArrowRight", "Shift+ArrowDown", "+", "-"):
        page.keyboard.press(key)
    page.wait_for_timeout(400)
    after = page.evaluate("summitry.at(summitry.nodes()[0])")
    assert after["x"] < before["x"] and after["y"] < before["y"]
    page.keyboard.press("0")


def test_two_keys_lead_past_the_filters(shown: Path, open_page: Open) -> None:
    page = open_page(shown, "view=list")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    until(page, "document.activeElement.id === 'graph'")
    page.keyboard.press("ArrowDown")
    until(page, "document.querySelector('#spoken').textContent.startsWith('Vladimir Putin')")


def test_keys_go_from_name_to_name_and_open_them(shown: Path, open_page: Open) -> None:
    page = open_page(shown)
    page.locator("#graph").focus()
    heard = []
    for key in ("ArrowDown", "ArrowRight", "ArrowLeft", "ArrowLeft", "ArrowUp", "ArrowDown", "ArrowUp", "ArrowRight"):
        page.keyboard.press(key)
        heard.append(page.locator("#spoken").text_content())
    assert heard[0].startswith("Vladimir Putin. person \u00b7 4 events") and len(set(heard)) >= 3
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel h2")
    assert heard[-1].split(". ")[0] in page.locator("#panel h2").inner_text()
    page.locator("#graph").focus()
    while not re.match("Meeting|Summit|Planned|Conference|Ongoing", heard[-1]):
        page.keyboard.press(("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp")[len(heard) % 4])
        heard.append(page.locator("#spoken").text_content())
        assert len(heard) < 60
    page.keyboard.press("Enter")
    page.wait_for_selector(".quote")


def test_fewer_actors_when_asked(shown: Path, open_page: Open) -> None:
    page = open_page(shown, "n=3")
    assert len(page.evaluate("summitry.nodes()")) == 3


def test_hostile_names_quotes_titles_and_addresses_do_nothing(open_page: Open) -> None:
    with hostile().store() as bad:
        page = open_page(bad)
    for fragment in ("", "view=map", "view=list", "event=id:event/bad", "lang=uk&view=list"):
        page.evaluate("(hash) => { location.hash = hash; }", fragment)
        page.wait_for_timeout(150)
        for name in ("csv", "ttl", "svg"):
            saved(page, name)
        assert page.evaluate("window.hacked") is None
        assert page.locator("body img, body iframe, body object, body embed").count() == 0
        assert page.locator("script").count() == 7, "five of data, two of ours"
        assert page.locator("a[href^='javascript']").count() == 0


def test_hostile_text_is_shown_as_it_is(open_page: Open) -> None:
    with hostile().store() as bad:
        page = open_page(bad, "event=id:event/bad")
        page.wait_for_selector(".quote")
        assert "</script><script>window.hacked=1</script>" in page.locator(".quote blockquote").inner_text()
        assert page.get_by_role("link").count() == 2, "only the links that skip to list and graph"
        page.locator("#search").fill("img")
        page.wait_for_selector("#found li")
        cells = saved(page, "csv").decode("utf-8-sig")
    assert not re.search(r'(?:^|,)"?=HYPERLINK', cells, re.MULTILINE), "no formula in the table"


def test_very_long_names_do_not_break_the_page(open_page: Open) -> None:
    with hostile().store() as bad:
        page = open_page(bad, viewport={"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_screenshots(shown: Path, open_page: Open, theme: str) -> None:
    output = Path(__file__).parents[2] / "build" / "screenshots"
    output.mkdir(parents=True, exist_ok=True)
    page = open_page(shown, f"theme={theme}")
    for width, height in ((1440, 900), (1024, 768), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        for view in ("graph", "map", "list"):
            page.locator(f".tabs [data-view={view}]").click()
            page.wait_for_timeout(40)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, "nothing sticks out"
            page.screenshot(path=output / f"{view}-{width}-{theme}.png")


@pytest.mark.parametrize(
    ("width", "fragment"),
    [
        (1280, ""),
        (1280, "view=map"),
        (1280, "view=list"),
        (1280, "event=id:event/geneva"),
        (1280, "actor=wd:Q7747&theme=dark"),
        (1280, "pair=wd:Q7747 wd:Q6279&lang=uk"),
        (1280, "view=list&theme=dark&status=held&asof=2021-06-10"),
        (390, ""),
        (390, "event=id:event/geneva&theme=dark"),
        (390, "view=list&lang=de"),
    ],
)
def test_no_serious_findings_of_axe(shown: Path, open_page: Open, width: int, fragment: str) -> None:
    page = open_page(shown, fragment, bypass_csp=True, viewport={"width": width, "height": 800})
    page.add_script_tag(path=Path(__file__).parent / "vendor" / "axe-core-4.14.1.min.js")
    if width < 400 and not fragment:
        page.get_by_role("button", name="Filters").click()
    found = page.evaluate("axe.run().then((result) => result.violations)")
    bad = [v for v in found if v["impact"] in {"serious", "critical"}]
    assert [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in bad] == []


def test_a_document_without_outlet_is_said_to_have_none(open_page: Open, tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        one_report(store, tmp_path)
        write_page(store, tmp_path / "page.html")
    page = open_page(tmp_path / "page.html", "lang=de")
    facet = page.locator(".facet-outlet")
    assert "Medium nicht genannt" in facet.inner_text() and "sha256" not in facet.inner_text()


def test_the_dials_do_not_lie_over_one_another_on_a_telephone(shown: Path, open_page: Open) -> None:
    page = open_page(shown, "lang=uk", viewport={"width": 390, "height": 844})
    assert page.evaluate("document.getElementById('play').scrollWidth <= document.getElementById('play').clientWidth")
    play, label = (page.locator(name).bounding_box() for name in ("#play", ".known label"))
    assert play["x"] + play["width"] <= label["x"] or play["y"] + play["height"] <= label["y"]
    amount, zoom = (page.locator(name).bounding_box() for name in ("#shown", "#zoom"))
    assert amount["x"] + amount["width"] <= zoom["x"]
