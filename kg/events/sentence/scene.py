"""A sentence seen from its triggers: clauses, noun phrases with their prepositions, verbs with their tense."""

from __future__ import annotations

from kg.events.sentence.clauses import Clause, Clauses
from kg.events.sentence.cutting import cut
from kg.events.sentence.groups import groups_of
from kg.events.sentence.verbs import Verb, verbs_of
from kg.events.sentence.words import Words
from kg.model import AnnotatedSentence, Match
from kg.schema import Lexicon


class Scene(Words):
    """What event extraction asks of an annotated sentence."""

    def __init__(self, annotated: AnnotatedSentence, lex: Lexicon) -> None:
        """Cut the sentence into clauses, and read its noun phrases and verbs."""
        super().__init__(annotated, lex)
        self.clauses: Clauses = cut(
            self.tokens,
            annotated.matches,
            [a.last for a in annotated.actors if a.via in ("office", "body")],
            self.named,
            lex.clauses,
            self.dated,
        )
        if lex.clauses.final_verb:
            self.open_only({(c.first, c.kind) for c in self.clauses.clauses})
        self.groups = groups_of(self, self.clauses)
        self.verbs = verbs_of(self, self.clauses)

    def verb_in(self, match: Match) -> Verb | None:
        """The verb that is, or is part of, a match."""
        return next((v for v in self.verbs if match.first <= v.first < match.last), None)

    def told_in(self, trigger: Match) -> Clause:
        """The clause that tells an event: the verb's, where the noun of what was agreed stands before its clause.

        "The treaty that Russia signed with Iran"; not "the accord, he said, was signed".
        """
        head = self.clauses.of(trigger.first)
        verb = self.verb_in(trigger)
        below = self.clauses.of(verb.first) if verb is not None and verb.first > trigger.first else head
        attached = below.parent == head.number and below.kind in ("relative", "complement")
        return below if trigger.payload[1] == "sign" and attached else head

    def compound(self, first: int, last: int, trigger: Match) -> bool:
        """Whether a name is the first part of an event's: "the Oslo accords", "Oslo-Abkommen"; not "Oslo's"."""
        at = last + (last < len(self.tokens) and self.tokens[last].text == "-")
        if not trigger.first <= at < trigger.last or (first > 1 and self.tokens[first - 1].text == "-"):
            return False
        verb = bool(trigger.classes) and at == trigger.first and not self.is_noun(trigger)
        return self.tokens[at].text.isalpha() and not self.kinds.get(at) and not verb
