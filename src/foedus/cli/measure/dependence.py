"""Say from whom states get their arms, how dependent that makes them, and who arms both sides of a dispute.

  foedus measure dependence cases/turkic-states --state KAZ

  foedus measure dependence cases/turkic-states --window 5 --since 2015

Volume (SIPRI's TIV), not money. From the case's dataset profile where it has the state, else from the register where
that is on this machine.
"""

from typing import Annotated

import typer

from foedus.cli import data, options


def run(
    case: options.Case,
    state: Annotated[
        list[str] | None, typer.Option("--state", "-s", metavar="NAME", help="A recipient; repeat it for several.")
    ] = None,
    group: options.Group = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="YEAR", help="First year in which a window ends.")
    ] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="YEAR", help="Last year of the window.")] = None,
    window: Annotated[int, typer.Option(metavar="YEARS", help="Years of a window, 5 to 10.")] = 10,
    rule: Annotated[str, typer.Option(help="To which years deliveries belong: even, first, last.")] = "even",
    least: Annotated[
        float, typer.Option(metavar="TIV", help="Millions of TIV in a window below which no share is given.")
    ] = 10.0,
    dirs: data.Dirs = None,
    as_of: options.AsOf = None,
    known: options.Known = None,
    as_json: options.Json = False,
) -> None:
    """Say from whom states get their arms."""
    from foedus.cli.measure import tell
    from foedus.measures.dependence import dependence

    measured = dependence(
        options.asked(case, as_of, known),
        state=state or (),
        group=group,
        since=since,
        until=until,
        window=window,
        rule=rule,
        least=least,
        library=lambda: data.library(dirs),
    )
    tell(measured, as_json)
