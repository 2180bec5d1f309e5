"""The page: one HTML file that shows a graph, its evidence and filters, and works offline."""

from __future__ import annotations

from graphbuilder.viz.notebook import Page, page
from graphbuilder.viz.payload import page_data
from graphbuilder.viz.select import between, top
from graphbuilder.viz.snapshot import snapshot, write_snapshot

__all__ = ["Page", "between", "page", "page_data", "snapshot", "top", "write_snapshot"]
