from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kg.errors import UsageError
from kg.graph.names import LANGUAGES
from kg.graph.store import Store
from kg.view import page as page_module
from kg.view.page import ASSETS, VIS, write_page
from kg.view.words import labels, words
from kg.view.world import world


@pytest.fixture(scope="module")
def html(store: Store, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    write_page(store, path)
    return path.read_text(encoding="utf-8")


def block(html: str, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.loads: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loads += [
            (tag, value or "") for name, value in attrs if name in {"src", "href", "srcset", "action", "data", "poster"}
        ]


def test_nothing_is_loaded_from_outside(html: str) -> None:
    parser = Tags()
    parser.feed(html)
    assert [load for load in parser.loads if not load[1].startswith(("#", "data:"))] == []
    assert not re.search(r"@import|url\(\s*['\"]?http|sourceMappingURL|cdnjs|jsdelivr|unpkg|googleapis", html)


def test_the_policy_allows_no_network_and_only_these_scripts(html: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    text = policy[1].replace("&#39;", "'")
    assert "default-src 'none'" in text and "connect-src 'none'" in text
    script = next(part for part in text.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in script and script.count("sha256-") == 2


def test_the_first_view_is_made_by_pyvis_with_places_and_without_physics(html: str) -> None:
    first = block(html, "kg-graph")
    assert first["options"]["physics"] == {"enabled": False}
    assert all({"id", "x", "y"} <= set(node) for node in first["nodes"])
    assert {edge["from"] for edge in first["edges"]} <= {node["id"] for node in first["nodes"]}


def test_the_page_is_a_function_of_the_store(store: Store, html: str, tmp_path: Path) -> None:
    write_page(store, tmp_path / "again.html")
    assert (tmp_path / "again.html").read_text(encoding="utf-8") == html


def test_it_says_what_is_on_it(store: Store, tmp_path: Path) -> None:
    assert re.fullmatch(r"8 events, 6 actors, 7 documents \(\d\.\d MB\)", write_page(store, tmp_path / "a.html"))


def test_many_details_are_packed(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "PLAIN_UP_TO", 0)
    monkeypatch.setattr(page_module, "BLOCK", 3)
    write_page(store, tmp_path / "a.html")
    details = block((tmp_path / "a.html").read_text(encoding="utf-8"), "kg-details")
    assert (details["encoding"], details["size"], len(details["blocks"])) == ("gzip", 3, 3)


def test_what_cannot_be_written_is_said_in_a_line(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_page(store, tmp_path)
    with pytest.raises(UsageError, match="no labels in language 'xx'"):
        write_page(store, tmp_path / "a.html", lang="xx")


def test_every_language_says_everything(store: Store) -> None:
    found = labels()
    for lang in LANGUAGES:
        assert set(found[lang]) == set(found["en"])
        for key, value in found[lang].items():
            english = found["en"][key]
            assert type(value) is type(english)
            if isinstance(value, str) and isinstance(english, str):
                assert set(re.findall(r"\{\w+\}", value)) == set(re.findall(r"\{\w+\}", english)), (lang, key)
            elif isinstance(value, dict) and key.endswith("_n"):
                assert set(value) == ({"one", "few", "many"} if lang == "uk" else {"one", "other"}), (lang, key)
                assert all("{n}" in form for form in value.values())
            elif isinstance(value, dict) and isinstance(english, dict):
                assert set(value) == set(english), (lang, key)
    terms = words(store, "en")["terms"]
    assert all(set(terms[name]) == set(LANGUAGES) for name in ("held", "cancelled", "Meeting", "Conflict", "mediator"))


def scripts(folder: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ASSETS / folder).glob("*.js")))


def test_every_word_the_scripts_ask_for_is_there() -> None:
    source = scripts("js") + scripts("live")
    template = (ASSETS / "page.html.j2").read_text(encoding="utf-8")
    asked = set(re.findall(r'(?<![\w.])t\("(\w+)"\)', source)) | set(re.findall(r'data-(?:t|label)="(\w+)"', template))
    asked |= {f"{key}_n" for key in re.findall(r'(?<![\w.])tn\("(\w+)"', source)} | set(
        re.findall(r'heading\("(\w+)"', source)
    )
    assert asked - set(labels()["en"]) == set()


def test_the_scripts_never_make_markup_from_text() -> None:
    risky = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|setTimeout\(\"|srcdoc"
    assert not re.search(risky, scripts("js") + scripts("live"))


def test_a_file_has_nothing_that_could_ask_the_network(html: str) -> None:
    asking = r"fetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|import\("
    assert not re.search(asking, scripts("js"))
    assert set(re.findall(asking, scripts("live"))) == {"fetch("}, "the service's page asks in one way"
    assert "reach = Reach" not in html


def test_vendored_files_bear_version_and_licence() -> None:
    assert re.search(r"-\d+\.\d+\.\d+\.", VIS)
    assert (ASSETS / "vendor" / VIS).is_file()
    assert {path.name for path in (ASSETS / "vendor").glob("*LICENSE*")} >= {"vis-network-10.1.5.LICENSE-MIT"}


def test_the_world_is_drawn_without_lines_across_it() -> None:
    found = world()
    assert found["path"].startswith("M") and len(found["path"]) < 90_000
    for ring in found["path"].split("M")[1:]:
        xs = [float(point.split()[0]) for point in ring.rstrip("Z").split("L")]
        assert max((abs(a - b) for a, b in pairwise(xs)), default=0) < found["width"] / 3


def test_the_command_writes_what_its_options_select(tmp_path: Path) -> None:
    from click.testing import CliRunner
    from viewworld import small

    from kg.cli import main

    corpus = small()
    with Store.open(tmp_path / "store") as written:
        written.bulk(corpus.documents.values())
        written.replace_events(corpus.events, {m.key: m for _, ms in corpus.documents.values() for m in ms})
    run = CliRunner().invoke
    start = ["view", "--store", str(tmp_path / "store"), "-o", str(tmp_path / "a.html")]
    for options, counts in (
        ([], "8 events"),
        (["--actor", "Путін", "--from", "2025", "--to", "2025-08"], "1 events"),
        (["--status", "denied", "--status", "ongoing", "--lang", "uk"], "2 events"),
        (["--query", "meetings-between", "-p", "a=Q7747", "-p", "b=Q6279"], "1 events"),
        (["--as-of", "2021-06-01"], "4 events"),
        (["--event", "https://w3id.org/summitry/id/event/visit"], "1 events"),
    ):
        assert f"a.html: {counts}" in run(main, [*start, *options]).output
    for options, message in ((["--from", "soon"], "is not a date"), (["--lang", "xx"], "no labels in language")):
        result = run(main, [*start, *options])
        assert (result.exit_code, message in result.output) == (2, True)
