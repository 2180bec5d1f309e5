"""What goes wrong with a server: every fault is one clear line, nothing acknowledged is lost, and running again completes the work."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from conftest import lacking
from neo4j_server import Server, free_port, missing
from test_store import extraction

from graphbuilder.config import Settings
from graphbuilder.errors import StoreBusyError, StoreError
from graphbuilder.export.archive import archive_lines
from graphbuilder.export.files import write_lines
from graphbuilder.model import Extraction, make_id
from graphbuilder.ontology import load_ontology
from graphbuilder.pipeline import import_facts
from graphbuilder.store import open_store, records
from graphbuilder.store.base import GraphStore, Limits, Transaction, attempt
from graphbuilder.store.index import lock
from graphbuilder.store.update import apply

pytestmark = pytest.mark.neo4j
ENCRYPTED = (
    "server.bolt.tls_level=OPTIONAL",
    "dbms.ssl.policy.bolt.enabled=true",
    "dbms.ssl.policy.bolt.base_directory=certificates/bolt",
    "dbms.ssl.policy.bolt.client_auth=NONE",
)


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this file's own, which its tests may kill. It has a certificate of its own, and takes plain connections too."""
    if (what := missing()) is not None:
        lacking(f"needs Java and Maven for a Neo4j server: {what}")
    if (openssl := shutil.which("openssl")) is None:
        lacking("needs openssl for a certificate: install the system package openssl")
    server = Server(home=tmp_path_factory.mktemp("own") / "server", settings=ENCRYPTED)
    folder = server.home / "certificates" / "bolt"
    folder.mkdir(parents=True)
    names = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1")
    key = ("-newkey", "rsa:2048", "-nodes", "-keyout", folder / "private.key")
    subprocess.run([openssl, "req", "-x509", "-days", "2", *key, "-out", folder / "public.crt", *names], check=True, capture_output=True)
    server.prepare()
    yield server
    server.kill()


@pytest.fixture
def server(own_server: Server) -> Server:
    """The same, running and empty."""
    if own_server.process is None:
        own_server.start()
    with open_store(own_server.url) as store:
        store.query("MATCH (n) DETACH DELETE n", {}, limits=Limits(write=True))
    return own_server


@pytest.fixture
def archive(tmp_path: Path) -> tuple[Path, list[str]]:
    """An archive of 200 documents, and its lines."""
    with open_store(str(tmp_path / "source.kgl")) as store:
        load(store, [])
        import_facts(store, documents(range(200)), [], load_ontology())
        lines = list(archive_lines(store))
    path = tmp_path / "source.jsonl"
    write_lines(path, lines)
    return path, lines


def documents(numbers: Sequence[int]) -> list[Extraction]:
    """Documents that differ enough to be no copies of each other."""
    tails = {number: " ".join(make_id(number, i) for i in range(20)) for number in numbers}
    return [extraction(f"d{number:03}", text=f"Iran supplies drones to Russia. {tails[number]}") for number in numbers]


def load(store: GraphStore, extractions: Sequence[Extraction]) -> None:
    """Add documents one transaction each, as `build` does."""
    ontology = load_ontology()
    records.check_meta(store, extractor="graphbuilder 0, model 1", ontology=ontology.version)
    for one in extractions:
        attempt(store, partial(apply, ontology=ontology, add=[one]))


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the program."""
    return subprocess.run([sys.executable, "-m", "graphbuilder", *arguments], capture_output=True, text=True, check=False, timeout=300)


def one_line(result: subprocess.CompletedProcess[str]) -> str:
    """Return the one line that a failed command left on standard error."""
    assert result.returncode == 2, result.stderr
    (line,) = result.stderr.splitlines()
    assert line.startswith("graphbuilder: ")
    return line


def test_a_server_that_is_down_is_one_line() -> None:
    url = f"neo4j://neo4j:hidden-word@127.0.0.1:{free_port()}"
    line = one_line(run("status", "--store", url))
    assert "cannot be reached" in line
    assert "hidden-word" not in line


def test_a_wrong_password_is_one_line(neo4j_url: str) -> None:
    line = one_line(run("status", "--store", f"bolt://neo4j:hidden-word@{neo4j_url.partition('@')[2]}"))
    assert "refuses the user or password" in line
    assert "hidden-word" not in line


def test_a_wrong_database_is_one_line(neo4j_url: str) -> None:
    assert "there is no database 'elsewhere'" in one_line(run("status", "--store", f"{neo4j_url}/elsewhere"))


def test_user_password_and_database_come_from_the_environment(neo4j_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    account, _, address = neo4j_url.partition("://")[2].partition("@")
    user, _, password = account.partition(":")
    for name, value in {"STORE": f"bolt://{address}", "USER": user, "PASSWORD": password, "DATABASE": "neo4j"}.items():
        monkeypatch.setenv(f"GRAPHBUILDER_{name}", value)
    result = run("query", "RETURN 1 AS one", "--format", "csv")
    assert (result.returncode, result.stdout) == (0, "one\n1\n")


@pytest.mark.parametrize("scheme", ["bolt+ssc", "neo4j+ssc"])
def test_a_server_with_a_certificate_of_its_own_is_taken_if_asked(server: Server, scheme: str) -> None:
    with open_store(server.url.replace("bolt", scheme)) as store:
        load(store, documents(range(2)))
        assert list(records.extractions(store)) == documents(range(2))
        assert store.url == f"{scheme}://127.0.0.1:{server.port}"


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_a_certificate_of_no_known_authority_is_one_line(server: Server, scheme: str) -> None:
    line = one_line(run("status", "--store", server.url.replace("bolt", scheme)))
    own = f"{scheme}sc://127.0.0.1:{server.port} takes the server's own"
    assert "has a certificate that is not trusted (self-signed certificate)" in line
    assert own in line
    assert server.password not in line


def test_a_server_that_does_not_encrypt_is_one_line(neo4j_url: str) -> None:
    assert "see that the server runs and encrypts" in one_line(run("status", "--store", neo4j_url.replace("bolt", "bolt+s")))


def test_a_killed_server_loses_nothing_acknowledged(server: Server, archive: tuple[Path, list[str]]) -> None:
    path, lines = archive
    settings = Settings(store=server.url)
    with open_store(settings) as store:
        load(store, documents(range(20)))
    command = [sys.executable, "-m", "graphbuilder", "import", str(path), "--store", server.url]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as importing:
        with open_store(settings) as store:
            while len(records.stored_documents(store)) < 60:
                time.sleep(0.05)
                assert importing.poll() is None, "the import ended before the server could be killed"
        server.kill()
        _, told = importing.communicate(timeout=120)
    assert importing.returncode == 2
    assert "run the command again" in told.splitlines()[-1]
    assert "Traceback" not in told
    server.start()
    with open_store(settings) as store:
        assert len(records.stored_documents(store)) >= 60
        held = list(records.extractions(store))
    assert held == documents([int(one.document.id[1:]) for one in held])
    done = run("import", str(path), "--store", server.url)
    assert done.returncode == 0, done.stderr
    with open_store(settings) as store:
        assert list(archive_lines(store)) == lines


def test_a_deadlock_is_tried_again(neo4j_settings: Settings) -> None:
    """Two transactions lock two blocks in opposite order; the server ends one of them, and it is done again."""
    both_hold_one = threading.Barrier(2)
    tries: list[str] = []

    def work(tx: Transaction, first: str, second: str) -> None:
        tries.append(first)
        lock(tx, [first])
        if len(tries) <= 2:
            both_hold_one.wait(timeout=30)
        lock(tx, [second])

    def loader(first: str, second: str) -> None:
        with open_store(neo4j_settings) as store:
            attempt(store, partial(work, first=first, second=second))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(loader, "ab", "ba"))
    assert len(tries) == 3
    with open_store(neo4j_settings) as store:
        assert store.read("MATCH (b:Block) RETURN b.id AS id ORDER BY id") == [{"id": "a"}, {"id": "b"}]


def test_a_read_only_database_can_be_read_and_says_so_when_written(server: Server) -> None:
    settings = Settings(store=server.url)
    with open_store(settings) as store:
        load(store, documents(range(1)))
    server.kill()
    server.configure("server.databases.default_to_read_only=true")
    server.start()
    try:
        assert run("status", "--store", server.url).returncode == 0
        with open_store(settings, read_only=True) as store:
            assert list(records.extractions(store)) == documents(range(1))
            with pytest.raises(StoreError, match="may only be read"):
                load(store, documents(range(2)))
    finally:
        server.kill()
        server.configure()


def test_a_full_disk_is_one_line_and_the_work_completes_when_there_is_room(tmp_path: Path) -> None:
    if (what := missing()) is not None:
        lacking(f"needs Java and Maven for a Neo4j server: {what}")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)], capture_output=True, check=False)
    if mounted.returncode != 0:
        pytest.skip("this machine mounts no small file system for the test")
    small = ("db.tx_log.preallocate=false", "db.tx_log.rotation.size=1m")
    server = Server(home=disk / "server", settings=small)
    try:
        server.prepare()
        server.start()
        settings = Settings(store=server.url)
        plain = extraction("long")
        long = replace(plain, document=replace(plain.document, text=plain.document.text + "x" * 4_000_000))
        everything = [*documents(range(5)), long, *documents(range(5, 40))]
        with open_store(settings) as store:
            load(store, everything[:5])
            (disk / "ballast").write_bytes(b"\0" * (free_space(disk) - 200_000))
            with pytest.raises(StoreError) as error:
                load(store, everything[5:])
        assert "\n" not in str(error.value)
        (disk / "ballast").unlink()
        server.kill()
        server.start()
        with open_store(settings) as store:
            stored = records.stored_documents(store)
            assert {one.document.id for one in everything[:5]} <= stored.keys()
            load(store, [one for one in everything if one.document.id not in stored])
            assert list(records.extractions(store)) == sorted(everything, key=lambda one: one.document.id)
    finally:
        server.kill()
        subprocess.run(["umount", str(disk)], check=True)


def free_space(path: Path) -> int:
    """Return the free space of a file system in bytes."""
    return os.statvfs(path).f_bavail * os.statvfs(path).f_frsize


def test_a_busy_store_is_tried_again_and_then_given_up(tmp_path: Path) -> None:
    calls: list[int] = []

    def busy(_: Transaction) -> str:
        calls.append(1)
        if len(calls) < 3:
            raise StoreBusyError("busy for now")
        return "done"

    def never(_: Transaction) -> str:
        raise StoreBusyError("busy for good")

    with open_store(str(tmp_path / "one.kgl")) as store:
        assert attempt(store, busy) == "done"
        assert len(calls) == 3
        with pytest.raises(StoreBusyError, match="for good"):
            attempt(store, never, tries=2)
