"""Read the gold files: blocks of lines, described in README.md beside this file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
HALVES = ("dev", "held")
ANY = "*"
RELATION = re.compile(r"(?P<optional>O: )?(?P<subject>.+?) > (?P<type>[A-Z_|]+) > (?P<object>.+?)(?: \[(?P<rest>[^\]]*)\])?")
FIELDS = ("theme", "by", "mod", "neg", "time", "place", "role")


class GoldError(ValueError):
    """A gold file breaks the format: which line, what is wrong."""


@dataclass(frozen=True, slots=True)
class GoldEntity:
    names: tuple[str, ...]
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One `R:` line. A qualifier is its allowed values; empty: the text gives none; `*`: not judged."""

    subject: tuple[str, ...]
    types: tuple[str, ...]
    object: tuple[str, ...]
    required: bool
    polarity: tuple[str, ...] = ("positive",)
    modality: tuple[str, ...] = ("asserted",)
    by: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    role: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.subject[0]} > {'|'.join(self.types)} > {self.object[0]}"


@dataclass(frozen=True, slots=True)
class Block:
    """A text with what a careful reader finds in it. `miss`: no typed relation may come of it."""

    id: str
    text: str
    published: str | None = None
    entities: tuple[GoldEntity, ...] = ()
    claims: tuple[GoldClaim, ...] = ()
    times: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    codes: tuple[tuple[tuple[str, ...], str], ...] = ()
    miss: bool = False


@dataclass
class _Draft:
    text: str = ""
    published: str | None = None
    entities: list[GoldEntity] = field(default_factory=list)
    claims: list[GoldClaim] = field(default_factory=list)
    times: list[tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)
    codes: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    miss: bool = False


def read_half(half: str) -> list[Block]:
    """Return the blocks of all files of a half, in the order of file names."""
    return [block for path in sorted((HERE / half).glob("*.txt")) for block in read_file(path)]


def read_file(path: Path) -> list[Block]:
    """Return the blocks of one file. Ids are `half/file-number`."""
    blocks: list[Block] = []
    for part in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        lines = [line for line in part.splitlines() if line.strip() and not line.startswith("#")]
        if lines:
            name = f"{path.parent.name}/{path.stem}-{len(blocks) + 1}"
            blocks.append(_block(name, lines))
    return blocks


def _block(name: str, lines: list[str]) -> Block:
    draft = _Draft()
    for line in lines:
        try:
            _line(draft, line[:3], line[3:].strip())
        except (GoldError, ValueError) as error:
            raise GoldError(f"{name}: {error}: {line!r}") from error
    if not draft.text:
        raise GoldError(f"{name}: a block needs one line T:")
    return Block(
        id=name,
        text=draft.text,
        published=draft.published,
        entities=tuple(draft.entities),
        claims=tuple(draft.claims),
        times=tuple(draft.times),
        codes=tuple(draft.codes),
        miss=draft.miss,
    )


def _line(draft: _Draft, key: str, body: str) -> None:
    match key:
        case "T: " if not draft.text:
            draft.text = body
        case "D: ":
            draft.published = body
        case "N: ":
            draft.miss = True
        case "E: ":
            for part in body.split(";"):
                names, kinds = part.strip().rsplit("/", 1)
                draft.entities.append(GoldEntity(_values(names), _values(kinds)))
        case "R: ":
            draft.claims.append(_claim(body))
        case "W: ":
            names, time = body.split(" = ")
            draft.times.append((_values(names), _values(time)))
        case "C: ":
            for part in body.split(";"):
                names, code = part.strip().split(" = ")
                draft.codes.append((_values(names), code))
        case _:
            raise GoldError("a line begins with one of T: D: E: R: W: C: N:, T: once")


def _values(text: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in text.split("|"))


def _claim(body: str) -> GoldClaim:
    found = RELATION.fullmatch(body)
    if found is None:
        raise GoldError("a relation reads: subject > TYPE > object [field=value; neg]")
    values: dict[str, tuple[str, ...]] = {}
    for item in filter(None, ((found["rest"] or "").split(";"))):
        name, _, value = item.strip().partition("=")
        if name not in FIELDS:
            raise GoldError(f"unknown field {name!r}; known are {', '.join(FIELDS)}")
        values[name] = _values(value) if value else ("negative",)
    types, required = _values(found["type"]), found["optional"] is None
    if required and "RELATED_TO" in types:
        raise GoldError("RELATED_TO is never required")
    return GoldClaim(
        subject=_values(found["subject"]),
        types=types,
        object=_values(found["object"]),
        required=required,
        polarity=values.get("neg", ("positive",)),
        modality=values.get("mod", ("asserted",)),
        **{name: values.get(name, ()) for name in ("by", "theme", "time", "place", "role")},
    )
