"""Every address of the API in one table: the routes, the checks of what is asked and the OpenAPI description are made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from graphbuilder.errors import InputError
from graphbuilder.model import LABELS
from graphbuilder.web import api, console, deciding, documents

MOST_IDS = 500
MOST_TEXT = 20_000  # characters of one text


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A value that an operation takes. Without `required` it is `default` where it is not given."""

    name: str
    about: str
    kind: Literal["text", "number", "switch", "texts"] = "text"
    required: bool = False
    default: Any = None
    least: int = 1
    most: int = MOST_TEXT
    choices: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An address, what it takes and what it answers: `gives` names the fields besides `total`; none means an HTML page."""

    method: Literal["GET", "POST"]
    path: str
    answer: Callable[..., Any]
    fields: tuple[Field, ...] = ()
    gives: Mapping[str, str]

    @property
    def about(self) -> str:
        """What it answers, in words."""
        return " ".join((self.answer.__doc__ or "").split())


ENTITY = Field(name="entity", about="an entity's id, or the id of a local entity that it holds", required=True)
IDS = Field(name="ids", kind="texts", about=f"ids of entities, at most {MOST_IDS}, the parameter repeated", most=MOST_IDS, default=())
REASON = Field(name="reason", about="why; it is kept with the decision", default="", most=1_000)


def _limit(default: int, most: int) -> Field:
    return Field(name="limit", kind="number", about="how many at most", default=default, most=most)


OPERATIONS: tuple[Operation, ...] = (
    Operation(method="GET", path="/api/status", answer=api.status, gives={"counts": "counts by name", "read_only": "no decisions here"}),
    Operation(
        method="GET",
        path="/api/search",
        answer=api.search,
        fields=(Field(name="q", about="a part of a name; case and accents do not matter", required=True, most=200), _limit(12, 100)),
        gives={"entities": "those found"},
    ),
    Operation(
        method="GET",
        path="/api/top",
        answer=api.top,
        fields=(Field(name="label", about="an entity type", choices=LABELS), _limit(20, 200)),
        gives={"entities": "the most mentioned"},
    ),
    Operation(
        method="GET",
        path="/api/communities",
        answer=api.communities,
        fields=(_limit(12, 100),),
        gives={"communities": "size and most mentioned members of each", "of_entities": "how many entities were looked at"},
    ),
    Operation(
        method="GET",
        path="/api/entity",
        answer=api.entity,
        fields=(ENTITY,),
        gives={"entity": "the entity", "types": "its relation types with their numbers of neighbours"},
    ),
    Operation(
        method="GET",
        path="/api/neighbours",
        answer=api.neighbours,
        fields=(
            ENTITY,
            Field(name="relation", about="a relation type; without it all but RELATED_TO"),
            Field(name="without", kind="texts", about="ids to leave out", most=MOST_IDS, default=()),
            _limit(12, 100),
        ),
        gives={"entities": "the strongest first"},
    ),
    Operation(
        method="GET",
        path="/api/graph",
        answer=api.graph,
        fields=(
            IDS,
            Field(name="claims", kind="number", about="how many of each relation at most", default=10, most=1_000),
            Field(name="arrange", kind="switch", about="compute positions", default=False),
        ),
        gives={
            "page": "what the page draws",
            "now": "the id of today by the id given",
            "missing": "ids that nothing has",
            "neighbours": "how many each entity has by typed relations, here or not",
        },
    ),
    Operation(
        method="GET",
        path="/api/path",
        answer=api.path,
        fields=(
            Field(name="start", about="an entity's id", required=True),
            Field(name="end", about="another's", required=True),
            Field(name="steps", kind="number", about="at most so many relations", default=6, most=10),
        ),
        gives={"entities": "on the way, both ends included", "relations": "ids of the relations of each step"},
    ),
    Operation(
        method="GET",
        path="/api/timeline",
        answer=api.timeline,
        fields=(IDS,),
        gives={"months": "claims by month", "undated": "claims without a month"},
    ),
    Operation(
        method="GET",
        path="/api/documents",
        answer=documents.documents,
        fields=(ENTITY, _limit(50, 500)),
        gives={"documents": "the newest first"},
    ),
    Operation(
        method="GET",
        path="/api/document",
        answer=documents.document,
        fields=(Field(name="document", about="a document's id", required=True),),
        gives={
            "document": "what is known of it",
            "text": f"its first {documents.MOST_TEXT:,} characters",
            "characters": "how many it has",
            "mentions": "all of them, by place",
            "claims": "all of them, by place",
        },
    ),
    Operation(
        method="GET",
        path="/api/parts",
        answer=deciding.parts,
        fields=(ENTITY, _limit(200, 1_000)),
        gives={"parts": "the least certain first"},
    ),
    Operation(
        method="GET",
        path="/api/decisions",
        answer=deciding.decisions,
        fields=(_limit(100, 1_000),),
        gives={"decisions": "the latest first"},
    ),
    Operation(
        method="GET",
        path="/snapshot.html",
        answer=api.snapshot,
        fields=(
            IDS,
            Field(name="places", kind="texts", about='where entities are drawn, each "id x y"', most=MOST_IDS, default=()),
            Field(name="title", about="the heading", default="", most=200),
        ),
        gives={},
    ),
    Operation(
        method="POST",
        path="/api/cypher",
        answer=console.cypher,
        fields=(
            Field(name="statement", about="Cypher that only reads", required=True),
            Field(name="rows", kind="number", about="how many rows at most", default=200, most=console.ROWS),
        ),
        gives={
            "columns": "their names",
            "rows": "the values",
            "truncated": "there are more rows",
            "warnings": "of the engine",
            "entities": f"ids of the entities in the rows, at most {console.ENTITIES}",
            "entities_total": "how many these are",
        },
    ),
    Operation(
        method="POST",
        path="/api/merge",
        answer=deciding.merge,
        fields=(
            Field(name="a", about="an entity's id", required=True),
            Field(name="b", about="another's", required=True),
            REASON,
        ),
        gives={"decision": "what is kept"},
    ),
    Operation(
        method="POST",
        path="/api/split",
        answer=deciding.split,
        fields=(
            Field(name="a", about="an entity's id", required=True),
            Field(name="b", about="the id of a local entity that is not it", required=True),
            REASON,
        ),
        gives={"decision": "what is kept"},
    ),
    Operation(
        method="POST",
        path="/api/undo",
        answer=deciding.undo,
        fields=(Field(name="decision", about="its id; without it the latest"), REASON),
        gives={"decision": "what is kept"},
    ),
)


def checked(operation: Operation, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that an operation takes. Raises InputError if one is missing, unknown or not allowed."""
    known = {field.name for field in operation.fields}
    for name in given:
        if name not in known:
            raise InputError(f"{operation.path} does not take {name!r}; it takes {', '.join(sorted(known)) or 'nothing'}")
    return {field.name: _value(field, given.get(field.name)) for field in operation.fields}


def _value(field: Field, value: Any) -> Any:
    if value is None or (value == "" and not field.required):
        if field.required:
            raise InputError(f"{field.name} is missing: {field.about}")
        return list(field.default) if field.kind == "texts" else field.default
    match field.kind:
        case "texts":
            return _texts(field, value)
        case "switch":
            return str(value).lower() in ("1", "true", "yes")
        case "number":
            return _number(field, value)
    if not isinstance(value, str) or len(value) > field.most or (field.choices and value not in field.choices):
        allowed = f"one of {', '.join(field.choices)}" if field.choices else f"text of at most {field.most:,} characters"
        raise InputError(f"{field.name} is {str(value)[:40]!r}; it must be {allowed}")
    return value


def _texts(field: Field, value: Any) -> list[str]:
    values = list(dict.fromkeys(str(item) for item in (value if isinstance(value, list) else [value])))
    if len(values) > field.most:
        raise InputError(f"{len(values):,} values of {field.name} were given; {field.most:,} is the most")
    return values


def _number(field: Field, value: Any) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = field.least - 1
    if not field.least <= number <= field.most:
        raise InputError(f"{field.name} is {str(value)[:40]!r}; it must be a whole number from {field.least:,} to {field.most:,}")
    return number
