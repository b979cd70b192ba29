"""Who says so: originator and relayer."""

import pytest
from making import annotated

from kg.model import Relation

#: Officials said it, CNN passed it on.
CNN = {("relayer", "CNN"), ("originator", "White House officials")}


def said(text, lang="en", **fields):
    found = [a for s in annotated(text, lang, **fields) for a in s.attributions]
    return {(a.relation, a.actor.name) for a in found}


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "CNN, citing White House officials, reported that Putin proposed a meeting.", CNN),
        ("fr", "CNN, citant des responsables de haut rang au sein de la Maison-Blanche, dit que Poutine viendra.", CNN),
        ("en", "Putin met Biden, according to the Kremlin.", {("originator", "Kremlin")}),
        ("de", "Laut Reuters traf Putin Biden.", {("relayer", "Reuters")}),
        ("es", "Según Reuters, Putin se reunió con Biden.", {("relayer", "Reuters")}),
        ("it", "Secondo Reuters, Putin ha incontrato Biden.", {("relayer", "Reuters")}),
        ("uk", "За даними Reuters, Путін зустрівся з Байденом.", {("relayer", "Reuters")}),
    ],
)  # fmt: skip
def test_the_speaker_is_named_and_an_outlet_relays(lang, text, wanted):
    assert {(Relation(relation), name) for relation, name in wanted} <= said(text, lang)


def test_nobody_says_what_is_simply_told():
    assert said("Putin met Biden in Geneva on Wednesday.") == set()
