"""Make two entities, events, sources or topics one: the first goes, the second takes over what it had.

Shows every cell first and asks. Names of the one that goes become aliases of the one that stays.

  foedus merge my-case baykar-technology baykar --dry-run

  foedus merge my-case wire-2022 press-2022 --yes --reason "the same report"
"""

from typing import Annotated

import typer

from foedus.cli import deciding, options


def run(
    case: deciding.Case,
    gone: Annotated[str, typer.Argument(metavar="GOES", help="The key that goes.")],
    kept: Annotated[str, typer.Argument(metavar="STAYS", help="The key that stays.")],
    table: deciding.Table = None,
    yes: deciding.Yes = False,
    dry_run: deciding.DryRun = False,
    who: deciding.Who = None,
    reason: deciding.Reason = "",
    as_json: options.Json = False,
) -> None:
    """Merge two entities, events, sources or topics."""
    from foedus.desk.merge import merge

    plan = merge(case, gone, kept, table)
    deciding.carry_out(plan, deciding.signature(case, who, reason), yes=yes, dry_run=dry_run, as_json=as_json)
