"""Say what sources tell was prompted by what, and how long after.

  foedus measure shocks cases/turkic-states

  foedus measure shocks cases/turkic-states --causes restrictions --kind production

Descriptive only: a link is one that a source draws.
"""

from typing import Annotated

import typer

from foedus.cli import options


def run(
    case: options.Case,
    cause: Annotated[str, typer.Option("--cause", metavar="EVENT", help="Only what this event prompted.")] = "",
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="Kind of what was prompted.")] = "",
    causes: Annotated[str, typer.Option("--causes", metavar="KIND", help="Kind of what prompted it.")] = "",
    since: Annotated[str | None, typer.Option("--since", metavar="YEAR", help="First year of what followed.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="YEAR", help="Last year of what followed.")] = None,
    as_of: options.AsOf = None,
    known: options.Known = None,
    as_json: options.Json = False,
) -> None:
    """Say what is told to have been prompted by what."""
    from foedus.cli.measure import tell
    from foedus.measures.shocks import shocks

    record = options.asked(case, as_of, known)
    tell(shocks(record, cause=cause, kind=kind, causes=causes, since=since, until=until), as_json)
