"""A small record's claims, each kind read once: to ask for some of them again and again takes longer."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from foedus.record.ask import Record
    from foedus.record.conclude.resolve import Strand

SMALL = 5_000
"""Claims of a record up to which all are held: some 15 MB."""


class Whole:
    """All claims of a record by kind, as rows of their tables, and the strands that were concluded of them."""

    def __init__(self, record: "Record") -> None:
        self._record = record
        self._rows: dict[str, list[dict[str, Any]]] = {}
        self._events: dict[str, dict[str, list[dict[str, Any]]]] = {}
        self.strands: dict[str, dict[str, list[Strand]]] = {}
        """By kind and event, of kinds that have been concluded."""

    @classmethod
    def of(cls, record: "Record") -> "Whole | None":
        """The claims of a record that is small enough; None of a larger one, which is asked for what is wanted."""
        if cls not in record.kept:
            (claims,) = record.con.execute("SELECT count(*) FROM claims").fetchall()[0]
            record.kept[cls] = cls(record) if claims <= SMALL else None
        found = record.kept[cls]
        return found if isinstance(found, cls) else None

    def rows(self, kind: str) -> list[dict[str, Any]]:
        """The claims of a kind, by event and time; nobody may change them."""
        if kind not in self._rows:
            self._rows[kind] = self._record.rows(
                f'SELECT * FROM "{kind}" ORDER BY event, step, coalesce(earliest, begun_by), claim'
            )
        return self._rows[kind]

    def events(self, kind: str) -> dict[str, list[dict[str, Any]]]:
        """The same by event."""
        if kind not in self._events:
            found = self._events.setdefault(kind, {})
            for row in self.rows(kind):
                found.setdefault(row["event"], []).append(row)
        return self._events[kind]
