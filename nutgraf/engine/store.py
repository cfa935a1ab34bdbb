"""What builds keep on disk of each file and text: a small head that every build loads, a body that few ask for.

One SQLite file, so that an edit writes what it changed and nothing else, and so that several processes can use it at
once. It is only ever a help: one that cannot be read, or is another generator's, is as good as empty.
"""

import os
import sqlite3
from collections.abc import Collection, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from nutgraf.engine.digests import generator
from nutgraf.engine.trace import packed, unpacked

_TABLES = """
create table generator (digest text);
create table heads (key text primary key, head blob) without rowid;
create table bodies (key text primary key, body blob);
create table said (digest blob primary key, facts blob);
"""

_SPARE = 200
"""Keys that nobody wanted in the last build may be twice as many as those that it wanted, and so many more."""


class DamagedError(Exception):
    """The store cannot give what it said that it has: the build must start again without it."""


class Store:
    """Opened when it is first asked for anything. A fault while reading heads makes it an empty one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.databases: dict[int, sqlite3.Connection] = {}
        """By process: a copy of one must not use what it got with it."""

    def heads(self) -> dict[str, Any]:
        """Return all heads by their key."""
        try:
            database = self._opened()
            return {key: unpacked(head) for key, head in database.execute("select key, head from heads")}
        except Exception:  # noqa: BLE001 - it may be damaged in any way
            self.forget()
            return {}

    def body(self, key: str) -> Any:
        """Return the body of a key whose head was given. Raises DamagedError."""
        try:
            (body,) = self._opened().execute("select body from bodies where key = ?", (key,)).fetchone()
            return unpacked(body)
        except Exception as error:
            raise DamagedError from error

    def said(self, digest: bytes) -> bytes | None:
        """Return facts by their digest (`nutgraf.engine.facts.Said`); None when they are not known any more."""
        try:
            (facts,) = self._opened().execute("select facts from said where digest = ?", (digest,)).fetchone()
            return bytes(unpacked(facts))
        except Exception:  # noqa: BLE001 - it may be damaged in any way
            return None

    def add(
        self,
        new: Mapping[str, tuple[Any, Any]],
        said: Mapping[bytes, bytes],
        keys: Collection[str],
        digests: Collection[bytes],
    ) -> None:
        """Keep heads and bodies, and facts. When much else lies about, what is not among `keys` and `digests` goes.

        What cannot be written is no fault.
        """
        rows = [(key, packed(head), packed(body)) for key, (head, body) in new.items()]
        with suppress(sqlite3.Error), self._opened() as database:
            database.executemany("insert or replace into heads values (?, ?)", [(key, head) for key, head, _ in rows])
            database.executemany("insert or replace into bodies values (?, ?)", [(key, body) for key, _, body in rows])
            facts = [(digest, packed(each)) for digest, each in said.items()]
            database.executemany("insert or replace into said values (?, ?)", facts)
            for table, column, wanted in (("heads", "key", keys), ("bodies", "key", keys), ("said", "digest", digests)):
                _prune(database, table, column, wanted)

    def forget(self) -> None:
        """Delete everything."""
        self.close()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the file, if it is open."""
        database = self.databases.pop(os.getpid(), None)
        if database is not None:
            database.close()

    def _opened(self) -> sqlite3.Connection:
        process = os.getpid()
        if process not in self.databases:
            with suppress(OSError):
                self.path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self.databases[process] = _open(self.path)
            except sqlite3.DatabaseError:
                self.forget()
                self.databases[process] = _open(self.path)
        return self.databases[process]


def _open(path: Path) -> sqlite3.Connection:
    """Open a store, and empty it when another generator left it."""
    database = sqlite3.connect(path, check_same_thread=False)  # builds follow each other, never two at once
    try:
        database.execute("pragma synchronous = off")
        if _owner(database) != generator():
            with database:
                database.execute("begin immediate")
                for (table,) in database.execute("select name from sqlite_master where type = 'table'").fetchall():
                    database.execute(f'drop table "{table}"')
                for statement in _TABLES.strip().split("\n"):
                    database.execute(statement)
                database.execute("insert into generator values (?)", (generator(),))
    except BaseException:
        database.close()
        raise
    return database


def _owner(database: sqlite3.Connection) -> str:
    with suppress(sqlite3.OperationalError), closing(database.execute("select digest from generator")) as found:
        return str((found.fetchone() or [""])[0])
    return ""


def _prune(database: sqlite3.Connection, table: str, column: str, wanted: Collection[Any]) -> None:
    ((count,),) = database.execute(f"select count(*) from {table}")  # noqa: S608 - names of our own tables
    if count > 3 * len(wanted) + _SPARE:
        known = {key for (key,) in database.execute(f"select {column} from {table}")}  # noqa: S608
        unwanted = [(key,) for key in known - set(wanted)]
        database.executemany(f"delete from {table} where {column} = ?", unwanted)  # noqa: S608
