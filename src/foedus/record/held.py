"""What a record holds, read once and kept, for whoever will ask for most of it: to make every page of a site, say.

Nobody else should: to open one page of a large record takes longer so, and 100,000 claims are some 300 MB.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from foedus.record.ask import Record

MOST = 150_000
"""Claims of a record up to which it can be held."""
Row = dict[str, Any]
ORDER = "ORDER BY event, step, coalesce(earliest, begun_by), claim"


class Held:
    """The rows of a record's tables by any of their columns; claims are in order of event and time."""

    def __init__(self, record: "Record") -> None:
        self._record = record
        self._tables: dict[str, _Table] = {}
        self._texts: dict[str, str] = {}

    @classmethod
    def hold(cls, record: "Record") -> None:
        """Have a record held from now on, if it is not too large for that."""
        if cls not in record.kept and record.con.execute("SELECT count(*) FROM claims").fetchall()[0][0] <= MOST:
            record.kept[cls] = cls(record)

    @classmethod
    def of(cls, record: "Record") -> "Held | None":
        """What is held of a record; None where nobody has wished it."""
        found = record.kept.get(cls)
        return found if isinstance(found, cls) else None

    def claims(self, kind: str, claims: Iterable[str]) -> list[Row]:
        """Some claims of a kind as rows of its table, by event and time; those that are not there are out."""
        table = self._table(kind)
        places = table.places("claim")
        return [table.row(place) for place in sorted({at for claim in claims for at in places.get(claim, ())})]

    def rows(self, table: str, column: str, key: str) -> list[Row]:
        """The rows of a table that have a key in a column."""
        found = self._table(table)
        return [found.row(place) for place in found.places(column).get(key, ())]

    def every(self, table: str) -> Iterator[Row]:
        """All rows of a table."""
        found = self._table(table)
        return map(found.row, range(len(found.cells)))

    def _table(self, name: str) -> "_Table":
        if name not in self._tables:
            order = f" {ORDER}" if name in self._record.codebook.kinds else ""
            cursor = self._record.con.execute(f"SELECT * FROM {name}{order}")
            names = tuple(item[0] for item in cursor.description)
            self._tables[name] = _Table(names, cursor.fetchall(), self._texts)
        return self._tables[name]


class _Table:
    """Rows as tuples, and texts that occur again once: they take a fifth of the room."""

    def __init__(self, names: tuple[str, ...], rows: Iterable[tuple[Any, ...]], texts: dict[str, str]) -> None:
        same = texts.setdefault
        self.names = names
        self.cells = [tuple([same(cell, cell) if type(cell) is str else cell for cell in row]) for row in rows]
        self._places: dict[str, dict[str, list[int]]] = {}

    def row(self, place: int) -> Row:
        return dict(zip(self.names, self.cells[place], strict=True))

    def places(self, column: str) -> dict[str, list[int]]:
        """The places of rows by what they have in a column, by each of several things that they have there."""
        if column not in self._places:
            at = self.names.index(column)
            found = self._places[column] = {}
            for place, cells in enumerate(self.cells):
                cell = cells[at]
                for key in set(cell) if isinstance(cell, list) else (cell,):
                    found.setdefault(key, []).append(place)
        return self._places[column]


def rows_of(record: "Record", table: str, column: str, key: str, picked: str = "*") -> list[Row]:
    """The rows of a table that have a key in a column: of a record that is held, without asking.

    `picked`: the columns that are wanted, as SQL; there may be more.
    """
    if held := Held.of(record):
        return held.rows(table, column, key)
    return record.rows(f"SELECT {picked} FROM {table} WHERE {column} = ?", [key])
