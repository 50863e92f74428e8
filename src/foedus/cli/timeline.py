"""List what is dated in order of time, dates as vague as the sources have them; undated claims are counted.

foedus timeline cases/turkic-states --actor UZB

foedus timeline cases/turkic-states --since 2020 --kind transfers --json
"""

from foedus.cli import options


def run(
    case: options.Case,
    kind: options.Kind = None,
    actor: options.Actor = None,
    stage: options.Stage = None,
    group: options.Group = None,
    since: options.Since = None,
    until: options.Until = None,
    assertion: options.Assertion = None,
    text: options.Text = None,
    as_of: options.AsOf = None,
    known: options.Known = None,
    limit: options.Limit = 0,
    as_json: options.Json = False,
    as_csv: options.Csv = False,
) -> None:
    """List what is dated in order of time."""
    from foedus.cli import show
    from foedus.views.timeline import COLUMNS, timeline

    record = options.asked(case, as_of, known)
    view = timeline(record, kind, **options.filters(actor, stage, group, since, until, assertion, text))
    if as_json:
        show.print_json(view.as_dict())
        return
    if as_csv:
        lines = view.as_dict()["entries"]
        show.write_csv(COLUMNS, ([str(line[name] or "") for name in COLUMNS] for line in lines))
        return
    from rich.text import Text

    year: int | None = 0
    for entry in view.entries[:limit] if limit else view.entries:
        if entry.year != year:
            year = entry.year
            show.console.print()
            show.heading(str(year) if year else "unknown start")
        claim = entry.claim
        show.indented(Text.assemble((claim.when, "bold"), "  ", claim.sentence))
        show.indented(f"{claim.claim} · {claim.cite} {claim.locator}", 4, dim=True)
    show.console.print()
    if limit and len(view.entries) > limit:
        show.note(f"{limit} of {len(view.entries)}; --limit 0 shows all")
    show.note(f"undated: {view.undated}")
