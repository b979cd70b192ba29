"""Summitry: diplomatic news in six languages as an RDF graph of who met whom, when, where and on whose word."""

__version__ = "0.1.0"
