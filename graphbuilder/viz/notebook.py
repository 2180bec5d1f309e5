"""The page as a value: it shows itself in a notebook and can be saved."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

from graphbuilder.model import Graph
from graphbuilder.viz.select import ENTITIES, RELATIONS, top
from graphbuilder.viz.snapshot import TITLE, snapshot, write_snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One HTML page. `height` is that of its frame in a notebook, in pixels."""

    html: str
    summary: str
    height: int = 640

    def save(self, path: str | Path) -> Path:
        """Write the page to a file and return its path. Raises InputError if that is not possible."""
        path = Path(path)
        write_snapshot(path, self.html)
        return path

    def __repr__(self) -> str:
        return f"Page({self.summary}; save(path) writes it)"

    def _repr_html_(self) -> str:
        frame = "width:100%;border:1px solid #8884;border-radius:6px"
        return (
            f'<iframe title="Knowledge graph" sandbox="allow-scripts allow-downloads" style="{frame};height:{self.height}px"'
            f' srcdoc="{escape(self.html)}"></iframe>'
        )


def page(graph: Graph, *, title: str = TITLE, entities: int = ENTITIES, relations: int = RELATIONS, height: int = 640) -> Page:
    """Return a page that shows the graph, the most mentioned entities first.

    Args:
        graph: what to show.
        title: the heading.
        entities: how many entities to show at most; the page says how many it leaves out.
        relations: the same for relations.
        height: of the frame in a notebook, in pixels.

    >>> page(Graph())
    Page(0 entities, 0 relations; save(path) writes it)
    """
    shown = top(graph, entities=entities, relations=relations)
    summary = f"{len(shown.entities):,} entities, {len(shown.relations):,} relations"
    return Page(html=snapshot(shown, title=title), summary=summary, height=height)
