"""Sources: documents in. Reads text files, folders and JSON Lines; says in one line what it could not read."""
