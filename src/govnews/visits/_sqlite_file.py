"""One SQLite file: opening it, taking turns with other threads and processes, what fails."""

import logging
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import random
from threading import Lock
from time import monotonic, sleep

from ..errors import StoreUnavailableError, VisitError
from ._forks import renew_after_fork

logger = logging.getLogger("govnews.visits")

#: Seconds between two looks at whether the file is still there: a look takes as long as a
#: tenth of a page view.
LOOK_EVERY = 1.0


class SQLiteFile:
    """A file that is opened when it is first used, and anew after a failure or a fork.

    Args:
        path: The file; it is made when it is missing.
        flush: Whether every transaction is flushed to the disk.
        time_limit: Seconds to wait for other processes that write.
        migrate: Makes the tables when the file is opened, in a transaction.
        undone: Is called when a transaction is rolled back.
    """

    def __init__(
        self,
        path: Path,
        *,
        flush: bool,
        time_limit: float,
        migrate: Callable[[sqlite3.Cursor], None],
        undone: Callable[[], None],
    ) -> None:
        self.path = path
        self._flush = flush
        self._time_limit = time_limit
        self._migrate = migrate
        self.undone = undone
        self.lock = Lock()
        # One cursor for all, since making one for each statement takes time.
        self.cursor: sqlite3.Cursor | None = None
        #: When to look again whether the open file still lies at its path (time.monotonic).
        self.look_at = 0.0
        self._identity: tuple[int, int] | None = None
        self._place: Path | None = None
        renew_after_fork(self, SQLiteFile._after_fork)

    def opened(self) -> sqlite3.Cursor:
        """The cursor; to be asked for under the lock."""
        if self.cursor is None:
            self.cursor = self._open()
        return self.cursor

    def look(self, now: float) -> None:
        """Let a file go that no longer lies at its path; to be asked for under the lock.

        It was deleted, or another was put in its place: SQLite would go on writing to it,
        and nobody would ever read that.
        """
        self.look_at = now + LOOK_EVERY
        if self.cursor is not None and self._identity != self._lying_there():
            logger.warning("visit store %s: its file was taken away; it is opened anew", self.path)
            self._forget()
            self.undone()

    def truncate_log(self) -> None:
        """Write the log to the file itself where nobody hinders it, and leave nothing in it."""
        with self.lock, suppress(sqlite3.DatabaseError):
            self.opened().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def close(self) -> None:
        """Let the file go; the next call opens it again."""
        with self.lock:
            self._forget()

    def run_patiently(self, run: sqlite3.Cursor, statement: str) -> None:
        """Run a statement that may have to wait for other processes.

        SQLite's own waiting sleeps longer each time, so that whoever came last wins; short
        and even sleeps are fair.
        """
        deadline = None
        while True:
            try:
                run.execute(statement)
            except sqlite3.OperationalError as error:
                now = monotonic()
                deadline = deadline or now + self._time_limit
                if not _is_busy(error) or now >= deadline:
                    raise
                sleep(0.0001 + 0.0004 * random())  # noqa: S311  # not a secret
            else:
                return

    def explain(self, error: BaseException) -> None:
        """Raise what a failure of the file, the disk or a lock means to the caller."""
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, _OUR_MISTAKES):
            if not _is_busy(error):
                self._forget()
            raise StoreUnavailableError(str(self.path), str(error)) from error

    def _open(self) -> sqlite3.Cursor:
        # Where it was first opened, wherever the process has gone to since.
        self._place = self._place or self.path.absolute()
        connection = sqlite3.connect(
            self._place, timeout=0, isolation_level=None, check_same_thread=False
        )
        run = connection.cursor()
        try:
            # A page view changes a few bytes on each of several pages: small ones are quicker
            # to log. It takes effect when the file is made.
            run.execute("PRAGMA page_size = 1024")
            self.run_patiently(run, "PRAGMA journal_mode = WAL")
            # The log grows to 16 MB, so that pages that change often are written to the file
            # itself a quarter as often as by SQLite's own setting.
            run.execute("PRAGMA wal_autocheckpoint = 16000")
            run.execute(f"PRAGMA synchronous = {'FULL' if self._flush else 'NORMAL'}")
            run.execute("PRAGMA secure_delete = ON")
            self.run_patiently(run, "BEGIN IMMEDIATE")
            self._migrate(run)
            run.execute("COMMIT")
            self._identity = self._lying_there()
        except VisitError as error:
            connection.close()
            raise StoreUnavailableError(str(self.path), str(error)) from error
        except BaseException:
            connection.close()
            raise
        return run

    def _lying_there(self) -> tuple[int, int] | None:
        """What tells the file at the path from every other; None when there is none."""
        try:
            found = (self._place or self.path).stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _forget(self) -> None:
        if self.cursor is not None:
            self.cursor.connection.close()
            self.cursor = None

    def _after_fork(self) -> None:
        self.lock = Lock()
        if self.cursor is not None:
            # SQLite forbids a child to use or even close what it inherited.
            _inherited.append(self.cursor)
            self.cursor = None


class Transaction:
    """``with`` it, a transaction of a file, in which nobody else in the process uses the file.

    One object serves one after the other. A class, because contextlib's way costs a tenth of a
    page view's time.

    Args:
        file: The file.
        begin: ``"BEGIN"`` to see one state of the file, ``"BEGIN IMMEDIATE"`` to write.
    """

    __slots__ = ("_begin", "_file", "_run")

    def __init__(self, file: SQLiteFile, begin: str) -> None:
        self._file = file
        self._begin = begin

    def __enter__(self) -> sqlite3.Cursor:
        file = self._file
        file.lock.acquire()
        try:
            now = monotonic()
            if now >= file.look_at:
                file.look(now)
            run = self._run = file.cursor or file.opened()
            file.run_patiently(run, self._begin)
        except BaseException as error:
            try:
                file.explain(error)
            finally:
                file.lock.release()
            raise
        return run

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        file, run = self._file, self._run
        try:
            if error is None and run.connection.in_transaction:
                run.execute("COMMIT")
        except BaseException as failure:
            error = failure
            raise
        finally:
            try:
                if error is not None:
                    if run.connection.in_transaction:
                        run.execute("ROLLBACK")
                        file.undone()
                    file.explain(error)
            finally:
                file.lock.release()


_inherited: list[sqlite3.Cursor] = []
_OUR_MISTAKES = (sqlite3.IntegrityError, sqlite3.ProgrammingError)


def _is_busy(error: sqlite3.DatabaseError) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
