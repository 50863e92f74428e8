"""Write the figures of published datasets for a case's own states into its folder profile/, to work offline.

foedus profile cases/turkic-states --data-dir ../data

foedus profile cases/turkic-states --data-dir ../data --check
"""

from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli import data, options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foedus.reference.profile.write import Change

SHOWN = 3
"""Lines of a file that a preview shows."""


def run(
    case: options.Folder,
    start: Annotated[
        int | None,
        typer.Option(
            "--from", metavar="YEAR", help="First year of yearly figures; by default, of all states in being."
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only say whether it is up to date; exit code 1 if not.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Replace a profile without asking.")] = False,
    dirs: data.Dirs = None,
    as_json: options.Json = False,
) -> None:
    """Write figures of datasets for the case's own states into profile/."""
    from foedus.case import profile as layout
    from foedus.cli import show
    from foedus.reference.errors import DataError
    from foedus.reference.profile.make import make
    from foedus.reference.profile.write import changes, write
    from foedus.reference.store import Library

    record = options.asked(case, None, None)
    with show.progress() as step:
        step("reading datasets")
        made = make(record, Library(dirs or ()), start)
    if not made.tables["coverage"]:
        raise DataError("No dataset that a profile is made from is on this machine.", "Name a folder with --data-dir.")
    found = changes(case, made)
    there = any((case / layout.FOLDER).glob("*.csv"))
    if as_json:
        rows = {table: len(lines) for table, lines in made.tables.items()}
        show.print_json({
            "up_to_date": not found, "rows": rows, "missing": made.missing,
            "changes": [{"file": one.file, "new": len(one.added), "gone": len(one.removed)} for one in found],
        })  # fmt: skip
    elif there or check:
        _preview(found)
    if made.missing and not as_json:
        show.note(f"not on this machine, so not in it: {', '.join(made.missing)}")
    if check:
        raise typer.Exit(1 if found else 0)
    if found and there and not (yes or as_json) and not typer.confirm("Replace the profile?", default=False):
        show.note("Nothing was changed.")
        return
    if found:
        folder = write(case, made)
        if not as_json:
            for table, lines in made.tables.items():
                show.note(f"{table:14}{len(lines):>7,} rows")
            show.console.print(f"profile  {folder}", markup=False)


def _preview(found: "Sequence[Change]") -> None:
    from foedus.cli import show

    if not found:
        show.note("The profile is up to date with the datasets on this machine.")
    for one in found:
        show.console.print(one.said, markup=False)
        for sign, lines in (("+", one.added), ("-", one.removed)):
            for line in lines[:SHOWN]:
                show.indented(f"{sign} {line}", dim=True)
            if len(lines) > SHOWN:
                show.indented(f"{sign} … and {len(lines) - SHOWN} more", dim=True)
