"""Say what would change the chances: lines of what is to be otherwise, and the models asked before and after.

  foedus forecast scenario cases/turkic-states --set "KAZ leaves csto" --set "TKM joins ots"

  foedus forecast scenario cases/turkic-states --file scenario.txt --json

  foedus forecast scenario cases/turkic-states --set "RUS opposes x0.3" --picture tornado.svg

Lines: KAZ leaves csto; TKM joins ots; KAZ and TUR ally; KAZ and RUS part; KGZ and UZB quarrel; AZE and TKM reconcile;
KAZ and TUR unga_distance = 0.2; RUS opposes x0.3; USA favours x2. What follows a # is left out.

Associations, not causes. What no dataset carries is your assumption, and shown apart.
"""

from pathlib import Path
from typing import Annotated

import typer

from foedus.cli import options


def run(
    case: options.Case,
    said: Annotated[list[str] | None, typer.Option("--set", metavar="LINE", help="A line; may be repeated.")] = None,
    file: Annotated[list[Path] | None, typer.Option("--file", "-f", metavar="FILE", help="A file of lines.")] = None,
    group: Annotated[
        str, typer.Option("--group", metavar="NAME", help="A group or organisation; else the coalition.")
    ] = "",
    state: Annotated[list[str] | None, typer.Option("--state", metavar="NAME", help="States; may be repeated.")] = None,
    picture: Annotated[Path | None, typer.Option("--picture", metavar="SVG", help="Write the tornado here.")] = None,
    as_of: options.AsOf = None,
    known: options.Known = None,
    as_json: options.Json = False,
) -> None:
    """Say what a scenario would change."""
    from foedus.charts import chart
    from foedus.cli import show
    from foedus.cli.measure import tell
    from foedus.forecast.scenario.compare import compare
    from foedus.forecast.scenario.lines import read
    from foedus.forecast.writing import written

    record = options.asked(case, as_of, known)
    found = compare(record, read(record, said or (), file or ()), group=group, states=state or ())
    if picture and found.pictures:
        one = found.pictures[0]
        written(chart(one.chart, "scenario", one.data, one.caption, one.alt), picture)
    tell(found, as_json)
    if picture and found.pictures and not as_json:
        show.console.print(f"picture  {picture}", markup=False)
