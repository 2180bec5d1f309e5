"""The password of a store is in nothing that the program writes: neither what it prints, nor its log, nor any file."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from graphbuilder.config import Settings

pytestmark = [pytest.mark.neo4j, pytest.mark.model]
TEXT = "Iran supplies drones to Russia, NATO chief Jens Stoltenberg said."
# the program as a user starts it, with all that it and the driver log in a file
LOGGED = "import logging; logging.basicConfig(level='DEBUG', filename='debug.log'); from graphbuilder.cli import main; main()"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with a document."""
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "one", "text": TEXT}), encoding="utf-8")
    return tmp_path


class Program:
    """Runs commands in a folder and keeps all that they print."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.environment = os.environ | environment
        self.printed = ""

    def run(self, *arguments: str, status: int = 0) -> None:
        done = subprocess.run(self._command(arguments), **self._how(), check=False, timeout=300)
        self.printed += done.stdout + done.stderr
        assert done.returncode == status, done.stderr

    def serve(self, *arguments: str) -> None:
        """Start the explorer, ask it for some pages, end it as Ctrl-C does."""
        with subprocess.Popen(self._command(("serve", "--port", "0", *arguments)), **self._how()) as process:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            for path in ("", "openapi.json", "api/status"):
                self.printed += httpx.get(f"{address.rstrip('/')}/{path}").text
            process.send_signal(signal.SIGINT)
            self.printed += "".join(process.communicate(timeout=60))

    def _command(self, arguments: tuple[str, ...]) -> list[str]:
        return [sys.executable, "-c", LOGGED, *arguments]

    def _how(self) -> Any:
        return {"cwd": self.folder, "env": self.environment, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}

    def written(self) -> Iterator[tuple[str, bytes]]:
        """Yield all that the commands printed, and every file that they left."""
        yield "printed", self.printed.encode()
        for path in self.folder.rglob("*"):
            if path.is_file():
                yield path.name, path.read_bytes()


def test_the_password_is_written_nowhere(neo4j_settings: Settings, folder: Path) -> None:
    url = neo4j_settings.store
    scheme, _, rest = url.partition("://")
    account, _, address = rest.partition("@")
    user, _, password = account.partition(":")
    program = Program(folder, {"GRAPHBUILDER_STORE": url})
    program.run("build", "in.jsonl")
    program.run("status")
    program.run("merge", "Iran", "Russia", "--by", "Maria")
    program.run("copy", url, "copy.kgl")
    program.run("copy", "copy.kgl", url)
    for store in (url, "copy.kgl"):
        program.run("query", "MATCH (n) RETURN n", "--format", "json", "--store", store)
    program.run("query", "MATCH (e:Entitty) RETURN e.nme")
    program.run("query", "CREATE (e:Entity)", status=2)
    program.run("export", "load", "--format", "neo4j-csv")
    program.run("snapshot", "page.html")
    for wrong in (f"{url}/elsewhere", f"{url}?{password}", url.replace("bolt", "bolt+s")):
        program.run("status", "--store", wrong, status=2)
    program.serve()
    program.environment |= {"GRAPHBUILDER_STORE": f"{scheme}://{user}@{address}", "GRAPHBUILDER_PASSWORD": password}
    program.run("status")
    program.run("copy", f"{scheme}://{address}", "copy.jsonl")
    written = dict(program.written())
    for name in ("printed", "copy.jsonl", "page.html", "Entity.csv"):
        assert b"Stoltenberg" in written[name], name
    assert address.encode() in written["debug.log"]
    assert {name for name, data in written.items() if password.encode() in data} == set()
