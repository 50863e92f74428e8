"""The record of which a site is made: without what is kept back, so that no page, table or picture can tell of it."""

import shutil
from pathlib import Path

import duckdb

from foedus.case.settings import Publish
from foedus.case.silent import silent
from foedus.publish.withheld import withheld


def without(record: Path, copy: Path, publish: Publish) -> None:
    """Copy a record, and empty the columns that are kept back in every table. Raises OSError, `duckdb.Error`."""
    shutil.copyfile(record, copy)
    keeps = withheld(publish)
    with duckdb.connect(str(copy)) as con:
        silent(con)
        found = con.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'main' "
            "AND column_name IN (SELECT unnest(?::VARCHAR[])) ORDER BY ALL",
            [sorted(keeps)],
        ).fetchall()
        for table, column in found:
            con.execute(f'UPDATE "{table}" SET "{column}" = NULL')
        con.execute("CHECKPOINT")
