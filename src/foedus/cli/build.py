"""Check a case and build its record: record.duckdb, and the same tables as Parquet.

A new record is built beside the old one and then swapped in: stopping it at any moment loses nothing.

  foedus build cases/turkic-states

  foedus build cases/turkic-states --out /tmp/record
"""

from typing import Annotated

import typer

from foedus.cli import options


def run(
    case: options.Folder,
    out: options.Out = None,
    as_json: options.Json = False,
    parquet: Annotated[bool, typer.Option(help="Whether to write the tables as Parquet as well.")] = True,
) -> None:
    """Build the record."""
    from foedus.cli import show
    from foedus.desk.journal import settle
    from foedus.record import build

    settle(case)
    with show.progress() as step:
        built = build(case, out, parquet=parquet, progress=step)
    if as_json:
        counts = {"claims": built.claims, "events": built.events, "sources": built.sources}
        show.print_json({"record": str(built.path), "parquet": str(built.parquet) if parquet else None, **counts})
    else:
        claims, events = show.number(built.claims, "claim"), show.number(built.events, "event")
        show.console.print(f"{claims} on {events} from {show.number(built.sources, 'source')}", style="bold")
        show.note(f"record   {built.path}")
        if parquet:
            show.note(f"parquet  {built.parquet}")
