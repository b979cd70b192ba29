"""Which language a text is written in, and whether its script fits a lexicon."""

from __future__ import annotations

import unicodedata
from array import array
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from kg.cache import kept, made_by
from kg.errors import UnknownLanguage
from kg.resources import languages

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: Below this probability over all languages a text counts as being in none of ours.
CERTAIN = 0.6
#: Characters looked at; more change nothing and cost time.
SAMPLE = 3000


class _Model(msgspec.Struct):
    """py3langid's model as its identifier holds it. Unpacking its file takes twice as long as reading it so."""

    weights: bytes
    """Of each feature in each language: 16-bit floats."""
    priors: bytes
    """Of each language: 32-bit floats."""
    codes: list[str]
    moves: tuple[str, bytes]
    """Where a byte leads from a row of the automaton: type code and content of an array, as are the next two."""
    rows: tuple[str, bytes]
    features: tuple[str, bytes]


@cache
def _identifier() -> LanguageIdentifier:
    import numpy as np  # here: it takes longer to import than a text to read, and most texts say their language
    from py3langid import __version__
    from py3langid.langid import LanguageIdentifier

    model = kept("language", _Model, _unpacked, of=made_by("py3langid", __version__, __file__))
    return LanguageIdentifier(
        np.frombuffer(model.weights, np.float16).reshape(-1, len(model.codes)),
        np.frombuffer(model.priors, np.float32),
        model.codes,
        array(*model.moves),
        array(*model.features).tolist(),
        norm_probs=True,
        tk_row=array(*model.rows),
    )


def _unpacked() -> _Model:
    import numpy as np
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    arrays: tuple[array[int], ...] = (found.tk_nextmove, found.tk_row, array("i", found.tk_output))
    weights, priors = np.asarray(found.nb_ptc, np.float16), np.asarray(found.nb_pc, np.float32)
    packed = [(a.typecode, a.tobytes()) for a in arrays]
    return _Model(weights.tobytes(), priors.tobytes(), list(found.nb_classes), *packed)


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
