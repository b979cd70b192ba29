"""Constructions of Ukrainian alone: its cases tell what prepositions and word order do elsewhere."""

from datetime import date

import pytest

from kg.model import Document
from kg.pipeline import extract

PUBLISHED = date(2023, 12, 6)


def told(text):
    """Type, status and parties of each event, in the order of the text."""
    found = extract(Document("d", text, "uk", PUBLISHED))
    return [(m.type.value, m.status and m.status.value, sorted(p.actor.name for p in m.participants)) for m in found]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Про обмін полоненими Росія й Україна домовилися в понеділок.",
            ("Agreement", "held", ["Russia", "Ukraine"]),
        ),
        (
            "До того Олаф Шольц говорив із Дональдом Туском.",
            ("PhoneCall", "held", ["Donald Tusk", "Olaf Scholz"]),
        ),
        ("Олаф Шольц був на зв'язку з Дональдом Туском.", ("PhoneCall", "held", ["Donald Tusk", "Olaf Scholz"])),
        ("Олаф Шольц зв'язався з Дональдом Туском.", ("PhoneCall", "held", ["Donald Tusk", "Olaf Scholz"])),
        ("Олаф Шольц устиг поговорити з Дональдом Туском.", ("PhoneCall", "held", ["Donald Tusk", "Olaf Scholz"])),
        ("Олаф Шольц уперше за три роки відвідав Японію.", ("Visit", "held", ["Japan", "Olaf Scholz"])),
        ("Олаф Шольц повернувся з Токіо.", ("Visit", "held", ["Japan", "Olaf Scholz"])),
        ("Олаф Шольц уже приїздив до Японії.", ("Visit", "held", ["Japan", "Olaf Scholz"])),
        (
            "Олаф Шольц і Дональд Туск поставили підписи під угодою про оборону.",
            ("Agreement", "held", ["Donald Tusk", "Olaf Scholz"]),
        ),
        (
            "Готується зустріч Олафа Шольца з Дональдом Туском.",
            ("Meeting", "planned", ["Donald Tusk", "Olaf Scholz"]),
        ),
        (
            "Наступну зустріч Шольца з Туском Польща пропонує провести в Берліні.",
            ("Meeting", "proposed", ["Donald Tusk", "Olaf Scholz"]),
        ),
        ("Берлін веде переговори з Токіо.", ("Negotiation", "ongoing", ["Germany", "Japan"])),
        ("Берлін веде переговори з Варшавою.", ("Negotiation", "ongoing", ["Germany", "Poland"])),
        ("Берлін і Токіо сіли за стіл переговорів.", ("Negotiation", "held", ["Germany", "Japan"])),
        (
            "Олаф Шольц поінформував Макрона про переговори з Японією.",
            ("Negotiation", None, ["Japan", "Olaf Scholz"]),
        ),
        ("Олаф Шольц домовився з Макроном про зустріч.", ("Meeting", "planned", ["Emmanuel Macron", "Olaf Scholz"])),
        ("Олаф Шольц узгодив із Макроном зустріч.", ("Meeting", "planned", ["Emmanuel Macron", "Olaf Scholz"])),
        ("Олаф Шольц зателефонує до Токіо.", ("PhoneCall", "planned", ["Japan", "Olaf Scholz"])),
        (
            "Угоду про оборону Японія та Індія планують підписати навесні.",
            ("Agreement", "planned", ["India", "Japan"]),
        ),
        (
            "У Токіо зібралися міністри закордонних справ Японії та Індії.",
            ("Meeting", "held", ["S. Jaishankar", "Yoko Kamikawa"]),
        ),
    ],
)
def test_a_sentence_tells_its_event(text, event):
    assert told(text) == [event]


@pytest.mark.parametrize(
    "text",
    [
        "Легше сказати, з ким я сьогодні не говорив.",
        "Олаф Шольц поспілкувався з керівниками американських компаній.",
        "Олаф Шольц повернувся з відпустки.",
        "В Україні чекають на Росію як на загарбника.",
    ],
)
def test_a_sentence_tells_nothing(text):
    assert told(text) == []


def test_the_spokesman_of_a_president_has_a_name_of_his_own():
    text = "Олаф Шольц зустрівся з Дональдом Туском, повідомив речник німецького канцлера Штеффен Гебештрайт."
    (meeting,) = extract(Document("d", text, "uk", PUBLISHED))
    assert [a.name.split()[-1] for a in meeting.originators] != ["Scholz"]
    assert all(a.name != "Germany" for a in meeting.originators)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Стамбульські переговори України з Росією завершилися.", "Istanbul"),
        ("Женевський саміт Японії та Індії перенесли.", "Geneva"),
    ],
)
def test_the_adjective_of_a_town_tells_where(text, place):
    assert extract(Document("d", text, "uk", PUBLISHED))[0].place.name == place


def test_what_is_denied_is_so_whatever_it_comes_after():
    text = "Токіо спростувало повідомлення, ніби Олаф Шольц після переговорів прилетить до Японії."
    assert ("Visit", "denied", ["Japan", "Olaf Scholz"]) in told(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Реджеп Таїп Ердоган прибув до Києва не сам, а з міністром оборони.",
            ("Visit", "held", ["Recep Tayyip Erdogan", "Ukraine"]),
        ),
        (
            "Папа Франциск звернувся до Путіна, щоб українська та російська делегації зустрілися в Римі.",
            ("Meeting", "proposed", ["Russia", "Ukraine"]),
        ),
        (
            "Олаф Шольц провів зустріч з міністрами закордонних справ арабських країн.",
            ("Meeting", "held", ["Arab states", "Olaf Scholz"]),
        ),
        (
            "Олаф Шольц поінформував про результати переговорів з Китаєм.",
            ("Negotiation", "held", ["China", "Olaf Scholz"]),
        ),
        (
            "Франція та Італія провели консультації з кібербезпеки.",
            ("Negotiation", "held", ["France", "Italy"]),
        ),
    ],
)
def test_what_stands_between_a_verb_and_its_event(text, event):
    assert told(text) == [event]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Візит до Токіо канцлера Німеччини відкладено.", ("Visit", "postponed", ["Japan", "Olaf Scholz"])),
        (
            "Очікується приїзд до Японії канцлера Німеччини Олафа Шольца.",
            ("Visit", "planned", ["Japan", "Olaf Scholz"]),
        ),
        ("Олаф Шольц летить завтра до Токіо.", ("Visit", "planned", ["Japan", "Olaf Scholz"])),
        ("Олаф Шольц вирушить 12 грудня до Японії.", ("Visit", "planned", ["Japan", "Olaf Scholz"])),
        ("До Японії прибула у вівторок делегація Індії.", ("Visit", "held", ["India", "Japan"])),
        ("До Токіо з візитом прилетів Олаф Шольц.", ("Visit", "held", ["Japan", "Olaf Scholz"])),
        ("Сам Трамп зустрівся з Олафом Шольцом.", ("Meeting", "held", ["Donald Trump", "Olaf Scholz"])),
        ("володимир путін зустрівся з Олафом Шольцом.", ("Meeting", "held", ["Olaf Scholz", "Vladimir Putin"])),
        (
            "На понеділок передбачено переговори Індії з Японією.",
            ("Negotiation", "planned", ["India", "Japan"]),
        ),
        ("Переговори Індії з Японією не були простими.", ("Negotiation", "held", ["India", "Japan"])),
        ("Сторони не розкрили деталей переговорів Індії з Японією.", ("Negotiation", "held", ["India", "Japan"])),
        (
            "Переговори про вступ Молдови до Євросоюзу почалися.",
            ("Negotiation", "ongoing", ["European Union", "Moldova"]),
        ),
        ("Олаф Шольц обговорив з Туском відносини з Росією.", ("Meeting", "held", ["Donald Tusk", "Olaf Scholz"])),
        ("Олаф Шольц і Дональд Туск обговорили торгівлю.", ("Negotiation", "held", ["Donald Tusk", "Olaf Scholz"])),
        ("Олаф Шольц відвідав у понеділок Осаку.", ("Visit", "held", ["Olaf Scholz"])),
        ("Відмова у візиті Шольцу до Токіо здивувала.", ("Visit", "rejected", ["Japan", "Olaf Scholz"])),
        ("Олаф Шольц відправив делегацію до Токіо.", ("Visit", "held", ["Germany", "Japan"])),
        ("«Мали розмову з Туском», – написав Олаф Шольц.", ("PhoneCall", "held", ["Donald Tusk", "Olaf Scholz"])),
        ("«Переговори з Японією тривають», – сказав Олаф Шольц.", ("Negotiation", "ongoing", ["Germany", "Japan"])),
        ("«Дякую Дональду Туску за зустріч», – написав Шольц.", ("Meeting", "held", ["Donald Tusk", "Olaf Scholz"])),
        (
            "Індія висловила надію на успішні результати переговорів Японії з Китаєм.",
            ("Negotiation", "proposed", ["China", "Japan"]),
        ),
    ],
)
def test_what_the_press_of_ukraine_writes(text, event):
    assert told(text) == [event]


def test_what_a_comma_closes_has_its_own_subject():
    text = "Олаф Шольц подякував Наренді Моді, який прибув до Берліна, і провів із ним переговори."
    assert ("Negotiation", "held", ["Narendra Modi", "Olaf Scholz"]) in told(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Олаф Шольц запросив Наренду Моді приїхати до Берліна.",
            ("Visit", "proposed", ["Narendra Modi", "Olaf Scholz"]),
        ),
        ("Олаф Шольц попросив Наренду Моді приїхати до Токіо.", ("Visit", "proposed", ["Japan", "Narendra Modi"])),
        (
            "Речник канцлера Німеччини Штеффен Гебештрайт заявив, що зустріч із Дональдом Туском відбулася.",
            ("Meeting", "held", ["Donald Tusk", "Germany"]),
        ),
        (
            "Штеффен Гебештрайт повідомив, що Олаф Шольц зустрівся з Дональдом Туском.",
            ("Meeting", "held", ["Donald Tusk", "Olaf Scholz"]),
        ),
        (
            "У Токіо прибудуть президенти трьох держав Балтії та Президент Польщі.",
            ("Visit", "planned", ["Andrzej Duda", "Baltic states", "Japan"]),
        ),
    ],
)
def test_who_is_asked_to_come_and_whom_a_spokesman_speaks_for(text, event):
    assert told(f"Олаф Шольц і Наренда Моді обговорили торгівлю. {text}")[1:] == [event]


def test_the_country_of_a_further_visit_is_the_one_just_visited():
    text = "Олаф Шольц і Дональд Туск перебуватимуть у Литві в неділю. Це буде його сьомий візит до країни."
    assert {tuple(parties) for kind, _, parties in told(text) if kind == "Visit"} <= {
        ("Donald Tusk", "Lithuania", "Olaf Scholz"),
        ("Donald Tusk", "Lithuania"),
        ("Lithuania", "Olaf Scholz"),
    }
