"""The demo: three answers with quotes, a page, and what to try next."""

import re

import pytest

from kg.demo import run_demo
from kg.errors import StopRun


@pytest.mark.slow
def test_the_demo_answers_three_questions_and_writes_the_page(tmp_path):
    lines = list(run_demo(tmp_path / "demo"))
    text = "\n".join(lines)
    assert re.match(r"Read 74 dispatches in six languages: \d+ event mentions, \d+ events\.", lines[0])
    assert len([line for line in lines if line.endswith(")") and "(kg query" in line]) == 3
    assert text.count('      "') >= 6
    assert "Geneva" in text
    page = (tmp_path / "demo" / "graph.html").read_text(encoding="utf-8")
    assert "Gorbachev" in page
    for command in re.findall(r"(?m)^  kg (\S+)", text):
        assert command in {"query", "queries"}


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StopRun, match="file"):
        list(run_demo(tmp_path / "file"))
