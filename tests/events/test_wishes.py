"""What states and leaders wish, refuse or do again and again is told every day: which of such reports are one."""

from datetime import date

from msgspec.structs import replace
from reported import AMERICA, BIDEN, MACRON, MERZ, MOSCOW_POWER, PUTIN, say

from kg import edtf
from kg.events.identity.coreference import resolve
from kg.model import Actor, ActorKind, EventType, Evidence, Status

PRECISE_DAY = edtf.day(date(2021, 6, 16))
ALLIANCE = Actor("Q7184", ActorKind.ORGANISATION, "NATO")


def groups(*mentions):
    """Documents of each event, sorted."""
    documents = {m.key: m.document for m in mentions}
    return sorted(sorted(documents[key] for key in event.mentions) for event in resolve(mentions))


def talks(name, on, quote, status=Status.PROPOSED, who=(AMERICA, MOSCOW_POWER), **more):
    return say(name, *who, on=on, status=status, quote=quote, kind=EventType.NEGOTIATION, **more)


def test_what_says_nothing_of_its_own_is_one_only_where_it_is_one_sentence():
    hope = talks("hope", "2021-06-17", "We hope that talks with Russia will bring an end to it.")
    other = talks("other", "2021-06-17", "Without talks with Russia there is no peace.")
    assert groups(hope, other) == [["hope"], ["other"]]
    copy = replace(hope, document="copy")
    assert groups(hope, copy, other) == [["copy", "hope"], ["other"]]
    assert groups(hope, replace(copy, published=date(2021, 6, 18))) == [["copy"], ["hope"]]


def test_a_dated_report_shows_what_two_without_a_day_speak_of():
    first, second = (talks(n, "2021-06-17", q, Status.HELD) for n, q in (("a", "They held talks."), ("b", "Talks.")))
    dated = talks("dated", "2021-06-17", "They held talks today.", Status.HELD, when="2021-06-17")
    assert groups(first, second) == [["a"], ["b"]]
    assert groups(first, second, dated) == [["a", "b", "dated"]]


def test_wishes_told_days_apart_are_no_one_plan():
    one, other = (talks(n, f"2021-06-{n}", "X wants to talk.", who=(BIDEN, PUTIN)) for n in ("11", "17"))
    assert groups(one, other) == [["11"], ["17"]]
    assert groups(one, replace(other, published=one.published)) == [["11", "17"]]


def test_who_was_refused_is_not_whom_one_met():
    met = say("met", BIDEN, PUTIN, on="2021-06-17")
    refused = say("refused", BIDEN, PUTIN, on="2021-06-14", status=Status.REJECTED)
    assert groups(met, refused) == [["met"], ["refused"]]
    dated = [
        say(m.document, BIDEN, PUTIN, on=str(m.published), status=m.status, when="2021-06-16") for m in (met, refused)
    ]
    assert groups(*dated) == [["met", "refused"]]  # he came all the same


def test_two_who_meet_at_the_summit_of_a_body_are_not_the_summit():
    summit = say("summit", MACRON, MERZ, ALLIANCE, when="2021-06-16", kind=EventType.SUMMIT)
    two = say("two", MACRON, MERZ, when="2021-06-16")
    assert groups(summit, two) == [["summit"], ["two"]]
    assert groups(replace(summit, document="again"), summit) == [["again", "summit"]]


def test_a_year_makes_no_summit_of_the_talks_of_two_states():
    of_year = say("talks", AMERICA, MOSCOW_POWER, when="2019", kind=EventType.NEGOTIATION)
    summit = say("summit", AMERICA, MOSCOW_POWER, when="2019", kind=EventType.SUMMIT)
    assert groups(of_year, summit) == [["summit"], ["talks"]]
    assert groups(of_year, replace(of_year, document="again")) == [["again", "talks"]]


def test_who_meets_after_the_news_conference_meets_once_more():
    talks_held = say("talks", BIDEN, PUTIN, when="2021-06-16", kind=EventType.NEGOTIATION)
    brief = say("brief", BIDEN, PUTIN, when="2021-06-16")
    assert groups(talks_held, brief) == [["brief", "talks"]]
    later = replace(brief, evidence=(Evidence("order", "news_conference", 0, 4),))
    assert groups(talks_held, later) == [["brief"], ["talks"]]
    assert groups(later, replace(later, document="again")) == [["again", "brief"]]
