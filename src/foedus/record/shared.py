"""One open database for each file of a record: to open a file takes longer than to set its clocks."""

import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import duckdb

from foedus.case.silent import silent
from foedus.record import tables

SCHEMA = "clocks_"
"""What the schemas are called in which records have their views."""
ONE_PIECE = 80 << 20
"""Bytes of a file up to which its tables are one piece each, of which one thread alone is quicker than several."""


class Place(NamedTuple):
    """What tells a file from another that comes to stand in its place, in one process."""

    path: str
    process: int
    file: int
    changed: int
    size: int


class Shared:
    """A file that is open for reading, with room beside it for the views of any number of records."""

    def __init__(self, path: Path, size: int) -> None:
        self.con = duckdb.connect(":memory:")
        self.users = self._made = 0
        self._views: set[str] = set()
        quoted = str(path).replace("'", "''")
        try:
            silent(self.con)
            if size <= ONE_PIECE:
                self.con.execute("SET threads = 1")
            self.con.execute(f"ATTACH '{quoted}' AS store (READ_ONLY)")
            # What is asked may read the record and nothing else on this machine.
            self.con.execute("SET enable_external_access = false")
            self.con.execute("SET lock_configuration = true")
        except duckdb.Error:
            self.con.close()
            raise

    def room(self) -> str:
        """Make a schema of one's own."""
        self._made += 1
        name = f"{SCHEMA}{self._made}"
        self.con.execute(f"CREATE SCHEMA {name}")
        return name

    def cursor(self, room: str) -> duckdb.DuckDBPyConnection:
        """A connection of one's own that looks into a room."""
        cursor = self.con.cursor()
        cursor.execute(f"USE memory.{room}")
        return cursor

    def views(self, name: str, views: Callable[[], Mapping[str, str]]) -> str:
        """A schema with views, and the macros that they need: made once."""
        schema = f"{SCHEMA}{name}"
        if schema not in self._views:
            self.con.execute(f"CREATE SCHEMA {schema}")
            with self.cursor(schema) as cursor:
                cursor.execute(tables.INDEPENDENT)
                made = (f'CREATE VIEW "{name}" AS {query}' for name, query in views().items())
                cursor.execute(";\n".join(made))  # all at once: it takes longer to hand them over one by one
            self._views.add(schema)
        return schema


_open: dict[Place, Shared] = {}
_lock = threading.Lock()


class Lease:
    """A room in the database that is open for a file; the file is let go of with the last of them."""

    def __init__(self, path: Path) -> None:
        """Raises `duckdb.Error` for what is no database."""
        self._place = _place(path)
        with _lock:
            self._shared = _open.get(self._place) or Shared(path, self._place.size)
            _open[self._place] = self._shared
            self._shared.users += 1
            self.room = self._shared.room()
            self.ask = self._shared.cursor(self.room)
            """For questions: what it has answered stays when the lease is given back."""
            self.con = self._shared.cursor(self.room)

    def look(self, given: Mapping[str, str], views: Callable[[], Mapping[str, str]]) -> None:
        """See what some variables tell views to show.

        `given`: values as SQL by name. `views`: queries by name, which hang on the names of the variables alone.
        """
        with _lock:
            schema = self._shared.views("_".join(("at", *given)), views)
        look = [f"SET search_path = 'memory.{self.room},memory.{schema}'"]
        look += [f"SET VARIABLE {name} = {value}" for name, value in given.items()]
        for cursor in (self.ask, self.con):
            cursor.execute(";\n".join(look))

    def give_back(self) -> None:
        """Clear the room, and let go of the file if nobody else has it open."""
        self.con.close()
        with _lock:
            self._shared.con.execute(f"DROP SCHEMA {self.room} CASCADE")
            self._shared.users -= 1
            if not self._shared.users:
                del _open[self._place]
                self._shared.con.execute("DETACH store")


def _place(path: Path) -> Place:
    try:
        about = path.stat()
    except OSError:  # the database says what is wrong with it
        return Place(str(path), os.getpid(), 0, 0, 0)
    return Place(str(path.absolute()), os.getpid(), about.st_ino, about.st_mtime_ns, about.st_size)
