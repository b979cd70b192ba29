"""Sources are compared by what they are, not by how an annotator writes them."""

import pytest

from kg.evaluate.bodies import source


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("Ministry of Foreign Affairs (Norway)", "Ministry of Foreign Affairs of Norway"),
        ("Ministry of Foreign Affairs of the People's Republic of China", "Ministry of Foreign Affairs of China"),
        ("United States Department of State", "State Department"),
        ("Federal Foreign Office", "German Foreign Office"),
        ("Yonhap News Agency", "Yonhap"),
        ("Andina (news agency)", "Andina (Peru)"),
        ("Dawn (newspaper)", "Dawn newspaper"),
        ("Holy See", "Vatican City"),
        ("TAP (Tunisia)", "TAP (Tunisia)"),
    ],
)
def test_two_names_of_one_body(written, ours):
    assert source(written) == source(ours)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ministry of Foreign Affairs (Norway)", "Ministry of Foreign Affairs (Sweden)"),
        ("Ministry of Foreign Affairs (Norway)", "Norway"),
        ("White House", "United States"),
        ("Al Jazeera", "Al Arabiya"),
    ],
)
def test_two_bodies(one, other):
    assert source(one) != source(other)
