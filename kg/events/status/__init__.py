"""Status of an event mention and on whose word it rests: cues, negation, conditions, tense, the calendar."""
