"""What a user's own statement may not do, on either store, unless it was asked for."""

from __future__ import annotations

import re

from graphbuilder.errors import QueryError
from graphbuilder.store.base import Limits

_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`", re.DOTALL)
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_FILES = re.compile(r"\bLOAD\s+CSV\b", re.IGNORECASE)


def check_statement(cypher: str, limits: Limits) -> None:
    """Raise QueryError if the statement is empty, or reads files and may not: both engines count LOAD CSV as a read."""
    bare = _COMMENT.sub(" ", _QUOTED.sub("''", cypher))
    if not bare.strip():
        raise QueryError("the statement is empty; give Cypher such as 'MATCH (e:Entity) RETURN e.name LIMIT 10'")
    if _FILES.search(bare) and not limits.files:
        raise QueryError("LOAD CSV reads files of this machine and is refused; use `graphbuilder build` or `import` to bring data in")
