"""The tables of data/gazetteer: columns, keys, references, dates, licences and coverage."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from kg.resources import lexicon, table

FOLDER = Path(__file__).parent.parent / "data" / "gazetteer"
LANGUAGES = ("en", "es", "de", "fr", "it", "uk")


def by_language(name: str) -> list[str]:
    return [f"{name}_{language}" for language in LANGUAGES]


COLUMNS = {
    "people": ["key", *by_language("name"), "aliases", "known_by", "gender", "state", "prominence", "source"],
    "offices": ["person", "office", "of", "start", "end", "source"],
    "states": [
        "key", "iso2", *by_language("name"), *by_language("aliases"), "forms_uk", "forms_de",
        *by_language("adjectives"), "capital", *by_language("demonyms"), "source",
    ],
    "places": [
        "key", "kind", *by_language("name"), "aliases", "forms_uk", "state", "town", "lat", "lon", "population",
        "source",
    ],
    "organisations": [
        "key", "kind", *by_language("name"), *by_language("aliases"), "forms_uk", "acts_for", "place", "head",
        "named_by", "source",
    ],
    "outlets": ["key", "name", "aliases", "state", "lang", "voice", "domains", "source"],
    "gatherings": ["key", "series", *by_language("name"), "aliases", "place", "start", "end", "members", "source"],
    "accords": ["key", *by_language("name"), "aliases", "place", "date", "parties", "source"],
    "groups": ["key", "name_en", *by_language("words"), "members", "acts_for", "source"],
    "regions": ["key", "leaders", *by_language("adjectives"), *by_language("names"), "source"],
}  # fmt: skip
KEYS = {
    "people": r"Q\d+|person/[a-z0-9-]+",
    "states": r"Q\d+",
    "places": r"Q\d+|place/[a-z0-9-]+",
    "organisations": r"Q\d+|org/[a-z0-9-]+",
    "outlets": r"Q\d+|org/[a-z0-9-]+",
    "gatherings": r"gathering/[a-z0-9-]+",
    "accords": r"accord/[a-z0-9-]+",
    "groups": r"group/[a-z0-9-]+",
    "regions": r"group/[a-z0-9-]+",
}
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")

HEADS = {"president", "king", "prime_minister", "chancellor", "head_of_state", "leader", "pope"}
# Of these the issue wants every head of state or government and every foreign minister since 1985.
G20 = "AR AU BR CA CN FR DE IN ID IT JP KR MX RU SA TR GB US ZA"
EU = "AT BE BG HR CY CZ DK EE FI GR HU IE LV LT LU MT NL PL PT RO SE SI SK ES"
NEAR = "UA BY MD IL EG JO LB SY IQ IR AE QA KW BH OM YE PS KP"
COVERED = f"{G20} {EU} {NEAR}".split()
# The first whole year of states that began, or whose republics had no diplomacy of their own, after 1985.
FIRST_YEAR = {
    "RU": 1992, "UA": 1992, "BY": 1992, "MD": 1992, "EE": 1991, "LV": 1991, "LT": 1991, "HR": 1991, "SI": 1991,
    "CZ": 1993, "SK": 1993, "YE": 1991, "PS": 1990,
}  # fmt: skip
# Documented holes: (state, year) without a known foreign minister.
NO_FOREIGN_MINISTER = {("PS", year) for year in range(1990, 2003)}  # none before the office was created in 2003


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cells(value: str) -> list[str]:
    return [part for part in value.split("|") if part]


@cache
def state_of() -> dict[str, str]:
    return {row["iso2"]: row["key"] for row in rows("states") if row["iso2"]}


@pytest.mark.parametrize("name", COLUMNS)
def test_columns(name: str) -> None:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file))
    assert table[0] == COLUMNS[name]
    assert all(len(row) == len(COLUMNS[name]) for row in table)


COMPANIONS = sorted(path.stem for path in FOLDER.glob("*.*.csv"))


@pytest.mark.parametrize("name", COMPANIONS)
def test_a_companion_table_names_what_its_table_knows(name: str) -> None:
    main, lang = name.split(".")
    known = {row["key"] for row in rows(main)}
    found = rows(name)
    assert [row["key"] for row in found if row["key"] not in known] == []
    assert len({row["key"] for row in found}) == len(found)
    extra = {"key", "source", "aliases", "known_by"}
    assert {column for column in found[0] if column not in extra and not column.endswith(f"_{lang}")} == set()


@pytest.mark.parametrize("lang", sorted({name.split(".")[1] for name in COMPANIONS}))
def test_a_language_taught_later_names_every_state(lang: str) -> None:
    assert {row["key"] for row in rows("states")} == {row["key"] for row in rows(f"states.{lang}")}


def test_a_companion_adds_columns_and_joins_cells() -> None:
    read = {row["key"]: row for row in table("people")}
    assert "Serguei Lavrov" in read["Q58217"]["name_pt"]
    own = next(row for row in rows("people") if row["key"] == "Q58217")["aliases"]
    assert read["Q58217"]["aliases"].startswith(own + "|")
    assert next(row for row in table("states") if row["key"] == "Q155")["adjectives_pt"].startswith("brasileiro")
    assert all(row["name_pt"] == "" or row["key"] in {r["key"] for r in rows("people.pt")} for row in read.values())


@pytest.mark.parametrize("name", KEYS)
def test_keys(name: str) -> None:
    keys = Counter(row["key"] for row in rows(name))
    assert [key for key, count in keys.items() if count > 1] == []
    assert [key for key in keys if not re.fullmatch(KEYS[name], key)] == []


@pytest.mark.parametrize("name", [*COLUMNS, *COMPANIONS])
def test_sources(name: str) -> None:
    for row in rows(name):
        assert row["source"], row
        assert not re.search("supraverden|WLC", row["source"]), row


@pytest.mark.parametrize("name", [*COLUMNS, *COMPANIONS])
def test_cells_are_clean(name: str) -> None:
    for row in rows(name):
        for column, value in row.items():
            assert value == value.strip(), (column, row)
            assert "\n" not in value and "Project-Id" not in value, (column, row)
            if "|" in value:
                parts = value.split("|")
                assert all(part and part == part.strip() for part in parts), (column, row)


def test_references() -> None:
    people = {row["key"] for row in rows("people")}
    states = {row["key"] for row in rows("states")}
    places = {row["key"] for row in rows("places")}
    organisations = {row["key"] for row in rows("organisations")}
    wrong: list[tuple[str, str]] = []
    for row in rows("offices"):
        if row["person"] not in people or row["of"] not in states | organisations:
            wrong.append((row["person"], row["of"]))
    for row in rows("people"):
        if row["state"] and row["state"] not in states | organisations:
            wrong.append((row["key"], row["state"]))
    for row in rows("states"):
        if row["capital"] and row["capital"] not in places:
            wrong.append((row["key"], row["capital"]))
    for row in rows("places"):
        if row["state"] and row["state"] not in states:
            wrong.append((row["key"], row["state"]))
    for row in rows("organisations"):
        if (row["acts_for"] and row["acts_for"] not in states) or (row["place"] and row["place"] not in places):
            wrong.append((row["key"], row["acts_for"] + row["place"]))
    for row in rows("outlets"):
        voice = row["voice"].partition("@")[2]
        if (row["state"] and row["state"] not in states) or (voice and voice not in states):
            wrong.append((row["key"], row["state"] + voice))
    for name in ("gatherings", "groups"):
        for row in rows(name):
            wrong += [(row["key"], member) for member in cells(row["members"]) if member not in states | organisations]
            if row.get("place") and row["place"] not in places:
                wrong.append((row["key"], row["place"]))
    for row in rows("accords"):
        wrong += [(row["key"], party) for party in cells(row["parties"]) if party not in states | organisations]
        if row["place"] and row["place"] not in places:
            wrong.append((row["key"], row["place"]))
    assert wrong == []


@pytest.mark.parametrize("name", ["offices", "gatherings"])
def test_dates(name: str) -> None:
    for row in rows(name):
        assert DATE.fullmatch(row["start"]), row
        assert not row["end"] or DATE.fullmatch(row["end"]), row
        if row["end"]:
            width = min(len(row["start"]), len(row["end"]))
            assert row["start"][:width] <= row["end"][:width], row


def test_dates_of_accords() -> None:
    for row in rows("accords"):
        assert not row["date"] or DATE.fullmatch(row["date"]), row


def test_values() -> None:
    assert {row["gender"] for row in rows("people")} <= {"m", "f"}
    assert {row["prominence"] for row in rows("people")} <= {"1", "2", "3"}
    assert {row["kind"] for row in rows("places")} <= {"capital", "city", "region", "building", "resort"}
    assert {row["kind"] for row in rows("organisations")} <= {"international", "body", "ministry", "company"}
    for row in rows("places"):
        assert -90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180, row


def test_sizes() -> None:
    assert len(rows("people")) >= 5000
    assert len(rows("states")) >= 200
    assert 1000 <= len(rows("places")) <= 3000
    assert len(rows("outlets")) >= 120
    assert len(rows("gatherings")) >= 120
    assert len(rows("groups")) >= 40


def test_names_in_six_languages() -> None:
    for name in ("states", "organisations", "gatherings", "accords"):
        for row in rows(name):
            assert all(row[column] for column in by_language("name")), row["key"]
    for row in rows("people"):
        if row["prominence"] != "1":
            assert all(row[column] for column in by_language("name")), row["key"]


def test_ukrainian_is_ukrainian() -> None:
    for name in ("people", "states", "places", "organisations", "gatherings", "accords"):
        for row in rows(name):
            assert not re.search("[ыэъёЫЭЪЁ]", row["name_uk"] + row.get("forms_uk", "")), row["key"]


def test_stems_catch_no_state_names() -> None:
    """A stem such as ``іран*`` would catch the state's own name."""
    for language in LANGUAGES:
        names = {
            form.lower()
            for row in rows("states")
            for form in [
                row[f"name_{language}"],
                *cells(row[f"aliases_{language}"]),
                *cells(row.get(f"forms_{language}", "")),
            ]
        }
        stems = {
            cell[:-1] for row in rows("states") for cell in cells(row[f"adjectives_{language}"]) if cell[-1] == "*"
        }
        caught = {(stem, name) for stem in stems for name in names if name.startswith(stem) and " " not in name}
        assert caught == set(), language


def test_no_title_in_a_name() -> None:
    title = re.compile(r"(President|Prime Minister|Chancellor|Bundeskanzler|Minister|Senator|Mr\.?|Dr\.?) ")
    assert [row["key"] for row in rows("people") if any(title.match(alias) for alias in cells(row["aliases"]))] == []


def test_known_by_is_no_given_name() -> None:
    common = {"michel", "gabriel", "martin", "thomas", "peter", "paul", "david", "robert", "francis", "francisco"}
    for row in rows("people"):
        assert not common & {name.lower() for name in cells(row["known_by"])}, row["key"]


def holders(codes: set[str]) -> dict[str, list[tuple[str, str, str]]]:
    found = defaultdict(list)
    for row in rows("offices"):
        if row["office"] in codes:
            found[row["of"]].append((row["start"], row["end"] or "9999", row["person"]))
    return found


def missing(codes: set[str]) -> set[tuple[str, int]]:
    found = holders(codes)
    return {
        (iso, year)
        for iso in COVERED
        for year in range(FIRST_YEAR.get(iso, 1985), 2026)
        if not any(start[:4] <= str(year) <= end[:4] for start, end, _ in found[state_of()[iso]])
    }


def test_every_year_has_a_head_of_state_or_government() -> None:
    assert missing(HEADS) == set()


def test_every_year_has_a_foreign_minister() -> None:
    assert missing({"foreign_minister"}) - NO_FOREIGN_MINISTER == set()


@pytest.mark.parametrize("office", ["president", "king", "prime_minister", "chancellor", "foreign_minister"])
def test_one_holder_at_a_time(office: str) -> None:
    """In the covered states nobody overlaps his successor by more than two months."""

    def months(date: str) -> float:
        year, month, day = (date + "-01-01").split("-")[:3] if date != "9999" else ("9999", "1", "1")
        return int(year) * 12 + int(month) + int(day) / 31

    found = holders({office})
    overlaps = []
    for iso in COVERED:
        terms = sorted(term for term in found[state_of()[iso]] if term[1] >= "1985")
        for index, (start, end, person) in enumerate(terms):
            for other_start, other_end, other in terms[index + 1 :]:
                if other != person and min(months(end), months(other_end)) - months(other_start) > 2:
                    overlaps.append((iso, person, start, end, other, other_start))
    assert overlaps == []


@pytest.mark.parametrize(
    ("iso", "office", "date", "name"),
    [
        ("FR", "president", "2016-06-01", "François Hollande"),
        ("DE", "chancellor", "1999-03-01", "Gerhard Schröder"),
        ("US", "foreign_minister", "2025-08-15", "Marco Rubio"),
        ("US", "secretary_of_state", "1986-10-11", "George Shultz"),
        ("UA", "foreign_minister", "2025-07-23", "Andrii Sybiha"),
        ("TR", "president", "2018-09-29", "Recep Tayyip Erdogan"),
        ("RU", "president", "2009-06-01", "Dmitry Medvedev"),
        ("GB", "prime_minister", "2022-10-10", "Liz Truss"),
        ("GB", "king", "2010-01-01", "Elizabeth II"),
        ("ES", "king", "2018-01-01", "Felipe VI"),
        ("MA", "king", "2018-01-01", "Mohammed VI"),
        ("IR", "president", "2014-05-05", "Hassan Rouhani"),
        ("VA", "pope", "2018-08-25", "Pope Francis"),
        ("SUHH", "foreign_minister", "1987-12-08", "Eduard Shevardnadze"),
    ],
)
def test_who_held_it(iso: str, office: str, date: str, name: str) -> None:
    people = {row["key"]: row["name_en"] for row in rows("people")}
    state = state_of().get(iso) or next(row["key"] for row in rows("states") if row["name_en"] == "Soviet Union")
    assert [people[who] for start, end, who in holders({office})[state] if start <= date < end] == [name]


def test_people_of_the_news_are_known() -> None:
    names = {name for row in rows("people") for name in (row["name_en"], *cells(row["aliases"]))}
    wanted = """Steve Witkoff|Keith Kellogg|Jared Kushner|Kirill Dmitriev|Vladimir Medinsky|Yuri Ushakov|
    Rustem Umerov|Andriy Yermak|Davyd Arakhamia|Mykhailo Podolyak|Andrii Sybiha|JD Vance|Pete Hegseth|Adam Boehler|
    Rafael Grossi|Abbas Araghchi|Majid Takht-Ravanchi|Hans Grundberg|Geir Pedersen|Philippe Lazzarini|Victoria Nuland|
    Wang Yi|Li Hui|Matteo Zuppi|Pope Leo XIV|António Guterres|Martin Griffiths|Kaja Kallas|Dmitry Peskov|
    Maria Zakharova|Sergei Ryabkov|Kim Yo Jong|Badr Abdelatty|Hakan Fidan|
    Mikhail Gorbachev|Ronald Reagan|Yasser Arafat|Kofi Annan"""
    assert [name for name in map(str.strip, wanted.split("|")) if name not in names] == []


OFFICES = {row["office"] for row in rows("offices")}


def test_heads_lead_what_speaks_for_a_state() -> None:
    """A head is an office, only what is of one state has one, and every ministry has."""
    known = OFFICES | lexicon("en").offices.keys()  # of directors and speakers no table says who they were
    for row in rows("organisations"):
        assert not row["head"] or (row["acts_for"] and row["head"] in known), row["key"]
        assert row["head"] or row["kind"] != "ministry", row["key"]


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Kremlin", "president"),
        ("White House", "president"),
        ("Élysée Palace", "president"),
        ("Office of the President of Ukraine", "president"),
        ("Blue House", "president"),
        ("Downing Street", "prime_minister"),
        ("Palazzo Chigi", "prime_minister"),
        ("Moncloa", "prime_minister"),
        ("German Chancellery", "chancellor"),
        ("State Department", "foreign_minister"),
        ("Foreign Office", "foreign_minister"),
        ("Ministry of Foreign Affairs of France", "foreign_minister"),
        ("Ministry of Foreign Affairs of Italy", "foreign_minister"),
        ("German Foreign Office", "foreign_minister"),
        ("Pentagon", "defence_minister"),
        ("Viminale", "interior_minister"),
    ],
)
def test_head(name: str, head: str) -> None:
    assert [row["head"] for row in rows("organisations") if row["name_en"] == name] == [head]


def test_groups_are_no_bare_mediators() -> None:
    bare = {"mediators", "mediadores", "vermittler", "médiateurs", "mediatori", "посередник*"}
    for row in rows("groups"):
        for column in by_language("words"):
            assert not bare & {word.lower() for word in cells(row[column])}, row["key"]


@pytest.mark.parametrize(
    ("language", "word", "group"),
    [
        ("it", "America del Nord", "group/north-america"),
        ("fr", "Amérique du Nord", "group/north-america"),
        ("es", "Centroamérica", "group/central-american-countries"),
        ("de", "Lateinamerika", "group/latin-american-countries"),
        ("en", "Sub-Saharan Africa", "group/sub-saharan-africa"),
        ("uk", "Близького Сходу", "group/middle-eastern-countries"),
    ],
)
def test_regions_are_groups(language: str, word: str, group: str) -> None:
    assert [row["key"] for row in rows("groups") if word in cells(row[f"words_{language}"])] == [group]


def test_the_groups_of_regions_are_groups() -> None:
    groups = {row["key"] for row in rows("groups")}
    for row in rows("regions"):
        assert {row["key"], row["leaders"] or row["key"]} <= groups


@pytest.mark.parametrize(
    ("name", "date", "person"),
    [
        ("Bush", "1991-03-01", "George H. W. Bush"),
        ("George Bush", "1991-03-01", "George H. W. Bush"),
        ("Bush", "2003-03-01", "George W. Bush"),
        ("George Bush", "2003-03-01", "George W. Bush"),
        ("Буш", "1991-03-01", "George H. W. Bush"),
        ("Clinton", "1995-11-21", "Bill Clinton"),
        ("Clinton", "2011-05-01", "Hillary Clinton"),
        ("Aliyev", "1999-01-01", "Heydar Aliyev"),
        ("Алієв", "2020-11-10", "Ilham Aliyev"),
        ("Kim", "2000-06-14", "Kim Jong Il"),
        ("Kim", "2018-06-12", "Kim Jong Un"),
        ("Assad", "1994-01-16", "Hafez al-Assad"),
        ("Асад", "2016-01-16", "Bashar al-Assad"),
        ("Kirchner", "2005-11-04", "Néstor Kirchner"),
        ("Kirchner", "2010-11-04", "Cristina Fernández de Kirchner"),
    ],
)
def test_dates_tell_namesakes_apart(name: str, date: str, person: str) -> None:
    """Of the well known who bear a name, one held the office of a head or foreign minister that day."""
    keys = {
        row["key"]: row["name_en"]
        for row in rows("people")
        if row["prominence"] != "1" and name in (*cells(row["known_by"]), *cells(row["aliases"]))
    }
    offices = HEADS | {"foreign_minister"}
    found = {
        keys[row["person"]]
        for row in rows("offices")
        if row["person"] in keys and row["office"] in offices and row["start"] <= date <= (row["end"] or "9999")
    }
    assert found == {person}


def test_parliamentary_states_have_leaders() -> None:
    leaders = holders({"leader"})
    parliamentary = "DE GB IT ES PL NL BE SE NO DK FI JP IN IL CA AU GR PT CZ SK HU AT EE LV BG HR SI MK AL IQ PK TH"
    for iso in parliamentary.split():
        assert any(start <= "2025-06-01" < end for start, end, _ in leaders[state_of()[iso]]), iso


def test_surnames_of_the_present_are_known_in_both_scripts() -> None:
    """Foreign ministers and heads of government of the G20, the EU and neighbours since 2015, with a few exceptions."""
    states = {state_of()[iso]: iso for iso in f"{G20} {EU} UA BY MD".split()}
    people = {row["key"]: row for row in rows("people")}
    without = set()
    for row in rows("offices"):
        wanted = row["office"] in {"foreign_minister", "prime_minister", "chancellor"} and row["of"] in states
        if wanted and (row["end"] or "9999") >= "2015":
            person = people[row["person"]]
            if not re.search("[А-ЯҐЄІЇа-яґєії]", person["known_by"]):
                without.add(person["name_en"])
    # Surnames that are given names, or common words of a language, stand for nobody alone.
    given = {
        "Édouard Philippe", "Pavel Filip", "Sigmar Gabriel", "Mariya Gabriel", "Micheál Martin", "Kristen Michal",
        "Ludovic Orban", "Han Duck-soo", "Kim Min-seok",
    }  # fmt: skip
    assert without <= given
