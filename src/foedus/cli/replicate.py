"""Write an archive from which the brief can be made again, for a journal: case, figures as published, and a script.

foedus replicate cases/turkic-states -o replication

python replication/replicate.py --data-dir ../data
"""

from pathlib import Path
from typing import Annotated

import typer

from foedus.cli import options


def run(
    case: options.Folder,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="A new folder for the archive.")],
    as_json: options.Json = False,
) -> None:
    """Write an archive from which the brief can be made again."""
    from foedus.cli import show
    from foedus.desk.journal import settle
    from foedus.publish.replicate import FIGURES, SCRIPT, archive

    settle(case)
    with show.progress() as step:
        step("writing the archive")
        pins = archive(case, out)
    if as_json:
        show.print_json(
            {"folder": str(out), "files": dict(pins.files), "datasets": [one.dataset for one in pins.datasets]}
        )
        return
    show.note(f"case     {show.number(len(pins.files), 'file')}, pinned by SHA-256")
    show.note(f"datasets {show.number(len(pins.datasets), 'file')}, pinned by release and SHA-256; none is inside")
    show.note(f"figures  {out / FIGURES}")
    show.console.print(f"run      python {out / SCRIPT}", markup=False)
