"""List the sources, with how many claims stand in each and the day from which it counts as known.

foedus sources cases/turkic-states

foedus sources cases/turkic-states --known 2022-06-01 --csv
"""

from typing import Annotated

import typer

from foedus.cli import options


def run(
    case: options.Case,
    known: options.Known = None,
    cited: Annotated[bool, typer.Option("--cited", help="Works that are only cited as well.")] = False,
    limit: options.Limit = 0,
    as_json: options.Json = False,
    as_csv: options.Csv = False,
) -> None:
    """List the sources."""
    from foedus.cli import show
    from foedus.record.rows import text

    record = options.asked(case, None, known)
    found = (
        record.sources()
        if cited
        else record.query("SELECT * FROM sources WHERE access = 'read' ORDER BY claims DESC, source")
    )
    if as_json or as_csv:
        show.rows(found, as_json=as_json, as_csv=as_csv)
        return
    names = ("source", "claims", "known", "type", "title")
    lines = ([text(row[name]) for name in names] for row in (found[:limit] if limit else found))
    show.table(("source", "claims", "known from", "type", "title"), lines, total=len(found))
