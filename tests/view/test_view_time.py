"""Time and place: the timeline, what was known by a day, what was before and after, the map."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pages import click, counts, number, until
from viewworld import MERKEL, MOSCOW, PUTIN, Corpus, people

from kg import edtf
from kg.model import EventType, Place, Status

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


def test_the_timeline_is_brushed(shown: Path, open_page: Open) -> None:
    page = open_page(shown)
    box = page.locator("#bars").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.92, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 30, steps=4)
    page.mouse.up()
    number(page, "2 events")
    assert "from=202" in page.url and page.locator("#bars .brush").count() == 1
    page.locator("#all-times").click()
    number(page, "8 events")
    page.locator("#from").fill("2021-06-16")
    page.locator("#to").fill("2022-12-31")
    number(page, "2 events")


def meetings(*days: str | None) -> Corpus:
    """Meetings of Putin and Merkel on these days, each told by a report of its own on the 2nd of January 2024."""
    corpus = Corpus()
    for n, day in enumerate(days):
        report = corpus.document(f"d{n}", "They met.", "en", date(2024, 1, 2), outlet="AP")
        time = None if day is None else edtf.day(date.fromisoformat(day))
        mention = corpus.mention(
            report, EventType.MEETING, Status.HELD, people(PUTIN, MERKEL), trigger="met", time=time
        )
        corpus.event(f"e{n}", [mention])
    return corpus


def test_an_event_of_another_century_leaves_the_others_their_room(open_page: Open) -> None:
    days = [f"2023-{month:02}-{day:02}" for month in range(1, 13) for day in (3, 17)]
    with meetings("1709-07-08", *days).store() as found:
        page = open_page(found)
    assert page.locator("#bars .bar").count() >= 12
    first = page.locator("#bars .bar").first
    assert "\u2264" in first.text_content() and "3 held" in first.text_content()
    box = page.locator("#bars").bounding_box()
    page.mouse.click(box["x"] + 4, box["y"] + 20)
    number(page, "3 events")
    assert "from=" not in page.url and "to=2023-01-31" in page.url, "the bar of what lies before has no beginning"


def test_a_recalled_meeting_without_a_date_is_not_the_last_one(open_page: Open) -> None:
    with meetings("2021-08-20", None).store() as found:
        page = open_page(found, "pair=wd:Q7747 wd:Q567")
    said = page.locator(".since").inner_text()
    assert said.startswith("Last met 20 August 2021.") and "No meeting" not in said
    assert "A meeting of which no report gives the day was reported on 2 January 2024." in said
    with meetings(None).store() as found:
        page = open_page(found, "pair=wd:Q7747 wd:Q567")
    assert page.locator(".since").inner_text().startswith("Met; no report gives the day.")


def test_an_event_stands_between_what_was_before_and_after(open_page: Open) -> None:
    with meetings(*(f"202{n}-05-01" for n in range(7))).store() as found:
        page = open_page(found, "event=id:event/e3")
        events = [name for name in page.evaluate("summitry.nodes()") if name.startswith("e")]
        assert events == ["e3", "e2", "e1", "e0", "e4", "e5", "e6"]
        click(page, "e4")
        page.wait_for_selector("#panel h2:has-text('1 May 2024')")


def test_filters_and_timeline_follow_what_one_looks_at(shown: Path, open_page: Open) -> None:
    page = open_page(shown, "actor=wd:Q567")
    assert counts(page) == {"held": "1", "ongoing": "1", "denied": "1"}
    assert page.locator("#bars .bar title").all_text_contents() != []
    page.locator(".tabs [data-view=map]").click()
    assert [spot.get_attribute("aria-label") for spot in page.locator("#map .spot").all()] == ["Moscow: 1 held"]


def test_known_by_a_day_shows_what_was_known_then(shown: Path, open_page: Open) -> None:
    page = open_page(shown, "event=id:event/geneva&asof=2021-06-10")
    page.wait_for_selector(".quote")
    assert "Planned summit" in page.locator("#panel h2").inner_text()
    assert page.locator(".quote").count() == 1
    page.locator("#to-overview").click()
    assert counts(page)["planned"] == "1"
    page.locator("#asof").focus()
    page.keyboard.press("End")
    number(page, "8 events")


def test_play_runs_through_the_days_and_ends_at_the_last(shown: Path, open_page: Open) -> None:
    page = open_page(shown)
    page.locator("#play").click()
    until(page, "summitry.state.asOf !== null")
    until(page, "summitry.state.asOf === null && document.querySelector('#play').ariaPressed === 'false'")


def test_the_map_shows_places_by_status_and_opens_them(shown: Path, open_page: Open) -> None:
    page = open_page(shown)
    page.get_by_role("button", name="Map", exact=True).click()
    assert page.locator("#map .spot").count() == 2
    assert "6 events have no place on the map" in page.locator(".unplaced").inner_text()
    page.locator("#map .spot[aria-label^=Moscow]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel h2:has-text('Moscow')")
    page.locator("#zoom-in").click()
    page.mouse.wheel(0, -300)
    page.locator("#zoom-fit").click()


def test_places_too_near_for_the_zoom_are_one_circle_that_opens(open_page: Open) -> None:
    corpus = Corpus()
    places = [
        Place("Q90", "Paris", "Q142", 48.86, 2.35),
        Place("Q621", "Versailles", "Q142", 48.8, 2.13),
        Place("Q64", "Berlin", "Q183", 52.5, 13.4),
        MOSCOW,
    ]
    for n, place in enumerate(places):
        report = corpus.document(f"d{n}", "They met.", "en", date(2024, 1, 1 + n), outlet="AP")
        corpus.event(
            f"e{n}",
            [corpus.mention(report, EventType.MEETING, Status.HELD, people(PUTIN, MERKEL), trigger="met", place=place)],
        )
    with corpus.store() as near:
        page = open_page(near, "view=map")
    labels = page.locator("#map .spot").evaluate_all("(all) => all.map((spot) => spot.getAttribute('aria-label'))")
    assert sorted(labels) == ["Berlin: 1 held", "Moscow: 1 held", "Paris, Versailles: 2 held"]
    page.locator("#map .spot[aria-label^=Paris]").click()
    page.wait_for_selector("#map .spot[aria-label='Versailles: 1 held']")
    page.locator("#map .spot[aria-label^=Versailles]").press("Enter")
    page.wait_for_selector("#panel h2:has-text('Versailles')")
