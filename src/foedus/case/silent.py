"""DuckDB without its bar of progress, which it would draw into whatever standard output is."""

import duckdb


def silent(con: duckdb.DuckDBPyConnection) -> None:
    """Switch the bar off where it is on. To set it at all needs ipywidgets in a notebook, where it is off without."""
    if con.execute("SELECT current_setting('enable_progress_bar')").fetchall()[0][0]:
        con.execute("SET enable_progress_bar = false")


def measured(con: duckdb.DuckDBPyConnection) -> None:
    """Let the connection be asked how far a query is, without a bar; in a notebook without ipywidgets it cannot be."""
    try:
        con.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
    except duckdb.InvalidInputException:
        return
