"""Where clauses begin and end, seen on whole sentences: the kind of clause each word belongs to."""

import pytest
from making import doc

from kg.events.sentence.cutting import cut
from kg.mentions.annotate import annotate
from kg.resources import lexicon
from kg.text.head import read_head
from kg.text.sentences import sentences


def clauses(text, lang="de"):
    """The sentence's clauses, and its words by the kind of their clause."""
    document = doc(text, lang)
    head = read_head(text, lang, title=None, find_date=lambda *_: None)
    (annotated,) = annotate(document, sentences(text, lang, head.body, head.title))
    found = cut(annotated.sentence.tokens, annotated.matches, rules=lexicon(lang).clauses)
    return {t.text: found.of(i).kind for i, t in enumerate(annotated.sentence.tokens)}


KINDS = [
    ("Der Präsident, der morgen nach Kiew kommt, traf gestern Merkel.", {"kommt": "relative", "traf": "main"}),
    ("Der Premier, der Chef der Partei, traf gestern Merkel.", {"Chef": "main", "traf": "main"}),
    ("Er reiste ab, als der Gipfel begann.", {"begann": "during"}),
    ("Am Treffen nahm Solana, als Gast geladen, teil.", {"Gast": "main", "teil": "main"}),
    ("Während der Gespräche blieb er ruhig, sagte Scholz.", {"blieb": "main"}),
    ("Während sie sprachen, blieb es ruhig.", {"sprachen": "during", "ruhig": "main"}),
    ("Er bot an, in Genf Gespräche zu führen, und reiste ab.", {"Gespräche": "infinitive", "reiste": "coordinate"}),
    ("Er sagte, dass er Rom, Paris und Wien besucht, und fuhr ab.", {"Wien": "complement", "fuhr": "coordinate"}),
    ("Sollte Putin kommen, wird Selenskyj ihn treffen.", {"Putin": "conditional", "treffen": "main"}),
    ("Das Treffen sollte der Vorbereitung dienen, hieß es.", {"Vorbereitung": "main"}),
    ("Der Gast, der gestern, als es regnete, in Rom eintraf, reist ab.", {"eintraf": "relative", "reist": "main"}),
]


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_the_verb_tells_where_a_german_clause_begins_and_ends(text, expected):
    found = clauses(text)
    assert {word: found[word] for word in expected} == expected
