"""List pairs of states whose reported cooperation moves, up or down, and on which the case has no claim of that time.

It is a list of what to read up on, the strongest move first. Reports are no events: nothing becomes a claim.

  foedus signals watch cases/turkic-states series.parquet

  foedus signals watch my-case series.parquet --group ots --months 3 --before 24

  foedus signals watch my-case series.parquet --all --csv

SERIES is what `foedus signals count` has written.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli import options

if TYPE_CHECKING:
    from foedus.signals.watch import List

COLUMNS = ("dataset", "pair", "score", "events", "expected", "reports", "types", "last_claim")


def run(
    case: options.Case,
    series: Annotated[Path, typer.Argument(metavar="SERIES", help="The series, .parquet or .csv.")],
    group: options.Group = None,
    actor: options.Actor = None,
    months: Annotated[int, typer.Option(min=1, metavar="N", help="The last so many months are looked at.")] = 6,
    before: Annotated[int, typer.Option(min=6, metavar="N", help="And held against so many before them.")] = 36,
    least: Annotated[float, typer.Option(min=0, metavar="SCORE", help="From how many standard errors on.")] = 3.0,
    every: Annotated[bool, typer.Option("--all", help="Also pairs that have a claim of that time.")] = False,
    limit: options.Limit = 20,
    as_json: options.Json = False,
    as_csv: options.Csv = False,
) -> None:
    """List pairs whose reported cooperation moves without a claim."""
    from foedus.cli import show
    from foedus.signals.watch import watch

    opened = options.opened(case)
    record = opened.record()
    among = set(record.members(group)) if group else set()
    actors = {record.entity(name) for name in actor or ()}
    found = watch(record, series, months=months, before=before, least=least, among=among, actors=actors, every=every)
    if as_json:
        import msgspec

        show.print_json(msgspec.to_builtins(found))
    elif as_csv:
        show.write_csv(COLUMNS, _lines(found, len(found.moving)))
    else:
        _tell(found, limit)


def _lines(found: "List", limit: int) -> list[list[str]]:
    return [
        [
            one.dataset, f"{one.a}-{one.b}", f"{one.score:+.1f}", str(one.events), f"{one.expected:.1f}",
            str(one.reports), " ".join(one.types[:3]), one.last_claim,
        ]
        for one in found.moving[:limit]
    ]  # fmt: skip


def _tell(found: "List", limit: int) -> None:
    from foedus.cli import show

    for window in found.windows:
        show.heading(
            f"{window.dataset}: {window.months[0]} to {window.months[-1]}",
            f"against {show.number(len(window.before), 'month')}, {window.before[0]} to {window.before[-1]}",
        )
    total = len(found.moving)
    show.table(
        ["dataset", "pair", "score", "events", "expected", "reports", "mostly", "last claim in the case"],
        _lines(found, limit or total), total=total,
    )  # fmt: skip
    show.note(
        f"{show.number(found.pairs, 'pair')} looked at; {found.with_claims} more move and have a claim of that time. "
        "Score: standard errors above (+) or below what the months before led one to expect."
    )
