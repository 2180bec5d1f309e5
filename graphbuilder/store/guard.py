"""What a user's own statement may not do on either store, and which names in it the graph does not know.

Neo4j is asked for its plan. The embedded engine's plan does not show every part of a statement, so its words are read here, cut as that
engine cuts them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING

from graphbuilder.errors import QueryError
from graphbuilder.model import LABELS

if TYPE_CHECKING:
    from graphbuilder.store.base import GraphStore

_TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|`(?P<name>(?:[^`]|``)*)`|(?P<word>\w+)|(?P<mark>\S)""", re.DOTALL
)
NAMES = {
    "label": "CALL db.labels() YIELD label RETURN label AS name",
    "relation type": "CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType AS name",
    "property": "CALL db.propertyKeys() YIELD propertyKey RETURN propertyKey AS name",
}
FILES = "LOAD CSV reads files and addresses and is refused; `graphbuilder build` and `import` bring data in, `query --load-csv` allows it"
SERVER = "CALL dbms, SHOW SETTINGS, SHOW and TERMINATE TRANSACTIONS are about the server, not the graph, and are refused; use cypher-shell"
WRITES = "the statement would change the store, and this query may only read; on the command line `query --write` allows it"


def tokens(cypher: str) -> list[str]:
    """Return the words and marks of a statement without comments; a text is two quotes, a name in backticks is the name."""
    return ["''" if match["text"] else match[match.lastgroup] for match in _TOKEN.finditer(cypher) if match.lastgroup is not None]


def check_words(words: list[str], params: Collection[str], *, files: bool) -> None:
    """Raise QueryError if a statement is empty, reads files (unless it may), calls procedures about the server, or lacks a parameter."""
    if not words:
        raise QueryError("the statement is empty; give Cypher such as 'MATCH (e:Entity) RETURN e.name LIMIT 10'")
    for first, second in pairwise(words):
        if (first.upper(), second.upper()) == ("LOAD", "CSV") and not files:
            raise QueryError(FILES)
        if (first.upper(), second.upper()) == ("CALL", "DBMS"):
            raise QueryError(SERVER)
        if first == "$" and second not in params:
            raise QueryError(
                f"the statement asks for ${second}, which was not given: write the value in its place, or give it with `query -p {second}=VALUE`"
            )


def properties(words: list[str]) -> Iterator[str]:
    """Yield the properties that a statement asks of what its patterns name: of `(n:Entity {name: $x})-[r]-()`, `n.name` and `r.id`."""
    named = {b for (a, b), c in zip(pairwise(words), words[2:], strict=False) if a in "([" and c in ":)]{*" and b.isidentifier()}
    renamed = {b for a, b in pairwise(words) if a.upper() == "AS"}
    for i, (before, mark, after) in enumerate(zip(words, words[1:], words[2:], strict=False)):
        if mark == "." and before in named - renamed and words[i + 3 : i + 4] != ["("]:
            yield after


def known(store: GraphStore, what: str) -> list[str]:
    """Return the labels, relation types or properties that a store has; of labels also ours, which the embedded engine does not list."""
    return sorted({*(row["name"] for row in store.read(NAMES[what])), *(LABELS if what == "label" else ())})


def unknown(store: GraphStore, what: str, name: str) -> str:
    """Say that a store has no such label, relation type or property, and which known name is nearest."""
    folded = {other.lower(): other for other in known(store, what)}
    near = get_close_matches(name.lower(), folded, n=1)
    return f"nothing in the store has the {what} {name!r}" + (f"; nearest known name: {folded[near[0]]}" if near else "")
