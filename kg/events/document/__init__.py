"""What a document tells beyond the sentence: headlines, its own voice, what was told before, one event told twice."""
