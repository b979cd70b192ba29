"""Who takes part, and in which role."""
