"""Show what falls if a source is withdrawn: the events that rest on it alone, the conclusions that change.

Without a source it lists them all, those on which most rests alone first.

  foedus without cases/turkic-states

  foedus without cases/turkic-states hovsepyan-2010
"""

from typing import Annotated

import typer

from foedus.cli import options


def run(
    case: options.Case,
    source: Annotated[str | None, typer.Argument(metavar="SOURCE", help="Key of the source to leave out.")] = None,
    as_of: options.AsOf = None,
    known: options.Known = None,
    limit: options.Limit = 30,
    as_json: options.Json = False,
) -> None:
    """Show what falls if a source is withdrawn."""
    from foedus.cli import show

    record = options.asked(case, as_of, known)
    if source is None:
        from foedus.views.resting import resting

        found = resting(record)
        if as_json:
            show.print_json([one.as_dict() for one in found])
            return
        lines = (
            [show.named(one.name, one.root), one.type, str(one.claims), str(one.events), str(one.alone)]
            for one in (found[:limit] if limit else found)
        )
        show.table(("root", "type", "claims", "events", "events on it alone"), lines, total=len(found))
        return
    import msgspec

    from foedus.cli.diff import print_changes
    from foedus.record.words import Words
    from foedus.views.changes import changes

    view = changes(record, record.at(without=record.source_key(source)))
    if as_json:
        show.print_json(view.as_dict())
        return
    show.heading(
        f"Without {source}", f"{len(view.withdrawn)} claims fall, and {len(view.events_gone)} events with them"
    )
    show.console.print()
    titles = Words.of(record)
    lines = ([titles.title(event), event] for event in (view.events_gone[:limit] if limit else view.events_gone))
    show.table(("events that nobody else tells of", ""), lines, total=len(view.events_gone))
    gone = set(view.events_gone)
    left = msgspec.structs.replace(view, turned=tuple(one for one in view.turned if one.event not in gone))
    print_changes(left, limit, claims=False)
