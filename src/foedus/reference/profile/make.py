"""Make a case's profile where the datasets are: facts and figures of its own states, never a dataset's rows as such."""

from collections.abc import Mapping

import duckdb
import msgspec

from foedus.case import profile as layout
from foedus.record import Record
from foedus.reference.about import dataset
from foedus.reference.own import ask, first_year, sides
from foedus.reference.profile import deals, figures, pacts, quarrels
from foedus.reference.store import Imported, Library, owner
from foedus.terms import states

LAST = 2100

Cells = tuple[str, ...]


class Made(msgspec.Struct, frozen=True):
    """A profile as it was made: its tables, what to cite, and what could not be had."""

    tables: Mapping[str, list[Cells]]
    references: str
    """BibTeX of all that it rests on."""
    missing: tuple[str, ...]
    """Datasets that a profile can have and that are not on this machine."""


class Desk:
    """Where a profile is made: the datasets as views beside the table `asked`, and notes of what was used for what."""

    def __init__(self, record: Record, library: Library, start: int | None = None) -> None:
        self.record, self.library = record, library
        self.inner, self.outer = sides(record)
        self.start = start or first_year(self.inner)
        self.con = duckdb.connect()
        self.used: dict[tuple[str, str], tuple[Imported, set[str]]] = {}
        self.missing: dict[str, None] = {}
        ask(self.con, self.inner, self.outer, 1816, LAST)
        keys = list(states.states())
        with duckdb.connect() as scratch:  # every state that a row may name, by number and year
            ask(scratch, keys, (), 1900, LAST)
            every = scratch.execute("SELECT state, ccode, year FROM asked").fetchall()
        self.con.execute("CREATE TABLE everyone (state VARCHAR, ccode INTEGER, year INTEGER)")
        columns = [list(column) for column in zip(*every, strict=True)]
        self.con.execute("INSERT INTO everyone SELECT unnest(?), unnest(?), unnest(?)", columns)

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, *_: object) -> None:
        self.con.close()

    def has(self, table: str, used_for: str) -> bool:
        """Whether a dataset's table is at hand; it then is a view of that name, and noted as used for a table."""
        about = owner(table)
        part = about.table(table).part
        if not self.library.has(about.name, part):
            self.missing.setdefault(about.name)
            return False
        found = self.library.part(about.name, part)[0]
        self.con.execute(f'CREATE OR REPLACE VIEW "{table}" AS SELECT * FROM {self.library.table(table)}')
        self.used.setdefault((about.name, part), (found, set()))[1].add(used_for)
        return True

    def whence(self, table: str) -> Cells:
        """Dataset and version of a table that is at hand."""
        about = owner(table)
        return about.name, self.used[about.name, about.table(table).part][0].version

    def span(self, table: str) -> tuple[int, int]:
        """The window of a table that is at hand."""
        about = owner(table)
        return self.used[about.name, about.table(table).part][0].span


def make(record: Record, library: Library, start: int | None = None) -> Made:
    """Make the profile of a record's case from the datasets on this machine.

    `start` is the first year of yearly figures: by default the first in which all states of the coalition were in
    being; pacts are there from the beginning. Raises `AskError` where the case names no states, `DataError` where a
    dataset cannot be used.
    """
    with Desk(record, library, start) as desk:
        tables: dict[str, list[Cells]] = {
            "states": figures.of_states(desk),
            "dyads": figures.of_pairs(desk),
            "pacts": pacts.pacts(desk),
            "organisations": pacts.organisations(desk),
            "agreements": deals.agreements(desk),
            "transfers": deals.transfers(desk),
            "exercises": deals.exercises(desk),
            "disputes": quarrels.disputes(desk),
        }
        tables["coverage"] = _coverage(desk)
        return Made(
            {table: sorted(tables[table]) for table in layout.TABLES},
            _references(desk),
            tuple(desk.missing),
        )


def _coverage(desk: Desk) -> list[Cells]:
    rows: list[Cells] = []
    for (name, part), (found, tables) in desk.used.items():
        about = dataset(name)
        since, until = found.span
        cells = (
            part, about.title, str(since), str(until), found.form, found.sha256,
            "; ".join(about.cited(part, found.form)), "; ".join(sorted(tables)), name, found.version, "",
        )  # fmt: skip
        rows.append(cells)
    return rows


def _references(desk: Desk) -> str:
    entries: dict[str, str] = {}
    for (name, part), (found, _) in desk.used.items():
        entries |= dataset(name).cited(part, found.form)
    return "\n\n".join(entries[key].strip() for key in sorted(entries)) + "\n"
