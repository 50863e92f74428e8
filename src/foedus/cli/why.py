"""Tell how a field of an event was concluded: what is said, by whom, and the rule that decided.

foedus why cases/turkic-states ots-founding date

foedus why cases/turkic-states tjk-bayraktar-2022 stage --as-of 2022-04-27
"""

from typing import Annotated

import typer

from foedus.cli import options


def run(
    case: options.Case,
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Key of the event.")],
    field: Annotated[
        str, typer.Argument(metavar="FIELD", help="stage for how far it got, date, or a column.")
    ] = "stage",
    as_of: options.AsOf = None,
    known: options.Known = None,
    as_json: options.Json = False,
) -> None:
    """Tell how a field of an event was concluded."""
    from foedus.cli import show
    from foedus.views.concluded import why

    found = why(options.asked(case, as_of, known), event, field)
    if as_json:
        show.print_json([one.as_dict() for one in found])
        return
    for one in found:
        show.conclusion(one)
