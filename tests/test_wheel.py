"""The wheel carries everything: built, installed into an empty environment, and the demo run from there."""

import os
import subprocess
import sys
import venv
import zipfile

import pytest
from making import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(420)]


def run(*words, **more):
    env = {k: v for k, v in os.environ.items() if k not in ("KG_DATA", "KG_STORE", "PYTHONPATH")}
    done = subprocess.run([str(w) for w in words], capture_output=True, text=True, env=env, timeout=400, **more)
    assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-1500:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT)
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_holds_code_data_and_licence_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "kg/cli.py",
        "kg/data/lexicon/uk.yaml",
        "kg/data/queries/event-mentions.rq",
        "kg/data/sample/fr.jsonl",
    ):
        assert wanted in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests", "notebooks")) or "__pycache__" in name]


def test_the_demo_runs_from_an_empty_environment(wheel, tmp_path):
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    shown = run(tmp_path / "env" / "bin" / "kg", "demo", cwd=tmp_path)
    assert shown.startswith("Read 74 dispatches")
    assert (tmp_path / "demo" / "graph.html").exists()
