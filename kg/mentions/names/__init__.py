"""The names of the world: who and what there is, how a name is spelt in each language, where one stands in a text."""
