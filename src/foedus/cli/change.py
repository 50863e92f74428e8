"""Change cells of a claim, or of a row of another table; every other byte of the file stays.

foedus change my-case tra-012 quantity=6 date=2022-05

foedus change my-case ots aliases="OTS; Turkic Council" --table entities

foedus change my-case tra-012 note=        an empty cell
"""

from typing import Annotated

import typer

from foedus.cli import deciding, options


def run(
    case: deciding.Case,
    key: Annotated[str, typer.Argument(metavar="KEY", help="A claim, such as tra-012, or another row's key.")],
    cells: Annotated[list[str], typer.Argument(metavar="COLUMN=VALUE...", help="What the row says now.")],
    table: deciding.Table = None,
    who: deciding.Who = None,
    reason: deciding.Reason = "",
    as_json: options.Json = False,
) -> None:
    """Change cells of a claim or of another row."""
    from foedus.cli import show
    from foedus.desk.claims import change

    with show.progress() as step:
        signed = deciding.signature(case, who, reason)
        done = change(case, key, deciding.cells(cells), signed, table=table, step=step)
    deciding.tell(done, as_json)
