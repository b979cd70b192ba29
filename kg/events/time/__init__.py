"""Which date is the event's, how it is read, how long the event lasts."""
