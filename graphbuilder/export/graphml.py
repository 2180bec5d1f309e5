"""GraphML, which Gephi, yEd, Cytoscape, igraph and networkx read: entities and relations, without their sentences.

GraphML Primer (Brandes, Eiglsperger, Lerner): http://graphml.graphdrawing.org/primer/graphml-primer.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from graphbuilder.model import Entity, Graph, Relation, to_dict

NODE = {"string": "label type aliases iso3 country wikidata time", "boolean": "group", "int": "mentions documents"}
EDGE = {
    "string": "label relation polarity modality first_seen last_seen themes roles",
    "int": "claims denials documents sources",
    "double": "confidence",
}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml_lines(graph: Graph) -> Iterator[str]:
    """Yield the lines of a GraphML file; the same graph gives the same lines.

    As in the store, an edge is labelled with its relation type if a claim asserts it, else CLAIMED; `relation` has the type of both.
    Several values stand in one, with "; " between them.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for part, kinds in (("node", NODE), ("edge", EDGE)):
        for kind, names in kinds.items():
            for name in names.split():
                yield f'  <key id="{part}.{name}" for="{part}" attr.name="{name}" attr.type="{kind}"/>'
    yield '  <graph edgedefault="directed">'
    for entity in sorted(graph.entities, key=lambda entity: entity.id):
        yield f"    <node id={_quoted(entity.id)}>{_data('node', NODE, _of_entity(entity))}</node>"
    for relation in sorted(graph.relations, key=lambda relation: relation.id):
        ends = f"source={_quoted(relation.subject)} target={_quoted(relation.object)}"
        yield f"    <edge id={_quoted(relation.id)} {ends}>{_data('edge', EDGE, _of_relation(relation))}</edge>"
    yield "  </graph>"
    yield "</graphml>"


def _of_entity(entity: Entity) -> dict[str, Any]:
    return {**to_dict(entity), "label": entity.name, "type": entity.label}


def _of_relation(relation: Relation) -> dict[str, Any]:
    return {**to_dict(relation), "label": relation.type if relation.asserted else "CLAIMED", "relation": relation.type}


def _data(part: str, kinds: Mapping[str, str], values: Mapping[str, Any]) -> str:
    names = " ".join(kinds.values()).split()
    return "".join(f'<data key="{part}.{name}">{_text(values[name])}</data>' for name in names if values[name] not in (None, []))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return escape(_clean("; ".join(value) if isinstance(value, list) else str(value)))


def _quoted(value: str) -> str:
    return quoteattr(_clean(value))


def _clean(text: str) -> str:
    """Return text without the control characters that XML 1.0 cannot hold."""
    return _NOT_XML.sub("", text)
