"""Score a frozen forecast once the world has answered; what it has not yet is named.

  foedus forecast score frozen.json

  foedus forecast score frozen.json --updates pacts.csv --until 2026-12-31

Pacts come from those that ship (each with its source), from files of one's own in the same form, and from a newer ATOP.
That there was none is only known until the day that you vouch for with --until, or to which ATOP reaches.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli import data, options

if TYPE_CHECKING:
    from foedus.forecast.score import Scores


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `foedus forecast answer --freeze` wrote.")],
    updates: Annotated[
        list[Path] | None,
        typer.Option(
            "--updates", metavar="CSV", help="Pacts of your own: members, signed, obligations, source, url, note."
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help="You vouch that no pact is missing until this day."),
    ] = None,
    dirs: data.Dirs = None,
    as_json: options.Json = False,
) -> None:
    """Score a frozen forecast."""
    import msgspec

    from foedus.cli import show
    from foedus.forecast.frozen import read
    from foedus.forecast.later import later
    from foedus.forecast.score import score
    from foedus.record.ask import day

    frozen = read(file)
    vouched = day(until, "--until")
    pacts, reached = later(frozen.year, updates or (), data.library(dirs))
    scores = score(frozen, pacts, max((one for one in (vouched, reached) if one), default=None))
    if as_json:
        show.print_json(msgspec.to_builtins(scores))
        return
    _print(scores)


def _print(scores: "Scores") -> None:
    from foedus.cli import show
    from foedus.forecast.frequencies import frequency

    frozen = scores.frozen
    by = f"made {frozen.made} for {frozen.year} on, by foedus {frozen.foedus}, models {frozen.models}"
    show.heading(frozen.question or "A frozen forecast", f"{frozen.group}: {', '.join(frozen.members)}; {by}")
    if scores.answered:
        show.table(
            ("outcome", "model", "until", "chance", "came", "Brier", "nats", "by"),
            (
                [one.said.outcome, one.said.model, one.said.until, frequency(one.said.probability or 0.0),
                 "yes" if one.came else "no", f"{one.brier:.4f}", f"{one.nats:.3f}", one.by]
                for one in scores.answered
            ),
        )  # fmt: skip
    for outcome, words in frozen.outcomes.items():
        show.note(f"{outcome}: {words}")
    whys = dict.fromkeys(one.by for one in scores.open)
    show.console.print(f"answered {len(scores.answered)}, open {len(scores.open)}")
    for why in whys:
        show.note(f"  {why}")
    for pact in scores.near:
        show.note(f"Not what was asked, but near: {pact}.")
