"""Ask the record in SQL (DuckDB's). It can be read, never written; the two clocks apply.

foedus query cases/turkic-states "SELECT kind, count(*) FROM claims GROUP BY kind"

foedus query cases/turkic-states "SELECT count(*) FROM claims" --known 2022-06-01 --json

foedus query cases/turkic-states --tables
"""

from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli import options

if TYPE_CHECKING:
    from foedus.record import Record


def run(
    case: options.Case,
    sql: Annotated[
        str | None, typer.Argument(metavar="SQL", help="The question; - reads it from standard input.")
    ] = None,
    as_of: options.AsOf = None,
    known: options.Known = None,
    tables: Annotated[bool, typer.Option("--tables", help="List the tables and their columns instead.")] = False,
    table: Annotated[
        str | None, typer.Option("--table", metavar="TABLE", help="Say what each column of a table holds instead.")
    ] = None,
    limit: options.Limit = 100,
    as_json: options.Json = False,
    as_csv: options.Csv = False,
) -> None:
    """Ask the record in SQL."""
    import sys

    from foedus.cli import show

    if sql is None and not tables and table is None:
        raise typer.BadParameter("write a question, or --tables to see what can be asked.", param_hint="SQL")
    record = options.asked(case, as_of, known)
    if table is not None:
        _describe(record, table, as_json)
        return
    if tables:
        found = record.tables()
        if as_json:
            show.print_json(found)
        else:
            show.table(("table", "columns"), ([name, ", ".join(columns)] for name, columns in found.items()))
        return
    show.rows(record.query(sys.stdin.read() if sql == "-" else sql or ""), as_json=as_json, as_csv=as_csv, limit=limit)


def _describe(record: "Record", table: str, as_json: bool) -> None:
    """What each column of a table holds."""
    from foedus.cli import show
    from foedus.record.ask import AskError
    from foedus.record.dictionary import dictionary
    from foedus.terms.words import nearest

    found = dictionary(record.codebook)
    if table not in found:
        near = nearest(table, found)
        hint = f"Did you mean '{near}'?" if near else "Tables are: " + ", ".join(found) + "."
        raise AskError(f"The record has no table '{table}'.", hint)
    what, columns = found[table]
    if as_json:
        show.print_json([{"column": name, "type": type_, "holds": text} for name, type_, text in columns])
        return
    show.heading(table, what)
    show.table(("column", "type", "holds"), columns)
