"""Start a case: a folder with comments that teach, and one example claim to replace.

foedus new nordic-defence --title "Defence cooperation of the Nordic states"
"""

from pathlib import Path
from typing import Annotated

import typer


def run(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    title: Annotated[str, typer.Option(help="The title of the case.")] = "A new case",
    question: Annotated[str, typer.Option(help="The question it is to answer.")] = "Will these states form a pact?",
) -> None:
    """Start a case."""
    from foedus.case.start import start
    from foedus.cli import show

    files = start(folder, title=title, question=question)
    show.console.print(f"{folder}", style="bold", markup=False)
    for file in files:
        show.note(f"  {file}")
    show.console.print(f"Next: look into it, then foedus make {folder}", markup=False)
