"""Code knows no words of human languages, and no module is a drawer for what fits nowhere."""

import ast
import re
from pathlib import Path

import pytest

KG = Path(__file__).parents[1] / "kg"
MODULES = sorted(KG.rglob("*.py"))
DRAWERS = {"utils", "util", "core", "common", "helpers", "helper", "misc"}
#: Unicode calls it a letter; every keyboard uses it as an apostrophe.
APOSTROPHE = "\u02bc"


def letters(text):
    return "".join(c for c in text if c.isalpha() and not c.isascii() and c != APOSTROPHE)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(KG)))
def test_no_string_literal_holds_a_letter_outside_ascii(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        # A single letter is the bound of a script, no word.
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) > 1:
            assert not letters(node.value), f"{path}:{node.lineno}: {letters(node.value)!r} belongs in data/"


@pytest.mark.parametrize("path", sorted(KG.rglob("[01]*.js")), ids=lambda p: p.name)
def test_no_script_of_ours_holds_one_either(path):
    code = re.sub(r"(^|\s)//[^\n]*|/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not letters(code)


def test_no_module_is_a_drawer():
    named = {p.stem for p in KG.rglob("*")} | {p.name for p in KG.rglob("*") if p.is_dir()}
    assert named & DRAWERS == set()
