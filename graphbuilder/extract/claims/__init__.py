"""Claims: the relations that sentences state, with what stands beside names."""
