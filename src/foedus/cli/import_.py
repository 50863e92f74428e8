"""Take over rows from a spreadsheet (.csv, or .xlsx with the extra [data]), or sources from a bibliography.

Shows which column becomes which, what would be written, and every row with a fault; then asks. Names become
keys (Türkiye: TUR), labels become words. None is written unless all can be, or --skip-faulty.

  foedus import my-case deals.csv --kind transfers --map "Buyer=recipient" --set source=press-2022 \\
      --set stage=delivered --set assertion=asserted --set grain=single --set event=drone-sales

  foedus import my-case deals.xlsx --kind transfers --mapping deals.toml --skip-faulty --yes

A mapping file has [columns] with "Header" = "column" and [set] with column = "value".

From BibTeX, CSL-JSON or RIS, as Zotero exports them, references become sources; those that are there already,
by address or by title and year, are recognised and left out.

  foedus import my-case library.bib
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli import deciding, options

if TYPE_CHECKING:
    from foedus.desk.claims import Step
    from foedus.desk.import_ import Import
    from foedus.desk.log import Signature
    from foedus.desk.mapping import Given

SHOWN = 10
"""Rows that are shown before one is asked."""


def run(
    case: deciding.Case,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A .csv or .xlsx file with a header, or .bib, .json, .ris.")
    ],
    kind: Annotated[
        str, typer.Option("--kind", "-k", help="The kind, or entities, sources, events, topics. Of .csv and .xlsx.")
    ] = "",
    maps: Annotated[
        list[str] | None, typer.Option("--map", metavar="HEADER=COLUMN", help="What a header means; HEADER= for none.")
    ] = None,
    sets: Annotated[
        list[str] | None, typer.Option("--set", metavar="COLUMN=VALUE", help="What every row says in a column.")
    ] = None,
    mapping: Annotated[Path | None, typer.Option(metavar="TOML", help="A file with both.")] = None,
    sheet: Annotated[str | None, typer.Option(help="The sheet of an .xlsx file; the first without it.")] = None,
    skip_faulty: Annotated[
        bool, typer.Option("--skip-faulty", help="Write the rows without a fault, tell the others.")
    ] = False,
    yes: deciding.Yes = False,
    dry_run: deciding.DryRun = False,
    who: deciding.Who = None,
    reason: deciding.Reason = "",
    as_json: options.Json = False,
) -> None:
    """Take over rows from a spreadsheet, or sources from a bibliography."""
    from foedus.cli import show
    from foedus.desk.mapping import Given, read

    given = read(mapping) if mapping else Given()
    given = Given({**given.columns, **deciding.cells(maps or ())}, {**given.set, **deciding.cells(sets or ())})
    with show.progress() as step:
        signed = deciding.signature(case, who, reason)
        found = _planned(case, file, kind, given, signed, sheet, step)
    if not as_json:
        preview(found)
    elif dry_run:
        show.print_json(found.as_dict())
    if dry_run:
        raise typer.Exit(1 if found.faults else 0)
    if found.duplicates and not found.rows and not found.faults:
        if as_json:
            show.print_json(found.as_dict())
        return
    stuck = found.faults and not skip_faulty
    if found.rows and not stuck and not yes:
        if as_json or not sys.stdin.isatty():
            show.progress_console().print("Nothing was written: --yes does it.", style="bold")
            raise typer.Exit(1)
        typer.confirm(f"Write {len(found.rows)} rows?", abort=True)
    with show.progress() as step:
        done = found.carry_out(skip_faulty=skip_faulty, step=step)
    deciding.tell(done, as_json)


def _planned(
    case: Path, file: Path, kind: str, given: "Given", signed: "Signature", sheet: str | None, step: "Step"
) -> "Import":
    """What would be taken over, from whichever of the two."""
    from foedus.desk.bibliography.plan import FORMATS, plan_sources
    from foedus.desk.errors import DeskError
    from foedus.desk.import_ import plan_import

    if file.suffix.lower() in FORMATS:
        if kind not in ("", "sources"):
            raise DeskError(f"References become sources, not {kind}.", "Leave --kind out.")
        return plan_sources(case, file, given, signed, step=step)
    if not kind:
        raise DeskError("Say what the rows are.", "--kind transfers, or another of `foedus codebook`.")
    return plan_import(case, file, kind, given, signed, sheet=sheet, step=step)


def preview(found: "Import") -> None:
    """The mapping, the first rows, and all faults."""
    from foedus.cli import show

    show.table(("column of the file", "becomes"), found.columns.items())
    if found.left_out:
        show.note("left out: " + ", ".join(found.left_out))
    if found.rows:
        columns = list(dict.fromkeys(column for row in found.rows.values() for column in row))
        show.console.print()
        first = list(found.rows.items())[:SHOWN]
        show.table(("row", *columns), ([str(n), *(row.get(c, "") for c in columns)] for n, row in first))
        if len(found.rows) > SHOWN:
            show.note(f"… and {len(found.rows) - SHOWN} more")
    for number, same in found.duplicates.items():
        show.note(f"row {number}  there already: {same}")
    for number, remark in found.remarks.items():
        show.console.print(f"row {number}  {remark}", style="yellow", markup=False)
    for fault in found.faults:
        show.console.print(f"row {fault.row}  {fault.column}: {fault.message}", style="red", markup=False)
        if fault.hint:
            show.note(f"    {fault.hint}")
    show.console.print()
    bad = len({fault.row for fault in found.faults})
    there = f", {len(found.duplicates)} there already" if found.duplicates else ""
    show.console.print(f"{len(found.rows)} rows are ready, {bad or 'none'} with faults{there}", style="bold")
