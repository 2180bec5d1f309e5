"""Settings: where they come from, which wins, what is refused."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from graphbuilder.config import Settings, load_settings
from graphbuilder.errors import InputError


def test_each_source_outranks_the_one_before(tmp_path: Path) -> None:
    assert load_settings(environ={}, folder=tmp_path).store == "graphbuilder.kgl"
    (tmp_path / "graphbuilder.toml").write_text('store = "file.kgl"\nprocesses = 2\n', encoding="utf-8")
    assert load_settings(environ={}, folder=tmp_path).store == "file.kgl"
    environ = {"GRAPHBUILDER_STORE": "environment.kgl"}
    assert load_settings(environ=environ, folder=tmp_path).store == "environment.kgl"
    settings = load_settings(environ=environ, folder=tmp_path, store="argument.kgl", model=None)
    assert (settings.store, settings.processes) == ("argument.kgl", 2)


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({"GRAPHBUILDER_OPS": "gpu"}, "ops is 'gpu' in the environment; it may be openblas, spacy"),
        ({"GRAPHBUILDER_PROCESSES": "two"}, "processes is 'two' in the environment; it must be a whole number"),
        ({"GRAPHBUILDER_PROCESSES": "-1"}, "processes is '-1' in the environment; it must be a whole number"),
    ],
)
def test_a_wrong_value_says_what_is_allowed(tmp_path: Path, environ: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        load_settings(environ=environ, folder=tmp_path)


def test_an_unknown_name_in_the_file_lists_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "graphbuilder.toml").write_text("colour = 1", encoding="utf-8")
    with pytest.raises(InputError, match=r"unknown setting 'colour'.*known are database"):
        load_settings(environ={}, folder=tmp_path)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "graphbuilder.toml").write_text("store = ", encoding="utf-8")
    with pytest.raises(InputError, match="cannot read the settings file"):
        load_settings(environ={}, folder=tmp_path)


def test_a_path_is_a_text(tmp_path: Path) -> None:
    assert load_settings(environ={}, folder=tmp_path / "none", store=Path("a.kgl")).store == "a.kgl"


def test_every_setting_is_documented() -> None:
    page = (Path(__file__).parent.parent / "docs" / "settings.md").read_text(encoding="utf-8")
    for field in fields(Settings):
        assert f"`{field.name}`" in page
        assert f"`GRAPHBUILDER_{field.name.upper()}`" in page


def test_the_password_is_never_shown() -> None:
    assert "secret" not in repr(Settings(password="secret"))
    assert "***" in repr(Settings(password="secret"))
    assert repr(Settings(store="neo4j://me:secret@host/db")).startswith("Settings(store='neo4j://***@host/db'")


def test_a_value_of_another_kind_is_refused_unseen(tmp_path: Path) -> None:
    (tmp_path / "graphbuilder.toml").write_text("password = 12345678", encoding="utf-8")
    with pytest.raises(InputError, match=r"setting password is a int in .*it must be a text") as error:
        load_settings(environ={}, folder=tmp_path)
    assert "12345678" not in str(error.value)
