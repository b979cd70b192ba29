"""Time expressions: found by a grammar that is data, read against the day of issue."""
