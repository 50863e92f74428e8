"""Datasets of the field: which there are, which are on this machine, and how to get them.

  foedus data list

  foedus data get nmc

  foedus data add sipri-transfers ~/Downloads/trade-register.csv

Files are recognised by what is in them. Besides foedus's own folder, those that FOEDUS_DATA or --data-dir names
are looked through.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from foedus.reference.store import Library


def complete(incomplete: str) -> list[str]:
    """Names of datasets that begin so, for the shell."""
    from foedus.reference.about import names

    return [name for name in names() if name.startswith(incomplete)]


def complete_part(ctx: typer.Context, incomplete: str) -> list[str]:
    """Parts of the dataset already typed that begin so."""
    from foedus.reference.about import dataset
    from foedus.reference.errors import DataError

    try:
        parts = {file.part for file in dataset(str(ctx.params.get("name"))).files}
    except DataError:
        return []
    return sorted(part for part in parts if part.startswith(incomplete))


Name = Annotated[
    str, typer.Argument(metavar="NAME", help="A dataset, as `foedus data list` has it.", autocompletion=complete)
]
Dirs = Annotated[
    list[Path] | None,
    typer.Option("--data-dir", metavar="DIR", help="A folder of datasets; repeat it for several. Also: FOEDUS_DATA."),
]


def library(dirs: list[Path] | None) -> "Library":
    """The datasets on this machine. Raises `DataError` for a folder that is not there."""
    from foedus.reference.store import Library

    return Library(dirs or ())
