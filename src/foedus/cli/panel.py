"""Build a panel of states, pairs or sets of states by year, with variables of any dataset; each in a column.

Every value is a number, 0 (the dataset says: none) or empty (not covered, or missing). Without -o it is shown.

  foedus panel --unit dyad-year --directed --from 1946 --to 2018 --with atop,nmc,mid -o panel.parquet

  foedus panel --unit state-year --with cinc,vdem --states TUR,AZE,KAZ --from 1991 -o panel.dta

  foedus panel --unit k-ad-year --members TUR,AZE,KAZ,KGZ,UZB --size 3 --from 1992 --with distance,unga --reasons

--with takes datasets (`foedus data list`) and single variables (cinc, atop_defense), with commas between them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.cli import data, options

if TYPE_CHECKING:
    from foedus.case.findings import Finding
    from foedus.reference.panel import Panel
    from foedus.reference.panel.progress import Progress

VALUES = 6
"""Columns of values that are shown on a screen."""


def run(
    unit: Annotated[str, typer.Option(help="What a row is: state-year, dyad-year or k-ad-year.")] = "dyad-year",
    directed: Annotated[bool, typer.Option("--directed", help="Each pair twice: from one to the other.")] = False,
    start: Annotated[int | None, typer.Option("--from", metavar="YEAR", help="First year; else as covered.")] = None,
    end: Annotated[int | None, typer.Option("--to", metavar="YEAR", help="Last year; else as covered.")] = None,
    with_: Annotated[
        list[str] | None,
        typer.Option("--with", "-w", metavar="NAMES", help="Datasets and variables, with commas; or repeat it."),
    ] = None,
    states: Annotated[
        str | None, typer.Option(metavar="STATES", help="Only these states (both of a pair): TUR,AZE or names.")
    ] = None,
    system: Annotated[str, typer.Option(help="Whose list of states: cow, or gw (Gleditsch and Ward).")] = "cow",
    sets: Annotated[
        Path | None, typer.Option(metavar="CSV", help="Sets of states: columns set, members, and from, to.")
    ] = None,
    members: Annotated[str | None, typer.Option(metavar="STATES", help="All sets of --size among these.")] = None,
    size: Annotated[int | None, typer.Option(metavar="K", help="How many states are in a set.")] = None,
    lag: Annotated[
        list[str] | None,
        typer.Option(metavar="YEARS", help="Values of so many years before; NAME=YEARS for one dataset or variable."),
    ] = None,
    carry_forward: Annotated[
        int, typer.Option(metavar="YEARS", help="Let a dataset's last value stand so long after its end, and mark it.")
    ] = 0,
    reasons: Annotated[bool, typer.Option("--reasons", help="Say beside each column why it is empty.")] = False,
    names: Annotated[bool, typer.Option("--names", help="Names of the states as well.")] = False,
    oddity: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=drop", help="Keep or drop odd rows of a dataset (`foedus data show`)."),
    ] = None,
    where: Annotated[
        list[str] | None, typer.Option(metavar="SQL", help="Only rows of which this holds: 'cinc1 > cinc2'.")
    ] = None,
    case: Annotated[
        Path | None, typer.Option(metavar="CASE", help="A case whose own events are columns too, by pair and year.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="By the ending: .parquet, .csv, .dta, .arrow, .feather."),
    ] = None,
    dirs: data.Dirs = None,
    limit: options.Limit = 10,
    as_json: options.Json = False,
) -> None:
    """Build a panel of states, pairs or sets of states by year."""
    from foedus.reference.panel import panel as made  # not by way of `foedus`, which loads what opens a case too

    panel: Panel = made(
        unit,  # type: ignore[arg-type]
        start,
        end,
        directed=directed,
        with_=with_ or (),
        states=states or (),
        system=system,  # type: ignore[arg-type]
        sets=sets,
        members=members or (),
        size=size,
        carry_forward=carry_forward,
        reasons=reasons,
        names=names,
        oddities=_pairs("--oddity", oddity),  # type: ignore[arg-type]
        case=case or "",
        data_dir=dirs or (),
    )
    for text in lag or ():
        name, _, years = text.rpartition("=")
        panel = panel.lag(_year(years), *([name] if name else []))
    for condition in where or ():
        panel = panel.where(condition)
    if out is None:
        _preview(panel, limit, as_json)
    else:
        _write(panel, out, as_json)


def _pairs(option: str, texts: list[str] | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in texts or ():
        name, equals, what = text.partition("=")
        if not equals:
            raise typer.BadParameter(f"write {option} {name}=drop", param_hint=option)
        found[name] = what
    return found


def _year(text: str) -> int:
    if not text.isdigit():
        raise typer.BadParameter(f"{text!r} is no number of years.", param_hint="--lag")
    return int(text)


def _write(panel: "Panel", out: Path, as_json: bool) -> None:
    from foedus.cli import show

    with _bar() as tell:
        written = panel.write(out, tell)
    if as_json:
        found = _told(panel, written.rows, written.findings)
        beside = str(written.beside) if written.beside else None
        show.print_json({"file": str(written.path), "beside": beside, **found})
        return
    _notes(written.findings)
    show.console.print(f"{_counted(panel, written.rows)}, {len(panel.columns)} columns", style="bold")
    show.note(f"panel    {written.path}")
    if written.beside:
        show.note(f"columns  {written.beside}")
    show.note(f"cite     foedus cite {written.path}")


def _preview(panel: "Panel", limit: int, as_json: bool) -> None:
    from foedus.cli import show

    with show.progress() as step:
        step("Building the panel")
        found, count = panel.preview(limit or None)
    if as_json:
        show.print_json({**_told(panel, count, panel.findings), "first": found.to_dicts()})
        return
    _notes(panel.findings)
    show.heading(_counted(panel, count))
    values = [column for column in panel.columns if column.role != "key"]
    if values:
        said = [one for one in values if one.role == "value"]
        lines = [(one.name, one.says, one.unit, _span(one.coverage), one.version) for one in said]
        show.table(("column", "says", "unit", "covers", "version"), lines)
        show.console.print()
    keys = [column.name for column in panel.columns if column.role == "key"]
    shown = [*keys, *(column.name for column in values[:VALUES])]
    show.table(shown, ([_cell(row[name]) for name in shown] for row in found))
    more = [f"{count - len(found):,} more rows"] if count > len(found) else []
    more += [f"{len(values) - VALUES} more columns"] if len(values) > VALUES else []
    if more:
        show.note(f"… and {' and '.join(more)}: -o FILE writes all")


def _cell(value: object) -> str:
    """A value as a screen shows it: six digits are enough there."""
    from foedus.record.rows import text

    return f"{value:.6g}" if isinstance(value, float) else text(value)


def _counted(panel: "Panel", rows: int) -> str:
    about = panel.description
    way = "directed " if about.directed else ""
    return f"{rows:,} {way}{about.unit}{'s' * (rows != 1)}, {about.start}-{about.end}"


def _told(panel: "Panel", rows: int, findings: "tuple[Finding, ...]") -> dict[str, Any]:
    import msgspec

    about: dict[str, Any] = msgspec.to_builtins(panel.description)
    about.pop("notes")
    said = [msgspec.to_builtins(finding) for finding in findings]
    return {"rows": rows, **about, "findings": said}


def _span(years: tuple[int, int] | None) -> str:
    return f"{years[0]}-{years[1]}" if years else ""


def _notes(findings: "tuple[Finding, ...]") -> None:
    from foedus.cli import show

    out = show.progress_console()
    for finding in findings:
        place = f"{finding.place}  " if finding.place else ""
        out.print(f"{place}{finding.message}", style="yellow", markup=False, soft_wrap=True)
        if finding.hint:
            out.print(f"    {finding.hint}", style="dim", markup=False, soft_wrap=True)


@contextmanager
def _bar() -> "Iterator[Progress]":
    """A bar on standard error, where somebody looks at a screen."""
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    from foedus.cli import show

    console = show.progress_console()
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=1.0)
        yield lambda text, share: progress.update(task, description=text, completed=share)
