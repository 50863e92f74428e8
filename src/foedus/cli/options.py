"""Arguments and options that several verbs share, each said once."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from foedus.api import OpenCase
    from foedus.record import Record

Case = Annotated[Path, typer.Argument(metavar="CASE", help="The case's folder (or a record.duckdb).")]
Folder = Annotated[Path, typer.Argument(metavar="CASE", help="The case's folder.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="The state of the world on a day: only what may have happened by then."
    ),
]
Known = Annotated[
    str | None,
    typer.Option("--known", metavar="DATE", help="What was known on a day: only sources published by then."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Actor = Annotated[
    list[str] | None,
    typer.Option("--actor", "-a", metavar="NAME", help="Only with this actor, by key or name; repeat it for several."),
]
Kind = Annotated[str | None, typer.Option("--kind", "-k", metavar="KIND", help="Only of this kind, such as transfers.")]
Stage = Annotated[
    list[str] | None,
    typer.Option(
        "--stage", "-s", metavar="STAGE", help="Only at this stage, such as delivered; repeat it for several."
    ),
]
By = Annotated[
    str | None,
    typer.Option("--by", metavar="WHO", help="Only what this reader proposes: reader, model, both, or a model's name."),
]
Group = Annotated[
    str | None,
    typer.Option(
        "--group",
        "-g",
        metavar="GROUP",
        help="Only with a member of this group, of case.toml or entities.csv; or coalition.",
    ),
]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Only what may reach into the time since.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Only what may have begun by then.")]
Assertion = Annotated[
    list[str] | None,
    typer.Option(
        "--assertion", metavar="WORD", help="Only claims said so: asserted, attributed, denied, expected, hypothetical."
    ),
]
Text = Annotated[str | None, typer.Option("--text", "-t", metavar="WORD", help="Only where this text occurs.")]
Limit = Annotated[
    int, typer.Option("--limit", "-n", metavar="N", min=0, help="At most so many rows on the screen; 0 for all.")
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Where the record is written; build/ in the case by default."),
]


def filters(
    actor: list[str] | None = None,
    stage: list[str] | None = None,
    group: str | None = None,
    since: str | None = None,
    until: str | None = None,
    assertion: list[str] | None = None,
    text: str | None = None,
) -> dict[str, Any]:
    """The filters of `Record.claims` from what was typed."""
    return {
        "actor": actor or (),
        "stage": stage or (),
        "group": group,
        "start": since,
        "end": until,
        "assertion": assertion or (),
        "text": text,
    }


def opened(case: Path, as_of: str | None = None, known: str | None = None) -> "OpenCase":
    """The case, its record built first if that is needed."""
    import foedus
    from foedus.cli.show import progress

    with progress() as step:
        return foedus.open(case, as_of=as_of, known=known, progress=step)


def asked(case: Path, as_of: str | None, known: str | None) -> "Record":
    """The record of the case at the clocks."""
    return opened(case, as_of, known).record()
