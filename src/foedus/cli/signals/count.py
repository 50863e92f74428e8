"""Count the events of GDELT and ICEWS files by pair of states, month and type, cooperation and conflict apart.

Files are taken as published: GDELT 1.0 and 2.0, ICEWS; plain, .zip or .gz; files, folders, patterns in quotes, or
addresses such as s3://bucket/folder. What was taken in stays beside the result: the next time only new files are read.

  foedus signals count gdelt/ -o series.parquet

  foedus signals count "gdelt/2016*.zip" events.2016.tab -o series.csv --json

  foedus signals count hdfs://host/gdelt --engine spark --config spark.toml --work /shared/gdelt -o series.parquet

A month that the files do not cover is not covered, which is not nil: the column days says how much of it they do.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli import options

if TYPE_CHECKING:
    from foedus.signals.count import Report


def run(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, patterns or addresses.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Where the series goes: .parquet or .csv.")],
    engine: Annotated[str, typer.Option(metavar="NAME", help="duckdb, or spark for more than one machine.")] = "duckdb",
    work: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where what is taken in is kept; FILE with the ending .work by default."),
    ] = None,
    config: Annotated[
        Path | None, typer.Option(metavar="TOML", help="Settings of Spark: its master and its own options.")
    ] = None,
    threads: Annotated[int, typer.Option(min=0, metavar="N", help="Cores that DuckDB uses; 0 for all.")] = 0,
    as_json: options.Json = False,
) -> None:
    """Count reported events by pair of states and month."""
    from foedus.cli import show
    from foedus.signals.count import count
    from foedus.signals.engines import engine as engine_of

    with show.bar() as told:
        report = count(
            paths, out, engine_of(engine, config, threads), work=work,
            told=lambda done, of, what: told(what, done, of),
        )  # fmt: skip
    if as_json:
        import msgspec

        show.print_json(msgspec.to_builtins(report))
    else:
        _tell(report)


def _tell(report: "Report") -> None:
    from foedus.cli import show

    say = show.console.print
    say(
        f"{report.series:,} rows: {report.events:,} events in {report.reports:,} reports, between states, by month",
        style="bold", markup=False,
    )  # fmt: skip
    for one in report.coverage:
        gaps = f", but for {show.number(len(one.gaps), 'gap')}" if one.gaps else ""
        say(f"{one.dataset}: {one.first} to {one.last}, {one.days:,} days{gaps}", markup=False)
    say(f"{report.rows:,} rows in {show.number(report.files, 'file')}: {report.counted:,} are counted", markup=False)
    if report.repeated:
        say(f"  {report.repeated:>12,}  are of a record that stands in another row", markup=False)
    for left in report.left_out:
        say(f"  {left.rows:>12,}  {left.says}", markup=False, soft_wrap=True)
    for name, why in report.unusable:
        say(f"not taken in  {name}: {why}", style="red", markup=False, soft_wrap=True)
    for file, code, rows, lines in report.faults:
        where = f"line {', '.join(map(str, lines))}{' …' if rows > len(lines) else ''}"
        say(f"note  {file}, {where}: {rows:,} with the fault {code}", style="yellow", markup=False, soft_wrap=True)
    for what, pairs in (("actors", report.unknown_actors), ("CAMEO codes", report.unknown_codes)):
        if pairs:
            said = ", ".join(f"{name or '(none)'} {rows:,}" for name, rows in pairs)
            say(f"note  unknown {what}: {said}", style="yellow", markup=False, soft_wrap=True)
    for note in report.notes:
        say(f"note  {note}", style="yellow", markup=False, soft_wrap=True)
    show.note(f"series  {report.out}")
    show.note(f"kept    {report.work} (what was taken in; {show.number(report.new, 'new file')})")
