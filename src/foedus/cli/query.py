"""Ask the record in SQL (DuckDB's). It can be read, never written; the two clocks apply.

foedus query cases/turkic-states "SELECT kind, count(*) FROM claims GROUP BY kind"

foedus query cases/turkic-states "SELECT count(*) FROM claims" --known 2022-06-01 --json

foedus query cases/turkic-states --tables
"""

from typing import Annotated

import typer

from foedus.cli import options


def run(
    case: options.Case,
    sql: Annotated[
        str | None, typer.Argument(metavar="SQL", help="The question; - reads it from standard input.")
    ] = None,
    as_of: options.AsOf = None,
    known: options.Known = None,
    tables: Annotated[bool, typer.Option("--tables", help="List the tables and their columns instead.")] = False,
    limit: options.Limit = 100,
    as_json: options.Json = False,
    as_csv: options.Csv = False,
) -> None:
    """Ask the record in SQL."""
    import sys

    from foedus.cli import show

    if sql is None and not tables:
        raise typer.BadParameter("write a question, or --tables to see what can be asked.", param_hint="SQL")
    record = options.asked(case, as_of, known)
    if tables:
        found = record.tables()
        if as_json:
            show.print_json(found)
        else:
            show.table(("table", "columns"), ([name, ", ".join(columns)] for name, columns in found.items()))
        return
    show.rows(record.query(sys.stdin.read() if sql == "-" else sql or ""), as_json=as_json, as_csv=as_csv, limit=limit)
