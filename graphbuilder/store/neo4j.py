"""The production store: Neo4j over Bolt, through its official driver."""

from __future__ import annotations

import logging
import re
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import unquote, urlsplit

import neo4j
from neo4j.exceptions import AuthError, ClientError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from graphbuilder.errors import QueryError, StoreBusyError, StoreError
from graphbuilder.store import guard
from graphbuilder.store.base import Limits, Result, Row, Transaction
from graphbuilder.store.cypher.schema import CONSTRAINTS, INDEXES, LOCK, LOOKUPS

if TYPE_CHECKING:
    from graphbuilder.config import Settings

_log = logging.getLogger(__name__)
SCHEMES = frozenset({"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"})
RETRY_SECONDS = 15.0
CONNECT_SECONDS = 10.0
PATIENCE_SECONDS = 2.0
WRITERS = 2  # more than two would wait for one another in a server of two cores
TIMED_OUT = ("Neo.ClientError.Transaction.TransactionTimedOut", "Neo.ClientError.Transaction.LockClientStopped")
MEMORY = "Neo.TransientError.General.MemoryPoolOutOfMemoryError"
READ_ONLY = frozenset({"Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase"})
UNKNOWN = {"01N50": "label", "01N51": "relation type", "01N52": "property"}  # by GQL status
OF_THE_SERVER = frozenset({"ShowSettings", "ShowTransactions", "TerminateTransactions"})


class Neo4jStore:
    """A Neo4j database. Statements that the server calls transient are tried again; everything else is one clear error."""

    def __init__(self, settings: Settings) -> None:
        """Connect. User, password and database come from the URL, else from the settings.

        Raises StoreError if the URL is wrong, the server cannot be reached, or it refuses the user or the database.
        """
        self.url, self.database, auth = _address(settings)
        logging.getLogger("neo4j").addHandler(logging.NullHandler())
        self._driver = neo4j.GraphDatabase.driver(
            self.url,
            auth=auth,
            connection_acquisition_timeout=CONNECT_SECONDS,
            connection_timeout=CONNECT_SECONDS,
            max_transaction_retry_time=RETRY_SECONDS,
            notifications_min_severity="OFF",
            user_agent="graphbuilder",
        )
        try:
            with self._session(neo4j.READ_ACCESS) as session:
                session.run("RETURN 1").consume()
        except (DriverError, Neo4jError) as error:
            self._driver.close()
            raise self._explained(error) from error

    @property
    def writers(self) -> int:
        return WRITERS

    def read(self, cypher: str, /, **params: Any) -> list[Row]:
        with self._errors():
            records = self._driver.execute_query(cypher, params, database_=self.database, routing_=neo4j.RoutingControl.READ).records
        return [dict(record) for record in records]

    def stream(self, cypher: str, /, **params: Any) -> Iterator[Row]:
        with self._errors(), self._session(neo4j.READ_ACCESS) as session, session.begin_transaction() as tx:
            for record in tx.run(cypher, params):
                yield dict(record)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        with self._errors(), self._session(neo4j.WRITE_ACCESS) as session, session.begin_transaction() as tx:
            yield _Neo4jTransaction(tx)

    def query(self, cypher: str, params: Mapping[str, Any], /, *, limits: Limits) -> Result:
        guard.check_words(guard.tokens(cypher), params, files=True)
        access = neo4j.WRITE_ACCESS if limits.write else neo4j.READ_ACCESS
        with self._user_errors(limits), self._session(access, notifications_min_severity="WARNING") as session:
            plan = session.run(f"EXPLAIN {cypher}", dict(params)).consume()
            _check_plan(plan, limits)
            found = session.run(neo4j.Query(cypher, timeout=limits.seconds), dict(params))
            columns = tuple(found.keys())
            rows = [tuple(_plain(value) for value in record.values()) for record in found.fetch(limits.rows + 1)]
            warnings = self._warnings(found.consume())
        return Result(columns=columns, rows=tuple(rows[: limits.rows]), truncated=len(rows) > limits.rows, warnings=warnings)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold a lock in a transaction that is never committed: the server lets go of it when this process ends in whatever way."""
        self._wait()
        with self._errors(), self._session(neo4j.WRITE_ACCESS) as session, session.begin_transaction() as tx:
            tx.run(LOCK).consume()
            yield
            tx.rollback()

    def _wait(self) -> None:
        """Say so if the lock is not free, once; then whoever wants it waits as long as it takes."""
        try:
            with self._session(neo4j.WRITE_ACCESS) as session, session.begin_transaction(timeout=PATIENCE_SECONDS) as tx:
                tx.run(LOCK).consume()
                tx.rollback()
        except Neo4jError as error:
            if not (error.code or "").startswith(TIMED_OUT):
                raise self._explained(error) from error
            _log.warning("%s (database %s): another process loads or rebuilds it; waiting until that is done", self.url, self.database)

    def init_schema(self) -> None:
        with self._errors():
            for statement in (*CONSTRAINTS, *LOOKUPS, *INDEXES):
                self._driver.execute_query(statement, database_=self.database)

    def save(self) -> None:
        """Do nothing: what is committed is visible to all."""

    def close(self) -> None:
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _session(self, access: str, **config: Any) -> neo4j.Session:
        return self._driver.session(database=self.database, default_access_mode=access, **config)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (DriverError, Neo4jError) as error:
            raise self._explained(error) from error

    @contextmanager
    def _user_errors(self, limits: Limits) -> Iterator[None]:
        try:
            yield
        except Neo4jError as error:
            if (error.code or "").startswith(TIMED_OUT):
                raise QueryError(f"the statement took longer than {limits.seconds:g} s; narrow it, or give it more time") from error
            if error.code == MEMORY:
                raise QueryError("the statement needs more memory than the server allows (db.memory.transaction.max); narrow it") from error
            if isinstance(error, ClientError) and not isinstance(error, AuthError):
                raise QueryError(_first(error)) from error
            raise self._explained(error) from error
        except DriverError as error:
            raise self._explained(error) from error

    def _explained(self, error: DriverError | Neo4jError) -> StoreError:
        where = f"{self.url} (database {self.database})"
        code = error.code if isinstance(error, Neo4jError) else None
        if isinstance(error, AuthError):
            return StoreError(f"{where} refuses the user or password; set GRAPHBUILDER_USER and GRAPHBUILDER_PASSWORD")
        if code == "Neo.ClientError.Database.DatabaseNotFound":
            return StoreError(
                f"there is no database {self.database!r} at {self.url}; name one in the URL ({self.url}/neo4j) or GRAPHBUILDER_DATABASE"
            )
        if code in READ_ONLY:
            return StoreError(f"{where} may only be read; name a database that may be written")
        if (untrusted := next((cause for cause in _causes(error) if isinstance(cause, ssl.SSLCertVerificationError)), None)) is not None:
            own = self.url.replace("+s://", "+ssc://")
            return StoreError(f"{where} has a certificate that is not trusted ({untrusted.verify_message}); {own} takes the server's own")
        if isinstance(error, ServiceUnavailable | SessionExpired):
            see = "see that the server runs" + (" and encrypts" if "+s" in self.url else "")
            return StoreBusyError(f"{where} cannot be reached ({_first(error)}); {see}, then run the command again")
        if error.is_retryable():
            return StoreBusyError(f"{where} could not finish for now ({_first(error)}); run the command again")
        return StoreError(f"{where}: {_first(error)}")

    def _warnings(self, summary: neo4j.ResultSummary) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for status in summary.gql_status_objects:
            name = re.search(r"`([^`]+)`", status.status_description)
            if status.gql_status in UNKNOWN and name is not None:
                found[guard.unknown(self, UNKNOWN[status.gql_status], name[1])] = None
        return tuple(found)


class _Neo4jTransaction:
    def __init__(self, tx: neo4j.Transaction) -> None:
        self._tx = tx

    def read(self, cypher: str, /, **params: Any) -> list[Row]:
        return [dict(record) for record in self._tx.run(cypher, params)]

    def write(self, cypher: str, /, **params: Any) -> None:
        self._tx.run(cypher, params).consume()


def _address(settings: Settings) -> tuple[str, str, tuple[str, str] | None]:
    """Return the URL without user, password and database; the database; user and password. The URL outranks the other settings.

    Raises StoreError, which shows nothing of the URL: it may hold a password.
    """
    try:
        parts = urlsplit(settings.store)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = parts = None
    if parts is None or parts.scheme not in SCHEMES or not host:
        given = f"{parts.scheme!r} is no scheme of a store; " if parts is not None and parts.scheme not in SCHEMES else ""
        raise StoreError(
            f"{given}a store is a path, or a URL such as neo4j://user@host:7687/database (in a password / is written %2F, : %3A, @ %40, # %23, ? %3F); "
            f"the scheme may be {', '.join(sorted(SCHEMES))}"
        )
    if parts.query or parts.fragment or not re.fullmatch(r"/?[\w.-]*", parts.path):
        raise StoreError("after the host of a store's URL comes the database alone; in a password / is written %2F, # %23, ? %3F")
    database = parts.path.strip("/") or settings.database or "neo4j"
    user = unquote(parts.username) if parts.username else settings.user or "neo4j"
    password = unquote(parts.password) if parts.password else settings.password
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}:{port or 7687}", database, None if password is None else (user, password)


def _check_plan(summary: neo4j.ResultSummary, limits: Limits) -> None:
    """Raise QueryError if the server's plan of a statement does what it may not."""
    operators = set(_operators(summary.plan or {}))
    if "LoadCSV" in operators and not limits.files:
        raise QueryError(guard.FILES)
    if operators & OF_THE_SERVER:
        raise QueryError(guard.SERVER)
    if summary.query_type != "r" and not limits.write:
        raise QueryError(guard.WRITES)


def _operators(plan: Mapping[str, Any]) -> Iterator[str]:
    yield plan.get("operatorType", "").partition("@")[0]
    for child in plan.get("children", ()):
        yield from _operators(child)


def _plain(value: Any) -> Any:
    """Return nodes, edges, paths and dates as plain JSON values, as the embedded store gives them."""
    match value:
        case neo4j.graph.Node():
            return {"labels": sorted(value.labels), "properties": _plain(dict(value))}
        case neo4j.graph.Relationship():
            return {"type": value.type, "properties": _plain(dict(value))}
        case neo4j.graph.Path():
            return {"nodes": [_plain(node) for node in value.nodes], "relationships": [_plain(edge) for edge in value.relationships]}
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case list():
            return [_plain(inner) for inner in value]
        case bool() | int() | float() | str() | None:
            return value
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and all that led to it."""
    yield error
    for inner in (*getattr(error, "exceptions", ()), error.__cause__ or error.__context__):
        if inner is not None:
            yield from _causes(inner)


def _first(error: Exception) -> str:
    message = error.message if isinstance(error, Neo4jError) and error.message else str(error)
    return message.splitlines()[0]
