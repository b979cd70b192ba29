"""Sentences that go on with the one before, lists of calls and summits, who takes part around them."""

import pytest
from making import names, reports

VOICE = "Address by President Zelenskyy"


def told(text, lang="uk", day="2022-04-12", **fields):
    return [(m.type.value, names(m)) for m in reports(text, lang, day, **fields)]


def test_a_fragment_with_further_partners_tells_the_same_kind_of_event():
    found = told("Говорив із президентом Литви. З канцлером Німеччини.", outlet=VOICE)
    assert found == [
        ("PhoneCall", {"Volodymyr Zelenskyy", "Gitanas Nausėda"}),
        ("PhoneCall", {"Volodymyr Zelenskyy", "Olaf Scholz"}),
    ]


def test_its_quote_is_its_own():
    text = "Говорив із президентом Литви. З канцлером Німеччини."
    last = reports(text, "uk", "2022-04-12", outlet=VOICE)[-1]
    assert last.quote == "З канцлером Німеччини."
    assert text[last.trigger.start : last.trigger.end] in last.quote


@pytest.mark.parametrize("text", ["Говорив із президентом Литви. З канцлером Німеччини працює посол.", "З канцлером."])
def test_a_sentence_with_a_verb_or_without_a_report_before_is_no_continuation(text):
    assert all("Olaf Scholz" not in people for _, people in told(text, outlet=VOICE))


def test_names_after_commas_are_a_list_and_each_is_called():
    text = "Zelensky spoke by phone with Emmanuel Macron, Olaf Scholz."
    assert {frozenset(n) for _, n in told(text, "en")} == {
        frozenset({"Volodymyr Zelenskyy", "Emmanuel Macron"}),
        frozenset({"Volodymyr Zelenskyy", "Olaf Scholz"}),
    }


def test_summits_of_two_bodies_are_two():
    assert [n for _, n in told("Наступного тижня відбудуться саміти НАТО та «Великої сімки».")] == [{"NATO"}, {"G7"}]


@pytest.mark.parametrize(
    ("lang", "text", "day", "people"),
    [
        ("uk", "Після переговорів із Лавровим Керрі поїхав.", "2015-03-02", {"John Kerry", "Sergey Lavrov"}),
        ("uk", "Київ запропонував Москві провести переговори.", "2020-01-15", {"Ukraine", "Russia"}),
        ("uk", "Гройсман їде до Брюсселя на зустріч із Юнкером.", "2018-05-11",
         {"Volodymyr Groysman", "Jean-Claude Juncker"}),
        ("de", "Selenskyj schlug Putin ein Treffen vor.", "2021-04-20", {"Volodymyr Zelenskyy", "Vladimir Putin"}),
    ],
)  # fmt: skip
def test_who_stands_beside_a_scene_takes_part(lang, text, day, people):
    assert people in [n for _, n in told(text, lang, day)]


def test_a_call_before_does_not_lend_its_partner_to_the_next_event():
    found = told("Після розмови з Трампом Зеленський зустрівся з Макроном.", day="2025-08-18")
    assert ("Meeting", {"Volodymyr Zelenskyy", "Emmanuel Macron"}) in found


def test_we_who_negotiate_with_a_state_are_a_state():
    assert told("Ми ведемо переговори з Росією.", outlet=VOICE) == [("Negotiation", {"Ukraine", "Russia"})]
    assert told("Провів переговори з Андрієм Пленковичем.", outlet=VOICE)[0][1] >= {"Volodymyr Zelenskyy"}


def test_relations_between_allies_are_no_party_of_a_visit():
    text = "Macron's visit to Berlin was meant to mend relations between the allies of NATO."
    assert all("NATO" not in people for _, people in told(text, "en"))
