"""Text: main text, language, sentences and tokens, with offsets into the text as it was read."""
