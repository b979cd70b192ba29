"""The world in which every shipped question has an answer: the small one with a plan nobody kept and a denial."""

from datetime import date

from world import DOCUMENTS, ERDOGAN, EVENTS, KREMLIN, MENTIONS, PUTIN, SCHOLZ, TRUMP, d, e, fill, m, on, p

from kg.model import EventType, Status

LATE = d("de-1", "de", "2025-09-01", "Die Zeit")
PLANNED = m(
    LATE, 0, EventType.MEETING, Status.PLANNED, p(SCHOLZ, ERDOGAN), time=on("2025-10-10"), originators=(SCHOLZ,)
)
MAYBE = m(LATE, 100, EventType.MEETING, Status.PLANNED, p(TRUMP, PUTIN), time=on("2025-11-20"))
DENIED = m(LATE, 200, EventType.MEETING, Status.DENIED, p(TRUMP, PUTIN), time=on("2025-11-20"), originators=(KREMLIN,))


def questioned(store):
    """Fill a store with it."""
    fill(store)
    mentions = (PLANNED, MAYBE, DENIED)
    store.put_document(LATE, mentions)
    known = {**MENTIONS, **{mention.key: mention for mention in mentions}}
    assert date(2025, 9, 1) > max(day.published for day in DOCUMENTS if day.published)
    store.replace_events([*EVENTS, e("e-plan", [PLANNED]), e("e-denied", [MAYBE, DENIED])], known)
    return store
