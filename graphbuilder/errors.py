"""Every error that graphbuilder raises on purpose.

    GraphbuilderError
    ├── InputError        a document, file or argument that cannot be used
    ├── OntologyError     an ontology file that contradicts itself, or a name that it does not have
    ├── ModelError        the language model is missing or unfit
    ├── StoreError        the graph store cannot do what was asked
    │   ├── StoreBusyError      another process or transaction holds it: try again
    │   ├── StoreMismatchError  it was made with another extractor, model or ontology
    │   ├── StoreUnfinishedError  a first load or rebuild of it runs, or was interrupted
    │   └── QueryError          a user's own Cypher was refused, wrong or too costly
    ├── DecisionError     a decision contradicts the standing ones
    └── MissingExtraError an optional part is not installed

A message says what was given, what is allowed and what to do next, in one line.
"""

from __future__ import annotations


class GraphbuilderError(Exception):
    """Base of all errors of this package."""


class InputError(GraphbuilderError):
    """A document, file or argument cannot be used."""


class OntologyError(GraphbuilderError):
    """An ontology file contradicts itself, or lacks a name that was asked for."""


class ModelError(GraphbuilderError):
    """The language model is missing or lacks a component."""


class StoreError(GraphbuilderError):
    """The graph store cannot do what was asked."""


class StoreBusyError(StoreError):
    """Another process or transaction holds the store."""


class StoreMismatchError(StoreError):
    """The store was made with another extractor, model or ontology."""


class StoreUnfinishedError(StoreError):
    """A first load or rebuild of the store runs, or was interrupted."""


class QueryError(StoreError):
    """A user's own Cypher was refused, wrong or too costly."""


class DecisionError(GraphbuilderError):
    """A decision contradicts the standing ones."""


class MissingExtraError(GraphbuilderError):
    """An optional part of graphbuilder is not installed."""
