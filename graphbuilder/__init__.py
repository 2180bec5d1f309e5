"""A named-entity knowledge graph builder for news: every edge shows the sentence it came from."""

from __future__ import annotations

__version__ = "0.1.0"
