"""Say what a state has withheld from others, what needs it, who has that, and what took its place.

  foedus measure embargo cases/turkic-states --imposer DEU

  foedus measure embargo cases/turkic-states --imposer DEU --item engines --as-of 2020

Public claims only. Parts are mostly known because they were withheld; nothing is ranked.
"""

from typing import Annotated

import typer

from foedus.cli import options


def run(
    case: options.Case,
    imposer: Annotated[str, typer.Option("--imposer", "-i", metavar="NAME", help="Who withholds.")],
    item: Annotated[
        str,
        typer.Option(
            "--item", metavar="WORD", help="A platform or part, a class such as engines, or words of an item."
        ),
    ] = "",
    target: Annotated[str, typer.Option("--target", metavar="NAME", help="Only what touches this state.")] = "",
    as_of: options.AsOf = None,
    known: options.Known = None,
    as_json: options.Json = False,
) -> None:
    """Say what a state has withheld, and what needs it."""
    from foedus.cli.measure import tell
    from foedus.measures.embargo import embargo

    tell(embargo(options.asked(case, as_of, known), imposer=imposer, item=item, target=target), as_json)
