"""Hyphenated adjectives of two states: both are parties; the form before a hyphen is no state on its own."""

import pytest
from making import doc

from kg.pipeline import extract

PAIRS = [
    ("en", "The Sino-American talks resumed on Monday.", ["China", "United States"]),
    ("en", "The Russo-Japanese treaty was signed in 1905.", ["Japan", "Russia"]),
    ("de", "Das deutsch-französische Abkommen wurde 1963 unterzeichnet.", ["France", "Germany"]),
    ("de", "Der sino-amerikanische Gipfel fand in Peking statt.", ["China", "United States"]),
    ("fr", "Le Sinaï fut rendu par le traité de paix israélo-égyptien de 1979.", ["Egypt", "Israel"]),
    ("fr", "Les négociations sino-américaines ont repris lundi.", ["China", "United States"]),
    ("it", "L'accordo italo-francese è stato firmato a Roma.", ["France", "Italy"]),
    ("es", "El acuerdo franco-alemán fue firmado en 1963.", ["France", "Germany"]),
    ("uk", "Американо-китайські переговори відбулися в Женеві.", ["China", "United States"]),
]


@pytest.mark.parametrize(("lang", "text", "parties"), PAIRS)
def test_both_states_of_a_hyphenated_adjective_take_part(lang, text, parties):
    (mention,) = extract(doc(text, lang))
    assert sorted(p.actor.name for p in mention.participants) == parties


def test_a_combining_form_before_no_state_names_none():
    text = "The president of France held talks on the Indo-Pacific with the president of Brazil on Monday."
    (mention,) = extract(doc(text, "en"))
    assert "India" not in {p.actor.name for p in mention.participants}
