"""The word lists as they are kept are those of simplemma."""

import pytest
from simplemma import is_known, lemmatize
from simplemma.strategies import DefaultDictionaryFactory

from kg.dictionary import WordLists
from kg.tokens import is_word, lemmatizer


def test_a_list_holds_the_words_of_simplemma(tmp_path, monkeypatch):
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    theirs = DefaultDictionaryFactory().get_dictionary("it")
    for _ in range(2):  # made, then read
        ours = WordLists().get_dictionary("it")
        assert len(ours) == len(theirs)
        assert all(ours.get(word) == lemma for word, lemma in theirs.items())
        assert set(ours) == set(theirs)
    assert ours.get("zzyzx") is None
    assert ours.get("zzyzx", "none") == "none"
    with pytest.raises(KeyError):
        ours["zzyzx"]
    assert [path.name.partition(".")[0] for path in tmp_path.iterdir()] == ["words-it"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("de", "Außenministertreffen traf trafen besucht Staatschefs zzyzx 2021 Cessez-le-feu"),
        ("fr", "rencontrera l'accord aujourd'hui chefs peut-être zzyzx"),
        ("uk", "зустрілися президентом п'ять переговорів zzyzx"),
    ],
)
def test_words_are_known_and_inflected_as_simplemma_has_it(lang, words):
    for word in words.split():
        assert lemmatizer(lang)(word.lower()) == lemmatize(word.lower(), lang).lower()
        assert is_word(word.lower(), lang) == is_known(word.lower(), lang)


def test_a_language_without_a_list_is_refused():
    with pytest.raises(ValueError, match="xx"):
        WordLists().get_dictionary("xx")
