"""The case's own events as columns of a panel, and the record going on where a dataset ends."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from foedus.record import Record
from foedus.reference.errors import DataError
from foedus.reference.joined import Joined, addition, join
from foedus.reference.store import Library

FIN, SWE, NOR = 375, 380, 385


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as found:
        yield found


@pytest.fixture(scope="module")
def joined(con: duckdb.DuckDBPyConnection, record: Record, books: Library) -> Joined:
    return join(con, record, books)


def value(con: duckdb.DuckDBPyConnection, table: str, column: str, one: int, other: int, year: int) -> object:
    rows = con.execute(
        f"SELECT {column} FROM {table} WHERE (ccode1, ccode2, year) = (?, ?, ?)", [one, other, year]
    ).fetchall()
    return rows[0][0] if rows else None


def test_events_count_in_the_year_of_their_date_and_in_the_direction_of_their_tie(
    con: duckdb.DuckDBPyConnection, joined: Joined
) -> None:
    """Sweden's sale to Finland is Sweden's; an agreement is both states'."""
    assert value(con, "case_dyads", "case_transfers_ordered", SWE, FIN, 2005) == 1
    assert value(con, "case_dyads", "case_transfers_ordered", FIN, SWE, 2005) is None
    assert value(con, "case_dyads", "case_agreements_signed", FIN, SWE, 1999) == 1
    assert value(con, "case_dyads", "case_agreements_signed", SWE, FIN, 1999) == 1


def test_where_claims_are_silent_there_is_no_zero(con: duckdb.DuckDBPyConnection, joined: Joined) -> None:
    names = ", ".join(column.name for column in joined.columns if column.name.startswith("case_"))
    cells = [cell for row in con.execute(f"SELECT {names} FROM case_dyads").fetchall() for cell in row]
    assert 0 not in cells
    assert any(cell == 1 for cell in cells)


def test_a_general_statement_never_counts(con: duckdb.DuckDBPyConnection, joined: Joined) -> None:
    column = "sum(case_transfers_delivered)"
    assert con.execute(f"SELECT {column} FROM case_dyads WHERE ccode1 = {SWE} AND ccode2 = {FIN}").fetchall() == [
        (None,)
    ]


def test_the_seam_says_where_the_dataset_ends_and_the_record_goes_on(
    con: duckdb.DuckDBPyConnection, joined: Joined
) -> None:
    def at(year: int) -> tuple[object, object]:
        return (
            value(con, "case_continued", "agreements_continued", FIN, SWE, year),
            value(con, "case_continued", "agreements_continued_seam", FIN, SWE, year),
        )

    assert at(1999) == (1, "dataset")  # D-1
    assert at(2000) == (0, "dataset")  # covered, and none
    assert at(2014) == (None, "record")  # the sources are silent
    assert at(2015) == (1, "record")  # agr-004


def test_a_pair_counts_once_where_the_panel_has_no_direction(record: Record, books: Library) -> None:
    with duckdb.connect() as con:
        join(con, record, books, directed=False)
        assert value(con, "case_dyads", "case_transfers_ordered", FIN, SWE, 2005) == 1
        assert value(con, "case_continued", "transfers_continued", FIN, SWE, 2005) == 1


def test_a_case_adds_nothing_to_what_is_no_pair(folder: Path, record: Record, books: Library) -> None:
    with pytest.raises(DataError, match="adds columns to dyad-years"):
        addition(folder, books, unit="state-year", system="cow", directed=False)
    with pytest.raises(DataError, match="joined by COW numbers"):
        addition(folder, books, unit="dyad-year", system="gw", directed=False)
