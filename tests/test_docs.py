"""What the pages say is true: commands run and print what is shown, every command is documented, doctests hold."""

import doctest
import importlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from making import ROOT

import kg
from kg.cli import main

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = README + (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent


def console(text):
    """Commands of the console blocks with the output shown below each."""
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        for command in re.split(r"(?m)^\$ ", block)[1:]:
            first, _, shown = command.partition("\n")
            yield first, shown.splitlines()


def test_the_readme_is_short_and_begins_with_a_command_and_what_it_prints():
    lines = README.splitlines()
    assert len(lines) <= 150
    head = "\n".join(lines[:20])
    assert "$ kg add" in head
    assert "4 event mentions, 3 events" in head
    assert max(map(len, lines)) <= 260


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_is_documented(name):
    assert f"kg {name}" in PAGES


def test_every_option_of_the_pages_exists():
    known = {option for command in main.commands.values() for p in command.params for option in p.opts}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README))
    assert named - known - {"--strict", "--reason"} == set()


@pytest.mark.slow
def test_the_commands_of_the_readme_run_and_print_what_it_shows(tmp_path):
    if shutil.which("kg", path=str(BIN)) is None:
        pytest.skip("kg is not installed beside this Python")
    env = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1"}
    env.pop("KG_STORE", None)
    commands = list(console(README))
    assert len(commands) >= 8
    for command, shown in commands:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        shown = [line for line in shown if line.strip()]
        if "..." in "".join(shown):
            for line in shown:
                assert line.split("...")[0] in done.stdout, command
        else:
            assert done.stdout.splitlines() == shown, command
    assert (tmp_path / "graph.html").stat().st_size > 100_000


@pytest.mark.slow
def test_the_python_of_the_readme_runs(tmp_path):
    pytest.importorskip("pandas")
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    (tmp_path / "brief.txt").write_text(
        "Paris, 16 June 2025\nNext week Emmanuel Macron will receive Friedrich Merz in Paris.\n"
        "On Sunday Macron met Volodymyr Zelenskyy in Kyiv.\n"
    )
    add = [sys.executable, "-m", "kg", "add", "brief.txt", "--store", "my-store"]
    subprocess.run(add, cwd=tmp_path, check=True, capture_output=True, timeout=60)
    done = subprocess.run(
        [sys.executable, "-c", code + "\nprint(met.loc[0, 'held'], set(met.columns))"],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "2025-06-23/2025-06-29" in done.stdout
    assert "Zelenskyy" in done.stdout
    assert "1 {" in done.stdout


def test_links_lead_somewhere():
    for page in (*ROOT.glob("*.md"), *ROOT.glob("data/**/README.md")):
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert target.startswith("http") or (page.parent / target).exists(), f"{page.name}: {target}"


def modules():
    for path in sorted(Path(kg.__file__).parent.rglob("*.py")):
        if ">>> " in path.read_text(encoding="utf-8"):
            yield ".".join(path.relative_to(ROOT).with_suffix("").parts)


@pytest.mark.parametrize("name", list(modules()))
def test_doctests(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted
    assert not result.failed


@pytest.mark.slow
def test_the_notebook_runs_and_is_stored_without_output():
    path = ROOT / "notebooks" / "01-first-graph.ipynb"
    assert '"outputs": []' in path.read_text(encoding="utf-8")
    assert '"execution_count": 1' not in path.read_text(encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbmake", "-q", "-p", "no:cacheprovider", "-W", "default", str(path)],
        capture_output=True, text=True, timeout=280, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]


def test_the_changelog_knows_this_version():
    assert f"## {kg.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
