"""What a case's cooperation adds up to: figures with the claims and dataset rows behind each.

  foedus measure ties cases/turkic-states

  foedus measure embargo cases/turkic-states --imposer DEU --as-of 2020

  foedus measure aid cases/turkic-states --recipient KGZ --json

Each figure says what it covers; unknown, not covered and nil are three things.
"""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foedus.measures.measured import Measured


def verbs() -> tuple[ModuleType, ...]:
    """The measures that can be asked for: one file each in this folder."""
    return tuple(import_module(f"{__name__}.{found.name}") for found in iter_modules([str(Path(__file__).parent)]))


def tell(measured: "Measured", as_json: bool) -> None:
    """A measure as tables, or as JSON with claims, rows and coverage of every figure."""
    import msgspec

    from foedus.cli import show
    from foedus.record.figure import Figure
    from foedus.views.measured import say

    if as_json:
        show.print_json(msgspec.to_builtins(measured, enc_hook=tuple))
        return
    asked = ", ".join(f"{name} {value}" for name, value in measured.asked.items())
    show.heading(measured.title, asked)
    show.console.print(measured.answer, markup=False)
    for sheet in measured.sheets:
        show.console.print()
        show.console.print(sheet.title, style="bold", markup=False)
        show.table(
            (sheet.about, *(column.label for column in sheet.columns)),
            ([line.label, *(say(c) if isinstance(c, Figure) else c for c in line.cells)] for line in sheet.lines),
        )
        if sheet.note:
            show.note(sheet.note)
    show.console.print()
    for text in measured.warnings:
        show.console.print(f"! {text}", style="yellow", markup=False)
    for text in measured.limits:
        show.note(text)
    cells = [cell for sheet in measured.sheets for line in sheet.lines for cell in line.cells]
    claims = {claim for cell in cells if isinstance(cell, Figure) for claim in cell.claims}
    if claims:
        show.note(f"{len(claims)} claims stand behind these figures: --json names them, figure by figure.")
