"""Which words announce an event."""
