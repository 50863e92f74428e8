"""Say what the record tells of pairs of states, by component and year: documented ties, never integration.

  foedus measure ties cases/turkic-states

  foedus measure ties cases/turkic-states --state TUR --state KGZ --since 2000

Counts follow what the sources looked at, and the answer says so; pairs are not ranked.
"""

from typing import Annotated

import typer

from foedus.cli import options


def run(
    case: options.Case,
    state: Annotated[
        list[str] | None, typer.Option("--state", "-s", metavar="NAME", help="One of the states; repeat it.")
    ] = None,
    group: options.Group = None,
    since: Annotated[str | None, typer.Option("--since", metavar="YEAR", help="First year that is shown.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="YEAR", help="Last year that is shown.")] = None,
    as_of: options.AsOf = None,
    known: options.Known = None,
    as_json: options.Json = False,
) -> None:
    """Say what ties pairs of states, as sources tell."""
    from foedus.cli.measure import tell
    from foedus.measures.ties import ties

    record = options.asked(case, as_of, known)
    tell(ties(record, state=state or (), group=group, since=since, until=until), as_json)
