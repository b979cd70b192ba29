"""The head of a saved article: title, date, menus; what is none of these is text."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.pipeline import extract, prepare
from kg.resources import languages
from kg.sources.records import Record
from kg.text.head import read_head

#: Like a page copied from a browser: menu, headline, byline with date, text, footer.
PAGE = """• En
  • Fr
  • Ук

Macron attendu à Kiev pour préparer une rencontre avec Zelensky

Claire Fontaine - 12 mars 2024 08:15

Le président français doit se rendre à Kiev la semaine prochaine.

Il y rencontrera Volodymyr Zelensky.

Source"""


def head(text, lang=None, **fields):
    prepared = prepare(Record("page.txt", text, lang=lang, **fields))
    body = [text[span.start : span.end] for span in prepared.head.body]
    return prepared, "\n".join(body)


def test_a_page_copied_from_a_browser():
    prepared, body = head(PAGE)
    assert prepared.document.lang == "fr"
    assert prepared.document.published == date(2024, 3, 12)
    assert prepared.document.title == "Macron attendu à Kiev pour préparer une rencontre avec Zelensky"
    assert prepared.notes == ()
    for furniture in ("•", "Fontaine", "Source"):
        assert furniture not in body
    assert body.startswith("Le président")
    assert body.rstrip().endswith("Zelensky.")


@pytest.mark.parametrize(
    ("lang", "line", "day"),
    [
        ("en", "By Jane Roe, June 16, 2021", date(2021, 6, 16)),
        ("en", "16 June 2021 10:20", date(2021, 6, 16)),
        ("de", "Von Max Muster, 16. Juni 2021", date(2021, 6, 16)),
        ("de", "16.06.2021, 12:30 Uhr", date(2021, 6, 16)),
        ("fr", "Publié le 1er juin 2021 à 8h00", date(2021, 6, 1)),
        ("es", "16 de junio de 2021", date(2021, 6, 16)),
        ("it", "16 giugno 2021", date(2021, 6, 16)),
        ("uk", "16 червня 2021 року, 10:15", date(2021, 6, 16)),
        ("uk", "16.06.2021", date(2021, 6, 16)),
    ],
)
def test_the_date_line_of_each_language(lang, line, day):
    title, text = ("Зустріч у Женеві", "Президенти зустрілися.") if lang == "uk" else ("Putin – Biden", "In Geneva.")
    prepared, body = head(f"{title}\n\n{line}\n\n{text}", lang)
    assert prepared.document.published == day
    assert line not in body


def test_town_anddate_in_the_first_line_are_no_title():
    prepared, body = head("Київ, 25 червня 2025 року\nМерц зустрівся з Макроном у вівторок.")
    assert prepared.document.title is None
    assert prepared.document.published == date(2025, 6, 25)
    assert body == "Мерц зустрівся з Макроном у вівторок."


def test_a_text_without_date_says_so():
    prepared, _ = head("The two presidents met in Geneva last week.", "en")
    assert prepared.document.published is None
    assert prepared.notes == ("page.txt: no date given or found; relative dates stay unresolved",)


def test_a_date_that_is_none_is_named_and_the_text_is_asked():
    prepared, _ = head("Geneva, 16 June 2021 - They met.", "en", date="last Tuesday")
    assert prepared.document.published == date(2021, 6, 16)
    assert prepared.notes == ("page.txt: 'last Tuesday' is not a date",)


@pytest.mark.parametrize(("given", "middle"), [("2016", date(2016, 7, 1)), ("2016-03", date(2016, 3, 16))])
def test_a_month_or_year_tells_who_held_which_office_and_dates_nothing(given, middle):
    text = "The US president met Matteo Renzi in Rome last week. The former president Barack Obama spoke on Monday."
    prepared, _ = head(text, "en", date=given)
    assert (prepared.document.published, prepared.document.around) == (None, middle)
    assert prepared.notes == ("page.txt: dated by month or year only; relative dates stay unresolved",)
    (mention,) = extract(prepared.document, prepared.head)
    assert {p.actor.name for p in mention.participants} == {"Barack Obama", "Matteo Renzi"}
    assert mention.time is None
    assert all(e.aspect != "contradiction" for e in mention.evidence)


def test_a_date_told_in_a_sentence_is_no_day_of_issue():
    text = "Angela Merkel met François Hollande in Berlin on 3 May 2005. They will meet again next week."
    for known in (None, "2016-05"):
        prepared, body = head(text, "en", date=known)
        assert (prepared.document.published, body) == (None, text)


def test_a_month_in_a_date_that_nothing_resolves_is_nobodys_name():
    prepared, _ = head("Barack Obama met Shinzo Abe in Hiroshima on 27 May. They held talks.", "en", date="2016-05")
    (mention,) = extract(prepared.document, prepared.head)
    assert {p.actor.name for p in mention.participants} == {"Barack Obama", "Shinzo Abe"}


@pytest.mark.parametrize(
    ("line", "lang"),
    [("Madrid, 3 de mayo de 2024", "es"), ("Lisboa, 3 de maio de 2024", "pt"), ("Rome, 3 mai 2024", "fr")],
)
def test_town_and_date_are_a_date_line_in_many_words_too(line, lang):
    prepared, body = head(f"{line}\nSánchez, Macron.", lang)
    assert (prepared.document.published, prepared.document.title) == (date(2024, 5, 3), None)
    assert line not in body


def test_a_headline_with_a_date_is_a_headline():
    prepared, _ = head("Elecciones del 3 de mayo de 2024\nPedro Sánchez recibió a Emmanuel Macron.", "es")
    assert prepared.document.title == "Elecciones del 3 de mayo de 2024"


def test_a_given_title_is_not_read_as_text_again():
    prepared, body = head("Leaders meet.\nThey met in Rome.", "en", title="Leaders meet.")
    assert prepared.document.title == "Leaders meet."
    assert body == "They met in Rome."


def test_a_first_line_with_a_full_stop_is_text():
    prepared, body = head("They met in Rome on Monday.\nThey left on Tuesday.", "en")
    assert prepared.document.title is None
    assert body.startswith("They met")


@given(st.text(max_size=200).filter(str.strip), st.sampled_from(languages()))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_the_head(text, lang):
    from kg.pipeline.document import date_in
    from kg.text.head import read_head

    found = read_head(text, lang, title=None, find_date=date_in)
    last = 0
    for span in sorted([*found.body, *([found.title] if found.title else [])]):
        assert last <= span.start < span.end <= len(text)
        last = span.end


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("MOSCÚ, 28 may (Xinhua) -- La segunda ronda será en Ginebra.", "La segunda ronda será en Ginebra."),
        ("Montevideo, a 26 de agosto.- El presidente viajó.", "El presidente viajó."),
        ("ROMA/MADRID.- España se ofreció.", "España se ofreció."),
        ("Rom (dpa) - Die Minister trafen sich.", "Die Minister trafen sich."),
        ("Сьогодні – день переговорів.", "Сьогодні – день переговорів."),
        ("EU – China summit ends.", "EU – China summit ends."),
        ("He said -- again -- that they would meet.", "He said -- again -- that they would meet."),
    ],
)
def test_where_a_dispatch_was_filed_is_not_told(line, told):
    head = read_head(f"A headline without a stop\n{line}", "es", title=None, find_date=lambda *_: None)
    assert "".join(f"A headline without a stop\n{line}"[s.start : s.end] for s in head.body).strip() == told


def test_days_counted_from_an_approximate_day_of_issue_are_approximate():
    text = "Emmanuel Macron met Giorgia Meloni in Rome yesterday. On 2 June he had called Olaf Scholz."
    for issued, days in (("2024-06-12~", ["2024-06-11~", "2024-06-02"]), ("2024-06-12", ["2024-06-11", "2024-06-02"])):
        prepared = prepare(Record("page.txt", text, lang="en", date=issued))
        assert prepared.document.published == date(2024, 6, 12)
        assert [m.time.edtf for m in extract(prepared.document)] == days
