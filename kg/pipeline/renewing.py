"""The events of a store, brought up to date with its mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from kg.events.identity.coreference import refused, renew, resolve
from kg.graph.pending import Pending
from kg.graph.store import Store
from kg.graph.sync import Synced
from kg.graph.update import Touched
from kg.model import Event, EventMention, Refused
from kg.pipeline.document import filed

#: Changed documents whose events are made anew in one transaction.
PORTION = 200
#: Share of a store's documents from which all events are made anew.
MOST = 0.3


def join(store: Store) -> Synced:
    """Bring the events of a store up to date with its mentions; return what was written.

    Only what the changed documents reach is made anew, `PORTION` documents at a time, unless most of the store
    changed or its events were never made.
    """
    total = Synced(0, 0, 0)
    while store.events_built():
        pending = store.pending(PORTION)
        if not pending.documents:
            return total
        if pending.changed > PORTION and pending.changed > MOST * len(store.documents()):
            break  # making all events anew is the shorter way
        total += store.update_events(_touched(store, pending))
    mentions = {mention.key: mention for mention in _filed_anew(store)}
    events = resolve(mentions.values())
    store.replace_events(events, mentions)
    return total + Synced(len(events), 0, 0)


def _filed_anew(store: Store) -> Iterator[EventMention]:
    """Yield every mention, filed as this program files them: another version may have had other blocks."""
    for name, group in groupby(store.mentions(), key=lambda m: m.document):
        held = list(group)
        anew = filed(held)
        if anew != held:
            store.refile(name, anew)
        yield from anew


def _touched(store: Store, pending: Pending) -> Touched:
    """The events that changes of documents may have made others, made anew."""
    filing = store.filing()
    names = [store.ids.document_id(node) for node in pending.documents]
    changed = [mention for name in names for mention in filing.document(name).values()]
    events, reached = renew((*changed, *filing.filed(pending.blocks)), filing.filed, filing.together)
    documents = sorted({m.document for m in reached.values()})
    every = {m.key: m for name in documents for m in filing.document(name).values()}
    return Touched(events, every, pending)


def join_mentions(mentions: Iterable[EventMention]) -> list[Event]:
    """The events of some mentions that are in no store, sorted by key. Pure."""
    return resolve(mentions)


def rivals(store: Store, mentions: Sequence[EventMention]) -> dict[str, Refused]:
    """For each mention of an event the report that came nearest to belonging to it and does not."""
    return refused(mentions, store.filing().filed({block for m in mentions for block in m.blocks}))
