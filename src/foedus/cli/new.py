"""Start a case: a folder with comments that teach, and one example claim to replace.

foedus new nordic-defence --title "Defence cooperation of the Nordic states"

foedus new their-case --from-package their-package
"""

from pathlib import Path
from typing import Annotated

import typer


def run(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    title: Annotated[str, typer.Option(help="The title of the case.")] = "A new case",
    question: Annotated[str, typer.Option(help="The question it is to answer.")] = "Will these states form a pact?",
    package: Annotated[
        Path | None,
        typer.Option("--from-package", metavar="DIR", help="Take over the case of a data package, as it was exported."),
    ] = None,
) -> None:
    """Start a case."""
    from foedus.case.start import start
    from foedus.cli import show

    if package:
        _taken(package, folder)
        return
    files = start(folder, title=title, question=question)
    show.console.print(f"{folder}", style="bold", markup=False)
    for file in files:
        show.note(f"  {file}")
    show.console.print(f"Next: look into it, then foedus make {folder}", markup=False)


def _taken(package: Path, folder: Path) -> None:
    """Make a case of a package, and say what it holds."""
    from foedus.case.package import take
    from foedus.cli import show

    taken = take(package, folder)
    show.console.print(f"{folder}", style="bold", markup=False)
    show.note(f"  {show.number(taken.claims, 'claim')} in {show.number(len(taken.files), 'file')}")
    if taken.errors:
        said = f"The case had {show.number(taken.errors, 'error')} when it was exported: foedus check {folder}"
        show.console.print(said, style="yellow", markup=False)
    show.console.print(f"Next: foedus make {folder}", markup=False)
