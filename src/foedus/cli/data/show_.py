"""Show a dataset: its files, releases, tables and variables, how to cite it, and what its import here has found.

foedus data show nmc

foedus data show nmc --data-dir ~/data --json | jq '.variables[].name'
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from foedus.cli import data, options


def run(
    name: data.Name,
    dirs: data.Dirs = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Show every finding, not the first five of a sort.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Show a dataset."""
    from foedus.cli import show
    from foedus.reference.about import dataset
    from foedus.reference.catalogue import described

    about = dataset(name)
    library = data.library(dirs)
    with show.progress() as step:
        step(f"Reading {about.title}")
        found = described(about, library)
    if as_json:
        show.print_json(found)
        return
    show.heading(about.title, f"{about.by} · {about.homepage}")
    show.indented(f"Terms: {about.licence}")
    show.indented(f"To get it: {found['obtain']}")
    if about.note:
        show.indented(about.note)
    _section("Files", ("part", "form", "release", "span", "rows", "known by"), _files(found))
    for table in about.tables:
        key = f" A row for each {', '.join(table.keys)}." if table.keys else ""
        _section(
            f"Table {table.name}", ("column", "holds"), [list(each) for each in table.columns.items()], table.says + key
        )
    _section("Variables of a panel", ("name", "level", "unit", "says", "years", "no row"), _variables(found))
    for odd in about.oddities:
        show.console.print()
        show.heading(f"Oddity {odd.name} ({odd.default})", odd.says)
    show.console.print()
    show.heading("Cite")
    for entry in about.citations.values():
        show.indented(entry.strip())
    for one in found["here"]:
        _here(one, everything)


def _section(title: str, columns: Sequence[str], lines: Sequence[Sequence[object]], under: str = "") -> None:
    from foedus.cli import show

    if lines:
        show.console.print()
        show.heading(title, under)
        show.table(columns, lines)


def _files(found: Mapping[str, Any]) -> list[list[object]]:
    lines: list[list[object]] = []
    for file in found["files"]:
        signature = ", ".join(file["signature"][:5]) + (", …" if len(file["signature"]) > 5 else "")
        known_by = signature or f"{file['width']} columns without a header"
        for release in file["releases"] or [{"version": "", "span": ["", ""], "rows": None}]:
            span = "-".join(str(year) for year in release["span"])
            rows = "" if release["rows"] is None else f"{release['rows']:,}"
            lines.append([file["part"], file["form"], release["version"], span, rows, known_by])
            known_by = ""
    return lines


def _variables(found: Mapping[str, Any]) -> list[list[object]]:
    return [
        [
            one["name"],
            one["level"],
            one["unit"] or one["kind"],
            " ".join(filter(None, (one["says"], one["formula"], one["note"]))),
            "-".join(str(year or "") for year in one["window"]).strip("-") or "all",
            {"nil": "nil", "missing": "not known"}[one["absent"]],
        ]
        for one in found["variables"]
    ]


def _here(one: Mapping[str, Any], everything: bool) -> None:
    from foedus.case.findings import Finding
    from foedus.cli import show

    show.console.print()
    show.heading(f"Here: {one['part']}", one["file"])
    if "error" in one:
        show.indented(one["error"])
    else:
        tables = ", ".join(f"{name} {count:,}" for name, count in one["tables"].items())
        span = "-".join(map(str, one["span"]))
        show.indented(f"{one['version']}, {span}, {one['form']}; {one['rows']:,} rows; tables: {tables}")
        show.indented(f"sha256 {one['sha256']}", dim=True)
    show.findings([Finding(**finding) for finding in one["findings"]], everything=everything)
