"""Questions to a store: the shipped ones by name, any SPARQL query by text, and their answers in many formats."""

from kg.query.answer import FORMATS, rows, serialise
from kg.query.ask import Answer, Page, bind, find, parameters, run, source
from kg.query.questions import Parameter, Question, queries
from kg.query.syntax import check_reads
from kg.query.terms import thing

__all__ = [
    "FORMATS",
    "Answer",
    "Page",
    "Parameter",
    "Question",
    "bind",
    "check_reads",
    "find",
    "parameters",
    "queries",
    "rows",
    "run",
    "serialise",
    "source",
    "thing",
]
