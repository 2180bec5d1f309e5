"""The ontology: which relation types there are and what each of them means. It is data (`data/ontology.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from graphbuilder.errors import OntologyError
from graphbuilder.model import make_id

NAME = re.compile(r"[A-Z][A-Z0-9_]*")
FALLBACK = "RELATED_TO"
NEEDED = frozenset({"reads", "meaning"})
RESERVED = frozenset(
    "ABOUT AT ATTRIBUTED_TO BAND CLAIMED COPY_OF IN LIKE MENTIONS NAMED OBJECT OFFERS RESOLVED_TO STATED_IN SUBJECT".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationType:
    """A relation type. `plover` is its PLOVER event class, for objects of these labels only where
    `plover_objects` is given."""

    name: str
    reads: str
    meaning: str
    group: str = "other"
    symmetric: bool = False
    plover: str | None = None
    plover_objects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """The relation types by name. `version` names the file and its content, and is part of a graph's provenance.

    `frames` are the `[[frames]]` tables of a user's own file: further words that state a relation (docs/ontology.md).
    """

    version: str
    relations: Mapping[str, RelationType]
    frames: tuple[Mapping[str, Any], ...] = ()

    def __getitem__(self, name: str) -> RelationType:
        try:
            return self.relations[name]
        except KeyError:
            raise OntologyError(f"unknown relation type {name!r}; known are {', '.join(sorted(self.relations))}") from None


def load_ontology(extension: str | Path | None = None) -> Ontology:
    """Return the packaged ontology, with the tables of `extension` (TOML) added to it or put in place of its own.

    Raises OntologyError if the file cannot be read or a table in it is wrong.
    """
    return _packaged() if extension is None else _load(_packaged_text(), _read(Path(extension)), source=str(extension))


@cache
def _packaged() -> Ontology:
    return _load(_packaged_text(), "", source="ontology.toml")


def _packaged_text() -> str:
    return files("graphbuilder.data").joinpath("ontology.toml").read_text(encoding="utf-8")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"cannot read the ontology file {path}: {error}") from error


def _load(base: str, extension: str, *, source: str) -> Ontology:
    data = tomllib.loads(base)
    try:
        extra = tomllib.loads(extension)
    except tomllib.TOMLDecodeError as error:
        raise OntologyError(f"{source} is not TOML: {error}") from error
    for unknown in sorted(extra.keys() - {"relations", "frames"}):
        raise OntologyError(f"{source} has the unknown part {unknown!r}; it may have [relations.NAME] and [[frames]]")
    tables: dict[str, Any] = data["relations"] | extra.get("relations", {})
    relations = {name: _relation_type(name, table, source=source) for name, table in tables.items()}
    version = str(data["version"])
    if extra:
        version += f"+{make_id(extension)[:8]}"
    frames = extra.get("frames", [])
    if not isinstance(frames, list) or not all(isinstance(frame, dict) for frame in frames):
        raise OntologyError(f"{source}: `frames` must be tables, each under a line [[frames]]")
    return Ontology(version=version, relations=relations, frames=tuple(frames))


def _relation_type(name: str, table: Any, *, source: str) -> RelationType:
    known = {f.name for f in fields(RelationType)} - {"name"}
    if not NAME.fullmatch(name) or name in RESERVED:
        raise OntologyError(
            f"{source}: {name!r} cannot name a relation type; use capital letters, digits and _, and none of {', '.join(sorted(RESERVED))}"
        )
    given = table.keys() if isinstance(table, dict) else set()
    if wrong := sorted({f"has the unknown key {key!r}" for key in given - known} | {f"has no {key!r}" for key in NEEDED - given}):
        raise OntologyError(
            f"{source}: [relations.{name}] {' and '.join(wrong)}; it needs {' and '.join(sorted(NEEDED))} and may have "
            f"{', '.join(sorted(known - NEEDED))}"
        )
    return RelationType(name=name, **{**table, "plover_objects": tuple(table.get("plover_objects", ()))})
