"""Sum up aid by donor, recipient, year and currency: pledged and delivered apart, totals beside.

  foedus measure aid cases/turkic-states --recipient KGZ

  foedus measure aid cases/turkic-states --in USD --rate EUR=1.1

An amount in a currency without a rate stays apart. A total that a source gives is never in a sum.
"""

from typing import Annotated

import typer

from foedus.cli import options


def run(
    case: options.Case,
    recipient: Annotated[str, typer.Option("--recipient", "-r", metavar="NAME", help="Only to this one.")] = "",
    donor: Annotated[str, typer.Option("--donor", metavar="NAME", help="Only from this one.")] = "",
    since: Annotated[
        str | None, typer.Option("--since", metavar="YEAR", help="Only what may lie in or after it.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="YEAR", help="Only what may lie in or before it.")
    ] = None,
    into: Annotated[str, typer.Option("--in", metavar="CODE", help="Turn amounts into this currency, by --rate.")] = "",
    rate: Annotated[
        list[str] | None, typer.Option("--rate", metavar="CODE=N", help="What one of a currency is worth in it.")
    ] = None,
    as_of: options.AsOf = None,
    known: options.Known = None,
    as_json: options.Json = False,
) -> None:
    """Sum up aid, pledged and delivered apart."""
    from foedus.cli.measure import tell
    from foedus.measures.aid import aid

    measured = aid(
        options.asked(case, as_of, known),
        donor=donor,
        recipient=recipient,
        since=since,
        until=until,
        into=into,
        rates=dict(map(_rate, rate or ())),
    )
    tell(measured, as_json)


def _rate(text: str) -> tuple[str, float]:
    code, _, number = text.partition("=")
    try:
        return code.strip(), float(number)
    except ValueError:
        raise typer.BadParameter(f"'{text}' is no rate. Write EUR=1.1: what one euro is worth.") from None
