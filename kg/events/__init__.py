"""Events: triggers, arguments and status of event mentions; coreference and status history."""
