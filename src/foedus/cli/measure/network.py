"""Say who is linked to whom by a kind of tie, in how many components, and who stands between others.

  foedus measure network cases/turkic-states --kind agreements

  foedus measure network cases/turkic-states --group coalition --since 2020

No statistic of the whole is given of fewer than fifteen tied states.
"""

from typing import Annotated

import typer

from foedus.cli import options


def run(
    case: options.Case,
    kind: Annotated[str, typer.Option("--kind", "-k", metavar="KIND", help="Only by this kind of tie.")] = "",
    state: Annotated[
        list[str] | None, typer.Option("--state", "-s", metavar="NAME", help="One of the states; repeat it.")
    ] = None,
    group: options.Group = None,
    since: Annotated[str | None, typer.Option("--since", metavar="YEAR", help="First year.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="YEAR", help="Last year.")] = None,
    as_of: options.AsOf = None,
    known: options.Known = None,
    as_json: options.Json = False,
) -> None:
    """Say who is linked to whom, as sources tell."""
    from foedus.cli.measure import tell
    from foedus.measures.network import network

    record = options.asked(case, as_of, known)
    tell(network(record, kind=kind, state=state or (), group=group, since=since, until=until), as_json)
