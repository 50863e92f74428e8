"""Say what is told of arms industries, whose figures these are, and what is made with whom.

  foedus measure industry cases/turkic-states --state TUR

  foedus measure industry cases/turkic-states --state TUR --indicator defence-exports

A government's and its makers' own figures are labelled as theirs; series are broken where they cannot be joined.
"""

from typing import Annotated

import typer

from foedus.cli import options


def run(
    case: options.Case,
    state: Annotated[
        list[str] | None, typer.Option("--state", "-s", metavar="NAME", help="A state; repeat it for several.")
    ] = None,
    group: options.Group = None,
    indicator: Annotated[
        str, typer.Option("--indicator", metavar="NAME", help="One measure by its name, whatever it is about.")
    ] = "",
    since: Annotated[str | None, typer.Option("--since", metavar="YEAR", help="First year of figures.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="YEAR", help="Last year of figures.")] = None,
    as_of: options.AsOf = None,
    known: options.Known = None,
    as_json: options.Json = False,
) -> None:
    """Say what is told of arms industries."""
    from foedus.cli.measure import tell
    from foedus.measures.industry import industry

    record = options.asked(case, as_of, known)
    tell(industry(record, state=state or (), group=group, indicator=indicator, since=since, until=until), as_json)
