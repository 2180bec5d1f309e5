"""Write the page as one HTML file: pyvis fills our template; data, style and scripts are inside, and nothing is loaded.

The file is plain ASCII with escapes: a browser decodes it, and reads its data, in a third of the time.
"""

from __future__ import annotations

import json
import os
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from graphbuilder.errors import InputError
from graphbuilder.model import Graph
from graphbuilder.ontology import Ontology
from graphbuilder.viz.payload import Places, page_data

TITLE = "News graph"
RENDERER = "lib/vis-9.1.2/vis-network.min.js"
SCRIPTS = (
    "base.js", "model.js", "state.js", "shapes.js", "lines.js", "draw.js", "labels.js", "evidence.js", "filters.js", "period.js", "search.js",
    "path.js", "table.js", "export.js", "main.js",
)  # fmt: skip
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
_WIDE = re.compile(r"[^\x00-\x7f]+")


def snapshot(
    graph: Graph, *, title: str = TITLE, ontology: Ontology | None = None, note: str | None = None, places: Places | None = None
) -> str:
    """Return a page, as HTML, that shows the graph and its evidence and needs no network.

    Args:
        graph: what to show; it should hold no more than a few thousand entities (see `top`).
        title: the heading.
        ontology: names of the relation types, the packaged ones by default.
        note: a sentence on what the page shows and what it leaves out.
        places: where each entity is drawn, by its id; computed (`layout`) if None.

    The same graph gives the same bytes.

    >>> html = snapshot(Graph(), title="Nothing yet")
    >>> "<title>Nothing yet</title>" in html
    True
    """
    return render(page_data(graph, title=title, ontology=ontology, note=note, places=places))


def write_snapshot(path: Path, html: str) -> None:
    """Write a page as UTF-8: the file is either complete or as it was before.

    Raises InputError if the file cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_text(html, encoding="utf-8", newline="\n")
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise InputError(f"cannot write {path}: {error.strerror}; give a file in a folder that exists and can be written to") from error


def render(data: dict[str, Any]) -> str:
    """Return the page that shows this data (`page_data`), rendered by pyvis through our own template."""
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader
    from pyvis.network import Network

    network = Network(directed=True, heading=data["title"], cdn_resources="in_line")
    network.nodes, network.edges = data["nodes"], data["edges"]
    network.node_ids = [node["id"] for node in data["nodes"]]
    network.node_map = {node["id"]: node for node in data["nodes"]}
    network.set_options('{"physics": {"enabled": false}}')
    network.path = "snapshot.html"
    loader = ChoiceLoader([PackageLoader("graphbuilder.viz", "assets"), FileSystemLoader(network.template_dir)])
    network.templateEnv = Environment(loader=loader, autoescape=True)
    network.templateEnv.filters["json"] = to_json
    style, scripts = asset("style.css"), page_script()
    rest = {key: value for key, value in data.items() if key not in ("nodes", "edges")}
    network.templateEnv.globals.update(
        rest=rest, style=style, scripts=scripts, policy=_policy(style, renderer(), scripts), renderer=renderer()
    )
    html: str = network.generate_html(name="snapshot.html")
    return html.encode("ascii", "xmlcharrefreplace").decode("ascii")


def to_json(value: Any) -> str:
    """Return JSON that is safe inside a script element: no data can end the element or start a comment."""
    text = json.dumps(value, separators=(",", ":"), sort_keys=True)
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return text


@cache
def asset(name: str) -> str:
    """Return the text of one of the page's own files."""
    return files("graphbuilder.viz").joinpath("assets", name).read_text(encoding="utf-8")


def plain_script(script: str) -> str:
    r"""Return a script that says the same in ASCII.

    >>> plain_script("'naïve'") == r"'na\u00efve'"
    True
    """
    return _WIDE.sub(lambda found: json.dumps(found.group())[1:-1], script)


@cache
def page_script() -> str:
    """Return the page's own scripts as one strict script."""
    return plain_script('"use strict";\n' + "\n".join(asset(name) for name in SCRIPTS))


@cache
def renderer() -> str:
    """Return vis-network, from pyvis, without the address of its source map."""
    script, _, _ = files("pyvis").joinpath("templates", RENDERER).read_text(encoding="utf-8").partition("//# sourceMappingURL")
    return plain_script(script)


def _policy(style: str, *scripts: str) -> str:
    allowed = " ".join(f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts)
    style_hash = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; script-src {allowed}; style-src 'sha256-{style_hash}'; base-uri 'none'; form-action 'none'"
