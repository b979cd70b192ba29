"""A sentence seen from its triggers: clauses, noun phrases with their prepositions, verbs with their tense."""

from __future__ import annotations

from kg.events.clauses import Clauses, cut
from kg.events.groups import groups_of
from kg.events.verbs import Verb, verbs_of
from kg.events.words import Words
from kg.model import AnnotatedSentence, Match
from kg.resources import Lexicon


class Scene(Words):
    """What event extraction asks of an annotated sentence."""

    def __init__(self, annotated: AnnotatedSentence, lex: Lexicon) -> None:
        """Cut the sentence into clauses, and read its noun phrases and verbs."""
        super().__init__(annotated, lex)
        self.clauses: Clauses = cut(
            self.tokens,
            annotated.matches,
            [a.last for a in annotated.actors if a.via in ("office", "body")],
            {i for a in annotated.actors for i in range(a.first, a.last)},
            lex.clauses,
        )
        self.groups = groups_of(self, self.clauses)
        self.verbs = verbs_of(self, self.clauses)

    def verb_in(self, match: Match) -> Verb | None:
        """The verb that is, or is part of, a match."""
        return next((v for v in self.verbs if match.first <= v.first < match.last), None)
