"""Take a decision back: the last one that stands, or the one named by the begin of its identifier.

Undoing is a decision too: undo it by its own identifier to do the thing again.

  foedus undo my-case

  foedus undo my-case 3fa4
"""

from typing import Annotated

import typer

from foedus.cli import deciding, options


def run(
    case: deciding.Case,
    decision: Annotated[str | None, typer.Argument(metavar="DECISION", help="See foedus log.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Even where the case has errors then.")] = False,
    who: deciding.Who = None,
    reason: deciding.Reason = "",
    as_json: options.Json = False,
) -> None:
    """Take a decision back."""
    from foedus.cli import show
    from foedus.desk.undo import undo

    with show.progress() as step:
        done = undo(case, deciding.signature(case, who, reason), decision, force=force, step=step)
    deciding.tell(done, as_json)
