"""Who says so: originators and relayers, speech that goes on, "I" and "we"."""
