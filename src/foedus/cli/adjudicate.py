"""Settle the differences of two coders as a list decides: A or B in its column `take`, empty for not yet.

`foedus agreement … --differences FILE` writes the list. The first case is written to, as one decision.

  foedus adjudicate ada-case grace-case settle.csv

  foedus adjudicate my-case settle.csv --coder ada --coder grace
"""

from pathlib import Path
from typing import Annotated

import typer

from foedus.cli import agreement, deciding, options


def run(
    case: deciding.Case,
    files: Annotated[list[Path], typer.Argument(metavar="[OTHER] FILE", help="The second coder's case; the list.")],
    coder: agreement.Coders = None,
    who: deciding.Who = None,
    reason: deciding.Reason = "",
    as_json: options.Json = False,
) -> None:
    """Settle the differences of two coders."""
    from foedus.cli import show
    from foedus.desk.adjudicate import adjudicate
    from foedus.desk.errors import DeskError

    *other, listed = files
    if len(other) > 1:
        raise DeskError("There are too many names.", "It is: foedus adjudicate CASE [OTHER] FILE.")
    a, b = agreement.sides(case, other[0] if other else None, coder)
    with show.progress() as step:
        done = adjudicate(a, b, listed, deciding.signature(case, who, reason), step=step)
    deciding.tell(done, as_json)
