"""Which event mentions, in whatever document and language, are of one event; what is known of it then."""
