"""How good extraction and joining are: gold files read, scored, explained and compared (design.md section 7)."""

from kg.evaluate.annotations import GoldDocument, Report, load, load_all
from kg.evaluate.measures import MEASURES, Score, Tally, align, by_language, macro_f1, measure, score

__all__ = [
    "MEASURES",
    "GoldDocument",
    "Report",
    "Score",
    "Tally",
    "align",
    "by_language",
    "load",
    "load_all",
    "macro_f1",
    "measure",
    "score",
]
