"""What is left of a store when its writer is killed, the disk is full or the folder is not to be written."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from making import ROOT, dispatch, jsonl

from kg.graph import vocabulary as v
from kg.graph.directory import size
from kg.graph.identifiers import mentions_hash
from kg.graph.store import Store
from kg.pipeline import BATCH, ingest
from kg.resources import data_dir

KILLING = Path(__file__).with_name("killing.py")
#: Two processes, for two cores.
SEEDS, KILLS = (1, 2), 102
ENV = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
ENV.pop("KG_STORE", None)


def kg(*words, cwd, **more):
    """A command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, words)],
        cwd=cwd, env=ENV, capture_output=True, text=True, encoding="utf-8", timeout=120, **more,
    )  # fmt: skip


def said(done, code=2):
    """The one line of a command that could not do it."""
    assert done.returncode == code, done.stderr
    (line,) = [line for line in done.stderr.splitlines() if "no date given" not in line]
    assert line.startswith("kg: ")
    return line.removeprefix("kg: ")


def graph(path):
    with Store.open(path, read_only=True) as store:
        for name, found in store._hashes(v.MENTIONS_HASH).items():
            assert mentions_hash(store.document_mentions(name)) == found, name
        return {str(quad) for quad in store.native if "_:" not in str(quad)}


def add(store_path, *files):
    """`kg add` in this process, which is quicker."""
    with Store.open(store_path) as store:
        ingest(store, list(files), note=lambda _: None)


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A folder with dispatches, a store of the first two and one of all, never changed."""
    path = tmp_path_factory.mktemp("made")
    jsonl(path / "first.jsonl", dispatch("en-01"), dispatch("en-02"))
    shutil.copy(data_dir() / "sample" / "en.jsonl", path)
    add(path / "first", path / "first.jsonl")
    add(path / "all", path / "first.jsonl", path / "en.jsonl")
    return path


@pytest.fixture
def folder(made, tmp_path):
    """A folder of one's own with the dispatches and a store of the first two."""
    shutil.copytree(made / "first", tmp_path / "kg-store")
    for name in ("first.jsonl", "en.jsonl"):
        shutil.copy(made / name, tmp_path)
    return tmp_path


# Killed.


@pytest.mark.slow
@pytest.mark.timeout(1200)  # a minute where nothing else runs
def test_kill_9_at_two_hundred_moments_leaves_whole_documents_and_a_run_that_can_be_resumed():
    """`killing.py` says what is looked at."""
    shared = Path("/dev/shm")
    fast = shared if os.access(shared, os.W_OK) else None  # a kill takes nothing from what the kernel holds
    with tempfile.TemporaryDirectory(dir=fast) as folder:
        runs = []
        for seed in SEEDS:
            (Path(folder) / str(seed)).mkdir()
            words = [sys.executable, str(KILLING), str(Path(folder) / str(seed)), str(KILLS), str(seed)]
            runs.append(subprocess.Popen(words, env=ENV, stdout=subprocess.PIPE, text=True))
        answers = [json.loads(run.communicate(timeout=1100)[0]) for run in runs]
    assert [answer["wrong"] for answer in answers] == [[], []]
    total = {name: sum(a["found"].get(name, 0) for a in answers) for name in answers[0]["found"]}
    assert total["killed"] >= 200
    # The moments that matter were among them.
    assert total["some documents"] > 20, total
    assert total["stale events"] > 20, total
    assert min(total[f"killed in {name}"] for name in ("add", "replace", "remove", "rebuild")) > 10, total


@pytest.mark.slow
def test_processes_that_read_end_with_the_one_that_writes(folder):
    """Else each killed `kg add` would leave some, with the languages they hold in memory."""
    jsonl(folder / "many.jsonl", *({**dispatch("en-03"), "id": f"copy-{n}"} for n in range(2000)))
    words = [sys.executable, "-m", "kg", "add", "many.jsonl", "--jobs", "2", "--quiet"]
    with subprocess.Popen(words, cwd=folder, env=ENV) as writer:
        children = wait_for(lambda: working_children(writer.pid))
        writer.send_signal(signal.SIGKILL)
    assert wait_for(lambda: not any(Path(f"/proc/{child}").exists() and alive(child) for child in children))
    assert kg("add", "first.jsonl", cwd=folder).returncode == 0


@pytest.mark.slow
def test_a_reading_process_that_is_killed_ends_the_run_in_one_line(folder):
    jsonl(folder / "many.jsonl", *({**dispatch("en-03"), "id": f"copy-{n}"} for n in range(2000)))
    words = [sys.executable, "-m", "kg", "add", "many.jsonl", "--jobs", "2"]
    with subprocess.Popen(words, cwd=folder, env=ENV, stderr=subprocess.PIPE, text=True) as writer:
        child, _ = wait_for(lambda: working_children(writer.pid))
        os.kill(child, signal.SIGKILL)
        (line,) = writer.stderr.read().splitlines()
    assert writer.returncode == 2
    assert line.startswith("kg: a process that read was ended from outside")
    assert kg("query", "documents", cwd=folder).returncode == 0


@pytest.mark.slow
def test_documents_are_stored_while_the_rest_is_still_to_come(folder):
    """The input is a pipe: a run that held it all in memory would store nothing before its end."""
    os.mkfifo(folder / "pipe.jsonl")
    words = [sys.executable, "-m", "kg", "add", "pipe.jsonl", "--jobs", "1"]
    row = {"lang": "en", "date": "2025-06-16", "text": "Nothing happened in Rome."}
    with subprocess.Popen(words, cwd=folder, env=ENV, stdout=subprocess.PIPE, text=True) as writer:
        with (folder / "pipe.jsonl").open("w", encoding="utf-8") as pipe:
            for number in range(3 * BATCH):
                pipe.write(json.dumps({**row, "id": f"row-{number}"}) + "\n")
            pipe.flush()
            assert wait_for(lambda: count(folder / "kg-store") >= 2 + BATCH, seconds=120)
            assert writer.poll() is None
            pipe.write(json.dumps({**row, "id": "last"}) + "\n")
        assert f"{3 * BATCH + 1} documents added" in writer.stdout.read()


def count(path):
    with Store.open(path, read_only=True) as store:
        return len(store.documents())


def wait_for(found, seconds=60):
    deadline = time.monotonic() + seconds
    while not (answer := found()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return answer


def working_children(parent):
    if not Path("/proc/self").exists():
        pytest.skip("no /proc to see processes in")
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            fields = (path / "stat").read_text().rpartition(")")[2].split()
            command = (path / "cmdline").read_text()
        except OSError:
            continue
        if int(fields[1]) == parent and "spawn_main" in command:
            found.append(int(path.name))
    return found if len(found) == 2 else []


def alive(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


# Full.


@pytest.mark.parametrize("room", [4_096, 100_000, 300_000, 600_000])
def test_files_that_may_not_grow_end_the_run_in_one_line_and_harm_nothing(made, folder, room):
    """RLIMIT_FSIZE is a full disk that needs no root."""

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))

    line = said(kg("add", "en.jsonl", "--jobs", "1", cwd=folder, preexec_fn=limit))
    assert line.startswith("kg-store: cannot ")
    assert line.endswith(": a file may not grow that large here")
    intact(made, folder, folder / "kg-store")


@pytest.mark.parametrize("kilobytes", [16, 300, 1000, 3000])
def test_a_full_disk_ends_the_run_in_one_line_and_harms_nothing(made, folder, kilobytes):
    """A file system with so much room left, in a name space of its own."""
    room = size(folder / "kg-store") // 1000 + 64 + kilobytes
    done = in_namespace(
        folder,
        f"mount -t tmpfs -o size={room}k none disk && cp -r kg-store disk/",
        "add en.jsonl --jobs 1 --store disk/kg-store",
        "cp -r disk/kg-store after",
    )
    line = said(done)
    assert line.startswith("disk/kg-store: cannot ")
    assert line.endswith(": the disk is full")
    intact(made, folder, folder / "after")


def in_namespace(folder, before, words, after="true"):
    """A command between others, which may mount what they like; skips where that is not allowed."""
    script = f"{before} || exit 99; {sys.executable} -m kg {words}; code=$?; {after} || exit 98; exit $code"
    (folder / "disk").mkdir()
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script], cwd=folder, env=ENV, capture_output=True, text=True, timeout=120
    )
    if done.returncode == 99 or "unshare:" in done.stderr:
        pytest.skip(f"no mounts of one's own here: {done.stderr.strip()}")
    return done


def intact(made, folder, path):
    """The documents that were there are whole, and adding the rest gives what an undisturbed run gives."""
    assert documents(graph(made / "first")) <= documents(graph(path))
    add(path, folder / "en.jsonl")
    assert graph(path) == graph(made / "all")


def documents(quads):
    return {quad for quad in quads if v.MENTIONS_HASH.value in quad}


# Forbidden.


def test_a_folder_on_a_file_system_that_cannot_be_written_is_read_and_left_alone(folder):
    before = graph(folder / "kg-store")
    bound = "mount --bind kg-store disk && mount -o remount,ro,bind disk"
    done = in_namespace(folder, bound, "query documents -f json --store disk")
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)) == 2
    for words in ("add en.jsonl", "remove sample-en-01", "compact"):
        (folder / "disk").rmdir()
        line = said(in_namespace(folder, bound, f"{words} --store disk"))
        assert line == "disk: cannot be opened: the file system is read-only"
    assert graph(folder / "kg-store") == before


def test_stale_events_in_a_folder_that_cannot_be_written_are_shown_with_a_line_that_says_so(folder):
    with Store.open(folder / "kg-store") as store:
        store.remove_document("sample-en-01")
    done = in_namespace(
        folder, "mount --bind kg-store disk && mount -o remount,ro,bind disk", "query documents -f json --store disk"
    )
    assert done.stderr.splitlines() == [
        "kg: the events may be older than the documents (disk: cannot be opened: the file system is read-only)"
    ]
    assert len(json.loads(done.stdout)) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere; the file system above stands for this")
def test_a_folder_whose_mode_forbids_writing(folder):
    before = graph(folder / "kg-store")
    modes(folder / "kg-store", 0o555, 0o444)
    folder.chmod(0o555)
    try:
        assert said(kg("add", "en.jsonl", cwd=folder)) == "kg-store: cannot be opened: permission denied"
        assert said(kg("add", "en.jsonl", "--store", "new", cwd=folder)) == "new: cannot be written: permission denied"
        assert len(json.loads(kg("query", "documents", "-f", "json", cwd=folder).stdout)) == 2
    finally:
        folder.chmod(0o755)
        modes(folder / "kg-store", 0o755, 0o644)
    assert graph(folder / "kg-store") == before


def modes(path, folder, file):
    for found in (path, *path.rglob("*")):
        found.chmod(folder if found.is_dir() else file)
