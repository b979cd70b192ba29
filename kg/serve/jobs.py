"""What a worker can be asked to do, and how it ends."""

from __future__ import annotations

import msgspec

from kg.serve.line import kind_of


class Job(msgspec.Struct, frozen=True, tag=True):
    """Base of all jobs."""


class Sparql(Job, frozen=True, tag=True):
    """A query text with the dataset of the protocol's parameters (None: the union, or what the text says)."""

    text: str
    accept: str = ""
    form: str = ""
    default: list[str] | None = None
    named: list[str] | None = None


class Question(Job, frozen=True, tag=True):
    """A shipped question, in a W3C format."""

    name: str
    params: dict[str, str]
    lang: str = "en"
    accept: str = ""
    form: str = ""
    limit: int | None = None
    offset: int = 0


class Rows(Job, frozen=True, tag=True):
    """The first rows of a query or shipped question as plain data, for people and tools."""

    name: str = ""
    params: dict[str, str] = {}
    lang: str = "en"
    text: str = ""
    first: int = 500
    offset: int = 0


class About(Job, frozen=True, tag=True):
    """Everything about one thing, to be shown."""

    iri: str
    lang: str = "en"


class Describe(Job, frozen=True, tag=True):
    """Everything about one thing, as triples."""

    iri: str
    accept: str = ""
    form: str = ""


class Search(Job, frozen=True, tag=True):
    """Things and events by a few letters."""

    text: str
    lang: str = "en"
    first: int = 20
    which: str = "both"


class Look(Job, frozen=True, tag=True):
    """The page to look at: around an actor or an event, or the overview; or its view model alone, as JSON."""

    actor: str = ""
    event: str = ""
    lang: str = "en"
    form: str = ""


class Graph(Job, frozen=True, tag=True):
    """A whole graph; None is the default graph, the union of all."""

    iri: str | None
    accept: str = ""
    form: str = ""


class Facts(Job, frozen=True, tag=True):
    """How much of what there is."""


Any_ = Sparql | Question | Rows | About | Describe | Search | Look | Graph | Facts

_UNSTEADY = ("now", "rand", "uuid", "bnode", "\\u")
"""Functions that give another answer each time, and what begins a letter that is written by its number."""


def steady(job: Any_) -> bool:
    """Whether a job gives the same answer as long as the store is the same."""
    text = job.text.lower() if isinstance(job, Sparql | Rows) else ""
    return not any(word in text for word in _UNSTEADY)


def kind(job: Any_) -> str:
    """What jobs that take about the same time have in common."""
    if isinstance(job, Sparql):
        return kind_of(job.text)
    name = (job.name or kind_of(job.text)) if isinstance(job, Rows) else getattr(job, "name", "")
    return f"{type(job).__name__} {name}"


class Done(msgspec.Struct, frozen=True):
    """How a job ended; the payload follows it."""

    outcome: str
    """``ok``, ``bad`` (the request is wrong), ``refused``, ``missing``, ``unacceptable``, ``large``, ``memory``,
    ``failed``."""
    media: str = ""
    """Content type of the payload; empty for plain data (MessagePack)."""
    note: str = ""
    """What to say of an outcome that is not ok."""
    size: int = 0
    stamp: str = ""
    """Of the snapshot that answered."""
    seconds: float = 0.0
    gzip: bool = False
    opening: float = 0.0
    """Seconds it took to open the snapshot that answered."""
    last: bool = False
    """The worker ends itself after this answer, because it holds too much memory."""
