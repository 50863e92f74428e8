"""Search all coalitions of a pool of states: the best of each size, and what each state adds.

  foedus forecast coalitions cases/turkic-states

  foedus forecast coalitions cases/turkic-states --pool TUR,AZE,KAZ,KGZ,UZB,TKM,TJK,RUS,CHN,IRN,USA --size 4 --top 5

A score is no probability: it orders coalitions of one size. A pool of up to 24 states is searched whole; of a larger
one coalitions of up to --size. What is known of the states comes from the case's profile, offline.
"""

from enum import StrEnum
from typing import Annotated

import typer

from foedus.cli import options


class Unknown(StrEnum):
    """What becomes of coalitions of which something is unknown."""

    EXCLUDE = "exclude"
    LEAVE_OUT = "leave-out"


def run(
    case: options.Case,
    pool: Annotated[
        str, typer.Option("--pool", "-p", metavar="A,B,...", help="The states; else those of the case's coalition.")
    ] = "",
    group: options.Group = None,
    size: Annotated[int | None, typer.Option("--size", metavar="K", help="Only coalitions of up to so many.")] = None,
    top: Annotated[int, typer.Option("--top", metavar="N", help="How many of each size.")] = 3,
    model: Annotated[
        str, typer.Option("--model", metavar="NAME", help="ridge (fitted; where the eve file has all), or structural.")
    ] = "",
    unknown: Annotated[
        Unknown,
        typer.Option("--unknown", help="Where a term cannot be told: exclude the coalition, or leave the term out."),
    ] = Unknown.EXCLUDE,
    as_json: options.Json = False,
) -> None:
    """Search all coalitions of a pool of states."""
    from foedus.cli.measure import tell
    from foedus.forecast.coalitions import coalitions

    record = options.asked(case, None, None)
    tell(
        coalitions(
            record, pool=pool.split(","), group=group, size=size, top=top, model=model, unknown=unknown.value
        ),
        as_json,
    )  # fmt: skip
