"""Write the brief of a case, every figure with its sources: HTML, PDF, DOCX or plain text, by the ending.

foedus brief cases/turkic-states

foedus brief cases/turkic-states --known 2022-06-01 -o brief-2022.pdf
"""

from pathlib import Path
from typing import Annotated

import typer

from foedus.cli import options


def run(
    case: options.Case,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="Where to write it: .html, .pdf, .docx or .txt; brief.html in build/ by default.",
        ),
    ] = None,
    as_of: options.AsOf = None,
    known: options.Known = None,
) -> None:
    """Write the brief."""
    from foedus.cli import show
    from foedus.publish.brief import write

    target = out or (case.parent if case.suffix == ".duckdb" else case / "build") / "brief.html"
    record = options.asked(case, as_of, known)
    with show.progress() as step:
        step("writing the brief")
        write(record, target)
    show.console.print(f"brief    {target}", markup=False)
