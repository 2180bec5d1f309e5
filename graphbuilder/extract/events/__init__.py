"""Events: those that a text names and those that it describes."""
