"""Give an entity, event, source or topic another key, everywhere it is referred to.

Shows every cell first and asks. Free text stays as it is.

  foedus rename my-case baykar baykar-makina --dry-run

  foedus rename my-case turan-army turkic-army --table events --yes
"""

from typing import Annotated

import typer

from foedus.cli import deciding, options


def run(
    case: deciding.Case,
    old: Annotated[str, typer.Argument(metavar="OLD", help="The key that it has.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The key that it gets.")],
    table: deciding.Table = None,
    yes: deciding.Yes = False,
    dry_run: deciding.DryRun = False,
    who: deciding.Who = None,
    reason: deciding.Reason = "",
    as_json: options.Json = False,
) -> None:
    """Rename an entity, event, source or topic."""
    from foedus.desk.rename import rename

    plan = rename(case, old, new, table)
    deciding.carry_out(plan, deciding.signature(case, who, reason), yes=yes, dry_run=dry_run, as_json=as_json)
