"""Say what is held to enable a thing and what to obstruct it, by whom, on how many independent roots, and what has
happened since to what the reasons rest on.

foedus measure arguments cases/turkic-states --topic turan-army

foedus measure arguments cases/turkic-states --topic embargo-effects --known 2023 --json
"""

from typing import Annotated

import typer

from foedus.cli import options


def run(
    case: options.Case,
    topic: Annotated[
        str,
        typer.Option("--topic", "-t", metavar="KEY", help="A topic (with what is under it), an event, or an actor."),
    ] = "",
    as_of: options.AsOf = None,
    known: options.Known = None,
    as_json: options.Json = False,
) -> None:
    """Say what enables and what obstructs, by whom, on how many roots."""
    from foedus.cli.measure import tell
    from foedus.measures.arguments import arguments

    tell(arguments(options.asked(case, as_of, known), topic=topic), as_json)
