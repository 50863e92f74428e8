"""A small record's claims, each kind read once: to ask for some of them again and again takes longer."""

from typing import TYPE_CHECKING, Any

from foedus.record.once import once

if TYPE_CHECKING:
    from foedus.record.ask import Record
    from foedus.record.conclude.resolve import Strand

SMALL = 5_000
"""Claims of a record up to which all are held: some 15 MB."""
Rows = list[dict[str, Any]]
Strands = dict[str, dict[str, "list[Strand]"]]
"""By kind and event."""
ORDER = "ORDER BY event, step, coalesce(earliest, begun_by), claim"


class Build:
    """All claims of a build of a small record, whatever its clocks, with the strands of events that are whole."""

    def __init__(self, record: "Record") -> None:
        self.claims: int = record.con.execute("SELECT count(*) FROM store.claims").fetchall()[0][0]
        self._rows: dict[str, Rows] = {}
        self._events: dict[str, dict[str, Rows]] = {}
        self.strands: Strands = {}
        """Of events of whose claims no clock takes one away: the same at every clock."""

    def rows(self, record: "Record", kind: str) -> Rows:
        """The claims of a kind, by event and time; nobody may change them."""
        if kind not in self._rows:
            self._rows[kind] = record.rows(f'SELECT * FROM store."{kind}" {ORDER}')
        return self._rows[kind]

    def events(self, record: "Record", kind: str) -> dict[str, Rows]:
        """The same by event."""
        if kind not in self._events:
            self._events[kind] = _by_event(self.rows(record, kind))
        return self._events[kind]


class Whole:
    """All claims of a record by kind, as rows of their tables, and the strands that were concluded of them."""

    def __init__(self, record: "Record", build: Build) -> None:
        self._record = record
        self.build = build
        self._shared = build.claims <= SMALL
        """Whether the claims of all clocks are held."""
        self._rows: dict[str, Rows] = {}
        self._events: dict[str, dict[str, Rows]] = {}
        self.strands: Strands = {}
        """Of kinds that have been concluded."""

    @classmethod
    def of(cls, record: "Record") -> "Whole | None":
        """The claims of a record that is small enough; None of a larger one, which is asked for what is wanted."""
        if cls not in record.kept:
            build = once(record, Build, Build)
            small = build.claims <= SMALL or record.con.execute("SELECT count(*) FROM claims").fetchall()[0][0] <= SMALL
            record.kept[cls] = cls(record, build) if small else None
        found = record.kept[cls]
        return found if isinstance(found, cls) else None

    def rows(self, kind: str) -> Rows:
        """The claims of a kind, by event and time; nobody may change them."""
        if kind not in self._rows:
            if self._shared:
                self._rows[kind] = [row for row in self.build.rows(self._record, kind) if self._there(row)]
            else:
                self._rows[kind] = self._record.rows(f'SELECT * FROM "{kind}" {ORDER}')
        return self._rows[kind]

    def events(self, kind: str) -> dict[str, Rows]:
        """The same by event."""
        if kind not in self._events:
            self._events[kind] = _by_event(self.rows(kind))
        return self._events[kind]

    def untouched(self, kind: str, event: str) -> bool:
        """Whether an event has all the claims of a kind that it has at no clock."""
        every = self.build.events(self._record, kind) if self._shared else {}
        return len(self.events(kind)[event]) == len(every.get(event, ()))

    def _there(self, row: dict[str, Any]) -> bool:
        """Whether a claim is there at the record's clocks: what its views say, without asking them."""
        record = self._record
        if record.known and (row["known"] is None or row["known"] > record.known):
            return False
        if record.as_of and (row["since"] is None or row["since"] > record.as_of):
            return False
        return not record.without or (row["source"] != record.without and row["roots"] != [record.without])


def _by_event(rows: Rows) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for row in rows:
        found.setdefault(row["event"], []).append(row)
    return found
