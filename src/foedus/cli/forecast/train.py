"""Fit the models anew from the datasets on this machine, and evaluate them, into a folder of readable files.

  foedus forecast train --data-dir ../data --out fitted

  foedus forecast train --data-dir ../data --out fitted --eve 2026

The models that ship were made so. FOEDUS_FITTED names a folder whose models are asked in their place.
"""

from pathlib import Path
from typing import Annotated

import typer

from foedus.cli import data, options


def run(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Where the fitted models go.")],
    eve: Annotated[int, typer.Option(metavar="YEAR", help="They look at the world on the eve of this year.")] = 2025,
    seed: Annotated[int, typer.Option(help="Of the controls.")] = 20261121,
    no_evaluation: Annotated[
        bool, typer.Option("--no-evaluation", help="Fit only: no evaluation beside them, nothing calibrated.")
    ] = False,
    dirs: data.Dirs = None,
    as_json: options.Json = False,
) -> None:
    """Fit the models anew from data."""
    import msgspec

    from foedus.cli import show
    from foedus.cli.forecast.evaluate import write
    from foedus.forecast.evaluate.evaluate import evaluate
    from foedus.forecast.evaluate.protocol import protocol
    from foedus.forecast.train import train

    forecasts: tuple[object, ...] = ()
    with show.bar() as step:
        if not no_evaluation:
            outcome, forecasts = evaluate(protocol(seed), dirs or (), tell=step)
        about = train(out, dirs or (), eve, seed, forecasts, lambda what: step(what, 0, 1))  # type: ignore[arg-type]
    if not no_evaluation:
        write(outcome, out)
    if as_json:
        show.print_json(msgspec.to_builtins(about))
        return
    show.note(f"{about.foundings} foundings of {about.first}-{about.last}, for the eve of {about.year}")
    show.console.print(f"models  {out}", markup=False)
