"""Take over a file of a dataset that you have downloaded (also zipped) into foedus's folder.

It is recognised by what is in it; a file of another dataset, or of a release that foedus does not know, is refused
with what differs. To leave files where they are, name their folder with --data-dir or FOEDUS_DATA instead.

  foedus data add sipri-transfers ~/Downloads/trade-register.csv

  foedus data add atop ~/Downloads/atop_5.1__.csv_.zip
"""

from pathlib import Path
from typing import Annotated

import typer

from foedus.cli import data, options


def run(
    name: data.Name,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files, or archives of them.")],
    as_json: options.Json = False,
) -> None:
    """Take over downloaded files."""
    from foedus.cli import show
    from foedus.cli.data.get import tell
    from foedus.reference.about import dataset
    from foedus.reference.take import add

    about = dataset(name)
    with show.progress() as step:
        step(f"Reading {about.title}")
        obtained = add(about, files)
    tell(obtained, as_json)
