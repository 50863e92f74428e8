"""Remove a claim, or a row of another table to which nothing refers.

foedus remove my-case tra-012 --reason "the same as tra-009"
"""

from typing import Annotated

import typer

from foedus.cli import deciding, options


def run(
    case: deciding.Case,
    key: Annotated[str, typer.Argument(metavar="KEY", help="A claim, such as tra-012, or another row's key.")],
    table: deciding.Table = None,
    who: deciding.Who = None,
    reason: deciding.Reason = "",
    as_json: options.Json = False,
) -> None:
    """Remove a claim or another row."""
    from foedus.cli import show
    from foedus.desk.claims import remove

    with show.progress() as step:
        done = remove(case, key, deciding.signature(case, who, reason), table=table, step=step)
    deciding.tell(done, as_json)
