"""Real services on real stores, started as a user starts them, and plain HTTP to talk to them."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

import pytest
from hostile import hostile_world
from world import fill

from kg.graph.store import Store

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@dataclass
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes = field(repr=False)

    @property
    def text(self):
        return self.body.decode("utf-8")

    @property
    def media(self):
        return self.headers.get("content-type", "").partition(";")[0]


class Client:
    """A service's address, and requests to it."""

    def __init__(self, port, process):
        self.port, self.process = port, process
        self.base = f"http://127.0.0.1:{port}"
        self.endpoint = f"{self.base}/sparql"

    def request(self, method, target, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, target, body=body, headers=named)
            got = connection.getresponse()
            return Reply(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read())
        finally:
            connection.close()

    def get(self, path, _params=None, /, **headers):
        given = f"?{urlencode(_params, quote_via=quote)}" if _params else ""
        return self.request("GET", path + given, **headers)

    def ask(self, sparql, _more=(), /, **headers):
        return self.get("/sparql", [("query", sparql), *_more], **headers)

    def post(self, body, media, path="/sparql", **headers):
        data = body if isinstance(body, bytes) else body.encode()
        return self.request("POST", path, data, Content_Type=media, **headers)


@contextmanager
def serving(path, *options, **env):
    """Run `kg serve` on a store; the address it prints is the one to ask."""
    command = [sys.executable, "-m", "kg", "serve", "--store", str(path), "--port", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **env})
    try:
        line = process.stdout.readline()
        assert "http://" in line, f"kg serve did not start: {line}"
        client = Client(int(line.split("http://127.0.0.1:")[1].split("/")[0]), process)
        while client.get("/health").status != 200:
            pass
        yield client
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(15)
        process.stdout.close()


def made(folder, world=fill):
    """A store on disk that holds a world."""
    path = folder / "kg-store"
    with Store.open(path) as store:
        world(store)
    return path


@pytest.fixture(scope="session")
def world_path(tmp_path_factory):
    return made(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="session")
def service(world_path):
    """The small world, served as by default."""
    with serving(world_path) as client:
        yield client


@pytest.fixture(scope="session")
def bounded(world_path):
    """The same with narrow limits."""
    with serving(world_path, "--timeout", "1", "--max-rows", "500", "--memory", "200", "--workers", "2") as client:
        yield client


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    """A world whose every text is an attack."""
    path = made(tmp_path_factory.mktemp("hostile"), hostile_world)
    with serving(path) as client:
        yield client


@pytest.fixture(scope="session")
def browser():
    """Chromium, driven by Playwright; skipped where there is none, but not where CI says that there must be."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        reason = f"no browser here (looked for {', '.join(BROWSERS)}); on Debian: apt-get install chromium"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def visit(browser):
    """Opens a page of a service; fails the test on an error, a dialog, or a request to anybody else."""
    troubles, contexts = [], []

    def opened(client, path, **options):
        context = browser.new_context(**{"viewport": {"width": 1200, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on("console", lambda said: troubles.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on(
            "request",
            lambda asked: None if asked.url.startswith((client.base, "data:", "blob:")) else troubles.append(asked.url),
        )
        page.goto(client.base + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []
