"""A real Neo4j Community server for the tests: fetched by Maven, started by Java on a free loopback port, without Docker."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import neo4j

HERE = Path(__file__).parent
LIBRARY = HERE / "lib"
START_SECONDS = 120
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # for servers that live for seconds: half the processor time of a start
OPENS = tuple(
    f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in ("java.nio", "sun.nio.ch", "java.io", "java.lang", "java.util.concurrent")
)


def missing() -> str | None:
    """Say what the machine lacks to run the server, None if nothing."""
    lacking = [tool for tool in ("java", "mvn") if shutil.which(tool) is None]
    return f"no {' and no '.join(lacking)} on the path" if lacking else None


def fetch() -> None:
    """Bring the server's jars into `lib/`, once."""
    if not any(LIBRARY.glob("neo4j-5*.jar")):
        command = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies", f"-DoutputDirectory={LIBRARY}"]
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=600)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@dataclass
class Server:
    """A server with its own folder and port. `settings` are more lines of neo4j.conf, `java` options of the virtual machine."""

    home: Path
    settings: tuple[str, ...] = ()
    java: tuple[str, ...] = QUICK
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    password: ClassVar[str] = secrets.token_hex(8)
    _account: ClassVar[bytes | None] = None

    @property
    def url(self) -> str:
        """The store's URL, with user and password."""
        return f"bolt://neo4j:{self.password}@127.0.0.1:{self.port}"

    def prepare(self) -> None:
        """Write the configuration and the first password."""
        fetch()
        (self.home / "conf").mkdir(parents=True, exist_ok=True)
        self.configure()
        account = self.home / "data" / "dbms" / "auth.ini"
        if Server._account is None:
            self.admin("dbms", "set-initial-password", self.password)
            Server._account = account.read_bytes()
        else:
            account.parent.mkdir(parents=True)
            account.write_bytes(Server._account)

    def configure(self, *more: str) -> None:
        """Write neo4j.conf; it holds from the next start on."""
        lines = (
            f"server.bolt.listen_address=127.0.0.1:{self.port}",
            f"server.bolt.advertised_address=127.0.0.1:{self.port}",
            "server.http.enabled=false",
            "server.https.enabled=false",
            "dbms.security.auth_enabled=true",
            "server.memory.pagecache.size=128m",
            "dbms.usage_report.enabled=false",
            *self.settings,
            *more,
        )
        (self.home / "conf" / "neo4j.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def admin(self, *arguments: str) -> str:
        """Run neo4j-admin and return what it printed. The server must not run."""
        environment = os.environ | {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        command = ["java", "-Xmx512m", *QUICK, *OPENS, "-cp", f"{LIBRARY}/*", "org.neo4j.cli.AdminTool", *arguments]
        done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True, timeout=300, cwd=self.home)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def shell(self, statement: str) -> str:
        """Run a statement with cypher-shell and return what it printed."""
        address = ("-a", f"bolt://127.0.0.1:{self.port}", "-u", "neo4j", "-p", self.password)
        command = ["java", *QUICK, "-cp", f"{LIBRARY}/*", "org.neo4j.shell.Main", *address, "--format", "plain", statement]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = ("-Xmx512m", *self.java, *OPENS, "-Dio.netty.tryReflectionSetAccessible=true", "-cp", f"{LIBRARY}/*")
        entry = ("org.neo4j.server.CommunityEntryPoint", f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}")
        with (self.home / "out.log").open("ab") as log:
            self.process = subprocess.Popen(["java", *options, *entry], stdout=log, stderr=log)
        deadline = time.monotonic() + START_SECONDS
        with neo4j.GraphDatabase.driver(f"bolt://127.0.0.1:{self.port}", auth=("neo4j", self.password)) as driver:
            while True:
                try:
                    return driver.verify_connectivity()
                except neo4j.exceptions.DriverError:
                    assert self.process.poll() is None, (self.home / "out.log").read_text(encoding="utf-8")[-2000:]
                    assert time.monotonic() < deadline, f"the server did not answer within {START_SECONDS} s"
                    time.sleep(0.3)

    def kill(self) -> None:
        """End the server at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End the server in good order, which takes it ten seconds."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=60)
            self.process = None
