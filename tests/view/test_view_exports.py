"""What leaves the page: files of the current view, and paper."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from pages import saved, until
from viewworld import disputed, large

from kg.graph import vocabulary as v
from kg.graph.store import Store

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


def printing(page: Any) -> None:
    """As the browser does before it prints."""
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")


def test_the_list_is_printed_with_what_was_chosen(shown: Path, open_page: Open) -> None:
    page = open_page(shown, "view=list&status=held&from=2019-01-01&theme=dark")
    page.wait_for_selector("#list .story .short q")
    printing(page)
    for hidden in ("header", "#filters", "#panel", "#time", "#zoom"):
        assert not page.locator(hidden).is_visible(), hidden
    assert page.locator("#sheet p").all_inner_texts()[1:] == [
        "3 events",
        "Status: held \u00b7 From 1 January 2019",
    ]
    assert page.locator("#list .story").count() == 3 and page.locator("#list .short q").first.is_visible()
    assert page.locator("html").get_attribute("data-theme") == "light", "no sheet of black"
    assert page.pdf().startswith(b"%PDF")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator("html").get_attribute("data-theme") == "dark" and not page.locator("#sheet").inner_text()


def test_the_evidence_is_printed_below_its_picture(shown: Path, open_page: Open) -> None:
    page = open_page(shown, "event=id:event/geneva")
    page.wait_for_selector(".quote")
    printing(page)
    page.wait_for_selector(".quote")
    assert page.locator("#sheet svg text", has_text="Joe Biden").is_visible()
    assert page.locator(".quote blockquote").first.is_visible() and not page.locator(".crumbs").is_visible()
    link = page.locator(".quote a[rel~=external]")
    assert "https://example.org/geneva" in link.evaluate("(a) => getComputedStyle(a, '::after').content + a.href")


def test_all_events_are_printed_and_their_quotes(open_page: Open) -> None:
    with large(90, 20).store() as many:
        page = open_page(many, "view=list")
    assert page.locator("#list .story").count() == 60
    page.evaluate("window.print = () => { window.printed = document.querySelectorAll('#list .story q').length; }")
    page.get_by_role("button", name="Print the list").click()
    until(page, "window.printed === 90")


def test_table(shown: Path, open_page: Open) -> None:
    rows = list(csv.DictReader(io.StringIO(saved(open_page(shown), "csv").decode("utf-8-sig"))))
    assert len(rows) == 8
    assert {row["status"] for row in rows} == {"held", "ongoing", "proposed", "cancelled", "denied", ""}
    geneva = next(row for row in rows if row["event"].endswith("/geneva"))
    assert (geneva["participants"], geneva["documents"], geneva["date"]) == (
        "Joe Biden | Vladimir Putin",
        "2",
        "2021-06-16",
    )


def turtle(page: Any) -> set[ox.Triple]:
    return {q.triple for q in ox.parse(saved(page, "ttl"), format=ox.RdfFormat.TURTLE)}


def test_turtle_is_a_part_of_the_graph(store: Store, shown: Path, open_page: Open) -> None:
    found = turtle(open_page(shown))
    ours = {q.triple for q in store.native}
    # Who has a name but no label in the graph has that name as a label in the page.
    named = {
        ox.Triple(t.subject, v.NAME, ox.Literal(t.object.value)): t for t in found - ours if t.predicate == v.LABEL
    }
    strange = (found - ours) - {t for name, t in named.items() if name in ours}
    assert strange == set(), "nothing is said otherwise than in the graph"
    everything = Store.memory()
    everything.native.extend(ox.Quad(*triple) for triple in found)
    for question in (
        "{ ?e kg:history [ kg:status kg:planned ; kg:asOf ?day ; kg:reportedBy [ nif:anchorOf ?words ] ] }",
        "{ ?e kg:participation [ kg:role kg:visitor ; kg:represents wd:Q183 ] }",
        "{ ?m kg:relayer ?cnn ; kg:originator ?who ; nif:referenceContext [ kg:outlet ?outlet ; dcterms:issued ?on ] }",
    ):
        assert bool(everything.query(f"ASK {question}")), question


def test_turtle_says_who_claims_what(disputed_page: Path, open_page: Open) -> None:
    found = turtle(open_page(disputed_page, "event=id:event/moved"))
    with disputed().store() as graph:
        assert found - {q.triple for q in graph.native} == set()
    part = Store.memory()
    part.native.extend(ox.Quad(*triple) for triple in found)
    rows = part.query(
        "SELECT ?claim (COUNT(?m) AS ?n) { ?e kg:claim [ kg:claims ?claim ; kg:reportedBy ?m ] } GROUP BY ?claim"
    )
    assert {row["claim"].value: row["n"].value for row in rows} == {"Bali": "2", "Jakarta": "1"}
    moved = part.query(
        "ASK { ?s a kg:StatusChange ; schema:position 2 ; kg:previousStatus kg:planned ; kg:place ?bali }"
    )
    assert bool(moved)


def test_calendar_of_what_is_planned(shown: Path, open_page: Open) -> None:
    import icalendar

    found = icalendar.Calendar.from_ical(saved(open_page(shown), "ics"))
    entries = {str(e["SUMMARY"]): e for e in found.walk("VEVENT")}
    assert set(entries) == {
        "Proposed meeting: Donald Trump and Vladimir Putin (11 August 2025 to 17 August 2025)",
        "Ongoing talks: European Union and Angela Merkel (2020)",
    }
    proposed = next(e for name, e in entries.items() if name.startswith("Proposed"))
    assert (proposed["DTSTART"].dt, proposed["DTEND"].dt) == (date(2025, 8, 11), date(2025, 8, 18))
    assert str(proposed["STATUS"]) == "TENTATIVE"


@pytest.mark.parametrize("view", ["graph", "map"])
def test_pictures(shown: Path, open_page: Open, view: str) -> None:
    page = open_page(shown, f"view={view}")
    drawing = saved(page, "svg").decode()
    assert drawing.startswith("<svg") and ("Vladimir Putin" in drawing or "Moscow" in drawing)
    assert saved(page, "png").startswith(b"\x89PNG")
