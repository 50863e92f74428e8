"""Import what is on this machine, and show what is odd about it: rows, years, keys, columns, names of states.

Exit code 0: all can be used (warnings may stand); 1: a file cannot be used.

  foedus data check

  foedus data check nmc --all
"""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.cli import data, options

if TYPE_CHECKING:
    from foedus.reference.about import Dataset


def run(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="A dataset; all without one.", autocompletion=data.complete)
    ] = None,
    dirs: data.Dirs = None,
    everything: Annotated[bool, typer.Option("--all", help="Show every finding, not the first five.")] = False,
    as_json: options.Json = False,
) -> None:
    """Check the datasets on this machine."""
    from foedus.cli import show
    from foedus.reference.about import dataset, datasets
    from foedus.reference.catalogue import described
    from foedus.reference.errors import DataError

    library = data.library(dirs)
    chosen = [dataset(name)] if name else list(datasets().values())
    checked: list[dict[str, Any]] = []
    with show.progress() as step:
        for about in chosen:
            if library.has(about.name):
                step(f"Reading {about.title}")
                checked += [{"dataset": about.name} | one for one in described(about, library)["here"]]
    if name and not checked:
        raise DataError(f"{chosen[0].title} is not on this machine.", f"foedus data show {name} says how to get it.")
    wrong = sum("error" in one for one in checked)
    if as_json:
        show.print_json(checked)
    else:
        for one in checked:
            _show(one, dataset(one["dataset"]), everything)
        verdict = f"{show.number(wrong, 'file')} cannot be used" if wrong else "all can be used"
        files = show.number(len(checked), "file")
        show.console.print(f"{files}: {verdict}" if checked else "No dataset is on this machine.", style="bold")
    raise typer.Exit(1 if wrong else 0)


def _show(one: dict[str, Any], about: "Dataset", everything: bool) -> None:
    from foedus.case.findings import Finding
    from foedus.cli import show

    show.heading(f"{one['dataset']} {one['part']}", one["file"])
    if "error" in one:
        show.indented(one["error"])
    else:
        releases = [release for file in about.files if file.part == one["part"] for release in file.releases]
        known = next((release.rows for release in releases if release.version == one["version"] and release.rows), None)
        expected = "" if known is None else " as expected" if known == one["rows"] else f", {known:,} expected"
        span = "-".join(map(str, one["span"]))
        show.indented(f"{one['version']}, {span}: {one['rows']:,} rows{expected}")
    show.findings([Finding(**finding) for finding in one["findings"]], everything=everything)
    show.console.print()
