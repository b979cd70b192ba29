"""A Model Context Protocol server: the graph as tools that an assistant may call. Read-only, with the service's limits.

Every answer carries the status, so that a plan is not told as a fact, and the exact words with who said them.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from kg import __version__
from kg.errors import StoreError
from kg.graph import vocabulary as v
from kg.graph.identifiers import Identifiers
from kg.model import EventType, Role, Status
from kg.query.questions import queries
from kg.serve.jobs import About, Any_, Rows, Search
from kg.serve.limits import Limits
from kg.serve.pool import Busy, Pool, plain

SHOWN = 50
"""Rows of an answer, unless the caller asks for another number."""
MOST = 500
INSTRUCTIONS = """Who met, called, visited or negotiated with whom, as diplomatic news in six languages reports it.
Statuses matter: only 'held' has taken place; planned, proposed, postponed, cancelled, rejected, denied, hypothetical
and an empty status have not (or nobody says so). Dates are EDTF: 2025-08 is some time in that month. Quote the words of
get_event or sources_of and name who says so. Actors are found with search_actors; names work in any language."""
_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


class Assistant:
    """The tools; each asks a worker."""

    def __init__(self, pool: Pool, ids: Identifiers) -> None:
        self._pool = pool
        self._ids = ids

    async def search_actors(self, text: str, lang: str = "en") -> dict[str, Any]:
        """Find people, states, organisations and places by a few letters of a name in any language."""
        return {"found": (await self._ask(Search(text, lang, which="things")))["things"]}

    async def search_events(self, text: str, lang: str = "en") -> dict[str, Any]:
        """Find events whose label holds all these words, such as "Putin Alaska"."""
        return {"found": (await self._ask(Search(text, lang, which="events")))["events"]}

    async def get_event(self, event: str, lang: str = "en") -> dict[str, Any]:
        """Give an event (IRI, or its part after id/event/): history, participants, contradictions, quotes, sources.

        Every quote has its document, its offsets in the text and who says so.
        """
        found: dict[str, Any] = await self._ask(About(self._event(event), lang))
        return found

    async def timeline(
        self, who: str, since: str = "0001-01-01", until: str = "9999-12-31", lang: str = "en", limit: int = SHOWN
    ) -> dict[str, Any]:
        """Events in which an actor (name, QID or IRI) takes part, in order of time; a state stands for its people."""
        return await self._rows("timeline-of", {"who": who, "since": since, "until": until}, lang, limit)

    async def who_met(self, who: str, other: str = "", lang: str = "en", limit: int = SHOWN) -> dict[str, Any]:
        """Whom an actor has met or called and how often; with another actor, every meeting and call between both."""
        if not other:
            return await self._rows("partners-of", {"who": who}, lang, limit)
        pair = {"a": who, "b": other}
        meetings = await self._rows("meetings-between", pair, lang, limit)
        calls = await self._rows("calls-between", pair, lang, limit)
        return {"meetings": meetings, "calls": calls}

    async def sources_of(self, event: str, limit: int = SHOWN) -> dict[str, Any]:
        """Documents that report an event: with what status, on whose word, in which words."""
        return await self._rows("sources-of", {"event": self._event(event)}, "en", limit)

    async def ask_question(
        self, name: str, params: dict[str, str] | None = None, lang: str = "en", limit: int = SHOWN
    ) -> dict[str, Any]:
        """Ask a shipped question by name; `schema` lists them with their parameters."""
        return await self._rows(name, params or {}, lang, limit)

    async def sparql_select(self, query: str, limit: int = SHOWN) -> dict[str, Any]:
        """Run a SPARQL 1.1 query (read-only, no SERVICE, stopped after a time); `schema` gives prefixes and terms."""
        return _table(await self._ask(Rows(text=query, first=_bounded(limit))))

    async def schema(self) -> dict[str, Any]:
        """Prefixes, types, statuses, roles, how the graph is built, and the shipped questions."""
        return {
            "prefixes": v.PREFIXES,
            "types": [kind.value for kind in EventType],
            "statuses": [status.value for status in Status],
            "roles": [role.value for role in Role],
            "shape": _SHAPE,
            "questions": {
                q.name: {"asks": q.question, "parameters": {p.name: p.description for p in q.parameters}}
                for q in queries()
            },
        }

    async def _rows(self, name: str, params: dict[str, str], lang: str, limit: int) -> dict[str, Any]:
        return _table(await self._ask(Rows(name, params, lang, first=_bounded(limit))))

    async def _ask(self, job: Any_) -> Any:
        """Have a job done; raises `ToolError`, whose text the caller is told."""
        try:
            done, data = await self._pool.ask(job)
        except (Busy, StoreError) as error:
            raise ToolError(str(error)) from error
        if done.outcome != "ok":
            raise ToolError(done.note)
        return plain(data)

    def _event(self, event: str) -> str:
        return event if "://" in event else f"{self._ids.base}event/{event.removeprefix('id:').removeprefix('event/')}"


def server(path: Path, base: str, limits: Limits) -> MCPServer:
    """Make the server of a store; it speaks once it is run."""
    pool = Pool(path, limits, 2)
    tools = Assistant(pool, Identifiers(base))

    @asynccontextmanager
    async def lifespan(_server: MCPServer) -> AsyncIterator[None]:
        await pool.start()
        try:
            yield
        finally:
            await pool.close()

    made = MCPServer(
        "summitry",
        title="Summitry",
        instructions=INSTRUCTIONS,
        version=__version__,
        lifespan=lifespan,
        log_level="ERROR",
    )
    for tool in (
        tools.search_actors,
        tools.search_events,
        tools.get_event,
        tools.timeline,
        tools.who_met,
        tools.sources_of,
        tools.ask_question,
        tools.sparql_select,
        tools.schema,
    ):
        made.add_tool(tool, annotations=_READS)
    return made


def _bounded(limit: int) -> int:
    return max(1, min(limit, MOST))


def _table(found: dict[str, Any]) -> dict[str, Any]:
    """Rows as objects, empty cells left out."""
    rows = [
        {name: cell[1] for name, cell in zip(found["columns"], row, strict=True) if len(cell) > 1 and cell[1] != ""}
        for row in found["rows"]
    ]
    return {"rows": rows, "more": found["more"]}


_SHAPE = """
An event (sem:Event) has rdfs:label (six languages), kg:type, kg:status, kg:edtf, sem:hasEarliestBeginTimeStamp,
sem:hasLatestEndTimeStamp, sem:hasActor, kg:participation (kg:actor, kg:role, kg:represents, kg:name), kg:location
(kg:place, kg:country, kg:name), kg:history (kg:status, kg:asOf, kg:reportedBy), kg:claim (contradictions),
kg:documentCount, kg:originatorCount and gaf:denotedBy its mentions. A mention (kg:EventMention) has nif:anchorOf (the
exact quote), nif:beginIndex, nif:endIndex, nif:referenceContext (the document), kg:status, kg:originator, kg:relayer,
kg:mentionOf the event. Actors and places have rdfs:label, skos:altLabel, kg:name; those known to Wikidata are wd: IRIs.
Pairs: kg:Encounter and kg:StateEncounter with kg:first, kg:second, kg:heldCount, kg:callCount, kg:pendingCount,
kg:lastEvent.
""".strip()
