"""What the verbs that write to a case share: who decides, looking first, and saying what was done."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from foedus.desk.draft import Done
    from foedus.desk.log import Signature
    from foedus.desk.plan import Plan

Case = Annotated[Path, typer.Argument(metavar="CASE", help="The case's folder.")]
Who = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Who decides; FOEDUS_WHO, git's user.name or the system's user without it."),
]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why, for the log.")]
Table = Annotated[
    str | None, typer.Option("--table", metavar="NAME", help="Of which table the key is, where several have it.")
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show what would be done.")]

SHOWN = 40
"""Changes that are shown before one is asked; --json lists them all."""


def signature(case: Path, who: str | None, reason: str) -> "Signature":
    """Whoever decides."""
    from foedus.desk.log import sign

    return sign(case, who, reason)


def cells(pairs: Sequence[str]) -> Mapping[str, str]:
    """`column=value` pairs as they were typed. Raises `DeskError` for one without the sign."""
    from foedus.desk.errors import DeskError

    out = {}
    for pair in pairs:
        column, sign, value = pair.partition("=")
        if not sign or not column.strip():
            raise DeskError(f"'{pair}' is no cell.", "Write column=value, such as quantity=12; in quotes with blanks.")
        out[column.strip()] = value
    return out


def tell(done: "Done", as_json: bool = False) -> None:
    """Say what was done, what a check warns of now, and how to undo it."""
    import msgspec

    from foedus.cli import show

    if as_json:
        show.print_json(msgspec.to_builtins(done))
        return
    show.console.print(done.entry.said, markup=False)
    for warning in done.warnings:
        show.console.print(f"warning  {warning}", style="yellow", markup=False, soft_wrap=True)
    show.note(f"Decision {done.entry.id}; `foedus undo` takes it back.")


def carry_out(plan: "Plan", signed: "Signature", *, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Show a plan, ask, and do it. Exit code 1 where the answer is no."""
    from foedus.cli import show

    if not as_json:
        preview(plan)
    elif dry_run:
        show.print_json(plan.as_dict())
    if dry_run:
        return
    if not yes:
        if as_json or not sys.stdin.isatty():
            show.progress_console().print("Nothing was changed: --yes does it.", style="bold")
            raise typer.Exit(1)
        if not typer.confirm("Do it?"):
            show.note("Nothing was changed.")
            raise typer.Exit(1)
    with show.progress() as step:
        done = plan.carry_out(signed, step)
    tell(done, as_json)


def preview(plan: "Plan") -> None:
    """The changes of a plan as a table, with how many there are in which file."""
    from foedus.cli import show

    show.table(
        ("where", "row", "column", "before", "after"),
        ([f"{c.file}:{c.line}", c.key, c.column, c.before, c.after or "(gone)"] for c in plan.changes[:SHOWN]),
    )
    if len(plan.changes) > SHOWN:
        show.note(f"… and {len(plan.changes) - SHOWN} more; --dry-run --json lists all")
    counts: dict[str, int] = {}
    for change in plan.changes:
        counts[change.file] = counts.get(change.file, 0) + 1
    show.console.print()
    total = f"{len(plan.changes)} cell{'s'[: len(plan.changes) != 1]} would change"
    show.console.print(f"{total}: " + ", ".join(f"{file} {n}" for file, n in counts.items()), markup=False)
    for note in plan.notes:
        show.console.print(f"note  {note}", style="yellow", markup=False, soft_wrap=True)
