"""Say how integrated a group of states is by what datasets have of its pairs, with other blocs as a scale.

  foedus measure integration cases/turkic-states

  foedus measure integration cases/turkic-states --year 2010 --data-dir ~/data

Components come from the case's profile, offline; likeness of alliance portfolios (S, kappa, pi) and other blocs need
the datasets on this machine. One number there is only with [weights] in case.toml.
"""

from typing import Annotated

import typer

from foedus.cli import data, options


def run(
    case: options.Case,
    state: Annotated[
        list[str] | None, typer.Option("--state", "-s", metavar="NAME", help="One of the states; repeat it.")
    ] = None,
    group: options.Group = None,
    year: Annotated[str | None, typer.Option(metavar="YEAR", help="For all; else the last that each covers.")] = None,
    weighted: Annotated[
        bool, typer.Option("--weighted", help="Weigh states by capability in S, kappa and pi.")
    ] = False,
    dirs: data.Dirs = None,
    known: options.Known = None,
    as_json: options.Json = False,
) -> None:
    """Say how integrated a group of states is, by datasets."""
    from foedus.cli.measure import tell
    from foedus.measures.integration import integration

    record = options.asked(case, None, known)
    measured = integration(
        record, state=state or (), group=group, year=year, weighted=weighted, library=lambda: data.library(dirs)
    )
    tell(measured, as_json)
