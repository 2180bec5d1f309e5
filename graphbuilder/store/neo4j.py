"""The production store: Neo4j over Bolt, through its official driver."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import unquote, urlsplit

import neo4j
from neo4j.exceptions import AuthError, ClientError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from graphbuilder.errors import QueryError, StoreBusyError, StoreError
from graphbuilder.store.base import Limits, Result, Row, Transaction
from graphbuilder.store.cypher.schema import CONSTRAINTS, INDEXES, LOOKUPS
from graphbuilder.store.guard import check_statement

if TYPE_CHECKING:
    from graphbuilder.config import Settings

SCHEMES = frozenset({"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"})
RETRY_SECONDS = 15.0
CONNECT_SECONDS = 10.0
TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut"
MEMORY = "Neo.TransientError.General.MemoryPoolOutOfMemoryError"
READ_ONLY = frozenset({"Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase"})
ALLOWED = {"r": "reads", "rw": "reads and writes", "w": "writes", "s": "changes the schema"}


class Neo4jStore:
    """A Neo4j database. Statements that the server calls transient are tried again; everything else is one clear error."""

    def __init__(self, settings: Settings) -> None:
        """Connect. User, password and database come from the URL, else from the settings.

        Raises StoreError if the URL is wrong, the server cannot be reached, or it refuses the user or the database.
        """
        parts = urlsplit(settings.store)
        if parts.scheme not in SCHEMES or not parts.hostname:
            raise StoreError(f"a store is a path or a URL such as neo4j://host:7687; the scheme may be {', '.join(sorted(SCHEMES))}")
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        self.url = f"{parts.scheme}://{host}:{parts.port or 7687}"
        self.database = parts.path.strip("/") or settings.database or "neo4j"
        user = unquote(parts.username) if parts.username else settings.user or "neo4j"
        password = unquote(parts.password) if parts.password else settings.password
        logging.getLogger("neo4j").addHandler(logging.NullHandler())
        self._driver = neo4j.GraphDatabase.driver(
            self.url,
            auth=(user, password) if password is not None else None,
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
        check_statement(cypher, limits)
        access = neo4j.WRITE_ACCESS if limits.write else neo4j.READ_ACCESS
        with self._user_errors(limits), self._session(access, notifications_min_severity="WARNING") as session:
            if not limits.write:
                kind = session.run(f"EXPLAIN {cypher}", dict(params)).consume().query_type
                if kind != "r":
                    raise QueryError(f"the statement {ALLOWED.get(kind or '', 'does more than read')}, and this query may only read")
            found = session.run(neo4j.Query(cypher, timeout=limits.seconds), dict(params))
            columns = tuple(found.keys())
            rows = [tuple(_plain(value) for value in record.values()) for record in found.fetch(limits.rows + 1)]
            warnings = self._warnings(found.consume())
        return Result(columns=columns, rows=tuple(rows[: limits.rows]), truncated=len(rows) > limits.rows, warnings=warnings)

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
                raise QueryError(f"the statement took longer than {limits.seconds:g} s; narrow it, or raise the limit") from error
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
        if isinstance(error, ServiceUnavailable | SessionExpired):
            return StoreBusyError(f"{where} cannot be reached ({_first(error)}); see that the server runs, then run the command again")
        if error.is_retryable():
            return StoreBusyError(f"{where} could not finish for now ({_first(error)}); run the command again")
        return StoreError(f"{where}: {_first(error)}")

    def _warnings(self, summary: neo4j.ResultSummary) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for status in summary.gql_status_objects:
            if status.classification == neo4j.NotificationClassification.UNRECOGNIZED:
                name = re.search(r"`([^`]+)`", status.status_description)
                text = status.status_description.split(". ")[1] if ". " in status.status_description else status.status_description
                near = get_close_matches(name[1], self._names(), n=1) if name is not None else []
                found[text + (f"; nearest known name: {near[0]}" if near else "")] = None
        return tuple(found)

    def _names(self) -> list[str]:
        statement = (
            "CALL db.labels() YIELD label RETURN label AS name UNION CALL db.relationshipTypes() YIELD relationshipType "
            "RETURN relationshipType AS name UNION CALL db.propertyKeys() YIELD propertyKey RETURN propertyKey AS name"
        )
        return sorted(row["name"] for row in self.read(statement))


class _Neo4jTransaction:
    def __init__(self, tx: neo4j.Transaction) -> None:
        self._tx = tx

    def read(self, cypher: str, /, **params: Any) -> list[Row]:
        return [dict(record) for record in self._tx.run(cypher, params)]

    def write(self, cypher: str, /, **params: Any) -> None:
        self._tx.run(cypher, params).consume()


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


def _first(error: Exception) -> str:
    message = error.message if isinstance(error, Neo4jError) and error.message else str(error)
    return message.splitlines()[0]
