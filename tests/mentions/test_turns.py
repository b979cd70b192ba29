"""Turns of a transcript, and whom "you" means in an office holder's own text."""

import pytest
from making import names, reports

KREMLIN = "Kremlin press service (en.kremlin.ru)"
OFFICE = "Office of the President of Ukraine (president.gov.ua)"
MET = "Vladimir Putin met with President of Kazakhstan Kassym-Jomart Tokayev in Sochi. "
DAY = "2022-08-19"


def told(text, outlet=KREMLIN, lang="en"):
    found = reports(text, lang, DAY, outlet=outlet)
    return [(m.type.value, m.status and m.status.value, names(m), sorted(a.name for a in m.originators)) for m in found]


def test_you_is_the_guest_and_who_speaks_says_so():
    text = MET + "Vladimir Putin: Mr President, you and I recently spoke by telephone."
    people = {"Vladimir Putin", "Kassym-Jomart Tokayev"}
    assert told(text)[1:] == [("PhoneCall", "held", people, ["Vladimir Putin"])]


def test_what_was_done_lately_was_not_done_today():
    text = MET + "Vladimir Putin: Mr President, you and I recently spoke by telephone."
    assert [m.time and m.time.edtf for m in reports(text, "en", DAY, outlet=KREMLIN)] == [DAY, None]


def test_in_the_guests_turn_he_is_i_and_the_host_is_you():
    text = MET + "Vladimir Putin: Good afternoon. Kassym-Jomart Tokayev: Thank you. I met with Xi Jinping on Monday."
    people = {"Kassym-Jomart Tokayev", "Xi Jinping"}
    assert told(text)[1:] == [("Meeting", "held", people, ["Kassym-Jomart Tokayev"])]


def test_somebody_whom_no_table_knows_is_not_the_office_holder():
    text = MET + "Vladimir Putin: Good afternoon. Ruslan Ivanenko (retranslated): I met with Xi Jinping on Monday."
    assert len(told(text)) == 1


def test_your_visit_is_under_way_at_the_hosts():
    text = MET + "Vladimir Putin: Mr President, your visit is very important to us."
    assert told(text)[1:] == [("Visit", "ongoing", {"Kassym-Jomart Tokayev", "Russia"}, ["Vladimir Putin"])]


def test_in_a_release_you_is_the_one_guest_of_its_first_sentence():
    text = 'Volodymyr Zelenskyy met with Olaf Scholz in Kyiv. "Your visit is a strong signal," the President said.'
    assert [(kind, people) for kind, _, people, _ in told(text, OFFICE)] == [
        ("Meeting", {"Volodymyr Zelenskyy", "Olaf Scholz"}),
        ("Visit", {"Olaf Scholz", "Ukraine"}),
    ]


@pytest.mark.parametrize(("text", "year"), [("Three years have passed since", "2019~"), ("It is 20 years since", None)])
def test_what_was_done_years_since_was_not_done_on_the_day_of_issue(text, year):
    (met,) = reports(f"Vladimir Putin: {text} I met with Xi Jinping in Sochi.", "en", DAY, outlet=KREMLIN)
    assert (met.time.edtf if met.time else None) == year


def test_your_talks_with_a_third_are_not_mine():
    text = TABLE + "\n\nEmomali Rahmon: Thank you. Your bilateral meeting with Xi Jinping was useful."
    assert all("Emomali Rahmon" not in people for _, _, people, _ in told(text) if "Xi Jinping" in people)


TABLE = """Summit of the Union

Vladimir Putin: Friends, I am glad to see you all. Before our meeting I spoke about this with Kassym-Jomart Tokayev.

Emomali Rahmon: I would like to thank the President of Russia for convening today's meeting.

Kassym-Jomart Tokayev: I will have a bilateral meeting with the President of Tajikistan tomorrow.
"""


def test_where_leaders_of_three_states_take_turns_the_meeting_is_of_all_of_them():
    all_three = {"Vladimir Putin", "Emomali Rahmon", "Kassym-Jomart Tokayev"}
    found = [people for kind, _, people, _ in told(TABLE) if kind == "Meeting"]
    assert found.count(all_three) >= 1
    assert {"Vladimir Putin", "Emomali Rahmon"} not in found
    assert {"Kassym-Jomart Tokayev", "Emomali Rahmon"} in found  # "with" tells whom he will meet


def test_two_who_take_turns_with_the_press_are_two():
    found = [people for _, _, people, _ in told(TABLE.replace("Emomali Rahmon:", "Question:"))]
    assert {"Vladimir Putin", "Kassym-Jomart Tokayev"} in found
    assert all(len(people) == 2 for people in found)


def test_talks_with_a_list_of_leaders_are_calls_to_each_of_them():
    text = "There were very good talks with the President of Lithuania, the Prime Minister of Canada and Olaf Scholz."
    found = told(text, "Address by President Zelenskyy")
    assert [kind for kind, *_ in found] == ["PhoneCall"] * 3
    assert all("Volodymyr Zelenskyy" in people and len(people) == 2 for _, _, people, _ in found)


@pytest.mark.parametrize("text", ["You and I spoke by telephone.", "I am grateful to you for your visit."])
def test_elsewhere_nobody_is_spoken_to(text):
    assert told("I spoke with Olaf Scholz today. " + text, "Address by President Zelenskyy")[1:] == []
