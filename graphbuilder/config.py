"""Settings: defaults, then `graphbuilder.toml` in the working folder, then the environment, then arguments."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

from graphbuilder.errors import InputError

DayFirst = Literal["auto", "yes", "no"]
Ops = Literal["openblas", "spacy"]
SETTINGS_FILE = "graphbuilder.toml"
PREFIX = "GRAPHBUILDER_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user can set. Each field is also `GRAPHBUILDER_<NAME>` in the environment and a key of `graphbuilder.toml`.

    store: a path (embedded store) or a neo4j:// or bolt:// URL.
    model: name or path of a spaCy pipeline; None takes the best English one that is installed.
    ontology: path of a TOML file that adds or replaces relation types.
    day_first: how to read 05.07.2024: `yes` 5 July, `no` 7 May, `auto` as the text itself shows, else day first with dots.
    ops: `openblas` is fast, `spacy` gives the same bits on every processor.
    processes: how many processes extract; 0 chooses by the size of the input and the number of cores.
    user, password: for a Neo4j store, where the URL has none. database: the database there.
    """

    store: str = "graphbuilder.kgl"
    model: str | None = None
    ontology: str | None = None
    day_first: DayFirst = "auto"
    ops: Ops = "openblas"
    processes: int = 0
    user: str | None = None
    password: str | None = None
    database: str | None = None

    def __repr__(self) -> str:
        shown = {f.name: getattr(self, f.name) for f in fields(self)}
        shown["store"] = re.sub(r"://.*@", "://***@", self.store)
        shown["password"] = None if self.password is None else "***"
        return f"Settings({', '.join(f'{name}={value!r}' for name, value in shown.items())})"


CHOICES: Mapping[str, tuple[str, ...]] = {"day_first": get_args(DayFirst), "ops": get_args(Ops)}


def load_settings(*, environ: Mapping[str, str] | None = None, folder: Path | None = None, **arguments: Any) -> Settings:
    """Return the settings; arguments that are None do not count.

    Raises InputError if a name is unknown or a value is not allowed.
    """
    environ = os.environ if environ is None else environ
    path = (folder or Path()) / SETTINGS_FILE
    names = {f.name for f in fields(Settings)}
    settings = Settings()
    if path.is_file():
        settings = replace(settings, **_checked(_read(path), names, where=str(path)))
    from_environment = {key.removeprefix(PREFIX).lower(): value for key, value in environ.items() if key.startswith(PREFIX)}
    settings = replace(settings, **_checked({k: v for k, v in from_environment.items() if k in names}, names, where="the environment"))
    return replace(settings, **_checked({k: v for k, v in arguments.items() if v is not None}, names, where="the arguments"))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"cannot read the settings file {path}: {error}") from error


def _checked(values: Mapping[str, Any], names: set[str], *, where: str) -> dict[str, Any]:
    checked = {}
    for name, value in values.items():
        if name not in names:
            raise InputError(f"unknown setting {name!r} in {where}; known are {', '.join(sorted(names))}")
        if name in CHOICES and value not in CHOICES[name]:
            raise InputError(f"setting {name} is {value!r} in {where}; it may be {', '.join(CHOICES[name])}")
        if name == "processes":
            if not str(value).isdecimal():
                raise InputError(
                    f"setting processes is {value!r} in {where}; it must be a whole number, 0 to choose by the size of the input"
                )
            value = int(value)
        elif not isinstance(value, str | os.PathLike):
            raise InputError(f"setting {name} is a {type(value).__name__} in {where}; it must be a text, in quotes")
        checked[name] = os.fspath(value) if isinstance(value, os.PathLike) else value
    return checked
