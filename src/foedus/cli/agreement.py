"""How far two coders agree on a document: percent and Krippendorff's alpha by column, and where they differ.

The two codings are two cases, or two coders of one case. Claims are paired by kind, place (give or take a
block) and parties; what finds no partner is listed.

  foedus agreement ada-case grace-case --source press-2022

  foedus agreement my-case --source press-2022 --coder ada --coder grace --differences settle.csv

Then write A or B into the column `take` of settle.csv: foedus adjudicate my-case settle.csv --coder ada --coder grace
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli import deciding, options

if TYPE_CHECKING:
    from foedus.desk.agree import Agreement, Side

Other = Annotated[Path | None, typer.Argument(metavar="OTHER", help="The case of the second coder.")]
Coders = Annotated[
    list[str] | None, typer.Option("--coder", metavar="NAME", help="Two coders, by the column coder: give it twice.")
]


def run(
    case: deciding.Case,
    source: Annotated[str, typer.Option("--source", metavar="KEY", help="The document that both have coded.")],
    other: Other = None,
    coder: Coders = None,
    differences: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the differences as CSV, to settle them.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Say how far two coders agree."""
    from foedus.cli import show
    from foedus.desk.adjudicate import write
    from foedus.desk.agree import agreement

    found = agreement(*sides(case, other, coder), source)
    if differences:
        write(found, differences)
    if as_json:
        show.print_json(found.as_dict())
        return
    told(found)
    if differences:
        show.note(f"{len(found.differences)} differences written to {differences}: write A or B into 'take'.")


def sides(case: Path, other: Path | None, coders: list[str] | None) -> "tuple[Side, Side]":
    """The two codings that are meant. Raises `DeskError` where they are not two."""
    from foedus.desk.agree import Side
    from foedus.desk.errors import DeskError

    names = coders or []
    if (other is None and len(names) != 2) or len(names) not in (0, 2):
        raise DeskError("It is not clear who the two are.", "Name two cases, or --coder A --coder B of one.")
    one, two = names or ("", "")
    return Side(case, one), Side(other or case, two)


def told(found: "Agreement") -> None:
    """The agreement as tables."""
    from foedus.cli import show

    show.heading(f"A: {found.a}   B: {found.b}", f"claims of {found.source} on both sides: {found.pairs}")
    show.table(
        ("column", "pairs", "the same", "alpha", "of n", "metric"),
        (
            [
                c.column,
                str(c.pairs),
                f"{c.percent:.0f}%",
                "-" if c.alpha is None else f"{c.alpha:.3f}",
                str(c.n),
                c.metric,
            ]
            for c in found.columns
        ),
    )
    show.note("alpha: Krippendorff (2011); 1 perfect, 0 chance, - not defined (nothing, or no variety, to compare)")
    if found.differences:
        show.console.print()
        show.table(("A", "B", "column", "A says", "B says"), (list(d[1:]) for d in found.differences))
    for name, claims in (("A", found.only_a), ("B", found.only_b)):
        if claims:
            show.note(f"only {name}: {', '.join(claims)}")
