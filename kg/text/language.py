"""Which language a text is written in, and whether its script fits a lexicon."""

from __future__ import annotations

import unicodedata
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from kg.errors import UnknownLanguage
from kg.resources import languages

#: Below this probability over all languages a text counts as being in none of ours.
CERTAIN = 0.6
#: Characters looked at; more change nothing and cost time.
SAMPLE = 3000


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect(text: str) -> str:
    """Return the code of the language of `text`; raises `UnknownLanguage` when it is none of ours."""
    sample = text[:SAMPLE]
    if not any(character.isalpha() for character in sample):
        raise UnknownLanguage("the text holds no words")
    lang, probability = _identifier().classify(sample)
    if lang in languages():
        return str(lang)
    if probability < CERTAIN:
        ranked = _identifier().rank(sample)
        ours = next((str(code) for code, _ in ranked[:3] if code in languages()), None)
        if ours is not None:
            return ours
    raise UnknownLanguage(f"language '{lang}' is not one of {', '.join(languages())}")


def check_script(text: str, lang: str, script: str) -> None:
    """Raise `UnknownLanguage` when most letters of `text` are not of the lexicon's `script`."""
    letters = [character for character in text[:SAMPLE] if character.isalpha()]
    if not letters:
        raise UnknownLanguage("the text holds no words")
    fitting = sum(unicodedata.name(character, "").startswith(script.upper()) for character in letters)
    if fitting * 2 < len(letters):
        raise UnknownLanguage(f"the text is not in the script of '{lang}' ({script})")
