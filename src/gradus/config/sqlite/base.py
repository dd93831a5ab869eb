"""Django's SQLite backend with a fair queue for writers.

Every `atomic` block takes the write lock when it begins (IMMEDIATE), so a transaction cannot fail
half-way because another one wrote first. Waiting for that lock happens at the turnstile, not in
SQLite's sleeping retry; other processes still meet in SQLite's own busy wait.
"""

# ruff: noqa: ANN401 - parameters and rows of sqlite3 may be anything
# The stubs leave out some methods of Django's; those lines tell mypy so ([misc]).

import re
from collections.abc import Callable, Iterator
from functools import partial
from sqlite3 import OperationalError
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.backends.sqlite3 import base as django_sqlite

from gradus.config.sqlite.turnstile import turnstile_of

PATIENCE = 20.0
"""Seconds a writer waits before it is told that the database is locked."""

READS = re.compile(
    r"\s*(SELECT|PRAGMA|EXPLAIN|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|VALUES)\b", re.IGNORECASE
)


class DatabaseWrapper(django_sqlite.DatabaseWrapper):
    def __init__(self, settings_dict: dict[str, Any], alias: str = DEFAULT_DB_ALIAS) -> None:
        super().__init__(settings_dict, alias)
        self._is_inside = False

    def get_connection_params(self) -> dict[str, Any]:
        params = super().get_connection_params()
        params.setdefault("timeout", PATIENCE)
        self._patience = float(params["timeout"])
        self._turnstile = turnstile_of(str(params["database"]))
        self.transaction_mode = "IMMEDIATE"
        return params

    def create_cursor(self, name: str | None = None) -> "QueueingCursor":  # noqa: ARG002 - Django's
        cursor: QueueingCursor = self.connection.cursor(factory=QueueingCursor)
        cursor.wrapper = self
        return cursor

    def enter(self) -> bool:
        """Take one's turn; False when this connection is already inside."""
        if self._is_inside:
            return False
        if not self._turnstile.enter(self._patience):
            message = "database is locked"
            raise OperationalError(message)
        self._is_inside = True
        return True

    def leave(self) -> None:
        if self._is_inside:
            self._is_inside = False
            self._turnstile.leave()

    def _start_transaction_under_autocommit(self) -> None:
        with self.wrap_database_errors:
            self.enter()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self.leave()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self.leave()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self.leave()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self.leave()


class QueueingCursor(django_sqlite.SQLiteCursorWrapper):
    """Takes a turn for each single write outside a transaction.

    What such a write returns is read at once: SQLite ends the statement, and with it the lock,
    only after its last row.
    """

    wrapper: DatabaseWrapper
    _rows: Iterator[Any] | None = None

    def execute(self, query: str, params: Any = None) -> "QueueingCursor":
        self._in_turn(query, partial(super().execute, query, params))
        return self

    def executemany(self, query: str, param_list: Any) -> "QueueingCursor":
        self._in_turn(query, partial(super().executemany, query, param_list))
        return self

    def _in_turn(self, query: str, run: Callable[[], object]) -> None:
        self._rows = None
        if self.connection.in_transaction or READS.match(query):
            run()
            return
        entered = self.wrapper.enter()
        try:
            run()
            if self.description is not None:
                self._rows = iter(super().fetchall())
        finally:
            if entered:
                self.wrapper.leave()

    def fetchone(self) -> Any:
        return super().fetchone() if self._rows is None else next(self._rows, None)

    def fetchmany(self, size: int | None = None) -> list[Any]:
        wanted = self.arraysize if size is None else size
        if self._rows is None:
            return super().fetchmany(wanted)
        return [row for _, row in zip(range(wanted), self._rows, strict=False)]

    def fetchall(self) -> list[Any]:
        return super().fetchall() if self._rows is None else list(self._rows)

    def __next__(self) -> Any:
        return super().__next__() if self._rows is None else next(self._rows)
