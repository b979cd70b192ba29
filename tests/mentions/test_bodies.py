"""Bodies and accords of the tables: newspapers write some of their words with a capital as they please."""

import pytest
from making import who


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "Ne ha parlato l'Autorità Nazionale Palestinese."),
        ("it", "Ne ha parlato l'Autorità nazionale palestinese."),
        ("es", "Lo dijo la Autoridad nacional palestina."),
        ("fr", "L'Autorité Palestinienne n'a rien dit."),
        ("uk", "Про це заявила Палестинська Національна Адміністрація."),
    ],
)
def test_a_body_is_known_with_and_without_capitals(lang, text):
    assert who(text, lang) in (["Palestinian Authority"], ["Palestine"])


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "They want an Islamic state."),
        ("es", "Quieren un Estado islámico."),
    ],
)
def test_a_short_name_in_small_letters_is_other_words(lang, text):
    assert who(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("en", "The Rwandan Patriotic Front spoke.", "Rwandan Patriotic Front"),
        ("es", "Habló el Frente Patriótico Ruandés.", "Rwandan Patriotic Front"),
        ("de", "Es sprach die Moro-Nationale Befreiungsfront.", "Moro National Liberation Front"),
        ("fr", "L'Union économique et monétaire ouest-africaine a parlé.", "West African Economic and Monetary Union"),
        ("it", "Ha parlato il Forum delle isole del Pacifico.", "Pacific Islands Forum"),
        ("uk", "Про це заявили Організації африканської єдності.", "Organisation of African Unity"),
        ("de", "Nicaraguanische Contras sprachen.", "Contras"),
    ],
)
def test_movements_and_organisations_of_the_world_are_known(lang, text, name):
    assert who(text, lang) == [name]
