"""Say who is in which blocs, and what it means to be in two: by texts, by statements, by data; who quarrels with whom.

foedus measure overlaps cases/turkic-states --group ots

foedus measure overlaps cases/turkic-states --state KAZ --state KGZ --as-of 2012 --json
"""

from typing import Annotated

import typer

from foedus.cli import options


def run(
    case: options.Case,
    group: Annotated[
        str,
        typer.Option(
            "--group", "-g", metavar="GROUP", help="A group of the case, or an organisation; the coalition by default."
        ),
    ] = "",
    state: Annotated[
        list[str] | None,
        typer.Option("--state", metavar="STATE", help="A state, by key or name; repeat it for several."),
    ] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="YEAR", help="First year of datasets.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="YEAR", help="Last year of datasets.")] = None,
    as_of: options.AsOf = None,
    known: options.Known = None,
    as_json: options.Json = False,
) -> None:
    """Say who is in which blocs, and what that adds up to."""
    from foedus.cli.measure import tell
    from foedus.measures.overlaps import overlaps

    record = options.asked(case, as_of, known)
    tell(overlaps(record, group=group, states=state or (), since=since, until=until), as_json)
