"""Files that a user names: written whole or not at all, and never in place of what is no file."""

import os
import stat
import subprocess
import sys

import pytest

from kg.errors import UsageError
from kg.files import text_of, written
from kg.graph.store import Store


def put(path, text="new"):
    with written(path) as file:
        file.write(text.encode())


def test_a_file_is_there_whole_or_as_it_was(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("old")
    with pytest.raises(KeyError), written(path) as file:
        file.write(b"half")
        raise KeyError
    assert path.read_text() == "old"
    put(path)
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_private_file_stays_private(tmp_path):
    path = tmp_path / "a.csv"
    path.touch(0o600)
    put(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_a_link_leads_to_is_written_and_the_link_stays(tmp_path):
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "real.csv")
    put(link)
    assert link.is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"


def test_a_pipe_is_written_into(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    put(pipe)
    assert os.read(reader, 9) == b"new"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("shell", ["kg {} -o /dev/stdout | cat > out", "kg {} -o /dev/stdout > out", "kg {} > out"])
def test_standard_output_has_a_name(tmp_path, shell):
    words = f"{sys.executable} -c 'from kg.cli import main; main()' query - --format csv"
    (tmp_path / "ask.sh").write_text(shell.replace("kg {}", words) + "\n")
    with Store.open(tmp_path / "kg-store"):
        pass
    subprocess.run(["sh", "ask.sh"], cwd=tmp_path, input=b"SELECT (1 AS ?one) {}", check=True)
    assert (tmp_path / "out").read_text().split() == ["one", "1"]


def test_text_without_end_or_of_another_kind_is_refused(tmp_path):
    (tmp_path / "mark.rq").write_bytes(b"\xef\xbb\xbfASK {}")
    assert text_of(tmp_path / "mark.rq") == "ASK {}"
    (tmp_path / "odd.rq").write_bytes(b"ab\xff")
    for path, cause in ((tmp_path / "odd.rq", "not UTF-8 (at byte 2)"), (tmp_path, "a folder, not a file")):
        with pytest.raises(UsageError) as caught:
            text_of(path)
        assert str(caught.value) == f"{path}: cannot be read: {cause}"
