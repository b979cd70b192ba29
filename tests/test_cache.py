"""What is kept in the user's cache folder: made once, made anew for other data, never missed, never trusted blindly."""

import errno
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from unittest.mock import Mock

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from kg import cache, resources
from kg.mentions.names.gazetteer import Gazetteer
from kg.text import language


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
        assert cache.kept("some", dict[str, list[int]], make, of="1") == {"word": [1, 2]}
    assert len(made) == 1
    assert [path.suffix for path in folder.iterdir()] == [".msgpack"]  # nothing half written lies about


def test_who_interrupts_leaves_nothing_half_written(folder, monkeypatch):
    monkeypatch.setattr(Path, "write_bytes", Mock(side_effect=KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        cache.kept("some", list[int], lambda: [1], of="1")
    assert list(folder.iterdir()) == []


def test_another_layout_is_another_file(tmp_path):
    module = tmp_path / "module.py"
    module.write_text("one")
    one = cache.made_by("library", "1.0", str(module))
    module.write_text("other")
    assert one.startswith("library-1.0-")
    assert cache.made_by("library", "1.0", str(module)) != one


@pytest.mark.parametrize("content", [b"", b"\x81", b"\xc4\x02no", b"\x81\xa4word\xa1x", b"\x81\xa4word\x91\x07"])
def test_a_broken_file_is_made_anew(folder, content):
    cache.kept("some", dict[str, list[int]], lambda: {"word": [1]}, of="1")
    (path,) = folder.iterdir()
    path.write_bytes(content)
    assert cache.kept("some", dict[str, list[int]], lambda: {"word": [2]}, of="1") == {"word": [2]}
    assert cache.kept("some", dict[str, list[int]], lambda: {"word": [3]}, of="1") == {"word": [2]}


def test_one_bit_anywhere_makes_the_names_anew(folder):
    """Names are unpacked when a text has them: a bad one must be found before."""
    Gazetteer().find("Macron", "en")
    (path,) = folder.glob("names-en.*")
    whole = path.read_bytes()
    spoilt = bytearray(whole)
    spoilt[whole.index(b"Emmanuel Macron") - 1] ^= 0x10
    path.write_bytes(spoilt)
    assert [name.form for name in Gazetteer().find("Emmanuel Macron", "en")] == ["name"]
    assert path.read_bytes() == whole


def test_the_model_of_languages_is_kept_and_tells_what_its_own_file_tells(folder):
    texts = [
        "Merz traf Macron am Montag in Paris.",
        "Macron et Merz se sont vus lundi.",
        "Зустріч відбулася в Києві.",
        "...",
    ]
    own = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    for _ in range(2):  # made, then read
        language._identifier.cache_clear()
        assert [language._identifier().rank(text) for text in texts] == [own.rank(text) for text in texts]
    (path,) = folder.iterdir()
    assert path.name.startswith(f"language.py3langid-{version('py3langid')}-")


@pytest.mark.skipif(os.name != "posix", reason="users as POSIX has them")
@pytest.mark.parametrize("whose", ["folder", "file", "nothing to read"])
def test_what_others_may_write_is_not_believed(folder, whose):
    def number(made):
        return cache.kept("some", list[int], lambda: [made], of="1")

    number(1)
    (path,) = folder.iterdir()
    if whose == "nothing to read":  # a pipe, from which one would wait for ever
        path.unlink()
        os.mkfifo(path, 0o600)
    else:
        (path if whose == "file" else folder).chmod(0o777)
    assert number(2) == [2]
    folder.chmod(0o700)
    assert number(3) == [2]


def test_what_could_not_be_written_does_not_lie_about(folder, monkeypatch):
    folder.mkdir()
    monkeypatch.setattr(Path, "replace", Mock(side_effect=OSError(errno.ENOSPC, "full")))
    assert cache.kept("some", list[int], lambda: [1], of="1") == [1]
    assert list(folder.iterdir()) == []


def test_the_folder_does_not_depend_on_where_one_stands(monkeypatch, tmp_path):
    monkeypatch.delenv("KG_CACHE", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    for base in ("", "here"):
        monkeypatch.setenv("XDG_CACHE_HOME", base)
        assert cache.folder() == tmp_path / ".cache" / "summitry"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    assert cache.folder() == tmp_path / "other" / "summitry"


def test_a_folder_that_cannot_be_written_is_no_matter(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a folder")
    for place in (str(tmp_path / "file" / "below"), ""):
        monkeypatch.setenv("KG_CACHE", place)
        assert cache.kept("some", list[int], lambda: [1], of="1") == [1]
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_few_files_of_a_name_stay(folder):
    for number in range(cache.KEPT + 2):
        cache.kept("some", list[int], lambda: [1], of=str(number))
        cache.kept("some-other", list[int], lambda: [1], of=str(number))
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
    script = "from kg import cache, resources as r; cache.kept('some', list[int], lambda: [1], of=r.fingerprint())"
    data = tmp_path / "data"
    for content in ("one", "two"):
        for name in ("lexicon", "gazetteer", "sources"):
            (data / name).mkdir(parents=True, exist_ok=True)
        (data / "lexicon" / "xx.yaml").write_text(content)
        subprocess.run([sys.executable, "-c", script], check=True, env={"KG_DATA": str(data), "KG_CACHE": str(folder)})
    assert len(list(folder.glob("some.*"))) == 2


def test_what_is_kept_depends_on_every_module_that_reads_names():
    read = {path.name for path in resources._program() if "names" in path.parts}
    assert {"forms.py", "gazetteer.py", "name_index.py", "spelling.py"} <= read
