"""Say what to cite: for a case, itself and its sources; for a panel, exactly the datasets in it; datasets by name.

BibTeX, with a comment on each dataset that says its version and which columns came from it; and foedus itself.
Only the sources of a case, in other formats: foedus export CASE --format ris (or csl, bibtex).

  foedus cite cases/turkic-states > case.bib

  foedus cite panel.parquet > panel.bib

  foedus cite atop nmc --style text
"""

from pathlib import Path
from typing import Annotated

import typer

from foedus.cli import options


def run(
    what: Annotated[
        list[str], typer.Argument(metavar="CASE|FILE|DATASET...", help="A case, a file of a panel, or datasets.")
    ],
    style: Annotated[str, typer.Option(help="bibtex, or text: a list of references.")] = "bibtex",
    as_json: options.Json = False,
) -> None:
    """Say what to cite: a case and its sources, a panel's datasets, datasets."""
    import sys

    import msgspec

    from foedus.cli import show
    from foedus.reference import cite
    from foedus.reference.about import names

    if style not in ("bibtex", "text"):
        raise typer.BadParameter(f"{style!r} is neither bibtex nor text.", param_hint="--style")
    if len(what) == 1 and what[0] not in names() and (Path(what[0]).is_dir() or Path(what[0]).suffix == ".duckdb"):
        _case(Path(what[0]), style, as_json)
        return
    is_file = len(what) == 1 and what[0] not in names() and (Path(what[0]).suffix != "" or Path(what[0]).exists())
    if as_json:
        if is_file:
            show.print_json(msgspec.to_builtins(cite.read(Path(what[0])).datasets))
        else:
            show.print_json([{"dataset": one.name, "citations": dict(one.citations)} for one in cite.meant(what)])
        return
    found = cite.of_file(Path(what[0]), style) if is_file else cite.of_datasets(what, style)  # type: ignore[arg-type]
    sys.stdout.write(found)


def _case(case: Path, style: str, as_json: bool) -> None:
    import sys

    from foedus.publish.references.case import of_case

    if as_json:
        raise typer.BadParameter(
            "The references of a case are BibTeX or text; `foedus export CASE --format csl` writes JSON.",
            param_hint="--json",
        )
    record = options.asked(case, None, None)
    sys.stdout.write(of_case(record, style))  # type: ignore[arg-type]
