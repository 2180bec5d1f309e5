"""A named-entity knowledge graph builder for news: every edge shows the sentence it came from.

The names below are the public interface; each is imported when it is first used, so that `import graphbuilder` costs nothing.

    import graphbuilder as gb

    settings = gb.load_settings(store="news.kgl")
    with gb.open_store(settings) as store:
        report = gb.build("seeds", store, settings)
        graph = gb.read_graph(store)
    gb.page(graph).save("graph.html")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphbuilder.config import Settings, load_settings
    from graphbuilder.errors import GraphbuilderError
    from graphbuilder.extract import extract_all, extract_document
    from graphbuilder.extract.nlp import load_nlp
    from graphbuilder.ingest import read_documents
    from graphbuilder.model import Claim, Document, Entity, Extraction, Graph, Mention, Relation, Sentence
    from graphbuilder.ontology import Ontology, load_ontology
    from graphbuilder.pipeline import build
    from graphbuilder.query.measures import to_networkx
    from graphbuilder.store import open_store
    from graphbuilder.store.derived import read_graph
    from graphbuilder.viz import page

__version__ = "0.1.0"

__all__ = [
    "Claim",
    "Document",
    "Entity",
    "Extraction",
    "Graph",
    "GraphbuilderError",
    "Mention",
    "Ontology",
    "Relation",
    "Sentence",
    "Settings",
    "build",
    "extract_all",
    "extract_document",
    "load_nlp",
    "load_ontology",
    "load_settings",
    "open_store",
    "page",
    "read_documents",
    "read_graph",
    "to_networkx",
]

_HOME = {
    "Settings": "config",
    "load_settings": "config",
    "GraphbuilderError": "errors",
    "extract_all": "extract",
    "extract_document": "extract",
    "load_nlp": "extract.nlp",
    "read_documents": "ingest",
    "Ontology": "ontology",
    "load_ontology": "ontology",
    "build": "pipeline",
    "to_networkx": "query.measures",
    "open_store": "store",
    "read_graph": "store.derived",
    "page": "viz",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'graphbuilder' has no attribute {name!r}")
    return getattr(import_module(f"graphbuilder.{_HOME.get(name, 'model')}"), name)
