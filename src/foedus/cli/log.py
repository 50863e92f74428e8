"""List what has been decided on a case: when, by whom, why, and what can be undone.

foedus log my-case

foedus log my-case --about tra-012 --json
"""

from typing import Annotated

import typer

from foedus.cli import deciding, options


def run(
    case: deciding.Case,
    about: Annotated[
        str | None, typer.Option("--about", metavar="KEY", help="Only decisions that changed this row.")
    ] = None,
    limit: options.Limit = 20,
    as_json: options.Json = False,
) -> None:
    """List what has been decided."""
    import msgspec

    from foedus.cli import show
    from foedus.desk import log

    entries = log.read(case)
    back = log.undone(entries)
    if about:
        entries = [e for e in entries if about in e.about or any(about in hunk["keys"] for hunk in e.hunks)]
    if as_json:
        show.print_json([msgspec.to_builtins(entry) | {"undone": entry.id in back} for entry in entries])
        return
    newest = entries[::-1]
    show.table(
        ("decision", "when", "who", "what", "reason"),
        (
            [e.id, e.when[:16].replace("T", " "), e.who, e.said + (" (undone)" if e.id in back else ""), e.reason]
            for e in (newest[:limit] if limit else newest)
        ),
        total=len(entries),
    )
