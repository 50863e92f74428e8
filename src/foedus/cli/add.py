"""Add a claim, or a row to another table: cell by cell, checked before anything is written.

The claim gets the next number of its kind; coder, coded and origin are filled in.

  foedus add my-case transfers event=drone-sale stage=delivered assertion=asserted source=press-2022 \\
      locator="¶7" grain=single supplier=TUR recipient=KGZ item="patrol boats"

  foedus add my-case entities entity=baykar type=firm name=Baykar country=TUR
"""

from typing import Annotated

import typer

from foedus.cli import deciding, options


def run(
    case: deciding.Case,
    table: Annotated[str, typer.Argument(metavar="TABLE", help="A kind, such as transfers, or entities, sources, …")],
    cells: Annotated[list[str], typer.Argument(metavar="COLUMN=VALUE...", help="What the row says.")],
    who: deciding.Who = None,
    reason: deciding.Reason = "",
    as_json: options.Json = False,
) -> None:
    """Add a claim, or a row to another table."""
    from foedus.cli import show
    from foedus.desk.claims import add

    with show.progress() as step:
        done = add(case, table, deciding.cells(cells), deciding.signature(case, who, reason), step=step)
    deciding.tell(done, as_json)
