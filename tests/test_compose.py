"""docker-compose.yml: valid by the schema of the Compose specification, no default password, a healthcheck that asks the database.

tests/data/compose-spec.json is the schema of https://github.com/compose-spec/compose-spec (Apache License 2.0). Docker itself is
not used: the healthcheck's command runs against the server of the tests.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from neo4j_server import LIBRARY, QUICK, Server

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The file as YAML."""
    data: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return data


def test_the_file_follows_the_compose_specification(compose: dict[str, Any]) -> None:
    schema = json.loads((ROOT / "tests" / "data" / "compose-spec.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(schema).validate(compose)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(schema).validate(compose | {"services": {"neo4j": {"healthcheck": {"tset": []}}}})


def test_there_is_no_default_password_and_no_port_open_to_others(compose: dict[str, Any]) -> None:
    service = compose["services"]["neo4j"]
    assert service["environment"]["NEO4J_AUTH"].startswith("neo4j/${NEO4J_PASSWORD:?")
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert service["volumes"] == ["neo4j-data:/data"]
    assert "neo4j-data" in compose["volumes"]


@pytest.mark.neo4j
def test_the_healthcheck_asks_the_database(compose: dict[str, Any], neo4j_server: Server, tmp_path: Path) -> None:
    kind, command = compose["services"]["neo4j"]["healthcheck"]["test"]
    assert kind == "CMD-SHELL"
    shell = tmp_path / "cypher-shell"
    address = f"bolt://127.0.0.1:{neo4j_server.port}"
    shell.write_text(f'#!/bin/sh\nexec java {" ".join(QUICK)} -cp "{LIBRARY}/*" org.neo4j.shell.Main -a {address} "$@"\n', encoding="utf-8")
    shell.chmod(0o755)

    def healthy(password: str) -> int:
        environment = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}", "NEO4J_AUTH": f"neo4j/{password}"}
        done = subprocess.run(["/bin/sh", "-c", command.replace("$$", "$")], env=environment, capture_output=True, check=False, timeout=120)
        return done.returncode

    assert healthy(neo4j_server.password) == 0
    assert healthy("wrong-password") != 0


@pytest.mark.neo4j
def test_the_settings_are_known_to_the_server(compose: dict[str, Any], tmp_path: Path, neo4j_server: Server) -> None:
    names = compose["services"]["neo4j"]["environment"].keys() - {"NEO4J_AUTH"}
    settings = {name.removeprefix("NEO4J_").replace("__", "\0").replace("_", ".").replace("\0", "_") for name in names}
    statement = f"SHOW SETTINGS YIELD name WHERE name IN {json.dumps(sorted(settings))} RETURN name ORDER BY name"
    shown = {line.strip('"') for line in neo4j_server.shell(statement).splitlines()[1:]}
    assert shown == settings
