"""Language and script of a text."""

import json

import pytest

from kg.errors import UnknownLanguage
from kg.pipeline import prepare
from kg.resources import data_dir, languages
from kg.sources.records import Record
from kg.text.language import check_script, detect


@pytest.mark.parametrize("lang", [lang for lang in languages() if (data_dir() / "sample" / f"{lang}.jsonl").exists()])
def test_every_dispatch_is_taken_for_what_it_is(lang):
    for line in (data_dir() / "sample" / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert detect(row["text"]) == lang, row["id"]


@pytest.mark.parametrize(
    "text",
    [
        "Premierminister Petteri Orpo tapasi tiistaina Helsingissä Viron pääministerin, kertoo valtioneuvosto.",
        "Президент России Владимир Путин провёл встречу с министром иностранных дел, сообщили в Кремле журналистам.",
        "中国外交部长王毅星期三在北京会见了俄罗斯外长。",
        "1234 5678 !!! ...",
    ],
)
def test_other_languages_are_refused(text):
    with pytest.raises(UnknownLanguage):
        detect(text)


def test_a_language_without_lexicon_is_named():
    with pytest.raises(UnknownLanguage, match="no lexicon for language 'fi'"):
        prepare(Record("a.jsonl:1", "Orpo tapasi", lang="fi"))


@pytest.mark.parametrize(("lang", "text"), [("uk", "The president met the minister."), ("en", "Зустріч у Києві.")])
def test_a_text_in_the_wrong_script_is_refused(lang, text):
    with pytest.raises(UnknownLanguage, match="not in the script"):
        prepare(Record("a.jsonl:1", text, lang=lang))


def test_regions_of_a_language_are_the_language():
    assert prepare(Record("x", "They met in Rome on Monday.", lang="en-GB")).document.lang == "en"


def test_a_text_without_letters_has_no_script():
    with pytest.raises(UnknownLanguage):
        check_script("123", "en", "Latin")
