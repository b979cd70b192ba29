"""Every error the package raises on purpose, in one tree.

    KgError
    ├── SkipDocument          this document cannot be used; the run goes on
    │   ├── UnreadableFile    missing, empty, binary, wrong encoding, truncated
    │   ├── BadRecord         one line of a JSON Lines file is broken
    │   └── UnknownLanguage   no lexicon for the text's language
    └── StopRun               nothing useful can be done; the command ends
        ├── DataError         a file under data/ breaks its schema
        ├── StoreError        the store cannot be opened, written or is too new
        ├── QueryError        malformed SPARQL, unknown query, bad parameter
        └── UsageError        the caller asked for something that does not exist

Messages are one line, name the file (and line) and the cause, and end without a full stop.
"""


class KgError(Exception):
    """Root of the tree; its text is fit to be shown to a user as it is."""


class SkipDocument(KgError):
    """One document cannot be used; the run goes on."""


class UnreadableFile(SkipDocument):
    """A file is missing, empty, binary, wrongly encoded or truncated."""


class BadRecord(SkipDocument):
    """One record of a file is broken; its neighbours may be fine."""


class UnknownLanguage(SkipDocument):
    """No lexicon exists for the language of the text."""


class StopRun(KgError):
    """Nothing useful can be done; the command ends with exit code 2."""


class DataError(StopRun):
    """A file under data/ breaks its schema."""


class StoreError(StopRun):
    """The store cannot be opened or written, or was written by a newer version."""


class QueryError(StopRun):
    """Malformed SPARQL, an unknown query name or a bad parameter."""


class UsageError(StopRun):
    """The caller asked for something that does not exist."""
