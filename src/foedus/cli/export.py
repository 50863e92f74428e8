"""Hand a case to others: a data package to cite and archive, or the formats of other programs.

  foedus export my-case my-case-package

  foedus export my-case events.csv --format cameo

  foedus export my-case --format gexf --kind exercises --since 2015

A package is a folder that validates (Frictionless) and that `foedus new CASE --from-package` makes a case of
again. Notes and coders' names stay at home unless [publish] in case.toml lets them out. What a format cannot
take is told in a file beside it. Formats: package, plover, cameo, ftm, gexf, graphml, dta, bibtex, csl, ris.
"""

from pathlib import Path
from typing import Annotated

import typer

from foedus.cli import options


def run(
    case: options.Folder,
    out: Annotated[
        Path | None, typer.Argument(metavar="[OUT]", help="The folder or file to write; in build/ without it.")
    ] = None,
    form: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="One of those above.")] = "package",
    kind: Annotated[str, typer.Option("--kind", "-k", metavar="KIND", help="gexf, graphml: only ties of it.")] = "",
    since: Annotated[
        int | None, typer.Option("--since", metavar="YEAR", help="gexf, graphml: only ties of this year on.")
    ] = None,
    until: Annotated[
        int | None, typer.Option("--until", metavar="YEAR", help="gexf, graphml: only ties up to this year.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write a package or bibliography of a case with errors, marked so.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Hand a case to others: a data package, or other formats."""
    import msgspec

    from foedus.cli import show
    from foedus.desk.journal import settle
    from foedus.publish.export import Chosen, export

    settle(case)
    with show.progress() as step:
        done = export(case, out, form, chosen=Chosen(kind, since, until), force=force, step=step)
    if as_json:
        show.print_json(msgspec.to_builtins(done, enc_hook=str))
        return
    show.console.print(f"{done.format:<8} {done.target}", markup=False)
    if done.files:
        show.note(f"files    {len(done.files)}")
    if done.losses:
        show.note(f"losses   {done.losses}")
    if done.withheld:
        show.note(f"kept     {', '.join(done.withheld)}; [publish] in case.toml lets columns out")
    if done.errors:
        show.console.print(f"faulty   {show.number(done.errors, 'error')}: the case is as it was read", style="yellow")
