"""Build: documents to the graph store."""
