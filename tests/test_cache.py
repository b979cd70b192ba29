"""What is kept in the user's cache folder: made once, made anew for other data, never missed, never trusted blindly."""

import subprocess
import sys

import pytest

from kg import cache
from kg.mentions.gazetteer import Gazetteer


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


def test_made_once_and_read_again(folder):
    made = []

    def make():
        made.append(1)
        return {"word": [1, 2]}

    for _ in range(3):
        assert cache.kept("some", dict[str, list[int]], make) == {"word": [1, 2]}
    assert len(made) == 1
    assert [path.suffix for path in folder.iterdir()] == [".msgpack"]  # nothing half written lies about


@pytest.mark.parametrize("content", [b"", b"\x81", b"\xc4\x02no", b"\x81\xa4word\xa1x"])
def test_a_broken_file_is_made_anew(folder, content):
    cache.kept("some", dict[str, list[int]], lambda: {"word": [1]})
    (path,) = folder.iterdir()
    path.write_bytes(content)
    assert cache.kept("some", dict[str, list[int]], lambda: {"word": [2]}) == {"word": [2]}
    assert cache.kept("some", dict[str, list[int]], lambda: {"word": [3]}) == {"word": [2]}


def test_a_folder_that_cannot_be_written_is_no_matter(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a folder")
    for place in (str(tmp_path / "file" / "below"), ""):
        monkeypatch.setenv("KG_CACHE", place)
        assert cache.kept("some", list[int], lambda: [1]) == [1]
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_few_files_of_a_name_stay(folder, monkeypatch):
    for number in range(cache.KEPT + 2):
        monkeypatch.setattr(cache, "_fingerprint", lambda number=number: str(number))
        cache.kept("some", list[int], lambda: [1])
        cache.kept("some-other", list[int], lambda: [1])
    assert len(list(folder.glob("some.*"))) == cache.KEPT
    assert len(list(folder.glob("some-other.*"))) == cache.KEPT


def test_names_from_the_cache_are_the_names_of_the_tables(folder):
    text = "Emmanuel Macron met the Ukrainian president in Kyiv; the EU Commissioner spoke of Sino-American talks."
    fresh = [(n.start, n.end, n.form, [e.key for e in n.entities]) for n in Gazetteer().find(text, "en")]
    assert any(path.name.startswith("names-en.") for path in folder.iterdir())
    kept = [(n.start, n.end, n.form, [e.key for e in n.entities]) for n in Gazetteer().find(text, "en")]
    assert kept == fresh
    assert [text[start:end] for start, end, *_ in kept][:3] == ["Emmanuel Macron", "Ukrainian", "Kyiv"]


def test_another_lexicon_makes_another_file(folder, tmp_path, monkeypatch):
    script = "from kg.cache import kept; kept('some', list[int], lambda: [1])"
    data = tmp_path / "data"
    for content in ("one", "two"):
        for name in ("lexicon", "gazetteer", "sources"):
            (data / name).mkdir(parents=True, exist_ok=True)
        (data / "lexicon" / "xx.yaml").write_text(content)
        subprocess.run([sys.executable, "-c", script], check=True, env={"KG_DATA": str(data), "KG_CACHE": str(folder)})
    assert len(list(folder.glob("some.*"))) == 2
