"""Check a case: every rule of the codebook, each finding with its file, line and the way to mend it.

Exit code 0: no errors (warnings may stand); 1: errors; 2: there is no such case.

  foedus check cases/turkic-states

  foedus check my-case --json | jq '.findings[] | select(.severity == "error")'
"""

from typing import Annotated

import typer

from foedus.cli import options


def run(
    case: options.Folder,
    as_json: options.Json = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Show every finding, not the first five of each sort.")
    ] = False,
    waived: Annotated[bool, typer.Option("--waived", help="Show what case.toml lets stand as well.")] = False,
) -> None:
    """Check a case."""
    from foedus.case import check
    from foedus.cli import show
    from foedus.desk.journal import settle

    settle(case)
    with show.progress() as step:
        report = check(case, step)
    if as_json:
        show.print_json(report.as_dict())
    else:
        show.findings(report.findings, case, everything=everything)
        if waived and report.waived:
            show.heading("Waived in case.toml")
            show.findings(report.waived, case, everything=everything)
        verdict = ", ".join([show.number(report.errors, "error"), show.number(report.warnings, "warning")])
        waived_too = f", {len(report.waived)} waived" if report.waived else ""
        show.console.print(f"{show.number(report.claims, 'claim')}: {verdict}{waived_too}", style="bold")
    raise typer.Exit(1 if report.errors else 0)
