"""Of a series of gatherings the one that a sentence means: by its town, and by whether the words look back."""

import pytest
from making import reports


def gathering(text, day, lang="en"):
    """Keys of the gatherings of which a text tells."""
    return {m.gathering for m in reports(text, lang, day) if m.gathering}


@pytest.mark.parametrize(
    ("town", "key"), [("Madrid", "gathering/nato-2022-madrid"), ("Brussels", "gathering/nato-2022-brussels")]
)
def test_of_two_in_one_year_the_one_in_the_town_named(town, key):
    text = f"Zelensky stressed the importance of the forthcoming NATO summit 2022 in {town}."
    assert gathering(text, "2021-12-18") == {key}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Zelensky welcomed the conclusions of the last NATO summit in Brussels.", "gathering/nato-2021"),
        ("Zelensky spoke about the next NATO summit in Brussels.", "gathering/nato-2022-brussels"),
    ],
)
def test_words_that_look_back_mean_the_last_one(text, key):
    assert gathering(text, "2022-01-28") == {key}
