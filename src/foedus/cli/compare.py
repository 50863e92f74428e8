"""Hold a case against a dataset: what either has and the other lacks, where they disagree, what is not covered.

foedus compare cases/turkic-states sipri --data-dir ../data

foedus compare cases/turkic-states dcad --actor TUR --actor KAZ --json
"""

from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli import data, options

if TYPE_CHECKING:
    from foedus.reference.compare import Comparison, Line


def run(
    case: options.Case,
    dataset: Annotated[str, typer.Argument(metavar="DATASET", help="sipri, atop, dcad or mme.")],
    start: Annotated[int | None, typer.Option("--from", metavar="YEAR", help="First year to compare.")] = None,
    end: Annotated[int | None, typer.Option("--to", metavar="YEAR", help="Last year to compare.")] = None,
    actor: options.Actor = None,
    as_of: options.AsOf = None,
    known: options.Known = None,
    dirs: data.Dirs = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", metavar="N", min=0, help="At most so many lines of a sort; 0 for all.")
    ] = 25,
    as_json: options.Json = False,
    as_csv: options.Csv = False,
) -> None:
    """Hold a case against a dataset."""
    from foedus.cli import show
    from foedus.reference.compare import compare
    from foedus.reference.store import Library
    from foedus.views.compared import as_dict, as_rows

    record = options.asked(case, as_of, known)
    with show.progress() as step:
        step(f"reading {dataset}")
        found = compare(record, Library(dirs or ()), dataset, actors=actor or (), start=start, end=end)
    if as_json:
        show.print_json(as_dict(found))
    elif as_csv:
        columns, lines = as_rows(found)
        show.write_csv(columns, lines)
    else:
        _screen(found, limit)


def _screen(found: "Comparison", limit: int) -> None:
    from foedus.cli import show
    from foedus.reference.compare import STATUSES
    from foedus.views.compared import elsewhere, headline, shown

    show.heading(f"{found.title} {found.version}", headline(found))
    show.indented(f"Matched by: {found.rule}", dim=True)
    for status, title in STATUSES.items():
        lines = found.of(status)
        if not lines:
            continue
        show.console.print()
        show.heading(f"{title}: {len(lines)}")
        if status in ("not-compared", "not-covered"):
            for why, events in _by_reason(lines).items():
                show.indented(f"{why} ({len(events)}) {', '.join(events)}", dim=True)
            continue
        here, away = shown(found, lines)
        for line in here[:limit] if limit else here:
            _line(line)
        if limit and len(here) > limit:
            show.note(f"  {limit} of {len(here)} shown; --limit 0 shows all")
        if away and limit:
            show.note(f"  with states outside the coalition: {elsewhere(away)}; --limit 0 shows them")
        for line in () if limit else away:
            _line(line)


def _by_reason(lines: "list[Line]") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in lines:
        if line.ours:
            found.setdefault(line.why, []).append(line.ours.event)
    return found


def _line(line: "Line") -> None:
    from rich.text import Text

    from foedus.cli import show
    from foedus.views.compared import parties, places

    show.indented(Text(parties(line), style="bold"))
    if line.ours:
        show.indented(f"case     {line.ours.title} [{line.ours.event}]", 4)
        show.indented(places(line.ours), 13, dim=True)
    if line.theirs:
        show.indented(f"dataset  {line.theirs.says} [{line.theirs.key}]", 4)
    for one in line.differences:
        show.indented(Text.assemble((f"{one.field}: ", "bold"), f"case {one.ours} | dataset {one.theirs}"), 4)
    if line.matched_by:
        show.indented(f"matched by: {line.matched_by}", 4, dim=True)
    if line.why:
        show.indented(line.why, 4, dim=True)
