"""How good proposals are against coded claims: precision, recall and F1 for each kind, and the misses.

Both are folders with claims/. A proposal is right when a claim of the same source and kind, at most one block away,
has the same core roles; strictly right when stage, assertion and date agree too.

  foedus evaluate cases/turkic-states proposals

  foedus evaluate my-case proposals --sources press-2022 --misses --kind transfers

  foedus evaluate my-case my-case/proposals --by model --json
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli import options

if TYPE_CHECKING:
    from foedus.reader.evaluate import Evaluation, Miss, Score


def run(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="The case with the coded claims.")],
    proposed: Annotated[Path, typer.Argument(metavar="PROPOSED", help="The case of proposals.")],
    sources: Annotated[str | None, typer.Option("--sources", metavar="A,B", help="Only these sources.")] = None,
    misses: Annotated[
        bool, typer.Option("--misses", help="Show what was missed, and what is wrong, in sentences.")
    ] = False,
    kind: options.Kind = None,
    by: options.By = None,
    documents: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the documents lie; GOLD/documents without it.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Say how good proposals are against coded claims."""
    from foedus.cli import show
    from foedus.reader.evaluate import evaluate

    only = [name.strip() for name in (sources or "").split(",") if name.strip()]
    found = evaluate(gold, proposed, only, by or "")
    shown = [miss for miss in found.misses if kind is None or miss.kind == kind] if misses else []
    told = _told(shown, gold, documents or gold / "documents")
    if as_json:
        more = {"misses": [_as_dict(miss, text) for miss, text in told]} if misses else {}
        show.print_json(found.as_dict() | more)
        return
    _tell(found)
    for title, wrong in (("missed", False), ("wrong, or not coded", True)):
        some = [(miss, text) for miss, text in told if miss.proposed is wrong]
        if some:
            show.console.print()
            show.heading(f"{title}: {len(some)}")
            for miss, text in some:
                _tell_miss(miss, text)


def _told(misses: "list[Miss]", gold: Path, documents: Path) -> "list[tuple[Miss, str]]":
    if not misses:
        return []
    from foedus.reader.evaluate import rows
    from foedus.reader.evaluate_misses import in_sentences

    return in_sentences(misses, rows(gold / "sources.csv"), rows(gold / "entities.csv"), documents)


def _as_dict(miss: "Miss", text: str) -> dict[str, object]:
    row = {column: cell for column, cell in miss.row.items() if cell}
    return {"kind": miss.kind, "claim": miss.claim, "proposed": miss.proposed, "sentence": text, "row": row}


def _tell(found: "Evaluation") -> None:
    from foedus.cli import show

    lines = [*found.kinds.items(), ("all", found.total)]
    columns = ("kind", "coded", "proposed", "right", "precision", "recall", "F1", "strict F1")
    show.table(columns, ([kind, one.coded, one.proposed, one.right, *_shares(one)] for kind, one in lines))
    asked = [f"{name} {same / of:.2f}" for name, (same, of) in found.agreement.items() if of]
    total = f"micro F1 {found.total.f1:.3f}, strict F1 {found.total.strict_f1:.3f}, macro F1 {found.macro_f1:.3f}"
    show.console.print(total, style="bold")
    show.console.print("On matched claims: " + (", ".join(asked) or "nothing"), markup=False)
    if "arguments" in found.kinds:
        show.note("Arguments are shown, and not counted in all.")


def _shares(one: "Score") -> list[str]:
    return [f"{share:.2f}" for share in (one.precision, one.recall, one.f1, one.strict_f1)]


def _tell_miss(miss: "Miss", text: str) -> None:
    from rich.text import Text

    from foedus.cli import show
    from foedus.reader.evaluate import CORE

    row = miss.row
    roles = ", ".join(f"{column} {row[column]}" for column in CORE[miss.kind] if row.get(column))
    said = " ".join(filter(None, [row.get("stage", ""), row.get("date", ""), row.get("assertion", "")]))
    show.indented(Text.assemble((f"{miss.claim} ", "bold"), roles, (f"  {said}", "dim")))
    show.indented(
        f"{row.get('source', '')} {row.get('locator', '')}: {text or '(its sentence is not at hand)'}", 4, dim=True
    )
