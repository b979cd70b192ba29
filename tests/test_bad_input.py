"""Every command and every kind of bad path or store: a line or a few that name it, an exit code of ours, no trace.

The commands and their parameters are read from the program itself: a new one takes part without being asked.
"""

import os
import shutil
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner
from making import jsonl

from kg.cli import main
from kg.command import LONGEST

DOCUMENT = {"id": "en-1", "lang": "en", "date": "2025-06-16", "text": "Macron met Meloni in Rome on Monday."}
EVENT = {"type": "meeting", "status": "held", "participants": ["Emmanuel Macron"], "quote": "met Meloni"}
#: What each command needs to be called at all.
NEEDS = {
    "add": {"paths": "good.txt"},
    "backup": {"folder": "copy"},
    "evaluate": {"paths": "gold.jsonl"},
    "explain": {"what": "x"},
    "export": {"output": "out.ttl"},
    "push": {"endpoint": "http://127.0.0.1:1/"},
    "query": {"name": "events"},
    "remove": {"documents": "x"},
    "replace": {"document": "x", "path": "good.txt"},
    "restore": {"folder": "none"},
}
#: Parameters that name what is written; all other paths are read.
WRITTEN = {("backup", "folder"), *((command, "output") for command in main.commands), ("evaluate", "save")}
TO_READ = {
    "missing": "none/here",
    "under a file": "good.txt/x",
    "folder": "folder",
    "empty": "empty.jsonl",
    "binary": "binary.jsonl",
    "device": "/dev/zero",
    "circle": "circle",
    "circle of folders": "round",
    "long": "x" * 5000,
    "lines": "a\nb\x1b[31m.jsonl",
    "no text": os.fsdecode(b"\xff\xfe.jsonl"),
    "nothing": "",
}
TO_WRITE = {"under a file": "good.txt/x", "circle": "circle", "long": "x" * 5000, "full": "/dev/full", "nothing": ""}
STORES = (
    "text",
    "half",
    "newer",
    "bad address",
    "binary mark",
    "odd mark",
    "endless mark",
    "folder for a mark",
    "garbage",
    "no quads",
    "file for quads",
)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A folder with a good store, and with everything that is bad."""
    folder = tmp_path_factory.mktemp("bad")
    jsonl(folder / "gold.jsonl", {**DOCUMENT, "events": [EVENT]})
    (folder / "good.txt").write_text("Paris, 16 June 2025\nMacron met Meloni in Rome on Saturday.\n")
    (folder / "empty.jsonl").touch()
    (folder / "binary.jsonl").write_bytes(bytes(range(256)) * 9)
    (folder / "folder").mkdir()
    (folder / "round").mkdir()
    (folder / "round" / "self").symlink_to(folder / "round")
    (folder / "circle").symlink_to("circle")
    run(folder, "add", "good.txt", "--store", "store")
    marks = {"newer": '{"version": 99, "base": "x"}', "binary mark": b"\xff\xfe\x00", "odd mark": "[1]",
             "endless mark": "[" * 100_000, "bad address": '{"version": 3, "base": "< >"}'}  # fmt: skip
    for name in STORES:
        shutil.copytree(folder / "store", folder / name)
        mark, quads = folder / name / "store.json", folder / name / "quads"
        if name in marks:
            mark.write_bytes(marks[name] if isinstance(marks[name], bytes) else marks[name].encode())
        elif name == "folder for a mark":
            mark.unlink()
            mark.mkdir()
        elif name == "text":
            mark.unlink()
        elif name == "half":
            (quads / "CURRENT").unlink()
        elif name == "garbage":
            for file in quads.iterdir():
                file.write_bytes(b"garbage" * 20)
        else:
            shutil.rmtree(quads)
            if name == "file for quads":
                quads.write_text("x")
    return folder


def run(folder, *words):
    here = os.getcwd()
    os.chdir(folder)
    try:
        return CliRunner().invoke(main, list(words), env={"KG_STORE": None}, catch_exceptions=False)
    finally:
        os.chdir(here)


def call(command, name, value, store="store"):
    """The words of a command with one parameter set to a value, and else no more than it needs."""
    given = {**NEEDS.get(command, {}), name: value}
    words = (
        [command, "--store", store] if any(p.name == "store_path" for p in main.commands[command].params) else [command]
    )
    for parameter in main.commands[command].params:
        if isinstance(parameter, click.Option) and parameter.name in given:
            words += [parameter.opts[-1], given[parameter.name]]
    if name == "token_file" and command == "serve":
        words.append("--writable")
    if "jobs" in {p.name for p in main.commands[command].params}:
        words += ["--jobs", "1"]
    return [*words, "--", *(given[p.name] for p in main.commands[command].params if isinstance(p, click.Argument))]


def parameters():
    """Command, parameter and kind of bad path, for all that name a file or folder, or may do so."""
    for command in main.commands.values():
        for parameter in command.params:
            if parameter.name == "store_path" or not (
                isinstance(parameter, click.Argument) or isinstance(parameter.type, click.Path)
            ):
                continue
            written = (command.name, parameter.name) in WRITTEN
            for kind in TO_WRITE if written else TO_READ:
                yield pytest.param(command.name, parameter.name, kind, id=f"{command.name}-{parameter.name}-{kind}")


def said(result, *, code):
    """Check what went to standard error: whole lines, of bearable length and number."""
    assert "Traceback" not in result.output
    assert result.exit_code in code, (result.exit_code, result.output)
    lines = result.stderr.split("\n")[:-1]
    if lines[0].startswith("Usage: "):  # as click tells it: how it is called, where help is, and what is wrong
        lines = [f"kg: {lines[-1].removeprefix('Error: ')}"]
    assert all(line.startswith("kg: ") and line.isprintable() and len(line) < LONGEST + 20 for line in lines), lines
    assert len(lines) <= 7
    return lines


@pytest.mark.parametrize(("command", "name", "kind"), list(parameters()))
def test_a_bad_path_is_named(world, command, name, kind):
    value = (TO_WRITE if (command, name) in WRITTEN else TO_READ)[kind]
    lines = said(run(world, *call(command, name, value)), code=(1, 2))
    assert any(line.removeprefix("kg: ").strip("'./ ") for line in lines)


@pytest.mark.parametrize("kind", STORES)
@pytest.mark.parametrize(
    "command", [c.name for c in main.commands.values() if any(p.name == "store_path" for p in c.params)]
)
def test_a_bad_store_is_named(world, command, kind):
    if command == "restore":
        result = run(world, "restore", kind, "--store", "none")
    else:
        result = run(world, *call(command, "-", "-", store=kind))
    (line,) = said(result, code=(2,))
    assert kind in line


def test_every_command_takes_part(world):
    """What a command needs is written down above; what is called without is a usage error."""
    for name in main.commands:
        needed = {p.name for p in main.commands[name].params if isinstance(p, click.Argument)}
        assert needed == set(NEEDS.get(name, {})), name


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["add", "--help"]])
def test_help_on_a_full_disk_is_refused_in_one_line(words):
    with open("/dev/full", "w") as full:
        done = subprocess.run([sys.executable, "-m", "kg", *words], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    assert done.stderr.strip() == "kg: standard output: the disk is full"
