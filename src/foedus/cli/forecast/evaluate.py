"""Evaluate the models: what each would have said year by year, from what was known then, against what came.

  foedus forecast evaluate --data-dir ../data

  foedus forecast evaluate --data-dir ../data --out evaluation --seed 7

  foedus forecast evaluate --data-dir ../data --model rate --model distance --from 1990 --no-horizons

The configuration is hashed before anything is scored, and its hash is printed. With --out lie the figures as JSON, the
tables as Markdown, and the picture of calibration.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli import data, options

if TYPE_CHECKING:
    from foedus.forecast.evaluate.evaluate import Outcome


def run(
    seed: Annotated[int, typer.Option(help="Of the controls and the resampled histories.")] = 20261121,
    start: Annotated[int, typer.Option("--from", metavar="YEAR", help="First year that is forecast.")] = 1960,
    end: Annotated[int, typer.Option("--to", metavar="YEAR", help="Last year that is forecast.")] = 2018,
    model: Annotated[list[str] | None, typer.Option("--model", help="Only these models; may be repeated.")] = None,
    no_horizons: Annotated[bool, typer.Option("--no-horizons", help="One year ahead only; quicker.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="DIR", help="Write figures and picture here.")
    ] = None,
    dirs: data.Dirs = None,
    as_json: options.Json = False,
) -> None:
    """Evaluate the models from a rolling origin."""
    import msgspec

    from foedus.cli import show
    from foedus.cli.measure import tell
    from foedus.forecast.evaluate.evaluate import evaluate
    from foedus.forecast.evaluate.protocol import checked, protocol
    from foedus.forecast.evaluate.report import measured

    asked = checked(protocol(seed, start, end), model or ())
    if not as_json:
        show.note(f"protocol  sha256 {asked.sha256}")
    with show.bar() as step:
        outcome, _ = evaluate(asked, dirs or (), model or (), not no_horizons, step)
    if out:
        write(outcome, out)
    if as_json:
        show.print_json(msgspec.to_builtins(outcome))
        return
    tell(measured(outcome), as_json=False)
    if out:
        show.console.print(f"evaluation  {out}", markup=False)


def write(outcome: "Outcome", out: Path) -> None:
    """The figures, their short form, and the picture, into a folder."""
    import msgspec

    from foedus.charts import chart
    from foedus.forecast.evaluate.report import measured, short
    from foedus.forecast.writing import written

    found = measured(outcome)
    picture = found.pictures[0]
    written(msgspec.json.format(msgspec.json.encode(outcome), indent=1) + b"\n", out / "outcome.json")
    written(msgspec.json.format(msgspec.json.encode(short(outcome)), indent=1) + b"\n", out / "evaluation.json")
    svg = chart(picture.chart, "calibration", picture.data, picture.caption, picture.alt)
    written(svg, out / "calibration.svg")
