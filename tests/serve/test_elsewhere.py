"""Other engines: a store pushed into them, and every reading command on them as on a folder."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from serving import made, serving
from world import DOCUMENTS, UNDATED

from kg.cli import main
from kg.errors import StoreError
from kg.graph.remote import connect
from kg.graph.store import Store
from kg.push import journal_for, push
from kg.query import queries, rows, run

pytestmark = pytest.mark.slow
TOKEN = "a token for the tests"
OXIGRAPH = Path(sys.executable).parent / "oxigraph"


def kg(*words, code=0):
    result = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for(port, process):
    deadline = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            assert process.poll() is None, "the engine ended"
            assert time.monotonic() < deadline
            time.sleep(0.05)


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory):
    """Oxigraph's own server, empty."""
    if not OXIGRAPH.exists():
        pytest.skip("the oxigraph server is not installed (pip install oxigraph)")
    port = free_port()
    command = [OXIGRAPH, "serve", "--location", tmp_path_factory.mktemp("oxigraph"), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    wait_for(port, process)
    yield f"http://127.0.0.1:{port}"
    process.kill()
    process.wait()


def plain(store):
    """All quads without blank nodes: each engine names those as it likes."""
    return {line for line in map(str, store.native) if "_:" not in line and "/genid/" not in line}


def same_answers(store, remote):
    """Every shipped question gives the same rows, in the same order, here and there."""
    for question in queries():
        given = {p.name: p.example for p in question.parameters}
        assert list(rows(run(remote, question.name, given))) == list(rows(run(store, question.name, given))), (
            question.name
        )


@pytest.mark.parametrize("method", ["update", "graph-store"])
def test_a_store_pushed_into_oxigraph_answers_as_at_home(oxigraph, tmp_path, method):
    path = made(tmp_path)
    address = f"{oxigraph}/{'update' if method == 'update' else 'store'}"
    assert "0 unchanged" in kg("push", address, "--store", path, "--method", method).stdout
    with Store.open(path) as store:
        with connect(f"{oxigraph}/query") as remote:
            assert len(remote) == len(store)
            assert plain(remote) == plain(store)
            same_answers(store, remote)
        store.remove_document(UNDATED.id)
    again = kg("push", address, "--store", path, "--method", method).stdout
    assert "1 removed" in again
    with connect(f"{oxigraph}/query") as remote:
        found = {row["document"] for row in rows(run(remote, "documents"))}
    assert found == {d.id for d in DOCUMENTS} - {UNDATED.id}


def test_a_push_that_was_stopped_goes_on(oxigraph, tmp_path, monkeypatch):
    path = made(tmp_path)
    address = f"{oxigraph}/update"
    monkeypatch.setattr("kg.push.BATCH", 150)
    seen = []

    def stop(count):
        seen.append(count)
        if len(seen) == 3:
            raise KeyboardInterrupt

    with Store.open(path, read_only=True) as store:
        journal = journal_for(path, address)
        with pytest.raises(KeyboardInterrupt):
            push(store, address, journal, progress=stop)
        with journal.open("a") as file:
            file.write('{"graph": "cut off')
        done = push(store, address, journal)
        assert done.unchanged >= 2
        assert done.graphs + done.unchanged == len(list(store.native.named_graphs()))
        with connect(f"{oxigraph}/query") as remote:
            assert len(remote) == len(store)
        assert push(store, address, journal).graphs == 0


def test_push_into_our_own_service(tmp_path):
    path, empty = made(tmp_path), tmp_path / "empty"
    Store.open(empty).close()
    (tmp_path / "token").write_text(TOKEN)
    with serving(empty, "--writable", KG_TOKEN=TOKEN) as client:
        assert "answers 401" in kg("push", client.endpoint, "--store", path, code=2).stderr
        kg("push", client.endpoint, "--store", path, "--token-file", tmp_path / "token")
        with Store.open(path) as store, connect(client.endpoint) as remote:
            same_answers(store, remote)


def test_reading_commands_on_an_endpoint(service, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    at = ("--store", service.endpoint)
    local = made(tmp_path)
    found = json.loads(kg("query", "events", "-f", "json", *at).stdout)
    assert found == json.loads(kg("query", "events", "-f", "json", "--store", local).stdout)
    assert "e-geneva" in kg("query", "timeline-of", "-p", "who=Путін", *at).stdout
    assert "joined because" in kg("explain", "e-alaska", *at).stdout
    assert "conforms" in kg("check", *at).stdout
    here, there = (json.loads(kg("stats", "-f", "json", *where).stdout) for where in (("--store", local), at))
    for own in ("store", "version", "size"):
        here.pop(own), there.pop(own)
    assert here == there
    assert kg("stats", *at).stdout.startswith(f"store       {service.endpoint}, {here['quads']} quads\n")
    kg("export", "graph.nq", *at)
    kg("export", "home.nq", "--store", local)
    named = [
        sorted(line for line in Path(name).read_text().splitlines() if "_:" not in line)
        for name in ("graph.nq", "home.nq")
    ]
    assert named[0] == named[1]
    kg("view", "-o", "graph.html", *at)
    assert "Anchorage" in Path("graph.html").read_text()
    import kg as package

    with package.open(service.endpoint) as graph:
        assert len(graph.query("who-met-whom")) == 3


def test_what_goes_wrong_elsewhere_is_one_line(service, tmp_path):
    nobody = f"http://127.0.0.1:{free_port()}/sparql"
    assert "does not answer" in kg("query", "events", "--store", nobody, code=2).stderr
    assert "malformed query" in kg("query", "-", "--store", service.endpoint, code=2).stderr
    assert "answers 404" in kg("query", "events", "--store", f"{service.base}/none", code=2).stderr
    for bad in ("http://", "http://[::1", "http://x:y/"):
        with pytest.raises(StoreError):
            connect(bad)
    path = made(tmp_path)
    assert "answers 403" in kg("push", service.endpoint, "--store", path, code=2).stderr


def test_a_default_graph_that_is_not_the_union_is_said(tmp_path, oxigraph):
    """An engine that ignores the wish for the union: here one that is asked through a proxy address without it."""
    from kg.graph.remote import Endpoint, base_of

    path = made(tmp_path)
    kg("push", f"{oxigraph}/update", "--store", path)

    class Deaf(Endpoint):
        def query(self, query, **options):
            return super().query(query, **{**options, "use_default_graph_as_union": False})

    deaf = Deaf(f"{oxigraph}/query")
    with pytest.raises(StoreError, match="not the union"):
        base_of(deaf)
    deaf.close()


# Virtuoso, where Debian's package is installed.


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory):
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("no Virtuoso here (on Debian: apt-get install virtuoso-opensource)")
    folder = tmp_path_factory.mktemp("virtuoso")
    port, http = free_port(), free_port()
    (folder / "v.ini").write_text(
        f"[Database]\nDatabaseFile={folder}/v.db\nErrorLogFile={folder}/v.log\nLockFile={folder}/v.lck\n"
        f"TransactionFile={folder}/v.trx\nxa_persistent_file={folder}/v.pxa\n[TempDatabase]\n"
        f"DatabaseFile={folder}/t.db\nTransactionFile={folder}/t.trx\n[Parameters]\nServerPort={port}\n"
        f"NumberOfBuffers=4000\nMaxDirtyBuffers=3000\nDirsAllowed={folder}\n[HTTPServer]\nServerPort={http}\n"
        "ServerThreads=4\n[SPARQL]\nResultSetMaxRows=100000\n[Client]\nSQL_PREFETCH_ROWS=100\n"
    )
    command = [program, "+foreground", "+configfile", str(folder / "v.ini")]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(http, process)
    isql = shutil.which("isql-vt") or shutil.which("isql-v") or "isql-vt"
    grant = "GRANT SPARQL_UPDATE TO \"SPARQL\"; DB.DBA.RDF_DEFAULT_USER_PERMS_SET('nobody', 7);"
    subprocess.run([isql, str(port), "dba", "dba", f"exec={grant}"], check=True, capture_output=True, timeout=60)
    yield f"http://127.0.0.1:{http}/sparql"
    process.kill()
    process.wait()


@pytest.mark.slow
def test_virtuoso(virtuoso, tmp_path):
    path = made(tmp_path)
    kg("push", virtuoso, "--store", path)
    with Store.open(path) as store, connect(virtuoso) as remote:
        wanted = {row["event"] for row in rows(run(store, "events"))}
        assert {row["event"] for row in rows(run(remote, "events"))} == wanted
        for name in ("who-met-whom", "conflicts", "brokers", "called-off"):
            here = [tuple(map(str, row.values())) for row in rows(run(store, name))]
            assert sorted(tuple(map(str, row.values())) for row in rows(run(remote, name))) == sorted(here), name


def test_addresses_are_quoted(service):
    """A graph's name goes into the request as a parameter, whatever it holds."""
    assert service.get(f"/store?graph={quote('http://x/?a=1&b=2#c', safe='')}").status == 404
