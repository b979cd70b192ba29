"""Questions to a store: the shipped ones by name, any SPARQL query by text, and their answers in many formats."""

from kg.query.answer import FORMATS, serialise
from kg.query.ask import Answer, bind, check_reads, find, run
from kg.query.parameters import thing
from kg.query.questions import Parameter, Question, queries

__all__ = [
    "FORMATS",
    "Answer",
    "Parameter",
    "Question",
    "bind",
    "check_reads",
    "find",
    "queries",
    "run",
    "serialise",
    "thing",
]
