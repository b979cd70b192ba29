"""A service started as a user starts it, and plain HTTP to talk to it."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from world import fill

from kg.graph.store import Store


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
