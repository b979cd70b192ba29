"""Wires the stages: the only part that imports them all. Paths in, a graph out."""

from kg.pipeline.adding import BATCH, FORMS, Report, ingest, rebuild, remove, replace_document
from kg.pipeline.document import extract, is_inferred, middle_of, parse_day, prepare, traced
from kg.pipeline.reading import Reading, readings
from kg.pipeline.renewing import join, join_mentions, rivals
from kg.pipeline.visits import extract_visit

__all__ = [
    "BATCH",
    "FORMS",
    "Reading",
    "Report",
    "extract",
    "extract_visit",
    "ingest",
    "is_inferred",
    "join",
    "join_mentions",
    "middle_of",
    "parse_day",
    "prepare",
    "readings",
    "rebuild",
    "remove",
    "replace_document",
    "rivals",
    "traced",
]
