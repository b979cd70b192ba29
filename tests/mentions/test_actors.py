"""Who is named: offices at a date, homonyms, capitals as governments, transliterations, names in no table."""

import pytest
from making import actors, names, places, reports, who


@pytest.mark.parametrize(
    ("lang", "text", "day", "name"),
    [
        ("en", "The French president spoke.", "2016-05-01", "François Hollande"),
        ("en", "The French president spoke.", "2019-05-01", "Emmanuel Macron"),
        ("en", "The U.S. president spoke.", "1985-11-19", "Ronald Reagan"),
        ("en", "The US president spoke.", "1985-11-19", "Ronald Reagan"),
        ("en", "The German chancellor spoke.", "2020-01-10", "Angela Merkel"),
        ("en", "The UN secretary-general spoke.", "2005-01-10", "Kofi Annan"),
        ("de", "Der französische Präsident sprach.", "2016-05-01", "François Hollande"),
        ("de", "Die deutsche Kanzlerin sprach.", "2020-01-10", "Angela Merkel"),
        ("fr", "Le président américain a parlé.", "2022-03-01", "Joe Biden"),
        ("es", "El presidente del Gobierno español habló.", "2024-03-01", "Pedro Sánchez"),
        ("it", "Il presidente francese ha parlato.", "2019-05-01", "Emmanuel Macron"),
        ("uk", "Президент України заявив про це.", "2018-05-01", "Petro Poroshenko"),
        ("uk", "Президент Франції заявив про це.", "2019-05-01", "Emmanuel Macron"),
    ],
)
def test_an_office_is_who_held_it_that_day(lang, text, day, name):
    assert name in who(text, lang, day)


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("en", "Putin", "Vladimir Putin"), ("de", "Putins", "Vladimir Putin"), ("fr", "Poutine", "Vladimir Putin"),
        ("es", "Putin", "Vladimir Putin"), ("it", "Putin", "Vladimir Putin"), ("uk", "Путіним", "Vladimir Putin"),
        ("uk", "Макроном", "Emmanuel Macron"), ("uk", "Віткоффом", "Steve Witkoff"),
        ("fr", "Stephen Vitkoff", "Steve Witkoff"), ("en", "Zelensky", "Volodymyr Zelenskyy"),
        ("de", "Selenskyj", "Volodymyr Zelenskyy"), ("fr", "Zelensky", "Volodymyr Zelenskyy"),
        ("es", "Zelenski", "Volodymyr Zelenskyy"), ("uk", "Зеленського", "Volodymyr Zelenskyy"),
        ("en", "Steve Witkoff", "Steve Witkoff"), ("uk", "Трампу", "Donald Trump"),
    ],
)  # fmt: skip
def test_a_name_is_known_in_every_spelling_and_case(lang, text, name):
    frame = {"uk": "Розмова з {} тривала годину.", "de": "Es geht um {} Reise.", "fr": "Le départ de {} est confirmé."}
    assert name in who(
        frame.get(lang, "The talks with {} went on.").format(text) if lang != "es" else f"Habló {text}.", lang
    )


@pytest.mark.parametrize(
    ("text", "names", "towns"),
    [
        ("Moscow and Kyiv agreed to talk.", {"Russia", "Ukraine"}, set()),
        ("He arrived in Moscow.", set(), {"Moscow"}),
        ("The Kremlin said nothing.", {"Kremlin"}, set()),
    ],
)
def test_a_capital_is_a_government_where_it_acts_and_a_town_where_one_goes(text, names, towns):
    assert names <= set(who(text))
    assert towns <= set(places(text))


def test_a_surname_alone_is_whoever_was_named_before():
    found = who("President George W. Bush met Tony Blair in 2003. Bush thanked Blair.", day="2003-03-20")
    assert found.count("George W. Bush") == 2
    assert found.count("Tony Blair") == 2


def test_a_surname_alone_is_who_was_in_public_life_then():
    assert "George W. Bush" in who("Bush spoke with Putin.", day="2004-06-01")
    assert "George W. Bush" not in who("Bush spoke with Gorbachev.", day="1990-06-01")


def test_offices_joined_by_and_are_one_person_each():
    assert {"Andrzej Duda", "Gitanas Nausėda"} <= set(
        who("The presidents of Poland and Lithuania spoke.", day="2023-01-11")
    )


def test_the_counterpart_of_somebody_is_the_other_state_s_holder_of_the_office():
    found = who("Foreign Minister Sergei Lavrov spoke with his Chinese counterpart.", day="2023-03-01")
    assert set(found) == {"Sergey Lavrov", "Qin Gang"}


def test_a_name_in_no_table_is_found_by_its_title():
    assert "Karel Testovsky" in who("The envoy Karel Testovsky met Emmanuel Macron.")


@pytest.mark.parametrize(
    ("lang", "text", "name", "times"),
    [
        ("en", "The envoy Karel Testovsky met Emmanuel Macron. Testovsky left.", "Karel Testovsky", 2),
        ("en", "Karel Testovsky, the Polish trade minister, met Macron. Testovsky left.", "Karel Testovsky", 2),
        ("en", "The energy minister of Poland, Pavel Testov, met Macron. Later Testov left.", "Pavel Testov", 2),
        ("de", "Der polnische Handelsminister Karel Testovsky kam. Testovsky sprach.", "Karel Testovsky", 2),
        ("fr", "Le ministre polonais Karel Testovsky est venu. Testovsky a parlé.", "Karel Testovsky", 2),
        ("es", "El ministro de Polonia Karel Testovsky llegó. Testovsky habló.", "Karel Testovsky", 2),
        ("it", "Il ministro polacco Karel Testovsky è arrivato. Testovsky ha parlato.", "Karel Testovsky", 2),
        ("uk", "Міністр Польщі Андрій Тестюк прибув. Із Тестюком говорили. Тестюку вдячні.", "Andrii Testiuk", 3),
        ("uk", "Провели зустріч з Андрієм Тестюком. Тестюк поїхав.", "Andrii Testiuk", 2),
    ],
)
def test_a_name_in_no_table_is_known_by_its_surname_afterwards(lang, text, name, times):
    assert who(text, lang).count(name) == times


@pytest.mark.parametrize(
    ("lang", "text", "day", "name"),
    [
        ("uk", "Говорив з Прем'єр-міністром Ізраїлю Беннетом.", "2022-03-25", "Naftali Bennett"),
        ("uk", "Говорив з Генеральним секретарем ООН Антоніу Гутеррішем.", "2022-05-05", "António Guterres"),
        ("uk", "Зустріч із президентом Панами Хуаном Карлосом Варела.", "2017-06-20", "Juan Carlos Varela"),
        ("de", "Der ukrainische Präsident Wolodimir Selenskyi sprach.", "2022-05-05", "Volodymyr Zelenskyy"),
        ("fr", "Le président ukrainien Vladimir Zelenskyï a parlé.", "2022-05-05", "Volodymyr Zelenskyy"),
    ],
)
def test_an_unusual_spelling_is_known_by_the_office_beside_it(lang, text, day, name):
    assert who(text, lang, day) == [name]


def test_an_office_does_not_make_anybody_its_holder():
    assert "Emmanuel Macron" not in who("The French president Karel Testovsky spoke.", day="2023-01-01")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uk", "Говорив із директоркою-розпорядницею МВФ Крісталіною Георгієвою."),
        ("es", "Habló la directora gerente del FMI Kristalina Georgieva."),
        ("it", "Ha parlato la direttrice operativa del FMI Kristalina Georgieva."),
    ],
)
def test_a_body_right_before_a_name_is_the_body_of_that_person(lang, text):
    assert who(text, lang, "2022-05-05") == ["Kristalina Georgieva"]


def test_a_body_after_a_preposition_is_its_own():
    assert set(who("У НАТО Столтенберг заявив про це.", "uk", "2022-05-05")) == {"NATO", "Jens Stoltenberg"}


def test_a_family_name_of_a_longer_name_is_not_the_famous_bearer():
    found = who("Пак Пьон Сеуг заявив це. Пан Пак додав, що згоден.", "uk", "2018-10-01")
    assert "Park Geun-hye" not in found
    assert len(set(found)) == 1


def test_two_leaders_are_two_who_lead():
    text = "Putin received Erdogan and the minister Karel Testovsky of Poland. The leaders agreed."
    assert who(text, day="2022-05-30")[-2:] == ["Vladimir Putin", "Recep Tayyip Erdogan"]


def test_the_offsets_of_a_mention_are_its_words():
    text = "The French president, Emmanuel\u00a0Macron, met Olaf Scholz."
    for words, _ in actors(text, day="2023-01-01"):
        assert words.strip() == words
        assert words


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "He met the presidents of France, Emmanuel Macron; Chile, Gabriel Boric; and of Poland, Andrzej Duda."),
        ("es", "Vio a los presidentes de Francia, Emmanuel Macron; Chile, Gabriel Boric, y de Polonia, Andrzej Duda."),
        ("it", "Chiamò i presidenti di Francia, Emmanuel Macron; Cile, Gabriel Boric; e di Polonia, Andrzej Duda."),
    ],
)
def test_a_list_after_an_office_names_one_person_for_each_state(lang, text):
    assert who(text, lang, "2023-05-01") == ["Emmanuel Macron", "Gabriel Boric", "Andrzej Duda"]


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("en", "Gabriel Boric (Chile) met Gustavo Petro, of Colombia.", ["Gabriel Boric", "Gustavo Petro"]),
        ("es", "Gabriel Boric (Chile) vio a Gustavo Petro, de Colombia.", ["Gabriel Boric", "Gustavo Petro"]),
        ("de", "Olaf Scholz (Deutschland) traf Emmanuel Macron (Frankreich).", ["Olaf Scholz", "Emmanuel Macron"]),
    ],
)
def test_a_name_with_its_own_state_beside_it_is_one_actor(lang, text, names):
    assert who(text, lang, "2023-05-01") == names


def test_a_surname_that_is_a_common_word_and_begins_another_name_is_nobody():
    assert who("Las obras de la Costa del Sol avanzan.", "es", "2023-05-01") == []
    assert "António Costa" in who("El portugués Costa habló.", "es", "2023-05-01")


def test_three_named_before_are_the_three():
    text = "México, Canadá y Noruega enviaron ministros. Los tres países firmaron."
    assert who(text, "es", "2023-05-01") == ["Mexico", "Canada", "Norway"] * 2


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("El ministro de Exteriores, José Manuel Albares, se reunió con su homólogo italiano.", "es", "Antonio Tajani"),
        ("La ministra de Defensa, Margarita Robles, recibió a su homólogo alemán.", "es", "Boris Pistorius"),
        ("El presidente Emmanuel Macron recibió a su homólogo chileno.", "es", "Gabriel Boric"),
        ("El viceministro de Comercio polaco, Jan Testowy, recibió a su homólogo chileno.", "es", "Chile"),
        (
            "Keir Starmer left. Petra Nowotny, the Austrian deputy trade minister, met her Slovak counterpart.",
            "en",
            "Slovakia",
        ),
    ],
)
def test_a_counterpart_holds_the_same_office_and_nobody_that_of_one_among_several(text, lang, expected):
    (met,) = [m for m in reports(text, lang, "2025-03-03") if m.type == "Meeting"]
    assert expected in names(met)


def test_a_counterpart_named_beside_is_that_person():
    text = "Павло Клімкін зустрівся зі своїм польським колегою Яцеком Чапутовичем."
    assert who(text, "uk", "2018-10-03") == ["Pavlo Klimkin", "Jacek Czaputowicz"]


def test_leaders_of_many_are_not_two_named_before():
    found = who("Путін зустрів Ердогана. Говорили з лідерами багатьох країн.", "uk", "2022-05-30")
    assert found == ["Vladimir Putin", "Recep Tayyip Erdogan", "World leaders"]


def test_a_closed_format_is_its_members():
    assert set(who("The Normandy Four met.", day="2018-06-01")) == {"Ukraine", "Russia", "Germany", "France"}


def test_surnames_side_by_side_are_two_persons():
    assert who("Після розмови з Лавровим Керрі поїхав.", "uk", "2015-03-02") == ["Sergey Lavrov", "John Kerry"]


def test_a_first_letter_makes_no_two_people_one():
    assert {a for m in who("Macron met Prime Minister Derek Mitchell.", day="2023-08-07") for a in [m]} >= {
        "Derek Mitchell"
    }


def test_a_month_is_no_prime_minister_out_of_office():
    assert who("In May Macron met Merz.", day="2025-08-07") == ["Emmanuel Macron", "Friedrich Merz"]
